"""Tables of a page: their grid, with merged cells, and their purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, words_of
from sqsreport.letters.characters import BULLETS
from sqsreport.letters.formats.html.looks import Look, Looks, unseen
from sqsreport.letters.formats.html.page import HEADINGS, Node

CELLS: Final = frozenset({"td", "th"})
#: A number as it is printed before a paragraph or a title, such as ``1.1.`` or ``(2)``.
NUMBER: Final = re.compile(r"\(?(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*)[.)]?")
#: The dashes before items, which may also be within a sentence.
DASHES: Final = "-–—‒−"
_BULLET: Final = re.compile(rf"[{BULLETS}*{re.escape(DASHES)}o]")
_IN_LAYOUT: Final = HEADINGS | {"dl", "pre", "table"}
_LINES: Final = frozenset({"br", "div", "li", "p"})
#: A cell with more characters or elements is part of the layout of the page.
_LONGEST_CELL: Final = 600
_MOST_IN_CELL: Final = 500
_LONGEST_LABEL: Final = 40
_MOST_PARAGRAPHS: Final = 4
_LEAST_COLUMN: Final = 3
_MOST_SPANNED: Final = 200
_MOST_COVERED: Final = 500
_COLUMN: Final = re.compile(r"(?:\([^()]*+\)|[^\s()])++")
_REPEATED: Final = re.compile(r"repeat\(\s*(?P<count>[0-9]{1,3})\s*,(?P<what>[^()]*+)\)")
#: A line of a cell that continues in the next one, and the beginning of its continuation.
_OPEN_LINE: Final = re.compile(r"(?:.*[-–—&(/]|.*\b[a-z]{2,4}|[^\W\d_]{2,}+)")
_REST_OF_LINE: Final = re.compile(r"[a-z]{2}|[(&]|[^\W\d_]{2,}+[*_]*$")


@attrs.frozen
class Cell:
    """A cell, the column that it begins in, and how many rows and columns it covers."""

    node: Node
    column: int
    rows: int
    columns: int


def rows_of(table: Node, looks: Looks) -> list[list[Cell]]:
    """Return the rows of a table with their own cells, as a browser places them."""
    rows: list[list[Cell]] = []
    #: The number of following rows that a cell above covers, for each column.
    covered: dict[int, int] = {}
    nodes = list(_row_nodes(table))
    for index, row in enumerate(nodes):
        cells = []
        column = 0
        now_covered = {each for each, count in covered.items() if count > 0}
        covered = {each: count - 1 for each, count in covered.items() if count > 1}
        for node in row.nodes:
            if node.tag not in CELLS or unseen(node, looks):
                continue
            while column in now_covered:
                column += 1
            height = min(_span(node.get("rowspan")) or len(nodes), len(nodes) - index)
            width = _span(node.get("colspan")) or 1
            cells.append(Cell(node, column, height, width))
            if height > 1 and len(covered) < _MOST_COVERED:
                covered.update((each, height - 1) for each in range(column, column + width))
            column += width
        rows.append(cells)
    return rows


def _row_nodes(table: Node) -> Iterator[Node]:
    for node in table.nodes:
        if node.tag == "tr":
            yield node
        elif node.tag in ("tbody", "tfoot", "thead"):
            yield from (each for each in node.nodes if each.tag == "tr")


def _span(text: str) -> int:
    return min(int(text), _MOST_SPANNED) if re.fullmatch("[0-9]{1,4}", text) else 1


def is_layout(rows: list[list[Cell]]) -> bool:
    """Check whether a table only lays out a page: its cells contain parts of a letter and not a word or two."""
    widest = 0
    for cells in rows:
        widest = max(widest, sum(cell.node.length > 0 for cell in cells))
        for cell in cells:
            if cell.node.size > _MOST_IN_CELL:
                return True
            paragraphs = sum(each.tag in ("p", "div") for each in cell.node.nodes)
            if cell.node.length > _LONGEST_CELL or paragraphs > _MOST_PARAGRAPHS or holds_blocks(cell.node):
                return True
    return widest < 2


def holds_blocks(node: Node) -> bool:
    """Check whether an element contains headings, tables and the like, or so much that it may."""
    return node.size > _MOST_IN_CELL or any(each.tag in _IN_LAYOUT for each in node.walk())


def are_columns(cells: list[Node]) -> bool:
    """Check whether each cell of a row contains a whole column, with a line for each entry."""
    if any(cell.size > _MOST_IN_CELL for cell in cells):
        return False
    counts = {_line_count(cell) for cell in cells}
    return len(cells) > 1 and len(counts) == 1 and counts.pop() >= _LEAST_COLUMN and not any(map(holds_blocks, cells))


def _line_count(cell: Node) -> int:
    return 1 + sum(each.tag == "br" for each in cell.walk()) + max(
        0, sum(each.tag in _LINES - {"br"} for each in cell.walk()) - 1
    )  # fmt: skip


def has_text(node: Node) -> bool:
    """Check whether an element contains more than white space; a very large one does."""
    return node.length > 0 and (node.size > _MOST_IN_CELL or bool(node.text.strip()))


def marker(cell: Node) -> str | None:
    """Return the number or the bullet that is the whole content of a cell."""
    text = cell.text.strip() if cell.length < 40 and cell.size < _MOST_IN_CELL else ""
    if NUMBER.fullmatch(text):
        return text
    # LibreOffice writes the bullets of inner lists twice.
    glyph = text[:1] if len(text) == 2 and text[0] == text[1] else text
    return glyph if _BULLET.fullmatch(glyph) else None


def side_column(rows: list[list[Cell]]) -> int | None:
    """Return the column of a table that holds a block of its own beside labels and values, such as an address."""
    full = [cells for cells in rows if any(cell.node.length for cell in cells)]
    if len(full) < 2:
        return None
    merged = [cell for cells in full for cell in cells if cell.rows >= len(full) > 1 and cell.node.length]
    width = max(cell.column + cell.columns for cells in full for cell in cells)
    if len(merged) == 1 and width > 2 and merged[0].columns == 1:
        return merged[0].column
    last = [cells[-1] for cells in full if len(cells) == 3 and has_text(cells[-1].node)]
    are_labels = all(
        len(cells) > 1 and cells[0].node.size < _MOST_IN_CELL and is_label(cells[0].node.text) for cells in full
    )
    is_value = any(
        cells[1].node.size < _MOST_IN_CELL and cells[1].node.text.strip() in (":", "")
        for cells in full
        if len(cells) > 1
    )
    return last[0].column if len(last) == len(full) > 2 and are_labels and not is_value else None


def counting_column(rows: list[list[Cell]]) -> int | None:
    """Return the first column if it has only the numbers of the rows, with or without a header."""
    texts = [cells[0].node.text.strip() if cells and cells[0].node.length < 40 else "" for cells in rows]
    numbers = [index for index, text in enumerate(texts) if NUMBER.fullmatch(text) and "." not in text.rstrip(".")]
    return 0 if len(numbers) > 1 and numbers == list(range(len(rows) - len(numbers), len(rows))) else None


def is_label(text: str) -> bool:
    """Check whether a text may be the label of a field."""
    words = " ".join(text.split())
    return 0 < len(words) <= _LONGEST_LABEL and len(words.split()) <= 4


def joined(lines: list[Line]) -> Line:
    """Join the lines of a cell into one, where the cell has any."""
    lines = [line for line in lines if line.text.strip()]
    if len(lines) == 1:
        return lines[0]
    passage = lines[0].passage
    words = " ".join(map(words_of, lines))
    return Line(" ".join(line.text for line in lines), attrs.evolve(passage, text=words) if passage else None)


def entries(lines: list[Line]) -> list[Line]:
    """Return the lines of a cell separately, or joined if some continue in the next."""
    lines = [line for line in lines if line.text.strip()]
    plain = [line.text.strip("*_ ") for line in lines]
    is_wrapped = any(_OPEN_LINE.fullmatch(text) for text in plain[:-1]) or any(map(_REST_OF_LINE.match, plain[1:]))
    return [joined(lines)] if is_wrapped else lines


def styled_rows(node: Node, look: Look, looks: Looks) -> list[list[Node]]:
    """Return the rows into which a style sheet arranges the children of an element, without a table."""
    if any(isinstance(child, str) and child.strip() for child in node.children):
        return []
    cells = [each for each in node.nodes if not unseen(each, looks)]
    names_say = "row" in node.classes and all(each.get("class").startswith(("col", "cell")) for each in cells)
    width = len(cells)
    if look.display in ("grid", "inline-grid"):
        width = len(_COLUMN.findall(_REPEATED.sub(_repeat, look.declared.get("grid-template-columns", ""))))
    elif look.display in ("flex", "inline-flex"):
        width = 0 if look.declared.get("flex-direction", "").startswith("column") else width
    elif look.display != "table-row" and not names_say:
        return []
    if not 2 <= width <= 4 or len(cells) % width:
        return []
    rows = [cells[index : index + width] for index in range(0, len(cells), width)]
    return rows if all(map(_are_cells, rows)) else []


def _are_cells(nodes: list[Node]) -> bool:
    longest = _LONGEST_CELL if marker(nodes[0]) else _LONGEST_CELL / 3
    return all(node.length <= longest and not holds_blocks(node) for node in nodes)


def _repeat(match: re.Match[str]) -> str:
    return f" {match['what']}" * min(int(match["count"]), _MOST_PARAGRAPHS)
