"""Compare two reports key by key and item by item, and collect the changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import attrs

from sqsreport._jsondata import canonical, pointer
from sqsreport.comparison.changes import Change, Part
from sqsreport.comparison.matching import match, text_of
from sqsreport.comparison.words import normalise_spelling

Path = tuple[str | int, ...]
Object = Mapping[str, Any]

_FOOTNOTE_MARK: Final = re.compile(r"\[\^([^ \[\]]++)\]")


def changes(before: Object, after: Object, *, ignore_spelling: bool = False) -> list[Change]:
    """Return the changes from one report to another, both as JSON data, in the order of the reports."""
    comparer = _Comparer(normalise_spelling if ignore_spelling else str, _renamed_footnotes(before, after))
    return _with_moves([*comparer.compare_objects(before, after, (), ())])


def same(one: Any, other: Any) -> bool:
    """Check whether two JSON values are equal; unlike in Python, ``true`` is not equal to 1."""
    return bool(one == other) and canonical(one) == canonical(other)


def _renamed_footnotes(before: Object, after: Object) -> Mapping[str, str]:
    """Return the old and new labels of footnotes that were only renumbered, because others were added or removed."""
    ours, theirs = before.get("footnotes", ()), after.get("footnotes", ())
    return {
        ours[i]["label"]: theirs[j]["label"]
        for i, j in match("footnotes", ours, theirs).pairs
        if ours[i]["label"] == str(i + 1) and theirs[j]["label"] == str(j + 1) and i != j
    }


@attrs.frozen
class _Comparer:
    """Compares the values of two reports.

    Attributes:
        normalise: a function for texts; texts with the same result are equal.
        renamed: the labels of renumbered footnotes in the second report, by those in the first.
    """

    normalise: Callable[[str], str]
    renamed: Mapping[str, str]

    def compare_objects(
        self, before: Object, after: Object, ours: Path, theirs: Path, ignored: Collection[str] = ()
    ) -> Iterator[Change]:
        """Compare two objects key by key, without the keys in *ignored*."""
        for key in dict.fromkeys((*before, *after)):
            if key in ignored:
                continue
            if key not in after:
                yield Change("removed", before=(_part((*ours, key), before[key]),))
            elif key not in before:
                yield Change("added", after=(_part((*theirs, key), after[key]),))
            elif isinstance(before[key], list) and isinstance(after[key], list) and ours[:1] != ("extensions",):
                if before[key] != after[key]:
                    sides = _Side(before[key], (*ours, key), before), _Side(after[key], (*theirs, key), after)
                    yield from self.compare_lists(*sides)
            else:
                yield from self.compare_values(before[key], after[key], (*ours, key), (*theirs, key))

    def compare_values(self, before: Any, after: Any, ours: Path, theirs: Path) -> Iterator[Change]:
        """Compare two values of the same key, or of matching items."""
        if same(before, after):
            return
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self.compare_objects(before, after, ours, theirs)
        elif not (isinstance(before, str) and isinstance(after, str) and self.is_same_text(before, after)):
            yield Change("changed", (_part(ours, before),), (_part(theirs, after),))

    def is_same_text(self, before: str, after: str) -> bool:
        """Check whether two texts are equal, apart from ignored spelling and the labels of renumbered footnotes."""
        if self.renamed:
            before = _FOOTNOTE_MARK.sub(lambda mark: f"[^{self.renamed.get(mark[1], mark[1])}]", before)
        return self.normalise(before) == self.normalise(after)

    def compare_lists(self, ours: _Side, theirs: _Side) -> Iterator[Change]:
        """Compare two lists, whose items may be added, removed, moved, split or merged."""
        matching = match(str(ours.path[-1]), ours.items, theirs.items, normalise=self.normalise)
        in_order, partner = matching.in_order(), {j: i for i, j in matching.pairs}
        of_splits = {j for parts in matching.splits.values() for j in parts}
        kept = {i for parts in matching.merges.values() for i in parts} | {i for i, _ in matching.pairs}
        reached = 0
        added: list[Change] = []

        def unmatched(until: int) -> Iterator[Change]:
            yield from (Change("removed", before=(ours.part(k),)) for k in range(reached, until) if k not in kept)
            yield from added
            added.clear()

        for j in range(len(theirs.items)):
            i = partner.get(j)
            if i is None:
                added += [] if j in of_splits else [Change("added", after=(theirs.part(j),))]
                continue
            if i in in_order:
                yield from unmatched(i)
                reached = i + 1
            else:
                yield from unmatched(reached)
                yield Change("moved", (ours.part(i),), (theirs.part(j),))
            before, after = (i, *matching.merges.get(j, ())), (j, *matching.splits.get(i, ()))
            if len(before) + len(after) > 2:
                parts = tuple(map(ours.part, sorted(before))), tuple(map(theirs.part, sorted(after)))
                yield Change("split" if len(before) == 1 else "merged", *parts)
            yield from self._pair(ours, theirs, i, j, with_text=len(before) + len(after) == 2)
        yield from unmatched(len(ours.items))

    def _pair(self, ours: _Side, theirs: _Side, i: int, j: int, *, with_text: bool) -> Iterator[Change]:
        """Compare two matching items, without numbers that changed only with the positions of the items."""
        before, after = ours.items[i], theirs.items[j]
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            ignored = {key for key in _ORDINALS if _is_implied(key, ours, theirs, i, j)}
            if not with_text:
                ignored.add("text")
            yield from self.compare_objects(before, after, (*ours.path, i), (*theirs.path, j), ignored)
        elif with_text:
            yield from self.compare_values(before, after, (*ours.path, i), (*theirs.path, j))


#: The keys whose values number the items of their list.
_ORDINALS: Final = ("number", "id", "label")


@attrs.define
class _Side:
    """A list of one of the reports.

    Attributes:
        items: its items.
        path: the keys and indexes that lead to it.
        parent: the object that contains it.
    """

    items: Sequence[Any]
    path: Path
    parent: Object
    _positions: dict[str, list[int]] = attrs.field(factory=dict)

    def part(self, index: int) -> Part:
        """Return an item with its pointer."""
        return _part((*self.path, index), self.items[index])

    def is_position(self, key: str, index: int) -> bool:
        """Check whether the last part of the number of an item is its position among the numbered items."""
        if key not in self._positions:
            self._positions[key] = [*accumulate(int(key in item) for item in self.items)]
        return self.last_part(key, index) == str(self._positions[key][index])

    def last_part(self, key: str, index: int) -> str:
        """Return the last part of the number of an item, such as the 2 of ``strength-2``."""
        return re.split(r"[.-]", str(self.items[index][key]))[-1]

    def has_parents_number(self, key: str, index: int) -> bool:
        """Check whether the first part of the number of an item is the number of the object that contains the list."""
        first = str(self.items[index][key]).removesuffix(self.last_part(key, index)).rstrip(".")
        return first == str(self.parent.get(key, ""))


def _is_implied(key: str, ours: _Side, theirs: _Side, i: int, j: int) -> bool:
    """Check whether two items have different numbers only because they have different positions."""
    one, other = ours.items[i].get(key), theirs.items[j].get(key)
    if one is None or other is None or one == other:
        return False
    if not (ours.is_position(key, i) and theirs.is_position(key, j)):
        return False
    is_same_kind = str(one).removesuffix(ours.last_part(key, i)) == str(other).removesuffix(theirs.last_part(key, j))
    return is_same_kind or (ours.has_parents_number(key, i) and theirs.has_parents_number(key, j))


def _with_moves(all_changes: list[Change]) -> list[Change]:
    """Replace the removal of a text and its addition elsewhere with a move."""
    removals: dict[str, list[int]] = {}
    for index, change in enumerate(all_changes):
        if change.kind == "removed" and (text := text_of(change.before[0].value)) and " " in text:
            removals.setdefault(text, []).append(index)
    moved: set[int] = set()
    for index, change in enumerate(all_changes):
        if change.kind == "added" and (indexes := removals.get(text_of(change.after[0].value) or "")):
            origin = indexes.pop(0)
            moved.add(origin)
            all_changes[index] = Change("moved", all_changes[origin].before, change.after)
    return [change for index, change in enumerate(all_changes) if index not in moved]


def _part(path: Path, value: Any) -> Part:
    return Part(pointer(*path), value)


def only(all_changes: Iterable[Change], pointers: Sequence[str]) -> list[Change]:
    """Return the changes that concern one of several JSON Pointers."""
    return [change for change in all_changes if any(change.concerns(path) for path in pointers)]
