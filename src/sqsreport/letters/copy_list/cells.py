"""A copy list as the lines of two columns, whose fonts show which are roles and which are names.

The lines come row by row, and within a row in the order of their height on the page. Cells that are aligned at the
middle put a line of names before or between those of their role. Every division of the lines into rows has a cost for
deviations, such as a role that was wrapped although the next word had room. The cheapest division is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Final, NamedTuple

from sqsreport.extract import people
from sqsreport.letters.copy_list.lines import PlainEntry, with_next_line
from sqsreport.letters.layout import is_open_value
from sqsreport.letters.widths import Measure, with_next_word
from sqsreport.letters.words import begins_entry, ends_entry

#: The maximum number of lines of a role and of the names beside it.
_MOST_OF_ROLE: Final = 5
_MOST_OF_NAMES: Final = 4
#: The minimum share of the widest line that a full line fills.
_NEAR: Final = 0.9
#: Costs.
_LOWER, _ENDING, _UNUSUAL, _STARTS_ANEW, _HAD_ROOM, _NEARLY_FULL = 8.0, 3.5, 2.0, 2.5, 5.0, 2.0
_NO_NAMES, _NOT_NAMES, _CUT_NAME, _ONE_WORD, _SEPARATE, _TOGETHER = 0.7, 7.0, 5.0, 0.3, 0.4, 3.0
#: The minimum number of groups of lines for which no row begins within a group.
_FEWEST_GROUPS: Final = 3


class TypedLine(NamedTuple):
    """A line of one column: its words, whether they are names, and the place of the line in the list.

    ``is_first`` says whether it is the first of adjacent lines.
    """

    text: str
    is_names: bool
    place: int
    is_first: bool = False


class _Best(NamedTuple):
    """The cheapest division of the lines before one: its cost, the start of its last row, and the last row."""

    cost: float
    start: int
    entry: PlainEntry | None


def divide_cells(lines: Sequence[TypedLine], measure: Measure) -> list[PlainEntry]:
    """Divide lines into entries; return no entry if they are not rows of two columns."""
    width = max((measure(line.text) for line in lines if not line.is_names), default=0.0)
    best: list[_Best | None] = [_Best(0.0, 0, None)]
    count = sum(line.is_first for line in lines)
    # Groups that are longer than a row are the parts of the list on each page.
    is_grouped = _FEWEST_GROUPS <= count < len({line.place for line in lines}) <= _MOST_OF_ROLE * count
    for end in range(1, len(lines) + 1):
        least: _Best | None = None
        for start in range(max(0, end - _MOST_OF_ROLE - _MOST_OF_NAMES), end):
            before, row = best[start], lines[start:end]
            if before is None or "".join("n" if line.is_names else "r" for line in row) not in _orders():
                continue
            roles = tuple(line.text for line in row if not line.is_names)
            names, of_names = _names_of(tuple(line.text for line in row if line.is_names))
            cost = before.cost + _cost_of_role(roles, measure, width) + of_names
            cost += _TOGETHER if is_grouped and not row[0].is_first else 0.0
            if least is None or cost < least.cost:
                places = tuple(dict.fromkeys(line.place for line in row))
                role = reduce(with_next_line, roles)
                least = _Best(cost, start, PlainEntry(role, names, places, of_names >= _CUT_NAME))
        best.append(least)
    return list(_entries(best))[::-1]


def _entries(best: Sequence[_Best | None]) -> Iterator[PlainEntry]:
    end = len(best) - 1
    while end > 0 and (row := best[end]) is not None and row.entry is not None:
        yield row.entry
        end = row.start


@lru_cache(maxsize=1)
def _orders() -> frozenset[str]:
    """Return the possible orders of the lines of a role and of its names, one for each alignment of the two cells."""
    orders = set()
    for roles in range(1, _MOST_OF_ROLE + 1):
        for names in range(_MOST_OF_NAMES + 1):
            for share in (0.0, 0.5, 1.0):  # of the space that is above the cell with fewer lines
                heights = [(max(names - roles, 0) * share + n, "r") for n in range(roles)]
                heights += [(max(roles - names, 0) * share + n + 0.1, "n") for n in range(names)]
                orders.add("".join(kind for _, kind in sorted(heights)))
    return frozenset(orders)


def _cost_of_role(lines: Sequence[str], measure: Measure, width: float) -> float:
    first = lines[0]
    cost = 0.0
    if not first[:1].isupper():
        cost += _LOWER
    elif not begins_entry(first):
        cost += _ENDING if ends_entry(first) else 0.0 if people.is_role(first) else _UNUSUAL
    for before, after in pairwise(lines):
        is_rest = not after[:1].isupper() or is_open_value(before)
        share = measure(with_next_word(before, after)) / width
        if not is_rest:
            cost += _STARTS_ANEW if begins_entry(after) else 0.0
            cost += 0.0 if share > 1 else _NEARLY_FULL if share > _NEAR else _HAD_ROOM
    # An unfinished role would continue in the next row.
    return cost + (_HAD_ROOM if is_open_value(lines[-1]) else 0.0)


@lru_cache(maxsize=4_000)
def _names_of(lines: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """Return the names on lines, and the cost of treating them as names."""
    if not lines:
        return (), _NO_NAMES
    text, *others = lines
    cost = 0.0
    for line in others:
        is_open = text.endswith((",", ";")) or people.completes_name(text, line) or people.is_honour(line)
        cost += 0.0 if is_open else _SEPARATE
        text += f" {line}" if is_open else f", {line}"
    names = tuple(people.split_names(text.strip(" ,;")))
    cost += _ONE_WORD if any(map(people.has_one_word, names)) else 0.0
    is_cut = text.endswith((",", ";")) or people.is_incomplete_name(names[-1] if names else "")
    return names, cost + (_CUT_NAME if is_cut else 0.0 if people.are_people(text) else _NOT_NAMES)
