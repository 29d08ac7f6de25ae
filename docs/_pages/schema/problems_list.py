"""The format of the validation output, from its schema."""

from __future__ import annotations

from typing import Final

from _pages.markdown import escaped, grid, in_json, table, with_code
from _pages.schema.described import describe, type_in_words
from _pages.schema.fields import ROOTS, Field, Object, Type, kinds, objects

_SCHEMA: Final = "problems"


def format_reference() -> str:
    """Describe every object of the output, and the kinds of numbers in it, in Markdown."""
    numbers = "".join(
        f"({_target_of(name)})=\n### {escaped(sub['title'].capitalize())}\n\n{with_code(sub['description'])}\n\n"
        + grid([("From", str(sub["minimum"])), ("Example", in_json(sub["examples"])[0])])
        for name, sub in kinds(_SCHEMA).items()
    )
    return "".join(_object(each) for each in objects(_SCHEMA).values()) + f"## Numbers\n\n{numbers}"


def link(type_: Type) -> str:
    """Return a link to an object or a kind of number on this page."""
    return f"[{escaped(type_.title)}](#{_target_of(type_.object or type_.kind or '')})"


def _target_of(name: str) -> str:
    return f"{_SCHEMA}-list.{name}"


def _object(each: Object) -> str:
    is_root = each.name == ROOTS[_SCHEMA]
    title = "The document" if is_root else each.title
    rows = [
        [f"[`{field.name}`](#{field.label})", type_in_words(field.type, link), _title(field)] for field in each.fields
    ]
    return (
        f"({_target_of(each.name)})=\n## {escaped(title)}\n\n{'' if is_root else with_code(each.about)}\n\n"
        + table(["field", "type", "what it is"], rows)
        + "".join(describe(field, level=3, link=link) for field in each.fields)
    )


def _title(field: Field) -> str:
    return escaped(field.title) + " (required)" * field.required


PLACEHOLDERS: Final = {"reference/problems-list": {"%FORMAT%": format_reference}}
