"""A copy list whose columns follow each other on each page: all roles, and then the names of all of them.

Converters of PDF write a table without rules in this order, and some of them change the order of cells that a wide
gap parts. The names belong to the roles in their order if each page has as many cells of names as roles, and its gaps
are beside wrapped roles; otherwise it is unclear which are whose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby, zip_longest
from operator import attrgetter
from typing import Final

import attrs

from sqsreport.extract.people import are_people, completes_name, is_honour, is_person, is_role, split_names
from sqsreport.letters.copy_list.lines import PlainEntry, PlainLine, divide_lines
from sqsreport.letters.widths import Measure

#: The fewest roles and names that follow each other in a list with such columns. Other lists have roles without names.
_FEWEST_ROWS: Final = 4


@attrs.frozen
class _Line:
    """A line of the list: its place, its words, whether it is names, and whether it is below a blank line."""

    place: int
    text: str
    is_names: bool
    is_first: bool


@attrs.frozen
class _Cell:
    """The names for a role as one text, the places of their lines, and whether the first is below a blank line."""

    text: str
    places: tuple[int, ...]
    is_first: bool = False


def pair_columns(lines: Sequence[PlainLine], measure: Measure) -> tuple[list[PlainEntry], list[int]] | None:
    """Divide lines into entries, if all roles of a page precede the names of all of them.

    Returns:
        The entries, and the places of the lines of names that cannot be given to a role; or ``None`` for another list.
    """
    if any(line.names is not None for line in lines):
        return None
    none: list[_Line] = []
    runs = [list(run) for _, run in groupby(_by_kind(lines), attrgetter("is_names"))]
    printed = list(zip_longest(runs[::2], runs[1::2], fillvalue=none))
    if runs[0][0].is_names or not _has_columns(printed):  # which is known before the lines are divided
        return None
    pages = [(_roles(roles, measure), names) for roles, names in printed]
    if not _has_columns(pages):
        return None
    roles = [role for page, _ in pages for role in page]
    cells = [_cells(*page) for page in pages]
    if not all(cells):
        return roles, [line.place for _, names in pages for line in names]
    return [_with_names(*row) for row in zip(roles, chain(*cells), strict=True)], []


def _has_columns(pages: Sequence[tuple[Sequence[object], Sequence[object]]]) -> bool:
    """Check whether a page has enough roles, or lines of them, and as many names after them."""
    return any(min(len(roles), len(names)) >= _FEWEST_ROWS for roles, names in pages)


def _cells(roles: Sequence[PlainEntry], names: Sequence[_Line]) -> list[_Cell]:
    """Return the names for each role of a page, or nothing where it is unclear which are whose."""
    if any(role.names for role in roles):
        return []
    for cells in (_by_line(names), _by_group(names)):
        wrapped = [len(role.lines) > len(cell.places) for role, cell in zip(roles, cells, strict=False)]
        gaps = [n for n, cell in enumerate(cells) if n and cell.is_first]
        is_even = len(gaps) == len(cells) - 1
        if len(cells) == len(roles) and (is_even or all(wrapped[n - 1] or wrapped[n] for n in gaps)):
            return cells
    return []


def _with_names(role: PlainEntry, names: _Cell) -> PlainEntry:
    return role._replace(names=tuple(split_names(names.text)), lines=role.lines + names.places)


def _by_kind(lines: Sequence[PlainLine]) -> list[_Line]:
    """Return the lines, and for each whether it is names or the rest of the names above."""
    kinds: list[_Line] = []
    for place, line in enumerate(lines):
        above = kinds[-1] if kinds else None
        is_rest = above is not None and above.is_names and _is_rest(above.text, line.text)
        kinds.append(_Line(place, line.text, are_people(line.text) or is_rest, line.is_first))
    return kinds


def _is_rest(names: str, text: str) -> bool:
    """Check whether a line goes on with the names above, which end with a comma or within a name."""
    if are_people(text) or is_role(text):
        return names.endswith((",", ";"))
    last = names.rstrip(",;").rsplit(",", 1)[-1].strip()
    return is_honour(text) or completes_name(names, text) or is_person(f"{last} {text}")


def _by_line(lines: Sequence[_Line]) -> list[_Cell]:
    """Return each line of names with its rest on the next lines."""
    cells: list[_Cell] = []
    for line in lines:
        if cells and _is_rest(cells[-1].text, line.text):
            cells[-1] = _Cell(f"{cells[-1].text} {line.text}", (*cells[-1].places, line.place))
        else:
            cells.append(_Cell(line.text, (line.place,), line.is_first))
    return cells


def _by_group(lines: Sequence[_Line]) -> list[_Cell]:
    """Return the names that blank lines part; each group may have several lines of names."""
    groups: list[list[_Line]] = []
    for line in lines:
        groups += [[]] if line.is_first or not groups else []
        groups[-1].append(line)
    return [
        _Cell(
            ", ".join(cell.text.rstrip(" ,;") for cell in _by_line(group)),
            tuple(line.place for line in group),
            group[0].is_first,
        )
        for group in groups
    ]


def _roles(lines: Sequence[_Line], measure: Measure) -> list[PlainEntry]:
    """Return the roles on lines, of which one may have names on its line."""
    divided = divide_lines([PlainLine(line.text, line.is_first) for line in lines], measure)
    return [entry._replace(lines=tuple(lines[index].place for index in entry.lines)) for entry in divided]
