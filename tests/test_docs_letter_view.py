"""The page of the documentation that shows the example letter beside its report."""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

import sqsreport

ROOT: Final = Path(__file__).parents[1]
LETTER: Final = ROOT / "examples" / "northmoor-2015.md"


def _pages(name: str) -> Any:
    """Import a module of the documentation, which is no package that is installed."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        return importlib.import_module(f"_pages.{name}")
    finally:
        sys.path.remove(str(ROOT / "docs"))


places, pairs, view, shown = map(_pages, ("places", "letter_pairs", "letter_view", "letter_shown"))

READING: Final = sqsreport.read_letter(LETTER)
SOURCES: Final = {where: passages for where, passages in READING.sources.items() if where}
#: Well-formed XML is asked for, and so a plain parser of it will do.
PAGE: Final = etree.fromstring(view.letter_and_report())


def values(where: str, found: Any) -> dict[str, str]:
    """Give every value of parsed JSON that is no object and no list as text, by its pointer."""
    if isinstance(found, (dict, list)):
        parts = found.items() if isinstance(found, dict) else enumerate(found)
        return {each: value for step, part in parts for each, value in values(f"{where}/{step}", part).items()}
    return {where: str(found)}


def text_of(element: Any) -> str:
    """Return what a reader sees of an element."""
    return "".join(element.itertext())


def part(anchor: str) -> Any:
    """Find a line or a field on the page by its anchor."""
    (found,) = PAGE.xpath("//li[@id=$anchor]", anchor=anchor)
    return found


def links_in(anchor: str, name: str) -> list[str]:
    """Return where the links of one line or field lead within the page."""
    found = part(anchor).xpath(f"./{name}/a[@class='lv-to']/@href")
    return [str(href).removeprefix("#") for href in found]


# ---------------------------------------------------------------------------- nothing is lost


def test_every_value_is_shown() -> None:
    """A reader finds every value of the report, as it stands there and in its order."""
    document = json.loads(LETTER.with_suffix(".json").read_text(encoding="utf-8"))
    found = {
        li.get("data-pointer"): text_of(value)
        for li in PAGE.xpath("//li[@data-pointer]")
        for value in li.xpath("./div/span[@class='lv-value']")
    }

    assert list(values("", document).items()) == list(found.items())


def test_every_line_is_shown() -> None:
    """A reader finds every line of the letter with its number, and all of its words."""
    expected = {
        str(number): line.replace("<i>", "").replace("</i>", "").replace("*", "").replace("\t", " ")
        for number, line in enumerate(LETTER.read_text(encoding="utf-8").splitlines(), 1)
        if line
    }
    found = {
        text_of(li[0]): text_of(*li.xpath("./span[@class='lv-text']"))
        for li in PAGE.xpath("//ol[@class='lv-passages']/li")
    }

    assert expected == found


def test_what_is_not_printed_says_so() -> None:
    """A value that no line of the letter says is marked as such, and no other is."""
    unprinted = [li.get("data-pointer") for li in PAGE.xpath("//li[contains(., 'not printed')][@data-pointer]")]

    assert ["/schema_version", "/id", "/language"] == unprinted
    assert set() == set(unprinted) & set(SOURCES)


def test_titles_are_those_of_the_schema() -> None:
    """A field has the title that the schema gives it, and what is in a list its number."""
    expected = {
        "/published": "Publication date",
        "/context/reoffending/rate": "Reoffending rate",
        "/context/reoffending/comparators/0": "Comparator 1",
        "/summary/0": "Summary 1",
        "/copy_list/7/recipients/1": "Recipients 2",
    }

    assert expected == {
        where: text_of(*part(view.field_id(where)).xpath("./div/a[@class='lv-name']")) for where in expected
    }


# ------------------------------------------------------------------------- one leads to the other


def test_anchors_are_unique_and_lead_somewhere() -> None:
    """No two places of the page have one anchor, and every link within it has an end."""
    anchors = Counter(PAGE.xpath("//@id"))
    wanted = {href[1:] for href in PAGE.xpath("//a/@href") if href.startswith("#")}
    wanted |= {each for ids in PAGE.xpath("//@data-to") for each in ids.split()}

    assert {} == {anchor: count for anchor, count in anchors.items() if count > 1}
    assert set() == wanted - set(anchors)


def test_a_field_lights_its_lines() -> None:
    """A field, or a group of them, lights the passages that `Reading.sources` gives for it, and no others."""
    expected = {where: {view.passage_id(passage) for passage in found} for where, found in SOURCES.items()}

    assert expected == {
        li.get("data-pointer"): set(li.get("data-to").split()) for li in PAGE.xpath("//li[@data-pointer][@data-to]")
    }


def test_links_lead_both_ways() -> None:
    """A line links to a field just when the field links to the line."""
    there = {
        (li.get("id"), anchor)
        for li in PAGE.xpath("//li[@data-pointer]")
        for anchor in links_in(li.get("id"), "div/span")
    }
    back = {
        (anchor, li.get("id"))
        for li in PAGE.xpath("//ol[@class='lv-passages']/li")
        for anchor in links_in(li.get("id"), "span")
    }

    assert there == back
    assert there <= {(view.field_id(where), view.passage_id(one)) for where, found in SOURCES.items() for one in found}


def test_no_value_is_without_its_line() -> None:
    """Every value that the letter prints links to all lines that say it."""
    expected = {
        where: [f"l{passage.line}" for passage in SOURCES[where]] for where in pairs.pairs().values if where in SOURCES
    }

    assert expected == {where: links_in(view.field_id(where), "div/span") for where in expected}


def test_words_spell_their_value() -> None:
    """Words in a line that light one field alone are how a letter prints its value."""
    (line,) = PAGE.xpath("//li[@id='l12']")
    found = {str(words.get("data-to")): text_of(words) for words in line.xpath(".//span[@class='lv-words']")}

    assert {
        "f-context-cases_examined": "20",
        "f-inspection-service-name": "Northmoor Youth Offending Service",
        "f-inspection-service-abbreviation": "YOS",
        "f-context-reoffending-rate": "39.5",
        "f-context-reoffending-comparators-0-rate": "37.9",
    } == found
    assert ["8 April 2015"] == [text_of(words) for words in part("l4").xpath(".//span[@class='lv-words']")]


def test_words_that_may_mean_another_value_are_not_marked() -> None:
    """A value that a line spells nowhere, or within longer words, is told by the line as a whole."""
    marked = {str(where) for where in PAGE.xpath("//span[@class='lv-words']/@data-to")}

    assert set() == marked & {"f-inspection-fieldwork-start", "f-footnotes-0-label", "f-sections-0-theme"}


# ------------------------------------------------------------------------ links to the reference


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("/published", "report.html#published"),
        ("/inspection/fieldwork", "inspection.html#fieldwork"),
        ("/inspection/fieldwork/start", "fieldwork.html#start"),
        ("/context/reoffending/published", "reoffending.html#published"),
        ("/introduction/0", "report.html#introduction"),
        ("/sections/0", "section.html"),
        ("/sections/0/paragraphs/1/text", "paragraph.html#text"),
        ("/recommendations/1/items/0/id", "item.html#id"),
        ("/extensions/org.example.review/tags/0", "report.html#extensions"),
    ],
)
def test_field_link(where: str, expected: str) -> None:
    """The name of a field leads to the page of the object that it is in, at its key."""
    assert f"reference/schema/{expected}" == places.field_link(where)


# ------------------------------------------------------------------------------- the front page


def test_front_page() -> None:
    """The front page shows the words that say a value beside the value, and leads to both."""
    found = etree.fromstring(shown.letter_becomes_data())
    rows = [
        (text_of(row[0][1]), text_of(row[1]), [str(href).partition("#")[2] for href in row.xpath(".//a/@href")])
        for row in found.xpath(".//div[@role='listitem']")
    ]

    assert [
        ("Publication date: 8 April 2015", '"published": "2015-04-08"', ["l4", "f-published"]),
        (
            "The published reoffending rate¹ for Northmoor was 39.5%.",
            '"rate": 39.5',
            ["l12", "f-context-reoffending-rate"],
        ),
        (
            "- 2.3. Managers signed off every plan, but in one-quarter of cases the signature stood under a plan with obvious gaps.",
            '{"number": "2.3", "text": "Managers signed off every plan, but in …"}',
            ["l35", "f-sections-1-paragraphs-2"],
        ),
        (
            "- Plans should be reviewed when something important changes, on a form that is quick to use.",
            '{"id": "recommendation-2", "text": "Plans should be reviewed when something …"}',
            ["l60", "f-recommendations-1"],
        ),
    ] == rows
