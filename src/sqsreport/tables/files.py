"""Tables as files: in a folder or a database, which appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, get_args

from sqsreport._files import StrPath
from sqsreport.errors import UnknownFormatError
from sqsreport.tables import packages
from sqsreport.tables.batches import arrow_schema
from sqsreport.tables.describing import METADATA
from sqsreport.tables.layout import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: A folder of Parquet, a folder of CSV with what describes it, or one file of DuckDB.
Format = Literal["parquet", "csv", "duckdb"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_ENDINGS: Final[Mapping[str, Format]] = {
    ".parquet": "parquet", ".csv": "csv", ".duckdb": "duckdb", ".db": "duckdb",
}  # fmt: skip
_HOMES: Final[Mapping[Format, str]] = {
    "parquet": "sqsreport.tables.parquet",
    "csv": "sqsreport.tables.csv",
    "duckdb": "sqsreport.tables.database",
}

#: What a folder may have that is replaced: whatever else is in it is none of ours.
_OURS: Final = {*METADATA, *(f"{name}.{ending}" for name in TABLES for ending in ("parquet", "csv"))}


class Writer(Protocol):
    """Takes rows, batch by batch."""

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""


def format_of(path: StrPath, given: str | None = None) -> Format:
    """Return the format of tables at a path: the one that was *given*, or that of its ending, or Parquet.

    Raises:
        UnknownFormatError: there is no such format.
    """
    if given is None:
        return _ENDINGS.get(Path(path).suffix.casefold(), "parquet")
    found = next((name for name in FORMATS if name == given), None)
    if found is None:
        raise UnknownFormatError(given, FORMATS)
    return found


@contextlib.contextmanager
def writing(path: StrPath, format: str | None = None, *, force: bool = False) -> Iterator[Writer]:
    """Give what writes tables, which take their place when all is written.

    Args:
        path: the folder or the file that is made.
        format: ``parquet``, ``csv`` or ``duckdb``; without it the ending of *path* tells, or it is Parquet.
        force: replace what is there, if it is tables and nothing else.

    Raises:
        FileExistsError: something is there, and it may not be replaced.
        OSError: it cannot be written; what was there before is unchanged.
        UnknownFormatError: there is no such format.
        MissingExtraError: a package that it wants is not installed.
    """
    name = format_of(path, format)
    target = Path(os.path.realpath(path))
    check_target(target, name, force=force)
    if name == "duckdb":
        packages.duckdb()  # before pyarrow is asked for: this extra brings both
    beside = target.parent / f".sqsreport-{secrets.token_hex(8)}.tmp"
    try:
        if name != "duckdb":
            beside.mkdir()
        writer: Any = import_module(_HOMES[name]).Writer(beside)
        try:
            yield writer
        except BaseException:
            writer.close(is_whole=False)
            raise
        writer.close(is_whole=True)
        check_target(target, name, force=force)
        _replace(beside, target)
    finally:
        _remove(beside)
        _remove(beside.with_suffix(".tmp.wal"))


def check_target(path: StrPath, format: Format, *, force: bool = False) -> None:
    """Make sure that tables may be written to a path.

    Raises:
        FileExistsError: something is there, and it may not be replaced.
        OSError: it cannot be looked at.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target):
        return
    if not force:
        raise FileExistsError(17, "it is there already", str(path))
    if format == "duckdb":
        if not target.is_file():
            raise FileExistsError(17, "it is there already, and no file", str(path))
    elif not target.is_dir() or {entry.name for entry in target.iterdir()} - _OURS:
        raise FileExistsError(17, "it is there already, and no folder of tables alone", str(path))


def _replace(beside: Path, target: Path) -> None:
    if not target.is_dir():
        beside.replace(target)
        return
    # A folder with something in it cannot be replaced, and is put out of the way instead.
    old = target.parent / f".sqsreport-{secrets.token_hex(8)}.old"
    target.rename(old)
    try:
        beside.rename(target)
    except BaseException:  # an interrupt, too, leaves what was there where it was
        old.rename(target)
        raise
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def read_tables(path: StrPath) -> Mapping[str, pa.Table]:
    """Read tables from a folder of Parquet or of CSV, or from a DuckDB file; `from_arrow` makes reports of them.

    Raises:
        OSError: they cannot be read.
        ValueError: what is there are no tables.
        MissingExtraError: a package that it wants is not installed.
    """
    place = Path(path)
    if place.is_dir():
        name: Format = "csv" if (place / "reports.csv").exists() else "parquet"
    else:
        name = "duckdb"
        place.stat()  # DuckDB would say more than that nothing is there
    found: Mapping[str, pa.Table] = import_module(_HOMES[name]).read(place)
    return {name: as_laid_out(table, name) for name, table in found.items()}


def as_laid_out(table: pa.Table, name: str) -> pa.Table:
    """Give a table its columns in their order and types: what comes by way of others may have wider ones.

    Raises:
        ValueError: a column is missing or comes twice, or what is in it cannot be what it should.
    """
    schema = arrow_schema(name)
    there = Counter(table.schema.names)
    if missing := [column for column in schema.names if not there[column]]:
        raise ValueError(f"the table {name!r} has no column {missing[0]!r}")
    if repeated := [column for column in schema.names if there[column] > 1]:
        raise ValueError(f"the table {name!r} has more than one column {repeated[0]!r}")
    return table.select(schema.names).cast(schema)


def write_tables(
    tables: Mapping[str, pa.Table], path: StrPath, *, format: str | None = None, force: bool = False
) -> None:
    """Write tables such as those of `to_arrow`: all of them appear, or none.

    Args:
        tables: what to write.
        path: the folder or the file that is made.
        format: ``parquet``, ``csv`` or ``duckdb``; without it the ending of *path* tells, or it is Parquet.
        force: replace what is there, if it is tables and nothing else.

    Raises:
        FileExistsError: something is there, and it may not be replaced.
        OSError: they cannot be written; what was there before is unchanged.
        UnknownFormatError: there is no such format.
        MissingExtraError: a package that it wants is not installed.
    """
    with writing(path, format, force=force) as writer:
        for name in TABLES:
            for batch in as_laid_out(tables[name], name).to_batches():
                writer.write({name: batch})
