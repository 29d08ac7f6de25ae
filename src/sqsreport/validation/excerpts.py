"""What stands where a problem is: a piece of its line, for people to see what is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqsreport._terminal import plain
from sqsreport.problems import Problem
from sqsreport.results import Excerpt

#: No excerpt has more characters than this, its ellipses included.
LONGEST: Final = 80

#: Of a long line, so much stands before the place: enough to see the key of a value.
_BEFORE: Final = 40

#: Half of a surrogate pair is no character, and a tab as wide as one space keeps the caret in its place.
_TO_CHARACTERS: Final = {ord("\t"): " "} | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def excerpts(text: str, problems: Sequence[Problem]) -> tuple[Excerpt | None, ...]:
    """Return for every problem what stands at its line and column, or ``None`` where it has none.

    What a terminal would act on is replaced, character by character. It takes the time of
    one way through the text, and of a line no more than is shown, however long it is.
    """
    starts = _starts(text, {problem.line for problem in problems if problem.line is not None})
    return tuple(_excerpt(text, starts, problem) for problem in problems)


def _starts(text: str, lines: Collection[int]) -> Mapping[int, int]:
    """Return the offsets at which some lines of a text begin; the others would only cost memory."""
    last = max(lines, default=0)
    breaks: Iterable[re.Match[str]] = re.finditer("\n", text) if last > 1 else ()
    starts = {1: 0}
    for line, found in enumerate(breaks, 2):
        if line > last:
            break
        if line in lines:
            starts[line] = found.end()
    return starts


def _excerpt(text: str, starts: Mapping[int, int], problem: Problem) -> Excerpt | None:
    if problem.line is None or problem.column is None or problem.line not in starts:
        return None
    start = starts[problem.line]
    place = min(start + problem.column - 1, len(text))
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
    return Excerpt(plain(shown.translate(_TO_CHARACTERS)), place - begin)
