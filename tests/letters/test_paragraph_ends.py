"""Where paragraphs end in texts whose lines were wrapped, and between which nothing else shows an end."""

from __future__ import annotations

import textwrap
from typing import Final

import pytest

from sqsreport import letters
from sqsreport.letters import Reading
from support.letter_parts import letter

WIDTH: Final = 60
FIRST: Final = (
    "Partners were asked early and gave their answers in full, so that plans were ready in time for the court. "
    "Schools told us that they had been visited in every term, and that they knew whom to call if a child went missing "
    "from home or from care, at whatever time of the day or the night that was, and also when a child came back."
)
#: The same with a last line that has no room for the next word.
FULL: Final = f"{FIRST} Nobody had been away for long, as cover was there for all of that week and the next."
SECOND: Final = (
    "Volunteers were trained well and had stayed for many years, although few of them were young, and most of them had "
    "jobs of their own. Nearly all of those whom we met were proud of what they did, and would do it again."
)


def summary(text: str, form: str = "markdown") -> tuple[Reading, list[str]]:
    """Read a letter, and return the reading and the paragraphs of its Summary."""
    reading = letters.read(text.encode(), form)
    assert reading.report is not None
    return reading, [prose.plain_text for prose in reading.report.summary]


def wrapped(*paragraphs: str, between: str = "\n") -> str:
    """Return a letter whose Summary is wrapped paragraphs, with something between them."""
    lines = between.join(textwrap.fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs)
    return letter(summary=f"Summary\n{lines}")


def doubts(reading: Reading) -> list[tuple[str, int | None]]:
    """Return the pointer and the line of each doubt about the end of a paragraph."""
    return [(each.pointer, each.line) for each in reading.problems if each.code == "SQS519"]


def test_a_line_with_room_ends_a_paragraph() -> None:
    """A sentence that ends where the next word had room ends its paragraph, though no blank line does."""
    reading, paragraphs = summary(wrapped(FIRST, SECOND))

    assert [FIRST, SECOND] == paragraphs
    assert [] == doubts(reading)


def test_a_full_line_may_end_a_paragraph() -> None:
    """Where a sentence ends with a line that had no room for the next word, a warning leads to the line after it."""
    text = wrapped(FULL, SECOND)
    reading, paragraphs = summary(text)
    place = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("Volunteers"))

    assert [f"{FULL} {SECOND}"] == paragraphs
    assert [("/summary", place)] == doubts(reading)


def test_a_sentence_that_refers_to_the_one_before_goes_on() -> None:
    """After a full line, a sentence that begins with "Nevertheless" continues the paragraph without a warning."""
    reading, paragraphs = summary(wrapped(FULL, SECOND.replace("Volunteers", "Nevertheless, they")))

    assert 1 == len(paragraphs)
    assert [] == doubts(reading)


def test_blank_lines_between_paragraphs_leave_no_doubt() -> None:
    """If there are blank lines between paragraphs, none ends within adjacent lines."""
    reading, paragraphs = summary(wrapped(FULL, FIRST, SECOND, FIRST, SECOND, between="\n\n"))

    assert [FULL, FIRST, SECOND, FIRST, SECOND] == paragraphs
    assert [] == doubts(reading)


@pytest.mark.parametrize(
    ("before", "paragraphs", "are_doubtful"), [(FIRST, [FIRST, SECOND], False), (FULL, [f"{FULL} {SECOND}"], True)]
)
def test_the_end_of_a_page(before: str, paragraphs: list[str], *, are_doubtful: bool) -> None:
    """A page that ends with a sentence ends a paragraph if its last line had room for the next word."""
    reading, found = summary(wrapped(before, SECOND, between="\n\n3\n\f"))

    assert paragraphs == found
    assert are_doubtful == bool(doubts(reading))


@pytest.mark.parametrize(("first", "after_line"), [(FULL, ""), (FIRST, "\n")])
def test_lines_of_a_converted_page(first: str, after_line: str) -> None:
    """In HTML of a PDF, a paragraph ends with its line of the source, or where the next word had room."""
    wrapped = (textwrap.wrap(each, WIDTH, break_on_hyphens=False) for each in (first, SECOND))
    lines = "\n".join(f"<br/>{after_line}".join(each) + "<br/>" for each in wrapped)
    text = letter(summary="Summary\n@").replace("\n", "<br/>\n").replace("@", lines)
    reading, paragraphs = summary(f"<html><body>{text}</body></html>", "html")

    assert [first, SECOND] == paragraphs
    assert [] == doubts(reading)


def test_a_line_that_several_sentences_have() -> None:
    """A line that appears three times, each time with the start of a sentence, is not a running head."""
    start = "Young people and their parents or carers who were seen here"
    sentence = f"{start} knew whom to call. We saw all of them on the day in March."
    _, paragraphs = summary(wrapped(*[sentence] * 3))

    assert f"{sentence} {sentence} {sentence}" == " ".join(paragraphs)


def test_bullets_before_a_page_number() -> None:
    """Bullets that a converter put before the number of a page are those of the items on the next page."""
    items = "Key strengths\n\n•\n\n•\n\n4\n\n\fManagers should:\no\n\nmeet the families\n\no\n\nwrite to them\n\nStaff were keen."
    reading = letters.read(letter(strengths=items).encode(), "markdown")
    assert reading.report is not None

    assert [("Managers should:", ["meet the families", "write to them"]), ("Staff were keen.", [])] == [
        (item.text.plain_text, [below.text.plain_text for below in item.items]) for item in reading.report.strengths
    ]


def test_a_dash_at_the_beginning_of_a_line_of_an_item() -> None:
    """A line of an item that begins with a dash is not an item if no other has a dash as its bullet."""
    item = "Staff had met the families – often at\n– short notice – and had written to all of them."
    reading = letters.read(letter(strengths=f"Key strengths\n• {item}\n• Reports were clear.").encode(), "markdown")
    assert reading.report is not None

    assert [item.replace("\n", " "), "Reports were clear."] == [
        each.text.plain_text for each in reading.report.strengths
    ]


@pytest.mark.parametrize(("mark", "note"), [("(1)", "(1)"), (" †", "†")])
def test_marks_after_the_end_of_a_clause(mark: str, note: str) -> None:
    """A figure in brackets and a sign are marks after a full stop, too, where a note begins with them."""
    text = letter(
        context=f"Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS).{mark} More was done."
    )
    reading = letters.read(f"{text}\n\n{note} Multi-agency work, seen on our visit.".encode(), "markdown")
    assert reading.report is not None

    assert ["Multi-agency work, seen on our visit."] == [each.text.plain_text for each in reading.report.footnotes]


def test_a_full_line_of_a_short_letter() -> None:
    """A letter with too few lines to know its width has a warning where a full line ends with its sentence."""
    lines = [
        "Plans were late in most cases, and some of the staff whom we met",
        "had not been told of them. Partners spoke highly of the team.",
        "Nobody had left since the spring. Three of the staff were new to",
        "the work, and had been trained well.",
    ]
    text = letter(summary="\n".join(["Summary", *lines])).replace("\n\n", "\n")
    reading, _ = summary(text)

    assert "/summary" in [pointer for pointer, _ in doubts(reading)]


def test_a_paragraph_after_the_last_item() -> None:
    """A paragraph that no bullet begins closes the letter after the last recommendation, whatever its words."""
    closing = (
        "All of those who showed us round were generous with their time. Pass our compliments on to them, if you will."
    )
    contact = (
        "Nia Vale led the inspection. She can be reached at nia.vale@example.org, and would like to hear from you."
    )
    texts = (SECOND, FIRST, f"• {FIRST}", f"• {SECOND}", closing, contact)
    filled = [textwrap.fill(text, WIDTH, break_on_hyphens=False) for text in texts]
    summary_text = "\n".join(["Summary", *filled[:2]])
    list_text = "\n".join(["Areas requiring improvement", *filled[2:]])
    report = letters.read(
        letter(summary=summary_text, recommendations=list_text, closing="").encode(), "markdown"
    ).report
    assert report is not None

    assert [FIRST, SECOND] == [item.text.plain_text for item in report.recommendations or ()]
    assert [closing, contact] == [prose.plain_text for prose in report.closing]


def test_a_full_line_may_end_a_footnote() -> None:
    """Where a footnote ends with a line that had no room for the next word, a warning leads to the line after it."""
    note = "¹ The plan is what was used in those years by all of them."
    lines = textwrap.fill(f"{FIRST} The plan¹ was kept.", WIDTH, break_on_hyphens=False)
    end = textwrap.fill(SECOND, WIDTH, break_on_hyphens=False)
    reading, _ = summary(letter(summary=f"Summary\n{lines}\n{note}\n{end}"))

    assert "/footnotes" in [pointer for pointer, _ in doubts(reading)]

    reading, _ = summary(letter(summary=f"Summary\n{lines}\n{note}\nSource: Office of Records"))
    assert [] == doubts(reading)


def test_headings_with_blank_lines_and_paragraphs_without() -> None:
    """Blank lines around the headings alone, as antiword writes them, do not hide where paragraphs end."""
    paragraphs = [
        "Plans were clear about what would be done, by whom and by when, and most of\nthem were used.",
        "Reports to the court were of a good quality in almost all of the cases that\nwe saw. They were relied on by the court.",
        "Staff had been trained in the assessment of the risk of harm to others, and\nused what they had learned.",
        "The panel met in every week of the year, and its minutes were on the files.\nNone was late.",
    ]
    titles = ["Reducing reoffending", "Protecting the public", "Protecting the child or young person"]
    body = "\n\n".join(f"{title}\n\n" + "\n".join(paragraphs) for title in titles)
    text = letter(summary=f"Summary\n\n{paragraphs[0]}\n\nCommentary\n\n{body}\n\nManagement\n\n{paragraphs[1]}")
    reading, _ = summary(text)

    assert reading.report is not None
    assert [[str(each.text) for each in section.paragraphs] for section in reading.report.sections[:3]] == [
        [" ".join(each.split()) for each in paragraphs]
    ] * 3


def test_a_short_line_among_paragraphs_with_blank_lines() -> None:
    """A sentence that ends far from the edge ends its paragraph, though blank lines part most of the others."""
    together = "\n".join(textwrap.fill(each, WIDTH, break_on_hyphens=False) for each in (FIRST, SECOND))
    others = "\n\n".join(textwrap.fill(each, WIDTH, break_on_hyphens=False) for each in (FIRST, SECOND, FIRST))
    reading, paragraphs = summary(letter(summary=f"Summary\n\n{others}\n\n{together}"))

    assert [FIRST, SECOND, FIRST, FIRST, SECOND] == paragraphs
    assert [] == doubts(reading)


def test_a_wrapped_item_that_leads_to_others() -> None:
    """Items with another sign are below an item whose last line ends with a colon, though nothing is indented."""
    lines = [
        "Areas requiring improvement", "• The Board should:", "– choose cases to look at every month", "– see that plans for those who",
        "may harm others:", "· name the victims", "· say what will be done", "– agree on one form", "• Staff should listen.",
    ]  # fmt: skip
    report = letters.read(letter(recommendations="\n".join(lines)).encode(), "markdown").report
    assert report is not None

    board, staff = report.recommendations
    assert [0, 2, 0] == [len(item.items) for item in board.items]
    assert "Staff should listen." == staff.text.plain_text
