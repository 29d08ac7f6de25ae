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
    index = themes = 0
    while index < len(blocks):
        block = blocks[index]
        themes += _is_theme(block)
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, ListItem) and block.number and not _has_words(block) and isinstance(following, _TEXT):
            if not (isinstance(following, ListItem) and following.number) and not layout.numbered(_first(following)):
                yield attrs.evolve(block, lines=(*block.lines, *following.lines))
                index += 2
                continue
            yield block
        elif following and _number_of_theme(block, following) == themes + 1:
            themes += 1
            first = Line(f"{block.lines[0].text.strip()} {_first(following)}", block.lines[0].passage)
            yield Heading((first, *(Line("", line.passage) for line in following.lines[:1]), *following.lines[1:]), 3)
            index += 2
            continue
        else:
            yield block
        index += 1


def _has_words(block: Block) -> bool:
    return any(line.text.strip() for line in block.lines)


def _first(block: Block) -> str:
    return block.lines[0].text if block.lines else ""


def _is_theme(block: Block) -> bool:
    return isinstance(block, (Paragraph, Heading)) and layout.is_theme(Piece(list(block.lines[:2])).plain)


def _number_of_theme(block: Block, following: Block) -> int | None:
    """Return the number that a block is, if the next is the title of a theme and has none of its own."""
    if not isinstance(block, (Paragraph, Heading)) or len(block.lines) != 1 or not _is_theme(following):
        return None
    number = layout.bare_section_number(block.lines[0].text.strip("*_ "))
    has_number = layout.heading_number(Piece(list(following.lines)).plain)[0] is not None
    return int(number) if number and not has_number else None
