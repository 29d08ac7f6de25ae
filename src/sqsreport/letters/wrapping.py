"""How the lines of a source were made: whether they were wrapped, and where somebody broke one on purpose."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import Final

import attrs

from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Footnote, Line, ListItem, Paragraph, Passage, TableRow, words_of
from sqsreport.letters.widths import Measure, fixed, proportional

#: Lines that are longer than this were not wrapped.
WIDEST: Final = 150
#: Lines that go on of which a letter in which they are even has at least so many.
_ENOUGH_LINES: Final = 8
#: The part of the lines that go on from which on they show how wide the text is.
_MOST: Final = 0.9
#: The fewest headings and numbered paragraphs that show whether blank lines part them.
_FEWEST_STARTS: Final = 6
#: The part of the width of its lines that a wrapped text may exceed, where letters have widths of their own.
_WIDER: Final = 1.15
#: The least by which a line is too wide, in characters.
_NEXT: Final = 0.5
#: How exactly each way to measure tells the width of a line.
_EXACT: Final[Mapping[Measure, float]] = {fixed: 1.0, proportional: 0.965}


@attrs.frozen
class Wrapping:
    """How the lines of a source were made.

    Attributes:
        width: the characters of the longest line, where lines were wrapped.
        is_run_together: whether the blank lines between paragraphs were lost.
        is_even: whether nearly all lines that go on are nearly as long as the longest, so that a shorter one ends a
            paragraph.
        is_unwrapped: whether each paragraph has one line, however long.
    """

    width: int | None
    is_run_together: bool
    is_even: bool = False
    is_unwrapped: bool = False
    #: Whether blank lines part the paragraphs, so that no paragraph ends within lines that stand together.
    is_spaced: bool = False
    #: Whether blank lines are within sentences, so that they do not part paragraphs.
    is_loose: bool = False
    #: How wide text is, and the least width of a line of text that goes on together with the first word of the next.
    measure: Measure = fixed
    least_full: float = 0.0

    @classmethod
    def of(cls, blocks: Iterable[Block], cells: Container[Passage | None] = ()) -> Wrapping:
        """Look at the lines of the blocks.

        Args:
            blocks: the blocks of a letter.
            cells: the passages of rows of tables, whose lines are as long as their cells.
        """
        blocks = tuple(blocks)
        longest, is_run_together = 0, False
        # Only of a sentence that goes on is it known that its line was full.
        full: list[int] = []
        pairs: list[tuple[str, str]] = []
        is_text = False
        for block in blocks:
            if isinstance(block, (Paragraph, ListItem, Footnote)):
                # The words of a cell, and of several lines of the source, are no line.
                own = takewhile(lambda line: not _begins_footnote(line), block.lines)
                lines = (line for line in own if line.passage not in cells and "\n" not in words_of(line))
                longest = max([longest, *map(_length, lines)])
                for line, following in pairwise(block.lines):
                    if _begins_footnote(line):
                        break  # which has smaller type, and so longer lines
                    if following.text[:1].islower() and " " in line.text:
                        full.append(_length(line))
                        pairs.append((words_of(line), first_word(following)))
                        is_text |= line.passage is not None and line.passage.box is None
                    is_run_together |= _length(following) < 80 and layout.part_heading(following.text) is not None
        # PDFium joins two lines where the first ends with a hyphen, and the small type of footnotes has longer lines.
        usual_length = sorted(full)[int(_MOST * (len(full) - 1))] if full else 0
        usual = [index for index, length in enumerate(full) if length <= min(WIDEST, _WIDER * usual_length)]
        if len(usual) >= _ENOUGH_LINES and len(usual) >= _MOST * len(full):
            full, pairs = [full[index] for index in usual], [pairs[index] for index in usual]
        width = max(full, default=0)
        # A few lines may be longer than those that were wrapped, such as the values of a header.
        if width == 0 or (longest > WIDEST and (len(full) < _ENOUGH_LINES or width > WIDEST)):
            return cls(None, is_run_together, is_unwrapped=longest > WIDEST, is_loose=_are_loose(blocks))
        is_spaced = has_blank_lines(_numbered_lines(blocks))
        is_even = is_text and len(full) >= _ENOUGH_LINES and sum(n >= 0.8 * width for n in full) >= _MOST * len(full)
        measure = max((fixed, proportional), key=lambda measure: _fit(pairs, measure)) if is_even else fixed
        least = _needed(pairs, measure)[len(pairs) // 50] if is_even else 0.85 * width + _NEXT
        return cls(
            width,
            is_run_together,
            is_even,
            is_spaced=is_spaced,
            is_loose=_are_loose(blocks),
            measure=measure,
            least_full=least,
        )

    def is_meant(self, before: Line, after: Line, above: Sequence[Line] = ()) -> bool:
        """Check whether a line ends with its sentence, and not because the next word had no room.

        Args:
            before: the line.
            after: the next line.
            above: the lines of its paragraph.
        """
        if self.is_spaced:
            return False
        if self.is_unwrapped and after.text[:1].isupper() and not layout.is_open_value(before.text):
            return True
        if not layout.ends_sentence(before.text) or before.text.endswith(":") or after.text[:1].islower():
            return False
        if self.width is None:
            return True
        least = self.least_full
        if self.is_even:
            # Every line that goes on would have been wider than the widest with the next word.
            least = max([least, *(self.measure(words_of(line)) + _NEXT for line in above)])
        exactness = _EXACT[self.measure] if self.is_even else 1.0
        return self.measure(f"{words_of(before)} {first_word(after)}") < exactness * least

    def cuts(self, before: Line, after: Line) -> bool:
        """Return whether a line had to end where it did, for want of room."""
        if self.width is None or _length(before) > _WIDER * self.width:  # which nobody wrapped
            return False
        return _length(before) + 1 + len(first_word(after)) > self.width


def has_blank_lines(lines: Iterable[tuple[int, str]]) -> bool:
    """Check whether blank lines are before every numbered paragraph, and before and after every heading.

    Args:
        lines: the lines that are not blank, each with its number.
    """
    spaced = total = 0
    every = [(0, ""), *lines, (0, "")]
    for (above, _), (place, text), (below, _) in zip(every, every[1:], every[2:], strict=False):
        is_heading = layout.may_be_heading(text) and (layout.part_heading(text.strip("*_# ")) or layout.is_theme(text))
        if is_heading or layout.numbered(text.strip()):
            total += 1
            spaced += place - above != 1 and (not is_heading or below - place != 1)
    return total >= _FEWEST_STARTS and spaced >= _MOST * total


def _are_loose(blocks: Sequence[Block]) -> bool:
    """Check whether blank lines are within paragraphs: within sentences, or after some numbers and not after others."""
    apart = any(_are_near(*pair) for block in blocks for pair in pairwise(block.lines[:2]))
    beside = any(block.lines and layout.numbered(block.lines[0].text.strip()) for block in blocks)
    return _count_cut(blocks) > 1 or (apart and beside)


def _count_cut(blocks: Sequence[Block]) -> int:
    """Count the blank lines within sentences of prose, other than those at the end of a page.

    Items may have no full stops, so the lists at the end of a letter do not count.
    """
    count = 0
    for above, below in pairwise(block for block in blocks if not isinstance(block, TableRow)):
        if not above.lines or not below.lines:
            continue
        before, after = above.lines[-1], below.lines[0]
        heading = layout.part_heading(before.text.strip("*_# "))
        if heading and heading[0] in ("strengths", "recommendations"):
            break
        is_cut = " " in before.text and not layout.ends_sentence(before.text) and after.text[:1].islower()
        count += is_cut and _are_near(before, after)
    return count


def _are_near(above: Line, below: Line) -> bool:
    """Check whether one blank line is between two lines of a text."""
    first, second = (each.passage.line if each.passage else None for each in (above, below))
    return first is not None and second is not None and second - first == 2


def _numbered_lines(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Yield the lines of blocks that have a place in a text, with the numbers of their lines."""
    for block in blocks:
        for line in block.lines:
            if line.passage is not None and line.passage.line is not None and line.passage.box is None:
                yield line.passage.line, line.text


def _needed(pairs: Sequence[tuple[str, str]], measure: Measure) -> list[float]:
    return sorted(measure(f"{before} {word}") for before, word in pairs)


def _fit(pairs: Sequence[tuple[str, str]], measure: Measure) -> int:
    """Return how many lines had no room for the next word, if lines are as wide as the widest."""
    widths = sorted(measure(before) for before, _ in pairs)
    usual = widths[int(0.95 * (len(widths) - 1))]
    return sum(each > usual for each in _needed(pairs, measure))


def _begins_footnote(line: Line) -> bool:
    return (layout.footnote(line.text) or layout.bare_footnote(line.text)) is not None


def _length(line: Line) -> int:
    return len(words_of(line))


def first_word(line: Line) -> str:
    """Return what a line begins with, up to the first space."""
    return next(iter(words_of(line).split(maxsplit=1)), "")
