"""Reading takes linear time: no text makes a regular expression of the package slow, and no letter is slow to read."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from itertools import islice
from typing import Final

import pytest
from hypothesis import given

from support import patterns, pumping

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a slow pattern is interrupted by a signal"),
]

#: How many texts are tried with each pattern; `nox -s faults` tries more.
TEXTS: Final = int(os.environ.get("SQSREPORT_PUMPED_TEXTS", "12"))
#: The seconds of processor time for one text. On an idle machine reading takes less than one second.
PATIENCE: Final = 5


@functools.cache
def uses() -> list[patterns.Use]:
    """Return every pattern of the package, which are collected only where these tests run."""
    return patterns.collect()


def use_of(pattern: str) -> patterns.Use:
    """Return a use of a pattern."""
    return patterns.Use("test", re.compile(pattern))


@pytest.mark.parametrize(
    "pattern",
    [r"(?:a|a)*$", r"(?:[A-Z]{2,4}|JP)*!", r"\s+$", r"[.!](?:[0-9]+)*$", r"(?:,? (?:[A-Z]{2,4}|JP|DL))*:", r"a*b?a*c"],
)
def test_slow_patterns_are_known(pattern: str) -> None:
    """A pattern that is known to be slow is detected."""
    assert [] != [*islice(patterns.slow_texts(use_of(pattern)), 1)]


@pytest.mark.parametrize("pattern", [r"(?<!a)(?:a|a)*+$", r"(?<!\s)\s++$", r"[.!](?:[0-9]++)*+$", r"(?>a|ab)c"])
def test_fast_patterns_are_known(pattern: str) -> None:
    """No text makes a pattern without ambiguous repetition slow."""
    assert [] == [*patterns.slow_texts(use_of(pattern), most=60)]


def test_all_patterns_are_found() -> None:
    """The patterns of every package are tested, with the methods that most of them are called with."""
    packages = {use.module.split(".")[1] for use in uses()}
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
    assert len(uses()) > 250
    assert sum(not use.methods & patterns._METHODS for use in uses()) < len(uses()) / 3


@pytest.mark.parametrize("module", [name for name, _ in patterns.modules()])
def test_linear(module: str, record_property: Callable[[str, object], None]) -> None:
    """No text that repeats parts of a pattern of a module takes more than linear time."""
    own = [use for use in uses() if use.module == module]
    record_property("tried", len(own))
    assert [] == [(str(use), slow) for use in own for slow in islice(patterns.slow_texts(use, most=TEXTS), 1)]


@given(pumping.pumped_letters())
def test_pumped_letters(letter: pumping.Pumped) -> None:
    """A letter with any part repeated is read within a second."""
    assert letter.seconds() < PATIENCE


@given(pumping.pumped_reports())
def test_pumped_reports(report: pumping.Pumped) -> None:
    """A report with any part repeated, and the letter that is written from it, are read within a second."""
    assert report.seconds() < PATIENCE
