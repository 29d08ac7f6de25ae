"""The laws of JSON: written reports are read as equal reports, and have one canonical form."""

from __future__ import annotations

import json

import sqsreport
from laws.draws import chance_of, respelt
from laws.register import law
from sqsreport import codec
from sqsreport.model import Report
from sqsreport.problems import errors_in
from sqsreport.testing import strategies


@law("reports")
def json_round_trip(report: Report) -> None:
    """A report that is written as JSON and read again is equal, and is written as the same text."""
    text = sqsreport.dumps(report)

    again = sqsreport.loads(text)

    assert report == again
    assert hash(report) == hash(again)
    assert text == sqsreport.dumps(again)


@law("reports")
def data_round_trip(report: Report) -> None:
    """A report that is converted to plain data and back is equal."""
    assert report == codec.from_valid_dict(codec.to_dict(report))


@law("reports", share=25)
def bytes_are_read_as_text(report: Report) -> None:
    """UTF-8 bytes, with or without a byte order mark, are read like the decoded text."""
    text = sqsreport.dumps(report)

    assert report == sqsreport.loads(text.encode())
    assert report == sqsreport.loads(text.encode("utf-8-sig"))


@law("reports")
def any_spelling_becomes_canonical(report: Report) -> None:
    """The canonical text of a valid report has the same data as any other spelling, and is stable."""
    data = codec.to_dict(report)
    text = respelt(data, chance_of(data))

    canonical = sqsreport.dumps(sqsreport.loads(text))

    assert json.loads(text) == json.loads(canonical)
    assert canonical == sqsreport.dumps(sqsreport.loads(canonical))


@law("reports", share=25)
def canonical_text_has_one_form(report: Report) -> None:
    """Canonical text is `json.dumps` with an indent of two and one line break at the end, without trailing spaces."""
    text = sqsreport.dumps(report)

    for data in (json.loads(text), codec.to_dict(report)):
        assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    assert [] == [line for line in text.split("\n") if line != line.rstrip(" ")]
    assert "\r" not in text


@law("reports", share=25)
def nothing_absent_is_written(report: Report) -> None:
    """Outside the extensions no null and no empty value is written."""
    data = codec.to_dict(report)
    data.pop("extensions", None)

    assert [] == [step for parent, step in strategies.places_in(data) if parent[step] in (None, "", [], {})]


@law("reports", share=25)
def data_is_plain(report: Report) -> None:
    """Plain data consists of dict, list, str, int, float, bool and None, without subclasses."""
    kinds = {type(parent[step]) for parent, step in strategies.places_in(codec.to_dict(report))}

    assert set() == kinds - {dict, list, str, int, float, bool, type(None)}


@law("reports")
def valid_reports_are_valid_in_every_form(report: Report) -> None:
    """A report that fits the model and the rules has no errors as an object, as plain data and as text."""
    data = codec.to_dict(report)

    assert [] == errors_in(sqsreport.validate(report))
    assert [] == errors_in(sqsreport.validate(data))
    assert [] == errors_in(sqsreport.validate(respelt(data, chance_of(data))))
