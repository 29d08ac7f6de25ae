"""Invented letters in every layout, next to the reports that a careful reader makes of them by hand."""

from __future__ import annotations

import difflib
from itertools import chain
from operator import attrgetter
from pathlib import Path

import pytest

import sqsreport
from sqsreport.letters import Reading
from sqsreport.problems import errors_in

GOLDEN = Path(__file__).parent / "golden"
_BESIDE = (".json", ".leftovers.txt", "README.md")
#: Every letter of the folder. What is expected of one stands beside it, under its name.
LETTERS = [path for path in sorted(GOLDEN.iterdir()) if not path.name.endswith(_BESIDE)]
_FEWEST = 12

_NAME = attrgetter("name")
every_letter = pytest.mark.parametrize("letter", LETTERS, ids=_NAME)


@pytest.fixture(scope="module")
def readings() -> dict[Path, Reading]:
    """Keep what was read, so that no letter is read twice."""
    return {}


@pytest.fixture
def reading(letter: Path, readings: dict[Path, Reading]) -> Reading:
    """Read a letter."""
    if letter not in readings:
        readings[letter] = sqsreport.read_letter(letter)
    return readings[letter]


def differences(expected: str, actual: str) -> str:
    """Show how two texts differ, line by line; nothing when they do not."""
    return "\n".join(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "read", "", "", 1))


def test_enough_letters() -> None:
    """The folder has a dozen letters or more, in each format that a person can read as text."""
    assert len(LETTERS) >= _FEWEST
    assert {path.suffix for path in LETTERS} == {".txt", ".md", ".html"}


@every_letter
def test_expected_report_is_valid(letter: Path) -> None:
    """What is expected of a letter is a valid report, in the form in which reports are written."""
    expected = letter.with_suffix(".json")
    assert errors_in(sqsreport.validate(expected)) == []
    assert sqsreport.dumps(sqsreport.load(expected)) == expected.read_text(encoding="utf-8")


@every_letter
def test_report(letter: Path, reading: Reading) -> None:
    """A letter becomes the report that a person made of it."""
    expected = letter.with_suffix(".json").read_text(encoding="utf-8")
    assert reading.report is not None, "\n".join(map(str, reading.problems))
    assert differences(expected, sqsreport.dumps(reading.report)) == ""
    assert errors_in(reading.problems) == []


@every_letter
def test_leftovers(letter: Path, reading: Reading) -> None:
    """The leftovers are exactly the text for which a person found no place, word for word."""
    expected = letter.with_suffix(".leftovers.txt").read_text(encoding="utf-8")
    found = "".join(f"{each.text}\n" for each in reading.leftovers)
    assert differences(expected, found) == ""


@pytest.mark.parametrize("letter", [path for path in LETTERS if path.suffix != ".html"], ids=_NAME)
def test_accounts_for_every_line(letter: Path, reading: Reading) -> None:
    """Every line that is not blank is in the report or in the leftovers, complete and in its place."""
    accounted = {
        passage.line + further: line.strip()
        for passage in chain(reading.leftovers, *reading.sources.values())
        if passage.line is not None
        for further, line in enumerate(passage.text.split("\n"))
    }
    text = letter.read_text(encoding="utf-8").replace("\f", " ")
    lines = {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}
    assert accounted == lines


@every_letter
def test_is_described(letter: Path) -> None:
    """The table of the folder describes each letter."""
    assert f"| `{letter.name}` |" in (GOLDEN / "README.md").read_text(encoding="utf-8")
