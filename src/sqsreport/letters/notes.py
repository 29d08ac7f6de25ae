"""Recognise the lines of a letter that are footnotes, and whether one goes on after a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import attrs

from sqsreport.extract import cohorts
from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Line, ListItem, PageBreak, Unread
from sqsreport.letters.pieces import Piece

#: What a footnote says if it is on the reoffending rate.
_ON_A_RATE: Final = re.compile(r"\brates?\b|\bpublished\b", re.IGNORECASE)
#: Lines of a footnote that may be on the next page.
_LONGEST_NOTE: Final = 4


@attrs.define
class Notes:
    """Recognises which lines and which numbered items of a letter are footnotes."""

    blocks: Sequence[Block]

    def find(self, line: Line) -> tuple[str, str] | None:
        """Split a footnote into its label and its text, if the line is one."""
        if note := layout.footnote(line.text):
            return note
        bare = layout.bare_footnote(line.text)
        return bare if bare and bare[0] in self._glued else None

    @cached_property
    def numbered(self) -> frozenset[tuple[str, str]]:
        """The numbers and first lines of items that are notes: the text has their marks, and no item is beside them."""
        items = [block for block in self.blocks if not isinstance(block, (PageBreak, Unread)) and block.lines]
        numbers = [block.number if isinstance(block, ListItem) else None for block in items]
        alone = [
            (number, block.lines[0].text)
            for above, number, below, block in zip([None, *numbers], numbers, [*numbers[1:], None], items, strict=False)
            # The title of a section, which may be wrapped, is no sentence; its paragraphs may be right below it.
            if number in self._glued
            and not above
            and not below
            and _is_sentence(Piece(list(block.lines)).plain)
            and not layout.is_theme(block.lines[0].text)
        ]
        counts = Counter(number for number, _ in alone)
        return frozenset((number, text) for number, text in alone if number and counts[number] == 1)

    @cached_property
    def _glued(self) -> frozenset[str]:
        """The figures that are glued to words, as the marks of footnotes are where their type was lost."""
        return frozenset(
            mark for block in self.blocks for line in block.lines for mark in layout.glued_marks(line.text)
        )


def was_cut(text: str, above: Piece | None, lines: Sequence[Line]) -> bool:
    """Return whether a footnote of which a text is the beginning goes on in lines after the end of a page.

    *above* is the piece that the lines may go on with instead.
    """
    line = lines[0]
    if layout.is_source(line.text):
        return "cohort" in text and not layout.names_source(text)
    if layout.is_complete(text):
        return False
    if layout.is_incomplete_source(text) or _completes(text, lines[:_LONGEST_NOTE]):
        return True
    is_other = above is not None and not layout.ends_sentence(above.text)
    return not is_other and (line.text[:1].islower() or layout.begins_with_month(line.text))


def _is_sentence(text: str) -> bool:
    return layout.ends_sentence(text) or layout.names_source(text)


def _completes(note: str, following: Sequence[Line]) -> bool:
    """Check whether lines have the missing part of a footnote on the rate: its cohort, or its month of publication."""
    if not _ON_A_RATE.search(note):
        return False
    joined = Piece([Line(note), *following]).text
    named = "cohort" not in note and "cohort" in joined
    return named or (cohorts.published_month(note) is None and cohorts.published_month(joined) is not None)
