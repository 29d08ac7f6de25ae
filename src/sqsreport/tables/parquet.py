"""Write and read a folder of Parquet files, one for each table."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import packages
from sqsreport.tables.batches import arrow_schema
from sqsreport.tables.layout import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: The number of rows of a row group. It is fixed, so that the files do not depend on the size of the batches.
_ROW_GROUP: Final = 2**15


class Writer:
    """Writes record batches to the files of a folder.

    Args:
        folder: an existing, empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {name: _File(folder / f"{name}.parquet", name) for name in TABLES}

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        for name, batch in batches.items():
            self._files[name].write(batch)

    def close(self, *, is_whole: bool) -> None:
        """Write buffered rows, if all rows were added, and close the files."""
        with contextlib.ExitStack() as stack:
            for file in self._files.values():
                stack.callback(file.close, is_whole=is_whole)


class _File:
    def __init__(self, path: Path, name: str) -> None:
        self._schema = arrow_schema(name)
        self._writer = packages.arrow_parquet().ParquetWriter(path, self._schema, compression="zstd")
        self._buffer: list[Any] = []
        self._rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        self._buffer.append(batch)
        self._rows += batch.num_rows
        while self._rows >= _ROW_GROUP:
            self._write(_ROW_GROUP)

    def _write(self, rows: int) -> None:
        table = packages.arrow().Table.from_batches(self._buffer, self._schema)
        self._writer.write_table(table.slice(0, rows), row_group_size=_ROW_GROUP)
        self._buffer = table.slice(rows).to_batches()
        self._rows -= rows

    def close(self, *, is_whole: bool) -> None:
        try:
            if is_whole and self._rows:
                self._write(self._rows)
            self._writer.close()
        finally:
            self._writer.is_open = False  # otherwise its destructor tries to close it again


def is_generated(path: Path) -> bool:
    """Check whether a file is one of these tables, by its name and its columns."""
    if path.suffix != ".parquet" or path.stem not in TABLES:
        return False
    try:
        with path.open("rb") as file:  # Arrow cannot open a path that is not UTF-8
            schema = packages.arrow_parquet().read_schema(file)
    except (OSError, ValueError):
        return False
    return bool(schema.equals(arrow_schema(path.stem)))


def read(folder: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a folder."""
    read_table = packages.arrow_parquet().read_table
    paths = {name: folder / f"{name}.parquet" for name in TABLES}
    # The names of the parent folders are not partitions.
    return {name: read_table(path, partitioning=None) for name, path in paths.items() if path.exists()}
