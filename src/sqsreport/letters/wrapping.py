"""How the lines of a source were made: whether they were wrapped, and where somebody broke one on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Footnote, Line, ListItem, Paragraph, words_of

#: Lines that are longer than this were not wrapped.
WIDEST: Final = 150
#: Lines that go on of which a letter in which they are even has at least so many.
_ENOUGH_LINES: Final = 15


@attrs.frozen
class Wrapping:
    """How the lines of a source were made.

    Attributes:
        width: the characters of the longest line, where lines were wrapped.
        is_run_together: whether the blank lines between paragraphs were lost.
        is_even: whether nearly all lines that go on are nearly as long as the longest, so that a shorter one ends a
            paragraph.
    """

    width: int | None
    is_run_together: bool
    is_even: bool = False

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Wrapping:
        """Look at the lines of the blocks."""
        width, longest, is_run_together = 0, 0, False
        full: list[int] = []
        for block in blocks:
            if isinstance(block, (Paragraph, ListItem, Footnote)):
                longest = max(longest, *map(_length, block.lines), 0)
                for line, following in pairwise(block.lines):
                    # Only of a sentence that goes on is it known that its line was full.
                    if following.text[:1].islower() and " " in line.text:
                        width = max(width, _length(line))
                        full += [_length(line)] if line.passage and line.passage.box is None else []
                    is_run_together |= _length(following) < 80 and layout.part_heading(following.text) is not None
        if width == 0 or longest > WIDEST:
            return cls(None, is_run_together)
        is_even = len(full) >= _ENOUGH_LINES and sum(length >= 0.8 * width for length in full) >= 0.9 * len(full)
        return cls(width, is_run_together, is_even)

    def is_meant(self, before: Line, after: Line) -> bool:
        """Tell whether a line ends with its sentence, and not for want of room."""
        if not layout.ends_sentence(before.text) or before.text.endswith(":") or after.text[:1].islower():
            return False
        return self.width is None or _length(before) + 1 + len(first_word(after)) <= 0.85 * self.width

    def cuts(self, before: Line, after: Line) -> bool:
        """Tell whether a line had to end where it did, for want of room."""
        return self.width is not None and _length(before) + 1 + len(first_word(after)) > self.width


def _length(line: Line) -> int:
    return len(words_of(line))


def first_word(line: Line) -> str:
    """Return what a line begins with, up to the first space."""
    return next(iter(words_of(line).split(maxsplit=1)), "")
