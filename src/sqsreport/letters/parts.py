"""Sorts the blocks of a letter into its parts: header, title, Context, sections, copy list and so on.

It knows how the letters are laid out, and what they call their parts. Each piece of text
goes to one part or to none; what a piece says is for `reading` to find out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, pairwise, zip_longest
from typing import Final

import attrs

from sqsreport import wording
from sqsreport.letters.blocks import (
    Block,
    Field,
    Footnote,
    Heading,
    Line,
    ListItem,
    Paragraph,
    Passage,
    TableRow,
)
from sqsreport.model import Prose

#: Superscript digits, for `str.translate`.
SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_LABEL: Final = re.compile(
    r"(?P<label>to|copy to|from|(?:publication |published |report )?date|published)\s*:\s*(?P<value>.*)", re.IGNORECASE
)
#: Lines that a title may be wrapped over; a text in which none ends is no title.
_LONGEST_TITLE: Final = 5
_TITLE: Final = re.compile(r"Short Quality Screening|\byouth offending (?:work|services?) in\b", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?P<number>[1-9][0-9]?\.[1-9][0-9]?)\.?\s+(?P<text>\S.*)")
_HEADING_NUMBER: Final = re.compile(r"(?P<number>[1-9][0-9]?)[.)]?\s+(?P<title>\S.*)")
_NOTE: Final = re.compile(r"Note\s*[0-9]*\s*:\s*(?P<text>.*)", re.IGNORECASE)
_FOOTNOTE: Final = re.compile(
    r"(?:(?P<sign>[⁰¹²³⁴-⁹]+)\s*|(?P<digit>[0-9]{1,2})\s+(?=The (?:published )?reoffending rate\b))(?P<text>\S.*)"
)
_BULLET: Final = re.compile(r"(?:[•▪▫◦●○■□‣⁃·–—-]|\(?(?:[ivx]{1,4}|[a-z]|[0-9]{1,2})[.)])\s+(?P<text>\S.*)")
#: A line across the page, as some tools leave it where a page ended.
_RULE: Final = frozenset("-_*=–— ")
_EMPHASISED_END: Final = re.compile(r"(?P<role>[^*]+) \*(?P<names>[^*]+)\*")
_WHOLLY_EMPHASISED: Final = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?P<text>[^*_]+)(?P=mark)")
_CLOSING: Final = re.compile(
    r"We (?:are|were) (?:very |most |extremely )?grateful|We (?:would like to )?thank|Our thanks|Thank you|"
    r"If you (?:have any|would like|want|need)\b|Please (?:pass on|contact)",
    re.IGNORECASE,
)
_END_OF_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)*_\]]*(?:\[\^[^\]]+\])*$")

#: The headings that begin a part, and the part.
_HEADINGS: Final = (
    ("context", re.compile(r"context", re.IGNORECASE)),
    ("summary", re.compile(r"(?:executive )?summary", re.IGNORECASE)),
    ("commentary", re.compile(r"commentary(?: on the inspection)?(?: (?:in|of) (?P<area>.+))?", re.IGNORECASE)),
    ("strengths", re.compile(r"(?:key )?strengths", re.IGNORECASE)),
    ("recommendations", re.compile(r"(?:key )?areas (?:requiring|for) improvement|recommendations", re.IGNORECASE)),
    ("closing", re.compile(r"closing|thanks(?: and contact)?", re.IGNORECASE)),
    ("copy_list", re.compile(r"copy (?:to|list)|copies to", re.IGNORECASE)),
    ("notes", re.compile(r"notes", re.IGNORECASE)),
)
#: What the heading of a part stands over in a report.
_POINTERS: Final = {"context": "/context/paragraphs", "commentary": "/sections"}
_OPERATIONAL: Final = re.compile(r"operational management", re.IGNORECASE)
_COMMENTARY_PARTS: Final = ("summary", "commentary", "section")


@attrs.define
class Piece:
    """A paragraph, an item or a line of a letter: its lines, healed into one text."""

    lines: list[Line]
    depth: int = 0
    number: str | None = None
    #: The texts, once they were asked for, and the number of lines that they are of.
    _text: tuple[int, str] = attrs.field(default=(0, ""), init=False)
    _plain: tuple[int, str] = attrs.field(default=(0, ""), init=False)

    @property
    def text(self) -> str:
        """The inline text, on one line."""
        if self._text[0] != len(self.lines):
            self._text = len(self.lines), _joined(self.lines)
        return self._text[1]

    @property
    def plain(self) -> str:
        """The text without markup."""
        if self._plain[0] != len(self.lines):
            self._plain = len(self.lines), " ".join(Prose(self.text).plain_text.split())
        return self._plain[1]

    @property
    def passage(self) -> Passage | None:
        """Where it begins in the source."""
        return self.lines[0].passage if self.lines else None


def _joined(lines: list[Line]) -> str:
    texts = [text for line in lines if (text := " ".join(line.text.split()))]
    # A word that was cut at its hyphen keeps the hyphen: "multi-" "agency".
    glues = (
        "" if before.endswith("-") and before[-2:-1].islower() and after[:1].islower() else " "
        for before, after in pairwise(texts)
    )
    return "".join(chain.from_iterable(zip_longest(texts, glues, fillvalue="")))


@attrs.define
class SectionPart:
    """A section of the commentary."""

    title: Piece
    paragraphs: list[Piece] = attrs.field(factory=list)


def _pieces() -> list[Piece]:
    return attrs.field(factory=list)


@attrs.define
class Parts:
    """A letter, sorted."""

    header: dict[str, Piece] = attrs.field(factory=dict)
    title: Piece | None = None
    introduction: list[Piece] = _pieces()
    context: list[Piece] = _pieces()
    summary: list[Piece] = _pieces()
    commentary_area: str | None = None
    sections: list[SectionPart] = attrs.field(factory=list)
    strengths: list[Piece] = _pieces()
    recommendations: list[Piece] = _pieces()
    closing: list[Piece] = _pieces()
    copy_list: list[tuple[Piece, ...]] = attrs.field(factory=list)
    notes: list[Piece] = _pieces()
    footnotes: dict[str, Piece] = attrs.field(factory=dict)
    #: Headings and the like: the pointer to what they stand over in a report, and their lines.
    furniture: list[tuple[str, Piece]] = attrs.field(factory=list)
    #: The sentences that the letter ends with, unless it ends with names.
    last: Piece | None = None


def sort_blocks(blocks: Iterable[Block]) -> Parts:
    """Sort the blocks of a letter into its parts."""
    sorter = _Sorter()
    for block in blocks:
        sorter.add(block)
    return sorter.parts


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does, so that it was not cut off."""
    return bool(_END_OF_SENTENCE.search(text))


def _columns(text: str) -> list[str]:
    """Split a line of the copy list at its tabs; where they were lost, at wide spaces or before what is emphasised."""
    cells = [cell for cell in re.split(r"\t| {2,}", text) if cell.strip()]
    emphasised = _EMPHASISED_END.fullmatch(text) if len(cells) == 1 else None
    return [emphasised["role"], emphasised["names"]] if emphasised else cells


def _is_rule(text: str) -> bool:
    return len(text) > 1 and _RULE.issuperset(text)


@attrs.define
class _Sorter:
    """Reads a letter from top to bottom, and knows in which part it is."""

    parts: Parts = attrs.field(factory=Parts)
    part: str = "header"
    #: The piece that a following line may go on with.
    current: Piece | None = None
    #: The footnote that began within the lines that stand together.
    footnote: Piece | None = None

    def add(self, block: Block) -> None:
        if not any(line.text.strip() for line in block.lines):
            return
        if isinstance(block, Footnote):
            self._add_footnote(block.label, Piece(list(block.lines)))
        elif isinstance(block, Heading):
            self._add_heading(block)
        elif isinstance(block, Field):
            self._add_field(block)
        elif isinstance(block, TableRow):
            self._add_row(block)
        elif isinstance(block, ListItem):
            self._add_item(block)
        elif isinstance(block, Paragraph):
            self._add_lines(block)

    def _add_heading(self, block: Heading) -> None:
        piece = Piece(list(block.lines))
        if self._starts_part(piece):
            return
        if self.part == "header" and (_TITLE.search(piece.plain) or block.level == 1):
            self._set_title(piece)
            if self.parts.title is piece:
                self.part = "introduction"
        elif self.part in _COMMENTARY_PARTS:
            self._start_section(piece)
        else:
            self._leave()

    def _add_field(self, block: Field) -> None:
        first, *others = block.lines or (Line(""),)
        self._add_line(Line(f"{block.label}: {first.text}", first.passage), is_first=True)
        for line in others:
            self._add_line(line, is_first=False)

    def _add_row(self, block: TableRow) -> None:
        cells = tuple(Piece([cell]) for cell in block.lines)
        line = Line("\t".join(cell.text for cell in block.lines), block.lines[0].passage if block.lines else None)
        if self.part == "copy_list":
            if [cell.plain.casefold() for cell in cells] == ["role", "recipients"]:
                self.parts.furniture.append(("/copy_list", Piece(list(block.lines))))
            else:
                self._add_copy(cells)
        elif self.part == "header":
            self._add_header_line(line, is_first=True)
        else:
            self._leave()

    def _add_item(self, block: ListItem) -> None:
        first, *others = block.lines
        piece = Piece([first], block.depth)
        self.footnote = None
        if self._starts_part(piece):
            pass
        elif self.part in ("strengths", "recommendations"):
            self._put(getattr(self.parts, self.part), piece)
        else:
            if block.number:  # elsewhere a number is part of the text, and Markdown only took it for a marker
                piece = Piece([Line(f"{block.number}. {first.text}", first.passage)], block.depth)
            if block.number and self._theme_heading(piece):
                self._start_section(piece)
            elif self.part in ("header", "copy_list"):
                self._add_line(piece.lines[0], is_first=True)
            else:
                self._add_prose(piece, is_item=True)
        for line in others:
            self._add_line(line, is_first=False)

    def _add_lines(self, block: Paragraph) -> None:
        """Add lines that stand together, which may hold several pieces when blank lines were lost."""
        self.footnote = None
        for index, line in enumerate(line for line in block.lines if line.text.strip()):
            self._add_line(line, is_first=index == 0)

    def _add_line(self, line: Line, *, is_first: bool) -> None:
        piece = Piece([line])
        if _is_rule(line.text):
            return
        if note := _FOOTNOTE.fullmatch(line.text):
            label = (note["sign"] or note["digit"]).translate(SUPERSCRIPT)
            self.footnote = Piece([Line(note["text"], line.passage)])
            self._add_footnote(label, self.footnote)
        elif self._starts_part(piece) or (self._theme_heading(piece) and self._start_section(piece)):
            self.footnote = None
        elif self.footnote:
            self.footnote.lines.append(line)
        elif self.part == "header":
            self._add_header_line(line, is_first=is_first)
        elif self.part == "copy_list" and not _NOTE.fullmatch(piece.plain):
            self._add_copy(tuple(Piece([Line(cell, line.passage)]) for cell in _columns(line.text)))
        elif is_first or self.current is None or self._begins_piece(piece):
            self._add_prose(piece)
        else:
            self.current.lines.append(line)

    def _add_header_line(self, line: Line, *, is_first: bool) -> None:
        piece = Piece([line])
        if label := _LABEL.fullmatch(piece.plain):
            name = re.sub(r".*(?:date|published)", "date", label["label"].casefold())
            value = Piece([Line(label["value"], line.passage)])
            if name in self.parts.header:
                self._leave()
            else:
                self.parts.header[name] = self.current = value
        elif _TITLE.search(piece.plain):
            self._set_title(piece)
        elif self.parts.title is not None and self.current is self.parts.title and not is_first:
            self._go_on_after_title(line)
        elif self.parts.title is not None:
            self.part = "introduction"
            self._add_prose(piece)
        elif self.current is not None and not is_first:
            self.current.lines.append(Line(piece.plain, line.passage))
        else:
            self._leave()

    def _go_on_after_title(self, line: Line) -> None:
        """Add a line to a title that goes on, or begin the introduction when it is complete."""
        title = self.parts.title
        assert title is not None
        if len(title.lines) < _LONGEST_TITLE and wording.area_in_title(title.plain) is None:
            title.lines.append(line)
        else:
            self.part = "introduction"
            self._add_prose(Piece([line]))

    def _set_title(self, piece: Piece) -> None:
        if self.parts.title is None:
            self.parts.title = self.current = piece
        else:
            self.part = "introduction"
            self._add_prose(piece)

    def _starts_part(self, piece: Piece) -> bool:
        """Begin another part if the piece is its heading."""
        title = piece.plain.rstrip(" :")
        if len(title) > 200:
            return False
        for part, pattern in _HEADINGS:
            if match := pattern.fullmatch(title):
                # Only the copy list's own heading stands alone; in the header "Copy to:" is a label.
                if self.part == "header" and part == "copy_list":
                    return False
                if part == "commentary":
                    self.parts.commentary_area = match["area"] or self.parts.commentary_area
                self.part, self.current = part, None
                self.parts.furniture.append((_POINTERS.get(part, f"/{part}"), piece))
                return True
        if _OPERATIONAL.fullmatch(title) and self.part in _COMMENTARY_PARTS:
            return self._start_section(piece)
        return False

    def _theme_heading(self, piece: Piece) -> bool:
        plain = piece.plain
        match = _HEADING_NUMBER.fullmatch(plain)
        title = match["title"] if match else plain
        return (
            self.part in _COMMENTARY_PARTS
            and len(title) < 90
            and title[:1].isupper()
            and title[-1] not in ".!?;,:"
            and wording.theme_of(title) is not None
        )

    def _start_section(self, piece: Piece) -> bool:
        text = piece.text.rstrip(" :")
        emphasised = _WHOLLY_EMPHASISED.fullmatch(text)
        title = Piece([Line(emphasised["text"].rstrip(" :") if emphasised else text, piece.passage)])
        if match := _HEADING_NUMBER.fullmatch(title.text):
            title = Piece([Line(match["title"], title.passage)], number=match["number"])
        if not title.plain:
            self._leave()
            return True
        self.parts.sections.append(SectionPart(title))
        self.part, self.current = "section", None
        return True

    def _begins_piece(self, piece: Piece) -> bool:
        """Tell whether a line within others begins a piece of its own."""
        if self.part == "section" and _NUMBERED.fullmatch(piece.text):
            return True
        if self.part in ("strengths", "recommendations") and _BULLET.fullmatch(piece.text):
            return True
        if self.part in ("recommendations", "closing") and _CLOSING.match(piece.text):
            return True
        return self.part in ("closing", "notes", "recommendations") and bool(_NOTE.fullmatch(piece.plain))

    def _add_prose(self, piece: Piece, *, is_item: bool = False) -> None:
        text = piece.text
        if self.part in ("closing", "copy_list", "notes", "recommendations") and (note := _NOTE.fullmatch(text)):
            self.part = "notes"
            self._put(self.parts.notes, Piece([Line(note["text"], piece.passage), *piece.lines[1:]]))
        elif self._goes_on(text) and not is_item:
            assert self.current is not None
            self.current.lines.extend(piece.lines)
            self.parts.last = self.current
        elif self.part in ("strengths", "recommendations"):
            self._add_finding(piece)
        elif self.part == "section":
            self._add_paragraph(piece)
        elif self.part in ("introduction", "context", "summary", "closing"):
            self._put(getattr(self.parts, self.part), piece)
        else:
            self._leave()

    def _goes_on(self, text: str) -> bool:
        """Tell whether a text goes on with the piece before, which a page break or a footnote cut in two."""
        return self.current is not None and not ends_sentence(self.current.lines[-1].text) and text[:1].islower()

    def _add_finding(self, piece: Piece) -> None:
        """Add a strength or a recommendation that the markup does not show as an item."""
        found: list[Piece] = getattr(self.parts, self.part)
        bullet = _BULLET.fullmatch(piece.text)
        if bullet:
            self._put(found, Piece([Line(bullet["text"], piece.passage)], piece.depth))
        elif self.part == "recommendations" and (found or _CLOSING.match(piece.text)):
            self.part = "closing"
            self._put(self.parts.closing, piece)
        elif piece.text.endswith(":"):
            self._leave()  # the words that lead into a list have no place in a report
        else:
            self._put(found, piece)

    def _add_paragraph(self, piece: Piece) -> None:
        match = _NUMBERED.match(piece.lines[0].text)
        bullet = _BULLET.fullmatch(piece.text)
        if match:
            piece = Piece([Line(match["text"], piece.passage), *piece.lines[1:]], number=match["number"])
        elif bullet and not piece.text[0].isalnum() and piece.text[0] != "(":
            piece = Piece([Line(bullet["text"], piece.passage)])
        self._put(self.parts.sections[-1].paragraphs, piece)

    def _add_footnote(self, label: str, piece: Piece) -> None:
        self.parts.footnotes.setdefault(label, piece)

    def _add_copy(self, cells: tuple[Piece, ...]) -> None:
        self.parts.copy_list.append(cells)
        self.parts.last = None

    def _put(self, pieces: list[Piece], piece: Piece) -> None:
        pieces.append(piece)
        self.current = self.parts.last = piece

    def _leave(self) -> None:
        """Pass over what has no place in the report: what goes into no part is left over."""
        self.current = None
