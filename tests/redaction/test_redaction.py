"""Redaction: nothing that was removed remains in any form of the report, and nothing else is lost."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given

import sqsreport
from laws.draws import BARE_NAMES, NAMED_PEOPLE, SPELLINGS
from laws.of_redaction import folded, found_in
from sqsreport import codec, letters, tables
from sqsreport.model import Report
from sqsreport.testing import examples, strategies

FORMATS = ("markdown", "html", "docx", "pdf")


def unpacked(data: bytes) -> bytes:
    """Return bytes together with the decompressed content of archives, streams and gzip files in them."""
    parts = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [unpacked(archive.read(name)) + name.encode() for name in archive.namelist()]
    if data[:2] == b"\x1f\x8b":
        parts.append(gzip.decompress(data))
    for match in re.finditer(rb"stream\r?\n", data):
        inflating = zlib.decompressobj()
        try:
            parts.append(inflating.decompress(data[match.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def words_in(data: bytes) -> str:
    """Return all possible text in bytes, folded."""
    plain = unpacked(data)
    return folded(plain.decode("utf-8", "ignore") + plain.decode("utf-16-be", "ignore"))


# ----------------------------------------------------------------------------------- properties


@given(strategies.reports())
def test_counts_are_of_the_redacted_places(report: Report) -> None:
    """The pointers of the counts exist in the report, and a report without counts is unchanged."""
    redaction = sqsreport.redact(report)

    assert all(examples.at(codec.to_dict(report), place) is not None for place in redaction.counts)
    assert all(count > 0 for count in redaction.counts.values())
    assert (redaction.report == report) == (not redaction.counts)


# --------------------------------------------------------------------------------- every format


@pytest.fixture(scope="module")
def named() -> Report:
    """Return a report with the names of its people in all spellings."""
    document = examples.northmoor()
    document["addressee"]["name"], document["sender"]["name"] = NAMED_PEOPLE[:2]
    document["inspection"]["lead_inspector"]["name"] = NAMED_PEOPLE[2]
    document["copy_list"][0]["recipients"] = [NAMED_PEOPLE[3]]
    document["notes"] = [f"Ask {spell(name)}." for spell in SPELLINGS for name in BARE_NAMES]
    return codec.from_valid_dict(document)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_no_byte_of_a_letter_has_a_name(named: Report, form: str) -> None:
    """The letter of a redacted report has no names in its text, data and metadata, even after unpacking."""
    before = letters.write(named, form)
    data = letters.write(sqsreport.redact(named).report, form)
    text = "".join(prose for _, prose in (letters.read(data, form, ignore_embedded=True).report or named).iter_prose())

    assert found_in(words_in(before))
    assert [] == found_in(words_in(data))
    assert [] == found_in(folded(text))


def test_no_row_of_a_table_has_a_name(named: Report) -> None:
    """The tables of redacted reports have no names in any column."""
    batch = tables.to_arrow([sqsreport.redact(named).report])

    assert [] == found_in(folded(json.dumps({name: table.to_pylist() for name, table in batch.items()}, default=str)))


# ------------------------------------------------------------------------- the redacted report


def redacted(change: dict[str, Any], **options: Any) -> Report:
    """Redact the example report after changing some values."""
    document = examples.northmoor()
    for place, value in change.items():
        examples.put(document, place, value)
    return sqsreport.redact(codec.from_valid_dict(document), **options).report


def test_roles_stay() -> None:
    """Addressee, sender and copy list keep their roles and lose their names."""
    report = redacted({})

    assert report.addressee is not None
    assert report.sender is not None
    assert (None, "Assistant Chief Inspector (Youth Justice)") == (report.sender.name, report.sender.role)
    assert (None, None) == (report.addressee.name, report.inspection.lead_inspector)
    assert [entry.role for entry in codec.from_valid_dict(examples.northmoor()).copy_list] == [
        entry.role for entry in report.copy_list
    ]
    assert {()} == {entry.recipients for entry in report.copy_list}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hazel Brook led it.", "[lead inspector] led it."),
        ("We thank HAZEL BROOK’s team.", "We thank [lead inspector]’s team."),
        ("Ms Brook and Hazel B. Brook", "[lead inspector] and Hazel B. [lead inspector]"),
        ("H. Brook(HMI)", "[lead inspector] (HMI)"),
        ("[Hazel Brook](mailto:hazel.brook@example.org)", "[lead inspector]"),
        ("Write to <hazel.brook@example.org>.", "Write to [e-mail address]."),
        ("Write to hazel.brook [at] example.org or call 01632 960001 ext. 4.", "Write to [e-mail address] or call [telephone number]."),
        ("She lives at 4 Mill Lane, Northmoor, NM1 2AB.", "She lives at [address]."),
        ("From Ivy Garland of the Board", "From [addressee] of the Board"),
        ("In 2015 the brook and 20 cases of 01/02/2015 stayed", "In 2015 the brook and 20 cases of 01/02/2015 stayed"),
        ("Garlands hung in Ashbyville", "Garlands hung in Ashbyville"),
    ],
)  # fmt: skip
def test_names_become_roles(text: str, expected: str) -> None:
    """A name in prose is replaced by its role in brackets; words that only look like a name stay."""
    assert expected == redacted({"/notes/0": text}).notes[0]


def test_a_surname_that_is_a_common_word_stays() -> None:
    """A surname that is also a common word in the report is replaced only where it is certainly a name."""
    change = {
        "/inspection/lead_inspector/name": "Ann Young",
        "/notes/0": "Young people met Ms Young and ann young.",
        "/notes/1": "Work with young people was sound.",
    }

    assert "Young people met [lead inspector] and [lead inspector]." == redacted(change).notes[0]


def test_keep() -> None:
    """With *keep*, names, addresses and parts stay, in prose too."""
    change = {"/notes/0": "Rowan Ashby wrote; ask Hazel Brook or press@example.org."}
    report = redacted(change, keep=["/sender", "press@example.org"])

    assert report.sender is not None
    assert "Rowan Ashby" == report.sender.name
    assert "Rowan Ashby wrote; ask [lead inspector] or press@example.org." == report.notes[0]


def test_kept_extensions_lose_the_names() -> None:
    """The texts of extensions that are kept are redacted."""
    change = {"/extensions": {"a": {"by": "Hazel Brook"}, "b": ["Hazel Brook"]}}

    assert {"b": ("[lead inspector]",)} == redacted(change, keep=["/extensions/b"]).extensions


def test_further_names_are_replaced() -> None:
    """With *also*, names that are in no field of the report are replaced."""
    assert "[name] was seen." == redacted({"/notes/0": "Otto Quint was seen."}, also=["Otto Quint"]).notes[0]


def test_places_keep_their_names() -> None:
    """The names of service, area and authorities stay, even if one of them is a recipient."""
    change = {"/copy_list/0/recipients": ["Northmoor County Council"], "/notes/0": "Northmoor County Council helped."}

    assert "Northmoor County Council helped." == redacted(change).notes[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["a" * 50_000, "a.b" * 20_000, "a@" * 20_000, "[" * 30_000, "Hazel " * 10_000, "A, " * 20_000 + "NM1 2AB"]
)
def test_long_texts_take_linear_time(text: str) -> None:
    """Texts that could make regular expressions slow are redacted quickly."""
    assert redacted({"/notes/0": text.strip()}).notes
