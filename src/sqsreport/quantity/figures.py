"""Phrases with a number: "78%", "three-quarters", "12 of the 14", "two cases", "all but two"."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

import attrs

from sqsreport.extract.numbers import parse_count
from sqsreport.quantity import grammar
from sqsreport.quantity.phrase import NEAR, Opener, Parser, Phrase
from sqsreport.quantity.populations import Population
from sqsreport.quantity.vocabulary import OUT_OF, PARTS, PLAIN, ROUNDING, Hedge, point


def _percentage(opener: Opener) -> Phrase | None:
    figure, decimals = Fraction(opener["figure"] or parse_count(opener["spelt"] or "") or 0), opener["decimals"] or ""
    if figure > 100:
        return None
    rounding = ROUNDING / 10 ** len(decimals)
    bounds = (opener.hedge or Hedge(words=(), below=-rounding, above=rounding)).around(figure)
    population = opener.population_or_these()
    if bounds is None or (population is None and not _is_of_cases(opener)):
        return None
    return opener.phrase("percentage", population, bounds=bounds, exact=opener.hedge is None)


def _is_of_cases(opener: Opener) -> bool:
    """Check whether a figure without a population is a share of cases: its sentence has no other subject of figures."""
    after = opener.text[opener.end : opener.end + NEAR]
    end = grammar.SENTENCE_END.search(after)
    sentence = opener.before + after[: end.start() if end else None]
    return opener.follows(grammar.STANDS_ALONE) and not grammar.OTHER_FIGURE.search(sentence)


def _fraction(opener: Opener) -> Phrase | None:
    numerator, part = opener["numerator"], opener["part"]
    anchor = Fraction(100, 2)
    if numerator and part:
        anchor = Fraction(100 * (parse_count(numerator) or 1), PARTS[part])
    bounds = (opener.hedge or PLAIN).around(anchor)
    if bounds is None or anchor >= 100:
        return None
    population = opener.population_or_these()
    if population is None:
        # "A third" may be an ordinal, and a thing may be cut in half.
        is_firm = opener.hedge is not None or (part and numerator != "a") or (opener["half"] and opener.is_subject())
        if not is_firm or not opener.follows(grammar.STANDS_ALONE):
            return None
    return opener.phrase("fraction", population, bounds=bounds)


def _ratio(opener: Opener) -> Phrase | None:
    some, many = parse_count(opener["some"] or ""), parse_count(opener["many"] or "")
    population = opener.population()
    if some is None or many is None or not 0 < some <= many or many == 1 or grammar.NAME_BEFORE.search(opener.before):
        return None
    stands_alone = opener.follows(grammar.STANDS_ALONE) and many < 1000  # a larger number is a year
    if opener.follows(grammar.FREQUENCY) or (population is None and not stands_alone):
        return None
    joined = re.sub("[ -]", " ", opener["joined"] or "").strip()
    share = Fraction(100 * some, many)
    is_counted = opener.is_repetition or opener["again"] or joined not in ("in", "out of")
    if joined.endswith("every") or (not is_counted and (joined == "in" or many in OUT_OF)):
        bounds = (opener.hedge or PLAIN).around(share)
        if bounds is None or many not in OUT_OF or some == many:
            return None
        return opener.phrase("fraction", population, bounds=bounds)
    if joined == "/" and (population is None or population.scope != "cases" or opener.before.endswith("or ")):
        return None
    if opener.hedge is not None:
        return None
    return opener.phrase("count_of", _with_total(opener, population), bounds=point(share), exact=True, total=many)


def _with_total(opener: Opener, population: Population | None) -> Population:
    """Return the population with the number before it, as in 12 of "the 14 relevant cases"."""
    if population is not None and opener.is_repetition:
        return attrs.evolve(population, number=None)  # the number is in brackets before or after it
    article = re.search(r"(?:\b(?:the|these|those|our) )?$", opener["joined"] or "")
    start = opener.match.start("many") - len(article[0] if article else "")
    if population is None:
        return Population(start, opener.match.end("many"), None, is_sample=True)
    return attrs.evolve(population, start=start)


def _count(opener: Opener) -> Phrase | None:
    population, number = opener.population(), parse_count(opener["count"] or "")
    if population is None or population.number is not None or number is None:
        return None
    every = grammar.IN_EVERY.match(opener.text, population.end)
    if every and (every["bare"] is None or parse_count(every["many"]) in OUT_OF):
        return _in_every(opener, population, every, number)
    words = opener.text[population.start : population.end]
    is_counted = population.scope == "cases" or (number != 1 and grammar.COUNTED.search(words))
    is_named = grammar.NAME_BEFORE.search(opener.before) or grammar.EXAMINED.search(opener.before)
    if not is_counted or is_named or grammar.FREQUENCY.match(opener.text, population.end):
        return None
    low, high = (opener.hedge.cases or (None, None)) if opener.hedge else (0, 0)
    cases = (None if low is None else number + low, None if high is None else number + high)
    return opener.phrase("count", population, exact=opener.hedge is None, cases=cases)


def _in_every(opener: Opener, population: Population, every: re.Match[str], number: int) -> Phrase | None:
    """Parse "seven cases in every ten"."""
    many = parse_count(every["many"]) or 0
    if not number < many or many not in OUT_OF or grammar.FREQUENCY.match(opener.text, every.end()):
        return None
    bounds = (opener.hedge or PLAIN).around(Fraction(100 * number, many))
    phrase = opener.phrase("fraction", population, bounds=bounds) if bounds else None
    return phrase and attrs.evolve(phrase, end=every.end())


def _among(opener: Opener) -> Phrase | None:
    """Parse "of the 20 cases, 15 were"."""
    population = opener.population()
    if population is None or population.number is None or not grammar.STATEMENT_START.search(opener.before):
        return None
    part = grammar.PART_OF_POPULATION.match(opener.text, population.end)
    some = parse_count(part["some"]) if part else None
    if part is None or some is None or some > population.number:
        return None
    return Phrase(
        start=opener.start,
        end=part.end(),
        kind="count_of",
        bounds=point(Fraction(100 * some, population.number)),
        exact=True,
        population=population,
        total=population.number,
        is_sample=population.is_sample and not part["narrowed"],
    )


def _all_but(opener: Opener) -> Phrase | None:
    population = opener.population()
    if population is None and not opener.follows(grammar.STANDS_ALONE):
        return None
    return opener.phrase("all_but", population, exact=True, excepted=parse_count(opener["but"] or ""))


PARSERS: Final[dict[str, Parser]] = {
    "percentage": _percentage,
    "ratio": _ratio,
    "fraction": _fraction,
    "count": _count,
    "all_but": _all_but,
    "among": _among,
}
