"""What the reading of letters makes of the ways in which letters differ."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

import pytest

from sqsreport import letters, load
from sqsreport.letters import copy_list, markdown
from sqsreport.letters.blocks import Line, Unread
from sqsreport.letters.pieces import Piece
from sqsreport.letters.reading import read_as
from sqsreport.model import (
    Cohort,
    Comparator,
    Context,
    Fieldwork,
    Item,
    LeadInspector,
    Month,
    Paragraph,
    PartialDate,
    Person,
    PreviousInspection,
    Prose,
    Reoffending,
    Report,
    Service,
)


def standard() -> dict[str, str]:
    """Return the parts of a small letter."""
    return {
        "to": "To: Ivy Garland, Chair of the Northmoor Management Board",
        "sender": "From: Rowan Ashby, Assistant Chief Inspector",
        "date": "Publication date: 8 April 2015",
        "title": "Report of Short Quality Screening (SQS) of youth offending work in Northmoor",
        "introduction": "We were there from 9-11 March 2015.",
        "context": "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS).",
        "summary": "Summary\n\nThe work was sound.",
        "sections": "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n- 1.1. Reports were clear.",
        "strengths": "Key strengths\n\n- Staff were keen.",
        "recommendations": "Areas requiring improvement\n\n- Reviews should be on time.",
        "closing": "We are grateful to all.",
        "copy_list": "Copy to:\n\nChair of Youth Court Bench\t<i>Basil Thorne</i>",
        "notes": "Note 1: We are independent.",
    }


def letter(**parts: str) -> str:
    """Return a small letter with some of its parts replaced."""
    assert standard().keys() >= parts.keys()
    return "\n\n".join((standard() | parts).values())


def read(text: str) -> Report:
    """Return the report of a letter that has one."""
    report = letters.read(text.encode(), "markdown").report
    assert report is not None
    return report


def test_small_letter() -> None:
    """The small letter that these tests vary is read without leftovers."""
    reading = letters.read(letter().encode(), "markdown")
    assert reading.leftovers == ()
    missing = [problem.params["part"] for problem in reading.problems if problem.code == "SQS401"]
    assert missing == ["lead inspector"]


def told(text: str, code: str, form: str = "markdown") -> list[tuple[int | None, int | None, str]]:
    """Return line, column and message of the problems with a code."""
    found = letters.read(text.encode(), form).problems
    return [(problem.line, problem.column, problem.message) for problem in found if problem.code == code]


def test_what_a_letter_lacks() -> None:
    """Each part that a letter lacks is named, in the order of the letter."""
    absent = dict.fromkeys(standard().keys() - {"date", "title", "context"}, "")
    text = letter(**absent, context="Context\n\nWe came to Northmoor Youth Offending Service from 9-11 March 2015.")
    parts = [
        "addressee", "sender", "introduction", "number of cases", "Summary", "commentary", "key strengths",
        "areas requiring improvement", "closing", "lead inspector", "copy list", "notes",
    ]  # fmt: skip

    expected = [(None, None, f"the letter has no {part}, or none that could be read") for part in parts]
    assert expected == told(text, "SQS401")


def test_a_letter_that_breaks_off() -> None:
    """Of a letter that was cut off, its last words are shown, and where their paragraph begins."""
    text = letter(notes="Note 1: We are independent of all those services whose work we inspect and")

    expected = (39, 1, 'the text breaks off: "…those services whose work we inspect and"')
    assert [expected] == told(text, "SQS403")


def test_a_line_that_is_left_over() -> None:
    """What has no place in the report is shown, and where it stands."""
    text = letter(sender="From: Rowan Ashby, Assistant Chief Inspector\nOur ref: YJ/12")

    assert [(4, 1, 'this text has no place in the report: "Our ref: YJ/12"')] == told(text, "SQS404")


def test_lines_that_are_left_over_are_told_one_by_one() -> None:
    """Lines of a paragraph that have no place in the report make a problem each."""
    text = letter(sender="From: Rowan Ashby, Assistant Chief Inspector\nOur ref: YJ/12\nTel: 01632 960000")

    expected = [(4, 1, "Our ref: YJ/12"), (5, 1, "Tel: 01632 960000")]
    assert [
        (line, column, f'this text has no place in the report: "{words}"') for line, column, words in expected
    ] == told(text, "SQS404")


def test_a_menu_is_one_problem() -> None:
    """What stands together and is no part of a letter makes one problem, which shows the first and counts the others."""
    menu = "<nav><p>Home</p><p>Search</p><p>Contact us</p></nav>"
    text = f"<html><body>{menu}<main>{''.join(f'<p>{part}</p>' for part in standard().values())}</main></body></html>"

    assert [(1, 21, 'this text has no place in the report: "Home" and 2 more beside it')] == told(
        text, "SQS404", "html"
    )[:1]


def test_where_values_stand() -> None:
    """Each value has the line that says it, and no other."""
    reading = letters.read(letter().encode(), "markdown")

    expected = {
        "/title": standard()["title"],
        "/published": standard()["date"],
        "/addressee": standard()["to"],
        "/sender": standard()["sender"],
        "/inspection/service/area": standard()["title"],
        "/inspection/service/abbreviation": "We examined 20 cases at Northmoor Youth Offending Service (YOS).",
        "/inspection/fieldwork": standard()["introduction"],
        "/context/cases_examined": "We examined 20 cases at Northmoor Youth Offending Service (YOS).",
        "/summary/0": "The work was sound.",
        "/sections/0/theme": "1. Reducing reoffending",
        "/sections/0/number": "1. Reducing reoffending",
        "/sections/0/title": "1. Reducing reoffending",
        "/sections/0/paragraphs/0": "- 1.1. Reports were clear.",
        "/strengths/0": "- Staff were keen.",
        "/recommendations/0": "- Reviews should be on time.",
        "/closing/0": standard()["closing"],
        "/copy_list/0": "Chair of Youth Court Bench\t<i>Basil Thorne</i>",
        "/notes/0": standard()["notes"],
    }
    found = {place: "\n".join(passage.text for passage in reading.sources[place]) for place in expected}
    assert expected == found


def test_where_values_of_a_known_report_stand() -> None:
    """Of a letter whose report is known, the lines that agree with a value have it, and every line is the report's."""
    strengths = "Key strengths\n\n- Staff were glad."
    blocks = markdown.parse(letter(strengths=strengths).encode()).blocks
    sources = read_as(read(letter()), blocks).sources

    assert letter(strengths=strengths).split() == " ".join(passage.text for passage in sources[""]).split()
    assert [standard()["closing"]] == [passage.text for passage in sources["/closing/0"]]
    assert "/strengths/0" not in sources


def test_what_is_left_over_of_a_known_report() -> None:
    """Of a letter whose report is known, what its format has found to be no part of it is left over."""
    menu = Unread((Line("Home"),))
    reading = read_as(read(letter()), (menu, *markdown.parse(letter().encode()).blocks))

    assert ["Home"] == [passage.text for passage in reading.leftovers]
    assert "Home" not in [passage.text for passage in reading.sources[""]]


def test_where_values_of_an_unknown_letter_stand() -> None:
    """Of a text that says nothing of a report, only the whole is the report's."""
    sources = read_as(read(letter()), markdown.parse(b"Nothing of the kind.").blocks).sources

    assert {"": ["Nothing of the kind."]} == {
        place: [passage.text for passage in found] for place, found in sources.items()
    }


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "This is for the July 2013 - June 2014 cohort.",
            Reoffending(cohort=Cohort(start=Month(2013, 7), end=Month(2014, 6))),
        ),
        ("The reoffending figures were published in April 2016.", Reoffending(released=Month(2016, 4))),
        ("The word is theirs.", None),
    ],
)
def test_months_without_a_rate(note: str, expected: Reoffending | None) -> None:
    """What the footnote to a rate says is kept though no rate could be read."""
    context = "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS)[^1]."
    report = read(letter(context=context, notes=f"[^1]: {note}"))

    assert report.context is not None
    assert expected == report.context.reoffending


def test_a_mark_without_its_note() -> None:
    """A mark that has no footnote is kept as text, and its label is told, cut where it is long."""
    text = letter(
        summary="Summary\n\nThe work[^nobody-has-written-this-one] was sound[^1].",
        notes="Note 1: We are independent.\n\n[^1]: The word is theirs.",
    )

    expected = "the letter has no footnote nobody-has-written-…, or none that could be read"
    assert expected in [message for _, _, message in told(text, "SQS401")]
    assert ("The work\\[^nobody-has-written-this-one] was sound[^1].",) == read(text).summary


@pytest.mark.parametrize(
    ("part", "words", "expected"),
    [
        ("introduction", "We were there from 9-11 March 2015 [1].", "We were there from 9-11 March 2015[^1]."),
        ("summary", "Summary\n\nThe work was sound [1].", "The work was sound[^1]."),
        ("sections", "Commentary\n\n1. Reducing reoffending\n\n- 1.1. It was sound [1].", "It was sound[^1]."),
        ("strengths", "Key strengths\n\n- Staff were keen [1].", "Staff were keen[^1]."),
        ("recommendations", "Areas requiring improvement\n\n- Plans are due [1].", "Plans are due[^1]."),
        ("closing", "We are grateful to all [1].", "We are grateful to all[^1]."),
    ],
)
def test_a_figure_in_brackets_is_a_mark(part: str, words: str, expected: str) -> None:
    """A figure in brackets is the mark of its footnote, in whatever part of a letter it stands."""
    reading = letters.read(letter(notes="[1] The word is theirs.", **{part: words}).encode(), "markdown")

    assert reading.report is not None
    assert [expected] == [prose for prose in _prose(reading.report) if prose.footnote_marks]
    assert ["The word is theirs."] == [footnote.text for footnote in reading.report.footnotes]
    assert () == reading.leftovers


def _prose(report: Report) -> list[Prose]:
    paragraphs = [paragraph.text for section in report.sections for paragraph in section.paragraphs]
    items = [item.text for item in (*report.strengths, *report.recommendations)]
    return [*report.introduction, *report.summary, *paragraphs, *items, *report.closing]


@pytest.mark.parametrize(
    "header",
    [
        "<i>To:</i>\tIvy Garland, Chair of the Board\n<i>From:</i>\tRowan Ashby, Inspector\n<i>Date:</i>\t8 April 2015",
        "DATE: 8th April 2015\nFROM: Rowan Ashby, Inspector\nTO: Ivy Garland, Chair of the Board",
        "**From:** Rowan Ashby, Inspector\n\n**To:** Ivy Garland,\nChair of the Board\n\n**Publication date:** 8 April 2015",
        (
            "To: Ivy Garland, Chair of\nthe Board\nCopy to: See copy list at end\nFrom: Rowan Ashby,\nInspector\n"
            "Published: Wednesday 8 April 2015"
        ),
        (
            "| To: | Ivy Garland, Chair of the Board |\n| --- | --- |\n| From: | Rowan Ashby, Inspector |\n"
            "| Publication date: | 8 April 2015 |"
        ),
    ],
)
def test_header(header: str) -> None:
    """The lines of the header are known by their labels, in any order, case and markup."""
    report = read(letter(to=header, sender="", date=""))
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board")
    assert report.sender == Person(name="Rowan Ashby", role="Inspector")
    assert report.published == date(2015, 4, 8)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [("# A letter from the inspectors", "A letter from the inspectors"), ("## A letter from the inspectors", None)],
)
def test_a_heading_above_all_others_is_the_title(heading: str, expected: str | None) -> None:
    """A heading of the first level in the letter's head is its title, whatever it says, and one of the second is not."""
    found = letters.read(letter(title=heading).encode(), "markdown").report

    assert expected == (found and found.title)


def test_a_better_title() -> None:
    """A heading that is the title of a letter takes the place of one that is not, and that one is left over."""
    reading = letters.read(letter(title=f"# Letters of inspectors\n\n## {standard()['title']}").encode(), "markdown")

    assert read(letter()) == reading.report
    assert ["# Letters of inspectors"] == [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize("part", ["introduction", "closing"])
def test_a_heading_that_no_report_has(part: str) -> None:
    """A heading that begins no part of a report is left over, and what stands under it is not."""
    reading = letters.read(letter(**{part: f"## A word\n\n{standard()[part]}"}).encode(), "markdown")

    assert read(letter()) == reading.report
    assert ["## A word"] == [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize("part", ["summary", "sections"])
def test_a_heading_of_the_commentary(part: str) -> None:
    """From the Summary on, every heading in markup begins a section, whatever it says."""
    heading = "## Governance and partnerships\n\nStaff were heard."
    sections = read(letter(**{part: f"{standard()[part]}\n\n{heading}"})).sections

    assert {"Governance and partnerships", "Reducing reoffending"} == {section.title for section in sections}
    assert [("Staff were heard.",)] == [
        tuple(each.text for each in section.paragraphs) for section in sections if section.theme is None
    ]


RATE = "Published in April 2016 for the July 2013 - June 2014 cohort."


@pytest.mark.parametrize(
    ("mark", "note", "expected"),
    [
        ("1", "1. This reoffending rate was published in April 2016.", "This reoffending rate was published in April 2016."),
        ("1", f"1 {RATE}", RATE),
        ("[^1]", f"[^1]: {RATE}\n\nSource: Ministry of Justice", f"{RATE} Source: Ministry of Justice"),
        ("[^1]", f"[^1]: {RATE} Source: a table.\n\nSource: Ministry of Justice", f"{RATE} Source: a table."),
        ("[^1]", "[^1]: Published in spring.\n\nSource: Ministry of Justice", "Published in spring."),
    ],
)  # fmt: skip
def test_footnotes_on_a_rate(mark: str, note: str, expected: str) -> None:
    """A footnote on the rate may lack its markup, and goes on with the line that has its source where it has none yet."""
    context = f"Context\n\nAt Northmoor Youth Offending Service (YOS) the reoffending rate{mark} was 41.0%."
    report = read(letter(context=context, notes=note))

    assert [("1", expected)] == [(footnote.label, footnote.text) for footnote in report.footnotes]
    assert report.context is not None
    assert ("1",) == report.context.paragraphs[0].footnote_marks


def test_a_source_below_the_copy_list() -> None:
    """What says where a figure comes from is nobody who gets a copy."""
    reading = letters.read(letter(notes="Source: Ministry of Justice").encode(), "markdown")

    assert reading.report is not None
    assert read(letter(notes="")).copy_list == reading.report.copy_list
    assert ["Source: Ministry of Justice"] == [passage.text for passage in reading.leftovers]


def test_words_of_a_title_that_come_again() -> None:
    """What might be a second title behind the title is the beginning of the introduction."""
    words = "Youth offending work in Northmoor was looked at from 9-11 March 2015"

    assert (words,) == read(letter(introduction=words)).introduction


def test_a_header_with_bullets() -> None:
    """The lines of the header may be the items of a list."""
    parts = standard()
    items = "\n".join(f"- {parts[part]}" for part in ("to", "sender", "date"))

    assert read(letter()) == read(letter(to=items, sender="", date=""))


def test_a_value_of_the_header_ends_with_its_paragraph() -> None:
    """A new paragraph does not go on with a value of the header, though that ends with a comma."""
    sender = "From: Rowan Ashby, Assistant Chief Inspector,"
    apart, together = (
        letters.read(letter(sender=f"{sender}{gap}Youth Justice").encode(), "markdown") for gap in ("\n\n", "\n")
    )

    assert ["Youth Justice"] == [passage.text for passage in apart.leftovers]
    assert () == together.leftovers


def test_where_the_rows_of_a_header_stand() -> None:
    """Each value of a header in a table has its row."""
    rows = [
        "| To: | Ivy Garland, Chair |",
        "| --- | --- |",
        "| From: | Rowan Ashby, Inspector |",
        "| Date: | 8 April 2015 |",
    ]
    reading = letters.read(letter(to="\n".join(rows), sender="", date="").encode(), "markdown")

    expected = {"/addressee": "\n".join(rows[:2]), "/sender": rows[2], "/published": rows[3]}
    assert expected == {place: "\n".join(passage.text for passage in reading.sources[place]) for place in expected}


def test_where_the_terms_of_a_header_stand() -> None:
    """Each value of a header in a list of terms has its term."""
    terms = {"To": "Ivy Garland, Chair", "From": "Rowan Ashby, Inspector", "Publication date": "8 April 2015"}
    header = "".join(f"<dt>{term}</dt><dd>{value}</dd>" for term, value in terms.items())
    body = "".join(f"<p>{part}</p>" for name, part in standard().items() if name not in ("to", "sender", "date"))
    reading = letters.read(f"<html><body><dl>{header}</dl>{body}</body></html>".encode(), "html")

    expected = dict(
        zip(("/addressee", "/sender", "/published"), (" ".join(each) for each in terms.items()), strict=True)
    )
    assert expected == {place: "\n".join(passage.text for passage in reading.sources[place]) for place in expected}


@pytest.mark.parametrize("label", ["Copy to", "Copy to:", "**Copy to:**", "Copies to", "cc"])
def test_a_label_of_the_header_on_a_line_of_its_own(label: str) -> None:
    """A label stands above its value, with a colon or without, and no part of the letter begins with it."""
    sender = f"{label}\n\nSee copy list at end\n\nFrom\n\nRowan Ashby, Assistant Chief Inspector"
    reading = letters.read(letter(sender=sender).encode(), "markdown")

    assert read(letter()) == reading.report
    assert () == reading.leftovers


@pytest.mark.parametrize(
    "stray",
    [
        "Our ref: YJ/12",
        "Our Ref YJ/12",
        "Ref: 3",
        "Dear Ms Garland",
        "Tel: 01632 960000",
        "E-mail ashby@example.org",
        "Classification: open",
        "1 Bridge Street, Northmoor",
        "Northmoor Council, 1 Bridge Street",
        "www.example.org",
    ],
)
@pytest.mark.parametrize("label", ["to", "copy", "sender", "date"])
def test_unknown_lines_of_the_header(label: str, stray: str) -> None:
    """A line of the header that has no place in a report is left over, and is no part of the value above it."""
    header = {
        "to": "To: Ivy Garland, Chair of the Northmoor Management Board",
        "copy": "Copy to: See copy list at end",
        "sender": "From: Rowan Ashby, Assistant Chief Inspector",
        "date": "Publication date: 8 April 2015",
    }
    lines = "\n".join(f"{line}\n{stray}" if name == label else line for name, line in header.items())
    reading = letters.read(letter(to=lines, sender="", date="").encode(), "markdown")
    assert reading.report == read(letter())
    assert [leftover.text for leftover in reading.leftovers] == [stray]
    assert [problem.line for problem in reading.problems if problem.code == "SQS404"] == [reading.leftovers[0].line]


@pytest.mark.parametrize(
    "lines",
    [
        "Chair of Northmoor Youth Offending Service Management\nBoard",
        "Chair of Northmoor Youth Offending\nService Management Board",
        "Chair of Northmoor Youth Offending Service (the service\nin the north) Board",
        "Director of Places,\nNorthmoor",
        "Director of People and\nPlaces",
        "Director of People\nand Places",
        "Director of People\n(Places)",
    ],
)
def test_wrapped_values_of_the_header(lines: str) -> None:
    """A value of the header that was wrapped is whole, wherever its line ended."""
    header = (
        f"To: Ivy Garland, {lines}\nCopy to: See copy list at\nend\nFrom: Rowan Ashby,\nInspector\nDate: 8 April\n2015"
    )
    reading = letters.read(letter(to=header, sender="", date="").encode(), "markdown")
    assert reading.report is not None
    assert reading.report.addressee == Person(name="Ivy Garland", role=" ".join(lines.split()))
    assert reading.report.sender == Person(name="Rowan Ashby", role="Inspector")
    assert reading.report.published == date(2015, 4, 8)
    assert reading.leftovers == ()


def test_values_wrapped_at_the_width() -> None:
    """A value that was wrapped where the lines of the letter end goes on, whatever its next line is."""
    context = textwrap.fill(
        f"{'We read and listened. ' * 8}We examined 20 cases at Northmoor Youth Offending Service (YOS).", 40
    )
    text = letter(to="To: Ivy Garland, Director of Children Upper\nTarrow", context=f"Context\n\n{context}")
    assert read(text).addressee == Person(name="Ivy Garland", role="Director of Children Upper Tarrow")


@pytest.mark.parametrize(
    ("printed", "person"),
    [
        ("Ivy Garland", Person(name="Ivy Garland")),
        ("Ivy Garland, OBE, Chair of the Board", Person(name="Ivy Garland, OBE", role="Chair of the Board")),
        ("Ivy Garland OBE, Interim Chair", Person(name="Ivy Garland OBE", role="Interim Chair")),
        ("Ivy Garland, Chair, Board of Northmoor", Person(name="Ivy Garland", role="Chair, Board of Northmoor")),
        ("Chair of the Northmoor Partnership Board", Person(role="Chair of the Northmoor Partnership Board")),
    ],
)
def test_addressee(printed: str, person: Person) -> None:
    """Name and role part at the first comma that does not stand before an honour."""
    assert read(letter(to=f"To: {printed}")).addressee == person


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("on 04-07 April 2016", date(2016, 4, 4), date(2016, 4, 7)),
        ("on 12th-14th November 2012", date(2012, 11, 12), date(2012, 11, 14)),
        ("on 22-24th June 2015", date(2015, 6, 22), date(2015, 6, 24)),
        ("from 30 March – 1 April 2015", date(2015, 3, 30), date(2015, 4, 1)),
        ("from 30th December 2013 to 1st January 2014", date(2013, 12, 30), date(2014, 1, 1)),
        ("from 30 December to 1 January 2014", date(2013, 12, 30), date(2014, 1, 1)),
        ("between Monday 3 and Wednesday 5 March 2014", date(2014, 3, 3), date(2014, 3, 5)),
        ("on 5 March 2014", date(2014, 3, 5), date(2014, 3, 5)),
    ],
)
def test_fieldwork(printed: str, start: date, end: date) -> None:
    """The days of fieldwork are read in all the ways in which letters print them."""
    report = read(letter(introduction=f"The inspection was conducted {printed} and was short."))
    assert report.inspection.fieldwork == Fieldwork(start=start, end=end)
    assert report.id == f"northmoor-sqs-{start}"


@pytest.mark.parametrize(
    "introduction",
    [
        "Thank you for your plan of 3 February 2015.\n\nThe inspection was conducted from 9-11 March 2015.",
        "The office was shut from 2-3 March 2015.\n\nWe visited on 9-11 March 2015.",
    ],
)
def test_fieldwork_among_other_days(introduction: str) -> None:
    """Of several paragraphs with days in them the one that speaks of the inspection has those of the fieldwork."""
    report = read(letter(introduction=introduction))
    assert report.inspection.fieldwork == Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11))


def test_days_of_no_inspection() -> None:
    """A letter whose only days are those of something else has no fieldwork, and so makes no report."""
    reading = letters.read(letter(introduction="We have your plan of 3 February 2015.").encode(), "markdown")
    assert reading.report is None
    assert [problem.params["part"] for problem in reading.problems if problem.code == "SQS402"] == ["days of fieldwork"]


@pytest.mark.parametrize(
    ("printed", "name", "abbreviation"),
    [
        ("supervised by Eastvale Youth Offending Team (YOT).", "Eastvale Youth Offending Team", "YOT"),
        (
            "seen by the Eastvale & Wick Youth Offending Service (the YOS).",
            "Eastvale & Wick Youth Offending Service",
            "YOS",
        ),
        ("of Eastvale and Wick Youth Justice Service (YJS) there.", "Eastvale and Wick Youth Justice Service", "YJS"),
        (
            "by Wick Youth Offending & Prevention Service (YOPS).",
            "Wick Youth Offending & Prevention Service",
            "YOPS",
        ),
        ("supervised by Wick Youth Offending Team.", "Wick Youth Offending Team", None),
    ],
)
def test_service(printed: str, name: str, abbreviation: str | None) -> None:
    """The service is named in the Context, as a rule before its abbreviation in brackets."""
    report = read(letter(context=f"Context\n\nWe examined 20 cases {printed}"))
    assert report.inspection.service == Service(name=name, abbreviation=abbreviation, area="Northmoor")


@pytest.mark.parametrize(
    ("printed", "rate", "comparators"),
    [
        (
            "The published reoffending rate for Northmoor was 39.5%. Compared to 37.9% for England and Wales.",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9),),
        ),
        (
            (
                "The published reoffending rate for Northmoor was 34%. This was better than the previous year and "
                "better than the England and Wales average of 38.0%."
            ),
            34.0,
            (
                Comparator(kind="previous_year", direction="better"),
                Comparator(kind="england_and_wales", rate=38.0, direction="better"),
            ),
        ),
        (
            "The published reoffending rate for Northmoor (39.5%) was worse than for England and Wales (37.9%).",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9, direction="worse"),),
        ),
        (
            "The reoffending rate was worse (39.5%) than for England and Wales (37.9%).",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9, direction="worse"),),
        ),
        (
            "The reoffending rate was 42.5 per cent, worse than the average for England and Wales (35.4%).",
            42.5,
            (Comparator(kind="england_and_wales", rate=35.4, direction="worse"),),
        ),
        (
            "The reoffending rate for Northmoor was 33.1%, similar to the 'family' average of 33.4%.",
            33.1,
            (Comparator(kind="family", rate=33.4, direction="similar"),),
        ),
    ],
)
@pytest.mark.parametrize("part", ["context", "summary"])
def test_rate(part: str, printed: str, rate: float, comparators: tuple[Comparator, ...]) -> None:
    """The rate is recorded in the context wherever it is printed, with what is printed of comparators."""
    standard = "We examined 20 cases at Northmoor Youth Offending Service (YOS)."
    texts = {"context": f"Context\n\n{standard}"} | {part: f"{part.title()}\n\n{standard} {printed}"}
    context = read(letter(**texts)).context
    assert context is not None
    assert context.reoffending is not None
    assert context.reoffending.rate == rate
    assert context.reoffending.comparators == comparators


def test_no_rate() -> None:
    """A letter without a rate makes a report without one, and that is no problem."""
    reading = letters.read(letter().encode(), "markdown")
    assert reading.report is not None
    assert reading.report.context is not None
    assert reading.report.context.reoffending is None
    assert not any("rate" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    ("printed", "programme", "when"),
    [
        ("since our last SQS inspection in February 2013", "SQS", PartialDate(2013, 2)),
        ("than in the previous Core Case Inspection in 2010", "CCI", PartialDate(2010)),
        ("with our findings from our previous inspection in 2010", None, PartialDate(2010)),
    ],
)
def test_previous(printed: str, programme: str | None, when: PartialDate) -> None:
    """An earlier inspection is recorded with the programme and the date that are stated."""
    report = read(letter(summary=f"Summary\n\nWork was better {printed}."))
    assert report.inspection.previous == (PreviousInspection(programme=programme, date=when),)


@pytest.mark.parametrize(
    "printed",
    ["since our first inspection since the service was formed in 2014", "than at our first inspection in April 2015"],
)
def test_no_previous(printed: str) -> None:
    """No earlier inspection is made of a date that is not its own, nor of one after the fieldwork."""
    assert read(letter(summary=f"Summary\n\nWork was better {printed}.")).inspection.previous == ()


@pytest.mark.parametrize(
    "title",
    [
        "1. Reducing reoffending",
        "1 Reducing the likelihood of reoffending",
        "Reducing reoffending",
        "### 1. Reducing reoffending",
        "**Reducing reoffending**",
    ],
)
@pytest.mark.parametrize(
    "paragraph", ["- 1.1. Reports were clear.", "1.1 Reports were clear.", "1.1. Reports were clear."]
)
def test_sections(title: str, paragraph: str) -> None:
    """Themes are known by their titles and paragraphs by their numbers, however they are set."""
    section = read(letter(sections=f"Commentary on the inspection in Northmoor\n\n{title}\n\n{paragraph}")).sections[0]
    assert (section.theme, section.number) == ("reducing_reoffending", 1)
    assert section.title in ("Reducing reoffending", "Reducing the likelihood of reoffending")
    assert section.paragraphs == (Paragraph(number="1.1", text="Reports were clear."),)


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "▪"])
def test_bulleted_paragraphs(bullet: str) -> None:
    """Paragraphs with bullets of any glyph are paragraphs without numbers."""
    text = f"Commentary on the inspection in Northmoor\n\nReducing reoffending\n\n{bullet} One here.\n\n{bullet} Two there."
    section = read(letter(sections=text)).sections[0]
    assert section.paragraphs == (Paragraph(text="One here."), Paragraph(text="Two there."))


@pytest.mark.parametrize(
    ("first", "between", "second", "healed"),
    [
        ("There were some", "", "cases of note.", "There were some cases of note."),
        ("There were some", "¹ A note on it.", "cases of note.", "There were some cases of note."),
        ("There were some", "[^1]: A note on it.", "cases of note.", "There were some cases of note."),
        ("There were some", "***", "cases of note.", "There were some cases of note."),
        ("A multi-", "", "agency view.", "A multi-agency view."),
    ],
)
def test_healing(first: str, between: str, second: str, healed: str) -> None:
    """A paragraph that a page break or a footnote cut in two is made whole."""
    text = "\n\n".join(filter(None, [f"1. Reducing reoffending\n\n- 1.1. {first}", between, second, "- 1.2. Next."]))
    report = read(
        letter(sections=text, summary="Summary\n\nA mark¹ stands here.").replace(
            "mark¹", "mark¹" if "note" in between else "mark"
        )
    )
    assert report.sections[0].paragraphs == (
        Paragraph(number="1.1", text=healed),
        Paragraph(number="1.2", text="Next."),
    )


def test_whole_paragraphs_stay_apart() -> None:
    """Paragraphs that end as sentences do are not joined."""
    report = read(letter(summary="Summary\n\nOne is whole.\n\nthis one begins oddly."))
    assert report.summary == ("One is whole.", "this one begins oddly.")


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("rate¹", "¹ A note."),
        ("rate[^1]", "[^1]: A note."),
        ("rate<sup>1</sup>", "¹ A note."),
        ("rate¹", "[^1]: A note."),
    ],
)
def test_footnotes(mark: str, note: str) -> None:
    """Footnotes and their marks are known in the ways in which they are set."""
    report = read(letter(summary=f"Summary\n\nThe {mark} fell.\n\n{note}"))
    assert report.summary == ("The rate[^1] fell.",)
    assert report.footnote("1").text == "A note."


@pytest.mark.parametrize("mark", ["rate[^7]", "rate⁷"])
def test_mark_without_footnote(mark: str) -> None:
    """A mark whose footnote was lost stays as text, so that the report is valid."""
    reading = letters.read(letter(summary=f"Summary\n\nThe {mark} fell.").encode(), "markdown")
    assert reading.report is not None
    assert reading.report.summary[0].footnote_marks == ()
    assert reading.report.summary[0].plain_text == f"The {mark} fell."


def wrapped(text: str, width: int, *, keeps_blank_lines: bool) -> str:
    """Wrap every line of a letter, with the blank lines between them or without."""
    lines = [
        textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False
        )
        for line in text.split("\n")
    ]
    return "\n".join("\n".join(line) for line in lines if line or keeps_blank_lines)


@pytest.mark.parametrize("has_tags", [True, False], ids=["tags", "bare"])
@pytest.mark.parametrize("keeps_blank_lines", [True, False], ids=["apart", "together"])
@pytest.mark.parametrize("width", [30, 33, 40, 43, 47, 50, 60, 65, 72, 80, 90, 100, 120, 10_000])
def test_wrapped_letter(width: int, keeps_blank_lines: bool, has_tags: bool) -> None:
    """A letter that was wrapped at any width, and lost its blank lines, makes the same report."""
    example = Path(__file__).parents[1] / "examples" / "northmoor-2015.md"
    text = example.read_text(encoding="utf-8")
    text = text if has_tags else text.replace("<i>", "").replace("</i>", "")
    reading = letters.read(wrapped(text, width, keeps_blank_lines=keeps_blank_lines).encode(), "markdown")
    assert reading.report == load(example.with_suffix(".json"))
    assert reading.leftovers == ()


@pytest.mark.parametrize("page_break", ["\n\n", "\n\n4\n\n", "\n4\n", "\n\nPage 4 of 5\n\n"])
@pytest.mark.parametrize("width", range(50, 76, 5))
def test_footnote_on_two_pages(width: int, page_break: str) -> None:
    """A footnote that a page end cuts after any of its lines is whole, and so is the paragraph that it stands in."""
    example = Path(__file__).parents[1] / "examples" / "northmoor-2015.md"
    text = example.read_text(encoding="utf-8")
    note = next(line for line in text.split("\n") if line.startswith("¹"))
    lines = textwrap.wrap(note, width, break_on_hyphens=False)
    around = wrapped(text.replace(note, "(note)"), width, keeps_blank_lines=True)
    for cut in range(1, len(lines)):
        whole = "\n".join(lines[:cut]) + page_break + "\n".join(lines[cut:])
        assert read(around.replace("(note)", whole)) == load(example.with_suffix(".json")), lines[cut]


def test_page_end_after_a_sentence() -> None:
    """Where paragraphs have numbers, one without that begins a page is the rest of the last on the page before."""
    text = "1. Reducing reoffending\n\n1.1. One is whole.\n\n- 4 -\n\nAnd it goes on.\n\n1.2. Next."
    assert read(letter(sections=text)).sections[0].paragraphs == (
        Paragraph(number="1.1", text="One is whole. And it goes on."),
        Paragraph(number="1.2", text="Next."),
    )


def test_page_end_that_shows_only_as_a_gap() -> None:
    """A paragraph whose last line is full, and that ends before its sentence does, goes on whatever it goes on with."""
    words = "The service was in good heart, and much of what it did was done at once. It worked with the "
    summary = textwrap.fill(f"{words}Northmoor Local Safeguarding Children Board every month.", 50).split("\n")
    cut = next(index for index, line in enumerate(summary) if line[0].isupper() and index)
    text = "\n".join(summary[:cut]) + "\n\n" + "\n".join(summary[cut:])
    assert read(letter(summary=f"Summary\n\n{text}")).summary == (" ".join(summary),)


def test_note_cut_within_its_months() -> None:
    """A footnote that a page end cuts between the months of its cohort is whole, whatever stands before and behind it."""
    note = "¹ Published in October 2013, and based on the January –\n\n5\n\nDecember 2011 cohort. Source: Ministry of Justice"
    text = f"Summary\n\nThe published reoffending rate¹ was 30% and there\n\n{note}\n\nwere no others."
    report = read(letter(summary=text))
    assert report.summary == ("The published reoffending rate[^1] was 30% and there were no others.",)
    assert report.context is not None
    assert report.context.reoffending is not None
    assert report.context.reoffending.cohort == Cohort(start=Month(2011, 1), end=Month(2011, 12))


@pytest.mark.parametrize("rest", ["960002.", "<https://example.org>.", "- <https://example.org>."])
def test_notes_that_were_cut(rest: str) -> None:
    """A note that was cut within a telephone number or before an address is whole."""
    report = read(letter(notes=f"Note 1: Please call 01632\n\n{rest}"))
    assert report.notes == (f"Please call 01632 {rest}",)


def test_title_over_two_lines_on_every_page() -> None:
    """The end of a title that was wrapped belongs to it, though every page has it again."""
    title = "Report of Short Quality Screening (SQS) of youth offending work in\nNorthmoor"
    text = letter(title=title)
    for part in ("Context", "Summary", "Key strengths"):
        text = text.replace(f"\n{part}\n", f"\n3\n{title}\n\n{part}\n")
    assert read(text) == read(letter())


def test_copy_list_that_ends_in_its_dash() -> None:
    """A line of the copy list that was wrapped behind the dash between role and name has neither a dash in it."""
    lines = "Copy to:\n\nChief Executive, Northmoor Council –\nFern Hollis\nCourt Bench:\nAsh Lee"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Chief Executive, Northmoor Council", ("Fern Hollis",)),
        ("Court Bench", ("Ash Lee",)),
    ]


def test_copy_list_on_two_pages() -> None:
    """The names of the columns, which a table has once for each of its pages, are no entry of the copy list."""
    rows = "| Role Role | Recipients Recipients |\n| --- | --- |\n| Court Bench | Fern Hollis |"
    reading = letters.read(letter(copy_list=f"Copy to:\n\n{rows}").encode(), "markdown")
    assert reading.report is not None
    assert [(entry.role, entry.recipients) for entry in reading.report.copy_list] == [("Court Bench", ("Fern Hollis",))]
    assert reading.leftovers == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Court Bench", "Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Basil Thorne", "Court Bench"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench - Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne"], ["", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Court Bench", "Basil Thorne"], ["Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["", "Fern Hollis"], ["Court Bench", "Basil Thorne"]], [("Court Bench", ("Basil Thorne",))]),
        ([["Court Bench", "Basil Thorne", "Fern Hollis"]], [("Court Bench", ("Basil Thorne", "Fern Hollis"))]),
        ([["Ash Lee", "Basil Thorne"]], [("Ash Lee", ("Basil Thorne",))]),
        ([["Ash Lee", "Court Bench", "Police"]], [("Ash Lee", ("Court Bench", "Police"))]),
    ],
)
def test_rows_of_a_copy_list(rows: list[list[str]], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """A row has a role and names in whatever order; names alone go with the row above, and have no place without one."""
    pieces = [tuple(Piece([Line(cell)]) for cell in row) for row in rows]

    assert expected == [(entry.role, entry.names) for entry in copy_list.entries(pieces)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("The Board should:\n\n- agree dates\n- keep them", [["The Board should:", "agree dates", "keep them"]]),
        ("• The Board should:\no agree dates\no keep them\n• Staff should meet.", [["The Board should:", "agree dates", "keep them"], ["Staff should meet."]]),
        ("- The Board should:\n    - agree dates\n    - keep them\n- Staff should meet.", [["The Board should:", "agree dates", "keep them"], ["Staff should meet."]]),
        ("1. Plans are due.\n2. Staff should meet:\n(a) at noon\n(b) at night\n3. Reviews are late.", [["Plans are due."], ["Staff should meet:", "at noon", "at night"], ["Reviews are late."]]),
        ("- One thing is due.\n• Another is due.\n- A third is due.", [["One thing is due."], ["Another is due."], ["A third is due."]]),
        ("- One:\n    o two:\n        ▪ three\n    o four\n- five", [["One:", ["two:", "three"], "four"], ["five"]]),
        ("Staff should meet. More should be said.", [["Staff should meet. More should be said."]]),
        ("- One:\n    o two:\n        ▪ three:\n            • four\n        ▪ five", [["One:", ["two:", ["three:", "four"], "five"]]]),
        ("Staff should meet.\n\nPlans are due.", [["Staff should meet."], ["Plans are due."]]),
    ],
)  # fmt: skip
def test_how_recommendations_are_nested(lines: str, expected: list[object]) -> None:
    """Items stand under others as their bullets, their indentation or a sentence that leads to them tell."""
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{lines}"))

    def tree(item: Item) -> list[object]:
        return [str(item.text), *(tree(each) if each.items else str(each.text) for each in item.items)]

    assert expected == [tree(item) for item in report.recommendations]
    assert (standard()["closing"],) == report.closing


def test_a_heading_in_a_table() -> None:
    """A row of a table may be the heading of a part; what stands beside the heading is left over."""
    row = "| Key strengths | in brief |"
    reading = letters.read(letter(strengths=f"{row}\n| --- | --- |\n\n- Staff were keen.").encode(), "markdown")

    assert read(letter()) == reading.report
    assert [row] == [passage.text.split("\n")[0] for passage in reading.leftovers]


def test_words_behind_the_recommendations() -> None:
    """A paragraph behind the items of a list is the first of the closing."""
    text = "Areas requiring improvement\n\n- Staff should meet.\n\nIt is all in hand."

    assert ("It is all in hand.", standard()["closing"]) == read(letter(recommendations=text)).closing


@pytest.mark.parametrize(
    ("notes", "expected", "left"),
    [
        ("Notes\n\nWe are independent.", ["We are independent."], []),
        ("Notes\n\nNote 1: We are independent.\n\nSo are you.", ["We are independent.", "So are you."], []),
        ("Note 1: We are independent.\n\nSo are you.", ["We are independent."], ["So are you."]),
    ],
)
def test_notes(notes: str, expected: list[str], left: list[str]) -> None:
    """Under a heading every paragraph is a note, and without one those that say so."""
    reading = letters.read(letter(notes=notes).encode(), "markdown")

    assert reading.report is not None
    assert expected == [str(note) for note in reading.report.notes]
    assert left == [passage.text for passage in reading.leftovers]


def test_a_date_behind_the_title() -> None:
    """A line of the header may stand behind the title, before the introduction begins."""
    parts = standard()
    text = letter(date="", title=f"# {parts['title']}\n\n{parts['date']}")
    reading = letters.read(text.encode(), "markdown")

    assert read(letter()) == reading.report
    assert () == reading.leftovers


def test_nested_recommendations() -> None:
    """Items under items keep their place, with ids that show it."""
    text = "Areas requiring improvement\n\n- The Board should:\n  - agree dates\n  - keep them\n    - always\n- Staff should meet."
    assert read(letter(recommendations=text)).recommendations == (
        Item(
            id="recommendation-1",
            text="The Board should:",
            items=(
                Item(id="recommendation-1.1", text="agree dates"),
                Item(
                    id="recommendation-1.2",
                    text="keep them",
                    items=(Item(id="recommendation-1.2.1", text="always"),),
                ),
            ),
        ),
        Item(id="recommendation-2", text="Staff should meet."),
    )


@pytest.mark.parametrize("marker", ["- ", "• ", "i. ", "(a) ", "1. ", ""])
def test_recommendations(marker: str) -> None:
    """Recommendations are items whatever stands before them, and the thanks are not one of them."""
    report = read(letter(recommendations=f"Areas requiring improvement\n\n{marker}Reviews should be on time."))
    assert report.recommendations == (Item(id="recommendation-1", text="Reviews should be on time."),)
    assert report.closing == ("We are grateful to all.",)


def test_lead_inspector() -> None:
    """The lead inspector's name, e-mail address and telephone number stand in the closing."""
    text = (
        "If you have any further questions please contact the lead inspector, who was Hazel St. Brook. "
        "She can be contacted at hazel.brook@example.org or on 01632 960001."
    )
    assert read(letter(closing=text)).inspection.lead_inspector == LeadInspector(
        name="Hazel St. Brook", email="hazel.brook@example.org", telephone="01632 960001"
    )


def test_who_can_be_reached_behind_the_lead_inspector() -> None:
    """The address and the number of the lead inspector stand behind the name; those before it are somebody else's."""
    text = (
        "If you want the office, write to office@example.org or call 01632 960002. "
        "The lead inspector was Hazel Brook, at hazel.brook@example.org or 01632 960001."
    )
    expected = LeadInspector(name="Hazel Brook", email="hazel.brook@example.org", telephone="01632 960001")

    assert expected == read(letter(closing=text)).inspection.lead_inspector


def test_where_the_copy_list_is_spoken_of() -> None:
    """The line of the header that refers to the copy list belongs to it, as its heading does."""
    sender = f"Copy to: See copy list at end\n\n{standard()['sender']}"
    reading = letters.read(letter(sender=sender).encode(), "markdown")

    expected = {"Copy to: See copy list at end", "Copy to:", "Chair of Youth Court Bench\t<i>Basil Thorne</i>"}
    assert expected == {passage.text for passage in reading.sources["/copy_list"]}


def test_copy_list() -> None:
    """A line of the copy list has a role and, behind a tab, names with commas between them, or none."""
    lines = "Copy to:\n\nCourt Bench\t<i>Basil Thorne, Fern Hollis</i>\nCare Quality Commission\nPolice\t*Ash Lee*"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Court Bench", ("Basil Thorne", "Fern Hollis")),
        ("Care Quality Commission", ()),
        ("Police", ("Ash Lee",)),
    ]


def test_of_days_that_are_as_likely_the_first_count() -> None:
    """Where nothing is said of two ranges of days, the first in the letter are taken for the fieldwork."""
    context = "Context\n\nBeside them are 1-2 June 2016, at Northmoor Youth Offending Service (YOS)."
    report = read(letter(introduction="Days of note are 9-11 March 2015.", context=context))

    assert Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)) == report.inspection.fieldwork


def test_a_service_that_only_the_addressee_names() -> None:
    """A service that no paragraph names has the name that the header gives it."""
    to = "To: Ivy Garland, Chair of Northmoor Youth Offending Service Management Board"
    report = read(letter(to=to, context="Context\n\nWe examined 20 cases."))

    assert Service(name="Northmoor Youth Offending Service", area="Northmoor") == report.inspection.service


def test_a_letter_without_an_area() -> None:
    """A letter that names no area makes no report, and its area is what is missing."""
    sections = "Commentary\n\n1. Reducing reoffending\n\n- 1.1. Reports were clear."
    text = letter(title="Report of Short Quality Screening (SQS)", sections=sections)

    assert [(None, None, "no report could be made: the letter has no area, or none that could be read")] == told(
        text, "SQS402"
    )


def test_a_rate_without_a_context() -> None:
    """A rate is read in the Summary though the letter has no Context."""
    introduction = "We were at Northmoor Youth Offending Service (YOS) from 9-11 March 2015."
    summary = "Summary\n\nThe reoffending rate was 41.0%."
    report = read(letter(introduction=introduction, context="", summary=summary))

    assert Context(reoffending=Reoffending(rate=41.0)) == report.context


def test_area_that_disagrees() -> None:
    """A letter that names two areas keeps that of its title, a problem says so, and the other one is left over."""
    text = letter(sections="Commentary on the inspection in Southmoor:\n\n1. Reducing reoffending\n\n- 1.1. Clear.")
    reading = letters.read(text.encode(), "markdown")
    assert reading.report is not None
    assert reading.report.inspection.service.area == "Northmoor"
    message = 'the letter names its area "Northmoor" and "Southmoor"'
    assert [message] == [problem.message for problem in reading.problems if problem.code == "SQS406"]
    assert [leftover.text for leftover in reading.leftovers] == ["Commentary on the inspection in Southmoor:"]


def test_area_of_the_commentary() -> None:
    """A letter whose title names no area has that of the commentary's heading, and tells where it stands."""
    reading = letters.read(letter(title="Report of Short Quality Screening (SQS)").encode(), "markdown")
    assert reading.report is not None
    assert reading.report.inspection.service.area == "Northmoor"
    (passage,) = reading.sources["/inspection/service/area"]
    assert passage.text == "Commentary on the inspection in Northmoor:"
    assert reading.leftovers == ()


def test_windows_1252() -> None:
    """A letter in Windows-1252 is read, with a problem that says where it is not UTF-8."""
    reading = letters.read(letter(summary="Summary\n\nThe café – fine.").encode("cp1252"), "markdown")
    assert reading.report is not None
    assert reading.report.summary == ("The café – fine.",)
    assert [(problem.code, problem.line) for problem in reading.problems if problem.code == "SQS407"] == [
        ("SQS407", 17)
    ]


def test_no_report() -> None:
    """Without what a report cannot lack there is none, and the problems name each part."""
    reading = letters.read(b"Dear Sir,\n\nthis is another letter.", "markdown")
    assert reading.report is None
    assert [problem.params["part"] for problem in reading.problems if problem.code == "SQS402"] == [
        "title", "publication date", "area", "name of the service", "days of fieldwork",
    ]  # fmt: skip
    assert [(leftover.text, leftover.line) for leftover in reading.leftovers] == [
        ("Dear Sir,", 1),
        ("this is another letter.", 3),
    ]


@pytest.mark.parametrize("gap", ["\t", "    ", "  ", " "])
def test_copy_list_without_tabs(gap: str) -> None:
    """Where tabs were lost, wide spaces part the columns of the copy list, or the emphasis of the names does."""
    lines = f"Copy to:\n\nChair of Youth Court Bench{gap}<i>Basil Thorne, Fern Hollis</i>\nPolice{gap}<i>Ash Lee</i>"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("Chair of Youth Court Bench", ("Basil Thorne", "Fern Hollis")),
        ("Police", ("Ash Lee",)),
    ]


def test_without_blank_lines() -> None:
    """A letter that lost its blank lines is read by its headings, numbers and bullets."""
    text = letter(closing="We are grateful to all.\n\nIf you have any questions, please ask.")
    assert read(text.replace("\n\n", "\n")) == read(text)


@pytest.mark.parametrize(
    "title", ["**1. Reducing reoffending**", "### **1. Reducing reoffending**", "*Reducing reoffending*"]
)
def test_emphasised_titles(title: str) -> None:
    """A title that is set in bold or italics is the same title."""
    section = read(letter(sections=f"Commentary on the inspection in Northmoor\n\n{title}\n\n- 1.1. Clear.")).sections[
        0
    ]
    assert (section.theme, section.number, section.title) == ("reducing_reoffending", 1, "Reducing reoffending")


#: What to do about a letter that is no text.
NO_TEXT = "save it as UTF-8, or give it the ending of its format, such as .pdf"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "1:1: error SQS002: the input is empty"),
        (b" \n\t\n", "1:1: error SQS002: the input is empty"),
        (letter().encode("utf-16-le"), f"error SQS408: this is not text in UTF-8; it looks like UTF-16; {NO_TEXT}"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", f"error SQS408: this is not text in UTF-8; {NO_TEXT}"),
    ],
)
def test_what_is_no_letter(data: bytes, problem: str) -> None:
    """What is no text at all gets one problem that says so, and not a list of what is missing."""
    reading = letters.read(data, "markdown")
    assert reading.report is None
    assert [str(each) for each in reading.problems] == [problem]


def test_header_on_one_line() -> None:
    """The lines of a header that were run together come apart at their labels."""
    header = "*To:* Ivy Garland, Chair of the Board *Copy to:* See copy list at end *From:* Rowan Ashby, Inspector *Publication date:* 8 April 2015"
    report = read(letter(to=header, sender="", date=""))
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board")
    assert report.sender == Person(name="Rowan Ashby", role="Inspector")
    assert report.published == date(2015, 4, 8)


def test_copy_list_in_lines() -> None:
    """A copy list that lost its columns, and has each name on a line under its role, is put together."""
    lines = "Copy to:\n\nRole\tRecipients\n\nYOS Head of Service\n\nJasper Reed\n\nEstyn\n\nCourt Bench,\n\nFern Hollis, Ash Lee"
    entries = read(letter(copy_list=lines)).copy_list
    assert [(entry.role, entry.recipients) for entry in entries] == [
        ("YOS Head of Service", ("Jasper Reed",)),
        ("Estyn", ()),
        ("Court Bench", ("Fern Hollis", "Ash Lee")),
    ]


def test_page_break_is_no_indentation() -> None:
    """An item that begins a page is no item of the one before."""
    text = "Areas requiring improvement\n\n\u2022 One should be.\n\f\u2022 Two should be.\n\u2022 Three should be."
    assert [item.text for item in read(letter(recommendations=text)).recommendations] == [
        "One should be.",
        "Two should be.",
        "Three should be.",
    ]
