"""The items of two lists matched as a reader would: by what identifies them, by their text, by similar text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from sqsreport._jsondata import canonical
from sqsreport.comparison.words import in_common, similarity, word_counts

#: Returns what an item is identified by, or None if it has nothing of the kind.
Identity = Callable[[Any], Hashable]

#: Texts with at least this share of words in common are versions of each other, and with the same number or id those
#: with this lower share.
_SIMILAR: Final = 0.5
_SIMILAR_WITH_SAME_NUMBER: Final = 0.25
#: The text of which another was split off has at least this share of the words of both.
_SPLIT: Final = 0.8
#: Pairs of texts that are compared at most; of longer lists only neighbours are.
_MOST_PAIRS: Final = 10_000
_MOST_NEIGHBOURS: Final = 3


@attrs.frozen
class Matching:
    """The items of two lists that belong together, as indexes.

    Attributes:
        pairs: index in the first and index in the second list, in the order of the first.
        splits: for an item of the first list that became several, those besides the one in `pairs`.
        merges: for an item of the second list that several became, those besides the one in `pairs`.
    """

    pairs: tuple[tuple[int, int], ...]
    splits: Mapping[int, tuple[int, ...]]
    merges: Mapping[int, tuple[int, ...]]

    def in_order(self) -> frozenset[int]:
        """Return the indexes in the first list of the most pairs that are in the same order in both lists."""
        # After each length that an increasing sequence can have: its least last item, and the way that led there.
        ends: list[int] = []
        last: list[int] = []
        previous: list[int] = []
        for index, (_, second) in enumerate(self.pairs):
            at = bisect_left(ends, second)
            ends[at : at + 1] = [second]
            last[at : at + 1] = [index]
            previous.append(last[at - 1] if at else -1)
        kept, index = set(), last[-1] if last else -1
        while index >= 0:
            kept.add(self.pairs[index][0])
            index = previous[index]
        return frozenset(kept)


def _get(*keys: str) -> Identity:
    def identity(item: Any) -> Hashable:
        if not isinstance(item, Mapping):
            return None
        values = [canonical(item.get(key)) for key in keys]
        return None if None in values else tuple(values)

    return identity


def text_of(item: Any) -> str | None:
    """Return the text of a paragraph, an item or a footnote, or the line that is the whole of a value."""
    text = item.get("text") if isinstance(item, Mapping) else item
    return text if isinstance(text, str) else None


#: What the items of each list are identified by, the surest first. Those of other lists are identified by all they are.
_IDENTITIES: Final[Mapping[str, tuple[Identity, ...]]] = {
    "sections": (_get("theme"), _get("title")),
    "paragraphs": (_get("number", "text"), text_of),
    "strengths": (_get("id", "text"), text_of),
    "recommendations": (_get("id", "text"), text_of),
    "items": (_get("id", "text"), text_of),
    "footnotes": (_get("label", "text"), text_of),
    "copy_list": (_get("role", "recipients"), _get("role"), _get("recipients")),
    "authorities": (_get("name"), _get("gss_code")),
    "comparators": (_get("kind"),),
    "previous": (_get("programme", "date"), _get("date")),
}
#: What counts in favour of two texts that are only similar.
_NUMBER: Final[Mapping[str, str]] = {
    "paragraphs": "number",
    "strengths": "id",
    "recommendations": "id",
    "items": "id",
    "footnotes": "label",
}


def match(key: str, before: Sequence[Any], after: Sequence[Any], *, spell: Callable[[str], str] = str) -> Matching:
    """Match the items of two versions of a list.

    Args:
        key: the key that the list has in its object.
        before: the items of the first list, as plain data.
        after: the items of the second list.
        spell: spells texts so that those that count as the same are the same.
    """
    pairs: dict[int, int] = {}
    is_prose = key in _NUMBER or all(isinstance(item, str) for item in (*before, *after))
    rest = list(range(len(before))), list(range(len(after)))
    for identity in _IDENTITIES.get(key, (text_of if is_prose else canonical,)):
        pairs |= _match_equal(identity, before, after, rest, spell)
        rest = _without(rest, pairs)
    if not is_prose:
        return Matching(tuple(sorted(pairs.items())), {}, {})
    texts = [text_of(item) or "" for item in before], [text_of(item) or "" for item in after]
    number = _NUMBER.get(key)
    numbers = [_number(item, number) for item in before], [_number(item, number) for item in after]
    pairs |= _match_similar(texts, numbers, rest)
    in_order = tuple(sorted(pairs.items()))
    splits = _find_splits(in_order, *texts)
    return Matching(in_order, splits, _find_splits([(j, i) for i, j in in_order], texts[1], texts[0]))


def _without(rest: tuple[list[int], list[int]], pairs: Mapping[int, int]) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [i for i in rest[0] if i not in pairs], [j for j in rest[1] if j not in taken]


def _number(item: Any, key: str | None) -> Any:
    return item.get(key) if key is not None and isinstance(item, Mapping) else None


def _match_equal(
    identity: Identity,
    before: Sequence[Any],
    after: Sequence[Any],
    rest: tuple[list[int], list[int]],
    spell: Callable[[str], str],
) -> dict[int, int]:
    """Pair the items that are identified by the same, those that come first with each other."""
    places: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for j in rest[1]:
        places[_spelt(identity(after[j]), spell)].append(j)
    keys = ((i, _spelt(identity(before[i]), spell)) for i in rest[0])
    return {i: places[key].popleft() for i, key in keys if key is not None and places.get(key)}


def _spelt(identity: Hashable, spell: Callable[[str], str]) -> Hashable:
    if isinstance(identity, tuple):
        return tuple(spell(part) for part in identity)
    return spell(identity) if isinstance(identity, str) else identity


def _match_similar(
    texts: tuple[Sequence[str], Sequence[str]],
    numbers: tuple[Sequence[Any], Sequence[Any]],
    rest: tuple[list[int], list[int]],
) -> dict[int, int]:
    """Pair the items whose texts are similar, the most similar first."""
    words = [word_counts(texts[0][i]) for i in rest[0]], [word_counts(texts[1][j]) for j in rest[1]]
    scores = []
    for at, to in _candidates(len(rest[0]), len(rest[1])):
        i, j = rest[0][at], rest[1][to]
        alike = similarity(words[0][at], words[1][to])
        is_same_number = numbers[0][i] is not None and numbers[0][i] == numbers[1][j]
        if alike >= (_SIMILAR_WITH_SAME_NUMBER if is_same_number else _SIMILAR):
            scores.append((-alike - 0.1 * is_same_number, abs(at - to), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scores):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _candidates(ours: int, theirs: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs to compare: all of them, or in long lists those at nearly the same place."""
    for i in range(ours):
        others: Iterable[int] = range(theirs)
        if ours * theirs > _MOST_PAIRS:
            others = range(max(0, i - _MOST_NEIGHBOURS), min(theirs, i + _MOST_NEIGHBOURS + 1))
        for j in others:
            yield i, j


def _find_splits(
    pairs: Sequence[tuple[int, int]], before: Sequence[str], after: Sequence[str]
) -> Mapping[int, tuple[int, ...]]:
    """Find the texts that became several: with the text next to its partner each has more in common than without."""
    taken = {j for _, j in pairs}
    splits: dict[int, tuple[int, ...]] = {}
    for i, j in pairs:
        free = [k for k in _neighbours(j, len(after), taken) if before[i] != after[j]]
        if not free:
            continue
        whole, joined, parts = word_counts(before[i]), word_counts(after[j]), []
        for k in free:
            part = word_counts(after[k])
            is_in_it = 2 * in_common(whole, part) > part.total()
            if is_in_it and similarity(whole, joined + part) > similarity(whole, joined):
                joined += part
                parts.append(k)
        if parts and similarity(whole, joined) >= _SPLIT:
            splits[i] = tuple(sorted(parts))
            taken |= {*parts}
    return splits


def _neighbours(index: int, length: int, taken: Collection[int]) -> Iterator[int]:
    """Yield the indexes after and before an index, as far as none is taken."""
    for step in (1, -1):
        for k in range(index + step, index + step * (_MOST_NEIGHBOURS + 1), step):
            if not 0 <= k < length or k in taken:
                break
            yield k
