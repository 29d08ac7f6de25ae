"""Layouts as Markdown and as plain text."""

from __future__ import annotations

import re
import textwrap
import unicodedata

import as_html
import as_text
import layouts_docx
import layouts_pdf
import pyphen
import tools
from document import Letter
from layout import layout

_DICTIONARY = pyphen.Pyphen(lang="en_GB")


def _divide(word: str) -> list[str]:
    """Return the parts of a word where it may be divided, at its own hyphens first."""
    return [
        part
        for piece in re.findall(r"[^-]+-?|-", word)
        for part in (_DICTIONARY.inserted(piece, "\0").split("\0") if piece.isalpha() and len(piece) > 6 else [piece])
    ]


# ------------------------------------------------------------------ Markdown


@layout("md", "pandoc", "GitHub's Markdown from HTML: marks as ^[1](#fn1)^, copy list as a table without head")
def md_pandoc_gfm(letter: Letter) -> bytes:
    return tools.pandoc(as_html.page(letter), "html", "gfm", "--wrap=none")


@layout("md", "pandoc", "CommonMark from DOCX: marks as links, tables as raw HTML")
def md_pandoc_commonmark(letter: Letter) -> bytes:
    return tools.pandoc(layouts_docx.docx_pandoc(letter), "docx", "commonmark", "--wrap=none")


@layout("md", "pandoc", "pandoc's own Markdown, wrapped: grid tables, escapes, attributes, real footnotes")
def md_pandoc_markdown(letter: Letter) -> bytes:
    return tools.pandoc(layouts_docx.docx_pandoc(letter), "docx", "markdown")


@layout("md", "pandoc", "from a page with a number column: raw HTML tables in Markdown")
def md_raw_tables(letter: Letter) -> bytes:
    page = as_html.page(
        letter,
        number="<tr><td>{number}</td><td><p>{text}</p></td></tr>",
        paragraphs="<table>{}</table>",
        copy_row="<tr><td><p>{role}</p></td><td><p>{names}</p></td></tr>",
        names="</p><p>",
        theme="<p><strong>{number}.&emsp;&emsp;{title}</strong></p>",
        mark="<sup>{0}</sup>",
    )
    return tools.pandoc(page, "html", "gfm", "--wrap=none")


@layout("md", "markitdown", "from HTML with numbers in bold and the footnote in the middle of the text")
def md_markitdown_html(letter: Letter) -> bytes:
    page = as_html.page(
        letter,
        number="<p><b>{number}</b>&emsp;{text}</p>",
        footnotes="block",
        footnote="<p><sup>{0}</sup> {1}</p>",
        mark="<sup>{0}</sup>",
    )
    return tools.markitdown(page.encode(), "html").encode()


@layout("md", "markitdown", "from DOCX with automatic numbers, footnotes as links with arrows back")
def md_markitdown_docx(letter: Letter) -> bytes:
    return tools.markitdown(layouts_docx.docx_numbers_typed(letter), "docx").encode()


@layout("md", "markitdown", "from a PDF of an office program")
def md_markitdown_pdf(letter: Letter) -> bytes:
    return tools.markitdown(layouts_pdf.pdf_office(letter), "pdf").encode()


@layout("md", "html2text", "wrapped at 78 columns, marks as links, tables with dashes")
def md_html2text(letter: Letter) -> bytes:
    import html2text

    return html2text.HTML2Text(bodywidth=78).handle(as_html.page(letter, number="<p>{number} {text}</p>")).encode()


@layout("md", "markdownify", "underlined headings, numbers escaped, marks glued to their words")
def md_markdownify(letter: Letter) -> bytes:
    from markdownify import markdownify

    page = as_html.page(
        letter, mark="<sup>{0}</sup>", footnote="<p><sup>{0}</sup> {1}</p>", page="{body}{css}{title:.0}"
    )
    return markdownify(page, heading_style="underlined", escape_misc=True).encode()


@layout("md", "by hand", "numbers and themes in bold, headings as bold text with wide spaces, copy list as a table")
def md_bold(letter: Letter) -> bytes:
    return as_text.page(
        letter, header="**{label}:** {value}  ", title="**{}**", heading="**{}**", theme="**{number}.\u2003\u2003{title}**",
        number="**{number}** {text}", items="*", italic="*{}*", mark="<sup>{label}</sup>", footnote="<sup>{label}</sup> {text}",
        copies="| {role} | {names} |", copies_body="| | |\n|---|---|\n{}", link="<{}>",
    ).encode()  # fmt: skip


@layout("md", "by hand", "each number on a line of its own, [1](#fn1) as mark, copy list as a list")
def md_number_lines(letter: Letter) -> bytes:
    return as_text.page(
        letter, header="*{label}*: {value}\n", title="# {}", heading="## {}", theme="### {number}\n\n### {title}",
        number="{number}\n\n{text}", items="-*+", italic="_{}_", mark="[{label}](#fn{label})",
        footnote='<a id="fn{label}"></a>{label}. {text}', copies="- **{role}**: {names}", link="<{}>",
    ).encode()  # fmt: skip


@layout("md", "by hand", "nested lists: themes as items, paragraphs as items of theirs, roman and lettered items")
def md_nested_lists(letter: Letter) -> bytes:
    return as_text.page(
        letter, width=76, header="{label}: {value}  ", title="{}\n" + "=" * 40, heading="{}\n" + "-" * 20,
        theme="{number}. **{title}**", number="   - {number} {text}", hang=5, items="1a", indent=3, italic="*{}*",
        mark="[^{label}]", footnote="[^{label}]: {text}", copies="* {role} – {names}", link="[{0}]({0})",
    ).encode()  # fmt: skip


@layout(
    "md",
    "by hand",
    "as converters of scans write: dashes before numbers, page images, footnote within the text, dagger marks",
    as_text.DAGGERS,
)
def md_page_converter(letter: Letter) -> bytes:
    text = as_text.page(
        letter, header="{label}: {value}\n", title="# {}", heading="## {}", theme="## {number} {title}",
        number="- {number} {text}", items="-·", italic="*{}*", mark="{dagger}", footnote="{dagger} {text}", footnotes="block",
        copies="| {role} | {names} |", copies_body="|  |  |\n| --- | --- |\n{}",
    )  # fmt: skip
    return text.replace("\n\n## Summary", "\n\n![](page-1.png)\n\n## Summary").encode()


@layout(
    "md", "by hand", "as models that recognise pages write it: figures as formulas, the copy list as a page of HTML"
)
def md_page_formulas(letter: Letter) -> bytes:
    text = as_text.page(
        letter, header="{label}: {value}\n", title="# {}", heading="# {}", theme="# {number}. {title}", items="•○", indent=0,
        mark="$^{{{label}}}$", footnote="$^{{{label}}}$ {text}", copies="<tr><td>{role}</td><td>{names}</td></tr>",
        copy_lines="", copies_body="<html><body><table>{}</table></body></html>",
    )  # fmt: skip
    return re.sub(r"([0-9][0-9.]*)%", r"$\1\\%$", text).encode()


@layout(
    "md", "by hand", "as models that recognise pages write it: one label for the notes of every page, tables with pipes"
)
def md_page_notes(letter: Letter) -> bytes:
    return as_text.page(
        letter, header="**{label}:** {value}\n", title="# {}", heading="## {}", theme="## {number}. {title}", items="-",
        italic="*{}*", mark=" ${{ }}^{{{label}}}$", footnote="[^0]\n[^0]:    ${{ }}^{{{label}}}$ {text}", footnotes="block",
        copies="| {role} | {names} |", copies_body="|  |  |\n| :-- | :-- |\n{}",
    ).encode()  # fmt: skip


@layout(
    "md", "by hand", "as models that recognise pages write it: marks as figures by themselves, numbers after dashes"
)
def md_page_figures(letter: Letter) -> bytes:
    text = as_text.page(
        letter, header="{label}: {value}\n", title="## {}", heading="## {}", theme="## {number}. {title}", items="-", indent=4,
        number="- {number} {text}", mark=" {label} ", footnote="{label} {text}", copies="| {role} | {names} |",
        copies_body="| Role | Name |\n|---|---|\n{}",
    )  # fmt: skip
    return re.sub(r"(?<=\S)  (?=\S)", " ", text).encode()


@layout("md", "by hand", "as programs for formulas write it: headings, notes and the copy list as LaTeX")
def md_latex(letter: Letter) -> bytes:
    return as_text.page(
        letter, header="{label}: {value}\n", title="\\title{{\n{}\n}}", heading="\\section*{{{}}}", items="-",
        theme="\\subsection*{{{number}. {title}}}", mark="${{ }}^{{{label}}}$",
        footnote="\\footnotetext{{\n${{ }}^{{{label}}}$ {text}\n}}", footnotes="block", copies="{role} & {names}",
        copy_lines=" \\\\\n", copies_body="\\begin{{tabular}}{{ll}}\n{}\n\\end{{tabular}}",
    ).encode()  # fmt: skip


@layout(
    "md",
    "by hand",
    "header and copy list as raw HTML tables in Markdown, a theme as a small table, marks as ^[1](#fn1)^",
)
def md_html_tables(letter: Letter) -> bytes:
    text = as_text.page(
        letter, header="<tr><td><i>{label}:</i></td><td>{value}</td></tr>", title="# {}", heading="**{}**",
        theme="<table><tr><td>{number}</td><td>{title}</td></tr></table>", number="{number} {text}", items="+-", italic="*{}*",
        mark="^[{label}](#fn{label})^", footnote="^[{label}](#ref{label})^ {text}", footnotes="block",
        copies="  <tr>\n    <td>{role}</td>\n    <td>{names}</td>\n  </tr>", names="<br>", link="<{}>",
        copies_body="<table>\n<thead><tr><th>Office</th><th>Name</th></tr></thead>\n<tbody>\n{}\n</tbody>\n</table>",
    )  # fmt: skip
    header, _, rest = text.partition("\n\n")
    start, end = rest.index("<table>\n<thead>"), rest.rindex("</table>")
    rest = rest[:start] + re.sub(r"\*([^*]+)\*", r"<em>\1</em>", rest[start:end]) + rest[end:]
    return f"<table>\n{header}\n</table>\n\n{rest}".encode()


@layout(
    "md", "pandoc", "its own Markdown from HTML, wrapped: marks as ^[1](#fn1){…}^, headings with ids, tables of dashes"
)
def md_pandoc_links(letter: Letter) -> bytes:
    page = as_html.page(letter, number="<p><strong>{number}</strong> {text}</p>", title="<h1 id='report'>{}</h1>")
    return tools.pandoc(page, "html", "markdown")


# ------------------------------------------------------------------ text


@layout(
    "txt", "poppler", "pdftotext of a page with a footnote, a running page number and a borderless copy list", loses="-"
)
def txt_pdftotext(letter: Letter) -> bytes:
    return tools.pdftotext(layouts_pdf.pdf_office(letter))


@layout("txt", "poppler", "pdftotext -layout of the same: columns as wide spaces, wrapped cells")
def txt_pdftotext_layout(letter: Letter) -> bytes:
    return tools.pdftotext(layouts_pdf.pdf_office(letter), "-layout")


@layout("txt", "poppler", "pdftotext -raw of a page of a browser, with marks glued to their words")
def txt_pdftotext_raw(letter: Letter) -> bytes:
    return tools.pdftotext(layouts_pdf.typed_bullets(letter), "-raw")


@layout("txt", "poppler", "pdftotext -layout of a page with a third column of the letterhead beside the header")
def txt_pdftotext_letterhead(letter: Letter) -> bytes:
    return tools.pdftotext(layouts_pdf.pdf_office_letterhead(letter), "-layout")


@layout("txt", "poppler", "pdftotext -raw of two columns, which is in the order of reading")
def txt_pdftotext_columns(letter: Letter) -> bytes:
    return tools.pdftotext(layouts_pdf.typed_bullets(letter, columns=True), "-raw")


@layout("txt", "LibreOffice", "saved as text: a line for each cell of a table, numbers apart from their paragraphs")
def txt_office(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_number_table(letter), "docx", "txt:Text (encoded):UTF8")


@layout("txt", "pandoc", "plain text of HTML, wrapped: tables of spaces, marks as superscripts")
def txt_pandoc(letter: Letter) -> bytes:
    return tools.pandoc(as_html.page(letter, mark="<sup>{0}</sup>"), "html", "plain")


@layout("txt", "pandoc", "plain text of DOCX: true footnotes at the end")
def txt_pandoc_docx(letter: Letter) -> bytes:
    return tools.pandoc(layouts_docx.docx_pandoc(letter), "docx", "plain", "--wrap=none")


@layout(
    "txt", "by hand", "forwarded by e-mail: headers before, a footer after, and a sign of quotation before each line"
)
def txt_email_quoted(letter: Letter) -> bytes:
    text = as_text.page(
        letter, width=70, hang=0, mark="[{label}]", footnote="[{label}] {text}", copies="{role}: {names}", items="*o"
    )
    before = "From: Office of the Director <director@example.org>\nTo: Team Managers <managers@example.org>\nSubject: FW: Inspection letter\nDate: Thu, 11 Aug 2016 09:12:44 +0100\n\nAll,\n\nPlease see below.\n\nRegards\n\n-----Original Message-----\n"
    after = (
        "\n--\nThis message is intended for the addressee only. If you have received it in\nerror, please delete it.\n"
    )
    return (before + textwrap.indent(text, "> ", lambda _: True) + after).encode()


@layout("txt", "by hand", "sent by e-mail: headers before and a footer of the council after")
def txt_email(letter: Letter) -> bytes:
    text = as_text.page(
        letter,
        width=76,
        mark="({label})",
        footnote="({label}) {text}",
        copies="{role} - {names}",
        items="-",
        number="{number} {text}",
    )
    before = "Subject: Report of the inspection\nSent: 12 August 2016 14:02\nFrom: Communications <communications@example.org>\nCc: Press Office\n\n"
    after = "\n______________________________________________________________________\nThis email has been scanned. Please consider the environment before printing\nthis email. Visit us at www.example.org or follow us on social media.\n"
    return (before + text + after).encode()


def _paged(text: str, title: str, lines: int = 46) -> str:
    """Cut text into pages with a running head, a page number and a form feed."""
    rows = text.split("\n")
    pages = [rows[i : i + lines] for i in range(0, len(rows), lines)]
    return "\f".join(
        "\n".join(
            [*([title, ""] if number > 1 else []), *page, "", f"Page {number} of {len(pages)}".center(72).rstrip(), ""]
        )
        for number, page in enumerate(pages, 1)
    )


@layout("txt", "by hand", "72 columns with page numbers that cut sentences, form feeds and the title as running head")
def txt_pages(letter: Letter) -> bytes:
    text = as_text.page(
        letter,
        width=72,
        hang=5,
        number="{number}  {text}",
        copies="{role}\n      {names}",
        mark="{label}",
        footnote="{label} {text}",
        footnotes="block",
    )
    return _paged(text, letter.title).encode()


@layout("txt", "by hand", "a number before every line, roman numbers as bullets, mark glued to its word")
def txt_line_numbers(letter: Letter) -> bytes:
    text = as_text.page(
        letter, items="ia", width=84, mark="{label}", footnote="{label} {text}", copies="{role}: {names}"
    )
    return "".join(f"{number:>4}  {line}".rstrip() + "\n" for number, line in enumerate(text.split("\n"), 1)).encode()


@layout("txt", "by hand", "narrow justified columns with words divided at line ends")
def txt_hyphenated(letter: Letter) -> bytes:
    return as_text.page(
        letter, width=46, hyphens=_divide, mark="{sup}", copies="{role}:\n  {names}", header="{label}:\n  {value}"
    ).encode()


@layout("txt", "by hand", "decomposed characters, non-breaking spaces and hyphens, soft hyphens, curly quotation marks")
def txt_characters(letter: Letter) -> bytes:
    text = as_text.page(
        letter, copies="{role}\u2003\u2003\u2003{names}", items="\uf0b7\uf0a7", number="{number}\u00a0\u00a0{text}"
    )
    text = re.sub(r'"([^"]*)"', "“\\1”", text)
    text = text.replace("-", "\u2011").replace("offend", "of\u00adfend").replace("'", "’")
    text = re.sub(r"(\d) (?=[A-Z])", "\\1\u00a0", text)
    return unicodedata.normalize("NFD", text).encode()


@layout(
    "txt",
    "by hand",
    "copy list in columns of spaces with wrapped roles, themes with wide spaces, numbers on lines of their own",
)
def txt_columns(letter: Letter) -> bytes:
    rows = []
    for role, names in letter.copies:
        left, right = textwrap.wrap(role, 34), textwrap.wrap(", ".join(names), 34)
        rows += [
            f"{(left[i] if i < len(left) else ''):<38}{right[i] if i < len(right) else ''}".rstrip()
            for i in range(max(len(left), len(right)))
        ]
    text = as_text.page(
        letter, width=72, header="{label}:      {value}", theme="{number}.       {title}", number="{number}\n{text}", items="-",
        mark="[{label}]", footnote="[{label}] {text}", copies="\1",
    )  # fmt: skip
    return re.sub(r"\x01(\n\x01)*", lambda _: "\n".join(rows), text).encode()


@layout("txt", "by hand", "underlined headings, daggers, everything indented", as_text.DAGGERS)
def txt_indented(letter: Letter) -> bytes:
    text = as_text.page(
        letter,
        width=64,
        heading="\n{}\n----------",
        theme="  {number}) {title}",
        number="{number}\t{text}",
        items="–",
        mark=" {dagger}",
        footnote="{dagger} {text}",
        copies="{role}:\t{names}",
    )
    return textwrap.indent(text, "      ").encode()


@layout("txt", "by hand", "text copied from a page of a mirror: no blank lines, one line for each paragraph")
def txt_copied(letter: Letter) -> bytes:
    return as_text.page(
        letter,
        blank="\n",
        header="{label}: {value}",
        mark="{label}",
        footnote="{label} {text}",
        footnotes="block",
        copies="{role}\t{names}",
        items="•o",
    ).encode()
