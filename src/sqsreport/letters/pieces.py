"""The parts of a letter, and the pieces of text that they consist of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, zip_longest
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, Passage
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.model import Prose
from sqsreport.model.prose import may_be_markup

_ENDS_EMPHASIS: Final = re.compile(r"(?<![*\\])\*$")
_ENDS_OF_CLAUSES: Final = tuple(".,;:)?!")
_BEGINS_EMPHASIS: Final = re.compile(r"\*(?!\*)")
#: Lines that the end of a text has, also where each is a word.
_LINES_OF_END: Final = 12


@attrs.define
class Piece:
    """A paragraph, an item or a line of a letter: its lines, joined into one text."""

    lines: list[Line]
    depth: int = 0
    number: str | None = None
    #: Whether a bullet, a number or the markup shows that it is an item.
    is_marked: bool = False
    #: Whether it is below the item that leads to it by its words alone.
    is_nested: bool = False
    #: Whether it is the first of consecutive lines.
    is_first: bool = False
    #: The cached texts, each with the number of lines that it was computed from.
    _text: tuple[int, str] = attrs.field(default=(0, ""), init=False)
    _plain: tuple[int, str] = attrs.field(default=(0, ""), init=False)

    @property
    def text(self) -> str:
        """The inline text, on one line."""
        if self._text[0] != len(self.lines):
            self._text = len(self.lines), _joined(self.lines)
        return self._text[1]

    @property
    def end(self) -> str:
        """The text of its last lines. Unlike the whole text, it takes no longer for a piece of many lines."""
        return self.text if len(self.lines) <= _LINES_OF_END else _joined(self.lines[-_LINES_OF_END:])

    def is_longer_than(self, length: int) -> bool:
        """Check whether the text has more characters, none of its lines being empty."""
        return len(self.lines) > length or len(self.text) > length

    @property
    def plain(self) -> str:
        """The text without markup."""
        if self._plain[0] != len(self.lines):
            text = self.text
            self._plain = len(self.lines), _single_spaced(Prose(text).plain_text) if may_be_markup(text) else text
        return self._plain[1]

    @property
    def has_targets(self) -> bool:
        """Whether the text has something that the plain text has not: the address of a link, or a footnote mark."""
        return "](" in self.text or "[^" in self.text

    @property
    def passage(self) -> Passage | None:
        """The passage of its first line."""
        return self.lines[0].passage if self.lines else None


def with_text(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces that have text."""
    return [piece for piece in pieces if piece.text]


def _joined(lines: list[Line]) -> str:
    if len(lines) == 1:
        return _single_spaced(lines[0].text.replace(SOFT_HYPHEN, ""))
    texts = [text for line in _join_emphasis(lines) if (text := _single_spaced(line.text))]
    joined = "".join(chain.from_iterable(zip_longest(texts, map(_separator, pairwise(texts)), fillvalue="")))
    return joined.replace(SOFT_HYPHEN, "")


def rest_of(line: Line, text: str) -> Line:
    """Return a line with the remaining text after its start was removed; a soft hyphen at its end is kept."""
    is_cut = line.text.endswith(SOFT_HYPHEN) and not text.endswith(SOFT_HYPHEN)
    return Line(f"{text}{SOFT_HYPHEN}" if is_cut else text, line.passage)


def _single_spaced(text: str) -> str:
    """Replace white space by single spaces, and remove it at the ends."""
    # Most text needs no change. The space is the only white space that `isprintable` accepts.
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    return " ".join(text.split())


def _join_emphasis(lines: list[Line]) -> list[Line]:
    """Join emphasis that ends at a page break and continues on the next page."""
    joined = lines[:1]
    for line in lines[1:]:
        before = joined[-1]
        if _page(before) != _page(line) and _ENDS_EMPHASIS.search(before.text) and _BEGINS_EMPHASIS.match(line.text):
            joined[-1] = Line(before.text[:-1], before.passage)
            line = Line(line.text[1:], line.passage)  # noqa: PLW2901 - the same line without its mark
        joined.append(line)
    return joined


def _page(line: Line) -> int | None:
    return line.passage.page if line.passage else None


def _separator(halves: tuple[str, str]) -> str:
    """Return the text between two joined lines: nothing if the first ends within a word, or else a space."""
    before, after = halves
    # A word that was cut at its own hyphen keeps the hyphen: "multi-" "agency", "Wick-on-" "Tarn".
    within_word = before.endswith("-") and before[-2:-1].isalpha() and after[:1].isalpha()
    # An address or a range that was cut keeps it too: "2012-" "13".
    within_word |= before.endswith(("-", "/", "@")) and before[-2:-1].isalnum() and after[:1].isalnum()
    within_word |= before.endswith("://")
    # A mark that ends a word, or a clause, was parted from it by kerning: "Ann F" ". Lee".
    within_word |= after[:1] in _ENDS_OF_CLAUSES and after[1:2] in ("", " ")
    return "" if within_word or before.endswith(SOFT_HYPHEN) else " "


@attrs.define
class SectionPart:
    """A section of the commentary."""

    title: Piece
    paragraphs: list[Piece] = attrs.field(factory=list)
    #: Whether the paragraphs have the numbers of a list, 1, 2 and so on, instead of numbers such as 1.1.
    has_lost_numbers: bool = False


def _pieces() -> list[Piece]:
    return attrs.field(factory=list)


@attrs.define
class Parts:
    """The parts of a letter."""

    header: dict[str, Piece] = attrs.field(factory=dict)
    title: Piece | None = None
    introduction: list[Piece] = _pieces()
    context: list[Piece] = _pieces()
    summary: list[Piece] = _pieces()
    #: The areas that the headings of the commentary name.
    commentary_areas: list[tuple[str, Piece]] = attrs.field(factory=list)
    sections: list[SectionPart] = attrs.field(factory=list)
    strengths: list[Piece] = _pieces()
    recommendations: list[Piece] = _pieces()
    closing: list[Piece] = _pieces()
    copy_list: list[tuple[Piece, ...]] = attrs.field(factory=list)
    #: The lines of the copy list, if it is not a table.
    copy_lines: list[Piece] = _pieces()
    notes: list[Piece] = _pieces()
    footnotes: dict[str, Piece] = attrs.field(factory=dict)
    #: Headings and labels, each with the pointer to the value of the report that they belong to.
    headings: list[tuple[str, Piece]] = attrs.field(factory=list)
    #: The passages of which only some text is in a part.
    half_used: set[Passage] = attrs.field(factory=set)
    #: The lines that may begin a paragraph of their own or go on with one, each with the pointer to the paragraphs.
    unclear_starts: list[tuple[str, Line]] = attrs.field(factory=list)
    #: The numbers and bullets that have lost their texts, by the part in which they are.
    loose_marks: dict[str, Piece] = attrs.field(factory=dict)
    #: Whether the date is not among the other labels of the header.
    is_date_apart: bool = False
    #: The final sentences of the letter, unless it ends with names.
    last: Piece | None = None

    def paragraphs(self) -> Iterator[Piece]:
        """Yield every piece that may have the mark of a footnote."""
        sections = (paragraph for section in self.sections for paragraph in section.paragraphs)
        findings = self.strengths, self.recommendations
        return chain(self.introduction, self.context, self.summary, sections, *findings, self.closing)
