"""How the lines of a source were wrapped, and which of them were broken on purpose."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from typing import Final

import attrs

from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Heading, Line, ListItem, Paragraph, Passage, TableRow, words_of
from sqsreport.letters.widths import MEASURES, Measure, with_next_word

#: Lines that are longer than this were not wrapped.
WIDEST: Final = 150
#: The minimum number of lines within sentences that shows a width.
_ENOUGH_LINES: Final = 8
#: The minimum share of the lines within sentences that agree on the width of the text.
_MOST: Final = 0.9
#: The minimum number of lines that shows the width of a column.
_FEWEST_OF_COLUMN: Final = 4
#: The minimum number of headings and numbered paragraphs that shows whether blank lines separate them.
_FEWEST_STARTS: Final = 6
#: The maximum width of a wrapped line relative to the others, in fonts whose letters differ in width.
_WIDER: Final = 1.15
#: The minimum number of characters by which a line is too wide.
_NEXT: Final = 0.5
#: The minimum number of paragraphs that blank lines separate, and the minimum length of their lines.
_FEWEST_PARTED: Final = 2
_SHORTEST_LINE: Final = 30
#: The maximum part of a column that a line fills if it was not wrapped.
_SHORT: Final = 0.7
#: The minimum share of lines that fit a column of known width.
_FITTING: Final = 0.75


@attrs.frozen
class Column:
    """A column of running text: the typeface and the width for which most lines had to end where they did.

    Attributes:
        measure: returns the width of a text in the typeface.
        width: the width of the widest line.
    """

    measure: Measure
    width: float

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]] = ()) -> Column | None:
        """Return the column of lines within sentences, each given with the first word of the next line, if most fit.

        Args:
            pairs: the lines and words.
            others: those of another column in the same typeface.
        """
        if len(pairs) < _FEWEST_OF_COLUMN or len(pairs) + len(others) < _ENOUGH_LINES:
            return None
        measure = max(MEASURES, key=lambda measure: _fit(pairs, measure)[0] + _fit(others, measure)[0])
        count, width = _fit(pairs, measure)
        return cls(measure, width) if count >= _FITTING * len(pairs) else None

    def has_room(self, before: Line, after: Line, above: Sequence[Line] = ()) -> bool:
        """Check whether a line had room for the first word of the next, also in a wider column of the lines above."""
        width = max([self.width, *(self.measure(words_of(line)) for line in above)])
        return self.measure(_with_next_word(before, after)) <= width

    def ends_early(self, before: Line, after: Line, part: float = 1.0) -> bool:
        """Check whether a line ends with its sentence, and the next sentence had room to begin in *part* of the width.

        Such a line was not wrapped, so it ends a paragraph or an item.
        """
        is_end = layout.is_complete(before.text) and after.text[:1].isupper()
        return is_end and self.measure(_with_next_word(before, after)) <= part * self.width


@attrs.frozen
class Wrapping:
    """How the lines of a source were made.

    Attributes:
        width: the characters of the longest line, where lines were wrapped.
        is_run_together: whether the blank lines between paragraphs were lost.
        column: the column of running text, where it is known so well that a line with room for the next word ends a
            paragraph.
        inset: the narrower column of numbered paragraphs and items.
        is_unwrapped: whether each paragraph has one line, however long.
        is_spaced: whether blank lines part the paragraphs, so that no paragraph ends between two lines without one.
        is_loose: whether blank lines are within sentences, so that they do not part paragraphs.
        is_joined: whether the lines of a paragraph are on one line of the source, as in HTML with line breaks.
    """

    width: int | None
    is_run_together: bool
    column: Column | None = None
    inset: Column | None = None
    is_unwrapped: bool = False
    is_spaced: bool = False
    is_loose: bool = False
    is_joined: bool = False

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
        pairs: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
        inset = _inset_lines(blocks)
        for block in blocks:
            if isinstance(block, (Paragraph, ListItem)):  # the smaller type of notes has longer lines
                # The words of a cell, and of several lines of the source, are no line.
                own = takewhile(lambda line: not _begins_footnote(line), block.lines)
                lines = (line for line in own if line.passage not in cells and "\n" not in words_of(line))
                longest = max([longest, *map(_length, lines)])
                for line, following in pairwise(block.lines):
                    if _begins_footnote(line):
                        break  # which has smaller type, and so longer lines
                    if following.text[:1].islower() and " " in line.text:
                        full.append(_length(line))
                        if line.passage is not None and line.passage.box is None and _length(line) <= WIDEST:
                            pairs[id(line) in inset].append((words_of(line), first_word(following)))
                    is_run_together |= _length(following) < 80 and layout.part_heading(following.text) is not None
        # PDFium joins two lines where the first ends with a hyphen, and the small type of footnotes has longer lines.
        usual_length = sorted(full)[int(_MOST * (len(full) - 1))] if full else 0
        usual = [length for length in full if length <= min(WIDEST, _WIDER * usual_length)]
        if len(usual) >= _ENOUGH_LINES and len(usual) >= _MOST * len(full):
            full = usual
        width = max(full, default=0)
        is_joined, is_loose = _are_joined(blocks), _are_loose(blocks)
        # A few lines may be longer than those that were wrapped, such as the values of a header.
        if width == 0 or (longest > WIDEST and (len(full) < _ENOUGH_LINES or width > WIDEST)):
            return cls(
                None,
                is_run_together,
                is_unwrapped=longest > WIDEST,
                is_loose=is_loose,
                is_joined=is_joined,
            )
        column = Column.of(*pairs)
        return cls(
            width,
            is_run_together,
            column=column,
            inset=Column.of(*pairs[::-1]),
            is_joined=is_joined,
            is_spaced=not is_joined and _are_spaced(blocks, inset, column),
            is_loose=is_loose,
        )

    @property
    def may_part(self) -> bool:
        """Whether a paragraph may end within lines without a blank line between them."""
        return self.is_run_together or self.is_unwrapped or self.is_joined or self.column is not None

    def is_meant(self, before: Line, after: Line, above: Sequence[Line] = (), *, is_list: bool = False) -> bool:
        """Check whether a line ends with its sentence, and not because the next word had no room.

        Args:
            before: the line.
            after: the next line.
            above: the lines of its paragraph.
            is_list: whether the lines are of a list, whose items may have no blank lines between them.
        """
        if self.is_spaced and not is_list:
            return self.column is not None and self.column.ends_early(before, after, _SHORT)
        if self.is_unwrapped and after.text[:1].isupper() and not layout.is_open_value(before.text):
            return True
        if not layout.ends_sentence(before.text) or before.text.endswith(":") or after.text[:1].islower():
            return False
        if self.is_joined:
            return _distance(before, after) != 0
        if self.column is not None:
            return self.column.has_room(before, after, above)
        return self.width is None or len(_with_next_word(before, after)) < 0.85 * self.width + _NEXT

    def ends_item(self, before: Line, after: Line) -> bool:
        """Check whether a line of an item ends with its sentence and had room for the next word."""
        column = self.inset or self.column
        return not self.is_spaced and column is not None and column.ends_early(before, after)

    def is_full(self, before: Line, after: Line, *, is_inset: bool = False) -> bool:
        """Check whether it is known that a line had no room for the next word."""
        column = self.inset if is_inset else self.column
        is_of_text = after.passage is not None and after.passage.box is None and not self.is_joined
        return is_of_text and column is not None and not column.has_room(before, after)

    def has_room(self, before: Line, after: Line) -> bool:
        """Check whether it is known that a line had room for the first word of the next one."""
        return self.column is not None and self.column.has_room(before, after)

    def cuts(self, before: Line, after: Line) -> bool:
        """Return whether a line had to end where it did because the next word had no room."""
        if self.width is None or _length(before) > _WIDER * self.width:  # which was not wrapped
            return False
        return self.is_full(before, after) or len(_with_next_word(before, after)) > self.width


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


def _are_spaced(blocks: Sequence[Block], inset: Container[int], column: Column | None) -> bool:
    """Check whether blank lines are between paragraphs, and no paragraph of the column ends without one.

    The items of a list may stand together: their markers part them.
    """
    have_blank_lines = has_blank_lines(_numbered_lines(blocks))
    if column is None:
        return have_blank_lines
    lines = [
        line
        for block in blocks
        if isinstance(block, (Paragraph, ListItem))
        for line in block.lines[isinstance(block, ListItem) :]
    ]
    ends = [
        (before, after)
        for before, after in pairwise(lines)
        if layout.is_complete(before.text)
        and (layout.numbered(after.text) or (id(after) not in inset and _ends_paragraph(before, after, column)))
    ]
    apart = sum(_are_near(*pair) for pair in ends)
    together = sum(_distance(*pair) == 1 for pair in ends)
    # Headings may have blank lines around them, and paragraphs none between them.
    return together < _FEWEST_PARTED if have_blank_lines else apart >= _FEWEST_PARTED and not together


def _ends_paragraph(before: Line, after: Line, column: Column) -> bool:
    """Check whether a line ends a paragraph and the next begins one, and neither is a heading or a note."""
    are_long = min(len(before.text), len(after.text)) > _SHORTEST_LINE
    return are_long and layout.note(after.text) is None and column.ends_early(before, after)


def _are_joined(blocks: Iterable[Block]) -> bool:
    """Check whether many lines that go on with a sentence are on the same line of the source as the line before."""
    pairs = [pair for block in blocks for pair in pairwise(block.lines) if pair[1].text[:1].islower()]
    return 4 * sum(_distance(*pair) == 0 for pair in pairs) > len(pairs) >= _FEWEST_OF_COLUMN


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
    return _distance(above, below) == 2


def _distance(above: Line, below: Line) -> int | None:
    """Return the number of lines from one line of a text to another."""
    first, second = (each.passage.line if each.passage else None for each in (above, below))
    return second - first if first is not None and second is not None else None


def _numbered_lines(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Yield the lines of blocks that have a place in a text, with the numbers of their lines."""
    for block in blocks:
        for line in block.lines:
            if line.passage is not None and line.passage.line is not None and line.passage.box is None:
                yield line.passage.line, line.text


def _inset_lines(blocks: Iterable[Block]) -> set[int]:
    """Return the identities of the lines of numbered paragraphs and items, whose column is narrower."""
    inset: set[int] = set()
    is_inset = False
    for block in blocks:
        is_inset = isinstance(block, ListItem) or (is_inset and not isinstance(block, Heading))
        for line in block.lines:
            plain = line.text.strip("*_# ")
            is_inset = bool(layout.numbered(plain) or layout.bullet(plain)) or (is_inset and not _ends_inset(plain))
            if is_inset:
                inset.add(id(line))
    return inset


def _ends_inset(plain: str) -> bool:
    is_heading = layout.may_be_heading(plain) and bool(layout.part_heading(plain) or layout.is_theme(plain))
    return is_heading or layout.is_full_operational_management(plain) or layout.is_closing(plain)


def _fit(pairs: Sequence[tuple[str, str]], measure: Measure) -> tuple[int, float]:
    """Return the number of lines that fit into a column and have no room for the next word, at best, and its width."""
    bounds = [(measure(before), measure(f"{before} {word}")) for before, word in pairs]
    changes = sorted([(low, 1) for low, _ in bounds] + [(high, -1) for _, high in bounds])
    counts = accumulate(change for _, change in changes)
    return max(zip(counts, (width for width, _ in changes), strict=True), default=(0, 0.0))


def _begins_footnote(line: Line) -> bool:
    return (layout.footnote(line.text) or layout.bare_footnote(line.text)) is not None


def _with_next_word(before: Line, after: Line) -> str:
    return with_next_word(words_of(before), words_of(after))


def _length(line: Line) -> int:
    return len(words_of(line))


def first_word(line: Line) -> str:
    """Return what a line begins with, up to the first space."""
    return next(iter(words_of(line).split(maxsplit=1)), "")
