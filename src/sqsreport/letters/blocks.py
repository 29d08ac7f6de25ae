"""The intermediate representation between files and reports: the blocks of a letter, with their source positions.

A format module parses a file into blocks, or renders blocks as a file. It handles the
markup and does not depend on the report; `reading` and `writing` handle the report and do
not depend on the markup. Inline text is CommonMark, as in `sqsreport.model.Prose`; `inline`
parses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from sqsreport.problems import Problem

#: Why a passage is not text, if it is at the head or the foot of a page.
PAGE_REASONS: Final = frozenset({"page header", "page footer", "page number"})


@attrs.frozen(cache_hash=True)
class Passage:
    """A part of the text of a letter as it is in the file, with its position.

    Attributes:
        text: the text; in text formats with the markup in and around it.
        line: 1-based line in text formats; in DOCX, the paragraph.
        column: 1-based column in characters in text formats; in DOCX, within the paragraph.
        page: 1-based page in formats with pages.
        box: left, top, right and bottom of the text on its page, in points (1/72 inch)
            from the top left corner.
        reason: why the text is not part of the letter, such as ``struck out``, if a format detected that.
    """

    text: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    reason: str | None = None

    @property
    def place(self) -> str:
        """The position, as far as it is known, such as ``24:1`` or ``page 3 (72.0 90.5 523.3 118.0)``."""
        if self.page is not None:
            return f"page {self.page}" + (f" ({' '.join(f'{edge:.1f}' for edge in self.box)})" if self.box else "")
        return ":".join(str(number) for number in (self.line, self.column) if number is not None)


@attrs.frozen
class Line:
    """A line of inline text, and the passage that it was read from, if any.

    Attributes:
        text: the text, as CommonMark.
        passage: where it was read from.
        unclear: the sentences in it with which a paragraph may begin, which the places of the words do not show.
    """

    text: str
    passage: Passage | None = None
    unclear: tuple[str, ...] = ()


def passage_of(line: Line) -> Passage:
    """Return the passage of a line, or a new one with its text if it has none."""
    return line.passage or Passage(line.text)


def words_of(line: Line) -> str:
    """Return the text of a line as it is in the file."""
    return line.passage.text if line.passage else line.text


@attrs.frozen
class Heading:
    """A heading; *level* 1 is the title of the letter."""

    lines: tuple[Line, ...]
    level: int = 1


@attrs.frozen
class Paragraph:
    """Consecutive lines: wrapped prose, or lines such as those of a header."""

    lines: tuple[Line, ...]


@attrs.frozen
class Field:
    """A line of the header of a letter: its label without the colon, such as ``To``, and its value."""

    label: str
    lines: tuple[Line, ...]


@attrs.frozen
class ListItem:
    """An item of a list: its depth, from 0, and its number, such as ``1.2``, if it has one."""

    lines: tuple[Line, ...]
    depth: int = 0
    number: str | None = None


@attrs.frozen
class TableRow:
    """A row of a table with one line for each cell; consecutive rows are one table.

    Attributes:
        is_header: whether it has the titles of the columns.
        rest: the end of the first cell that is alone on the next page, where it may be another row.
    """

    lines: tuple[Line, ...]
    is_header: bool = False
    rest: Line | None = None


@attrs.frozen
class Footnote:
    """A footnote that the markup identifies."""

    label: str
    lines: tuple[Line, ...]


@attrs.frozen
class Unread:
    """Lines that are not part of the letter, such as a page header or struck-out text, or that no format can read."""

    lines: tuple[Line, ...]


@attrs.frozen
class PageBreak:
    """The end of a page, which may be in the middle of a paragraph."""

    lines: tuple[Line, ...] = ()


Block = Heading | Paragraph | Field | ListItem | TableRow | Footnote | Unread | PageBreak


@attrs.frozen
class Embedded:
    """The embedded report of a letter as JSON text, and the digest of it and of the visible text."""

    json: str
    sha256: str

    @property
    def json_for_markup(self) -> str:
        """The JSON text in printable ASCII, and without ``<``, ``>`` and ``&``."""
        # JSON has these characters only in strings, where an escape is equivalent.
        return re.sub(r"[<>&]|[^\n\x20-\x7e]", _json_escape, self.json)


@attrs.frozen
class Source:
    """A parsed file: its blocks, and its embedded report, if it has one."""

    blocks: tuple[Block, ...]
    embedded: Embedded | None = None
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class Letter:
    """The input of a format for writing: the blocks, and the metadata of the file.

    Attributes:
        blocks: the letter, from its header to its footnotes.
        title: plain text.
        language: BCP 47 tag.
        published: the date of the letter.
        author: the name or role of the sender, if the letter has one.
    """

    blocks: tuple[Block, ...]
    title: str
    language: str
    published: date
    author: str | None = None


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def visible_text(blocks: Iterable[Block]) -> str:
    """Return the text that a reader sees, without white space, so that it does not depend on line breaks."""
    words = (
        (block.label if isinstance(block, Field) else "") + "".join(line.text for line in block.lines)
        for block in blocks
        if not isinstance(block, Unread)
    )
    return "".join("".join(words).split())
