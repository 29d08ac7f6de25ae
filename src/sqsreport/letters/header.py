"""The head of a letter: the labels such as ``To:`` with their values, the title, and where the introduction begins.

The text around a letter has labels and titles of its own: the head of an e-mail, the navigation of a web site, the
running head of a page. So the head is read as a whole: the most complete group of labels is the letter's, and its title
is the one that follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from typing import Final

import attrs

from sqsreport.extract import areas, dates, people, roles
from sqsreport.letters import layout
from sqsreport.letters.blocks import (
    Block,
    Field,
    Heading,
    Line,
    ListItem,
    Paragraph,
    Passage,
    TableRow,
    Unread,
    passage_of,
)
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.pieces import Piece
from sqsreport.letters.wrapping import Wrapping, first_word
from sqsreport.model.prose import may_be_markup

#: Lines that a title may be wrapped over.
_LONGEST_TITLE: Final = 5
#: Lines that the value of a label may be wrapped over.
_MOST_VALUE_LINES: Final = 4
#: Characters of the longest end of an area's name.
_LONGEST_NAME: Final = 40
#: The minimum number of spaces in a line that is a sentence and not a value.
_SHORTEST_SENTENCE: Final = 4
#: Words that begin a sentence and do not continue a title.
_SENTENCE_STARTS: Final = frozenset(("The", "This", "We", "I", "In", "From", "On", "Dear"))
#: The label of the publication date, or a part of it, and the lines that a day may be wrapped over.
_WORD_OF_DATE: Final = re.compile(r"\b(?:date|publication)\b", re.IGNORECASE)
_MOST_LINES_OF_DAY: Final = 3
#: More lines than the value of any label has, also where each is a word.
_TOO_MANY_LINES: Final = 20


@attrs.define
class Head:
    """The head of a letter.

    Attributes:
        labels: the value of each label, by its name: ``to``, ``copy to``, ``from`` or ``date``.
        title: the title.
        body: the blocks after the head, from the introduction on.
        half_used: the passages of which a part has no place.
        is_date_apart: whether the date is not among the other labels.
    """

    labels: dict[str, Piece]
    title: Piece | None
    body: list[Block]
    half_used: set[Passage]
    is_date_apart: bool = False


@attrs.frozen
class _Entry:
    """A line of the head, and where it is in the blocks."""

    line: Line
    block: int
    position: int
    is_first: bool
    level: int | None = None
    is_beside: bool = False
    #: Whether its place shows that it is the value of the label before it, or continues that value.
    is_value: bool = False

    @property
    def piece(self) -> Piece:
        return Piece([self.line])


@attrs.frozen
class _Label:
    """A label of the head: its name, its value, and the entries that it spans."""

    name: str
    value: Piece
    start: int
    end: int
    #: Whether the value is a block of its own, below the label.
    is_block: bool = False


def read_head(blocks: Sequence[Block], wrapping: Wrapping) -> Head:
    """Read the head of a letter, and part it from the body."""
    entries = _with_values_apart(list(_entries(blocks, _end_of_head(blocks))))
    labels = list(_labels(entries, wrapping))
    run = _choose_run(labels, entries)
    if len(stacked := _unstacked(run)) == len(run):
        labels = [next((new for old, new in zip(run, stacked, strict=True) if old is each), each) for each in labels]
        run = stacked
    taken = {index for label in labels for index in range(label.start, label.end + 1)}
    last = max((label.end for label in run), default=-1)
    title = _choose_title(entries, taken, last, wrapping, _area_of_commentary(blocks))
    date_apart = _date_apart(labels, run) or _date_alone(
        entries, labels, run, start_of_title=title[0] if title else 0, end_of_title=title[1] if title else -1
    )
    piece = Piece([entry.line for entry in entries[title[0] : title[1] + 1]]) if title else None
    values = {label.name: label.value for label in (*run, *([date_apart] if date_apart else ()))}
    end = max(last, title[1] if title else -1)
    body = _rest(blocks, entries, end)
    half_used = {passage_of(entry.line) for entry in entries[: end + 1] if entry.is_beside}
    # Of several labels on one line, one may have no place.
    unused = [label for label in labels if label.end <= end and label not in run and label is not date_apart]
    half_used |= {passage_of(line) for label in unused for line in label.value.lines}
    return Head(values, piece, body, half_used, is_date_apart=date_apart is not None)


def split_letters(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """Split the blocks of a file into those of its letters: one begins where labels follow the body of another."""
    starts: list[int] = []
    first_labels: dict[str, int] = {}
    has_body = True
    for index, block in enumerate(blocks):
        for line in () if isinstance(block, Unread) else block.lines:
            if (first_labels or not has_body) and _is_body_heading(line):
                has_body, first_labels = True, {}
            for name, _ in _labels_of(line, block):
                if name != "copy to":  # a heading at the end of a letter as well
                    first_labels.setdefault(name, index)
        if has_body and len(first_labels) == len(("to", "from", "date")):
            starts.append(min(first_labels.values()))
            has_body, first_labels = False, {}
    if len(starts) < 2:
        return [blocks]
    return [blocks[start:end] for start, end in pairwise([0, *starts[1:], len(blocks)])]


def _end_of_head(blocks: Sequence[Block]) -> tuple[int, int]:
    """Find the first heading of the body after the title or the date: the index of its block and of its line."""
    has_anchor, first = False, None
    places = (
        (index, position, line)
        for index, block in enumerate(blocks)
        for position, line in enumerate(() if isinstance(block, Unread) else block.lines)
        if line.text.strip()
    )
    for is_heading, group in groupby(places, lambda place: _is_body_heading(place[2])):
        run = list(group)
        if is_heading and _are_contents([line for _, _, line in run]):
            continue
        for index, position, line in run:
            if is_heading:
                if has_anchor:
                    return index, position
                first = first or (index, position)
            has_anchor = has_anchor or _is_anchor(line, blocks[index])
    return first or (len(blocks), 0)


def _are_contents(headings: Sequence[Line]) -> bool:
    """Check whether headings that no text is between are a list of contents: the Context or the Summary is empty."""
    parts = (layout.part_heading(Piece([line]).plain) for line in headings[:-1])
    return any(part is not None and part[0] in ("context", "summary") for part in parts)


def _is_body_heading(line: Line) -> bool:
    if not layout.may_be_heading(line.text):
        return False
    plain = Piece([line]).plain
    heading = layout.part_heading(plain)
    return (heading is not None and heading[0] in layout.BODY_PARTS) or layout.is_theme(plain)


def _is_anchor(line: Line, block: Block) -> bool:
    if any(name == "date" and dates.find_day(value) for name, value in _labels_of(line, block)):
        return True
    return layout.may_be_heading(line.text) and layout.is_title(Piece([line]).plain)


def _labels_of(line: Line, block: Block) -> list[tuple[str, str]]:
    if isinstance(block, Field):
        name = layout.bare_label(block.label)
        return [(name, line.text)] if name else []
    if isinstance(block, TableRow):
        # All labels of a row belong to its first cell, so that a row of thousands of cells takes linear time.
        cells = [Piece([cell]).plain for cell in block.lines] if line is block.lines[0] else []
        return [(name, value) for (label, value) in pairwise(cells) if (name := layout.bare_label(label.rstrip(" :")))]
    labels = layout.labelled(line.text)
    return labels if labels or not may_be_markup(line.text) else layout.labelled(Piece([line]).plain)


def _entries(blocks: Sequence[Block], end: tuple[int, int]) -> Iterator[_Entry]:
    for index, block in enumerate(blocks[: end[0] + 1]):
        lines = block.lines if index < end[0] else block.lines[: end[1]]
        if isinstance(block, Unread):
            continue
        if isinstance(block, TableRow):
            yield from _entries_of_row(block, index) if lines else ()
            continue
        level = block.level if isinstance(block, Heading) else None
        is_first = True
        for position, line in enumerate(lines):
            if not line.text.strip():
                continue
            if position == 0 and isinstance(block, Field):
                line = Line(f"{block.label}: {line.text}", line.passage)  # noqa: PLW2901 - the same line, as text
            if position == 0 and isinstance(block, ListItem) and block.number:
                line = Line(f"{block.number}. {line.text}", line.passage)  # noqa: PLW2901
            yield _Entry(line, index, position, is_first=is_first, level=level)
            is_first = False


def _entries_of_row(row: TableRow, index: int) -> Iterator[_Entry]:
    """Yield the cells of a row: a label with the cell after it, and what is beside them by itself."""
    cells = [(position, cell) for position, cell in enumerate(row.lines) if cell.text.strip()]
    if len(cells) == 1:
        position, cell = cells[0]
        # Below the column of the values a cell goes on with the value above it.
        yield _Entry(cell, index, position, is_first=position == 0)
        return
    plain = {position: Piece([cell]).plain for position, cell in cells}
    labels = {position: layout.bare_label(text.rstrip(" :")) for position, text in plain.items()}
    if all(labels.values()):  # their values are in the next row
        for position, cell in cells:
            yield _Entry(Line(f"{plain[position].rstrip(' :')}:", cell.passage), index, position, is_first=True)
        return
    has_label = any(labels[position] or layout.labelled(text) for position, text in plain.items())
    is_value = False
    for order, (position, cell) in enumerate(cells):
        if is_value:
            is_value = False
            continue
        following = cells[order + 1] if order + 1 < len(cells) else None
        if following and labels[position]:
            is_value = not layout.labelled(plain[following[0]])
            text = f"{plain[position].rstrip(' :')}: {following[1].text if is_value else ''}"
            yield _Entry(Line(text, cell.passage), index, position, is_first=True)
            if is_value and following[1].passage != cell.passage and following[1].passage is not None:
                yield _Entry(Line("", following[1].passage), index, following[0], is_first=False)
        else:
            is_beside = has_label and not layout.labelled(plain[position])
            yield _Entry(cell, index, position, is_first=True, is_beside=is_beside)


def _with_values_apart(entries: Sequence[_Entry]) -> list[_Entry]:
    """Move values after their labels where all labels precede all values, as converters of PDF write them."""
    entries = list(_with_whole_labels(entries))
    ordered: list[_Entry] = []
    index = 0
    while index < len(entries):
        if not _is_bare_label(entries[index]):
            ordered.append(entries[index])
            index += 1
            continue
        start = index
        while start < len(entries) and (_is_bare_label(entries[start]) or not entries[start].line.text):
            start += 1
        labels = [entry for entry in entries[index:start] if entry.line.text]
        groups = _values_of(labels, entries[start:]) if len(labels) > 1 else []
        values = iter(groups)
        for entry in entries[index:start]:
            value = next(values, []) if entry.line.text else []
            ordered += [entry, *(attrs.evolve(each, is_first=False, is_value=True) for each in value)]
        index = start + sum(map(len, groups))
    return ordered


def _with_whole_labels(entries: Sequence[_Entry]) -> Iterator[_Entry]:
    """Join labels such as ``Copy to:`` and ``Publication date:`` that a narrow column broke over two lines."""
    is_rest = False
    for entry, following in zip_longest(entries, entries[1:]):
        if is_rest:
            is_rest = False
            yield attrs.evolve(entry, line=Line("", entry.line.passage), is_first=False)
        elif following and (label := layout.broken_label(entry.piece.plain, following.piece.plain)):
            is_rest = True
            yield attrs.evolve(entry, line=Line(label, entry.line.passage))
        else:
            yield entry


def _is_bare_label(entry: _Entry) -> bool:
    plain = entry.piece.plain
    return plain.endswith(":") and layout.bare_label(plain.rstrip(" :")) is not None


def _is_next_line(above: _Entry, entry: _Entry) -> bool:
    """Return whether nothing is between two lines of the source, so that they are of one value."""
    before, after = above.line.passage, entry.line.passage
    if before is None or after is None or before.line is None or after.line is None:
        return False
    return after.line - before.line == 1


def _values_of(labels: Sequence[_Entry], following: Sequence[_Entry]) -> list[list[_Entry]]:
    """Return the lines of the value of each label, or nothing if it is unclear where one value ends."""
    names = [layout.bare_label(label.piece.plain.rstrip(" :")) or "" for label in labels]
    lines: list[_Entry] = []
    blocks = 0
    ends: list[int] = []
    for entry in following:
        is_new = entry.is_first and not (lines and _is_next_line(lines[-1], entry))
        blocks += is_new
        is_end = _is_bare_label(entry) or layout.labelled(entry.line.text) or layout.is_title(entry.piece.plain)
        if is_end or blocks > len(labels) or len(lines) == _MOST_VALUE_LINES * len(labels):
            break
        ends += [len(lines)] if is_new and lines else []
        lines.append(entry)
    for end in (len(lines), *reversed(ends)):  # the last blocks may be an address beside the labels
        divisions = [(groups, _people_among(names, groups)) for groups in _divisions(names, lines[:end])]
        most = max((people for _, people in divisions), default=0)
        best = [groups for groups, people in divisions if people == most]
        if best:
            return best[0] if len(best) == 1 else []
    return []


def _divisions(names: Sequence[str], lines: Sequence[_Entry]) -> Iterator[list[list[_Entry]]]:
    """Yield the ways to divide lines into a value for each label that fit the labels."""
    if not names or not lines:
        if not names and not lines:
            yield []
        return
    for end in range(1, min(len(lines), _MOST_VALUE_LINES) + 1):
        value, rest = lines[:end], lines[end:]
        if end > 1 and value[-1].is_first and not _is_next_line(value[-2], value[-1]):
            return
        if _suits(names[0], Piece([each.line for each in value]).plain):
            yield from ([list(value), *others] for others in _divisions(names[1:], rest))


def _suits(name: str, value: str) -> bool:
    """Check whether a text may be the value of a label."""
    if name == "date":
        return dates.is_day(value)
    if dates.find_day(value) is not None or value[:1].islower() or layout.is_open_value(value):
        return False
    return name == "copy to" or not layout.refers_to_list(value)


def _people_among(names: Sequence[str], groups: Sequence[Sequence[_Entry]]) -> int:
    """Return how many values fit their labels: a name, or a reference to the copy list."""
    count = 0
    for name, group in zip(names, groups, strict=True):
        value = Piece([each.line for each in group]).plain
        if name == "copy to":
            count += layout.refers_to_list(value)
        elif name != "date":
            person = people.split_person(value)
            count += person.name is not None and people.is_person(person.name)
    return count


def _labels(entries: Sequence[_Entry], wrapping: Wrapping) -> Iterator[_Label]:
    """Yield the labels of the head with their values, which may have several lines."""
    pending: list[_Label] = []
    for index, entry in enumerate(entries):
        if entry.is_beside:
            continue
        plain = entry.piece.plain
        labelled = layout.labelled(entry.line.text) or layout.labelled(plain)
        if not labelled and (bare := layout.bare_label(plain)):
            labelled = [(bare, "")]
        if labelled:
            yield from pending
            # The value is on the same line, so it has the same passage.
            pending = [
                _Label(name, Piece([Line(value.strip("*_ "), entry.line.passage)]), index, index)
                for name, value in labelled
            ]
        elif pending and not plain and not entry.is_first:
            pending[-1].value.lines.append(entry.line)
            pending[-1] = attrs.evolve(pending[-1], end=index)
        elif pending and _goes_on(pending[-1], entry, plain, wrapping):
            is_block = pending[-1].is_block or (entry.is_first and not pending[-1].value.plain)
            # A word that was cut goes on in the next line of the value.
            end = SOFT_HYPHEN if entry.line.text.endswith(SOFT_HYPHEN) else ""
            _add_to_value(pending[-1].value, Line(f"{plain}{end}", entry.line.passage))
            pending[-1] = attrs.evolve(pending[-1], end=index, is_block=is_block)
        else:
            yield from pending
            pending = []
    yield from pending


def _goes_on(label: _Label, entry: _Entry, plain: str, wrapping: Wrapping) -> bool:
    value = label.value
    if len(value.lines) >= _TOO_MANY_LINES:
        return False
    if entry.is_value or value.lines[-1].text.endswith(SOFT_HYPHEN):  # a word that was cut, even if a gap follows
        return True
    # The end of an office is the rest of one, also where a converter set its line apart.
    is_end = label.name != "date" and roles.is_end(plain) and not roles.is_end(value.lines[-1].text)
    # So is the office below a name alone that ends with a comma.
    is_end |= value.plain.endswith(",") and people.is_person(value.plain[:-1]) and people.is_role(plain)
    if layout.is_title(plain) or (entry.is_first and value.plain and not is_end):
        return False
    if is_end and "," in value.plain:
        return True
    is_cut = label.is_block or _are_on_one_line(value, entry.line) or wrapping.cuts(value.lines[-1], entry.line)
    return layout.value_goes_on(label.name, value.plain, plain, is_cut=is_cut)


def _are_on_one_line(value: Piece, line: Line) -> bool:
    """Check whether a line is on the same line of the source as the last of a value, and the label is on another."""
    label, above, own = (
        each.passage.line if each.passage else None for each in (value.lines[0], value.lines[-1], line)
    )
    return own is not None and label != above == own


def _add_to_value(value: Piece, line: Line) -> None:
    """Add a line to a value; where a name is above its office, with the comma that would part them on one line."""
    before = value.lines[-1]
    is_name = len(value.lines) == 1 and people.is_person(before.text)
    if is_name and people.is_role(line.text) and line.text[:1].isalpha():
        value.lines[-1] = Line(f"{before.text},", before.passage)
    value.lines.append(line)


def _choose_run(labels: Sequence[_Label], entries: Sequence[_Entry]) -> list[_Label]:
    """Choose the labels that are the letter's: the most that follow each other without one that comes again."""
    best: list[_Label] = []
    rank = (0, 0, False, 0, 0)
    window: list[_Label] = []
    for label in labels:
        if window and _is_parted(entries[window[-1].end + 1 : label.start]):
            window = []
        repeated = next((i for i, each in enumerate(window) if each.name == label.name), None)
        if repeated is not None:
            window = window[repeated + 1 :]
        window = [*window, label]
        between = label.end - window[0].start + 1 - sum(each.end - each.start + 1 for each in window)
        breaks = sum(entries[each.start].is_first for each in window[1:])
        # The copy list at the end of a letter begins with "Copy to:" as well.
        own = sum(each.name != "copy to" for each in window)
        is_in_order = window[0].name == "to"
        if (this := (own, len(window), is_in_order, -between - breaks, label.end)) >= rank:
            best, rank = window, this
    return best


def _unstacked(run: Sequence[_Label]) -> list[_Label]:
    """Return labels of which the first has the values of all, as where a column of labels was read after the values."""
    if len(run) < 2 or any(label.value.plain for label in run[1:]):
        return [*run]
    lines = [line for line in run[0].value.lines if line.text.strip()]
    labels: list[_Label] = []
    for label in reversed(run[1:]):
        count = next((n for n in (1, 2) if len(lines) > n and _fits(label.name, Piece(lines[-n:]).plain)), 0)
        if not count:
            return [*run]
        labels.insert(0, attrs.evolve(label, value=Piece(lines[-count:])))
        del lines[-count:]
    return [attrs.evolve(run[0], value=Piece(lines)), *labels]


def _fits(name: str, value: str) -> bool:
    """Check whether a text may be the value of a label."""
    if name == "date":
        return dates.is_day(value)
    if name == "copy to":
        return layout.refers_to_list(value)
    person, _, role = value.partition(",")
    return people.is_person(person) and people.is_role(role)


def _date_apart(labels: Sequence[_Label], run: Sequence[_Label]) -> _Label | None:
    """Return the last date outside of the labels of the letter, if these have none."""
    if any(label.name == "date" for label in run):
        return None
    return next((label for label in reversed(labels) if label.name == "date"), None)


def _date_alone(
    entries: Sequence[_Entry],
    labels: Sequence[_Label],
    run: Sequence[_Label],
    *,
    start_of_title: int,
    end_of_title: int,
) -> _Label | None:
    """Return the only line of the head that is a day and nothing else, if no label of a date has one."""
    if any(label.name == "date" and dates.find_day(label.value.plain) for label in labels):
        return None
    if not run or any(label.name == "date" for label in labels):
        return _only_day(entries[:start_of_title])
    taken = {index for label in labels for index in range(label.start, label.end + 1)}
    days = [
        index
        for index, entry in enumerate(entries[: max(end_of_title, run[-1].end) + 2])
        if index not in taken and dates.is_day(entry.piece.plain)
    ]
    return _Label("date", entries[days[0]].piece, days[0], days[0]) if len(days) == 1 else None


def _only_day(entries: Sequence[_Entry]) -> _Label | None:
    """Return the only day above the title, where a converter has taken its label apart from it."""
    if not any(_WORD_OF_DATE.search(entry.line.text) for entry in entries):
        return None
    for size in range(1, _MOST_LINES_OF_DAY + 1):
        found = [
            (start, value)
            for start in range(len(entries) - size + 1)
            if dates.find_day((value := Piece([each.line for each in entries[start : start + size]])).plain)
        ]
        if found:
            (start, value), *others = found
            return None if others else _Label("date", value, start, start + size - 1)
    return None


def _is_parted(between: Iterable[_Entry]) -> bool:
    """Check whether the head of an e-mail ends between two labels: with its subject, or with a sentence of its text."""
    texts = [entry.line.text for entry in between]
    return any(
        (layout.is_complete(text) and text.count(" ") >= _SHORTEST_SENTENCE) or layout.is_subject(text)
        for text in texts
    )


def _choose_title(
    entries: Sequence[_Entry], taken: set[int], stop: int, wrapping: Wrapping, area: str | None
) -> tuple[int, int] | None:
    """Return the first and the last entry of the title: the first one after the labels that names an area."""
    titles: list[tuple[int, int]] = []
    for index in range(len(entries)):
        if index in taken or (titles and index <= titles[-1][1]):
            continue
        if (end := _end_of_title(entries, index, taken, wrapping, area)) is not None:
            titles.append((index, end))
    after = [each for each in titles if each[0] > stop]
    before = [each for each in reversed(titles) if each[0] <= stop]
    for group in (after, before):
        if title := next((each for each in group if _area(entries, each)), None):
            return title
    if titles := after or before:
        return titles[0]
    headings = [
        index for index, entry in enumerate(entries) if entry.level == 1 and index not in taken and entry.is_first
    ]
    first = next((index for index in headings if index > stop), next(iter(headings), None))
    return None if first is None else (first, _end_of_block(entries, first))


def _area(entries: Sequence[_Entry], title: tuple[int, int]) -> str | None:
    return areas.area_in_title(Piece([entry.line for entry in entries[title[0] : title[1] + 1]]).plain)


def _end_of_block(entries: Sequence[_Entry], start: int) -> int:
    end = start
    while end + 1 < len(entries) and entries[end + 1].block == entries[start].block:
        end += 1
    return end


def _end_of_title(
    entries: Sequence[_Entry], start: int, taken: set[int], wrapping: Wrapping, area: str | None
) -> int | None:
    """Return the last entry of the title that begins with an entry, or ``None`` if none does."""
    lines = [entries[start].line]
    if entries[start].is_beside or not layout.may_be_heading(lines[0].text):
        return None
    end = start
    if entries[start].level is not None and entries[start].is_first:
        whole = _end_of_block(entries, start)
        if layout.is_title(Piece([entry.line for entry in entries[start : whole + 1]]).plain):
            return whole  # a heading of several lines
    while not layout.is_title(Piece(lines).plain):
        end += 1
        if len(lines) == _LONGEST_TITLE - 2 or end == len(entries) or end in taken:
            return None
        is_other = entries[end].is_first and entries[end].level != entries[start].level
        if is_other or (entries[end].is_first and not _goes_on_with_area([*lines, entries[end].line], area)):
            return None
        lines.append(entries[end].line)
    while end + 1 < len(entries) and end + 1 not in taken and len(lines) < _LONGEST_TITLE:
        following = entries[end + 1]
        joined = Piece([*lines, following.line])
        named = areas.area_in_title(Piece(lines).plain)
        is_complete = named is not None
        is_open = not is_complete or layout.is_open_value(lines[-1].text)
        is_rest = is_open and (following.line.text[:1].islower() or following.line.text[0] == "(")
        if layout.is_open_value(lines[-1].text):
            is_rest |= _is_rest(lines[-1], following.line, wrapping, may_be_cut=True)
        if following.is_first and not is_rest and not _goes_on_with_area(joined.lines, area):
            break
        # Where the title has the whole name that the commentary has, a long line is a sentence.
        may_be_cut = not (named and area and areas.same_name(named, area))
        if is_complete and not _is_rest(lines[-1], following.line, wrapping, may_be_cut=may_be_cut):
            break
        if not is_complete and layout.ends_sentence(following.line.text):
            break
        lines, end = joined.lines, end + 1
    return end


def _area_of_commentary(blocks: Iterable[Block]) -> str | None:
    """Return the area that the heading of the commentary names."""
    for block in blocks:
        for line in block.lines:
            if (
                layout.may_be_heading(line.text)
                and (heading := layout.part_heading(Piece([line]).plain))
                and heading[1]
            ):
                return heading[1]
    return None


def _goes_on_with_area(lines: list[Line], area: str | None) -> bool:
    """Check whether the last line of a title goes on with the name of an area."""
    above, named = (areas.area_in_title(Piece(part).plain.rstrip(" ,")) or "" for part in (lines[:-1], lines))
    whole, part = (name.casefold().replace(" & ", " and ") for name in (area or "", named))
    return above != named and bool(part) and whole.startswith(part)


def _is_rest(before: Line, line: Line, wrapping: Wrapping, *, may_be_cut: bool) -> bool:
    """Check whether a line is the rest of the name that a title ends with."""
    if first_word(line) in _SENTENCE_STARTS or layout.ends_sentence(line.text):
        return False
    return len(line.text) < _LONGEST_NAME or (may_be_cut and wrapping.cuts(before, line))


def _rest(blocks: Sequence[Block], entries: Sequence[_Entry], last: int) -> list[Block]:
    """Return the blocks after an entry."""
    if last < 0:
        return list(blocks)
    entry = entries[last]
    block = blocks[entry.block]
    lines = block.lines[entry.position + 1 :]
    rest: list[Block] = [attrs.evolve(block, lines=lines)] if lines and not isinstance(block, TableRow) else []
    if rest and isinstance(block, (Heading, Field, ListItem)):
        rest = [Paragraph(lines)]
    return [*rest, *blocks[entry.block + 1 :]]
