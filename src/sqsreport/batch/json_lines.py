"""JSON Lines: a document on every line, and no bad line is the end of the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.nesting import Nesting
from sqsreport.batch.pieces import Piece, Position, too_large

#: What JSON calls white space, and a line may consist of.
_BLANK = b" \t\r"


def raw_lines(chunks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, int, bool]]:
    """Split a stream into lines, however it is cut into chunks.

    Yields:
        The line without its end, of a line beyond *limit* nothing; its length; and whether
        it has an end.
    """
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for data in ended:
            size += len(data)
            if parts:
                parts.append(data)
                data = b"".join(parts)  # noqa: PLW2901 - most lines are whole in their chunk
                parts.clear()
            yield (data if size <= limit else b""), size, True
            size = 0
        size += len(rest)
        if size > limit:
            parts.clear()
        elif rest:
            parts.append(rest)
    if size:
        yield b"".join(parts), size, False


def split_lines(
    chunks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None, until: int | None = None
) -> Iterator[Piece]:
    """Split JSON Lines into their documents; blank lines are none.

    Args:
        chunks: the stream.
        limit: the most bytes of a document.
        position: where the stream begins; it moves on, from the start of one line to that of the next.
        until: the offset from which on no line may start.
    """
    position = position or Position()
    for data, size, is_ended in raw_lines(chunks, limit):
        if size > limit:
            yield too_large(position, limit)
        elif data.strip(_BLANK):
            yield Piece(
                data, position.line, position.column, position.offset, is_torn=not is_ended and Nesting().is_open(data)
            )
        position.offset += size + is_ended
        position.line += is_ended
        position.column = 1
        if until is not None and position.offset >= until:
            return
