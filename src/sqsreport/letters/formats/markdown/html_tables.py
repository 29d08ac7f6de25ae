"""Parse HTML tables in Markdown, which converters write for tables that Markdown cannot express."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, TableRow, Unread
from sqsreport.letters.formats.markdown.inlines import plain_commonmark
from sqsreport.letters.formats.markdown.lines import Blocks, Row, joined, passage_of

_BREAKS: Final = frozenset(("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "dd", "dt"))
_INLINE: Final = frozenset(("i", "em", "b", "strong", "sup", "a", "s", "del", "strike"))
#: The maximum number of columns, and of rows or columns that a cell spans.
_MAX_SPAN: Final = 100
#: The maximum number of lines of a table.
_MAX_LINES: Final = 3000
_SEPARATOR: Final = "\n"
#: Tags around a table, which some converters write as a page of its own.
_AROUND: Final = r"\s*+</?(?:html|body|div|center|figure)\b[^<>]{0,300}>"
_BEGINNING: Final = re.compile(rf"(?:{_AROUND}){{0,5}}\s*+<table\b", re.IGNORECASE)
_END: Final = re.compile(rf"(?:{_AROUND}){{0,5}}\s*+", re.IGNORECASE)


@attrs.define
class _Cell:
    text: str = ""
    column: int = 0
    rows: int = 1
    columns: int = 1
    is_header: bool = False


@attrs.define
class _HtmlRow:
    first: int
    last: int = 0
    cells: list[_Cell] = attrs.field(factory=list)


class _TableParser(HTMLParser):
    """Collects the rows of a table; tables within its cells are text of the cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[_HtmlRow] = []
        self.depth = 0
        self.cell: _Cell | None = None
        self.end: int | None = None
        self.end_column = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.end is not None:
            return
        values = dict(attributes)
        if tag == "table":
            self.depth += 1
        if self.depth == 1 and tag == "tr":
            self.cell = None
            self.rows.append(_HtmlRow(self.getpos()[0] - 1))
        elif self.depth == 1 and tag in ("td", "th"):
            if not self.rows:
                self.rows.append(_HtmlRow(self.getpos()[0] - 1))
            self.cell = _Cell(
                rows=_span(values.get("rowspan")), columns=_span(values.get("colspan")), is_header=tag == "th"
            )
            self.rows[-1].cells.append(self.cell)
        elif self.cell is not None:
            if tag == "li":
                self.cell.text += f"{_SEPARATOR}- "
            elif tag in _BREAKS or tag in ("tr", "table"):
                self.cell.text += _SEPARATOR
            elif tag in ("td", "th"):
                self.cell.text += " "
            elif tag in _INLINE:
                self.cell.text += self.get_starttag_text() or ""

    def handle_endtag(self, tag: str) -> None:
        if self.end is not None:
            return
        if tag == "table":
            self.depth -= 1
            if self.depth == 0:
                self.end, self.end_column = self.getpos()[0] - 1, self.getpos()[1] + len("</table>")
        elif self.depth == 1 and tag in ("td", "th"):
            self.cell = None
        elif self.cell is not None and tag in _BREAKS and tag != "br":
            self.cell.text += _SEPARATOR
        elif self.cell is not None and tag in _INLINE:
            self.cell.text += f"</{tag}>"
        if self.rows:
            self.rows[-1].last = self.getpos()[0] - 1

    def handle_data(self, data: str) -> None:
        if self.cell is not None and self.end is None:
            self.cell.text += re.sub(r"\s+", " ", data)


def _span(value: str | None) -> int:
    return min(int(value), _MAX_SPAN) if value and value.isdecimal() and len(value) < 4 and int(value) else 1


def begins_html_table(text: str) -> bool:
    """Check whether a line begins with an HTML table."""
    return _BEGINNING.match(text) is not None


def html_table(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Parse the HTML table that begins at a row; a cell that spans several rows is repeated in each.

    Returns:
        The index of the row after the table, and the content of the table; or ``None`` if the table has no end.
    """
    parser = _TableParser()
    for row in rows[index : index + _MAX_LINES]:
        parser.feed(row.text + "\n")
        if parser.end is not None:
            break
    if parser.end is None or not _END.fullmatch(rows[index + parser.end].text, parser.end_column):
        return None
    end = index + parser.end + 1
    blocks: Blocks = []
    start = index
    grid = _grid(parser.rows)
    for n, (html_row, cells) in enumerate(zip(parser.rows, grid, strict=True)):
        last = end if n == len(grid) - 1 else min(end, max(index + parser.rows[n + 1].first, start))
        own = rows[start:last] or rows[max(start - 1, index) : max(start, index + 1)]
        start = max(start, last)
        passage = passage_of([row for row in own if not row.is_blank] or own)
        parts = [[plain_commonmark(part) for part in cell.text.split(_SEPARATOR)] for cell in cells]
        filled = [part for part in parts if any(part)]
        if len(filled) == 1 and (len(cells) == 1 or sum(map(bool, filled[0])) > 1):  # the table is used for layout
            raw = "\n".join(row.raw.strip() for row in own if not row.is_blank)
            lines = [attrs.evolve(own[0], raw=raw, text=text) for text in filled[0] if text]
            blocks.append([each for line in lines for each in (line, attrs.evolve(line, raw="", text=""))])
            continue
        is_header = bool(cells) and all(cell.is_header for cell in html_row.cells)
        parts[1:] = [[line.removeprefix("- ") for line in part] for part in parts[1:]]  # each item is an entry
        above = blocks[-1] if blocks else None
        if n and cells and cells[0] is grid[n - 1][0] and isinstance(above, TableRow) and len(parts) == 2:
            before = above.lines[1]  # more entries are beside the cell above
            text = Line(joined([before.text, *parts[1]]), before.passage)
            blocks[-1] = attrs.evolve(above, lines=(above.lines[0], text, *above.lines[2:], Line("", passage)))
            continue
        texts = tuple(Line(joined(part, is_first=not column), passage) for column, part in enumerate(parts))
        blocks.append(
            TableRow(texts, is_header=is_header) if any(t.text for t in texts) else Unread((Line("", passage),))
        )
    return end, blocks or [Unread((Line("", passage_of(rows[index:end])),))]


def _grid(rows: list[_HtmlRow]) -> list[list[_Cell]]:
    """Return the cells of each row, with the cells above that span it."""
    grid: list[list[_Cell]] = []
    #: By column, each cell that spans the following rows, and their number.
    open_cells: dict[int, tuple[_Cell, int]] = {}
    for row in rows:
        cells: list[_Cell] = []
        remaining = list(row.cells)
        column = 0
        while remaining or any(each >= column for each in open_cells):
            if column in open_cells:
                above, rows_left = open_cells.pop(column)
                cells.append(above)
                if rows_left > 1:
                    open_cells[column] = above, rows_left - 1
                    column += 1
                    continue
            elif remaining:
                cell = remaining.pop(0)
                cells.append(cell)
                if cell.rows > 1:
                    open_cells[column] = cell, cell.rows - 1
                column += cell.columns - 1
            else:
                cells.append(_Cell())
            column += 1
            if column > _MAX_SPAN:
                break
        grid.append(cells)
    return grid
