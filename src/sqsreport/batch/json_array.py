"""A JSON array of documents, split while it is read: no more is kept of it than one of them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.nesting import Nesting
from sqsreport.batch.pieces import Piece, Position, too_large
from sqsreport.problems import Problem
from sqsreport.validation.json_errors import explain_json_error

_SPACE: Final = re.compile(rb"[ \t\r\n]*")

#: What goes on in a value that is neither a string nor has parts, such as a number.
_PLAIN: Final = re.compile(rb'[^\s,"{}\[\]]*')

_NOT_CLOSED: Final = "the list is not closed"
_NOT_READ: Final = "; what follows was not read"


@functools.cache
def _reason(like: str) -> str:
    """Say what is wrong with a list in the words that are used within an object, by an example of the same slip."""
    try:
        json.loads(like)
    except json.JSONDecodeError as error:
        return explain_json_error(like, error)[0]
    raise AssertionError("an example is wrong")


class _Element:
    """An element that is not at its end yet."""

    def __init__(self, first: bytes, position: Position, problems: tuple[Problem, ...]) -> None:
        self._nesting = Nesting() if first in b'{["' else None
        self._is_begun = False
        self._position = Position(position.line, position.column, position.offset)
        self._problems = problems
        self._parts: list[bytes] = []
        self._size = 0

    def end(self, chunk: bytes, start: int) -> int:
        """Return where it ends in *chunk*, or -1 where it goes on behind it."""
        if self._nesting:
            return self._nesting.end(chunk, start)
        match = _PLAIN.match(chunk, start if self._is_begun else start + 1)  # whatever the first character is
        self._is_begun = True
        assert match
        return match.end() if match.end() < len(chunk) else -1

    def add(self, part: bytes, limit: int) -> None:
        """Keep a part of it, unless it has got too long."""
        self._size += len(part)
        if self._size > limit:
            self._parts.clear()
        else:
            self._parts.append(part)

    def piece(self, limit: int, *, is_torn: bool = False) -> Piece:
        """Make a piece of it."""
        position = self._position
        if self._size > limit:
            return too_large(position, limit)
        is_torn = is_torn and self._nesting is not None
        data = b"".join(self._parts)
        return Piece(data, position.line, position.column, position.offset, is_torn=is_torn, problems=self._problems)

    @property
    def is_plain(self) -> bool:
        """Whether only what follows can show that it is at its end."""
        return self._nesting is None


class _Splitter:
    """Takes an array chunk by chunk and gives its elements."""

    def __init__(self, position: Position, limit: int) -> None:
        self._position = position
        self._limit = limit
        self._element: _Element | None = None
        self._comma = position
        self._awaits = "["
        self._problems: tuple[Problem, ...] = ()
        self.is_done = False

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        """Yield the elements that end in a chunk, and what is wrong between them."""
        start = 0
        while start < len(chunk) and not self.is_done:
            if self._element:
                end = self._element.end(chunk, start)
                part = chunk[start:] if end < 0 else chunk[start:end]
                self._element.add(part, self._limit)
                self._position.advance(part)
                if end < 0:
                    return
                yield self._finish(self._element)
                start = end
                continue
            space = _SPACE.match(chunk, start)
            assert space
            self._position.advance(space[0])
            start = space.end()
            if start < len(chunk):
                yield from self._see(chunk[start : start + 1])
                start += self._element is None and not self.is_done

    def close(self) -> Iterator[Piece]:
        """Yield what is wrong with the end."""
        if self.is_done or self._awaits == "end":
            return
        if self._element:
            is_plain = self._element.is_plain
            yield self._finish(self._element, is_torn=True)
            if not is_plain:
                return
        yield self._position.piece(*self._problems, self._position.problem("SQS013", reason=_NOT_CLOSED))

    def _finish(self, element: _Element, *, is_torn: bool = False) -> Piece:
        self._element = None
        self._awaits = ","
        return element.piece(self._limit, is_torn=is_torn)

    def _see(self, char: bytes) -> Iterator[Piece]:
        """Take the first character of what follows, which is no space."""
        if self._awaits == "[":
            assert char == b"[", "that is how it is known to be an array"
            self._pass("first")
        elif self._awaits == "end":
            yield self._stop(_reason("[0] 0") + _NOT_READ)
        elif self._awaits == ",":
            if char == b",":
                self._comma = attrs.evolve(self._position)
                self._pass("value")
            elif char == b"]":
                self._pass("end")
            elif char in b'{["':
                # One comma that was forgotten is no reason to leave out the rest.
                self._problems += (self._position.problem("SQS003", reason=_reason("[0 0]")),)
                self._begin(char)
            else:
                yield self._stop(_reason("[0 //]" if char in b"/#" else "[0 0]") + _NOT_READ)
        elif char == b"]":
            if self._awaits == "value":
                yield self._comma.piece(self._comma.problem("SQS003", reason=_reason("[0,]")))
            self._pass("end")
        elif char == b",":
            yield self._position.piece(self._position.problem("SQS003", reason=_reason("[,0]")))
            self._comma = attrs.evolve(self._position)
            self._pass("value")
        else:
            self._begin(char)

    def _pass(self, awaits: str) -> None:
        self._position.offset += 1
        self._position.column += 1
        self._awaits = awaits

    def _begin(self, char: bytes) -> None:
        self._element = _Element(char, self._position, self._problems)
        self._problems = ()

    def _stop(self, reason: str) -> Piece:
        self.is_done = True
        return self._position.piece(self._position.problem("SQS003", reason=reason))


def split_array(
    chunks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None
) -> Iterator[Piece]:
    """Split a JSON array into its elements, with all that is wrong between them."""
    splitter = _Splitter(position or Position(), limit)
    for chunk in chunks:
        yield from splitter.feed(chunk)
        if splitter.is_done:
            return
    yield from splitter.close()
