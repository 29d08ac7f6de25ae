"""Recognise page numbers, and headers and footers that are repeated, between the lines of a letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from sqsreport.extract.text import SENTENCE_END
from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Footnote, Line, ListItem, PageBreak, Paragraph, Unread, words_of
from sqsreport.letters.characters import shape_of

_LONGEST = 120
#: Lines that a title may be wrapped over.
_LINES = 4


def running_heads(blocks: Sequence[Block]) -> frozenset[Line]:
    """Find the lines that belong to the pages and not to the letter."""
    lines = [
        line
        for block in blocks
        if isinstance(block, (Paragraph, ListItem, Footnote))
        # A note is at the foot of its page, above the number.
        for line in (block.lines[-1:] if isinstance(block, Footnote) else block.lines)
        if line.text.strip()
    ]
    order = {id(line): index for index, line in enumerate(lines)}
    edges = _edges(blocks)
    numbers = {line for line in lines if layout.is_page_number(words_of(line)) or layout.is_rule(line.text)}
    title, titles = _titles([line for block in blocks if not isinstance(block, Unread) for line in block.lines])
    own = _own_lines(blocks, title)
    below = _below(blocks, title)
    alone = {id(block.lines[0]) for block in blocks if isinstance(block, Paragraph) and len(block.lines) == 1}
    again: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if len(line.text) < _LONGEST and line not in numbers:
            again[shape_of(line.text.casefold())].append(line)
    running = set(numbers)
    for shape, alike in again.items():
        text = alike[0].text
        is_name = layout.is_of_sender(text) or layout.is_title(text)
        if len(alike) < 2 and shape not in titles and not is_name:
            continue
        at_edges = [line for line in alike if id(line) in edges or _beside(lines, order[id(line)], numbers)]
        if is_name:
            # After the title, such a line is text only within a sentence; otherwise it is a page header or footer.
            others = [line for line in alike if line is not title and id(line) in below]
            running.update(
                line
                for line in others
                if len(others) > 1 or line in at_edges or (layout.is_of_sender(text) and id(line) in alone)
            )
        if len(alike) < 2 and shape not in titles:
            continue
        if layout.part_heading(text) or layout.ends_sentence(text) or layout.numbered(text):
            continue
        if shape not in titles and (text[:1].islower() or layout.is_open_value(text)):
            continue  # a line that several sentences have
        if shape not in titles and any(_begins_sentence(lines, order[id(line)]) for line in alike):
            continue
        if shape in titles:
            running.update(line for line in alike if line is not title)
        elif len(alike) > 2 or len(at_edges) > 1:
            running.update(line for line in alike if id(line) not in own)
    return frozenset(running)


def _edges(blocks: Sequence[Block]) -> set[int]:
    """Find the first and the last line of each page but those at the ends of the letter, by their identity."""
    edges: set[int] = set()
    for above, block in pairwise(blocks):
        if _is_between_pages(block):
            edges.update(id(line) for line in above.lines[-1:])
        if _is_between_pages(above):
            edges.update(id(line) for line in block.lines[:1])
    return edges


def _is_between_pages(block: Block) -> bool:
    is_of_page = isinstance(block, Unread) and all(line.passage and line.passage.reason for line in block.lines)
    return isinstance(block, PageBreak) or is_of_page


def _titles(lines: list[Line]) -> tuple[Line | None, set[str]]:
    """Find where the title begins, and the possible page headers that repeat it."""
    for index, line in enumerate(lines):
        if layout.is_title(line.text):
            wrapped = (" ".join(each.text for each in lines[index : index + count]) for count in range(1, _LINES + 1))
            return line, {shape_of(text.casefold()) for text in wrapped}
    return None, set()


def _own_lines(blocks: Sequence[Block], title: Line | None) -> set[int]:
    """Find the lines after the title that may be its rest, by their identity: page headers repeat them."""
    for block in blocks:
        for index, line in enumerate(block.lines):
            if line is title:
                return {id(each) for each in block.lines[index + 1 : index + _LINES]}
    return set()


def _below(blocks: Sequence[Block], title: Line | None) -> set[int]:
    """Find the lines below the block of the title, by their identity."""
    place = next((n for n, block in enumerate(blocks) if any(line is title for line in block.lines)), len(blocks))
    return {id(line) for block in blocks[place + 1 :] for line in block.lines}


def _begins_sentence(lines: list[Line], index: int) -> bool:
    """Check whether the next line continues a line and not the one before it, so that the line is text."""
    before, line, after = (lines[min(max(n, 0), len(lines) - 1)].text for n in range(index - 1, index + 2))
    has_start = layout.ends_sentence(before) or layout.bullet(line) is not None or SENTENCE_END.search(line)
    return after[:1].islower() and bool(has_start)


def _beside(lines: list[Line], index: int, numbers: set[Line]) -> bool:
    return any(line in numbers for line in (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]))
