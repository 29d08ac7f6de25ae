"""Who gets a copy: roles and names from the rows of a copy list, however its columns were laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import groupby, pairwise, takewhile
from operator import itemgetter
from typing import Final

import attrs

from sqsreport.extract import roles
from sqsreport.extract.people import (
    are_people,
    completes_name,
    ends_with_person,
    is_honour,
    is_name_word,
    is_person,
    is_role,
    is_title,
    role_and_names,
    split_names,
)
from sqsreport.letters.blocks import Line
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.copy_cells import TypedLine, divide_cells
from sqsreport.letters.copy_columns import pair_columns
from sqsreport.letters.copy_lines import LONGEST_ROLE, MOST_LINES, PlainEntry, PlainLine, divide_lines, with_next_line
from sqsreport.letters.formats.markdown.words import begins_entry, ends_entry
from sqsreport.letters.layout import ends_sentence, is_open_value
from sqsreport.letters.pieces import Piece
from sqsreport.letters.widths import arial

#: What may be between a role and its names; a dash also parts the names of bodies from their divisions.
_BETWEEN: Final = (re.compile(": "), re.compile(" [-–—] "))
_EMPHASISED_END: Final = re.compile(r"(?P<role>[^*]+) (?P<names>\*[^*]+\*?(?:[,;] ?\*[^*]+\*?)*+[,;]?)")
#: A line in italics, and one that is plain up to its end in italics.
_ITALIC: Final = re.compile(r"\*[^*]+\*")
_ROLE_AND_ITALIC: Final = re.compile(r"[^*\t]*(?:[\t ]\*[^*]+\*)?")
#: Between two names that are set in italics each, or that a wide gap parts.
_BETWEEN_NAMES: Final = re.compile(r"(?<=\w)\* +\*(?=\w)|(?<=\w) {2,}(?=\w)")
#: What an address of the web or of e-mail has, and no role or name.
_ADDRESS: Final = re.compile(r"://|\bwww\.|@")
#: Text that is set in quotation marks where it was in italics.
_QUOTED: Final = re.compile(r"[\"“](?P<text>(?!\s)[^\"“”]+(?<!\s))[\"”]")
#: An organisation of which the name is missing.
_NAMELESS: Final = re.compile(
    r"(?:(?:Metropolitan|County|City|District|Borough|Unitary|Town|NHS|Foundation|Safeguarding|Children|Health) )*+"
    r"(?:Councils?|Trust|Board|Authority|Partnership|Services?)"
)
#: Words of sentences, which no role and no name has.
_VERB: Final = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
#: The end of a line within a name.
_ENDS_WITH_INITIAL: Final = re.compile(r"\b[^\W\d_]\.$")
#: Spaces in the shortest text that is a sentence and not a role.
_SHORTEST_SENTENCE: Final = 5
#: The part of the longest line that a line has filled if the next word had no room on it.
_FULL: Final = 0.92
#: Lines from one entry to the next on a page.
_WIDEST_GAP: Final = 3
#: Lines from one to the next where one blank line is between.
_ONE_BLANK_LINE: Final = 2
#: A separator between a role and the names on its line.
_SEPARATED: Final = re.compile(r"[^:–—-]*+(?:[–—-](?=\w)[^:–—-]*+)*+(?P<sign>:|(?<=\s)[–—-])\s++(?P<names>\S.*)")
#: Entries from which on a list shows that each is a group of lines.
_FEWEST_ENTRIES: Final = 3
#: A bracket that a name follows without a space, because a role filled its column.
_BRACKET_WITHOUT_SPACE: Final = re.compile(r"\)(?=[A-Z][^\W\d_])")
#: A gap between columns, and how many characters to the left of its column a cell may begin.
_GAP: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_AT_COLUMN: Final = 2
#: The part of the lines that have a separator from which on all are read by them.
_MOST_MARKED: Final = 0.3

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
    if len(cells) > 1 and not _is_justified(text):
        return cells
    text = text if "\t" in text else " ".join(text.split())
    if emphasised := _EMPHASISED_END.fullmatch(text):
        return [emphasised["role"], emphasised["names"]]
    role, _, names = text.strip().partition(": ")
    return [role, names] if is_role(role) and _are_names(names) else list(role_and_names(text.strip()))


def with_commas(cell: str) -> str:
    """Return the lines of a cell as one, with a comma after each that does not end within a name."""
    text, *lines = cell.split("\n")
    for line in lines:
        is_open = text.endswith((",", ";")) or completes_name(text, line) or is_honour(line.partition(",")[0])
        text += f" {line}" if is_open else f", {line}"
    return text


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
    return _with_pairs(made, unclear), unclear


def _with_pairs(made: Sequence[Entry], unclear: list[Row]) -> list[Entry]:
    """Give the names of several entries, which follow all their roles, to each; where it is unclear to none of them."""
    found: list[Entry] = []
    is_by_person = any(_has_blocks_of_names(entry) and (n == 0 or made[n - 1].names) for n, entry in enumerate(made))
    is_by_cell = any(_has_names_together(entry) for entry in made)
    for entry in made:
        first, *blocks = _blocks(entry)
        waiting = _waiting(found, first) if _has_blocks_of_names(entry) else 0
        if not waiting and is_by_cell and _has_blocks_of_names(entry):
            # The names of another entry are among those of this one.
            found.append(Entry(entry.role, (), tuple(first)))
            unclear += [(piece,) for block in blocks for piece in block]
            continue
        if not waiting:
            found.append(entry)
            continue
        found.append(Entry(entry.role, (), tuple(first)))
        if len(blocks) != waiting + 1 or is_by_person:
            unclear += [(piece,) for block in blocks for piece in block]
            continue
        for place, block in enumerate(blocks, len(found) - len(blocks)):
            names = tuple(split_names(_whole([tuple(block)])[0].plain))
            found[place] = Entry(found[place].role, names, (*found[place].pieces, *block))
    return found


def _has_blocks_of_names(entry: Entry) -> bool:
    """Check whether an entry is a role and several blocks of names."""
    _, *blocks = _blocks(entry)
    return len(blocks) > 1 and all(are_people(_whole([tuple(block)])[0].plain) for block in blocks)


def _has_names_together(entry: Entry) -> bool:
    """Check whether several lines of names are adjacent, and blank lines separate them from the role above."""
    _, *blocks = _blocks(entry)
    return any(len(block) > 1 and all(are_people(piece.plain) for piece in block) for block in blocks)


def _blocks(entry: Entry) -> list[list[Piece]]:
    """Return the pieces of an entry in the blocks that blank lines part."""
    blocks: list[list[Piece]] = []
    for piece in entry.pieces:
        if not blocks or _distance(blocks[-1][-1], piece) > 1:
            blocks.append([])
        blocks[-1].append(piece)
    return blocks


def _waiting(made: Sequence[Entry], following: Sequence[Piece]) -> int:
    """Return the number of roles just above a role that have no names, and no space where these would be."""
    count = 0
    for entry in reversed(made):
        if entry.names or _distance(entry.pieces[-1], following[0]) > _ONE_BLANK_LINE:
            break
        following = entry.pieces
        count += 1
    return count


def _distance(above: Piece, below: Piece) -> int:
    """Return the lines of the source from one piece to the next; 1 where they have none."""
    first, second = above.passage, below.passage
    return second.line - first.line if first and second and first.line and second.line else 1


def _entries(rows: Iterable[Row], lines: Sequence[Piece]) -> tuple[list[Entry], list[Row]]:
    rows = _with_whole_names(_with_whole_entries(list(_with_divided_lines(list(rows), lines))))
    if (typed := _typed(rows, lines)) and (cells := divide_cells(list(_by_type(typed)), arial)):
        return _with_pieces(typed, cells)
    if (columns := _columns(rows, lines)) is not None:
        return columns
    plain = _plain(rows, lines)
    if plain and (divided := divide_lines(list(_with_columns(plain)), arial)):
        return _with_pieces(plain, divided)
    whole = _whole_cells(rows)
    read = [_cells(row) for row in _without_tail(whole)]
    unclear: list[Row] = []
    made: list[Entry] = []
    is_value = False
    width = _width_of_roles(read)
    is_grouped = any(not row.row[0].is_first for row in read) or whole is not rows
    for each in _without_loose_names(read, unclear):
        last = made[-1] if made else None
        if last and each.kind == "role" and _is_rest_on_next_page(last, each):
            made[-1] = Entry(f"{last.role} {each.role}", last.names, last.pieces + each.row)
        elif last and (each.kind == "names" or (is_value and len(each.row) == 1)):
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


def _with_divided_lines(rows: Sequence[Row], lines: Sequence[Piece]) -> Iterator[Row]:
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
    for entry in divide_lines(list(_with_columns(pieces)), arial):
        if entry.is_doubtful or not entry.names or not is_role(entry.role):
            return []
        first, *others = (pieces[index].passage for index in entry.lines)
        role = Piece([Line(entry.role, first), *(Line("", passage) for passage in others)])
        rows.append((role, Piece([Line(", ".join(entry.names), first)])))
    return rows


def _with_whole_entries(rows: list[Row]) -> list[Row]:
    """Join the adjacent lines of each entry, if every group of lines is an entry with a separator before its names."""
    groups: list[list[Row]] = []
    for row in rows:
        if row[0].is_first or not groups:
            groups.append([])
        groups[-1].append(row)
    texts = [" ".join(map(_printed, group)) for group in groups]
    separator = next((each for each in _BETWEEN if _is_before_names(each, texts)), None)
    if separator is None or len(groups) < _FEWEST_ENTRIES:
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
    whole: list[Row] = []
    for row in rows:
        above = whole[-1] if whole else ()
        if len(above) == len(row) == 1 and ends_within_name(above[0].plain, row[0].plain):
            whole[-1] = _whole([above, row])
        elif len(above) == 2 and len(row) == 1 and completes_name(above[1].plain, row[0].plain):
            whole[-1] = (above[0], attrs.evolve(above[1], lines=[*above[1].lines, *row[0].lines]))
        else:
            whole.append(row)
    return whole


def ends_within_name(before: str, following: str) -> bool:
    """Check whether what is after the colon of a line is names only together with the next line."""
    role, colon, names = before.partition(": ")
    if colon and is_title(names):
        return is_person(f"{names} {following}")
    if not colon or not is_role(role) or is_role(names) or is_role(following):
        return False
    if completes_name(names, following):
        return True
    return not are_people(names) and not is_person(following) and are_people(f"{names} {following}")


def _typed(rows: Sequence[Row], lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a list in which names are in italics and roles are not, or nothing if it is another."""
    typed = list(takewhile(lambda piece: not _is_no_entry((piece,)), lines))
    texts = [piece.lines[0].text for piece in typed]
    names = sum(_ITALIC.fullmatch(text) is not None for text in texts)
    if names < _FEWEST_ENTRIES or len(texts) > MOST_LINES or not all(_are_of_lines(rows, lines)):
        return []
    if not all(_ITALIC.fullmatch(text) or _ROLE_AND_ITALIC.fullmatch(text) for text in texts):
        return []
    return typed


def _by_type(lines: Sequence[Piece]) -> Iterator[TypedLine]:
    """Yield the words of each line, those in italics as names."""
    for place, line in enumerate(lines):
        role, _, names = line.lines[0].text.rstrip("*").partition("*")
        for text, is_names in ((role, False), (names, True)):
            if words := Piece([Line(text)]).plain:
                yield TypedLine(words, is_names, place)


def _are_of_lines(rows: Iterable[Row], lines: Iterable[Piece]) -> Iterator[bool]:
    """Yield for each row whether it is of lines, and not of a table."""
    passages = {line.passage for piece in lines for line in piece.lines}
    return (all(line.passage in passages for piece in row for line in piece.lines) for row in rows)


def _plain(rows: Sequence[Row], lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a list that has no separators between roles and names, or nothing if it is another."""
    rows_of_lines = _without_tail([(piece,) for piece in lines])
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


def _columns(rows: Sequence[Row], lines: Sequence[Piece]) -> tuple[list[Entry], list[Row]] | None:
    """Read a list whose columns follow each other; return ``None`` for another."""
    pieces = [piece for (piece,) in _without_tail([(piece,) for piece in lines])]
    if not 2 < len(pieces) <= MOST_LINES or not all(_are_of_lines(rows, lines)):
        return None
    paired = pair_columns(list(_with_columns(pieces)), arial)
    if paired is None:
        return None
    entries, unclear = paired
    return _with_pieces(pieces, entries)[0], [(pieces[index],) for index in unclear]


def _has_names(text: str) -> bool:
    return are_people(text) or ends_with_person(text)


def _has_separator(text: str) -> bool:
    """Check whether something other than a space parts a role from the names on its line."""
    bare = text.strip()
    if "  " in bare and not _is_justified(bare):
        return False  # columns are a separator of their own
    if "\t" in bare or "*" in bare or bare[-1:] in ":–—-":
        return True
    match = _SEPARATED.fullmatch(bare)
    if match is None:
        return False
    is_name = match["sign"] == ":" and is_name_word(match["names"])  # of which the next line has the rest
    return is_name or _are_names(match["names"])


def _is_justified(text: str) -> bool:
    """Check whether the wide spaces of a line part its words and not its cells: every word has some around it."""
    gaps = re.findall(r"\s+", text.strip())
    return len(gaps) > 1 and all(len(gap) > 1 and "\t" not in gap for gap in gaps)


def _with_columns(lines: Sequence[Piece]) -> Iterator[PlainLine]:
    """Return the lines with the words of their second column apart, where wide gaps show one."""
    texts = [line.plain if _is_justified(line.lines[0].text) else line.lines[0].text.strip() for line in lines]
    texts = [_BRACKET_WITHOUT_SPACE.sub(") ", text) for text in texts]
    cells = [_GAP.split(text, maxsplit=1) for text in texts]
    starts = [
        _column(line) + line.lines[0].text.strip().index(each[1])
        for line, each in zip(lines, cells, strict=True)
        if len(each) > 1
    ]
    second = min(starts, default=0)
    for above, line, each in zip([None, *lines], lines, cells, strict=False):
        is_after_page = above is not None and _distance(above, line) > _WIDEST_GAP
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


def _with_pieces(lines: Sequence[Piece], entries: Iterable[PlainEntry]) -> tuple[list[Entry], list[Row]]:
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


def _whole_cells(rows: list[Row]) -> list[Row]:
    """Join the lines that stand together, where each group of lines is a cell: a role, or the names for it."""
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
    wholes = [_whole(group) for group in groups]
    kinds = [_cells(row).kind for row in wholes]
    has_wrapped = any(len(group) > 1 for group in groups)
    is_by_lines = all(len(row) == 1 for group in groups for row in group) and 3 * kinds.count("names") >= len(kinds) > 3
    return wholes if has_wrapped and is_by_lines and not any(map(_has_both, groups)) else rows


def _ends_cell(before: str, following: str, width: int) -> bool:
    """Check whether a role ended before the end of its line, so that the next line is another."""
    is_short = len(before) + 1 + len(following.partition(" ")[0]) <= _FULL * width
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


def _whole(group: list[Row]) -> Row:
    return (Piece([line for row in group for piece in row for line in piece.lines], is_first=True),)


def _has_both(group: list[Row]) -> bool:
    """Check whether lines that stand together are a role and the names of those who have it."""
    kinds = [_cells(row).kind for row in group]
    return "names" in kinds[1:] and "names" not in kinds[:1]


def _cells(row: Row) -> _Cells:
    texts = [_QUOTED.sub(r"\g<text>", _listed(piece)).strip("*_ ,;:–—-") for piece in row]
    # Where a role reaches up to the next column, its names are in its cell, and only their type parts them.
    if len(texts) > 1 and not any(texts[1:]) and (parted := _EMPHASISED_END.fullmatch(row[0].text)):
        texts = [parted["role"], parted["names"].strip("*_ ,;")]
    first, *others = role_and_names(texts[0]) if len(texts) == 1 else texts
    if len(others) == 1 and is_person(first) and is_role(others[0]):
        first, others = others[0], [first]
    is_label = len(texts) == 1 and not others and row[0].plain.endswith(":")
    return _Cells(first, tuple(name for cell in others for name in split_names(cell)), row, is_label)


def _listed(piece: Piece) -> str:
    """Return the words of a cell, with commas between names that nothing but their type or a gap parts."""
    text = piece.lines[0].text if len(piece.lines) == 1 else piece.text
    names = [Piece([Line(part.strip("*_ "))]).plain for part in _BETWEEN_NAMES.split(text)]
    return ", ".join(names) if len(names) > 1 and all(map(is_person, names)) else piece.plain


def _without_tail(rows: list[Row]) -> list[Row]:
    """Leave out what follows the list: sentences, addresses, and lines that name neither a role nor a person."""
    end = next((index for index, row in enumerate(rows) if _is_no_entry(row)), len(rows))
    while end > 0 and not _may_be_last(rows[end - 1], rows[end - 2 : end - 1]):
        end -= 1
    return rows[:end]


def _is_no_entry(row: Row) -> bool:
    text = row[0].plain
    is_sentence = len(row) == 1 and ends_sentence(text) and text.count(" ") >= _SHORTEST_SENTENCE and text[-1] != ":"
    is_sentence &= _ENDS_WITH_INITIAL.search(text) is None
    is_sentence |= len(row) == 1 and text.count(" ") >= _SHORTEST_SENTENCE and _VERB.search(text) is not None
    return is_sentence or len(text) > LONGEST_ROLE or any(_ADDRESS.search(piece.plain) for piece in row)


def _may_be_last(row: Row, before: Sequence[Row]) -> bool:
    texts = [piece.plain for piece in row if piece.plain]
    if not before or any(is_role(text) or begins_entry(text) or ends_entry(text) or _are_names(text) for text in texts):
        return True
    is_names = bool(texts) and not row[0].plain
    names = split_names(before[0][-1].plain)
    return is_names or (
        len(texts) == 1 and bool(names) and _are_names(before[0][-1].plain) and completes_name(names[-1], texts[0])
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


def _is_rest_of_row(entry: Entry, cells: _Cells) -> bool:
    """Check whether both cells of a row are the rest of those above: the last name there has no end but in this row."""
    if not entry.names or not cells.names or not cells.role:
        return False
    return not is_person(entry.names[-1]) and " " not in cells.names[0] and not is_role(entry.names[-1])


def _is_of_another(made: Sequence[Entry], names: tuple[str, ...]) -> bool:
    """Check whether names may be those of the entry before the last, because that has none and the last has some."""
    if len(made) < 2 or made[-2].names or len(made[-2].pieces) > 1 or len(made[-1].pieces) != 2:
        return False
    before = made[-1].pieces[-1].plain
    return are_people(before) and not before.endswith(",") and are_people(", ".join(names))


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
    return width is not None and bool(following) and len(before.plain) + 1 + len(following.split(maxsplit=1)[0]) > width


def _is_rest_on_next_page(last: Entry, rest: _Cells) -> bool:
    """Check whether a page ended within a role, of which the rest comes after the names: a council without its name."""
    above, below = last.pieces[-1].passage, rest.row[0].passage
    if not last.names or not above or not below or not above.line or not below.line or len(rest.row) > 1:
        return False
    return below.line - above.line > _WIDEST_GAP and _NAMELESS.fullmatch(rest.role) is not None


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


def goes_on_with_names(above: Piece, cells: Row) -> bool:
    """Check whether a line is the rest of the names above, and neither a row nor a name of its own."""
    text = cells[0].plain
    is_whole = are_people(text) and are_people(above.plain) and not above.plain.endswith(",")
    return len(cells) == 1 and not is_role(text) and not is_whole and not text.endswith(":")


def row_of_item(lines: Sequence[Line]) -> Row | None:
    """Return the role and the names of a wrapped item, or ``None`` if it does not have both."""
    text = reduce(with_next_line, (line.text for line in lines))
    cells = cells_of_line(text)
    if len(cells) == 2 and not are_people(cells[1]):
        cells = text.rsplit(" – ", maxsplit=1)
    if len(cells) != 2 or not is_role(cells[0]) or is_role(cells[1]):
        return None
    first, *others = (line.passage for line in lines)
    role = Piece([Line(cells[0], first), *(Line("", passage) for passage in others)])
    return role, Piece([Line(cells[1], first)])


def row_of_line(line: Line, *, is_first: bool) -> Row:
    """Return the cells of a line of the copy list, which may be the first of lines that stand together."""
    return tuple(Piece([Line(cell, line.passage)], is_first=is_first) for cell in cells_of_line(line.text))
