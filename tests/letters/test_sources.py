"""The sources of a report: every word of a letter has a place in the report or in the leftovers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import sqsreport
from laws.draws import HALF_LINES, LETTER
from laws.of_letters import lines_of, unsaid
from sqsreport import letters
from sqsreport.letters import Reading

EXAMPLES = Path(__file__).parents[2] / "examples"

#: What no letter prints, or nobody reads off it: it is made.
MADE = {"/schema_version", "/id", "/language"}


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Return the reading of the example letter."""
    return sqsreport.read_letter(EXAMPLES / "northmoor-2015.md")


def pointers(value: Any, where: str = "") -> Iterator[str]:
    """Yield the JSON Pointers of all values of a document."""
    yield where
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in steps:
        yield from pointers(part, f"{where}/{step}")


def test_every_value_has_its_place(reading: Reading) -> None:
    """Every value that the letter prints has its passages; only generated values have none."""
    document = json.loads((EXAMPLES / "northmoor-2015.json").read_text(encoding="utf-8"))
    assert {*pointers(document)} - {*reading.sources} == MADE
    assert {*reading.sources} - {*pointers(document)} == set()


@pytest.mark.parametrize(
    ("pointer", "start"),
    [
        ("/title", "Report of Short Quality Screening"),
        ("/published", "<i>Publication date:</i>"),
        ("/addressee/role", "<i>To:</i>"),
        ("/inspection/fieldwork/end", "The inspection was conducted"),
        ("/inspection/lead_inspector/email", "If you would like to know more"),
        ("/inspection/previous/0", "Northmoor YOS had moved forward"),
        ("/context/cases_examined", "What is found out"),
        ("/context/reoffending/cohort/start", "¹ This was the latest rate"),
        ("/sections/2", "3. Protecting the child"),
        ("/sections/2/paragraphs/1/text", "- 3.2. On the coast"),
        ("/recommendations/1/id", "- Plans should be reviewed"),
        ("/copy_list/8/recipients/0", "Care Quality Commission"),
        ("/footnotes/0/text", "¹ This was the latest rate"),
        ("/notes/2", "Note 3:"),
    ],
)
def test_place(reading: Reading, pointer: str, start: str) -> None:
    """A place is line and column, with the words as the letter has them."""
    passage = reading.sources[pointer][0]
    assert passage.text.startswith(start)
    assert passage.line is not None
    assert lines_of(LETTER)[passage.line] == passage.text
    assert passage.column == 1
    assert (passage.page, passage.box) == (None, None)


def test_paragraph_that_was_cut(reading: Reading) -> None:
    """A paragraph that a footnote cut in two has two passages, and the footnote between them is its own."""
    first, second = reading.sources["/sections/0/paragraphs/0"]
    (note,) = reading.sources["/footnotes/0"]
    assert first.line is not None
    assert second.text.startswith("the report said little")
    assert [passage.line for passage in (note, second)] == [first.line + 2, first.line + 4]


def test_digest(reading: Reading) -> None:
    """The digest is that of the letter's bytes, so that a place can be trusted to be in this very file."""
    assert reading.sha256 == hashlib.sha256((EXAMPLES / "northmoor-2015.md").read_bytes()).hexdigest()


def test_embedded_report_has_places(reading: Reading) -> None:
    """A report that the letter carries has the places of its text."""
    assert reading.report is not None
    extended = attrs.evolve(reading.report, extensions={"org.example": 1})
    found = letters.read(letters.write(extended, "markdown"), "markdown")
    assert found.report == extended
    assert "/extensions" not in found.sources
    assert found.sources["/summary/0"][0].text == str(reading.report.summary[0])


def test_letter_that_is_none() -> None:
    """If a letter results in no report, everything is a leftover, and nothing has a source."""
    found = letters.read(b"Dear Sir,\n\nhow are you?\n", "markdown")
    assert found.sources == {}
    assert [passage.text for passage in found.leftovers] == ["Dear Sir,", "how are you?"]


@pytest.mark.parametrize("line", HALF_LINES)
@pytest.mark.parametrize(
    "before", ["<i>To:", "Report of", "Context", "2. Protecting", "Key strengths", "Copy to:", "Note 2"]
)
def test_values_that_are_printed_in_part(before: str, line: str) -> None:
    """A line that contains a value and more text is a leftover, too."""
    found = letters.read(f"\n{LETTER}".replace(f"\n{before}", f"\n{line}\n\n{before}", 1).encode(), "markdown")
    assert unsaid(found) == {}
