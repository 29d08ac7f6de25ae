"""Invented reports: one that uses every part of the schema, the least of one, and the example of the documentation.

Beside them stand tools that change parsed JSON by JSON Pointer.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqsreport import codec
from sqsreport._jsondata import steps
from sqsreport.model import Report

#: A value of parsed JSON. `Any`, for a recursive type would only get in the way of tests.
Json = Any

_NORTHMOOR: Final[Mapping[str, Json]] = {
    "$schema": "report.schema.json",
    "schema_version": "1.0",
    "id": "northmoor-sqs-2015-03-09",
    "language": "en",
    "title": "Report of Short Quality Screening (SQS) of youth offending work in Northmoor",
    "published": "2015-04-08",
    "addressee": {"name": "Ivy Garland OBE", "role": "Chair of Northmoor Youth Offending Service Management Board"},
    "sender": {"name": "Rowan Ashby", "role": "Assistant Chief Inspector (Youth Justice)"},
    "inspection": {
        "programme": "SQS",
        "service": {
            "name": "Northmoor Youth Offending Service",
            "abbreviation": "YOS",
            "area": "Northmoor",
            "authorities": [
                {"name": "Northmoor County Council", "gss_code": "E10000099"},
                {"name": "Wick District Council"},
            ],
        },
        "fieldwork": {"start": "2015-03-09", "end": "2015-03-11"},
        "lead_inspector": {
            "name": "Hazel Brook",
            "email": "hazel.brook@example.org",
            "telephone": "01632 960001",
        },
        "previous": [
            {"programme": "CCI", "date": "2010"},
            {"date": "2013-02"},
            {"programme": "SQS", "date": "2014-02-03"},
        ],
    },
    "introduction": ["Three inspectors spent 9-11 March 2015 in Northmoor.", "This letter says what they saw."],
    "context": {
        "paragraphs": [
            "We examined 20 cases with the people who held them.",
            (
                "The published reoffending rate[^1] for Northmoor was 39.5%, "
                "worse than the previous year and worse than the England and Wales average of 37.9%."
            ),
        ],
        "cases_examined": 20,
        "reoffending": {
            "rate": 39.5,
            "comparators": [
                {"kind": "previous_year", "direction": "worse"},
                {"kind": "england_and_wales", "rate": 37.9, "direction": "worse"},
                {"kind": "family"},
            ],
            "published": "2015-01",
            "cohort": {"start": "2012-04", "end": "2013-03"},
        },
    },
    "summary": ["Overall, work in Northmoor was sound, if slow to reach paper."],
    "sections": [
        {
            "theme": "reducing_reoffending",
            "number": 1,
            "title": "Reducing reoffending",
            "paragraphs": [
                {"number": "1.1", "text": "Reports to the court were short and fair."},
                {
                    "number": "1.2",
                    "text": 'One inspector wrote: *"The plan fits on a page, and he knows it by heart"*.',
                },
                {"number": "1.3", "text": "Half of the plans had a date[^b] for their next review."},
            ],
        },
        {
            "theme": "protecting_the_public",
            "number": 2,
            "title": "Protecting the public",
            "paragraphs": [
                {"number": "2.1", "text": "Known victims were thought of in every case but two."},
                {"number": "2.2", "text": "Police and service met *weekly*."},
            ],
        },
        {
            "theme": "protecting_the_child",
            "number": 3,
            "title": "Protecting the child or young person",
            "paragraphs": [{"number": "3.1", "text": "School nurses were quick to answer."}],
        },
        {
            "theme": "sentence_served",
            "number": 4,
            "title": "Ensuring that the sentence is served",
            "paragraphs": [{"text": "Buses run twice a day, and the service keeps its hours to suit them."}],
        },
        {"title": "Operational management", "paragraphs": [{"text": "Staff said that they were heard."}]},
    ],
    "strengths": [{"id": "strength-1", "text": "A boat shed, run with the harbour office, kept attendance high."}],
    "recommendations": [
        {
            "id": "recommendation-1",
            "text": "The Management Board should:",
            "items": [
                {"id": "recommendation-1.1", "text": "set a date for every review"},
                {"id": "recommendation-1.2", "text": "read a sample of plans each month"},
            ],
        },
        {"id": "recommendation-2", "text": "Plans need to be written down within a fortnight."},
    ],
    "closing": ["Our thanks to all who gave us their time.", "Questions go to Hazel Brook on 01632 960001."],
    "copy_list": [
        {"role": "Director of Children's Services", "recipients": ["Basil Thorne", "Fern Hollis"]},
        {"role": "Care Quality Commission"},
    ],
    "footnotes": [
        {"label": "1", "text": "Published in January 2015 for the April 2012 - March 2013 cohort."},
        {"label": "b", "text": "A date means a day, not a season."},
    ],
    "notes": [
        "HMI Probation is independent of those it inspects.",
        "The criteria are at <https://example.org/criteria>.",
    ],
    "extensions": {"org.example.review": {"checked_by": "ab", "tags": ["2015", None, {}, []], "weight": 0.25}},
}


def northmoor() -> dict[str, Any]:
    """Return the invented report, complete and valid; the copy is yours to change."""
    return copy.deepcopy(dict(_NORTHMOOR))


def minimal() -> dict[str, Any]:
    """Return the least that identifies a report."""
    required = ("schema_version", "id", "language", "title", "published")
    inspection = {
        "programme": "SQS",
        "service": {"name": "Northmoor Youth Offending Service", "area": "Northmoor"},
        "fieldwork": {"start": "2015-03-09", "end": "2015-03-11"},
    }
    return {key: _NORTHMOOR[key] for key in required} | {"inspection": inspection}


def at(document: Json, pointer: str) -> Json:
    """Return the value that a JSON Pointer points at; raise `LookupError` when there is none."""
    for step in steps(pointer):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def put(document: Json, pointer: str, value: Json) -> None:
    """Put a value where a JSON Pointer points, be something there or not."""
    *path, last = steps(pointer)
    parent = at(document, "".join(f"/{step}" for step in path))
    parent[int(last) if isinstance(parent, list) else last] = value


def drop(document: Json, pointer: str) -> None:
    """Take away the value that a JSON Pointer points at."""
    *path, last = steps(pointer)
    parent = at(document, "".join(f"/{step}" for step in path))
    del parent[int(last) if isinstance(parent, list) else last]


# ------------------------------------------------------------------ the example of the documentation


def example_path(ending: str = ".json") -> Path:
    """Return where the example of the documentation lies on this machine: the report, or with ``.md`` its letter."""
    # A wheel carries the example inside the package; a checkout has it beside `src`.
    shipped = Path(__file__).parent / "example"
    folder = shipped if shipped.is_dir() else Path(__file__).parents[3] / "examples"
    return folder / f"northmoor-2015{ending}"


def example_document() -> dict[str, Any]:
    """Return the report of the documentation as parsed JSON; the copy is yours to change."""
    document: dict[str, Any] = json.loads(example_path().read_text(encoding="utf-8"))
    return document


def example_report() -> Report:
    """Return the report of the documentation."""
    return codec.load(example_path())


def example_letter() -> str:
    """Return the letter that becomes the report of the documentation, in Markdown."""
    return example_path(".md").read_text(encoding="utf-8")
