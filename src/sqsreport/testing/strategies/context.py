"""Contexts: cases, and reoffending rates with their comparators."""

from __future__ import annotations

from typing import Final, get_args

from sqsreport._jsondata import MAX_INTEGER
from sqsreport.model import Cohort, Comparator, ComparatorKind, Context, Direction, Month, Prose, Reoffending
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import maybe, once, sure
from sqsreport.testing.strategies.dates import FIRST_MONTH, LAST_MONTH, months
from sqsreport.testing.strategies.text import LABELS, paragraphs_of_prose

KINDS: Final[tuple[ComparatorKind, ...]] = get_args(ComparatorKind)


@once
def percentages() -> SearchStrategy[float]:
    """Draw a percentage: most have one decimal, as the letters print them, and some have many."""
    return st.integers(0, 1_000).map(lambda tenths: tenths / 10) | st.floats(0.0, 100.0)


@st.composite
def comparators(draw: DrawFn, kind: ComparatorKind | None = None, rate: float | None = None) -> Comparator:
    """Draw a comparator of a *kind*, whose direction fits the service's own *rate*."""
    other = draw(maybe(percentages()))
    directions: tuple[Direction, ...] = get_args(Direction)
    if rate is not None and other is not None:
        directions = ("similar",) if rate == other else ("similar", "better" if rate < other else "worse")
    return Comparator(
        kind=draw(st.sampled_from(KINDS)) if kind is None else kind,
        rate=other,
        direction=draw(maybe(st.sampled_from(directions))),
    )


@st.composite
def cohorts(draw: DrawFn, max_value: Month = LAST_MONTH) -> Cohort:
    """Draw a cohort that ends no later than *max_value*."""
    end = draw(months(max_value=max_value))
    return Cohort(start=draw(months(max_value=end)), end=end)


@st.composite
def _reoffending(draw: DrawFn) -> Reoffending | None:
    rate = draw(maybe(percentages()))
    kinds = draw(st.lists(st.sampled_from(KINDS), unique=True))
    cohort = draw(cohorts(max_value=LAST_MONTH + -1)) if draw(st.booleans()) else None
    published = draw(months(cohort.end + 1 if cohort else FIRST_MONTH)) if draw(st.booleans()) else None
    others = tuple(draw(comparators(kind, rate)) for kind in kinds)
    if rate is None and not others and published is None and cohort is None:
        return None
    return Reoffending(rate=rate, comparators=others, published=published, cohort=cohort)


@once
def reoffending() -> SearchStrategy[Reoffending]:
    """Draw a reoffending rate with at least one of its parts."""
    return _reoffending().filter(bool).map(sure)


@st.composite
def context_or_none(draw: DrawFn, labels: tuple[str, ...]) -> Context | None:
    """Draw a Context, or ``None``."""
    cases = draw(maybe(st.integers(1, 60) | st.integers(1, MAX_INTEGER)))
    rate = draw(_reoffending())
    paragraphs = list(draw(paragraphs_of_prose(labels)))
    if cases is not None and draw(st.booleans()):
        paragraphs.append(Prose(f"We examined {cases} cases of children and young people."))
    if rate is not None and draw(st.booleans()):
        paragraphs.append(Prose(_rate_sentence(rate)))
    if not paragraphs and cases is None and rate is None:
        return None
    return Context(paragraphs=tuple(paragraphs), cases_examined=cases, reoffending=rate)


def _rate_sentence(reoffending: Reoffending) -> str:
    """Return the sentence of a letter on a rate and its comparators, if its figures can be printed."""
    words = {
        "england_and_wales": "for England and Wales",
        "england": "for England",
        "wales": "for Wales",
        "family": "for the family of similar services",
        "previous_year": "in the previous year",
    }
    if reoffending.rate is None or reoffending.rate * 10 % 1:
        return "The reoffending rate is not stated."
    printed = [
        f"{other.rate:.1f}% {words[other.kind]}"
        for other in reoffending.comparators
        if other.rate is not None and not other.rate * 10 % 1
    ]
    sentence = f"The published reoffending rate for this area was {reoffending.rate:.1f}%."
    return f"{sentence} Compared to {' and '.join(printed)}." if printed else sentence


@once
def contexts(labels: tuple[str, ...] = LABELS) -> SearchStrategy[Context]:
    """Draw a Context whose words and figures agree."""
    return context_or_none(labels).filter(bool).map(sure)
