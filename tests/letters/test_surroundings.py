"""What the reading of letters makes of what surrounds a letter, and of other texts than one letter."""

from __future__ import annotations

import io
import textwrap
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

import sqsreport
from sqsreport import letters
from sqsreport.model import Person
from support.letter_parts import letter, read, standard, told, wrapped

EXAMPLE: Final = (Path(__file__).parents[2] / "examples" / "northmoor-2015.md").read_text(encoding="utf-8")
EMAIL: Final = """From: Democratic Services
Sent: 3 March 2017 09:12
To: Members of the Committee
Subject: FW: a letter

Dear all,

Please find below the letter of the inspectorate.
"""
SITE: Final = """Home
Reports
Published: 1 June 2019
From: HM Inspectorate of Probation

"""


@pytest.mark.parametrize("before", [EMAIL, SITE, "(SQS) of youth offending work in Northmoor\n\n"])
def test_labels_and_titles_above_the_letter(before: str) -> None:
    """The head of an e-mail, a web site or a page above a letter changes nothing in its report."""
    reading = letters.read(f"{before}\n{letter()}".encode(), "markdown")

    assert read(letter()) == reading.report


def test_a_letterhead_beside_the_labels() -> None:
    """An address in a third column of the header is not part of the values, and is a leftover."""
    rows = [
        ("To:", "Ivy Garland, Chair of the Northmoor Management Board", "HM Inspectorate of Probation"),
        ("From:", "Rowan Ashby, Assistant Chief Inspector", "1 Bridge Street"),
        ("Publication date:", "8 April 2015", "Northmoor"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    parts = standard() | {"to": "", "sender": "", "date": ""}
    body = "".join(f"<p>{part}</p>".replace("\n\n", "</p><p>") for part in parts.values() if part)
    reading = letters.read(f"<html><body><table>{cells}</table>{body}</body></html>".encode(), "html")

    assert reading.report is not None
    assert Person(name="Ivy Garland", role="Chair of the Northmoor Management Board") == reading.report.addressee
    assert Person(name="Rowan Ashby", role="Assistant Chief Inspector") == reading.report.sender
    assert {"HM Inspectorate of Probation", "1 Bridge Street", "Northmoor"} <= {each.text for each in reading.leftovers}


def test_a_date_that_is_not_among_the_labels() -> None:
    """A date above a letter whose labels have none is taken, with a problem that points at it."""
    text = letter(date="", to=f"Published: 1 June 2019\n\nMany people have read this page.\n\n{standard()['to']}")
    reading = letters.read(text.encode(), "markdown")

    assert reading.report is not None
    assert "2019-06-01" == reading.report.published.isoformat()
    assert ["/published"] == [problem.pointer for problem in reading.problems if problem.code == "SQS515"]


def test_several_letters_in_a_file() -> None:
    """Of two letters in a file the first is read, with a problem; `read_letters` reads each by itself."""
    other = EXAMPLE.replace("Northmoor", "Southmoor").replace("9-11 March 2015", "2-4 February 2015")
    both = f"{EXAMPLE}\n{other}".encode()

    reading = letters.read(both, "markdown")
    assert letters.read(EXAMPLE.encode(), "markdown").report == reading.report
    assert ["SQS418"] == [problem.code for problem in reading.problems]
    assert any("Southmoor" in passage.text for passage in reading.leftovers)

    readings = sqsreport.read_letters(io.BytesIO(both), format="markdown")
    assert [letters.read(each.encode(), "markdown").report for each in (EXAMPLE, other)] == [
        each.report for each in readings
    ]
    assert [(), ()] == [each.problems for each in readings]


def test_a_single_letter_in_a_file() -> None:
    """`read_letters` gives one reading for a file with one letter."""
    (reading,) = sqsreport.read_letters(io.BytesIO(EXAMPLE.encode()), format="markdown")

    assert letters.read(EXAMPLE.encode(), "markdown") == reading


@pytest.mark.parametrize(
    "title",
    [
        "Report of Full Joint Inspection (FJI) of youth offending work in Northmoor",
        "Core Case Inspection of youth offending work in Northmoor",
    ],
)
def test_the_letter_of_another_programme(title: str) -> None:
    """A letter of another programme gives no report, and one problem that names the programme."""
    reading = letters.read(letter(title=title).encode(), "markdown")

    assert reading.report is None
    assert ["SQS417"] == [problem.code for problem in reading.problems]
    assert str(reading.problems[0].params["programme"]) in title


def test_a_text_that_is_not_a_letter() -> None:
    """A text without any part of a letter has one problem, not one for each missing part."""
    reading = letters.read(b"The weather was fine.\n\nSo were we.", "markdown")

    assert ["SQS419"] == [problem.code for problem in reading.problems]


def test_paragraphs_that_begin_alike() -> None:
    """Numbered lines that are equal apart from their numbers are paragraphs, and not running heads."""
    start = "Young people and their parents or carers"
    section = "1. Reducing reoffending\n\n" + "\n\n".join(
        f"1.{number}. {start}\n{rest}"
        for number, rest in enumerate(("knew their plans.", "had few complaints.", "were asked."), 1)
    )
    report = read(letter(sections=section))
    assert [f"{start} knew their plans.", f"{start} had few complaints.", f"{start} were asked."] == [
        paragraph.text for paragraph in report.sections[0].paragraphs
    ]


def test_lines_that_end_with_a_space_go_on_below_a_blank_line() -> None:
    """A space at the end of a line shows that it was wrapped, although a blank line follows, in titles and values too."""
    text = wrapped(standard_prose(), 40, keeps_blank_lines=True)
    lines = text.split("\n")
    loose = "".join(f"{line} \n\n" if line and below else f"{line}\n" for line, below in pairwise([*lines, ""]))

    assert read(standard_prose()) == read(loose)


def standard_prose() -> str:
    """Return a letter with enough lines to see how they were wrapped, and a long title and value."""
    area = "Northmoor, Larch-on-Sea and Elmet"
    work = "The plans that we read were clear, and the child and the parents had been asked what they thought of them."
    sections = "\n\n".join(f"1.{n}. {work}" for n in range(1, 6))
    return letter(
        to=f"To: Ivy Garland, Chair of the {area} Youth Offending Service Management Board",
        title=f"Report of Short Quality Screening (SQS) of youth offending work in {area}",
        context=f"Context\n\nWe examined 20 cases at {area} Youth Offending Service (YOS).",
        sections=f"Commentary on the inspection in {area}:\n\n1. Reducing reoffending\n\n{sections}",
    )


@pytest.mark.parametrize("head", ["HM Inspectorate of Probation", "Short Quality Screening: Northmoor"])
@pytest.mark.parametrize(
    "between", ["\n\n\f{head}\n\n", "\n\nPage 2 of 3\n\n{head}\n\n", "\n\n2 | P a g e\n\n{head}\n\n"]
)
def test_the_head_of_the_only_other_page(head: str, between: str) -> None:
    """The name of the inspectorate or of the letter at the head of a page is not text, even if it appears only once."""
    summary = f"Summary\n\nThe work of the{between.format(head=head)}service was sound."
    strengths = f"Key strengths\n\n- Staff were keen.{between.format(head=head)}- They stayed."

    assert ("The work of the service was sound.",) == read(letter(summary=summary)).summary
    assert ["Staff were keen.", "They stayed."] == [each.text for each in read(letter(strengths=strengths)).strengths]


def test_the_head_of_a_page_like_the_title() -> None:
    """A running head is not used as the title, even if the title is underlined."""
    text = letter(
        title=f"{standard()['title']}\n=====",
        summary="Summary\n\nThe work of\n\n1 | Page\nSQS: Northmoor\n\nstaff was sound.",
    )

    assert ("The work of staff was sound.",) == read(text).summary


@pytest.mark.parametrize("number", ["Page 3 of 4", "3"])
def test_the_number_of_a_page_within_a_copy_list(number: str) -> None:
    """The number of a page between the rows of a list is not a role."""
    rows = [
        "Head of Service          Ann Larch",
        "Chief Executive          Ivy Thorn",
        "Ofsted                   Elm Rowe",
    ]
    text = letter(copy_list="\n".join(["Copy to:", "", *rows, "", number, "", "Estyn                    Una Birch"]))

    assert ["Head of Service", "Chief Executive", "Ofsted", "Estyn"] == [entry.role for entry in read(text).copy_list]


def test_lists_and_sentences_continue_after_a_page_header() -> None:
    """An item below another is below it on the next page too, and a sentence that refers back is of its paragraph."""
    head = "\n\n- 2 -\n\f" + "HM Inspectorate of Probation\n\n"
    items = f"- The Board should:\n    - agree dates{head}    - keep them\n- Staff should meet."
    text = letter(
        recommendations=f"Areas requiring improvement\n\n{items}",
        closing=f"We are grateful to all. The lead inspector was Ann Larch.{head}She can be contacted at ann@example.org.",
    )
    report = read(text)

    assert [["agree dates", "keep them"], []] == [[each.text for each in item.items] for item in report.recommendations]
    assert (
        "We are grateful to all. The lead inspector was Ann Larch. She can be contacted at ann@example.org.",
    ) == report.closing


def test_figures_that_count_pages() -> None:
    """Figures alone between blank lines are the numbers of pages of one length, and not the labels of notes."""
    places = "Amber Birch Cedar Dell Elder Fern Gorse Hazel Ivy Juniper Kale Larch Maple Nettle Oak Pine".split()
    copies = "\n".join(f"Leader of {place} Council\n    Basil {place}son" for place in places)
    text = letter(
        summary="Summary\n\nThe work[1] was sound. So were the plans[2], in most cases.",
        copy_list=f"Copy to:\n{copies}",
        notes="\u00b9 That is, the work with young people.\n\u00b2 That is, the plans of the service.",
    )
    lines = text.split("\n")
    pages = [lines[start : start + 31] for start in range(0, len(lines), 31)]
    numbered = [line for n, page in enumerate(pages[:-1], 1) for line in (*page, "", str(n), "")] + pages[-1]

    assert read(text) == read("\n".join(numbered))


@pytest.mark.parametrize("rule", ["━━━━━━━━━━━━", "════════════", "────────────"])
def test_rules_of_browsers_for_terminals(rule: str) -> None:
    """A rule that is drawn with characters is not text."""
    assert read(letter()) == read(letter(introduction=f"{standard()['introduction']}\n\n{rule}"))


@pytest.mark.parametrize("line", ["Back to top", "Was this page helpful? Yes No", "[x]"])
def test_what_sites_print_below_a_text(line: str) -> None:
    """The links and questions of a site right below the last note are not part of it."""
    assert read(letter()) == read(letter(notes=f"{standard()['notes']}\n{line}"))


def test_the_sign_of_a_link_to_a_heading() -> None:
    """The sign that links to a heading is not part of it."""
    assert read(letter()) == read(letter(summary=standard()["summary"].replace("Summary", "Summary¶")))


def test_a_list_of_contents_of_two_headings() -> None:
    """The headings of a list of contents above the letter do not end its header."""
    contents = "Published 12 January 2018\n\nContents\n\n 1. Context\n 2. Summary\n\n"

    assert read(letter()) == read(contents + letter())


def test_letters_of_a_watermark() -> None:
    """Capital letters alone on lines are a watermark that was set across the page."""
    assert read(letter()) == read(letter(summary="C\n\nSummary\n\nO\n\nThe work was sound.\n\nP\n\nY"))


def test_hyphens_of_another_character() -> None:
    """Hyphens that a program added at line ends are another character than those of the author."""
    wrapped_text = "The work was well-planned and it was done in accor\u2010\ndance with the plans."
    report = read(letter(summary=f"Summary\n\n{wrapped_text}"))

    assert ["The work was well-planned and it was done in accordance with the plans."] == [
        str(paragraph) for paragraph in report.summary
    ]


def test_numbers_without_a_space() -> None:
    """The number of a paragraph may be glued to its first word."""
    sections = "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n1.1Reports were clear."

    assert read(letter()).sections == read(letter(sections=sections)).sections


def test_numbers_at_the_middle_of_their_paragraphs() -> None:
    """The number of a paragraph may be next to its second line, in a column of its own."""
    lines = (
        "      Reports were clear, and nearly all of them\n  1.1 were on time. The courts said that they\n      relied on them.\n"
        "  1.2 Plans were short.\n      The plans were shared with the families, and\n  1.3 with the schools."
    )
    sections = f"Commentary on the inspection in Northmoor:\n\n1 Reducing reoffending\n\n{lines}"
    paragraphs = read(letter(sections=sections)).sections[0].paragraphs

    assert [("1.1", "Reports"), ("1.2", "Plans"), ("1.3", "The")] == [
        (paragraph.number, str(paragraph.text).split()[0]) for paragraph in paragraphs
    ]


def test_lines_that_a_mail_program_wrapped_again() -> None:
    """The rests of lines that a reply cut at a smaller width belong to those lines, also where these are rows."""
    names = [("Head of Service", "Jasper Reed, Fern Hollis, Olive Marsh"), ("Court Bench", "Basil Thorne, Rowan Birch")]
    prose = (
        "Reports to the court were clear in nearly all of the cases, and the magistrates whom we met relied on them for "
        "their sentences. Reviews were late where workers had changed, and some of the plans had been made without those "
        "who should have been asked. Partners gave their time, their rooms and their advice whenever the service asked for "
        "any of these, and the police officer in the team told the others each morning of what had happened at night. Most "
        "of the young people whom we asked knew what was in their plans, and all of them knew their workers by first names."
    )
    rows = "\n".join(f"{role:41}{each}" for role, each in names)
    text = letter(summary=f"Summary\n\n{textwrap.fill(prose, 78)}", copy_list=f"Copy to:\n\n{rows}")
    cut = "\n".join(
        f"> {part}" for line in text.split("\n") for part in textwrap.wrap(line, 72, drop_whitespace=True) or [""]
    )
    report = letters.read(cut.encode(), "markdown").report

    assert report is not None
    assert [prose] == [each.plain_text for each in report.summary]
    assert [(role, tuple(each.split(", "))) for role, each in names] == [
        (entry.role, entry.recipients) for entry in report.copy_list
    ]


def test_a_mark_in_raised_brackets() -> None:
    """A raised "(1)" may have brackets that are raised, too, as pandoc writes it."""
    text = letter(
        summary="Summary\n\nThe work⁽¹⁾ was sound.", notes="(1) That is, all of it.\n\nNote 1: We are independent."
    )
    report = letters.read(text.encode(), "markdown").report

    assert report is not None
    assert "The work[^1] was sound." == str(report.summary[0])


@pytest.mark.parametrize(
    "links",
    [
        "#### Related content\n\n* [Annual report 2014](#)\n* [What is a youth offending team?](#)",
        "Related content\n\nAnnual report 2014\n\nWhat is a youth offending team?",
    ],
)
def test_links_of_a_site_within_a_letter(links: str) -> None:
    """Links to other pages that a site prints between two parts are leftovers, and no paragraphs or sections."""
    text = letter(summary=f"{standard()['summary']}\n\n{links}")
    reading = letters.read(text.encode(), "markdown")

    assert read(letter()) == reading.report
    assert "Related content" in {each.text.strip("# ") for each in reading.leftovers}


def test_themes_as_items_of_a_list() -> None:
    """An item of a list without a number begins a section if it is the title of a theme."""
    themes = (
        "<ol><li><b>Reducing reoffending</b><table><tr><td>1.1</td><td>Reports were clear.</td></tr></table></li></ol>"
    )
    parts = standard() | {"sections": f"Commentary on the inspection in Northmoor:\n\n{themes}"}
    body = "".join(f"<p>{part}</p>".replace("\n\n", "</p><p>") for part in parts.values())
    reading = letters.read(f"<html><body>{body}</body></html>".encode(), "html")

    assert reading.report is not None
    (section,) = reading.report.sections
    assert ("reducing_reoffending", ["1.1"]) == (section.theme, [each.number for each in section.paragraphs])


def test_signature_of_an_email_below_a_letter() -> None:
    """What is below two dashes at the end is the signature of an e-mail, and no entry of the copy list."""
    text = letter(notes="--\nGemma Larch | Policy Officer | Democratic Services\nThink before you print this.")

    assert read(letter(notes="")).copy_list == read(text).copy_list


def test_documents_of_a_site_below_the_copy_list() -> None:
    """The attachments that a site lists below a letter are no recipients."""
    text = letter(notes="Supporting documents:\n\n- Action plan, item 7. PDF 214 KB")

    assert read(letter(notes="")).copy_list == read(text).copy_list


def test_numbers_and_bullets_between_tabs() -> None:
    """A number or a bullet that has a tab on either side begins a paragraph or an item."""
    paragraphs = "\t1.1.\tReports were clear and long enough for all who had to read them.\n\t1.2.\tPlans were late."
    text = letter(
        sections=f"Commentary on the inspection in Northmoor:\n\t1.\tReducing reoffending\n{paragraphs}",
        strengths="Key strengths\n\t•\tStaff were keen.\n\t•\tWell-run panels.",
    )
    report = read(text)

    assert ["1.1", "1.2"] == [each.number for each in report.sections[0].paragraphs]
    assert ["Staff were keen.", "Well-run panels."] == [each.text for each in report.strengths]


def test_pages_that_a_browser_printed() -> None:
    """The date, title, address and number that a browser prints on each page are not text of the letter."""
    page = "\n4/8/2019, 10:56 AM The letter\nhttps://letters.example/northmoor.html {}/3\n"
    words = "\n\nThe aim of the system is to prevent offending by children{}and young people in the area."
    text = letter(summary="Summary" + words.format(" "))
    printed = letter(summary="Summary" + words.format(page.format(1))) + page.format(2)

    assert read(text).summary == read(printed).summary


@pytest.mark.parametrize("sign", ["(cid:127) ", "ˆ ", "● ", "●", "–"])
def test_bullets_that_a_converter_could_not_write(sign: str) -> None:
    """The code or the sign that a converter has for a bullet is one, also without a space after it."""
    text = f"Key strengths\n\n{sign}Staff were keen.\n\n{sign}Plans were good."

    assert [item.text for item in read(letter(strengths=text)).strengths] == ["Staff were keen.", "Plans were good."]


def test_items_whose_bullets_were_drawn() -> None:
    """Where the words after a lead-in are on lines without bullets, it is unknown where each item ends."""
    text = "Areas requiring improvement\n\n- The Board should:\nread the plans\nof each team\nmeet more often\n- Staff should write."

    assert told(letter(recommendations=text), "SQS523")


def test_lines_that_a_converter_made_tables_of() -> None:
    """Rows of tables with text right below them are lines of the text."""
    lines = "Staff were keen and\n| knew the | children | and |\n| --- | --- | --- |\nyoung people well. They\n| were | of |\n| --- | --- |\none mind."
    more = "\n\nPlans were\n| not | good |\n| --- | --- |\nenough."
    summary = read(letter(summary=f"Summary\n\n{lines}{more}")).summary

    assert (
        "Staff were keen and knew the children and young people well. They were of one mind.",
        "Plans were not good enough.",
    ) == summary
