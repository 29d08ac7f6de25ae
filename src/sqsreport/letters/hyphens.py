"""Resolve the hyphens at the ends of lines: keep those of compounds, and remove those of hyphenated words.

The other words of the letter decide first: ``well-being`` within a line keeps the hyphen of ``well-`` / ``being``, and
``sentence`` joins ``sen-`` / ``tence``. For other words it depends on whether the whole letter was hyphenated, and
whether the first half begins compounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, TableRow, Unread
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.compounds import begins_compound, is_compound

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_END: Final = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)(?P<word>[^\W\d_]++(?:-[^\W\d_]++)*+)-$")
_START: Final = re.compile(r"[*_]*(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")
#: The minimum share of lines with a hyphen at the end in a letter that was hyphenated by a program.
_MIN_HYPHENATED: Final = 0.03


def resolve_hyphens(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which the hyphens of hyphenated words are soft hyphens, which are not text."""
    blocks = list(blocks)
    lines = [line for block in blocks if not isinstance(block, Unread) for line in block.lines if line.text.strip()]
    ends = sum(text.endswith("-") and _END.search(text) is not None for text in (line.text.rstrip() for line in lines))
    if not ends:
        return blocks
    words = {word.casefold() for line in lines for word in _words_within(line.text)}
    is_hyphenated = ends > _MIN_HYPHENATED * len(lines) and ends > 1
    return [
        block
        if isinstance(block, (Unread, TableRow))
        else attrs.evolve(block, lines=_resolved(block.lines, _next_line(blocks, index), words, is_hyphenated))
        for index, block in enumerate(blocks)
    ]


def _words_within(text: str) -> list[str]:
    """Return the words of a line other than its first, and its last if it ends with a hyphen, which may be partial."""
    text = text.strip()
    words = _WORD.findall(text)
    return words[1:-1] if text.endswith("-") else words[1:]


def _next_line(blocks: Sequence[Block], index: int) -> Line | None:
    return next((line for block in blocks[index + 1 : index + 4] for line in block.lines if line.text.strip()), None)


def _resolved(
    lines: tuple[Line, ...],
    after: Line | None,
    words: set[str],
    is_hyphenated: bool,  # noqa: FBT001
) -> tuple[Line, ...]:
    following = [*lines[1:], after]
    return tuple(
        Line(f"{line.text.rstrip()[:-1]}{SOFT_HYPHEN}", line.passage)
        if next_line and _is_hyphenation(line.text.rstrip(), next_line.text.lstrip(), words, is_hyphenated)
        else line
        for line, next_line in zip(lines, following, strict=False)
    )


def _is_hyphenation(before: str, after: str, words: set[str], is_hyphenated: bool) -> bool:  # noqa: FBT001
    end, start = _END.search(before), _START.match(after)
    if end is None or start is None or not start["word"][0].islower():
        return False
    left, right = end["word"].casefold(), start["word"].casefold()
    if f"{left}-{right}" in words:
        return False
    if f"{left}{right}" in words or "-" in left:
        return f"{left}{right}" in words
    if len(left) == 1 or is_compound(left, right):
        return False
    return is_hyphenated and not (begins_compound(left) and right in words) and not (left in words and right in words)
