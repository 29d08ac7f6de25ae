"""Reading takes time in proportion: no regular expression of the package is slow for any text, and no letter."""

from __future__ import annotations

import os
import re
from itertools import islice
from typing import Final

import pytest
from hypothesis import given

from support import patterns, pumping

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a slow pattern is interrupted by a signal"),
]

USES: Final = patterns.collect()
#: How many texts each pattern is tried with; `nox -s faults` tries more.
TEXTS: Final = int(os.environ.get("SQSREPORT_PUMPED_TEXTS", "12"))
#: The seconds of the processor that reading may take, which are less than one on a machine that does nothing else.
PATIENCE: Final = 5


def use_of(pattern: str) -> patterns.Use:
    """Make a use of a pattern."""
    return patterns.Use("test", re.compile(pattern))


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a|a)*$", r"(?:[A-Z]{2,4}|JP)*!", r"\s+$", r"[.!](?:[0-9]+)*$", r"(?:,? (?:[A-Z]{2,4}|JP|DL))*:", r"a*b?a*c"],
)
def test_slow_patterns_are_known(pattern: str) -> None:
    """The texts that are tried show which patterns are slow."""
    assert [] != [*islice(patterns.slow_texts(use_of(pattern)), 1)]


@pytest.mark.parametrize("pattern", [r"(?<!a)(?:a|a)*+$", r"(?<!\s)\s++$", r"[.!](?:[0-9]++)*+$", r"(?>a|ab)c"])
def test_fast_patterns_are_known(pattern: str) -> None:
    """A pattern without ambiguous repetition is slow for none of them."""
    assert [] == [*patterns.slow_texts(use_of(pattern), most=60)]


def test_all_patterns_are_found() -> None:
    """Patterns of every package are among those that are tried, and how they are used is known of most."""
    packages = {use.module.split(".")[1] for use in USES}
    assert {
        "batch",
        "comparison",
        "extract",
        "letters",
        "model",
        "problems",
        "quantity",
        "redaction",
        "validation",
    } <= packages
    assert len(USES) > 250
    assert sum(not use.methods & patterns._METHODS for use in USES) < len(USES) / 3


@pytest.mark.parametrize("use", USES, ids=str)
def test_linear(use: patterns.Use) -> None:
    """No text that repeats what a pattern repeats takes longer than it is long."""
    assert [] == [*islice(patterns.slow_texts(use, most=TEXTS), 1)]


@given(pumping.pumped_letters())
def test_pumped_letters(letter: pumping.Pumped) -> None:
    """A letter in which anything is repeated is read within a second."""
    assert letter.seconds() < PATIENCE


@given(pumping.pumped_reports())
def test_pumped_reports(report: pumping.Pumped) -> None:
    """The same goes for a report, and for the letter that is made of it."""
    assert report.seconds() < PATIENCE
