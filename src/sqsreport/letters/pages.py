"""What printing put between the lines of a letter: page numbers, and headers and footers that come again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Line, ListItem, Paragraph, words_of

_DIGITS = re.compile(r"[0-9]+")
_LONGEST = 120


def furniture(blocks: Sequence[Block]) -> frozenset[Line]:
    """Find the lines that belong to the pages and not to the letter."""
    lines = [
        line
        for block in blocks
        if isinstance(block, (Paragraph, ListItem))
        for line in block.lines
        if line.text.strip()
    ]
    order = {id(line): index for index, line in enumerate(lines)}
    numbers = {line for line in lines if layout.is_page_number(words_of(line)) or layout.is_rule(line.text)}
    title = next((line for line in lines if layout.is_title(line.text)), None)
    again: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line not in numbers and len(line.text) < _LONGEST and not layout.ends_sentence(line.text):
            again[_DIGITS.sub("0", line.text.strip().casefold())].append(line)
    found = set(numbers)
    for alike in again.values():
        if len(alike) < 2 or layout.part_heading(alike[0].text):
            continue
        beside_number = [line for line in alike if _beside(lines, order[id(line)], numbers)]
        if alike[0] is title:
            found.update(alike[1:])
        elif len(alike) > 2 or len(beside_number) > 1:
            found.update(alike)
    return frozenset(found)


def _beside(lines: list[Line], index: int, numbers: set[Line]) -> bool:
    return any(line in numbers for line in (*lines[max(index - 1, 0) : index], *lines[index + 1 : index + 2]))
