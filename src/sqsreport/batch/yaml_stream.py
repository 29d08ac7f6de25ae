"""A stream of YAML, split into its documents before one of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sqsreport.batch.chunks import MAX_YAML, Chunk, Position, too_large
from sqsreport.batch.json_lines import raw_lines

#: Wherever these stand at the beginning of a line, a document begins or ends: no text may hold them.
_BEGINS: Final = re.compile(rb"---(?=[ \t\r]|$)")
_ENDS: Final = re.compile(rb"\.\.\.(?=[ \t\r]|$)")

#: Lines that may stand before a document and belong to it.
_BEFORE: Final = re.compile(rb"(?:---)?[ \t\r]*$|[ \t\r]*#|%")


def split_yaml(blocks: Iterable[bytes], *, limit: int = MAX_YAML, position: Position | None = None) -> Iterator[Chunk]:
    """Split a stream of YAML into its documents, so that a bad one is not the end of the next."""
    position = position or Position()
    start = Position(position.line, position.column, position.offset)
    lines: list[bytes] = []
    held, has_content = 0, False
    for data, size, is_ended in raw_lines(blocks, limit):
        if has_content and _BEGINS.match(data):
            yield _chunk(lines, held, start, limit)
            lines, held, has_content, start = [], 0, False, Position(position.line, 1, position.offset)
        held += size + 1
        if held <= limit:
            lines.append(data)
        has_content = has_content or size > limit or not _BEFORE.match(data)
        position.offset += size + is_ended
        position.line += 1
        if has_content and _ENDS.match(data):
            yield _chunk(lines, held, start, limit)
            lines, held, has_content, start = [], 0, False, Position(position.line, 1, position.offset)
    if has_content:
        yield _chunk(lines, held, start, limit)


def _chunk(lines: list[bytes], held: int, start: Position, limit: int) -> Chunk:
    if held > limit:
        return too_large(start, limit)
    return Chunk(b"\n".join([*lines, b""]), start.line, start.column, start.offset, is_yaml=True)
