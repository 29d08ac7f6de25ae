"""What stands where a problem is."""

from __future__ import annotations

from typing import Final

from sqsreport.problems import Problem
from sqsreport.results import Excerpt
from sqsreport.validation.positions import Lines

_WIDTH: Final = 80

#: As much is shown before the place, where the line is longer.
_BEFORE: Final = 40


class Excerpts:
    """Cuts excerpts out of one text, however many."""

    def __init__(self, data: bytes) -> None:
        self._text = data.decode("utf-8", "replace").removeprefix("\ufeff")
        self._starts = Lines(self._text).starts

    def excerpt(self, problem: Problem) -> Excerpt | None:
        """Return what stands at the place of a problem, which counts from the beginning of the text."""
        if problem.line is None or problem.column is None or problem.line > len(self._starts):
            return None
        start = self._starts[problem.line - 1]
        end = self._starts[problem.line] - 1 if problem.line < len(self._starts) else len(self._text)
        if end > start and self._text[end - 1] == "\r":
            end -= 1
        place = min(start + problem.column - 1, end)
        # A window of one width, which ends with the line where it can.
        first = max(start, min(place - _BEFORE, end - _WIDTH))
        last = min(end, first + _WIDTH)
        before, after = "…" * (first > start), "…" * (last < end)
        return Excerpt(f"{before}{self._text[first:last]}{after}", place - first + len(before))
