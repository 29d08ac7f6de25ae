"""Convert reports to rows, which are tuples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqsreport.converters import thaw
from sqsreport.model import Item, Prose, Report
from sqsreport.quantity import quantities
from sqsreport.tables.layout import TABLES

#: The rows of each table, each with the values of its columns in order. Collecting rows and converting them to columns
#: at once is faster than appending to every column.
Rows = Mapping[str, list[tuple[Any, ...]]]

#: The positions of the section of a paragraph and of the paragraph, by its pointer.
Places = Mapping[str, tuple[int | None, int]]


def no_rows() -> Rows:
    """Return an empty list of rows for every table."""
    return {name: [] for name in TABLES}


def add(rows: Rows, report: Report, *, with_quantities: bool = True) -> None:
    """Add the rows of a report, with or without those of its quantities."""
    key = report.id
    rows["reports"].append((*_of_report(report),))
    for name, children in _children(report):
        rows[name].extend([(key, position, *values) for position, values in enumerate(children, 1)])
    quotations = _Quotations(rows["quotations"], key)
    places = _add_paragraphs(rows["paragraphs"], report, quotations)
    if with_quantities:
        _add_quantities(rows["quantities"], report, places)
    for name, items in (("strengths", report.strengths), ("recommendations", report.recommendations)):
        if items:
            _add_items(rows[name], key, name, items, quotations)
    for position, footnote in enumerate(report.footnotes, 1):
        text = footnote.text
        rows["footnotes"].append((key, position, footnote.label, text, text.plain_text))
        if "*" in text or "_" in text:  # without emphasis there is no quotation
            quotations.add(text, "footnotes", None, None, f"/footnotes/{position - 1}/text")


def _of_report(report: Report) -> Iterator[Any]:
    inspection = report.inspection
    service, lead = inspection.service, inspection.lead_inspector
    yield from (report.id, report.schema_uri, report.schema_version, report.language, report.title, report.published)
    for person in (report.addressee, report.sender):
        yield from (person.name, person.role) if person else (None, None)
    yield from (inspection.programme, service.name, service.abbreviation, service.area)
    yield from (inspection.fieldwork.start, inspection.fieldwork.end)
    yield from (lead.name, lead.email, lead.telephone) if lead else (None, None, None)
    context = report.context
    rate = context.reoffending if context else None
    cohort = rate.cohort if rate else None
    yield from (context.cases_examined if context else None, rate.rate if rate else None)
    for month in (rate.published if rate else None, *((cohort.start, cohort.end) if cohort else (None, None))):
        yield from (None, None) if month is None else (month.isoformat(), date(month.year, month.month, 1))
    extensions = report.extensions
    yield None if extensions is None else json.dumps(thaw(extensions), ensure_ascii=False, allow_nan=False)


def _children(report: Report) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Yield the rows of the small tables, without the id of the report and the position."""
    inspection = report.inspection
    yield "authorities", ((each.name, each.gss_code) for each in inspection.service.authorities)
    yield (
        "previous_inspections",
        ((each.programme, each.date.isoformat(), each.date.earliest) for each in inspection.previous),
    )
    if report.context and report.context.reoffending:
        yield "comparators", ((each.kind, each.rate, each.direction) for each in report.context.reoffending.comparators)
    yield "sections", ((each.theme, each.number, each.title) for each in report.sections)
    yield (
        "copy_list",
        (
            (entry, line.role, recipient)
            for entry, line in enumerate(report.copy_list, 1)
            for recipient in line.recipients or (None,)
        ),
    )


class _Quotations:
    """Adds the rows of quotations, and numbers them."""

    def __init__(self, rows: list[tuple[Any, ...]], report_id: str) -> None:
        self._rows = rows
        self._report_id = report_id
        self._position = 0

    def add(self, text: Prose, part: str, section: int | None, paragraph: int | None, pointer: str) -> None:
        for words in text.quotations:
            self._position += 1
            self._rows.append((self._report_id, self._position, part, section, paragraph, pointer, words))


def _add_paragraphs(rows: list[tuple[Any, ...]], report: Report, quotations: _Quotations) -> Places:
    """Add the rows of the paragraphs; return the positions of each and of its section by its pointer."""
    key = report.id
    places = {}
    for position, (part, section, number, pointer, text) in enumerate(_paragraphs(report), 1):
        rows.append((key, position, part, section, number, pointer, text, text.plain_text))
        places[pointer] = section, position
        if "*" in text or "_" in text:  # without emphasis there is no quotation
            quotations.add(text, part, section, position, pointer)
    return places


def _add_quantities(rows: list[tuple[Any, ...]], report: Report, places: Places) -> None:
    for position, quantity in enumerate(quantities(report), 1):
        phrase = (
            *places[quantity.pointer],
            quantity.pointer,
            quantity.start,
            quantity.end,
            quantity.phrase,
            quantity.kind,
        )
        bounds = (quantity.lower, quantity.upper, quantity.lower_included, quantity.upper_included)
        cases = (quantity.counts[0], quantity.counts[-1]) if quantity.counts else (None, None)
        certainty = (quantity.exact, quantity.low_confidence)
        population = (quantity.population, quantity.scope, quantity.denominator)
        rows.append((report.id, position, *phrase, *bounds, *certainty, *population, *cases, quantity.polarity))


def _paragraphs(report: Report) -> Iterator[tuple[str, int | None, str | None, str, Prose]]:
    """Yield the part, section, number, pointer and text of every paragraph, in the order of the letter."""
    for index, text in enumerate(report.introduction):
        yield "introduction", None, None, f"/introduction/{index}", text
    if report.context:
        for index, text in enumerate(report.context.paragraphs):
            yield "context", None, None, f"/context/paragraphs/{index}", text
    for index, text in enumerate(report.summary):
        yield "summary", None, None, f"/summary/{index}", text
    for position, section in enumerate(report.sections, 1):
        under = f"/sections/{position - 1}/paragraphs/"
        for index, paragraph in enumerate(section.paragraphs):
            yield "section", position, paragraph.number, f"{under}{index}/text", paragraph.text
    for index, text in enumerate(report.closing):
        yield "closing", None, None, f"/closing/{index}", text
    for index, text in enumerate(report.notes):
        yield "notes", None, None, f"/notes/{index}", text


def _add_items(
    rows: list[tuple[Any, ...]], key: str, part: str, items: tuple[Item, ...], quotations: _Quotations
) -> None:
    for position, (item, parent, pointer) in enumerate(_nested(items, None, f"/{part}"), 1):
        text = item.text
        rows.append((key, position, item.id, parent, text, text.plain_text))
        if "*" in text or "_" in text:  # without emphasis there is no quotation
            quotations.add(text, part, None, None, f"{pointer}/text")


def _nested(items: tuple[Item, ...], parent: str | None, pointer: str) -> Iterator[tuple[Item, str | None, str]]:
    for index, item in enumerate(items):
        here = f"{pointer}/{index}"
        yield item, parent, here
        if item.items:
            yield from _nested(item.items, item.id, f"{here}/items")
