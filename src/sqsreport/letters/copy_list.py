"""Who gets a copy: roles and names from the rows of a copy list, however its columns were laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from sqsreport.extract.people import are_people, is_person, is_role, role_and_names, split_names
from sqsreport.letters.blocks import Line
from sqsreport.letters.layout import ends_sentence, is_open_value
from sqsreport.letters.pieces import Piece

_EMPHASISED_END: Final = re.compile(r"(?P<role>[^*]+) (?P<names>\*[^*]+\*?)")
#: What an address of the web or of e-mail has, and no role or name.
_ADDRESS: Final = re.compile(r"://|\bwww\.|@")
#: Text that is set in quotation marks where it was in italics.
_QUOTED: Final = re.compile(r"[\"“](?P<text>[^\"“”]+)[\"”]")
#: Spaces in the shortest text that is a sentence and not a role.
_SHORTEST_SENTENCE: Final = 5
#: Characters of the longest role.
_LONGEST_ROLE: Final = 150

Row = tuple[Piece, ...]


@attrs.frozen
class Entry:
    """A line of the copy list: a role, the names of those who have it, and the pieces that it was read from."""

    role: str
    names: tuple[str, ...]
    pieces: Row


@attrs.frozen
class _Cells:
    """A row of the copy list, with the role and the names in it; either may be missing."""

    role: str
    names: tuple[str, ...]
    row: Row
    #: Whether the row ends with a colon, so that what it is the role of follows.
    is_label: bool = False

    @property
    def kind(self) -> str:
        """``role``, ``names``, ``both`` or ``nothing``."""
        if self.role and not self.names:
            return "names" if len(self.row) == 1 and _are_names(self.role) else "role"
        return "both" if self.role else "names" if self.names else "nothing"


def cells_of_line(text: str) -> list[str]:
    """Split a line of the copy list at its tabs; where they were lost, at wide spaces or by what the words are."""
    cells = [cell for cell in re.split(r"\t| {2,}", text) if cell.strip()]
    if len(cells) > 1:
        return cells
    emphasised = _EMPHASISED_END.fullmatch(text)
    return [emphasised["role"], emphasised["names"]] if emphasised else list(role_and_names(text.strip()))


def entries(rows: Iterable[Row]) -> tuple[list[Entry], list[Row]]:
    """Read the rows of a copy list.

    Returns:
        The entries, and the rows of names that cannot be given to a role with certainty: those of a list whose columns
        follow each other.
    """
    read = [_cells(row) for row in _without_tail(list(rows))]
    unclear: list[Row] = []
    made: list[Entry] = []
    is_value = False
    width = _width_of_roles(read)
    for each in _without_loose_names(read, unclear):
        last = made[-1] if made else None
        if last and (each.kind == "names" or (is_value and len(each.row) == 1)):
            names = each.names or tuple(split_names(each.role))
            made[-1] = Entry(last.role, _with_names(last.names, names), last.pieces + each.row)
        elif last and last.names and len(each.row) == 1 and _ends_name(last.names[-1], each.role):
            made[-1] = Entry(last.role, _with_names(last.names, (each.role,)), last.pieces + each.row)
        elif last and not (last.names and each.names) and (
            _goes_on(last.role, each.role) or (not last.names and _is_cut(last.pieces[-1], each.role, width))
        ):
            made[-1] = Entry(f"{last.role} {each.role}", (*last.names, *each.names), last.pieces + each.row)
        elif each.role:
            made.append(Entry(each.role, each.names, each.row))
        is_value = each.is_label
    return made, unclear


def _cells(row: Row) -> _Cells:
    texts = [_QUOTED.sub(r"\g<text>", piece.plain).strip("*_ ,;:–—-") for piece in row]
    first, *others = role_and_names(texts[0]) if len(texts) == 1 else texts
    if len(others) == 1 and is_person(first) and is_role(others[0]):
        first, others = others[0], [first]
    is_label = len(texts) == 1 and not others and row[0].plain.endswith(":")
    return _Cells(first, tuple(name for cell in others for name in split_names(cell)), row, is_label)


def _without_tail(rows: list[Row]) -> list[Row]:
    """Leave out what follows the list: sentences, addresses, and lines that name neither a role nor a person."""
    end = next((index for index, row in enumerate(rows) if _is_no_entry(row)), len(rows))
    while end > 0 and not _may_be_last(rows[end - 1], has_others=end > 1):
        end -= 1
    return rows[:end]


def _is_no_entry(row: Row) -> bool:
    text = row[0].plain
    is_sentence = len(row) == 1 and ends_sentence(text) and text.count(" ") >= _SHORTEST_SENTENCE and text[-1] != ":"
    return is_sentence or len(text) > _LONGEST_ROLE or any(_ADDRESS.search(piece.plain) for piece in row)


def _may_be_last(row: Row, *, has_others: bool) -> bool:
    texts = [piece.plain for piece in row if piece.plain]
    return (
        not has_others
        or len(texts) > 1
        or any(is_role(text) or _are_names(text) for text in texts)
        or (bool(texts) and not row[0].plain)
    )


def _without_loose_names(rows: Sequence[_Cells], unclear: list[Row]) -> Iterator[_Cells]:
    """Leave out names that follow several roles without any: which of them is whose cannot be known."""
    if any(row.is_label for row in rows):
        yield from rows
        return
    groups = [(kind, list(group)) for kind, group in groupby(rows, lambda row: row.kind)]
    if sum(kind == "names" for kind, _ in groups) > 1:  # the columns do not follow each other
        yield from rows
        return
    before: tuple[str, int] = ("", 0)
    for kind, group in groups:
        if kind == "names" and before[0] == "role" and min(before[1], len(group)) > 1:
            unclear += [each.row for each in group]
        else:
            yield from group
        before = kind, len(group)


def _are_names(text: str) -> bool:
    """Check whether a text is names, of which a line may have cut the last."""
    if not text[:1].isupper():
        return False
    first, *others = split_names(text)
    return are_people(text) or (bool(others) and all(map(is_person, (first, *others[:-1]))) and not is_role(others[-1]))


def _ends_name(name: str, text: str) -> bool:
    """Check whether a text is the rest of a name that has one word so far."""
    return " " not in name and " " not in text and text[:1].isupper() and not is_role(text)


def _width_of_roles(rows: Sequence[_Cells]) -> int | None:
    """Return the characters of the longest line of a role, where roles and names have lines of their own."""
    lines = [len(row.role) for row in rows if row.kind == "role"]
    names = sum(row.kind == "names" for row in rows)
    pairs = sum(row.kind == "both" for row in rows)
    return max(lines) if names > pairs and len(lines) > 2 else None


def _is_cut(before: Piece, following: str, width: int | None) -> bool:
    """Check whether a role had to end its line where it did, because the next word would not have fitted."""
    return width is not None and bool(following) and len(before.plain) + 1 + len(following.split()[0]) > width


def _goes_on(role: str, following: str) -> bool:
    """Check whether the second of two lines is the rest of the role that the first begins."""
    is_open = role.count("(") > role.count(")") or is_open_value(role)
    return bool(following) and (is_open or following[0].islower() or following[0] == "(")


def _with_names(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Add names; a line may end within one."""
    if names and more and " " not in names[-1] and not is_person(more[0]):
        return (*names[:-1], f"{names[-1]} {more[0]}", *more[1:])
    return (*names, *more)


def goes_on_with_names(above: Piece, cells: Row) -> bool:
    """Check whether a line is the rest of the names above, and neither a row nor a name of its own."""
    text = cells[0].plain
    is_whole = are_people(text) and are_people(above.plain) and not above.plain.endswith(",")
    return len(cells) == 1 and not is_role(text) and not is_whole


def row_of_line(line: Line) -> Row:
    """Return the cells of a line of the copy list."""
    return tuple(Piece([Line(cell, line.passage)]) for cell in cells_of_line(line.text))
