"""The objects and fields of the schemas, parsed once for all pages."""

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

#: The name of the top-level object of each schema.
ROOTS: Final[Mapping[str, str]] = {"report": "report", "problems": "problems"}

#: The description of a field of a report ends with its unit, if it has one, and the place where the letter prints it.
_DESCRIPTION: Final = re.compile(
    r"(?P<about>.+?) (?:Unit: (?P<unit>[^.]+)\. )?(?P<printed>(?:Printed|Not printed|Not as a rule printed) [^.]+\.)"
)


@attrs.frozen
class Type:
    """The type of a field, in words, and the definition that it refers to.

    Attributes:
        title: the words, such as ``a month as YYYY-MM``.
        before: a prefix of the words, such as ``list of``.
        object: the name of the object, if the value or its items are objects.
        kind: the name of the kind of text or number, if it has one.
        choices: the allowed values as JSON, if the schema lists them.
    """

    title: str
    before: str = ""
    object: str | None = None
    kind: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The whole type in words."""
        return self.before + self.title


@attrs.frozen
class Field:
    """A field of an object.

    Attributes:
        of: the name of the object.
        name: its key.
        subschema: its subschema, without the definitions that this refers to.
        pointers: its places in a document; ``*`` is every item of a list.
        required: whether the object must have it.
        schema: the name of the schema.
    """

    of: str
    name: str
    subschema: Mapping[str, Any] = attrs.field(repr=False)
    pointers: tuple[str, ...]
    required: bool
    schema: str = "report"

    @property
    def anchor(self) -> str:
        """Its anchor, such as ``cases_examined``."""
        return self.name.removeprefix("$")

    @property
    def label(self) -> str:
        """Its unique name, such as ``context.cases_examined``."""
        return f"{self.of}.{self.anchor}"

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.subschema["title"])

    @property
    def about(self) -> str:
        """Its description, without the unit and the place in the letter."""
        return self._parts["about"] or self.description

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, if they have one."""
        return self._parts["unit"]

    @property
    def printed(self) -> str | None:
        """The sentence on where the letter prints it."""
        return self._parts["printed"]

    @property
    def description(self) -> str:
        """Its whole description."""
        return str(self.subschema["description"])

    @property
    def examples(self) -> list[Any]:
        """Examples of its values."""
        return list(self.subschema["examples"])

    @property
    def type(self) -> Type:
        """Its type."""
        return type_of(self.subschema, self.schema)

    @property
    def pattern(self) -> str | None:
        """The regular expression for its text, if it has one of its own."""
        return self.subschema.get("pattern")

    @property
    def columns(self) -> list[tuple[Table, Column]]:
        """The columns of tables that have it; the first one has it unchanged."""
        wanted = {each for pointer in self.pointers for each in (pointer, f"{pointer}/*")}
        return [(table, column) for table, column in _columns(self.schema) if wanted.intersection(column.fields)]

    @property
    def tables(self) -> list[Table]:
        """The tables that have a row for each of its items, if it is a list of objects."""
        return [table for table in TABLES.values() if any(_has_row_for(table, pointer) for pointer in self.pointers)]

    @property
    def personal_pointers(self) -> list[str]:
        """Pointers to the values that the schema marks as personal data: the field itself, or its parents."""
        return list(dict.fromkeys(pointer for each in self.pointers for pointer in _marked(each, self.schema)))

    @property
    def _parts(self) -> Mapping[str, str | None]:
        match = _DESCRIPTION.fullmatch(self.description)
        return match.groupdict() if match else {"about": None, "unit": None, "printed": None}


@attrs.frozen
class Object:
    """An object of a document.

    Attributes:
        name: its name among the definitions of the schema.
        subschema: its subschema.
        pointers: its places in a document.
        schema: the name of the schema.
    """

    name: str
    subschema: Mapping[str, Any] = attrs.field(repr=False)
    pointers: tuple[str, ...]
    schema: str = "report"

    @property
    def title(self) -> str:
        """Its title."""
        return title_of(self.subschema)

    @property
    def about(self) -> str:
        """Its description."""
        return about_of(self.subschema)

    @property
    def fields(self) -> list[Field]:
        """Its fields, in the order of the schema."""
        required = self.subschema.get("required", ())
        return [
            Field(
                self.name,
                key,
                subschema,
                tuple(f"{each}/{key}" for each in self.pointers),
                key in required,
                self.schema,
            )
            for key, subschema in self.subschema["properties"].items()
        ]


@functools.cache
def objects(schema: str = "report") -> Mapping[str, Object]:
    """Return the objects of a schema, each after the first that contains it."""
    places: dict[str, list[str]] = {}
    _visit(ROOTS[schema], "", schema, places, ())
    return {name: Object(name, definition(name, schema), tuple(pointers), schema) for name, pointers in places.items()}


def _visit(name: str, pointer: str, schema: str, places: dict[str, list[str]], above: tuple[str, ...]) -> None:
    """Record the places of an object and of the objects in it, except within objects of the same kind."""
    if name in above:
        return
    places.setdefault(name, []).append(pointer)
    for key, subschema in definition(name, schema)["properties"].items():
        type_ = type_of(subschema, schema)
        if type_.object:
            item = "/*" if type_.before else ""
            _visit(type_.object, f"{pointer}/{key}{item}", schema, places, (*above, name))


@functools.cache
def kinds(schema: str = "report") -> Mapping[str, Mapping[str, Any]]:
    """Return the definitions of a schema that are not objects, by name."""
    return {name: subschema for name, subschema in _schema(schema)["$defs"].items() if "properties" not in subschema}


def fields(schema: str = "report") -> Iterator[Field]:
    """Yield every field of every object."""
    for each in objects(schema).values():
        yield from each.fields


def field_at(pointer: str) -> Field | None:
    """Return the field at a JSON Pointer of a report or above it, or ``None`` for the whole report."""
    parent: Object | None = objects()[ROOTS["report"]]
    field = None
    for step in steps(pointer):
        if step == "*" or step.isdigit():
            continue
        if parent is None:
            break  # data in the extensions has no fields
        field = next((each for each in parent.fields if each.name == step), None)
        parent = objects().get(field.type.object or "") if field else None
    return field


def definition(name: str, schema: str = "report") -> Mapping[str, Any]:
    """Return the subschema of an object or a kind, without the definitions that this refers to."""
    whole = _schema(schema)
    subschema: Mapping[str, Any] = whole if name == ROOTS[schema] else whole["$defs"][name]
    return subschema


def title_of(subschema: Mapping[str, Any]) -> str:
    """Return the title of a definition."""
    return str(subschema.get("x-title") or subschema["title"])


def about_of(subschema: Mapping[str, Any]) -> str:
    """Return the description of a definition."""
    return str(subschema.get("$comment") or subschema["description"])


def type_of(subschema: Mapping[str, Any], schema: str = "report") -> Type:
    """Return the type of a subschema."""
    if "const" in subschema:
        value = json.dumps(subschema["const"])
        return Type(f"always {value}", choices=(value,))
    if "enum" in subschema:
        values = tuple(map(json.dumps, subschema["enum"]))
        return Type(f"one of {', '.join(values)}", choices=values)
    if "$ref" in subschema:
        return _type_of_definition(subschema["$ref"].rpartition("/")[2], schema)
    if subschema["type"] == "array":
        type_ = type_of(subschema["items"], schema)
        return attrs.evolve(type_, before="list of " if type_.object else "list, each ")
    return Type({"string": "text", "boolean": "true or false", "object": "an object of any keys"}[subschema["type"]])


def _type_of_definition(name: str, schema: str) -> Type:
    subschema = definition(name, schema)
    if "properties" in subschema:
        return Type(title_of(subschema), object=name)
    if subschema.get("type") == "array" and (type_ := type_of(subschema, schema)).object:
        return type_
    return Type(title_of(subschema), kind=name)


@functools.cache
def _columns(schema: str) -> list[tuple[Table, Column]]:
    return [(table, column) for table in TABLES.values() for column in table.columns if column.schema == schema]


def _has_row_for(table: Table, pointer: str) -> bool:
    """Check whether a row of a table is an item of the list at a pointer."""
    item = re.compile(rf"{re.escape(pointer)}/\*/[^/]+")
    return table.name not in DERIVED and any(item.fullmatch(each) for column in table.columns for each in column.fields)


def _marked(pointer: str, schema: str) -> Iterator[str]:
    """Yield the pointers to the field and its parents that are marked as personal data."""
    path = ""
    for step, subschema in zip(steps(pointer), fields_along(pointer, schema), strict=True):
        path += f"/{step}"
        if subschema.get("x-personal-data"):
            yield path


@functools.cache
def _schema(name: str) -> Mapping[str, Any]:
    return schemas.schema(name=name)
