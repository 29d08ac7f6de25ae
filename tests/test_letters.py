"""Letters in general: what is read back, what is missing, and what is left over."""

from __future__ import annotations

import io
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import reports

import sqsreport
from sqsreport import Report, letters
from sqsreport.problems import errors_in

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def letter() -> str:
    """Return the letter of the example."""
    return (EXAMPLES / "northmoor-2015.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLES / "northmoor-2015.json")


def read(text: str) -> letters.Reading:
    """Read a letter that is given as text."""
    return letters.read(text.encode(), "markdown")


@pytest.mark.parametrize("format", sorted(letters.FORMATS))
@given(report=reports())
def test_round_trip(format: str, report: Report) -> None:
    """Reading what was written gives the identical report, for every report and format."""
    reading = letters.read(letters.write(report, format), format)
    assert reading.report == report
    assert sqsreport.dumps(reading.report) == sqsreport.dumps(report)
    assert errors_in(list(reading.problems)) == []
    assert reading.leftovers == ()
