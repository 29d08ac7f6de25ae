"""Quantities without a number in them: all and none, and the vague words."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from sqsreport.spoken import grammar
from sqsreport.spoken.found import Found, Opening, Reader
from sqsreport.spoken.populations import subject_before
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
    if at["all"] in ("both", "the one"):
        population = attrs.evolve(population, is_sample=False)
    return at.found("all", population, bounds=point(Fraction(100)), exact=True)


def _none(at: Opening) -> Found | None:
    if at["none"] == "no":
        population = at.population()
        if population is None or population.scope != "cases" or population.is_definite:
            return None
    else:
        population = at.population_or_these()
        if population is None and not at.is_subject():
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
    if words == "most" and at.before.endswith(("the ", "at ")):
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
