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
from sqsreport.validation.json_errors import explain_json_error

_SPACE: Final = re.compile(rb"[ \t\r\n]*")

#: The characters of a number, a boolean or null.
_PLAIN: Final = re.compile(rb'[^\s,"{}\[\]]*')

#: A complete string, the start of an incomplete one, or a bracket. Characters that JSON does not allow in a string,
#: such as a line feed, do not end it: the parser reports them later.
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)

#: The rest of a string, with the quotation mark that ends it, or the backslash at the end of a block.
_STRING_REST: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+(["\\]?)', re.DOTALL)


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
                rest = _STRING_REST.match(block, start + self._is_escaped)
                assert rest
                self._in_string, self._is_escaped = rest[1] != b'"', rest[1] == b"\\"
                start = rest.end()
                if self._in_string or not self._depth:
                    return -1 if self._in_string else start
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


def is_open(data: bytes) -> bool:
    """Check whether *data* is the start of an object, an array or a string whose end is missing."""
    return data.lstrip()[:1] in (b"{", b"[", b'"') and Nesting().end(data) < 0


def split_array(
    blocks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, position: Position | None = None
) -> Iterator[Chunk]:
    """Split a JSON array into its elements; the problems between them are chunks too."""
    cursor = _Cursor(blocks, position or Position())
    position = cursor.position
    if cursor.next_char():
        cursor.skip(1)
    comma: Position | None = None  # the comma before the next element
    is_after_element = False
    while char := cursor.next_char():
        if is_after_element and char not in b',]{["':
            reason = _reason("[0 //]" if char in b"/#" else "[0 0]")
            yield position.error("SQS003", reason=f"{reason}; the rest was not read")
            return
        if char == b"]":
            if comma is not None:
                yield comma.error("SQS003", reason=_reason("[0,]"))
            cursor.skip(1)
            if cursor.next_char():
                yield position.error("SQS003", reason=f"{_reason('[0] 0')}; the rest was not read")
            return
        if char == b",":
            if not is_after_element:
                yield position.error("SQS003", reason=_reason("[,0]"))
            comma, is_after_element = attrs.evolve(position), False
            cursor.skip(1)
        else:
            # A missing comma before a container or a string is reported, and the rest is still read.
            missing = (position.problem("SQS003", reason=_reason("[0 0]")),) if is_after_element else ()
            start = attrs.evolve(position)
            data, size, is_truncated = cursor.value(limit)
            chunk = start.chunk(data, is_truncated=is_truncated, problems=missing)
            yield start.too_large(limit) if size > limit else chunk
            if is_truncated:
                return
            comma, is_after_element = None, True
    yield position.error("SQS013", reason="the list is not closed")


class _Cursor:
    """Reads the values of a stream of JSON one after the other, and knows its position."""

    def __init__(self, blocks: Iterable[bytes], position: Position) -> None:
        self.position = position
        self._blocks = iter(blocks)
        self._block, self._start = b"", 0

    def next_char(self) -> bytes:
        """Skip white space, and return the character after it, or no bytes at the end of the stream."""
        while True:
            space = _SPACE.match(self._block, self._start)
            assert space
            self.skip(len(space[0]))
            if self._start < len(self._block):
                return self._block[self._start : self._start + 1]
            if not self._read():
                return b""

    def skip(self, size: int) -> bytes:
        """Consume bytes of the current block, and return them."""
        data = self._block[self._start : self._start + size]
        self._start += size
        self.position.advance(data)
        return data

    def value(self, limit: int) -> tuple[bytes, int, bool]:
        """Consume the value that begins here.

        Returns:
            The value, or no bytes if it is longer than *limit*; its length in bytes; and whether its end is missing.
        """
        nesting = Nesting() if self.next_char() in b'{["' else None
        parts: list[bytes] = []
        size = 0
        while True:
            if nesting:
                end = nesting.end(self._block, self._start)
            else:
                match = _PLAIN.match(self._block, self._start + (size == 0))
                assert match
                end = match.end() if match.end() < len(self._block) else -1
            parts.append(self.skip((len(self._block) if end < 0 else end) - self._start))
            size += len(parts[-1])
            if size > limit:
                parts.clear()
            if end >= 0 or not self._read():
                return b"".join(parts), size, nesting is not None and end < 0

    def _read(self) -> bool:
        """Replace the consumed block by the next one; return whether there is one."""
        self._block, self._start = next((block for block in self._blocks if block), b""), 0
        return bool(self._block)


@functools.cache
def _reason(example: str) -> str:
    """Return the message of the JSON parser for an example of a mistake, so that both use the same words."""
    try:
        json.loads(example)
    except json.JSONDecodeError as error:
        return explain_json_error(example, error)[0]
    raise AssertionError("the example is valid JSON")
