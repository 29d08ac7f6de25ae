"""Match the items of two lists: by identity, such as number and text, then by equal text, then by similar text."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from sqsreport._jsondata import canonical
from sqsreport.comparison.words import in_common, similarity, word_counts

#: A function that returns the key by which an item is matched, or ``None`` if it has none.
Identity = Callable[[Any], Hashable]

#: The minimum similarity of two versions of a text.
_MIN_SIMILARITY: Final = 0.5
#: The same for texts with the same number or id.
_MIN_SIMILARITY_WITH_NUMBER: Final = 0.25
#: The minimum similarity of a text and the texts that it was split into.
_MIN_SPLIT_SIMILARITY: Final = 0.8
#: The maximum number of pairs of texts to compare. In longer lists only neighbours are compared.
_MAX_PAIRS: Final = 10_000
_MAX_NEIGHBOURS: Final = 3


@attrs.frozen
class Matching:
    """The matching items of two lists, by their indexes.

    Attributes:
        pairs: the index in the first list and in the second list, in the order of the first.
        splits: for an item of the first list that became several, the others in the second list.
        merges: for an item of the second list that several became, the others in the first list.
    """

    pairs: tuple[tuple[int, int], ...]
    splits: Mapping[int, tuple[int, ...]]
    merges: Mapping[int, tuple[int, ...]]

    def in_order(self) -> frozenset[int]:
        """Return the indexes in the first list of the largest set of pairs with the same order in both lists.

        This is the longest increasing subsequence of the indexes in the second list.
        """
        # For each length, the smallest last item of an increasing subsequence, and the pair that it belongs to.
        ends: list[int] = []
        last: list[int] = []
        previous: list[int] = []
        for index, (_, second) in enumerate(self.pairs):
            length = bisect_left(ends, second)
            ends[length : length + 1] = [second]
            last[length : length + 1] = [index]
            previous.append(last[length - 1] if length else -1)
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
    """Return the text of a paragraph, an item or a footnote, or a value that is a text itself."""
    text = item.get("text") if isinstance(item, Mapping) else item
    return text if isinstance(text, str) else None


#: The identities of the items of each list, the most reliable first. Items of other lists must be equal.
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
#: The key of the number or id, which makes it more likely that similar texts match.
_NUMBER: Final[Mapping[str, str]] = {
    "paragraphs": "number",
    "strengths": "id",
    "recommendations": "id",
    "items": "id",
    "footnotes": "label",
}


def match(key: str, before: Sequence[Any], after: Sequence[Any], *, normalise: Callable[[str], str] = str) -> Matching:
    """Match the items of two versions of a list.

    Args:
        key: the key of the list in its object.
        before: the items of the first list, as JSON data.
        after: the items of the second list.
        normalise: a function for texts; texts with the same result are equal.
    """
    pairs: dict[int, int] = {}
    is_prose = key in _NUMBER or all(isinstance(item, str) for item in (*before, *after))
    rest = list(range(len(before))), list(range(len(after)))
    for identity in _IDENTITIES.get(key, (text_of if is_prose else canonical,)):
        pairs |= _match_equal(identity, before, after, rest, normalise)
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
    used = set(pairs.values())
    return [i for i in rest[0] if i not in pairs], [j for j in rest[1] if j not in used]


def _number(item: Any, key: str | None) -> Any:
    return item.get(key) if key is not None and isinstance(item, Mapping) else None


def _match_equal(
    identity: Identity,
    before: Sequence[Any],
    after: Sequence[Any],
    rest: tuple[list[int], list[int]],
    normalise: Callable[[str], str],
) -> dict[int, int]:
    """Pair the items with the same identity, in their order."""
    indexes: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for j in rest[1]:
        indexes[_normalise_identity(identity(after[j]), normalise)].append(j)
    keys = ((i, _normalise_identity(identity(before[i]), normalise)) for i in rest[0])
    return {i: indexes[key].popleft() for i, key in keys if key is not None and indexes.get(key)}


def _normalise_identity(identity: Hashable, normalise: Callable[[str], str]) -> Hashable:
    if isinstance(identity, tuple):
        return tuple(normalise(part) for part in identity)
    return normalise(identity) if isinstance(identity, str) else identity


def _match_similar(
    texts: tuple[Sequence[str], Sequence[str]],
    numbers: tuple[Sequence[Any], Sequence[Any]],
    rest: tuple[list[int], list[int]],
) -> dict[int, int]:
    """Pair the items whose texts are similar, the most similar first."""
    words = [word_counts(texts[0][i]) for i in rest[0]], [word_counts(texts[1][j]) for j in rest[1]]
    scores = []
    for first, second in _candidates(len(rest[0]), len(rest[1])):
        i, j = rest[0][first], rest[1][second]
        score = similarity(words[0][first], words[1][second])
        is_same_number = numbers[0][i] is not None and numbers[0][i] == numbers[1][j]
        if score >= (_MIN_SIMILARITY_WITH_NUMBER if is_same_number else _MIN_SIMILARITY):
            scores.append((-score - 0.1 * is_same_number, abs(first - second), i, j))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(scores):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def _candidates(ours: int, theirs: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes to compare: all of them, or in long lists those with similar positions."""
    for i in range(ours):
        others: Iterable[int] = range(theirs)
        if ours * theirs > _MAX_PAIRS:
            others = range(max(0, i - _MAX_NEIGHBOURS), min(theirs, i + _MAX_NEIGHBOURS + 1))
        for j in others:
            yield i, j


def _find_splits(
    pairs: Sequence[tuple[int, int]], before: Sequence[str], after: Sequence[str]
) -> Mapping[int, tuple[int, ...]]:
    """Find the texts that became several: together with its neighbours, the matching text is more similar."""
    used = {j for _, j in pairs}
    splits: dict[int, tuple[int, ...]] = {}
    for i, j in pairs:
        free = [k for k in _neighbours(j, len(after), used) if before[i] != after[j]]
        if not free:
            continue
        whole, joined, parts = word_counts(before[i]), word_counts(after[j]), []
        for k in free:
            part = word_counts(after[k])
            is_contained = 2 * in_common(whole, part) > part.total()
            if is_contained and similarity(whole, joined + part) > similarity(whole, joined):
                joined += part
                parts.append(k)
        if parts and similarity(whole, joined) >= _MIN_SPLIT_SIMILARITY:
            splits[i] = tuple(sorted(parts))
            used |= {*parts}
    return splits


def _neighbours(index: int, length: int, used: Collection[int]) -> Iterator[int]:
    """Yield the indexes after an index up to the next used one, and then those before it."""
    for step in (1, -1):
        for k in range(index + step, index + step * (_MAX_NEIGHBOURS + 1), step):
            if not 0 <= k < length or k in used:
                break
            yield k
