"""Write and read a DuckDB file with the tables, their keys, and the views."""

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

#: An untrusted database may have views that read files, addresses or Python variables. This prevents that.
_ISOLATION: Final = {"enable_external_access": "false", "python_enable_replacements": "false"}


class Writer:
    """Writes record batches to a new database.

    Args:
        path: the file to write; it must not exist.
    """

    def __init__(self, path: Path) -> None:
        packages.arrow()
        with _translate_errors():
            self._connection = packages.duckdb().connect(str(path))
            for statement in statements():
                self._connection.execute(statement)

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        with _translate_errors():
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
        """Write buffered rows, if all rows were added, and close the file."""
        with _translate_errors(), contextlib.closing(self._connection):
            if is_whole:
                # Closing does this too, but without an error if the disk is full.
                self._connection.execute("CHECKPOINT")


@contextlib.contextmanager
def _translate_errors() -> Iterator[None]:
    """Raise the errors of DuckDB as `ValueError` and `OSError`, as in the other formats."""
    database = packages.duckdb()
    try:
        yield
    except database.ConstraintException as error:
        raise ValueError(_first_line(error)) from None
    except RuntimeError as error:
        if "interrupted" not in str(error):
            raise
        raise KeyboardInterrupt from None  # DuckDB converts it to an error of its own
    except database.Error as error:
        raise OSError(_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _by_level(table: Table, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a batch by level, parents first, because DuckDB checks references row by row."""
    if not batch.num_rows:
        return
    if "parent" not in batch.schema.names or batch.column("parent").null_count == batch.num_rows:
        yield batch
        return
    level_of: dict[tuple[str, str | None], int] = {}
    columns = [batch.column(name).to_pylist() for name in ("report_id", "id", "parent")]
    for report_id, own_id, parent in zip(*columns, strict=True):
        level_of[report_id, own_id] = level_of.get((report_id, parent), -1) + 1
    levels = [*level_of.values()]
    if len(levels) < batch.num_rows:
        raise ValueError(f"two {table.name} of one report have the same id")
    arrow = packages.arrow()
    for current in range(max(levels) + 1):
        yield batch.filter(arrow.array([level == current for level in levels]))


def statements() -> Iterator[str]:
    """Yield the SQL statements that create the tables and the views."""
    for table in TABLES.values():
        yield create_table(table)
        yield f"COMMENT ON TABLE {quoted(table.name)} IS {_literal(table.about)}"
        for column in table.columns:
            place = f"{quoted(table.name)}.{quoted(column.name)}"
            yield f"COMMENT ON COLUMN {place} IS {_literal(column.description)}"
    for view in VIEWS:
        yield create_view(view)
        yield f"COMMENT ON VIEW {quoted(view.name)} IS {_literal(view.about)}"


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


#: The position of the magic bytes in a DuckDB file.
_MAGIC: Final = slice(8, 12)

#: Queries for the number of other objects than tables and views.
_OTHER_OBJECTS: Final = (
    "SELECT count(*) FROM duckdb_schemas() WHERE schema_name != 'main' AND NOT internal",
    "SELECT count(*) FROM duckdb_functions() WHERE NOT internal",
    "SELECT count(*) FROM duckdb_sequences()",
    "SELECT count(*) FROM duckdb_types() WHERE NOT internal",
    "SELECT count(*) FROM duckdb_indexes()",
)


def log_of(path: Path) -> Path:
    """Return the path of the write-ahead log of a database."""
    return path.with_name(f"{path.name}.wal")


def is_generated(path: Path) -> bool:
    """Check whether a file is a database with exactly these tables, columns and views, and nothing else.

    The result is ``False`` if another process has locked the file.
    """
    try:
        with _opened(path) as connection:
            tables = connection.execute(
                "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
                "JOIN duckdb_tables() t USING (table_oid, table_name) GROUP BY ALL"
            ).fetchall()
            views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
            others = sum(connection.execute(query).fetchall()[0][0] for query in _OTHER_OBJECTS)
    except (OSError, ValueError):
        return False
    expected = {name: [column.name for column in table.columns] for name, table in TABLES.items()}
    return not others and dict(tables) == expected and {name for (name,) in views} == {view.name for view in VIEWS}


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a database to read; reject other files, because DuckDB would try to read them as another format."""
    with path.open("rb") as file:
        if file.read(_MAGIC.stop)[_MAGIC] != b"DUCK":
            raise ValueError(f"{path} is not a DuckDB database")
    with (
        paths.safe_to_read(path) as place,
        _translate_errors(),
        contextlib.closing(packages.duckdb().connect(str(place), read_only=True, config=_ISOLATION)) as connection,
    ):
        yield connection


def read(path: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a database, with the rows in their order."""
    packages.arrow()
    with _opened(path) as connection:
        names = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        return {
            name: connection.sql(_select(table, names)).to_arrow_table()
            for name, table in TABLES.items()
            if name in names
        }


def _select(table: Table, names: Collection[str]) -> str:
    name = quoted(table.name)
    if "reports" not in names or not any(reference.table == table.name for reference in table.references):
        return f"SELECT * FROM {name} ORDER BY rowid"  # noqa: S608 - our names
    # Parents were inserted before their children, so the row ids are not in the original order.
    order = "ORDER BY r.rowid, t.position"
    return f"SELECT t.* FROM {name} t LEFT JOIN reports r ON r.id = t.report_id {order}"  # noqa: S608 - our names
