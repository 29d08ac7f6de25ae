"""Classify a column next to other text: headings, labels or numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from sqsreport.letters.formats.geometry.extents import (
    LOOSE,
    has_type_of,
    is_close,
)
from sqsreport.letters.formats.geometry.lines import TextLine, is_wrapped, width_of_first_word, words_at_break

#: The usual and the widest step from one row of a table to the next, in font sizes.
ROW_STEP, WIDEST_STEP = 2.0, 3.0
#: How far the first line of a paragraph is indented, in font sizes.
_INDENT: Final = (0.7, 4.0)
LABEL: Final = re.compile(r"[^\W\d_][^:]{0,30}:(?=\s|$)")
#: How far apart the baselines of entries and of their values in other type are, in font sizes, and by how many points
#: this differs.
_LEVEL, _SAME_STEP = 0.5, 1.0
#: The lines of the value of a label, on average, at most.
_LONGEST_VALUE: Final = 3


def start_beside(heading: TextLine, lines: Sequence[TextLine]) -> float:
    """Return how far down the text of a heading begins, the first line of which may be a little above the heading."""
    lines = sorted(lines, key=lambda line: line.baseline)
    left = min(line.left for line in lines)
    steps = [(lines[0], math.inf), *((line, line.baseline - above.baseline) for above, line in pairwise(lines))]
    # Paragraphs without a gap between them begin with an indented line.
    indented = {
        id(line)
        for line, below in pairwise(lines)
        if _INDENT[0] * line.size < line.left - left < _INDENT[1] * line.size and abs(below.left - left) < 1
    }
    near = [
        (line, step)
        for line, step in steps
        if -ROW_STEP * heading.size < line.baseline - heading.baseline < 0.8 * heading.size
        and (line.begins_item or id(line) in indented or step > LOOSE * line.size or _is_top(line, step, heading))
    ]
    # Of several items near it, the first one of a list has the largest gap above it.
    largest = max((step for _, step in near), default=0.0)
    firsts = [line.baseline for line, step in near if step >= 0.9 * largest]
    nearest = min(firsts, key=lambda baseline: abs(baseline - heading.baseline), default=heading.baseline)
    return min(nearest, heading.baseline - 0.7 * heading.size) - 0.1 * heading.size


def _is_top(line: TextLine, step: float, heading: TextLine) -> bool:
    """Check whether a line is level with a heading, and further from the line above it than those of a paragraph."""
    return abs(line.baseline - heading.baseline) < 1 and step > 1.1 * line.leading


def take_values(columns: list[list[TextLine]], edge: float) -> None:
    """Move lines at the margin that continue a value from the column of labels or roles to that of values."""
    if len(columns) != 2:
        return
    first, values = columns
    are_labels = sum(line.text.endswith(":") for line in first) > 1
    for line in list(first):
        above = [each for each in values if each.baseline < line.baseline]
        before = max(above, key=lambda each: each.baseline, default=None)
        is_beside = any(abs(each.baseline - line.baseline) < 1 for each in values)  # as the first line of a label
        if before is None or is_beside or not is_close(before, line):
            continue
        is_of_label = are_labels and not line.text.endswith(":") and is_wrapped(before, line, edge)
        others = [each for each in first if each is not line]
        is_of_type = bool(others) and has_type_of(line, before) and not any(has_type_of(line, each) for each in others)
        if is_of_label or is_of_type or (not are_labels and _is_rest_of_names(before, line)):
            first.remove(line)
            values.insert(values.index(before) + 1, line)


def _is_rest_of_names(names: TextLine, line: TextLine) -> bool:
    """Check whether a line at the margin continues names that fill their line, and end with a comma or half a name."""
    is_full = names.right + width_of_first_word(line) + 0.25 * names.size > names.page_edge
    return is_full and (names.text.endswith(",") or words_at_break(names, line)[0] == 1)


def is_term_of(line: TextLine, below: TextLine) -> bool:
    """Check whether a line is a term with its value below, which is not bold, or is italic and indented."""
    is_set_off = below.left > line.left + line.size and below.segments[0].is_italic > line.segments[0].is_italic
    return below.baseline > line.baseline and ((line.is_bold and not below.is_bold) or is_set_off)


def is_bold_beside(lines: Sequence[TextLine], rest: Sequence[TextLine]) -> bool:
    """Check whether all of some lines are bold, and none of those beside them."""
    return all(line.is_bold for line in lines) and not any(line.is_bold for line in rest)


def are_labels(lines: Sequence[TextLine], values: Sequence[TextLine]) -> bool:
    """Check whether lines are mostly labels that end with a colon, and those beside them their short values."""
    count = sum(bool(LABEL.fullmatch(line.text)) for line in lines)
    return count > 1 and count >= 0.5 * len(lines) and len(values) <= _LONGEST_VALUE * count


def entries_of(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Put together the lines of a narrow column that were wrapped."""
    edge = max(line.right for line in lines)
    entries: list[list[TextLine]] = []
    for line in lines:
        if entries and is_close(entries[-1][-1], line) and is_wrapped(entries[-1][-1], line, edge):
            entries[-1].append(line)
        else:
            entries.append([line])
    return entries


def are_level(first: Sequence[TextLine], values: Sequence[TextLine]) -> bool:
    """Check whether each of several entries begins level with a line beside it, as no address beside a text does."""
    return _step_beside(first, values) is not None


def make_level(first: Sequence[TextLine], values: Sequence[TextLine]) -> None:
    """Move the baselines of entries in other type than their values, which are a little above or below those."""
    if first and (step := _step_beside(first, values)):
        for line in first:
            line.baseline += step


def _step_beside(first: Sequence[TextLine], values: Sequence[TextLine]) -> float | None:
    """Return how far below each of several entries a line beside it is, or nothing where this differs."""
    steps = [
        min((value.baseline - entry[0].baseline for value in values), key=abs, default=math.inf)
        for entry in entries_of(first)
    ]
    is_alike = max(steps) - min(steps) <= _SAME_STEP and max(map(abs, steps)) < _LEVEL * first[0].size
    return median(steps) if len(steps) > 1 and is_alike else None


def has_numbers(columns: Sequence[Sequence[TextLine]]) -> bool:
    """Check whether the first column has the numbers of the paragraphs beside it, and headings between them."""
    beside = {round(line.baseline) for column in columns[1:] for line in column}
    numbers = [line for line in columns[0] if line.is_number]
    return bool(numbers) and all(line.is_number == _is_level_with(line, beside) for line in columns[0])


def _is_level_with(line: TextLine, baselines: Container[int]) -> bool:
    return any(round(line.baseline) + each in baselines for each in (-1, 0, 1))
