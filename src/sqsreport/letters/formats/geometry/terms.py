"""Lists of terms with their values, such as roles with the names below them, as the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, cast

from sqsreport.letters.formats.geometry.cells import (
    SAME_PLACE,
)
from sqsreport.letters.formats.geometry.columns import TableRows
from sqsreport.letters.formats.geometry.lines import SAME_SIZE, TextLine, is_wrapped

ENDS_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\s*[0-9]{0,2}$")
#: How much larger a gap between paragraphs is than leading.
GAP: Final = 1.17
#: Entries of a list of terms and values, and the lines of the longest of them.
_LEAST_ENTRIES, _LONGEST_ENTRY = 3, 6
LONGEST_HEADING: Final = 3
#: By how many points a gap may be rounded.
_ROUNDED: Final = 0.5
#: The step from the first entry of such a list to the next, at most, in font sizes; and entries that show the step.
_WIDEST_STEP, _MOST_RECENT = 2.5, 10
#: The lines of a term, and those of its value, if it has one.
_Entry = tuple[list[TextLine], list[TextLine]]


def with_entries(groups: Sequence[list[TextLine] | TableRows]) -> Iterator[list[TextLine] | TableRows]:
    """Make rows of terms with their values, as of roles with the names below them that are indented or not bold."""
    index = 0
    while index < len(groups):
        entries = _entries_from(groups, index)
        if sum(bool(value) for _, value in entries) >= _LEAST_ENTRIES:
            count = sum(1 + bool(value) for _, value in entries)
            if heading := _heading_of(entries):
                yield heading
                entries[0] = (entries[0][0][len(heading) :], entries[0][1])
            # Where there is a gap after each value, a term of two lines is one.
            rows = (
                [[*entry] for entry in entries]
                if _have_gaps(entries)
                else [row for entry in entries for row in _entry_rows(*entry)]
            )
            yield TableRows(rows)
            index += count
        else:
            yield groups[index]
            index += 1


def _entries_from(groups: Sequence[list[TextLine] | TableRows], index: int) -> list[_Entry]:
    """Return the entries of a list that begins with a group; a term may have no value."""
    entries: list[_Entry] = []
    while index < len(groups):
        term, value = groups[index], groups[index + 1] if index + 1 < len(groups) else []
        if isinstance(term, TableRows):
            break
        has_value = not isinstance(value, TableRows) and value and _are_entry(term, value)
        entry = (term, cast("list[TextLine]", value) if has_value else [])
        if entries and not _are_like(entries, entry):
            break
        if not entry[1] and (not entries or not _is_term(term)):
            break
        entries.append(entry)
        index += 2 if entry[1] else 1
    while entries and not entries[-1][1] and not entries[-1][0][0].is_bold:
        entries.pop()
    return entries


def _heading_of(entries: Sequence[_Entry]) -> list[TextLine]:
    """Return the lines of the first term that are as far above the rest of it as entries are from each other."""
    term = entries[0][0]
    inner = max(_step(term[-1], value[0]) for term, value in entries if value)
    cuts = [index for index, pair in enumerate(pairwise(term), 1) if 0 < GAP * inner < _step(*pair) + _ROUNDED]
    return term[: cuts[0]] if cuts else []


def _have_gaps(entries: Sequence[_Entry]) -> bool:
    """Check whether entries are further apart than the lines of each of them."""
    gaps = [_step(_last(before), after[0]) for before, (after, _) in pairwise(entries)]
    steps = [_step(*pair) for term, value in entries for pair in pairwise([*term, *value])]
    return min((gap for gap in gaps if gap > 0), default=0.0) > GAP * max(steps, default=0.0)


def _step(line: TextLine, below: TextLine) -> float:
    """Return how far a line is below another one, or 0 on another page."""
    return below.baseline - line.baseline if line.page == below.page else 0.0


def _entry_rows(term: list[TextLine], value: list[TextLine]) -> Iterator[list[list[TextLine]]]:
    """Return the rows of a term with its value, after those of terms above it that have none."""
    start = 0
    for index, (before, line) in enumerate(pairwise(term), 1):
        if ends_short(before, line):
            yield [term[start:index], []]
            start = index
    yield [term[start:], value]


def _are_entry(term: Sequence[TextLine], value: Sequence[TextLine]) -> bool:
    first, under = term[0], value[0]
    indent = (under.left - under.start) - (first.left - first.start)
    is_set_off = first.is_bold and not under.is_bold
    is_indented = (-4 if is_set_off else 1.2) * first.size < indent < 8 * first.size
    return (
        is_indented
        and len(term) + len(value) <= _LONGEST_ENTRY
        and _is_term(term)
        and not under.begins_item
        and ((term[-1].page, term[-1].baseline) < (under.page, under.baseline) or first.start < under.start)
        and not ENDS_SENTENCE.search(value[-1].text)
        and not under.text[:1].islower()
    )


def _is_term(group: Sequence[TextLine]) -> bool:
    """Check whether a few lines may be a term: neither an item nor a sentence."""
    first = group[0]
    return not (
        first.begins_item
        or len(group) > LONGEST_HEADING
        or ENDS_SENTENCE.search(group[-1].text)
        or first.text[:1].islower()
    )


def _are_like(entries: Sequence[_Entry], entry: _Entry) -> bool:
    """Check whether an entry looks like those before it, and is as near to the last as these are to each other."""
    first, own = entries[0][0][0], entry[0][0]
    last = _last(entries[-1])
    steps = [after[0].baseline - _last(before).baseline for before, (after, _) in pairwise(entries[-_MOST_RECENT:])]
    # An entry of a grid may be beside the one before it.
    widest = 1.2 * max((step for step in steps if step > 0), default=_WIDEST_STEP * own.size)
    return (
        _is_below(first, own)
        and abs(first.size - own.size) <= SAME_SIZE * own.size
        and all(_is_below(each, value) for each in entries[0][1][:1] for value in entry[1][:1])
        and (own.baseline < last.baseline or own.page != last.page or own.baseline - last.baseline < widest)
    )


def _last(entry: _Entry) -> TextLine:
    return (entry[1] or entry[0])[-1]


def _is_below(line: TextLine, other: TextLine) -> bool:
    """Check whether two lines begin at the same place of their columns, and are both bold or neither."""
    return abs((line.left - line.start) - (other.left - other.start)) < SAME_PLACE and line.is_bold == other.is_bold


def ends_short(line: TextLine, following: TextLine) -> bool:
    """Check whether a line ends before the first word of the next one would no longer fit."""
    return not is_wrapped(line, following, line.edge)
