"""Gives names that follow the roles of several entries of a copy list to each of these entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqsreport.extract.people import are_people, split_names
from sqsreport.letters.copy_list.rows import Entry, Row, distance, whole
from sqsreport.letters.pieces import Piece

#: Lines from one to the next where one blank line is between.
_ONE_BLANK_LINE: Final = 2


def with_pairs(made: Sequence[Entry], unclear: list[Row]) -> list[Entry]:
    """Give the names of several entries, which follow all their roles, to each; where it is unclear to none of them."""
    entries: list[Entry] = []
    is_by_person = any(_has_blocks_of_names(entry) and (n == 0 or made[n - 1].names) for n, entry in enumerate(made))
    is_by_cell = any(_has_names_together(entry) for entry in made)
    for entry in made:
        first, *blocks = _blocks(entry)
        waiting = _waiting(entries, first) if _has_blocks_of_names(entry) else 0
        if not waiting and is_by_cell and _has_blocks_of_names(entry):
            # The names of another entry are among those of this one.
            entries.append(Entry(entry.role, (), tuple(first)))
            unclear += [(piece,) for block in blocks for piece in block]
            continue
        if not waiting:
            entries.append(entry)
            continue
        entries.append(Entry(entry.role, (), tuple(first)))
        if len(blocks) != waiting + 1 or is_by_person:
            unclear += [(piece,) for block in blocks for piece in block]
            continue
        for place, block in enumerate(blocks, len(entries) - len(blocks)):
            names = tuple(split_names(whole([tuple(block)])[0].plain))
            entries[place] = Entry(entries[place].role, names, (*entries[place].pieces, *block))
    return entries


def _has_blocks_of_names(entry: Entry) -> bool:
    """Check whether an entry is a role and several blocks of names, and none of them is a row of a table."""
    _, *blocks = _blocks(entry)
    has_cells = any(not piece.plain for piece in entry.pieces)
    return not has_cells and len(blocks) > 1 and all(are_people(whole([tuple(block)])[0].plain) for block in blocks)


def _has_names_together(entry: Entry) -> bool:
    """Check whether several lines of names are adjacent, and blank lines separate them from the role above."""
    _, *blocks = _blocks(entry)
    return any(len(block) > 1 and all(are_people(piece.plain) for piece in block) for block in blocks)


def _blocks(entry: Entry) -> list[list[Piece]]:
    """Return the pieces of an entry in the blocks that blank lines part."""
    blocks: list[list[Piece]] = []
    for piece in entry.pieces:
        if not blocks or distance(blocks[-1][-1], piece) > 1:
            blocks.append([])
        blocks[-1].append(piece)
    return blocks


def _waiting(made: Sequence[Entry], following: Sequence[Piece]) -> int:
    """Return the number of roles just above a role that have no names, and no space where these would be."""
    count = 0
    for entry in reversed(made):
        if entry.names or distance(entry.pieces[-1], following[0]) > _ONE_BLANK_LINE:
            break
        following = entry.pieces
        count += 1
    return count
