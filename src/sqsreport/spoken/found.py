"""A place in a text where a phrase of quantity may begin, and what is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypedDict, Unpack

import attrs

from sqsreport.spoken import grammar
from sqsreport.spoken.populations import Population, population_at, these_at
from sqsreport.spoken.readings import Bounds, Hedge, Vague
from sqsreport.spoken.values import Polarity, QuantityKind

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
    is the whole sample, whatever is said of it. *polarity* is there where vague words have told it that are said again.
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
    polarity: Polarity | None = None


@attrs.frozen
class Opening:
    """An opener in its text: *begin* is where its sentence begins, and *before* are the words from there to it."""

    text: str
    match: re.Match[str]
    begin: int
    before: str
    start: int = attrs.field(default=attrs.Factory(lambda self: self.match.start(), takes_self=True))
    end: int = attrs.field(default=attrs.Factory(lambda self: self.match.end(), takes_self=True))
    #: Whether it says again what was said, and of what that was.
    is_again: bool = False
    of: Population | None = None

    def __getitem__(self, group: str) -> str | None:
        return self.match[group]

    @property
    def hedge(self) -> Hedge | None:
        """The hedge of the number, if there is one."""
        words = self["hedge"] or self["behind"]
        if words is None and (behind := self._behind()):
            words = behind["behind"]
        return None if words is None else grammar.HEDGE_OF[words]

    def _behind(self) -> re.Match[str] | None:
        """Return the hedge behind what is counted."""
        population = None if self.of else self.population()
        return None if population is None else grammar.BEHIND.match(self.text, population.end)

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether a pattern follows at once."""
        return pattern.match(self.text, self.end) is not None

    def population(self) -> Population | None:
        """Read what it is a quantity of."""
        return self.of or population_at(self.text, self.end)

    def population_or_these(self) -> Population | None:
        """Read what it is a quantity of, be it only pointed at."""
        return self.population() or these_at(self.text, self.end)

    def is_subject(self) -> bool:
        """Tell whether it stands for those who were named before, and a statement begins with it."""
        return self.follows(grammar.DOES) and grammar.BEGINS.search(self.before) is not None

    def found(self, kind: QuantityKind, population: Population | None, **details: Unpack[_Details]) -> Found:
        """Put together what was found; its words go as far as those of the population."""
        if population is None:
            return Found(start=self.start, end=self.end, kind=kind, **details)
        # Three cases are three of the sample, whatever is said of them; three-quarters of cases are not.
        is_number = kind == "count"
        is_whole = is_number or population.narrowed_end is None
        if kind in ("vague", "none") and grammar.SEEN.search(self.before):
            is_whole = True
        if population.narrowed_end is not None and not is_whole:
            population = attrs.evolve(population, end=population.narrowed_end)
        is_narrowed = not is_number and grammar.NARROWS_DOWN.match(self.text, self.begin) is not None
        details.setdefault("total", population.number)
        hedged = self._behind() if any(self[number] for number in grammar.NUMBERS) else None
        return Found(
            start=self.start,
            end=max(self.end, population.end, hedged.end() if hedged else 0),
            kind=kind,
            population=population,
            is_sample=population.is_sample and is_whole and not is_narrowed,
            **details,
        )


#: Reads one kind of opener; ``None`` is for everyday words that only look like one.
Reader = Callable[[Opening], Found | None]
