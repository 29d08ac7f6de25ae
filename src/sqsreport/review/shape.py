"""What the script of a page has to know of the schema: the titles, the kinds and the forms of values."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

from sqsreport.schemas import resolve, schema

#: The keywords by which the script checks what is typed.
_CHECKS: Final = ("pattern", "minLength", "maxLength", "minimum", "maximum", "enum", "const")
#: Keys that people do not edit: what a report is by itself, and what other tools add.
_NOT_EDITED: Final = ("$schema", "schema_version", "extensions")


@functools.cache
def shape() -> Mapping[str, Any]:
    """Return the shape of a report: definitions by their name, and under ``report`` that of the whole."""
    definitions: dict[str, Any] = {}
    whole = schema()
    definitions["report"] = _of(whole, definitions, "report")
    return definitions


def _of(subschema: Mapping[str, Any], definitions: dict[str, Any], name: str | None = None) -> dict[str, Any]:
    described = resolve(subschema)
    found: dict[str, Any] = {"title": described.get("x-title") if name is None else described.get("title")}
    found["title"] = subschema.get("title") or found["title"] or described.get("title", "")
    if described.get("type") == "object":
        # An object is described once, under the name that the schema refers to it by: an item has items.
        reference = name or subschema.get("$ref", "").rpartition("/")[2]
        if reference not in definitions or name:
            definitions.setdefault(reference, {})
            keys = {
                key: _of(about, definitions)
                for key, about in described.get("properties", {}).items()
                if key not in _NOT_EDITED
            }
            about = {"kind": "object", "keys": keys, "required": list(described.get("required", ()))}
            definitions[reference] = {"title": described.get("x-title") or described.get("title", ""), **about}
        return definitions[reference] if name else {**found, "kind": "object", "ref": reference}
    if described.get("type") == "array":
        return {**found, "kind": "list", "of": _of(described["items"], definitions)}
    kind = "number" if described.get("type") in ("number", "integer") else "text"
    kind = "date" if described.get("format") == "date" else kind
    checks: dict[str, Any] = {keyword: described[keyword] for keyword in _CHECKS if keyword in described}
    is_prose = "prose" in subschema.get("$ref", "")
    whole_number = {"whole": True} if described.get("type") == "integer" else {}
    return {**found, "kind": kind, **({"prose": True} if is_prose else {}), **whole_number, **checks}
