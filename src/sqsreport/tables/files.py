"""Write tables to a folder or a file, atomically, and read them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, get_args

from sqsreport._files import StrPath, replace_folder, restore_folder, working_folder
from sqsreport.errors import UnknownFormatError
from sqsreport.tables import csv, database, exports, packages, parquet, paths, sqlite
from sqsreport.tables.checking import conform, conform_all

if TYPE_CHECKING:
    import pyarrow as pa

#: A folder of Parquet files, a folder of CSV files with their descriptions, a DuckDB or SQLite file, or an Excel
#: workbook.
Format = Literal["parquet", "csv", "duckdb", "sqlite", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_ENDINGS: Final[Mapping[str, Format]] = {
    ".parquet": "parquet", ".csv": "csv", ".duckdb": "duckdb", ".sqlite": "sqlite", ".sqlite3": "sqlite",
    ".db": "sqlite", ".xlsx": "xlsx",
}  # fmt: skip
_MODULES: Final[Mapping[Format, ModuleType]] = {
    "parquet": parquet, "csv": csv, "duckdb": database, "sqlite": sqlite,
}  # fmt: skip

#: The formats that are one file even if no view is chosen.
_FILES: Final = ("duckdb", "sqlite", "xlsx")


class Writer(Protocol):
    """Writes record batches."""

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""


def format_of(path: StrPath, name: str | None = None) -> Format:
    """Return the format with a name, or by default that of the ending of a path; without an ending it is Parquet.

    Raises:
        UnknownFormatError: there is no such format, or no format has the ending.
    """
    if name is None:
        ending = Path(path).suffix.casefold()
        if ending in ("", "."):  # the suffix of "name." depends on the version of Python
            return "parquet"
        if ending not in _ENDINGS:
            raise UnknownFormatError(ending, tuple(_ENDINGS))
        return _ENDINGS[ending]
    format_ = next((each for each in FORMATS if each == name), None)
    if format_ is None:
        raise UnknownFormatError(name, FORMATS)
    return format_


@contextlib.contextmanager
def writing(
    path: StrPath, format: str | None = None, *, force: bool = False, views: Sequence[str] = ()
) -> Iterator[Writer]:
    """Yield a writer of tables. They appear at *path* when the context ends without an exception.

    Args:
        path: the folder or the file to write.
        format: a name of `FORMATS`; without it the ending of *path* decides, and none means Parquet.
        force: replace existing tables at *path*, if nothing else is there.
        views: write these views or tables alone: one as a CSV file, or any number as the sheets of a workbook.

    Raises:
        FileExistsError: *path* exists, and may not be replaced.
        OSError: it cannot be written; what exists there is unchanged.
        ValueError: there is no such view, or the format cannot hold these views.
        UnknownFormatError: there is no such format, or no format has the ending.
        MissingExtraError: a package that it needs is not installed.
    """
    name = format_of(path, format)
    check_views(views, name)
    target = Path(os.path.realpath(path))
    restore_folder(target)
    check_target(target, name, force=force, views=views)
    if name == "duckdb":
        packages.duckdb()  # first, so that the error names the extra that installs both duckdb and pyarrow
    if name == "xlsx":
        packages.xlsxwriter()
    is_file = bool(views) or name in _FILES
    with working_folder(target) as folder:
        temporary = folder / "tables"
        with paths.safe_to_write(temporary) as place:
            if not is_file:
                place.mkdir()
            writer: Any = (
                exports.Writer(place, views, name) if views or name == "xlsx" else _MODULES[name].Writer(place)
            )
            try:
                yield writer
            except BaseException:
                writer.close(is_whole=False)
                raise
            writer.close(is_whole=True)
            if place != temporary:
                paths.copy(place, temporary)
        check_target(target, name, force=force, views=views)
        if is_file:
            temporary.replace(target)
        else:
            replace_folder(temporary, target)


def check_views(views: Sequence[str], format: Format) -> None:
    """Check that views can be written in a format.

    Raises:
        ValueError: there is no such view or table, or the format cannot hold these.
    """
    for name in views:
        if name not in exports.NAMES:
            raise ValueError(f"there is no view {name!r}; there are: {', '.join(exports.NAMES)}")
    if views and format not in ("csv", "xlsx"):
        raise ValueError(f"a chosen view is written as .csv or .xlsx, not as {format}")
    if len(views) > 1 and format == "csv":
        raise ValueError("a CSV file has room for one view; choose one, or write .xlsx, with a sheet for each")


def check_target(path: StrPath, format: Format, *, force: bool = False, views: Sequence[str] = ()) -> None:
    """Check that tables may be written to a path.

    Raises:
        FileExistsError: *path* exists, and may not be replaced.
        OSError: it cannot be checked.
    """
    target = Path(os.path.realpath(path))
    if format == "duckdb" and os.path.lexists(database.log_of(target)):
        raise FileExistsError(
            17,
            "the log of a database is next to it; another program has the database open, or did not close it",
            str(path),
        )
    if not os.path.lexists(target):
        return
    if not force:
        raise FileExistsError(17, "it exists already", str(path))
    if format in ("duckdb", "sqlite"):
        module = database if format == "duckdb" else sqlite
        is_generated, reason = (
            target.is_file() and module.is_generated(target),
            "is not a database of only these tables",
        )
    elif format == "xlsx" or views:
        is_generated = target.is_file() and exports.is_generated(target, views, format)
        reason = "was not written by this command, or was changed since"
    else:
        is_generated = target.is_dir() and all(map(_is_generated, target.iterdir()))
        reason = "is not a folder of only these tables"
    if not is_generated:
        raise FileExistsError(17, f"it exists already, and {reason}", str(path))


def _is_generated(path: Path) -> bool:
    """Check by its content whether a file in a folder is one of these tables, or their descriptions."""
    return path.is_file() and (csv.is_generated(path) or parquet.is_generated(path))


def has_tables(path: StrPath) -> bool:
    """Check whether a path has tables: a folder with the table of reports, or a file with the ending of a database."""
    place = Path(path)
    if place.is_dir():
        return any((place / f"reports.{ending}").is_file() for ending in ("parquet", "csv"))
    return _ENDINGS.get(place.suffix.casefold()) in ("duckdb", "sqlite")


def read_tables(path: StrPath) -> Mapping[str, pa.Table]:
    """Read tables from a folder of Parquet or CSV files, or from a DuckDB or SQLite file.

    `from_arrow` converts them to reports.

    Raises:
        OSError: they cannot be read.
        ValueError: there are no such tables.
        MissingExtraError: a package that it needs is not installed.
    """
    os.stat(path)  # noqa: PTH116 - an empty path is an error here, but `Path` would convert it to the working folder
    place = Path(path)
    if place.is_dir():
        name: Format = "csv" if (place / "reports.csv").exists() else "parquet"
    else:
        name = "sqlite" if sqlite.has_magic(place) else "duckdb"
    with paths.safe_to_read(place) as safe_path:
        tables: Mapping[str, pa.Table] = _MODULES[name].read(safe_path)
    if not tables:
        raise ValueError(f"{path}: there is no table 'reports' in it, and none of the others")
    return {name: conform(table, name) for name, table in tables.items()}


def write_tables(
    tables: Mapping[str, pa.Table],
    path: StrPath,
    *,
    format: str | None = None,
    force: bool = False,
    views: Sequence[str] = (),
) -> None:
    """Write tables such as those of `to_arrow`, atomically.

    Args:
        tables: the tables to write. A missing derived table is written without rows.
        path: the folder or the file to write.
        format: ``parquet``, ``csv``, ``duckdb``, ``sqlite`` or ``xlsx``; without it the ending of *path* decides, and
            none means Parquet.
        force: replace existing tables at *path*, if nothing else is there.
        views: write these views or tables alone: one as a CSV file, or any number as the sheets of a workbook.

    Raises:
        FileExistsError: *path* exists, and may not be replaced.
        OSError: they cannot be written; what exists there is unchanged.
        TypeError: a table is not a pyarrow table.
        ValueError: a table or a column is missing or unknown, the rows are inconsistent (two have the same key,
            a position is missing, or a row refers to no row), or the format cannot hold these views.
        UnknownFormatError: there is no such format, or no format has the ending.
        MissingExtraError: a package that it needs is not installed.
    """
    conforming = conform_all(tables)
    with writing(path, format, force=force, views=views) as writer:
        for name, table in conforming.items():
            for batch in table.to_batches():
                writer.write({name: batch})
