"""The neutral tree between files and reports: what a letter is made of, and where it stood.

A format module turns a file into blocks, or blocks into a file. It knows the markup and
nothing of the report; `reading` and `writing` know the report and nothing of the markup.
Inline text is CommonMark everywhere, as in `sqsreport.model.Prose`; `inline` takes it apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import attrs

from sqsreport.problems import Problem


@attrs.frozen(cache_hash=True)
class Passage:
    """Words of a letter as its file has them, and where they stand.

    Attributes:
        text: the words, with whatever markup a file of text has around them.
        line: 1-based line, where the file is text; in DOCX, the paragraph.
        column: 1-based column in characters, where the file is text; in DOCX, within the paragraph.
        page: 1-based page, where the file has pages.
        box: left, top, right and bottom of the words on their page, in points (1/72 inch)
            from its top left corner.
        reason: why a format knows that the words are not part of the text, such as ``struck out``.
    """

    text: str
    line: int | None = None
    column: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    reason: str | None = None


@attrs.frozen
class Line:
    """A line of inline text, and the passage that it was read from, if it was."""

    text: str
    passage: Passage | None = None


def passage_of(line: Line) -> Passage:
    """Return the passage of a line; one that was read from nowhere is its own."""
    return line.passage or Passage(line.text)


def words_of(line: Line) -> str:
    """Return the words of a line as the source has them."""
    return line.passage.text if line.passage else line.text


@attrs.frozen
class Heading:
    """A title; *level* 1 is that of the letter."""

    lines: tuple[Line, ...]
    level: int = 1


@attrs.frozen
class Paragraph:
    """Lines that stand together: prose that was wrapped, or lines such as those of a header."""

    lines: tuple[Line, ...]


@attrs.frozen
class Field:
    """A line of a letter's header: its label without a colon, such as ``To``, and its value."""

    label: str
    lines: tuple[Line, ...]


@attrs.frozen
class ListItem:
    """An item of a list: how deep it is nested, from 0, and its number, such as ``1.2``, if it has one."""

    lines: tuple[Line, ...]
    depth: int = 0
    number: str | None = None


@attrs.frozen
class TableRow:
    """A row of a table, a cell a line; a table is the rows that follow each other."""

    lines: tuple[Line, ...]
    is_header: bool = False


@attrs.frozen
class Footnote:
    """A footnote that the markup sets apart."""

    label: str
    lines: tuple[Line, ...]


@attrs.frozen
class Unread:
    """Lines that are not part of the letter, such as a page header or struck-out text, or that no format can read."""

    lines: tuple[Line, ...]


@attrs.frozen
class PageBreak:
    """The end of a page, which may cut a paragraph in two."""

    lines: tuple[Line, ...] = ()


Block = Heading | Paragraph | Field | ListItem | TableRow | Footnote | Unread | PageBreak


@attrs.frozen
class Embedded:
    """A report as JSON text that a letter carries, and the digest of it and of the visible text that it goes with."""

    json: str
    sha256: str

    @property
    def json_for_markup(self) -> str:
        """The JSON text in printable ASCII, and without ``<``, ``>`` and ``&``."""
        # Outside of strings JSON has neither; in them an escape says the same.
        return re.sub(r"[<>&]|[^\n\x20-\x7e]", _json_escape, self.json)


@attrs.frozen
class Source:
    """A file as blocks, with the report that the file carries, if it does."""

    blocks: tuple[Block, ...]
    embedded: Embedded | None = None
    problems: tuple[Problem, ...] = ()


@attrs.frozen
class Letter:
    """What a format makes a file of: the blocks, and what a file says of itself.

    Attributes:
        blocks: the letter, from its header to its footnotes.
        title: plain text.
        language: BCP 47 tag.
        published: the day that stands on the letter.
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
    """Return what a reader sees, without white space: how it is wrapped makes no difference."""
    words = (
        (block.label if isinstance(block, Field) else "") + "".join(line.text for line in block.lines)
        for block in blocks
        if not isinstance(block, Unread)
    )
    return "".join("".join(words).split())
