"""Where the words of a page are in its source, which the parser does not report."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from html import unescape
from typing import Final

import attrs

#: What a source is made of. Each part ends somewhere, if only with the source, so this goes through it once.
_PARTS: Final = re.compile(
    r"""
    <!--.*?(?:-->|\Z)
    |<(?P<unseen>iframe|noembed|noframes|script|style|template(?![^>]*\bshadowroot)|title)\b.*?(?:</(?P=unseen)\b[^>]*>?|\Z)
    |<[/!?a-z](?:[^>"']|"[^"]*"|'[^']*'|["'])*+>?
    |(?P<entity>&\#?\w+;?)
    |(?P<words>[^\s<&]+|[<&])
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
#: How far ahead words are looked for that are not where they are due, and how many of them may be missed.
_WINDOW: Final = 20_000
_MOST_MISSES: Final = 200
_SAMPLE: Final = 24


@attrs.define
class Places:
    """Follows the text of a page through its source."""

    #: All characters of the text but white space, and where in them, and in the source, each run of them starts.
    _text: str
    _starts: array[int]
    _offsets: array[int]
    _line_starts: array[int]
    _at: int = 0
    _misses: int = 0

    @classmethod
    def of(cls, source: str) -> Places:
        """Return the places of a source, at its start."""
        starts, offsets, found, length = array("L"), array("L"), [], 0
        for match in _PARTS.finditer(source):
            if match.lastgroup not in ("words", "entity"):  # nearly half of the parts
                continue
            if words := match["words"] or "".join(unescape(match["entity"]).split()):
                starts.append(length)
                offsets.append(match.start())
                found.append(words)
                length += len(words)
        line_starts = array("L", [0])
        line_starts.extend(match.end() for match in re.finditer("\n", source))
        return cls("".join(found), starts, offsets, line_starts)

    def advance(self, text: str) -> tuple[int, int] | None:
        """Return the line and column, from 1, of the next text of the page, if that is known."""
        words = "".join(text.split())
        if not words or self._misses > _MOST_MISSES:
            return None
        if self._text.startswith(words, self._at):
            start, self._at = self._at, self._at + len(words)
        else:
            sample = words[:_SAMPLE]
            start = self._text.find(sample, self._at, self._at + _WINDOW)
            if start < 0:
                self._misses += 1
                return None
            self._at = start + len(sample)
        return self._place(start)

    def _place(self, found: int) -> tuple[int, int] | None:
        part = bisect_right(self._starts, found) - 1
        offset = self._offsets[part] + found - self._starts[part]
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1
