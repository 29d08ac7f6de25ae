"""The tables, their columns and the views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from _pages.markdown import escaped
from sqsreport.tables import TABLES, VIEWS
from sqsreport.tables.batches import ARROW
from sqsreport.tables.columns import Column, Table


def table_reference() -> str:
    """Describe every table and its columns, in Markdown."""
    return "".join(part for table in TABLES.values() for part in _described(table))


def _described(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.about}\n\n"
    if table.key:
        yield f"A row is told by {_joined(table.key)}.\n"
    for each in table.references:
        yield f"Its {_joined(each.columns)} is {_joined(each.to)} of `{each.table}`, where it is there.\n"
    yield "\n| column | type | missing | what it holds |\n|---|---|---|---|\n"
    for column in table.columns:
        personal = " *May be personal data.*" if column.is_personal else ""
        about = escaped(column.description) + personal
        name = f"[`{column.name}`]{{#{anchor_of(table, column)}}}"
        yield f"| {name} | {ARROW[column.kind]} | {'may be' * column.nullable} | {about} |\n"
    yield "\n"


def anchor_of(table: Table, column: Column) -> str:
    """Return what a link to a column ends with."""
    return f"{table.name}-{column.name}".replace("_", "-")


def _joined(columns: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in columns)


def view_list() -> str:
    """Name every view and say what it is."""
    return "".join(f"- `{view.name}`: {view.about}\n" for view in VIEWS)


FILLED: Final = {"reference/tables": {"%TABLES%": table_reference, "%VIEWS%": view_list}}
