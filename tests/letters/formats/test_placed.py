"""Letters as web pages whose lines are placed as on paper, as converters of PDF write them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

import pytest

from sqsreport import letters
from sqsreport.letters.blocks import Footnote, Paragraph
from sqsreport.letters.formats import html
from sqsreport.letters.widths import arial

ROLES = ["YOS Manager", "Chief Executive", "Director of Children's Services", "Chair of Youth Court Bench"]
NAMES = ["Odile Marsh", "Piers Hallam", "Ines Corrigan, Tom Vane", "Saul Whitlock JP"]


def line(top: float, text: str, left: float = 70, size: float = 11) -> str:
    """Return one placed line."""
    return (
        f'<p style="position:absolute;top:{top}pt;left:{left}pt;white-space:nowrap">'
        f'<span style="font-family:LiberationSans;font-size:{size}pt">{text}</span></p>'
    )


def page(lines: Iterable[str], number: int = 1) -> str:
    """Return a page of placed lines."""
    return f'<div id="page{number}" style="position:relative;width:595pt;height:842pt">{"".join(lines)}</div>'


def first_page() -> list[str]:
    """Return the lines of the first page of a letter, the values of the header after all of its labels."""
    labels = ["<i>To:</i>", "<i>From:</i>", "<i>Publication date:</i>"]
    values = [
        "Greta Lorne, Chair of Wexmoor YOS Management Board",
        "Abel Quist, Assistant Chief Inspector",
        "9 March 2016",
    ]
    prose = [
        "<b>Report of Short Quality Screening (SQS) of youth offending work in Wexmoor</b>",
        "The inspection was conducted from 8-10 February 2016 as part of our programme of inspections.",
        "",
        "<b>Context</b>",
        "We examined 21 cases of children and young people who had recently offended and who were",
        "supervised by Wexmoor Youth Offending Service (YOS). The published reoffending rate<sup>1</sup> for the area",
        "of Wexmoor was 36.1%.",
        "",
        "<b>Summary</b>",
        "Overall, we found that the work with those who had been sentenced was careful and prompt.",
        "",
        "<b>Commentary on the inspection in Wexmoor</b>",
        "",
        "<b>1. Reducing reoffending</b>",
        "1.1. Reports were clear and were read by those who had to decide what was to be done with the",
        "children and young people before them.",
    ]
    tops = (200 + 15 * index for index in itertools.count())
    return [
        *(line(80 + 20 * row, label) for row, label in enumerate(labels)),
        *(line(80 + 20 * row, value, 190) for row, value in enumerate(values)),
        *(line(top, text) for top, text in zip(tops, prose, strict=False) if text),
        line(
            760, "1 The rate was published in January 2016 and was based on the April 2013 - March 2014 cohort.", size=8
        ),
        line(800, "1", 295, 9),
    ]


def last_page() -> list[str]:
    """Return the lines of the second page, the names of the copy list after all of its roles."""
    prose = [
        "<b>Key strengths</b>",
        "• Reports were clear.",
        "",
        "<b>Areas requiring improvement</b>",
        "• Plans should be shorter.",
    ]
    return [
        *(line(80 + 15 * row, text) for row, text in enumerate(prose) if text),
        line(180, "<b>Copy to:</b>"),
        *(line(200 + 25 * row, role) for row, role in enumerate(ROLES)),
        *(line(200 + 25 * row, name, 300) for row, name in enumerate(NAMES)),
        line(800, "2", 295, 9),
    ]


def letter() -> bytes:
    """Return a letter of two pages."""
    return f"<html><body>{page(first_page())}{page(last_page(), 2)}</body></html>".encode()


def test_labels_and_copy_list_are_read_by_where_they_are() -> None:
    """Values and names are read with the labels and roles next to them, even if they come after all of these."""
    reading = letters.read(letter(), "html")
    report = reading.report
    assert report is not None
    assert report.addressee
    assert report.sender
    assert "Greta Lorne" == report.addressee.name
    assert "Abel Quist" == report.sender.name
    assert "2016-03-09" == report.published.isoformat()
    assert ROLES == [copy.role for copy in report.copy_list]
    assert [("Ines Corrigan", "Tom Vane")] == [tuple(copy.recipients) for copy in report.copy_list[2:3]]


def test_paragraphs_and_notes_are_read_by_lines_and_sizes() -> None:
    """Lines of a paragraph are joined, small type at the foot of a page is a note, and a number there is not text."""
    report = letters.read(letter(), "html").report
    assert report is not None
    assert report.context
    assert 1 == len(report.context.paragraphs)
    assert "rate[^1] for the area of Wexmoor was 36.1%." in str(report.context.paragraphs[0])
    assert ["1"] == [note.label for note in report.footnotes]
    assert str(report.sections[0].paragraphs[0].text).endswith("children and young people before them.")


def test_a_line_that_begins_with_a_raised_mark_has_the_size_of_its_text() -> None:
    """Pdftohtml begins a line at a raised mark and gives all of it the size of the mark."""
    lines = [line(100 + 15 * row, f"Line {row} of some text that is as long as lines are") for row in range(20)]
    beside = [line(402, "The rate was"), line(400, "1 high in that year.", 136, 7)]
    note = line(700, "1 A note in small type.", size=7)
    blocks = html.parse(page([*lines[:20], *beside, note]).encode()).blocks
    assert any("rate was[^1] high in that year." in " ".join(line.text for line in block.lines) for block in blocks)
    assert ["1"] == [block.label for block in blocks if isinstance(block, Footnote)]


def test_a_page_with_a_few_placed_lines_is_read_as_a_web_page() -> None:
    """A caption or two that are placed over a page do not change how it is read."""
    source = f"{line(10, 'A caption')}<p>{'Some text of a page. ' * 20}</p>"
    blocks = html.parse(source.encode()).blocks
    assert any(isinstance(block, Paragraph) and "Some text" in block.lines[0].text for block in blocks)
    assert all(line.passage is None or line.passage.page is None for block in blocks for line in block.lines)


PLACED = re.compile(
    r'<p style="position:absolute;top:(?P<top>[\d.]+)pt;left:(?P<left>[\d.]+)pt;white-space:nowrap">'
    r'<span style="font-family:LiberationSans;font-size:(?P<size>[\d.]+)pt">(?P<text>.*?)</span></p>'
)


def as_text_layer(match: re.Match[str]) -> str:
    """Return a placed line as a viewer of PDF lays clear text over the picture of a page, at a zoom of 1.5."""
    left, top = float(match["left"]) / 5.95, float(match["top"]) / 8.42
    return (
        f'<span class="markedContent"><span style="left: {left:.2f}%; top: {top:.2f}%; font-family: sans-serif; transform: scaleX(1.00);'
        f' font-size: calc(var(--scale-factor)*{match["size"]}px);">{match["text"]}</span><br role="presentation"></span>'
    )


def as_pdf2htmlex(match: re.Match[str]) -> str:
    """Return a placed line as pdf2htmlEX does: from the bottom of the page, at four times its size, spaces as spans."""
    size = 4 * float(match["size"])
    text = re.sub(r"(?<=[a-z,]) (?=[a-z]{2})", '<span class="_"> </span>', match["text"])
    return (
        f'<div class="t m0" style="left:{match["left"]}pt;bottom:{841 - float(match["top"]) - size / 4}pt;'
        f'height:{size}pt;font-size:{size}pt;font-family:sans-serif">{text}</div>'
    )


def test_the_clear_text_over_the_pictures_of_a_viewer_is_read() -> None:
    """A page of pdf.js that was saved has its lines in shares of the page, in clear letters, times a zoom."""
    style = (
        ".textLayer span{color:transparent;position:absolute;white-space:pre}"
        ".textLayer{width:892.5px;height:1263px} :root{--scale-factor:1.5}"
    )
    body = PLACED.sub(as_text_layer, letter().decode()).replace(
        "position:relative;width:595pt;height:842pt", '" class="textLayer'
    )
    assert (
        letters.read(letter(), "html").report == letters.read(f"<style>{style}</style>{body}".encode(), "html").report
    )


def test_lines_that_are_placed_from_the_bottom_of_a_hidden_page_are_read() -> None:
    """Pages of pdf2htmlEX are hidden until a script shows them, and their lines are drawn smaller than their font."""
    style = ".t{position:absolute}.m0{transform:matrix(0.25,0,0,0.25,0,0)}._{color:transparent}.pc{display:none}"
    body = PLACED.sub(as_pdf2htmlex, letter().decode()).replace('<div id="page', '<div class="pc" id="page')
    assert (
        letters.read(letter(), "html").report == letters.read(f"<style>{style}</style>{body}".encode(), "html").report
    )


def in_a_block(match: re.Match[str]) -> str:
    """Return a placed line within a block that is placed itself."""
    left, top = float(match["left"]) - 30, float(match["top"]) - 40
    return f'<div style="position:absolute;left:30pt;top:40pt">{placed(left, top, match)}</div>'


def in_pixels_without_a_unit(match: re.Match[str]) -> str:
    """Return a placed line as the pages of a search engine had it: pixels, of which there are four in three points."""
    left, top = (float(match[name]) / 0.75 for name in ("left", "top"))
    return placed(left, top, match).replace("pt;top", ";top").replace(f"{top}pt", f"{top}")


def by_words(match: re.Match[str]) -> str:
    """Return a placed line with a place for each word."""
    left, lines = float(match["left"]), []
    for word in re.sub("</?[bi]>", "", match["text"]).split():
        lines.append(placed(left, float(match["top"]), match, word))
        left += (arial(re.sub("<.*?>", "", word)) * 0.5 + 0.28) * float(match["size"])
    return "".join(lines)


def placed(left: float, top: float, like: re.Match[str], text: str = "") -> str:
    """Return a line at a place, with the size and the text of another one."""
    style = f"position:absolute;left:{left}pt;top:{top}pt;font-family:Arial;font-size:{like['size']}pt"
    return f'<span style="{style}">{text or like["text"]}</span>'


@pytest.mark.parametrize("as_others", [in_a_block, in_pixels_without_a_unit, by_words])
def test_lines_that_are_placed_in_other_ways(as_others: Callable[[re.Match[str]], str]) -> None:
    """Lines are read alike within placed blocks, in pixels without a unit, and with a place for each word."""
    report = letters.read(PLACED.sub(as_others, letter().decode()).encode(), "html").report
    expected = letters.read(letter(), "html").report

    assert report is not None
    assert expected is not None
    assert expected.copy_list == report.copy_list
    assert expected.context == report.context
    assert expected.sections == report.sections


def test_marks_after_blocks_of_lines() -> None:
    """A block of lines ends level with the mark after it, whatever its height, and a mark of a rounded size is one."""
    block = (
        '<p style="position:absolute;top:400pt;left:70pt;line-height:19pt"><span style="font-size:11pt">'
        "We saw that the plans had been written with care by those<br/>who knew the children and young people, and"
        "<br/>that the published rate</span></p>"
    )
    around = [line(100 + 15 * row, f"Line {row} of some text that is as long as lines are") for row in range(18)]
    mark, rest = line(431, "1", 185, 9.5), line(434, "was high in that year, as it had been before.", 192)
    blocks = html.parse(
        page([*around, block, mark, rest, line(449, "It fell."), line(700, "1 A note.", size=8)]).encode()
    ).blocks
    text = " ".join(each.text for block in blocks for each in block.lines)

    assert "and that the published rate[^1] was high in that year" in text


def test_dots_that_lead_to_a_second_column() -> None:
    """The dots between a role and a name are no text of either."""
    source = PLACED.sub(lambda match: match[0], letter().decode())
    for role, name in zip(ROLES, NAMES, strict=True):
        source = re.sub(rf"<p [^>]*left:300pt[^>]*><span [^>]*>{name}</span></p>", "", source)
        source = source.replace(f">{role}<", f">{role} {'.' * 40} {name}<")
    report, expected = (letters.read(each, "html").report for each in (source.encode(), letter()))

    assert report is not None
    assert expected is not None
    assert expected.copy_list == report.copy_list
