"""Copy lists whose roles and names differ by type, by columns or by the lengths of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Final

from sqsreport.extract.people import are_people, ends_with_person, is_name_word, is_role, role_and_names
from sqsreport.letters.blocks import Line
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.copy_list.cells import TypedLine
from sqsreport.letters.copy_list.columns import pair_columns
from sqsreport.letters.copy_list.lines import LONGEST_ROLE, MOST_LINES, PlainEntry, PlainLine, divide_lines
from sqsreport.letters.copy_list.rows import (
    FEWEST_ENTRIES,
    WIDEST_GAP,
    Entry,
    Row,
    are_names,
    distance,
    is_justified,
    is_no_entry,
    without_tail,
)
from sqsreport.letters.pieces import Piece
from sqsreport.letters.widths import arial

#: A line in italics, and one that is plain up to its end in italics.
_ITALIC: Final = re.compile(r"\*[^*]+\*")
_ROLE_AND_ITALIC: Final = re.compile(r"[^*\t]*(?:[\t ]\*[^*]+\*)?")
#: A separator between a role and the names on its line.
_SEPARATED: Final = re.compile(r"[^:–—-]*+(?:[–—-](?=\w)[^:–—-]*+)*+(?P<sign>:|(?<=\s)[–—-])\s++(?P<names>\S.*)")
#: A bracket that a name follows without a space, because a role filled its column.
_BRACKET_WITHOUT_SPACE: Final = re.compile(r"\)(?=[A-Z][^\W\d_])")
#: A gap between columns, and how many characters to the left of its column a cell may begin.
_GAP: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_AT_COLUMN: Final = 2
#: The part of the lines that have a separator from which on all are read by them.
_MOST_MARKED: Final = 0.3


def with_divided_lines(rows: Sequence[Row], lines: Sequence[Piece]) -> Iterator[Row]:
    """Divide the lines between the rows of a table, whose role reached into the column of the names."""
    kinds = list(_are_of_lines(rows, lines))
    is_mixed = any(kinds) and not all(kinds)
    for is_of_lines, group in groupby(zip(rows, kinds, strict=True), key=itemgetter(1)):
        run = [row for row, _ in group]
        own = {line.passage for row in run for piece in row for line in piece.lines}
        pieces = [piece for piece in lines if piece.lines[0].passage in own] if is_mixed and is_of_lines else []
        yield from _divided_rows(pieces) or run


def _divided_rows(pieces: Sequence[Piece]) -> list[Row]:
    """Return rows of lines that each have a role and names; nothing if one is not sure."""
    if not 0 < len(pieces) <= MOST_LINES:
        return []
    rows: list[Row] = []
    for entry in divide_lines(list(with_columns(pieces)), arial):
        if entry.is_doubtful or not entry.names or not is_role(entry.role):
            return []
        first, *others = (pieces[index].passage for index in entry.lines)
        role = Piece([Line(entry.role, first), *(Line("", passage) for passage in others)])
        rows.append((role, Piece([Line(", ".join(entry.names), first)])))
    return rows


def typed_lines(rows: Sequence[Row], lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a list in which names are in italics and roles are not, or nothing if it is another."""
    typed = list(takewhile(lambda piece: not is_no_entry((piece,)), lines))
    texts = [piece.lines[0].text for piece in typed]
    names = sum(_ITALIC.fullmatch(text) is not None for text in texts)
    if names < FEWEST_ENTRIES or len(texts) > MOST_LINES or not all(_are_of_lines(rows, lines)):
        return []
    if not all(_ITALIC.fullmatch(text) or _ROLE_AND_ITALIC.fullmatch(text) for text in texts):
        return []
    return typed


def by_type(lines: Sequence[Piece]) -> Iterator[TypedLine]:
    """Yield the words of each line, those in italics as names."""
    for place, line in enumerate(lines):
        role, _, names = line.lines[0].text.rstrip("*").partition("*")
        is_first = line.is_first
        for text, is_names in ((role, False), (names, True)):
            if words := Piece([Line(text)]).plain:
                yield TypedLine(words, is_names, place, is_first)
                is_first = False


def _are_of_lines(rows: Iterable[Row], lines: Iterable[Piece]) -> Iterator[bool]:
    """Yield for each row whether it is of lines, and not of a table."""
    passages = {line.passage for piece in lines for line in piece.lines}
    return (all(line.passage in passages for piece in row for line in piece.lines) for row in rows)


def plain_lines(rows: Sequence[Row], lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a list that has no separators between roles and names, or nothing if it is another."""
    rows_of_lines = without_tail([(piece,) for piece in lines])
    count = len(rows_of_lines)
    if not all(_are_of_lines(rows, lines)) or not 2 < count <= MOST_LINES:
        return []
    plain = [row[0] for row in rows_of_lines]
    marked = sum(_has_separator(piece.lines[0].text) for piece in plain)
    if marked > _MOST_MARKED * count or not any(_has_names(piece.plain) for piece in plain):
        return []
    kinds = [kind for kind, _ in groupby("names" if are_people(piece.plain) else "role" for piece in plain)]
    # All roles before all names: which are whose cannot be known by their words.
    return [] if kinds == ["role", "names"] and not are_people(plain[1].plain) else plain


def in_columns(rows: Sequence[Row], lines: Sequence[Piece]) -> tuple[list[Entry], list[Row]] | None:
    """Read a list whose columns follow each other; return ``None`` for another."""
    pieces = [piece for (piece,) in without_tail([(piece,) for piece in lines])]
    if not 2 < len(pieces) <= MOST_LINES or not all(_are_of_lines(rows, lines)):
        return None
    paired = pair_columns(list(with_columns(pieces)), arial)
    if paired is None:
        return None
    entries, unclear = paired
    return with_pieces(pieces, entries)[0], [(pieces[index],) for index in unclear]


def _has_names(text: str) -> bool:
    return are_people(text) or ends_with_person(text)


def _has_separator(text: str) -> bool:
    """Check whether something other than a space parts a role from the names on its line."""
    bare = text.strip()
    if "  " in bare and not is_justified(bare):
        return False  # columns are a separator of their own
    if "\t" in bare or "*" in bare or bare[-1:] in ":–—-":
        return True
    if bare.endswith(")") and bare.count("(") == 1:  # "Ann Lee (Head of Service)"
        role, *names = role_and_names(bare)
        return bool(names) and bare.startswith(names[0]) and is_role(role)
    match = _SEPARATED.fullmatch(bare)
    if match is None:
        return False
    is_name = match["sign"] == ":" and is_name_word(match["names"])  # of which the next line has the rest
    return is_name or are_names(match["names"])


def with_columns(lines: Sequence[Piece]) -> Iterator[PlainLine]:
    """Return the lines with the words of their second column apart, where wide gaps show one."""
    texts = [line.plain if is_justified(line.lines[0].text) else line.lines[0].text.strip() for line in lines]
    texts = [_BRACKET_WITHOUT_SPACE.sub(") ", text) for text in texts]
    cells = [_GAP.split(text, maxsplit=1) for text in texts]
    starts = [
        _column(line) + line.lines[0].text.strip().index(each[1])
        for line, each in zip(lines, cells, strict=True)
        if len(each) > 1
    ]
    second = min(starts, default=0)
    for above, line, each in zip([None, *lines], lines, cells, strict=False):
        is_after_page = above is not None and distance(above, line) > WIDEST_GAP
        if len(starts) <= 1 or len(_GAP.findall(line.lines[0].text.strip())) > 1:
            is_cut = line.lines[0].text.endswith(SOFT_HYPHEN) and not are_people(line.plain)
            text = _BRACKET_WITHOUT_SPACE.sub(") ", line.plain)
            yield PlainLine(text + SOFT_HYPHEN * is_cut, line.is_first, None, is_after_page)
        elif len(each) > 1:
            yield PlainLine(each[0], line.is_first, each[1], is_after_page)
        elif second - _AT_COLUMN <= _column(line):
            yield PlainLine("", line.is_first, each[0], is_after_page)
        else:
            yield PlainLine(each[0], line.is_first, None, is_after_page)


def _column(line: Piece) -> int:
    return (line.passage and line.passage.column) or 0


def with_pieces(lines: Sequence[Piece], entries: Iterable[PlainEntry]) -> tuple[list[Entry], list[Row]]:
    """Return entries with the lines that they are of; names that may be those of another entry are left out."""
    made: list[Entry] = []
    unclear: list[Row] = []
    for entry in entries:
        if len(entry.role) > LONGEST_ROLE:
            break
        pieces = tuple(lines[index] for index in entry.lines)
        if entry.is_doubtful and entry.names:
            unclear += [(piece,) for piece in pieces]
            made.append(Entry(entry.role, (), pieces))
        else:
            made.append(Entry(entry.role, entry.names, pieces))
    return made, unclear
