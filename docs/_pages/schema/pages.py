"""The reference of the schema: a page for each object, one for the kinds of text and number, and one before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from _pages.markdown import escaped, grid, in_json, json_block, table, with_code
from _pages.schema import diagram
from _pages.schema.described import described, type_in_words
from _pages.schema.fields import Field, Object, Type, about_of, definition, field_at, fields, kinds, objects, title_of
from sqsreport import model
from sqsreport.converters import RENAMED
from sqsreport.schemas import VERSIONS

FOLDER: Final = "reference/schema"

_INDEX: Final = """# The schema of reports

Every object and every field of a report, with what it means and where the letters print it. A report is this:

> {about}

This is version {version}. The schema is a file of JSON Schema, draft 2020-12:
<a href="../../schema/{version}/report.schema.json">report.schema.json</a>. `sqsreport schema` prints the same.
All that is said here is made of it. The [data dictionary](../dictionary.md) has every field in one file of CSV.

## The whole of it

Each box is an object, and each line leads from a field to the object that it holds. What is in bold has to be there.
A name leads to what is said of it.

{diagram}

## Every field

{outline}

[Kinds of text and number](kinds.md) says what a line, a date or a percentage is.

```{{toctree}}
:hidden:
:titlesonly:

{toctree}
kinds
```
"""

_KINDS: Final = """# Kinds of text and number

What is no object is of one of these kinds, or one of a few values that its field lists. A kind asks the same of a value
wherever it stands. Its name is that of its definition in the schema.

"""


def written() -> Mapping[str, bytes]:
    """Make the pages."""
    pages = {"index.md": _index(), "kinds.md": _KINDS + "".join(_kind(name, said) for name, said in kinds().items())}
    pages |= {f"{each.name}.md": "".join(_object(each)) for each in objects().values()}
    return {name: text.encode() for name, text in pages.items()}


def link(held: Type) -> str:
    """Link to the page of an object, or to a kind of text or number, from a page beside them."""
    return f"[{escaped(held.title)}]({f'{held.object}.md' if held.object else f'kinds.md#{held.kind}'})"


def class_of(name: str) -> str:
    """Return the name of the class that an object is in Python."""
    return "".join(word.capitalize() for word in name.split("_"))


def attribute_of(field: Field) -> str:
    """Return the attribute of the model that a field is."""
    cls = class_of(field.of)
    renamed = {key: name for (owner, name), key in RENAMED.items() if owner is getattr(model, cls)}
    return f"sqsreport.model.{cls}.{renamed.get(field.name, field.name)}"


def _index() -> str:
    return _INDEX.format(
        about=escaped(definition("report")["description"]),
        version=VERSIONS[-1],
        diagram=diagram.drawn(),
        outline=_outline("report", 0),
        toctree="\n".join(objects()),
    )


def _outline(name: str, depth: int) -> str:
    """List the fields of an object, and those of what they hold below them: what the diagram shows, in words."""
    lines = []
    for field in objects()[name].fields:
        held = field.type
        line = f"[`{field.name}`]({name}.md#{field.anchor}): {escaped(field.title)}"
        lines.append(f"{'  ' * depth}- {line}{_leading(held)}\n")
        if held.object and not _is_like(field):
            lines.append(_outline(held.object, depth + 1))
    return "".join(lines)


def _leading(held: Type) -> str:
    return f" ({held.before}{link(held)})" if held.object else ""


def _object(each: Object) -> Iterator[str]:
    """Describe an object: what it is, its fields in short, an example, and then field by field."""
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
    for example in each.said.get("examples", ()):
        yield f"For example:\n\n{json_block(example)}\n\n"
    for field in each.fields:
        yield described(field, level=2, link=link, python=attribute_of(field))


def _places(each: Object) -> Iterator[str]:
    for pointer in each.pointers:
        holder = field_at(pointer)
        yield f"[`{pointer}`]({holder.of}.md#{holder.anchor})" if holder else "the whole document"
    yield from (f"within itself, as [`{field.name}`](#{field.label})" for field in each.fields if _is_like(field))


def _is_like(field: Field) -> bool:
    """Tell whether a field holds objects of the kind that it belongs to."""
    return field.type.object == field.of


def _kind(name: str, said: Mapping[str, Any]) -> str:
    """Describe a kind of text or number."""
    example, blocks = in_json(said["examples"])
    built_on = said.get("$ref", "").rpartition("/")[2] or said.get("items", {}).get("$ref", "").rpartition("/")[2]
    to = f"{built_on}.md" if built_on in objects() else f"#kind.{built_on}"
    used = [f"[`{field.label}`]({field.of}.md#{field.anchor})" for field in fields() if name in _named(field.said)]
    rows = [
        ("Built on", f"[{escaped(title_of(definition(built_on)))}]({to})" if built_on else None),
        ("JSON type", said.get("type")),
        ("Has to match", f"`{said['pattern']}`" if "pattern" in said else None),
        ("Bounds", f"from {said['minimum']} to {said['maximum']}" if "minimum" in said else None),
        ("Example", example),
        ("Held by", ", ".join(used) or None),
    ]
    title = title_of(said)
    return (
        f"(kind.{name})=\n## `{name}`\n\n**{escaped(title[0].upper() + title[1:])}.** {with_code(about_of(said))}\n\n"
        f"{grid(rows)}{blocks}"
    )


def _named(said: Mapping[str, Any]) -> set[str]:
    """Return the names of the definitions that a field itself names."""
    return {part["$ref"].rpartition("/")[2] for part in (said, said.get("items", {})) if "$ref" in part}
