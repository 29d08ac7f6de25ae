"""Puts together what a layout took apart: a number and its paragraph, the mark of a footnote and its text, a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Footnote, Heading, Line, ListItem, Paragraph, TableRow
from sqsreport.letters.pieces import Piece

#: Blocks of running text, which a number alone may come before.
_TEXT: Final = (Paragraph, ListItem)


def reassemble(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which each numbered paragraph, footnote and heading is whole."""
    blocks = [_closed_up(block) for block in blocks]
    marks = footnote_marks(blocks)
    parted = [part for block in blocks for part in _parts(block, marks)]
    return list(_joined(parted))


def footnote_marks(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the labels of the marks in the text, also of figures that are glued to a word."""
    return frozenset(mark for block in blocks for line in block.lines for mark in layout.marks(line.text))


def _closed_up(block: Block) -> Block:
    """Close up the lines whose letters are set apart."""
    lines = tuple(
        Line(layout.unspaced(line.text), line.passage) if line.text[1:2].isspace() else line for line in block.lines
    )
    return attrs.evolve(block, lines=lines) if lines != block.lines else block


def _parts(block: Block, marks: frozenset[str]) -> Iterator[Block]:
    """Part a block at the numbers and marks that have a line or a cell of their own."""
    if isinstance(block, TableRow):
        yield from _parts_of_row(block)
        return
    if not isinstance(block, Paragraph):
        yield block
        return
    pending: list[Line] = []
    number: str | None = None
    for index, line in enumerate(block.lines):
        plain = line.text.strip("*_ ")
        following = block.lines[index + 1] if index + 1 < len(block.lines) else None
        if found := layout.bare_number(plain):
            yield from _text(pending, number)
            pending, number = [Line("", line.passage)], found
        elif following and layout.is_number_of_section(plain) and layout.is_theme(following.text.strip("*_ ")):
            yield from _text(pending, number)
            rest = block.lines[index + 2 :]
            yield Heading((Line(f"{plain} {following.text}", line.passage), Line("", following.passage)), 3)
            yield from _parts(Paragraph(rest), marks) if rest else ()
            return
        elif not pending and following and plain in marks and layout.begins_note(following.text):
            rest = (Line("", line.passage), *block.lines[index + 1 :])
            yield Footnote(plain, rest)
            return
        else:
            pending.append(line)
    yield from _text(pending, number)


def _text(lines: Sequence[Line], number: str | None) -> Iterator[Block]:
    if number is not None:
        yield ListItem(tuple(lines), number=number)
    elif lines:
        yield Paragraph(tuple(lines))


def _parts_of_row(row: TableRow) -> Iterator[Block]:
    """Take a row apart that is no row of data: a number beside its paragraph, or a heading beside its text."""
    cells = [cell for cell in row.lines if cell.text.strip()]
    if not cells or row.is_header:
        yield row
        return
    plain = Piece([cells[0]]).plain
    if len(cells) > 1 and (number := layout.bare_number(plain)):
        yield ListItem(_lines_of(cells), number=number)
    elif len(cells) > 1 and layout.bare_section_number(plain) and layout.is_theme(Piece([cells[1]]).plain):
        yield Heading((Line(f"{plain} {cells[1].text}", cells[1].passage), *_places(cells)), 3)
    elif layout.part_heading(plain) or layout.is_theme(plain):
        yield Heading((cells[0],), 3)
        yield from (part for cell in cells[1:] for part in _parts(Paragraph((cell,)), frozenset()))
    else:
        yield row


def _lines_of(cells: Sequence[Line]) -> tuple[Line, ...]:
    return (*_places(cells[:1]), *cells[1:])


def _places(cells: Sequence[Line]) -> Iterator[Line]:
    """Keep where cells are whose words are kept elsewhere."""
    return (Line("", cell.passage) for cell in cells)


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Join numbers without text to the text that follows."""
    themes = 0
    pending: Block | None = None
    for block in blocks:
        themes += _lines_of_theme(block) > 0
        if pending is None:
            pending = block
        elif _is_bare_number(pending) and isinstance(block, _TEXT) and not _has_number(block):
            yield attrs.evolve(pending, lines=(*pending.lines, *block.lines))
            pending = None
        elif _is_number_of(pending, themes) and (count := _lines_of_theme(block)) and not _has_number(block):
            yield from _without_last_line(pending)
            place = pending.lines[-1]
            first = Line(f"{place.text.strip()} {_first(block)}", block.lines[0].passage)
            yield Heading((first, *block.lines[1:count], Line("", place.passage)), 3)
            pending = Paragraph(block.lines[count:]) if block.lines[count:] else None
        else:
            yield pending
            pending = block
    if pending is not None:
        yield pending


def _is_bare_number(block: Block) -> bool:
    return isinstance(block, ListItem) and block.number is not None and not any(line.text.strip() for line in block.lines)


def _has_number(block: Block) -> bool:
    has_own = isinstance(block, ListItem) and block.number is not None
    return has_own or layout.numbered(_first(block)) is not None or layout.heading_number(_first(block))[0] is not None


def _first(block: Block) -> str:
    return block.lines[0].text if block.lines else ""


def _lines_of_theme(block: Block) -> int:
    """Return how many lines of a block are the title of a theme; 0 if it does not begin with one."""
    if not isinstance(block, (Paragraph, Heading)) or not layout.may_be_heading(_first(block)):
        return 0
    counts = (len(block.lines),) if isinstance(block, Heading) else (2, 1)
    return next((n for n in counts if layout.is_theme(Piece(list(block.lines[:n])).plain)), 0)


def _is_number_of(block: Block, theme: int) -> bool:
    """Check whether the last line of a block is the number of the theme after it; a bare figure may be a page number."""
    if not isinstance(block, (Paragraph, Heading, ListItem)) or not block.lines:
        return False
    text = block.lines[-1].text.strip("*_ ")
    return layout.is_number_of_section(text) or layout.bare_section_number(text) == str(theme)


def _without_last_line(block: Block) -> Iterator[Block]:
    if len(block.lines) > 1:
        yield attrs.evolve(block, lines=block.lines[:-1])
