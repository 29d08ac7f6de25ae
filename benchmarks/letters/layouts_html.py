"""Layouts as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import as_html
import as_text
import layouts_docx
import layouts_pdf
import tools
from document import Item, Letter
from layout import layout

_COUNTERS = """
body { counter-reset: theme } h3 { counter-increment: theme; counter-reset: para } h3::before { content: counter(theme) ". " }
p.n { counter-increment: para } p.n::before { content: counter(theme) "." counter(para) ". " }
"""


@layout("html", "by hand", "plain tables, superscript links, footnotes at the end")
def html_plain(letter: Letter) -> bytes:
    return as_html.page(letter).encode()


@layout("html", "by hand", "numbers of themes and paragraphs by counters of CSS")
def html_counters(letter: Letter) -> bytes:
    return as_html.page(letter, css=_COUNTERS, theme="<h3>{title}</h3>", number='<p class="n">{text}</p>').encode()


@layout("html", "by hand", "numbers by nested ordered lists")
def html_ordered_lists(letter: Letter) -> bytes:
    page = as_html.page(
        letter, css="ol ol { counter-reset: i } ol ol > li { list-style: none; counter-increment: i } ol ol > li::before { content: attr(data-n) ' ' }",
        theme='<ol start="{number}"><li><strong>{title}</strong>', number='<li data-n="{number}">{text}</li>', paragraphs="<ol>{}</ol></li></ol>",
        header="dl", copies="dl",
    )  # fmt: skip
    return page.encode()


@layout(
    "html", "by hand", "numbers in a small table column, third column of a letterhead, names as paragraphs of a cell"
)
def html_number_table(letter: Letter) -> bytes:
    letterhead = '<table style="float:right"><tr><td>HM Inspectorate of Probation<br>1 Bridge Street<br>Wexcombe WX1 1AA<br>01632 960200</td></tr></table>'
    page = as_html.page(
        letter, letterhead=letterhead, theme="<tr><td><b>{number}</b></td><td><b>{title}</b></td></tr>", number="<tr><td>{number}</td><td>{text}</td></tr>",
        mark="<sup>{0}</sup>",
        copy_row="<tr><td valign=middle>{role}</td><td><p>{names}</p></td></tr>", names="</p>\n<p>",
    )  # fmt: skip
    # The commentary is one table, as in some editors.
    start, end = page.index("<tr><td><b>1</b>"), page.index("<h2>", page.index("<tr><td><b>4</b>"))
    return f"{page[:start]}<table>{page[start:end]}</table>{page[end:]}".encode()


NAVIGATION = """<header><a class="skip" href="#content">Skip to main content</a><div class="logo"><a href="/">Wexcombe Mirror</a></div>
<form action="/search"><label for="q">Search</label><input id="q" name="q"><button>Search</button></form>
<nav><ul><li><a href="/">Home</a></li><li><a href="/reports/">Inspection reports</a></li><li><a href="/news/">News</a></li><li><a href="/contact/">Contact us</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/reports/">Inspection reports</a> &gt; <span>Youth offending work</span></div>
<main id="content"><p class="meta">Published: 3 March 2017 | Last updated: 4 April 2017 | Author: Web team</p>
<div class="share">Share this page: <a href="#">Facebook</a> <a href="#">Twitter</a> <a href="#">Email</a></div>"""
SITE_FOOTER = """<div class="share"><a href="#">Print this page</a> <a href="#">Back to top</a></div></main>
<aside><h2>Related content</h2><ul><li><a href="/a">Full Joint Inspection of youth offending work in Wexcombe</a></li><li><a href="/b">Annual report 2015-2016</a></li></ul>
<h2>Contact</h2><p>Press office: <a href="mailto:press@example.org">press@example.org</a></p></aside>
<footer><ul><li><a href="/privacy">Privacy</a></li><li><a href="/cookies">Cookies</a></li><li><a href="/terms">Terms and conditions</a></li></ul><p>© Wexcombe Mirror 2017. All rights reserved.</p></footer>"""


@layout("html", "by hand", "saved from a site: navigation, breadcrumbs, share buttons and a footer around the letter")
def html_site(letter: Letter) -> bytes:
    return as_html.page(
        letter,
        before=NAVIGATION,
        after=SITE_FOOTER,
        header="breaks",
        copies="ul",
        footnotes="end",
        number="<p>{number} {text}</p>",
    ).encode()


@layout("html", "by hand", "saved from a site of plain division elements, footer links right after the notes")
def html_site_divs(letter: Letter) -> bytes:
    before = '<div id="top"><div>Menu</div><div><a href="/">Home</a></div><div><a href="/a-z">A to Z</a></div><div>Date: 12 January 2018</div></div><div id="article">'
    after = '<div><a href="#">Tweet</a></div><div><a href="#">Share on LinkedIn</a></div><div>Was this page helpful? <a>Yes</a> <a>No</a></div></div><div id="foot"><div>Accessibility</div><div>Sitemap</div><div>Copyright 2018</div></div>'
    page = as_html.page(
        letter,
        before=before,
        after=after,
        header="grid",
        copies="grid",
        css=".header,.copies{display:grid;grid-template-columns:1fr 2fr}",
        mark="<sup>[{0}]</sup>",
        footnote="<p>[{0}] {1}</p>",
        number='<p><span class="num">{number}</span><span>{text}</span></p>',
    )
    return (
        page.replace("<p", "<div")
        .replace("</p>", "</div>")
        .replace("<h3>", '<div class="h3"><b>')
        .replace("</h3>", "</b></div>")
        .encode()
    )


_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15 (filtered)">
<title>{title}</title><style>p.MsoNormal {{margin:0cm;font-size:11.0pt;font-family:"Arial",sans-serif}}</style></head><body lang=EN-GB><div class=WordSection1>
{body}{css}</div></body></html>"""
_BLANKS = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>"


class _Word(as_html.Page):
    """A page as Word saves it: the items of lists are paragraphs, with bullets as text of a symbol font."""

    def items(self, items: Iterable[Item], level: int = 0) -> str:
        """Return a list."""
        lines = []
        for item in items:
            font, glyph = (("Symbol", "·"), ('"Courier New"', "o"), ("Wingdings", "§"))[min(level, 2)]
            style = f"margin-left:{18 * (level + 2)}pt;text-indent:-18.0pt;mso-list:l0 level{level + 1} lfo1"
            bullet = f"<span style='font-family:{font}'>{glyph}{_BLANKS}</span>"
            lines.append(f"<p class=MsoListParagraph style='{style}'>{bullet}{self.text(item['text'])}</p>")
            lines.append(self.items(item.get("items", ()), level + 1))
        return "\n".join(lines)


@layout(
    "html",
    "Word-like",
    "filtered HTML: list paragraphs with numbers and bullets as text, footnote anchors, a layout table",
)
def html_word(letter: Letter) -> bytes:
    page = _Word(
        letter, page=_WORD, heading="<p class=MsoNormal><b>{}</b></p>\n<p class=MsoNormal>&nbsp;</p>", title="<p class=MsoNormal><b>{}</b></p>",
        theme=f"<p class=MsoListParagraph style='text-indent:-18.0pt'><b>{{number}}.{_BLANKS}</b><b>{{title}}</b></p>",
        number=f"<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-36.0pt'>{{number}}.{_BLANKS}{{text}}</p>",
        mark='<a href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference><span class=MsoFootnoteReference><span style=\'font-size:11.0pt\'>[{0}]</span></span></span></a>',
        footnote='<div id=ftn{0}><p class=MsoFootnoteText><a href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference>[{0}]</span></a> {1}</p></div>',
        footnotes="end", note="<p class=MsoNormal>{}</p>",
    )  # fmt: skip
    text = (
        str(page)
        .replace("<p>", "<p class=MsoNormal>")
        .replace("<table", "<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0")
    )
    return text.encode()


@layout("html", "Google-like", "an editor's export: spans for everything, lists with classes, marks as links, comments")
def html_editor(letter: Letter) -> bytes:
    page = as_html.page(
        letter, heading='<p class="c4"><span class="c1">{}</span></p>', title='<p class="c9 title"><span class="c1">{}</span></p>',
        theme='<ol class="lst-kix_1-0 start" start="{number}"><li class="c4 li-bullet-0"><span class="c1">{title}</span></li></ol>',
        number='<p class="c4"><span class="c7">{number} </span><span class="c2">{text}</span></p>', item='<li class="c4 li-bullet-0"><span class="c2">{}</span></li>',
        mark='<sup><a href="#ftnt{0}" id="ftnt_ref{0}">[{0}]</a></sup>', footnote='<div><p class="c3"><a href="#ftnt_ref{0}" id="ftnt{0}">[{0}]</a><span class="c5">&nbsp;{1}</span></p></div>',
        css=".c1{font-weight:700}.c5{font-size:8pt}", italic='<span class="c8">{}</span>',
    )  # fmt: skip
    return page.encode()


@layout("html", "pandoc", "from its own Markdown, footnotes at the end with arrows back")
def html_pandoc(letter: Letter) -> bytes:
    return tools.pandoc(
        layouts_docx.pandoc_source(letter),
        "markdown-smart",
        "html",
        "--standalone",
        "--metadata",
        f"pagetitle={escape(letter.title)}",
    )


@layout("html", "LibreOffice", "saved as HTML from DOCX with numbers that a program counts")
def html_office(letter: Letter) -> bytes:
    return tools.soffice(layouts_docx.docx_automatic(letter), "docx", "html:HTML (StarWriter)")


@layout("html", "mammoth", "converted from DOCX: lists, notes at the end with arrows")
def html_mammoth(letter: Letter) -> bytes:
    import io

    import mammoth

    text: str = mammoth.convert_to_html(io.BytesIO(layouts_docx.docx_number_table(letter))).value
    return f"<html><body>{text}</body></html>".encode()


@layout("html", "poppler", "pdftohtml of the PDF of an office program: lines, breaks, page rules")
def html_pdftohtml(letter: Letter) -> bytes:
    return tools.pdftohtml(layouts_pdf.pdf_office(letter))


@layout(
    "html",
    "by hand",
    "columns by flex, headings in the margin, notes after the paragraph with their mark, quotation marks as q",
)
def html_margin(letter: Letter) -> bytes:
    page = as_html.page(
        letter, css="section{display:flex} section>h2,section>h3{width:25%;flex:none} .n{float:left;width:3em}", section="<section>{}</section>", footnotes="block",
        footnote='<aside class="fn"><small><sup>{0}</sup>{1}</small></aside>', mark="<sup>{0}</sup>", number='<div><div class="n">{number}</div><div>{text}</div></div>',
        items=("&#9632;", "&#9633;", "&#8211;"),
    )  # fmt: skip
    return (
        page.replace("</h2>\n", "</h2>\n<div>")
        .replace("</h3>\n", "</h3>\n<div>")
        .replace("</section>", "</div></section>")
        .encode()
    )


@layout(
    "html",
    "by hand",
    "a sloppy page: fonts and breaks, headings in bold, bullets as text, line breaks between everything",
)
def html_breaks(letter: Letter) -> bytes:
    page = as_html.page(
        letter, header="breaks", title="<center><font size=5><b>{}</b></font></center>", heading="<b><u>{}</u></b><br>", theme="<b>{number}&nbsp;&nbsp;&nbsp;&nbsp;{title}</b><br><br>",
        number="{number}&nbsp;&nbsp;{text}<br><br>", mark="<sup>{0}</sup>", footnote="<font size=1><sup>{0}</sup> {1}</font><br>", copies="lines", items="•-", note="{}<br>",
    )  # fmt: skip
    return page.encode()


@layout(
    "html",
    "by hand",
    "a page of the nineties: the letter in a cell of a layout table beside the navigation, numbers in a column",
)
def html_layout_table(letter: Letter) -> bytes:
    left = '<table width="100%"><tr><td colspan=2><img src="logo.gif" alt="County Council"> <a href="/">Home</a> | <a href="/az">A-Z</a> | <a href="/mail">Contact us</a></td></tr><tr><td width=120 valign=top><a href="/a">Council</a><br><a href="/b">Education</a><br><b>Youth services</b><br><a href="/c">Planning</a></td><td valign=top>'
    right = '</td></tr><tr><td colspan=2><hr><font size=1>Page last updated 1 May 2018 | <a href="#top">Top</a> | <a href="/copyright">Copyright</a></font></td></tr></table>'
    page = as_html.page(
        letter, before=left, after=right, heading="<p><b><font size=4>{}</font></b></p>", title="<p><b><font size=5>{}</font></b></p>",
        theme="<p><b>{number}.</b> <b>{title}</b></p>", number="<tr><td width=40 valign=top>{number}.</td><td>{text}</td></tr>", paragraphs="<table border=0>{}</table>",
        mark="<sup><a href='#n{0}'>({0})</a></sup>", footnote="<p><a name='n{0}'></a><font size=1>({0}) {1}</font></p>", names="<br>",
    )  # fmt: skip
    return page.encode()


@layout("html", "by hand", "plain text in an element for preformatted text, wrapped, with a site around it")
def html_pre(letter: Letter) -> bytes:
    text = as_text.page(
        letter, width=76, hang=5, mark="[{label}]", footnote="[{label}] {text}", copies="{role}: {names}", items="*-"
    )
    return f"<html><head><title>letter.txt</title></head><body>{NAVIGATION}<pre>{escape(text)}</pre>{SITE_FOOTER}</body></html>".encode()


@layout(
    "html",
    "Outlook-like",
    "a forwarded HTML e-mail: its own From, Sent, To and Subject above the letter, a disclaimer after it",
)
def html_email(letter: Letter) -> bytes:
    before = """<div class=WordSection1><p class=MsoNormal>Dear all, for information. Regards, Pat</p>
<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> Inspection Mailbox &lt;inspection@example.org&gt; <br><b>Sent:</b> 02 September 2016 10:15<br><b>To:</b> Pat Quill; Lee Marsh<br><b>Cc:</b> Business Support<br><b>Subject:</b> Letter for the Board</p></div>"""
    after = "<p style='font-size:8pt'>This e-mail and any attachment are confidential. Views expressed may not be those of the council. Save paper: do you need to print this e-mail?</p></div>"
    page = as_html.page(
        letter, before=before, after=after, header="breaks", title="<p class=MsoNormal><b><span style='font-size:14pt'>{}</span></b></p>",
        heading="<p class=MsoNormal><b>{}</b></p>", theme="<p class=MsoNormal><b>{number}.&nbsp;&nbsp;&nbsp; {title}</b></p>",
        number="<p class=MsoNormal><b>{number}.</b>&nbsp;&nbsp;&nbsp; {text}</p>", mark="<sup>{0}</sup>", footnote="<p class=MsoNormal><sup>{0}</sup> <span style='font-size:8pt'>{1}</span></p>", copies="tabs",
    )  # fmt: skip
    return page.encode()
