"""Limit the number of problems of one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import attrs

from sqsreport.problems.problem import Problem

#: The maximum number of problems of one code for a document; the last of them has the number of the others.
MOST_OF_A_CODE = 500


class Collector:
    """Keeps the first problems of each code, and counts the others without building them."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._more: Counter[str] = Counter()

    def add(self, code: str, build: Callable[[], Problem], number: int = 1) -> None:
        """Add a problem of a code, which represents *number* problems."""
        self._counts[code] += 1
        if self._counts[code] > MOST_OF_A_CODE:
            self._more[code] += number
            return
        self._last[code] = len(self._kept)
        self._kept.append(build())

    def problems(self) -> list[Problem]:
        """Return the problems that were kept; the last of each code represents those that were not."""
        for code, number in self._more.items():
            index = self._last[code]
            self._kept[index] = with_more(self._kept[index], number)
        self._more.clear()
        return self._kept


def bounded(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first problems of each code, and count the others in the last of them."""
    kept = Collector()
    for problem in problems:
        kept.add(problem.code, lambda problem=problem: problem, count_of(problem))  # type: ignore[misc]
    return kept.problems()


def with_more(problem: Problem, number: int) -> Problem:
    """Return a problem that represents *number* more of its kind."""
    number += count_of(problem) - 1
    return attrs.evolve(problem, params={**problem.params, "more": number}) if number else problem


def count_of(problem: Problem) -> int:
    """Return how many problems a problem represents."""
    return 1 + int(problem.params.get("more", 0))
