"""Who gets a copy: roles and names out of the rows of a copy list, however its columns were kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sqsreport.letters.layout import are_persons, is_person, is_role, people
from sqsreport.letters.parts import Piece

_DASHED: Final = re.compile(r"(?P<left>.+?)(?: [–—-] |: )(?P<right>[^–—:]+)")


@attrs.frozen
class Entry:
    """A line of the copy list: a role, the names of those who have it, and the pieces that say so."""

    role: str
    names: tuple[str, ...]
    pieces: tuple[Piece, ...]


def entries(rows: Iterable[tuple[Piece, ...]]) -> Iterator[Entry]:
    """Read the rows of a copy list; names without a role have no place, unless they go on with the row above."""
    pending: Entry | None = None
    for row in rows:
        role, names = _columns([piece.plain.strip("*_ ") for piece in row])
        if pending and (not role or (not names and _goes_on(pending, row[0].plain))):
            more = names if not role else people(role)
            pending = Entry(pending.role, (*pending.names, *more), pending.pieces + row)
            continue
        if pending:
            yield pending
        pending = Entry(role, names, row) if role else None
    if pending:
        yield pending


def _columns(cells: list[str]) -> tuple[str, tuple[str, ...]]:
    if len(cells) == 1:
        cells = list(_one_cell(cells[0]))
    first, *others = cells
    if len(others) == 1 and is_person(first) and is_role(others[0]):
        first, others = others[0], [first]
    return first, tuple(name for cell in others for name in people(cell))


def _one_cell(text: str) -> tuple[str, ...]:
    """Part a role and a name that stand on one line."""
    left, comma, right = text.partition(", ")
    if comma and is_person(left) and is_role(right):
        return left, right
    role, comma, name = text.rpartition(", ")
    if comma and is_person(name) and is_role(role):
        return role, name
    if (match := _DASHED.fullmatch(text)) and are_persons(match["right"]):
        return match["left"], match["right"]
    if (match := _DASHED.fullmatch(text)) and is_person(match["left"]) and is_role(match["right"]):
        return match["left"], match["right"]
    return (text,)


def _goes_on(above: Entry, text: str) -> bool:
    """Tell whether a line that stands alone holds more names of the row above."""
    return bool(above.names) and are_persons(text)
