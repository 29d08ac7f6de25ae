"""Machine-readable descriptions of the CSV files: a Frictionless Data Package, and CSV on the Web (CSVW)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqsreport.tables.columns import Column, Kind, Reference, Table
from sqsreport.tables.layout import TABLES

_ESCAPED: Final = (
    "A text that a spreadsheet would interpret as a formula has an apostrophe before it: one that begins with =, +, -, "
    "@ or a full-width or small form of these, possibly after spaces."
)
_TITLE: Final = "Reports of Short Quality Screening (SQS) as tables"

_FRICTIONLESS_TYPES: Final[Mapping[Kind, str]] = {
    "text": "string", "position": "integer", "count": "integer", "number": "number", "day": "date", "flag": "boolean",
}  # fmt: skip
_CSVW_TYPES: Final[Mapping[Kind, str]] = {
    "text": "string", "position": "integer", "count": "integer", "number": "double", "day": "date", "flag": "boolean",
}  # fmt: skip


def data_package() -> Mapping[str, Any]:
    """Describe the CSV files as a Frictionless Data Package."""
    return {
        "profile": "tabular-data-package",
        "name": "sqsreport-tables",
        "title": _TITLE,
        "description": _ESCAPED,
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> Mapping[str, Any]:
    keys = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            **keys,
            "foreignKeys": [
                {
                    "fields": list(each.columns),
                    "reference": {"resource": each.table, "fields": list(each.to)},
                }
                for each in _required_references(table)
            ],
        },
    }


def _required_references(table: Table) -> Iterator[Reference]:
    """Yield the references that every row has. Readers of both standards report a null reference as broken."""
    for reference in table.references:
        if not any(table[name].nullable for name in reference.columns):
            yield reference


def _field(column: Column) -> Mapping[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": _FRICTIONLESS_TYPES[column.kind],
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
        **({"x-personal-data": True} if column.is_personal else {}),
    }


def csvw() -> Mapping[str, Any]:
    """Describe the CSV files as CSV on the Web."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _TITLE,
        "dc:description": _ESCAPED,
        "tables": [_csvw_table(table) for table in TABLES.values()],
    }


def _csvw_table(table: Table) -> Mapping[str, Any]:
    keys = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "url": f"{table.name}.csv",
        "dc:description": table.about,
        "tableSchema": {
            "columns": [_csvw_column(column) for column in table.columns],
            **keys,
            "foreignKeys": [
                {
                    "columnReference": list(each.columns),
                    "reference": {"resource": f"{each.table}.csv", "columnReference": list(each.to)},
                }
                for each in _required_references(table)
            ],
        },
    }


def _csvw_column(column: Column) -> Mapping[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": _CSVW_TYPES[column.kind],
        "required": not column.nullable,
        "dc:description": column.description,
    }


#: The function that makes each of the description files.
METADATA: Final[Mapping[str, Callable[[], Mapping[str, Any]]]] = {
    "datapackage.json": data_package,
    "csv-metadata.json": csvw,
}


def is_generated_description(name: str, text: str) -> bool:
    """Check whether the text of a file is one of these descriptions, without keys that another tool added."""
    description = METADATA[name]()
    title = next(key for key in description if key.endswith("title"))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.keys() == description.keys() and data[title] == description[title]
