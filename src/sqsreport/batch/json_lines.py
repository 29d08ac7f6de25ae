"""Split JSON Lines, with a document on every line; an invalid line does not affect the lines after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.chunks import Chunk, Position, too_large
from sqsreport.batch.nesting import Nesting

#: The white space of JSON within a line.
_BLANK = b" \t\r"


def raw_lines(blocks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, int, bool]]:
    """Split blocks of a stream into lines.

    Yields:
        The line without its line feed, or nothing of a line above *limit* bytes; its length in bytes; and whether a
        line feed ends it.
    """
    parts: list[bytes] = []
    size = 0
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for data in ended:
            size += len(data)
            if parts:
                parts.append(data)
                data = b"".join(parts)  # noqa: PLW2901 - most lines are within one block, and need no join
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
    blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None, until: int | None = None
) -> Iterator[Chunk]:
    """Split JSON Lines into their documents; blank lines are skipped.

    Args:
        blocks: the stream.
        limit: the maximum size of a document, in bytes.
        position: the position of the start of the stream; it is advanced to the start of each following line.
        until: the offset at which to stop: lines that start there or later are not read.
    """
    position = position or Position()
    for data, size, is_ended in raw_lines(blocks, limit):
        if size > limit:
            yield too_large(position, limit)
        elif data.strip(_BLANK):
            yield Chunk(
                data,
                position.line,
                position.column,
                position.offset,
                is_truncated=not is_ended and Nesting().is_open(data),
            )
        position.offset += size + is_ended
        position.line += is_ended
        position.column = 1
        if until is not None and position.offset >= until:
            return
