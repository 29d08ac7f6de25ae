"""Pages whose lines are those of a printed page: part them into paragraphs, as their lengths and their type tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, ListItem, PageBreak, Paragraph, Passage, Unread, words_of

_LEAST_LINES: Final = 15
_LEAST_SMALL: Final = 5
#: The share of lines that begin with a small letter, where lines were wrapped.
_LEAST_SHARE: Final = 0.05
#: The share of the width up to which a line that ends with its sentence is the last of its paragraph.
_SHORT: Final = 0.92
_PAGE_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_BOLD: Final = re.compile(r"\*\*[^*]+\*\*")
_ENDS: Final = re.compile(r"[.!?:;][\"'”’)*]*(?:\[\^[^\]]+\])?$")
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
