"""The description of a table: its columns with their types, its key and its references."""

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
        nullable: whether a row may have no value.
        fields: JSON Pointers to the values of a document that the column has; ``*`` is every item of
            a list. The schema of the first is that of the column.
        about: the description, if it is not that of the schema.
        schema: the name of the schema of the pointers.
    """

    name: str
    kind: Kind = "text"
    nullable: bool = False
    fields: tuple[str, ...] = ()
    about: str | None = None
    schema: str = "report"

    @property
    def description(self) -> str:
        """The description of its values."""
        if self.about is not None:
            return self.about
        field = field_at(self.fields[0], self.schema)
        # A definition that many fields share has its description in a comment, so that editors do not show it.
        return str(field.get("description") or field["$comment"])

    @property
    def unit(self) -> str | None:
        """The unit of its numbers, if they have one."""
        match = _UNIT.search(self.description)
        return match[1] if match else None

    @property
    def choices(self) -> tuple[str, ...]:
        """The possible values, if the schema lists them."""
        if len(self.fields) != 1 or self.about is not None:
            return ()
        field = field_at(self.fields[0], self.schema)
        return tuple(field.get("enum") or ([field["const"]] if "const" in field else ()))

    @property
    def is_personal(self) -> bool:
        """Whether it may have personal data: the schema marks one of its fields, or a parent of one."""
        return any(
            part.get("x-personal-data") for pointer in self.fields for part in fields_along(pointer, self.schema)
        )


@attrs.frozen(kw_only=True)
class Reference:
    """A foreign key: columns whose values are the key of a row in another table, unless one of them is null."""

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Table:
    """A table.

    Attributes:
        name: its name.
        about: what a row represents.
        columns: its columns, in order.
        key: the columns of the primary key; empty if there is none.
        references: its foreign keys.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def __getitem__(self, name: str) -> Column:
        """Return the column with a name."""
        return next(column for column in self.columns if column.name == name)


def field_at(pointer: str, schema: str = "report") -> Mapping[str, Any]:
    """Return the schema of a field, merged with the definition that it refers to; its own keywords take precedence."""
    return [*fields_along(pointer, schema)][-1]


def fields_along(pointer: str, schema: str = "report") -> Iterator[Mapping[str, Any]]:
    """Yield the schema of each step of a pointer."""
    here = _schema(schema)
    for step in steps(pointer):
        here = schemas.resolve(here["items"] if step == "*" else here["properties"][step], _schema(schema))
        yield here


@functools.cache
def _schema(name: str) -> Mapping[str, Any]:
    return schemas.schema(name=name)
