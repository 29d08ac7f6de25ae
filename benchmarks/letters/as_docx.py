"""Lay a letter out as DOCX, with the features of Word: list numbers, footnotes, frames, headers and footers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

from document import Item, Letter, Run, runs
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

_W: Final = nsdecls("w")
#: Automatic numbers of themes and paragraphs; then bullets; then letters.
_NUMBERING: Final = f"""
<w:abstractNum {_W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>|
<w:abstractNum {_W} w:abstractNumId="91"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol" w:hint="default"/></w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/></w:rPr></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0A7;"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="2160" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings" w:hint="default"/></w:rPr></w:lvl>
</w:abstractNum>|
<w:num {_W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>|
<w:num {_W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>
"""
_TEXT_BOX: Final = (
    '<w:r {w}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" type="#_x0000_t202" '
    'style="position:absolute;margin-left:330pt;margin-top:{top}pt;width:140pt;height:70pt"><v:textbox><w:txbxContent>'
    "{paragraphs}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)

#: The default layout of each part.
DEFAULTS: Final[Mapping[str, Any]] = {
    "header": "table",  # table, tabs, columns (three of them, the last with an address)
    "numbers": "automatic",  # automatic, typed, table, line
    "headings": "style",  # style, bold
    "footnotes": "true",  # true, typed
    "copies": "table",  # table, tabs, lines
    "align": None,  # of the cells of the copy list: CENTER, BOTTOM
    "names": ", ",  # between the recipients of a cell; a line break begins a paragraph
    "address": (),  # lines of a letterhead in a text box
    "running": "",  # the running head
    "pages": True,  # whether pages are numbered
    "deleted": "",  # a sentence that a tracked change has deleted from the end of each Summary paragraph
}


class Builder:
    """The DOCX of one letter in one layout."""

    def __init__(self, letter: Letter, **options: Any) -> None:
        unknown = options.keys() - DEFAULTS.keys()
        if unknown:
            raise TypeError(f"no such options: {unknown}")
        self.letter = letter
        self.options = {**DEFAULTS, **options}
        self.document = Document()
        self.document.styles["Normal"].font.name = "Arial"
        self.document.styles["Normal"].font.size = Pt(11)
        numbering = self.document.part.numbering_part.element
        first_num = numbering.find(qn("w:num"))
        for xml in _NUMBERING.strip().split("|"):
            element = parse_xml(xml.strip())
            if element.tag == qn("w:abstractNum"):
                first_num.addprevious(element)
            else:
                numbering.append(element)

    def build(self) -> bytes:
        """Return the file."""
        letter, options = self.letter, self.options
        self.furniture()
        self.header()
        self.title(letter.title)
        for text in letter["introduction"]:
            self.paragraph(text)
        self.heading(letter.printed["context"])
        for text in letter["context"]["paragraphs"]:
            self.paragraph(text)
        self.heading(letter.printed["summary"])
        for text in letter["summary"]:
            paragraph = self.paragraph(text)
            if options["deleted"]:
                paragraph._p.append(
                    parse_xml(
                        f'<w:del {_W} w:id="9" w:author="A" w:date="2016-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve"> {options["deleted"]}</w:delText></w:r></w:del>'
                    )
                )
        self.heading(letter.printed["commentary"])
        for section in letter["sections"]:
            self.section(section)
        for key in ("strengths", "recommendations"):
            self.heading(letter.printed[key])
            if lead := letter.printed.get(f"{key}_lead"):
                self.paragraph(lead)
            self.items(letter[key])
        for text in letter["closing"]:
            self.paragraph(text)
        self.heading(letter.printed["copies"])
        self.copies()
        if options["footnotes"] == "typed":
            for label, text in letter.footnotes:
                paragraph = self.document.add_paragraph()
                paragraph.add_run(label).font.superscript = True
                self.runs(paragraph, f" {text}")
        for note in letter.notes:
            self.paragraph(note)
        if options["footnotes"] == "true":
            self.footnotes()
        data = io.BytesIO()
        self.document.core_properties.title = ""
        thumbnails = [key for key, each in self.document.part.package.rels.items() if "thumbnail" in each.reltype]
        for key in thumbnails:
            self.document.part.package.rels.pop(key)
        self.document.save(data)
        return data.getvalue()

    def furniture(self) -> None:
        """Write the running head, the number of the page and the letterhead."""
        section = self.document.sections[0]
        section.left_margin = section.right_margin = Cm(2.5)
        if self.options["running"]:
            section.header.paragraphs[0].text = self.options["running"]
        if self.options["pages"]:
            field = "".join(
                f'<w:r {_W}><w:fldChar w:fldCharType="{kind}"/></w:r>|'
                if kind != "code"
                else f"<w:r {_W}><w:instrText>PAGE</w:instrText></w:r>|"
                for kind in ("begin", "code", "end")
            )
            for xml in field.strip("|").split("|"):
                section.footer.paragraphs[0]._p.append(parse_xml(xml))
        if self.options["address"]:
            paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in self.options["address"])
            self.document.add_paragraph()._p.append(parse_xml(_TEXT_BOX.format(w=_W, top=-10, paragraphs=paragraphs)))

    def runs(self, paragraph: Any, text: str) -> None:
        """Add running text to a paragraph."""
        for run in runs(text):
            self.run(paragraph, run)

    def run(self, paragraph: Any, run: Run) -> None:
        """Add a run to a paragraph."""
        if run.kind != "mark":
            paragraph.add_run(run.text).italic = True if run.kind == "italic" else None
        elif self.options["footnotes"] == "true":
            reference = f'<w:r {_W}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{run.text}"/></w:r>'
            paragraph._p.append(parse_xml(reference))
        else:
            paragraph.add_run(run.text).font.superscript = True

    def paragraph(self, text: str) -> Any:
        """Add a paragraph."""
        paragraph = self.document.add_paragraph()
        self.runs(paragraph, text)
        return paragraph

    def title(self, text: str) -> None:
        """Add the title."""
        if self.options["headings"] == "style":
            self.document.add_heading(text, 1)
        else:
            self.document.add_paragraph().add_run(text).bold = True

    def heading(self, text: str, level: int = 2) -> Any:
        """Add a heading."""
        if self.options["headings"] == "style":
            return self.document.add_heading(text, level)
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = True
        return paragraph

    def table(self, rows: Iterable[Iterable[str]], widths: Iterable[float], *, italic: int | None = None) -> Any:
        """Add a table without rules; a line break within a cell begins a paragraph."""
        lines = [[*row] for row in rows]
        table = self.document.add_table(rows=len(lines), cols=len(lines[0]))
        for row, cells in zip(table.rows, lines, strict=True):
            for index, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
                cell.width = Cm(width)
                for number, part in enumerate(text.split("\n")):
                    paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                    self.runs(paragraph, f"*{part}*" if index == italic and part else part)
        return table

    def header(self) -> None:
        """Add labels and values of the header."""
        rows = [(f"{label}:", value) for label, value in self.letter.header]
        match self.options["header"]:
            case "table":
                self.table(rows, (3, 13), italic=0)
            case "columns":
                address = ["HM Inspectorate of Probation", "1 Bridge Street", "Wexcombe WX1 1AA", "www.example.org", ""]
                self.table([(*row, line) for row, line in zip(rows, address, strict=False)], (3, 8, 5), italic=0)
            case _:
                for label, value in rows:
                    paragraph = self.document.add_paragraph()
                    paragraph.add_run(label).italic = True
                    paragraph.add_run(f"\t{value}")

    def numbered(self, paragraph: Any, number: int, level: int) -> None:
        """Number a paragraph automatically."""
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )

    def section(self, section: Item) -> None:
        """Add a section of the commentary."""
        numbers = self.options["numbers"]
        if "number" not in section:
            self.heading(section["title"])
            for each in section["paragraphs"]:
                self.paragraph(each["text"])
            return
        if numbers == "automatic":
            self.numbered(self.heading(section["title"], 3), 90, 0)
        else:
            self.heading(f"{section['number']}.\t{section['title']}", 3)
        if numbers == "table":
            self.table([(each["number"], each["text"]) for each in section["paragraphs"]], (1.5, 14.5))
            return
        for each in section["paragraphs"]:
            if numbers == "automatic":
                self.numbered(self.paragraph(each["text"]), 90, 1)
            elif numbers == "line":
                self.document.add_paragraph().add_run(each["number"]).bold = True
                self.paragraph(each["text"])
            else:
                paragraph = self.document.add_paragraph()
                paragraph.add_run(each["number"]).bold = True
                paragraph.add_run("\t")
                self.runs(paragraph, each["text"])

    def items(self, items: Iterable[Item], level: int = 0) -> None:
        """Add a list, with lists within it."""
        for item in items:
            self.numbered(self.paragraph(item["text"]), 91, level)
            self.items(item.get("items", ()), level + 1)

    def copies(self) -> None:
        """Add the copy list."""
        rows = [(role, self.options["names"].join(names)) for role, names in self.letter.copies]
        if self.options["copies"] == "table":
            table = self.table(rows, (6, 10), italic=1)
            if self.options["align"]:
                for row in table.rows:
                    for cell in row.cells:
                        cell.vertical_alignment = ALIGNMENT[self.options["align"]]
            return
        for role, names in rows:
            paragraph = self.document.add_paragraph()
            between = "\t" if self.options["copies"] == "tabs" else ": "
            paragraph.add_run(f"{role}{between}" if names else role)
            paragraph.add_run(names).italic = True

    def footnotes(self) -> None:
        """Add the part with the footnotes."""
        notes = "".join(
            f'<w:footnote w:id="{label}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
            for label, text in self.letter.footnotes
        )
        fixed = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{tag}/></w:r></w:p></w:footnote>'
            for number, (kind, tag) in enumerate(
                (("separator", "separator"), ("continuationSeparator", "continuationSeparator")), -1
            )
        )
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {_W}>{fixed}{notes}</w:footnotes>'
        part = Part(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), self.document.part.package
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def build(letter: Letter, **options: Any) -> bytes:
    """Return a letter as DOCX."""
    return Builder(letter, **options).build()
