"""Compare texts word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import attrs

#: A footnote mark, a word or number, spaces, or any other character.
_TOKEN: Final = re.compile(r"\[\^[^ \[\]]++\]|\w++(?:['’.,]\w++)*+|\s++|.", re.DOTALL)
_WORD: Final = re.compile(r"\w++")

_QUOTATION_MARKS: Final = "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"
_DASHES: Final = "-‐‑‒–—―−﹘﹣－"
_NORMALISED: Final = str.maketrans(
    dict.fromkeys(_QUOTATION_MARKS, "'") | dict.fromkeys(_DASHES, "-") | dict.fromkeys("\u00ad\u200b\u2060\ufeff")
)
_SPACED_DASH: Final = re.compile(r"(?<!\s)\s*+-\s*+")

#: The maximum length of texts that are compared, in characters, because their words need much more memory. Longer texts
#: are one removed and one added run.
_MAX_TEXT: Final = 200_000
#: The maximum number of removed and added words, because the time is quadratic in it.
_MAX_EDITS: Final = 400
#: The minimum share of words in common. For more different texts, a list of small changes would not help a reader.
_MIN_IN_COMMON: Final = 0.3

RunKind = Literal["same", "removed", "added"]


@attrs.frozen
class Run:
    """Consecutive words that are in both texts, or only in one of them."""

    kind: RunKind
    text: str


def normalise_spelling(text: str) -> str:
    """Replace all kinds of quotation marks, dashes and spaces with one of each.

    >>> normalise_spelling("“A  plan”  - or «two»")
    "'A plan'-or 'two'"
    """
    return " ".join(_SPACED_DASH.sub("-", text.translate(_NORMALISED)).split())


def word_counts(text: str) -> Counter[str]:
    """Count the words of a text, without regard to case."""
    return Counter(match[0] for match in _WORD.finditer(text.casefold()))


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of the words of two texts that they have in common, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * in_common(one, other) / total if total else 1.0


def in_common(one: Counter[str], other: Counter[str]) -> int:
    """Return the number of words that two texts have in common."""
    fewer, more = (one, other) if len(one) < len(other) else (other, one)
    return sum(min(count, more[word]) for word, count in fewer.items() if word in more)


def compare_words(before: str, after: str, *, ignore_spelling: bool = False) -> list[Run]:
    """Compare two texts word by word.

    Returns:
        The runs of both texts in order: without the added ones they are the first text, and without the removed ones
        the second. Words that differ only in ignored spelling are as in the second text.
    """
    if max(len(before), len(after)) > _MAX_TEXT:
        return [run for run in (Run("removed", before), Run("added", after)) if run.text]
    ours, theirs = _TOKEN.findall(before), _TOKEN.findall(after)
    normalise = normalise_spelling if ignore_spelling else str
    blocks = _matching_blocks([*map(normalise, ours)], [*map(normalise, theirs)])
    if 2 * sum(size for _, _, size in blocks) < _MIN_IN_COMMON * (len(ours) + len(theirs)):
        blocks = []
    runs: list[Run] = []
    i = j = 0
    for first, second, size in [*blocks, (len(ours), len(theirs), 0)]:
        parts = (
            Run("removed", "".join(ours[i:first])),
            Run("added", "".join(theirs[j:second])),
            Run("same", "".join(theirs[second : second + size])),
        )
        runs += [run for run in parts if run.text]
        i, j = first + size, second + size
    return runs


def _matching_blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the runs that two sequences have in common: the start in each of them, and the length."""
    start, shorter = 0, min(len(a), len(b))
    while start < shorter and a[start] == b[start]:
        start += 1
    end = 0
    while end < shorter - start and a[-1 - end] == b[-1 - end]:
        end += 1
    pairs = [(start + i, start + j) for i, j in _pairs(a[start : len(a) - end], b[start : len(b) - end])]
    pairs = [
        *((i, i) for i in range(start)),
        *pairs,
        *((len(a) - end + i, len(b) - end + i) for i in range(end)),
    ]
    return [*_without_islands(_blocks(pairs), a, b)]


def _blocks(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    index = 0
    while index < len(pairs):
        (i, j), size = pairs[index], 1
        while index + size < len(pairs) and pairs[index + size] == (i + size, j + size):
            size += 1
        yield i, j, size
        index += size


def _without_islands(
    blocks: Iterator[tuple[int, int, int]], a: Sequence[str], b: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """Omit single short words between changed words, such as "the", because they match only by chance."""
    for i, j, size in blocks:
        is_at_an_end = (i == 0 and j == 0) or (i + size == len(a) and j + size == len(b))
        if is_at_an_end or len("".join(a[i : i + size]).strip()) > 3:
            yield i, j, size


def _pairs(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of equal items of a longest common subsequence, or none if there are too many differences.

    The algorithm is that of E. W. Myers (1986): for each number of edits, find the farthest point on each diagonal.
    """
    farthest = {1: 0}
    steps: list[dict[int, int]] = []
    for edits in range(min(len(a) + len(b), _MAX_EDITS) + 1):
        steps.append(farthest)
        reached = {}
        for diagonal in range(-edits, edits + 1, 2):
            x = _start(farthest, diagonal, edits)
            y = x - diagonal
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(a) and y >= len(b):
                return _trace(steps, len(a), len(b))
        farthest = reached
    return []


def _start(farthest: dict[int, int], diagonal: int, edits: int) -> int:
    """Return the start on a diagonal: one step down from the diagonal above, or one to the right from the one below."""
    if edits == 0:
        return 0
    down, right = farthest.get(diagonal + 1, -1), farthest.get(diagonal - 1, -2) + 1
    return max(down, right)


def _trace(steps: Sequence[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs = []
    for edits in range(len(steps) - 1, -1, -1):
        diagonal = x - y
        start = _start(steps[edits], diagonal, edits)
        while x > start:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        if edits:
            if steps[edits].get(diagonal + 1, -1) == start:
                y -= 1
            else:
                x -= 1
    return pairs[::-1]
