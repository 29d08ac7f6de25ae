"""What the schema says of a place in a report, and where the pages describe it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sqsreport._jsondata import steps
from sqsreport.schemas import resolve, schema

#: The object that a report is itself has no name in the schema.
REPORT: Final = "report"


@attrs.frozen
class Place:
    """A place in a report.

    Attributes:
        title: what the schema calls it; what is in a list has a number, too.
        owner: the object of the schema that describes it.
        key: its key in that object, or ``None`` for the object itself.
    """

    title: str
    owner: str
    key: str | None


def place(pointer: str) -> Place:
    """Find a place in the schema by its JSON Pointer; beneath ``/extensions`` there is nothing to find."""
    described: Mapping[str, Any] = schema()
    owner, found = REPORT, Place(described["title"], REPORT, None)
    for step in steps(pointer):
        is_member = described.get("type") == "array"
        subschema = described["items"] if is_member else described.get("properties", {}).get(step)
        if subschema is None:
            break
        described = resolve(subschema)
        # What an object is called is the name that the schema refers to it by.
        entered = subschema.get("$ref", "").rpartition("/")[2] if described.get("type") == "object" else ""
        if not is_member:
            found = Place(described["title"], owner, step)
        elif entered:
            found = Place(f"{described['x-title']} {int(step) + 1}", entered, None)
        else:
            found = attrs.evolve(found, title=f"{found.title} {int(step) + 1}")
        owner = entered or owner
    return found


def field_link(pointer: str) -> str:
    """Return where a place of a report is described, as a link from a page in the topmost folder."""
    found = place(pointer)
    anchor = f"#{found.key.removeprefix('$')}" if found.key else ""
    return f"reference/schema/{found.owner}.html{anchor}"
