"""Tables as files: in a folder or a database, which appears whole or not at all."""

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
from sqsreport.tables.checking import all_laid_out, as_laid_out

if TYPE_CHECKING:
    import pyarrow as pa

#: A folder of Parquet, a folder of CSV with what describes it, one DuckDB or SQLite file, or an Excel workbook.
Format = Literal["parquet", "csv", "duckdb", "sqlite", "xlsx"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_ENDINGS: Final[Mapping[str, Format]] = {
    ".parquet": "parquet", ".csv": "csv", ".duckdb": "duckdb", ".sqlite": "sqlite", ".sqlite3": "sqlite",
    ".db": "sqlite", ".xlsx": "xlsx",
}  # fmt: skip
_MODULES: Final[Mapping[Format, ModuleType]] = {
    "parquet": parquet, "csv": csv, "duckdb": database, "sqlite": sqlite,
}  # fmt: skip

#: What is written as one file, where no view is chosen.
_FILES: Final = ("duckdb", "sqlite", "xlsx")


class Writer(Protocol):
    """Takes rows, batch by batch."""

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""


def format_of(path: StrPath, given: str | None = None) -> Format:
    """Return the format of tables at a path: the one that was *given*, or that of its ending, or without one Parquet.

    Raises:
        UnknownFormatError: there is no such format, or the ending stands for none.
    """
    if given is None:
        ending = Path(path).suffix.casefold()
        if ending in ("", "."):  # which of the two it is of "name." depends on the Python
            return "parquet"
        if ending not in _ENDINGS:
            raise UnknownFormatError(ending, tuple(_ENDINGS))
        return _ENDINGS[ending]
    found = next((name for name in FORMATS if name == given), None)
    if found is None:
        raise UnknownFormatError(given, FORMATS)
    return found


@contextlib.contextmanager
def writing(
    path: StrPath, format: str | None = None, *, force: bool = False, views: Sequence[str] = ()
) -> Iterator[Writer]:
    """Yield a writer of tables, which appear at their path when all is written.

    Args:
        path: the folder or the file to write.
        format: a name of `FORMATS`; without it the ending of *path* decides, and none means Parquet.
        force: replace what is there, if it is nothing but these tables, with these columns.
        views: write these views or tables alone: one as a CSV file, or any number as the sheets of a workbook.

    Raises:
        FileExistsError: there is something at *path*, and it may not be replaced.
        OSError: it cannot be written; what was there before is unchanged.
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
        packages.duckdb()  # before pyarrow is asked for: this extra brings both
    if name == "xlsx":
        packages.xlsxwriter()
    is_file = bool(views) or name in _FILES
    with working_folder(target) as folder:
        made = folder / "tables"
        with paths.plain(made) as place:
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
            if place != made:
                paths.copy(place, made)
        check_target(target, name, force=force, views=views)
        if is_file:
            made.replace(target)
        else:
            replace_folder(made, target)


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
        raise ValueError("a CSV file holds one view; choose one, or write .xlsx, with a sheet for each")


def check_target(path: StrPath, format: Format, *, force: bool = False, views: Sequence[str] = ()) -> None:
    """Check that tables may be written to a path.

    Raises:
        FileExistsError: there is something at *path*, and it may not be replaced.
        OSError: it cannot be looked at.
    """
    target = Path(os.path.realpath(path))
    if format == "duckdb" and os.path.lexists(database.log_of(target)):
        raise FileExistsError(17, "beside it is the log of a database that somebody has open, or left so", str(path))
    if not os.path.lexists(target):
        return
    if not force:
        raise FileExistsError(17, "it is there already", str(path))
    if format == "duckdb":
        if not target.is_file() or not database.is_ours(target):
            raise FileExistsError(17, "it is there already, and no database of these tables alone", str(path))
    elif format == "sqlite":
        if not target.is_file() or not sqlite.is_ours(target):
            raise FileExistsError(17, "it is there already, and no database of these tables alone", str(path))
    elif format == "xlsx" or views:
        if not target.is_file() or not exports.is_ours(target, views, format):
            raise FileExistsError(17, "it is there already, and was not written by this command alone", str(path))
    elif not target.is_dir() or not all(map(_is_ours, target.iterdir())):
        raise FileExistsError(17, "it is there already, and no folder of these tables alone", str(path))


def _is_ours(path: Path) -> bool:
    """Tell whether a file in a folder is one that is written here, by what is in it: names are no proof."""
    if not path.is_file():
        return False
    return csv.is_ours(path) or parquet.is_ours(path)


def read_tables(path: StrPath) -> Mapping[str, pa.Table]:
    """Read tables from a folder of Parquet or of CSV, or from a DuckDB or SQLite file.

    `from_arrow` makes reports of them.

    Raises:
        OSError: they cannot be read.
        ValueError: what is there are no tables.
        MissingExtraError: a package that it needs is not installed.
    """
    os.stat(path)  # noqa: PTH116 - `Path` takes no path at all for the folder in which all this runs
    place = Path(path)
    if place.is_dir():
        name: Format = "csv" if (place / "reports.csv").exists() else "parquet"
    else:
        name = "sqlite" if sqlite.has_magic(place) else "duckdb"
    with paths.readable(place) as plain:
        found: Mapping[str, pa.Table] = _MODULES[name].read(plain)
    if not found:
        raise ValueError(f"{path}: there is no table 'reports' in it, nor any other of these tables")
    return {name: as_laid_out(table, name) for name, table in found.items()}


def write_tables(
    tables: Mapping[str, pa.Table],
    path: StrPath,
    *,
    format: str | None = None,
    force: bool = False,
    views: Sequence[str] = (),
) -> None:
    """Write tables such as those of `to_arrow`: all of them appear, or none.

    Args:
        tables: the tables to write. Those that were worked out may be missing, and then have no row.
        path: the folder or the file to write.
        format: ``parquet``, ``csv``, ``duckdb``, ``sqlite`` or ``xlsx``; without it the ending of *path* decides, and
            none means Parquet.
        force: replace what is there, if it is nothing but these tables, with these columns.
        views: write these views or tables alone: one as a CSV file, or any number as the sheets of a workbook.

    Raises:
        FileExistsError: there is something at *path*, and it may not be replaced.
        OSError: they cannot be written; what was there before is unchanged.
        TypeError: a table is not a pyarrow table.
        ValueError: a table or a column is missing, there is one more, which would be lost, rows have the same key,
            leave out a position, or refer to none, or the format cannot hold these views.
        UnknownFormatError: there is no such format, or no format has the ending.
        MissingExtraError: a package that it needs is not installed.
    """
    whole = all_laid_out(tables)
    with writing(path, format, force=force, views=views) as writer:
        for name, table in whole.items():
            for batch in table.to_batches():
                writer.write({name: batch})
