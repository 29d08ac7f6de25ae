"""Who gets a copy: roles and names out of the rows of a copy list, however its columns were kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from sqsreport.extract.people import are_people, is_person, is_role, role_and_names, split_names
from sqsreport.letters.pieces import Piece


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
        role, names = _columns([piece.plain.strip("*_ ,;:–—-") for piece in row])
        if pending and (not role or (not names and are_people(row[0].plain))):
            more = names if not role else split_names(role)
            pending = Entry(pending.role, (*pending.names, *more), pending.pieces + row)
            continue
        if pending:
            yield pending
        pending = Entry(role, names, row) if role else None
    if pending:
        yield pending


def _columns(cells: list[str]) -> tuple[str, tuple[str, ...]]:
    first, *others = role_and_names(cells[0]) if len(cells) == 1 else cells
    if len(others) == 1 and is_person(first) and is_role(others[0]):
        first, others = others[0], [first]
    return first, tuple(name for cell in others for name in split_names(cell))
