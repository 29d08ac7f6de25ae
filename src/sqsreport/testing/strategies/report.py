"""Whole reports, as values, as parsed JSON and as text."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import attrs

from sqsreport import codec
from sqsreport.model import Report, report_id
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import few, maybe, once
from sqsreport.testing.strategies.commentary import commentaries, footnotes, items
from sqsreport.testing.strategies.context import context_or_none
from sqsreport.testing.strategies.data import extensions, shuffled
from sqsreport.testing.strategies.dates import LAST_DAY, days
from sqsreport.testing.strategies.inspection import inspections
from sqsreport.testing.strategies.people import copy_list_entries, persons
from sqsreport.testing.strategies.text import LABELS, lines, paragraphs_of_prose


@st.composite
def reports(draw: DrawFn, labels: tuple[str, ...] | None = None) -> Report:
    """Draw a whole, valid report; any optional part may be missing.

    Its prose refers to footnotes of *labels*, which are drawn too where they are not given.
    """
    inspection = draw(inspections())
    area, start, end = inspection.service.area, inspection.fieldwork.start, inspection.fieldwork.end
    latest = min(end + timedelta(days=200), LAST_DAY)
    if labels is None:
        labels = draw(st.sampled_from((LABELS, LABELS[:1], ())))
    title = f"Report of Short Quality Screening (SQS) of youth offending work in {area}"
    report = Report(
        schema_uri=draw(maybe(schema_uris())),
        id=report_id(area, "SQS", start),
        language=draw(st.sampled_from(("en", "cy", "en-GB", "sgn-GB", "gd-Latn-x0"))),
        title=title if draw(st.booleans()) else draw(lines()),
        published=draw(days(end, latest)),
        addressee=draw(maybe(persons())),
        sender=draw(maybe(persons())),
        inspection=inspection,
        introduction=draw(paragraphs_of_prose(labels)),
        context=draw(context_or_none(labels)),
        summary=draw(paragraphs_of_prose(labels)),
        sections=draw(commentaries(labels)),
        strengths=draw(items("strength", labels)),
        recommendations=draw(items("recommendation", labels)),
        closing=draw(paragraphs_of_prose(labels)),
        copy_list=draw(few(copy_list_entries())),
        notes=draw(paragraphs_of_prose(labels)),
        extensions=draw(maybe(extensions())),
    )
    # The words around a mark may break it, or create another one, so derive the labels from the text.
    marks = dict.fromkeys(mark for _, text in report.iter_prose() for mark in text.footnote_marks)
    return attrs.evolve(report, footnotes=tuple(draw(footnotes(mark)) for mark in marks))


@once
def schema_uris() -> SearchStrategy[str]:
    """Draw a value of ``$schema``."""
    return st.sampled_from(("report.schema.json", "urn:sqsreport:schema:1.0:report")) | lines()


@once
def documents() -> SearchStrategy[dict[str, Any]]:
    """Draw a valid report as parsed JSON."""
    return reports().map(codec.to_dict)


@st.composite
def texts(draw: DrawFn, values: SearchStrategy[Any] | None = None) -> str:
    """Draw JSON text, of reports by default: any indent, order of keys, line ends and escapes."""
    text = json.dumps(
        draw(shuffled(documents() if values is None else values)),
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from((None, 0, 2, "\t"))),
        separators=draw(st.sampled_from(((",", ":"), (", ", ": "), (" ,", " : ")))),
    )
    around = st.text(" \t\r\n", max_size=3)
    return draw(around) + text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))) + draw(around)
