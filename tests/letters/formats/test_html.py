"""Letters as web pages: saved from anywhere, written to be read anywhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import sqsreport
from sqsreport import Report, letters
from sqsreport.letters.blocks import (
    Block,
    Field,
    Footnote,
    Heading,
    Letter,
    Line,
    ListItem,
    PageBreak,
    Paragraph,
    TableRow,
    Unread,
)
from sqsreport.letters.formats.html import parse, render
from sqsreport.letters.inline import from_runs, to_runs
from sqsreport.letters.writing import write_blocks
from sqsreport.testing import strategies

EXAMPLE = Path(__file__).parents[3] / "examples" / "northmoor-2015.json"


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the report of the example."""
    return sqsreport.load(EXAMPLE)


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page, without their passages."""
    return [attrs.evolve(block, lines=tuple(Line(line.text) for line in block.lines)) for block in parse_text(page)]


def parse_text(page: str) -> tuple[Block, ...]:
    """Return the blocks of a page that is given as text."""
    return parse(page.encode()).blocks


def lines(*texts: str) -> tuple[Line, ...]:
    """Make lines without passages."""
    return tuple(map(Line, texts))


def solid(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def seen(page: str) -> str:
    """Return all text of a page, found by the simplest means, without white space."""
    bare = re.sub(r"(?s)<!--.*?-->|<(script|style|title|template|iframe)\b.*?</\1>", "", page)
    return solid(html.unescape(re.sub(r"<[a-zA-Z/!?][^>]*>", "", bare)))


def passages(page: str) -> str:
    """Return the words of all passages of a page, without white space."""
    return solid("".join(line.passage.text for block in parse_text(page) for line in block.lines if line.passage))


# ---------------------------------------------------------------------- writing


def test_example(report: Report) -> None:
    """The example is read back from its page, with the embedded report and from the text alone."""
    written = letters.write(report, "html")
    assert letters.read(written, "html") == letters.Reading(report)
    assert letters.read(written, "html", ignore_embedded=True) == letters.Reading(report)
    assert letters.read(letters.write(report, "html", plain=True), "html") == letters.Reading(report)
    assert letters.write(report, "html") == written


def test_cumbria(cumbria_json: Path) -> None:
    """The real letter is read back from the text of its page as the given JSON, byte for byte."""
    written = letters.write(sqsreport.load(cumbria_json), "html")
    reading = letters.read(written, "html", ignore_embedded=True)
    assert reading.problems == ()
    assert reading.leftovers == ()
    assert reading.report is not None
    assert sqsreport.dumps(reading.report) == cumbria_json.read_text(encoding="utf-8")


def test_blocks_come_back(report: Report) -> None:
    """What is written is read as the same blocks."""
    letter = write_blocks(report)
    written = render(letter, None).decode()
    assert blocks(written) == [
        attrs.evolve(block, lines=tuple(Line(from_runs(to_runs(line.text))) for line in block.lines))
        for block in letter.blocks
    ]


@given(words=strategies.prose())
def test_prose_comes_back(words: str) -> None:
    """A paragraph in the usual spelling is read back exactly: its emphasis, links, code and marks."""
    text = from_runs(to_runs(words))
    assume(text and text == from_runs(to_runs(text)))
    label = "†<1>"
    assert blocks(page_of(Paragraph(lines(text)), Footnote(label, lines(text)))) == [
        Paragraph(lines(text)),
        Footnote(label, lines(text)),
    ]


@given(words=strategies.lines(), number=st.sampled_from(["1.1", "2.10", "7", "a<b"]))
def test_every_kind_of_block_comes_back(words: str, number: str) -> None:
    """Blocks of every kind are read back with their text, whatever that is."""
    text = from_runs(to_runs(words))
    assume(text.strip())
    written: list[Block] = [
        Field("To", lines(text)),
        Heading(lines(text), 1),
        Heading(lines(text), 3),
        ListItem(lines(text), number=number),
        ListItem(lines(text)),
        ListItem(lines(text), 1),
        ListItem(lines(text), 2),
        ListItem(lines(text)),
        Paragraph(lines(text)),
        ListItem(lines(text)),
        Heading(lines(text), 2),
        TableRow(lines("Role", "Recipients"), is_header=True),
        TableRow(lines(text, "")),
        TableRow(lines(text, text)),
        Footnote("1", lines(text)),
        Footnote("b", lines(text)),
    ]
    assert blocks(page_of(*written)) == written


def page_of(*written: Block) -> str:
    """Write blocks as a page."""
    report = sqsreport.load(EXAMPLE)
    return render(attrs.evolve(write_blocks(report), blocks=written), None).decode()


@pytest.mark.parametrize("text", ["</title><script>alert(1)</script>", '" onload="x', "<!-- & -->", "]]>", "&lt;"])
def test_markup_stays_text(report: Report, text: str) -> None:
    """Markup in a report is text in its page, wherever it is."""
    letter = write_blocks(report)
    known = Letter(
        tuple(
            attrs.evolve(each, lines=lines(from_runs(to_runs(text)))) for each in (*letter.blocks, Unread(lines("x")))
        ),
        title=text,
        language=report.language,
        published=report.published,
        author=text,
    )
    written = render(known, None).decode()
    harmless = render(attrs.evolve(known, blocks=letter.blocks, title="x", author="x"), None).decode()
    tags = r"</?\w+|<!"
    assert set(re.findall(tags, written)) <= set(re.findall(tags, harmless))
    assert "onload" not in re.sub(r'"[^"]*"|>[^<]*<', "", written)


def test_needs_nothing_else(report: Report) -> None:
    """A page loads and runs nothing, its policy forbids both, and its head has the metadata."""
    written = letters.write(report, "html").decode()
    assert written.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert "default-src 'none'; style-src 'sha256-" in written
    assert f"<title>{report.title}</title>" in written
    assert not re.search(r"<(?:link|img|iframe|object|form|base)\b|\bsrc=|@import|url\(|\son\w+=", written)
    assert re.findall(r"<script[^>]*type=\"([^\"]*)\"", written) == ["application/json"]
    assert "<script" not in letters.write(report, "html", plain=True).decode()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("[x](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2" rel="noreferrer">x</a>'),
        ("<mailto:a@example.org>", '<a href="mailto:a@example.org" rel="noreferrer">mailto:a@example.org</a>'),
        ("[x](ftp://example.org)", '<span class="address" data-href="ftp://example.org">x</span>'),
        ("[x](javascript:alert%281%29)", "[x](javascript:alert%281%29)"),
        ("[x](#top)", '<span class="address" data-href="#top">x</span>'),
    ],
)
def test_addresses(words: str, written: str) -> None:
    """Only addresses of the web and e-mail become links, and others are printed next to their words."""
    assert f"<p>{written}</p>" in page_of(Paragraph(lines(words)))


def test_marks_and_footnotes_lead_to_each_other() -> None:
    """A mark links to its footnote and the footnote to its first mark; one without the other links nowhere."""
    written = page_of(
        Paragraph(lines("a[^x] b[^x] d[^y]")),
        Footnote("x", lines("X")),
        Footnote("z", lines("Z")),
    )
    assert re.findall(r'href="(#[^"]*)"', written) == ["#note-1", "#note-1", "#mark-1"]
    assert re.findall(r'id="([^"]*)"', written) == ["mark-1", "note-1", "note-2"]


def test_changed_text_counts(report: Report) -> None:
    """If the text of a page was changed, the text counts; a change of its markup only does not matter."""
    extended = attrs.evolve(report, extensions={"org.example": {"note": "</script>"}})
    written = letters.write(extended, "html").decode()
    restyled = re.sub(r"<style>.*</style>", "", written, flags=re.DOTALL).replace("<main>", "<main>\n<div>")
    assert letters.read(restyled.encode(), "html") == letters.Reading(extended)
    reading = letters.read(written.replace("Northmoor Youth", "Northmore Youth").encode(), "html")
    # The service has no longer the name of its area, which is a doubt of its own.
    assert [problem.code for problem in reading.problems] == ["SQS405", "SQS512"]
    assert reading.report is not None
    assert reading.report.inspection.service.name == "Northmore Youth Offending Service"


# --------------------------------------------------------------- pages of others


def parts_of(report: Report) -> dict[str, list[str]]:
    """Return the text of the letter of a report by its parts, for others to mark up, and a mark as ``{1}``."""
    found: dict[str, list[str]] = {}
    for block in write_blocks(report).blocks:
        found.setdefault(type(block).__name__, []).append(block.lines[0].text)
    return found


def inline(text: str, mark: str = "<sup>{}</sup>") -> str:
    """Write a line of the letter as others do."""
    escaped = html.escape(text, quote=False)
    escaped = re.sub(r"\*(.+?)\*", r"<i>\1</i>", escaped)
    escaped = re.sub(r"&lt;(https?:[^ ]+)&gt;", r'<a href="\1">\1</a>', escaped)
    return re.sub(r"\[\^(\w+)\]", lambda match: mark.format(match[1]), escaped).replace("–", "&ndash;")


def web_page(report: Report) -> str:
    """Write the letter as a site shows it, with the site around it."""
    rows: list[str] = []
    mark = '<sup><a href="#fn{0}" id="ref{0}">{0}</a></sup>'
    last: Block | None = None
    for block in write_blocks(report).blocks:
        text = inline(block.lines[0].text, mark)
        ends = {ListItem: "</ol>", Field: "</table>", TableRow: "</tbody></table>"}
        starts = {ListItem: "<ol>", Field: "<table class=meta>", TableRow: "<table><tbody>"}
        if type(block) is not type(last):
            rows += [ends.get(type(last), ""), starts.get(type(block), "")]
        if isinstance(block, Field):
            rows.append(f"<tr><th>{block.label}<td>{text}")
        elif isinstance(block, ListItem):
            rows.append(f"<li>{block.number or ''} {text}")
        elif isinstance(block, TableRow):
            cell = "th" if block.is_header else "td"
            rows.append("<tr>" + "".join(f"<{cell}>{inline(line.text)}</{cell}>" for line in block.lines))
        elif isinstance(block, Heading):
            rows.append(f"<h{block.level}>{text}</h{block.level}>")
        elif isinstance(block, Footnote):
            rows.append(
                f'<div class="footnotes"><ol><li id="fn{block.label}"><p>{text} <a href="#ref{block.label}">↩</a></ol></div>'
            )
        else:
            rows.append(f"<p>{text}")
        last = block
    return (
        "<!DOCTYPE html><html><head><title>A site</title><style>p { color: red }</style>"
        "<script>if (a < b) document.write('<p>x</p>')</script></head><body>"
        '<div class="cookie-banner"><p>We use cookies. <button>Accept</button></div>'
        '<header><nav><ul><li><a href="/">Home</a><li>Reports</ul></nav></header>'
        f"<main>{chr(10).join(rows)}<aside><h2>Related</h2><p>Another report.</aside></main>"
        "<footer><p>&copy; A site</footer></body></html>"
    )


def old_mirror(report: Report, tag: str = "p", line_end: str = "<br>\n") -> str:
    """Write the letter as lines within one element, as old mirrors do."""
    rows = []
    for block in write_blocks(report).blocks:
        text = inline("\t".join(line.text for line in block.lines))
        if isinstance(block, Field):
            rows.append(f"<b>{block.label}:</b> {text}")
        elif isinstance(block, Footnote):
            rows += ["", f"<sup>{block.label}</sup> {text}"]
        elif isinstance(block, TableRow):
            rows += [] if block.is_header else [text.replace("\t", "\t" if tag == "pre" else "&nbsp;&nbsp;&nbsp; ")]
        else:
            number = f"{block.number}. " if isinstance(block, ListItem) and block.number else ""
            number = "&bull; " if isinstance(block, ListItem) and not number else number
            rows += ["", number + text]
            rows += [""] if isinstance(block, Heading) else []
    return f"<html><body bgcolor=white><{tag}>{line_end.join(rows)}</{tag}></body></html>"


def word_page(report: Report) -> str:
    """Write the letter as Word saves web pages."""
    rows = []
    mark = (
        '<a style="mso-footnote-id:ftn{0}" href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference>'
        "<![if !supportFootnotes]>[{0}]<![endif]></span></a>"
    )
    for block in write_blocks(report).blocks:
        text = inline(block.lines[0].text, mark)
        if isinstance(block, Field):
            rows.append(
                f"<p class=MsoNormal><i>{block.label}:</i><span style='mso-tab-count:1'>&nbsp;&nbsp; </span>{text}<o:p></o:p></p>"
            )
        elif isinstance(block, ListItem):
            marker, style = (f"{block.number}.", "") if block.number else ("·", "font-family:Symbol")
            rows.append(
                "<p class=MsoListParagraph style='margin-left:36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
                f"<span style='{style}'><span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp;&nbsp; </span></span></span>"
                f"<![endif]>{text}<o:p></o:p></p>"
            )
        elif isinstance(block, TableRow):
            cells = "".join(f"<td><p class=MsoNormal>{inline(line.text)}<o:p></o:p></p></td>" for line in block.lines)
            rows.append(f"<table class=MsoTableGrid><tr>{cells}</tr></table>")
        elif isinstance(block, Heading):
            rows.append(f"<p class=MsoNormal><b><span style='font-size:14.0pt'>{text}<o:p></o:p></span></b></p>")
        elif isinstance(block, Footnote):
            rows.append(
                "<div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width='33%'>"
                f"<div style='mso-element:footnote' id=ftn{block.label}><p class=MsoFootnoteText><a href='#_ftnref{block.label}'"
                f" name='_ftn{block.label}'>[{block.label}]</a> {text}<o:p></o:p></p></div></div>"
            )
        else:
            rows.append(f"<p class=MsoNormal><span lang=EN-GB>{text}<o:p></o:p></span></p>")
    head = "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style><!-- p.MsoNormal {margin:0} --></style>"
    body = "\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n".join(rows).replace("</table>\n<p", "</table><p")
    return (
        f"<html xmlns:o='urn:x'><head>{head}</head><body lang=EN-GB><div class=WordSection1>{body}</div></body></html>"
    )


def fragment(report: Report) -> str:
    """Write the letter as bare paragraphs with a list of terms for its header."""
    rows = []
    for block in write_blocks(report).blocks:
        text = inline("\t".join(line.text for line in block.lines))
        if isinstance(block, Field):
            rows.append(f"<dl><dt>{block.label}<dd>{text}</dl>")
        elif isinstance(block, TableRow):
            rows += (
                [] if block.is_header else ["<dl><dt>{}<dd>{}</dl>".format(*map(inline, (x.text for x in block.lines)))]
            )
        elif isinstance(block, ListItem) and not block.number:
            rows.append(f"<ul><li><p>{text}</ul>")
        elif isinstance(block, Footnote):
            rows.append(f"<p>[{block.label}] {text}")
        else:
            number = f"{block.number} " if isinstance(block, ListItem) else ""
            rows.append(f"<p>{number}{text}")
    return "\n".join(rows)


PAGES: dict[str, Callable[[Report], str]] = {
    "web page": web_page,
    "web page without main": lambda report: web_page(report).replace("main>", "div>"),
    "old mirror": old_mirror,
    "preformatted": lambda report: old_mirror(report, "pre", "\n"),
    "Word": word_page,
    "fragment": fragment,
}


@pytest.mark.parametrize("kind", PAGES)
def test_pages_of_others(report: Report, kind: str) -> None:
    """The example is read from the markup of other programs, and no character of the page is lost."""
    page = PAGES[kind](report)
    reading = letters.read(page.encode(), "html")
    assert reading.report == report
    assert passages(page) == seen(page)


@pytest.mark.parametrize("kind", PAGES)
def test_places(report: Report, kind: str) -> None:
    """Every passage has the line and column at which its words begin in the source."""
    page = PAGES[kind](report)
    source = page.splitlines()
    for block in parse_text(page):
        for line in block.lines:
            assert line.passage is not None
            assert line.passage.line is not None
            assert line.passage.column is not None
            found = html.unescape(source[line.passage.line - 1][line.passage.column - 1 :])
            assert found.startswith(re.split(r"[ \[]", line.passage.text)[0][:8])


def test_places_after_odd_markup() -> None:
    """Where the words of a page cannot be followed through its source, they are found again further on."""
    page = "<textarea><p>a</textarea>\n<p>hello"
    assert [(line.text, line.passage and line.passage.line) for block in parse_text(page) for line in block.lines] == [
        ("<p>a", None),
        ("hello", 2),
    ]


TAGS = (
    "a b blockquote button caption center dd div dl dt em footer h1 h3 header i li main nav noscript ol p pre s section "
    "select span strong sub sup svg table tbody td th thead tr u ul"
).split()
OPENERS = [
    '<a href="#fn1">', '<a href="https://example.org">', '<p id="fn1">', '<li id="fn1">', "<br>", "<hr>",
    '<sup class="noteref">', '<div role="doc-footnote"><span class="label">',
    '<p class="numbered"><span class="number">', "<article>", "<ol type=i start=3>", '<li value="7">', "<!-- c -->",
    "<p style='mso-list:l0 level2 lfo1'>", "<span style='mso-list:Ignore'>", '<div class="site-header">', "<![if x]>",
    "<script>x</script>", "<style>y</style>", "<template>z</template>", "<iframe>w</iframe>", "<title>v</title>",
]  # fmt: skip
PIECES = (
    st.sampled_from(
        ["word", "1", "[1]", " ", "\n", "\n\n", "a&amp;b", "&nbsp;&nbsp;&nbsp;", "&lt;p&gt;", "☃", "1.1. x", "•"]
    )
    | st.sampled_from(OPENERS)
    | st.sampled_from(TAGS).map("<{}>".format)
    | st.sampled_from(TAGS).map("</{}>".format)
)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<tr><td>a<td hidden>h<td>b", [TableRow(lines("a", "b"))]),
        ("<tr><td>a<td>b<script>x</script>", [TableRow(lines("a", "b"))]),
    ],
)
def test_invisible_cells(page: str, expected: list[Block]) -> None:
    """A hidden cell is omitted, and a script in a row is not a cell."""
    title = "<tr><th>Role<th>Recipients</tr>"
    assert blocks(f"<table>{title}{page}</table>") == [TableRow(lines("Role", "Recipients"), is_header=True), *expected]


def test_quotation_marks_of_the_browser() -> None:
    """What a browser puts into quotation marks has them."""
    assert blocks("<p>He said <i><q>so <q>it</q> is</q></i>.") == [Paragraph(lines("He said *“so ‘it’ is”*."))]


@pytest.mark.parametrize("mode", ["shadowrootmode=open", "shadowroot='closed'"])
def test_shadow(mode: str) -> None:
    """The text of a template that a browser shows is read, and has its place."""
    source = parse(f"<div><template {mode}><p>seen</p></template></div>\n<template>not</template><p>b".encode())
    places = [(line.passage.text, line.passage.line) for block in source.blocks for line in block.lines if line.passage]
    assert places == [("seen", 1), ("b", 2)]


@given(page=st.lists(PIECES, max_size=40).map("".join))
def test_no_character_goes_missing(page: str) -> None:
    """Whatever the markup, every visible character of a page is in a passage, once."""
    assert sorted(seen(page)) == sorted(passages(page))


@given(page=st.lists(PIECES, max_size=30).map("".join))
def test_any_page(page: str) -> None:
    """Reading never fails, whatever the markup."""
    assert letters.read(page.encode(), "html").report is None


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Reading never fails, whatever the bytes."""
    assert letters.read(data, "html").report is None


# -------------------------------------------------------------------- single forms


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("plain words", [Paragraph(lines("plain words"))]),
        ("<p>a<br>b<br><br>c", [Paragraph(lines("a", "b")), Paragraph(lines("c"))]),
        ("<p>a\n  b &amp;\nc", [Paragraph(lines("a b & c"))]),
        ("a<p>b</p>c", [Paragraph(lines("a")), Paragraph(lines("b")), Paragraph(lines("c"))]),
        ("<pre>a\n b\n\nc\td  e</pre>", [Paragraph(lines("a", "b")), Paragraph(lines("c\td\te"))]),
        ("<p>a&nbsp;&nbsp; b&nbsp;c", [Paragraph(lines("a\tb c"))]),
        ("<p><em>a</em> <b>b</b> <i><b>c</b></i>", [Paragraph(lines("*a* **b *c***"))]),
        ("<p><span style='font-style: italic; font-weight:700'>a</span>", [Paragraph(lines("***a***"))]),
        ("<p><code>a*b*</code> *c*", [Paragraph(lines("`a*b*` \\*c\\*"))]),
        (
            "<p><a href='https://example.org/x'>a</a><a href='/y'>b</a><a href='javascript:z'>c</a>",
            [Paragraph(lines("[a](https://example.org/x)bc"))],
        ),
        (
            "<p><i>a</i> <a href=' https://example.org/é[1]|%20?b=c&amp;d '>b</a>",
            [Paragraph(lines("*a* [b](https://example.org/%C3%A9%5B1%5D%7C%20?b=c&d)"))],
        ),
        ("<p>m<sup>2</sup> 3<sup>rd</sup> x<sup>[1]</sup>", [Paragraph(lines("m² 3rd x¹"))]),
        ("<h2><a href='#x'>a</a><br>b</h2>", [Heading(lines("a", "b"), 2)]),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"))]),
        ("<ul><li><p>a<p>b</ul>", [ListItem(lines("a", "b"))]),
        (
            "<ol start=2><li>A title<ol><li>a<li>b</ol></ol>",
            [ListItem(lines("A title"), 0, "2"), ListItem(lines("a"), 1, "2.1"), ListItem(lines("b"), 1, "2.2")],
        ),
        ("<ol><li>a<li>b</ol>", [ListItem(lines("a")), ListItem(lines("b"))]),
        ("<ol type=i><li>a<ol type=a><li>b</ol></ol>", [ListItem(lines("a")), ListItem(lines("b"), 1)]),
        ("<ol><li value=3>Protecting</ol>", [ListItem(lines("Protecting"), 0, "3")]),
        ("<table><tr><th>To:<td>a</table>", [Field("To", lines("a"))]),
        ("<h1>a</h1><dl><dt>To<dd>a<dt>From<dd>b<br>c</dl>", [Heading(lines("a")), Field("To", lines("a")), Field("From", lines("b", "c"))]),
        ("<p>x<table><tr><th>a<td>b</table>", [Paragraph(lines("x")), TableRow(lines("a", "b"))]),
        ("<dl><dt>a</dl>", [Paragraph(lines("a"))]),
        ("<p>x<dl><dd>a<dd>b</dl>", [Paragraph(lines("x")), Paragraph(lines("a")), Paragraph(lines("b"))]),
        ("<table><caption>Table 1. Copy to:</caption><tr><td>a<td>b</table>", [Paragraph(lines("Copy to:")), TableRow(lines("a", "b"))]),
        ("<p>x<figure><table><tr><td>a<td>b</table><figcaption>c</figcaption></figure>", [Paragraph(lines("x")), TableRow(lines("a", "b")), Unread(lines("c"))]),
        ("<p>x<table><tr>y<b>z</b><td>a<td>b<tr><td> <td></table>", [Paragraph(lines("x")), Paragraph(lines("y**z**")), TableRow(lines("a", "b"))]),
        ("<p>x<dl><dt>a<dd>b<dd>c</dl>", [Paragraph(lines("x")), TableRow(lines("a", "b", "c"))]),
        ("<p>x<table><tr><td>a<br>b<td>c<br>d<tr><td><td>e</table>", [Paragraph(lines("x")), TableRow(lines("a b", "c", "d")), TableRow(lines("", "e"))]),
        ("<p>x<table><tr><td>a<td><ul><li>b<li>c</ul></table>", [Paragraph(lines("x")), TableRow(lines("a", "b", "c"))]),
        ("<table><thead><tr><td>a<td>b<tbody><tr><td>c<td>d</table>", [TableRow(lines("a", "b"), is_header=True), TableRow(lines("c", "d"))]),
        ("<table><tr><td>side<td><h2>a</h2><p>b</table>", [Paragraph(lines("side")), Heading(lines("a"), 2), Paragraph(lines("b"))]),
        ("<table><caption>Copy to</caption><tr><td>a<td>b<td>c</table>", [Paragraph(lines("Copy to")), TableRow(lines("a", "b", "c"))]),
        ("<p hidden>a</p><p>b<p style='display:none'>c", [Paragraph(lines("b"))]),
        ("<p>a <button>Copy</button> b", [Unread(lines("Copy")), Paragraph(lines("a b"))]),
        ("x<h1>a</h1>y<article><p>some words</article>", [Unread(lines("x")), Heading(lines("a")), Unread(lines("y")), Paragraph(lines("some words"))]),
        ("<div><h1>a</h1></div><article><p>some words</article>", [Unread(lines("a")), Paragraph(lines("some words"))]),
        ("<p>x<article><p>some words</article><p>y<article><p>other words</article>", [Paragraph(lines("x")), Paragraph(lines("some words")), Paragraph(lines("y")), Paragraph(lines("other words"))]),
        ("x<article><header><h1>a</h1></header><p>b</article>y", [Unread(lines("x")), Heading(lines("a")), Paragraph(lines("b")), Unread(lines("y"))]),
        ("<main></main><p>a", [Paragraph(lines("a"))]),
        (
            "<p>a<sup><a href='#n1'>1</a></sup><ol><li id=n1>Some note <a href='#r'>↩</a></ol>",
            [Paragraph(lines("a[^1]")), Footnote("1", lines("Some note"))],
        ),
        (
            "<p>a<sup id=r><a href='https://example.org/page#n1'>[1]</a></sup><div id=n1><p><a href='#r'>^</a> 1 note<p>more</div>",
            [Paragraph(lines("a[^1]")), Footnote("1", lines("1 note", "more"))],
        ),
        ("<p>a<sup><a href='#n1'>1</a></sup><p id=n1><sup>1</sup> Some note", [Paragraph(lines("a[^1]")), Footnote("1", lines("Some note"))]),
        ("<p><a href='#s1'>1</a> <sup><a href='#s1'>2</a></sup><div id=s1><h2>Title</h2></div>", [Paragraph(lines("1 ²")), Heading(lines("Title"), 2)]),
        ("<p>a<sup><a href='#gone'>1</a></sup>", [Paragraph(lines("a¹"))]),
    ],
)  # fmt: skip
def test_markup(page: str, expected: list[Block]) -> None:
    """Each form of markup becomes the block that it means."""
    assert blocks(page) == expected


# ------------------------------------------------------------- pages as the world writes them

NUMBERS = "body{counter-reset:s} h3{counter-increment:s;counter-reset:p} h3::before{content:counter(s) '. '}"
LETTERHEAD = ("1 Any Street", "Anytown", "AA1 1AA")
HEADER = (("To", "Ivy Garland, Chair"), ("From", "Rowan Ashby"), ("Date", "8 April 2015"))


def table(*rows: tuple[str, ...]) -> str:
    """Write rows of cells, of which one with a tag has its own."""
    return "<table>" + "".join(
        "<tr>" + "".join(cell if cell.startswith("<td") else f"<td>{cell}" for cell in row) for row in rows
    ) + "</table>"  # fmt: skip


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            (f"<style>{NUMBERS} p.n{{counter-increment:p}} p.n:before{{content:counter(s) '.' counter(p) ' '}}</style>"
            "<h3>A</h3><p class=n>a<p class=n>b<h3>B</h3><p class=n>c"),
            [
                Heading(lines("1. A"), 3), ListItem(lines("a"), number="1.1"), ListItem(lines("b"), number="1.2"),
                Heading(lines("2. B"), 3), ListItem(lines("c"), number="2.1"),
            ],
        ),
        (
            ("<style>ol{list-style:none;counter-reset:i} li::before{counter-increment:i;content:counters(i,'.') '. '}</style>"
            "<ol><li>A<ol><li>a<li>b</ol><li>B</ol>"),
            [
                ListItem(lines("A"), number="1"), ListItem(lines("a"), 1, "1.1"), ListItem(lines("b"), 1, "1.2"),
                ListItem(lines("B"), number="2"),
            ],
        ),
        (
            ("<style>.b::before{content:'\\2022  '} .c{margin-left:3em} .c::before{content:'\\2013\\a0'}</style>"
            "<p class=b>a<p class='c'>b<p class=b>c"),
            [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"))],
        ),
        ("<ol reversed><li>A<ol start=4><li>a</ol><li>B</ol>", [ListItem(lines("A"), number="2"), ListItem(lines("a"), 1, "2.4"), ListItem(lines("B"), number="1")]),
        ("<p><b>1.&nbsp;&nbsp;&nbsp; Title</b>", [Paragraph(lines("**1. Title**"))]),
        ("<p><b>1.1.</b>&nbsp;&nbsp; text<p><span class=n>1.2</span><span>text</span>", [Paragraph(lines("1.1. text")), Paragraph(lines("1.2 text"))]),
        ("<p><b>S u m m a r y&nbsp;&nbsp; o f&nbsp;&nbsp; i t</b>", [Paragraph(lines("**Summary of it**"))]),
        (table(("1.1", "a"), ("1.2.", "b")), [ListItem(lines("a"), number="1.1"), ListItem(lines("b"), number="1.2")]),
        (table(("&bull;", f"a{table(('&ndash;', 'b'))}"), ("&bull;", "c")), [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"))]),
        (table(("1.", "<h3>A</h3>")), [Heading(lines("1. A"), 3)]),
    ],
)  # fmt: skip
def test_numbers_that_a_browser_writes(page: str, expected: list[Block]) -> None:
    """Numbers and bullets by style sheet, by list or in a cell of their own are those of their items."""
    assert expected == blocks(page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>- a<p>- b", [ListItem(lines("a")), ListItem(lines("b"))]),
        ("<div>x</div><p>• a</p><p>• b</p>", [Paragraph(lines("x")), ListItem(lines("a")), ListItem(lines("b"))]),
        ("<p>• a<br>&nbsp;&nbsp;– b<br>• c<br>more", [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c", "more"))]),
        (
            ("<p style='margin-left:36pt'><span style='font-family:Symbol'>·<span style='font:7pt Times'>&nbsp;&nbsp; </span></span>a"
            "<p style='margin-left:72pt'><span style='font-family:\"Courier New\"'>o<span>&nbsp;&nbsp; </span></span>b"
            "<p style='margin-left:36pt'><span style='font-family:Wingdings'>&sect;&nbsp; </span>c"),
            [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"))],
        ),
        ("<p><img src=dot.gif width=8 height=8 alt=''> a<p><img src=x.png width=8> b", [ListItem(lines("a")), ListItem(lines("b"))]),
        # Google Docs
        ("<ul class='lst-kix_a1-0 start'><li>a</ul><ul class='lst-kix_a1-1 start'><li>b</ul><ul class=lst-kix_a1-0><li>c</ul>", [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"))]),
        # LibreOffice
        ("<ol style='list-style:none'><li><p><span style='display:block;float:left'>1.2.</span>a</ol>", [ListItem(lines("a"), number="1.2")]),
        ("<ul><li><p><span style='display:block;float:left'>oo</span>a</ul>", [ListItem(lines("a"))]),
        ("<ol style='list-style:none'><li><span>1.2</span><p>a</ol>", [ListItem(lines("1.2 a"))]),
        ("<p>– a<p style='margin-left:2em'>» b<p style='margin-left:4em'>» c", [ListItem(lines("a")), ListItem(lines("b"), 1), ListItem(lines("c"), 2)]),
        ("<p>→ a<p>→ b<p>»a« c", [ListItem(lines("a")), ListItem(lines("b")), Paragraph(lines("»a« c"))]),
    ],
)  # fmt: skip
def test_typed_bullets(page: str, expected: list[Block]) -> None:
    """Typed bullets are nested by indentation and by glyph, and the column in the source does not matter."""
    assert expected == blocks(page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (table(("Head", "<td rowspan=2>Dan Elm"), ("Chair",)), [TableRow(lines("Head", "Dan Elm")), TableRow(lines("Chair", "Dan Elm"))]),
        (table(("<td rowspan=2>Head", "Dan Elm"), ("Eve Ford",)), [TableRow(lines("Head", "Dan Elm", "Eve Ford"))]),
        (table(("A<br>B<br>C", "a b<br>c d<br>e f")), [TableRow(lines("A", "a b")), TableRow(lines("B", "c d")), TableRow(lines("C", "e f"))]),
        (table(("Head of<br>Service", "Dan<br>Elm"), ("Chair", "Eve Ford<br>Fay Gill")), [TableRow(lines("Head of Service", "Dan Elm")), TableRow(lines("Chair", "Eve Ford", "Fay Gill"))]),
        (table(("A", "&nbsp;", "b c"), ("D", "", "e f")), [TableRow(lines("A", "b c")), TableRow(lines("D", "e f"))]),
        (table(("1", "A", "b c"), ("2", "D", "e f")), [TableRow(lines("A", "b c")), TableRow(lines("D", "e f"))]),
        ("<div class=row><div class=col-4>A</div><div class=col-8>b c</div></div>", [TableRow(lines("A", "b c"))]),
        ("<div style='display:grid;grid-template-columns:1fr 2fr'><div>A</div><div>b c</div><div>D</div><div>e f</div></div>", [TableRow(lines("A", "b c")), TableRow(lines("D", "e f"))]),
        ("<p>Head ........ Dan Elm<p>Chair ........", [Paragraph(lines("Head\tDan Elm")), Paragraph(lines("Chair"))]),
        ("<p>Head <span style='float:right'>Dan Elm</span>", [Paragraph(lines("Head\tDan Elm"))]),
        ("<p><span style='display:inline-block;width:9em'>Head</span><span>Dan Elm</span>", [Paragraph(lines("Head\tDan Elm"))]),
        ("<p><span>Head</span><span style='position:absolute;left:8cm'>Dan Elm</span>", [Paragraph(lines("Head\tDan Elm"))]),
        (table(("a", f"{table(('b', 'c'))}<p>d")), [Paragraph(lines("a")), TableRow(lines("b", "c")), Paragraph(lines("d"))]),
    ],
)  # fmt: skip
def test_rows_of_others(page: str, expected: list[Block]) -> None:
    """Merged, wrapped and empty cells, whole columns in one row, and rows without a table are read as entries."""
    assert expected == blocks(f"<p>x</p>{page}")[1:]


@pytest.mark.parametrize("is_merged", [True, False])
def test_letterhead_beside_the_header(is_merged: bool) -> None:
    """An address in a column next to the header is a block of its own."""
    merged = ("<td rowspan=3>" + "<br>".join(LETTERHEAD),)
    beside = (merged, (), ()) if is_merged else tuple((line,) for line in LETTERHEAD)
    page = table(*((f"{label}:", value, *cells) for (label, value), cells in zip(HEADER, beside, strict=True)))
    fields = [Field(label, lines(value)) for label, value in HEADER]
    assert [*fields, Paragraph(lines(*LETTERHEAD))] == blocks(page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>was <del>1</del> <ins>2</ins>", [Unread(lines("1")), Paragraph(lines("was 2"))]),
        ("<p>a<span style='text-decoration: line-through red'>b</span>", [Unread(lines("b")), Paragraph(lines("a"))]),
        ("<style>.x{text-decoration-line:line-through}</style><p class=x>a<p>b", [Unread(lines("a")), Paragraph(lines("b"))]),
        ("<p>a <input value=typed> b", [Unread(lines("typed")), Paragraph(lines("a b"))]),
        ("<h2>A <a class=headerlink href='#a'>¶</a></h2>", [Unread(lines("¶")), Heading(lines("A"), 2)]),
        ("<h2>A <span class=mw-editsection>[<a href='/e'>edit</a>]</span></h2>", [Unread(lines("[edit]")), Heading(lines("A"), 2)]),
        ("<p>x<ruby>a<rt>b</rt></ruby>", [Unread(lines("b")), Paragraph(lines("xa"))]),
    ],
)  # fmt: skip
def test_visible_content_that_is_not_text(page: str, expected: list[Block]) -> None:
    """What a reader of the page sees and does not take for text is set apart, with a reason."""
    assert expected == blocks(page)
    assert all(
        line.passage and line.passage.reason
        for block in parse_text(page)
        if isinstance(block, Unread)
        for line in block.lines
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='visibility:hidden'>x", "<p style='font-size:0'>x", "<p style='color:white'>x", "<p style='opacity:0'>x",
        "<p style='position:absolute;left:-999em'>x", "<p class=visually-hidden>x", "<p class=a>x", "<div id=b><p>x</p></div>",
        "<p class='a c' style='color:red'>x", "<p style='position:absolute;clip:rect(0 0 0 0)'>x",
        "<p style='height:0;overflow:hidden'>x", "<p class=d>x", "<section><p>x</p></section>", "<template>x</template>",
    ],
)  # fmt: skip
def test_hidden_text(hidden: str) -> None:
    """What a style sheet hides is left out."""
    sheet = "@media screen{.a{display:none}} #b>p{display:none} .c{display:block} .a.c{display:none!important} section p:first-child{display:none}"
    wide = "@media print{p{display:none}} @media (max-width:9em){p{display:none}} p:hover{display:none} p[class~=d]{display:none}"
    shown = "A paragraph that is long enough for the page to have something to show. " * 4
    assert blocks(f"<style>{sheet}{wide}</style><p>{shown}</p>{hidden}") == [Paragraph(lines(shown.strip()))]


def test_page_that_a_script_shows() -> None:
    """A page of which nothing would be seen without its scripts is read as if they had run."""
    shown = "A paragraph that is long enough to be one. " * 9
    assert blocks(f"<style>#app{{visibility:hidden}}</style><div id=app><p>{shown}</p></div>") == [
        Paragraph(lines(shown.strip()))
    ]


NOTE = "The rate was published in January 2015."


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<sup>1</sup>", f"<p><sup>1</sup>{NOTE}"),
        ("<span class=s>1</span>", f"<p><span class=s>1</span> {NOTE}"),
        ("<sup>[1]</sup>", f"<small><sup>1</sup> {NOTE}</small>"),
        ("<sup><a href='#f'>1</a></sup>", f"<aside id=f><small>1. {NOTE} <a href='#r'>↩</a></small></aside>"),
        ("<sup><a href='#f'>(1)</a></sup>", f"<p><a name=f></a>(1) {NOTE}"),
        ("<a href='#_ftn1' name='_ftnref1'><span class=s>[1]</span></a>", f"<div id=ftn1><p><a href='#_ftnref1' name='_ftn1'><span class=s>[1]</span></a> {NOTE}</div>"),
        ("<a href='#fn1' role=doc-noteref><sup>1</sup></a>", f"<section><ol><li id=fn1><p>{NOTE}<a href='#r' role=doc-backlink>↩︎</a></ol></section>"),
        ("<sup>[<a href='#f' title='View footnote.'>1</a>]</sup>", f"<div id=f><a href='#r'>1</a>. {NOTE}</div>"),
        ("<a href='#f' role=doc-noteref>[1]</a>", f"<aside id=f role=doc-footnote><span class=label>[1]</span><p>{NOTE}</aside>"),
        ("<sup><a href='#f'>1</a></sup>", f"<table><tr><td><a name=f>1</a><td>{NOTE}</table>"),
        ("<sup id='fnref:1'><a href='#fn:1' rel=footnote>[footnote 1]</a></sup>", f"<div class=footnotes><ol><li id='fn:1'><p>{NOTE} <a href='#fnref:1'>↩</a></ol></div>"),
        ("<sup><a href='#f'>1</a></sup>", f"<aside id=f><b>1</b> {NOTE}</aside>"),
        ("<sup><a href='#f'>1</a></sup>", f"<p id=f>1 {NOTE}"),
        ("<sup><a href='javascript:void(0)'>1</a></sup>", f"<ul><li><span>1</span><div>{NOTE}</div></ul>"),
        ("<sup>1</sup>", f"<div><p><b>1.</b> {NOTE}</div>"),
        ("<sup>1</sup>", f"<ol class=footnotes><li>{NOTE}</ol>"),
        (f"<sup title='{NOTE}'>1</sup>", ""),
        (f"<a href='#'><sup>1</sup><span style='display:none'>{NOTE}</span></a>", ""),
        (f"<label for=n></label><input type=checkbox id=n style='display:none'><span class=sidenote>{NOTE}</span>", ""),
        ("<sup><a href='#f'>1</a></sup>", f"<dl><dt id=f><a href='#r'>1</a></dt><dd>{NOTE}</dd></dl>"),
        ("<a href='x.html#1'>1</a>", f"<p><a href='x.html#1'>1</a> {NOTE}"),
    ],
)  # fmt: skip
def test_footnotes_of_others(mark: str, note: str) -> None:
    """A mark and its footnote find each other by link, by raised type or by a tooltip."""
    page = f"<style>.s{{vertical-align:super;font-size:smaller}}</style><p id=r>The rate{mark} fell.</p>{note}"
    assert blocks(page) == [Paragraph(lines("The rate[^1] fell.")), Footnote("1", lines(NOTE))]


def test_notes_that_begin_with_a_figure_of_their_own() -> None:
    """A day at the start of a footnote is not its label, and a list without signs of notes is not a list of notes."""
    page = "<p>a<sup><a href='#f'>2</a></sup><p id=f>2 January 2015 is meant."
    assert blocks(page)[1] == Footnote("2", lines("2 January 2015 is meant."))
    assert ListItem(lines("First."), number="1") in blocks("<p>a<sup>1</sup><h3>To do</h3><ol><li>First.</ol>")


def test_footnotes_in_one_paragraph() -> None:
    """Of footnotes that share a paragraph each begins a line with its mark."""
    page = "<p>a<sup>1</sup> b<sup>2</sup><p><sup>1</sup> One.<br><sup>2</sup> Two.<br>Three."
    assert blocks(page) == [Paragraph(lines("a[^1] b[^2]")), Paragraph(lines("[^1] One.", "[^2] Two.", "Three."))]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<a href=/cdn-cgi/l/email-protection class=__cf_email__ data-cfemail=5e3d312c3f703a3f323b1e3b263f332e323b70312c39>[email&#160;protected]</a>", "cora.dale@example.org"),
        ("<a href='/cdn-cgi/l/email-protection#5e3d312c3f703a3f323b1e3b263f332e323b70312c39'>[email&#160;protected]</a>", "cora.dale@example.org"),
        ("<span data-cfemail=00ff00>[email&#160;protected]</span>", "[email protected]"),
        ("<sup>1</sup>&frasl;<sub>2</sub>", "1⁄2"),
        ("2<sup>1</sup>/<sub>2</sub>", "2 1/2"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ("9<sup>th</sup> of the<wbr>rapy", "9th of therapy"),
        ("<a href='https://www.google.com/url?q=https://example.org/a&amp;sa=D'>x</a>", "[x](https://example.org/a)"),
        ("Head\tDan Elm", "Head\tDan Elm"),
    ],
)  # fmt: skip
def test_words_of_others(page: str, text: str) -> None:
    """Masked addresses, fractions and links through a service are read as their authors wrote them."""
    assert [Paragraph(lines(f"a {text}"))] == blocks(f"<p>a {page}")


SITES = {
    "government": '<main><h1>Inspection</h1><dl class="gem-c-metadata"><dt>From:</dt><dd><a href="/o">HM Inspectorate</a></dd>'
    '<dt>Published</dt><dd>10 June 2019</dd></dl><nav><ol><li><a href="#c">Context</a></ol></nav><div class="govspeak">{}</div>'
    '<div class="published-dates">Published 10 June 2019</div><div class="feedback"><h2>Is this page useful?</h2></div></main>',
    "blog": '<div id="masthead"><a href="/">Site</a></div><article class="post"><div class="entry-meta">Posted on '
    '<a href="/2019"><time>1 June 2019</time></a></div><div class="entry">{}<div class="sharedaddy"><h3>Share this:</h3><ul><li>'
    '<a href="https://x.com/s">X</a></ul></div></div></article><div id="comments"><ol class="commentlist"><li>Bob: nice</ol></div>',
    "divisions": '<div id="top"><div>Menu</div><div>Date: 12 January 2018</div></div><div id="main-area">{}'
    '<div><a href="#">Tweet</a></div></div>',
    "layout table": '<table><tr><td><a href="/a">A</a><br><a href="/b">B</a><br><a href="/c">C</a></td><td>{}</td></tr></table>',
    "form": "<form><input type=hidden name=v value=abc><div id=content>{}</div></form><div id=footer>Site</div>",
    "aside": "<main><p>Hello</p></main><aside>{}</aside>",
    "footer": '<div class="post-footer">{}</div>',
    "wrapped list": '{}<p><a href="/back">Back to reports</a></p>',
}  # fmt: skip


@pytest.mark.parametrize("site", SITES)
def test_sites(report: Report, site: str) -> None:
    """A site around a letter, with its dates, labels and lists, is not part of the letter."""
    letter = re.search(r"(?s)<main>(.*)</main>", letters.write(report, "html", plain=True).decode())
    assert letter is not None
    reading = letters.read(f"<!doctype html><body>{SITES[site].replace('{}', letter[1])}".encode(), "html")
    assert reading.report == report


def test_title_in_a_header() -> None:
    """The title that pandoc puts into a header of the page is text, and a header with links is not."""
    title = "<header><h1>Report of an inspection</h1></header>"
    assert blocks(f"{title}<p>x") == [Heading(lines("Report of an inspection"), 1), Paragraph(lines("x"))]
    site = "<header><h1>Council</h1><a href='/news'>News</a></header>"
    assert isinstance(blocks(f"{site}<p>x")[0], Unread)


def test_lines_of_a_printed_page() -> None:
    """The lines of a converter that keeps those of the page are those of one block, up to bold type or the end of a page."""
    wrapped = "The first line of a paragraph that goes on and\non to the next, which is shorter.\n"
    page = "<b>Title</b>\n" + wrapped * 8 + "1\n<hr>\n<a name=2></a>Then a page."
    read = blocks(page.replace("\n", "<br>\n").replace("<hr><br>", "<hr>"))
    text = lines(*["The first line of a paragraph that goes on and", "on to the next, which is shorter."] * 8)
    number = Unread(lines("1"))
    assert read == [
        Paragraph(lines("**Title**")),
        Paragraph(text),
        number,
        PageBreak(),
        Paragraph(lines("Then a page.")),
    ]


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        ("<p>café – é".encode(), "café – é", []),
        ("<p>café – é".encode("utf-8-sig"), "café – é", []),
        ("<p>café – é".encode("utf-16"), "café – é", []),
        ("<p>café – é".encode("cp1252"), "café – é", ["SQS407"]),
        ("<meta charset=iso-8859-1><p>café – é".encode("cp1252"), "café – é", []),
        ("<meta http-equiv=x content='text/html; charset=windows-1250'><p>café – ő".encode("cp1250"), "café – ő", []),
        ("<meta charset=windows-1253><p>caféÿ".encode("cp1252"), "caféÿ", ["SQS407"]),
        ("<meta charset=utf-8><p>café".encode("cp1252"), "café", ["SQS407"]),
        ("<meta charset=utf-7><p>caf+AOk-".encode("cp1252"), "caf+AOk-", []),
        ("<meta charset=punycode><p>é".encode("cp1252"), "é", ["SQS407"]),
        ("<p>café".encode("utf-16-be"), "café", []),
        (b"<p>a\0b", "", ["SQS408"]),
        (b"", "", ["SQS002"]),
        (b" \r\n", "", ["SQS002"]),
        (b"<!-- nothing -->", "", []),
    ],
)
def test_encodings(data: bytes, text: str, codes: list[str]) -> None:
    """A page is read in the encoding of its mark, in UTF-8, as it declares, or in Windows-1252 with a problem."""
    source = parse(data)
    assert text == "".join(line.text for block in source.blocks for line in block.lines)
    assert codes == [problem.code for problem in source.problems]


ELSEWHERE = (
    "<!DOCTYPE html SYSTEM 'http://192.0.2.1/x.dtd'><base href='http://192.0.2.1/'>"
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'><link rel=stylesheet href='http://192.0.2.1/x'>"
    "<iframe src='http://192.0.2.1/'></iframe><script src='http://192.0.2.1/x.js'></script><p>a"
)
#: Pages that are made to exhaust or to reach out, and whether they are refused for it.
HOSTILE: dict[str, tuple[str, bool]] = {
    "elements nested without end": ("<div>" * 90_000 + "x", True),
    "emphasis nested without end": ("<b>" * 90_000, True),
    "tables nested without end": ("<table><tr><td>" * 30_000, True),
    "elements without number": ("<b></b>" * 150_000, True),
    "tags that never end": ("<a" * 500_000, False),
    "brackets": ("<" * 1_000_000, True),
    "unclosed comment": ("<!--" + "x" * 1_000_000, False),
    "comments that never end": ("<!-" * 300_000, False),
    "unclosed scripts": ("<p>a" + "<script>x" * 100_000, False),
    "too much text": ("<p>" + "word " * 200_000, True),
    "entities": ("&lt;" * 200_000, False),
    "entities that are none": ("&" * 200_000, False),
    "huge attribute": ("<p title='" + "x" * 7_000_000 + "'>a", False),
    "attributes without number": ("<p " + " ".join(f"a{i}" for i in range(300_000)) + ">x", False),
    "huge source": ("<!--" + "x" * 8_000_001 + "-->", True),
    "characters that are none": ("<p>a" + "\x01\x0b\x1f" * 1000 + "&#0;&#1;&#xD800;&#x110000;&#99999999999;", False),
    "quotation marks that never end": ("<p a=\"'" * 50_000, False),
    "many footnotes": (
        "".join(f"<sup><a href='#n{i}'>1</a></sup>" for i in range(5000))
        + "".join(f"<p id=n{i}>A note" for i in range(5000)),
        False,
    ),
    "marks of one element": ("<sup><a href='#n'>1</a></sup>" * 20_000 + "<div id=n>" + "<b></b>" * 30_000, False),
    "deep lists": ("<ol><li>x" * 90 + "<b></b>" * 50_000, False),
    "deep tables": ("<table><tr><td>x" * 60 + "<b></b>" * 50_000, False),
    "lines": ("<pre>" + "x\n" * 20_000, False),
    "breaks": ("<p>" + "x<br>" * 20_000, False),
    "rows": ("<table>" + "<tr><th>x<td>y" * 10_000, False),
    "rules without number": ("<style>" + "*{x:y} b{z:w}" * 30_000 + "</style>" + "<b>x</b>" * 2_000, False),
    "selectors without end": (
        "<style>" + "b b b b b b i{x:y}" * 50 + "a," * 50_000 + "</style>" + "<b>" * 150 + "<i>x",
        False,
    ),
    "blocks of rules that never end": ("<style>" + "a{" * 100_000 + ":is(" * 100_000 + "</style>x", False),
    "cells merged without end": ("<table>" + ("<tr>" + "<td rowspan=900 colspan=200>x" * 200) * 100, False),
    "entity bomb": ("<!DOCTYPE html [<!ENTITY a 'x'>" + "<!ENTITY b '&a;&a;&a;&a;'>" * 1000 + "]><p>&b;", False),
    "external entity": ("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;", False),
    "everything from elsewhere": (ELSEWHERE, False),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str) -> None:
    """A page that is made to exhaust or to reach out gives blocks, or a problem with the bound that it is beyond."""
    page, is_refused = HOSTILE[name]
    source = parse(page.encode())
    assert [problem.code for problem in source.problems] == ["SQS410"] * is_refused
    assert source.blocks == () or not is_refused


def test_external_entities_are_text() -> None:
    """An entity that a page defines is never resolved."""
    assert "root:" not in passages(HOSTILE["external entity"][0])


def test_too_deep_is_reported(report: Report) -> None:
    """A page beyond a limit results in no report, and the problem names the limit."""
    reading = letters.read(HOSTILE["elements nested without end"][0].encode(), "html")
    assert reading.report is None
    assert [str(problem) for problem in reading.problems] == [
        "error SQS410: the nesting of the page is too large: over 200 levels, and 200 is the limit"
    ]


def test_bullets_alone_on_their_lines() -> None:
    """A bullet that a line break parts from its item is that of the next line."""
    page = "<p>– agree these:<br>·<br>who does it<br>·<br>what is due</p>"

    assert [
        ListItem(lines("agree these:")),
        ListItem(lines("who does it"), 1),
        ListItem(lines("what is due"), 1),
    ] == blocks(page)


def test_a_word_right_after_a_mark() -> None:
    """A word after the mark of a footnote is another word, also where its space is within the link."""
    page = '<p>The rate<sup><a href="#fn1">1 </a></sup>for the area.</p><p id="fn1"><sup>1</sup> A note.</p>'

    assert "The rate[^1] for the area." == blocks(page)[0].lines[0].text


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><button aria-controls=p>Context</button></h2>",
        "<h2><button aria-controls=p>Context<span class=toggle>Show</span></button></h2>",
        "<aside><h2>Context</h2></aside>",
        "<h2><a data-toggle=collapse href='#p'>Context</a></h2>",
    ],
)
def test_headings_that_open_what_is_below_them(heading: str) -> None:
    """The heading of a part that opens at a click, or that is in the margin, is a heading, and the part is read."""
    style = "" if "aside" in heading else "<style>#p{display:none}</style>"
    page = f"{style}<p>{'Some words. ' * 30}</p>{heading}<div id=p><p>We examined 21 cases.</p></div>"

    assert [Heading(lines("Context"), 2), Paragraph(lines("We examined 21 cases."))] == [
        block for block in blocks(page) if not isinstance(block, Unread)
    ][1:]


def test_names_that_are_made_at_random_say_nothing() -> None:
    """Letters between the digits of a random name are no word for a part of a site."""
    listed = "<ol class='{}'><li>Reports were clear.<li>Plans were short.</ol>"

    assert all(isinstance(block, Unread) for block in blocks(f"<p>Some words.</p>{listed.format('side-ad')}")[1:])
    assert [ListItem(lines("Reports were clear."), number="1"), ListItem(lines("Plans were short."), number="2")] == [
        attrs.evolve(block, number=str(index))
        for index, block in enumerate(blocks(listed.format("lst-kix_5e3d9ad8-0")), 1)
        if isinstance(block, ListItem)
    ]


def test_a_number_whose_figures_are_in_elements_of_their_own() -> None:
    """A space is after a number that is an element by itself, and not within one that goes on in the next element."""
    assert ["4.1 Plans.", "12. Plans.", "1 Plans."] == [
        block.lines[0].text
        for block in blocks("<p><i>4</i>.<i>1</i> Plans.<p><b>1</b><b>2</b>. Plans.<p><b>1</b><b>Plans.</b>")
        for block in [attrs.evolve(block, lines=tuple(Line(re.sub("[*]", "", each.text)) for each in block.lines))]
    ]


def test_a_letter_within_a_frame() -> None:
    """The page of a frame is read where the frame itself has it."""
    inner = f"<p>{'Some words. ' * 200}</p>"
    page = f'<p>Viewer</p><iframe title="a > b" srcdoc="{html.escape(inner)}">No frames.</iframe>'

    assert ("Some words. " * 200).strip() == blocks(page)[-1].lines[0].text
