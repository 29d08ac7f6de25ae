"""What a table is: its columns with their types, and what each row is told by and belongs to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import attrs

from sqsreport import schemas
from sqsreport._jsondata import steps

#: The types of columns: text in UTF-8, whole numbers of 32 and 64 bits, a float of 64, a day, and true or false.
Kind = Literal["text", "position", "count", "number", "day", "flag"]

_UNIT: Final = re.compile(r"Unit: ([^.]+)\.")


@attrs.frozen(kw_only=True)
class Column:
    """A column.

    Attributes:
        name: its name, unique in its table.
        kind: its type.
        nullable: whether a row may be without a value.
        fields: JSON Pointers to the values of a document that it holds; ``*`` is every item of
            a list. What the schema says of the first is said of the column.
        about: what it holds, where that is not in the words of the schema.
        schema: the name of the schema that the pointers lead into.
    """

    name: str
    kind: Kind = "text"
    nullable: bool = False
    fields: tuple[str, ...] = ()
    about: str | None = None
    schema: str = "report"

    @property
    def description(self) -> str:
        """What it holds, in words."""
        if self.about is not None:
            return self.about
        field = field_at(self.fields[0], self.schema)
        # What is said of many fields at once stands in a comment, where no editor shows it of one.
        return str(field.get("description") or field["$comment"])

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, where they have one."""
        found = _UNIT.search(self.description)
        return found[1] if found else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that there are, where the schema lists them."""
        if len(self.fields) != 1 or self.about is not None:
            return ()
        field = field_at(self.fields[0], self.schema)
        return tuple(field.get("enum") or ([field["const"]] if "const" in field else ()))

    @property
    def is_personal(self) -> bool:
        """Whether it may hold personal data: the schema marks so one of its fields, or what that is part of."""
        return any(
            part.get("x-personal-data") for pointer in self.fields for part in fields_along(pointer, self.schema)
        )


@attrs.frozen(kw_only=True)
class Reference:
    """A foreign key: columns whose values are the key of a row elsewhere, unless one of them is missing."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        name: its name.
        about: what a row of it is.
        columns: its columns, in order.
        key: the columns by which a row is distinguished from every other; none where nothing does.
        references: what its rows belong to.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def __getitem__(self, name: str) -> Column:
        """Return the column of a name."""
        return next(column for column in self.columns if column.name == name)


def field_at(pointer: str, schema: str = "report") -> Mapping[str, Any]:
    """Return what a schema says of a field, merged with what it refers to; what stands nearer counts."""
    return [*fields_along(pointer, schema)][-1]


def fields_along(pointer: str, schema: str = "report") -> Iterator[Mapping[str, Any]]:
    """Yield what a schema says of each step of a pointer."""
    here = _schema(schema)
    for step in steps(pointer):
        here = schemas.resolve(here["items"] if step == "*" else here["properties"][step], _schema(schema))
        yield here


@functools.cache
def _schema(name: str) -> Mapping[str, Any]:
    return schemas.schema(name=name)
