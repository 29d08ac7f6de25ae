"""Convert reports to Arrow record batches, one for each table.

This process, the worker processes of the command line and those of a Spark cluster all use it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from sqsreport import codec
from sqsreport._text import replace_surrogates
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in
from sqsreport.tables import packages
from sqsreport.tables.columns import Column, Kind, Table
from sqsreport.tables.layout import TABLES
from sqsreport.tables.rows import add, no_rows
from sqsreport.validation import examine

if TYPE_CHECKING:
    import pyarrow as pa

#: The Arrow type of each kind of column.
ARROW: Final[Mapping[Kind, str]] = {
    "text": "string", "position": "int32", "count": "int64", "number": "float64", "day": "date32", "flag": "bool_",
}  # fmt: skip


@functools.cache
def arrow_schema(name: str) -> pa.Schema:
    """Return the schema of a table, with its description and those of its columns as metadata.

    Raises:
        ValueError: there is no such table.
        MissingExtraError: pyarrow is not installed.
    """
    arrow = packages.arrow()
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r} of reports; there are: {', '.join(TABLES)}")
    table = TABLES[name]
    fields = [
        arrow.field(
            column.name, getattr(arrow, ARROW[column.kind])(), column.nullable, metadata=_column_metadata(column)
        )
        for column in table.columns
    ]
    return arrow.schema(fields, metadata=_table_metadata(table))


def _column_metadata(column: Column) -> dict[str, str]:
    metadata = {"description": column.description, "unit": column.unit, "fields": " ".join(column.fields)}
    personal = {"personal_data": "true"} if column.is_personal else {}
    return {key: value for key, value in metadata.items() if value} | personal


def _table_metadata(table: Table) -> dict[str, str]:
    references = [{"columns": each.columns, "table": each.table, "to": each.to} for each in table.references]
    return {"description": table.about, "primary_key": json.dumps(table.key), "foreign_keys": json.dumps(references)}


class Builder:
    """Collects reports and problems, and builds a record batch for each table from them.

    Args:
        quantities: whether to fill the table ``quantities``, which takes most of the time.
    """

    def __init__(self, *, quantities: bool = True) -> None:
        self._with_quantities = quantities
        self._rows = no_rows()
        self._ids: set[str] = set()

    def add(self, report: Report) -> tuple[Problem, ...]:
        """Add a report; if an earlier one has the same id, return that problem and do not add the report."""
        if report.id in self._ids:
            return (Problem("SQS017", "/id", params={"id": report.id}),)
        self._ids.add(report.id)
        add(self._rows, report, with_quantities=self._with_quantities)
        return ()

    def add_problems(
        self, problems: Iterable[Problem], *, source: str | None = None, index: int = 0, report_id: str | None = None
    ) -> None:
        """Add the problems of a document.

        Args:
            problems: the problems.
            source: the name of the file of the document.
            index: the 0-based position of the document in its file.
            report_id: the id of the document, if it is a report.
        """
        for problem in problems:
            words = (problem.code, problem.severity, problem.message, problem.suggestion)
            place = (problem.pointer or None, problem.line, problem.column, problem.page)
            row = (source, index, report_id, *words, *place)
            # A file name may not be valid Unicode, which Arrow requires.
            cells = (replace_surrogates(cell) if isinstance(cell, str) else cell for cell in row)
            self._rows["problems"].append(tuple(cells))

    def build(self) -> Mapping[str, pa.RecordBatch]:
        """Return a batch for each table with the rows that were added since the last call."""
        arrow = packages.arrow()
        rows_by_table, self._rows = self._rows, no_rows()
        batches = {}
        for name, rows in rows_by_table.items():
            schema = arrow_schema(name)
            columns = zip(*rows, strict=True) if rows else [()] * len(schema)
            arrays = [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            batches[name] = arrow.RecordBatch.from_arrays(arrays, schema=schema)
        return batches


def without_reports(batches: Mapping[str, pa.RecordBatch], ids: Iterable[str]) -> Mapping[str, pa.RecordBatch]:
    """Drop the rows of some reports from the batch of each table."""
    compute, arrow = packages.arrow_compute(), packages.arrow()
    dropped = arrow.array(sorted(ids), arrow.string())
    kept = {}
    for name, batch in batches.items():
        column = batch.column("id" if name == "reports" else "report_id")
        kept[name] = batch.filter(compute.invert(compute.is_in(column, value_set=dropped)))
    return kept


def tables_of_batch(
    batch: pa.RecordBatch, column: str = "value", *, quantities: bool = True
) -> Mapping[str, pa.RecordBatch]:
    """Convert a batch of documents to a batch of rows for each table.

    Args:
        batch: has a JSON document, as text or bytes, in each row of *column*, and optionally
            the columns ``source``, the name of its file, and ``index``, its position there.
            By default the index is the position in the batch.
        column: the name of the column with the documents.
        quantities: whether to fill the table ``quantities``.

    A document that is not a report has rows in the table ``problems`` only.
    """
    builder = Builder(quantities=quantities)
    for text, source, index in _documents(batch, column):
        report, problems = codec.read(text)
        if report:
            problems += builder.add(report)
        if problems:
            builder.add_problems(problems, source=source, index=index, report_id=report.id if report else None)
    return builder.build()


def problems_of_batch(batch: pa.RecordBatch, column: str = "value") -> pa.RecordBatch:
    """Return the rows of the table ``problems`` for a batch of documents, each validated by itself.

    The arguments are those of `tables_of_batch`. Two reports with the same id are not a
    problem here, because the documents are validated and not put into tables.
    """
    builder = Builder()
    for text, source, index in _documents(batch, column):
        document, problems = examine(text)
        if problems:
            report_id = None if errors_in(problems) else document["id"]
            builder.add_problems(problems, source=source, index=index, report_id=report_id)
    return builder.build()["problems"]


def _documents(batch: pa.RecordBatch, column: str) -> Iterator[tuple[str | bytes, str | None, int]]:
    """Yield the text, source and index of each document; a null document is an empty text."""
    names = batch.schema.names
    sources = batch.column("source").to_pylist() if "source" in names else [None] * len(batch)
    indexes = batch.column("index").to_pylist() if "index" in names else range(len(batch))
    for text, source, index in zip(batch.column(column).to_pylist(), sources, indexes, strict=True):
        yield b"" if text is None else text, source, index
