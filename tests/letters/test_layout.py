"""Recognising a line of a letter by its words alone."""

from __future__ import annotations

import pytest

from sqsreport.letters import layout
from sqsreport.letters.layout import Bullet

LONG = " and what else there is to say of it" * 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To: Ivy Garland", ("to", "Ivy Garland")),
        ("TO : Ivy Garland", ("to", "Ivy Garland")),
        ("**To:** Ivy Garland", ("to", "Ivy Garland")),
        ("To\tIvy Garland", ("to", "Ivy Garland")),
        ("To   Ivy Garland ", ("to", "Ivy Garland")),
        ("Copy to: See list", ("copy to", "See list")),
        ("Copies to: See list", ("copy to", "See list")),
        ("cc: See list", ("copy to", "See list")),
        ("From: Rowan Ashby", ("from", "Rowan Ashby")),
        ("Published: 8 April 2015", ("date", "8 April 2015")),
        ("Date of publication: 8 April 2015", ("date", "8 April 2015")),
        ("Report date: 8 April 2015", ("date", "8 April 2015")),
        ("To:", ("to", "")),
        ("To Ivy Garland", None),
        ("Subject: A letter", None),
    ],
)
def test_labels(text: str, expected: tuple[str, str] | None) -> None:
    """A line of the header has one of four labels, in whatever words and markup, and a value."""
    assert expected == layout.label(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To: Ivy Garland From: Rowan Ashby", [("to", "Ivy Garland"), ("from", "Rowan Ashby")]),
        ("To: Ivy Garland", [("to", "Ivy Garland")]),
        ("Dear all, From: Rowan Ashby", []),
        ("Dear all", []),
    ],
)
def test_labels_that_ran_together(text: str, expected: list[tuple[str, str]]) -> None:
    """A line is taken apart at its labels when it begins with one."""
    assert expected == layout.labelled(text)


@pytest.mark.parametrize(("text", "expected"), [("To", "to"), (" cc ", "copy to"), ("To: Ivy", None), ("Dear", None)])
def test_a_label_alone(text: str, expected: str | None) -> None:
    """A label needs no colon if nothing follows it."""
    assert expected == layout.bare_label(text)


@pytest.mark.parametrize(
    ("name", "value", "following", "is_cut", "expected"),
    [
        ("to", "", "Ivy Garland", False, True),
        ("to", "", "Dear Ms Garland", False, False),
        ("to", "Ivy Garland,", "Chair", False, True),
        ("to", "Ivy Garland", "of the Board", False, True),
        ("to", "Ivy Garland", "(Northmoor)", False, True),
        ("to", "Ivy Garland", "Chair of the Board", False, True),
        ("to", "Ivy Garland", "Board House, 1 Bridge Street", False, False),
        ("to", "Ivy Garland", "Northmoor", False, False),
        ("to", "Ivy Garland", "Northmoor", True, True),
        ("copy to", "See copy list at end", "Chair of the Board", True, False),
        ("date", "8 April", "2015", False, True),
        ("date", "8 April 2015", "and later", True, False),
        ("date", "8 April", "Northmoor", True, False),
    ],
)
def test_values_that_go_on(name: str, value: str, following: str, is_cut: bool, expected: bool) -> None:
    """A line continues the value above it if that is incomplete, or if it could be nothing else."""
    assert expected is layout.value_goes_on(name, value, following, is_cut=is_cut)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Report of Short Quality Screening (SQS) of youth offending work in Northmoor", True),
        ("SHORT QUALITY SCREENING OF YOUTH OFFENDING WORK IN WYREX", True),
        ("Youth offending work in Northmoor.", False),
        ("Youth offending work in Northmoor;", False),
        ("Youth offending work in Northmoor" + LONG, False),
        ("A letter", False),
    ],
)
def test_titles(text: str, expected: bool) -> None:
    """The title of a letter names the screening, is not long, and does not end as a sentence does."""
    assert expected is layout.is_title(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Context", ("context", None)),
        ("THE CONTEXT :", ("context", None)),
        ("Executive summary", ("summary", None)),
        ("Commentary on the inspection in Northmoor:", ("commentary", "Northmoor")),
        ("Commentary", ("commentary", None)),
        ("Key strengths", ("strengths", None)),
        ("Particular strengths:", ("strengths", None)),
        ("Areas requiring improvement", ("recommendations", None)),
        ("Copies to", ("copy_list", None)),
        ("Background", ("context", None)),
        ("Summary of our findings", ("summary", None)),
        ("Commentary on our findings", ("commentary", None)),
        ("What was done well", ("strengths", None)),
        ("Areas in need of improvement:", ("recommendations", None)),
        ("What needs to improve", ("recommendations", None)),
        ("cc", ("copy_list", None)),
        ("Copies of this letter have been sent to:", ("copy_list", None)),
        ("Circulation list", ("copy_list", None)),
        ("Notes", ("notes", None)),
        ("Contexts", None),
        ("Background noise", None),
        ("What was done", None),
        ("Commentary in North" + "moor" * 10, ("commentary", "North" + "moor" * 10)),
        ("Commentary on youth offending work in North" + "moor" * 20, None),
    ],
)
def test_headings_of_parts(text: str, expected: tuple[str, str | None] | None) -> None:
    """A heading begins a part by its words, and that of the commentary may name the area."""
    assert expected == layout.part_heading(text)


@pytest.mark.parametrize(
    ("part", "headings"),
    [
        (
            "context",
            "Introduction and context|Context of the inspection|About this inspection|Background to the inspection",
        ),
        ("summary", "Overview|Headline findings|Our judgement|Key messages"),
        ("commentary", "Detailed findings|Findings by theme|Commentary on the work of the YOS|Commentary: Northmoor"),
        ("strengths", "Key strengths identified|Notable strengths|Examples of good practice|What works well"),
        (
            "recommendations",
            "Priorities for improvement|Matters requiring attention|Required improvements|Improvements needed",
        ),
        ("copy_list", "Copied for information to:|This letter has been copied to:|Copy recipients|Copi i / Copy to:"),
    ],
)
def test_other_headings_of_parts(part: str, headings: str) -> None:
    """Each part is recognised by the headings of other writers, and by the quick check for headings, too."""
    assert {part} == {(layout.part_heading(each) or ("",))[0] for each in headings.split("|")}
    assert all(map(layout.may_be_heading, headings.split("|")))


@pytest.mark.parametrize(
    "text",
    [
        "Management of the service",
        "Leadership and partnership",
        "Governance",
        "Staffing and management",
        "Operational issues",
    ],
)
def test_other_headings_of_operational_management(text: str) -> None:
    """The section without a theme is recognised by the headings of other writers."""
    assert layout.is_operational_management(text)
    assert layout.may_be_heading(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Work to reduce reoffending", True),
        ("Keeping other people safe", True),
        ("Managing the risk of harm to others", True),
        ("Managing the risk of harm to others took time", False),
        ("Protecting vulnerable children", True),
        ("Compliance and engagement", True),
        ("Reducing reoffending", True),
        ("Reducing reoffending :", True),
        ("1. Reducing reoffending", True),
        ("1 – Reducing reoffending", True),
        ("1 Reducing reoffending by what is known to work:", True),
        ("Reducing reoffending by what is known to work", False),
        ("Protecting the public (risk of harm to others)", True),
        ("Keeping children and young people safe", True),
        ("Keeping children and young people safe was a strength", False),
        ("Making sure that the sentence of the court is served", True),
        ("Delivering the sentence of the court", True),
        ("Delivering the sentence of the court took time", False),
        ("reducing reoffending", False),
        ("1. reducing reoffending", False),
        ("1. Reducing reoffending.", False),
        ("1. Reducing reoffending" + LONG, False),
        ("1. REDUCING REOFFENDING IN WYREX", True),
        ("1. Context", False),
    ],
)
def test_titles_of_themes(text: str, expected: bool) -> None:
    """The title of a theme begins with a capital letter and is not a sentence; with a number it may be longer."""
    assert expected is layout.is_theme(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Reducing reoffending:", ("1", "Reducing reoffending")),
        ("**12) Reducing reoffending:**", ("12", "Reducing reoffending")),
        ("*Work in WYREX*:", (None, "Work in WYREX")),
        ("**Theme 1: Reducing reoffending**", ("1", "Reducing reoffending")),
        ("Section 2 – Work in WYREX", ("2", "Work in WYREX")),
        ("Reducing reoffending", (None, "Reducing reoffending")),
    ],
)
def test_numbers_of_headings(text: str, expected: tuple[str | None, str]) -> None:
    """The number of a heading is taken off, and so are its emphasis and its colon."""
    assert expected == layout.heading_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• Staff", Bullet("•", "Staff")),
        ("•Staff", Bullet("•", "Staff")),
        ("- Staff", Bullet("-", "Staff")),
        ("o Staff", Bullet("letter_o", "Staff")),
        ("(ii) Staff", Bullet("roman", "Staff")),
        ("b) Staff", Bullet("alpha", "Staff")),
        ("12. Staff", Bullet("arabic", "Staff")),
        ("Staff", None),
        ("-Staff", None),
    ],
)
def test_bullets(text: str, expected: Bullet | None) -> None:
    """An item begins with a glyph, or a numbering of some kind."""
    assert expected == layout.bullet(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("1.2", "1.2"), ("(1.2)", "1.2"), ("2. 1.2", "1.2"), ("2. Staff", None)]
)
def test_numbers_alone(text: str, expected: str | None) -> None:
    """The number of a paragraph may have a line of its own, also after one that its list prints."""
    assert expected == layout.bare_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2. Reports were clear.", ("1.2", "Reports were clear.")),
        ("1.2 Reports were clear.", ("1.2", "Reports were clear.")),
        ("(1.2) Reports were clear.", ("1.2", "Reports were clear.")),
        ("\\[1.2\\] Reports were clear.", ("1.2", "Reports were clear.")),
        ("**(1.2)** Reports were clear.", ("1.2", "Reports were clear.")),
        ("**1.2**. Reports were clear.", ("1.2", "Reports were clear.")),
        ("1.2 . Reports were clear.", ("1.2", "Reports were clear.")),
        ("¶1.2 Reports were clear.", ("1.2", "Reports were clear.")),
        ("Paragraph 1.2 – Reports were clear.", ("1.2", "Reports were clear.")),
        ("Paragraph 1.2 has more.", None),
        ("1.2.3.4 Reports were clear.", None),
        ("Reports were clear.", None),
    ],
)
def test_numbers_of_paragraphs(text: str, expected: tuple[str, str] | None) -> None:
    """The number of a paragraph has two parts."""
    assert expected == layout.numbered(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Note 1: We are independent.", "We are independent."),
        ("Note: We are independent.", "We are independent."),
        ("**Note 1:** We are independent.", "We are independent."),
        ("*Note 1*: We are independent.", "We are independent."),
        ("*Note 1: We are independent.*", "*We are independent.*"),
        ("**Note 1: We are independent.", "**We are independent."),
        ("Note 1 – We are independent.", "We are independent."),
        ("Note 1:", ""),
        ("Note 1", ""),
        ("Notes: We are independent.", None),
        ("Noted.", None),
    ],
)
def test_notes(text: str, expected: str | None) -> None:
    """A printed note is read without its label."""
    assert expected == layout.note(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¹² A day.", ("12", "A day.")),
        ("[^b]: A day.", ("b", "A day.")),
        ("[1] A day.", ("1", "A day.")),
        ("1. The reoffending rate", ("1", "The reoffending rate")),
        ("1. A day.", None),
        ("A day.", None),
    ],
)
def test_footnotes(text: str, expected: tuple[str, str] | None) -> None:
    """A footnote is known by its mark, or by a figure before a word on the rate."""
    assert expected == layout.footnote(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 The rate", ("1", "The rate")),
        ("2No report of it", ("2", "No report of it")),
        ("12 The rate", None),
        ("1 case", None),
        ("1A", None),
        ("The rate", None),
    ],
)
def test_footnotes_with_a_bare_figure(text: str, expected: tuple[str, str] | None) -> None:
    """What may be a footnote without a mark begins with one figure and a capital letter."""
    assert expected == layout.bare_footnote(text)


@pytest.mark.parametrize(
    ("text", "following", "expected"),
    [
        ("Published by the Ministry of Justice.", "Source: a table", True),
        ("For the July 2013 - June 2014 cohort.", "Another line", True),
        ("For the July 2013 - June 2014 cohort.", "Source: a table", False),
        ("For the cohort of 2013", "Another line", False),
    ],
)
def test_where_a_footnote_ends(text: str, following: str, expected: bool) -> None:
    """A footnote on the rate ends after its source, or after its cohort if no source follows."""
    assert expected is layout.footnote_ends(text, following)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7", True), ("- 7 -", True), ("Page 7 of 12", True), ("- 7", False), ("7 cases", False), ("1" * 30, False)],
)
def test_page_numbers(text: str, expected: bool) -> None:
    """A page number is alone, between dashes, or followed by the number of pages."""
    assert expected is layout.is_page_number(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("---", True), ("--", True), ("_ _ _", True), ("-", False), ("", False), ("--x", False)]
)
def test_rules(text: str, expected: bool) -> None:
    """A line that only runs across the page has two characters or more, and all of them are strokes."""
    assert expected is layout.is_rule(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Role Recipients", True),
        ("NAME", True),
        ("Role of the Board", False),
        ("", False),
    ],
)
def test_columns_of_the_copy_list(text: str, expected: bool) -> None:
    """The names of the columns are those words and no others."""
    assert expected is layout.are_columns(text.split())
