"""The parts of the schema that the script of a page needs: titles, types and constraints of values."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

from sqsreport.schemas import resolve, schema

#: The schema keywords with which the script validates input.
_CONSTRAINTS: Final = ("pattern", "minLength", "maxLength", "minimum", "maximum", "enum", "const")
#: Keys that are not edited: the version of the schema, and the data of other tools.
_NOT_EDITED: Final = ("$schema", "schema_version", "extensions")


@functools.cache
def shape() -> Mapping[str, Any]:
    """Return the shapes of the definitions of the schema by name; that of the whole report is ``report``."""
    definitions: dict[str, Any] = {}
    definitions["report"] = _shape_of(schema(), definitions, "report")
    return definitions


def _shape_of(subschema: Mapping[str, Any], definitions: dict[str, Any], name: str | None = None) -> dict[str, Any]:
    resolved = resolve(subschema)
    title = resolved.get("x-title") if name is None else resolved.get("title")
    title = subschema.get("title") or title or resolved.get("title", "")
    if resolved.get("type") == "object":
        # Each object is a definition, because items contain items.
        reference = name or subschema.get("$ref", "").rpartition("/")[2]
        if reference not in definitions or name:
            definitions.setdefault(reference, {})
            keys = {
                key: _shape_of(value, definitions)
                for key, value in resolved.get("properties", {}).items()
                if key not in _NOT_EDITED
            }
            definitions[reference] = {
                "title": resolved.get("x-title") or resolved.get("title", ""),
                "kind": "object",
                "keys": keys,
                "required": list(resolved.get("required", ())),
            }
        return definitions[reference] if name else {"title": title, "kind": "object", "ref": reference}
    if resolved.get("type") == "array":
        return {"title": title, "kind": "list", "of": _shape_of(resolved["items"], definitions)}
    kind = "number" if resolved.get("type") in ("number", "integer") else "text"
    kind = "date" if resolved.get("format") == "date" else kind
    constraints: dict[str, Any] = {keyword: resolved[keyword] for keyword in _CONSTRAINTS if keyword in resolved}
    is_prose = "prose" in subschema.get("$ref", "")
    whole_number = {"whole": True} if resolved.get("type") == "integer" else {}
    return {"title": title, "kind": kind, **({"prose": True} if is_prose else {}), **whole_number, **constraints}
