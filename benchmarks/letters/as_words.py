"""Lay a letter out as PDF by libraries that place pieces of text: every word alone, or cells."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from typing import Final

import tools
from document import Item, Letter, runs

_SIZE: Final = 10.5
_LEFT, _RIGHT, _TOP, _BOTTOM = 62.0, 533.0, 780.0, 100.0


class Words:
    """A PDF in which every word is placed by itself."""

    def __init__(self, letter: Letter, *, shuffled: bool, rise: float) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        for name in ("Regular", "Bold", "Italic"):
            pdfmetrics.registerFont(TTFont(name, tools.fonts() / f"LiberationSans-{name}.ttf"))
        self.width = pdfmetrics.stringWidth
        self.letter = letter
        self.rise = rise
        self.random = random.Random(7) if shuffled else None  # noqa: S311  # keeps no secret
        self.data = io.BytesIO()
        self.canvas = Canvas(self.data, pagesize=(595, 842), invariant=True, pageCompression=1)
        self.y = _TOP
        self.words: list[tuple[float, float, str, str, float]] = []
        self.notes: list[str] = []
        self.page = 1

    def finish(self) -> bytes:
        """Return the file."""
        self.end_page()
        self.canvas.save()
        return self.data.getvalue()

    def end_page(self) -> None:
        """Write the notes and the number of the page, and all of its words."""
        if self.notes:
            y = 40 + 22.0 * len(self.notes)
            self.canvas.line(_LEFT, y + 10, _LEFT + 140, y + 10)
            for label in self.notes:
                x = _LEFT
                self.words.append((x, y + self.rise * 0.7, label, "Regular", 5.5))
                x += 6
                for word in dict(self.letter.footnotes)[label].split():
                    width = self.width(word, "Regular", 7.5)
                    if x + width > _RIGHT:
                        x, y = _LEFT, y - 9
                    self.words.append((x, y, word, "Regular", 7.5))
                    x += width + 2.1
                y -= 13
            self.notes = []
        self.words.append((295, 22, str(self.page), "Regular", 8))
        if self.random:
            self.random.shuffle(self.words)
        for x, y, word, font, size in self.words:
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, y, word)
        self.canvas.showPage()
        self.words, self.y, self.page = [], _TOP, self.page + 1

    def text(
        self,
        text: str,
        *,
        left: float = _LEFT,
        right: float = _RIGHT,
        font: str = "Regular",
        gap: float = 7,
        y: float | None = None,
    ) -> float:
        """Place running text word by word, and return where the next line would be."""
        own = y is None
        x, at = left, self.y if y is None else y
        spaced = True  # whether a space is before the next word
        for run in runs(text):
            name = "Italic" if run.kind == "italic" else font
            if run.kind == "mark":
                self.words.append((x, at + self.rise, run.text, "Regular", 6.5))
                self.notes.append(run.text)
                x += self.width(run.text, "Regular", 6.5)
                spaced = False
                continue
            spaced = spaced or run.text.startswith(" ")
            for word in run.text.split():
                width = self.width(word, name, _SIZE)
                x += 3.0 if spaced and x > left else 0
                if x + width > right and spaced:
                    x, at = left, at - 13.5
                    if own and at < _BOTTOM + 22 * len(self.notes):
                        self.end_page()
                        at = self.y
                self.words.append((x, at, word, name, _SIZE))
                x += width
                spaced = True
            spaced = run.text.endswith(" ")
        after = at - 13.5 - gap
        if own:
            self.y = after
        return after

    def room(self, height: float) -> None:
        """Begin a page where little is left of this one."""
        if self.y - height < _BOTTOM:
            self.end_page()

    def items(self, items: Iterable[Item], level: int = 0) -> None:
        """Place a list."""
        for item in items:
            self.room(40)
            left = _LEFT + 18 * (level + 1)
            self.words.append((left - 12, self.y, "•–·"[level], "Regular", _SIZE))
            self.text(item["text"], left=left, gap=4)
            self.items(item.get("items", ()), level + 1)

    def rows(self, rows: Iterable[tuple[str, str]], column: float, font: str) -> None:
        """Place rows of two cells, the lower one of which is centred beside the higher one."""
        for role, names in rows:
            self.room(50)
            top = self.y
            heights = []
            for text, left, right in ((role, _LEFT, column - 10), (names, column, _RIGHT)):
                count, x = 1, left
                for word in text.split():
                    if x + self.width(word, font, _SIZE) > right:
                        count, x = count + 1, left
                    x += self.width(word, font, _SIZE) + 3
                heights.append(count)
            for (text, left, right), height in zip(
                ((role, _LEFT, column - 10), (names, column, _RIGHT)), heights, strict=True
            ):
                self.text(text, left=left, right=right, y=top - (max(heights) - height) * 13.5 / 2)
            self.y = top - max(heights) * 13.5 - 3

    def build(self) -> bytes:
        """Place everything."""
        letter, printed = self.letter, self.letter.printed
        self.rows([(f"{label}:", value) for label, value in letter.header], _LEFT + 110, "Regular")
        self.y -= 8
        self.text(letter.title, font="Bold")
        for text in letter["introduction"]:
            self.text(text)
        for key, paragraphs in (("context", letter["context"]["paragraphs"]), ("summary", letter["summary"])):
            self.heading(printed[key])
            for text in paragraphs:
                self.text(text)
        self.heading(printed["commentary"])
        for section in letter["sections"]:
            self.heading(f"{section['number']}. {section['title']}" if "number" in section else section["title"])
            for each in section["paragraphs"]:
                self.room(40)
                if "number" in each:
                    self.words.append((_LEFT, self.y, f"{each['number']}.", "Regular", _SIZE))
                self.text(each["text"], left=_LEFT + 34 if "number" in each else _LEFT)
        for key in ("strengths", "recommendations"):
            self.heading(printed[key])
            if f"{key}_lead" in printed:
                self.text(printed[f"{key}_lead"])
            self.items(letter[key])
            self.y -= 4
        for text in letter["closing"]:
            self.text(text)
        self.heading(printed["copies"])
        self.rows([(role, ", ".join(names)) for role, names in letter.copies], _LEFT + 190, "Regular")
        self.y -= 8
        for text in letter.notes:
            self.text(text)
        return self.finish()

    def heading(self, text: str) -> None:
        """Place a heading, not at the end of a page."""
        self.room(60)
        self.text(text, font="Bold")


def page(letter: Letter, *, shuffled: bool = False, rise: float = 3.6) -> bytes:
    """Return a letter as PDF, each word of which is placed by itself.

    Args:
        letter: the letter.
        shuffled: draw the words of a page in no order.
        rise: by how much the marks of footnotes are raised, in points.
    """
    return Words(letter, shuffled=shuffled, rise=rise).build()


def fpdf(letter: Letter) -> bytes:
    """Return a letter as PDF of fpdf2: paragraphs as cells, a table without rules."""
    from fpdf import FPDF, FontFace
    from fpdf.enums import TableBordersLayout, XPos, YPos

    class Document(FPDF):
        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Sans", size=8)
            self.cell(0, 8, f"{self.page_no()} / {{nb}}", align="C")

    pdf = Document()
    for style, name in (("", "Regular"), ("B", "Bold"), ("I", "Italic"), ("BI", "BoldItalic")):
        pdf.add_font("Sans", style, tools.fonts() / f"LiberationSans-{name}.ttf")
    pdf.set_margin(22)
    pdf.add_page()

    def paragraph(text: str, style: str = "", indent: float = 0, size: float = 10.5) -> None:
        pdf.set_left_margin(22 + indent)
        pdf.set_x(22 + indent)
        for run in runs(text):
            if run.kind == "mark":
                pdf.set_font("Sans", size=size)
                pdf.char_vpos = "SUP"
                pdf.write(5, run.text)
                pdf.char_vpos = "LINE"
            else:
                pdf.set_font("Sans", "I" if run.kind == "italic" else style, size)
                pdf.write(5, run.text)
        pdf.set_left_margin(22)
        pdf.ln(8)

    def items(entries: Iterable[Item], level: int = 0) -> None:
        for item in entries:
            pdf.set_font("Sans", size=10.5)
            pdf.set_x(24 + 6 * level)
            pdf.cell(5, 5, "•–·"[level], new_x=XPos.LEFT, new_y=YPos.TOP)
            paragraph(item["text"], indent=8 + 6 * level)
            items(item.get("items", ()), level + 1)

    def table(rows: Iterable[tuple[str, str]], widths: tuple[int, int]) -> None:
        pdf.set_font("Sans", size=10.5)
        with pdf.table(
            borders_layout=TableBordersLayout.NONE,
            col_widths=widths,
            first_row_as_headings=False,
            line_height=5.2,
            text_align="LEFT",
            v_align="T",
        ) as cells:
            for row in rows:
                line = cells.row()
                line.cell(row[0])
                line.cell(row[1], style=FontFace(emphasis="ITALICS"))
        pdf.ln(5)

    printed = letter.printed
    table([(f"{label}:", value) for label, value in letter.header], (20, 80))
    paragraph(letter.title, "B", size=12)
    for text in letter["introduction"]:
        paragraph(text)
    for key, paragraphs in (("context", letter["context"]["paragraphs"]), ("summary", letter["summary"])):
        paragraph(printed[key], "B")
        for text in paragraphs:
            paragraph(text)
    paragraph(printed["commentary"], "B")
    for section in letter["sections"]:
        paragraph(f"{section['number']}. {section['title']}" if "number" in section else section["title"], "B")
        for each in section["paragraphs"]:
            if "number" in each:
                pdf.set_font("Sans", size=10.5)
                pdf.cell(12, 5, each["number"], new_x=XPos.LEFT, new_y=YPos.TOP)
            paragraph(each["text"], indent=12 if "number" in each else 0)
    for key in ("strengths", "recommendations"):
        paragraph(printed[key], "B")
        if f"{key}_lead" in printed:
            paragraph(printed[f"{key}_lead"])
        items(letter[key])
    for text in letter["closing"]:
        paragraph(text)
    paragraph(printed["copies"], "B")
    table([(role, ", ".join(names)) for role, names in letter.copies], (42, 58))
    for label, text in letter.footnotes:
        paragraph(f"[^{label}] {text}", size=8)
    for text in letter.notes:
        paragraph(text)
    return bytes(pdf.output())
