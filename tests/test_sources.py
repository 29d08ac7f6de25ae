"""Where a report comes from: every word of a letter has a place, in the report or among the leftovers."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqsreport
from sqsreport import letters
from sqsreport.letters import Passage, Reading, markdown

EXAMPLES = Path(__file__).parents[1] / "examples"
LETTER = (EXAMPLES / "northmoor-2015.md").read_text(encoding="utf-8")

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


def accounted(found: Reading) -> set[Passage]:
    """Return the passages that are in the report or left over."""
    return {*found.sources.get("", ()), *found.leftovers}


def lines_of(text: str) -> dict[int, str]:
    """Return the lines of a text that are not blank, without the space around them."""
    return {number: line.strip() for number, line in enumerate(text.split("\n"), 1) if line.strip()}


def test_every_value_has_its_place(reading: Reading) -> None:
    """Every value of a report that the letter prints has the passages that say it, and only the made ones have none."""
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
    """Of a letter that makes no report everything is left over, and nothing has a place in it."""
    found = letters.read(b"Dear Sir,\n\nhow are you?\n", "markdown")
    assert found.sources == {}
    assert [passage.text for passage in found.leftovers] == ["Dear Sir,", "how are you?"]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_nothing_is_lost(data: st.DataObject) -> None:
    """Report and leftovers account for every character that is not blank, also when lines are lost or out of order."""
    parts = st.sampled_from(
        [*LETTER.split("\n"), "## A heading", "- 3 -", "| a | b |", "| --- | --- |", "[^1]: x", "1. y"]
    )
    head = LETTER.split("\n\n")[:3] if data.draw(st.booleans()) else []
    text = "\n".join([*head, *data.draw(st.lists(parts, max_size=40))])
    passages = accounted(letters.read(text.encode(), "markdown"))
    found = {passage.line: passage.text for passage in passages if "\n" not in passage.text}
    ruled = {
        line: each for p in passages if "\n" in p.text for line, each in enumerate(p.text.split("\n"), p.line or 0)
    }
    assert lines_of(text) == ruled | found


#: The values that hold the words of a letter, each once; the others are made of those.
PRINTED = re.compile(
    r"/(?:title|published|(?:addressee|sender)/(?:name|role)|(?:introduction|summary|closing|notes|context/paragraphs)/\d+|"
    r"sections/\d+/(?:number|title|paragraphs/\d+/(?:number|text))|(?:strengths|recommendations)/.*/text|"
    r"(?:strengths|recommendations)/\d+/text|copy_list/\d+/(?:role|recipients/\d+)|footnotes/\d+/(?:label|text))"
)
#: What a report says by its keys and its order: labels, headings of parts, numbers and bullets of items.
BY_FORM = re.compile(
    r"(?:[*_]*(?:To|From|Date|Copy to|Publication date)[*_]*:|See copy list at end|Role(?=[|\s]+Recip)|Recipients|"
    r"\s*(?:and )?(?=\w+(?: \w+)?$)|(?:[#*\s]*(?:Context|Summary|Commentary(?: on the inspection in Northmoor)?|"
    r"Key strengths|Areas requiring improvement)[:*\s]*$)|\s*(?:[-•*]\s+)?(?:\(?(?:[ivx]+|[a-z]|\d+)[.)]\s)?|"
    r"Note \d*:|(?<=\w) and (?=\w))"
)


def letters_of(text: str) -> Counter[str]:
    """Count the letters and figures of a text, by themselves and without the tags among them."""
    plain = unicodedata.normalize("NFKC", re.sub(r"</?i>", "", text)).casefold()
    return Counter(filter(str.isalnum, plain))


def unsaid(found: Reading) -> dict[Passage, str]:
    """Return the letters and figures of each passage that is neither left over nor in the values made of it."""
    if found.report is None:
        return {}
    document = json.loads(sqsreport.dumps(found.report))
    said: dict[Passage, str] = {}
    for where, passages in found.sources.items():
        if PRINTED.fullmatch(where):
            value = str(resolve(document, where))
            words = f"{found.report.published:%A the %dth of %B %Y}" if where == "/published" else value
            said |= {passage: f"{said.get(passage, '')} {words}" for passage in passages}
    every = {passage for passage in found.sources[""] if passage not in found.leftovers}
    left = {each: letters_of(BY_FORM.sub("", each.text)) - letters_of(said.get(each, "")) for each in every}
    return {passage: "".join(rest.elements()) for passage, rest in left.items() if rest}


def resolve(document: Any, where: str) -> Any:
    """Return the value at a JSON Pointer."""
    for step in where.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


#: Lines of which a report can hold a part and no more.
HALF_LINES = (
    "Publication date: 10 August 2016 (embargoed)",
    "To: Ash Lee, Chair From: Rowan Ashby To: Fern Hollis",
    "Copy to: Basil Thorne From: Rowan Ashby, Inspector",
    "Copy to: See copy list at end, and by hand to Basil Thorne",
    "From: [Rowan Ashby](mailto:rowan@example.org), Inspector",
    "From: Rowan Ashby, Inspector (telephone 01632 960000)",
    "To: Ash Lee, Chair[^1]",
    "Date: soon From: Rowan Ashby",
    "Our ref: YJ/12",
    "# Report of Short Quality Screening (SQS) of youth offending work in [Northmoor](https://example.org/n)",
    "Commentary on the inspection in Southmoor:",
    "| Context | and what else it says |\n| --- | --- |",
    "### 2. [Protecting the public](https://example.org/2)",
    "Police\t*[Ash Lee](mailto:ash@example.org)*",
    "[^7]: Published in April 2014 for the July 2011 - June 2012 cohort.",
    "1. Quality assurance",
    "Key strengths: there were many",
)


@pytest.mark.parametrize("line", HALF_LINES)
@pytest.mark.parametrize(
    "before", ["<i>To:", "Report of", "Context", "2. Protecting", "Key strengths", "Copy to:", "Note 2"]
)
def test_what_is_said_in_part(before: str, line: str) -> None:
    """A line of which a value was made, and which says more than that, is left over as well."""
    found = letters.read(f"\n{LETTER}".replace(f"\n{before}", f"\n{line}\n\n{before}", 1).encode(), "markdown")
    assert unsaid(found) == {}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_character_is_lost(data: st.DataObject) -> None:
    """Every letter and figure is in a value that is made of its passage, or left over, wherever lines were put or lost."""
    blocks = LETTER.split("\n\n")
    for _ in range(data.draw(st.integers(0, 6))):
        blocks.insert(data.draw(st.integers(0, len(blocks))), data.draw(st.sampled_from((*HALF_LINES, *blocks))))
    for _ in range(data.draw(st.integers(0, 4))):
        del blocks[data.draw(st.integers(5, len(blocks) - 1))]
    found = letters.read("\n\n".join(blocks).encode(), "markdown")
    assert unsaid(found) == {}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_accounted_for(text: str) -> None:
    """Whatever the text, its passages are those of its blocks, each once, and all are accounted for."""
    source = markdown.parse(text.encode("utf-8", "surrogatepass"))
    found = letters.read(text.encode("utf-8", "surrogatepass"), "markdown")
    assert accounted(found) == {line.passage for block in source.blocks for line in block.lines}
