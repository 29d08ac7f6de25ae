"""A folder of Parquet: one file for each table."""

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

#: Rows that stand together in a file. Files are the same however the rows came in batches.
_GROUP: Final = 2**15


class Writer:
    """Writes the rows of batches, one batch after the other.

    Args:
        folder: where the files go; it is there and empty.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {name: _File(folder / f"{name}.parquet", name) for name in TABLES}

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        for name, batch in batches.items():
            self._files[name].write(batch)

    def close(self, *, is_whole: bool) -> None:
        """Write what is held back, if the rows are all that there are, and end the files."""
        with contextlib.ExitStack() as stack:
            for file in self._files.values():
                stack.callback(file.close, is_whole=is_whole)


class _File:
    def __init__(self, path: Path, name: str) -> None:
        self._schema = arrow_schema(name)
        self._writer = packages.arrow_parquet().ParquetWriter(path, self._schema, compression="zstd")
        self._held: list[Any] = []
        self._rows = 0

    def write(self, batch: pa.RecordBatch) -> None:
        self._held.append(batch)
        self._rows += batch.num_rows
        while self._rows >= _GROUP:
            self._write(_GROUP)

    def _write(self, rows: int) -> None:
        table = packages.arrow().Table.from_batches(self._held, self._schema)
        self._writer.write_table(table.slice(0, rows), row_group_size=_GROUP)
        self._held = table.slice(rows).to_batches()
        self._rows -= rows

    def close(self, *, is_whole: bool) -> None:
        try:
            if is_whole and self._rows:
                self._write(self._rows)
            self._writer.close()
        finally:
            self._writer.is_open = False  # or it tries once more when it is thrown away


def is_ours(path: Path) -> bool:
    """Tell whether a file is one of these tables: it has the name of one, and its columns."""
    if path.suffix != ".parquet" or path.stem not in TABLES:
        return False
    try:
        with path.open("rb") as file:  # Arrow opens no path that is not UTF-8
            schema = packages.arrow_parquet().read_schema(file)
    except (OSError, ValueError):
        return False
    return bool(schema.equals(arrow_schema(path.stem)))


def read(folder: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a folder."""
    read_table = packages.arrow_parquet().read_table
    paths = {name: folder / f"{name}.parquet" for name in TABLES}
    # Partitions are told by the names of folders, and these have none.
    return {name: read_table(path, partitioning=None) for name, path in paths.items() if path.exists()}
