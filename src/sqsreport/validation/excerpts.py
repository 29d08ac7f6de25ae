"""What stands where a problem is: a piece of its line, for people to see what is meant."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from itertools import islice
from typing import Final

from sqsreport._text import sanitize
from sqsreport.problems import Problem
from sqsreport.results import Excerpt

#: No excerpt has more characters than this, its ellipses included.
LONGEST: Final = 80

#: Of a long line, so much stands before the place: enough to see the key of a value.
_BEFORE: Final = 40


class Excerpts:
    """Finds what stands at the places of one text, of which many documents may be parts.

    However often it is asked, the lines are counted in one way through the text, and of a
    line no more is looked at than is shown, however long it is.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        #: Where lines begin, as far as they were asked for. Of a text of millions, a list would be many times as large.
        self._starts = array("Q", [0])
        self._breaks = re.finditer("\n", text)

    def of(self, problems: Iterable[Problem]) -> tuple[Excerpt | None, ...]:
        """Return for every problem what stands at its line and column, or ``None`` where it has none.

        What a terminal would act on is replaced, character by character.
        """
        return tuple(self._excerpt(problem.line, problem.column) for problem in problems)

    def _start(self, line: int) -> int | None:
        """Return the offset at which a line begins, if there are so many."""
        for found in islice(self._breaks, max(0, line - len(self._starts))):
            self._starts.append(found.end())
        return self._starts[line - 1] if line <= len(self._starts) else None

    def _excerpt(self, line: int | None, column: int | None) -> Excerpt | None:
        start = None if line is None else self._start(line)
        return None if start is None or column is None else _at(self._text, start, column)


def _at(text: str, start: int, column: int) -> Excerpt:
    """Return what stands at a column of the line that begins at an offset."""
    place = min(start + column - 1, len(text))
    # The text of a line is looked for only as far as it may be shown.
    end = text.find("\n", place, place + LONGEST)
    is_end_near = end >= 0 or place + LONGEST >= len(text)
    end = end if end >= 0 else min(place + LONGEST, len(text))
    if is_end_near and text[end - 1 : end] == "\r" and end > place:
        end -= 1
    begin = start
    if end - start > LONGEST:
        begin = max(start, min(place - _BEFORE, end - LONGEST))
    is_cut_after = not is_end_near or end - begin > LONGEST
    shown = text[begin : min(end, begin + LONGEST)]
    if begin > start:
        shown = "…" + shown[1:]
    if is_cut_after:
        shown = shown[:-1] + "…"
    # A tab as wide as one space keeps the caret in its place.
    return Excerpt(sanitize(shown.replace("\t", " ")), place - begin)
