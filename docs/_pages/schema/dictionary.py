"""The data dictionary: every field of a report by its place, as one CSV file, and the list of its columns."""

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
        """The column that has the unchanged value, with its table."""
        name = next((f"{table.name}.{column.name}" for table, column in self.field.columns), ".")
        return name if not self.field.tables else f"{self.field.tables[0].name}."


#: The columns of the dictionary: the description of each, and the function that returns a cell.
COLUMNS: Final[Mapping[str, tuple[str, Callable[[_Row], str]]]] = {
    "pointer": ("JSON Pointer to the field in a report; * is every item of a list", lambda row: row.pointer),
    "object": ("Name of the object that the field belongs to", lambda row: row.field.of),
    "field": ("Its key in the object", lambda row: row.field.name),
    "title": ("Its title", lambda row: row.field.title),
    "type": ("Its type, in words", lambda row: row.field.type.words),
    "required": ("yes if it is required, otherwise no", lambda row: _yes(row.field.required)),
    "unit": ("The unit of its numbers, if they have one", lambda row: row.field.unit or ""),
    "description": ("What it means", lambda row: row.field.about),
    "printed": ("Where the letter prints it", lambda row: row.field.printed or ""),
    "example": ("An example, as JSON", lambda row: json.dumps(row.field.examples[0], ensure_ascii=False)),
    "personal_data": (
        "yes if it may have personal data, or is part of such data",
        lambda row: _yes(row.field.personal_pointers),
    ),
    "table": ("The table that has it", lambda row: row.column.partition(".")[0]),
    "column": ("The column of that table; none if each item has a row", lambda row: row.column.partition(".")[2]),
}


def make_csv() -> bytes:
    """Return the file: UTF-8, with every value in quotation marks, and without formulas for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in _rows():
        writer.writerow([re.sub(*ESCAPE, cell(row)) for _, cell in COLUMNS.values()])
    return text.getvalue().encode()


def columns_table() -> str:
    """List the columns, in Markdown."""
    return table(["column", "content"], [[f"`{name}`", escaped(about)] for name, (about, _) in COLUMNS.items()])


def _rows() -> Iterator[_Row]:
    """Yield a row for each place of each field."""
    for field in fields():
        for pointer in field.pointers:
            yield _Row(attrs.evolve(field, pointers=(pointer,)))


def _yes(value: object) -> str:
    return "yes" if value else "no"


PLACEHOLDERS: Final = {"reference/dictionary": {"%COLUMNS%": columns_table}}
