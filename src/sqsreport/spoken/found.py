"""A place in a text where a phrase of quantity may begin, and what is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypedDict, Unpack

import attrs

from sqsreport.spoken import grammar
from sqsreport.spoken.populations import Population, population_at, these_at
from sqsreport.spoken.readings import Bounds, Hedge, Vague
from sqsreport.spoken.values import QuantityKind

#: The characters on either side of an opener that are looked at.
NEAR: Final = 200


class _Details(TypedDict, total=False):
    bounds: Bounds
    exact: bool
    vague: Vague
    cases: tuple[int | None, int | None]
    excepted: int | None
    total: int | None


@attrs.frozen(kw_only=True)
class Found:
    """A phrase of quantity, as far as its own words and their sentence tell.

    *cases* is a number of cases that is said, as the least and the most it may be; *excepted* is the two of "all but
    two"; *total* is how many there are of the population, where that is said. *is_sample* tells whether the population
    is the whole sample, whatever is said of it.
    """

    start: int
    end: int
    kind: QuantityKind
    bounds: Bounds = Bounds()
    exact: bool = False
    population: Population | None = None
    vague: Vague | None = None
    cases: tuple[int | None, int | None] | None = None
    excepted: int | None = None
    total: int | None = None
    is_sample: bool = False


@attrs.frozen
class Opening:
    """An opener in its text: *begin* is where its sentence begins, and *before* are the words from there to it."""

    text: str
    match: re.Match[str]
    begin: int
    before: str

    def __getitem__(self, group: str) -> str | None:
        return self.match[group]

    @property
    def hedge(self) -> Hedge | None:
        """The hedge before the number, if there is one."""
        return grammar.HEDGE_OF[self.match["hedge"]] if self.match["hedge"] else None

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern follows at once."""
        return pattern.match(self.text, self.match.end()) is not None

    def population(self) -> Population | None:
        """Read what it is a quantity of."""
        return population_at(self.text, self.match.end())

    def population_or_these(self) -> Population | None:
        """Read what it is a quantity of, be it only pointed at."""
        return self.population() or these_at(self.text, self.match.end())

    def is_subject(self) -> bool:
        """Tell whether it stands for those who were named before, and a statement begins with it."""
        return self.follows(grammar.DOES) and grammar.BEGINS.search(self.before) is not None

    def found(self, kind: QuantityKind, population: Population | None, **details: Unpack[_Details]) -> Found:
        """Put together what was found; its words go as far as those of the population."""
        start = self.match.start()
        if population is None:
            return Found(start=start, end=self.match.end(), kind=kind, **details)
        # Three cases are three of the sample, whatever is said of them; three-quarters of cases are not.
        is_number = kind == "count"
        is_whole = is_number or population.narrowed_end is None
        if kind in ("vague", "none") and grammar.SEEN.search(self.before):
            is_whole = True
        if population.narrowed_end is not None and not is_whole:
            population = attrs.evolve(population, end=population.narrowed_end)
        is_narrowed = not is_number and grammar.NARROWS_DOWN.match(self.text, self.begin) is not None
        details.setdefault("total", population.number)
        return Found(
            start=start,
            end=population.end,
            kind=kind,
            population=population,
            is_sample=population.is_sample and is_whole and not is_narrowed,
            **details,
        )


#: Reads one kind of opener; ``None`` is for everyday words that only look like one.
Reader = Callable[[Opening], Found | None]
