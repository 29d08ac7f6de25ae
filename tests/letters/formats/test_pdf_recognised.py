"""How scanned pages are read, the words of which text recognition has placed over the picture."""

from __future__ import annotations

from typing import Final

from sqsreport.letters.blocks import Block, Footnote, ListItem, Paragraph, TableRow
from sqsreport.letters.formats.pdf.reading import parse
from sqsreport.letters.widths import arial
from support.pdf import pdf, text

#: A grey picture that covers the page.
PICTURE: Final = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"
#: By how many points the words of a row are off, in turn, and the rows of a margin.
_UP: Final = (0.0, 0.7, -0.6, 0.4)
_RIGHT: Final = (0.0, 1.4, -1.2, 0.8, -0.5)
#: The sizes that rows of one size seem to have.
_SIZES: Final = (11.0, 9.6, 10.4, 11.8)
#: The size that they are printed in.
_SIZE: Final = 10.5


def row(words: str, x: float, y: float, index: int = 0) -> str:
    """Place the words of a row without ink, each as wide as it is in the picture, whatever its size is."""
    content, left = "", x + _RIGHT[index % len(_RIGHT)]
    for place, word in enumerate(words.split()):
        size = _SIZES[index % len(_SIZES)]
        content += f"3 Tr {100 * _SIZE / size:.1f} Tz {text(word, left, y + _UP[place % len(_UP)], size=size)}"
        left += 0.5 * _SIZE * arial(word) + 3
    return content


def page(*rows: tuple[str, float], top: float = 760, step: float = 14) -> str:
    """Make a scanned page of rows, each with where it begins."""
    return PICTURE + "".join(row(words, x, top - index * step, index) for index, (words, x) in enumerate(rows) if words)


def shown(content: str, kind: type[Block]) -> list[str]:
    """Return the blocks of one kind, each in one line."""
    return [
        " ".join(line.text for line in block.lines) for block in parse(pdf(content)).blocks if isinstance(block, kind)
    ]


PROSE: Final = (
    ("Case managers read what was in the files before they went out, and most of", 72.0),
    ("them came back with a better plan than the one that they had found there, as", 72.0),
    ("nobody had looked at it since the summer.", 72.0),
)


def test_recognised_text_is_reported() -> None:
    """Text that comes from a picture is reported once, with its first page: no one sees which of its figures are wrong."""
    (problem,) = parse(pdf(text("A page that was printed to the file.", 72, 700), page(*PROSE), page(*PROSE))).problems
    assert (problem.code, problem.page) == ("SQS420", 2)
    assert "2 pages" in problem.message


def test_rows_of_one_paragraph() -> None:
    """Rows of one paragraph go on although their sizes, their baselines and their margin differ a little."""
    gap = ("", 0.0)
    content = page(*PROSE, gap, *PROSE)
    prose = " ".join(words for words, _ in PROSE)
    assert shown(content, Paragraph) == [prose, prose]


def test_numbers_and_bullets_of_a_picture() -> None:
    """Numbers of paragraphs whose point is lost, and bullets that are taken for letters, are read as they are printed."""
    paragraph = ((PROSE[0][0], 100.0), (PROSE[2][0], 100.0), ("", 0.0))
    content = page(
        *PROSE, ("", 0.0), *paragraph, *paragraph, *paragraph, ("Plans were good.", 90), ("", 0), ("So were staff.", 90)
    )
    content += "".join(row(label, 72, 704 - 42 * index) for index, label in enumerate(("1.1", "12.", "L3")))
    content += row("e", 76, 578) + row("¢", 76, 550)
    prose = f"{PROSE[0][0]} {PROSE[2][0]}"
    found = shown(content, Paragraph)
    assert found[1:] == [f"1.1 {prose}", f"1.2. {prose}", f"1.3 {prose}"]
    assert shown(content, ListItem) == ["Plans were good.", "So were staff."]


def test_rows_of_a_list() -> None:
    """Roles with their names are rows, though neither begins exactly below the other."""
    roles, names = ("Chief Executive", "Head of Service", "Court Bench"), ("Ash Lee", "Fir Dale, Oak Hill", "Elm Rowe")
    content = page(*PROSE, top=780)
    for index, (role, name) in enumerate(zip(roles, names, strict=True)):
        content += row(role, 72, 600 - 18 * index, index) + row(name, 300, 600 - 18 * index, index + 2)
    rows = [[line.text for line in each.lines] for each in parse(pdf(content)).blocks if isinstance(each, TableRow)]
    assert rows == [[role, name] for role, name in zip(roles, names, strict=True)]


def test_stamp_on_a_scanned_page() -> None:
    """The words of a scan are read although others are stamped on the page in ink, and hidden words elsewhere are not."""
    stamp, prose = "0 Tr 100 Tz " + text("Agenda item 7", 400, 800), " ".join(words for words, _ in PROSE)
    assert shown(page(*PROSE, top=600) + stamp, Paragraph) == ["Agenda item 7", prose]
    assert shown(page(*PROSE, top=600).removeprefix(PICTURE) + stamp, Paragraph) == ["Agenda item 7"]


def test_note_whose_mark_is_recognised_as_a_sign() -> None:
    """The label of a note at the foot, and its mark, are figures though text recognition has taken them for signs."""
    content = page(*PROSE, ("The published rate! for the area was high.", 72.0), top=300)
    for word, left in (
        ("'", 72),
        ("Published", 78),
        ("in", 117),
        ("May", 128),
        ("of", 150),
        ("this", 162),
        ("year.", 180),
    ):
        content += f"3 Tr 80 Tz {text(word, left, 60, size=10.4)}"
    assert shown(content, Footnote) == ["Published in May of this year."]
    assert shown(content, Paragraph)[-1].endswith("The published rate[^1] for the area was high.")
