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
    # Type and absence stand under the name, so that a phone shows what the column holds.
    yield "\n| column | what it holds |\n|---|---|\n"
    for column in table.columns:
        personal = " *May be personal data.*" if column.is_personal else ""
        about = escaped(column.description) + personal
        name = f"[`{column.name}`]{{#{anchor_of(table, column)}}}"
        kind = ARROW[column.kind] + ", may be missing" * column.nullable
        yield f"| {name} <br>{kind} | {about} |\n"
    yield "\n"


def anchor_of(table: Table, column: Column) -> str:
    """Return what a link to a column ends with."""
    return f"{table.name}-{column.name}".replace("_", "-")


def _joined(columns: tuple[str, ...], *, bare: bool = True) -> str:
    """Name columns; several, or one that is not to stand bare, stand in brackets."""
    names = ", ".join(f"`{name}`" for name in columns)
    return names if bare and len(columns) == 1 else f"({names})"


def _nullable(table: Table, reference: Reference) -> str:
    """Say whether a row may do without what a foreign key leads to."""
    return "; may be null" * any(column.nullable for column in table.columns if column.name in reference.columns)


def view_list() -> str:
    """Name every view and say what it is."""
    return "".join(f"- `{view.name}`: {view.about}\n" for view in VIEWS)


FILLED: Final = {"reference/tables": {"%TABLES%": table_reference, "%VIEWS%": view_list}}
