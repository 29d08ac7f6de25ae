"""Documents with very many wrong values, cut down to those that are reported one by one.

The compiled validator makes an object of some kilobytes for each violation before it gives
the first, so a million wrong values are not for it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sqsreport import schemas
from sqsreport._jsondata import pointer

#: As many wrong items of long lists are looked at closely, in all.
_MOST: Final = 500
#: A list or an object that is shorter is left as it is.
_LONG: Final = 100

Path = tuple[str | int, ...]


def trimmed(document: Any) -> tuple[Any, Mapping[str, int]]:
    """Cut down the long lists of a document that have many wrong items.

    Returns:
        The document, where each long list ends with the last wrong item that is looked at;
        and how many wrong items each list has after that, by the pointer to the list.
    """
    trimmer = _Trimmer()
    return trimmer.trim(document, {"$ref": "#"}, ()), trimmer.left_out


@attrs.define
class _Trimmer:
    budget: int = _MOST
    left_out: dict[str, int] = attrs.field(factory=dict)

    def trim(self, value: Any, subschema: Mapping[str, Any], path: Path) -> Any:
        about = schemas.resolve(subschema)
        if isinstance(value, Mapping):
            return self._object(value, about, path)
        if isinstance(value, (list, tuple)) and "items" in about:
            return self._list(value, about["items"], path)
        return value

    def _object(self, value: Mapping[str, Any], about: Mapping[str, Any], path: Path) -> Any:
        names = about.get("propertyNames")
        if names and len(value) > _LONG:
            return self._names(value, names, path)
        changed = {}
        for key, part in about.get("properties", {}).items():
            if key in value and isinstance(value[key], (Mapping, list, tuple)):
                trimmed = self.trim(value[key], part, (*path, key))
                if trimmed is not value[key]:
                    changed[key] = trimmed
        return {key: changed.get(key, found) for key, found in value.items()} if changed else value

    def _names(self, value: Mapping[str, Any], names: Mapping[str, Any], path: Path) -> Any:
        bad = {name for name in value if not _is_valid(names, name)}
        kept = {*[name for name in value if name in bad][: self.budget]}
        self.budget -= len(kept)
        return self._cut(value, {key: found for key, found in value.items() if key not in bad - kept}, bad, kept, path)

    def _cut(self, value: Any, trimmed: Any, bad: Any, kept: Any, path: Path) -> Any:
        if len(bad) == len(kept):
            return value
        self.left_out[pointer(*path)] = len(bad) - len(kept)
        return trimmed

    def _list(self, value: Any, items: Mapping[str, Any], path: Path) -> Any:
        if len(value) <= _LONG:
            found = [self.trim(item, items, (*path, index)) for index, item in enumerate(value)]
            is_same = all(one is other for one, other in zip(value, found, strict=True))
            return value if is_same else found
        bad = [index for index, item in enumerate(value) if not _is_valid(items, item)]
        kept = bad[: max(self.budget, 1)]
        self.budget -= len(kept)
        if not bad:
            return value
        found = [*value[: kept[-1] + 1]]
        for index in kept:
            found[index] = self.trim(found[index], items, (*path, index))
        whole = [*found, *value[kept[-1] + 1 :]]
        return self._cut(whole, found, bad, kept, path)


def _is_valid(subschema: Mapping[str, Any], value: object) -> bool:
    try:
        return _verdict(subschema["$ref"])(value)
    except (ValueError, RecursionError):  # it holds what is not JSON
        return False


@functools.cache
def _verdict(reference: str) -> Callable[[Any], bool]:
    return schemas.verdict_of(reference)
