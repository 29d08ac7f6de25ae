"""The tables and views as SQL that DuckDB and SQLite both accept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import dedent
from typing import Final

from sqsreport.tables.columns import Column, Kind, Table
from sqsreport.tables.views import View

_TYPES: Final[Mapping[Kind, str]] = {
    "text": "VARCHAR", "position": "INTEGER", "count": "BIGINT", "number": "DOUBLE", "day": "DATE", "flag": "BOOLEAN",
}  # fmt: skip


def create_table(table: Table, *, with_comments: bool = False) -> str:
    """Return the statement that creates a table with its keys.

    Args:
        table: the table.
        with_comments: describe the columns in SQL comments, for a database that has no ``COMMENT ON``.
    """
    return f"CREATE TABLE {quoted(table.name)} (\n  {_join_lines([*_parts(table)], with_comments=with_comments)}\n)"


def _parts(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each line of the definition of a table, with its description."""
    for column in table.columns:
        yield _definition(column), column.description
    if table.key:
        yield f"PRIMARY KEY ({names(table.key)})", ""
    for each in table.references:
        yield f"FOREIGN KEY ({names(each.columns)}) REFERENCES {quoted(each.table)} ({names(each.to)})", ""


def _join_lines(parts: list[tuple[str, str]], *, with_comments: bool) -> str:
    lines = []
    for number, (definition, description) in enumerate(parts, 1):
        comma = "," if number < len(parts) else ""
        comment = f" -- {description}" if with_comments and description else ""
        lines.append(f"{definition}{comma}{comment}")
    return "\n  ".join(lines)


def create_view(view: View) -> str:
    """Return the statement that creates a view."""
    return f"CREATE VIEW {quoted(view.name)} AS {dedent(view.query).strip()}"


def _definition(column: Column) -> str:
    return f"{quoted(column.name)} {_TYPES[column.kind]}{'' if column.nullable else ' NOT NULL'}"


def names(columns: tuple[str, ...]) -> str:
    """Return a list of column names."""
    return ", ".join(map(quoted, columns))


def quoted(name: str) -> str:
    """Return a name in quotation marks."""
    return f'"{name}"'
