"""The reference of the schema: a page for each object, one for the kinds of text and number, and an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from _pages.markdown import escaped, grid, in_json, json_block, table, with_code
from _pages.schema import diagram
from _pages.schema.described import describe, type_in_words
from _pages.schema.fields import Field, Object, Type, about_of, definition, field_at, fields, kinds, objects, title_of
from sqsreport import model
from sqsreport.converters import RENAMED
from sqsreport.schemas import VERSIONS

FOLDER: Final = "reference/schema"

_INDEX: Final = """# The schema of reports

This page lists every object and every field of a report. Each has a description, and says where the letters print it.

> {about}

This is version {version}. The schema is a JSON Schema, draft 2020-12:
<a href="../../schema/{version}/report.schema.json">report.schema.json</a>. `sqsreport schema` prints the same file.
These pages are generated from it. The [data dictionary](../dictionary.md) has every field in one CSV file.

## Diagram

Each box is an object, and each line connects a field to its object. Required fields are bold. The names are links.

{diagram}

## Every field

{outline}

[Kinds of text and number](kinds.md) defines a line, a date or a percentage.

```{{toctree}}
:hidden:
:titlesonly:

{toctree}
kinds
```
"""

_KINDS: Final = """# Kinds of text and number

A value that is not an object has one of these kinds, or is one of a few values in a list. A kind has the same rules
everywhere in a report. Its name is that of its definition in the schema.

"""


def make_files() -> Mapping[str, bytes]:
    """Return the pages."""
    pages = {"index.md": _index(), "kinds.md": _KINDS + "".join(_kind(name, sub) for name, sub in kinds().items())}
    pages |= {f"{each.name}.md": "".join(_object(each)) for each in objects().values()}
    return {name: text.encode() for name, text in pages.items()}


def link(type_: Type) -> str:
    """Return a link to the page of an object, or to a kind of text or number, from a page in the same folder."""
    return f"[{escaped(type_.title)}]({f'{type_.object}.md' if type_.object else f'kinds.md#{type_.kind}'})"


def class_of(name: str) -> str:
    """Return the name of the Python class of an object."""
    return "".join(word.capitalize() for word in name.split("_"))


def attribute_of(field: Field) -> str:
    """Return the name of the attribute of the model for a field."""
    cls = class_of(field.of)
    renamed = {key: name for (owner, name), key in RENAMED.items() if owner is getattr(model, cls)}
    return f"sqsreport.model.{cls}.{renamed.get(field.name, field.name)}"


def _index() -> str:
    return _INDEX.format(
        about=escaped(definition("report")["description"]),
        version=VERSIONS[-1],
        diagram=diagram.draw(),
        outline=_outline("report", 0),
        toctree="\n".join(objects()),
    )


def _outline(name: str, depth: int) -> str:
    """List the fields of an object, and below each the fields of its own object, as the diagram does."""
    lines = []
    for field in objects()[name].fields:
        type_ = field.type
        line = f"[`{field.name}`]({name}.md#{field.anchor}): {escaped(field.title)}"
        lines.append(f"{'  ' * depth}- {line}{_leading(type_)}\n")
        if type_.object and not _is_like(field):
            lines.append(_outline(type_.object, depth + 1))
    return "".join(lines)


def _leading(type_: Type) -> str:
    return f" ({type_.before}{link(type_)})" if type_.object else ""


def _object(each: Object) -> Iterator[str]:
    """Describe an object: its description, a table of its fields, an example, and then each field."""
    required = [f"`{field.name}`" for field in each.fields if field.required]
    yield f"# {escaped(each.title)}\n\n{escaped(each.about)}\n\n"
    yield grid(
        [
            ("Place in a report", ", ".join(_places(each))),
            ("Required fields", ", ".join(required) or "at least one of its fields"),
            ("In Python", f"{{py:class}}`sqsreport.model.{class_of(each.name)}`"),
        ]
    )
    rows = [
        [
            f"[`{field.name}`](#{field.label})",
            type_in_words(field.type, link),
            escaped(field.title) + " (required)" * field.required,
        ]
        for field in each.fields
    ]
    yield table(["field", "type", "what it is"], rows)
    for example in each.subschema.get("examples", ()):
        yield f"For example:\n\n{json_block(example)}\n\n"
    for field in each.fields:
        yield describe(field, level=2, link=link, python=attribute_of(field))


def _places(each: Object) -> Iterator[str]:
    for pointer in each.pointers:
        holder = field_at(pointer)
        yield f"[`{pointer}`]({holder.of}.md#{holder.anchor})" if holder else "the whole document"
    yield from (f"within itself, as [`{field.name}`](#{field.label})" for field in each.fields if _is_like(field))


def _is_like(field: Field) -> bool:
    """Check whether a field contains objects of the kind that it belongs to."""
    return field.type.object == field.of


def _kind(name: str, sub: Mapping[str, Any]) -> str:
    """Describe a kind of text or number."""
    example, blocks = in_json(sub["examples"])
    built_on = sub.get("$ref", "").rpartition("/")[2] or sub.get("items", {}).get("$ref", "").rpartition("/")[2]
    to = f"{built_on}.md" if built_on in objects() else f"#kind.{built_on}"
    used = [f"[`{field.label}`]({field.of}.md#{field.anchor})" for field in fields() if name in _named(field.subschema)]
    rows = [
        ("Based on", f"[{escaped(title_of(definition(built_on)))}]({to})" if built_on else None),
        ("JSON type", sub.get("type")),
        ("Pattern", f"`{sub['pattern']}`" if "pattern" in sub else None),
        ("Range", f"from {sub['minimum']} to {sub['maximum']}" if "minimum" in sub else None),
        ("Example", example),
        ("Used by", ", ".join(used) or None),
    ]
    title = title_of(sub)
    return (
        f"(kind.{name})=\n## `{name}`\n\n**{escaped(title[0].upper() + title[1:])}.** {with_code(about_of(sub))}\n\n"
        f"{grid(rows)}{blocks}"
    )


def _named(sub: Mapping[str, Any]) -> set[str]:
    """Return the names of the definitions that a field refers to directly."""
    return {part["$ref"].rpartition("/")[2] for part in (sub, sub.get("items", {})) if "$ref" in part}
