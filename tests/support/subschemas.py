"""Iterates over the parts of a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: Keywords whose value is a subschema, a mapping of names to subschemas, or a list of subschemas.
_ONE = ("items", "not", "if", "then", "else", "propertyNames", "additionalProperties", "contains")
_NAMED = ("properties", "$defs", "patternProperties")
_LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")


def subschemas(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield every subschema with its path."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for keyword in _ONE:
        yield from subschemas(schema.get(keyword), (*path, keyword))
    for keyword in _NAMED:
        for name, sub in schema.get(keyword, {}).items():
            yield from subschemas(sub, (*path, keyword, name))
    for keyword in _LISTED:
        for index, sub in enumerate(schema.get(keyword, ())):
            yield from subschemas(sub, (*path, keyword, str(index)))
