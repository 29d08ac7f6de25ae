"""Join segments to lines: text on one baseline without a wide gap, in whatever order it was printed."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import Final, NamedTuple, Protocol

import attrs

from sqsreport.letters.characters import BULLETS, SIGNS
from sqsreport.letters.formats.geometry.segments import Segment

#: The leader of dots between a role and its names.
LEADER: Final = re.compile(r"\.(?:\s?\.){3,}")
#: Width of a superscript figure, in font sizes.
NARROW_FIGURE: Final = 0.36
#: Minimum width of a gap that is no space of justified text, in font sizes.
_TAB: Final = 1.2
#: Maximum space in a justified line of several words, and in one of two words, in font sizes.
_WIDEST_SPACE, _WIDEST_OF_ALL = 2.0, 6.0
#: Minimum width of a gap that nearby lines have at the same place, in font sizes.
_NARROW_TAB: Final = 0.15
#: Maximum gap between the touching words of two columns, in font sizes.
_TOUCHING: Final = 0.15
#: Maximum space between words of text that is not justified, in font sizes.
_SPACE: Final = 0.38
#: A wide space, which few justified lines have, in font sizes.
_WIDE_SPACE: Final = 0.9
#: Maximum distance between the starts of aligned lines, in points.
_EXACT: Final = 0.15
#: Maximum distance of the cells of a column from those on the next page, in points.
_NEAR_PAGE: Final = 100.0
#: Maximum distance between the ends of aligned words, and maximum width of such a word, in points.
_SAME_END, _WIDEST_WORD = 2.0, 60.0
#: Minimum width of a line of prose, in font sizes.
_FULL_LINE: Final = 25.0
#: Usual and maximum line spacing within a paragraph, in font sizes.
_USUAL_LEADING, _WIDEST_LEADING = 1.2, 2.2
#: Minimum characters of a line of prose.
_LEAST_PROSE: Final = 40
#: Maximum relative difference between sizes of the same font.
SAME_SIZE: Final = 0.06
#: Minimum number of cells in a column; fewer words are below each other by chance.
_LEAST_CELLS: Final = 3
#: Maximum distance between the left edges of two cells of a column, in font sizes.
_FARTHEST_CELL: Final = 8.0
#: Maximum distance of a label from the text to its right, in font sizes.
_FARTHEST_LABEL: Final = 8.0
#: Characters that are only bullets, and so may have a column of their own; symbol fonts use the private use area.
_GLYPH: Final = re.compile(rf"[{BULLETS}\uf000-\uf0ff]")
#: Bullets before words; characters that are also signs need a space after them.
BULLET: Final = re.compile(rf"(?:{_GLYPH.pattern}|[–—o-])(?=\s|$)|(?![{SIGNS}·]){_GLYPH.pattern}(?=[^\W\d_])")
NUMBER: Final = re.compile(
    r"[\[(]?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,5}|[a-z])[.)\]]{1,2}(?=\s|$)|(?P<bare>[0-9]{1,2}(?:\.[0-9]{1,2})+)(?=\s|$)"
)
_BARE_LABEL: Final = re.compile(r"[\[(]?(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,5}|[a-z])[.)\]]{0,2}")
PARAGRAPH_NUMBER: Final = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?(?=\s|$)")
#: A bullet or the number of an item, by itself.
_LABEL: Final = re.compile(f"(?:{BULLET.pattern})|{NUMBER.pattern}")
_MARK: Final = re.compile(r"[\[(]?(?:(?:foot)?note )?(?:[0-9]{1,2}|[ivx]{1,4}|[*†‡§¶]{1,3})[\])]?", re.IGNORECASE)
_LONGEST_MARK: Final = 5
#: Minimum overlap in height of two segments of a line, as a share of the size; and the size of a small segment.
_LEVEL: Final = 0.1
_SMALL, _SMALLER = 0.87, 0.92
_TINY: Final = 0.75
#: Maximum vertical distance to another line of the same column, in font sizes.
_NEAR: Final = 12
#: Maximum number of words of a line in a column.
_MOST_WORDS: Final = 12
#: Number of segments before and after a segment, by baseline, that may be beside it.
_NEIGHBOURS: Final = 4
#: The separator of names on a line.
SEPARATOR: Final = re.compile("[,;]")
#: Number of open lines to which a segment may belong, and maximum number of segments of a line.
_OPEN_ROWS: Final = 3


class _Start(NamedTuple):
    """Where a cell begins and ends, on which baseline, and where the text to its left begins."""

    left: float
    baseline: float
    beside: float
    right: float
    size: float
    is_bold: bool


@attrs.define(eq=False)
class TextLine:
    """Segments on one baseline, from left to right, without a wide gap between them.

    Attributes:
        size: of the font of most of it; so is the baseline, the distance from the top of the page.
        indent: where its text begins after its number or bullet.
        start: where the column that it is in begins on the left.
        edge: where that column ends on the right.
        leading: the distance from it to the next line of the same paragraph or cell.
        page_edge: where the text of the page ends on the right.
    """

    segments: list[Segment]
    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    is_bold: bool
    indent: float
    start: float = 0.0
    edge: float = 0.0
    leading: float = 0.0
    page_edge: float = 0.0

    @property
    def is_label(self) -> bool:
        """Whether it is nothing but a bullet or a number."""
        return _is_label(self.text)

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but the number of a paragraph."""
        return bool(PARAGRAPH_NUMBER.fullmatch(self.text))

    @property
    def begins_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(BULLET.match(self.text) or NUMBER.match(self.text))


def text_line(segments: Sequence[Segment]) -> TextLine:
    """Make a line of segments that are in order."""
    main = segments[0] if len(segments) == 1 else max(segments, key=lambda segment: len(segment.text))
    mark_raised(segments)
    text = text_of(segments)
    return TextLine(
        segments=list(segments),
        text=text,
        page=main.page,
        left=segments[0].left,
        right=segments[-1].right,
        top=main.top,
        bottom=main.bottom,
        baseline=main.baseline,
        size=main.size,
        is_bold=all(segment.is_bold or not any(map(str.isalnum, segment.text)) for segment in segments)
        and any(map(str.isalnum, text)),
        indent=_indent(segments, text),
    )


def text_of(segments: Iterable[Segment]) -> str:
    """Return the words of segments of one line, for a look at them."""
    texts: list[str] = []
    before: Segment | None = None
    for segment in segments:
        is_label = before is not None and len(texts) == 1 and before.is_raised
        if before is not None and (is_label or is_spaced(before, segment)):
            texts.append(" ")
        texts.append(segment.text)
        before = segment
    return "".join(texts).strip()


def is_spaced(before: Segment, segment: Segment) -> bool:
    """Check whether there is a space between two segments of one line."""
    gap = (segment.left - before.right) / segment.size
    end = before.text[-1:]
    is_other = before.is_italic != segment.is_italic or (end == ":" and before.is_bold != segment.is_bold)
    if segment.text[0] in ".,;" and not LEADER.match(segment.text):
        return gap > _SPACE  # no program sets a space before it, but some set letters apart
    if end == ":" or (segment.text[:1].isupper() and (end.islower() or (end == ")" and is_other))):
        # After a tab that ends where the word does, type alone parts a role from a name, or a label from its value.
        return gap > (-0.1 if is_other else 0.07)
    return gap > (0.08 if segment.is_spaced else 0.18)


def lines_of(segments: Iterable[Segment]) -> list[TextLine]:
    """Return the lines of one page, from its top to its foot, and from left to right where they are level."""
    return lines_of_pages([segments])[0]


def lines_of_pages(pages: Iterable[Iterable[Segment]]) -> list[list[TextLine]]:
    """Return the lines of each page; a table that goes on over pages has the same columns on each of them."""
    rows = [_rows(segments) for segments in pages]
    groups = [[_groups_of_row(row) for row in page] for page in rows]
    starts = [_starts(page) for page in groups]
    #: The starts and ends of the lines of the pages so far, in whole points.
    ends: set[tuple[int, int]] = set()
    return [
        _page_lines(page, groups[i], _with_next_pages(starts, groups, i), ends) if page else []
        for i, page in enumerate(rows)
    ]


def _page_lines(
    rows: Sequence[list[Segment]],
    groups: Sequence[list[list[Segment]]],
    starts: dict[int, list[_Start]],
    ends: set[tuple[int, int]],
) -> list[TextLine]:
    if starts:
        groups = [
            [part for group in row for part in ([group] if _goes_on_below(group, below) else _cut_at(group, starts))]
            for row, below in zip(groups, [*groups[1:], []], strict=True)
        ]
    runs = [run for row in rows for run in _full_runs(row)]
    # A cell of a table may be justified too, and then has lines that begin and end where others of its column do.
    runs += [
        (round(group[0].left), round(group[-1].right))
        for row in groups
        for group in row
        if len(group) > 1 or " " in group[0].text
    ]
    ends |= {(left, right + around) for left, right in runs for around in (-1, 0, 1)}
    groups = [_without_justified(row, ends, starts) for row in groups]
    return [line for row in groups for line in _lines_of_row(row)]


def _with_next_pages(
    starts: Sequence[dict[int, list[_Start]]], groups: Sequence[Sequence[list[list[Segment]]]], page: int
) -> dict[int, list[_Start]]:
    """Add the cells at the foot of the page before and at the top of the next page, as if these had no ends."""
    extended = {place: list(cells) for place, cells in starts[page].items()}
    for other, edge, own_edge in ((page - 1, -1, 0), (page + 1, 0, -1)):
        if not 0 <= other < len(groups) or not groups[other]:
            continue
        shift = groups[page][own_edge][0][0].baseline - groups[other][edge][0][0].baseline
        for place, cells in starts[other].items():
            near = [cell for cell in cells if abs(cell.baseline - groups[other][edge][0][0].baseline) < _NEAR_PAGE]
            if len(near) >= _LEAST_CELLS:
                extended.setdefault(place, []).extend(
                    cell._replace(baseline=cell.baseline + shift + (edge or 1)) for cell in near
                )
    return extended


def column_starts(segments: Iterable[Segment]) -> dict[int, list[float]]:
    """Return the places, in whole points, where several cells begin beside others, with the baselines of these."""
    starts = _starts([_groups_of_row(row) for row in _rows(segments)])
    return {place: [start.baseline for start in column] for place, column in starts.items()}


def _rows(segments: Iterable[Segment]) -> list[list[Segment]]:
    """Put together the segments that are level, each row from left to right."""
    everything = sorted(segments, key=lambda segment: segment.baseline)
    body = median(segment.size for segment in everything) if everything else 0.0
    marks = [each for each in everything if each.size < _SMALLER * body and _MARK.fullmatch(each.text)]
    small = {id(each) for each in marks}
    rows: list[list[Segment]] = []
    for segment in everything:
        if id(segment) in small:
            continue
        row = next((row for row in reversed(rows[-_OPEN_ROWS:]) if _is_level(_main(row), segment)), None)
        if row is None:
            rows.append([segment])
        else:
            row.append(segment)
    # A mark may be level with the lines of two columns, and belongs to the one that it is next to.
    baselines = [row[0].baseline for row in rows]
    for mark in marks:
        at = bisect_left(baselines, mark.baseline)
        near = rows[max(at - _OPEN_ROWS, 0) : at + _OPEN_ROWS]
        level = [(_distance(each, mark), row) for row in near for each in row if _is_level(each, mark)]
        if level:
            min(level, key=itemgetter(0))[1].append(mark)
        else:
            rows.insert(at, [mark])
            baselines.insert(at, mark.baseline)
    for row in rows:
        row.sort(key=lambda segment: segment.left)
    return rows


def _distance(segment: Segment, mark: Segment) -> float:
    """Return how far a mark is from the text before or after it."""
    return min(abs(mark.left - segment.right), abs(segment.left - mark.right))


def _main(row: list[Segment]) -> Segment:
    first, last = row[0], row[-1]
    return first if first.size >= last.size else last


def _is_level(main: Segment, segment: Segment) -> bool:
    shared = min(main.bottom, segment.bottom) - max(main.top, segment.top)
    return shared >= 0.5 * min(main.bottom - main.top, segment.bottom - segment.top)


def _starts(rows: Sequence[Sequence[Sequence[Segment]]]) -> dict[int, list[_Start]]:
    """Return where several cells begin beside others, by the place in whole points.

    A cell counts wherever its column has another text to the left, be it on another baseline.
    """
    groups = [group for row in rows for group in row]
    aligned = _aligned(groups)
    for start in _beside_headings(groups):
        aligned.setdefault(round(start.left), []).append(start)
    if all(len(row) == 1 for row in rows):
        return _of_cells(aligned)
    for index, group in enumerate(groups):
        first = group[0]
        beside = [
            other[0].left
            for other in groups[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS + 1]
            if first.left - other[-1].right > 0.5 * first.size
            and min(first.bottom, other[-1].bottom) - max(first.top, other[-1].top) > 0.2 * first.size
            and not (len(other) == 1 and _is_label(other[-1].text))
        ]
        if beside:
            aligned.setdefault(round(first.left), []).append(_start(first, max(beside), group[-1].right))
    exact = {round(5 * group[0].left) for group in groups if round(group[0].left) in aligned}
    for group in groups:
        for before, after in pairwise(group):
            if after.left - before.right > _SPACE * after.size and round(5 * after.left) in exact:
                aligned[round(after.left)].append(_start(after, group[0].left, group[-1].right))
    return _of_cells(aligned)


def _start(first: Segment, beside: float, right: float) -> _Start:
    return _Start(first.left, first.baseline, beside, right, first.size, first.is_bold)


def _of_cells(starts: dict[int, list[_Start]]) -> dict[int, list[_Start]]:
    """Return the places where several cells begin, and not words that end justified lines, which end at one place."""
    return {
        place: column
        for place, column in starts.items()
        if len(column) > 1
        and (
            max(start.right for start in column) - min(start.right for start in column) > _SAME_END
            or column[0].right - column[0].left > _WIDEST_WORD
        )
    }


def _aligned(groups: Sequence[Sequence[Segment]]) -> dict[int, list[_Start]]:
    """Return where segments begin exactly below each other, after a gap that is wider than a space."""
    exact: dict[int, list[_Start]] = {}
    sizes: dict[int, float] = {}
    for group in groups:
        for before, after in pairwise(group):
            if after.left - before.right > _SPACE * after.size and not (
                before is group[0] and BULLET.fullmatch(before.text)
            ):
                place = round(5 * after.left)
                exact.setdefault(place, []).append(_start(after, group[0].left, group[-1].right))
                sizes.setdefault(place, after.size)
    return {
        round(starts[0].left): starts
        for place, starts in exact.items()
        if len(starts) > 2 and starts[2].baseline - starts[0].baseline < _NEAR * sizes[place]
    }


def _beside_headings(groups: Sequence[Sequence[Segment]]) -> Iterator[_Start]:
    """Return where text begins close beside a heading and goes on exactly below, once for either line."""
    for index, group in enumerate(groups):
        for before, after in pairwise(group):
            if before.is_bold and not after.is_bold and after.left - before.right > _SPACE * after.size:
                for below, *_ in groups[index + 1 : index + 1 + _NEIGHBOURS]:
                    is_below = 0 < below.baseline - after.baseline < 2 * after.size
                    if is_below and abs(after.left - below.left) < _EXACT:
                        yield _start(after, group[0].left, group[-1].right)
                        yield _start(below, group[0].left, below.right)
                        break


def _is_label(text: str) -> bool:
    return bool(BULLET.fullmatch(text) or _BARE_LABEL.fullmatch(text))


def _groups_of_row(row: list[Segment]) -> list[list[Segment]]:
    """Cut a row at its wide gaps, and where the baseline changes."""
    if len(row) == 1:
        return [row]
    gaps = sorted(gap for before, after in pairwise(row) if (gap := after.left - before.right) > 0.5 * after.size)
    # In a justified line all gaps are alike, and none of them separates cells.
    usual = gaps[len(gaps) // 2] if len(gaps) > 2 else 0.0
    groups = [[row[0]]]
    for before, after in pairwise(row):
        size = max(before.size, after.size)
        is_wide = after.left - before.right > max(_TAB * size, min(1.6 * usual, _WIDEST_SPACE * size))
        is_item = before.is_bold and not after.is_bold and after.left - before.right > _SPACE * after.size
        # A heading in the margin may reach up to the number of the paragraph beside it.
        is_heading = before.is_bold and not after.is_bold and before.text[-1:].isalpha()
        touches = abs(after.left - before.right) < _TOUCHING * after.size
        is_beside = is_heading and touches and PARAGRAPH_NUMBER.match(after.text)
        if is_wide or is_beside or (is_item and _LABEL.fullmatch(after.text)) or not _is_on_one_line(before, after):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _full_runs(row: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Return where the first words of a row begin and end, in whole points, for as long as their gaps are alike."""
    least, most = math.inf, 0.0
    for count, segment in enumerate(row[:_MOST_WORDS]):
        if count and is_spaced(row[count - 1], segment):
            gap = segment.left - row[count - 1].right
            least, most = min(least, gap), max(most, gap)
            if least < 0.6 * most:
                return
        if count > 1 or " " in segment.text:
            yield round(row[0].left), round(segment.right)


def _without_justified(
    groups: list[list[Segment]], ends: set[tuple[int, int]], starts: dict[int, list[_Start]]
) -> list[list[Segment]]:
    """Put together single words that are far apart because they fill a justified line: other lines are as wide."""
    if len(groups) == 1:
        return groups
    separate = [groups[0]]
    for index, group in enumerate(groups[1:], 1):
        joined = [*separate[-1], *group]
        # A comma may be a segment of its own, right after its word.
        gaps = [after.left - before.right for before, after in pairwise(joined) if is_spaced(before, after)] or [0.0]
        # The line may go on with more groups, up to where others end.
        end = next(
            (each[-1].right for each in groups[index:] if (round(joined[0].left), round(each[-1].right)) in ends), None
        )
        are_words = not any(" " in each.text or BULLET.fullmatch(each.text) for each in joined)
        is_level = abs(separate[-1][-1].baseline - group[0].baseline) < _LEVEL * group[0].size
        are_spaces = 0.6 * max(gaps) < min(gaps) < _WIDEST_OF_ALL * group[0].size
        is_even = end is not None and is_level and are_spaces and are_words
        if is_even and _count_cells(group, separate[-1], starts) < _LEAST_CELLS:
            separate[-1] = joined
        else:
            separate.append(group)
    return separate


def _goes_on_below(group: Sequence[Segment], below: Sequence[Sequence[Segment]]) -> bool:
    """Check whether a line is prose that fills its measure: the next one begins below it in lower case, and is one."""
    if len(below) != 1:
        return False
    first, line = group[0], below[0]
    return (
        0 < line[0].baseline - first.baseline < 2 * first.size
        and abs(line[0].left - first.left) < _SAME_END
        and line[0].text[:1].islower()
        and group[-1].right > line[-1].right - 0.2 * (line[-1].right - line[0].left)
        and line[-1].right - first.left > _FULL_LINE * first.size
        and all(after.left - before.right < _TAB * after.size for before, after in pairwise(line))
    )


def _cut_at(group: list[Segment], starts: dict[int, list[_Start]]) -> list[list[Segment]]:
    """Cut a group where cells near by begin."""
    parts = [[group[0]]]
    for before, after in pairwise(group):
        count = _count_cells([after], group, starts)
        gap = (after.left - before.right) / after.size
        # A word may fill its cell up to the next one. Titles of columns may be in other type than what is below them.
        is_cell = count >= _LEAST_CELLS or (count and gap > _NARROW_TAB)
        is_title = gap > _WIDE_SPACE and _count_cells([after], group, starts, has_any_type=True) >= _LEAST_CELLS
        if (is_cell and gap > -_LEVEL) or is_title:
            parts.append([after])
        else:
            parts[-1].append(after)
    return parts


def _count_cells(
    group: Sequence[Segment], beside: Sequence[Segment], starts: dict[int, list[_Start]], *, has_any_type: bool = False
) -> int:
    """Return how many cells near by begin exactly where a group does, with a text as far to their left as it has."""
    first = group[0]
    return sum(
        0 < abs(start.baseline - first.baseline) < _NEAR * first.size
        and abs(start.left - first.left) < _EXACT
        and start.beside > beside[0].left - _FARTHEST_CELL * first.size
        and (has_any_type or (start.is_bold == first.is_bold and abs(start.size - first.size) < SAME_SIZE * first.size))
        for start in starts.get(round(first.left), ())
    )


def _lines_of_row(groups: Sequence[list[Segment]]) -> list[TextLine]:
    """Make lines of the groups of a row; a label and what it labels are one."""
    lines: list[TextLine] = []
    for group in groups:
        line = text_line(group)
        label = lines[-1] if lines else None
        is_bullet = label is not None and len(groups) == 2 and _GLYPH.fullmatch(label.text)
        if label and label.is_label and (is_bullet or line.left - label.right < _FARTHEST_LABEL * line.size):
            line = text_line([*lines.pop().segments, *group])
        lines.append(line)
    return lines


def _is_on_one_line(before: Segment, after: Segment) -> bool:
    """Check whether two segments that are level have one baseline, or one of them is a mark."""
    # A mark may be as large as the text.
    first = max(before, after, key=lambda each: (round(each.size, 1), len(each.text)))
    second = after if first is before else before
    if after.left <= before.right - 0.6 * first.size:  # they are below each other
        return False
    is_level = abs(first.baseline - second.baseline) <= _LEVEL * first.size
    return is_level or len(second.text) <= _LONGEST_MARK or _MARK.fullmatch(second.text) is not None


def mark_raised(segments: Sequence[Segment]) -> None:
    """Mark the segments that are small and above the baseline, or tiny figures directly after a word."""
    if len(segments) == 1:  # as most lines of a letter
        segments[0].is_raised = False
        return
    main = max(segments, key=lambda segment: segment.size)
    level = main.baseline
    for i, segment in enumerate(segments):
        if PARAGRAPH_NUMBER.fullmatch(segment.text):  # as no mark is, be it small and high
            segment.is_raised = False
            continue
        rise = (level - segment.baseline) / main.size
        ratio = segment.size / main.size
        segment.is_raised = (ratio < _SMALL and rise > 0.12) or (ratio < _SMALLER and rise > 0.2)
        if not segment.is_raised and ratio < _TINY and rise > -0.05 and _MARK.fullmatch(segment.text):
            segment.is_raised = i == 0 or segment.left - segments[i - 1].right < 0.2 * main.size
        elif not segment.is_raised and segment.text.isdecimal() and len(segment.text) < 3:
            # Some fonts have raised figures of their own, which are as high as others but narrower.
            is_narrow = segment.right - segment.left < NARROW_FIGURE * segment.size * len(segment.text)
            gap = segment.left - segments[i - 1].right if i else segments[1].left - segment.right
            segment.is_raised = is_narrow and gap < 0.1 * main.size


def _indent(segments: Sequence[Segment], text: str) -> float:
    """Return where the text of a line begins after its number or bullet."""
    label = BULLET.match(text) or NUMBER.match(text)
    if not label:
        return segments[0].left
    length = len(label[0])
    for segment in segments:
        if length <= 0:
            return segment.left
        if len(segment.text) > length:
            # The width of letters differs, so this is not exact.
            return segment.left + (segment.right - segment.left) * (length + 1) / len(segment.text)
        length -= len(segment.text)
    return segments[0].left


def set_measures(pages: Sequence[Sequence[TextLine]]) -> None:
    """Set the edge of the page of all lines, and their leading: the distance of most lines of prose."""
    steps = Counter[float]()
    for lines in pages:
        last: dict[int, TextLine] = {}
        for line in lines:
            before = last.get(round(line.left))
            if before and len(before.text) > _LEAST_PROSE and before.size == line.size:
                step = (line.baseline - before.baseline) / line.size
                if step < _WIDEST_LEADING:
                    steps[round(20 * step) / 20] += 1
            last[round(line.left)] = line
    leading = next((step for step, count in steps.most_common(1) if count > 1), _USUAL_LEADING)
    for lines in pages:
        edge = max((line.right for line in lines), default=0.0)
        for line in lines:
            line.leading, line.page_edge = max(leading, _USUAL_LEADING) * line.size, edge


def marks_in(lines: Iterable[TextLine]) -> dict[str, tuple[int, float]]:
    """Return the labels of the marks that are raised after words, with the page and baseline of the first of each."""
    places: dict[str, tuple[int, float]] = {}
    for line in lines:
        for segment in line.segments[1:]:
            if segment.is_raised and _MARK.fullmatch(segment.text):
                places.setdefault(segment.text.strip("[]()").split()[-1], (line.page, line.baseline))
    return places


class Placed(Protocol):
    """A line or a row: segments from left to right, with their edges and the size of their font."""

    @property
    def segments(self) -> Sequence[Segment]: ...  # noqa: D102 - as the class says
    @property
    def left(self) -> float: ...  # noqa: D102
    @property
    def right(self) -> float: ...  # noqa: D102
    @property
    def size(self) -> float: ...  # noqa: D102


def is_wrapped(line: Placed, following: Placed, edge: float) -> bool:
    """Check whether a line was broken because the next word did not fit before the *edge*."""
    width = width_of_first_word(following)
    # Letters differ in width, so that this is not exact; a line that ends on purpose is mostly much shorter.
    needed = max(1.4 * width + 0.5 * line.size, 0.07 * (edge - line.left))
    return line.right + needed > edge


def width_of_first_word(line: Placed) -> float:
    """Return the estimated width of the first word of a line."""
    first = line.segments[0]
    word = first.text.split(maxsplit=1)[0] if first.text.strip() else ""
    return (first.right - first.left) * len(word) / max(len(first.text), 1)


def words_at_break(line: TextLine, following: TextLine) -> tuple[int, int]:
    """Return how many words there are after the last comma of a line, and before the first one of the next line."""
    return len(SEPARATOR.split(line.text)[-1].split()), len(SEPARATOR.split(following.text)[0].split())


def body_size(segments: Iterable[Segment]) -> float:
    """Return the size of the font of most characters."""
    sizes = Counter[float]()
    for segment in segments:
        sizes[round(segment.size, 1)] += len(segment.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0
