"""Phrases without a number: all, none and vague words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

import attrs

from sqsreport.extract.numbers import parse_count
from sqsreport.quantity import grammar
from sqsreport.quantity.phrase import Opener, Parser, Phrase
from sqsreport.quantity.populations import Population, subject_before
from sqsreport.quantity.vocabulary import point


def _all(opener: Opener) -> Phrase | None:
    population = opener.population_or_these()
    if population is None:
        return None
    is_one = population.scope == "cases" and opener.text[population.start : population.end].endswith("case")
    if is_one != (opener["all"] in ("the one", "every")):
        return None
    if opener["all"] == "both" and population.scope != "cases":
        return None
    is_of_few = opener["all"] in ("both", "the one")
    if negation := grammar.NOT_ALL.search(opener.before):
        return None if is_of_few else _not_all(opener, population, negation)
    if is_of_few:
        population = attrs.evolve(population, is_sample=False)
    elif exception := grammar.EXCEPTION.match(opener.text, population.end):
        phrase = opener.phrase("all_but", population, exact=True, excepted=parse_count(exception["but"]))
        return attrs.evolve(phrase, end=exception.end())
    if _is_weakened(opener, population):
        return None
    return opener.phrase("all", population, bounds=point(Fraction(100)), exact=True)


def _not_all(opener: Opener, population: Population, negation: re.Match[str]) -> Phrase:
    """Parse "not reviewed in all cases"."""
    vague = grammar.VAGUE_OF_NOT["all" if opener["all"] == "all" else "every"]
    phrase = opener.phrase("vague", population, bounds=vague.bounds, vague=vague)
    return attrs.evolve(phrase, start=opener.start - len(opener.before) + negation.start())


def _is_weakened(opener: Opener, population: Population | None) -> bool:
    """Check whether the words around "all" or "none" weaken it, or show that it is not a finding."""
    end = population.end if population else opener.end
    return bool(grammar.WEAKENED.search(opener.before) or grammar.WEAKENED_AFTER.match(opener.text, end))


def _none(opener: Opener) -> Phrase | None:
    if opener["none"] == "no":
        population = opener.population()
        if population is None or population.scope != "cases" or population.is_definite:
            return None
    else:
        population = opener.population_or_these()
        if population is None and not opener.is_subject():
            return None
    if population is not None and opener["none"] == "neither":
        population = attrs.evolve(population, is_sample=False)
    if _is_weakened(opener, population) or opener.text.startswith(
        " but ", population.end if population else opener.end
    ):
        return None
    return opener.phrase("none", population, bounds=point(Fraction(0)), exact=True)


def _before(opener: Opener) -> Phrase | None:
    words = opener["before"] or ""
    vague = grammar.VAGUE_OF[words]
    population = opener.population() if vague.weak else opener.population_or_these()
    if (
        population is not None
        and vague.weak
        and population.scope in ("records", "teams")
        and not grammar.COUNTED.search(opener.text, population.start, population.end)
    ):
        # One case has several plans and reviews, so "some plans" is not a number of cases. It has one report.
        return None
    if population is not None and population.number is not None and not population.is_definite:
        return None
    if (words == "most" and opener.before.endswith(("the ", "at "))) or (
        words == "few" and grammar.NAME_BEFORE.search(opener.before)
    ):
        return None
    if population is None and not opener.is_subject():
        return None
    return opener.phrase("vague", population, bounds=vague.bounds, vague=vague)


def _adverb(opener: Opener) -> Phrase | None:
    population = subject_before(opener.text, opener.match.start())
    if population is None or opener.follows(grammar.NO_FINDING):
        return None
    vague = grammar.VAGUE_OF[opener["adverb"] or ""]
    return Phrase(
        start=opener.match.start(),
        end=opener.match.end(),
        kind="vague",
        bounds=vague.bounds,
        vague=vague,
        population=population,
    )


def _alone(opener: Opener) -> Phrase | None:
    if opener["alone"] == "in part" and opener.follows(grammar.NOT_IN_PART):
        return None
    vague = grammar.VAGUE_OF[opener["alone"] or ""]
    return opener.phrase("vague", None, bounds=vague.bounds, vague=vague)


PARSERS: Final[dict[str, Parser]] = {
    "all": _all,
    "none": _none,
    "before": _before,
    "adverb": _adverb,
    "alone": _alone,
}
