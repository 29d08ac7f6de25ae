"""Split a JSON array into its elements while it is read, without parsing them; at most one is in memory."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.batch.chunks import Chunk, Position
from sqsreport.problems import Problem
from sqsreport.validation.json_errors import explain_json_error

_SPACE: Final = re.compile(rb"[ \t\r\n]*")

#: The characters of a number, a boolean or null.
_PLAIN: Final = re.compile(rb'[^\s,"{}\[\]]*')

#: A complete string, the start of an incomplete one, or a bracket. Characters that JSON does not allow in a string,
#: such as a line feed, do not end it: the parser reports them later.
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)

#: The characters that matter within a string.
_IN_STRING: Final = re.compile(rb'["\\]')


class Nesting:
    """Tracks the brackets and strings of one object, array or string from its start to its end."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._is_escaped = False

    def end(self, block: bytes, start: int = 0) -> int:
        """Return the index after the end of the value, which continues at *start*, or -1 if it is in a later block."""
        while True:
            if self._in_string:
                start = self._string_end(block, start)
                if start < 0 or not self._depth:
                    return start
            for match in _TOKEN.finditer(block, start):
                token = match[0]
                if token in b"{[":
                    self._depth += 1
                elif token in b"}]":
                    self._depth -= 1
                elif token == b'"':
                    self._in_string = True
                    start = match.end()
                    break
                if self._depth <= 0:
                    return match.end()
            else:
                return -1

    def _string_end(self, block: bytes, start: int) -> int:
        if self._is_escaped and start < len(block):
            self._is_escaped = False
            start += 1
        while match := _IN_STRING.search(block, start):
            start = match.end()
            if match[0] == b'"':
                self._in_string = False
                return start
            self._is_escaped = start == len(block)
            start += 1
        return -1


def is_open(data: bytes) -> bool:
    """Check whether *data* is the start of an object, an array or a string whose end is missing."""
    return data.lstrip()[:1] in (b"{", b"[", b'"') and Nesting().end(data) < 0


def split_array(
    blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None
) -> Iterator[Chunk]:
    """Split a JSON array into its elements; the problems between them are chunks too."""
    position = position or Position()
    element: _Element | None = None
    state, comma = "start", position  # the state is "start", "first", "comma", "element" or "end": what came last
    for block in blocks:
        start = 0
        while start < len(block):
            if element is not None:
                end = element.end(block, start)
                part = block[start:] if end < 0 else block[start:end]
                element.add(part, limit)
                position.advance(part)
                if end < 0:
                    break
                yield element.chunk(limit)
                element, state, start = None, "element", end
                continue
            space = _SPACE.match(block, start)
            assert space
            position.advance(space[0])
            start = space.end()
            char = block[start : start + 1]
            if not char:
                break
            if state == "end" or (state == "element" and char not in b',]{["'):
                example = "[0] 0" if state == "end" else "[0 //]" if char in b"/#" else "[0 0]"
                yield position.error("SQS003", reason=f"{_reason(example)}; the rest was not read")
                return
            if state == "start":
                state = "first"
            elif char == b"]":
                if state == "comma":
                    yield comma.error("SQS003", reason=_reason("[0,]"))
                state = "end"
            elif char == b",":
                if state != "element":
                    yield position.error("SQS003", reason=_reason("[,0]"))
                state, comma = "comma", attrs.evolve(position)
            else:
                # A missing comma before a container or a string is reported, and the rest is still read.
                missing = (position.problem("SQS003", reason=_reason("[0 0]")),) if state == "element" else ()
                element = _Element(char, attrs.evolve(position), missing)
            position.advance(char)
            start += 1
    if element is not None:
        yield element.chunk(limit, is_at_end=True)
    if state != "end" and (element is None or element.nesting is None):
        yield position.error("SQS013", reason="the list is not closed")


class _Element:
    """An element of the array whose end has not been read yet."""

    def __init__(self, first: bytes, position: Position, problems: tuple[Problem, ...]) -> None:
        self.nesting = Nesting() if first in b'{["' else None
        if self.nesting:
            self.nesting.end(first)
        self._position, self._problems = position, problems
        self._parts, self._size = [first], 1

    def end(self, block: bytes, start: int) -> int:
        """Return the index of its end in *block*, or -1 if it continues in the next block."""
        if self.nesting:
            return self.nesting.end(block, start)
        match = _PLAIN.match(block, start)
        assert match
        return match.end() if match.end() < len(block) else -1

    def add(self, part: bytes, limit: int) -> None:
        """Append a part; beyond the limit only the size is counted."""
        self._size += len(part)
        if self._size > limit:
            self._parts.clear()
        else:
            self._parts.append(part)

    def chunk(self, limit: int, *, is_at_end: bool = False) -> Chunk:
        """Return the element as a chunk, or the problem that it is too large."""
        if self._size > limit:
            return self._position.too_large(limit)
        is_truncated = is_at_end and self.nesting is not None
        return self._position.chunk(b"".join(self._parts), is_truncated=is_truncated, problems=self._problems)


@functools.cache
def _reason(example: str) -> str:
    """Return the message of the JSON parser for an example of a mistake, so that both use the same words."""
    try:
        json.loads(example)
    except json.JSONDecodeError as error:
        return explain_json_error(example, error)[0]
    raise AssertionError("the example is valid JSON")
