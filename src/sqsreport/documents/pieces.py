"""Pieces of a stream: each holds one document, or in YAML several, and knows where it stands."""

from __future__ import annotations

from typing import Final

import attrs

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.problems import Problem

#: YAML takes many times the memory of JSON, and its reader many times as long.
MAX_YAML: Final = 32 * 2**20

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

#: The bytes of UTF-8 that begin no character.
_CONTINUATION: Final = bytes(range(0x80, 0xC0))


@attrs.frozen
class Piece:
    """A part of a stream.

    Attributes:
        data: its bytes.
        line: 1-based line on which it starts.
        column: 1-based column at which it starts, in characters.
        offset: how many bytes stand before it.
        is_yaml: whether it is YAML rather than JSON.
        is_torn: whether it breaks off where the stream ends.
        is_document: whether it is there for more than its problems.
        is_read: whether it could be read.
        problems: what is wrong around it or instead of it.
    """

    data: bytes = b""
    line: int = 1
    column: int = 1
    offset: int = 0
    is_yaml: bool = False
    is_torn: bool = False
    is_document: bool = True
    is_read: bool = True
    problems: tuple[Problem, ...] = ()


@attrs.define
class Mark:
    """A place in a stream that moves on with what is read."""

    line: int = 1
    column: int = 1
    offset: int = 0

    def advance(self, data: bytes) -> None:
        """Move behind some bytes."""
        self.offset += len(data)
        if newlines := data.count(b"\n"):
            self.line += newlines
            self.column = 1
            data = data[data.rfind(b"\n") + 1 :]
        self.column += len(data) if data.isascii() else len(data.translate(None, _CONTINUATION))

    def piece(self, *problems: Problem) -> Piece:
        """Make a piece that tells problems of this place, and is no document."""
        return Piece(b"", self.line, self.column, self.offset, is_document=False, problems=problems)

    def problem(self, code: str, **params: str | int) -> Problem:
        """Make a problem of this place."""
        return Problem(code, "", self.line, self.column, params)


def too_large(mark: Mark, limit: int = MAX_DOCUMENT) -> Piece:
    """Make the piece that stands for a document of which nothing was kept, for it was too long."""
    return mark.piece(mark.problem("SQS014", limit=limit))
