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
#: Halves that no compound has, so that one such hyphen in a letter is of a hyphenated word: "com-mented".
_SYLLABLES: Final = frozenset("ac com con dis em en im oc suc sup sus trans".split())
_ENDING: Final = re.compile(r"[st]ions?|ments?|ness|[ae]nces?|i?ties|ity")
#: The minimum share of lines with a hyphen at the end in a letter that was hyphenated by a program.
_MIN_HYPHENATED: Final = 0.03


def resolve_hyphens(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which the hyphens of hyphenated words are soft hyphens, which are not text."""
    blocks = list(blocks)
    lines = [line for block in blocks if not isinstance(block, Unread) for line in block.lines if line.text.strip()]
    ends = [line for line in lines if line.text.rstrip().endswith("-") and _END.search(line.text.rstrip())]
    if not ends:
        return blocks
    words = {word.casefold() for line in lines for word in _words_within(line.text)}
    # The hyphens of compounds are no evidence: they are at the ends of lines in letters that no program hyphenated.
    parts = sum(not _ends_with_start_of_compound(line.text.rstrip()) for line in ends)
    is_hyphenated = len(ends) > _MIN_HYPHENATED * len(lines) and parts > 1
    return [
        block
        if isinstance(block, (Unread, TableRow))
        else attrs.evolve(block, lines=_resolved(block.lines, _next_line(blocks, index), words, is_hyphenated))
        for index, block in enumerate(blocks)
    ]


def _ends_with_start_of_compound(text: str) -> bool:
    end = _END.search(text)
    return end is not None and begins_compound(end["word"].casefold())


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
    if end is None or start is None:
        return False
    left, right = end["word"].casefold(), start["word"].casefold()
    if not start["word"][0].islower():  # "Asset-" / "Plus"
        return f"{left}{right}" in words and f"{left}-{right}" not in words
    if f"{left}-{right}" in words:
        return False
    if f"{left}{right}" in words or "-" in left:
        return f"{left}{right}" in words
    if len(left) == 1 or is_compound(left, right):
        return False
    if left in _SYLLABLES or _ENDING.fullmatch(right):
        return True
    return is_hyphenated and not (begins_compound(left) and right in words) and not (left in words and right in words)
