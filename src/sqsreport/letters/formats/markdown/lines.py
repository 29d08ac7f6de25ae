"""The lines of a text: where each is, what it says once normalised, and which are no text of the letter."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from sqsreport.letters.blocks import Block, Line, Passage
from sqsreport.letters.characters import clean

#: Characters of a line that may be one of several people in a cell.
_LONGEST_NAME: Final = 60


@attrs.define
class Row:
    """A line of a file.

    Attributes:
        index: the place of the line, from 0.
        raw: the line as it is in the file.
        text: the line, normalised and without what surrounds the letter, such as quotation signs; indented.
        reason: why the line is not part of the text, such as ``front matter``.
        is_page_start: whether a page ends before it.
        is_markup: whether it has only markup that began on the line before, so that no paragraph ends at it.
    """

    index: int
    raw: str
    text: str
    reason: str | None = None
    is_page_start: bool = False
    is_markup: bool = False

    @classmethod
    def of(cls, index: int, raw: str) -> Row:
        """Normalise a line; a form feed in it ends a page."""
        is_page_start = "\f" in raw
        if is_page_start:
            raw = raw.replace("\f", "" if raw.startswith("\f") else " ")
        return cls(index, raw, clean(raw).rstrip(), is_page_start=is_page_start)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is on it."""
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        """The column of its first character, from 0, with tab stops every four columns as in Markdown."""
        stem = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(stem.expandtabs(4)) if "\t" in stem else len(stem)

    @property
    def passage(self) -> Passage:
        """The words of the file on this line."""
        words = self.raw.strip()
        return Passage(words, self.index + 1, len(self.raw) - len(self.raw.lstrip()) + 1, reason=self.reason)

    def line(self, text: str | None = None) -> Line:
        """Return it as a line with another text."""
        return Line(self.text.strip() if text is None else text, self.passage)


def passage_of(rows: list[Row]) -> Passage:
    """Return the one passage of rows that follow each other."""
    first = rows[0].passage
    return first if len(rows) == 1 else attrs.evolve(first, text="\n".join(row.raw.strip() for row in rows))


#: What a table becomes: blocks, and rows of text that only the layout had put side by side.
Blocks: TypeAlias = list[Block | list[Row]]


def joined(texts: Sequence[str], *, is_first: bool = False) -> str:
    """Make one text of the lines of a cell; short lines below each other, as those of several people, get commas."""
    texts = [text for text in texts if text]
    if not texts:
        return ""
    are_names = not is_first and all(len(text) <= _LONGEST_NAME and " " in text for text in texts)
    comma = "; " if any(";" in text for text in texts) else ", "
    text = texts[0]
    for before, after in pairwise(texts):
        if before[-1] == "-" and after[0].isalpha() and before[-2:-1].isalpha():
            text += after  # a name such as Ashby-on-Sea
            continue
        goes_on = not are_names or before[-1] in ".,;:&-–—" or after[0].islower()
        text += (" " if goes_on else comma) + after
    return text
