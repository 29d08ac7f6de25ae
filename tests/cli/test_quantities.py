"""``sqsreport quantities``: lines for people, and data for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import attrs

import sqsreport
from sqsreport import codec
from sqsreport.model import Paragraph, Prose, Section
from support.command_line import run

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "northmoor-2015.json"
NORTHMOOR: Final = sqsreport.load(EXAMPLE)


def test_lines() -> None:
    """Every phrase has a line with the paragraph, the words and the interpretation."""
    result = run("quantities", EXAMPLE)
    lines = result.stdout.splitlines()

    assert (0, "", 11) == (result.exit_code, result.stderr, len(lines))
    assert [
        "1.1  Most reports  (50, 99] %, vague",
        "1.1  three cases  [15, 15] %, 3 of 20, count, negative",
        "1.2  three-quarters of cases  [72.5, 77.5] %, 15 of 20, fraction, positive",
    ] == lines[:3]
    assert "4.1  just over three-quarters of cases  (75, 80] %, 16 of 20, fraction, positive" == lines[-1]


def test_data() -> None:
    """The JSON format has every field, with the lowest and the highest count."""
    quantities = json.loads(run("quantities", EXAMPLE, "--format", "json").stdout)

    assert {
        "phrase": "Two-thirds of the cases",
        "pointer": "/sections/2/paragraphs/0/text",
        "start": 0,
        "end": 23,
        "section": "protecting_the_child",
        "paragraph": "3.1",
        "kind": "fraction",
        "lower": 64.16666666666667,
        "upper": 69.16666666666667,
        "lower_included": True,
        "upper_included": True,
        "exact": False,
        "low_confidence": False,
        "population": "the cases",
        "scope": "cases",
        "denominator": 20,
        "counts": [13, 13],
        "polarity": "positive",
    } == quantities[7]


def test_counts_that_do_not_fit() -> None:
    """A figure without a possible count is marked, and one with several has the lowest and the highest."""
    texts = (
        "78% of cases were late.",
        "Over half of cases were late.",
        "Plans were often late.",
        "Too many plans lay.",
    )
    paragraphs = tuple(Paragraph(text=Prose(text)) for text in texts)
    broken = attrs.evolve(NORTHMOOR, sections=(Section(title="T", paragraphs=paragraphs),))
    report = codec.dumps(broken, allow_invalid=True)
    result = run("quantities", "--from", "json", "-", stdin=report.encode())
    data = json.loads(run("quantities", "--from", "json", "--format", "json", "-", stdin=report.encode()).stdout)

    assert [
        "T  78% of cases  [77.5, 78.5] %, no count of 20, percentage, negative",
        "T  Over half of cases  (50, 60] %, 11 to 12 of 20, fraction, negative",
        "T  often  no number, vague, negative",
        "T  Too many plans  more than 0 %, vague, negative",
    ] == result.stdout.splitlines()
    assert [[], [11, 12], None, None] == [each.get("counts") for each in data]


def test_a_report_without_any() -> None:
    """If no phrase is found, a message on standard error says so, and the output is empty."""
    paragraphs = (Paragraph(text=Prose("Plans were made.")),)
    broken = attrs.evolve(NORTHMOOR, sections=(Section(title="T", paragraphs=paragraphs),))
    report = codec.dumps(broken, allow_invalid=True).encode()
    result = run("quantities", "--from", "json", "-", stdin=report)
    data = run("quantities", "--from", "json", "--format", "json", "-", stdin=report)

    assert (0, "", "no phrase of quantity was found") == (
        result.exit_code,
        result.stdout,
        result.stderr.splitlines()[0],
    )
    assert (0, "[]\n") == (data.exit_code, data.stdout)
    assert "no phrase" not in data.stderr


def test_invalid_report() -> None:
    """A document that is not a report has no quantities, and its problems are printed."""
    result = run("quantities", "--from", "json", "-", stdin=b"{}")

    assert (1, "") == (result.exit_code, result.stdout)
    assert "SQS1" in result.stderr
