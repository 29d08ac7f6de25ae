"""The rows of a copy list, as its lines and tables are printed: each of one cell or of several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Final

import attrs

from sqsreport.extract import roles
from sqsreport.extract.people import (
    are_people,
    completes_name,
    is_honour,
    is_person,
    is_role,
    is_title,
    role_and_names,
    split_names,
)
from sqsreport.letters import layout
from sqsreport.letters.blocks import Line
from sqsreport.letters.copy_list.lines import LONGEST_ROLE, with_next_line
from sqsreport.letters.pieces import Parts, Piece
from sqsreport.letters.words import begins_entry, ends_entry
from sqsreport.letters.wrapping import Wrapping

Row = tuple[Piece, ...]

#: A role that is followed by names in emphasis, and one in bold type before its names.
EMPHASISED_END: Final = re.compile(r"(?P<role>[^*]+) (?P<names>\*[^*]+\*?(?:[,;] ?\*[^*]+\*?)*+[,;]?)")
_STRONG_START: Final = re.compile(r"\*\*(?P<role>[^*]+)\*\*:? (?P<names>[^*\s].*|\*[^*].*)")
_ENTRIES_WITH_EMPHASIS: Final = re.compile(r"(?:[^*]++\*[^*]++\*(?: |$))++")
#: What an address of the web or of e-mail has, and no role or name.
_ADDRESS: Final = re.compile(r"://|\bwww\.|@")
#: Words of sentences, which no role and no name has.
_VERB: Final = re.compile(r"\b(?:is|are|was|were|has|have|had)\b")
#: The end of a line within a name.
_ENDS_WITH_INITIAL: Final = re.compile(r"\b[^\W\d_]\.$")
#: Spaces in the shortest text that is a sentence and not a role.
_SHORTEST_SENTENCE: Final = 5
#: Lines of the longest paragraph that is one entry.
_LONGEST_PARAGRAPH: Final = 3
#: More lines than any cell has.
_MOST_LINES_OF_CELL: Final = 20
#: Entries from which on a list shows that each is a group of lines.
FEWEST_ENTRIES: Final = 3
#: Lines from one entry to the next on a page.
WIDEST_GAP: Final = 3


@attrs.frozen
class Entry:
    """A line of the copy list: a role, the names of those who have it, and the pieces that it was read from."""

    role: str
    names: tuple[str, ...]
    pieces: Row


@attrs.define
class CopyRows:
    """Puts the rows of a copy list into the parts of a letter."""

    parts: Parts
    wrapping: Wrapping

    def add_line(self, line: Line, *, is_first: bool) -> None:
        """Add a line, which may go on with the row above it."""
        if (is_first or line.text.startswith(("*", "_"))) and layout.is_group(Piece([line]).plain):
            self.parts.last = None
            return
        if layout.are_columns(Piece([line]).plain.split()):
            self.add_columns([line])
            return
        self.parts.copy_lines.append(Piece([line], is_first=is_first))
        cells = row_of_line(line, is_first=is_first)
        above = self.parts.copy_list[-1] if self.parts.copy_list else ()
        above = above if above and len(above[-1].lines) < _MOST_LINES_OF_CELL else ()
        is_open = bool(above) and above[-1].text.count("*") % 2 == 1
        is_names = bool(above) and are_people(above[-1].plain)
        is_next = len(cells) > 1 and begins_entry(cells[0].plain) and bool(above) and not _is_open_role(above[-1].plain)
        # A line that ends with a colon is a role, and never the rest of names, however full their line is.
        is_next |= cells[-1].plain.endswith(":") and is_names
        if not is_first and len(above) > 1 and len(cells) == 1 and _are_further_names(above[-1], line):
            above[-1].lines[-1] = attrs.evolve(above[-1].lines[-1], text=f"{above[-1].lines[-1].text},")
            above[-1].lines.append(line)
        elif not above or is_first or is_next or not (is_open or self.wrapping.cuts(above[-1].lines[-1], line)):
            self.add(cells)
        elif len(above) == 1 and ends_within_name(above[0].plain, line.text):
            above[0].lines.append(line)
        elif len(above) == 1 and not is_open and (line.text.startswith("*") or are_people(cells[0].plain)):
            self.parts.copy_list[-1] += cells
        elif is_open or (len(above) == 1 and not is_names) or goes_on_with_names(above[-1], cells):
            above[-1].lines.extend(cells[0].lines)
            self.parts.copy_list[-1] += cells[1:]
        else:
            self.add(cells)

    def add(self, cells: tuple[Piece, ...]) -> None:
        """Add a row, unless it is of the page or the heading of its columns."""
        if layout.is_page_number(" ".join(cell.plain for cell in cells).strip()):
            return
        words = [word for cell in cells for word in cell.plain.split()]
        is_heading = (layout.part_heading(cells[0].plain) or ("",))[0] == "copy_list"
        if len(cells) > 1 and (layout.are_columns(words) or (is_heading and not any(c.text for c in cells[1:]))):
            self.add_columns([line for cell in cells for line in cell.lines])
            return
        self.parts.copy_list.append(cells)
        self.parts.last = None

    def add_columns(self, lines: list[Line]) -> None:
        """Add the heading of the columns."""
        self.parts.headings.append(("/copy_list", Piece(lines)))


def with_own_emphasis(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines that each have emphasis of their own, where that of a whole line goes on to the next ones."""
    is_open = False
    for line in lines:
        text = f"*{line.text}" if is_open else line.text
        is_open = text.startswith("*") and text.replace("**", "").count("*") % 2 == 1
        yield Line(f"{text}*", line.passage) if is_open else Line(text, line.passage)


def entries_of_line(line: Line) -> list[Line]:
    """Return the entries that a converter has joined to one line, each a role and then names in emphasis."""
    if not _ENTRIES_WITH_EMPHASIS.fullmatch(line.text):
        return [line]
    parts = line.text.rstrip().removesuffix("*").split("* ")
    if len(parts) > 1 and all(is_role(part.partition("*")[0].strip(" –—-:")) for part in parts):
        return [Line(f"{part}*", line.passage) for part in parts]
    return [line]


def _are_further_names(above: Piece, line: Line) -> bool:
    """Check whether a line in emphasis has names as the cell above it has, each line being a name or several."""
    is_emphasised = above.text.startswith("*") and line.text.endswith("*")
    names, more = above.plain.strip("*"), Piece([line]).plain.strip("*")
    return is_emphasised and are_people(names) and are_people(more) and not names.endswith((",", ";"))


def _is_open_role(text: str) -> bool:
    """Check whether the name of an office has to go on after a text."""
    return layout.is_open_value(text) or roles.is_cut(text)


def cells_of_line(text: str) -> list[str]:
    """Split a line of the copy list at its tabs; where they were lost, at wide spaces or by what the words are."""
    cells = [cell for cell in re.split(r"\t| {2,}", text) if cell.strip()]
    if len(cells) > 1 and not is_justified(text):
        return cells
    text = text if "\t" in text else " ".join(text.split())
    if styled := EMPHASISED_END.fullmatch(text) or _STRONG_START.fullmatch(text):
        return [styled["role"], styled["names"]]
    role, _, names = text.strip().partition(": ")
    return [role, names] if is_role(role) and are_names(names) else list(role_and_names(text.strip()))


def with_commas(cell: str) -> str:
    """Return the lines of a cell as one, with a comma after each that does not end within a name."""
    text, *lines = cell.split("\n")
    for line in lines:
        is_open = text.endswith((",", ";")) or completes_name(text, line) or is_honour(line.partition(",")[0])
        text += f" {line}" if is_open else f", {line}"
    return text


def ends_within_name(before: str, following: str) -> bool:
    """Check whether what is after the colon of a line is names only together with the next line."""
    role, colon, names = before.rpartition(" – ") if " – " in before else before.partition(": ")
    if colon and is_title(names):
        return is_person(f"{names} {following}")
    if not colon or not is_role(role) or is_role(names) or is_role(following):
        return False
    if completes_name(names, following):
        return True
    return not are_people(names) and not is_person(following) and are_people(f"{names} {following}")


def goes_on_with_names(above: Piece, cells: Row) -> bool:
    """Check whether a line is the rest of the names above, and neither a row nor a name of its own."""
    text = cells[0].plain
    is_whole = are_people(text) and are_people(above.plain) and not above.plain.endswith(",")
    return len(cells) == 1 and not is_role(text) and not is_whole and not text.endswith(":")


def row_of_item(lines: Sequence[Line]) -> Row | None:
    """Return the role and the names of a wrapped item, or ``None`` if it does not have both."""
    text = reduce(with_next_line, (line.text for line in lines))
    cells = cells_of_line(text)
    if len(cells) == 2 and not are_people(Piece([Line(cells[1])]).plain):
        cells = text.rsplit(" – ", maxsplit=1)
    if len(cells) != 2 or not is_role(cells[0]) or is_role(cells[1]):
        return None
    first, *others = (line.passage for line in lines)
    role = Piece([Line(cells[0], first), *(Line("", passage) for passage in others)])
    return role, Piece([Line(cells[1], first)])


def row_of_paragraph(lines: Sequence[Line]) -> Row | None:
    """Return the role and the names of a paragraph that is one entry, with a colon or a dash before the names."""
    if not 1 < len(lines) <= _LONGEST_PARAGRAPH or any("\t" in line.text or "  " in line.text for line in lines):
        return None
    is_divided = any(sign in line.text for line in lines for sign in (": ", " – ", " - "))
    has_names_above = any(are_people(cells_of_line(line.text)[-1]) for line in lines[:-1])
    row = row_of_item(lines) if is_divided and not has_names_above else None
    for piece in row or ():
        piece.is_first = True
    return row


def row_of_line(line: Line, *, is_first: bool) -> Row:
    """Return the cells of a line of the copy list, which may be the first of adjacent lines."""
    return tuple(Piece([Line(cell, line.passage)], is_first=is_first) for cell in cells_of_line(line.text))


def are_names(text: str) -> bool:
    """Check whether a text is names, of which a line may have cut the last."""
    if not text[:1].isupper():
        return False
    first, *others = split_names(text)
    return are_people(text) or (bool(others) and all(map(is_person, (first, *others[:-1]))) and not is_role(others[-1]))


def is_justified(text: str) -> bool:
    """Check whether the wide spaces of a line part its words and not its cells: every word has some around it."""
    gaps = re.findall(r"\s+", text.strip())
    return len(gaps) > 1 and all(len(gap) > 1 and "\t" not in gap for gap in gaps)


def without_tail(rows: list[Row]) -> list[Row]:
    """Leave out what follows the list: sentences, addresses, and lines that name neither a role nor a person."""
    end = next((index for index, row in enumerate(rows) if is_no_entry(row)), len(rows))
    while end > 0 and not _may_be_last(rows[end - 1], rows[end - 2 : end - 1]):
        end -= 1
    return rows[:end]


def is_no_entry(row: Row) -> bool:
    """Check whether a row is a sentence, or has an address."""
    text = row[0].plain
    is_sentence = (
        len(row) == 1 and layout.ends_sentence(text) and text.count(" ") >= _SHORTEST_SENTENCE and text[-1:] != ":"
    )
    is_sentence &= _ENDS_WITH_INITIAL.search(text) is None
    is_sentence |= len(row) == 1 and text.count(" ") >= _SHORTEST_SENTENCE and _VERB.search(text) is not None
    return is_sentence or len(text) > LONGEST_ROLE or any(_ADDRESS.search(piece.plain) for piece in row)


def _may_be_last(row: Row, before: Sequence[Row]) -> bool:
    texts = [piece.plain for piece in row if piece.plain]
    if not before or any(is_role(text) or begins_entry(text) or ends_entry(text) or are_names(text) for text in texts):
        return True
    is_names = bool(texts) and not row[0].plain
    names = split_names(before[0][-1].plain)
    # Nothing but its words may part the names of the line above from their role.
    is_after_names = are_names(before[0][-1].plain) or (len(names) > 1 and all(map(is_person, names[1:-1])))
    return is_names or (len(texts) == 1 and bool(names) and is_after_names and completes_name(names[-1], texts[0]))


def whole(group: list[Row]) -> Row:
    """Return the cells of several rows as one."""
    return (Piece([line for row in group for piece in row for line in piece.lines], is_first=True),)


def distance(above: Piece, below: Piece) -> int:
    """Return the lines of the source from one piece to the next; 1 where they have none."""
    first, second = above.passage, below.passage
    return second.line - first.line if first and second and first.line and second.line else 1
