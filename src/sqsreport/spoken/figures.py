"""Quantities with a number in them: "78%", "three-quarters", "12 of the 14", "two cases", "all but two"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

import attrs

from sqsreport.extract.numbers import parse_count
from sqsreport.spoken import grammar
from sqsreport.spoken.found import NEAR, Found, Opening, Reader
from sqsreport.spoken.populations import Population
from sqsreport.spoken.readings import OUT_OF, PARTS, PLAIN, ROUNDING, Hedge, point


def _percentage(at: Opening) -> Found | None:
    figure, decimals = Fraction(at["figure"] or parse_count(at["spelt"] or "") or 0), at["decimals"] or ""
    if figure > 100:
        return None
    rounding = ROUNDING / 10 ** len(decimals)
    bounds = (at.hedge or Hedge(words=(), below=-rounding, above=rounding)).around(figure)
    population = at.population_or_these()
    if bounds is None or (population is None and not _is_of_cases(at)):
        return None
    return at.found("percentage", population, bounds=bounds, exact=at.hedge is None)


def _is_of_cases(at: Opening) -> bool:
    """Tell whether a figure without a population is one of cases: nothing else in its sentence has figures."""
    behind = at.text[at.end : at.end + NEAR]
    end = grammar.SENTENCE_END.search(behind)
    sentence = at.before + behind[: end.start() if end else None]
    return at.follows(grammar.STANDS_ALONE) and not grammar.OTHER_FIGURE.search(sentence)


def _fraction(at: Opening) -> Found | None:
    numerator, part = at["numerator"], at["part"]
    anchor = Fraction(100, 2)
    if numerator and part:
        anchor = Fraction(100 * (parse_count(numerator) or 1), PARTS[part])
    bounds = (at.hedge or PLAIN).around(anchor)
    if bounds is None or anchor >= 100:
        return None
    population = at.population_or_these()
    if population is None:
        # "A third" may be the one after the second, and things are cut in half.
        is_firm = at.hedge is not None or (part and numerator != "a") or (at["half"] and at.is_subject())
        if not is_firm or not at.follows(grammar.STANDS_ALONE):
            return None
    return at.found("fraction", population, bounds=bounds)


def _ratio(at: Opening) -> Found | None:
    some, many = parse_count(at["some"] or ""), parse_count(at["many"] or "")
    population = at.population()
    if some is None or many is None or not 0 < some <= many or many == 1 or grammar.NAMED.search(at.before):
        return None
    stands_alone = at.follows(grammar.STANDS_ALONE) and many < 1000  # from there on it is a year
    if at.follows(grammar.PACE) or (population is None and not stands_alone):
        return None
    joined = re.sub("[ -]", " ", at["joined"] or "").strip()
    share = Fraction(100 * some, many)
    is_counted = at.is_again or at["again"] or joined not in ("in", "out of")
    if joined.endswith("every") or (not is_counted and (joined == "in" or many in OUT_OF)):
        bounds = (at.hedge or PLAIN).around(share)
        if bounds is None or many not in OUT_OF or some == many:
            return None
        return at.found("fraction", population, bounds=bounds)
    if joined == "/" and (population is None or population.scope != "cases" or at.before.endswith("or ")):
        return None
    if at.hedge is not None:
        return None
    return at.found("count_of", _with_total(at, population), bounds=point(share), exact=True, total=many)


def _with_total(at: Opening, population: Population | None) -> Population:
    """Return the population with the number before it: 12 of them are out of "the 14 relevant cases"."""
    if population is not None and at.is_again:
        return attrs.evolve(population, number=None)  # the number is in brackets, before or behind it
    article = re.search(r"(?:\b(?:the|these|those|our) )?$", at["joined"] or "")
    start = at.match.start("many") - len(article[0] if article else "")
    if population is None:
        return Population(start, at.match.end("many"), None, is_sample=True)
    return attrs.evolve(population, start=start)


def _count(at: Opening) -> Found | None:
    population, number = at.population(), parse_count(at["count"] or "")
    if population is None or population.number is not None or number is None:
        return None
    every = grammar.IN_EVERY.match(at.text, population.end)
    if every and (every["bare"] is None or parse_count(every["many"]) in OUT_OF):
        return _in_every(at, population, every, number)
    words = at.text[population.start : population.end]
    is_counted = population.scope == "cases" or (number != 1 and grammar.COUNTED.search(words))
    is_named = grammar.NAMED.search(at.before) or grammar.EXAMINED.search(at.before)
    if not is_counted or is_named or grammar.PACE.match(at.text, population.end):
        return None
    low, high = (at.hedge.cases or (None, None)) if at.hedge else (0, 0)
    cases = (None if low is None else number + low, None if high is None else number + high)
    return at.found("count", population, exact=at.hedge is None, cases=cases)


def _in_every(at: Opening, population: Population, every: re.Match[str], number: int) -> Found | None:
    """Read "seven cases in every ten"."""
    many = parse_count(every["many"]) or 0
    if not number < many or many not in OUT_OF or grammar.PACE.match(at.text, every.end()):
        return None
    bounds = (at.hedge or PLAIN).around(Fraction(100 * number, many))
    found = at.found("fraction", population, bounds=bounds) if bounds else None
    return found and attrs.evolve(found, end=every.end())


def _among(at: Opening) -> Found | None:
    """Read "of the 20 cases, 15 were"."""
    population = at.population()
    if population is None or population.number is None or not grammar.BEGINS.search(at.before):
        return None
    those = grammar.SOME_OF_THEM.match(at.text, population.end)
    some = parse_count(those["some"]) if those else None
    if those is None or some is None or some > population.number:
        return None
    return Found(
        start=at.start,
        end=those.end(),
        kind="count_of",
        bounds=point(Fraction(100 * some, population.number)),
        exact=True,
        population=population,
        total=population.number,
        is_sample=population.is_sample and not those["narrowed"],
    )


def _all_but(at: Opening) -> Found | None:
    population = at.population()
    if population is None and not at.follows(grammar.STANDS_ALONE):
        return None
    return at.found("all_but", population, exact=True, excepted=parse_count(at["but"] or ""))


READERS: Final[dict[str, Reader]] = {
    "percentage": _percentage,
    "ratio": _ratio,
    "fraction": _fraction,
    "count": _count,
    "all_but": _all_but,
    "among": _among,
}
