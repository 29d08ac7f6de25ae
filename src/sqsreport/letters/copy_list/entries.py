"""Who gets a copy: roles and names from the rows of a copy list, however its columns were laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

import attrs

from sqsreport.extract import roles
from sqsreport.extract.people import (
    are_people,
    completes_name,
    is_person,
    is_role,
    is_title,
    role_and_names,
    split_names,
)
from sqsreport.letters.blocks import Line
from sqsreport.letters.copy_list.cells import divide_cells
from sqsreport.letters.copy_list.layouts import (
    by_type,
    in_columns,
    plain_lines,
    typed_lines,
    with_columns,
    with_divided_lines,
    with_pieces,
)
from sqsreport.letters.copy_list.lines import LONGEST_ROLE, divide_lines
from sqsreport.letters.copy_list.pairing import with_pairs
from sqsreport.letters.copy_list.rows import (
    EMPHASISED_END,
    FEWEST_ENTRIES,
    WIDEST_GAP,
    Entry,
    Row,
    are_names,
    distance,
    ends_within_name,
    whole,
    without_tail,
)
from sqsreport.letters.layout import is_open_value
from sqsreport.letters.pieces import Piece
from sqsreport.letters.widths import arial, with_next_word
from sqsreport.letters.words import begins_entry, ends_entry

#: What may be between a role and its names; a dash also parts the names of bodies from their divisions.
_BETWEEN: Final = (re.compile(": "), re.compile(" [-–—] "))
#: Between two names that are set in italics each, or that a wide gap parts.
_BETWEEN_NAMES: Final = re.compile(r"(?<=\w)(?:\* +\*|_ +_)(?=\w)|(?<=\w) {2,}(?=\w)")
#: The bullets before names that are a list within a cell.
_BULLETS: Final = re.compile(r"(?:^|(?<=\s))[•◦▪●■‣►▸]\s")
#: Text that is set in quotation marks where it was in italics.
_QUOTED: Final = re.compile(r"[\"“](?P<text>(?!\s)[^\"“”]+(?<!\s))[\"”]")
#: An entry with a number before it.
_COUNTED: Final = re.compile(r"\(?(?P<count>[0-9]{1,3})[.)]?\s+(?P<role>\S.*)")
#: An organisation of which the name is missing.
_NAMELESS: Final = re.compile(
    r"(?:(?:Metropolitan|County|City|District|Borough|Unitary|Town|NHS|Foundation|Safeguarding|Children|Health) )*+"
    r"(?:Councils?|Trust|Board|Authority|Partnership|Services?)"
)
#: The part of the words of entries that begin with a capital letter.
_MOST_CAPITALISED: Final = 0.75
#: The part of the longest line that a line has filled if the next word had no room on it.
_FULL: Final = 0.92


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
            return "names" if len(self.row) == 1 and are_names(self.role) else "role"
        return "both" if self.role else "names" if self.names else "nothing"


def entries(rows: Iterable[Row], lines: Sequence[Piece] = ()) -> tuple[list[Entry], list[Row]]:
    """Read the rows of a copy list.

    Args:
        rows: its rows, with those of lines put together as far as their lengths and separators tell.
        lines: its lines as they were, if it is no table.

    Returns:
        The entries, and the rows of names that cannot be given to a role with certainty: those of a list whose columns
        follow each other.
    """
    made, unclear = _entries(rows, lines)
    paired = with_pairs(_without_count(made), unclear)
    loose = _loose_names(lines)
    unclear += [(piece,) for piece in loose]
    unclear += [(piece,) for piece in lines if _is_whole_list(piece.plain)]
    places = {piece.passage for piece in loose}
    return [
        Entry(entry.role, (), entry.pieces) if places & {piece.passage for piece in entry.pieces} else entry
        for entry in paired
    ], unclear


def _is_whole_list(text: str) -> bool:
    """Check whether a text is several entries that a converter has run together: nearly every word is capitalised."""
    words = text.split()
    capitalised = sum(word[:1].isupper() for word in words)
    return len(text) > LONGEST_ROLE and capitalised >= _MOST_CAPITALISED * len(words)


def _loose_names(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of names alone that are between a whole entry and a role alone: they may be of that role.

    Converters that sort the parts of a page may put the names of a wrapped role above it or below it.
    """
    groups: list[list[Piece]] = []
    for line in lines:
        groups += [[]] if line.is_first or not groups else []
        groups[-1].append(line)
    kinds = [{are_people(line.plain) for line in group} for group in groups]
    if kinds.count({True, False}) < FEWEST_ENTRIES:
        return []
    around = zip([set(), *kinds], kinds, [*kinds[1:], set()], groups, strict=False)
    between = ({True, False}, {True}, {False})
    return [line for above, kind, below, group in around if (above, kind, below) == between for line in group]


def _without_count(entries: list[Entry]) -> list[Entry]:
    """Leave out the numbers that count the entries, if all have one."""
    counted = [_COUNTED.fullmatch(entry.role) for entry in entries]
    if len(entries) < FEWEST_ENTRIES or [each and int(each["count"]) for each in counted] != [
        *range(1, len(entries) + 1)
    ]:
        return entries
    return [attrs.evolve(entry, role=each["role"]) for entry, each in zip(entries, counted, strict=True) if each]


def _entries(rows: Iterable[Row], lines: Sequence[Piece]) -> tuple[list[Entry], list[Row]]:
    rows = _with_whole_names(_with_whole_entries(list(with_divided_lines(list(rows), lines))))
    if (typed := typed_lines(rows, lines)) and (cells := divide_cells(list(by_type(typed)), arial)):
        return with_pieces(typed, cells)
    if (columns := in_columns(rows, lines)) is not None:
        return columns
    plain = plain_lines(rows, lines)
    if plain and (divided := divide_lines(list(with_columns(plain)), arial)):
        return with_pieces(plain, divided)
    joined = _whole_cells(rows)
    read = [_cells(row) for row in without_tail(joined)]
    unclear: list[Row] = []
    made: list[Entry] = []
    is_value = False
    width = _width_of_roles(read)
    is_grouped = any(not row.row[0].is_first for row in read) or joined is not rows
    for each in _with_names_above(_without_loose_names(read, unclear)):
        last = made[-1] if made else None
        if last and each.kind == "role" and _is_rest_on_next_page(last, each):
            made[-1] = Entry(f"{last.role} {each.role}", last.names, last.pieces + each.row)
        elif last and (each.kind == "names" or (is_value and _is_value(each)) or _is_rest_of_names(last, each)):
            names = tuple(split_names(each.row[0].plain)) if each.role else each.names
            if _is_of_another(made, names):
                # Two roles and then two lines of names: which are whose cannot be known.
                unclear += [(piece,) for piece in last.pieces[1:]] + [each.row]
                made[-1] = Entry(last.role, (), last.pieces[:1])
                continue
            made[-1] = Entry(last.role, _with_names(last.names, names), last.pieces + each.row)
        elif last and _is_rest_of_row(last, each):
            made[-1] = Entry(f"{last.role} {each.role}", _with_names(last.names, each.names), last.pieces + each.row)
        elif last and last.names and len(each.row) == 1 and _ends_name(last.names[-1], each.role):
            made[-1] = Entry(last.role, _with_names(last.names, (each.role,)), last.pieces + each.row)
        elif (
            last
            and not (last.names and each.names)
            and (
                _goes_on(last.role, each.role)
                or _is_role_on_two_pages(last, each)
                or (
                    not last.names
                    and not (is_grouped and each.row[0].is_first)
                    and not begins_entry(each.role)
                    and (_is_cut(last.pieces[-1], each.role, width) or (is_grouped and ends_entry(each.role)))
                )
            )
        ):
            made[-1] = Entry(f"{last.role} {each.role}", (*last.names, *each.names), last.pieces + each.row)
        elif each.role:
            made.append(Entry(each.role, each.names, each.row))
        is_value = each.is_label
    return made, unclear


def _with_names_above(rows: Iterable[_Cells]) -> Iterator[_Cells]:
    """Join lines of names that end with a comma to the entry below, whose role is at the middle of its names.

    A comma after the names above them shows that they continue the entry above instead.
    """
    above: list[_Cells] = []
    is_open = False
    for row in rows:
        ends_open = row.row[-1].plain.rstrip("*_ ").endswith((",", ";"))
        if row.kind == "names" and ends_open and not is_open:
            above.append(row)
            continue
        if above and row.kind == "both":
            names = tuple(name for each in above for name in each.names or split_names(each.role))
            pieces = tuple(piece for each in above for piece in each.row)
            yield attrs.evolve(row, names=(*names, *row.names), row=(*pieces, *row.row))
        else:
            yield from (*above, row)
        above, is_open = [], ends_open
    yield from above


def _is_value(cells: _Cells) -> bool:
    """Check whether a row below a label is its value, and not the next of two roles without names."""
    return len(cells.row) == 1 and not cells.is_label


def _with_whole_entries(rows: list[Row]) -> list[Row]:
    """Join the adjacent lines of each entry, if every group of lines is an entry with a separator before its names."""
    groups: list[list[Row]] = []
    for row in rows:
        if row[0].is_first or not groups:
            groups.append([])
        groups[-1].append(row)
    texts = [" ".join(map(_printed, group)) for group in groups]
    separator = next((each for each in _BETWEEN if _is_before_names(each, texts)), None)
    if separator is None or len(groups) < FEWEST_ENTRIES:
        return rows
    return [row for group in groups for row in ([_entry_of(group, separator)] if len(group) > 1 else group)]


def _is_before_names(separator: re.Pattern[str], texts: Sequence[str]) -> bool:
    """Check whether most texts have a separator once, before names, and none has more of them."""
    parts = [separator.split(text.strip()) for text in texts]
    names = [after for _, *others in parts for after in others]
    return all(len(each) <= 2 for each in parts) and 2 * sum(map(are_people, names)) >= len(texts)


def _printed(row: Row) -> str:
    """Return the words of a row as they are in the source."""
    return row[0].passage.text if row[0].passage else " ".join(piece.plain for piece in row)


def _entry_of(group: Iterable[Row], separator: re.Pattern[str]) -> Row:
    """Return the role and the names of adjacent lines, which a separator divides."""
    cells: tuple[list[Line], list[Line]] = ([], [])
    has_names = False
    for row in group:
        before, *after = separator.split(f"{_printed(row)} ", maxsplit=1)
        cells[has_names].append(Line(before, row[0].passage))
        has_names |= bool(after)
        cells[1].extend(Line(text, row[0].passage) for text in after if text)
    return tuple(Piece(lines, is_first=n == 0) for n, lines in enumerate(cells) if lines)


def _with_whole_names(rows: Iterable[Row]) -> list[Row]:
    """Join the lines of which the first ends within a name, after the colon that parts it from its role."""
    joined: list[Row] = []
    for row in rows:
        above = joined[-1] if joined else ()
        if len(above) == len(row) == 1 and ends_within_name(above[0].plain, row[0].plain):
            joined[-1] = whole([above, row])
        elif len(above) == 2 and len(row) == 1 and is_open_value(above[0].plain) and not is_role(row[0].plain):
            joined[-1] = (attrs.evolve(above[0], lines=[*above[0].lines, *row[0].lines]), above[1])
        elif len(above) == 2 and len(row) == 1 and completes_name(above[1].plain, row[0].plain):
            joined[-1] = (above[0], attrs.evolve(above[1], lines=[*above[1].lines, *row[0].lines]))
        else:
            joined.append(row)
    return joined


def _whole_cells(rows: list[Row]) -> list[Row]:
    """Join adjacent lines, where each group of lines is a cell: a role, or the names for it."""
    groups: list[list[Row]] = []
    printed = [_as_printed(row) for row in rows]
    lengths = [len(row[0].plain) for row in printed if len(row) == 1]
    cut = [len(row[-1].plain) for row, following in pairwise(printed) if not following[0].is_first]
    # The longest line of all may have a role and a name, where the space between them was lost.
    width = max(cut) if len(cut) > 1 else max(lengths, default=0)
    for row in printed:
        if row[0].is_first or not groups or _ends_cell(groups[-1][-1][-1].plain, row[0].plain, width):
            groups.append([])
        groups[-1].append(row)
    has_wrapped = 3 < len(groups) < len(rows)
    if not has_wrapped or any(len(row) != 1 for row in printed):
        return rows
    wholes = [whole(group) for group in groups]
    kinds = [_cells(row).kind for row in wholes]
    return wholes if 3 * kinds.count("names") >= len(kinds) and not any(map(_has_both, groups)) else rows


def _ends_cell(before: str, following: str, width: int) -> bool:
    """Check whether a role ended before the end of its line, so that the next line is another."""
    is_short = len(with_next_word(before, following)) <= _FULL * width
    return is_short and is_role(following) and not _goes_on(before, following)


def _as_printed(row: Row) -> Row:
    """Put a line together again that was split by its words; half of a role may look like names."""
    if len(row) != 2 or row[0].passage is None or row[0].passage != row[1].passage:
        return row
    words, role, names = row[0].passage.text, row[0].text, row[1].text
    if not role or not names:
        return row
    _, _, following = words.partition(role)
    between, _, rest = following.partition(names)
    if rest or between.strip(" ,:;") or "  " in between or "\t" in between or f"{role}{between}{names}" != words:
        return row
    return (Piece([Line(words, row[0].passage)], is_first=row[0].is_first),)


def _has_both(group: list[Row]) -> bool:
    """Check whether adjacent lines are a role and the names of those who have it."""
    kinds = [_cells(row).kind for row in group]
    return "names" in kinds[1:] and "names" not in kinds[:1]


def _cells(row: Row) -> _Cells:
    texts = [_QUOTED.sub(r"\g<text>", _listed(piece)).strip("*_ ,;:–—-") for piece in row]
    # Where a role reaches up to the next column, its names are in its cell, and only their type parts them.
    if len(texts) > 1 and not any(texts[1:]) and (parted := EMPHASISED_END.fullmatch(row[0].text)):
        texts = [parted["role"], parted["names"].strip("*_ ,;")]
    first, *others = role_and_names(texts[0]) if len(texts) == 1 else texts
    if len(others) == 1 and are_people(first) and not are_people(others[0]) and is_role(others[0]):
        first, others = others[0], [first]
    is_label = len(texts) == 1 and not others and row[0].plain.endswith(":")
    return _Cells(first, tuple(name for cell in others for name in split_names(cell)), row, is_label)


def _listed(piece: Piece) -> str:
    """Return the words of a cell, with commas between names that nothing but their type or a gap parts."""
    text = piece.lines[0].text if len(piece.lines) == 1 else piece.text
    if _BULLETS.search(text):
        text = piece.plain
        return ", ".join(part.strip(" ,") for part in _BULLETS.split(text) if part.strip(" ,"))
    names = [Piece([Line(part.strip("*_ "))]).plain for part in _BETWEEN_NAMES.split(text)]
    return ", ".join(names) if len(names) > 1 and all(map(is_person, names)) else piece.plain


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


def _is_rest_of_row(entry: Entry, cells: _Cells) -> bool:
    """Check whether both cells of a row are the rest of those above: the last name there has no end but in this row."""
    if not entry.names or not cells.names or not cells.role:
        return False
    return not is_person(entry.names[-1]) and " " not in cells.names[0] and not is_role(entry.names[-1])


def _is_rest_of_names(entry: Entry, cells: _Cells) -> bool:
    """Check whether names that begin below the role go on with those beside it, which end with a separator."""
    names = entry.pieces[-1].plain
    is_rest = are_names(cells.role) if names.endswith((",", ";")) else completes_name(names, cells.role)
    return is_rest and bool(entry.names) and not cells.names


def _is_of_another(made: Sequence[Entry], names: tuple[str, ...]) -> bool:
    """Check whether names may be those of the entry before the last, because that has none and the last has some."""
    if len(made) < 2 or made[-2].names or len(made[-2].pieces) > 1 or len(made[-1].pieces) != 2:
        return False
    before = made[-1].pieces[-1].plain
    return are_people(before) and not before.endswith(",") and are_people(", ".join(names))


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
    return width is not None and bool(following) and len(with_next_word(before.plain, following)) > width


def _is_rest_on_next_page(last: Entry, rest: _Cells) -> bool:
    """Check whether a page ended within a role, of which the rest comes after the names: a council without its name."""
    return (
        bool(last.names)
        and len(rest.row) == 1
        and _is_on_next_page(last, rest)
        and _NAMELESS.fullmatch(rest.role) is not None
    )


def _is_role_on_two_pages(last: Entry, rest: _Cells) -> bool:
    """Check whether a page ended within a role, of which the names are beside its rest, which is no role by itself."""
    if last.names or rest.kind != "both" or not _is_on_next_page(last, rest):
        return False
    return begins_entry(last.role) and not begins_entry(rest.role) and not is_role(rest.role)


def _is_on_next_page(last: Entry, rest: _Cells) -> bool:
    return distance(last.pieces[-1], rest.row[0]) > WIDEST_GAP


def _goes_on(role: str, following: str) -> bool:
    """Check whether the second of two lines is the rest of the role that the first begins."""
    is_open = (
        role.count("(") > role.count(")") or is_open_value(role) or role.endswith(("'s", "’s")) or roles.is_cut(role)
    )
    return bool(following) and (is_open or following[0].islower() or following[0] == "(")


def _with_names(names: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """Add names; a line may end within one."""
    is_cut = bool(names) and (" " not in names[-1] or not is_person(names[-1]))
    if is_cut and more and (not is_person(more[0]) or is_title(names[-1])):
        return (*names[:-1], f"{names[-1]} {more[0]}", *more[1:])
    return (*names, *more)
