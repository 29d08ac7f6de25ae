"""The format of the list of problems, from its schema."""

from __future__ import annotations

from typing import Final

from _pages.markdown import escaped, grid, in_json, table, with_code
from _pages.schema.described import described, type_in_words
from _pages.schema.fields import ROOTS, Field, Object, Type, kinds, objects

_SCHEMA: Final = "problems"


def format_reference() -> str:
    """Describe every object of the list, and the numbers in it, in Markdown."""
    numbers = "".join(
        f"({_target_of(name)})=\n### {escaped(said['title'].capitalize())}\n\n{with_code(said['description'])}\n\n"
        + grid([("From", str(said["minimum"])), ("Example", in_json(said["examples"])[0])])
        for name, said in kinds(_SCHEMA).items()
    )
    return "".join(_object(each) for each in objects(_SCHEMA).values()) + f"## Numbers\n\n{numbers}"


def link(held: Type) -> str:
    """Link to an object or a number of this page."""
    return f"[{escaped(held.title)}](#{_target_of(held.object or held.kind or '')})"


def _target_of(name: str) -> str:
    return f"{_SCHEMA}-list.{name}"


def _object(each: Object) -> str:
    is_root = each.name == ROOTS[_SCHEMA]
    title = "The document" if is_root else each.title
    rows = [
        [f"[`{field.name}`](#{field.label})", type_in_words(field.type, link), _told(field)] for field in each.fields
    ]
    return (
        f"({_target_of(each.name)})=\n## {escaped(title)}\n\n{'' if is_root else with_code(each.about)}\n\n"
        + table(["field", "type", "what it is"], rows)
        + "".join(described(field, level=3, link=link) for field in each.fields)
    )


def _told(field: Field) -> str:
    return escaped(field.title) + " (required)" * field.required


FILLED: Final = {"reference/problems-list": {"%FORMAT%": format_reference}}
