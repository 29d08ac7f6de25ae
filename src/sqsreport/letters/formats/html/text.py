"""Gathers the text of a page into lines, with the places that its words have in the source."""

from __future__ import annotations

from typing import Final, TypeAlias

import attrs

from sqsreport.letters.blocks import Line, Passage
from sqsreport.letters.formats.html.lines import leading_spaces, line_text, with_words
from sqsreport.letters.formats.html.looks import Look
from sqsreport.letters.formats.html.places import Places
from sqsreport.letters.inline import Run

#: A text of the page, with its place: what a line is made of.
_Piece: TypeAlias = tuple[str, tuple[int, int] | None]
#: The pixels of a space.
_SPACE: Final = 4


@attrs.frozen
class Context:
    """How the text looks at a place of the page."""

    look: Look = Look()
    href: str | None = None
    #: How much further the rows of a table are moved in than their style sheet says.
    shift: float = 0.0
    #: The lists that it is in, less one, and the number of the item, if that goes before those of the items under it.
    depth: int = -1
    number: str | None = None
    has_terms: bool = False


@attrs.define
class TextLines:
    """The lines that were read since the last block ended, and the one that is being read."""

    places: Places
    #: Whether this library wrote the page.
    is_own: bool
    lines: list[Line] = attrs.field(factory=list)
    #: How far each of the lines is moved in, in pixels.
    indents: list[float] = attrs.field(factory=list)
    runs: list[Run] = attrs.field(factory=list)
    pieces: list[_Piece] = attrs.field(factory=list)
    indent: float = 0.0
    #: A number or a bullet that goes before the next text.
    prefix: tuple[_Piece, str] | None = None
    keeps_blanks: bool = False
    #: Why the lines are not part of the text, if they are not.
    reason: str | None = None

    @property
    def is_at_start(self) -> bool:
        """Whether the line has no words yet."""
        return not any(run.text.strip() for run in self.runs)

    def apart(self, reason: str) -> TextLines:
        """Return lines for what is in the middle of these, at the same place of the page, and is not text."""
        return attrs.evolve(self, lines=[], indents=[], runs=[], pieces=[], prefix=None, reason=reason)

    def put(self, text: str, context: Context, words: str | None = None, *, is_mark: bool = False) -> None:
        """Add text as the page has it to the line, and *words* for it to the words of the letter."""
        place = self.places.advance(text)
        if context.look.is_hidden:
            return
        words = text if words is None else words
        if self.prefix and words.strip():
            (piece, before), self.prefix = self.prefix, None
            self.pieces.append(piece)
            self.write(before, context)
        self.pieces.append((text, place))
        self.write(words, context, is_mark=is_mark)

    def write(self, words: str, context: Context, *, is_mark: bool = False) -> None:
        """Add words of the letter to the line that the source of the page does not have."""
        if self.is_at_start:
            self.indent = context.look.indent + context.shift
        self.runs.append(
            Run(
                words,
                emphasis=context.look.emphasis,
                strong=context.look.strong,
                code=context.look.code,
                href=context.href,
                is_mark=is_mark,
            )
        )

    def add_blank(self) -> None:
        """Add an empty line."""
        self.lines.append(Line(""))
        self.indents.append(0)
        self.pieces.clear()
        self.runs.clear()

    def end_line(self) -> None:
        """End the line."""
        raw = "".join(text for text, _ in self.pieces)
        words = " ".join(raw.split())
        if words:
            places = (place for text, place in self.pieces if text.strip())
            line, column = next(places) or (None, None)
            text = line_text(self.runs, is_own=self.is_own)
            if text:
                self.lines.append(Line(text, Passage(words, line, column, reason=self.reason)))
                self.indents.append(self.indent + _SPACE * leading_spaces(raw))
            elif self.lines:  # a label that is said otherwise, such as that of a footnote
                self.lines[-1] = with_words(self.lines[-1], words)
            else:
                self.lines.append(Line("", Passage(words, line, column, reason=self.reason)))
                self.indents.append(0)
        elif raw and self.keeps_blanks:
            self.add_blank()
        self.pieces.clear()
        self.runs.clear()
