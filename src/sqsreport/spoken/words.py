"""Quantities without a number in them: all and none, and the vague words."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

import attrs

from sqsreport.extract.numbers import parse_count
from sqsreport.spoken import grammar
from sqsreport.spoken.found import Found, Opening, Reader
from sqsreport.spoken.populations import Population, subject_before
from sqsreport.spoken.readings import point


def _all(at: Opening) -> Found | None:
    population = at.population_or_these()
    if population is None:
        return None
    is_one = population.scope == "cases" and at.text[population.start : population.end].endswith("case")
    if is_one != (at["all"] in ("the one", "every")):
        return None
    if at["all"] == "both" and population.scope != "cases":
        return None
    is_of_few = at["all"] in ("both", "the one")
    if parted := grammar.PARTED.search(at.before):
        return None if is_of_few else _not_all(at, population, parted)
    if is_of_few:
        population = attrs.evolve(population, is_sample=False)
    elif excepted := grammar.EXCEPTED.match(at.text, population.end):
        found = at.found("all_but", population, exact=True, excepted=parse_count(excepted["but"]))
        return attrs.evolve(found, end=excepted.end())
    if _is_not_whole(at, population):
        return None
    return at.found("all", population, bounds=point(Fraction(100)), exact=True)


def _not_all(at: Opening, population: Population, parted: re.Match[str]) -> Found:
    """Read "not reviewed in all cases"."""
    vague = grammar.PARTED_OF["all" if at["all"] == "all" else "every"]
    found = at.found("vague", population, bounds=vague.bounds, vague=vague)
    return attrs.evolve(found, start=at.start - len(at.before) + parted.start())


def _is_not_whole(at: Opening, population: Population | None) -> bool:
    """Tell whether the words around it make all of them less than all, or no finding."""
    end = population.end if population else at.end
    return bool(grammar.NOT_WHOLE.search(at.before) or grammar.NOT_WHOLE_BEHIND.match(at.text, end))


def _none(at: Opening) -> Found | None:
    if at["none"] == "no":
        population = at.population()
        if population is None or population.scope != "cases" or population.is_definite:
            return None
    else:
        population = at.population_or_these()
        if population is None and not at.is_subject():
            return None
    if population is not None and at["none"] == "neither":
        population = attrs.evolve(population, is_sample=False)
    if _is_not_whole(at, population) or at.text.startswith(" but ", population.end if population else at.end):
        return None
    return at.found("none", population, bounds=point(Fraction(0)), exact=True)


def _before(at: Opening) -> Found | None:
    words = at["before"] or ""
    vague = grammar.VAGUE_OF[words]
    population = at.population() if vague.weak else at.population_or_these()
    if (
        population is not None
        and vague.weak
        and population.scope in ("records", "teams")
        and not grammar.COUNTED.search(at.text, population.start, population.end)
    ):
        # One case has several plans and reviews, so that some of them are no number of cases. It has one report.
        return None
    if population is not None and population.number is not None and not population.is_definite:
        return None
    if (words == "most" and at.before.endswith(("the ", "at "))) or (
        words == "few" and grammar.NAMED.search(at.before)
    ):
        return None
    if population is None and not at.is_subject():
        return None
    return at.found("vague", population, bounds=vague.bounds, vague=vague)


def _adverb(at: Opening) -> Found | None:
    population = subject_before(at.text, at.match.start())
    if population is None or at.follows(grammar.NOT_HOW_MANY):
        return None
    vague = grammar.VAGUE_OF[at["adverb"] or ""]
    return Found(
        start=at.match.start(),
        end=at.match.end(),
        kind="vague",
        bounds=vague.bounds,
        vague=vague,
        population=population,
    )


def _alone(at: Opening) -> Found | None:
    if at["alone"] == "in part" and at.follows(grammar.NOT_IN_PART):
        return None
    vague = grammar.VAGUE_OF[at["alone"] or ""]
    return at.found("vague", None, bounds=vague.bounds, vague=vague)


READERS: Final[dict[str, Reader]] = {
    "all": _all,
    "none": _none,
    "before": _before,
    "adverb": _adverb,
    "alone": _alone,
}
