"""Phrases of quantity in the prose of a report, and the shares that they may mean.

Only the paragraphs of the sections are read. The Summary repeats them, the Context has the size of the sample and
rates that are not a share of it, and recommendations and thanks contain no findings. A quotation of an inspector is
about one case, and is skipped.

The package is not called `quantities` because `sqsreport.quantities` is the function.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from sqsreport._jsondata import pointer
from sqsreport.model import Paragraph, Prose, Report, Section
from sqsreport.quantity.phrase import Phrase
from sqsreport.quantity.polarity import polarity_of
from sqsreport.quantity.search import find_phrases
from sqsreport.quantity.values import Polarity, Quantity, QuantityKind, Scope
from sqsreport.quantity.vocabulary import Bounds, point

__all__ = ["Polarity", "Quantity", "QuantityKind", "Scope", "quantities"]

#: Lower case, plain hyphens and plain spaces. Each character becomes one character, so that offsets stay valid.
_PLAIN: Final = str.maketrans(
    {chr(capital): chr(capital + 32) for capital in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys("‐‑‒–", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\t", " ")
    | {"’": "'"}
)
#: The placeholder for each character of a quotation; no word has it.
_QUOTED: Final = "\N{SYMBOL FOR NULL}"


def quantities(report: Report) -> tuple[Quantity, ...]:
    """Return the phrases of quantity in the sections of a report, in the order of the letter.

    Each has the words of the letter and an editorial interpretation of them; none is stored in the report. The page on
    quantities has the table of interpretations.

    Raises:
        TypeError: the argument is not a `Report`.
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
    plain = _mask_quotations(paragraph.text, text).translate(_PLAIN)
    for phrase in find_phrases(plain):
        bounds, counts = _in_sample(phrase, cases)
        population = phrase.population
        yield Quantity(
            phrase=text[phrase.start : phrase.end],
            pointer=place,
            start=phrase.start,
            end=phrase.end,
            section=section.theme or section.title,
            paragraph=paragraph.number,
            kind=phrase.kind,
            lower=None if bounds.lower is None else float(bounds.lower),
            upper=None if bounds.upper is None else float(bounds.upper),
            lower_included=bounds.lower is not None and bounds.lower_included,
            upper_included=bounds.upper is not None and bounds.upper_included,
            exact=phrase.exact,
            low_confidence=phrase.vague is not None and phrase.vague.low_confidence,
            population=text[population.start : population.end] if population else None,
            scope=population.scope if population else None,
            denominator=None if counts is None else cases,
            counts=counts,
            polarity=_polarity(phrase, plain),
        )


def _mask_quotations(prose: Prose, text: str) -> str:
    """Replace the quotations of inspectors with placeholders."""
    start = 0
    for quotation in prose.quotations if "*" in prose or "_" in prose else ():
        begin = text.find(quotation, start)
        while begin > 0 and text[begin - 1] not in "\"'“‘":
            begin = text.find(quotation, begin + 1)
        if begin > 0:
            start = begin + len(quotation)
            text = text[:begin] + _QUOTED * len(quotation) + text[start:]
    return text


def _polarity(phrase: Phrase, text: str) -> Polarity | None:
    if polarity := phrase.polarity or (phrase.vague and phrase.vague.polarity):
        return polarity
    if phrase.vague and text[phrase.start : phrase.end] in phrase.vague.alone:
        return None  # the words are a statement of their own, and count nothing
    return polarity_of(text, phrase.start, phrase.end)


def _in_sample(phrase: Phrase, cases: int | None) -> tuple[Bounds, range | None]:
    """Return the share in per cent, and the possible numbers of cases if the population is the whole sample."""
    if phrase.excepted is not None:
        total = phrase.total or (cases if phrase.is_sample else None)
        if total is None or phrase.excepted >= total:
            return Bounds(), None
        remaining = total - phrase.excepted
        is_sample = phrase.is_sample and total == cases
        return point(Fraction(100 * remaining, total)), range(remaining, remaining + 1) if is_sample else None
    is_sample = phrase.is_sample and cases is not None and phrase.total in (None, cases)
    if phrase.kind == "count":
        return _of_cases(phrase.cases or (None, None), cases if is_sample else None)
    if not is_sample or cases is None:
        return phrase.bounds, None
    return phrase.bounds, phrase.bounds.counts(cases, phrase.vague.least if phrase.vague else 0)


def _of_cases(number: tuple[int | None, int | None], cases: int | None) -> tuple[Bounds, range | None]:
    """Convert a number of cases to a share of the sample; a number above the sample size has no share."""
    if cases is None or number == (None, None):
        return Bounds(), None
    low, high = 0 if number[0] is None else number[0], cases if number[1] is None else number[1]
    if not 0 <= low <= high <= cases:
        return Bounds(), None
    return Bounds(Fraction(100 * low, cases), Fraction(100 * high, cases)), range(low, high + 1)
