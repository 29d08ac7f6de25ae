"""Letters as DOCX: what is written, what other programs write, and what no program would."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import attrs
import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

import sqsreport
from sqsreport import Report, letters
from sqsreport.letters import limits
from sqsreport.letters.blocks import (
    Block,
    Field,
    Footnote,
    Heading,
    Letter,
    Line,
    ListItem,
    Paragraph,
    Passage,
    Source,
    TableRow,
    Unread,
    visible_text,
)
from sqsreport.letters.formats import docx
from sqsreport.letters.inline import from_runs, to_runs
from sqsreport.model import Prose
from sqsreport.testing.strategies import lines, prose, reports
from support.docx import NAMESPACES, RELATIONS, W, file, p, pack, r, unpack

EXAMPLES: Final = Path(__file__).parents[3] / "examples"


def blocks(body: str, links: Mapping[str, str] | None = None, **parts: str) -> list[Block]:
    """Read a file of that body and those parts, without its passages."""
    source = docx.parse(file(body, links, **parts))
    assert source.problems == ()
    return [attrs.evolve(block, lines=tuple(Line(line.text) for line in block.lines)) for block in source.blocks]


def paragraph(*texts: str) -> Paragraph:
    """Make the block that a paragraph of those lines becomes."""
    return Paragraph(tuple(map(Line, texts)))


def item(text: str, depth: int = 0, number: str | None = None) -> ListItem:
    """Make the block that a paragraph in a list becomes."""
    return ListItem((Line(text),), depth, number)


def row(*texts: str, is_header: bool = False) -> TableRow:
    """Make the block that a row of a table becomes."""
    return TableRow(tuple(map(Line, texts)), is_header)


def letter(*content: Block) -> Letter:
    """Make a letter of blocks."""
    return Letter(content, "A title", "en", date(2015, 4, 8))


def spelt(text: str) -> str:
    """Return prose in the one spelling that reading gives it."""
    once = from_runs(to_runs(text))
    return from_runs(to_runs(once))


def naive_characters(data: bytes) -> Counter[str]:
    """Count the characters of all visible text of a file, in every part."""
    found: Counter[str] = Counter()
    for name, part in unpack(data).items():
        if name.startswith("word/") and name.endswith(".xml"):
            for element in etree.fromstring(part).iter(f"{{{W}}}t", f"{{{W}}}sym"):
                found.update(element.text or chr(int(element.get(f"{{{W}}}char", "20"), 16)))
    return Counter({character: count for character, count in found.items() if not character.isspace()})


def characters(source: Source) -> Counter[str]:
    """Count the characters of all passages."""
    passages = {line.passage for block in source.blocks for line in block.lines}
    return Counter(character for each in passages if each for character in each.text if not character.isspace())


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLES / "northmoor-2015.json")


# ------------------------------------------------------------------------------ both ways


def test_example(report: Report) -> None:
    """The example letter, read without its embedded report, results in the report, without leftovers."""
    assert letters.read(letters.write(report, "docx"), "docx", ignore_embedded=True) == letters.Reading(report)


def test_cumbria(cumbria_json: Path) -> None:
    """The real report, written and read without what the letter carries, is the given JSON to the byte."""
    expected = cumbria_json.read_text(encoding="utf-8")
    written = letters.write(sqsreport.loads(expected), "docx")
    reading = letters.read(written, "docx", ignore_embedded=True)
    assert reading.report is not None
    assert expected == sqsreport.dumps(reading.report)


def test_role_that_looks_like_a_bullet() -> None:
    """What is taken for the bullet of an item in a cell next to it stays in the passages of the letter."""
    written = docx.render(letter(row("–", "Ash Lee")), None)
    assert "–" in characters(docx.parse(written))


@pytest.mark.slow
@given(reports())
@settings(max_examples=20)  # each writes three documents
def test_plain(report: Report) -> None:
    """A letter without the report in it has the same text, and every character of it is in a passage."""
    plain, carrying = letters.write(report, "docx", plain=True), letters.write(report, "docx")
    assert docx.parse(plain) == attrs.evolve(docx.parse(carrying), embedded=None)
    assert naive_characters(plain) - Counter("Pageof") == characters(docx.parse(plain))
    assert carrying == letters.write(report, "docx")


@pytest.mark.slow
@given(prose(labels=()).map(spelt).filter(lambda text: text and "[^" not in text))
@settings(max_examples=100)
def test_prose(text: str) -> None:
    """A paragraph is read back as it was written, with any emphasis, links and code."""
    title = spelt(f"x {text}")
    for block in (paragraph(text), item(text), row(text, text), Heading((Line(title),), 2)):
        written = docx.render(letter(Heading((Line("T"),)), block), None)
        found = docx.parse(written).blocks[1]
        assert visible_text([block]) == visible_text([found])
        assert [line.text for line in block.lines] == [line.text for line in found.lines]


@pytest.mark.slow
@given(prose().map(spelt).filter(bool))
@settings(max_examples=200)
def test_marks(text: str) -> None:
    """Footnotes are read back with their labels and texts, in order, however often they are referred to."""
    labels = list(dict.fromkeys(run.text for run in to_runs(text) if run.is_mark))
    notes = [Footnote(label, (Line(f"On {label}, see [^{labels[0]}]."),)) for label in reversed(labels)]
    found = docx.parse(docx.render(letter(paragraph(text), paragraph("x " + text), *notes), None)).blocks
    texts = [line.text for block in found if not isinstance(block, Unread) for line in block.lines]
    assert texts == [text, "x " + text, *(note.lines[0].text for note in notes)]
    assert [block.label for block in found if isinstance(block, Footnote)] == labels[::-1]


@given(lines())
@settings(max_examples=100)
def test_header(text: str) -> None:
    """A line of the header, which has no footnote marks, is read back as its label, a tab and its value."""
    value = spelt(text)
    assume(not Prose(value).footnote_marks)
    found = docx.parse(docx.render(letter(Field("To", (Line(value),))), None)).blocks[0]
    assert [line.text for line in found.lines] == [f"To:\t{value}".strip()]


@pytest.mark.parametrize(
    "text",
    [
        "\ufffe and \uffff",
        "a\u200bb\u00adc",
        "]]> <w:t>&amp; \\&amp; <b>",
        "_x0041_",
        "\U0010fffe \U0001f600",
        "\ufdd0",
    ],
)
def test_characters(text: str) -> None:
    """Markup is written as text, and so are the two characters that XML does not allow."""
    words = spelt(text)
    written = docx.render(letter(paragraph(words), ListItem((Line(words),), 0, "1.1")), None)
    assert [line.text for block in docx.parse(written).blocks for line in block.lines][:2] == [words, f"1.1.\t{words}"]


def test_what_no_report_has() -> None:
    """Characters that no report can have can be written too."""
    words = "a\x00b\x1fc\ud800d"
    made = attrs.evolve(letter(paragraph(words), Footnote("\x01", (Line(words),))), title=words, author="\uffff")
    found = docx.parse(docx.render(made, None)).blocks
    assert [line.text for block in found for line in block.lines][:2] == ["a�b�c�d", "� a�b�c�d"]


def test_file(report: Report) -> None:
    """The file has its title, its language and the date of publication, and no creation time."""
    written = letters.write(report, "docx")
    found = python_docx.Document(io.BytesIO(written))
    about = found.core_properties
    assert (about.title, about.author, about.language) == (report.title, "Rowan Ashby", "en")
    assert about.created == about.modified
    assert str(about.created) == "2015-04-08 00:00:00+00:00"
    assert b'<w:lang w:val="en" w:eastAsia="en"/>' in unpack(written)["word/styles.xml"]
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_structure(report: Report) -> None:
    """Word finds a title, headings, a list, a table whose first row is repeated on each page, and a real footnote."""
    written = letters.write(report, "docx")
    found = python_docx.Document(io.BytesIO(written))
    styles = {each.text: each.style.name for each in found.paragraphs if each.style}
    assert styles[report.title] == "Title"
    assert styles["Context"] == "Heading 1"
    assert styles["1. Reducing reoffending"] == "Heading 2"
    assert styles[f"1.1.\t{report.sections[0].paragraphs[0].text}"] == "Numbered Paragraph"
    assert styles[report.strengths[0].text] == "List Bullet"
    assert [cell.text for cell in found.tables[0].rows[0].cells] == ["Role", "Recipients"]
    parts = unpack(written)
    assert parts["word/document.xml"].count(b"<w:tblHeader/>") == 1
    assert b"<w:footnoteRef/>" in parts["word/footnotes.xml"]
    assert b"NUMPAGES" in parts["word/footer.xml"]


def test_deep_list() -> None:
    """Nested lists keep their depth up to the ninth level, which is the deepest."""
    written = docx.render(letter(*(item(f"level {depth}", depth) for depth in range(12))), None)
    depths = [block.depth for block in docx.parse(written).blocks if isinstance(block, ListItem)]
    assert depths == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]


def test_notes_without_marks() -> None:
    """A footnote without a mark is at the end of the letter, because Word has no place for it."""
    found = docx.parse(docx.render(letter(paragraph("x"), Footnote("1", (Line("The *note*."),))), None)).blocks
    assert [line.text for block in found for line in block.lines][:2] == ["x", "¹ The *note*."]


def test_mark_without_note() -> None:
    """A mark without a footnote stays as raised text."""
    found = docx.parse(docx.render(letter(paragraph("see[^7] and[^x]")), None)).blocks
    assert found[0].lines[0].text == "see⁷ andx"


# ------------------------------------------------------------------------------ a letter that carries itself


def test_embedded_kept(report: Report) -> None:
    """A program that opens the letter and saves it again keeps the report that it carries."""
    extended = attrs.evolve(report, extensions={"org.example": {"note": "</report> ]]> \uffff 😀"}})
    found = python_docx.Document(io.BytesIO(letters.write(extended, "docx")))
    saved = io.BytesIO()
    found.save(saved)
    reading = letters.read(saved.getvalue(), "docx")
    assert (reading.report, reading.problems) == (extended, ())


def test_embedded_changed(report: Report) -> None:
    """If the text was changed, the text counts, and a problem says so."""
    found = python_docx.Document(io.BytesIO(letters.write(report, "docx")))
    for each in found.paragraphs:
        if each.text == report.introduction[0]:
            each.add_run(" It was sunny.")
    saved = io.BytesIO()
    found.save(saved)
    reading = letters.read(saved.getvalue(), "docx")
    assert reading.report is not None
    assert reading.problems[0].code == "SQS405"
    assert reading.report.introduction[0].endswith("It was sunny.")


def test_custom_part_of_others(report: Report) -> None:
    """Custom parts that are not ours are passed over."""
    parts = unpack(letters.write(report, "docx"))
    parts["customXml/item1.xml"] = b'<report xmlns="urn:other">{}</report>'
    assert docx.parse(pack(parts)).embedded is None


# ------------------------------------------------------------------------------ what other programs write

BOLD: Final = "<w:b/>"
ITALIC: Final = "<w:i/>"
RAISED: Final = '<w:vertAlign w:val="superscript"/>'
LIFTED: Final = '<w:position w:val="8"/><w:sz w:val="19"/>'
IN_STYLE: Final = '<w:rStyle w:val="Herv"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("a") + "<w:p/>" + p(" ") + p("b"), [paragraph("a"), paragraph("b")]),
        ("<w:p><w:r><w:t>To:</w:t><w:tab/><w:t>Ivy</w:t></w:r></w:p>", [paragraph("To:\tIvy")]),
        ("<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:cr/><w:t>three</w:t></w:r></w:p>", [paragraph("one", "two", "three")]),
        (f'<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{r("T")}</w:p>' + p("he aim"), [paragraph("The aim")]),
        (p("Head\xa0\xa0\xa0\xa0 Ash"), [paragraph("Head Ash")]),
        (f"<w:p>{r('plain ')}{r('it', ITALIC)}{r('alics', ITALIC)}{r(' bold', BOLD)}</w:p>", [paragraph("plain *italics* **bold**")]),
        (f"<w:p>{r('To:', ITALIC)}<w:r><w:tab/><w:t>Ivy</w:t></w:r></w:p>", [paragraph("To:\tIvy")]),
        (f"<w:p>{r('1.1.', BOLD)}{r(' We saw.')}</w:p>", [paragraph("1.1. We saw.")]),
        (f"<w:p>{r('1.1. ', BOLD)}{r('We saw.')}</w:p>", [paragraph("1.1. We saw.")]),
        (f"<w:p>{r('Note 1', BOLD)}{r(': We saw.')}</w:p>", [paragraph("Note 1: We saw.")]),
        (f"<w:p>{r('1. Reducing', BOLD)}</w:p>", [paragraph("**1. Reducing**")]),
        (f"<w:p>{r('We saw', BOLD)}{r(' it')}</w:p>", [paragraph("**We saw** it")]),
        (f"<w:p>{r('*a')}<w:r><w:tab/></w:r>{r('b*')}</w:p>", [paragraph("\\*a b\\*")]),
        (f"<w:p>{r('rate')}{r('1', RAISED)}{r(' fell')}</w:p>", [paragraph("rate¹ fell")]),
        (f"<w:p>{r('rate')}{r('1', LIFTED)}{r(' fell')}</w:p>", [paragraph("rate¹ fell")]),
        (f"<w:p>{r('12')}{r('th', RAISED)}{r(' May')}</w:p>", [paragraph("12th May")]),
        (f"<w:p>{r('Copy to:', BOLD)}</w:p>", [paragraph("Copy to:")]),
        ("<w:p><w:r><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t></w:r></w:p>", [paragraph("multi-agency")]),
        ("<w:p><w:r><w:t>under</w:t><w:softHyphen/><w:t>stood</w:t></w:r></w:p>", [paragraph("understood")]),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/><w:t>x</w:t></w:r></w:p>', [paragraph("\uf0a7\tx")]),
        ('<w:p><w:r><w:sym w:char="zz"/><w:sym w:char="D800"/></w:r></w:p>', [paragraph("��")]),
        (f"<w:p>{r('a')}<w:ins>{r('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>", [paragraph("ab")]),
        (f"<w:p><w:moveFrom>{r('a')}</w:moveFrom><w:moveTo>{r('b')}</w:moveTo></w:p>", [paragraph("b")]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('a')}<w:p><w:sdt><w:sdtContent>{r('b')}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>", [paragraph("a"), paragraph("b")]),
        (f"<w:p><w:smartTag>{r('a')}<w:customXml>{r('b')}</w:customXml></w:smartTag></w:p>", [paragraph("ab")]),
        (f"<w:p>{r('seen ')}{r('unseen', '<w:vanish/>')}</w:p>", [paragraph("seen"), Unread((Line("unseen"),))]),
        ("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", [paragraph("x=1")]),
        (p("a", look='<w:i w:val="0"/><w:b w:val="false"/>'), [paragraph("a")]),
    ],
)  # fmt: skip
def test_words(body: str, expected: list[Block]) -> None:
    """Words are read as they are seen, whatever they are wrapped in."""
    assert blocks(body) == expected


STYLES: Final = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Pennawd"><w:name w:val="Pennawd"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/><w:basedOn w:val="Mine"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
<w:style w:type="character" w:styleId="Herv"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="More"><w:name w:val="More"/><w:basedOn w:val="Herv"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Source"><w:name w:val="Source Text"/></w:style>
"""


def styled(style: str, text: str = "x") -> str:
    """Make a paragraph in a style."""
    return p(text, f'<w:pStyle w:val="{style}"/>')


def heading(level: int, text: str = "x") -> Heading:
    """Make the block that a heading becomes."""
    return Heading((Line(text),), level)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (styled("berschrift1") + styled("Pennawd") + styled("Mine"), [heading(1), heading(2), heading(1)]),
        (styled("Titel") + styled("berschrift1"), [heading(1), heading(2)]),
        (styled("Heading3") + styled("Unknown"), [heading(3), paragraph("x")]),
        (p("x", '<w:outlineLvl w:val="2"/>') + p("y", '<w:outlineLvl w:val="9"/>'), [heading(3), paragraph("y")]),
        (styled("Body"), [paragraph("**x**")]),
        (styled("berschrift1", "word " * 60), [paragraph(" ".join(["word"] * 60))]),
        (p("x", '<w:pStyle w:val="berschrift1"/>', "<w:b/><w:i/>"), [heading(1)]),
        (styled("Zitat"), [paragraph("*x*")]),
        (f'<w:p><w:pPr><w:pStyle w:val="Zitat"/></w:pPr>{r("a ")}{r("b", IN_STYLE)}</w:p>', [paragraph("*a* b")]),
        (p("x", "", '<w:rStyle w:val="More"/>'), [paragraph("***x***")]),
        (p("x", "", '<w:rStyle w:val="Source"/>'), [paragraph("`x`")]),
        (styled("toc1", "Context 1"), [Unread((Line("Context 1"),))]),
        (styled("A"), [paragraph("x")]),
    ],
)  # fmt: skip
def test_styles(body: str, expected: list[Block]) -> None:
    """Headings are recognised by their level, in any language, and emphasis by the parents of a style."""
    assert blocks(body, styles=STYLES) == expected


def level(number: int, form: str, text: str, more: str = "") -> str:
    """Make a level of a list."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NO_RESTART: Final = '<w:lvlRestart w:val="0"/>'
OF_STYLE: Final = '<w:pStyle w:val="berschrift1"/>'
NUMBERING: Final = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "decimal", "%1.%2.")}{level(2, "lowerRoman", "(%3)")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "•")}{level(1, "bullet", "o")}{level(2, "decimal", "–")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "upperRoman", "%1")}{level(1, "lowerLetter", "%2)")}{level(2, "decimal", "%1.%3", "<w:isLgl/>")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "decimal", "Note %1:")}{level(1, "none", "")}{level(2, "decimal", "%3", NO_RESTART)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="4">{level(0, "decimal", "%1.", OF_STYLE)}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="L"/>{level(0, "decimalZero", "%1")}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(7))
    + '<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    f'<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride></w:num>'
)


def listed(number: int, depth: int = 0) -> str:
    """Make a paragraph in a list."""
    return p("x", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], ["1", "1.1", "1.2", "2", "2.1"]),
        ([(1, 1), (1, 2), (1, 2), (1, 1), (1, 2)], ["1.1", "i", "ii", "1.2", "i"]),
        ([(1, 0), (8, 0), (8, 0), (1, 0)], ["1", "7", "8", "9"]),
        ([(1, 0), (9, 0)], ["1", "B"]),
        ([(2, 0), (2, 1), (2, 2)], [None, None, None]),
        ([(3, 0), (3, 1), (3, 2), (3, 0)], ["I", "a", "1.1", "II"]),
        ([(4, 2), (4, 0), (4, 2)], ["1", "Note 1:", "2"]),
        ([(4, 1), (0, 0), (99, 0)], ["", "", ""]),
        ([(6, 0), (6, 0)], ["01", "02"]),
    ],
)
def test_numbers(places: list[tuple[int, int]], expected: list[str | None]) -> None:
    """Numbers are computed as a word processor prints them: with levels, formats and restarts."""
    found = blocks("".join(listed(*place) for place in places), numbering=NUMBERING)
    assert [_printed(block) for block in found] == expected
    assert [block.depth for block in found if isinstance(block, ListItem)] == [
        depth for (_, depth), block in zip(places, found, strict=True) if isinstance(block, ListItem)
    ]


def _printed(block: Block) -> str | None:
    return block.number if isinstance(block, ListItem) else block.lines[0].text.removesuffix("x").strip()


def test_numbered_headings() -> None:
    """A heading that is numbered by its style has its number before its words."""
    style = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    )
    body = styled("berschrift1") + styled("berschrift1")
    assert blocks(body, styles=style, numbering=NUMBERING) == [heading(1, "1. x"), heading(1, "2. x")]


def table(*rows: str) -> str:
    """Make a table."""
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in rows)}</w:tbl>"


def cell(*content: str, properties: str = "") -> str:
    """Make a cell of paragraphs."""
    inside = "".join(each if each.startswith("<") else p(each) for each in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


DOWN: Final = "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(cell("To:") + cell("Ivy"), cell("From:") + cell("Ash")), [row("To:", "Ivy"), row("From:", "Ash")]),
        (table(cell("Links") + cell("Ash Lee", "Fir Dee")), [row("Links", "Ash Lee, Fir Dee")]),
        (table(cell("Links") + cell("Lee, Ash;", "Dee, Fir")), [row("Links", "Lee, Ash; Dee, Fir")]),
        (table(cell("Director of", "Services") + cell("Ash,", "chair of", "boards")), [row("Director of Services", "Ash, chair of boards")]),
        (table(cell("Mayor") + cell("")), [row("Mayor", "")]),
        (table(cell("") + cell("")), []),
        (table(cell("Copy to:", properties='<w:gridSpan w:val="2"/>')), [paragraph("Copy to:")]),
        (table(cell("") + cell("one", "two")), [paragraph("one"), paragraph("two")]),
        (table(cell("Links", properties='<w:vMerge w:val="restart"/>') + cell("Ash"), cell("", properties=DOWN) + cell("Fir")), [row("Links", "Ash, Fir")]),
        (table(cell("A", "B", "C") + cell("Ash", "", "Fir")), [row("A", "Ash"), row("B", ""), row("C", "Fir")]),
        (table(cell("a") + cell("b", table(cell("c") + cell("d")), "<w:p/>")), [row("a", "b"), row("c", "d")]),
        (table(cell("a") + cell(p("H", '<w:outlineLvl w:val="0"/>'), "b")), [paragraph("a"), heading(1, "H"), paragraph("b")]),
        (table(cell("1. Theme") + cell("1.1. The plans were good.", "x" * 60 + ".")), [paragraph("1. Theme"), paragraph("1.1. The plans were good."), paragraph("x" * 60 + ".")]),
        (table(cell("•") + cell("a", "– b"), cell("•") + cell("c")), [ListItem((Line(""), Line("a"))), ListItem((Line("b"),), 1), ListItem((Line(""), Line("c")))]),
        (table(f"<w:sdt><w:sdtContent>{cell('a')}</w:sdtContent></w:sdt>{cell('b')}"), [row("a", "b")]),
        ("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(p("Role", look=BOLD)) + cell("Name") + "</w:tr></w:tbl>", [row("Role", "Name", is_header=True)]),
    ],
)  # fmt: skip
def test_tables(body: str, expected: list[Block]) -> None:
    """A row of a table is a row, with or without merged cells, and a table for layout only is not a table."""
    assert blocks(body) == expected


def note(kind: str, number: int, text: str, mark: str = "") -> str:
    """Make a note."""
    own = mark or f"<w:r><w:{kind}Ref/></w:r>"
    return f'<w:{kind} w:id="{number}"><w:p>{own}{r(" " + text)}</w:p></w:{kind}>'


def reference(kind: str, number: int) -> str:
    """Make the mark of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes() -> None:
    """Footnotes and endnotes have the labels that are printed, each counted in the order of its marks."""
    body = f"<w:p>{r('a')}{reference('footnote', 5)}{r(' b')}{reference('endnote', 2)}{r(' c')}{reference('footnote', 3)}</w:p>"
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        + note("footnote", 3, "second")
        + note("footnote", 5, "1 in 5")
        + note("footnote", 9, "adrift")
    )
    assert blocks(body, footnotes=footnotes, endnotes=note("endnote", 2, "end")) == [
        paragraph("a[^1] b[^i] c[^2]"),
        Footnote("2", (Line("second"),)),
        Footnote("1", (Line("1 in 5"),)),
        Unread((Line("adrift"),)),
        Footnote("i", (Line("end"),)),
    ]


def test_order_of_notes() -> None:
    """Footnotes are written in the order of their marks, as word processors require, and read in that of the letter."""
    notes = [Footnote("†", (Line("first"),)), Footnote("1", (Line("second"),))]
    written = docx.render(letter(paragraph("a[^1] b[^†]"), *notes), None)
    part = unpack(written)["word/footnotes.xml"]
    assert part.index(b"second") < part.index(b"first")
    assert [block.label for block in docx.parse(written).blocks if isinstance(block, Footnote)] == ["†", "1"]


def test_notes_with_marks_of_their_own() -> None:
    """A footnote may have a mark that is not counted, in the run of the reference or in the next."""
    own = '<w:footnoteReference w:customMarkFollows="1" w:id="{}"/>'
    body = (
        f"<w:p>{r('a')}<w:r>{own.format(1)}<w:t>†</w:t></w:r><w:r>{own.format(2)}</w:r>{r('7', RAISED)}"
        f"{reference('footnote', 3)}{r(' b')}{r('†', RAISED)}</w:p>"
    )
    footnotes = note("footnote", 1, "x", r("†")) + note("footnote", 2, "y", r("7", RAISED)) + note("footnote", 3, "z")
    assert blocks(body, footnotes=footnotes) == [
        paragraph("a[^†][^7][^1] b[^†]"),
        Footnote("†", (Line("x"),)),
        Footnote("7", (Line("y"),)),
        Footnote("1", (Line("z"),)),
    ]


def test_form_of_notes() -> None:
    """The settings of a file determine how notes are numbered."""
    form = '<w:footnotePr><w:numFmt w:val="chicago"/><w:numStart w:val="2"/></w:footnotePr>'
    body = f"<w:p>{r('a')}{reference('footnote', 1)}</w:p>"
    assert blocks(body, settings=form, footnotes=note("footnote", 1, "x"))[1] == Footnote("†", (Line("x"),))


def test_links_and_fields() -> None:
    """Links are links, as elements or as fields; what a field is made by is not shown, and a page number is text."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f'<w:p><w:hyperlink r:id="l1">{r("here")}</w:hyperlink> <w:hyperlink r:id="l2">{r("no")}</w:hyperlink>'
        f'<w:hyperlink w:anchor="_Toc">{r("there")}</w:hyperlink><w:hyperlink r:id="none">{r("!")}</w:hyperlink></w:p>'
        f"<w:p>{field.format(' HYPERLINK &quot;https://example.org/b&quot; ', r('field'))}"
        f"<w:fldSimple w:instr='PAGE'>{r('7')}</w:fldSimple></w:p>"
        f"<w:p>{field.format('REF x', r('one') + '</w:p><w:p>' + r('two'))}{r('three')}</w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/>'
        f'<w:instrText>x</w:instrText><w:fldChar w:fldCharType="begin"/></w:r>{r("lost")}</w:p>{p("found")}'
    )
    assert blocks(body, {"l1": "https://example.org/a b", "l2": "javascript:alert(1)"}) == [
        paragraph("[here](https://example.org/a%20b)nothere!"),
        paragraph("[field](https://example.org/b)7"),
        paragraph("one"),
        paragraph("twothree"),
        Unread((Line("lost"),)),
        paragraph("found"),
    ]


DELETED_MARK: Final = "<w:rPr><w:del w:id='1' w:author='A'/></w:rPr>"
COUNTED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
COUNT: Final = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="1.%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)


def test_deleted_paragraphs() -> None:
    """A deleted paragraph has no number, and one with only its mark deleted continues in the next."""
    body = (
        f"<w:p><w:pPr>{COUNTED}{DELETED_MARK}</w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        f"{p('first', COUNTED)}<w:p><w:pPr>{COUNTED}{DELETED_MARK}</w:pPr>{r('the work ')}</w:p>{p('goes on', COUNTED)}"
    )
    assert blocks(body, numbering=COUNT) == [item("first", number="1.1"), item("the work goes on", number="1.2")]


def test_a_deleted_row() -> None:
    """A row of a table that was deleted is not there, and a cell that was merged with the one above is repeated."""
    restart = '<w:vMerge w:val="restart"/>'
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Gone')}{cell('Ash')}</w:tr>"
    rows = table(
        cell("Head") + cell("Fir", properties=restart), cell("Chair") + cell("", properties="<w:vMerge/>")
    ).replace("</w:tbl>", f"{deleted}</w:tbl>")

    assert blocks(rows) == [row("Head", "Fir"), row("Chair", "Fir")]


def test_a_field_without_an_end() -> None:
    """A link whose end was deleted links nothing, and what follows in later paragraphs has its own look."""
    start = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "https://example.org" </w:instrText>'
    end = '<w:del><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
    body = f'<w:p>{start}<w:fldChar w:fldCharType="separate"/></w:r>{r("Staff")}{end}{r(" knew")}</w:p>{p("Context")}'
    assert blocks(body) == [paragraph("Staff knew"), paragraph("Context")]


@pytest.mark.parametrize(
    ("body", "text", "reason", "apart"),
    [
        (f"<w:p>{r('41', '<w:strike/>')}{r('39 cases')}</w:p>", "39 cases", "struck out", "41"),
        (f"<w:p>{r('39 cases')}{r('41', '<w:dstrike/>')}</w:p>", "39 cases", "struck out", "41"),
        (f"<w:p>{r('39 cases')}{r('41', '<w:vanish/>')}</w:p>", "39 cases", "hidden", "41"),
        (
            (
                f"<w:p>{r('Area: ')}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Enter text')}"
                f"</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>{r('Northmoor')}</w:sdtContent></w:sdt></w:p>"
            ),
            "Area: Northmoor", "placeholder", "Enter text",
        ),
        (
            f"<w:p><w:ruby><w:rt>{r('yos')}</w:rt><w:rubyBase>{r('YOS')}</w:rubyBase></w:ruby></w:p>",
            "YOS", "annotation", "yos",
        ),
    ],
)  # fmt: skip
def test_what_is_not_text(body: str, text: str, reason: str, apart: str) -> None:
    """Words that are struck out, hidden or a placeholder are apart from the text, with the reason."""
    source = docx.parse(file(body))

    assert [(line.text, line.passage and line.passage.reason) for block in source.blocks for line in block.lines] == [
        (text, None),
        (apart, reason),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>", "1/2"),
        (r("\u00a7", '<w:rFonts w:ascii="Wingdings"/>') + r(" Staff"), "\uf0a7 Staff"),
        (r("\u00d8", '<w:rFonts w:ascii="Wingdings"/>') + r(" Staff"), "\uf0d8 Staff"),
    ],
)  # fmt: skip
def test_signs(body: str, text: str) -> None:
    """A fraction keeps its stroke, and a letter in a font of symbols is the symbol."""
    assert blocks(f"<w:p>{body}</w:p>") == [paragraph(text)]


def test_lines_between_breaks() -> None:
    """A letter in one paragraph has the blocks that its breaks and bullets show."""
    lines = (
        "Context||We saw 20 cases.||Strengths||- Staff were keen.|- The Board should:|   o meet|- Reports were clear."
    )
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines.split("|"))
    assert blocks(f"<w:p><w:r>{runs}</w:r></w:p>") == [
        paragraph("Context"),
        paragraph("We saw 20 cases."),
        paragraph("Strengths"),
        item("Staff were keen."),
        item("The Board should:"),
        item("meet", 1),
        item("Reports were clear."),
    ]


@pytest.mark.parametrize("ending", ["docx", "docm", "dotx", "DOCM"])
def test_endings(ending: str) -> None:
    """A document with macros and a template are read as documents are."""
    assert letters.format_of(f"letter.{ending}").name == "docx"


def box(text: str) -> str:
    """Make a run with a text box, once for newer and once for older programs."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes() -> None:
    """A text box is read once: as part of the letter at its head, where titles are, and elsewhere as unread."""
    body = f"<w:p>{box('Title')}{r('first')}</w:p><w:p>{r('second')}{box('aside')}</w:p>"
    assert blocks(body) == [paragraph("Title"), paragraph("first"), paragraph("second"), Unread((Line("aside"),))]


WRAPPERS: Final = (
    '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>', "<w:smartTag><w:smartTagPr/>{}</w:smartTag>",
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>",
    "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    "<mc:AlternateContent><mc:Choice/><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    '<mc:AlternateContent xmlns:new="urn:x"><mc:Choice Requires="new">!</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>',
    '<mc:AlternateContent xmlns:new="urn:x"><mc:Choice Requires="new">{}</mc:Choice></mc:AlternateContent>',
    '<x:made xmlns:x="urn:of-tomorrow"><x:up>{}</x:up></x:made>', "<w:bdo>{}</w:bdo>", "<w:dir>{}</w:dir>",
)  # fmt: skip


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrappers(wrapper: str) -> None:
    """What is wrapped in any element, known or not, is read as if it were not, be it words, paragraphs, rows or cells."""

    def wrapped(xml: str) -> str:
        return wrapper.replace("{}", xml)

    assert blocks(f"<w:p>{r('a')}{wrapped(r('b'))}{wrapped(wrapped(r('c')))}</w:p>") == [paragraph("abc")]
    assert blocks(wrapped(p("a") + wrapped(p("b")))) == [paragraph("a"), paragraph("b")]
    cells = wrapped(cell("a")) + cell(wrapped(p("b")))
    rows = wrapped(f"<w:tr>{cells}</w:tr>")
    assert blocks(wrapped(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")) == [row("a", "b")]
    body = f"<w:p>{r('a')}{reference('footnote', 1)}</w:p>"
    found = blocks(body, footnotes=wrapped(note("footnote", 1, "x")), header=wrapped(p("top")))
    assert found == [paragraph("a[^1]"), Footnote("1", (Line("x"),)), Unread((Line("top"),))]


@pytest.mark.parametrize(
    "wrapper", ["<w:fldSimple>{}</w:fldSimple>", "<w:hyperlink>{}</w:hyperlink>", "<w:ruby>{}</w:ruby>"]
)
def test_wrapped_words(wrapper: str) -> None:
    """Words in a field, a link or beneath others are read."""
    assert (
        "".join(words.text for words in blocks(f"<w:p>{wrapper.format(r('a'))}</w:p>")[0].lines).strip("[]()<>") == "a"
    )


@pytest.mark.parametrize("wrapper", ["<w:del>{}</w:del>", "<w:moveFrom>{}</w:moveFrom>"])
def test_deleted(wrapper: str) -> None:
    """What was deleted or moved away is not read, be it words, paragraphs, rows or cells."""
    gone = wrapper.format
    assert blocks(f"<w:p>{r('a')}{gone(r('b'))}</w:p>" + gone(p("c"))) == [paragraph("a")]
    rows = gone(f"<w:tr>{cell('a')}</w:tr>") + f"<w:tr>{gone(cell('b'))}{cell('c')}</w:tr>"
    assert blocks(f"<w:tbl>{rows}</w:tbl>") == [paragraph("c")]


def test_words_in_no_paragraph() -> None:
    """Words outside of any paragraph, row or cell are read in their place."""
    bookmark = '<w:bookmarkStart w:id="1"/>'
    loose = f"{bookmark}{p('a')}{r('b')}<x:y xmlns:x='urn:x'>{r('c')}</x:y>{p('d')}{bookmark}"
    assert blocks(loose) == [paragraph("a"), paragraph("bc"), paragraph("d")]
    rows = f"<w:tbl>{bookmark}<w:tr>{bookmark}{cell('a')}{cell('b')}</w:tr>{p('c')}{r('d')}<w:tr>{cell('e')}{r('f')}</w:tr></w:tbl>"
    assert blocks(rows) == [row("a", "b"), paragraph("c"), paragraph("d"), row("e", "f")]


def test_words_around_others() -> None:
    """Text in an element that the standard does not allow there is read."""
    assert blocks(f"<w:p><w:r><w:t>a<w:tab>{r('b')}</w:tab>c</w:t></w:r></w:p>") == [paragraph("ac\tb")]
    assert blocks(f"<w:r><w:t>a{p('b')}</w:t></w:r>") == [paragraph("ab")]


def test_drawings() -> None:
    """The words of diagrams, charts and shapes are set apart."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    shape = (
        f'<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r><w:r><a:t {a}>drawn</a:t></w:r>'
    )
    diagram = (
        f"<x xmlns='urn:x' {a}><y><a:p><a:r><a:t>one</a:t></a:r></a:p><a:p><a:r><a:t>two</a:t></a:r></a:p></y></x>"
    )
    parts = unpack(file(f"<w:p>{r('a')}{shape}</w:p>"))
    related = '<Relationship Id="r" Type="/diagramData" Target="diagrams/data1.xml"/>'
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{related}</Relationships>".encode()
    found = docx.parse(pack({**parts, "word/diagrams/data1.xml": diagram.encode()})).blocks
    assert [(type(block), line.text) for block in found for line in block.lines] == [
        (Paragraph, "a"),
        (Unread, "DRAFTdrawn"),
        (Unread, "one two"),
    ]


def test_beside_the_letter() -> None:
    """Page headers and footers, but for page numbers, and comments are set apart, each with its place."""
    comments = f'<w:comment w:id="1">{p("Really?")}</w:comment>'
    header = table(cell("HM") + cell("Inspectorate")) + p("x")
    source = docx.parse(
        file(p("a") + "<w:p/>" + p("b"), comments=comments, header=header, footer=p("Page 7 of 9") + p("7 May"))
    )
    assert [(type(block), line.passage) for block in source.blocks for line in block.lines] == [
        (Paragraph, Passage("a", 1, 1)),
        (Paragraph, Passage("b", 3, 1)),
        (Unread, Passage("HM\tInspectorate", 4, 1, reason="page header")),
        (Unread, Passage("HM\tInspectorate", 4, 1, reason="page header")),
        (Unread, Passage("x", 6, 1, reason="page header")),
        (Unread, Passage("7 May", 8, 1, reason="page footer")),
        (Unread, Passage("Really?", 9, 1, reason="comment")),
    ]


def test_places() -> None:
    """Equal lines of one paragraph have different places."""
    source = docx.parse(file("<w:p><w:r><w:t> ab</w:t><w:br/><w:t>ab</w:t></w:r></w:p>"))
    assert [line.passage for line in source.blocks[0].lines] == [Passage("ab", 1, 2), Passage("ab", 1, 5)]


def test_strict_variant() -> None:
    """The strict variant of the standard, with its other names, is read in the same way."""
    parts = unpack(file(p("a") + f"<w:p>{r('b')}{reference('footnote', 1)}</w:p>", footnotes=note("footnote", 1, "x")))
    strict = {
        name: data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
            RELATIONS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, data in parts.items()
    }
    assert docx.parse(pack(strict)) == docx.parse(pack(parts))


def test_document_within() -> None:
    """A document within the document is named as not read."""
    source = docx.parse(file(p("a") + '<w:altChunk r:id="x"/>'))
    assert [problem.code for problem in source.problems] == ["SQS414"]


def test_python_docx() -> None:
    """A letter made with python-docx's own template has its headings, lists and table."""
    made = python_docx.Document()
    made.add_heading("Report", 0)
    made.add_heading("Context", 1)
    made.add_paragraph("We saw ").add_run("much").italic = True
    made.add_paragraph("first", style="List Number")
    made.add_paragraph("nested", style="List Bullet 2")
    made.add_paragraph("before").add_run().add_break(WD_BREAK.PAGE)
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Role", "Name"
    saved = io.BytesIO()
    made.save(saved)
    found = docx.parse(saved.getvalue()).blocks
    assert [attrs.evolve(block, lines=tuple(Line(line.text) for line in block.lines)) for block in found] == [
        heading(1, "Report"),
        heading(2, "Context"),
        paragraph("We saw *much*"),
        item("first", 0, "1"),
        item("nested", 1),
        paragraph("before"),
        row("Role", "Name"),
    ]


# ------------------------------------------------------------------------------ what no program writes


def code(data: bytes) -> str:
    """Read a file that is refused, and return the code of the problem."""
    source = docx.parse(data)
    assert source.blocks == ()
    return " ".join(problem.code for problem in source.problems)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "SQS002"),
        (b" \n", "SQS002"),
        (b"hello", "SQS411"),
        (b"PK\x03\x04hello", "SQS411"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "SQS411"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "SQS412"),
        (b"{\\rtf1 hello}", "SQS411"),
        (b"%PDF-1.7", "SQS411"),
        (pack({"hello.txt": "hello"}), "SQS411"),
        (pack({"mimetype": "application/vnd.oasis.opendocument.text"}), "SQS411"),
        (pack({"word/document.xml": "<w:document"}), "SQS411"),
        (pack({"word/document.xml": "<hello/>"}), "SQS411"),
        (pack({"word/document.xml": b"\xff\xfe\x00"}), "SQS411"),
        (file(p("x"))[:-30], "SQS411"),
    ],
)
def test_not_docx(data: bytes, expected: str) -> None:
    """A file that is not DOCX is rejected, and the problem says what it is."""
    assert expected == code(data)


def test_encrypted_entry() -> None:
    """An archive whose parts are encrypted is refused as such."""
    data = bytearray(file(p("x")))
    for start in (found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))):
        data[start + 8] |= 1
    assert code(bytes(data)) == "SQS412"


def test_unknown_packing() -> None:
    """A part that is packed by a method that cannot be unpacked bit by bit is refused."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_BZIP2) as target:
        target.writestr("word/document.xml", "<x/>")
    assert code(archive.getvalue()) == "SQS411"


def test_zip_bomb() -> None:
    """A part that unpacks to more than may be is refused before it is unpacked."""
    bomb = unpack(file(p("x")))
    bomb["word/document.xml"] = b" " * (limits.MAX_UNPACKED + 1)
    assert code(pack(bomb)) == "SQS410"


def test_zip_of_many_parts() -> None:
    """Parts that are each within bounds are refused when together they are not."""
    names = [f"header{number}.xml" for number in range(20)]
    parts = unpack(file(p("x")))
    related = "".join(f'<Relationship Id="{n}" Type="/header" Target="{n}"/>' for n in names)
    parts["word/_rels/document.xml.rels"] = f"<Relationships>{related}</Relationships>".encode()
    for name in names:
        parts[f"word/{name}"] = b"<x>" + b" " * (7 * 1024 * 1024) + b"</x>"
    assert code(pack(parts)) == "SQS410"


def test_too_many_entries() -> None:
    """An archive of very many files is refused before it is listed."""
    assert code(pack({str(number): "" for number in range(6_000)})) == "SQS410"


def test_lying_size() -> None:
    """A part with a wrong size in the archive is not unpacked beyond the limit."""
    data = bytearray(pack({"word/document.xml": b"<x>" + b" " * 20_000_000 + b"</x>"}))
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    assert code(bytes(data)) == "SQS411"


ENTITIES: Final = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{ENTITIES}]>',
        '<!DOCTYPE w:document [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://example.org/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(doctype: str, encoding: str) -> None:
    """XML that defines entities, of its own or from elsewhere, is refused."""
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    xml = f"{declaration}{doctype}<w:document {NAMESPACES}><w:body>{p('&e9;')}</w:body></w:document>"
    assert code(pack({"word/document.xml": xml.encode(encoding)})) == "SQS411"


def test_entities_in_another_encoding() -> None:
    """XML that defines entities in another encoding is rejected too."""
    xml = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE x [<!ENTITY e "x">]><x/>'
    assert code(pack({"word/document.xml": xml.encode("cp037")})) == "SQS411"


@pytest.mark.parametrize("depth", [150, 300, 100_000])
def test_nesting(depth: int) -> None:
    """Elements that are nested beyond all bounds are refused."""
    body = "<w:sdtContent>" * depth + p("x") + "</w:sdtContent>" * depth
    codes = {problem.code for problem in docx.parse(file(body)).problems}
    assert codes == (set() if depth == 150 else codes & {"SQS410", "SQS411"})
    assert bool(codes) == (depth > 150)


def test_too_many_elements() -> None:
    """A part of very many elements is refused before all are read."""
    assert code(file("<w:p/>" * 500_000)) == "SQS410"


@pytest.mark.slow
def test_too_many_elements_in_all() -> None:
    """Parts that are each within bounds are refused when together they have very many elements."""
    much = p("x") * 20_000
    assert blocks(p("x"), header=much)
    assert code(file(p("x"), header=much, footer=much, comments=much)) == "SQS410"


def test_too_much_text() -> None:
    """More text than any letter has is refused."""
    assert code(file(p("word " * (limits.MAX_CHARACTERS // 5 + 1)))) == "SQS410"


def test_numbers_beyond_all_bounds() -> None:
    """Very large list numbers cause neither an error nor very long text."""
    huge = level(0, "lowerRoman", "%1.").replace('w:val="1"', 'w:val="99999999"', 1)
    numbering = f'<w:abstractNum w:abstractNumId="0">{huge}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = listed(1) + listed(1, 99_999_999) + p("x", '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="1"/></w:numPr>')
    assert len(blocks(body, numbering=numbering)) == 3


@pytest.fixture(scope="module")
def sample(report: Report) -> bytes:
    """Return a letter as DOCX."""
    return letters.write(report, "docx")


def test_cut_off(sample: bytes) -> None:
    """A file that is cut off anywhere is refused."""
    for end in range(1, len(sample) - 1, 97):
        assert code(sample[:end]) == "SQS411"


@given(st.integers(0, 2**32))
@settings(max_examples=100)
def test_damaged(sample: bytes, seed: int) -> None:
    """Whichever bytes of a file are damaged, reading it gives blocks or a problem."""
    chosen, data = random.Random(seed), bytearray(sample)  # noqa: S311 - no secret
    for _ in range(chosen.randint(1, 8)):
        data[chosen.randrange(len(data))] = chosen.randrange(256)
    source = docx.parse(bytes(data))
    assert source.blocks or source.problems


@pytest.mark.slow
@given(st.integers(0, 2**32))
@settings(max_examples=100)
def test_damaged_xml(sample: bytes, seed: int) -> None:
    """Whatever of the XML is left out, doubled or out of place, reading it gives blocks or a problem."""
    chosen, parts = random.Random(seed), unpack(sample)  # noqa: S311 - no secret
    name = chosen.choice([name for name in parts if name.startswith(("word", "custom"))])
    pieces = re.split(rb"(?=<)", parts[name])
    for _ in range(chosen.randint(1, 6)):
        pieces[chosen.randrange(len(pieces))] = chosen.choice(
            (b"", b"<w:x/>", chosen.choice(pieces), b"\xff", b'<w:p w:id="1')
        )
    source = docx.parse(pack({**parts, name: b"".join(pieces)}))
    assert source.blocks or source.problems


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Reading never fails, whatever the bytes."""
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06"):
        assert docx.parse(start + data).blocks == ()


def test_columns_whose_entries_are_lines() -> None:
    """Cells that each hold a whole column, with a line for each entry, are rows."""
    lines = "<w:br/>".join

    def cell(*texts: str) -> str:
        words = lines(f"<w:t>{text}</w:t>" for text in texts)
        return f"<w:tc><w:p><w:r>{words}</w:r></w:p></w:tc>"

    table = f"<w:tbl><w:tr>{cell('Chair', 'Ofsted', 'YJB')}{cell('Ann Lee', 'Bo Hart', 'Cy Moss')}</w:tr></w:tbl>"
    assert [row("Chair", "Ann Lee"), row("Ofsted", "Bo Hart"), row("YJB", "Cy Moss")] == blocks(table)


def test_table_of_contents_in_a_field() -> None:
    """The entries of a table of contents are no text of the letter, whatever their style."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o "1-3" </w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    contents = f"<w:p>{begin}{r('Context')}<w:r><w:tab/></w:r>{r('2')}</w:p><w:p>{r('Summary 3')}{end}</w:p>"

    assert [Unread, Unread, Paragraph] == [type(block) for block in blocks(contents + p("Context"))]


def test_a_list_that_begins_below_the_level_that_it_restarts() -> None:
    """A list that restarts its first level at 2, and begins with the second level, begins with 2.1."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, text in enumerate(["%1", "%1.%2"])
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{number}"/>'
        '</w:lvlOverride><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in (1, 2)
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{r(text)}</w:p>'
        for number, text in [(1, "a"), (1, "b"), (2, "c"), (2, "d")]
    )

    assert ["1.1", "1.2", "2.1", "2.2"] == [
        block.number for block in blocks(body, numbering=numbering) if isinstance(block, ListItem)
    ]


def test_head_of_a_letter_in_a_page_header() -> None:
    """The labels of a letter are read where they are in the header of its page, and those of an office are not."""
    labels = p("To: Ann Lee") + p("From: Bo Hart") + p("Date: 8 April 2015")
    office = p("Tel: 01632 960000") + p("Fax: 01632 960001") + p("E-mail: a@example.org") + p("Web: example.org")

    assert [
        paragraph("To: Ann Lee"),
        paragraph("From: Bo Hart"),
        paragraph("Date: 8 April 2015"),
        paragraph("Context"),
    ] == (blocks(p("Context"), header=labels))
    assert [Paragraph, Unread] == [type(block) for block in blocks(p("Context"), header=office)]
