"""Chunks of a stream: the text of one document, or in YAML of several, with its position."""

from __future__ import annotations

from typing import Any, Final

import attrs

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.problems import Problem

#: Parsing YAML takes many times the memory and the time of parsing JSON.
MAX_YAML: Final = 32 * 2**20

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

#: The bytes of UTF-8 that do not begin a character.
_CONTINUATION: Final = bytes(range(0x80, 0xC0))


@attrs.frozen
class Chunk:
    """A part of a stream.

    Attributes:
        data: its bytes.
        line: 1-based line on which it starts.
        column: 1-based column at which it starts, in characters.
        offset: the number of bytes before it.
        is_yaml: whether it is YAML rather than JSON.
        is_whole: whether it is the whole stream.
        is_truncated: whether the stream ends before the chunk is complete.
        is_document: whether it has a document, and not only problems.
        is_read: whether it could be read.
        problems: problems around it or in its place.
    """

    data: bytes = b""
    line: int = 1
    column: int = 1
    offset: int = 0
    is_yaml: bool = False
    is_whole: bool = False
    is_truncated: bool = False
    is_document: bool = True
    is_read: bool = True
    problems: tuple[Problem, ...] = ()


@attrs.define
class Position:
    """A position in a stream, which advances as the stream is read."""

    line: int = 1
    column: int = 1
    offset: int = 0

    def advance(self, data: bytes) -> None:
        """Move past some bytes."""
        self.offset += len(data)
        if newlines := data.count(b"\n"):
            self.line += newlines
            self.column = 1
            data = data[data.rfind(b"\n") + 1 :]
        self.column += len(data) if data.isascii() else len(data.translate(None, _CONTINUATION))

    def chunk(self, data: bytes, **flags: Any) -> Chunk:
        """Return a chunk that starts here."""
        return Chunk(data, self.line, self.column, self.offset, **flags)

    def problem(self, code: str, **params: str | int) -> Problem:
        """Return a problem at this position."""
        return Problem(code, "", self.line, self.column, params)

    def error(self, code: str, **params: str | int) -> Chunk:
        """Return a chunk that has a problem and no document."""
        return self.chunk(b"", is_document=False, problems=(self.problem(code, **params),))

    def too_large(self, limit: int = MAX_DOCUMENT) -> Chunk:
        """Return the chunk for a document over the size limit, whose bytes were dropped."""
        return self.error("SQS014", limit=limit)
