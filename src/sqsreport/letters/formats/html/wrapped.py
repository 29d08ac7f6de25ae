"""Pages whose lines are those of a printed page: part them where bold type begins or ends, and at page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, ListItem, PageBreak, Paragraph, Passage, Unread

_LEAST_LINES: Final = 15
_PAGE_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_LEAST_SMALL: Final = 5
#: The share of lines that begin with a small letter, where lines were wrapped.
_LEAST_SHARE: Final = 0.05
_BOLD: Final = re.compile(r"\*\*[^*]+\*\*")


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
    yield from _parted(blocks)


def _parted(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, (ListItem, Paragraph)) and len(block.lines) > 1:
            last = block.lines[-1]
            is_number = isinstance(following, PageBreak) and _PAGE_NUMBER.fullmatch(last.text) is not None
            yield from _parts(attrs.evolve(block, lines=block.lines[:-1]) if is_number else block)
            if is_number:
                passage = attrs.evolve(last.passage or Passage(last.text), reason="page number")
                yield Unread((Line(last.text, passage),))
        else:
            yield block


def _parts(block: ListItem | Paragraph) -> Iterator[Block]:
    kind: ListItem | Paragraph = block
    current: list[Line] = []
    for line in block.lines:
        if current and bool(_BOLD.fullmatch(current[-1].text)) != bool(_BOLD.fullmatch(line.text)):
            yield attrs.evolve(kind, lines=tuple(current))
            kind, current = Paragraph(()), []
        current.append(line)
    yield attrs.evolve(kind, lines=tuple(current))
