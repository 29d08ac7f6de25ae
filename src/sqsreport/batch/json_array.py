"""Split a JSON array of documents while it is read; at most one document is in memory."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.chunks import Chunk, Position, too_large
from sqsreport.batch.nesting import Nesting
from sqsreport.problems import Problem
from sqsreport.validation.json_errors import explain_json_error

_SPACE: Final = re.compile(rb"[ \t\r\n]*")

#: The characters of a number, a boolean or null.
_PLAIN: Final = re.compile(rb'[^\s,"{}\[\]]*')

_NOT_CLOSED: Final = "the list is not closed"
_REST_SKIPPED: Final = "; the rest was not read"


@functools.cache
def _reason(example: str) -> str:
    """Return the message of the JSON parser for an example of a mistake, so that both use the same words."""
    try:
        json.loads(example)
    except json.JSONDecodeError as error:
        return explain_json_error(example, error)[0]
    raise AssertionError("the example is valid JSON")


class _Element:
    """An element of the array whose end has not been read yet."""

    def __init__(self, first: bytes, position: Position, problems: tuple[Problem, ...]) -> None:
        self._nesting = Nesting() if first in b'{["' else None
        self._is_begun = False
        self._position = Position(position.line, position.column, position.offset)
        self._problems = problems
        self._parts: list[bytes] = []
        self._size = 0

    def end(self, block: bytes, start: int) -> int:
        """Return the index of its end in *block*, or -1 if it continues in the next block."""
        if self._nesting:
            return self._nesting.end(block, start)
        match = _PLAIN.match(block, start if self._is_begun else start + 1)  # the first character may be any
        self._is_begun = True
        assert match
        return match.end() if match.end() < len(block) else -1

    def add(self, part: bytes, limit: int) -> None:
        """Append a part; beyond the limit only the size is counted."""
        self._size += len(part)
        if self._size > limit:
            self._parts.clear()
        else:
            self._parts.append(part)

    def chunk(self, limit: int, *, is_truncated: bool = False) -> Chunk:
        """Return the element as a chunk, or the problem that it is too large."""
        position = self._position
        if self._size > limit:
            return too_large(position, limit)
        is_truncated = is_truncated and self._nesting is not None
        data = b"".join(self._parts)
        return Chunk(
            data, position.line, position.column, position.offset, is_truncated=is_truncated, problems=self._problems
        )

    @property
    def is_plain(self) -> bool:
        """Whether it has no closing character, so that only the next character shows its end."""
        return self._nesting is None


class _Splitter:
    """Splits an array, which is fed to it in blocks, into its elements."""

    def __init__(self, position: Position, limit: int) -> None:
        self._position = position
        self._limit = limit
        self._element: _Element | None = None
        self._comma = position
        self._expected = "["
        self._problems: tuple[Problem, ...] = ()
        self.is_done = False

    def feed(self, block: bytes) -> Iterator[Chunk]:
        """Yield the elements that end in a block, and the problems between them."""
        start = 0
        while start < len(block) and not self.is_done:
            if self._element:
                end = self._element.end(block, start)
                part = block[start:] if end < 0 else block[start:end]
                self._element.add(part, self._limit)
                self._position.advance(part)
                if end < 0:
                    return
                yield self._finish(self._element)
                start = end
                continue
            space = _SPACE.match(block, start)
            assert space
            self._position.advance(space[0])
            start = space.end()
            if start < len(block):
                yield from self._handle(block[start : start + 1])
                start += self._element is None and not self.is_done

    def close(self) -> Iterator[Chunk]:
        """Yield the last element, and a problem if the array is not closed."""
        if self.is_done or self._expected == "end":
            return
        if self._element:
            is_plain = self._element.is_plain
            yield self._finish(self._element, is_truncated=True)
            if not is_plain:
                return
        yield self._position.chunk(*self._problems, self._position.problem("SQS013", reason=_NOT_CLOSED))

    def _finish(self, element: _Element, *, is_truncated: bool = False) -> Chunk:
        self._element = None
        self._expected = ","
        return element.chunk(self._limit, is_truncated=is_truncated)

    def _handle(self, char: bytes) -> Iterator[Chunk]:
        """Handle the first character after an element, a bracket or a comma, and after white space."""
        if self._expected == "[":
            assert char == b"[", "the caller has detected an array"
            self._advance("first")
        elif self._expected == "end":
            yield self._stop(_reason("[0] 0") + _REST_SKIPPED)
        elif self._expected == ",":
            if char == b",":
                self._comma = attrs.evolve(self._position)
                self._advance("value")
            elif char == b"]":
                self._advance("end")
            elif char in b'{["':
                # A missing comma before a container or a string is reported, and the rest is still read.
                self._problems += (self._position.problem("SQS003", reason=_reason("[0 0]")),)
                self._begin(char)
            else:
                yield self._stop(_reason("[0 //]" if char in b"/#" else "[0 0]") + _REST_SKIPPED)
        elif char == b"]":
            if self._expected == "value":
                yield self._comma.chunk(self._comma.problem("SQS003", reason=_reason("[0,]")))
            self._advance("end")
        elif char == b",":
            yield self._position.chunk(self._position.problem("SQS003", reason=_reason("[,0]")))
            self._comma = attrs.evolve(self._position)
            self._advance("value")
        else:
            self._begin(char)

    def _advance(self, expected: str) -> None:
        self._position.offset += 1
        self._position.column += 1
        self._expected = expected

    def _begin(self, char: bytes) -> None:
        self._element = _Element(char, self._position, self._problems)
        self._problems = ()

    def _stop(self, reason: str) -> Chunk:
        self.is_done = True
        return self._position.chunk(self._position.problem("SQS003", reason=reason))


def split_array(
    blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None
) -> Iterator[Chunk]:
    """Split a JSON array into its elements; the problems between them are chunks too."""
    splitter = _Splitter(position or Position(), limit)
    for block in blocks:
        yield from splitter.feed(block)
        if splitter.is_done:
            return
    yield from splitter.close()
