"""Write chosen views and tables for a spreadsheet: one CSV file, or an Excel workbook with a sheet for each."""

from __future__ import annotations

import functools
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from sqsreport.tables import csv, packages, sqlite
from sqsreport.tables.layout import TABLES
from sqsreport.tables.views import VIEWS

if TYPE_CHECKING:
    import sqlite3

    import pyarrow as pa

#: The names of the views and tables, views first.
NAMES: Final = (*(view.name for view in VIEWS), *TABLES)

#: The limits of Excel: characters of a cell, and rows of a sheet with its header.
_MAX_CELL: Final = 32_767
_MAX_ROWS: Final = 1_048_576

#: The widest column of a sheet, in characters; the narrowest is as wide as its heading.
_MAX_WIDTH: Final = 60

#: The creation time in the properties of every workbook; it is fixed, so that equal tables give equal bytes.
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_AUTHOR: Final = "sqsreport"
_LAST_MODIFIED_BY_AUTHOR: Final = re.compile(rb"<cp:lastModifiedBy>sqsreport</cp:lastModifiedBy>")

#: The maximum number of bytes that are read of the properties of a workbook; ours have a few hundred.
_MAX_PROPERTIES: Final = 2**16


class Writer:
    """Collects record batches in a temporary SQLite database, and writes the chosen views from it at the end.

    Args:
        path: the file to write; it must not exist.
        names: the views or tables; by default all tables.
        format: ``csv`` or ``xlsx``.
    """

    def __init__(self, path: Path, names: Sequence[str], format: str) -> None:
        self._path, self._names, self._write = path, tuple(names) or tuple(TABLES), _FORMATS[format]
        self._database = path.with_name(f"{path.name}.sqlite")
        self._rows = sqlite.Writer(self._database)

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        self._rows.write(batches)

    def close(self, *, is_whole: bool) -> None:
        """Write the file, if all rows were added."""
        self._rows.close(is_whole=is_whole)
        try:
            if is_whole:
                with sqlite.translate_errors(), closing(sqlite.connect(self._database)) as connection:
                    self._write(self._path, connection, self._names)
        finally:
            self._database.unlink(missing_ok=True)


@functools.cache
def needs_quantities(name: str) -> bool:
    """Check whether a view or table depends on the table ``quantities``."""
    return name == "quantities" or any(view.name == name and "quantities" in view.query for view in VIEWS)


def is_generated(path: Path, names: Sequence[str], format: str) -> bool:
    """Check whether this module wrote a file, and, as far as the file shows, no other program has saved it since."""
    try:
        if format == "csv":
            return csv.header_of(path) == [*_columns(names[0])]
        with zipfile.ZipFile(path) as package, package.open("docProps/core.xml") as properties:
            return bool(_LAST_MODIFIED_BY_AUTHOR.search(properties.read(_MAX_PROPERTIES)))
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False


@functools.cache
def _columns(name: str) -> Mapping[str, str]:
    """Return the columns of a view or table, each with its declared type; an expression has none."""
    with closing(sqlite.connect(":memory:")) as connection:
        for statement in sqlite.statements().values():
            connection.execute(statement)
        return sqlite.columns_of(connection, name)


def _rows(connection: sqlite3.Connection, name: str) -> Iterator[list[Any]]:
    """Yield the rows of a view or table, with dates as `date` and flags as `bool`."""
    convert = [_CONVERSIONS.get(kind, _unchanged) for kind in _columns(name).values()]
    order = "" if any(view.name == name for view in VIEWS) else " ORDER BY rowid"
    for row in connection.execute(f'SELECT * FROM "{name}"{order}'):  # noqa: S608 - our names
        yield [None if value is None else function(value) for function, value in zip(convert, row, strict=True)]


def _unchanged(value: Any) -> Any:
    return value


_CONVERSIONS: Final[Mapping[str, Any]] = {"DATE": date.fromisoformat, "BOOLEAN": bool}


def _write_csv(path: Path, connection: sqlite3.Connection, names: Sequence[str]) -> None:
    (name,) = names
    # Without a byte order mark Excel assumes an older encoding.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        _write_line(file, _columns(name))
        for row in _rows(connection, name):
            _write_line(file, ("" if value is None else _cell_of_csv(value) for value in row))


def _write_line(file: IO[str], cells: Any) -> None:
    # A spreadsheet that expects semicolons splits a text at them unless it is in quotation marks.
    file.write(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if cell else "" for cell in cells) + "\n")


def _cell_of_csv(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return csv.escaped(value) if isinstance(value, str) else str(value)


def _write_xlsx(path: Path, connection: sqlite3.Connection, names: Sequence[str]) -> None:
    try:
        _write_book(path, connection, names)
    except packages.xlsxwriter().exceptions.FileCreateError as error:
        raise OSError(str(error)) from None


def _write_book(path: Path, connection: sqlite3.Connection, names: Sequence[str]) -> None:
    options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "yyyy-mm-dd"}
    with closing(packages.xlsxwriter().Workbook(str(path), options)) as book:
        book.set_properties({"author": _AUTHOR, "created": _CREATED})
        heading = book.add_format({"bold": True})
        for name in names:
            sheet = book.add_worksheet(name)
            header = [*_columns(name)]
            for column, title in enumerate(header):
                sheet.set_column(column, column, _width(title, connection, name))
            sheet.freeze_panes(1, 0)
            # Paragraph 1.10 is text on purpose: as a number it would be 1.1.
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{_MAX_ROWS}"})
            sheet.write_row(0, 0, header, heading)
            last = 0
            for last, row in enumerate(_rows(connection, name), 1):
                if last == _MAX_ROWS:
                    raise ValueError(f"{name} has more rows than the {_MAX_ROWS:,} of an Excel sheet; write .csv")
                for column, value in enumerate(row):
                    _write_cell(sheet, last, column, value)
            sheet.autofilter(0, 0, last, len(header) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        if len(value) > _MAX_CELL:
            message = f"row {row} of {sheet.name} has a text of {len(value):,} characters"
            raise ValueError(f"{message}, more than the {_MAX_CELL:,} of an Excel cell; write .csv")
        sheet.write_string(row, column, value)  # unlike `write`, it never makes a formula or a link
    elif value is not None:
        sheet.write(row, column, value)


def _width(title: str, connection: sqlite3.Connection, name: str) -> int:
    """Return a width that fits the heading and the longest value, in characters."""
    query = f'SELECT max(length("{title}")) FROM "{name}"'  # noqa: S608 - our names
    (longest,) = connection.execute(query).fetchone()
    return min(_MAX_WIDTH, max(len(title) + 4, (longest or 0) + 1))  # 4 more for the filter button


_FORMATS: Final[Mapping[str, Any]] = {"csv": _write_csv, "xlsx": _write_xlsx}
