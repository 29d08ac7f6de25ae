"""Split a stream by lines: JSON Lines with a document on each, and YAML at its document markers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.chunks import MAX_YAML, Chunk, Position
from sqsreport.batch.json_array import is_open

#: The white space of JSON within a line.
_BLANK: Final = b" \t\r"

#: At the beginning of a line, these begin or end a YAML document; YAML allows them in no text there.
_BEGINS: Final = re.compile(rb"---(?=[ \t\r]|$)")
_ENDS: Final = re.compile(rb"\.\.\.(?=[ \t\r]|$)")

#: Lines that may precede a YAML document and belong to it.
_BEFORE: Final = re.compile(rb"(?:---)?[ \t\r]*$|[ \t\r]*#|%")


def raw_lines(blocks: Iterable[bytes], limit: int) -> Iterator[tuple[bytes, int, bool]]:
    """Split blocks of a stream into lines.

    Yields:
        The line without its line feed, or no bytes if it is longer than *limit*; its length in bytes; and whether a
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
    blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None
) -> Iterator[Chunk]:
    """Split JSON Lines into their documents; blank lines are skipped, and an invalid line does not affect the others.

    *position* is that of the start of the stream; it advances to the start of each following line.
    """
    position = position or Position()
    for data, size, is_ended in raw_lines(blocks, limit):
        if size > limit:
            yield position.too_large(limit)
        elif data.strip(_BLANK):
            yield position.chunk(data, is_truncated=not is_ended and is_open(data))
        position.offset += size + is_ended
        position.line += is_ended
        position.column = 1


def split_yaml(blocks: Iterable[bytes], *, limit: int = MAX_YAML, position: Position | None = None) -> Iterator[Chunk]:
    """Split a YAML stream into its documents, so that an invalid one does not affect the next."""
    start = position or Position()
    line, offset = start.line, start.offset
    lines: list[bytes] = []
    size, has_content = 0, False

    def end_document() -> Chunk:
        nonlocal start, size, has_content
        data = b"\n".join([*lines, b""])
        chunk = start.too_large(limit) if size > limit else start.chunk(data, is_yaml=True)
        lines.clear()
        start, size, has_content = Position(line, 1, offset), 0, False
        return chunk

    for data, length, is_ended in raw_lines(blocks, limit):
        if has_content and _BEGINS.match(data):
            yield end_document()
        size += length + 1
        if size <= limit:
            lines.append(data)
        has_content = has_content or length > limit or not _BEFORE.match(data)
        offset += length + is_ended
        line += 1
        if has_content and _ENDS.match(data):
            yield end_document()
    if has_content:
        yield end_document()
