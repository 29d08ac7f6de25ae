"""What the schemas say of their objects and fields, read once for every page that tells of them."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sqsreport import schemas
from sqsreport._jsondata import steps
from sqsreport.tables import TABLES
from sqsreport.tables.columns import Column, Table, fields_along
from sqsreport.tables.layout import DERIVED

#: The name of the object that a document is, for each schema.
ROOTS: Final[Mapping[str, str]] = {"report": "report", "problems": "problems"}

#: How a description of a report's field ends: with its unit, if it has one, and with where the letter prints it.
_SAID: Final = re.compile(
    r"(?P<about>.+?) (?:Unit: (?P<unit>[^.]+)\. )?(?P<printed>(?:Printed|Not printed|Not as a rule printed) [^.]+\.)"
)


@attrs.frozen
class Type:
    """What a field holds, in words, and where that is described.

    Attributes:
        title: the words, such as ``a month as YYYY-MM``.
        before: what stands before them, such as ``list of``.
        object: the name of the object that it is or has, if it is one.
        kind: the name of the kind of text or number that it is or has, if it has a name.
        choices: the values that there are, written as JSON, where they are listed.
    """

    title: str
    before: str = ""
    object: str | None = None
    kind: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All of it as text."""
        return self.before + self.title


@attrs.frozen
class Field:
    """A field of an object.

    Attributes:
        of: the name of the object.
        name: its key.
        said: what the schema says of it, without what it refers to.
        pointers: where in a document it stands; ``*`` is every item of a list.
        required: whether the object has to have it.
        schema: the name of the schema.
    """

    of: str
    name: str
    said: Mapping[str, Any] = attrs.field(repr=False)
    pointers: tuple[str, ...]
    required: bool
    schema: str = "report"

    @property
    def anchor(self) -> str:
        """What a link to it ends with, such as ``cases_examined``."""
        return self.name.removeprefix("$")

    @property
    def label(self) -> str:
        """Its name among those of all fields, such as ``context.cases_examined``."""
        return f"{self.of}.{self.anchor}"

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.said["title"])

    @property
    def about(self) -> str:
        """What it holds, without unit and place."""
        return self._parts["about"] or self.description

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, where they have one."""
        return self._parts["unit"]

    @property
    def printed(self) -> str | None:
        """The sentence on where the letter prints it."""
        return self._parts["printed"]

    @property
    def description(self) -> str:
        """All that the schema says of it in words."""
        return str(self.said["description"])

    @property
    def examples(self) -> list[Any]:
        """Values that it may have."""
        return list(self.said["examples"])

    @property
    def type(self) -> Type:
        """What it holds."""
        return type_of(self.said, self.schema)

    @property
    def pattern(self) -> str | None:
        """The regular expression that its text has to match, where it has one of its own."""
        return self.said.get("pattern")

    @property
    def columns(self) -> list[tuple[Table, Column]]:
        """The columns of tables that it is in, the first of them as it is."""
        wanted = {each for pointer in self.pointers for each in (pointer, f"{pointer}/*")}
        return [(table, column) for table, column in _columns(self.schema) if wanted.intersection(column.fields)]

    @property
    def tables(self) -> list[Table]:
        """The tables that have a row for each of its items, if it is a list of objects."""
        return [table for table in TABLES.values() if any(_has_row_for(table, pointer) for pointer in self.pointers)]

    @property
    def marked(self) -> list[str]:
        """Pointers to what the schema marks as personal data: to the field itself, or to what it is part of."""
        found = {pointer: None for each in self.pointers for pointer in _marked(each, self.schema)}
        return list(found)

    @property
    def _parts(self) -> Mapping[str, str | None]:
        match = _SAID.fullmatch(self.description)
        return match.groupdict() if match else {"about": None, "unit": None, "printed": None}


@attrs.frozen
class Object:
    """An object of a document.

    Attributes:
        name: its name among the definitions of the schema.
        said: what the schema says of it.
        pointers: where in a document it stands.
        schema: the name of the schema.
    """

    name: str
    said: Mapping[str, Any] = attrs.field(repr=False)
    pointers: tuple[str, ...]
    schema: str = "report"

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(self.said)

    @property
    def about(self) -> str:
        """What it is."""
        return about_of(self.said)

    @property
    def fields(self) -> list[Field]:
        """Its fields, in the order of the schema."""
        required = self.said.get("required", ())
        return [
            Field(self.name, key, said, tuple(f"{each}/{key}" for each in self.pointers), key in required, self.schema)
            for key, said in self.said["properties"].items()
        ]


@functools.cache
def objects(schema: str = "report") -> Mapping[str, Object]:
    """Return the objects of a schema, each behind the first that has it."""
    places: dict[str, list[str]] = {}
    _visit(ROOTS[schema], "", schema, places, ())
    return {name: Object(name, definition(name, schema), tuple(found), schema) for name, found in places.items()}


def _visit(name: str, pointer: str, schema: str, places: dict[str, list[str]], above: tuple[str, ...]) -> None:
    """Note where an object and those in it stand; one that stands in itself is not followed."""
    if name in above:
        return
    places.setdefault(name, []).append(pointer)
    for key, said in definition(name, schema)["properties"].items():
        held = type_of(said, schema)
        if held.object:
            item = "/*" if held.before else ""
            _visit(held.object, f"{pointer}/{key}{item}", schema, places, (*above, name))


@functools.cache
def kinds(schema: str = "report") -> Mapping[str, Mapping[str, Any]]:
    """Return the definitions of a schema that are no objects, by name."""
    return {name: said for name, said in _schema(schema)["$defs"].items() if "properties" not in said}


def fields(schema: str = "report") -> Iterator[Field]:
    """Yield every field of every object."""
    for each in objects(schema).values():
        yield from each.fields


def field_at(pointer: str) -> Field | None:
    """Return the field of a report that a JSON Pointer leads to or into; none for the whole of it, or what is none."""
    here: Object | None = objects()[ROOTS["report"]]
    found = None
    for step in steps(pointer):
        if step == "*" or step.isdigit():
            continue
        if here is None:
            break  # what is in the extensions has no fields
        found = next((field for field in here.fields if field.name == step), None)
        here = objects().get(found.type.object or "") if found else None
    return found


def definition(name: str, schema: str = "report") -> Mapping[str, Any]:
    """Return what a schema says of an object or a kind, without what it refers to."""
    whole = _schema(schema)
    found: Mapping[str, Any] = whole if name == ROOTS[schema] else whole["$defs"][name]
    return found


def title_of(said: Mapping[str, Any]) -> str:
    """Return what a definition is called."""
    return str(said.get("x-title") or said["title"])


def about_of(said: Mapping[str, Any]) -> str:
    """Return what a definition says of itself."""
    return str(said.get("$comment") or said["description"])


def type_of(said: Mapping[str, Any], schema: str = "report") -> Type:
    """Say what a part of a schema holds."""
    if "const" in said:
        value = json.dumps(said["const"])
        return Type(f"always {value}", choices=(value,))
    if "enum" in said:
        values = tuple(map(json.dumps, said["enum"]))
        return Type(f"one of {', '.join(values)}", choices=values)
    if "$ref" in said:
        return _type_of_definition(said["$ref"].rpartition("/")[2], schema)
    if said["type"] == "array":
        held = type_of(said["items"], schema)
        return attrs.evolve(held, before="list of " if held.object else "list, each ")
    return Type({"string": "text", "boolean": "true or false", "object": "an object of any keys"}[said["type"]])


def _type_of_definition(name: str, schema: str) -> Type:
    said = definition(name, schema)
    if "properties" in said:
        return Type(title_of(said), object=name)
    if said.get("type") == "array" and (held := type_of(said, schema)).object:
        return held
    return Type(title_of(said), kind=name)


@functools.cache
def _columns(schema: str) -> list[tuple[Table, Column]]:
    return [(table, column) for table in TABLES.values() for column in table.columns if column.schema == schema]


def _has_row_for(table: Table, pointer: str) -> bool:
    """Tell whether a row of a table is an item of the list at a pointer."""
    item = re.compile(rf"{re.escape(pointer)}/\*/[^/]+")
    return table.name not in DERIVED and any(item.fullmatch(each) for column in table.columns for each in column.fields)


def _marked(pointer: str, schema: str) -> Iterator[str]:
    """Yield the pointers to what is marked as personal data, of all that a field stands in."""
    way = ""
    for step, said in zip(steps(pointer), fields_along(pointer, schema), strict=True):
        way += f"/{step}"
        if said.get("x-personal-data"):
            yield way


@functools.cache
def _schema(name: str) -> Mapping[str, Any]:
    return schemas.schema(name=name)
