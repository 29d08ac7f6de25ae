"""The tables, their columns and the views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from _pages.markdown import escaped
from sqsreport.tables import TABLES, VIEWS
from sqsreport.tables.batches import ARROW
from sqsreport.tables.columns import Column, Reference, Table


def table_reference() -> str:
    """Describe every table and its columns, in Markdown."""
    return "".join(part for table in TABLES.values() for part in _described(table))


def _described(table: Table) -> Iterator[str]:
    yield f"### {table.name}\n\n{table.about}\n\n"
    if table.key:
        yield f"- Primary key: {_joined(table.key)}.\n"
    for each in table.references:
        to = f"`{each.table}` {_joined(each.to, bare=False)}"
        yield f"- Foreign key: {_joined(each.columns)} -> {to}{_nullable(table, each)}.\n"
    # The type and whether a value may be missing are below the name, so that the table is legible on a phone.
    yield "\n| column | content |\n|---|---|\n"
    for column in table.columns:
        personal = " *May be personal data.*" if column.is_personal else ""
        about = escaped(column.description) + personal
        name = f"[`{column.name}`]{{#{anchor_of(table, column)}}}"
        kind = ARROW[column.kind] + ", may be missing" * column.nullable
        yield f"| {name} <br>{kind} | {about} |\n"
    yield "\n"


def anchor_of(table: Table, column: Column) -> str:
    """Return the anchor of a column."""
    return f"{table.name}-{column.name}".replace("_", "-")


def _joined(columns: tuple[str, ...], *, bare: bool = True) -> str:
    """List columns; several columns, and a single one that is not *bare*, are in brackets."""
    names = ", ".join(f"`{name}`" for name in columns)
    return names if bare and len(columns) == 1 else f"({names})"


def _nullable(table: Table, reference: Reference) -> str:
    """Return a remark if a foreign key may be null."""
    return "; may be null" * any(column.nullable for column in table.columns if column.name in reference.columns)


def view_list() -> str:
    """List the views with their descriptions."""
    return "".join(f"- `{view.name}`: {view.about}\n" for view in VIEWS)


PLACEHOLDERS: Final = {"reference/tables": {"%TABLES%": table_reference, "%VIEWS%": view_list}}
