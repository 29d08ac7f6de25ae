"""Write and read an SQLite file with the tables, their keys and the views, by the standard library."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import packages
from sqsreport.tables.layout import TABLES
from sqsreport.tables.sql import create_table, create_view, quoted
from sqsreport.tables.views import VIEWS

if TYPE_CHECKING:
    import sqlite3

    import pyarrow as pa

#: The first bytes of every SQLite file.
MAGIC: Final = b"SQLite format 3\0"

#: The maximum length of a value that is read, in bytes; no row of ours is as long.
_MAX_VALUE: Final = 2**26

#: The file is renamed to its final name only when it is complete, so it needs no journal.
_PRAGMAS: Final = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON")


class Writer:
    """Writes record batches to a new database in one transaction.

    Args:
        path: the file to write; it must not exist.
    """

    def __init__(self, path: Path) -> None:
        import sqlite3  # imported here because few commands need it

        packages.arrow()
        self._connection = sqlite3.connect(path, isolation_level=None)
        with translate_errors():
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
            for statement in statements().values():
                self._connection.execute(statement)
            self._connection.execute("BEGIN")
            # A row may refer to one that comes later; COMMIT checks all of them.
            self._connection.execute("PRAGMA defer_foreign_keys = ON")

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        with translate_errors():
            for name, batch in batches.items():
                if batch.num_rows:
                    columns = [_plain_values(column) for column in batch.columns]
                    places = ", ".join("?" * len(columns))
                    insert = f"INSERT INTO {quoted(name)} VALUES ({places})"  # noqa: S608 - our names
                    self._connection.executemany(insert, zip(*columns, strict=True))

    def close(self, *, is_whole: bool) -> None:
        """Commit, if all rows were added, and close the file."""
        with translate_errors(), contextlib.closing(self._connection):
            if is_whole:
                self._connection.execute("COMMIT")


def _plain_values(column: pa.Array) -> list[Any]:
    """Return the values of a column for SQLite; dates become ISO 8601 text, which its date functions accept."""
    arrow = packages.arrow()
    if arrow.types.is_date(column.type):
        column = column.cast(arrow.string())
    values: list[Any] = column.to_pylist()
    return values


def connect(path: Path | str) -> sqlite3.Connection:
    """Open a database that this module wrote, or with ``:memory:`` a new one."""
    import sqlite3

    return sqlite3.connect(path)


@contextlib.contextmanager
def translate_errors() -> Iterator[None]:
    """Raise the errors of SQLite as `ValueError` and `OSError`, as in the other formats."""
    import sqlite3

    try:
        yield
    except sqlite3.IntegrityError as error:
        raise ValueError(str(error)) from None
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


@functools.cache
def statements() -> Mapping[str, str]:
    """Return the statements that create the tables and views, by name."""
    tables = {name: create_table(table, with_comments=True) for name, table in TABLES.items()}
    return tables | {view.name: create_view(view) for view in VIEWS}


def has_magic(path: Path) -> bool:
    """Check whether a file begins with the magic bytes of SQLite."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an untrusted database to read its tables."""
    import sqlite3

    if not has_magic(path):
        raise ValueError(f"{path} is not a SQLite database")
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with translate_errors(), contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection


def is_generated(path: Path) -> bool:
    """Check whether a file is a database with exactly these tables and views, and nothing else."""
    try:
        with _opened(path) as connection:
            query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
            return dict(connection.execute(query).fetchall()) == statements()
    except (OSError, ValueError):
        return False


def read(path: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a database, with the rows in their order.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a SQLite database, or the values of a column have different types.
    """
    with _opened(path) as connection:
        # A view or a virtual table with the name of a table could run any code.
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        names = {name for (name,) in connection.execute(query)}
        return {name: _table(connection, name) for name in TABLES if name in names}


def _table(connection: sqlite3.Connection, name: str) -> pa.Table:
    arrow = packages.arrow()
    cursor = connection.execute(f"SELECT * FROM {quoted(name)} ORDER BY rowid")  # noqa: S608 - our names
    header = [column[0] for column in cursor.description]
    columns = [*zip(*cursor, strict=True)] or [()] * len(header)
    try:
        arrays = [arrow.array(values) for values in columns]
    except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
        raise ValueError(f"the table {name!r}: {error}") from None
    return arrow.Table.from_arrays(arrays, names=header)


def columns_of(connection: sqlite3.Connection, name: str) -> Mapping[str, str]:
    """Return the columns of a table or view, each with its declared type; an expression has none."""
    return {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({quoted(name)})")}
