"""Spell the marks of footnotes that are figures in brackets, or signs after a space, as all others are spelt.

``(1)`` may be anything. It is a mark where it follows a word, and where a paragraph that begins with it is the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, ListItem, Paragraph

_NOTE: Final = re.compile(r"(?<!\s)\s*+(?P<label>\((?:\d{1,2}|[a-z])\)|(?:\\?[*†‡§]){1,3})\s++(?=[A-Z\"'“‘]\w*+[ ,'’])")
#: A mark is at one place, or at two.
_MOST_MARKS: Final = 2


def resolve_marks(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which such marks, and the notes that begin with them, have the form ``[^1]``."""
    blocks = list(blocks)
    notes: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.lines and (match := _NOTE.match(block.lines[0].text)):
            notes.setdefault(match["label"].replace("\\", ""), index)
    for label, place in notes.items():
        gap = r"\s?" if label.startswith("(") else r"(?:(?=\\?\*)\s?|\s)"
        sign = "".join(rf"\\?{re.escape(character)}" for character in label)
        # After the end of a clause a space would part the figure in brackets of an enumeration: "; (2)".
        gap_after = "" if label.startswith("(") else gap
        after_clause = rf"(?:(?<=[^\W\d_][.,;:)”’\"])|(?<=[^\W\d_][)”’\"][.,;:])|(?<=%)){gap_after}"
        mark = re.compile(rf"(?:(?<=[^\W\d_]){gap}|{after_clause}){sign}(?=[\s.,;:)]|$)")
        marked = [
            index
            for index, block in enumerate(blocks)
            if index != place
            and isinstance(block, (Paragraph, ListItem))
            and any(mark.search(line.text) for line in block.lines)
        ]
        if 1 <= len(marked) <= _MOST_MARKS:
            spelt = f"[^{label.strip('()')}]"
            for index in marked:
                lines = (Line(mark.sub(spelt, each.text), each.passage) for each in blocks[index].lines)
                blocks[index] = attrs.evolve(blocks[index], lines=tuple(lines))
            first, *others = blocks[place].lines
            text = _NOTE.sub(f"{spelt} ", first.text, count=1)
            blocks[place] = attrs.evolve(blocks[place], lines=(Line(text, first.passage), *others))
    return blocks
