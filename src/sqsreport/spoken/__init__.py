"""Spoken quantities: what "just over three-quarters of cases" may mean, kept apart from the words.

Only the paragraphs of the sections are read. The Summary says again what they say, the Context
gives the size of the sample and rates that are no share of it, and recommendations and thanks
hold no findings. What an inspector is quoted as saying is about one case, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from sqsreport._jsondata import pointer
from sqsreport.model import Paragraph, Prose, Report, Section
from sqsreport.spoken.finding import find
from sqsreport.spoken.found import Found
from sqsreport.spoken.polarity import polarity_of
from sqsreport.spoken.readings import Bounds, point
from sqsreport.spoken.values import Polarity, Quantity, QuantityKind, Scope

__all__ = ["Polarity", "Quantity", "QuantityKind", "Scope", "quantities"]

#: Small letters, plain hyphens and plain spaces, one character for one, so that no place moves.
_PLAIN: Final = str.maketrans(
    {chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("‐‑‒–", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\t", " ")
    | {"’": "'"}
)
#: Stands where a quotation stood: no word has it.
_QUOTED: Final = "\N{SYMBOL FOR NULL}"


def quantities(report: Report) -> tuple[Quantity, ...]:
    """Read the phrases of quantity in the sections of a report, in the order of the letter.

    Each is the letter's own words with an editorial reading of them; nothing of it is stored
    in the report. The page on quantities has the table of readings.

    Raises:
        TypeError: it is no `Report`.
    """
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    cases = report.context.cases_examined if report.context else None
    return tuple(
        quantity
        for index, section in enumerate(report.sections)
        for number, paragraph in enumerate(section.paragraphs)
        for quantity in _in_paragraph(
            paragraph, section, pointer("sections", index, "paragraphs", number, "text"), cases
        )
    )


def _in_paragraph(paragraph: Paragraph, section: Section, place: str, cases: int | None) -> Iterator[Quantity]:
    text = paragraph.text.plain_text
    flat = _without_quotations(paragraph.text, text).translate(_PLAIN)
    for found in find(flat):
        bounds, counts = _in_sample(found, cases)
        population = found.population
        yield Quantity(
            phrase=text[found.start : found.end],
            pointer=place,
            start=found.start,
            end=found.end,
            section=section.theme or section.title,
            paragraph=paragraph.number,
            kind=found.kind,
            lower=None if bounds.lower is None else float(bounds.lower),
            upper=None if bounds.upper is None else float(bounds.upper),
            lower_included=bounds.lower is not None and bounds.lower_included,
            upper_included=bounds.upper is not None and bounds.upper_included,
            exact=found.exact,
            low_confidence=found.vague is not None and found.vague.low_confidence,
            population=text[population.start : population.end] if population else None,
            scope=population.scope if population else None,
            denominator=None if counts is None else cases,
            counts=counts,
            polarity=_polarity(found, flat),
        )


def _without_quotations(prose: Prose, text: str) -> str:
    """Blank what inspectors are quoted as saying."""
    at = 0
    for quotation in prose.quotations if "*" in prose or "_" in prose else ():
        begin = text.find(quotation, at)
        while begin > 0 and text[begin - 1] not in "\"'“‘":
            begin = text.find(quotation, begin + 1)
        if begin > 0:
            at = begin + len(quotation)
            text = text[:begin] + _QUOTED * len(quotation) + text[at:]
    return text


def _polarity(found: Found, flat: str) -> Polarity | None:
    if told := found.polarity or (found.vague and found.vague.polarity):
        return told
    if found.vague and flat[found.start : found.end] in found.vague.alone:
        return None  # it is a statement of its own, and counts nothing
    return polarity_of(flat, found.start, found.end)


def _in_sample(found: Found, cases: int | None) -> tuple[Bounds, range | None]:
    """Return the reading in per cent, and the numbers of cases that fit where the population is the whole sample."""
    if found.excepted is not None:
        total = found.total or (cases if found.is_sample else None)
        if total is None or found.excepted >= total:
            return Bounds(), None
        left = total - found.excepted
        is_sample = found.is_sample and total == cases
        return point(Fraction(100 * left, total)), range(left, left + 1) if is_sample else None
    is_sample = found.is_sample and cases is not None and found.total in (None, cases)
    if found.kind == "count":
        return _of_cases(found.cases or (None, None), cases if is_sample else None)
    if not is_sample or cases is None:
        return found.bounds, None
    return found.bounds, found.bounds.counts(cases, found.vague.least if found.vague else 0)


def _of_cases(said: tuple[int | None, int | None], cases: int | None) -> tuple[Bounds, range | None]:
    """Turn a number of cases into a share of the sample; more than there are cannot be one."""
    if cases is None or said == (None, None):
        return Bounds(), None
    low, high = 0 if said[0] is None else said[0], cases if said[1] is None else said[1]
    if not 0 <= low <= high <= cases:
        return Bounds(), None
    return Bounds(Fraction(100 * low, cases), Fraction(100 * high, cases)), range(low, high + 1)
