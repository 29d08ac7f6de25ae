"""Excerpts: the part of a line in which a problem is."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from itertools import islice
from typing import Final

from sqsreport._text import sanitize
from sqsreport.problems import Problem
from sqsreport.results import Excerpt

#: The most characters of an excerpt, including ellipses.
LONGEST: Final = 80

#: The most characters before the place of the problem: enough to show the key of a value.
_BEFORE: Final = 40


class Excerpts:
    """Extracts excerpts from a text, which may have many documents.

    The lines are counted in a single pass over the text, and of a long line only the part that is
    shown is read.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        #: The offsets of lines up to the last requested one. A list would take several times the memory.
        self._starts = array("Q", [0])
        self._breaks = re.finditer("\n", text)

    def of(self, problems: Iterable[Problem]) -> tuple[Excerpt | None, ...]:
        """Return the excerpt of each problem, or ``None`` for a problem without a line and column.

        Characters that a terminal would act on are replaced one for one.
        """
        return tuple(self._excerpt(problem.line, problem.column) for problem in problems)

    def _start(self, line: int) -> int | None:
        """Return the offset of a line, or ``None`` when the text has fewer lines."""
        for match in islice(self._breaks, max(0, line - len(self._starts))):
            self._starts.append(match.end())
        return self._starts[line - 1] if line <= len(self._starts) else None

    def _excerpt(self, line: int | None, column: int | None) -> Excerpt | None:
        start = None if line is None else self._start(line)
        return None if start is None or column is None else _at(self._text, start, column)


def _at(text: str, start: int, column: int) -> Excerpt:
    """Return the excerpt at a column of the line that begins at an offset."""
    place = min(start + column - 1, len(text))
    # Search for the end of the line only as far as it may be shown.
    end = text.find("\n", place, place + LONGEST)
    is_end_near = end >= 0 or place + LONGEST >= len(text)
    end = end if end >= 0 else min(place + LONGEST, len(text))
    if is_end_near and text[end - 1 : end] == "\r" and end > place:
        end -= 1
    begin = start
    if end - start > LONGEST:
        begin = max(start, min(place - _BEFORE, end - LONGEST))
    is_cut_after = not is_end_near or end - begin > LONGEST
    snippet = text[begin : min(end, begin + LONGEST)]
    if begin > start:
        snippet = "…" + snippet[1:]
    if is_cut_after:
        snippet = snippet[:-1] + "…"
    # A tab as wide as one space keeps the caret in its place.
    return Excerpt(sanitize(snippet.replace("\t", " ")), place - begin)
