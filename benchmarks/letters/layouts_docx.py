"""Layouts as DOCX."""

from __future__ import annotations

import as_docx
import as_html
import as_text
import tools
from document import Letter
from layout import layout


def pandoc_source(letter: Letter) -> str:
    """Return a letter in the Markdown of pandoc, with true footnotes."""
    return as_text.page(
        letter, header="| *{label}:* {value}", title="# {}", heading="## {}", theme="### {number}. {title}",
        number="{number}\\. {text}", items="-", indent=4, italic="*{}*", mark="[^{label}]", footnote="[^{label}]: {text}",
        copies="| {role} | {names} |", copies_body="|  |  |\n|------|------|\n{}", link="<{}>",
    )  # fmt: skip


@layout("docx", "pandoc", "true footnotes, numbers typed, copy list as a table")
def docx_pandoc(letter: Letter) -> bytes:
    return tools.pandoc(pandoc_source(letter), "markdown-smart", "docx")


@layout(
    "docx",
    "python-docx",
    "numbers and bullets that Word counts, true footnotes, middle-aligned copy list, page numbers",
)
def docx_automatic(letter: Letter) -> bytes:
    return as_docx.build(letter, align="CENTER")


@layout("docx", "python-docx", "typed numbers in bold before tabs, headings in bold, tabbed header and copy list")
def docx_numbers_typed(letter: Letter) -> bytes:
    return as_docx.build(letter, numbers="typed", headings="bold", header="tabs", copies="tabs")


@layout(
    "docx",
    "python-docx",
    "numbers in a table column, a cell for each paragraph, recipients as paragraphs of a cell, typed marks",
)
def docx_number_table(letter: Letter) -> bytes:
    return as_docx.build(letter, numbers="table", footnotes="typed", names="\n", align="BOTTOM")


@layout(
    "docx",
    "python-docx",
    "a third column of the letterhead beside the header, numbers on their own lines, the title as running head",
)
def docx_letterhead(letter: Letter) -> bytes:
    return as_docx.build(letter, header="columns", numbers="line", running=letter.title, copies="lines")


@layout("docx", "python-docx", "letterhead in a text box, a deleted sentence in tracked changes")
def docx_text_box(letter: Letter) -> bytes:
    address = ("HM Inspectorate of Probation", "1 Bridge Street, Wexcombe", "enquiries@example.org")
    return as_docx.build(letter, address=address, headings="bold", deleted="This sentence was withdrawn.")


@layout("docx", "LibreOffice", "saved from HTML: tables, lists, true footnotes")
def docx_office(letter: Letter) -> bytes:
    page = as_html.page(
        letter,
        mark='<a class="sdfootnoteanc" name="sdfootnote{0}anc" href="#sdfootnote{0}sym"><sup>{0}</sup></a>',
        footnote='<div id="sdfootnote{0}"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote{0}sym" href="#sdfootnote{0}anc">{0}</a> {1}</p></div>',
        italic="<i>{}</i>",
    )
    return tools.soffice(page.encode(), "html", "docx:MS Word 2007 XML")


@layout(
    "docx",
    "python-docx",
    "typed as on a typewriter: line breaks for paragraphs, tabs, dashes as bullets, numbers and marks as text",
)
def docx_breaks(letter: Letter) -> bytes:
    import io

    from docx import Document

    text = as_text.page(
        letter, header="{label}:\t{value}", theme="{number}.\t{title}", number="{number}\t{text}", items="-o", mark="({label})",
        footnote="({label}) {text}", copies="{role}:\t{names}",
    )  # fmt: skip
    document = Document()
    paragraph = document.add_paragraph()
    for line in text.strip().split("\n"):
        paragraph.add_run(line).add_break()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
