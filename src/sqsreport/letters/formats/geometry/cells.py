"""The cells of a table: their entries, and their continuation on the next page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from sqsreport.letters.formats.geometry.columns import TableRows
from sqsreport.letters.formats.geometry.lines import SAME_SIZE, TextLine, is_wrapped, width_of_first_word
from sqsreport.letters.formats.geometry.regions import Region
from sqsreport.letters.formats.geometry.rows import Cell

#: The characters of the longest entry of a cell that is known by its words alone.
_LONGEST_NAME: Final = 40
#: How much further apart entries are than the lines of a paragraph, at least.
_LOOSE: Final = 1.15
#: The separator of names in a cell, and the ends of lines that continue.
_SEPARATORS: Final = frozenset(",;")
_OPEN_ENDS: Final = frozenset(",;&-–/(")
#: How far apart items of one level begin, at most, in points.
SAME_PLACE: Final = 2.0


def regions_of_rows(table: TableRows) -> Iterator[Region]:
    """Return the rows of a table; a label with its value is a paragraph."""
    count = max(map(len, table.rows))
    columns = [[row[index] for row in table.rows if index < len(row)] for index in range(count)]
    edges = [max((line.right for cell in column for line in cell), default=0.0) for column in columns]
    for index, row in enumerate(part for whole in table.rows for part in _rows_of_labels(whole)):
        if len(row) == 2 and all(row) and row[0][-1].text.endswith(":"):  # a label and its value
            yield Region("paragraph", [[cell_of(cell) for cell in row]])
            continue
        cells: list[list[TextLine]] = row
        if len(row) == 2 and row[1] and not (row[0] and row[0][0].is_number):
            has_entries = any(_are_entries(cell, edges[1]) for cell in columns[1]) or _are_short_entries(columns[1])
            cells = [row[0], *(_entries(row[1]) if has_entries else [row[1]])]
        yield Region(
            "row", [[cell_of(cell)] if cell else [] for cell in cells], is_header=table.is_header and index == 0
        )


def _rows_of_labels(row: list[list[TextLine]]) -> Iterator[list[list[TextLine]]]:
    """Yield a row, or one for each of several labels in its first cell with the lines beside it and below."""
    labels, values = row if len(row) == 2 else ([], [])
    is_one_row = len(labels) < 2 or not values or not all(label.text.endswith(":") for label in labels)
    if is_one_row or any(line.page != labels[0].page for line in (*labels, *values)):
        yield row
        return
    tops = [label.baseline - 0.5 * label.size for label in labels]
    cells = [[line for line in values if top <= line.baseline < bottom] for top, bottom in pairwise([*tops, math.inf])]
    if all(cells) and sum(map(len, cells)) == len(values):
        yield from ([[label], cell] for label, cell in zip(labels, cells, strict=True))
    else:
        yield row


def _are_entries(cell: Sequence[TextLine], edge: float) -> bool:
    """Check whether a cell has lines that end although the next word would fit, and so are entries by themselves."""
    return (
        len(cell) > 1
        and any(
            before.right + width_of_first_word(after) + 0.2 * before.size < edge
            or after.baseline - before.baseline > max(1.6 * before.size, _LOOSE * before.leading)
            for before, after in pairwise(cell)
        )
        and not any(line.text[-1:] in _SEPARATORS for line in cell[:-1])
    )


def _are_short_entries(cells: Sequence[Sequence[TextLine]]) -> bool:
    """Check whether every line of a column may be an entry by itself: a few words, and nothing that parts entries."""
    return all(
        len(line.text) <= _LONGEST_NAME
        and line.text[:1].isupper()
        and " " in line.text
        and _SEPARATORS.isdisjoint(line.text)
        and abs(line.left - cell[0].left) < SAME_PLACE  # as it is not where it goes on at the margin of the page
        for cell in cells
        if len(cell) > 1
        for line in cell
    ) and all(_SEPARATORS.isdisjoint(line.text) for cell in cells for line in cell)


def _entries(cell: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the entries of a cell; a single word, or what begins in lower case, is the rest of the one before it."""
    entries = [[cell[0]]]
    for before, line in pairwise(cell):
        is_rest = len(line.text.split()) < 2 or len(before.text.split()) < 2 or line.text[:1].islower()
        if is_rest or before.text[-1:] in _OPEN_ENDS:
            entries[-1].append(line)
        else:
            entries.append([line])
    return entries


def take_rest_of_cell(table: TableRows, flow: Sequence[TextLine]) -> int:
    """Add the lines at the top of a page to the cell that they go on with, and return how many they are."""
    count = 0
    if _is_whole(table.rows[-1]) and not flow[0].text[:1].islower():
        return 0
    for line in flow:
        for index, cell in enumerate(table.rows[-1]):
            before = cell[-1] if cell else None
            others = (each for row in table.rows if index < len(row) for each in row[index] if each is not before)
            right = max((each.right for each in others), default=math.inf)
            if (
                before is not None
                and (before.page == line.page - 1 or (count and before.page == line.page))
                and abs(before.left - line.left) < 1.5
                and is_alike(before, line)
                and not line.begins_item
                and (
                    line.text[:1].islower()
                    or before.text[-1:] in _OPEN_ENDS
                    or (is_wrapped(before, line, right) and (len(flow) == 1 or len(table.rows[-1]) > 1))
                )
                and line.right < right + 2 * line.size
                and _is_short(flow)
            ):
                cell.append(line)
                count += 1
                break
        else:
            break
    return count


def _is_whole(row: Sequence[Sequence[TextLine]]) -> bool:
    """Check whether cells of different heights are aligned at their middle, so that none of them goes on."""
    filled = [cell for cell in row if cell]
    middles = [(cell[0].baseline + cell[-1].baseline) / 2 for cell in filled]
    return len(set(map(len, filled))) > 1 and max(middles) - min(middles) < 0.25 * filled[0][0].size


def _is_short(flow: Sequence[TextLine]) -> bool:
    """Check whether a flow is no more than the rest of a cell."""
    return len(flow) < 4


def is_alike(before: TextLine, line: TextLine) -> bool:
    """Check whether the type of two lines is alike: most of it, its largest, or that at the break between them."""
    largest = (max(segment.size for segment in each.segments) for each in (before, line))  # as of small capitals
    sizes = (before.size, line.size), (before.segments[-1].size, line.segments[0].size), tuple(largest)
    return before.is_bold == line.is_bold and any(abs(one - other) <= SAME_SIZE * one for one, other in sizes)


def cell_of(lines: Sequence[TextLine]) -> Cell:
    """Return a cell with lines."""
    return [line.segments for line in lines]
