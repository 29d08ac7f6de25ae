"""The lines of a file, with their positions and normalised text, and the joining of the lines of table cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

import attrs

from sqsreport.letters.blocks import Block, Line, Passage
from sqsreport.letters.characters import clean, shape_of
from sqsreport.letters.formats.markdown.similar import as_markdown

#: The maximum length of a line in a cell that may be one of several names, in characters.
_MAX_NAME: Final = 60
#: The last word of a label, on a line of its own.
LABEL_END: Final = re.compile(r"[a-z]+:|date")


@attrs.define
class Row:
    """A line of a file.

    Attributes:
        index: the number of the line, from 0.
        raw: the line as it is in the file.
        text: the line with its indentation, normalised and without characters around the letter, such as ``>``.
        reason: why the line is not part of the letter, such as ``front matter``.
        is_page_start: whether there is a page break before it.
        is_markup: whether it had only the markup of spans, such as the end of their attributes.
    """

    index: int
    raw: str
    text: str
    reason: str | None = None
    is_page_start: bool = False
    is_markup: bool = False

    @classmethod
    def of(cls, index: int, raw: str) -> Row:
        """Create a row from a line of the file; a form feed in it is a page break."""
        is_page_start = "\f" in raw
        if is_page_start:
            raw = raw.replace("\f", "" if raw.startswith("\f") else " ")
        return cls(index, raw, as_markdown(clean(raw).rstrip()), is_page_start=is_page_start)

    @property
    def is_blank(self) -> bool:
        """Whether the line is empty or white space."""
        return not self.text or self.text.isspace()

    @property
    def indent(self) -> int:
        """The column of the first character, from 0, with tab stops every four columns as in Markdown."""
        stem = self.text[: len(self.text) - len(self.text.lstrip())]
        return len(stem.expandtabs(4)) if "\t" in stem else len(stem)

    @property
    def passage(self) -> Passage:
        """The passage of the line."""
        text = self.raw.strip()
        return Passage(text, self.index + 1, len(self.raw) - len(self.raw.lstrip()) + 1, reason=self.reason)

    @property
    def shape(self) -> str:
        """The part of a line that is the same where it is repeated on other pages."""
        return shape_of(self.text)

    def line(self, text: str | None = None) -> Line:
        """Return a line of the letter with the passage of this row, and with its text or another one."""
        return Line(self.text.strip() if text is None else text, self.passage)


def passage_of(rows: list[Row]) -> Passage:
    """Return a passage for consecutive rows."""
    first = rows[0].passage
    return first if len(rows) == 1 else attrs.evolve(first, text="\n".join(row.raw.strip() for row in rows))


#: The content of a table: blocks, and lists of rows of text for which the table was only used as layout.
Blocks: TypeAlias = list[Block | list[Row]]


def joined(texts: Sequence[str], *, is_first: bool = False) -> str:
    """Join the lines of a cell; short lines, such as the names of recipients, are separated by commas.

    Args:
        texts: the lines.
        is_first: whether the cell is the first of its row, which has no names.
    """
    texts = [text for text in texts if text]
    if not texts:
        return ""
    are_names = not is_first and all(len(text) <= _MAX_NAME and " " in text for text in texts)
    separator = "; " if any(";" in text for text in texts) else ", "
    text = texts[0]
    for before, after in pairwise(texts):
        if before[-1] == "-" and after[0].isalpha() and before[-2:-1].isalpha():
            text += after  # a name such as Ashby-on-Sea
            continue
        if after[0] in "-–—•▪◦" and after[1:2] == " ":
            text += f"  {after}"  # an item within the cell
            continue
        is_continued = not are_names or before[-1] in ".,;:&-–—" or after[0].islower()
        text += (" " if is_continued else separator) + after
    return text
