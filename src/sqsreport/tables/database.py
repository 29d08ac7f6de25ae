"""One DuckDB file: the tables with their keys, and views of what is asked most."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import packages, paths
from sqsreport.tables.columns import Table
from sqsreport.tables.layout import TABLES
from sqsreport.tables.sql import create_table, create_view, quoted
from sqsreport.tables.views import VIEWS

if TYPE_CHECKING:
    import pyarrow as pa

#: What is in a database that comes from anywhere may name files, addresses and variables of ours, such as in a view.
_NOTHING_ELSE: Final = {"enable_external_access": "false", "python_enable_replacements": "false"}


class Writer:
    """Writes the rows of batches, one batch after the other.

    Args:
        path: where the database goes; nothing is there.
    """

    def __init__(self, path: Path) -> None:
        packages.arrow()
        with _telling_as_others_do():
            self._connection = packages.duckdb().connect(str(path))
            for statement in statements():
                self._connection.execute(statement)

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        with _telling_as_others_do():
            self._connection.begin()
            self._insert(batches)
            self._connection.commit()

    def _insert(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        for name, table in TABLES.items():
            for rows in _by_level(table, batches[name]) if name in batches else ():
                self._connection.register("batch", packages.arrow().Table.from_batches([rows]))
                self._connection.execute(f"INSERT INTO {quoted(name)} SELECT * FROM batch")  # noqa: S608 - our names
                self._connection.unregister("batch")

    def close(self, *, is_whole: bool) -> None:
        """Write what is held back, if the rows are all that there are, and end the file."""
        with _telling_as_others_do(), contextlib.closing(self._connection):
            if is_whole:
                # To end the file does this, too, but tells nobody when the disk is full.
                self._connection.execute("CHECKPOINT")


@contextlib.contextmanager
def _telling_as_others_do() -> Iterator[None]:
    """Raise what DuckDB says as the errors that files and values have elsewhere."""
    database = packages.duckdb()
    try:
        yield
    except database.ConstraintException as error:
        raise ValueError(_first_line(error)) from None
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from None  # which DuckDB has caught
    except database.Error as error:
        raise OSError(_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _by_level(table: Table, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Part the rows of a batch, so that those that others refer to come before them: DuckDB looks row by row."""
    if not batch.num_rows:
        return
    if "parent" not in batch.schema.names or batch.column("parent").null_count == batch.num_rows:
        yield batch
        return
    level: dict[tuple[str, str | None], int] = {}
    rows = [batch.column(name).to_pylist() for name in ("report_id", "id", "parent")]
    for report_id, own, parent in zip(*rows, strict=True):
        level[report_id, own] = level.get((report_id, parent), -1) + 1
    levels = [*level.values()]
    if len(levels) < batch.num_rows:
        raise ValueError(f"two {table.name} of one report have the same id")
    arrow = packages.arrow()
    for each in range(max(levels) + 1):
        yield batch.filter(arrow.array([found == each for found in levels]))


def statements() -> Iterator[str]:
    """Write the SQL that makes the tables and the views."""
    for table in TABLES.values():
        yield create_table(table)
        yield f"COMMENT ON TABLE {quoted(table.name)} IS {_text(table.about)}"
        for column in table.columns:
            place = f"{quoted(table.name)}.{quoted(column.name)}"
            yield f"COMMENT ON COLUMN {place} IS {_text(column.description)}"
    for view in VIEWS:
        yield create_view(view)
        yield f"COMMENT ON VIEW {quoted(view.name)} IS {_text(view.about)}"


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


#: Where in a file DuckDB says that it is one of its own.
_MARK: Final = slice(8, 12)

#: Whatever a database may hold beside tables and views.
_OTHERS: Final = (
    "SELECT count(*) FROM duckdb_schemas() WHERE schema_name != 'main' AND NOT internal",
    "SELECT count(*) FROM duckdb_functions() WHERE NOT internal",
    "SELECT count(*) FROM duckdb_sequences()",
    "SELECT count(*) FROM duckdb_types() WHERE NOT internal",
    "SELECT count(*) FROM duckdb_indexes()",
)


def log_of(path: Path) -> Path:
    """Return where DuckDB keeps what it has not yet written into a database."""
    return path.with_name(f"{path.name}.wal")


def is_ours(path: Path) -> bool:
    """Tell whether a file is a database that has these tables, with their columns, and these views, and nothing else.

    One that cannot be opened, for somebody writes to it, is not known to be ours.
    """
    try:
        with _opened(path) as connection:
            tables = connection.execute(
                "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
                "JOIN duckdb_tables() t USING (table_oid, table_name) GROUP BY ALL"
            ).fetchall()
            views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
            others = sum(connection.execute(query).fetchall()[0][0] for query in _OTHERS)
    except (OSError, ValueError):
        return False
    expected = {name: [column.name for column in table.columns] for name, table in TABLES.items()}
    return not others and dict(tables) == expected and {name for (name,) in views} == {view.name for view in VIEWS}


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a database to read. What is none is refused here, for DuckDB would try to take it for something else."""
    with path.open("rb") as file:
        if file.read(_MARK.stop)[_MARK] != b"DUCK":
            raise ValueError(f"{path} is no database of DuckDB")
    with (
        paths.readable(path) as place,
        _telling_as_others_do(),
        contextlib.closing(packages.duckdb().connect(str(place), read_only=True, config=_NOTHING_ELSE)) as connection,
    ):
        yield connection


def read(path: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a database, with the rows in their order."""
    packages.arrow()
    with _opened(path) as connection:
        there = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        return {
            name: connection.sql(_select(table, there)).to_arrow_table()
            for name, table in TABLES.items()
            if name in there
        }


def _select(table: Table, there: Collection[str]) -> str:
    name = quoted(table.name)
    if "reports" not in there or not any(reference.table == table.name for reference in table.references):
        return f"SELECT * FROM {name} ORDER BY rowid"  # noqa: S608 - our names
    # What others refer to was put in before them.
    order = "ORDER BY r.rowid, t.position"
    return f"SELECT t.* FROM {name} t LEFT JOIN reports r ON r.id = t.report_id {order}"  # noqa: S608 - our names
