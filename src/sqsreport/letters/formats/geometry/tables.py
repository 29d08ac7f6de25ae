"""The rows of a table that has no lines between them, from where the lines of its cells are.

The rows are found by what they have in common: the gap between the lowest line of a row and
the highest of the next is the same in the whole table, and so is the alignment of cells in
their rows. So every division of the table has a cost for deviations from this, for each
alignment and each gap, and the cheapest division is used.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Final, Literal

import attrs

from sqsreport.letters.formats.geometry.lines import (
    SAME_SIZE,
    SEPARATOR,
    TextLine,
    width_of_first_word,
    words_at_break,
)
from sqsreport.letters.formats.geometry.segments import Box

#: The lines of each column in one row.
Row = list[list[TextLine]]
Alignment = Literal["top", "middle", "bottom"]

_ALIGNMENTS: Final[tuple[Alignment, ...]] = ("top", "middle", "bottom")
#: The places that are level for each alignment.
_PLACES: Final[tuple[Callable[[Row], list[float]], ...]] = (
    lambda row: [cell[0].baseline for cell in row],
    lambda row: [(cell[0].baseline + cell[-1].baseline) / 2 for cell in row],
    lambda row: [cell[-1].baseline for cell in row],
)
#: Lines of the highest row, counted as bands; and gaps that are tried.
_HIGHEST: Final = 12
_MOST_GAPS: Final = 6
#: How far apart lines of one cell are, at most, in font sizes.
_LEADING: Final = 1.5
_USUAL_LEADING: Final = 1.2
#: How much more than the least distance the lines of one cell may be apart, and than the usual one at the most.
_ROUNDED, _LOOSEST = 1.07, 1.12
#: How much more than the distance of lines that of rows is, at least, where it alone shows where rows end.
_SPACED: Final = 1.08
#: How far from level the cells of one row may be, in font sizes.
_LEVEL: Final = 0.25
#: Lines that share more than this part of their height are beside each other.
_OVERLAP: Final = 0.2
#: How far apart lines begin that begin at the same place, in points.
_ALIGNED: Final = 1.5
#: The costs of deviations.
_LOOSE, _TIGHT, _WIDE = 5.0, 5.0, 1.0
_EMPTY, _EMPTY_FIRST = 2.0, 12.0
_MISALIGNED, _SHORT, _BOTH_WRAPPED = 6.0, 3.0, 2.0
_CONTINUES, _MAYBE_SHORT, _OPEN = -1.5, 0.7, 2.0
_RARE_HEIGHT: Final = 0.5
#: The costs of rows that end where their cells would go on: the next word has no room, or may have none.
_FULL, _MAYBE_FULL = 0.8, 0.4
#: The costs of a name of one word that the end of a row cuts off, and of names that no comma parts in a cell.
_PART_OF_NAME, _TWO_NAMES = 1.5, 1.0
#: The words of the longest name.
_MOST_WORDS: Final = 3
#: The cost of a line in a cell of entries that may end although there is room for more.
_ENTRY: Final = 0.5
#: The cost of a first cell that is no more than one word.
_ONE_WORD: Final = 1.0
#: The cost of a row that is aligned as others are only if a page cuts it.
_CUT: Final = 1.0
#: The end of a cell that goes on: punctuation that opens something, a short word in lower case, a possessive.
_UNFINISHED: Final = re.compile(r"(?:[,&/(–-]|\s[a-z]{2,3}|[’']s)$")
#: Alignments that are as likely as others by their cost alone, but seldom used.
_SELDOM: Final = (0.0, 0.2, 0.9)
#: The cost for each row from which on the lines are no table, and from which on the division is in doubt.
NO_TABLE: Final = 4.0
_DOUBTFUL: Final = 3.5
#: Costs of two alignments that are so close that neither is sure, and that are not close even where neither is likely.
_CLOSE, _CLEAR = 0.6, 10.0


@attrs.frozen
class Table:
    """A table.

    Attributes:
        rows: its rows.
        cost: how much about them is not as it would be, for each row.
        divider: finds how else it could be divided; none where its rows are certain.
    """

    rows: list[Row]
    cost: float
    divider: Divider | None = None


def bands_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Group the lines that are next to each other, from top to bottom."""
    bands: list[list[TextLine]] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: line.top):
        if bands and line.top < bottom - _OVERLAP * (line.bottom - line.top):
            bands[-1].append(line)
            bottom = max(bottom, line.bottom)
        else:
            bands.append([line])
            bottom = line.bottom
    return bands


def divide(columns: Sequence[Sequence[TextLine]], rules: Sequence[Box]) -> Table:
    """Divide the lines of columns into rows."""
    bands = unjoined(columns)
    if cuts := _ruled(bands, rules):
        return Table(_joined(bands, cuts), 0.0)
    if len(bands) < 2:
        return Table(bands, 0.0)
    lefts = [min((line.left for line in column), default=math.inf) for column in columns]
    rights = [max((line.right for line in column), default=0.0) for column in columns]
    divider = Divider(bands, rights, [*lefts[1:], max((line.page_edge for line in columns[-1]), default=math.inf)])
    cost, rows = min(divider.by_alignment(), key=itemgetter(0))
    return Table(rows, cost / len(rows), divider)


def decide(dividers: Sequence[Divider]) -> Sequence[Sequence[Row]]:
    """Return the rows of each part of a table that goes on over pages.

    The cells of all parts are aligned alike, except in a row that the end of a page cuts. Where two alignments are
    equally likely, or none is likely, only lines that are beside each other are in one row.

    Args:
        dividers: the divider of each part, in the order of the pages.
    """
    if not dividers:
        return []
    last = len(dividers) - 1
    divisions = (
        divider.by_alignment(begins_cut=index > 0, ends_cut=index < last) for index, divider in enumerate(dividers)
    )
    ways = [(sum(cost for cost, _ in way), [rows for _, rows in way]) for way in zip(*divisions, strict=True)]
    (cost, parts), *others = sorted(ways, key=itemgetter(0))
    # That offices have no names says nothing of where their rows end.
    empty = sum(not cell for rows in parts for row in rows for cell in row[1:])
    is_likely = cost - _EMPTY * empty <= _DOUBTFUL * sum(map(len, parts))
    if any(
        other - cost < _CLOSE and parts != other_parts if is_likely else other - cost < _CLEAR
        for other, other_parts in others
    ):
        return [divider.bands for divider in dividers]
    return parts


def unjoined(columns: Sequence[Sequence[TextLine]]) -> list[Row]:
    """Return a row for each line, or for lines that are beside each other."""
    places = {id(line): index for index, column in enumerate(columns) for line in column}
    rows: list[Row] = []
    for band in bands_of([line for column in columns for line in column]):
        rows.append([[] for _ in columns])
        for line in sorted(band, key=lambda line: line.baseline):
            rows[-1][places[id(line)]].append(line)
    return rows


def join_over_page(above: list[Row], below: list[Row]) -> None:
    """Put the rest of a row that the end of a page cuts, which is the first row of the next page, into that row."""
    last, first = above[-1], below[0]
    if len(last) != len(first) or not _is_cut(last, first, [*above, *below]):
        return
    for cell, rest in zip(last, below.pop(0), strict=True):
        cell.extend(rest)


def _is_cut(last: Row, first: Row, rows: Sequence[Row]) -> bool:
    """Check whether a row goes on in the first one of the next page."""
    shared = [index for index, (cell, rest) in enumerate(zip(last, first, strict=True)) if cell and rest]
    if not shared:
        return False
    if shared[0] != 0:  # without a first cell it is a row of its own, or the rest of the second
        return all(
            _UNFINISHED.search(last[index][-1].text) and _is_alike(last[index][-1], first[index][0]) for index in shared
        )
    if _is_rest(last[0][-1], first[0][0]):
        return True  # whatever is beside it
    if any(
        not _is_alike(last[index][-1], first[index][0])
        or first[index][0].begins_item
        or first[index][0].page == last[index][-1].page
        or not (first[index][0].text[:1].islower() or _has_no_room(last, first, index, rows))
        for index in shared
    ):
        return False
    if any(first[index][0].text[:1].islower() for index in shared):
        return True
    is_whole = len(shared) == len(last) or any(rest and not cell for cell, rest in zip(last, first, strict=True))
    if is_whole:
        lefts = [min(each.left for row in rows for each in row[index]) for index in shared[1:]]
        limits = [*lefts, last[0][-1].page_edge]
        return (
            len(shared) > 1
            and _is_level([first[index][0].baseline for index in shared], first[0][0].size)  # at the top of the page
            and all(
                last[index][-1].right + width_of_first_word(first[index][0]) + 0.25 * first[index][0].size > limit
                for index, limit in zip(shared, limits, strict=True)
            )
        )
    # Two first cells alone may as well be two rows, unless the first one has to go on.
    return any(last[1:]) or any(first[1:]) or _UNFINISHED.search(last[0][-1].text) is not None


def _is_rest(line: TextLine, following: TextLine) -> bool:
    """Check whether the first line of a cell on a page can only go on with the last one of the page before."""
    is_next = following.page != line.page and _is_alike(line, following) and not following.begins_item
    return is_next and (following.text[:1].islower() or following.text[:1] == "(")


def _is_alike(line: TextLine, other: TextLine) -> bool:
    return (
        abs(line.left - other.left) < _ALIGNED
        and abs(line.size - other.size) <= SAME_SIZE * line.size
        and line.is_bold == other.is_bold
    )


def _has_no_room(last: Row, first: Row, column: int, rows: Sequence[Row]) -> bool:
    """Check whether the first word of a cell would not have fitted on the last line of the page before."""
    line, following = last[column][-1], first[column][0]
    right = max(each.right for row in rows for each in row[column])
    # Letters differ in width, so that this is not exact; and the column may be wider than its longest line.
    needed = max(width_of_first_word(following) + 0.25 * line.size, 0.25 * (right - line.left))
    return line.right + needed > right


def _right_with(line: TextLine, following: TextLine) -> float:
    """Return where a line would end with the first word of the next one."""
    return line.right + width_of_first_word(following) + 0.25 * line.size


def _ruled(bands: Sequence[Row], rules: Sequence[Box]) -> list[int]:
    """Return the places where rows end if lines are drawn between them, or nothing."""
    if not rules or len(bands) < 2:
        return []
    everything = [line for band in bands for cell in band for line in cell]
    left, right = min(line.left for line in everything), max(line.right for line in everything)
    tops = [box[1] for box in rules]
    cuts = []
    for index, (before, after) in enumerate(pairwise(bands), 1):
        low, high = max(_bases(before)), min(line.baseline - 0.6 * line.size for cell in after for line in cell)
        spans = [
            (max(box[0], left), min(box[2], right))
            for box in rules[bisect_left(tops, low - 5) : bisect_right(tops, high)]
            if low < (box[1] + box[3]) / 2 < high and box[0] < right and box[2] > left
        ]
        if _covered(spans) > 0.6 * (right - left):
            cuts.append(index)
    # A line above or under a table alone says nothing of its rows.
    return [*cuts, len(bands)] if len(cuts) > 1 else []


def _covered(spans: list[tuple[float, float]]) -> float:
    total = end = 0.0
    for left, right in sorted(spans):
        total += max(right - max(left, end), 0.0)
        end = max(end, right)
    return total


def _misaligned(rows: Sequence[Row]) -> list[float]:
    """Return for each alignment the cost of the rows whose cells do not have it."""
    cells = [[cell for cell in row if cell] for row in rows]
    return [sum(_cost_of_level(places(row), row[0][0].size) for row in cells) for places in _PLACES]


def _cost_of_level(places: Sequence[float], size: float) -> float:
    """Return the cost of cells that would be level if they were aligned."""
    return 0.0 if _is_level(places, size) else _MISALIGNED + (max(places) - min(places)) / size


def _is_level(places: Sequence[float], size: float) -> bool:
    return max(places) - min(places) < _LEVEL * size


def _bases(band: Row) -> list[float]:
    return [line.baseline for cell in band for line in cell]


def _joined(bands: Sequence[Row], cuts: Sequence[int]) -> list[Row]:
    return [
        [[line for band in bands[start:end] for line in band[column]] for column in range(len(bands[0]))]
        for start, end in pairwise([0, *cuts])
    ]


@attrs.define(eq=False, slots=False)
class Divider:
    """Finds the cheapest way to divide bands into rows."""

    bands: Sequence[Row]
    rights: Sequence[float]
    #: Where the next column begins.
    limits: Sequence[float]
    leading: float = attrs.field(init=False)
    #: The leading of the letter.
    usual: float = attrs.field(init=False)
    gaps: list[float] = attrs.field(init=False)
    #: Whether the first column has labels, each of which ends with a colon.
    has_labels: bool = attrs.field(init=False)
    #: Where each column ends at the latest, as far as lines that go on below show it.
    ends: list[float] = attrs.field(init=False)
    #: Whether nothing parts the entries in the cells of each column but that they begin a line.
    has_entries: list[bool] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        lines = [line for band in self.bands for cell in band for line in cell]
        colons = [line.text.endswith(":") for band in self.bands for line in band[0]]
        self.has_labels = sum(colons) > 1 and sum(colons) >= 0.5 * len(colons)
        columns = [[line for band in self.bands for line in band[column]] for column in range(len(self.rights))]
        self.ends = [
            min(
                (end for end in map(_right_with, *_going_on(column)) if end > right),
                default=limit - 0.6 * lines[0].size,
            )
            for column, right, limit in zip(columns, self.rights, self.limits, strict=True)
        ]
        self.has_entries = [
            index > 0 and not any(SEPARATOR.search(line.text) for line in column)
            for index, column in enumerate(columns)
        ]
        size, self.usual = max(line.size for line in lines), max(line.leading for line in lines)
        self.gaps = [min(_bases(after)) - max(_bases(before)) for before, after in pairwise(self.bands)]
        steps = [after.baseline - before.baseline for column in columns for before, after in pairwise(column)]
        least = min((step for step in steps if step > 0.8 * size), default=_USUAL_LEADING * size)
        # Programs that place lines on whole pixels set those of one cell at two distances, in turn.
        close = [step for step in steps if least <= step < _ROUNDED * least]
        is_leading = close and least < max(_LEADING * size, _ROUNDED * self.usual)
        self.leading = sum(close) / len(close) if is_leading else max(_USUAL_LEADING * size, self.usual)

    @cached_property
    def _row_costs(self) -> Mapping[tuple[int, int], tuple[float, float, float]]:
        """The cost of each row that may be, by its first band and the band after it, for each alignment."""
        return {
            (start, end): self._costs(start, end)
            for start in range(len(self.bands))
            for end in range(start + 1, min(start + _HIGHEST, len(self.bands)) + 1)
        }

    @cached_property
    def _spaced_rows(self) -> list[Row]:
        """The rows, if gaps of two sizes, all of them clearly small or large, show where each row ends."""
        least = min(self.gaps)
        small = [gap for gap in self.gaps if gap < _ROUNDED * least]
        large = [gap for gap in self.gaps if gap >= _ROUNDED * least]
        is_usual = self.usual / _ROUNDED < max(small) < _SPACED * self.usual
        if not large or not is_usual or min(large) < _SPACED * max(small):
            return []
        cuts = [end for end, gap in enumerate(self.gaps, 1) if gap > max(small)]
        rows = _joined(self.bands, [*cuts, len(self.bands)])
        # Rows of one line may be further apart below each group of them, but in each of these all cells have a line.
        are_wrapped = all(
            before.right + 1.15 * width_of_first_word(after) + 0.25 * before.size >= self.rights[0]
            for row in rows
            if len(row) == 2 or len(set(map(len, row))) == 1
            for before, after in pairwise(row[0])
        )
        # A page may begin within the names of a row.
        first = rows[1:] if len(rows[0][-1]) > 1 else rows
        is_certain = are_wrapped and all(row[0] for row in first) and min(_misaligned(rows)) == 0
        return rows if is_certain else []

    def by_alignment(self, *, begins_cut: bool = False, ends_cut: bool = False) -> list[tuple[float, list[Row]]]:
        """Return the rows for each alignment, with their cost; the first or the last row may be cut by a page."""
        if rows := self._spaced_rows:
            return [(cost + seldom, rows) for cost, seldom in zip(_misaligned(rows), _SELDOM, strict=True)]
        sizes = sorted({round(gap, 1) for gap in self.gaps if gap > _ROUNDED * self.leading})
        gaps = [self.leading, *sizes[:_MOST_GAPS]]
        costs = dict(self._row_costs)
        for (start, end), each in self._row_costs.items():
            if (begins_cut and start == 0) or (ends_cut and end == len(self.bands)):
                # Names at the top of a page may be the rest of a row, the role of which is on the page before.
                is_rest = begins_cut and start == 0 and not any(band[0] for band in self.bands[:end])
                relief = _EMPTY_FIRST - _EMPTY if is_rest else 0.0
                top, middle, bottom = (min(cost, min(each) + _CUT) - relief for cost in each)
                costs[start, end] = top, middle, bottom
        divisions = (
            min((self._divided(costs, alignment, gap) for gap in gaps), key=itemgetter(0))
            for alignment in range(len(_ALIGNMENTS))
        )
        return [(cost, _joined(self.bands, cuts)) for cost, cuts in divisions]

    def _loose(self, gap: float) -> list[int]:
        """Return how many gaps above each band are too large within a cell, if rows have *gap* between them."""
        limit = _LOOSEST * self.leading
        limit = min((self.leading + gap) / 2, limit) if gap > self.leading else limit
        return [0, 0, *accumulate(each > limit for each in self.gaps)]

    def _divided(
        self, costs: dict[tuple[int, int], tuple[float, float, float]], alignment: int, gap: float
    ) -> tuple[float, list[int]]:
        best: list[tuple[float, int]] = [(0.0, 0)]
        loose = self._loose(gap)
        for end in range(1, len(self.bands) + 1):
            after = self._cut_cost(end, gap) + self._full[end]
            best.append(
                min(
                    (
                        best[start][0]
                        + costs[start, end][alignment]
                        + _LOOSE * (loose[end] - loose[start + 1])
                        + after,
                        start,
                    )
                    for start in range(max(end - _HIGHEST, 0), end)
                )
            )
        cuts, end = [], len(self.bands)
        while end:
            cuts.append(end)
            end = best[end][1]
        return best[-1][0] + _SELDOM[alignment], cuts[::-1]

    @cached_property
    def _full(self) -> list[float]:
        """The cost of an end of a row after each band, for the cells that may go on there for want of room."""
        costs = [0.0]
        for end in range(1, len(self.bands) + 1):
            cost = 0.0
            for column in range(len(self.rights)):
                before, after = self.bands[end - 1][column], self.bands[end][column] if end < len(self.bands) else []
                if before and after and not self.has_entries[column] and _is_alike(before[-1], after[0]):
                    needed = _right_with(before[-1], after[0])
                    cost += _FULL if needed > self.ends[column] else _MAYBE_FULL * (needed > self.rights[column])
                    if column and needed > self.rights[column]:
                        cost += _PART_OF_NAME * (min(words_at_break(before[-1], after[0])) == 1)
            costs.append(cost)
        return costs

    def _cut_cost(self, end: int, gap: float) -> float:
        if end == len(self.bands):
            return 0.0
        difference = (self.gaps[end - 1] - gap) / self.leading
        return _TIGHT if difference < -0.05 else _WIDE if difference > 0.05 else 0.0

    def _costs(self, start: int, end: int) -> tuple[float, float, float]:
        """Return the cost of a row for each alignment."""
        cells = [
            [line for band in self.bands[start:end] for line in band[column]] for column in range(len(self.rights))
        ]
        cost = 0.0
        for index, cell in enumerate(cells):
            if not cell:
                cost += _EMPTY if index else _EMPTY_FIRST
            for before, after in pairwise(cell):
                cost += self._pair_cost(before, after, index)
            following = next((band[index][0] for band in self.bands[end:] if band[index]), None)
            cost += _OPEN * bool(cell and self._is_open(cell[-1], following, index))
        cost += _OPEN * bool(cells[0] and cells[0][0].text[:1].islower())
        cost += _ONE_WORD * (start > 0 and len(cells[0]) == 1 and " " not in cells[0][0].text)
        if self.has_labels and cells[0] and not cells[0][-1].text.endswith(":"):
            cost += _EMPTY_FIRST
        filled = [cell for cell in cells if cell]
        cost += _BOTH_WRAPPED * (min(map(len, filled)) - 1) if len(filled) > 1 else 0.0
        if len(filled) < 2:
            return cost, cost, cost
        size = max(cell[0].size for cell in filled)
        top, middle, bottom = (cost + _cost_of_level(places(filled), size) for places in _PLACES)
        # Most cells that are wrapped have one line more than the others, and then none of these is level with a line.
        heights = {len(cell) for cell in filled}
        middle += _RARE_HEIGHT * (len(heights) > 1 and len({height % 2 for height in heights}) == 1)
        return top, middle, bottom

    def _pair_cost(self, before: TextLine, after: TextLine, column: int) -> float:
        """Return the cost of two lines in one cell."""
        if after.begins_item:
            return _SHORT
        if column == 0 and before.text.endswith(":"):
            return 2 * _SHORT  # a label ends with its colon
        right = _right_with(before, after)
        # The column may be wider than its longest line, up to where the next one begins.
        cost = _SHORT if right < self.rights[column] else _MAYBE_SHORT if right < self.ends[column] else 0.0
        if self.has_entries[column]:
            cost = min(cost, _ENTRY)
        elif column and all(words := words_at_break(before, after)):
            cost += _TWO_NAMES * (sum(words) > _MOST_WORDS)
        if abs(before.size - after.size) > SAME_SIZE * before.size or before.is_bold != after.is_bold:
            cost += _SHORT
        goes_on = after.text[:1].islower() or self._is_open(before, after, column)
        return cost + (_CONTINUES if goes_on else 0.0)

    def _is_open(self, line: TextLine, following: TextLine | None, column: int) -> bool:
        """Check whether a line may go on: a short word ends it only where the next one would not have fitted."""
        end = _UNFINISHED.search(line.text)
        if end is None or not end[0][-1].isalpha():
            return end is not None
        return following is not None and _right_with(line, following) >= self.rights[column]


def _going_on(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Return the lines of a column that go on below, as their words show, and those below them."""
    pairs = [
        (before, after)
        for before, after in pairwise(lines)
        if _is_alike(before, after)
        and not after.begins_item
        and (after.text[:1].islower() or _UNFINISHED.search(before.text))
    ]
    return [before for before, _ in pairs], [after for _, after in pairs]
