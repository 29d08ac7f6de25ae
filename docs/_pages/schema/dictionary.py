"""The data dictionary: every field of a report by its place, as one file of CSV, and what its columns are."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

import attrs

from _pages.markdown import escaped, table
from _pages.schema.fields import Field, fields
from sqsreport.tables.csv import ESCAPE


@attrs.frozen
class _Row:
    """A field at one of its places."""

    field: Field

    @property
    def pointer(self) -> str:
        return self.field.pointers[0]

    @property
    def column(self) -> str:
        """The column that has the value as it is, with the table before it."""
        name = next((f"{table.name}.{column.name}" for table, column in self.field.columns), ".")
        return name if not self.field.tables else f"{self.field.tables[0].name}."


#: The columns of the dictionary: what each holds, and how it is had.
COLUMNS: Final[Mapping[str, tuple[str, Callable[[_Row], str]]]] = {
    "pointer": ("JSON Pointer to the field in a report; * is every item of a list", lambda row: row.pointer),
    "object": ("Name of the object that the field belongs to", lambda row: row.field.of),
    "field": ("Its key in the object", lambda row: row.field.name),
    "title": ("What it is called", lambda row: row.field.title),
    "type": ("What it holds, in words", lambda row: row.field.type.words),
    "required": ("yes where the object has to have it, else no", lambda row: _yes(row.field.required)),
    "unit": ("Unit of its numbers, where they have one", lambda row: row.field.unit or ""),
    "description": ("What it means", lambda row: row.field.about),
    "printed": ("Where the letter prints it", lambda row: row.field.printed or ""),
    "example": ("A value of it, as JSON", lambda row: json.dumps(row.field.examples[0], ensure_ascii=False)),
    "personal_data": (
        "yes where it may be personal data, or is part of what may be",
        lambda row: _yes(row.field.marked),
    ),
    "table": ("The table that has it", lambda row: row.column.partition(".")[0]),
    "column": ("The column of that table; none where each item has a row", lambda row: row.column.partition(".")[2]),
}


def written() -> bytes:
    """Make the file: UTF-8, every value in quotation marks, and none that a spreadsheet would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows():
        writer.writerow([re.sub(*ESCAPE, had(row)) for _, had in COLUMNS.values()])
    return text.getvalue().encode()


def columns_table() -> str:
    """Say what the columns are, in Markdown."""
    return table(["column", "what it holds"], [[f"`{name}`", escaped(about)] for name, (about, _) in COLUMNS.items()])


def _rows() -> Iterator[_Row]:
    """Yield a row for each place of a field, so that a place has one row."""
    for field in fields():
        for pointer in field.pointers:
            yield _Row(attrs.evolve(field, pointers=(pointer,)))


def _yes(found: object) -> str:
    return "yes" if found else "no"


FILLED: Final = {"reference/dictionary": {"%COLUMNS%": columns_table}}
