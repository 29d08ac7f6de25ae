"""Pages whose lines are those of a printed page: part them into paragraphs, as their lengths and their type tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, ListItem, PageBreak, Paragraph, Passage, TableRow, Unread, words_of

_LEAST_LINES: Final = 15
_LEAST_SMALL: Final = 5
#: The share of lines that begin with a small letter, where lines were wrapped.
_LEAST_SHARE: Final = 0.05
#: The share of the width up to which a line that ends with its sentence is the last of its paragraph.
_SHORT: Final = 0.94
_ITALIC: Final = re.compile(r"\*[^*]*[^*:]\*")
#: A line that may be a cell: it is no heading, and ends neither a sentence nor a label.
_CELL: Final = re.compile(r"\*[^*]*[^*:.]\*|[^*\t]*[^*.:;\t]|[^*\t]+\t\*[^*]+\*")
_LONGEST_CELL: Final = 100
_LEAST_ROWS: Final = 3
_PAGE_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_BOLD: Final = re.compile(r"\*\*[^*]+\*\*")
_ENDS: Final = re.compile(r"[.!?:;][\"'”’)*]*+(?:\[\^[^\[\]]++\])?$")
_BEGINS: Final = re.compile(r"[*_\"'“‘(]*[^\W\d_a-z]|[0-9]{1,2}\.|\[\^")


def part_lines(blocks: Iterable[Block]) -> Iterator[Block]:
    """Part the paragraphs of a page of wrapped lines; any other page stays as it is."""
    blocks = tuple(blocks)
    lines = [line for block in blocks if isinstance(block, (ListItem, Paragraph)) for line in block.lines]
    texts = [block.lines for block in blocks if isinstance(block, (ListItem, Paragraph)) and len(block.lines) > 1]
    followers = [after for each in texts for _, after in pairwise(each)]
    small = sum(line.text[:1].islower() for line in followers)
    if len(lines) < _LEAST_LINES or small < max(_LEAST_SMALL, _LEAST_SHARE * len(lines)):
        yield from blocks
        return
    full = sorted(
        len(words_of(before)) for each in texts for before, after in pairwise(each) if after.text[:1].islower()
    )
    # The lines of notes in small type are longer.
    width = full[len(full) * 9 // 10] if full else 0
    yield from _with_rows(_parted(blocks, width))


def _parted(blocks: tuple[Block, ...], width: int) -> Iterator[Block]:
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, (ListItem, Paragraph)) and len(block.lines) > 1:
            last = block.lines[-1]
            is_number = isinstance(following, PageBreak) and _PAGE_NUMBER.fullmatch(last.text) is not None
            yield from _parts(attrs.evolve(block, lines=block.lines[:-1]) if is_number else block, width)
            if is_number:
                passage = attrs.evolve(last.passage or Passage(last.text), reason="page number")
                yield Unread((Line(last.text, passage),))
        else:
            yield block


def _parts(block: ListItem | Paragraph, width: int) -> Iterator[Block]:
    kind: ListItem | Paragraph = block
    current: list[Line] = []
    for line in block.lines:
        if current and "\t" in current[-1].text and "\t" not in line.text and line.text[:1].islower():
            current[-1] = _with_rest(current[-1], line)
            continue
        if current and _is_parted(current[-1], line, width):
            yield attrs.evolve(kind, lines=tuple(current))
            kind, current = Paragraph(()), []
        current.append(line)
    yield attrs.evolve(kind, lines=tuple(current))


def _is_parted(before: Line, after: Line, width: int) -> bool:
    if bool(_BOLD.fullmatch(before.text)) != bool(_BOLD.fullmatch(after.text)):
        return True
    first = words_of(after).partition(" ")[0]
    is_short = len(words_of(before)) + 1 + len(first) <= _SHORT * width
    return is_short and bool(_ENDS.search(before.text)) and bool(_BEGINS.match(after.text))


def _with_rest(row: Line, rest: Line) -> Line:
    """Add the rest of the first cell of a row, which was wrapped below it."""
    first, tab, others = row.text.partition("\t")
    passage = row.passage or Passage(row.text)
    words = f"{passage.text} {words_of(rest)}"
    return Line(f"{first} {rest.text}{tab}{others}", attrs.evolve(passage, text=words))


def _with_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """Make rows of lines that are by turns in plain and in italic type: the cells of a table in two columns."""
    pieces: list[tuple[Block, Line | None]] = []
    cells: list[tuple[Block, Line]] = []
    others: list[Block] = []
    for block in (*blocks, None):
        if block and cells and (isinstance(block, PageBreak) or (isinstance(block, Unread) and len(block.lines) == 1)):
            others.append(block)  # the end of a page does not end a table
            continue
        for line in block.lines if isinstance(block, Paragraph) else (None,):
            if block and line and _CELL.fullmatch(line.text) and len(line.text) < _LONGEST_CELL:
                cells.append((block, line))
                continue
            pieces += _rows(cells)
            pieces += [(other, None) for other in others]
            cells, others = [], []
            pieces += [(block, line)] if block else []
    for _, group in groupby(pieces, lambda piece: (id(piece[0]), piece[1] is None)):
        alike = list(group)
        lines = tuple(line for _, line in alike if line)
        yield Paragraph(lines) if lines else alike[0][0]


def _rows(pieces: list[tuple[Block, Line]]) -> Iterator[tuple[Block, Line | None]]:
    """Yield the rows of lines of which each may be a cell, or the lines themselves where they are no table."""
    cells = [line for _, line in pieces]
    kinds = "".join("n" if _ITALIC.fullmatch(line.text) else "t" if "\t" in line.text else "r" for line in cells)
    if kinds.count("n") + kinds.count("t") < _LEAST_ROWS or 3 * kinds.count("r") > 2 * len(kinds):
        yield from pieces
        return
    width = max((len(line.text) for line, kind in zip(cells, kinds, strict=True) if kind == "r"), default=0)
    index = 0
    row: list[Line] = []
    while index < len(cells):
        line, kind = cells[index], kinds[index]
        if len(row) != 1 and kinds.startswith("nrn", index):  # names on two lines, with their role between them
            yield from _finished(row)
            row = [cells[index + 1], _joined(line, cells[index + 2])]
            index += 2
        elif kind == "t":
            yield from _finished(row)
            first, _, second = line.text.partition("\t")
            row = [Line(first, line.passage), Line(second, line.passage)]
        elif kind == "n":
            row = [*row, line] if row else [Line("", line.passage), line]
        elif len(row) == 1 or (kinds.startswith("rr", index) and _goes_on(row, line, cells[index + 1], width)):
            row[0] = _joined(row[0], line)
        else:
            yield from _finished(row)
            row = [line]
        index += 1
    yield from _finished(row)


def _goes_on(row: list[Line], line: Line, following: Line, width: int) -> bool:
    """Check whether a line goes on with the role before the names above it, and not with that below."""
    return bool(row) and _is_full(row[0], line, width) and not _is_full(line, following, width)


def _finished(row: list[Line]) -> Iterator[tuple[Block, Line | None]]:
    if row:
        yield TableRow(tuple(row)) if len(row) > 1 else Paragraph(tuple(row)), None


def _is_full(line: Line, following: Line, width: int) -> bool:
    return len(line.text) + 1 + len(following.text.partition(" ")[0]) > width


def _joined(line: Line, following: Line) -> Line:
    text = f"{line.text} {following.text}".replace("* *", " ")
    passage = line.passage or Passage(line.text)
    return Line(text, attrs.evolve(passage, text=f"{passage.text} {words_of(following)}"))
