"""The opener of a phrase of quantity, and the phrase that is parsed from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypedDict, Unpack

import attrs

from sqsreport.quantity import grammar
from sqsreport.quantity.populations import Population, population_at, these_at
from sqsreport.quantity.values import Polarity, QuantityKind
from sqsreport.quantity.vocabulary import Bounds, Hedge, Vague

#: The number of characters on either side of an opener that are searched.
NEAR: Final = 200


class _Details(TypedDict, total=False):
    bounds: Bounds
    exact: bool
    vague: Vague
    cases: tuple[int | None, int | None]
    excepted: int | None
    total: int | None


@attrs.frozen(kw_only=True)
class Phrase:
    """A phrase of quantity, as its own words and their sentence give it.

    Attributes:
        cases: the least and the greatest number of cases, if the phrase is a number of cases.
        excepted: the two of "all but two".
        total: the size of the population, if it is printed.
        is_sample: whether the population is the whole sample.
        polarity: the polarity of vague words that the phrase repeats in figures.
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
class Opener:
    """An opener in its text.

    Attributes:
        begin: where its sentence begins.
        before: the text from there to the opener.
        is_repetition: whether it repeats another quantity.
        of: the population of that other quantity.
    """

    text: str
    match: re.Match[str]
    begin: int
    before: str
    start: int = attrs.field(default=attrs.Factory(lambda self: self.match.start(), takes_self=True))
    end: int = attrs.field(default=attrs.Factory(lambda self: self.match.end(), takes_self=True))
    is_repetition: bool = False
    of: Population | None = None

    def __getitem__(self, group: str) -> str | None:
        return self.match[group]

    @property
    def hedge(self) -> Hedge | None:
        """The hedge of the number, if there is one."""
        words = self["hedge"] or self["hedge_after"]
        if words is None and (match := self._hedge_after_population()):
            words = match["hedge_after"]
        return None if words is None else grammar.HEDGE_OF[words]

    def _hedge_after_population(self) -> re.Match[str] | None:
        population = None if self.of else self.population()
        return None if population is None else grammar.HEDGE_AFTER.match(self.text, population.end)

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Check whether a pattern matches directly after the opener."""
        return pattern.match(self.text, self.end) is not None

    def population(self) -> Population | None:
        """Return the population after the opener."""
        return self.of or population_at(self.text, self.end)

    def population_or_these(self) -> Population | None:
        """Return the population after the opener, which may be a pronoun."""
        return self.population() or these_at(self.text, self.end)

    def is_subject(self) -> bool:
        """Check whether the opener is a pronoun for people named before, and the subject of its clause."""
        return self.follows(grammar.SUBJECT_VERB) and grammar.STATEMENT_START.search(self.before) is not None

    def phrase(self, kind: QuantityKind, population: Population | None, **details: Unpack[_Details]) -> Phrase:
        """Make the phrase of a kind, which extends to the end of its population."""
        if population is None:
            return Phrase(start=self.start, end=self.end, kind=kind, **details)
        # "Three cases where …" are three of the sample; "half of cases where …" is not a share of the sample.
        is_number = kind == "count"
        is_whole = is_number or population.narrowed_end is None
        if kind in ("vague", "none") and grammar.OBSERVED.search(self.before):
            is_whole = True
        if population.narrowed_end is not None and not is_whole:
            population = attrs.evolve(population, end=population.narrowed_end)
        is_narrowed = not is_number and grammar.RESTRICTION.match(self.text, self.begin) is not None
        details.setdefault("total", population.number)
        is_number_kind = any(self[number] for number in grammar.NUMBERS)
        hedge = self._hedge_after_population() if is_number_kind else None
        return Phrase(
            start=self.start,
            end=max(self.end, population.end, hedge.end() if hedge else 0),
            kind=kind,
            population=population,
            is_sample=population.is_sample and is_whole and not is_narrowed,
            **details,
        )


#: Parses one kind of opener; returns ``None`` for everyday words that only look like one.
Parser = Callable[[Opener], Phrase | None]
