"""Collect the dates, figures and themes of two reports, to compare them side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqsreport.comparison.changes import Figure
from sqsreport.model import ComparatorKind, Report
from sqsreport.model.dates import long_day

#: The names of the comparators.
COMPARATORS: Final[Mapping[ComparatorKind, str]] = {
    "england_and_wales": "England and Wales",
    "england": "England",
    "wales": "Wales",
    "family": "Similar services",
    "previous_year": "Previous year",
}


def figures(before: Report, after: Report) -> Iterator[Figure]:
    """Yield the figures that are in at least one of two reports; only the lengths of lists are computed."""
    ours, theirs = dict(_figures(before)), dict(_figures(after))
    for label in _merged([*ours], [*theirs]):
        yield Figure(label, ours.get(label), theirs.get(label))


def _merged(ours: list[str], theirs: list[str]) -> list[str]:
    """Merge two lists of labels; a label that only the second list has comes after its predecessor there."""
    merged = [*ours]
    index = 0
    for label in theirs:
        if label in merged:
            index = merged.index(label) + 1
        else:
            merged.insert(index, label)
            index += 1
    return merged


def _figures(report: Report) -> Iterator[tuple[str, str | int | float]]:
    fieldwork = report.inspection.fieldwork
    yield "First day of fieldwork", long_day(fieldwork.start)
    yield "Last day of fieldwork", long_day(fieldwork.end)
    yield "Published", long_day(report.published)
    context = report.context
    if context and context.cases_examined is not None:
        yield "Cases examined", context.cases_examined
    if context and context.reoffending:
        reoffending = context.reoffending
        if reoffending.rate is not None:
            yield "Reoffending rate", f"{reoffending.rate:g}%"
        for comparator in reoffending.comparators:
            rate = None if comparator.rate is None else f"{comparator.rate:g}%"
            words = [rate, comparator.direction and f"{comparator.direction} here"]
            if any(words):
                yield f"Rate, {COMPARATORS[comparator.kind]}", ", ".join(word for word in words if word)
    for section in report.sections:
        yield f"Paragraphs on {section.title}", len(section.paragraphs)
    yield "Key strengths", len(report.strengths)
    yield "Recommendations", len(report.recommendations)
