"""A field in Markdown: a heading to link to, its words, and a grid of all else that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from _pages.markdown import escaped, grid, in_json, with_code
from _pages.reference.problems import rules_about
from _pages.reference.tables import anchor_of
from _pages.schema.fields import Field, Type, field_at

_MODEL: Final = "sqsreport.model."

#: Makes a link to what a type names, with the title of the type as its words.
Linker = Callable[[Type], str]


def described(field: Field, *, level: int, link: Linker, python: str | None = None) -> str:
    """Describe a field.

    Args:
        field: the field.
        level: the level of its heading.
        link: makes a link to what its type names.
        python: the attribute of the model that it is.
    """
    example, blocks = in_json(field.examples)
    rows = [
        ("Type", type_in_words(field.type, link)),
        ("Has to match", f"`{field.pattern}`" if field.pattern else None),
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


def type_in_words(held: Type, link: Linker) -> str:
    """Say what a type is, with a link to what it names."""
    if held.object or held.kind:
        return held.before + link(held)
    if held.choices:
        values = ", ".join(f"`{each}`" for each in held.choices)
        return f"{'one of' if len(held.choices) > 1 else 'always'} {values}"
    return held.before + escaped(held.title)


def _personal(field: Field) -> str:
    """Say whether it may be personal data, and by which mark of the schema."""
    if not field.marked:
        return "no"
    wholes = [found for each in field.marked if each not in field.pointers and (found := field_at(each))]
    links = [f"[`{whole.name}`]({whole.of}.md#{whole.anchor})" for whole in wholes]
    return "**may be**" + (f", as a part of {' or '.join(links)}" if links else "")


def _columns(field: Field) -> Iterator[str]:
    for table in field.tables:
        yield f"[`{table.name}`](/reference/tables.md#{table.name.replace('_', '-')})"
    for table, column in [] if field.tables else field.columns:
        yield f"[`{table.name}.{column.name}`](/reference/tables.md#{anchor_of(table, column)})"
