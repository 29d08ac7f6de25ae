"""Positions of values in a JSON text, computed only when there is a problem to place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import attrs

from sqsreport._jsondata import MAX_DEPTH

#: A token of a text that a JSON parser has accepted, so the pattern can ignore syntax errors.
_TOKEN = re.compile(
    r"""(?P<string> "[^"\\]*+(?:\\.[^"\\]*+)*+" ) | (?P<open> [\[{] ) | (?P<close> [\]}] )
    | (?P<plain> [^\s,:\[\]{}"]++ )""",
    re.VERBOSE | re.DOTALL,
)

Path = tuple[str | int, ...]


@attrs.frozen
class Member:
    """A value in a text: its path, its offset, and the offset of its key if it has one."""

    path: Path
    start: int
    key_start: int | None = None
    is_repeat: bool = False


@attrs.define
class _Open:
    """An object or a list that is still open, with the current key or index."""

    step: str | int | None
    keys: set[str] | None = None
    key_start: int | None = None
    is_repeat: bool = False

    @property
    def awaits_key(self) -> bool:
        return self.keys is not None and self.step is None

    def read_key(self, key: str, start: int) -> None:
        assert self.keys is not None
        self.step, self.key_start, self.is_repeat = key, start, key in self.keys
        self.keys.add(key)

    def advance(self) -> None:
        self.step = self.step + 1 if isinstance(self.step, int) else None


def members(text: str) -> Iterator[Member]:
    """Yield every value of a JSON text in order, outer before inner, without recursion."""
    enclosing: list[_Open] = []
    for match in _TOKEN.finditer(text):
        here = enclosing[-1] if enclosing else None
        start = match.start(match.lastgroup or 0)
        if match["close"]:
            enclosing.pop()
            if enclosing:
                enclosing[-1].advance()
        elif here and here.awaits_key:
            here.read_key(json.loads(match["string"], strict=False), start)
        else:
            if len(enclosing) <= MAX_DEPTH:  # deeper values are refused, and their paths would be as long as the text
                path = tuple(frame.step for frame in enclosing if frame.step is not None)
                yield Member(path, start, here.key_start if here else None, here is not None and here.is_repeat)
            if match["open"]:
                enclosing.append(_Open(None, set()) if match["open"] == "{" else _Open(0))
            elif here:
                here.advance()


class Lines:
    """Converts offsets of a text to lines and columns, fastest for offsets close to each other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset, self._line, self._start = 0, 1, 0

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset, in characters."""
        if offset >= self._offset:
            newlines = self._text.count("\n", self._offset, offset)
        else:
            newlines = -self._text.count("\n", offset, self._offset)
        if newlines:
            self._line += newlines
            self._start = self._text.rfind("\n", 0, offset) + 1
        self._offset = offset
        return self._line, offset - self._start + 1


def depth_exceeded(text: str) -> int:
    """Return the offset at which a JSON text exceeds the maximum depth."""
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += bool(match["open"]) - bool(match["close"])
        if depth > MAX_DEPTH:
            return match.start(match.lastgroup or 0)
    return 0
