"""Reading PDF letters, with and without tags, of several programs, and files that are not letters."""

from __future__ import annotations

import io
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqsreport
from sqsreport import Report, letters
from sqsreport.letters import limits
from sqsreport.letters.blocks import (
    Embedded,
    Footnote,
    Heading,
    ListItem,
    Paragraph,
    Passage,
    Source,
    TableRow,
    Unread,
)
from sqsreport.letters.formats.pdf.pages import PageReader
from sqsreport.letters.formats.pdf.reading import parse
from sqsreport.letters.reading import read_blocks
from support.pdf import PRINTED, attached, pdf, rows, text, words

EXAMPLES: Final = Path(__file__).parents[3] / "examples"


def marked(tag: str, number: int, content: str) -> str:
    """Mark content with a tag."""
    return f"/{tag} <</MCID {number}>> BDC\n{content}EMC\n"


#: Types with their kids: others like it, or the page, from 0, and the number of a marked content.
Tree = tuple[str, list[Any]]


def tagged(pages: Sequence[str], tree: Tree) -> bytes:
    """Make a file with a structure tree that can be relied on."""
    objects: dict[int, str] = {}
    owners: dict[int, dict[int, int]] = {index: {} for index in range(len(pages))}

    def add(element: Tree, parent: int) -> int:
        number = 50 + len(objects)
        objects[number] = ""
        kids = []
        for kid in element[1]:
            if isinstance(kid[0], str):
                kids.append(f"{add(kid, number)} 0 R")
            else:
                owners[kid[0]][kid[1]] = number
                kids.append(f"<</Type/MCR/Pg {3 + 2 * kid[0]} 0 R/MCID {kid[1]}>>")
        objects[number] = f"<</Type/StructElem/S/{element[0]}/P {parent} 0 R/K[{' '.join(kids)}]>>"
        return number

    root = add(tree, 49)
    parents = "".join(
        f"{page} [{' '.join(f'{numbers[i]} 0 R' if i in numbers else 'null' for i in range(max(numbers, default=-1) + 1))}]"
        for page, numbers in owners.items()
    )
    objects[49] = f"<</Type/StructTreeRoot/K {root} 0 R/ParentTree<</Nums[{parents}]>>>>"
    claim = '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>'
    objects[48] = f"<</Type/Metadata/Subtype/XML/Length {len(claim)}>>\nstream\n{claim}\nendstream"
    catalog = "/MarkInfo<</Marked true>>/StructTreeRoot 49 0 R/Metadata 48 0 R"
    return pdf(*pages, catalog=catalog, others=objects)


def passages(source: Source) -> list[Passage]:
    """Return the passages of all lines."""
    return [line.passage for block in source.blocks for line in block.lines if line.passage]


def characters(texts: Iterable[str]) -> Counter[str]:
    """Count the known characters that can be seen: hyphens at line ends whatever their code, and accents by themselves."""
    text = unicodedata.normalize("NFD", re.sub("[\ufffe\u00ad]", "-", "".join(texts)))
    return Counter(re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffd\uffff]", "", text))


def extracted(data: bytes) -> Counter[str]:
    """Count the characters that pdfium alone finds."""
    with pypdfium2.PdfDocument(data) as document:
        return characters(page.get_textpage().get_text_range() for page in document)


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLES / "northmoor-2015.json")


@pytest.fixture(scope="module")
def written(report: Report) -> bytes:
    """Return the letter of the example, without the report in it."""
    return letters.write(report, "pdf", plain=True)


# ------------------------------------------------------------------------------------- whole letters


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_printed_by_others(path: Path, report: Report) -> None:
    """The example letter is read exactly, whatever program printed it; only page headers and numbers are leftovers."""
    reading = letters.read(path.read_bytes(), "pdf")
    assert reading.report == report
    for leftover in reading.leftovers:
        assert re.search(
            r"HM Inspectorate|Page \d|^\d/3$|^\d+/\d+/\d+|example\.org/northmoor|Report of Short|work in Northmoor",
            leftover.text,
        )


def test_printed_by_others_at_all() -> None:
    """There are letters that other programs printed."""
    assert {path.stem for path in PRINTED} >= {"northmoor-writer", "northmoor-writer-tagged", "northmoor-browser"}


def test_own_letter(written: bytes, report: Report) -> None:
    """A letter of this library is read exactly from its text alone."""
    reading = letters.read(written, "pdf")
    assert reading.report == report
    assert {leftover.text[:5] for leftover in reading.leftovers} == {"Page "}


def test_cumbria(cumbria_json: Path) -> None:
    """The real letter is read from its text alone as the given JSON, byte for byte."""
    data = letters.write(sqsreport.load(cumbria_json), "pdf", plain=True)
    found = letters.read(data, "pdf").report
    assert found is not None
    assert sqsreport.dumps(found) == cumbria_json.read_text(encoding="utf-8")


def test_without_tags(written: bytes, report: Report) -> None:
    """The letter is read equally well without its tags."""
    untagged = written.replace(b"/StructTreeRoot ", b"/NoStructTree__ ")
    assert untagged != written
    assert read_blocks(parse(untagged).blocks).report == report


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int, report: Report) -> None:
    """A page that is shown turned is read as it was, and places are those on the page as shown."""
    path = next(path for path in PRINTED if path.stem == "northmoor-writer")
    upright = passages(parse(path.read_bytes()))
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        for page in document:
            page.set_rotation(turn)
        width, height = document[0].get_size()
        file = io.BytesIO()
        document.save(file)
    source = parse(file.getvalue())
    assert read_blocks(source.blocks).report == report
    first, before = passages(source)[0], upright[0]
    assert first.box is not None
    assert before.box is not None
    left, top, right, bottom = before.box
    expected = {
        90: (width - bottom, left, width - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, height - right, bottom, height - left),
    }
    assert first.box == pytest.approx(expected[turn], abs=0.1)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_character(path: Path) -> None:
    """What is read has every character that pdfium finds, as often as it finds it."""
    data = path.read_bytes()
    assert characters(passage.text for passage in passages(parse(data))) == extracted(data)


# --------------------------------------------------------------------------------------------- tags


def test_kinds_of_tags() -> None:
    """Headings, paragraphs, items, rows and notes are recognised by their tags."""
    page = "".join(
        marked(tag, number, text(words, x, 700 - 20 * number))
        for number, (tag, words, x) in enumerate(
            [
                ("H1", "A title", 72),
                ("P", "A paragraph.", 72),
                ("Lbl", "2.1.", 72),
                ("LBody", "A numbered one.", 100),
                ("Lbl", "-", 72),
                ("LBody", "An item.", 100),
                ("LBody", "Beneath it.", 120),
                ("TH", "Role", 72),
                ("TH", "Name", 300),
                ("TD", "Mayor", 72),
                ("TD", "Ash Lee", 300),
                ("Note", "1 A note.", 72),
            ]
        )
    )
    tree: Tree = (
        "Document",
        [
            ("H1", [(0, 0)]),
            ("P", [(0, 1)]),
            ("L", [("LI", [("Lbl", [(0, 2)]), ("LBody", [(0, 3)])])]),
            ("L", [("LI", [("Lbl", [(0, 4)]), ("LBody", [("P", [(0, 5)]), ("L", [("LI", [("LBody", [(0, 6)])])])])])]),
            ("Table", [("TR", [("TH", [(0, 7)]), ("TH", [(0, 8)])]), ("TR", [("TD", [(0, 9)]), ("TD", [(0, 10)])])]),
            ("Note", [(0, 11)]),
        ],
    )
    blocks = parse(tagged([page], tree)).blocks
    assert words(blocks) == [
        ("Heading", ["A title"]),
        ("Paragraph", ["A paragraph."]),
        ("ListItem", ["A numbered one."]),
        ("ListItem", ["An item."]),
        ("ListItem", ["Beneath it."]),
        ("TableRow", ["Role", "Name"]),
        ("TableRow", ["Mayor", "Ash Lee"]),
        ("Footnote", ["A note."]),
    ]
    assert [(block.number, block.depth) for block in blocks if isinstance(block, ListItem)] == [
        ("2.1", 0),
        (None, 0),
        (None, 1),
    ]
    assert [block.is_header for block in blocks if isinstance(block, TableRow)] == [True, False]
    assert [block.label for block in blocks if isinstance(block, Footnote)] == ["1"]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1]


def test_tags_over_pages() -> None:
    """A paragraph that continues on the next page is one, and each of its lines has its page."""
    pages = [
        marked("P", 0, rows("Plans were kept", top=100)) + "/Artifact BMC\n" + text("Page 1", 280, 30) + "EMC\n",
        marked("P", 0, rows("in a drawer.")) + marked("P", 1, rows("Nobody looked.", top=600)),
    ]
    source = parse(tagged(pages, ("Document", [("P", [(0, 0), (1, 0)]), ("P", [(1, 1)])])))
    assert words(source.blocks) == [
        ("Paragraph", ["Plans were kept", "in a drawer."]),
        ("Paragraph", ["Nobody looked."]),
        ("Unread", ["Page 1"]),
    ]
    assert [passage.page for passage in passages(source)] == [1, 2, 2, 1]


def test_order_of_tags() -> None:
    """The order is that of the tags, whatever is printed first."""
    page = marked("P", 0, rows("Second.", top=600)) + marked("P", 1, rows("First.", top=700))
    assert words(parse(tagged([page], ("Document", [("P", [(0, 1)]), ("P", [(0, 0)])]))).blocks) == [
        ("Paragraph", ["First."]),
        ("Paragraph", ["Second."]),
    ]


def test_tags_that_leave_text_out() -> None:
    """Where tags leave out text of the letter, they are not relied on."""
    page = marked("P", 0, rows("Told by a tag.")) + rows("Told by none, in the middle of the page.", top=500)
    assert words(parse(tagged([page], ("Document", [("P", [(0, 0)])]))).blocks) == [
        ("Paragraph", ["Told by a tag."]),
        ("Paragraph", ["Told by none, in the middle of the page."]),
    ]


def test_tree_that_bites_its_tail() -> None:
    """A structure tree with a cycle is read."""
    data = tagged([marked("P", 0, rows("Words."))], ("Document", [("P", [(0, 0)])]))
    looped = data.replace(b"/K[51 0 R]", b"/K[50 0 R]")
    assert looped != data
    assert [line for _, lines in words(parse(looped).blocks) for line in lines] == ["Words."]


def test_deep_tree() -> None:
    """Deeply nested tags are read, without losing text."""
    tree: Tree = ("P", [(0, 0)])
    for _ in range(400):
        tree = ("Sect", [tree])
    assert words(parse(tagged([marked("P", 0, rows("Words."))], tree)).blocks) == [("Paragraph", ["Words."])]


# ------------------------------------------------------------------------------------------- layout


def test_paragraphs() -> None:
    """Lines that are close together are a paragraph, joined where they were wrapped; a wider gap begins another."""
    page = rows(
        "Case managers read what was in the files before they went out, and most of them came back",
        "with a better plan. They told us so.",
    ) + rows("The second paragraph stands apart from the first, and is as wide as the first one was, or so.", top=660)
    assert words(parse(pdf(page)).blocks) == [
        (
            "Paragraph",
            [
                (
                    "Case managers read what was in the files before they went out, and most of them came back "
                    "with a better plan. They told us so."
                )
            ],
        ),
        (
            "Paragraph",
            ["The second paragraph stands apart from the first, and is as wide as the first one was, or so."],
        ),
    ]


def test_columns_of_a_row() -> None:
    """Lines with a wide gap are rows of a table, and a line below a cell continues it."""
    page = "".join(
        text(role, 72, y) + text(names, 300, y)
        for role, names, y in [("Head of Service", "Ivy Reed", 700), ("Mayor", "Ash Lee, Fir Dale,", 686)]
    ) + text("Oak Hill", 300, 672)
    assert words(parse(pdf(page)).blocks) == [
        ("TableRow", ["Head of Service", "Ivy Reed"]),
        ("TableRow", ["Mayor", "Ash Lee, Fir Dale, Oak Hill"]),
    ]


def test_wrapped_role() -> None:
    """A role that is wrapped in its column is one, with the name next to its first line."""
    page = "".join(
        text(role, 72, y) + (text(name, 300, y) if name else "")
        for role, name, y in [
            ("Director of Services", "Ivy Reed", 700),
            ("Lead Member for Children and Safer", "Ash Lee", 680),
            ("Communities", "", 667),
            ("Mayor", "Fir Dale", 647),
        ]
    ) + rows("Below that stands a paragraph that is as wide as the text of this page is meant to be.", top=600)
    assert words(parse(pdf(page)).blocks) == [
        ("TableRow", ["Director of Services", "Ivy Reed"]),
        ("TableRow", ["Lead Member for Children and Safer Communities", "Ash Lee"]),
        ("TableRow", ["Mayor", "Fir Dale"]),
        ("Paragraph", ["Below that stands a paragraph that is as wide as the text of this page is meant to be."]),
    ]


def test_two_columns() -> None:
    """A page that is set in two columns is read down the first, and then down the second."""
    first = ["These are the words", "of the first column,", "which is narrow and", "goes down the page."]
    second = ["And these are those", "of the second one,", "which is as narrow", "and goes down too."]
    page = rows(*first, x=72) + rows(*second, x=320)
    found = " ".join(line for _, lines in words(parse(pdf(page)).blocks) for line in lines)
    assert found == " ".join((*first, *second))


def test_footnote() -> None:
    """A small raised digit is a mark where a note at the foot of the page has that label."""
    page = (
        text("The rate", 72, 700)
        + text("1", 113, 704, size=6.5)
        + text("was high, as it had been in the years before.", 121, 700)
        + text("1", 72, 93, size=5.5)
        + text("It was published in January.", 78, 90, size=9)
        + text("Page 1 of 1", 270, 40, size=9)
    )
    blocks = parse(pdf(page)).blocks
    assert words(blocks) == [
        ("Paragraph", ["The rate[^1] was high, as it had been in the years before."]),
        ("Footnote", ["It was published in January."]),
        ("Unread", ["Page 1 of 1"]),
    ]
    assert [line.passage.text for block in blocks[:2] for line in block.lines if line.passage] == [
        "The rate1 was high, as it had been in the years before.",
        "1 It was published in January.",
    ]


def test_raised_digit_without_note() -> None:
    """A small raised digit without a note is a digit."""
    page = text("Area in km", 72, 700) + text("2", 124.6, 704, size=6.5)
    assert words(parse(pdf(page)).blocks) == [("Paragraph", ["Area in km2"])]


def test_page_headers() -> None:
    """Lines at the top or the foot of several pages are not part of the letter."""
    pages = [
        text("Inspectorate of Things", 72, 810) + rows(f"What page {i} says.") + text(f"Letter, page {i}", 72, 30)
        for i in (1, 2, 3)
    ]
    blocks = parse(pdf(*pages)).blocks
    assert sorted(line.text for block in blocks if isinstance(block, Unread) for line in block.lines) == [
        *["Inspectorate of Things"] * 3,
        *(f"Letter, page {i}" for i in (1, 2, 3)),
    ]
    assert [line.text for block in blocks if isinstance(block, Paragraph) for line in block.lines] == [
        f"What page {i} says." for i in (1, 2, 3)
    ]


def test_paragraph_over_pages() -> None:
    """A paragraph that fills its page continues on the next page."""
    wide = "Case managers read what was in the files before they went out, and most of them came back"
    blocks = parse(pdf(rows(wide, wide), rows("with a better plan."))).blocks
    assert words(blocks) == [("Paragraph", [f"{wide} {wide}", "with a better plan."])]


def test_headings_and_emphasis() -> None:
    """Large bold rows are headings, by their size; slanted words are emphasised."""
    page = (
        rows("The title of the letter", font="B", size=16)
        + rows("Context", top=670, font="B", size=13)
        + text("She said:", 72, 650)
        + text("they listen", 122, 650, "I")
        + text(".", 171.6, 650)
        + rows("Body text that is longer than all else.", top=620)
    )
    blocks = parse(pdf(page)).blocks
    assert words(blocks) == [
        ("Heading", ["The title of the letter"]),
        ("Heading", ["Context"]),
        ("Paragraph", ["She said: *they listen*."]),
        ("Paragraph", ["Body text that is longer than all else."]),
    ]
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2]


def test_bullets() -> None:
    """What begins with a bullet is an item, as deep as it is indented."""
    bullets = [("\\225 One thing.", 72), ("\\225 A part of it.", 100), ("\\225 Another thing.", 72)]
    page = "".join(
        f"BT /W 11 Tf 1 0 0 1 {x} {700 - 20 * i} Tm ({words}) Tj ET\n" for i, (words, x) in enumerate(bullets)
    )
    data = pdf(page).replace(
        b"/Font<<", b"/Font<</W<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
    )
    blocks = parse(data).blocks
    assert words(blocks) == [
        ("ListItem", ["One thing."]),
        ("ListItem", ["A part of it."]),
        ("ListItem", ["Another thing."]),
    ]
    assert [block.depth for block in blocks if isinstance(block, ListItem)] == [0, 1, 0]


@pytest.mark.parametrize(
    ("before", "elsewhere", "expected"),
    [
        ("a multi-", "", "a multi-agency plan"),
        ("a multi-", "We like multiagency work.", "a multiagency plan"),
        ("a multi-", "We like multiagency and multi-agency work.", "a multi-agency plan"),
    ],
)
def test_hyphens(before: str, elsewhere: str, expected: str) -> None:
    """A hyphen where a line ends is the word's own, unless the letter spells the word without it."""
    filler = "Case managers read what was in the files before they went out, and most came back with"
    page = rows(f"{filler} {before}", "agency plan.", elsewhere)
    found = " ".join(line for _, lines in words(parse(pdf(page)).blocks) for line in lines)
    assert f"{filler} {expected}." in found
    assert characters(passage.text for passage in passages(parse(pdf(page)))) == extracted(pdf(page))


def test_links() -> None:
    """What is linked is linked, be it a part of a line."""
    annotation = "<</Type/Annot/Subtype/Link/Rect[100 695 130 712]/A<</S/URI/URI(https://example.org/a)>>>>"
    source = parse(pdf(rows("Look at this page."), page=f"/MediaBox[0 0 595 842]/Annots[{annotation}]"))
    assert words(source.blocks) == [("Paragraph", ["Look [at this](https://example.org/a) page."])]


def test_places() -> None:
    """A passage has its words, its page, and its box in points from the top left corner of the page as it is cut."""
    source = parse(pdf(rows("Words."), page="/MediaBox[0 0 700 900]/CropBox[50 50 650 850]"))
    (passage,) = passages(source)
    assert (passage.text, passage.page) == ("Words.", 1)
    assert passage.box is not None
    left, top, right, bottom = passage.box
    assert left == 22
    assert 135 < top < 150 < bottom < 155
    assert 50 < right < 65


def test_aslant() -> None:
    """Text in another direction is not part of the letter."""
    page = rows("The letter.") + "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    assert words(parse(pdf(page)).blocks) == [("Paragraph", ["The letter."]), ("Unread", ["DRAFT"])]


# ----------------------------------------------------------------------------- what a letter carries


def test_carries_report(report: Report) -> None:
    """The attached report is found, with the digest of its text."""
    source = parse(letters.write(report, "pdf"))
    assert source.problems == ()
    assert source.embedded is not None
    assert source.embedded.json == sqsreport.dumps(report)
    assert re.fullmatch("[0-9a-f]{64}", source.embedded.sha256)


def test_attachments_of_others() -> None:
    """Other attachments are reported and not read."""
    source = parse(attached(("notes.txt", b"x"), ("report.json", b"\xff{}")))
    assert [(problem.code, problem.message) for problem in source.problems] == [
        ("SQS414", 'the file has an attachment that is not read: "notes.txt"')
    ]
    assert source.embedded == Embedded("\ufffd{}", "")


def test_keywords_that_are_no_text() -> None:
    """Keywords and names with halves of surrogate pairs cause no error."""
    file = "/Names<</EmbeddedFiles<</Names[<FEFFD800> 60 0 R(report.json) 60 0 R]>>>>"
    others = {
        60: "<</Type/Filespec/F(report.json)/EF<</F 61 0 R>>>>",
        61: "<</Type/EmbeddedFile/Length 2/Params<</Size 2>>>>\nstream\n{}\nendstream",
        62: "<</Keywords<FEFFD800>>>",
    }
    source = parse(pdf(rows("Words."), catalog=file, trailer="/Info 62 0 R", others=others))
    assert words(source.blocks) == [("Paragraph", ["Words."])]
    assert source.embedded is None or source.embedded.sha256 == ""


def test_content_of_a_row_itself() -> None:
    """Content in a row of a table, but in no cell, is a cell."""
    page = marked("TR", 0, text("Mayor", 72, 700)) + marked("TD", 1, text("Ash Lee", 300, 700))
    blocks = parse(tagged([page], ("Table", [("TR", [(0, 0), ("TD", [(0, 1)])])]))).blocks
    assert words(blocks) == [("TableRow", ["Mayor", "Ash Lee"])]


def test_code_and_artifacts_in_tags() -> None:
    """Text that is tagged as code is code, and an artifact is not part of the letter."""
    page = (
        marked("P", 0, text("See", 72, 700))
        + marked("Code", 1, text("a_b", 95, 700))
        + marked("Span", 2, text("Watermark", 72, 500))
    )
    tree: Tree = ("Document", [("P", [(0, 0), ("Code", [("Span", [(0, 1)])])]), ("Artifact", [(0, 2)])])
    assert words(parse(tagged([page], tree)).blocks) == [("Paragraph", ["See `a_b`"]), ("Unread", ["Watermark"])]


# ------------------------------------------------------------------------------------ no letters


@pytest.mark.parametrize(
    ("data", "code", "told"),
    [
        (b"", "SQS002", "is empty"),
        (b"hello", "SQS411", "does not begin"),
        (b"%PDF-1.7\nhello", "SQS411", "damaged"),
        (pdf("", "", ""), "SQS413", "3 pages"),
        (pdf(""), "SQS413", "1 page and"),
        (pdf(*[""] * (limits.MAX_PAGES + 1)), "SQS410", "101"),
        (pdf(rows(*["x y " * 300] * 500, step=1.2, size=1)), "SQS410", "500,000"),
    ],
)
def test_unreadable(data: bytes, code: str, told: str) -> None:
    """A file that is not a letter, not PDF, too large or a scan has one problem."""
    (problem,) = parse(data).problems
    assert problem.code == code
    assert told in problem.message


def test_encrypted() -> None:
    """A file with a password is reported as encrypted."""
    encryption = f"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>/ID[<00><00>]"
    assert [problem.code for problem in parse(pdf(rows("Words."), trailer=encryption)).problems] == ["SQS412"]


def test_broken_page() -> None:
    """A page that cannot be read is reported, and the others are read."""
    data = pdf(rows("One."), rows("Two.")).replace(b"[3 0 R 5 0 R]", b"[3 0 R 9 0 R]")
    source = parse(data)
    assert words(source.blocks) == [("Paragraph", ["One."])]
    assert [(problem.code, problem.page) for problem in source.problems] == [("SQS415", 2)]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    """Reading never fails, whatever the bytes."""
    for each in (data, b"%PDF-1.7\n" + data):
        assert parse(each).problems


@pytest.mark.slow
@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a damaged file never fails, and loses no visible character that pdfium finds."""
    monkeypatch.setattr(PageReader, "_shown", lambda _reader, page, _shapes: page.segments)  # with those nobody sees
    whole = path.read_bytes()
    chance = random.Random(path.stem)  # noqa: S311 - not for secrets
    for _ in range(25):
        data = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.choice((1, 10, 100))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        source = parse(bytes(data))
        read_blocks(source.blocks)
        if source.blocks and not source.problems:
            found = characters(passage.text for passage in passages(source))
            assert found.total() == extracted(bytes(data)).total()


def test_words_above_each_other() -> None:
    """A page whose only words are above each other is not one that is turned on its side."""
    source = parse(pdf(text("9", 0, 40, "B", 6) + text("0", 0, 0, "F", 6)))
    assert [passage.text for passage in passages(source)] == ["9", "0"]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_words_anywhere(data: Any) -> None:
    """Words may be anywhere in any size and order: none is lost, and none is read twice."""
    word = st.text("abcXYZ019.-()", min_size=1, max_size=12)
    place = st.tuples(
        word, st.integers(0, 560), st.integers(0, 830), st.sampled_from("FBI"), st.sampled_from((6, 9, 11, 30))
    )
    pages = data.draw(st.lists(st.lists(place, max_size=12), min_size=1, max_size=3))
    content = pdf(*("".join(text(*each) for each in page) for page in pages))
    assert characters(passage.text for passage in passages(parse(content))) == extracted(content)
