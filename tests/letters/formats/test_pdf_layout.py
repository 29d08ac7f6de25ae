"""How pages of a PDF are read that show nothing but where their words are: columns, tables, notes, and what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types of its own
import pytest

from sqsreport import letters
from sqsreport.letters.blocks import Block, Footnote, ListItem, Paragraph, TableRow, Unread
from sqsreport.letters.formats.geometry.cells import regions_of_rows
from sqsreport.letters.formats.geometry.columns import TableRows, in_order
from sqsreport.letters.formats.geometry.lines import TextLine, lines_of
from sqsreport.letters.formats.geometry.segments import ASCENT, DESCENT, Segment
from sqsreport.letters.formats.geometry.tables import decide, divide
from sqsreport.letters.formats.pdf.pages import PageReader
from sqsreport.letters.formats.pdf.reading import parse
from support.pdf import pdf, rows, text, words

#: Lines of prose that fill a page from its left to its right margin.
PROSE: Final = (
    "Case managers read what was in the files before they went out, and most of them came back",
    "with a better plan than the one that they had found there, which nobody had looked at since",
    "the summer. They told us so.",
)


def read(*pages: str, **options: Any) -> tuple[Block, ...]:
    """Read pages that are given as content streams."""
    return parse(pdf(*pages, **options)).blocks


def table(*lines: tuple[str, float, str, float], left: float = 72, right: float = 300) -> str:
    """Print the lines of two columns, each with its baseline from the bottom; 0 omits a line."""
    return "".join(
        (text(role, left, first) if first else "") + (text(name, right, second) if second else "")
        for role, first, name, second in lines
    )


def cells(blocks: Sequence[Block]) -> list[list[str]]:
    """Return the cells of all rows."""
    return [[line.text for line in block.lines] for block in blocks if isinstance(block, TableRow)]


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Return the paragraphs, each in one line."""
    return [" ".join(line.text for line in block.lines) for block in blocks if isinstance(block, Paragraph)]


def segment(content: str, left: float, baseline: float, size: float = 10) -> Segment:
    """Make a segment whose letters are half as wide as they are high."""
    right = left + 0.5 * size * len(content)
    return Segment(content, 1, 0, left, baseline - ASCENT * size, right, baseline + DESCENT * size, size)


def unread(blocks: Sequence[Block]) -> list[tuple[str, str | None]]:
    """Return what is not part of the text, with the reason."""
    return [
        (line.text, line.passage.reason if line.passage else None)
        for block in blocks
        if isinstance(block, Unread)
        for line in block.lines
    ]


# --------------------------------------------------------------------------------------------- lines


def test_lines_in_any_order() -> None:
    """Lines are found by where their words are, in whatever order these are printed."""
    found = lines_of(
        [segment("away", 135, 50), segment("below", 100, 62), segment("far", 115, 50), segment("So", 100, 50)]
    )
    assert [line.text for line in found] == ["So far away", "below"]


def test_lines_of_two_columns() -> None:
    """Words that are level, and far apart, are lines of their own."""
    assert [line.text for line in lines_of([segment("Mayor", 50, 50), segment("Ash Lee", 200, 50)])] == [
        "Mayor",
        "Ash Lee",
    ]


def test_words_that_are_printed_one_by_one() -> None:
    """Words that are printed one by one, last words first, are the sentence that a person reads."""
    width = {"Case": 30, "managers": 54, "listen": 33, "well.": 30}
    place, content = 72.0, []
    for word, each in width.items():
        content.append(text(word, place, 700))
        place += each
    assert words(read("".join(reversed(content)))) == [("Paragraph", ["Case managers listen well."])]


def test_letters_that_are_set_wide() -> None:
    """A heading whose letters are set wide is words, not letters."""
    page = "BT /B 12 Tf 7 Tc 1 0 0 1 72 700 Tm (KEY STRENGTHS) Tj ET\n" + rows(*PROSE, top=660)
    assert words(read(page))[0] == ("Heading", ["KEY STRENGTHS"])


def test_justified_lines() -> None:
    """The wide gaps of a justified line separate no cells."""
    wide = "".join(text(word, x, 686) for word, x in [("with", 72), ("a", 140), ("better", 190), ("plan", 270)])
    page = rows("Case managers went out and came back", top=700) + wide + rows("which they wrote down.", top=672)
    assert not cells(read(page))


# -------------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize("alignment", ["top", "middle", "bottom"])
def test_cells_that_are_wrapped(alignment: str) -> None:
    """A row has all lines of its cells, however these are aligned, and each name stays with its own role."""
    names = {"top": (700, 680, 638), "middle": (700, 673.5, 638), "bottom": (700, 667, 638)}[alignment]
    page = table(
        ("Head of the Youth Offending Service", 700, "Ivy Reed", names[0]),
        ("Lead Member for Children, and for the", 680, "Ash Lee", names[1]),
        ("Safety of the Community", 667, "", 0),
        ("Chair of the Youth Court Bench", 638 + 9, "Fir Dale", names[2] + 9),
    )
    assert cells(read(page)) == [
        ["Head of the Youth Offending Service", "Ivy Reed"],
        ["Lead Member for Children, and for the Safety of the Community", "Ash Lee"],
        ["Chair of the Youth Court Bench", "Fir Dale"],
    ]


def test_names_that_are_wrapped_beside_a_role() -> None:
    """Names over two lines are one cell, next to a role in the middle of their row."""
    page = table(
        ("Chief Executive", 700, "Ivy Reed", 700),
        ("", 0, "Ash Lee, Fir Dale,", 680),
        ("Inspectorates of Schools and of Care", 673.5, "", 0),
        ("", 0, "Oak Hill", 667),
        ("Mayor", 647, "Elm Grove", 647),
    )
    assert cells(read(page)) == [
        ["Chief Executive", "Ivy Reed"],
        ["Inspectorates of Schools and of Care", "Ash Lee, Fir Dale, Oak Hill"],
        ["Mayor", "Elm Grove"],
    ]


def test_entries_of_a_cell() -> None:
    """Names that are on lines of their own, though there is room, are cells of their own."""
    page = table(
        ("Chief Executive of the County Council", 700, "Professor Ivy Reed", 700),
        ("Inspectorate", 680, "Ash Lee", 680),
        ("", 0, "Fir Dale", 667),
        ("Mayor", 647, "Elm Grove", 647),
    )
    assert cells(read(page))[1] == ["Inspectorate", "Ash Lee", "Fir Dale"]


def test_lines_between_rows() -> None:
    """Rules between rows separate them."""
    rules = "".join(f"70 {y} m 450 {y} l S\n" for y in (712, 676, 654, 634))
    page = rules + table(
        ("Lead Member", 698, "Ash Lee", 691),
        ("for Children", 685, "", 0),
        ("Mayor", 662, "Elm Grove", 662),
        ("Clerk", 640, "Oak Hill", 640),
    )
    assert cells(read(page)) == [["Lead Member for Children", "Ash Lee"], ["Mayor", "Elm Grove"], ["Clerk", "Oak Hill"]]


def test_role_that_goes_on_on_the_next_page() -> None:
    """The rest of a cell at the top of a page belongs to the row at the foot of the page before."""
    first = table(
        ("Head of Service of the whole County", 100, "Ivy Reed", 100),
        ("Chief Executive of the County and", 80, "Ash Lee", 80),
    )
    second = table(("Borough Council", 760, "", 0), ("Mayor", 740, "Elm Grove", 740), ("Clerk", 720, "Oak Hill", 720))
    assert cells(read(first, second)) == [
        ["Head of Service of the whole County", "Ivy Reed"],
        ["Chief Executive of the County and Borough Council", "Ash Lee"],
        ["Mayor", "Elm Grove"],
        ["Clerk", "Oak Hill"],
    ]


def test_rows_of_a_first_cell_alone() -> None:
    """Bodies without a person are rows of a list, also above its first name and below its last one."""
    content = table(
        ("Board of Larch", 700, "", 0),
        ("Head of Service", 680, "Ash Lee", 680),
        ("Care Commission of", 660, "", 0),
        ("the North", 646, "", 0),
        ("Court Bench", 626, "Fir Dale", 626),
        ("Inspectorate", 606, "", 0),
    )
    assert cells(read(content)) == [
        ["Board of Larch", ""],
        ["Head of Service", "Ash Lee"],
        ["Care Commission of the North", ""],
        ["Court Bench", "Fir Dale"],
        ["Inspectorate", ""],
    ]


def test_cells_that_are_justified() -> None:
    """Words with wide gaps in a cell are one line if it ends where others of its column do."""
    lines = lines_of(
        [
            segment("Head of Service", 72, 100),
            segment("Ash Lee Fernside", 300, 100),
            segment("Court Bench", 72, 130),
            segment("Fir", 300, 130),
            segment("Hollins", 340, 130),
            segment(",", 375, 130),
            segment("Oak Hill", 300, 142),
        ]
    )
    assert [line.text for line in lines] == [
        "Head of Service",
        "Ash Lee Fernside",
        "Court Bench",
        "Fir Hollins,",
        "Oak Hill",
    ]


def test_body_before_a_page() -> None:
    """A full line at the end of a page is a row of its own if the next page begins with a row that has a name."""
    first = table(("Head of the Youth Service", 120, "Ash Lee", 120), ("Constabulary Inspectorate", 100, "", 0))
    second = table(("Government of the North", 780, "Fir Dale", 780), ("Court Bench", 760, "Oak Hill", 760))
    assert cells(read(first, second)) == [
        ["Head of the Youth Service", "Ash Lee"],
        ["Constabulary Inspectorate", ""],
        ["Government of the North", "Fir Dale"],
        ["Court Bench", "Oak Hill"],
    ]


def test_row_on_two_pages() -> None:
    """A row that a page break cuts within its first cell is one row, with the name next to its start."""
    first = table(
        ("Head of Service", 120, "Ash Lee", 120),
        ("Chair of the Board for the Children", 100, "Fir Dale", 100),
        right=330,
    )
    second = table(
        ("Safeguarding of the North", 780, "", 0),
        ("Court Bench", 760, "Oak Hill", 760),
        ("Clerk", 740, "Elm Rowe", 740),
        right=330,
    )
    assert cells(read(first, second)) == [
        ["Head of Service", "Ash Lee"],
        ["Chair of the Board for the Children Safeguarding of the North", "Fir Dale"],
        ["Court Bench", "Oak Hill"],
        ["Clerk", "Elm Rowe"],
    ]


def test_whole_role_at_the_top_of_a_page() -> None:
    """A role that is alone at the top of a page is no part of the role at the foot of the page before, if it is whole."""
    head = ("To: Ivy Garland, Chair of the Larch Management Board", "Publication date: 8 April 2015")
    title = "Report of Short Quality Screening (SQS) of youth offending work in Larch"
    prose = "We inspected Larch Youth Offending Service (YOS) on 9-11 March 2015."
    letter = text(title, 72, 440, font="B", size=12) + rows(*head, top=500, step=20)
    letter += text(prose, 72, 400) + text("Copy to:", 72, 250)
    first = letter + table(
        ("Head of Service", 140, "Ash Lee", 140), ("Chief Executive of the Larch", 120, "Una Birch", 120),
        ("Borough Council for the North", 106, "", 0), right=330,
    )  # fmt: skip
    second = table(
        ("Director of Public Health", 780, "", 0), ("Court Bench", 760, "Oak Hill", 760),
        ("Clerk to the Justices", 740, "Elm Rowe", 740), right=330,
    )  # fmt: skip
    report = letters.read(pdf(first, second), "pdf").report
    assert report is not None

    assert [
        ("Head of Service", ("Ash Lee",)), ("Chief Executive of the Larch Borough Council for the North", ("Una Birch",)),
        ("Director of Public Health", ()), ("Court Bench", ("Oak Hill",)), ("Clerk to the Justices", ("Elm Rowe",)),
    ] == [(entry.role, entry.recipients) for entry in report.copy_list]  # fmt: skip


def test_names_below_each_other() -> None:
    """Short lines of a second cell are several people, though none of them has room for the next word."""
    content = table(
        ("Head of Service", 700, "Ash Lee Fernside", 700),
        ("", 0, "Fir Dale Hollins", 686),
        ("Court Bench", 666, "Oak Hill", 666),
    )
    assert cells(read(content)) == [
        ["Head of Service", "Ash Lee Fernside", "Fir Dale Hollins"],
        ["Court Bench", "Oak Hill"],
    ]


def test_table_that_goes_on_over_pages() -> None:
    """The alignment of cells on one page decides where rows end on the next, if nothing else does."""
    first = table(
        ("Head of Service", 140, "Ash Lee", 140),
        ("Lead Member for the Services", 120, "", 0),
        ("and for Crime", 106, "Fir Dale", 106),
        ("Court Bench", 86, "Oak Hill", 86),
    )
    second = table(
        ("Area Manager", 780, "Elm Rowe", 780),
        ("", 0, "Ivy Reed", 760),
        ("Links", 740, "Beech Marsh", 740),
        ("", 0, "Yew Moss", 720),
        ("Communications", 700, "Rowan Fynn", 700),
    )
    assert cells(read(first, second))[3:] == [
        ["Area Manager", "Elm Rowe"],
        ["Links", "Ivy Reed", "Beech Marsh"],
        ["Communications", "Yew Moss", "Rowan Fynn"],
    ]


def test_numbers_in_a_column() -> None:
    """A number begins a paragraph with all lines next to it, however short; a heading between them is separate."""
    page = table(
        ("1.1", 700, "Plans were short.", 700),
        ("", 0, "Reviews were as they should be, in most cases.", 686),
        ("2. A heading", 660, "", 0),
        ("2.1", 646, "Staff knew the children.", 646),
    )
    assert words(read(page)) == [
        ("TableRow", ["1.1", "Plans were short. Reviews were as they should be, in most cases."]),
        ("Paragraph", ["2. A heading"]),
        ("TableRow", ["2.1", "Staff knew the children."]),
    ]


def test_name_above_its_office() -> None:
    """A name above the first office belongs to it, if offices are at the foot of their cells."""
    page = rows("Copy to", top=740, font="B") + table(
        ("", 0, "Ash Lee", 720),
        ("Head of Service", 700, "Fir Dale", 700),
        ("Lead Member for the Services", 680, "", 0),
        ("and for Crime", 666, "Oak Hill", 666),
        ("Court Bench", 646, "Elm Rowe", 646),
    )
    assert cells(read(page))[0] == ["Head of Service", "Ash Lee", "Fir Dale"]


def test_rows_that_are_in_doubt() -> None:
    """Where nothing shows which lines belong together, each line is a row."""

    def column(lines: Sequence[str], left: float, baselines: Sequence[float]) -> list[TextLine]:
        return lines_of([segment(each, left, y) for each, y in zip(lines, baselines, strict=True)])

    roles = column(["Chair of Boards", "Chair of Courts", "Chair of Panels"], 50, [100, 112, 130])
    names = column(["Ash Lee", "Fir Dale"], 200, [106, 124])
    divider = divide([roles, names], []).divider
    assert divider is not None
    assert [divider.bands] == decide([divider])


def test_label_with_its_value() -> None:
    """A label and the value next to it are one line, with the lines that are wrapped below the value."""
    value = "Ivy Reed, Chair of the Management Board of the Youth Offending Service of Northmoor"
    page = text("To:", 72, 700) + text(value, 140, 700) + text("and of its Partnership", 140, 686)
    page += text("From:", 72, 660) + text("Ash Lee", 140, 660)
    assert words(read(page)) == [
        ("Paragraph", [f"To:\t{value} and of its Partnership"]),
        ("Paragraph", ["From:\tAsh Lee"]),
    ]


# ------------------------------------------------------------------------------------------- columns


def test_side_block() -> None:
    """A letterhead next to the header is a paragraph of its own, and in no line of the header."""
    address = ["Inspectorate of Things", "First Floor", "2 Bridge Street", "Wexcombe"]
    page = rows(*address, x=400, top=702, step=10, size=8) + rows(
        "To: Ivy Reed, Chair of", "From: Ash Lee", "Date: 1 May 2015"
    )
    found = paragraphs(read(page + rows(*PROSE, top=600)))
    assert [line for line in found if "Floor" in line] == [
        "Inspectorate of Things First Floor 2 Bridge Street Wexcombe"
    ]
    assert "To: Ivy Reed, Chair of From: Ash Lee Date: 1 May 2015" in found


def test_headings_in_a_margin() -> None:
    """A heading in the margin is read before the text next to it."""
    page = text("Context", 72, 700, "B") + text("Summary", 72, 640, "B")
    lines = ("These words are those of a part, which goes", "on for a while, and which has lines that are", "full.")
    page += rows(*lines, x=180, top=700) + rows(*lines, x=180, top=640)
    assert [(kind, " ".join(each)) for kind, each in words(read(page))] == [
        ("Heading", "Context"),
        ("Paragraph", " ".join(lines)),
        ("Heading", "Summary"),
        ("Paragraph", " ".join(lines)),
    ]


def test_names_under_roles() -> None:
    """Names that are indented below roles are cells next to them."""
    people = [("Mayor", "Ash Lee"), ("Clerk to the Court", "Fir Dale"), ("Head of Service", "Oak Hill, Elm Grove")]
    page = "".join(
        text(role, 72, 700 - 30 * i) + text(name, 100, 685 - 30 * i) for i, (role, name) in enumerate(people)
    )
    assert cells(read(page + rows(*PROSE, top=560))) == [list(each) for each in people]


def test_number_in_a_column_of_its_own() -> None:
    """A number next to its paragraph begins it, and the lines below the number continue it."""
    page = text("1.1", 72, 700) + rows(*PROSE, x=110) + text("1.2", 72, 640) + rows("Few knew.", x=110, top=640)
    assert paragraphs(read(page)) == ["1.1 " + " ".join(PROSE), "1.2 Few knew."]


def test_entries_with_a_dash() -> None:
    """Lines that a dash parts are an entry each, also below the longest of them."""
    longest = "Lead Elected Member for Youth Services, Community Safety and the Environment - Ash Lee, OBE"
    entries = ["Mayor - Fay Gill", longest, "Police - Ivy Elm", "Clerk - Dan Fir"]
    assert words(read(rows(*entries, top=400) + rows(*PROSE)))[-1] == ("Paragraph", entries)


def test_labels_below_footnotes() -> None:
    """A line with a label of its own in the same type is not part of the footnote above it."""
    page = (
        (text("The rate", 72, 700) + text("1", 113.2, 704, size=6.5) + text("was high.", 120, 700))
        + (text("1", 72, 113, size=5.5) + text("It was published in January.", 76, 110, size=8))
        + text("Note 1: We are independent.", 72, 98, size=8)
    )
    blocks = read(page + rows(*PROSE, top=660))
    assert [block.lines[0].text for block in blocks if isinstance(block, Footnote)] == ["It was published in January."]
    assert "Note 1: We are independent." in paragraphs(blocks)


def test_titles_right_below_each_other() -> None:
    """The title of a section may be right below another heading, and a number begins it."""
    page = rows("Commentary on the inspection", "1 Reducing reoffending", font="B") + rows(*PROSE, top=660)
    assert [lines for kind, lines in words(read(page)) if kind == "Heading"] == [
        ["Commentary on the inspection"],
        ["1 Reducing reoffending"],
    ]


def test_labels_in_bold_type() -> None:
    """A label in bold type begins a line although the value above fills its line."""
    value = "Ash Lee, Chair of the Management Board of the Northmoor Youth Offending Service and Board"
    page = (text("To", 72, 700, font="B") + text(value, 88.4, 700)) + (
        text("From", 72, 686, font="B") + text("Ivy Elm", 103, 686)
    )
    found = read(page + rows(*PROSE, top=640))
    assert [line for _, lines in words(found)[:-1] for line in lines] == [f"**To** {value}", "**From** Ivy Elm"]


# ----------------------------------------------------------------------------- bullets, notes, margins


def test_bullets_that_are_drawn() -> None:
    """A small shape before an item is a bullet, and adds no character to the words of the file."""
    dots = "".join(f"{x} {y} 4 4 re f\n" for x, y in [(72, 702), (92, 682), (72, 662)])
    items = text("One thing.", 84, 700) + text("A part of it.", 104, 680) + text("Another.", 84, 660)
    found = [block for block in read(dots + items) if isinstance(block, ListItem)]
    assert [(block.depth, block.lines[0].text) for block in found] == [
        (0, "One thing."),
        (1, "A part of it."),
        (0, "Another."),
    ]
    assert [line.passage.text for block in found for line in block.lines if line.passage] == [
        "One thing.",
        "A part of it.",
        "Another.",
    ]


def test_mark_that_is_only_small() -> None:
    """A small figure right after a word is a mark, though it is not raised; so is the label of the note."""
    page = (
        text("The rate", 72, 700)
        + text("1", 113.2, 700, size=6.5)
        + text("was high.", 120, 700)
        + rows(*PROSE, top=660)
        + text("1", 72, 90, size=5.5)
        + text("It was published in January.", 76, 90, size=8)
    )
    blocks = read(page)
    assert paragraphs(blocks)[0] == "The rate[^1] was high."
    assert [(block.label, block.lines[0].text) for block in blocks if isinstance(block, Footnote)] == [
        ("1", "It was published in January.")
    ]


def test_ordinal() -> None:
    """The raised end of an ordinal is not a mark."""
    page = text("On the 12", 72, 700) + text("th", 121, 704, size=6.5) + text("of May they met.", 130, 700)
    assert words(read(page)) == [("Paragraph", ["On the 12th of May they met."])]


def test_number_of_a_house() -> None:
    """An address in small type that begins with a figure is not a footnote."""
    page = (
        rows("2 Bridge Street", top=760, size=8)
        + text("The rate", 72, 700)
        + text("2", 113, 704, size=6.5)
        + text("was high.", 121, 700)
        + text("2", 72, 93, size=5.5)
        + text("It was published in January.", 78, 90, size=8)
    )
    assert [block.lines[0].text for block in read(page) if isinstance(block, Footnote)] == [
        "It was published in January."
    ]


def test_notes_that_go_on() -> None:
    """A note that a page break cuts continues at the foot of the next page."""
    body = text("The rate", 72, 700) + text("1", 113, 704, size=6.5) + text("was high.", 121, 700)
    first = (
        body + text("1", 72, 93, size=5.5) + text("It was published in January, and was based on the", 78, 90, size=8)
    )
    second = rows(*PROSE) + text("cohort of the year before.", 72, 90, size=8)
    found = [block for block in read(first, second) if isinstance(block, Footnote)]
    assert [" ".join(line.text for line in block.lines) for block in found] == [
        "It was published in January, and was based on the cohort of the year before."
    ]


def test_the_foot_of_a_site_below_a_note_without_a_full_stop() -> None:
    """Small type at the foot of the next page is no part of a note whose last line has room for more words."""
    body = text("The rate", 72, 700) + text("1", 113, 704, size=6.5) + text("was high.", 121, 700)
    first = body + rows(*PROSE, *PROSE, top=660)
    first += text("1", 72, 93, size=5.5) + text("Source: Office of Records", 78, 90, size=8)
    second = rows(*PROSE) + text("Privacy  Cookies  All rights reserved", 72, 90, size=8)
    (note,) = [block for block in read(first, second) if isinstance(block, Footnote)]
    assert ["Source: Office of Records"] == [line.text for line in note.lines]


def test_line_numbers() -> None:
    """Line numbers are not part of the text."""
    lines = [
        f"This is a line of words that has the number {name}" for name in ("one", "two", "three", "four", "five", "six")
    ]
    page = rows(*lines) + rows(*map(str, range(1, 7)), x=40)
    blocks = read(page)
    assert {reason for _, reason in unread(blocks)} == {"line number"}
    assert paragraphs(blocks) == [" ".join(lines)]


def test_running_head_that_looks_like_the_title() -> None:
    """The title above the second page is a page header, and that on the first page is the title."""
    title = "Report of the screening of work in Northmoor"
    first = rows(title, font="B", size=16) + rows(*PROSE, top=650)
    blocks = read(first, text(title, 180, 805, size=8) + rows(*PROSE))
    assert unread(blocks) == [(title, "page header")]
    assert words(blocks)[0] == ("Heading", [title])


# ----------------------------------------------------------------------- what nobody sees, and what is no text


def test_watermark() -> None:
    """Large words over several lines are a watermark, and no part of the lines."""
    page = rows(*PROSE) + text("DRAFT", 150, 680, "B", 60)
    blocks = read(page)
    assert unread(blocks) == [("**DRAFT**", "watermark")]
    assert paragraphs(blocks) == [" ".join(PROSE)]


@pytest.mark.parametrize(
    "hidden",
    [
        "3 Tr " + text("Secret words.", 72, 600) + "0 Tr ",
        "1 1 1 rg " + text("Secret words.", 72, 600) + "0 g ",
        text("Secret words.", 72, -200),
        text("Secret words.", 700, 600),
        text("Secret words.", 72, 600, size=0.5),
        text("Secret words.", 72, 600) + "1 1 1 rg 60 590 200 30 re f 0 g ",
    ],
    ids=["no ink", "white", "below the page", "beside the page", "tiny", "covered"],
)
def test_hidden(hidden: str) -> None:
    """Invisible text is not read."""
    assert words(read(rows("Words that are seen.") + hidden)) == [("Paragraph", ["Words that are seen."])]


def test_white_on_black() -> None:
    """White words on a dark ground can be seen."""
    page = "0 g 60 590 200 30 re f 1 1 1 rg " + text("Role and name", 72, 600) + "0 g " + rows("Words.")
    assert [line for _, lines in words(read(page)) for line in lines] == ["Words.", "Role and name"]


def test_hidden_layer() -> None:
    """What is on a layer that is switched off is not read, and what is on another is."""
    layers = (
        "/Resources<</Properties<</On 60 0 R/Off 61 0 R>>/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    )
    content = "/OC /Off BDC " + text("Secret.", 72, 600) + "EMC /OC /On BDC " + text("Seen.", 72, 640) + "EMC\n"
    data = pdf(
        rows("Words.") + content,
        page=f"/MediaBox[0 0 595 842]{layers}/Other",
        catalog="/OCProperties<</OCGs[60 0 R 61 0 R]/D<</Order[60 0 R 61 0 R]/OFF[61 0 R]>>>>",
        others={60: "<</Type/OCG/Name(On)>>", 61: "<</Type/OCG/Name(Off)>>"},
    )
    assert [line for _, lines in words(parse(data).blocks) for line in lines] == ["Words.", "Seen."]


def test_struck_out() -> None:
    """Words that a line strikes out are not part of the text, and the words around them are."""
    page = text("They met never", 72, 700) + "0.6 w 120.9 703.5 m 148.4 703.5 l S\n" + rows(*PROSE, top=660)
    blocks = read(page)
    assert unread(blocks) == [("never", "struck out")]
    assert paragraphs(blocks)[0] == "They met"


def test_struck_out_within_a_line() -> None:
    """The gap that struck-out words leave begins no column."""
    page = text("They met never, or at most once a year, with him.", 72, 700) + "0.6 w 120.9 703.5 m 250 703.5 l S\n"
    blocks = read(page + rows(*PROSE, top=660))
    assert not cells(blocks)
    assert paragraphs(blocks)[0].startswith("They met")
    assert paragraphs(blocks)[0].endswith("with him.")


def test_form_field() -> None:
    """The value of a form field is text where the field is."""
    field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(d)/V(8 April 2015)/Rect[140 656 240 670]>>"
    page = text("From:", 72, 680) + text("Ash Lee", 140, 680) + text("Date:", 72, 660)
    blocks = read(page, page=f"/MediaBox[0 0 595 842]/Annots[{field}]")
    assert words(blocks) == [("Paragraph", ["From:\tAsh Lee"]), ("Paragraph", ["Date:\t8 April 2015"])]


def test_annotation() -> None:
    """A comment on the page is not part of the text, and is not lost."""
    comment = "<</Type/Annot/Subtype/FreeText/Contents(Check this.)/Rect[300 656 400 670]>>"
    hidden = "<</Type/Annot/Subtype/FreeText/F 2/Contents(Never seen.)/Rect[300 656 400 670]>>"
    blocks = read(rows("Words."), page=f"/MediaBox[0 0 595 842]/Annots[{comment}{hidden}]")
    assert unread(blocks) == [("Check this.", "annotation")]


def test_tags_that_claim_nothing() -> None:
    """Tags of a file that does not claim PDF/UA change nothing: the words are read where they are."""
    content = "/Artifact BMC\n" + rows("Words in the middle of a page.", top=400) + "EMC\n"
    assert words(read(rows("Words.") + content)) == [
        ("Paragraph", ["Words."]),
        ("Paragraph", ["Words in the middle of a page."]),
    ]


def test_mark_between_a_figure_and_a_full_stop() -> None:
    """A raised figure after a year is a mark, though the full stop after it is printed like the year."""
    page = (
        text("It was 39.5% in 2013", 72, 700)
        + text("1", 174.3, 704, size=6.5)
        + text(".", 178, 700)
        + text("1", 72, 93, size=5.5)
        + text("It was published in January.", 78, 90, size=8)
    )
    assert paragraphs(read(page + rows(*PROSE, top=660)))[0] == "It was 39.5% in 2013[^1]."


def test_role_without_a_name() -> None:
    """A role without a name is a row, even if its lines are as far from the others as those of one cell."""
    blocks = read(
        table(
            ("Chair of the Harbour Board, Port of", 700, "Ada Reeve", 700),
            ("Winterness", 686, "", 0),
            ("Office of the Commissioner for the", 672, "", 0),
            ("Northern Isles", 658, "", 0),
            ("Head of Education and Libraries", 644, "Bo Lund", 644),
            ("Ferries", 630, "", 0),
            ("Care Commission", 616, "Cy Marr", 616),
        )
    )
    assert cells(blocks)[:2] == [
        ["Chair of the Harbour Board, Port of Winterness", "Ada Reeve"],
        ["Office of the Commissioner for the Northern Isles", ""],
    ]
    assert ["Care Commission", "Cy Marr"] in cells(blocks)


def test_heading_close_beside_text() -> None:
    """A heading in the margin is not part of the text that begins close to it."""
    heading = "Protecting the public"
    page = text(heading, 72, 700, "B") + rows(*PROSE, x=186, size=9) + text("Next", 72, 640, "B")
    blocks = read(page + rows(*PROSE, x=186, top=640, size=9))
    assert words(blocks)[:2] == [("Heading", [heading]), ("Paragraph", [" ".join(PROSE)])]


def test_term_without_a_value() -> None:
    """A role that no name follows is a row by itself, and not part of the next role."""
    page = "".join(
        text(each, 92 if each.startswith("  ") else 72, 700 - 14 * i)
        for i, each in enumerate(
            (
                "Harbour Master",
                "  Ada Reeve",
                "Isles Health Board",
                "Chief Constable",
                "  Bo Lund",
                "Ferries",
                "  Cy Marr",
            )
        )
    )
    assert cells(read(rows(*PROSE, top=800) + page)) == [
        ["Harbour Master", "Ada Reeve"],
        ["Isles Health Board", ""],
        ["Chief Constable", "Bo Lund"],
        ["Ferries", "Cy Marr"],
    ]


def test_role_at_the_top_of_a_page() -> None:
    """A role at the top of a page is not the rest of one whose name is level with its middle."""
    above = table(
        ("Harbour Master", 130, "Ada Reeve", 130),
        ("Lead Member for Children and", 100, "Bo Lund", 93),
        ("for Young People in the Isles", 86, "", 0),
    )
    below = rows("Office of the Commissioner", "for the Northern Isles") + table(
        ("Ferries", 660, "Cy Marr", 660), ("Libraries", 640, "Di Orr", 640)
    )
    blocks = read(above, below)
    assert ["Lead Member for Children and for Young People in the Isles", "Bo Lund"] in cells(blocks)


def test_source_of_a_note() -> None:
    """A note continues with a line that looks like a label, if the line above it is full."""
    full = "1 Published in May, for those who were sentenced in the isles in the year before it, by the month in which it was passed, and by court."
    blocks = read(
        rows(*PROSE)
        + text("isles", 72, 640)
        + text("1", 98, 644, size=6)
        + rows(full, "Source: Office of Records", top=500, step=10, size=8)
        + rows(*PROSE, top=300)
    )
    found = [block for block in blocks if isinstance(block, Footnote) and block.label == "1"]
    assert [" ".join(line.text for line in note.lines) for note in found] == [f"{full[2:]} Source: Office of Records"]


def test_mark_level_with_two_columns() -> None:
    """A mark belongs to the line that it is next to, and not to one of another column that is as high."""
    found = lines_of(
        [
            segment("left as it was", 50, 95),
            segment("their holiday", 300, 104),
            segment("3", 365, 99, 6),
            segment("and more", 372, 104),
        ]
    )
    assert [line.text for line in found] == ["left as it was", "their holiday3 and more"]


def test_value_that_goes_on_under_its_label() -> None:
    """A line at the margin below a label continues the value that did not fit next to it."""
    value = "Ivy Reed, Chair of the Management Board of the Youth Offending Services of Northmoor and its"
    page = text("To:", 72, 700) + text(value, 110, 700) + text("Partners", 72, 686)
    page += text("From:", 72, 660) + text("Ash Lee", 110, 660)
    assert words(read(page)) == [
        ("Paragraph", [f"To:\t{value} Partners"]),
        ("Paragraph", ["From:\tAsh Lee"]),
    ]


def test_role_that_ends_where_its_tab_does() -> None:
    """A role and a name without a gap between them are two words where their type differs."""
    page = text("Links", 72, 700) + text("Ivy Reed", 97.7, 700, font="I")
    assert paragraphs(read(page)) == ["Links *Ivy Reed*"]


def test_role_that_is_as_wide_as_the_page() -> None:
    """A role that is as wide as the page continues in the next line, before its name."""
    page = rows(
        "Chief Executive of the Councils of Eastmoor, of Westmoor, of Northmoor and of Southmoor County", top=700
    )
    page += text("Borough", 72, 686) + text("Ash Lee", 180, 686)
    page += text("Clerk", 72, 662) + text("Fir Dale", 180, 662)
    assert [line.text for line in read(page)[-1].lines] == ["Clerk", "Fir Dale"]
    assert "Southmoor County Borough" in " ".join(line.text for block in read(page) for line in block.lines)


def test_names_that_go_on_at_the_margin() -> None:
    """A line at the margin in the type of the names above continues these, and not the role."""
    page = text("Community Safety Division", 72, 700) + text("Ash Lee, Fir Dale,", 220, 700, font="I")
    page += text("Oak Hill", 72, 686, font="I") + text("Clerk", 72, 662) + text("Elm Rowe", 220, 662, font="I")
    assert cells(read(page))[0] == ["Community Safety Division", "*Ash Lee, Fir Dale, Oak Hill*"]


#: Short lines that fill a column from its left to its right margin.
COLUMN: Final = (
    "Staff read what was in files",
    "before they went out, and the",
    "most of them came back again",
    "with a plan that was better.",
)


def test_columns_below_a_list() -> None:
    """The text of two columns is read one after the other, though one begins with a list that is indented."""
    left = rows(*COLUMN, *COLUMN, x=72)
    right = rows("Items that are shorter", "and go on to the end of", x=330) + rows(
        *COLUMN, "Then more of it.", x=310, top=672
    )
    found = " ".join(paragraphs(read(left + right)))
    assert found.index("Items that") > found.rindex("Staff read what was in files before", 0, len(found) // 2)
    assert "again with a plan that was better. Staff" in found


def test_table_in_a_column() -> None:
    """A copy list in one of two columns has its own rows, and the text next to it stays text."""
    first = rows(*COLUMN, *COLUMN, x=72) + rows(*COLUMN, *COLUMN, "Then they went.", x=310)
    second = rows(*COLUMN, x=72) + table(
        ("Head", 700, "Ash Lee", 700),
        ("Clerk", 686, "Fir Dale", 686),
        ("Links", 672, "Elm Rowe", 672),
        left=310,
        right=380,
    )
    blocks = read(first, second)
    assert cells(blocks) == [["Head", "Ash Lee"], ["Clerk", "Fir Dale"], ["Links", "Elm Rowe"]]
    assert paragraphs(blocks)[-1] == " ".join(COLUMN)


def test_first_line_that_is_justified() -> None:
    """Words that a justified line spreads are one line, even without a line above."""
    wide = text("Staff read the files", 72, 700) + text("before", 183.3, 700)
    assert paragraphs(read(wide + rows("before they went out, and the", top=686)))[0].startswith(
        "Staff read the files before"
    )


def test_notes_in_the_order_of_pages() -> None:
    """Notes are in the order of their pages, at the foot or within the text."""
    first = (
        text("Plans were short", 72, 700)
        + text("1", 152, 704, size=6)
        + rows("1 This is the first of the notes.", top=80, size=8)
    )
    second = (
        text("Reviews were late", 72, 700)
        + text("2", 160, 704, size=6)
        + rows("2 This is the second of the notes.", top=660, size=8)
    )
    second += rows(*PROSE, top=620)
    assert [block.label for block in read(first, second) if isinstance(block, Footnote)] == ["1", "2"]


def test_items_that_a_colon_leads_in() -> None:
    """Of a list that is printed without indentation, small letters after a colon show which items are nested."""
    page = rows("\x95 The Board should:", "\x95 read plans", "\x95 visit schools", "\x95 Supervision needs time.")
    assert [block.depth for block in read(page.replace("\x95", "-")) if isinstance(block, ListItem)] == [0, 1, 1, 0]


def test_numbered_paragraph_that_goes_on() -> None:
    """A numbered paragraph continues on the next page, unless that begins with a number."""
    first = rows(
        "1.1 " + PROSE[0][4:],
        "with a better plan than the one that they had found there. Nobody had looked at it since.",
        top=100,
    )
    second = rows("The summer was long.", "1.2 Reviews were late.", top=700, step=40)
    found = paragraphs(read(first, second))
    assert found[0].endswith("at it since. The summer was long.")


def test_roles_on_two_pages() -> None:
    """A role at the end of a page without a name, and one at the top of the next, are two."""
    first = table(("Head of Service", 120, "Ash Lee", 120), ("Inspectorate of Prisons", 100, "", 0), right=220)
    second = table(("Care Commission", 780, "", 0), ("Court Bench", 760, "Oak Hill", 760), right=220)
    assert [row[0] for row in cells(read(first, second))] == [
        "Head of Service", "Inspectorate of Prisons", "Care Commission", "Court Bench",
    ]  # fmt: skip


def test_middle_of_a_row_on_two_pages() -> None:
    """A role whose lines are on two pages is one, even if the name is not next to the middle of either part."""
    first = table(
        ("Clerk to the", 160, "", 0),
        ("Justices", 146, "Fir Dale", 153),
        ("Chief Executive", 120, "Ash Lee", 120),
        ("of the County", 106, "", 0),
        right=180,
    )
    second = table(
        ("Borough Council", 780, "", 0),
        ("Director of", 760, "", 0),
        ("Social Services", 746, "Oak Hill", 753),
        ("Court Bench", 726, "Elm Rowe", 726),
        right=180,
    )
    assert cells(read(first, second)) == [
        ["Clerk to the Justices", "Fir Dale"],
        ["Chief Executive of the County Borough Council", "Ash Lee"],
        ["Director of Social Services", "Oak Hill"],
        ["Court Bench", "Elm Rowe"],
    ]


def test_dash_in_an_item() -> None:
    """A line of an item that begins with a dash continues its sentence, and is not a nested item."""
    page = rows("- Staff did not always say what would happen next, if a visit to the office was missed again")
    page += rows("– often at short notice – and they were not asked.", "", x=79, top=686)
    assert [block.depth for block in read(page.replace("–", "\x96")) if isinstance(block, ListItem)] == [0]


def test_figure_that_begins_a_line_of_a_note() -> None:
    """A line of a note that begins with a figure without a mark is not a note of its own."""
    page = text("Rates were high", 72, 700) + text("1", 150, 704, size=6) + rows(*PROSE, top=660)
    page += rows(
        "1 The rate was published in May and is the share of those who offended again within",
        "12 months.",
        top=90,
        size=8,
        step=10,
    )
    notes = [block for block in read(page) if isinstance(block, Footnote)]
    assert [(note.label, " ".join(line.text for line in note.lines)[-17:]) for note in notes] == [
        ("1", "within 12 months.")
    ]


def test_rows_that_are_further_apart_than_lines() -> None:
    """Where rows are clearly further apart than lines, all names that are level with a role are its own."""
    content = table(
        ("Head of the", 700, "", 0),
        ("Services of", 686, "Ash Lee", 686),
        ("the Isles", 672, "Fir Dale Hollins", 672),
        ("Chair of the", 656, "", 0),
        ("Court Bench", 642, "Elm Rowe", 642),
        ("Ferries", 626, "Oak Hill", 626),
    )
    assert cells(read(content)) == [
        ["Head of the Services of the Isles", "Ash Lee", "Fir Dale Hollins"],
        ["Chair of the Court Bench", "Elm Rowe"],
        ["Ferries", "Oak Hill"],
    ]


def test_label_in_two_lines_of_wide_leading() -> None:
    """A label that is wrapped is one label where the lines of a letter are far apart."""
    header = table(
        ("From:", 780, "Ash Lee, Inspector of the Northern", 780),
        ("", 0, "and the Western Isles", 760),
        ("Publication", 737, "8 April 2015", 737),
        ("date:", 717, "", 0),
        ("To:", 694, "Fir Dale, Chair of the Management Board", 694),
        right=150,
    )
    blocks = read(header + rows(*PROSE, *PROSE, *PROSE, top=640, step=20))
    assert "Publication date:\t8 April 2015" in [line.text for block in blocks for line in block.lines]


def test_column_that_the_next_page_shows() -> None:
    """A role that ends close to the names is separate from them if the next page shows where names begin."""
    first = rows(*PROSE) + text("Director of the Learning Service", 72, 100) + text("Ash Lee", 237, 100)
    second = table(
        ("Head of Service", 780, "Fir Dale", 780),
        ("Court Bench", 766, "Elm Rowe", 766),
        ("Clerk", 752, "Oak Hill of Moor", 752),
        ("Links", 738, "Ivy Reed", 738),
        right=237,
    )
    assert cells(read(first, second))[:2] == [
        ["Director of the Learning Service", "Ash Lee"],
        ["Head of Service", "Fir Dale"],
    ]


def test_justified_cells_side_by_side() -> None:
    """The words of two cells are not a justified line if the names of other rows begin there."""
    others = [("Head", "Ash"), ("Area", "Elm"), ("Team", "Oak")]
    lines = lines_of(
        [
            *(segment(role, 72, 112 + 12 * i) for i, (role, _) in enumerate(others)),
            *(segment(f"{name} Hollins", 105, 112 + 12 * i) for i, (_, name) in enumerate(others)),
            segment("Links", 72, 100),
            segment("Dr", 105, 100),
            segment("Reed", 123, 100),
        ]
    )
    assert [line.text for line in lines][:2] == ["Links", "Dr Reed"]


def test_words_that_end_justified_lines() -> None:
    """A single word at the end of several justified lines is not a column."""
    lines = lines_of(
        [
            part
            for i in range(6)
            for part in (
                segment("Staff read what was in their files", 72, 100 + 12 * i),
                segment("the", 247, 100 + 12 * i),
            )
        ]
    )
    assert {line.text for line in lines} == {"Staff read what was in their files the"}


def test_rest_of_two_cells_on_the_next_page() -> None:
    """A row continues with both cells at the top of the next page if neither had room for another word."""
    first = table(
        ("Chair of the Board for the North", 120, "Fir Dale Hollins of the Isles, Ash", 120),
        ("Head of the Court Service for the", 100, "Elm Rowe of the Northern Moor, Oak", 100),
        right=250,
    )
    second = table(("Isles", 780, "Hill", 780), ("Clerk", 760, "Ivy Reed", 760), right=250)
    assert cells(read(first, second)) == [
        ["Chair of the Board for the North", "Fir Dale Hollins of the Isles, Ash"],
        ["Head of the Court Service for the Isles", "Elm Rowe of the Northern Moor, Oak Hill"],
        ["Clerk", "Ivy Reed"],
    ]


#: Lines that end at one place, but for the last.
JUSTIFIED: Final = (
    "Case managers read what was in the files before they went out, and most of them came back",
    "with a better plan than the one that they had found there, which nobody had looked at till",
    "they had it, and then all of it changed for the better of those who had to live with it in May.",
)


def test_sentence_that_ends_with_a_page() -> None:
    """A paragraph continues if a full line ends with a sentence at the foot of a page, and ends above empty lines."""
    second = rows("Then they told us so, and showed", "what they had done with it, to", "our delight.", top=780)
    full = read(rows(*PROSE, top=784) + rows(*JUSTIFIED, top=98), second)
    assert paragraphs(full)[-1].endswith(
        "in May. Then they told us so, and showed what they had done with it, to our delight."
    )
    free = read(rows(*PROSE, top=784) + rows(*JUSTIFIED, top=150), rows(*PROSE, top=780) + rows(*PROSE, top=98))
    assert next(each for each in paragraphs(free) if "in May." in each).endswith("in May.")


def test_paragraph_in_two_columns() -> None:
    """A paragraph that continues in the next column has no short lines in the first one."""
    left = rows(*COLUMN, *COLUMN, *COLUMN[:3], x=72)
    right = rows("and read it.", "", *COLUMN, *COLUMN, "It was.", x=310)
    first = next(block for block in read(left + right) if isinstance(block, Paragraph))
    assert [line.text for line in first.lines] == [" ".join((*COLUMN, *COLUMN, *COLUMN[:3], "and read it."))]


def test_small_letters_that_are_slanted() -> None:
    """Words of small type have spaces between them where upright letters are slanted."""
    slanted = "BT /F 9 Tf 1 0 0.3 1 72 600 Tm [(Staff)-160(read)-160(it)] TJ ET\n"
    assert "Staff read it" in paragraphs(read(rows(*PROSE) + slanted))


def test_heading_beside_justified_lines() -> None:
    """Justified lines that end at the same place are next to a heading in the margin, however close it is."""
    lines = lines_of(
        [
            *(segment("Staff read what was in all of it", 160, 100 + 12 * i) for i in range(4)),
            segment("Reducing reoffen", 72, 100),
            segment("ding", 72, 112),
        ]
    )
    assert [line.text for line in lines if line.left == 72] == ["Reducing reoffen", "ding"]


def test_labels_close_below_each_other() -> None:
    """Bold labels in a margin, without a gap between them, are labels of several values and no heading of one text."""
    page = "".join(text(label, 72, top, "B") for label, top in (("To:", 700), ("From:", 672), ("Copy to:", 658)))
    page += rows(
        "Ivy Reed, Chair of the Management Board of the Youth Offending",
        "Service of Northmoor",
        "Ash Lee, Assistant Chief Inspector of the Inspectorate of Things",
        "See copy list at end",
        x=150,
    )
    assert [block.lines[0].text.split("\t")[0] for block in read(page + rows(*PROSE, top=600))][:3] == [
        "**To:**",
        "**From:**",
        "**Copy to:**",
    ]


def test_labels_in_larger_type_than_values() -> None:
    """Labels in larger type than their values, and vertically centred, are still next to them."""
    page = text("To:", 72, 693, "I", 12) + rows("Ivy Reed, Chair of the Board", "of Northmoor", x=150)
    page += text("From:", 72, 668, "I", 12) + text("Ash Lee, Inspector", 150, 668)
    page += rows("Publication", "date:", x=72, top=654, font="I", size=12) + text("1 May 2015", 150, 647)
    found = paragraphs(read(page + rows(*PROSE, top=600)))
    assert found[:3] == [
        "*To:*\tIvy Reed, Chair of the Board of Northmoor",
        "*From:*\tAsh Lee, Inspector",
        "*Publication date:*\t1 May 2015",
    ]


def test_roles_in_larger_type_than_names() -> None:
    """The rows of a table whose columns differ a little in size are rows, and not blocks next to each other."""
    people = [("Head of Service", "Ash Lee"), ("Clerk", "Fir Dale"), ("Mayor", "Oak Hill"), ("Links", "Ivy Reed")]
    page = "".join(text(a, 72, 700 - 17 * i) + text(b, 250, 700 - 17 * i, "I", 12) for i, (a, b) in enumerate(people))
    assert cells(read(page + rows(*PROSE, top=560))) == [[role, f"*{name}*"] for role, name in people]


def test_label_that_touches_its_value() -> None:
    """A label in another type than its value ends at its colon, even without a space between them."""
    page = text("Publication date:", 72, 700, "I") + text("1 May 2015", 153.4, 700) + rows(*PROSE, top=600)
    assert paragraphs(read(page))[0] == "*Publication date:* 1 May 2015"


def test_paragraph_in_two_sizes() -> None:
    """A quotation in larger type than the text around it continues in the next line of its paragraph."""
    first = text("We were told that plans were made in time: ", 72, 700) + text(
        "it is a good plan and says what", 290, 700, "I", 12
    )
    page = first + text("I had said about it.", 72, 686, "I", 12) + rows(*PROSE, *PROSE, top=640)
    assert paragraphs(read(page))[0].endswith("says what I had said about it.*")


def test_small_number_of_a_paragraph() -> None:
    """A small number in the margin that is higher than its line is not a mark of a note."""
    page = text("1.1", 72, 702, size=8) + rows(*PROSE, x=100) + text("1.2", 72, 642, size=8)
    page += rows(*PROSE, x=100, top=640) + rows(*PROSE, top=570)
    assert [each.split()[0] for each in paragraphs(read(page))] == ["1.1", "1.2", "Case"]


def test_heading_that_is_aligned_at_its_right() -> None:
    """The lines of a heading in the margin are one heading, be they aligned at their right."""
    page = text("Protecting the", 80, 700, "B") + text("child or young", 78, 686, "B") + text("person", 119, 672, "B")
    page += rows(*PROSE, *PROSE, x=190)
    assert words(read(page))[0] == ("Heading", ["Protecting the child or young person"])


def test_bullet_close_to_a_heading() -> None:
    """The first item next to a heading in the margin has a bullet like the others."""
    dots = "".join(f"174 {y} 4 4 re f\n" for y in (702, 682, 662))
    items = [f"The staff of this service were good at the {each} of their parts" for each in ("first", "last", "rest")]
    page = text("Key strengths", 72, 700, "B") + rows(*items, x=184, step=20)
    found = [block.lines[0].text for block in read(dots + page) if isinstance(block, ListItem)]
    assert found == items


def test_label_that_ends_in_the_line_below() -> None:
    """A label is whole where its value is at the top of it and others are at the middle of their values."""
    page = text("To:", 72, 693, "B") + rows("Ivy Reed, Chair of the Board", "of Northmoor", x=150)
    page += text("From:", 72, 668, "B") + text("Ash Lee, Inspector", 150, 668)
    page += rows("Publication", "date:", x=72, top=648, font="B") + text("1 May 2015", 150, 648)
    page += text("Copy to:", 72, 616, "B") + text("See copy list at end", 150, 616)
    assert "**Publication date:**\t1 May 2015" in paragraphs(read(page + rows(*PROSE, top=560)))


def test_bullets_in_a_column() -> None:
    """A bullet in a column of its own begins an item, however wide the column is."""
    page = "".join(
        text("·", 72, top) + rows("The plans of this service", "were good.", x=290, top=top) for top in (700, 660)
    )
    found = [block.lines[0].text for block in read(page + rows(*PROSE, top=600)) if isinstance(block, ListItem)]
    assert found == ["The plans of this service were good."] * 2


def test_table_under_columns() -> None:
    """A table under columns of prose is one table, though its first rows have room in the columns."""
    roles = ["Head of Service", "Director of the Learning Services of the Northmoor", "Mayor"]
    page = rows(*COLUMN, *COLUMN, x=72, top=760) + rows(*COLUMN, *COLUMN, x=230, top=760)
    page += text("Copy to:", 72, 600, "B")
    for index, (role, name) in enumerate(zip(roles, ("Ash Lee", "Fir Dale", "Oak Hill"), strict=True)):
        page += text(role, 72, 580 - 18 * index) + text(name, 350, 580 - 18 * index)
    assert cells(read(page)) == [[roles[0], "Ash Lee"], [roles[1], "Fir Dale"], [roles[2], "Oak Hill"]]


def test_terms_without_values_in_a_list() -> None:
    """Roles in bold above indented names are rows, those without a name among them too."""
    content = (
        rows("Head of Service", "", "Clerk", "", "", "", "Links", font="B", step=16)
        + rows("", "Ash Lee", "", "", "", "", "", "Elm Rowe", x=100, step=16)
        + rows("Estyn", "Court Bench", font="B", step=16, top=652)
        + rows("Fir Dale", x=100, top=620)
    )
    assert cells(read(rows(*PROSE, top=780) + content)) == [
        ["**Head of Service**", "Ash Lee"],
        ["**Clerk**", ""],
        ["**Estyn**", ""],
        ["**Court Bench**", "Fir Dale"],
        ["**Links**", "Elm Rowe"],
    ]


def test_terms_in_two_columns() -> None:
    """Roles in bold with their names below are read down each column, and names go on at the top of the next one."""
    left = "".join(
        text(words, 72, 700 - 14 * index, font)
        for index, (words, font) in enumerate((("Head of Service", "B"), ("Ash Lee", "F"), ("Clerk", "B")))
    )
    right = "".join(
        text(words, 310, 700 - 14 * index, font)
        for index, (words, font) in enumerate(
            (("Fir Dale", "F"), ("Links", "B"), ("Elm Rowe", "F"), ("Court Bench", "B"), ("Oak Hill", "F"))
        )
    )
    assert cells(read(rows(*PROSE, top=780) + left + right)) == [
        ["**Head of Service**", "Ash Lee"],
        ["**Clerk**", "Fir Dale"],
        ["**Links**", "Elm Rowe"],
        ["**Court Bench**", "Oak Hill"],
    ]


def test_labels_above_their_values() -> None:
    """Labels next to each other, above their values, are read column by column."""
    header = rows("To:", "Ash Lee, Chair of the Board", step=14) + rows("Date:", "8 April 2015", x=310, step=14)
    found = [line.text for block in read(header + rows(*PROSE, top=600)) for line in block.lines]
    assert found[:4] == ["To:", "Ash Lee, Chair of the Board", "Date:", "8 April 2015"]


def test_word_right_after_a_mark() -> None:
    """A word begins after the mark of a footnote, however near it is."""
    page = (
        rows(*PROSE)
        + text("The rate", 72, 640)
        + text("1", 113.5, 644, size=6)
        + text("was low.", 116.9, 640)
        + text("1 Published in May.", 72, 200, size=8)
    )
    assert "The rate[^1] was low." in paragraphs(read(page))


def test_few_wide_headings_in_a_margin() -> None:
    """A few bold lines next to much text are headings, even if they are as wide as the text."""
    lines = ("Staff read what was in the files before they", "went out, and came back with a plan that was") * 4
    page = text("1. Reducing the likelihood of offending", 72, 700, "B") + rows(*lines, x=310)
    blocks = read(page + rows(*PROSE, top=500))
    assert words(blocks)[0] == ("Heading", ["1. Reducing the likelihood of offending"])


def test_space_before_a_capital() -> None:
    """A capital after a small letter begins a word where it is further from it than letters are from each other."""
    page = "BT /F 11 Tf 1 0 0 1 72 700 Tm [(Vikram)-120(Alwyn MacBean)] TJ ET\n"
    assert paragraphs(read(page)) == ["Vikram Alwyn MacBean"]


def test_wide_headings_in_a_margin() -> None:
    """Bold headings are read before the text next to them, even if their column is as wide as that of the text."""
    title = ("3. Protecting the child or young", "person")
    beside = ("Staff of the service read what was", "in the files before they went out, and", "most of it was right.")
    page = rows(*title, font="B") + rows(*beside, x=310)
    page += rows(*title, top=600, font="B") + rows(*beside, *beside, x=310, top=600)
    assert [kind for kind, _ in words(read(page))] == ["Heading", "Paragraph", "Heading", "Paragraph", "Paragraph"]


def test_notes_below_a_table() -> None:
    """A note under a short line is a note, be its type that of the text, and the text above it a table."""
    page = table(
        *(
            (f"{role} of Northmoor", 160 - 20 * i, "Ash Lee", 160 - 20 * i)
            for i, role in enumerate(("Head", "Mayor", "Clerk"))
        )
    )
    page = (
        rows(*PROSE)
        + text("1", 464, 704, size=6)
        + page
        + "72 84 120 0.7 re f\n"
        + text("1 The rate was published in January.", 72, 70)
    )
    assert [(block.label, block.lines[0].text) for block in read(page) if isinstance(block, Footnote)] == [
        ("1", "The rate was published in January.")
    ]


def test_role_in_brackets_on_the_next_page() -> None:
    """A line that begins with a bracket at the top of a page continues the role."""
    first = rows(*PROSE) + table(("Head of Service", 120, "Ash Lee", 120), ("Chief Executives", 100, "Fir Dale", 100))
    second = table(
        ("(Harl, the Moors)", 771, "Elm Rowe", 780), ("", 0, "Oak Hill", 762), ("Mayor", 735, "Ivy Reed", 735)
    )
    assert cells(read(first, second))[1:] == [
        ["Chief Executives (Harl, the Moors)", "Fir Dale", "Elm Rowe", "Oak Hill"],
        ["Mayor", "Ivy Reed"],
    ]


def test_name_that_goes_on_at_another_stop() -> None:
    """A name that is printed after a further tab continues where the other names begin."""
    long = "Lead Member for the Services of Children and of Crime"
    others = (("Head of Service", "Ash Lee"), ("Mayor", "Oak Hill"), ("Clerk", "Ivy Reed"))
    page = text(long, 90, 700) + text("Cllr Fir Dale of the Northern", 400, 700, "I") + text("Isles", 330, 686, "I")
    page += "".join(
        text(role, 90, 660 - 27 * i) + text(name, 330, 660 - 27 * i, "I") for i, (role, name) in enumerate(others)
    )
    page += text("It was all for the best in this service, which had done so much of what it could do", 90, 560)
    found = cells(read(page))
    assert found[0] == [long, "*Cllr Fir Dale of the Northern Isles*"]
    assert found[1] == ["Head of Service", "*Ash Lee*"]


def test_table_in_a_column_beside_text() -> None:
    """A table that continues in the first column of the next page is separate from the text in the second."""
    first = rows(*COLUMN, *COLUMN, *COLUMN) + rows(*COLUMN, *COLUMN, *COLUMN, x=310)
    people = (("Head", "Ash Lee"), ("Mayor", "Oak Hill"), ("Clerk", "Ivy Reed"), ("Links", "Elm Rowe"))
    second = "".join(text(a, 72, 700 - 20 * i) + text(b, 150, 700 - 20 * i) for i, (a, b) in enumerate(people))
    blocks = read(first, second + rows(*COLUMN, x=310))
    assert cells(blocks) == [list(each) for each in people]
    assert paragraphs(blocks)[-1] == " ".join(COLUMN)


def test_table_in_a_column_above_the_foot_of_another() -> None:
    """Rows in the first column are read with those above them, even if the second column has no lines next to some."""
    lines = rows(*COLUMN, *COLUMN) + rows(*COLUMN, *COLUMN, *COLUMN, x=310)
    people = (("Head", "Ash Lee"), ("Mayor", "Oak Hill"), ("Clerk", "Ivy Reed"), ("Links", "Elm Rowe"))
    lines += "".join(text(a, 72, 575 - 20 * i) + text(b, 150, 575 - 20 * i) for i, (a, b) in enumerate(people))
    lines += rows("and that was all of it, as", "they said to us.", x=310, top=520)
    kinds = [kind for kind, _ in words(read(lines))]
    assert kinds[kinds.index("TableRow") :][:4] == ["TableRow"] * 4
    assert "TableRow" not in kinds[kinds.index("TableRow") + 4 :]


def test_table_under_columns_that_is_further_left() -> None:
    """A table under columns is one where its names begin to the left of the second column."""
    page = rows(*COLUMN, *COLUMN, top=760) + rows(*COLUMN, *COLUMN, x=240, top=760)
    people = (("Head of Service", "Ash Lee"), ("Mayor", "Oak Hill"), ("Clerk", "Ivy Reed"), ("Links", "Elm Rowe"))
    page += "".join(text(a, 72, 600 - 18 * i) + text(b, 228, 600 - 18 * i) for i, (a, b) in enumerate(people))
    assert cells(read(page)) == [list(each) for each in people]


def test_note_with_a_full_stop() -> None:
    """A small line at the foot of a page that begins with a figure and a full stop is a note, if there is a mark for it."""
    page = rows(*PROSE) + text("2", 464, 704, size=6) + text("2. The rate was published in January.", 72, 70, size=8)
    notes = [block for block in read(page) if isinstance(block, Footnote)]
    assert [(block.label, block.lines[0].text) for block in notes] == [("2", "The rate was published in January.")]


def test_items_that_are_nested_by_their_bullets() -> None:
    """Items with another bullet are nested in the one before them, though they are not indented."""
    items = (("·", "Plans should"), ("o", "be made;"), ("o", "be in time."), ("·", "It is all."), ("-", "That is it."))
    page = "".join(
        text(bullet, 72, 700 - 20 * i) + text(each, 90, 700 - 20 * i) for i, (bullet, each) in enumerate(items)
    )
    found = [block for block in read(page + rows(*PROSE, top=560)) if isinstance(block, ListItem)]
    assert [(block.depth, block.lines[0].text) for block in found] == [
        (0, "Plans should"),
        (1, "be made;"),
        (1, "be in time."),
        (0, "It is all."),
        (0, "That is it."),
    ]


def test_columns_that_touch() -> None:
    """A role whose longest line reaches the names next to it is in a row with them."""
    lines = lines_of(
        [
            *(segment(each, 72, 100 + 12 * i) for i, each in enumerate(("Deputy Mayor for Crime", "and Fire"))),
            segment("Ash Lee", 182, 106),
            segment("Clerk", 72, 136),
            segment("Oak Hill", 182, 136),
        ]
    )
    (item,) = in_order(lines, [])
    assert isinstance(item, TableRows)
    assert [[[line.text for line in cell] for cell in row] for row in item.rows] == [
        [["Deputy Mayor for Crime", "and Fire"], ["Ash Lee"]],
        [["Clerk"], ["Oak Hill"]],
    ]


def test_mark_in_words() -> None:
    """A mark that is a word and a figure in brackets is in the line of the word that it follows."""
    page = text("The rate", 72, 700) + text("[footnote 1]", 113.2, 704, size=8) + text("was high.", 160, 700)
    assert paragraphs(read(page + rows(*PROSE, top=660)))[0].startswith("The rate[footnote 1] was high.")


def test_side_block_beside_one_label() -> None:
    """A letterhead is separate from the value of a label, even if it is next to only one label."""
    page = text("To:", 72, 760) + rows("Ivy Reed, Chair of", "the Board of the", "Northmoor Service", x=150, top=760)
    page += rows("Inspectorate of", "Things, First Floor", x=320, top=757)
    page += text("From:", 72, 700) + text("Ash Lee, Assistant Chief Inspector of All Things", 150, 700)
    found = paragraphs(read(page + rows(*PROSE, top=600)))
    assert "To:\tIvy Reed, Chair of the Board of the Northmoor Service" in found
    assert "Inspectorate of Things, First Floor" in found


def test_rest_of_a_note_under_a_line() -> None:
    """What is under a line at the foot of the next page is the rest of a note that does not end like a sentence."""
    rule = "72 84 120 0.7 re f\n"
    first = rows(*PROSE) + text("1", 464, 704, size=6) + rule + text("1 The rate was published in the", 72, 70)
    notes = [
        block.lines[0].text
        for block in read(first, rows(*PROSE) + rule + text("month of January.", 72, 70))
        if isinstance(block, Footnote)
    ]
    assert notes == ["The rate was published in the month of January."]


def test_names_at_the_top_of_a_page() -> None:
    """A name at the top of a page that is further from the next row than names are is the rest of the row before."""
    first = rows(*PROSE) + table(("Head of Service", 120, "Ash Lee", 120), ("Links", 93, "Fir Dale", 93))
    second = table(
        ("", 0, "Elm Rowe", 780),
        ("Mayor", 753, "Ivy Reed", 753),
        ("Clerks", 726, "Oak Hill", 726),
        ("", 0, "Ida Moor", 710),
        ("Area team", 683, "Una Holm", 683),
    )
    assert cells(read(first, second))[1:4] == [["Links", "Fir Dale"], ["", "Elm Rowe"], ["Mayor", "Ivy Reed"]]


def test_name_after_a_bracket() -> None:
    """Type alone parts a name from a role that ends with a bracket where its tab does."""
    page = text("Head of Links (North)", 72, 700) + text("Ash Lee", 176.8, 700, "I")
    assert paragraphs(read(page + rows(*PROSE, top=600)))[0] == "Head of Links (North) *Ash Lee*"


def test_label_beside_the_middle_of_its_value() -> None:
    """A label in bold that is level with the middle of a value has all lines of it."""
    header = (
        rows("To:", "", "", "From:", font="B", top=686)
        + rows(
            "Fir Dale, Director of the Services for Children in the North",
            "and the South, and Chair of the Management",
            x=200,
        )
        + rows("Board of the Service", "", "Ash Lee, Inspector of the Northern and the Western Isles", x=200, top=672)
    )
    found = [line.text for block in read(header + rows(*PROSE, top=600)) for line in block.lines]
    value = "Fir Dale, Director of the Services for Children in the North and the South, and Chair of the Management"
    assert found[0] == f"**To:**\t{value} Board of the Service"


def test_title_below_a_header() -> None:
    """A word of a title is not a cell, even if it begins where the values of the header do."""
    lines = lines_of(
        [
            *(segment(label, 72, 100 + 12 * i) for i, label in enumerate(("To:", "From:", "Date:"))),
            *(segment(value, 110, 100 + 12 * i) for i, value in enumerate(("Ash Lee", "Fir Dale Reed", "8 April"))),
            segment("Forest", 72, 150, size=12),
            segment("of Moor", 110, 150, size=12),
        ]
    )
    assert lines[-1].text == "Forest of Moor"


def test_role_without_names_on_two_pages() -> None:
    """A role without names continues on the next page if it ends with a comma."""
    first = table(("Head of Service", 120, "Ash Lee", 120), ("Commissioner for the Moor,", 100, "", 0))
    second = table(("Dale and Fell", 780, "", 0), ("Court Bench", 760, "Oak Hill", 760), ("Clerk", 740, "Elm", 740))
    assert cells(read(first, second))[1] == ["Commissioner for the Moor, Dale and Fell", ""]


def test_short_word_below_a_line() -> None:
    """A short word that ends a value is a line of its own, even if the label next to both is level with either."""
    lines = lines_of([segment("To:", 72, 106, 12), segment("Chair of the Team", 120, 100), segment("Board", 120, 111)])
    assert [line.text for line in lines] == ["To:", "Chair of the Team", "Board"]


@pytest.mark.parametrize("place", [350.0, None])
def test_leaders_of_a_list(place: float | None) -> None:
    """The dots between a role and its names make each line as wide as others, be the names aligned at either side."""
    lines = ""
    for y, role, role_width, name, name_width in (
        (600, "Head of Service", 79.5, "Ash Lee", 39.8),
        (586, "Links", 26.3, "Fir Dale, Una Holm", 94.0),
        (572, "Mayor and Chair", 81.3, "Oak Hill", 39.8),
    ):
        left = place or 520 - name_width
        count = int((left - 72 - role_width - 6) / 3.06)
        lines += text(role, 72, y) + text("." * count, 72 + role_width + 3, y) + text(name, left, y)
    found = read(rows(*PROSE) + lines)
    entries = [" | ".join(line.text for line in block.lines).replace("\t", " | ") for block in found[1:]]
    expected = ["Head of Service | Ash Lee", "Links | Fir Dale, Una Holm", "Mayor and Chair | Oak Hill"]
    assert " | ".join(entries) == " | ".join(expected)


def test_longest_entry_of_a_list() -> None:
    """An entry ends where its words do, though no other one is as long."""
    entries = (
        "Clerk: Ash Lee",
        "Chair of the Board for Children in the North and the South: Fir Dale",
        "Mayor: Oak Hill",
    )
    found = read(rows(*PROSE) + rows(*entries, top=600))
    assert [line.text for block in found[1:] for line in block.lines] == list(entries)


def test_drawn_bullet_that_touches_its_item() -> None:
    """A bullet is not part of the first word of its item, however near it is drawn."""
    page = rows(*PROSE) + "".join(
        f"{66.5} {y + 2} 4 4 re f\n" + text(item, 72, y)
        for item, y in (("Plans were clear.", 600), ("Staff cared.", 586))
    )
    assert [type(block) for block in read(page)] == [Paragraph, ListItem, ListItem]


def test_theme_under_an_underlined_heading() -> None:
    """The number of a theme is not the label of a note, though a short line is above it and no mark is known."""
    page = rows(*PROSE) + text("Commentary", 72, 600, "B") + "72 597 67 0.7 re f\n" + rows("1 Plans", "Fine.", top=570)
    assert not any(isinstance(block, Footnote) for block in read(page))


def test_letters_that_are_set_apart() -> None:
    """A letter that all others are set apart from does not end a word, but for one that other places show."""
    page = "".join(
        text(part, x, 700, size=8)
        for part, x in (
            ("m", 72),
            ("onths of a com", 79.9),
            ("ing tim", 133.6),
            ("e for them", 158.4),
            ("all here", 198.5),
        )
    )
    assert paragraphs(read(page)) == ["months of a coming time for them all here"]
    # The same where spaces are missing on the page before.
    with closing(PageReader(pypdfium2.PdfDocument(pdf(page)), 0, lacks_spaces=True)) as reader:
        assert reader.read().text == "months of a coming time for them all here"


def test_sentence_right_after_another() -> None:
    """A sentence begins with a space, however narrow it is."""
    page = text("We came and left.", 72, 700) + text("Afterwards they met.", 162.1, 700)
    assert paragraphs(read(page)) == ["We came and left. Afterwards they met."]


def test_notes_close_below_each_other() -> None:
    """A mark that follows that of the note above it begins a note, be the one above without a full stop."""
    notes = rows("[1] Source: Ministry of Justice", "[2] A panel of the court", top=600, size=8, step=10)
    found = [block for block in read(rows(*PROSE) + notes) if isinstance(block, Footnote)]
    assert [line.text for block in found for line in block.lines] == [
        "Source: Ministry of Justice",
        "A panel of the court",
    ]


def test_paragraph_close_below_items() -> None:
    """A line that begins further to the left than a bullet does not go on with its item, though that has no full stop."""
    page = rows(*PROSE) + rows("· Plans of the team", "· Visits to the homes", x=90, top=600)
    found = read(page + text("We thank all staff.", 72, 572))
    assert paragraphs(found)[1:] == ["We thank all staff."]


def test_narrow_gap_after_a_sentence() -> None:
    """A paragraph that ends near the edge of its column is followed by another where there is a little more space."""
    first = "We are grateful for all the help that we have had from everyone in the team of Northmoor."
    page = rows(*PROSE, *PROSE) + text(first, 72, 580) + rows(*PROSE, top=564)
    assert paragraphs(read(page))[-2] == first


def test_title_close_above_prose() -> None:
    """A short first line without a full stop is a title, though the text below it is as near as its own lines are."""
    found = read(rows("Context", *PROSE))
    assert [line.text for line in found[0].lines] == ["Context", " ".join(PROSE)]


def test_running_head_of_one_page() -> None:
    """A line in small type, far above the text of the second of two pages, is a running head."""
    head = text("Inspectorate of Moors", 72, 815, size=8) + text("Work in Northmoor", 400, 815, size=8)
    found = read(rows(*PROSE), head + rows(*PROSE))
    assert {line.text for block in found if isinstance(block, Unread) for line in block.lines} == {
        "Inspectorate of Moors Work in Northmoor"
    }


def test_figure_within_a_note_without_mark() -> None:
    """A figure that begins a line of a note is not the label of another note that would come much later."""
    note = rows("1 The rate was published in April 2016 and is that of", "12 months.", top=80, size=8, step=10)
    found = [block for block in read(rows(*PROSE) + note) if isinstance(block, Footnote)]
    assert [block.label for block in found] == ["1"]


def test_word_of_prose_below_values() -> None:
    """A word of prose below the values of the header is not a cell, because the next line continues below it."""
    lines = lines_of(
        [
            *(segment(label, 72, 100 + 12 * i) for i, label in enumerate(("To:", "From:", "Date:"))),
            *(segment(value, 110, 100 + 12 * i) for i, value in enumerate(("Ash Lee", "Fir Dale Reed", "8 April"))),
            segment("Forest", 72, 150),
            segment("of Moor, where the inspection of the services for young people took place in May", 110, 150),
            segment("of that year. We examined what was in the files of all the cases that had been open", 72, 162),
        ]
    )
    assert lines[-2].text.startswith("Forest of Moor")


def test_label_in_two_lines_beside_a_value() -> None:
    """A label of two lines is not the rest of the value above it, because it has a value next to it."""
    header = rows("To:", "From:", "Publication", "date:") + rows(
        "Ash Lee", "Fir Dale, Inspector of Moors", "8 April", x=150
    )
    lines = [line.text for block in read(header + rows(*PROSE, top=600)) for line in block.lines]
    assert "Publication date:\t8 April" in lines


def test_names_that_have_no_room_after_a_leader() -> None:
    """A name continues in the line below a short leader, which left little room for it."""
    dots = text("." * 14, 392, 600) + text("." * 46, 153, 572)
    role = "Lead Member for the Services for Children of the Northern Moors"
    lines = text(role, 72, 600) + text("Cllr Elm", 438, 600) + text("Rowe", 72, 586)
    found = read(rows(*PROSE) + lines + dots + text("Head of Service", 72, 572) + text("Ash Lee", 297, 572))
    entries = [line.text for block in found[1:] for line in block.lines]
    assert entries == [f"{role}\tCllr Elm Rowe", "Head of Service\tAsh Lee"]


def test_centred_title() -> None:
    """The lines of a title that are centred are one."""
    title = text("Report of Work of the Services for Young People in the Northern", 99.5, 700, size=14)
    title += text("Moors and in the Dales of Elmshire", 190, 683, size=14)
    found = read(title + rows(*PROSE, top=640))
    assert paragraphs(found)[0].endswith("in the Northern Moors and in the Dales of Elmshire")


def test_indented_paragraph_close_below_an_item() -> None:
    """The indented first line of a paragraph is not part of the item above it, whose words are indented further."""
    prose = text("    The board met. ", 90, 660) + rows(*PROSE, top=646)
    page = rows(*PROSE) + prose + text("\xb7", 80, 600) + text("Plans of the team were clear.", 104, 600)
    found = read(page + text("We thank all staff.", 90, 586) + rows(*PROSE, top=572))
    assert [line.text for block in found if isinstance(block, ListItem) for line in block.lines] == [
        "Plans of the team were clear."
    ]


def test_word_that_fills_its_cell() -> None:
    """A word that fills its cell does not touch the next one, where others begin in the same column."""
    roles = ("Clerk", "Mayor", "Communicationss", "Links")
    lines = lines_of(
        [
            *(segment(role, 72, 100 + 24 * i) for i, role in enumerate(roles)),
            *(
                segment(name, 147.5, 100 + 24 * i)
                for i, name in enumerate(("Ash Lee", "Fir Dale", "Oak Hill", "Elm Rowe"))
            ),
        ]
    )
    assert [line.text for line in lines[4:6]] == ["Communicationss", "Oak Hill"]


def test_list_under_balanced_columns() -> None:
    """Columns of the same length end where both do, however many lines below them are as short as theirs."""
    left = (
        "we came to the moor in May and",
        "met the team that works there",
        "with the young people of the",
        "moor and of the dale.",
    )
    right = (
        "it was a good team, and it had",
        "seen most of them at home in",
        "the week after the court had",
        "sent them there.",
    )
    names = [f"Clerk of the {place} - Ash Lee" for place in ("Moor", "Dale", "Fell", "Wold", "Down", "Fen")]
    last = "Member for Children, Safer Communities and the Economy of the Night in the Moors - Fir Dale"
    page = rows(*left) + rows(*right, x=300) + rows("Copy to:", top=620, font="B") + rows(*names, last, top=600)
    whole = " ".join(paragraphs(read(rows(*PROSE, top=780) + page)))
    assert 0 < whole.index(right[0]) < whole.index(names[0])


def test_letters_whose_ink_reaches_further_than_they_do() -> None:
    """A space after a slanted f is one, be it as narrow as a quarter of the size and covered by the ink of the f."""
    page = "BT /I 9 Tf 1 0 0 1 72 700 Tm [(none of)-230(it, and half of)-230(them)] TJ ET\n"
    assert paragraphs(read(page)) == ["*none of it, and half of them*"]


def test_spaces_that_the_next_letter_covers() -> None:
    """A space in whose place the next letter is printed is not there, as where Cairo copies a soft hyphen."""
    page = "BT /F 11 Tf 1 0 0 1 72 700 Tm [(The Man)( )278(age)( )278(ment Board of)( Ashmere)] TJ ET\n"
    assert paragraphs(read(page)) == ["The Management Board of Ashmere"]


def test_hyphens_of_words_in_no_order() -> None:
    """Hyphens at the ends of lines are those of a program where several words are cut, in whatever order they are drawn."""
    lines = ("Case managers read what was in the files before they went out, and most of them had re-",
             "cently been to the homes of many of the children whom they now saw, as those who super-",
             "vised them had asked.")  # fmt: skip
    drawn = rows(*lines).splitlines(keepends=True)
    (found,) = paragraphs(read("".join(reversed(drawn))))
    assert "of them had recently been" in found
    assert "as those who supervised them" in found


def test_heading_of_four_lines_in_a_margin() -> None:
    """A bold heading in a narrow margin may have four lines, which may continue next to the following paragraph."""
    beside = ("1.1 Staff of the service read what was in the files", "before they went out, and most of it was right.",
              "1.2 Others read what was in the papers of the court", "and asked the child about what they said there.")  # fmt: skip
    page = rows("1 Making sure", "that the", "sentence is", "served", font="B") + rows(*beside, x=200)
    page += rows("Summary", top=600, font="B") + rows(*beside[::2], *beside[::2], x=200, top=600)
    assert words(read(page))[0] == ("Heading", ["1 Making sure that the sentence is served"])


def test_roles_with_names_in_lines_that_are_full() -> None:
    """Lines that each have a role, a colon and names do not continue the line above, even if that is full."""
    lines = ("Head of Service: Ash Lee", "Lead Elected Member for Services to Children and for Safer Places: Cllr Jo Oak",
             "Police and Crime Commissioner for Ashmere: Sam Elm", "Chair of Youth Court Bench: Pat Fir")  # fmt: skip
    assert [line.text for block in read(rows(*lines)) for line in block.lines] == list(lines)


def test_heading_level_with_a_lead() -> None:
    """A heading in a margin belongs to the line that it is level with, and not to the item above that."""
    page = rows("Strengths", top=700, font="B") + rows("Areas to", "improve", top=640, font="B")
    page += rows("These stood out among what we have seen in the service:", "\225 Reports were clear, and were read by all.",
                 "\225 Sentencers are confident about the advice they get.", x=200, top=700, step=20)  # fmt: skip
    page += rows("In order to improve what is done for children:", "\225 Plans should be written with children and parents.",
                 "\225 Reviews should be held when they are due.", x=200, top=640, step=20)  # fmt: skip
    texts = [" ".join(line.text for line in block.lines) for block in read(page)]
    assert texts.index("Areas to improve") + 1 == texts.index("In order to improve what is done for children:")


def test_title_above_roles_in_bold() -> None:
    """The title of a list of roles with names below them is not a role, even if it is bold as they are."""
    page = text("Copied to", 72, 700, "B")
    for i, (role, name) in enumerate((("Manager", "Ash Lee"), ("Mayor of Tarn", "Jo Oak"), ("Clerk", "Sam Elm"))):
        page += text(role, 72, 682 - 32 * i, "B") + text(name, 84, 668 - 32 * i)
    assert cells(read(page)) == [["**Manager**", "Ash Lee"], ["**Mayor of Tarn**", "Jo Oak"], ["**Clerk**", "Sam Elm"]]


def test_label_of_a_note_that_touches_it() -> None:
    """A note may begin right after its figure, which no more than a capital shows."""
    page = rows(*PROSE) + text("Staff use Asset", 72, 640) + text("2", 150, 644, size=6.5) + text("in Tarn.", 156, 640)
    page += text("They use AIM", 72, 620) + text("1", 141, 624, size=6.5) + text("too.", 147, 620)
    page += text("1AIM is a tool.", 72, 100, size=8) + text("2Asset is another one.", 72, 88, size=8)
    notes = [(block.label, block.lines[0].text) for block in read(page) if isinstance(block, Footnote)]
    assert notes == [("1", "AIM is a tool."), ("2", "Asset is another one.")]


def test_label_of_a_note_in_brackets() -> None:
    """The brackets around the raised label of a note are not part of its words."""
    page = (
        rows(*PROSE) + text("Staff use Asset", 72, 640) + text("[1]", 150, 644, size=6.5) + text("in Tarn.", 160, 640)
    )
    page += text("[1]", 72, 104, size=5) + text("This is a tool.", 80, 100, size=8)
    notes = [(block.label, block.lines[0].text) for block in read(page) if isinstance(block, Footnote)]
    assert notes == [("1", "This is a tool.")]


def test_paragraph_under_a_longer_column() -> None:
    """Below two columns, a paragraph that is wrapped where the first of them ends belongs to that one."""
    line = "they read what was in all the files before"
    page = rows(*[line] * 8, "", line, "and told us so.") + rows(*[line] * 7, "That was right.", x=320)
    found = " ".join(text for _, lines in words(read(page)) for text in lines)
    assert found.index("and told us so.") < found.index("That was right.")


def test_indented_paragraph_beside_a_heading() -> None:
    """A paragraph without a gap above it, whose first line is indented, may begin a little above its heading."""
    lines = ("Staff of the service read what was in the files before they", "went out, and most of it was right.")
    page = text("Context", 72, 700, "B", 13) + text("Summary", 72, 662, "B", 13)
    page += text(lines[0], 214, 700) + text(lines[1], 200, 686) + text(lines[0], 214, 672) + text(lines[1], 200, 658)
    assert [kind for kind, _ in words(read(page))] == ["Heading", "Paragraph", "Heading", "Paragraph"]


def test_name_with_a_hyphen_at_the_end_of_a_page() -> None:
    """A name that a page break cuts at its hyphen is one, even if the role next to it is complete."""
    names = ("Ash Lee", "Jo Oak", "Sam Elm", "Pat Fir")
    first = "".join(
        text(f"Office {i} of Tarn", 72, 160 - 20 * i) + text(name, 300, 160 - 20 * i) for i, name in enumerate(names)
    )
    first += text("Office of links", 72, 80) + text("Lisa Wynn, Rowena Quayle, Linda Page-", 300, 80)
    second = text("Parry, Ray Finn", 300, 740) + text("Clerk of Tarn", 72, 720) + text("Bo Ash", 300, 720)
    found = cells(read(first, second))
    assert ["Office of links", "Lisa Wynn, Rowena Quayle, Linda Page-Parry, Ray Finn"] in found


def test_title_that_is_set_wider_than_headings() -> None:
    """A title in wide lines is one, though headings of the same size are set closer."""
    page = rows("Report of the inspection of all work with children and young people in Much Ashmere &", "Tarn", top=760, step=18,
                font="B", size=12)  # fmt: skip
    for top in (700, 640):
        page += rows(
            "Commentary on what we found", "in the files of the service", top=top, step=14.4, font="B", size=12
        )
        page += rows(*PROSE[:2], *PROSE[:2], top=top - 34, step=13, size=9)
    title = "Report of the inspection of all work with children and young people in Much Ashmere & Tarn"
    assert words(read(page))[0] == ("Heading", [title])


def test_words_printed_from_right_to_left() -> None:
    """Words are read from left to right, though a text operation prints them the other way round."""
    page = rows("Case managers read.") + "BT /F 11 Tf 1 0 0 1 150 640 Tm [(councils)5486(two)3555(The)] TJ ET\n"
    assert paragraphs(read(page)) == ["Case managers read.", "The two councils"]


def test_list_below_columns_in_smaller_type() -> None:
    """Below two columns, a heading and a list in larger type are not part of the first column."""
    line = "they read what was in all the files before"
    page = rows(*[line] * 9, size=9) + rows(*[line] * 8, x=320, size=9)
    page += text("Copied to", 72, 540, "B") + rows("Manager: Ash Lee", "Mayor: Jo Oak", top=520)
    below = [line for _, lines in words(read(page))[-3:] for line in lines]
    assert below == ["Copied to", "Manager: Ash Lee", "Mayor: Jo Oak"]


def test_bullets_that_are_arrows() -> None:
    """An arrow before an item is a bullet."""
    page = "".join(
        f"BT /F 11 Tf 1 0 0 1 72 {700 - 20 * i} Tm (\\001 {each} thing.) Tj ET\n"
        for i, each in enumerate(("One", "Another"))
    )
    encoding = b"/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1/arrowright]>>>>"
    data = pdf(page).replace(b"/BaseFont/Helvetica>>", encoding)
    assert words(parse(data).blocks) == [("ListItem", ["One thing."]), ("ListItem", ["Another thing."])]


def test_numbered_paragraph_that_begins_above_its_heading() -> None:
    """The first line of an indented numbered paragraph may be above the heading next to it."""
    page = rows("1. Reducing", "reoffending", top=688, step=13, font="B", size=12)
    for top in (700, 650):
        page += text("1.1", 200, top) + text("Assessments were up to date in most cases. In the others, it", 220, top)
        page += rows(
            "had not been sought in time, and this had been told to staff",
            "who went out.",
            x=220,
            top=top - 13,
            step=13,
        )
    assert words(read(page))[0] == ("Heading", ["1. Reducing reoffending"])


def test_note_that_is_hardly_smaller_than_the_text() -> None:
    """A note at the foot of the page that has its mark is a note, though its type is nearly as large as the text."""
    page = rows(*PROSE) + text("Staff use Asset", 72, 640) + text("2", 150, 644, size=6.5) + text("in Tarn.", 158, 640)
    page += text("2. Asset is a tool.", 72, 60, size=10.5)
    notes = [(block.label, block.lines[0].text) for block in read(page) if isinstance(block, Footnote)]
    assert notes == [("2", "Asset is a tool.")]


def test_note_with_the_leading_of_the_text() -> None:
    """The lines of a note may be as far apart as those of the text, though other small lines are closer."""
    page = rows("1 Bridge Street", "Tarn", "TN1 1AA", top=800, step=10, size=8) + rows(*PROSE, *PROSE, step=16)
    page += text("Staff use Asset", 72, 560) + text("1", 150, 564, size=6.5) + text("in Tarn.", 158, 560)
    lines = ("1 Asset is the tool that all of the staff of the services for children have used since the end of the year of",
             "2014 to say what should be done. Others use their own.")  # fmt: skip
    page += rows(lines[0] + " the plan that was", lines[1], top=500, step=16, size=8)
    (note,) = [block for block in read(page) if isinstance(block, Footnote)]
    assert " ".join(line.text for line in note.lines).endswith(
        "the year of the plan that was 2014 to say what should be done. Others use their own."
    )


def test_rest_of_a_note_at_the_top_of_a_page() -> None:
    """A note that ends a page within a sentence continues at the top of the next."""
    first = rows(*PROSE, *PROSE) + text("Staff use Asset", 72, 560) + text("1", 150, 564, size=6.5)
    first += text(
        "1 Asset is the tool that all of the staff of the services for children have used since", 72, 60, size=8
    )
    second = text("the end of the year.", 72, 780, size=8) + rows("Note 1: We are independent.", top=750)
    (note,) = [block for block in read(first, second) if isinstance(block, Footnote)]
    assert " ".join(line.text for line in note.lines).endswith("have used since the end of the year.")


@pytest.mark.parametrize(("hyphen", "expected"), [("same-", "same- day advice"), ("con-", "confused advice")])
def test_hyphens_of_a_letter_that_is_hyphenated(hyphen: str, expected: str) -> None:
    """Where a program hyphenates, the hyphen between two words of the letter is still their own."""
    end = "day" if hyphen == "same-" else "fused"
    lines = ("On the same day case managers read what was in the files before they went out, and most of them had re-",
             "cently been to the homes of many of the children whom they now saw, as those who super-",
             f"vised them had asked. Every week they had {hyphen}",
             f"{end} advice.")  # fmt: skip
    (found,) = paragraphs(read(rows(*lines)))
    assert expected in found.replace("\u00ad ", "")  # which goes on within the word


def test_row_of_labels_that_are_evenly_spaced() -> None:
    """Labels in a row above their values are cells, though they are as far apart as the words of no justified line."""
    places = (72, 180, 288, 396)
    page = "".join(text(label, x, 700, "B") for label, x in zip(("To", "From", "Copies", "Date"), places, strict=True))
    for x, lines in zip(
        places, (("Ivy Reed,", "Mayor"), ("Ash Lee,", "Clerk"), ("See the list",), ("1 May 2015",)), strict=True
    ):
        page += rows(*lines, x=x, top=684)
    assert cells(read(page + rows(*PROSE, top=600)))[0] == ["To", "From", "Copies", "Date"]


def test_labels_in_smaller_type_beside_values_that_are_wrapped() -> None:
    """Labels in small type, each a little above the first line of its value, are no block beside the values."""
    page = rows("Ivy Reed, Chair of the Management Board", "of Northmoor", "See list", "Ash Lee, Inspector", x=150)
    page += "".join(text(label, 72, y, size=8) for label, y in (("To", 701.5), ("Copy to", 673.5), ("From", 659.5)))
    assert cells(read(page + rows(*PROSE, top=600))) == [
        ["To", "Ivy Reed, Chair of the Management Board of Northmoor"],
        ["Copy to", "See list"],
        ["From", "Ash Lee, Inspector"],
    ]


def test_bold_labels_close_below_each_other_beside_short_values() -> None:
    """Bold labels without colons are the first cells of rows where each of the lines beside them is a value."""
    labels, values = ("To", "Copy to", "From"), ("Ivy Reed, Chair of the Board of Northmoor", "See list", "Ash Lee")
    page = rows(*labels, font="B") + rows(*values, x=150) + rows(*PROSE, top=600)
    assert cells(read(page)) == [[f"**{label}**", value] for label, value in zip(labels, values, strict=True)]


@pytest.mark.parametrize("side", ["left", "right"])
def test_box_beside_the_first_paragraphs(side: str) -> None:
    """A box with the labels of a letter, at a side of its first paragraphs, is read before these."""
    box = ("To", "Ivy Reed, Chair of the", "Board of Northmoor", "From", "Ash Lee, Inspector", "Date", "1 May 2015")
    places = {"left": (72, 220), "right": (400, 72)}[side]
    page = "".join(text(line, places[0], 700 - 15 * i, "B" if len(line) < 5 else "F") for i, line in enumerate(box))
    beside = ("Case managers read what was in the files before they", "went out, and most of them came back with a better",
              "plan than the one that they had found there, which", "nobody had looked at since the summer of the year",
              "before. They told us so, and we agreed with what", "they said, for we had seen many of these plans, and",
              "knew them.")  # fmt: skip
    page += rows(*beside, x=places[1]) + rows(*PROSE, top=560)
    lines = [line.text for block in read(page) for line in block.lines]
    assert lines.index("1 May 2015") < next(i for i, line in enumerate(lines) if line.startswith("Case managers"))


def test_paragraph_that_begins_above_the_second_column() -> None:
    """The first lines of a column go on with those below them, though the other column begins lower."""
    first = ("Case managers read what was in", "the files before they went out,", "and most of them came back with",
             "a better plan than the one that", "they had found there, which was", "old.")  # fmt: skip
    page = rows(*first) + rows("Staff told us that the files had", "been kept by those who had left",
                               "the service, and that they were", "still in use, as we saw.", x=310, top=682)  # fmt: skip
    assert paragraphs(read(page))[0] == " ".join(first)


def test_names_in_lines_that_are_far_apart() -> None:
    """The lines of a cell are no entries for being far apart where those of all paragraphs are."""
    page = rows("Ivy Reed, Interim Chair of the", "Management Board of Northmoor", x=200, step=20)
    page += text("Mayor", 72, 700) + text("Clerk", 72, 655) + text("Ash Lee", 200, 655)
    assert cells(read(page + rows(*PROSE, *PROSE, top=560, step=20)))[0] == [
        "Mayor",
        "Ivy Reed, Interim Chair of the Management Board of Northmoor",
    ]


def _justified(line: str, y: float) -> str:
    """Print a line that is set as wide as others, by the space between its words."""
    with closing(pypdfium2.PdfDocument(pdf(text(line, 72, y)))) as document, closing(PageReader(document, 0)) as reader:
        (segment,) = reader.read().segments
    space = (330 - segment.right) / line.count(" ")
    return f"BT /F 11 Tf {space:.4f} Tw 1 0 0 1 72 {y} Tm ({line}) Tj 0 Tw ET\n"


def test_end_of_a_justified_paragraph() -> None:
    """A sentence that ends a little before the edge of justified text ends its paragraph, though no word would fit."""
    lines = ("Case managers read what was in the files and", "they came back with better plans than those",
             "which nobody had looked at since the summer", "that was before the one in which they began",
             "and had written to the homes of the child.", "Considerations of this kind were rare in the",
             "team as a whole, and we said so to them all.")  # fmt: skip
    page = "".join(
        text(line, 72, 700 - 14 * i) if i == 4 else _justified(line, 700 - 14 * i) for i, line in enumerate(lines)
    )
    assert [found.split()[-1] for found in paragraphs(read(page))] == ["child.", "all."]


def test_paragraph_that_may_begin_within_a_text() -> None:
    """Where paragraphs have neither a gap nor an indent, a sentence after a full line may begin one."""
    short = (
        "Case managers read what was in the files before they went out, and most of them came back",
        "with a plan.",
    )
    full = ("Staff told us that they had read them all, and that most of what they found was of some use.",
            "Everyone agreed.")  # fmt: skip
    blocks = read(rows(*short, *short, *full))
    assert [line.unclear for block in blocks for line in block.lines] == [(), (), ("Everyone agreed.",)]


def test_cards_in_a_grid() -> None:
    """Roles with names in a grid are read row by row where each row begins level, though one has more lines."""
    people = ((("Head of Service",), "Ivy Reed"), (("Chief Executive",), "Ash Lee"), (("Clerk",), "Oak Hill"),
              (("Member for Children, and", "for Safety"), "Elm Rowe"), (("Mayor",), "Fir Dale"), (("Links",), "Yew Dean"))  # fmt: skip
    page = ""
    for i, (role, name) in enumerate(people):
        page += rows(*role, x=72 + 200 * (i % 2), top=(700, 660, 606)[i // 2], font="B")
        page += rows(name, x=72 + 200 * (i % 2), top=(700, 660, 606)[i // 2] - 14 * len(role))
    assert [row[1] for row in cells(read(page))] == [name for _, name in people]


#: Lines of a narrow column.
NARROW: Final = (
    "Case managers read what was in",
    "the files before they went out,",
    "and most of them came back with",
    "a better plan than the one that",
    "they had found there, which was",
    "old.",
)


def test_labels_above_columns_of_text() -> None:
    """Labels with their values beside each other are read before the columns of text that are below them."""
    page = rows(*NARROW, top=640) + rows(*NARROW, x=310, top=640)
    for x, labels in ((72, ("To", "Ivy Reed", "From", "Ash Lee")), (310, ("Copies", "See list", "Date", "1 May"))):
        page += "".join(text(line, x, 720 - 14 * i, "F" if i % 2 else "B") for i, line in enumerate(labels))
    lines = [line.text for block in read(page) for line in block.lines]
    assert lines.index("1 May") < next(i for i, line in enumerate(lines) if line.startswith(NARROW[0]))


def test_box_beside_two_columns() -> None:
    """A box at the side of two columns of text is read before these, with its lines above them."""
    page = rows("Date", "1 May", "Ivy Reed", "Ash Lee", "Oak Hill", top=714)
    page += rows(*NARROW, x=200) + rows(*NARROW, x=390)
    assert [line.text.endswith("Oak Hill") for block in read(page) for line in block.lines].index(True) < 5


def test_heading_of_two_lines_at_the_foot_of_a_column() -> None:
    """The end of a heading is part of its column, though it is a little below the last line of the other."""
    column = ("Case managers read what was in", "the files before they went out,", "and most of them came back with",
              "a better plan than the one that", "they had found there, which was", "very old, and which they put into",
              "the files of the team.", "Staff knew.")  # fmt: skip
    page = rows(*column[:6]) + text("Reducing", 72, 616, size=13) + text("reoffending", 72, 600, size=13)
    page += rows(*column, x=310)
    found = paragraphs(read(page))
    assert found.index("Reducing reoffending") < next(
        i for i, line in enumerate(found) if i and line.startswith("Case")
    )


def test_line_below_notes() -> None:
    """A line far below the notes that begins elsewhere, as the foot of a site, is not part of the last note."""
    page = rows(*PROSE) + text("The rate", 72, 640) + text("1", 113.5, 644, size=6) + text(" was low.", 118, 640)
    page += text("1 Published in May.", 72, 200, size=8) + text("A council of the north", 250, 170, size=8)
    (note,) = [block for block in read(page) if isinstance(block, Footnote)]
    assert [line.text for line in note.lines] == ["Published in May."]


def test_line_that_is_printed_on_both_pages() -> None:
    """A line that a program prints half on one page and half on the next is read once."""
    first, second = rows(*PROSE) + text("Staff told us so.", 72, 20), text("Staff told us so.", 72, 800)
    found = paragraphs(read(first, second + rows(*PROSE, top=760)))
    assert found.count("Staff told us so.") == 1


def test_text_below_columns_that_end_with_a_line() -> None:
    """The lines below columns, of which a page has only the last lines, are not the rest of the first column."""
    first = rows(*NARROW, *NARROW, top=800) + rows(*NARROW, *NARROW[:5], "which they", x=310, top=800)
    second = rows("and the children they had found", "in the town asked them to go to", top=800)
    second += rows("school.", x=310, top=800) + rows("Copies", font="B", top=750)
    second += rows("Ivy Reed", "Ash Lee", "Elm Rowe", top=720) + rows(*PROSE, x=60, top=650)
    assert any(found.endswith("go to school.") for found in paragraphs(read(first, second)))


def test_heading_in_a_margin_that_a_page_end_cuts() -> None:
    """The end of a heading in the margin at the top of a page goes on with the heading of the page before."""
    beside = ("1.1 Case managers read what was in the files before they went out,", "and they came back with a plan.")
    first = rows(*PROSE) + text("Reducing the likelihood", 72, 100, "B") + rows(*beside, x=220, top=100)
    second = text("of reoffending", 72, 780, "B") + rows(*(beside * 3)[1:], x=220, top=780) + rows(*PROSE, top=600)
    found = [" ".join(line.text for line in block.lines).replace("*", "") for block in read(first, second)]
    assert any("Reducing the likelihood of reoffending" in line for line in found)


def test_roles_before_dashes_in_two_columns() -> None:
    """Roles with names after a dash, side by side in two columns, are read down each column."""
    left, right = (tuple(f"{role} – {name}" for role, name in people) for people in (
        (("Mayor", "Ivy Reed"), ("Clerk", "Ash Lee"), ("Links", "Elm Rowe"), ("Bench", "Oak Hill")),
        (("Police", "Fir Dale"), ("Board", "Yew Dean"), ("Office", "Bay Thorn"), ("Schools", "May Ling")),
    ))  # fmt: skip
    page = rows(*PROSE, top=780) + rows(*left) + rows(*right, x=310)
    lines = [line.text for block in read(page.replace("–", "\\261")) for line in block.lines]
    assert lines[-8:] == [*left, *right]


def test_a_mark_as_large_as_the_text() -> None:
    """A raised mark of the size of its line does not part it into cells."""
    (line,) = lines_of(
        [
            segment("The rate", 100, 50),
            segment("[1]", 140, 46),
            segment("for Larch was much lower than before", 158, 50),
        ]
    )
    assert "The rate[1] for Larch was much lower than before" == line.text


def test_labels_that_were_read_as_one_cell() -> None:
    """Several labels in one cell are rows of their own, each with the lines beside it and below."""
    labels = lines_of([segment("To:", 100, 50), segment("From:", 100, 74)])
    values = lines_of(
        [segment("Ivy Garland, Chair of", 180, 50), segment("the Board", 180, 62), segment("Rowan Ashby", 180, 74)]
    )
    regions = list(regions_of_rows(TableRows([[labels, values]])))

    assert [2, 1] == [len(region.lines[0][1]) for region in regions]
