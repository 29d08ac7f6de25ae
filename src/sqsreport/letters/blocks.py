"""The neutral tree between files and reports: what a letter is made of, and where it stood.

A format module turns a file into blocks, or blocks into a file. It knows the markup and
nothing of the report; `reading` and `writing` know the report and nothing of the markup.
Inline text is CommonMark everywhere, as in `sqsreport.model.Prose`.
"""

from __future__ import annotations

import attrs

from sqsreport.problems import Problem


@attrs.frozen
class Line:
    """A line of inline text; *number* is its 1-based line in the source, if it had one."""

    text: str
    number: int | None = None


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
class ListItem:
    """An item of a list: how deep it is nested, from 0, and its number if it has one."""

    lines: tuple[Line, ...]
    depth: int = 0
    number: str | None = None


@attrs.frozen
class TableRow:
    """A row of a table, a cell a line."""

    cells: tuple[Line, ...]


@attrs.frozen
class Footnote:
    """A footnote that the markup sets apart."""

    label: str
    lines: tuple[Line, ...]


@attrs.frozen
class Unread:
    """Lines of which the format could make nothing, such as a list nested beyond its limit."""

    lines: tuple[Line, ...]


Block = Heading | Paragraph | ListItem | TableRow | Footnote | Unread


@attrs.frozen
class Source:
    """A file as blocks. *carried* is the data block that the file carries, if there is one."""

    blocks: tuple[Block, ...]
    carried: str | None = None
    problems: tuple[Problem, ...] = ()


def lines_of(block: Block) -> tuple[Line, ...]:
    """Return the lines of any block."""
    return block.cells if isinstance(block, TableRow) else block.lines


def visible_text(blocks: tuple[Block, ...]) -> str:
    """Return the words that a reader sees, with single spaces: how they are wrapped makes no difference."""
    return " ".join(" ".join(line.text for block in blocks for line in lines_of(block)).split())
