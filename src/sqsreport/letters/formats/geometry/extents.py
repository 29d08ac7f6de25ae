"""How far columns go: from a band of lines beside each other up to where no gutter is free."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sqsreport.letters.formats.geometry.lines import SAME_SIZE, TextLine

#: The least width of a gutter, in points: the longest line of a cell may reach up to the next column.
GUTTER: Final = -0.5
#: The part of its lines that begin in lower case: names and roles do not.
_RUNNING: Final = 0.25
#: Bands of the longest zone, which is longer than any page of a letter, and lines that show how a column is aligned.
LONGEST_ZONE, _MOST_ALIGNED = 300, 80
#: Bands that are the rest of a longer column.
_LEAST_REST: Final = 3
#: How much wider a gap is than those within columns.
_WIDER_GAP: Final = 1.1
#: How far to the left of its column a line may begin, in points.
_ALIGNED: Final = 2.5
#: The rows of a table under columns that show that it is one.
_LEAST_ROWS: Final = 3
#: The step to a line that is the rest of a cell, in font sizes.
_CLOSE: Final = 1.4
#: A smaller step is to a line beside it, as to a role beside the middle of its names.
_TIGHT: Final = 0.8
#: The same of prose, which may be set with wider leading.
LOOSE: Final = 1.7
#: The part of the leading that a font size is, where lines are far apart.
_CLOSE_LEADING: Final = 0.757
#: Where columns begin and end, from left to right.
Spans = list[tuple[float, float]]


def columns_of(lines: Sequence[TextLine]) -> Spans:
    """Return the parts of the width in which there is text."""
    return _merged([(line.left, line.right) for line in lines])


def _merged(spans: Spans) -> Spans:
    """Put together the spans that no gutter separates."""
    merged: Spans = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1] + GUTTER:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _fits(row: Sequence[tuple[float, float]], spans: Sequence[tuple[float, float]]) -> bool:
    """Check whether each cell of a row is in a column of its own."""
    return len({place_of(left, spans) for left, _ in row}) == len(row)


def place_of(left: float, spans: Sequence[tuple[float, float]]) -> int:
    """Return the column in which something begins."""
    return max((index for index, (start, _) in enumerate(spans) if start < left + _ALIGNED), default=0)


def _is_shifted(lines: Sequence[TextLine], spans: Spans, merged: Spans) -> bool:
    """Check whether a column whose lines are aligned at its left begins further to the left with those that follow."""
    for left, right in spans[1:]:
        now = next((begin for begin, end in merged if begin <= left <= end), left)
        aligned = [abs(line.left - left) < 1 for line in lines if left <= line.left < right]
        if now < left - 2 and len(aligned) > 2 and sum(aligned) > 0.6 * len(aligned):
            return True
    return False


class _Extent(NamedTuple):
    """How far the bands go between which gutters are free.

    Attributes:
        last: the last band of a table.
        spans: the columns of a table.
        prose_end: the band before which columns of prose end.
        end: the band before which all ends.
    """

    last: int
    spans: Spans
    prose_end: int
    end: int


def extent_of(bands: Sequence[Sequence[TextLine]], start: int, *, may_shift: bool) -> _Extent:
    """Return how far the bands go between which gutters are free, from one with several columns.

    Args:
        bands: the lines that are beside each other, from top to bottom.
        start: the first band.
        may_shift: whether a column may begin further to the left than above.
    """
    lines = list(bands[start])
    spans = columns_of(lines)
    last, last_spans = start, spans
    rows, last_merged, last_beside = [spans], spans, start
    end: int | None = None
    index = start + 1
    while index < min(len(bands), start + LONGEST_ZONE):
        own = columns_of(bands[index])
        merged = _merged([*spans, *own])
        if len(merged) == 1 or (not may_shift and _is_shifted(lines[-_MOST_ALIGNED:], spans, merged)):
            break
        lines += bands[index]
        spans = merged
        if len(own) > 1:
            rows.append(own)
        if end is None and len(own) > 1 and own[-1][0] < merged[0][1]:
            end = index  # a table under the columns, all of which is in the first
        elif end is not None and own[-1][0] > merged[0][1]:
            end = None  # it is beside the second
        if end is None and (len(own) > 1 or own[0][0] > spans[0][1]):
            last_beside = index
        # Where a cell reaches into the next column, a table ends, and another begins.
        if len(own) > 1 and all(_fits(row, merged) for row in (rows if merged != last_merged else rows[-1:])):
            last, last_spans, last_merged = index, spans, merged
        index += 1
    # A column may be longer than those beside it, up to the foot of the page.
    end = index if end is None else end
    is_rest = end == len(bands) or (
        # Text after columns that end with a line or two is not the rest of the first.
        _LEAST_REST < end - last_beside <= last_beside - start + _LEAST_REST
        and not _ends_with_gap(bands[start : last_beside + 2])
    )
    end = end if is_rest else last_beside + 1
    while end < index and _follows(bands[end - 1], bands[end]):
        end += 1
    end = _start_of_table(bands, start, end)
    # A heading is never the last of a column.
    while start + 1 < end < len(bands) and len(bands[end - 1]) == 1 and bands[end - 1][0].is_bold:
        end -= 1
    return _Extent(last, last_spans, end, index)


def _ends_with_gap(bands: Sequence[Sequence[TextLine]]) -> bool:
    """Check whether the last band is further below the one above it than all bands above are from each other."""
    *steps, last = (below[0].baseline - above[0].baseline for above, below in pairwise(bands))
    return bool(steps) and last > _WIDER_GAP * max(steps)


def _start_of_table(bands: Sequence[Sequence[TextLine]], start: int, end: int) -> int:
    """Return where a table under columns begins whose rows have room in them, or else where the columns end."""
    is_cut = end < len(bands) and len(bands[end]) > 1  # by a row that has no room
    left = bands[end if is_cut else end - 1][-1].left
    first, roles = end, list[TextLine]()
    for index in range(end - 1, start, -1):
        role, *others = bands[index]
        if len(others) == 1 and abs(others[0].left - left) < 1:
            first = index
        elif others or role.is_bold or not roles or abs(role.left - roles[-1].left) > 1:
            break
        roles.append(role)
    is_table = is_cut or (len(roles) >= _LEAST_ROWS and not is_running(roles))
    is_other = any(abs(line.left - left) < 1 for band in bands[start:first] for line in band)
    return first if is_table and not is_other else end


def is_running(lines: Sequence[TextLine]) -> bool:
    """Check whether sentences go on from line to line."""
    return sum(line.text[:1].islower() for line in lines[1:]) >= _RUNNING * (len(lines) - 1)


def _follows(above: Sequence[TextLine], band: Sequence[TextLine]) -> bool:
    """Check whether a band is a line that goes on right under another."""
    return len(band) == 1 and any(
        is_close(line, band[0], LOOSE) and min(abs(line.left - band[0].left), abs(line.indent - band[0].left)) < 2
        for line in above
    )


def has_type_of(line: TextLine, other: TextLine) -> bool:
    """Check whether the type of a line is that of another: both upright or both italic, both bold or neither."""
    return line.is_bold == other.is_bold and line.segments[0].is_italic == other.segments[0].is_italic


def step_between(above: Sequence[TextLine], below: Sequence[TextLine]) -> float:
    """Return how far the first baseline of a band is below the last one of another."""
    return min(line.baseline for line in below) - max(line.baseline for line in above)


def is_close(line: TextLine, below: TextLine, most: float = _CLOSE) -> bool:
    """Check whether two lines follow each other as the lines of one cell."""
    step = below.baseline - line.baseline
    return (
        _TIGHT * line.size < step < most * max(line.size, _CLOSE_LEADING * line.leading)
        and abs(line.size - below.size) <= SAME_SIZE * line.size
        and line.is_bold == below.is_bold
    )
