"""Group segments into rows, and rows into lines of inline text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final

import attrs

from sqsreport.letters.formats.geometry.lines import is_wrapped, mark_raised
from sqsreport.letters.formats.geometry.segments import Segment

#: A cell of a line: its segments, row by row.
Cell = list[list[Segment]]

#: Wider than any space of justified text, in heights of a line.
_TAB: Final = 1.2
#: More segments than a row of any letter has.
_MANY: Final = 500
#: A label and its colon.
LABELLED: Final = re.compile(r"[^\W\d_][^:.]{0,24}:(?=\s|$)")
#: The end of a text that continues in the next row.
_UNFINISHED: Final = re.compile(r"(?:\b(?:and|for|in|of|on|or|the|to|with)|[&,(-])$", re.IGNORECASE)


@attrs.define(eq=False)
class Row:
    """Segments that are level on one page, from left to right; *main* is the longest of them."""

    segments: list[Segment]
    main: Segment

    @property
    def page(self) -> int:
        """Its page, from 1."""
        return self.main.page

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.segments[-1].right

    @property
    def size(self) -> float:
        """The size of its font."""
        return self.main.size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(segment.is_bold for segment in self.segments)

    @property
    def text(self) -> str:
        """Its words, without markup."""
        return row_text(self.segments)

    @property
    def cells(self) -> list[list[Segment]]:
        """Its segments, cut where wide gaps are."""
        cells: list[list[Segment]] = [[]]
        for segment in self.segments:
            if segment.begins_cell and cells[-1]:
                cells.append([])
            cells[-1].append(segment)
        return cells

    def add(self, segment: Segment) -> None:
        """Add a segment at the end."""
        last = self.segments[-1]
        segment.begins_cell = segment.left - last.right > _TAB * max(segment.size, last.size)
        self.segments.append(segment)
        if len(segment.text) > len(self.main.text):
            self.main = segment

    def has_room_for(self, count: int) -> bool:
        """Check whether so many more segments can be put in order at little cost."""
        return len(self.segments) + count < _MANY

    def is_level_with(self, segment: Segment) -> bool:
        """Check whether a segment is in this row."""
        main = self.main
        shared = min(main.bottom, segment.bottom) - max(main.top, segment.top)
        return segment.page == main.page and shared >= 0.5 * min(main.bottom - main.top, segment.bottom - segment.top)


def row_text(segments: Iterable[Segment]) -> str:
    """Return the words of the segments of a row, without markup."""
    texts = (f" {each.text}" if each.is_spaced or each.begins_cell else each.text for each in segments)
    return "".join(texts).strip()


def rows_of(segments: Iterable[Segment]) -> list[Row]:
    """Group consecutive segments that are level into rows."""
    rows: list[Row] = []
    for segment in segments:
        row = rows[-1] if rows else None
        if row is None or not row.is_level_with(segment):
            rows.append(Row([segment], segment))
        elif segment.left >= row.right - 0.5 * segment.size:
            row.add(segment)
        elif row.has_room_for(1) and segment.right <= row.left + 0.5 * segment.size:
            rows[-1] = in_one_row([*row.segments, segment])
        else:
            rows.append(Row([segment], segment))
    for row in rows:
        mark_raised(row.segments)
    return rows


def in_one_row(segments: Iterable[Segment]) -> Row:
    """Return a row of segments that are level, ordered from left to right."""
    first, *others = sorted(segments, key=lambda segment: segment.left)
    first.begins_cell = False
    row = Row([first], first)
    for segment in others:
        row.add(segment)
    return row


#: The baselines of the rows with a cell that begins at a position: a page, and a distance from its left edge.
Columns = Mapping[tuple[int, int], Sequence[float]]


def columns_of(rows: Iterable[Row]) -> Columns:
    """Return the positions at which cells of several rows of a page begin."""
    columns: dict[tuple[int, int], list[float]] = {}
    for row in rows:
        for segment in row.segments:
            if segment.begins_cell:
                columns.setdefault((row.page, round(segment.left)), []).append(row.main.bottom)
    return {column: bottoms for column, bottoms in columns.items() if len(bottoms) > 1}


def cut_at_columns(rows: Iterable[Row], columns: Columns) -> None:
    """Begin a cell wherever a nearby row begins one, even if the gap before it is narrow."""
    if not columns:
        return
    for row in rows:
        for before, segment in pairwise(row.segments):
            if segment.left - before.right > 0.15 * segment.size and not segment.begins_cell:
                near = columns.get((row.page, round(segment.left)), ())
                segment.begins_cell = any(abs(bottom - row.main.bottom) < 4 * row.size for bottom in near)


def fold(rows: Iterable[Row], edges: Mapping[int, float]) -> list[list[Cell]]:
    """Convert rows to lines: join rows that were wrapped, cell by cell.

    Args:
        rows: the rows of one paragraph, or of several.
        edges: the right edge of the text of each page.
    """
    rows = tuple(rows)
    counted = [(row, len(row.cells)) for row in rows]
    pitch = min(
        (_step(row, after) for (row, count), (after, other) in pairwise(counted) if count == other > 1),
        default=math.inf,
    )
    own_edges = {page: _edge(list(here), edges[page]) for page, here in groupby(rows, lambda row: row.page)}
    lines: list[list[Cell]] = []
    before: Row | None = None
    for row in rows:
        if before is not None and before.page == row.page:
            # The right edge of the cells of a table does not show where a line of text ends.
            edge = (own_edges if len(lines[-1]) == 1 else edges)[row.page]
            is_tight = _step(before, row) < 0.97 * pitch
            goes_on = _goes_on(lines[-1], before, row, edge, is_tight)
        else:
            goes_on = False
        if not goes_on:
            lines.append([[cell] for cell in row.cells])
        before = row
    return lines


def _edge(rows: Sequence[Row], edge: float) -> float:
    """Return the right edge of rows of one page: their own, unless it is far from that of the page."""
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    return right if right - left > 0.8 * (edge - left) else edge


def _step(row: Row, after: Row) -> float:
    """Return the distance from a row down to another one, or infinity if that is on another page."""
    return after.main.bottom - row.main.bottom if after.page == row.page else math.inf


def _goes_on(line: list[Cell], before: Row, row: Row, edge: float, is_tight: bool) -> bool:  # noqa: FBT001
    """Add a row to the line before it if it continues that line; return whether it does."""
    cells = row.cells
    if LABELLED.match(row.text):
        return False
    second = line[1][0][0].left - row.size if len(line) > 1 else edge
    is_under = len(line) > 1 and abs(row.left - line[-1][0][0].left) < 0.3 * row.size
    if (len(cells) == 1 and is_under) or (1 in (len(cells), len(line)) and is_wrapped(before, row, edge)):
        line[-1].append(row.segments)
    elif len(line) > 1 and len(cells) in (1, len(line)) and _fills(line[0][-1], cells[0], second, is_tight):
        for cell, more in zip(line, cells, strict=False):
            cell.append(more)
    else:
        return False
    return True


def _fills(segments: list[Segment], following: list[Segment], edge: float, is_tight: bool) -> bool:  # noqa: FBT001
    """Check whether the words of a cell were wrapped before the next cell."""
    goes_on = is_tight or following[0].text[0].islower() or bool(_UNFINISHED.search(segments[-1].text))
    return goes_on and is_wrapped(Row(segments, segments[0]), Row(following, following[0]), edge)
