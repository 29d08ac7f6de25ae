"""The cells of columns that are set with spaces: which of their lines are one cell, and which cells are one row."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.widths import with_next_word
from sqsreport.letters.words import begins_entry, ends_entry

#: A word that ends no cell, except for a label such as “Copy to”.
OPEN_END: Final = re.compile(r"\s(?:and|at|by|for|in|of|on|or|the|upon|with|Deputy|Assistant|Acting|Interim|Vice)$")
_CUT_AT_HYPHEN: Final = re.compile(r"[^\W\d_]-$")
#: The maximum number of lines between two lines of a cell whose neighbour is centred vertically.
_FARTHEST: Final = 2
#: The minimum number of characters of a column with wrapped names.
_NARROWEST: Final = 24


@attrs.define
class Cell:
    """The lines of a cell, and the indices of its first and last line."""

    first: int
    last: int
    texts: list[str]


def groups(table: list[list[str]]) -> list[tuple[int, int]]:
    """Return the first and last line of each group between blank lines, if every group is one row."""
    bounds: list[tuple[int, int]] = []
    for place, line in enumerate(table):
        if any(line) and bounds and bounds[-1][1] == place - 1:
            bounds[-1] = bounds[-1][0], place
        elif any(line):
            bounds.append((place, place))
    widths = [max(len(line[n]) for line in table) for n in range(len(table[0]))]
    is_whole = all(_is_row(table[top : foot + 1], widths) for top, foot in bounds)
    return bounds if is_whole and len(bounds) > 1 else []


def _is_row(lines: list[list[str]], widths: list[int]) -> bool:
    """Check whether adjacent lines are one row: each line with both halves continues the one above."""
    return any(line[0] for line in lines) and not any(
        line[0]
        and any(line[1:])
        and any(any(other[1:]) for other in lines[:place])
        and not any(
            above and text and (reads_on(above, text) or (width >= _NARROWEST and is_full(above, text, width)))
            for above, text, width in zip(lines[place - 1], line, widths, strict=True)
        )
        for place, line in enumerate(lines)
    )


def first_cells(table: list[list[str]], room: int | None) -> list[Cell]:
    """Join the wrapped lines of the first column."""
    second_width, width = sorted((0, *(len(line[0]) for line in table)))[-2:]
    is_at_top, is_spaced = _is_at_top(table), _is_spaced(table)
    # If every line has both halves, each is a row, whatever its width.
    is_wrapped = any(bool(line[0]) != any(line[1:]) for line in table)
    cells: list[Cell] = []
    for place, line in enumerate(table):
        text = line[0]
        if not text:
            continue
        above = cells[-1] if cells else None
        if above and place - above.last <= _FARTHEST:
            before = above.texts[-1]
            is_below = place - above.last == 1
            may_end = is_below and not (is_at_top and any(line[1:]))
            if reads_on(before, text) or (may_end and ends_entry(text)) or (is_below and is_spaced):
                goes_on = True
            elif begins_entry(text):
                goes_on = False
            elif _is_around(table, above.last, place):
                goes_on = True
            elif not any(line[1:]):
                # If the word had room before the next column, it begins another cell.
                goes_on = is_full(before, text, max(width, int(0.85 * (room or 0))))
            else:
                # A line with both halves begins a row, unless that above was cut because room was missing.
                is_paired = any(any(other[1:]) for other in table[above.first : above.last + 1])
                if is_paired:
                    goes_on = is_wrapped and is_full(before, text, width) and _are_full(table[place - 1], line, table)
                else:
                    # The widest line shows the edge of the column only if another one is as wide.
                    may_go_on = not is_at_top or len(before) <= second_width
                    goes_on = room is not None and may_go_on and is_full(before, text, min(width, int(0.92 * room)))
            if goes_on:
                above.texts.append(text)
                above.last = place
                continue
        cells.append(Cell(place, place, [text]))
    return cells


def _is_around(table: list[list[str]], first: int, last: int) -> bool:
    """Check whether two lines of the first column are above and below a line that only the others have."""
    if last - first != _FARTHEST or any(any(table[place][1:]) for place in (first, last)):
        return False
    below = table[last + 1] if last + 1 < len(table) else [""]
    return not table[first + 1][0] and any(table[first + 1]) and (bool(below[0]) or not any(below))


def _is_at_top(table: list[list[str]]) -> bool:
    """Check whether the other cells of a row begin on the line on which its first cell begins."""
    below = [(above, line) for above, line in pairwise(table) if above[0] and any(line)]
    at_top = sum(any(above[1:]) and not any(line[1:]) for above, line in below)
    lower = sum(not any(above[1:]) and not line[0] for above, line in below)
    return at_top > 1 and lower == 0


def _is_spaced(table: list[list[str]]) -> bool:
    """Check whether a blank line is above each line with both halves."""
    above = [above for above, line in pairwise(table) if line[0] and any(line[1:])]
    return bool(above) and not any(map(any, above))


def other_cells(table: list[list[str]], column: int, lefts: list[Cell]) -> list[Cell]:
    """Join the wrapped lines of a column after the first, whose cells are *lefts*."""
    width = max(len(line[column]) for line in table)
    cells: list[Cell] = []
    for place, line in enumerate(table):
        text = line[column]
        if not text:
            continue
        above = cells[-1] if cells else None
        if above and place - above.last <= _FARTHEST:
            before = above.texts[-1]
            is_row = bool(line[0]) and not any(cell.first < place <= cell.last for cell in lefts)
            if reads_on(before, text) or (not is_row and width >= _NARROWEST and is_full(before, text, width)):
                above.texts.append(text)
                above.last = place
                continue
        cells.append(Cell(place, place, [text]))
    return cells


def _are_full(above: list[str], line: list[str], table: list[list[str]]) -> bool:
    """Check whether the other cells of a line had no room for the first words of the next, which is shorter."""
    is_short = any(len(line[n]) <= 0.6 * max(len(each[n]) for each in table) for n in range(len(line)))
    return is_short and all(
        above[n]
        and line[n]
        and (width := max(len(each[n]) for each in table)) >= _NARROWEST
        and is_full(above[n], line[n], width)
        for n in range(1, len(line))
    )


def reads_on(before: str, after: str) -> bool:
    """Check by its characters whether a text continues the one before."""
    is_open = before[-1] in ",&/(–—-" or OPEN_END.search(before) is not None
    return is_open or after[0].islower() or after[0] in "(&"


def is_full(before: str, after: str, width: int) -> bool:
    """Check whether the first word of the next line had no room on the line before."""
    return len(before) > 0.5 * width and len(with_next_word(before, after)) > width


def rows_of(columns: list[list[Cell]]) -> list[tuple[int, int]]:
    """Pair the cells of the columns that overlap, or are closest, and return the first and last line of each row."""
    bounds = [(cell.first, cell.last) for cell in columns[0]]
    for column in columns[1:]:
        paired: dict[int, list[int]] = {}
        for place, cell in enumerate(column):
            paired[place] = [n for n, (top, foot) in enumerate(bounds) if cell.first <= foot and cell.last >= top]
        taken = {n for rows in paired.values() for n in rows}
        merged = list(bounds)
        for place, cell in enumerate(column):
            rows = paired[place] or _nearest(bounds, cell, taken)
            if not rows:
                merged.append((cell.first, cell.last))
                continue
            taken.update(rows)
            top = min(cell.first, *(merged[n][0] for n in rows))
            foot = max(cell.last, *(merged[n][1] for n in rows))
            for n in rows:
                merged[n] = top, foot
        bounds = list(dict.fromkeys(merged))
    return sorted(_disjoint(bounds))


def _nearest(bounds: list[tuple[int, int]], cell: Cell, taken: set[int]) -> list[int]:
    """Return the row of a cell that is beside none: the one above, unless only the one below lacks such a cell."""
    above = max((n for n, (_, foot) in enumerate(bounds) if foot < cell.first), default=None)
    below = min((n for n, (top, _) in enumerate(bounds) if top > cell.last), default=None)
    if above is None or (
        above in taken and below is not None and below not in taken and bounds[below][0] == cell.last + 1
    ):
        return [] if below is None else [below]
    return [above]


def _disjoint(bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge rows that share a line."""
    merged: list[tuple[int, int]] = []
    for top, foot in sorted(bounds):
        if merged and top <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(foot, merged[-1][1])
        else:
            merged.append((top, foot))
    return merged


def run_on(texts: list[str]) -> str:
    """Return the text of wrapped lines, of which one may end within a word with a hyphen."""
    text = "".join(texts[:1])
    for before, after in pairwise(texts):
        text += ("" if _CUT_AT_HYPHEN.search(before) or before.endswith(SOFT_HYPHEN) else " ") + after
    return text


def joined(texts: list[str], column: list[Cell], *, is_first: bool) -> str:
    """Return the text of a cell, with a line break where a line was not full."""
    width = max((len(text) for cell in column for text in cell.texts), default=0)
    lines: list[list[str]] = [texts[:1]]
    for before, after in pairwise(texts):
        goes_on = is_first or reads_on(before, after) or (width >= _NARROWEST and is_full(before, after, width))
        lines += [] if goes_on else [[]]
        lines[-1].append(after)
    return "\n".join(map(run_on, lines))
