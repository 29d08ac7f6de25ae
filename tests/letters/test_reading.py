"""Reading whole letters: missing parts, leftovers, and places."""

from __future__ import annotations

import attrs
import pytest

from sqsreport import letters
from sqsreport.letters.blocks import Line, Unread
from sqsreport.letters.formats import markdown
from sqsreport.letters.reading import read_as
from sqsreport.model import Prose
from support.letter_parts import letter, read, standard, told


def test_small_letter() -> None:
    """The small letter that these tests vary is read without leftovers."""
    reading = letters.read(letter().encode(), "markdown")
    assert reading.leftovers == ()
    missing = [problem.params["part"] for problem in reading.problems if problem.code == "SQS401"]
    assert missing == ["lead inspector"]


def test_what_a_letter_lacks() -> None:
    """Each missing part of a letter is reported, in the order of the letter."""
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


def test_an_unread_line() -> None:
    """Text without a place in the report is reported, with its position."""
    text = letter(sender="From: Rowan Ashby, Assistant Chief Inspector\nOur ref: YJ/12")

    assert [(4, 1, 'this text has no place in the report: "Our ref: YJ/12"')] == told(text, "SQS404")


def test_unread_lines_are_reported_one_by_one() -> None:
    """Lines of a paragraph that have no place in the report make a problem each."""
    text = letter(sender="From: Rowan Ashby, Assistant Chief Inspector\nOur ref: YJ/12\nTel: 01632 960000")

    expected = [(4, 1, "Our ref: YJ/12"), (5, 1, "Tel: 01632 960000")]
    assert [
        (line, column, f'this text has no place in the report: "{words}"') for line, column, words in expected
    ] == told(text, "SQS404")


def test_a_menu_is_one_problem() -> None:
    """Adjacent lines outside of the letter are one problem, which shows the first and counts the others."""
    menu = "<nav><p>Home</p><p>Search</p><p>Contact us</p></nav>"
    text = f"<html><body>{menu}<main>{''.join(f'<p>{part}</p>' for part in standard().values())}</main></body></html>"

    assert [(1, 21, 'this text has no place in the report: "Home" (outside of the text) and 2 more beside it')] == told(
        text, "SQS404", "html"
    )[:1]


def test_places_of_values() -> None:
    """The source of each value is its line, and no other."""
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


def test_places_of_values_of_a_known_report() -> None:
    """Of a letter whose report is known, the lines that agree with a value have it, and every line is the report's."""
    strengths = "Key strengths\n\n- Staff were glad."
    blocks = markdown.parse(letter(strengths=strengths).encode()).blocks
    sources = read_as(read(letter()), blocks).sources

    assert letter(strengths=strengths).split() == " ".join(passage.text for passage in sources[""]).split()
    assert [standard()["closing"]] == [passage.text for passage in sources["/closing/0"]]
    assert "/strengths/0" not in sources


def test_unread_text_of_a_known_report() -> None:
    """If the report is embedded, text that the format has excluded from the letter is a leftover."""
    menu = Unread((Line("Home"),))
    reading = read_as(read(letter()), (menu, *markdown.parse(letter().encode()).blocks))

    assert ["Home"] == [passage.text for passage in reading.leftovers]
    assert "Home" not in [passage.text for passage in reading.sources[""]]


def test_places_of_values_of_an_unknown_letter() -> None:
    """If no line is recognised, only the whole report has sources."""
    sources = read_as(read(letter()), markdown.parse(b"Nothing of the kind.").blocks).sources

    assert {"": ["Nothing of the kind."]} == {
        place: [passage.text for passage in found] for place, found in sources.items()
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    """A letter in UTF-16 is read, with a byte order mark or without, as one in UTF-8 with a mark is."""
    text = letter(summary="Summary\n\nThe café – fine.")

    assert read(text) == letters.read(text.encode(encoding), "markdown").report


def test_mojibake() -> None:
    """UTF-8 text that was decoded as Windows-1252 is repaired, and a problem has its first position."""
    text = letter(introduction="We were there from 9–11 March 2015.", notes="Note 1: Zoë’s “own” list is long.")
    damaged = "\n".join(line.encode().decode("cp1252", errors="replace") for line in text.split("\n"))
    reading = letters.read(damaged.encode(), "markdown")

    assert reading.report == read(text)
    assert [
        (p.line, p.params["found"], p.params["repaired"], p.params["left"])
        for p in reading.problems
        if p.code == "SQS416"
    ] == [(9, "9â€“11", 2, 0)]


@pytest.mark.parametrize("words", ["The CAFÉ’s work – in PLÂS MÔR – was good.", "Ã‰va’s and Zoë’s work was good."])
def test_what_may_be_no_mojibake(words: str) -> None:
    """Characters that a letter may mean stay, and so does a line that is only partly in the wrong encoding."""
    reading = letters.read(letter(summary=f"Summary\n\n{words}").encode(), "markdown")

    assert reading.report is not None
    assert reading.report.summary == (words,)
    assert ("Ã" in words) == any(problem.code == "SQS416" for problem in reading.problems)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Work by Siân\u200b and Zoe\u0308\u200e.", "Work by Siân and Zoë."),
        (
            "A co\u2011opted, well\u2010known \ufb01rst o\u00adffer \u2013 good.",
            "A co-opted, well-known first offer – good.",
        ),
        ("Thin\u2009spaces\u00a0and\u202fothers.", "Thin spaces and others."),
    ],
)
def test_characters(words: str, plain: str) -> None:
    """Hyphens, spaces, accents and invisible characters are normalised; dashes stay; passages have the file's own."""
    reading = letters.read(letter(summary=f"Summary\n\n{words}").encode(), "markdown")

    assert reading.report is not None
    assert reading.report.summary == (plain,)
    assert [passage.text for passage in reading.sources["/summary/0"]] == [words]


@pytest.mark.parametrize("glyph", ["►", "❖", "\uf0b7", "\uf0d8", "§", "Ø", "➤", "✔", "∙", "⬤", "▶\ufe0f"])
def test_bullets_of_all_fonts(glyph: str) -> None:
    """A bullet of any alphabet or symbol font begins an item."""
    items = f"Key strengths\n\n{glyph} Staff were keen.\n{glyph} Reports were clear."

    assert [item.text for item in read(letter(strengths=items)).strengths] == [
        "Staff were keen.",
        "Reports were clear.",
    ]


def test_windows_1252() -> None:
    """A letter in Windows-1252 is read, with a problem that has the position of the first byte that is not UTF-8."""
    reading = letters.read(letter(summary="Summary\n\nThe café – fine.").encode("cp1252"), "markdown")
    assert reading.report is not None
    assert reading.report.summary == ("The café – fine.",)
    assert [(problem.code, problem.line) for problem in reading.problems if problem.code == "SQS407"] == [
        ("SQS407", 17)
    ]


def test_no_report() -> None:
    """Without the required values there is no report, and the problems name each of them."""
    reading = letters.read(b"Dear Sir,\n\nthis is another letter of the SQS programme.", "markdown")
    assert reading.report is None
    assert [problem.params["part"] for problem in reading.problems if problem.code == "SQS402"] == [
        "title", "publication date", "area", "name of the service", "days of fieldwork",
    ]  # fmt: skip
    assert [(leftover.text, leftover.line) for leftover in reading.leftovers] == [
        ("Dear Sir,", 1),
        ("this is another letter of the SQS programme.", 3),
    ]


#: What to do about a letter that is no text.
NO_TEXT = "save it as UTF-8, or give it the ending of its format, such as .pdf"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "1:1: error SQS002: the input is empty"),
        (b" \n\t\n", "1:1: error SQS002: the input is empty"),
        (b"PK\0\0\1\0\0\0\2", f"error SQS408: this is not text in UTF-8; {NO_TEXT}"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", f"error SQS408: this is not text in UTF-8; {NO_TEXT}"),
    ],
)
def test_what_is_no_letter(data: bytes, problem: str) -> None:
    """A file without text has one problem that says so, and no list of missing parts."""
    reading = letters.read(data, "markdown")
    assert reading.report is None
    assert [str(each) for each in reading.problems] == [problem]


def test_an_image_in_prose() -> None:
    """The words of an image in the prose of a report are text of the letter that is written."""
    report = letters.read(letter().encode(), "markdown").report
    assert report is not None
    report = attrs.evolve(report, closing=(Prose("![Thanks](seal.png)"),))
    reading = letters.read(letters.write(report, "markdown"), "markdown")

    assert report == reading.report
    assert () == reading.leftovers


def test_a_contact_after_the_letter() -> None:
    """A site's own heading for its contact after a letter does not begin the closing again."""
    reading = letters.read(f"{letter()}\n\n## Contact\n\nPress office\n\nPrivacy".encode(), "markdown")

    assert reading.report == letters.read(letter().encode(), "markdown").report
    assert {"Press office", "Privacy"} <= {passage.text for passage in reading.leftovers}


@pytest.mark.parametrize(
    ("sections", "form"),
    [
        ("### Reducing reoffending\n\n* 1. Reports were clear.\n    2. Plans were late.", "markdown"),
        ("### Reducing reoffending\n\n  *     1. Reports were clear.\n    2. Plans were late.", "markdown"),
        ("### Reducing reoffending\n\n1. Reports were clear.\n2. Plans were late.", "markdown"),
        (
            "<h3>Reducing reoffending</h3><ul><li><ol><li>Reports were clear.</li><li>Plans were late.</li></ol></li></ul>",
            "html",
        ),
    ],
)
def test_numbers_of_a_list_are_no_numbers_of_paragraphs(sections: str, form: str) -> None:
    """If a converter kept only 1 and 2 of 1.1 and 1.2, the paragraphs have no numbers, and a problem says so."""
    text = letter(sections=f"Commentary on the inspection in Northmoor:\n\n{sections}")
    if form == "html":
        before, after = text.split(sections)
        before, after = ("".join(f"<p>{part}</p>" for part in each.strip().split("\n\n")) for each in (before, after))
        text = before + sections + after
    reading = letters.read(text.encode(), form)

    assert reading.report is not None
    (section,) = reading.report.sections
    assert [(None, "Reports were clear."), (None, "Plans were late.")] == [
        (each.number, each.text.plain_text) for each in section.paragraphs
    ]
    assert ["/sections/0"] == [each.pointer for each in reading.problems if each.code == "SQS520"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Work with partner agencies", ["/sections/0/paragraphs/1/text"]),
        ("Work with partner agencies was good.", []),
        ("operational matters", []),
        ("2.2. Work with partner agencies", []),
    ],
)
def test_headings_that_are_not_known(heading: str, expected: list[str]) -> None:
    """A few words above a paragraph may be a heading, and are reported if no number makes them a paragraph."""
    sections = f"Commentary on the inspection in Northmoor:\n\n2. Protecting the public\n\n2.1. Plans were clear.\n\n{heading}\n\nStaff met the police every week."
    reading = letters.read(letter(sections=sections).encode(), "markdown")

    assert expected == [each.pointer for each in reading.problems if each.code == "SQS525"]


@pytest.mark.parametrize("lead", ["The Board should ensure that", "To improve, the Board should make sure that:"])
def test_items_below_what_the_board_should_ensure(lead: str) -> None:
    """The items that someone should ensure are nested below that sentence, with or without a colon."""
    recommendations = f"Areas requiring improvement\n\n{lead}\n\n- plans are clear\n- reviews are timely"
    (item,) = read(letter(recommendations=recommendations)).recommendations

    assert (lead, ["plans are clear", "reviews are timely"]) == (
        str(item.text),
        [str(each.text) for each in item.items],
    )


def test_a_sentence_that_only_announces_a_list() -> None:
    """A sentence that announces the strengths is not one of them, and is a leftover."""
    strengths = "Key strengths\n\nThere were two key strengths.\n\n- The court team.\n- Work with parents."
    reading = letters.read(letter(strengths=strengths).encode(), "markdown")

    assert reading.report is not None
    assert ["The court team.", "Work with parents."] == [str(each.text) for each in reading.report.strengths]
    assert ["There were two key strengths."] == [passage.text for passage in reading.leftovers]


@pytest.mark.parametrize("end", ["at cora.dale@example.org", "on 01632 960001"])
def test_a_paragraph_that_ends_with_an_address(end: str) -> None:
    """A paragraph may end with an address without a full stop, and the next one does not go on with it."""
    first = (
        f"If you have any questions about what this letter says, please contact the lead inspector, Cora Dale, {end}"
    )
    closing = f"We thank you.\n\n{first}\n\nThe next inspection will be in 2018."

    assert ["We thank you.", first, "The next inspection will be in 2018."] == [
        each.plain_text for each in read(letter(closing=closing)).closing
    ]
