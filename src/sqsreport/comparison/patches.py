"""Express the difference between two reports as a JSON Patch (RFC 6902)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqsreport._jsondata import pointer
from sqsreport.comparison.comparing import Path, same
from sqsreport.comparison.matching import match


def patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the operations that turn the first report into the second, both as JSON data."""
    return [*_objects(before, after, ())]


def _objects(before: Mapping[str, Any], after: Mapping[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    yield from ({"op": "remove", "path": pointer(*path, key)} for key in before if key not in after)
    for key, value in after.items():
        if key in before:
            yield from _values(before[key], value, (*path, key))
        else:
            yield {"op": "add", "path": pointer(*path, key), "value": value}


def _values(before: Any, after: Any, path: Path) -> Iterator[dict[str, Any]]:
    if same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _objects(before, after, path)
    elif isinstance(before, list) and isinstance(after, list) and path[0] != "extensions":
        yield from _lists(before, after, path)
    else:
        yield {"op": "replace", "path": pointer(*path), "value": after}


def _lists(before: Sequence[Any], after: Sequence[Any], path: Path) -> Iterator[dict[str, Any]]:
    """Yield the operations for a list: removals from the end, additions from the start, then changes of other items.

    An item that moved is removed and added.
    """
    matching = match(str(path[-1]), before, after)
    in_order = matching.in_order()
    kept = {j: i for i, j in matching.pairs if i in in_order}
    yield from ({"op": "remove", "path": pointer(*path, i)} for i in reversed(range(len(before))) if i not in in_order)
    for j, item in enumerate(after):
        if j not in kept:
            yield {"op": "add", "path": pointer(*path, j), "value": item}
    for j, i in kept.items():
        yield from _values(before[i], after[j], (*path, j))
