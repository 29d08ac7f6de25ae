"""Letters written as PDF: the file that typst makes, as pdfium reads it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings

import sqsreport
from sqsreport import Report
from sqsreport.letters.blocks import (
    Block,
    Embedded,
    Field,
    Footnote,
    Heading,
    Letter,
    Line,
    ListItem,
    Paragraph,
    TableRow,
)
from sqsreport.letters.formats.pdf.reading import parse
from sqsreport.letters.formats.pdf.writing import render
from sqsreport.letters.writing import write_blocks
from sqsreport.model import Prose
from sqsreport.testing.strategies import reports

pdfium = pytest.importorskip("pypdfium2", reason="needs the extra pdf")
pytest.importorskip("typst", reason="needs the extra pdf")

EXAMPLES = Path(__file__).parents[3] / "examples"
SHA256 = "0123456789abcdef" * 4


def paragraph(text: str) -> Paragraph:
    """Make a paragraph of one line."""
    return Paragraph((Line(text),))


def make(*blocks: Block, title: str = "A letter", language: str = "en", published: date = date(2015, 4, 8)) -> Letter:
    """Make a letter of blocks."""
    return Letter(blocks, title, language, published, "Rowan Ashby")


def pages(data: bytes) -> list[str]:
    """Return the text of each page, each line with single spaces and none at its ends."""
    with pdfium.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def words(data: bytes) -> str:
    """Return the text of all pages, without line breaks and page numbers."""
    text = " ".join(page[: page.rindex("Page ")] for page in pages(data))
    return " ".join(text.split())


def links(data: bytes) -> list[str]:
    """Return the addresses that the first page leads to."""
    raw = pdfium.raw
    with pdfium.PdfDocument(data) as document:
        page, position, link, found = document[0], ctypes.c_int(), raw.FPDF_LINK(), []
        while raw.FPDFLink_Enumerate(page, position, link):
            action = raw.FPDFLink_GetAction(link)
            size = raw.FPDFAction_GetURIPath(document, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(document, action, buffer, size)
            found.append(buffer.value.decode())
    return [address for address in found if address]


def attachments(data: bytes) -> dict[str, bytes]:
    """Return the attached files by their names."""
    with pdfium.PdfDocument(data) as document:
        found = [document.get_attachment(index) for index in range(document.count_attachments())]
        return {each.get_name(): bytes(each.get_data()) for each in found}


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLES / "northmoor-2015.json")


@pytest.fixture(scope="module")
def written(report: Report) -> bytes:
    """Return the letter of the example, with its report."""
    return render(write_blocks(report), Embedded(sqsreport.dumps(report), SHA256))


# ------------------------------------------------------------------------------------ the file


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/St_Johns"])
def test_the_same_letter_gives_the_same_bytes(report: Report, written: bytes, zone: str, tmp_path: Path) -> None:
    """The bytes do not depend on the day, the time zone, the folder, the locale or the process."""
    code = """
        import sys, sqsreport
        from sqsreport.letters.blocks import Embedded
        from sqsreport.letters.formats.pdf.writing import render
        from sqsreport.letters.writing import write_blocks

        report = sqsreport.load(sys.argv[1])
        sys.stdout.buffer.write(render(write_blocks(report), Embedded(sqsreport.dumps(report), sys.argv[2])))
    """
    again = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(EXAMPLES / "northmoor-2015.json"), SHA256],
        env={**os.environ, "TZ": zone, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout

    assert written == again


def test_the_file_says_what_it_is(written: bytes, report: Report) -> None:
    """The file names its standards, title, author, language and day, and is tagged."""
    with pdfium.PdfDocument(written) as document:
        metadata = document.get_metadata_dict()
        assert pdfium.raw.FPDFCatalog_IsTagged(document)

    assert (report.title, "Rowan Ashby") == (metadata["Title"], metadata["Author"])
    assert "D:20150408000000Z" == metadata["CreationDate"] == metadata["ModDate"]
    for each in (
        b"<pdfaid:part>3</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/Lang(en)",
    ):
        assert each in written.replace(b"/Lang (", b"/Lang("), each


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en"), ("cy", "cy"), ("en-GB", "en-GB"), ("gd-Latn-x0", "gd"), ("sgn-GB", "sgn-GB"), ("es-419", "es")],
)
def test_the_language_is_set(tag: str, expected: str) -> None:
    """The language and the region of the letter are those of the document."""
    written = render(make(paragraph("Work."), language=tag), None).replace(b"/Lang (", b"/Lang(")

    assert f"/Lang({expected})".encode() in written


@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1), date.max])
def test_any_day_will_do(day: date) -> None:
    """A letter of any year can be written."""
    with pdfium.PdfDocument(render(make(paragraph("Work."), published=day), None)) as document:
        assert f"D:{day.isoformat().replace('-', '')}000000Z" == document.get_metadata_value("CreationDate")


def test_the_report_is_attached(written: bytes, report: Report) -> None:
    """The attached file is the report, byte by byte, and the keywords have the digest of the text."""
    with pdfium.PdfDocument(written) as document:
        keywords = document.get_metadata_value("Keywords")

    assert {"report.json": sqsreport.dumps(report).encode()} == attachments(written)
    assert f"sqsreport-sha256:{SHA256}" == keywords


def test_a_plain_letter_has_no_attachment(report: Report, written: bytes) -> None:
    """A letter without the report has the same text, and neither attachment nor keywords."""
    plain = render(write_blocks(report), None)

    assert pages(written) == pages(plain)
    assert {} == attachments(plain)
    with pdfium.PdfDocument(plain) as document:
        assert "" == document.get_metadata_value("Keywords")


def test_headings_are_bookmarks(written: bytes) -> None:
    """Every heading is a bookmark, at its level."""
    with pdfium.PdfDocument(written) as document:
        found = [(item.level, item.get_title()) for item in document.get_toc()]

    assert (0, "Report of Short Quality Screening (SQS) of youth offending work in Northmoor") == found[0]
    assert (1, "Context") in found
    assert (2, "1. Reducing reoffending") in found


def test_levels_of_headings_leave_none_out() -> None:
    """The first heading is of level 1, and none is more than one level below the heading before it."""
    letter = make(*(Heading((Line(f"Heading {level}"),), level) for level in (3, 6, 2, 1, 9)))

    with pdfium.PdfDocument(render(letter, None)) as document:
        assert [0, 1, 1, 0, 1] == [item.level for item in document.get_toc()]


# ------------------------------------------------------------------------------------ the text


def test_the_letter_is_there(written: bytes) -> None:
    """The pages have the header, the numbers, the words and the copy list of the letter."""
    text = words(written)

    assert text.startswith("To: Ivy Garland, Chair of Northmoor Youth Offending Service Management Board Copy to: See")
    assert "1.1. Most reports for the court told the story of the offence plainly" in text
    assert "• Court reports were short, honest and read by those whom they were written for." in text
    assert "Role Recipients YOS Head of Service Jasper Reed" in text


def test_pages_are_numbered(written: bytes) -> None:
    """Every page has its number and the number of pages."""
    found = pages(written)

    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert page.rstrip().endswith(f"Page {number} of {len(found)}")


@pytest.mark.parametrize(
    "text",
    [
        '#emph[x] #read("/etc/passwd") $x^2$ = b // c /* d */ @ref',
        "-- --- ... ~ \"q\" 'q' \\\\u{41} https://example.org #sys.inputs",
        "</script> %s {x} ) Tj ET endstream endobj",
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "heading", "item", "cell", "value", "label", "footnote", "number"])
def test_markup_stays_text(text: str, kind: str) -> None:
    """Markup of typst, PDF or JSON is printed as text, wherever it is."""
    line = (Line(text.replace("<", "\\<")),)
    printed = text.replace("\\\\", "\\")
    blocks: dict[str, tuple[Block, ...]] = {
        "paragraph": (Paragraph(line),),
        "heading": (Heading(line),),
        "item": (ListItem(line),),
        "cell": (TableRow((Line("Role"),), is_header=True), TableRow(line)),
        "value": (Field("To", line),),
        "label": (Field(printed, (Line("Ivy Garland"),)),),
        "footnote": (paragraph("Rate.[^1]"), Footnote("1", line)),
        "number": (ListItem((Line("Work."),), number=printed),),
    }

    assert "".join(printed.split()) in "".join(words(render(make(*blocks[kind]), None)).split())


def test_words_are_not_broken() -> None:
    """No line ends within a word, with or without a hyphen of its own, so that a page can be read back exactly."""
    text = " ".join(f"{'a' * length} three-quarters and/or work–life" for length in range(1, 40))

    lines = pages(render(make(paragraph(text)), None))[0].split("\n")

    assert len(lines) > 10
    assert {line.split()[-1] for line in lines[:-1]} <= set(text.split())
    assert text == words(render(make(paragraph(text)), None))


@pytest.mark.parametrize(
    "block",
    [
        paragraph("a" * 500),
        ListItem((Line("m" * 300),), number="1.1"),
        TableRow((Line("w" * 100), Line("w" * 100))),
        Field("To", (Line("https://example.org/" + "b" * 200),)),
        Footnote("1", (Line("q" * 200),)),
    ],
)
def test_long_words_stay_on_the_page(block: Block) -> None:
    """A word that is longer than a line is broken, and nothing of it is lost."""
    written = render(make(paragraph("Rate.[^1]"), block), None)

    with pdfium.PdfDocument(written) as document:
        page = document[0].get_textpage()
        assert max(page.get_charbox(index)[2] for index in range(page.count_chars())) < 595 - 60
    assert block.lines[0].text in words(written).replace(" ", "")


def test_lines_are_as_full_as_can_be(report: Report) -> None:
    """A note with words that are hard to divide is read back as one, because no line ends early."""
    word, link = "x" * 40, "<https://example.org/x>"
    text = (
        f"Most plans *{word}* snake_case *“R&B R&B” internationalisation* {link} **…** *“{word} {word}”* {link} there."
    )
    noted = attrs.evolve(report, notes=(Prose(text),))
    found = [block for block in parse(render(write_blocks(noted), None)).blocks if isinstance(block, Paragraph)]

    assert [f"Note 1: {text}"] == [line.text for line in found[-1].lines]


def test_items_are_nested() -> None:
    """An item is to the right of its parent, to the maximum depth of lists."""
    letter = make(*(ListItem((Line(f"Level{depth}"),), depth) for depth in range(12)))

    with pdfium.PdfDocument(render(letter, None)) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        found = [page.get_charbox(text.index(f"Level{depth}"))[0] for depth in range(12)]

    assert sorted(found) == found
    assert len(set(found)) == 12


@pytest.mark.parametrize("depth", [20, 98])
def test_items_may_be_as_deep_as_a_report_allows(depth: int) -> None:
    """Items that are nested deeper than a page is wide are all there."""
    letter = make(*(ListItem((Line(f"Level{level}."),), level) for level in range(depth)))

    found = words(render(letter, None))

    assert all(f"Level{level}." in found for level in range(depth))


def test_the_head_of_a_table_is_repeated() -> None:
    """A copy list that is longer than a page has its head on every page."""
    rows = (TableRow((Line(f"Role {number}"), Line("Fern Hollis"))) for number in range(90))
    found = pages(render(make(TableRow((Line("Role"), Line("Recipients")), is_header=True), *rows), None))

    assert len(found) > 2
    assert all(page.startswith("Role Recipients") for page in found)


# ------------------------------------------------------------------------------------ footnotes


@pytest.mark.parametrize("label", ["1", "12", "a", "iv", "†", "*", "note-1", "#1", "漢"])
def test_a_footnote_is_at_the_foot_of_its_page(label: str) -> None:
    """A footnote follows all other text of the page that has its mark, with its own label."""
    letter = make(paragraph(f"The rate[^{label}] was low."), paragraph("Last."), Footnote(label, (Line("Of April."),)))
    shown = {"漢": "[U+6F22]"}.get(label, label)

    assert f"Therate{shown}waslow.Last.{shown}OfApril." == words(render(letter, None)).replace(" ", "")


def test_a_label_may_be_referred_to_more_than_once() -> None:
    """A footnote with several marks is printed once, where the first of them is."""
    letter = make(
        paragraph("One[^1] and one[^1]."), paragraph("Again[^1], two[^2][^1]."), *(
            Footnote(label, (Line(f"Note {label}, see[^1]."),)) for label in "12"
        )
    )  # fmt: skip

    assert "One1andone1.Again1,two21.1Note1,see1.2Note2,see1." == words(render(letter, None)).replace(" ", "")


def test_a_footnote_without_a_mark_is_printed_at_the_end() -> None:
    """Neither a footnote that no mark refers to, nor a mark without a footnote, is lost."""
    letter = make(
        paragraph("One[^x]."), Footnote("9", (Line("Nine."),)), Footnote("9", (Line("Twice."),)), paragraph("End.")
    )

    assert "Onex. End. 9 Nine. 9 Twice." == words(render(letter, None))


def test_many_footnotes_are_all_there() -> None:
    """If there are very many footnotes, some are at the end of the letter, and none is lost."""
    labels = [str(number) for number in range(150)]
    letter = make(
        *(ListItem((Line(f"Item[^{label}]."),)) for label in labels),
        *(Footnote(label, (Line(f"note{label}."),)) for label in labels),
    )

    found = words(render(letter, None))

    assert all(1 == found.count(f"note{label}.") for label in labels)


def test_marks_in_a_repeated_head_are_not_footnotes_twice() -> None:
    """A mark in the head of a table is a raised label, and its footnote is printed once."""
    rows = (TableRow((Line("Role[^1]"),), is_header=True), TableRow((Line("Work"),)))

    assert 1 == words(render(make(*rows, Footnote("1", (Line("Once."),))), None)).count("Once.")


# ----------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](https://example.org/a_(b)?c=d&e)", ["https://example.org/a_(b)?c=d&e"]),
        ("[a](http://example.org)", ["http://example.org"]),
        ("<someone@example.org>", ["mailto:someone@example.org"]),
        ("[a](/etc/passwd) [b](#here) [c](ftp://example.org) [d](tel:123)", []),
        ("[a](https://) [b](mailto:)", []),
        (f"[a](https://example.org/{'a' * 5000})", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    """Addresses of the web and of mail are linked, and no others."""
    assert expected == links(render(make(paragraph(text)), None))


# --------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Môn ŵ ŷ “x” – … £ € ½ é e\u0301 İ ǅ", None),
        ("שלום Привет Ελλάδα ≤ → ✓ 𝔸", None),
        ("漢字", "[U+6F22][U+5B57]"),
        ("😀 👩\u200d👧", "[U+1F600] [U+1F469][U+1F467]"),
        ("a\U0010fffdb \ue000 \u0378 \ufffe", "a[U+10FFFD]b [U+E000] [U+0378] [U+FFFE]"),
        ("co\u00adoperate \u202eabc\u202c \u2066x\u2069", "cooperate abc x"),
        ("שָׁלוֹם", "שלום"),
        ("a\x00b\x07c\ud800d", "a b c\ufffdd"),
        ('"漢" \\\\漢', '"[U+6F22]" \\[U+6F22]'),
    ],
)
def test_characters(text: str, expected: str | None) -> None:
    """A character that no font has is printed as its number; invisible characters are omitted; all others are kept."""
    found = words(render(make(paragraph(text), Heading((Line(text),))), None))

    assert (expected or text).replace("e\u0301", "é") == found[: len(found) // 2].replace("e\u0301", "é")


def test_points_do_not_crash() -> None:
    """Text with points from right to left may be of any length."""
    letter = make(paragraph("שָׁלוֹם עֲלֵיכֶם מַלְאֲכֵי " * 60 + "بِسْمِ ٱللَّهِ " * 60 + "\u0840\u0859 \U00010a00\U00010a01 " * 60))

    assert "שלום" in words(render(letter, None))


@pytest.mark.parametrize("text", ["", " ", "&nbsp;", "\u200b", "\ufeff", "[](https://example.org)", "漢" * 5000])
def test_headings_that_the_standard_rejects(text: str) -> None:
    """A heading without words, or with far too many, does not prevent writing."""
    with pdfium.PdfDocument(render(make(Heading((Line(text),)), title=text), None)) as document:
        assert [] == list(document.get_toc())


# --------------------------------------------------------------------------------- every report


@pytest.mark.slow
@settings(max_examples=30)
@given(report=reports())
def test_every_report_can_be_written(report: Report) -> None:
    """Any valid report makes a PDF that carries it."""
    document = sqsreport.dumps(report)

    assert {"report.json": document.encode()} == attachments(render(write_blocks(report), Embedded(document, SHA256)))


def test_the_sample_letter(cumbria_json: Path) -> None:
    """The letter that the project was given has five pages, like the printed one."""
    found = pages(render(write_blocks(sqsreport.load(cumbria_json)), None))

    assert 5 == len(found)
    assert all("\ufffe" not in page for page in found)
