"""The cohort of a reoffending rate, and when the rate was published."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.extract.dates import AND, TO, Expression, find_expressions, to_month
from sqsreport.extract.text import SENTENCE_END, Unclear, normalise, sentence_before
from sqsreport.model import Month

_PUBLISHED: Final = re.compile(
    r"\b(?:published|publication|released|issued|appeared|bulletin of)\b(?:(?! for\b| cohort\b)[^.;0-9]){0,60}$",
    re.IGNORECASE,
)
#: Words for the month of publication that may also be on another one, if "published" is not in the text.
_AVAILABLE: Final = re.compile(
    r"\b(?:became available|made (?:public|available))\b(?:(?! for\b| cohort\b)[^.;0-9]){0,60}$", re.IGNORECASE
)
#: A source and its date: "Source: Ministry of Justice, April 2015".
_OF_SOURCE: Final = re.compile(
    r"(?:\b(?:Ministry of Justice|MoJ)(?:['’]s|,? (?:whose|from its|in its))?(?: figures)?|\b[Ss]tatistics|"
    r"\b[Bb]ulletin|\b[Ll]atest:)(?: [A-Z][\w-]+){0,6},?[ "
    r"(]{1,2}(?:of )?$"
)
#: "The data release of October 2016".
_RELEASED: Final = re.compile(
    r"\b(?:release|bulletin|publication|statistics|whose figures) (?:of|for|dated|in) $", re.IGNORECASE
)
_RELEASE: Final = re.compile(r" (?:publication|release|bulletin|statistics)\b", re.IGNORECASE)
_IN_FUTURE: Final = re.compile(
    r"\b(?:will|to) be (?:published|released|issued|available)|\bnext (?!to\b)|\bis due\b", re.IGNORECASE
)
#: "The year ending June 2014" is twelve months of which the last is printed.
_YEAR_TO: Final = re.compile(
    r"\b(?:years?|(?:12|twelve)[ -]months?)(?: period)? (?:up )?(?:ending|ended|to|until|that ended)"
    r"(?: in| on| the end of| at the end of)? $",
    re.IGNORECASE,
)
_CALENDAR_YEAR: Final = re.compile(r"\bcalendar year (?:of )?$", re.IGNORECASE)
_COHORT: Final = re.compile(r"\bcohort", re.IGNORECASE)
#: The number of characters before an expression that are searched.
_NEAR: Final = 80


def published_month(text: str) -> Month | None:
    """Find the month in which a rate was published, in the footnote to it."""
    text = normalise(text)
    previous_end = 0
    likely: Month | None = None
    for each in find_expressions(text):
        lead = text[max(previous_end, each.start - _NEAR) : each.start]
        previous_end = each.end
        is_cohort = _COHORT.match(text[each.end :].lstrip()[:6]) or _YEAR_TO.search(lead)
        if not each.is_clear or len(each.dates) != 1 or is_cohort or _IN_FUTURE.search(lead):
            continue
        if _PUBLISHED.search(lead):
            return to_month(each.dates[0])
        if (
            _AVAILABLE.search(lead)
            or _OF_SOURCE.search(lead)
            or _RELEASED.search(lead)
            or _RELEASE.match(text, each.end)
        ):
            likely = likely or to_month(each.dates[0])
    return likely


def read_cohort(text: str) -> tuple[Month, Month] | Unclear | None:
    """Find the months of a cohort, or the text in their place that cannot be parsed.

    Of several ranges of months the one next to the word "cohort" counts, or else the first.
    """
    text = normalise(text)
    named = [match.start() for match in _COHORT.finditer(text)]
    ranges: list[tuple[int, tuple[Month, Month] | Unclear]] = []
    for each in find_expressions(text):
        lead = sentence_before(text, max(0, each.start - 2 * _NEAR), each.start)
        if _IN_FUTURE.search(lead):
            continue
        if value := _range(text, each, is_named=bool(named)):
            distance = min((_distance(text, each, at) for at in named), default=0)
            ranges.append((distance, value))
    return min(ranges, key=lambda each: each[0])[1] if ranges else None


def _range(text: str, each: Expression, *, is_named: bool) -> tuple[Month, Month] | Unclear | None:
    lead = text[max(0, each.start - _NEAR) : each.start]
    words = text[each.start : each.end]
    months = [to_month(date) for date in each.dates]
    if not each.is_clear:
        return Unclear(words) if is_named else None
    if len(each.dates) == 1 and months[0] is None and _CALENDAR_YEAR.search(lead):
        year = each.dates[0].year
        return Month(year, 1), Month(year, 12)
    if len(months) == 1 and months[0] and _YEAR_TO.search(lead):
        return months[0] + -11, months[0]
    if len(months) < 2:
        return None
    first, last = months[0], months[-1]
    if len(months) > 2 or each.joiners[0] not in (TO, AND):
        return Unclear(words)
    if first is None or last is None:
        return Unclear(words) if is_named else None
    return first, last


def _distance(text: str, each: Expression, at: int) -> int:
    """Return the distance of an expression from a word, with a penalty if a sentence ends between them."""
    start, end = (each.end, at) if at > each.start else (at, each.start)
    return end - start + (1000 if SENTENCE_END.search(text, max(0, start), end) else 0)
