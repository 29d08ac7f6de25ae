"""Layouts as PDF."""

from __future__ import annotations

import re

import as_html
import as_typst
import as_words
import layouts_docx
import pyphen
import tools
from document import Letter
from layout import layout

_DICTIONARY = pyphen.Pyphen(lang="en_GB")
#: A sans serif of every system, as letters of an office have it.
_BASE = """
@page { size: A4; margin: 2.2cm } body { font: 11pt/1.35 "Liberation Sans", sans-serif; margin: 0 }
h1 { font-size: 13pt } h2 { font-size: 12pt } h3 { font-size: 11pt } sup { font-size: 7pt; line-height: 0 } .footnote { font-size: 8pt }
table { border-collapse: collapse } td { padding: 1pt 8pt 1pt 0; vertical-align: top } a { color: inherit; text-decoration: none }
.copies { width: 100% } .copies td:first-child { width: 38% }
"""


def _soft(text: str) -> str:
    """Put soft hyphens into long words, for a browser without a dictionary."""
    return re.sub(r"[A-Za-z]{7,}", lambda match: _DICTIONARY.inserted(match[0], "\u00ad"), text)


# ------------------------------------------------------------------ office programs


@layout(
    "pdf",
    "LibreOffice",
    "numbers that a program counts, footnotes at the foot of the page, middle-aligned copy list, page numbers",
)
def pdf_office(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_automatic(letter), "docx", "pdf")


@layout("pdf", "LibreOffice", "bold numbers before tabs, tabbed header and copy list")
def pdf_office_tabs(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_numbers_typed(letter), "docx", "pdf")


@layout("pdf", "LibreOffice", "numbers in a table column, bottom-aligned copy list with recipients below each other")
def pdf_office_tables(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_number_table(letter), "docx", "pdf")


@layout("pdf", "LibreOffice", "a third column of the letterhead, numbers on their own lines, the title as running head")
def pdf_office_letterhead(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_letterhead(letter), "docx", "pdf")


@layout("pdf", "LibreOffice", "from a DOCX of pandoc, with footnotes at the foot of the page")
def pdf_pandoc_office(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_pandoc(letter), "docx", "pdf")


# ------------------------------------------------------------------ Chromium


def _browser(letter: Letter, css: str = "", **options: object) -> str:
    return as_html.page(letter, css=_BASE + css, **{"mark": "<sup>{0}</sup>", **options})


@layout(
    "pdf",
    "Chromium",
    "flowing text, small digits as marks, notes at the end, middle-aligned copy list with wrapped roles",
)
def pdf_browser(letter: Letter) -> bytes:
    return tools.chromium(
        _browser(
            letter, ".copies td { vertical-align: middle } .copies td:first-child { width: 25% } .copies { width: 75% }"
        )
    )


@layout(
    "pdf",
    "Chromium",
    "labels and copy list by a grid, headings in a margin by flex, footnote after the paragraph with its mark",
)
def pdf_grid(letter: Letter) -> bytes:
    css = """.header, .copies { display: grid; grid-template-columns: 30% 1fr; gap: 4pt; align-items: center }
    section { display: flex } section > h2, section > h3 { width: 25%; flex: none; margin-top: 11pt } .footnote { border-top: .5pt solid; width: 60% }"""
    page = _browser(letter, css, header="grid", copies="grid", section="<section>{}</section>", footnotes="block")
    for end in ("</h2>\n", "</h3>\n"):
        page = page.replace(end, f"{end}<div>")
    return tools.chromium(page.replace("</section>", "</div></section>"), rounded=True)


@layout("pdf", "Chromium", "numbers by counters of CSS in a column of their own, bullets of other glyphs")
def pdf_counters(letter: Letter) -> bytes:
    css = """body { counter-reset: theme } h3 { counter-increment: theme; counter-reset: para } h3::before { content: counter(theme) "."; margin-right: 2em }
    p.n { counter-increment: para; position: relative; padding-left: 3.5em } p.n::before { content: counter(theme) "." counter(para) "."; position: absolute; left: 0; font-weight: bold }
    ul { list-style: square } ul ul { list-style: '– ' }"""
    return tools.chromium(_browser(letter, css, theme="<h3>{title}</h3>", number='<p class="n">{text}</p>'))


def _in_columns(page: str) -> str:
    """Put what is between the first heading and that of the copy list into an element of its own."""
    start, end = page.index("<h2>"), page.rindex("<h2>")
    return f"{page[:start]}<main>{page[start:end]}</main>{page[end:]}"


_COLUMNS = "main { columns: 2; column-gap: 1cm; text-align: justify; font-size: 9.5pt } h2, h3 { break-after: avoid }"


@layout("pdf", "Chromium", "two columns of justified text")
def pdf_two_columns(letter: Letter) -> bytes:
    return tools.chromium(_in_columns(_browser(letter, _COLUMNS)))


def typed_bullets(letter: Letter, *, columns: bool = False) -> bytes:
    """Print a page of which a converter to text keeps all: bullets as text and no tables, in one column or two."""
    options = {"items": ("•", "–", "·"), "copies": "lines", "header": "lines"}
    return tools.chromium(
        _in_columns(_browser(letter, _COLUMNS, **options)) if columns else _browser(letter, **options)
    )


@layout("pdf", "Chromium", "justified text with hyphens at line ends in a narrow measure")
def pdf_hyphenated(letter: Letter) -> bytes:
    css = "body { text-align: justify; width: 9.5cm; font-family: 'Liberation Serif' }"
    return tools.chromium(_browser(letter, css, word=_soft))


@layout("pdf", "Chromium", "letter-spaced headings, numbers in bold, typed glyphs as bullets")
def pdf_spaced(letter: Letter) -> bytes:
    css = "h1 { font-size: 12pt } h2 { letter-spacing: .35em; font-size: 10pt; font-weight: normal } h3 { letter-spacing: .12em }"
    return tools.chromium(_browser(letter, css, number="<p><b>{number}</b>&emsp;{text}</p>", items=("▪", "–", "·")))


@layout("pdf", "Chromium", "Chromium's own header and footer: date, title, address and page number on every page")
def pdf_furniture(letter: Letter) -> bytes:
    return tools.chromium(_browser(letter, footnotes="block"), furniture=True, rounded=True)


@layout(
    "pdf",
    "Chromium",
    "an address and a crest in a block at the side, numbers on their own lines, copy list at the bottom of its cells",
)
def pdf_side_block(letter: Letter) -> bytes:
    side = """<div style="float: right; width: 4.2cm; font-size: 8pt; margin-left: 8pt; border-left: 1pt solid; padding-left: 6pt">HM Inspectorate of Probation<br>1 Bridge Street<br>Wexcombe<br>WX1 1AA<br>Tel: 01632 960200<br>www.example.org/hmip</div>"""
    css = ".copies td { vertical-align: bottom } .copies { width: 65% }"
    return tools.chromium(
        _browser(
            letter,
            css,
            letterhead=side,
            number="<p style='margin-bottom: 0'><b>{number}</b></p><p style='margin-top: 0'>{text}</p>",
            names="<br>",
        )
    )


@layout(
    "pdf",
    "Chromium",
    "numbers in the first column of a table, themes as a row, page breaks before the copy list and within the closing",
)
def pdf_number_table(letter: Letter) -> bytes:
    return tools.chromium(
        _browser(
            letter,
            theme="<p style='border-bottom: 1pt solid'><b>{number}&emsp;{title}</b></p>",
            number="<tr><td style='width: 1.4cm'>{number}</td><td>{text}</td></tr>",
            paragraphs="<table>{}</table>",
            break_after=("copies", "closing"),
            header="lines",
        )
    )


@layout("pdf", "Chromium", "a site printed by its reader: navigation, share buttons and a footer around the letter")
def pdf_site(letter: Letter) -> bytes:
    import layouts_html

    css = "nav li { display: inline; margin-right: 1em } .share a { margin-right: 1em } footer { border-top: 1pt solid; margin-top: 1cm; font-size: 8pt }"
    return tools.chromium(
        _browser(
            letter, css, before=layouts_html.NAVIGATION, after=layouts_html.SITE_FOOTER, header="breaks", copies="dl"
        )
    )


@layout(
    "pdf",
    "Chromium",
    "set like a book: no space between paragraphs, first lines indented, justified and hyphenated, centred headings",
)
def pdf_book(letter: Letter) -> bytes:
    css = """body { font: 10.5pt/1.3 "Liberation Serif"; text-align: justify } p { margin: 0; text-indent: 1.6em } h1 + p, h2 + p { text-indent: 0 }
    h2 { font: italic 12pt "Liberation Serif"; text-align: center; margin: 8pt 0 4pt } h3 { font: italic 11pt "Liberation Serif"; margin: 6pt 0 2pt } ul { margin: 4pt 0 }"""
    page = _browser(letter, css, word=_soft, footnotes="block", number="<p>{number}&ensp;{text}</p>")
    return tools.chromium(page, rounded=True)


@layout(
    "pdf",
    "Chromium",
    "a letterhead in three columns, with an address beside the labels, and a slanted watermark on every page",
)
def pdf_letterhead(letter: Letter) -> bytes:
    address = ["HM Inspectorate of Probation", "1 Bridge Street", "Wexcombe WX1 1AA", "01632 960200"]
    css = """.watermark { position: fixed; top: 9cm; left: 2cm; font-size: 90pt; color: #ddd; transform: rotate(-40deg); z-index: -1 }
    .header { width: 100% } .header td:first-child { width: 20% } .header td:last-child { width: 30%; font-size: 9pt } .copies td { vertical-align: middle }"""
    page = _browser(letter, css, before='<div class="watermark">COPY</div>')
    start, end = page.index('<table class="header">'), page.index("</table>")
    rows = page[start:end].split("</tr>")
    rows = [f"{row}<td>{line}</td>" if row.strip() else row for row, line in zip(rows, [*address, ""], strict=False)]
    return tools.chromium(page[:start] + "</tr>".join(rows) + page[end:])


# ------------------------------------------------------------------ WeasyPrint


_FOOT = """@page { margin: 2.5cm 2.2cm; @top-center { content: string(title); font: 8pt "Liberation Sans" } @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt "Liberation Sans" }
 @footnote { border-top: .5pt solid; padding-top: 4pt } } h1 { string-set: title content() }
.fn { float: footnote; font-size: 8pt; text-align: left } .fn::footnote-call { font-size: 75%; vertical-align: super; line-height: 0 } .fn::footnote-marker { content: counter(footnote); font-size: 70% }"""


@layout(
    "pdf",
    "WeasyPrint",
    "footnotes at the foot of the page, the title as running head, page numbers, hyphens at line ends",
)
def pdf_weasyprint(letter: Letter) -> bytes:
    css = _FOOT + "body { hyphens: auto; text-align: justify } a, h1, h2 { hyphens: none }"
    return tools.weasyprint(_browser(letter, css, mark='<span class="fn">{1}</span>', footnotes="inline"))


@layout("pdf", "WeasyPrint", "footnotes at the foot of the page, two columns, numbers that hang in the margin")
def pdf_weasyprint_columns(letter: Letter) -> bytes:
    css = (
        _FOOT
        + "main { columns: 2; column-gap: 1cm; font-size: 9pt } .k { display: inline-block; width: 2.2em; margin-left: -2.2em } p.n { padding-left: 2.2em }"
    )
    page = _browser(letter, css, mark="<sup>{0}</sup>", number='<p class="n"><span class="k">{number}</span>{text}</p>')
    return tools.weasyprint(_in_columns(page))


# ------------------------------------------------------------------ typst


@layout(
    "pdf",
    "typst",
    "footnotes at the foot of the page, counted numbers, justified and hyphenated text, a grid as copy list",
)
def pdf_typst(letter: Letter) -> bytes:
    return tools.typst(as_typst.page(letter))


@layout("pdf", "typst", "headings in a margin column, horizon-aligned copy list, a running head that is the title")
def pdf_typst_margin(letter: Letter) -> bytes:
    return tools.typst(as_typst.page(letter, margin=True))


# ------------------------------------------------------------------ libraries that place text


@layout("pdf", "ReportLab", "every word its own text operation, marks small and raised, notes at the foot of the page")
def pdf_words(letter: Letter) -> bytes:
    return as_words.page(letter)


@layout(
    "pdf", "ReportLab", "every word its own text operation in shuffled order, marks small and not raised, page numbers"
)
def pdf_words_shuffled(letter: Letter) -> bytes:
    return as_words.page(letter, shuffled=True, rise=0)


@layout("pdf", "fpdf2", "paragraphs by cells, numbers hanging, a table of roles with names at the top of cells")
def pdf_fpdf(letter: Letter) -> bytes:
    return as_words.fpdf(letter)
