"""Find the end of a JSON value by its brackets and strings, in blocks of any size, without parsing it."""

from __future__ import annotations

import re
from typing import Final

#: A complete string, the start of an incomplete one, or a bracket. Characters that JSON does not allow in a string,
#: such as a line feed, do not end it: the parser reports them later.
_TOKEN: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)

#: The characters that matter within a string.
_IN_STRING: Final = re.compile(rb'["\\]')


class Nesting:
    """Tracks the brackets and strings of one value from its start to its end."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._is_escaped = False

    def end(self, block: bytes, start: int = 0) -> int:
        """Return the index after the end of the value, which continues at *start*, or -1 if it is in a later block."""
        while True:
            if self._in_string:
                start = self._string_end(block, start)
                if start < 0:
                    return -1
                if not self._depth:
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

    def is_open(self, data: bytes) -> bool:
        """Check whether *data* is the start of a container or a string whose end is missing."""
        return data.lstrip()[:1] in (b"{", b"[", b'"') and self.end(data) < 0

    def _string_end(self, block: bytes, start: int) -> int:
        if self._is_escaped and start < len(block):
            self._is_escaped = False
            start += 1
        while match := _IN_STRING.search(block, start):
            start = match.end()
            if match[0] == b'"':
                self._in_string = False
                return start
            if start == len(block):
                self._is_escaped = True
                return -1
            start += 1
        return -1
