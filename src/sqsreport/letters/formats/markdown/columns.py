"""Columns without rules: text that only spaces or tabs put side by side, as ``pdftotext -layout`` writes it.

A region is a run of lines that share the column at which their right half begins. What the halves are follows from
their shape: a label and its value, the rows of a list, two columns of prose, or an address beside the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise, takewhile
from statistics import median
from typing import Final

import attrs

from sqsreport.letters.blocks import Line, Paragraph, TableRow
from sqsreport.letters.characters import KNOWN_BULLETS
from sqsreport.letters.formats.markdown.cells import (
    OPEN_END,
    Cell,
    first_cells,
    groups,
    is_full,
    joined,
    other_cells,
    reads_on,
    rows_of,
    run_on,
)
from sqsreport.letters.formats.markdown.inlines import plain_commonmark
from sqsreport.letters.formats.markdown.lines import LABEL_END, Blocks, Row, passage_of
from sqsreport.letters.widths import with_next_word
from sqsreport.letters.words import is_heading

_GAP: Final = re.compile(r"(?<=\S)(?: {3,}| *\t[ \t]*)(?=\S)")
#: The number or the bullet of an item, which is not a column.
_MARKER: Final = re.compile(
    rf"\s*(?:\(?(?:\d{{1,2}}(?:\.\d{{1,2}})*|[a-z]|[ivx]{{1,5}})[.):]?|[-*+{KNOWN_BULLETS}–—o]|[†‡§⁰¹²³⁴-⁹]+)\s+"
)
_LABEL: Final = re.compile(r"[*_]*[A-Z][\w ]{0,28}[*_]*:[*_]*")
_LABELLED: Final = re.compile(r"[*_]*[A-Z][\w ]{0,28}[*_]*:[*_]*\s+\S")
#: How the title of a letter begins.
_TITLE: Final = re.compile(r"(?:Report of (?:the )?)?Short Quality Screening\b|Report (?:of|on)\b", re.IGNORECASE)
#: What parts a role or a label from the names on its line.
_SEPARATOR: Final = re.compile(r"(?<=\S)(?: [-–—]|:) (?=[^\W\d_])")
_LEADING_DASH: Final = re.compile(r"\s*[-–—] (?=[^\W\d_])")
#: The part of the entries of a list that have a separator, and the fewest of such a list.
_MOST_SEPARATED: Final = 0.7
_FEWEST_ENTRIES: Final = 3
_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_TOLERANCE: Final = 1
#: The same for a line with nothing to its left, which is placed by the width of its letters.
_TOLERANCE_ALONE: Final = 4
#: Characters by which a line is indented that is in the second column.
_LEAST_INDENT: Final = 20
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
    is_title = text.endswith(":") or is_heading(text)
    if following is None or following.is_blank or following.reason or is_title:
        return False
    if rows[index].indent >= _LEAST_INDENT and following.indent <= rows[index].indent - _LEAST_INDENT:
        return True  # the right half begins above the left one
    return following.indent - rows[index].indent >= _LEAST_INDENT or (
        _GAP.search(following.text.strip()) is not None
        and reads_on(text, following.text.strip())
        and not OPEN_END.search(text)
    )


def segments(text: str) -> list[_Segment]:
    """Split a line at the gaps that are wide enough to part columns."""
    marker = _MARKER.match(text)
    begin = marker.end() if marker else len(text) - len(text.lstrip())
    start = marker.start() + len(marker[0]) - len(marker[0].lstrip()) if marker else begin
    parts: list[_Segment] = []
    for gap in _GAP.finditer(text, begin):
        parts.append(_Segment(start, text[start : gap.start()].rstrip()))
        start = gap.end()
    parts.append(_Segment(start, text[start:].rstrip()))
    return parts


def _segments_at(text: str, start: int) -> list[_Segment]:
    """Split a line at its gaps; one of two spaces is enough where it ends at the start of a column."""
    parts = segments(text)
    before, after = text[:start], text[start:]
    is_gap = before.endswith("  ") and not after[:1].isspace() and before.rstrip()[-1:] not in ".!?"
    if len(parts) > 1 or not is_gap or not after:
        return parts
    return [_Segment(parts[0].start, before[parts[0].start :].rstrip()), _Segment(start, after.rstrip())]


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
        if _reaches(_segments_at(row.text, right), right):
            last = place
        elif after_blank and not _continues(rows, place, right):
            break
        after_blank = 0
    # Lines on the left that follow the last gap without a blank line may be the rest of its cell.
    end = last + 1
    while end < len(rows) and _is_rest(rows[index:end], rows[end], right):
        end += 1
    end += _rest_on_the_left(rows, end, right)
    own = rows[index:end]
    paired = sum(any(abs(each.start - right) <= _TOLERANCE for each in segments(row.text)[1:]) for row in own)
    lone = sum(not row.is_blank and _is_alone(segments(row.text), right) for row in own)
    return (end, _starts(own, right), False) if paired and paired + lone > 1 else None  # one line shows no column


def _is_alone(row: list[_Segment], right: int) -> bool:
    """Check whether a line has only a right half."""
    near = _TOLERANCE_ALONE if row[0].start >= _LEAST_INDENT else _TOLERANCE
    return len(row) == 1 and abs(row[0].start - right) <= near


def _reaches(row: list[_Segment], right: int) -> bool:
    """Check whether a line has a right half that begins at a column."""
    return _is_alone(row, right) or any(abs(each.start - right) <= _TOLERANCE for each in row)


def _right(rows: list[Row], index: int) -> int | None:
    """Return the column of the right half, which the first line with a gap shows; lines above it are on the left."""
    for place in range(index, min(len(rows), index + _MOST_LEADING)):
        row = rows[place]
        if row.is_blank or row.reason or "\t" in row.text or len(row.text) > _WIDEST:
            return None
        is_right = place == index and row.indent >= _LEAST_INDENT
        if len(segments(row.text)) > 1 or row.indent - rows[index].indent >= _LEAST_INDENT or is_right:
            return _common_start(rows, place)
    return None


def _ends(row: Row, right: int, *, is_first: bool) -> bool:
    """Check whether a row is not of the region whose right half begins at a column."""
    if row.reason or "\t" in row.text or len(row.text) > _WIDEST or (row.is_page_start and not is_first):
        return True
    first, *others = _segments_at(row.text, right)
    if not others:
        return first.end >= right > first.start + _TOLERANCE and not _is_alone([first], right)
    return first.start < right - _TOLERANCE and not any(abs(each.start - right) <= _TOLERANCE for each in others)


def _common_start(rows: list[Row], end: int) -> int | None:
    """Return the column at which the right half of a line begins, if that of a line nearby begins there, too."""
    first, *rest = segments(rows[end].text)
    own = rest or [first]
    others: list[_Segment] = []
    for row in rows[end + 1 : end + 12]:
        if row.is_blank or row.reason:
            continue
        parts = segments(row.text)
        others += parts[1:]
        if len(parts) == 1:
            others += parts
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
        parts = segments(row.text)
        if len(parts) > 1 or parts[0].start >= right - _TOLERANCE or _is_alone(parts, right):
            return _reaches(parts, right)
        if parts[0].end >= right:
            return False
    return False


def _is_rest(own: list[Row], row: Row, right: int) -> bool:
    """Check whether a row goes on with the left cell above, which was full."""
    if row.is_blank or row.reason or row.is_page_start or own[-1].is_blank:
        return False
    parts = segments(row.text)
    if len(parts) > 1 or parts[0].end >= right or _LABELLED.match(row.text.strip()):
        return False
    lefts = [line for each in own if not each.is_blank and (line := segments(each.text)[0]).start < right - _TOLERANCE]
    above = segments(own[-1].text)[0]
    if not lefts or above.start >= right - _TOLERANCE:
        return False
    width = max(each.end for each in lefts)
    return (
        len(with_next_word(own[-1].text[: above.end], parts[0].text)) > width
        or parts[0].text[:1].islower()
        or parts[0].text[:1] == "("
    )


def _rest_on_the_left(rows: list[Row], start: int, right: int) -> int:
    """Return how many lines without a right half end a list, up to a blank line."""
    count = 0
    while start + count < len(rows) and not (row := rows[start + count]).is_blank:
        parts = segments(row.text)
        is_other = row.reason or row.is_page_start or _LABELLED.match(row.text.strip())
        if is_other or len(parts) > 1 or parts[0].end >= right:
            return 0
        count += 1
    return count if count <= _MOST_LEADING else 0


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
    own = _segments_at(row.text, starts[0])
    near = _TOLERANCE_ALONE if any(_is_alone(own, start) for start in starts) else _TOLERANCE
    for each in own:
        column = sum(each.start >= start - near for start in starts)
        cells[column] = f"{cells[column]} {each.text}".strip()
    return cells


def _blocks(rows: list[Row], table: list[list[str]], starts: list[int]) -> Blocks:
    table = _with_values_whole(_with_whole_labels(table))
    labels = [cells[0] for cells in table if cells[0]]
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


def _with_whole_labels(table: list[list[str]]) -> list[list[str]]:
    """Join labels such as ``Copy to:`` that the first column broke over two lines."""
    table = [[*cells] for cells in table]
    for above, cells in pairwise(table):
        if above[0].isalpha() and LABEL_END.fullmatch(cells[0]):
            above[0], cells[0] = f"{above[0]} {cells[0]}", ""
    return table


def _with_values_whole(table: list[list[str]]) -> list[list[str]]:
    """Put the lines of a value that begin below its label, where a program wrapped them, into the value's column."""
    if sum(_LABEL.fullmatch(cells[0]) is not None for cells in table) < 2:
        return table
    for above, cells in pairwise(table):
        is_rest = bool(cells[0] and above[1]) and not any(cells[1:]) and not _LABEL.match(cells[0])
        if is_rest and (not above[0] or _LABEL.fullmatch(above[0])):
            cells[0], cells[1] = "", cells[0]
    return table


def _side(side: list[tuple[Row, str]]) -> Blocks:
    return [Paragraph(tuple(Line(plain_commonmark(text), row.passage) for row, text in side))] if side else []


def _labelled(rows: list[Row], table: list[list[str]]) -> Blocks:
    """Make a row of each label and its value; a value goes on below it."""
    groups: list[tuple[str, list[str], list[Row]]] = []
    place_of_title = _place_of_title(table)
    if place_of_title:
        return [*_labelled(rows[:place_of_title], table[:place_of_title]), rows[place_of_title:]]
    for place, (row, cells) in enumerate(zip(rows, table, strict=True)):
        if cells[0] or (not groups and any(cells[:2])):
            above = _lines_above_label(table, place) if groups and groups[-1][0] else 0
            _, values, own = groups[-1] if above else ("", [], [])
            groups.append((cells[0], values[len(values) - above :], own[len(own) - above :]))
            del values[len(values) - above :], own[len(own) - above :]
        if groups and any(cells[:2]):
            groups[-1][1].extend(filter(None, cells[1:2]))
            groups[-1][2].append(row)
    if len(groups) > 1 and not groups[0][0]:  # a label at the middle of its value
        first, (label, values, own), *others = groups
        groups = [(label, [*first[1], *values], [*first[2], *own]), *others]
    return [_row([label, run_on(values)], own) for label, values, own in groups if own]


def _place_of_title(table: list[list[str]]) -> int:
    """Return where the title begins that a program set below the values of the labels, or 0."""
    blanks = (place for place, cells in enumerate(table) if place and not any(cells))
    below = (place + 1 for place in blanks if place + 1 < len(table))
    return next(
        (place for place in below if not table[place][0] and _TITLE.match(" ".join(filter(None, table[place])))), 0
    )


def _lines_above_label(table: list[list[str]], place: int) -> int:
    """Return how many lines above a label that has a line of its own are of its value: as many as below it."""
    if any(table[place][1:2]):
        return 0
    return min(_lines_of_value(reversed(table[:place])), _lines_of_value(table[place + 1 :]))


def _lines_of_value(rows: Iterable[list[str]]) -> int:
    """Count the rows at the beginning that have a value and no label."""
    return sum(1 for _ in takewhile(lambda cells: not cells[0] and any(cells[1:2]), rows))


def _row(texts: list[str], rows: list[Row]) -> TableRow:
    passage = passage_of(rows)
    return TableRow(tuple(Line("\n".join(map(plain_commonmark, text.split("\n"))), passage) for text in texts))


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
    if bounds := groups(table):
        columns = [
            [Cell(place, place, [line[n]]) for place, line in enumerate(table) if line[n]] for n in range(len(table[0]))
        ]
    else:
        lefts = first_cells(table, room)
        columns = [lefts, *(other_cells(table, n, lefts) for n in range(1, len(table[0])))]
        bounds = rows_of(columns)
    blocks: Blocks = []
    for top, foot in bounds:
        texts = [
            joined(
                [text for cell in column if top <= cell.first <= foot for text in cell.texts], column, is_first=n == 0
            )
            for n, column in enumerate(columns)
        ]
        own = [row for row in rows[top : foot + 1] if not row.is_blank]
        blocks.append(_row(texts, own))
    return blocks


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
    if is_heading(rows[index].text):
        return None
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
    full = sum(is_full(row.text, below[0].text.strip(), width) for row, below in pairs)
    if full > 0.4 * len(pairs) or len({below[0].indent for _, below in pairs}) > 1:
        return None
    column = [Cell(place, place, [each.text.strip() for each in below]) for place, (_, below) in enumerate(pairs)]
    blocks: Blocks = [
        _row([row.text.strip(), joined(cell.texts, column, is_first=False)], [row, *below])
        for cell, (row, below) in zip(column, pairs, strict=True)
    ]
    return end, blocks + [_row([row.text.strip(), ""], [row]) for row, _ in entries[len(pairs) :]]


def wrapped_entries(rows: list[Row], index: int) -> tuple[int, Blocks] | None:
    """Join the lines of entries with a separator, such as ``Clerk - Ann Lee``, whose rest is indented below them."""
    base = rows[index].indent
    entries: list[list[Row]] = []
    end = index
    while end < min(len(rows), index + _LONGEST):
        row = rows[end]
        if row.is_blank or row.reason or row.is_page_start or row.indent < base:
            break
        if row.indent > base + 1 and entries and (not _MARKER.match(row.text) or _is_rest_with_dash(entries[-1], row)):
            entries[-1].append(row)
        elif row.indent > base or _MARKER.match(row.text) or "\t" in row.text:
            return None
        else:
            entries.append([row])
        end += 1
    texts = [" ".join(row.text.strip() for row in entry) for entry in entries]
    separated = sum(_SEPARATOR.search(text) is not None for text in texts)
    if len(entries) in (end - index, *range(_FEWEST_ENTRIES)) or separated < _MOST_SEPARATED * len(entries):
        return None
    stem = " " * base
    return end, [
        [
            attrs.evolve(entry[0], text=stem + text, raw="\n".join(row.raw.strip() for row in entry))
            for entry, text in zip(entries, texts, strict=True)
        ]
    ]


def _is_rest_with_dash(entry: list[Row], row: Row) -> bool:
    """Check whether a line begins with the separator of the line above, and is no item of a list."""
    return len(entry) == 1 and _LEADING_DASH.match(row.text) is not None and not _SEPARATOR.search(entry[0].text)
