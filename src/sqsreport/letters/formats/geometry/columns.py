"""The order in which the lines of a page are read: columns, tables, side blocks and headings in the margin.

Lines that are beside each other make a zone, together with those above and below for as
long as a gap from top to bottom, the gutter, is left free. What the columns of a zone look
like determines the kind of the zone: columns of prose, headings next to prose, a separate block next to
other text, or otherwise a table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import attrs

from sqsreport.letters.formats.geometry.beside import (
    LABEL,
    ROW_STEP,
    WIDEST_STEP,
    are_labels,
    are_level,
    entries_of,
    has_numbers,
    is_bold_beside,
    is_term_of,
    make_level,
    start_beside,
    take_values,
)
from sqsreport.letters.formats.geometry.extents import (
    GUTTER,
    LONGEST_ZONE,
    LOOSE,
    Spans,
    columns_of,
    extent_of,
    has_type_of,
    is_close,
    is_running,
    place_of,
    step_between,
)
from sqsreport.letters.formats.geometry.lines import SAME_SIZE, TextLine, is_wrapped, text_line
from sqsreport.letters.formats.geometry.segments import Box
from sqsreport.letters.formats.geometry.tables import NO_TABLE, Divider, Row, bands_of, decide, divide

#: Maximum depth of columns within columns.
_DEEPEST: Final = 3
#: Minimum lines of a column of prose, characters of such a line, and share of lines that are full.
_PROSE_LINES, _PROSE_CHARACTERS, _PROSE_FULL = 4, 15, 0.5
_FULL: Final = 0.82
#: Minimum width of a column of a page set in columns, as a share of the widest column.
_SAME_WIDTH: Final = 0.9
#: The same for text beside headings, which has short lines if it is a list.
_TEXT_CHARACTERS, _TEXT_FULL = 30, 0.3
#: Minimum number of terms (bold lines above their values) in each of several columns.
_LEAST_TERMS: Final = 2
#: Minimum characters of each of two lines that are text.
_LONG_CHARACTERS: Final = 50
#: Maximum width and number of lines of a column of headings, as shares of the text beside it.
_MARGIN_WIDTH, _MARGIN_LINES = 0.6, 0.6
#: Maximum number of bold lines that are headings because they are few, as a share of the lines beside them.
_FEW_HEADINGS: Final = 0.25
#: Maximum number of lines above a table that may belong to its first row.
_MOST_LEADING: Final = 6
#: Minimum font size of text below columns, relative to theirs, that ends them.
_LARGER: Final = 1.04
#: Maximum gap between lines of one column, in font sizes.
_COLUMN_GAP: Final = 3.0
#: Maximum distance of a line from the middle of the two lines beside it, in font sizes.
_MIDDLE: Final = 0.15
#: Height of the part of the first page that may have a letterhead at its side, in points.
_TOP: Final = 320.0
_INDENTED: Final = 40.0
#: Minimum distance between the rows of a grid, relative to the line spacing.
_ROW_GAP: Final = 1.15
#: Minimum number of lines of a column of text and lists.
_LEAST_TEXT: Final = 16
#: Maximum number of bands of lists above columns of prose.
_HIGHEST_LISTS: Final = 16
#: Minimum number of lines of a box at the top of a letter; labels with values beside them are fewer.
_LEAST_BOX: Final = 7
#: Maximum difference in font size between the columns of a table, and the cost of each row of a clear table.
_NEAR_SIZE, _CLEAR_TABLE = 0.15, 2.0
#: A term and its value on one line, such as a role and its names, and their minimum number in each column.
TERM_AND_VALUE: Final = re.compile(r"[^\W\d_][^:–—]*[:–—]\s\S")
_LEAST_PAIRS: Final = 4


@attrs.define(eq=False)
class TableRows:
    """Rows of a table; the first may be titles.

    Attributes:
        rows: its rows.
        divider: finds how else it could be divided; none where its rows are certain.
        rest: lines that go on with the last cell.
    """

    rows: list[Row]
    divider: Divider | None = None
    rest: Sequence[TextLine] = ()

    @property
    def is_header(self) -> bool:
        """Check whether the first row, and no other, is bold."""
        bold = [all(line.is_bold for cell in row for line in cell) for row in self.rows]
        return len(self.rows) > 1 and bold[0] and not any(bold[1:]) and all(self.rows[0])


def decide_rows(items: Sequence[TableRows]) -> None:
    """Divide the parts of a table that goes on over pages into rows."""
    undecided = [(item, item.divider) for item in items if item.divider]
    for (item, _), rows in zip(undecided, decide([divider for _, divider in undecided]), strict=True):
        item.rows = list(rows)
    for item in items:
        item.rows[-1][-1].extend(item.rest)


#: Lines in reading order, or the rows of a table.
Item = list[TextLine] | TableRows


def in_order(
    lines: Sequence[TextLine], rules: Sequence[Box], depth: int = 0, known: list[Spans] | None = None
) -> list[Item]:
    """Return the lines of a page as they are read; each list of lines is a flow of its own.

    Args:
        lines: what is on the page.
        rules: lines that are drawn on it.
        depth: how many columns it is within.
        known: the columns of prose of the pages before, to which those of this page are added.
    """
    known = [] if known is None else known
    start, edge = min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
    items: list[Item] = []
    flow: list[TextLine] = []
    bands = bands_of(lines)
    index = 0
    while index < len(bands):
        band = bands[index]
        if len(columns_of(band)) == 1:
            for line in sorted(band, key=lambda line: (round(line.baseline), line.left)):
                if not line.edge:
                    line.start, line.edge = start, edge
                flow.append(line)
            index += 1
            continue
        if whole := _justified(band, flow[-1:], bands[index + 1 : index + 2]):
            whole.start, whole.edge = (flow[-1].start, flow[-1].edge) if flow else (start, edge)
            flow.append(whole)
            index += 1
            continue
        zone = _Zone.at(bands, index, depth, edge, known)
        if side := zone.side_block(rules):
            # It is read first, so that the lines beside it go on with those below.
            own = {id(line) for line in side}
            rest = [line for line in (*zone.lines, *zone.rest) if id(line) not in own]
            is_first = side[0].left < zone.spans[1][0] - 1
            while flow and _goes_on_with(side, flow[-1:], above=True):
                side.insert(0, flow.pop())
            while zone.end < len(bands) and _goes_on_with(side, bands[zone.end]):
                side += bands[zone.end]
                zone.end += 1
            for line in rest:
                line.start, line.edge = zone.spans[-1] if is_first else (start, zone.spans[-2][1])
            # Nothing goes on with its last line, however full that is.
            side[-1].start, side[-1].edge = min(line.left for line in side), math.inf
            below = [line for band in bands[zone.end :] for line in band]
            before = [flow] if flow else []
            main = in_order([*rest, *below], rules, depth + 1) if depth < _DEEPEST else [[*rest, *below]]
            return [*items, *before, *in_order(side, rules, _DEEPEST), *main]
        zone.take_leading(flow)
        zone.take_single_cells(flow, bands)
        if flow:
            items.append(flow)
            flow = []
        items += zone.items(rules, depth)
        index = zone.end
    if flow:
        items.append(flow)
    return items


def _justified(
    band: Sequence[TextLine], above: Sequence[TextLine], following: Sequence[Sequence[TextLine]]
) -> TextLine | None:
    """Return the line that is parted by wide gaps because it is as wide as those around it, unless it is a row."""
    first = band[0]
    if any(abs(each.baseline - first.baseline) >= 1 or abs(each.size - first.size) >= 1 for each in band):
        return None
    line = text_line(sorted((segment for each in band for segment in each.segments), key=lambda each: each.left))
    below = following[0] if following else ()
    if below and (len(below) > 1 or not is_close(line, below[0])):
        return None
    around = [*(each for each in above if is_close(each, line)), *below]
    is_full = any(
        min(abs(line.left - other.left), abs(line.left - other.indent), abs(line.indent - other.left)) < 2
        and abs(line.right - other.right) < 2
        for other in around
    )
    # The line of a paragraph of two lines ends at the edge of the page, and goes on below.
    ends_at_edge = abs(line.right - line.page_edge) < 1 and len(below) == 1 and abs(line.left - below[0].left) < 2
    is_full = is_full or (ends_at_edge and below[0].text[:1].islower())
    return line if is_full else None


@attrs.define(eq=False)
class _Zone:
    """Lines between which gutters are free, from one band to before another."""

    lines: list[TextLine]
    spans: Spans
    end: int
    is_prose: bool
    #: Lines at the left margin that continue the last cell.
    rest: list[TextLine] = attrs.field(factory=list)

    @classmethod
    def at(cls, bands: Sequence[Sequence[TextLine]], start: int, depth: int, edge: float, known: list[Spans]) -> _Zone:
        """Return the zone that begins with a band of several columns."""
        extent = extent_of(bands, start, may_shift=False)
        if depth < _DEEPEST:
            # Columns of prose may begin further to the left below a list, and a table does not.
            for end in dict.fromkeys((extent_of(bands, start, may_shift=True).prose_end, extent.prose_end)):
                here = [line for band in bands[start:end] for line in band]
                zone = cls(here, columns_of(here), end, is_prose=False)
                if lists := zone._lists_above(bands, start):
                    return lists
                if len(zone.spans) > 1 and zone._are_columns_of_prose(known):
                    zone.is_prose = True
                    known.append(zone.spans)
                    zone._leave_larger_type(bands)
                    zone._take_rest_of_first(bands)
                    return zone
                if len(zone.spans) > 1 and zone._are_lists():
                    zone.is_prose = True
                    while zone.end < len(bands) and zone._has_more(bands[zone.end]):
                        zone.lines += bands[zone.end]
                        zone.end += 1
                    return zone
        end = extent.last + 1
        here = [line for band in bands[start:end] for line in band]
        zone = cls(here, extent.spans, end, is_prose=False)
        for band in bands[end : min(extent.end, end + _MOST_LEADING)]:
            if not zone._takes(band):
                break
            zone.lines += band
            zone.end += 1
        zone._take_rest_beside_margin(bands)
        while zone.end < len(bands) and zone._takes_at_margin(bands[zone.end], edge):
            zone.rest += bands[zone.end]
            zone.end += 1
        return zone

    def _lists_above(self, bands: Sequence[Sequence[TextLine]], start: int) -> _Zone | None:
        """Return the zone of the terms with their values, as those of a header, that columns of prose are below."""
        for end in range(start + 2, min(self.end, start + _HIGHEST_LISTS)):
            if (
                len(bands[end]) < len(self.spans)
                or max(map(_baseline, bands[end])) - min(map(_baseline, bands[end])) > 1
            ):
                continue
            above = [line for band in bands[start:end] for line in band]
            zone = _Zone(above, columns_of(above), end, is_prose=True)
            step = step_between(bands[end - 1], bands[end])
            steps = [step_between(*pair) for pair in pairwise(bands[start:end])]
            if (
                len(zone.spans) > 1
                and step > 1.05 * max(steps, default=step)
                and zone._are_lists()
                and not any(map(is_running, zone.columns()))
            ):
                return zone
        return None

    def _take_rest_beside_margin(self, bands: Sequence[Sequence[TextLine]]) -> None:
        """Take the lines below that go on beside a margin with headings."""
        lines, end = list(self.lines), self.end
        for band in bands[end : end + LONGEST_ZONE]:
            if any(line.left < self.spans[-1][0] - 1 for line in band):
                break
            lines += band
            end += 1
        whole = _Zone(lines, columns_of(lines), end, is_prose=False)
        if len(whole.spans) == len(self.spans) and whole._has_margin(whole.columns()):
            self.lines, self.spans, self.end = whole.lines, whole.spans, whole.end

    def _leave_larger_type(self, bands: Sequence[Sequence[TextLine]]) -> None:
        """Leave out what is below all columns but the first, in larger type than theirs, with the heading above it."""
        first, *others = self.columns()
        rest = [line for column in others for line in column]
        size, foot = median(line.size for line in rest), max(line.baseline for line in rest)
        below = [line for line in first if line.top > foot]
        start = next((i for i, line in enumerate(below) if not line.is_bold and line.size > _LARGER * size), None)
        if start is None:
            return
        while start and below[start - 1].is_bold:
            start -= 1
        left_out = {id(line) for line in below[start:]}
        self.lines = [line for line in self.lines if id(line) not in left_out]
        while self.end and all(id(line) in left_out for line in bands[self.end - 1]):
            self.end -= 1

    def _take_rest_of_first(self, bands: Sequence[Sequence[TextLine]]) -> None:
        """Take the paragraphs below that are wrapped where the first of several columns ends, which is the longest."""
        left, right = self.spans[0]
        last = self.columns()[0][-1]
        end = self.end
        while end < len(bands) and len(bands[end]) == 1:
            line, below = bands[end][0], bands[end + 1] if end + 1 < len(bands) else ()
            is_within = left - 1 <= line.left and line.right <= right + 1
            if not is_within or line.baseline - last.baseline > _COLUMN_GAP * line.size:
                break
            is_full = line.right > left + _FULL * (right - left) and len(below) == 1 and is_close(line, below[0])
            if not is_full and not (end > self.end and is_close(last, line)):
                break
            last, end = line, end + 1
        self.lines += [line for band in bands[self.end : end] for line in band]
        self.end = end

    def columns(self) -> list[list[TextLine]]:
        """Return the lines of each column, from top to bottom."""
        columns: list[list[TextLine]] = [[] for _ in self.spans]
        for line in sorted(self.lines, key=lambda line: line.baseline):
            columns[place_of(line.left, self.spans)].append(line)
        return columns

    def take_leading(self, flow: list[TextLine]) -> None:
        """Take the lines above that belong to the first row: its cells are aligned at their middle or foot."""
        if self.is_prose:
            self._take_heads(flow)
            return
        taken = 0
        while flow and taken < _MOST_LEADING:
            line = flow[-1]
            below = [each for column in self.columns() for each in column[:1] if _is_under(line, each)]
            if not below or not is_close(line, below[0]):
                break
            is_alone = len(flow) == 1 or not is_close(flow[-2], line)
            if line.right > self._next_start(below[0]):  # after tabs a role may be as wide as the page
                if is_alone and line.text[-1] not in ".:" and is_wrapped(line, below[0], line.edge):
                    self.lines.append(flow.pop())
                break
            if not is_wrapped(line, below[0], self._edge(below[0])):
                break
            if len(flow) > 1 and is_close(flow[-2], line) and not taken and flow[-2].right > self._edge(line) + 1:
                break  # the end of a paragraph
            place = place_of(below[0].left, self.spans)
            self.spans = [
                (min(left, line.left), right) if i == place else (left, right)
                for i, (left, right) in enumerate(self.spans)
            ]
            self.lines.append(flow.pop())
            taken += 1

    def _take_heads(self, flow: list[TextLine]) -> None:
        """Take the lines above that begin one of the columns; of the first, only those of a paragraph that goes on."""
        first = len(flow)
        tops = [min(column, key=lambda line: line.baseline) for column in self.columns()]
        for index in range(len(flow) - 1, -1, -1):
            line = flow[index]
            places = [
                i for i, (left, right) in enumerate(self.spans) if left - 1 <= line.left and line.right <= right + 1
            ]
            if not places or tops[places[0]].baseline - line.baseline > _COLUMN_GAP * line.size:
                break
            if places[0] or is_close(line, tops[0], LOOSE):
                first = index
            tops[places[0]] = line
        self.lines += flow[first:]
        del flow[first:]

    def take_single_cells(self, flow: list[TextLine], bands: Sequence[Sequence[TextLine]]) -> None:
        """Take the lines above and below that are rows with one cell alone, or one of several lines of a cell."""
        columns = self.columns()
        first = columns[0]
        if self.is_prose or self.rest or not first or self._has_margin(columns):
            return
        steps = [step_between(above, below) for above, below in pairwise(bands_of(self.lines))]
        widest = min(max(steps, default=ROW_STEP * first[0].size), WIDEST_STEP * first[0].size) + 0.15 * first[0].size
        while self.end < len(bands):
            band = bands[self.end]
            last = max(self.lines, key=lambda line: line.baseline)
            below = bands[self.end : self.end + 3]
            if (
                self._is_label_beside([line for each in below for line in each])
                and step_between([last], band) <= widest
            ):
                self.lines += (line for each in below for line in each)
                self.end += len(below)
                continue
            if len(band) > 1 or not self._is_single_cell(band[0], columns) or step_between([last], band) > widest:
                break
            self.lines += band
            self.end += 1
        taken = len(flow)
        top = min(line.baseline for line in self.lines)
        while taken and top - flow[taken - 1].baseline <= widest:
            if not (count := 3 * self._is_label_beside(flow[max(taken - 3, 0) : taken])):
                count = self._is_single_cell(flow[taken - 1], columns)
            if not count:
                break
            taken -= count
            top = flow[taken].baseline
        # The lines of a paragraph that ends with a short one are no cells.
        while 0 < taken < len(flow) and is_close(flow[taken - 1], flow[taken]):
            taken += 1
        self.lines += flow[taken:]
        del flow[taken:]

    def _is_label_beside(self, lines: Sequence[TextLine]) -> bool:
        """Check whether three lines below each other are a label beside the middle of its value, or the reverse.

        They are not level with each other, so that no row shows where they belong.
        """
        if len(lines) != 3 or len(self.spans) != 2:
            return False
        above, middle, below = lines
        columns = self.columns()
        outer, inner = columns if middle.left > above.left else reversed(columns)
        label = below if outer is columns[0] else middle
        return (
            label.text.endswith(":")
            and any(line.text.endswith(":") for line in columns[0])
            and max(abs(above.left - outer[0].left), abs(below.left - outer[0].left)) < 1
            and abs(middle.left - inner[0].left) < 1
            and above.is_bold == below.is_bold == outer[0].is_bold
            and abs(middle.baseline - (above.baseline + below.baseline) / 2) < _MIDDLE * middle.size
            and below.baseline - above.baseline < 1.1 * above.leading
        )

    def _is_single_cell(self, line: TextLine, columns: Sequence[Sequence[TextLine]]) -> bool:
        """Check whether a line has the place and the look of those of a column."""
        limits = [*(left for left, _ in self.spans[1:]), float("inf")]
        return (
            any(
                abs(line.left - cells[0].left) < 1
                and line.right < limit - GUTTER
                and not cells[-1].text.endswith(":")  # a label, under which its value goes on
                and line.is_bold == cells[-1].is_bold
                and abs(line.size - cells[-1].size) <= SAME_SIZE * line.size
                for cells, limit in zip(columns, limits, strict=True)
                if cells
            )
            and not line.begins_item
            and line.text[-1] not in ".:"
        )

    def items(self, rules: Sequence[Box], depth: int) -> Iterator[Item]:
        """Return what is in the zone, as it is read."""
        columns = self.columns()
        for column, (left, right) in zip(columns, self.spans, strict=True):
            for line in column:
                line.start, line.edge = left, right
        if self.is_prose:
            for row in self._rows_of_grid() or [columns]:
                for cell in row:
                    yield from in_order(cell, rules, depth + 1)
            return
        if has_numbers(columns):
            yield from _beside_numbers(columns[0], [*self.lines, *self.rest])
            return
        are_labels = all(line.text.endswith(":") for line in columns[0])  # which may be beside the middle of a value
        if self._has_margin(columns) and not are_labels:
            yield from _beside_margin(columns[0], [line for column in columns[1:] for line in column], rules, depth)
            return
        take_values(columns, self.spans[-1][1])
        for first, values in pairwise(columns):
            make_level(first, values)
        table = divide(columns, rules)
        yield TableRows(table.rows, table.divider, self.rest)

    def _rows_of_grid(self) -> list[Row]:
        """Return the rows of entries that begin level all over the columns, though some have more lines than others.

        In columns that are filled one after the other, an entry below one with more lines would begin lower.
        """
        bands = bands_of(self.lines)
        steps = [step_between(*pair) for pair in pairwise(bands)]
        least = min(steps, default=0.0)
        if not self._are_lists() or max(steps, default=0.0) < _ROW_GAP * least:
            return []
        rows: list[Row] = [[[] for _ in self.spans]]
        for band, step in zip(bands, [0.0, *steps], strict=True):
            if step > _ROW_GAP * least:
                rows.append([[] for _ in self.spans])
            for line in band:
                rows[-1][place_of(line.left, self.spans)].append(line)
        tops = [[cell[0].baseline for cell in row if cell] for row in rows]
        is_grid = (
            len(rows) > 1
            and all(len(row) == len(self.spans) for row in tops[:-1])
            and all(max(row) - min(row) < 1 for row in tops)
            and any(len({len(cell) for cell in row}) > 1 for row in rows[:-1])
        )
        return rows if is_grid else []

    def side_block(self, rules: Sequence[Box]) -> list[TextLine]:
        """Return the lines of the last or the first column, if that has nothing to do with the others."""
        columns = self.columns()
        if self.is_prose or len(columns) < 2 or not all(columns):
            return []
        if len(columns) == 2:
            first, last = columns
            if box := first if _is_box_beside(first, last) else last if _is_box_beside(last, first) else []:
                return box
        if len(columns) == 3 and are_level(*columns[1:]) and not are_level(*columns[:2]):
            return columns[0]
        for box, texts in ((columns[0], columns[1:]), (columns[-1], columns[:-1])) if len(columns) > 2 else ():
            are_columns = all(_is_prose(text) and is_running(text) for text in texts)
            if are_columns and _is_at_top(box, least=2) and not is_running(box):
                return box
        return columns[-1] if self._has_side_block(columns, rules) else []

    def _edge(self, line: TextLine) -> float:
        return self.spans[place_of(line.left, self.spans)][1]

    def _next_start(self, line: TextLine) -> float:
        """Return where the column after that of a line begins."""
        return next((left for left, _ in self.spans if left > line.left + 1), float("inf"))

    def _takes(self, band: Sequence[TextLine]) -> bool:
        """Check whether a line below is the rest of a cell of the last row."""
        if len(band) > 1:
            return False
        line = band[0]
        above = [column[-1] for column in self.columns() if column and _is_under(column[-1], line)]
        if not above or not is_close(above[0], line):
            return False
        before = above[0]
        if before.text.endswith(":") or not has_type_of(line, before):
            return False  # the value goes on under its label, or the names under their role
        goes_on = line.text[:1].islower() or before.text[-1:] in ",&-–/("
        return goes_on or is_wrapped(before, line, self._edge(before))

    def _takes_at_margin(self, band: Sequence[TextLine], edge: float) -> bool:
        """Check whether a line at the left margin, or at another stop, goes on with a value that was wrapped."""
        line, columns = band[0], self.columns()
        if not (columns[0] and columns[-1]):
            return False
        before = self.rest[-1] if self.rest else columns[-1][-1]
        # The label or the role says whether the line is not the rest of it.
        label, value = columns[0][-1], columns[-1][-1]
        is_of_value = has_type_of(line, value) and not has_type_of(line, label)
        is_value = label.text.endswith(":") or before.text.endswith(",") or is_of_value
        return (
            len(band) == 1
            and is_value
            and (abs(line.left - self.spans[0][0]) < 1 or (is_of_value and line.left > self.spans[0][0] + line.size))
            and is_close(before, line)
            and not LABEL.match(line.text)
            and is_wrapped(before, line, edge)
        )

    def _are_columns_of_prose(self, known: Sequence[Spans]) -> bool:
        """Check whether the columns are those of a page that is set in columns."""
        own = self.spans
        for spans in known:
            if not self._are_within(spans):
                continue
            self.spans = spans
            # Beside running text there may be anything: a list of names has columns of its own, within this one.
            if any(_is_prose(column, 1, _PROSE_CHARACTERS, 0.0) and is_running(column) for column in self.columns()):
                return True
            self.spans = own
        columns = self.columns()
        if not all(columns):
            return False
        widths = [right - left for left, right in self.spans]
        if is_bold_beside(columns[0], [line for column in columns[1:] for line in column]):
            return False
        if min(widths) < 0.5 * max(widths):
            return False
        prose = [_is_prose(column) and is_running(column) for column in columns]
        if all(prose):
            return True
        if any(prose) and min(widths) > _SAME_WIDTH * max(widths):
            if len(columns) == 2 and prose[0] and _is_text_beside(*columns):
                return True
            # A column of headings and lists has many short lines.
            return all(_is_prose(column, share=_TEXT_FULL) and is_running(column) for column in columns)
        # The last column may be short.
        return all(prose[:-1]) and _is_like(columns[-1], columns[0]) and is_running(columns[-1])

    def _are_lists(self) -> bool:
        """Check whether each column has terms with their values below: roles in bold, or labels."""
        columns = self.columns()
        if not all(columns):
            return False
        counts = [sum(is_term_of(above, line) for above, line in pairwise(column)) for column in columns]
        are_roles = min(counts) >= 1 and max(counts) >= _LEAST_TERMS
        if len(columns) == 2 and (_is_box_beside(*columns) or _is_box_beside(*reversed(columns))):
            are_roles = False
        are_labels = all(
            bool(LABEL.fullmatch(column[0].text)) and not LABEL.match(column[-1].text) for column in columns
        )
        are_headed = all(
            len(column) > 1 and column[0].is_bold and column[1].begins_item and not column[1].is_bold
            for column in columns
        )
        are_pairs = (
            min(sum(bool(TERM_AND_VALUE.match(line.text)) for line in column) for column in columns) >= _LEAST_PAIRS
        )
        return (
            are_labels
            or are_headed
            or are_pairs
            or (are_roles and not any(line.begins_item or line.text[-1] == ":" for line in self.lines))
        )

    def _has_more(self, band: Sequence[TextLine]) -> bool:
        """Check whether a line goes on with the list of one column."""
        line = band[0]
        return len(band) == 1 and any(
            any(abs(each.left - line.left) < 1 for each in column)
            and line.right < right + 1
            and line.baseline - column[-1].baseline < ROW_STEP * line.size
            for column, (_, right) in zip(self.columns(), self.spans, strict=True)
        )

    def _are_within(self, spans: Spans) -> bool:
        """Check whether all lines are within the columns of a page before, each of which has some at its left."""
        columns: list[list[TextLine]] = [
            [line for line in self.lines if left - 2 <= line.left and line.right <= right + 6] for left, right in spans
        ]
        return sum(map(len, columns)) == len(self.lines) and all(
            column and min(line.left for line in column) < left + _INDENTED
            for column, (left, _) in zip(columns, spans, strict=True)
        )

    def _has_side_block(self, columns: Sequence[Sequence[TextLine]], rules: Sequence[Box]) -> bool:
        """Check whether the last column has nothing to do with the others."""
        *others, last = columns
        if len(last) < 2:
            return False
        rest = [line for column in others for line in column]
        sizes = median(line.size for line in rest), median(line.size for line in last)
        if abs(sizes[0] - sizes[1]) > SAME_SIZE * sizes[0]:
            return not self._are_rows(columns, rules) and not self._has_margin(columns)
        labels = [bool(LABEL.match(line.text)) for line in columns[0]]
        if len(others) > 1:
            if self._are_rows(columns, rules):
                return False
            whole = [bool(LABEL.fullmatch(line.text)) for line in columns[0]]
            is_only = all(whole) and last[0].page == 1 and last[0].top < _TOP
            return is_only or (sum(whole) > 1 and sum(whole) >= 0.6 * len(whole))
        if sum(labels) > 1 and not any(LABEL.fullmatch(line.text) for line in columns[0]):
            return True
        if self._has_margin(columns) or are_labels(columns[0], last):
            return False
        is_at_top = last[0].page == 1 and last[0].top < _TOP
        return is_at_top and len(last) > 2 and divide(columns, rules).cost > NO_TABLE

    @staticmethod
    def _are_rows(columns: Sequence[Sequence[TextLine]], rules: Sequence[Box]) -> bool:
        """Check whether columns are those of one table, the cells of which may be set in two sizes."""
        if len(columns) % 2:
            return False
        if all(are_level(*pair) for pair in zip(columns[::2], columns[1::2], strict=True)):
            return True
        first, last, *others = columns
        is_near = abs(first[0].size - last[0].size) < _NEAR_SIZE * first[0].size
        return not others and (are_labels(first, last) or (is_near and divide(columns, rules).cost < _CLEAR_TABLE))

    @staticmethod
    def _has_margin(columns: Sequence[Sequence[TextLine]]) -> bool:
        """Check whether the first column has headings for the text beside it."""
        first, rest = columns[0], [line for column in columns[1:] for line in column]
        if not first or not rest or are_labels(first, columns[1]):
            return False
        widths = [max(line.right for line in each) - min(line.left for line in each) for each in (first, rest)]
        # Bold lines beside others that are not are headings whatever these are, but for a list of names.
        is_bold = is_bold_beside(first, rest)
        is_narrow = widths[0] <= _MARGIN_WIDTH * widths[1] or (is_bold and is_running(rest))
        if not is_narrow or (len(first) > _MARGIN_LINES * len(rest) and not (is_bold and is_running(rest))):
            return False
        if is_bold and (len(rest) == 2 or len(first) > len(rest) > 1):  # the page ends
            return _is_prose(rest, 1, _LONG_CHARACTERS, _TEXT_FULL)
        return len(rest) > 2 and _is_prose(rest, 1, _TEXT_CHARACTERS, 0.0 if is_bold else _TEXT_FULL)


def _beside_margin(
    first: Sequence[TextLine], rest: Sequence[TextLine], rules: Sequence[Box], depth: int
) -> Iterator[Item]:
    """Return each heading of a margin before the text that begins beside it; a label with its value is a row."""
    groups = entries_of(first)
    starts = [start_beside(group[0], rest) for group in groups]
    before = [line for line in rest if line.baseline < starts[0]]
    if before:
        yield from in_order(before, rules, depth + 1)
    for group, start, end in zip(groups, starts, [*starts[1:], float("inf")], strict=True):
        beside = [line for line in rest if start <= line.baseline < end]
        if (
            beside
            and (group[-1].text.endswith(":") or all(line.is_label for line in group))
            and not _has_paragraphs(beside)
        ):
            yield TableRows([[group, beside]])
        else:
            yield group
            if beside:
                yield from in_order(beside, rules, depth + 1)


def _beside_numbers(first: Sequence[TextLine], lines: Sequence[TextLine]) -> Iterator[Item]:
    """Return a row for each number, with everything beside it, and a flow for what is between."""
    margin = {id(line) for line in first}
    item: Item = []
    for line in sorted(lines, key=lambda line: line.baseline - (line.size if line.is_number else 0)):
        if id(line) in margin and (line.is_number or isinstance(item, TableRows)):
            if item:
                yield item
            item = TableRows([[[line], []]]) if line.is_number else [line]
        elif isinstance(item, TableRows):
            item.rows[0][1].append(line)
        else:
            item.append(line)
    if item:
        yield item


def _has_paragraphs(lines: Sequence[TextLine]) -> bool:
    steps = [after.baseline - before.baseline for before, after in pairwise(lines)]
    return any(step > 1.3 * min(steps) for step in steps)


def _is_prose(
    lines: Sequence[TextLine],
    least: int = _PROSE_LINES,
    characters: int = _PROSE_CHARACTERS,
    share: float = _PROSE_FULL,
) -> bool:
    if len(lines) < least or sum(len(line.text) for line in lines) < characters * len(lines):
        return False
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(line.right > left + _FULL * (right - left) for line in lines)
    return full >= share * len(lines)


def _baseline(line: TextLine) -> float:
    return line.baseline


def _is_at_top(box: Sequence[TextLine], least: int = _LEAST_BOX) -> bool:
    """Check whether lines are at the top of a letter, and as many as a box has."""
    return box[0].page == 1 and min(line.top for line in box) < _TOP and len(box) >= least


def _is_box_beside(box: Sequence[TextLine], text: Sequence[TextLine]) -> bool:
    """Check whether a narrow column at the top of a letter has entries of its own, as many as the text beside it."""
    widths = [max(line.right for line in each) - min(line.left for line in each) for each in (box, text)]
    return (
        _is_at_top(box)
        and widths[0] < _MARGIN_WIDTH * widths[1]
        and len(box) > _MARGIN_LINES * len(text)
        and _is_prose(text, characters=_TEXT_CHARACTERS)
        and sum(line.text[:1].islower() for line in text) > 1
        and not is_running(box)
    )


def _goes_on_with(side: Sequence[TextLine], band: Sequence[TextLine], *, above: bool = False) -> bool:
    """Check whether a line below a block beside the text, or above it, is the next one of it."""
    line, last = band[0], side[0] if above else side[-1]
    steps = [after.baseline - before.baseline for before, after in pairwise(side)]
    return (
        len(band) == 1
        and any(abs(each.left - line.left) < 1 for each in side)
        and line.right < max(each.right for each in side) + line.size
        and 0 < (last.baseline - line.baseline) * (1 if above else -1) < 1.05 * max(steps, default=0.0)
        and (has_type_of(line, last) or above or not line.is_bold)
    )


def _is_text_beside(prose: Sequence[TextLine], lines: Sequence[TextLine]) -> bool:
    """Check whether lines beside prose are text with lists and headings, which is not level with the prose."""
    baselines = [line.baseline for line in prose]
    level = sum(any(abs(line.baseline - each) < 1 for each in baselines) for line in lines)
    return (
        len(lines) >= _LEAST_TEXT
        and sum(line.text[:1].islower() for line in lines) > _LEAST_TEXT // 4
        and level < 0.5 * len(lines)
    )


def _is_like(lines: Sequence[TextLine], prose: Sequence[TextLine]) -> bool:
    """Check whether a few lines are as wide as those of a column of prose."""
    widest = max(line.right - line.left for line in lines)
    column = max(line.right for line in prose) - min(line.left for line in prose)
    full = sum(line.right - line.left > _FULL * column for line in lines)
    return 0.9 < widest / column < 1.1 and full >= len(lines) - 1


def _is_under(line: TextLine, below: TextLine) -> bool:
    """Check whether a line is aligned with the one above it, at its left, middle or right, or after its number."""
    lefts = min(abs(line.left - below.left), abs(line.indent - below.left))
    middles = abs(line.left + line.right - below.left - below.right) / 2
    rights = abs(line.right - below.right)
    return min(lefts, middles, rights) < 2.0
