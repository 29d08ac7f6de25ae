"""The title of a place in a report, and the page that describes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sqsreport._jsondata import steps
from sqsreport.schemas import resolve, schema

#: The name of the top-level object, which has none in the schema.
REPORT: Final = "report"


@attrs.frozen
class Place:
    """A place in a report.

    Attributes:
        title: its title in the schema; items of a list have a number, too.
        owner: the object of the schema that describes it.
        key: its key in that object, or ``None`` for the object itself.
    """

    title: str
    owner: str
    key: str | None


def place(pointer: str) -> Place:
    """Return the place at a JSON Pointer; for one below ``/extensions``, return ``/extensions``."""
    definition: Mapping[str, Any] = schema()
    owner, result = REPORT, Place(definition["title"], REPORT, None)
    for step in steps(pointer):
        is_item = definition.get("type") == "array"
        subschema = definition["items"] if is_item else definition.get("properties", {}).get(step)
        if subschema is None:
            break
        definition = resolve(subschema)
        # The name of an object is the name of its definition.
        name = subschema.get("$ref", "").rpartition("/")[2] if definition.get("type") == "object" else ""
        if not is_item:
            result = Place(definition["title"], owner, step)
        elif name:
            result = Place(f"{definition['x-title']} {int(step) + 1}", name, None)
        else:
            result = attrs.evolve(result, title=f"{result.title} {int(step) + 1}")
        owner = name or owner
    return result


def field_link(pointer: str) -> str:
    """Return the address of the description of a place in a report, relative to the top folder."""
    result = place(pointer)
    anchor = f"#{result.key.removeprefix('$')}" if result.key else ""
    return f"reference/schema/{result.owner}.html{anchor}"
