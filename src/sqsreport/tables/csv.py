"""A folder of CSV, safe in a spreadsheet, described as a Data Package and by CSVW."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import packages
from sqsreport.tables.batches import arrow_schema
from sqsreport.tables.describing import METADATA, is_generated_description
from sqsreport.tables.layout import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: Spaces and invisible characters, as a character class for the regular expressions of both Python and pyarrow.
_INVISIBLE: Final = (
    "[ \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f]"
)

#: What a spreadsheet may interpret as the start of a formula: the operators, in their full-width and small forms too,
#: also after spaces and invisible characters.
_FORMULA: Final = _INVISIBLE + r"*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫]"

#: Put an apostrophe before a formula, and before apostrophes and a formula, so that one apostrophe can be removed
#: again.
ESCAPE: Final = (f"^('*{_FORMULA})", r"'\1")
_ESCAPED: Final = re.compile(ESCAPE[0])
_UNESCAPE: Final = (f"^'('*{_FORMULA})", r"\1")

#: The position and the reason in an error of pyarrow.
_ERROR: Final = re.compile(
    r"(?:In CSV column #(?P<column>\d+): |CSV parse error: )(?:Row #(?P<row>\d+): )?(?P<reason>.*)", re.DOTALL
)

#: The maximum length of a header that is read, in characters; those of our tables are shorter.
_MAX_HEADER: Final = 2**16


class Writer:
    """Writes record batches to the files of a folder.

    Args:
        folder: an existing, empty folder.
    """

    def __init__(self, folder: Path) -> None:
        arrow, writer = packages.arrow(), packages.arrow_csv()
        # A spreadsheet that expects semicolons splits a text at them unless it is in quotation marks.
        options = writer.WriteOptions(quoting_style="all_valid")
        self._sinks = {name: arrow.OSFile(str(folder / f"{name}.csv"), "wb") for name in TABLES}
        self._files = {}
        for name, sink in self._sinks.items():
            sink.write(codecs.BOM_UTF8)  # without it Excel assumes an older encoding, and shows wrong accents
            self._files[name] = writer.CSVWriter(sink, arrow_schema(name), write_options=options)
        for name, describe in METADATA.items():
            text = json.dumps(describe(), ensure_ascii=False, indent=2)
            (folder / name).write_text(f"{text}\n", encoding="utf-8")

    def write(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """Write a batch of rows for each table."""
        for name, batch in batches.items():
            if batch.num_rows:
                self._files[name].write_batch(_replace(batch, *ESCAPE))

    def close(self, *, is_whole: bool) -> None:  # noqa: ARG002 - nothing is buffered
        """Close the files."""
        for file in (*self._files.values(), *self._sinks.values()):
            file.close()


def escaped(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would interpret as a formula."""
    return _ESCAPED.sub(ESCAPE[1], text)


def is_generated(path: Path) -> bool:
    """Check whether a file is one of these tables or their descriptions, by its name and its content."""
    try:
        if path.name in METADATA:
            return is_generated_description(path.name, path.read_text(encoding="utf-8"))
        return path.suffix == ".csv" and path.stem in TABLES and header_of(path) == arrow_schema(path.stem).names
    except (OSError, ValueError):
        return False


def header_of(path: Path) -> list[str]:
    """Return the names of the columns of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader([file.readline(_MAX_HEADER)]), [])


def read(folder: Path) -> Mapping[str, pa.Table]:
    """Read the tables of a folder, and remove the apostrophes that make them safe in a spreadsheet.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not valid; the message has the file and, if known, the row and the column.
    """
    paths = {name: folder / f"{name}.csv" for name in TABLES}
    return {name: _replace(_read(path, name), *_UNESCAPE) for name, path in paths.items() if path.exists()}


def _read(path: Path, name: str) -> pa.Table:
    reader = packages.arrow_csv()
    header = header_of(path)
    _check_header(path, header)
    arrow = packages.arrow()
    # A number is read as text first: pyarrow would round one with more digits than a double has.
    types = {
        field.name: arrow.string() if arrow.types.is_floating(field.type) else field.type
        for field in arrow_schema(name)
    }
    options = reader.ConvertOptions(
        column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
    )
    # pyarrow requires each line to fit in a block.
    size = min(max(path.stat().st_size, 2**20), 2**30)
    try:
        return reader.read_csv(path, reader.ReadOptions(block_size=size), convert_options=options)
    except arrow.ArrowInvalid:
        pass
    try:  # again with one thread, because only then the error has the number of the row
        return reader.read_csv(
            path, reader.ReadOptions(block_size=size, use_threads=False), convert_options=options
        )  # pragma: no cover - it fails with one thread too
    except arrow.ArrowInvalid as error:
        raise ValueError(f"{path.name}: {_explain(str(error), header)}") from None


def _check_header(path: Path, header: list[str]) -> None:
    if len(header) == 1 and (sign := next((sign for sign in ";\t" if sign in header[0]), None)):
        raise ValueError(f"{path.name}: its cells are separated by {sign!r}; save it with commas")
    if repeated := [column for column in header if header.count(column) > 1]:
        raise ValueError(f"{path.name}: it has two columns {repeated[0]!r}")


def _explain(reason: str, header: list[str]) -> str:
    """Rephrase an error of pyarrow with the name of the column.

    pyarrow counts columns from 0, and the header as row 1.
    """
    match = _ERROR.fullmatch(reason)
    if not match:
        return reason
    row = f"row {match['row']}, " if match["row"] else ""
    number = match["column"]
    column = f"column {header[int(number)]!r}: " if number and int(number) < len(header) else ""
    return f"{row}{column}{match['reason']}"


def _replace(rows: Any, pattern: str, replacement: str) -> Any:
    """Replace a pattern in all texts of a table or a batch."""
    replace_all, is_text = packages.arrow_compute().replace_substring_regex, packages.arrow().types.is_string
    columns = [
        replace_all(column, pattern=pattern, replacement=replacement) if is_text(column.type) else column
        for column in rows.columns
    ]
    return type(rows).from_arrays(columns, schema=rows.schema)
