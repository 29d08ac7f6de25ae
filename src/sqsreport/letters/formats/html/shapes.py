"""Lists and tables of a page: what their markup says that their text does not."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, TableRow, words_of
from sqsreport.letters.formats.html.outline import HEADINGS
from sqsreport.letters.formats.html.page import Node

LISTS: Final = frozenset({"menu", "ol", "ul"})
CELLS: Final = frozenset({"td", "th"})
_IN_LAYOUT: Final = HEADINGS | {"dl", "pre", "table"}
NUMBER: Final = re.compile(r"\(?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*)[.)]?")
_LONGEST_TITLE: Final = 100
#: A cell that holds more is there for the layout of the page.
_LONGEST_CELL: Final = 600
_MOST_PARAGRAPHS: Final = 4


def numbers_of(node: Node, items: list[Node], above: str | None) -> list[str | None]:
    """Return the numbers that a browser puts before the items of a list, where they say something.

    They do where they make up numbers such as 1.1, or where the item is but a title.
    """
    if node.tag != "ol" or node.get("type") not in ("", "1"):
        return [None] * len(items)
    is_nested = any(each.tag == "ol" for item in items for each in item.nodes)
    is_title = len(items) == 1 and items[0].length < _LONGEST_TITLE
    if not (above or is_nested or is_title):
        return [None] * len(items)
    numbers: list[str | None] = []
    count = _integer(node.get("start"), 1)
    for item in items:
        count = _integer(item.get("value"), count)
        numbers.append(None if NUMBER.match(_first_words(item)) else f"{above}.{count}" if above else str(count))
        count += 1
    return numbers


def _first_words(node: Node) -> str:
    texts = (child.strip() for each in node.walk() for child in each.children if isinstance(child, str))
    return next(filter(None, texts), "")


def _integer(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else otherwise


def is_layout(table: Node) -> bool:
    """Tell whether a table only lays out a page, so that its cells hold parts of a letter and not a word or two."""
    widest = 0
    for node in _parts_of(table):
        if node.tag == "tr":
            widest = max(widest, sum(cell.tag in CELLS for cell in node.nodes))
        elif node.tag in CELLS:
            paragraphs = sum(each.tag in ("p", "div") for each in node.nodes)
            if node.length > _LONGEST_CELL or paragraphs > _MOST_PARAGRAPHS or _holds_blocks(node):
                return True
    return widest < 2


def _parts_of(table: Node) -> list[Node]:
    """Return the rows of a table, and their cells."""
    groups = [table, *(node for node in table.nodes if node.tag in ("tbody", "tfoot", "thead"))]
    rows = [row for group in groups for row in group.nodes if row.tag == "tr"]
    return [*rows, *(cell for row in rows for cell in row.nodes)]


def _holds_blocks(cell: Node) -> bool:
    return any(node.tag in _IN_LAYOUT for node in cell.walk())


def table_row(cells: list[list[Line]], *, is_header: bool) -> TableRow:
    """Make a row: a first cell that is wrapped stays one, and the lines of those after it are cells themselves."""
    first, *others = cells
    whole = [_joined(first)] if first else []
    lines = [line for cell in (whole, *others) for line in cell or [Line("")]]
    known = next(line.passage for line in lines if line.passage)
    # A cell without words is where those of its row are.
    return TableRow(tuple(line if line.passage else Line("", known) for line in lines), is_header=is_header)


def _joined(lines: list[Line]) -> Line:
    passage = lines[0].passage
    words = " ".join(map(words_of, lines))
    return Line(" ".join(line.text for line in lines), attrs.evolve(passage, text=words) if passage else None)
