"""What the reading of letters makes of headers and titles."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from sqsreport import letters
from sqsreport.letters.blocks import Line, TableRow
from sqsreport.letters.parts import sort_blocks
from sqsreport.model import Person
from support.letter_parts import letter, read, standard, told


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
        "To Ivy Garland, Chair of the Board\n\nFrom Rowan Ashby, Inspector\n\nDate 8 April 2015",
        "Addressee: Ivy Garland, Chair of the Board\n\nSender: Rowan Ashby, Inspector\n\nDate: 8 April 2015",
        "At / To: Ivy Garland, Chair of the Board\n\nOddi wrth / From: Rowan Ashby, Inspector\n\nDyddiad / Date: 8 April 2015",
        "To:         Ivy Garland, Chair\nof the Board\nFrom:       Rowan Ashby, Inspector\nDate:       8 April 2015",
        "**To** Ivy Garland, Chair of the Board\n\n*From* **Rowan Ashby, Inspector**\n\nPublished on *8 April 2015*",
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
    """A first-level heading in the head of the letter is its title, whatever its words; a second-level one is not."""
    found = letters.read(letter(title=heading).encode(), "markdown").report

    assert expected == (found and found.title)


def test_a_better_title() -> None:
    """A heading that is the title of a letter replaces one that is not, which becomes a leftover."""
    reading = letters.read(letter(title=f"# Letters of inspectors\n\n## {standard()['title']}").encode(), "markdown")

    assert read(letter()) == reading.report
    assert ["# Letters of inspectors"] == [passage.text for passage in reading.leftovers]


def test_a_line_above_the_heading_of_the_title() -> None:
    """What kind of page it is, above the heading of the first level, is not part of the title."""
    title = standard()["title"]

    assert title == read(letter(title=f"Inspection letter\n\n# {title}")).title


def test_words_of_a_title_that_come_again() -> None:
    """A possible second title after the title is the beginning of the introduction."""
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


def test_places_of_header_rows() -> None:
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


def test_places_of_header_terms() -> None:
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
    """A label may be above its value, with or without a colon, and does not begin a part of the letter."""
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
    """A line of the header that has no place in a report is a leftover, and not part of the value above it."""
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
    """A wrapped value of the header is complete, wherever its line ended."""
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
    """A value that was wrapped at the width of the letter continues, whatever its next line is."""
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
    """Name and role are separated by the first comma that is not before an honour."""
    assert read(letter(to=f"To: {printed}")).addressee == person


def test_title_over_two_lines_on_every_page() -> None:
    """The end of a title that was wrapped belongs to it, though every page has it again."""
    title = "Report of Short Quality Screening (SQS) of youth offending work in\nNorthmoor"
    text = letter(title=title)
    for part in ("Context", "Summary", "Key strengths"):
        text = text.replace(f"\n{part}\n", f"\n3\n{title}\n\n{part}\n")
    assert read(text) == read(letter())


def test_a_date_behind_the_title() -> None:
    """A line of the header may be after the title, before the introduction."""
    parts = standard()
    text = letter(date="", title=f"# {parts['title']}\n\n{parts['date']}")
    reading = letters.read(text.encode(), "markdown")

    assert read(letter()) == reading.report
    assert () == reading.leftovers


@pytest.mark.parametrize(
    "title", ["**1. Reducing reoffending**", "### **1. Reducing reoffending**", "*Reducing reoffending*"]
)
def test_emphasised_titles(title: str) -> None:
    """A title that is set in bold or italics is the same title."""
    section = read(letter(sections=f"Commentary on the inspection in Northmoor\n\n{title}\n\n- 1.1. Clear.")).sections[
        0
    ]
    assert (section.theme, section.number, section.title) == ("reducing_reoffending", 1, "Reducing reoffending")


def test_header_on_one_line() -> None:
    """Header lines that were joined are separated at their labels."""
    header = "*To:* Ivy Garland, Chair of the Board *Copy to:* See copy list at end *From:* Rowan Ashby, Inspector *Publication date:* 8 April 2015"
    report = read(letter(to=header, sender="", date=""))
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board")
    assert report.sender == Person(name="Rowan Ashby", role="Inspector")
    assert report.published == date(2015, 4, 8)


@pytest.mark.parametrize(
    "header",
    [
        (
            "Date:\n\nTo:\n\nFrom:\n\ncc:\n\n8 April 2015\n\nIvy Garland, Chair of the\nBoard of Places\n\n"
            "Rowan Ashby, Head of Youth\nInspections\n\nSee copy list"
        ),
        (
            "To:\nFrom:\nDate:\nCopy to:\n\nIvy Garland, Chair of the Board of Places\n"
            "Rowan Ashby, Head of Youth Inspections\n8 April 2015\nSee copy list"
        ),
        (
            "To:\n\nFrom:\n\nIvy Garland, Chair of the Board of Places\n\nRowan Ashby, Head of Youth Inspections\n\n"
            "Date:\n\n8 April 2015"
        ),
    ],
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_labels_before_their_values(header: str, form: str) -> None:
    """Labels that all precede their values get them in order."""
    text = letter(to=header, sender="", date="")
    if form == "html":
        text = "".join(f"<p>{part}</p>" for part in text.replace("\n\n", "\v").replace("\n", "<br>").split("\v"))
    report = letters.read(text.encode(), form).report
    assert report is not None
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board of Places")
    assert report.sender == Person(name="Rowan Ashby", role="Head of Youth Inspections")
    assert report.published == date(2015, 4, 8)


def test_labels_in_the_row_above_their_values() -> None:
    """A header may be a table with a column for each label, and no colons."""
    rows = (
        "| To | From | Publication date |\n| --- | --- | --- |\n"
        "| Ivy Garland, Chair of the Board of Places | Rowan Ashby, Head of Youth Inspections | 8 April 2015 |"
    )
    report = read(letter(to=rows, sender="", date=""))
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board of Places")
    assert report.sender == Person(name="Rowan Ashby", role="Head of Youth Inspections")
    assert report.published == date(2015, 4, 8)


def test_labels_before_other_values() -> None:
    """A value that does not fit its label in their order is left out."""
    text = letter(to="To:\n\nDate:\n\n8 April 2015\n\nIvy Garland, Chair of the Board", sender="", date="")
    reading = letters.read(text.encode(), "markdown")
    assert reading.report is not None
    assert reading.report.addressee is None
    assert [each.pointer for each in reading.problems if each.code == "SQS401"][:1] == ["/addressee"]


def test_labels_of_an_email() -> None:
    """The labels of an e-mail end with its subject, and none of them is joined with those of the letter."""
    mail = "From: Pat Quill\nTo: Lee Marsh\nCc: Business Support\nSubject: Letter for the Board"
    header = (
        "Date: 8 April 2015\n\nFrom: Rowan Ashby, Inspector\n\nTo: Ivy Garland, Chair of the Board\n\nCopy to: See list"
    )
    report = read(letter(to=f"{mail}\n\n{header}", sender="", date=""))
    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Board")
    assert report.sender == Person(name="Rowan Ashby", role="Inspector")


def test_a_value_that_seems_to_end() -> None:
    """A value continues after an initial at the end of its line, if only a blank line ends a value."""
    header = "To:\n\nDate:\n\nCllr T. J.\nGARLAND, Chair of the Board of Places\n\n8 April 2015"
    report = read(letter(to=header, date=""))
    assert report.addressee == Person(name="Cllr T. J. GARLAND", role="Chair of the Board of Places")
    assert report.published == date(2015, 4, 8)


@pytest.mark.parametrize(
    "header",
    [
        "To:\nCopy to:\nFrom:\nDate:\n\nIvy Garland, Chair of\nthe Board\nSee copy list\nRowan Ashby, Inspector\n8 April 2015",
        "To:\n\nCopy\nto:\n\nFrom:\n\nDate:\n\nIvy Garland, Chair of\nthe Board\n\nSee copy list\n\nRowan Ashby,\nInspector\n\n8 April 2015",
        "To:\nPublication\ndate:\nFrom:\n\nIvy Garland, Chair of the Board\n8 April 2015\nRowan Ashby, Inspector",
    ],
)
def test_wrapped_values_after_all_labels(header: str) -> None:
    """If all labels precede their values, a value or a label may be wrapped."""
    report = read(letter(to=header, sender="", date=""))

    assert Person(name="Ivy Garland", role="Chair of the Board") == report.addressee
    assert Person(name="Rowan Ashby", role="Inspector") == report.sender
    assert date(2015, 4, 8) == report.published


def test_labels_broken_in_their_column() -> None:
    """A label that is wrapped in its column has the value next to its first word."""
    header = (
        "To:          Ivy Garland, Chair of the Board of\n             Places\nCopy         See copy list\nto:\n"
        "Publication  8 April 2015\ndate:\nFrom:        Rowan Ashby, Inspector"
    )
    report = read(letter(to=header, sender="", date=""))

    assert Person(name="Ivy Garland", role="Chair of the Board of Places") == report.addressee
    assert Person(name="Rowan Ashby", role="Inspector") == report.sender
    assert date(2015, 4, 8) == report.published


def test_a_broken_label_with_one_space_before_its_value() -> None:
    """The label of the date is complete if its column wraps it and is as narrow as its first word."""
    header = "To:         Ivy Garland, Chair of the Board\nFrom:       Rowan Ashby, Inspector\nPublication 8 April 2015\ndate:"

    assert date(2015, 4, 8) == read(letter(to=header, sender="", date="")).published


@pytest.mark.parametrize("area", ["St Aldwin's", "Northmoor, Larch-on-Sea and Elmet", "Northmoor and Elmet"])
def test_a_title_that_a_blank_line_cuts(area: str) -> None:
    """A title continues after a blank line with the name of the area that the heading of the commentary has."""
    first, rest = area.split(" ", 1)
    report = read(
        letter(
            title=f"Report of Short Quality Screening (SQS) of youth offending work in {first}\n\n{rest}",
            context=f"Context\n\nWe examined 20 cases at {area} Youth Offending Service (YOS).",
            sections=f"Commentary on the inspection in {area}:\n\n1. Reducing reoffending\n\n1.1. Reports were clear.",
        )
    )

    assert f"Report of Short Quality Screening (SQS) of youth offending work in {area}" == report.title
    assert area == report.inspection.service.area
    assert ("We were there from 9-11 March 2015.",) == report.introduction


def test_a_label_at_the_middle_of_its_value() -> None:
    """The label of a value on two lines may be next to the second, and that of the date wrapped over two lines."""
    header = (
        "                         Ivy Garland, Chair of the Northmoor and Larch\n"
        "To:                      Management Board\n"
        "From:                    Rowan Ashby, Assistant Chief Inspector\n"
        "Date:                    8 April 2015"
    )
    report = read(letter(to=header, sender="", date=""))

    assert Person(name="Ivy Garland", role="Chair of the Northmoor and Larch Management Board") == report.addressee


def test_labels_on_lines_between_those_of_their_values() -> None:
    """A label that is alone on its line is at the middle of a value with as many lines above as below."""
    header = (
        "                    Ivy Garland, Chair of the Northmoor and Larch\n"
        "To:\n"
        "                    Management Board\n"
        "Copy to:            See copy list at end\n"
        "                    Rowan Ashby, Assistant Chief Inspector\n"
        "From:\n"
        "                    (Youth Justice)\n"
        "Publication date:   8 April 2015"
    )
    report = read(letter(to=header, sender="", date=""))

    assert Person(name="Ivy Garland", role="Chair of the Northmoor and Larch Management Board") == report.addressee
    assert Person(name="Rowan Ashby", role="Assistant Chief Inspector (Youth Justice)") == report.sender


def test_labels_at_the_right_of_their_column() -> None:
    """The label of the date is whole where a column that is aligned at the right broke it."""
    header = (
        "         To:  Ivy Garland, Chair of the Northmoor Management Board\n"
        "       From:  Rowan Ashby, Assistant Chief Inspector\n"
        "Publication   8 April 2015\n"
        "      date:"
    )

    assert date(2015, 4, 8) == read(letter(to=header, sender="", date="")).published


def test_an_address_below_the_values() -> None:
    """Labels that all precede their values get them also if the address of the sender follows."""
    header = (
        "To:\n\nFrom:\nDate:\n\nIvy Garland, Director of Services and\nChair of the Northmoor Management\nBoard\n"
        "Rowan Ashby, Assistant Chief Inspector\n8 April 2015\n\nHM Inspectorate of Probation\n1 Bridge Street\nNorthmoor"
    )
    report = read(letter(to=header, sender="", date=""))

    assert date(2015, 4, 8) == report.published
    assert Person(name="Rowan Ashby", role="Assistant Chief Inspector") == report.sender


def test_a_label_with_two_spaces_before_its_value() -> None:
    """The longest label of a column has two spaces before its value, where the others have more."""
    rows = [
        "To                Ivy Garland, Chair of the Northmoor Management Board",
        "From              Rowan Ashby, Assistant Chief Inspector",
        "Publication date  8 April 2015",
    ]
    report = read(letter(to="\n".join(rows), sender="", date=""))

    assert read(letter()) == report


def test_a_sentence_right_below_a_title() -> None:
    """A long line below a title is a sentence where the title has all of the area that the commentary names."""
    title = (
        f"{standard()['title']}\nInspectors from HMI Probation visited Northmoor from Monday 9 March to\n11 March 2015."
    )

    report = read(letter(title=title))

    assert standard()["title"] == report.title
    assert "Inspectors from HMI Probation visited Northmoor from Monday 9 March to 11 March 2015." in [
        str(paragraph) for paragraph in report.introduction
    ]


def test_values_beside_other_labels() -> None:
    """A value that refers to the copy list is not a sender: the values are next to other labels than their own."""
    reading = letters.read(letter(sender="From: See copy list at end").encode(), "markdown")

    assert reading.report is not None
    assert reading.report.sender is None
    assert "SQS516" in [problem.code for problem in reading.problems]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_title_that_is_cut_before_the_area(gap: str) -> None:
    """The area of a title may be a paragraph of its own, spelt in another way than in the commentary."""
    title = f"{standard()['title'].removesuffix(' Northmoor')}{gap}Northmoor & Wick"
    sections = standard()["sections"].replace("Northmoor", "Northmoor and Wick")

    report = read(letter(title=title, sections=sections))

    assert title.replace(gap, " ") == report.title


def test_a_value_that_begins_before_its_label() -> None:
    """A value of which only the end of an office is next to its label is omitted and reported."""
    text = letter(to="Ivy Garland, Chair of the Northmoor\nTo:\nManagement Board")
    reading = letters.read(text.encode(), "markdown")

    assert reading.report is not None
    assert reading.report.addressee is None
    assert "/addressee" in [problem.pointer for problem in reading.problems if problem.code == "SQS516"]


def test_the_end_of_an_office_apart() -> None:
    """The end of an office on a line of its own belongs to the value above it, however far it is set in."""
    lines = (
        "To:                Ivy Garland, Chair of the Northmoor Youth Offending Team Management\n                 Board"
    )
    report = read(letter(to=f"Copy to:           See copy list at end\n{lines}"))

    assert report.addressee is not None
    assert "Chair of the Northmoor Youth Offending Team Management Board" == report.addressee.role


def test_a_letterhead_within_the_office_of_the_addressee() -> None:
    """An addressee whose office has the name of the inspectorate in it gives a warning."""
    text = letter(to="To: Ivy Garland, Chair of the Northmoor Management Board HM Inspectorate of Probation")
    problems = letters.read(text.encode(), "markdown").problems

    assert "/addressee/role" in [problem.pointer for problem in problems if problem.code == "SQS508"]


def test_capital_letters_with_accents() -> None:
    """A name and a footnote may begin with a letter that has an accent, as any others do."""
    text = letter(to="To Élodie Ward, Chair of the Northmoor Management Board", context=(
        "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). Plans(1) were late."
    ))  # fmt: skip
    report = read(f"{text}\n\n(1) Écoles are schools, as one of the plans had it.")

    assert report.addressee is not None
    assert "Élodie Ward" == report.addressee.name
    assert ["1"] == [footnote.label for footnote in report.footnotes]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_date_without_a_label(is_first: bool) -> None:
    """A line of the head that is a day and nothing else is the date of a letter that has no label for it."""
    to = "To: Ivy Garland, Chair of the Board"
    lines = ["8 April 2015", to] if is_first else [to, "8 April 2015"]
    reading = letters.read(letter(to="\n\n".join(lines), date="").encode(), "markdown")

    assert reading.report is not None
    assert date(2015, 4, 8) == reading.report.published
    assert "SQS515" in [each.code for each in reading.problems]


def test_an_office_that_breaks_off() -> None:
    """An office that ends with a word that something must follow is left out and reported."""
    reading = letters.read(letter(to="To: Ivy Garland, Chair of the").encode(), "markdown")

    assert reading.report is not None
    assert reading.report.addressee is None
    assert "/addressee" in [problem.pointer for problem in reading.problems if problem.code == "SQS516"]


def test_an_office_in_a_paragraph_below_the_name() -> None:
    """An office goes on with the name above it that ends with a comma, though it is a paragraph of its own."""
    report = read(letter(to="To: Ivy Garland,\n\nChair of the Northmoor Management Board"))

    assert report.addressee == Person(name="Ivy Garland", role="Chair of the Northmoor Management Board")


def test_rows_of_labels_above_rows_of_values() -> None:
    """Labels in a row of a table have their values in the row below, also where one of them is a heading elsewhere."""
    rows = [("To", "From"), ("Ivy Garland, Chair of the Board", "Rowan Ashby, Inspector")]
    rows += [("Copy to", "Date"), ("See copy list at end", "8 April 2015")]
    header = sort_blocks([TableRow(tuple(Line(cell) for cell in row)) for row in rows]).header

    assert {name: piece.plain for name, piece in header.items()} == {
        "to": "Ivy Garland, Chair of the Board",
        "from": "Rowan Ashby, Inspector",
        "copy to": "See copy list at end",
        "date": "8 April 2015",
    }


def test_labels_below_all_values() -> None:
    """Where a converter wrote a column of labels below the column of values, each label has its value."""
    header = (
        "To:\n\nIvy Garland, Chair of the Northmoor\nManagement Board\nSee copy list at end\n"
        "Rowan Ashby, Assistant Chief Inspector\nWednesday 8 April 2015\n\nCopy to:\nFrom:\nDate:"
    )
    assert read(letter()) == read(letter(to=header, sender="", date=""))


def test_title_below_the_values() -> None:
    """A title that begins below the values of the labels, after a blank line, is not part of the date."""
    header = (
        "To:      Ivy Garland, Chair of the Northmoor Management Board\n"
        "From:    Rowan Ashby, Assistant Chief Inspector\nDate:    8 April 2015\n\n"
        "         Report of Short Quality Screening (SQS) of youth offending work in\n"
        "                                Northmoor"
    )
    report = read(letter(to=f"Short Quality Screening: Northmoor\n\n{header}", sender="", date="", title=""))

    assert standard()["title"] == report.title
    assert date(2015, 4, 8) == report.published


def test_a_date_that_a_converter_took_from_its_label() -> None:
    """The only day above the title is the publication date where its label is apart, and is reported as such."""
    labels = "To:\nCopy to:\nFrom:\nPublication\n\nIvy Garland, Chair of the Board\n8 April 2015\n\ndate:"
    text = letter(to=labels, sender="", date="")

    assert date(2015, 4, 8) == read(text).published
    assert told(text, "SQS515")


def test_an_office_that_is_cut_within_a_word() -> None:
    """The rest of a word that a hyphen cuts belongs to the office, even if a gap comes before it."""
    text = letter(to="To: Ivy Garland, Chair of North-\n\nmoor Management Board\n\nCopy to: See copy list at end", context=(
        "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). Plans in Northmoor were late."
    ))  # fmt: skip
    report = read(text)

    assert report.addressee == Person(name="Ivy Garland", role="Chair of Northmoor Management Board")
