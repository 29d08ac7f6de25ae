"""The front page of the documentation shows lines of the example letter, with links into the whole letter."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree, html  # type: ignore[import-untyped]  # it has no types of its own

ROOT: Final = Path(__file__).parents[2]


def _pages(name: str) -> Any:
    """Import a module of the documentation, which is not an installed package."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        return importlib.import_module(f"_pages.{name}")
    finally:
        sys.path.remove(str(ROOT / "docs"))


places, review, shown = map(_pages, ("schema.places", "letters.review", "letters.shown"))


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
    """A JSON Pointer links to the page of the object that contains it, at its key."""
    assert f"reference/schema/{expected}" == places.field_link(where)


def text_of(element: Any) -> str:
    """Return the visible text of an element."""
    return "".join(element.itertext())


def test_front_page() -> None:
    """The front page shows each value next to its words, with a link to their line in the letter."""
    page = html.document_fromstring(review.make_files()[review.ADDRESS].decode())
    rendered = etree.fromstring(shown.letter_becomes_data())
    rows = [
        (text_of(row[0][1]), text_of(row[1]), [str(href) for href in row.xpath(".//a/@href")])
        for row in rendered.xpath(".//div[@role='listitem']")
    ]
    expected = [
        ("Publication date: 8 April 2015", '"published": "2015-04-08"', ["8 April 2015"] * 2),
        (
            "The published reoffending rate¹ for Northmoor was 39.5%.",
            '"rate": 39.5',
            ["reoffending rate"] * 2,
        ),
        (
            "- 2.3. Managers signed off every plan, but in one-quarter of cases the signature stood under a plan with obvious gaps.",
            '{"number": "2.3", "text": "Managers signed off every plan, but in …"}',
            ["2.3. Managers"] * 2,
        ),
        (
            "- Plans should be reviewed when something important changes, on a form that is quick to use.",
            '{"id": "recommendation-2", "text": "Plans should be reviewed when something …"}',
            ["Plans should be reviewed"] * 2,
        ),
    ]

    assert [each[:2] for each in expected] == [each[:2] for each in rows]
    for (_, _, words), (_, _, links) in zip(expected, rows, strict=True):
        for word, link in zip(words, links, strict=True):
            address, anchor = link.split("#")
            (line,) = page.xpath("//li[@id=$anchor]", anchor=anchor)
            assert review.ADDRESS == address
            assert word in text_of(line)
