"""A folder of CSV, safe in a spreadsheet, described as a Data Package and by CSVW."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import packages
from sqsreport.tables.batches import arrow_schema
from sqsreport.tables.describing import METADATA
from sqsreport.tables.layout import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: What a spreadsheet takes for the beginning of a formula, the wide forms of some languages too.
_FORMULA: Final = r"[=+\-@\t\r\n＝＋－＠]"

#: An apostrophe before what would be a formula, or before apostrophes before it, so that one can be taken away again.
ESCAPE: Final = (f"^('*{_FORMULA})", r"'\1")
_UNESCAPE: Final = (f"^'('*{_FORMULA})", r"\1")


class Writer:
    """Writes the rows of batches, one batch after the other.

    Args:
        folder: where the files go; it is there and empty.
    """

    def __init__(self, folder: Path) -> None:
        csv = packages.arrow_csv()
        # Where a comma does not part cells but a semicolon does, only quotation marks keep a text in its cell.
        options = csv.WriteOptions(quoting_style="all_valid")
        self._files = {
            name: csv.CSVWriter(folder / f"{name}.csv", arrow_schema(name), write_options=options) for name in TABLES
        }
        for name, described in METADATA.items():
            text = json.dumps(described(), ensure_ascii=False, indent=2)
            (folder / name).write_text(f"{text}\n", encoding="utf-8")

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        for name, batch in batches.items():
            if batch.num_rows:
                self._files[name].write_batch(_changed(batch, *ESCAPE))

    def close(self, *, is_whole: bool) -> None:  # noqa: ARG002 - nothing is held back
        """End the files."""
        for file in self._files.values():
            file.close()


def read(folder: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a folder, and undo what makes them safe in a spreadsheet."""
    csv = packages.arrow_csv()
    found = {}
    for name in TABLES:
        path = folder / f"{name}.csv"
        if not path.exists():
            continue
        types = {field.name: field.type for field in arrow_schema(name)}
        table = csv.read_csv(
            path,
            # A line has to fit into a block.
            read_options=csv.ReadOptions(block_size=min(max(path.stat().st_size, 2**20), 2**30)),
            convert_options=csv.ConvertOptions(
                column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
            ),
        )
        found[name] = _changed(table, *_UNESCAPE)
    return found


def _changed(rows: Any, pattern: str, replacement: str) -> Any:
    """Replace a pattern in all texts of a table or a batch."""
    replace, is_text = packages.arrow_compute().replace_substring_regex, packages.arrow().types.is_string
    columns = [
        replace(column, pattern=pattern, replacement=replacement) if is_text(column.type) else column
        for column in rows.columns
    ]
    return type(rows).from_arrays(columns, schema=rows.schema)
