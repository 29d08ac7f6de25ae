"""Describe a field in Markdown: a heading with an anchor, its description, and a grid of its properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from _pages.markdown import escaped, grid, in_json, with_code
from _pages.reference.problems import rules_about
from _pages.reference.tables import anchor_of
from _pages.schema.fields import Field, Type, field_at

_MODEL: Final = "sqsreport.model."

#: Returns a link to the object or kind of a type, with the title of the type as its text.
Linker = Callable[[Type], str]


def describe(field: Field, *, level: int, link: Linker, python: str | None = None) -> str:
    """Describe a field.

    Args:
        field: the field.
        level: the level of its heading.
        link: returns a link to the object or kind of its type.
        python: the name of its attribute of the model.
    """
    example, blocks = in_json(field.examples)
    rows = [
        ("Type", type_in_words(field.type, link)),
        ("Pattern", f"`{field.pattern}`" if field.pattern else None),
        ("Required", "**yes**" if field.required else "no"),
        ("Unit", field.unit),
        ("In the letter", escaped(field.printed) if field.printed else None),
        ("Personal data", _personal(field) if field.printed else None),
        ("Table" if field.tables else "Table column", ", ".join(_columns(field)) or None),
        ("Rules", ", ".join(f"[{code}](/reference/problems/{code}.md)" for code in rules_about(field)) or None),
        ("In Python", f"{{py:attr}}`{python.removeprefix(_MODEL)} <{python}>`" if python else None),
        ("JSON Pointer", ", ".join(f"`{pointer}`" for pointer in field.pointers)),
        ("Example", example),
    ]
    return (
        f"({field.label})=\n{'#' * level} `{field.name}`\n\n"
        f"**{escaped(field.title)}.** {with_code(field.about)}\n\n{grid(rows)}{blocks}"
    )


def type_in_words(type_: Type, link: Linker) -> str:
    """Describe a type, with a link to its object or kind."""
    if type_.object or type_.kind:
        return type_.before + link(type_)
    if type_.choices:
        values = ", ".join(f"`{each}`" for each in type_.choices)
        return f"{'one of' if len(type_.choices) > 1 else 'always'} {values}"
    return type_.before + escaped(type_.title)


def _personal(field: Field) -> str:
    """Say whether a field may have personal data, and which field the schema marks."""
    if not field.personal_pointers:
        return "no"
    parents = [parent for each in field.personal_pointers if each not in field.pointers and (parent := field_at(each))]
    links = [f"[`{each.name}`]({each.of}.md#{each.anchor})" for each in parents]
    return "**may be**" + (f", as a part of {' or '.join(links)}" if links else "")


def _columns(field: Field) -> Iterator[str]:
    for table in field.tables:
        yield f"[`{table.name}`](/reference/tables.md#{table.name.replace('_', '-')})"
    for table, column in [] if field.tables else field.columns:
        yield f"[`{table.name}.{column.name}`](/reference/tables.md#{anchor_of(table, column)})"
