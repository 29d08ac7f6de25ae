"""Trim documents with very many wrong values to those that are reported one by one.

The compiled validator builds an object of some kilobytes for each violation before it returns
the first, so it must not get a million wrong values.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sqsreport import schemas
from sqsreport._jsondata import pointer

#: The most wrong items of long lists that are kept, in total.
_MOST: Final = 500
#: Shorter lists and objects are not trimmed.
_LONG: Final = 100

Path = tuple[str | int, ...]


def trim(document: Any) -> tuple[Any, Mapping[str, int]]:
    """Trim the long lists and objects of a document that have many wrong items.

    Returns:
        The document, where each long list ends with the last wrong item that is kept; and the
        number of wrong items that each list has after that, by the pointer to the list.
    """
    trimmer = _Trimmer()
    return trimmer.trim(document, {"$ref": "#"}, ()), trimmer.omitted


@attrs.define
class _Trimmer:
    budget: int = _MOST
    omitted: dict[str, int] = attrs.field(factory=dict)

    def trim(self, value: Any, subschema: Mapping[str, Any], path: Path) -> Any:
        schema = schemas.resolve(subschema)
        if isinstance(value, Mapping):
            return self._object(value, schema, path)
        if isinstance(value, (list, tuple)) and "items" in schema:
            return self._list(value, schema["items"], path)
        return value

    def _object(self, value: Mapping[str, Any], schema: Mapping[str, Any], path: Path) -> Any:
        names = schema.get("propertyNames")
        if names and len(value) > _LONG:
            return self._names(value, names, path)
        changed = {}
        for key, part in schema.get("properties", {}).items():
            if key in value and isinstance(value[key], (Mapping, list, tuple)):
                trimmed = self.trim(value[key], part, (*path, key))
                if trimmed is not value[key]:
                    changed[key] = trimmed
        return {key: changed.get(key, item) for key, item in value.items()} if changed else value

    def _names(self, value: Mapping[str, Any], names: Mapping[str, Any], path: Path) -> Any:
        bad = {name for name in value if not _is_valid(names, name)}
        kept = {*[name for name in value if name in bad][: self.budget]}
        self.budget -= len(kept)
        return self._cut(value, {key: item for key, item in value.items() if key not in bad - kept}, bad, kept, path)

    def _cut(self, value: Any, trimmed: Any, bad: Any, kept: Any, path: Path) -> Any:
        if len(bad) == len(kept):
            return value
        self.omitted[pointer(*path)] = len(bad) - len(kept)
        return trimmed

    def _list(self, value: Any, items: Mapping[str, Any], path: Path) -> Any:
        if len(value) <= _LONG:
            trimmed = [self.trim(item, items, (*path, index)) for index, item in enumerate(value)]
            is_same = all(one is other for one, other in zip(value, trimmed, strict=True))
            return value if is_same else trimmed
        bad = [index for index, item in enumerate(value) if not _is_valid(items, item)]
        kept = bad[: max(self.budget, 1)]
        self.budget -= len(kept)
        if not bad:
            return value
        trimmed = [*value[: kept[-1] + 1]]
        for index in kept:
            trimmed[index] = self.trim(trimmed[index], items, (*path, index))
        whole = [*trimmed, *value[kept[-1] + 1 :]]
        return self._cut(whole, trimmed, bad, kept, path)


def _is_valid(subschema: Mapping[str, Any], value: object) -> bool:
    try:
        return _verdict(subschema["$ref"])(value)
    except (ValueError, RecursionError):  # it has a value that is not JSON
        return False


@functools.cache
def _verdict(reference: str) -> Callable[[Any], bool]:
    return schemas.verdict_of(reference)
