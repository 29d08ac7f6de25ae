"""Columns without rules: text that only spaces or tabs put side by side, as ``pdftotext -layout`` writes it.

A region is a run of lines that share the column at which their right half begins. What the halves are follows from
their shape: a label and its value, the rows of a list, two columns of prose, or an address beside the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, Paragraph, TableRow
from sqsreport.letters.formats.markdown.inlines import plain_commonmark
from sqsreport.letters.formats.markdown.lines import Blocks, Row, passage_of

_GAP: Final = re.compile(r"(?<=\S)(?: {3,}| *\t[ \t]*)(?=\S)")
_NARROW_GAP: Final = re.compile(r"(?<=[^\s.?!:;]) {2}(?=\S)")
#: The number or the bullet of an item, which is not a column.
_MARKER: Final = re.compile(
    r"\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,5})[.):]?|[-*+•●○■▪□▫◦‣⁃➢✓·–—o]|[†‡§⁰¹²³⁴-⁹]+)\s+"
)
_LABEL: Final = re.compile(r"[*_]*[A-Z][\w ]{0,28}[*_]*:[*_]*")
_LABELLED: Final = re.compile(r"[*_]*[A-Z][\w ]{0,28}[*_]*:[*_]*\s+\S")
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
#: A word that no cell ends with; a label such as “Copy to” may.
_OPEN_END: Final = re.compile(r"\s(?:and|at|by|for|in|of|on|or|the|upon|with)$")
_CUT_AT_HYPHEN: Final = re.compile(r"[^\W\d_]-$")
_TOLERANCE: Final = 1
#: Lines between two of one cell, where the cell beside it is aligned at the middle.
_FARTHEST: Final = 2
#: Characters by which a line is indented that is in the second column.
_LEAST_INDENT: Final = 20
#: Characters of a column of names that are wrapped.
_NARROWEST: Final = 24
_LONGEST: Final = 400
#: Blank lines within a table, and lines on the left before the first line with a right half.
_WIDEST_GAP: Final = 2
_MOST_LEADING: Final = 5
_WIDEST: Final = 300
#: Lines from which on two columns of prose are known as such, and the characters of such a line.
_FEWEST_OF_PROSE: Final = 6
_NARROWEST_PROSE: Final = 22


@attrs.frozen
class _Segment:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@attrs.define
class _Cell:
    """Lines of one column that belong together, and the places of the first and the last."""

    first: int
    last: int
    texts: list[str]


def columns(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Take the columns that begin at a row, and return the index of the row after them; or return ``None``."""
    text = rows[index].text
    has_gap = "  " in text.strip() or "\t" in text
    if len(text) > _WIDEST or not (has_gap or _may_lead(rows, index)):
        return None
    region = _region(rows, index)
    if region is None:
        return None
    end, starts, is_tabbed = region
    own = rows[index:end]
    if is_tabbed:
        return (end, _tabbed(own)) if _is_wrapped_list(own) else None
    table = [_cut(row, starts) for row in own]
    return end, _blocks(own, table, starts)


def _may_lead(rows: list[Row], index: int) -> bool:
    """Check whether a row without a gap may be the first line of a cell beside which the other cell begins lower."""
    following = rows[index + 1] if index + 1 < len(rows) else None
    text = rows[index].text
    if following is None or following.is_blank or following.reason or text.endswith(":"):
        return False
    return following.indent - rows[index].indent >= _LEAST_INDENT or (
        _GAP.search(following.text.strip()) is not None
        and _reads_on(text, following.text.strip())
        and not _OPEN_END.search(text)
    )


def segments(text: str) -> list[_Segment]:
    """Split a line at the gaps that are wide enough to part columns."""
    marker = _MARKER.match(text)
    begin = marker.end() if marker else len(text) - len(text.lstrip())
    start = marker.start() + len(marker[0]) - len(marker[0].lstrip()) if marker else begin
    found: list[_Segment] = []
    for gap in _GAP.finditer(text, begin):
        found.append(_Segment(start, text[start : gap.start()].rstrip()))
        start = gap.end()
    found.append(_Segment(start, text[start:].rstrip()))
    return found


def _region(rows: list[Row], index: int) -> tuple[int, list[int], bool] | None:
    """Find how far columns go, and where each begins; of tabs it is not known where."""
    if "\t" in rows[index].text.strip():
        end = index
        while end < len(rows) and not rows[end].is_blank and not rows[end].reason:
            end += 1
        return end, [], True
    right = _right(rows, index)
    if right is None:
        return None
    last = index
    after_blank = 0
    for place in range(index, min(len(rows), index + _LONGEST)):
        row = rows[place]
        if row.is_blank and not row.reason:
            after_blank += 1
            if after_blank > _WIDEST_GAP:
                break
            continue
        if _ends(row, right, is_first=place == index):
            break
        if any(abs(each.start - right) <= _TOLERANCE for each in segments(row.text)):
            last = place
        elif after_blank and not _continues(rows, place, right):
            break
        after_blank = 0
    # Lines on the left that follow the last gap without a blank line may be the rest of its cell.
    end = last + 1
    while end < len(rows) and _is_rest(rows[index:end], rows[end], right):
        end += 1
    own = rows[index:end]
    paired = sum(any(abs(each.start - right) <= _TOLERANCE for each in segments(row.text)[1:]) for row in own)
    lone = sum(not row.is_blank and abs(row.indent - right) <= _TOLERANCE for row in own)
    return (end, _starts(own, right), False) if paired and paired + lone > 1 else None  # one line shows no column


def _right(rows: list[Row], index: int) -> int | None:
    """Return the column of the right half, which the first line with a gap shows; lines above it are on the left."""
    for place in range(index, min(len(rows), index + _MOST_LEADING)):
        row = rows[place]
        if row.is_blank or row.reason or "\t" in row.text or len(row.text) > _WIDEST:
            return None
        if len(segments(row.text)) > 1 or row.indent - rows[index].indent >= _LEAST_INDENT:
            return _common_start(rows, place)
    return None


def _ends(row: Row, right: int, *, is_first: bool) -> bool:
    """Check whether a row is not of the region whose right half begins at a column."""
    if row.reason or "\t" in row.text or len(row.text) > _WIDEST or (row.is_page_start and not is_first):
        return True
    first, *others = segments(row.text)
    if not others:
        return first.end >= right > first.start + _TOLERANCE
    return first.start < right - _TOLERANCE and not any(abs(each.start - right) <= _TOLERANCE for each in others)


def _common_start(rows: list[Row], end: int) -> int | None:
    """Return the column at which the right half of a line begins, if that of a line nearby begins there, too."""
    first, *rest = segments(rows[end].text)
    own = rest or [first]
    others: list[_Segment] = []
    for row in rows[end + 1 : end + 12]:
        if row.is_blank or row.reason:
            continue
        found = segments(row.text)
        others += found[1:]
        if len(found) == 1:
            others += found
    for each in own:
        if any(abs(each.start - other.start) <= _TOLERANCE for other in others):
            return each.start
    return None


def _continues(rows: list[Row], index: int, right: int) -> bool:
    """Check whether lines on the left, after a blank line, lead to more lines with a right half."""
    for row in rows[index + 1 : index + 5]:
        if row.reason:
            return False
        if row.is_blank:
            continue
        found = segments(row.text)
        if len(found) > 1 or found[0].start >= right - _TOLERANCE:
            return any(abs(each.start - right) <= _TOLERANCE for each in found)
        if found[0].end >= right:
            return False
    return False


def _is_rest(own: list[Row], row: Row, right: int) -> bool:
    """Check whether a row goes on with the left cell above, which was full."""
    if row.is_blank or row.reason or row.is_page_start or own[-1].is_blank:
        return False
    found = segments(row.text)
    if len(found) > 1 or found[0].end >= right or _LABELLED.match(row.text.strip()):
        return False
    lefts = [line for each in own if not each.is_blank and (line := segments(each.text)[0]).start < right - _TOLERANCE]
    above = segments(own[-1].text)[0]
    if not lefts or above.start >= right - _TOLERANCE:
        return False
    width = max(each.end for each in lefts)
    return (
        above.end + 1 + len(found[0].text.split(maxsplit=1)[0]) > width
        or found[0].text[:1].islower()
        or found[0].text[:1] == "("
    )


def _starts(rows: list[Row], right: int) -> list[int]:
    """Return where the columns begin."""
    counts: dict[int, int] = {}
    for row in rows:
        if row.is_blank:
            continue
        for each in segments(row.text)[1:]:
            near = next((start for start in counts if abs(start - each.start) <= _TOLERANCE), each.start)
            counts[near] = counts.get(near, 0) + 1
    return sorted({start for start, count in counts.items() if count > 1} | {right})


def _cut(row: Row, starts: list[int]) -> list[str]:
    """Put the segments of a row into the columns that they begin in."""
    cells = [""] * (len(starts) + 1)
    if row.is_blank:
        return cells
    for each in segments(row.text):
        column = sum(each.start >= start - _TOLERANCE for start in starts)
        cells[column] = f"{cells[column]} {each.text}".strip()
    return cells


def _blocks(rows: list[Row], table: list[list[str]], starts: list[int]) -> Blocks:
    filled = [cells for cells in table if any(cells)]
    labels = [cells[0] for cells in filled if cells[0]]
    has_labels = bool(labels) and all(_LABEL.fullmatch(label) for label in labels)
    if has_labels:
        blocks = _labelled(rows, table)
        side = [
            (row, " ".join(filter(None, cells[2:]))) for row, cells in zip(rows, table, strict=True) if any(cells[2:])
        ]
        return [*blocks, *_side(side)]
    if sum(bool(_LABELLED.match(label)) for label in labels) > 1:
        # Labels with their values at the left, and an address or the like beside them.
        left = [attrs.evolve(row, text=cells[0]) for row, cells in zip(rows, table, strict=True)]
        side = [
            (row, " ".join(filter(None, cells[1:]))) for row, cells in zip(rows, table, strict=True) if any(cells[1:])
        ]
        return [left, *_side(side)]
    if _is_prose(table):
        return [
            [attrs.evolve(row, text=cells[n], is_page_start=False) for row, cells in zip(rows, table, strict=True)]
            for n in range(len(starts) + 1)
        ]
    return _list(rows, table, min(starts) - min(row.indent for row in rows if not row.is_blank))


def _side(side: list[tuple[Row, str]]) -> Blocks:
    return [Paragraph(tuple(Line(plain_commonmark(text), row.passage) for row, text in side))] if side else []


def _labelled(rows: list[Row], table: list[list[str]]) -> Blocks:
    """Make a row of each label and its value; a value goes on below it."""
    groups: list[tuple[str, list[str], list[Row]]] = []
    for row, cells in zip(rows, table, strict=True):
        if cells[0] or (not groups and any(cells[:2])):
            groups.append((cells[0], [], []))
        if groups and any(cells[:2]):
            groups[-1][1].extend(filter(None, cells[1:2]))
            groups[-1][2].append(row)
    return [_row([label, " ".join(values)], own) for label, values, own in groups if own]


def _row(texts: list[str], rows: list[Row]) -> TableRow:
    passage = passage_of(rows)
    return TableRow(tuple(Line(plain_commonmark(text), passage) for text in texts))


def _is_prose(table: list[list[str]]) -> bool:
    """Check whether columns are prose that is read down, and not rows."""
    both = [cells for cells in table if cells[0] and any(cells[1:])]
    filled = sum(any(cells) for cells in table)
    if len(both) < _FEWEST_OF_PROSE or len(both) < 0.5 * filled:
        return False
    for side in range(len(both[0])):
        lengths = [len(cells[side]) for cells in table if cells[side]]
        if not lengths or median(lengths) < _NARROWEST_PROSE or median(lengths) < 0.75 * max(lengths):
            return False
        running = sum(cells[side][:1].islower() for cells in table if cells[side])
        if running < 0.3 * len(lengths):
            return False
    return True


def _list(rows: list[Row], table: list[list[str]], room: int | None) -> Blocks:
    """Make rows of a list of two columns or more, whose cells may be wrapped and aligned at the top, middle or foot.

    Args:
        rows: the lines.
        table: the text of each line in each column.
        room: the characters from the first column to the second, where that is known.
    """
    if bounds := _groups(table):
        columns = [
            [_Cell(place, place, [line[n]]) for place, line in enumerate(table) if line[n]]
            for n in range(len(table[0]))
        ]
    else:
        lefts = _first_cells(table, room)
        columns = [lefts, *(_other_cells(table, n, lefts) for n in range(1, len(table[0])))]
        bounds = _rows_of(columns)
    blocks: Blocks = []
    for top, foot in bounds:
        texts = [
            _joined(
                [text for cell in column if top <= cell.first <= foot for text in cell.texts], column, is_first=n == 0
            )
            for n, column in enumerate(columns)
        ]
        own = [row for row in rows[top : foot + 1] if not row.is_blank]
        blocks.append(_row(texts, own))
    return blocks


def _groups(table: list[list[str]]) -> list[tuple[int, int]]:
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
    """Check whether lines that stand together are one row: each line with both halves goes on with that above."""
    return any(line[0] for line in lines) and not any(
        line[0]
        and any(line[1:])
        and any(any(other[1:]) for other in lines[:place])
        and not any(
            above and text and (_reads_on(above, text) or (width >= _NARROWEST and _is_full(above, text, width)))
            for above, text, width in zip(lines[place - 1], line, widths, strict=True)
        )
        for place, line in enumerate(lines)
    )


def _first_cells(table: list[list[str]], room: int | None) -> list[_Cell]:
    """Join the wrapped lines of the first column."""
    width = max(len(line[0]) for line in table)
    is_at_top = _is_at_top(table)
    cells: list[_Cell] = []
    for place, line in enumerate(table):
        text = line[0]
        if not text:
            continue
        above = cells[-1] if cells else None
        if above and place - above.last <= _FARTHEST:
            before = above.texts[-1]
            if _reads_on(before, text):
                goes_on = True
            elif not any(line[1:]):
                # Where the word had had room before the next column, it begins another cell.
                goes_on = _is_full(before, text, max(width, int(0.85 * (room or 0))))
            else:
                # A line with both halves begins a row, unless that above was cut because room was missing.
                is_paired = any(any(other[1:]) for other in table[above.first : above.last + 1])
                if is_paired:
                    goes_on = _is_full(before, text, width) and _are_full(table[place - 1], line, table)
                else:
                    goes_on = room is not None and not is_at_top and _is_full(before, text, int(0.92 * room))
            if goes_on:
                above.texts.append(text)
                above.last = place
                continue
        cells.append(_Cell(place, place, [text]))
    return cells


def _is_at_top(table: list[list[str]]) -> bool:
    """Check whether the other cells of a row begin on the line on which its first cell begins."""
    below = [(above, line) for above, line in pairwise(table) if above[0] and any(line)]
    at_top = sum(any(above[1:]) and not any(line[1:]) for above, line in below)
    lower = sum(not any(above[1:]) and not line[0] for above, line in below)
    return at_top > 1 and lower == 0


def _other_cells(table: list[list[str]], column: int, lefts: list[_Cell]) -> list[_Cell]:
    """Join the wrapped lines of another column than the first, whose cells are *lefts*."""
    width = max(len(line[column]) for line in table)
    cells: list[_Cell] = []
    for place, line in enumerate(table):
        text = line[column]
        if not text:
            continue
        above = cells[-1] if cells else None
        if above and place - above.last <= _FARTHEST:
            before = above.texts[-1]
            is_row = bool(line[0]) and not any(cell.first < place <= cell.last for cell in lefts)
            if _reads_on(before, text) or (not is_row and width >= _NARROWEST and _is_full(before, text, width)):
                above.texts.append(text)
                above.last = place
                continue
        cells.append(_Cell(place, place, [text]))
    return cells


def _are_full(above: list[str], line: list[str], table: list[list[str]]) -> bool:
    """Check whether the other cells of a line had no room for the first words of the next, which is shorter."""
    is_short = any(len(line[n]) <= 0.6 * max(len(each[n]) for each in table) for n in range(len(line)))
    return is_short and all(
        above[n]
        and line[n]
        and (width := max(len(each[n]) for each in table)) >= _NARROWEST
        and _is_full(above[n], line[n], width)
        for n in range(1, len(line))
    )


def _reads_on(before: str, after: str) -> bool:
    """Check whether a text goes on with the one before, as its characters show."""
    is_open = before[-1] in ",&/(–—-" or _OPEN_END.search(before) is not None
    return is_open or after[0].islower() or after[0] in "(&"


def _is_full(before: str, after: str, width: int) -> bool:
    """Check whether the first word of the next line had no room on the line before."""
    return len(before) > 0.5 * width and len(before) + 1 + len(after.split(maxsplit=1)[0]) > width


def _rows_of(columns: list[list[_Cell]]) -> list[tuple[int, int]]:
    """Pair the cells of the columns that overlap, or stand closest, and return the first and last line of each row."""
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


def _nearest(bounds: list[tuple[int, int]], cell: _Cell, taken: set[int]) -> list[int]:
    """Return the row that a cell beside none belongs to: the one above, unless only that below lacks such a cell."""
    above = max((n for n, (_, foot) in enumerate(bounds) if foot < cell.first), default=None)
    below = min((n for n, (top, _) in enumerate(bounds) if top > cell.last), default=None)
    if above is None or (
        above in taken and below is not None and below not in taken and bounds[below][0] == cell.last + 1
    ):
        return [] if below is None else [below]
    return [above]


def _disjoint(bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge rows that share a line."""
    found: list[tuple[int, int]] = []
    for top, foot in sorted(bounds):
        if found and top <= found[-1][1]:
            found[-1] = found[-1][0], max(foot, found[-1][1])
        else:
            found.append((top, foot))
    return found


def _joined(texts: list[str], column: list[_Cell], *, is_first: bool) -> str:
    width = max((len(text) for cell in column for text in cell.texts), default=0)
    if not texts:
        return ""
    text = texts[0]
    for before, after in pairwise(texts):
        goes_on = is_first or _reads_on(before, after) or (width >= _NARROWEST and _is_full(before, after, width))
        text += ("" if _CUT_AT_HYPHEN.search(before) else " " if goes_on else ", ") + after
    return text


def _is_wrapped_list(rows: list[Row]) -> bool:
    """Check whether lines with tabs have cells that go on below, so that they are more than lines with a tab each."""
    if any(_LABEL.match(_TAG.sub("", row.text)) for row in rows):
        return False
    is_wrapped = any(row.text.startswith("\t") for row in rows[1:])
    return is_wrapped and sum("\t" in row.text.strip() for row in rows) > 1


def _tabbed(rows: list[Row]) -> Blocks:
    table = []
    for row in rows:
        cells = [cell.strip() for cell in re.split(r"\t+", row.text)]
        table.append([cells[0], " ".join(cells[1:])] if len(cells) > 1 else [cells[0], ""])
    return _list(rows, table, None)


def hanging(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Take a list in which what belongs to a line is indented below it, with no blank line between the entries."""
    base = rows[index].indent
    entries: list[tuple[Row, list[Row]]] = []
    end = index
    while end < len(rows) and not rows[end].is_blank and not rows[end].reason and not rows[end].is_page_start:
        row = rows[end]
        if row.indent <= base and (row.indent < base or _MARKER.match(row.text) or "\t" in row.text.strip()):
            break
        if row.indent == base:
            if entries and not entries[-1][1]:
                return None  # at once, or a file of such lines would be read to its end for each of them
            entries.append((row, []))
        elif entries and row.indent > base + 1 and not _MARKER.match(row.text):
            entries[-1][1].append(row)
        else:
            return None
        end += 1
    pairs = [(row, below) for row, below in entries if below]
    is_open = len(entries) == len(pairs) + 1 and not entries[-1][1]
    if len(pairs) < 2 or not (len(entries) == len(pairs) or is_open):
        return None
    # A paragraph that hangs is full before its second line.
    width = max(len(row.text) for row in rows[index:end])
    full = sum(_is_full(row.text, below[0].text.strip(), width) for row, below in pairs)
    if full > 0.4 * len(pairs) or len({below[0].indent for _, below in pairs}) > 1:
        return None
    return end, [
        _row([row.text.strip(), " ".join(each.text.strip() for each in below)], [row, *below]) for row, below in entries
    ]
