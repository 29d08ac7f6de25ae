"""From reports to Arrow, batch by batch.

A batch of documents goes in and a batch of rows for each table comes out, whoever calls:
this process, the processes of the command line, or those of a cluster.
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

#: The type of Arrow that each kind of column has.
ARROW: Final[Mapping[Kind, str]] = {
    "text": "string", "position": "int32", "count": "int64", "number": "float64", "day": "date32", "flag": "bool_",
}  # fmt: skip


@functools.cache
def arrow_schema(name: str) -> pa.Schema:
    """Return the schema of a table, with what there is to say about it and its columns as metadata.

    Raises:
        ValueError: there is no such table.
        MissingExtraError: pyarrow is not installed.
    """
    arrow = packages.arrow()
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r} of reports; there are: {', '.join(TABLES)}")
    table = TABLES[name]
    fields = [
        arrow.field(column.name, getattr(arrow, ARROW[column.kind])(), column.nullable, metadata=_metadata(column))
        for column in table.columns
    ]
    return arrow.schema(fields, metadata=_about(table))


def _metadata(column: Column) -> dict[str, str]:
    found = {"description": column.description, "unit": column.unit, "fields": " ".join(column.fields)}
    personal = {"personal_data": "true"} if column.is_personal else {}
    return {key: value for key, value in found.items() if value} | personal


def _about(table: Table) -> dict[str, str]:
    references = [{"columns": each.columns, "table": each.table, "to": each.to} for each in table.references]
    return {"description": table.about, "primary_key": json.dumps(table.key), "foreign_keys": json.dumps(references)}


class Builder:
    """Takes reports and problems one by one, and makes a batch for each table of them.

    Args:
        quantities: whether to read the quantities, which takes longer than all else; without them
            their table is empty.
    """

    def __init__(self, *, quantities: bool = True) -> None:
        self._with_quantities = quantities
        self._rows = no_rows()
        self._known: set[str] = set()

    def add(self, report: Report) -> tuple[Problem, ...]:
        """Take a report, unless one with its id came before: that is a problem, which is returned."""
        if report.id in self._known:
            return (Problem("SQS017", "/id", params={"id": report.id}),)
        self._known.add(report.id)
        add(self._rows, report, with_quantities=self._with_quantities)
        return ()

    def add_problems(
        self, problems: Iterable[Problem], *, source: str | None = None, index: int = 0, report_id: str | None = None
    ) -> None:
        """Take the problems of a document.

        Args:
            problems: what is wrong with it.
            source: the name of the file that it is from.
            index: its position there, counted from 0.
            report_id: the id of the report that it is, if it is one.
        """
        for problem in problems:
            words = (problem.code, problem.severity, problem.message, problem.suggestion)
            place = (problem.pointer or None, problem.line, problem.column, problem.page)
            row = (source, index, report_id, *words, *place)
            # A name of a file need not be UTF-8, and a table is.
            cells = (replace_surrogates(cell) if isinstance(cell, str) else cell for cell in row)
            self._rows["problems"].append(tuple(cells))

    def build(self) -> Mapping[str, pa.RecordBatch]:
        """Return a batch for each table of what was taken since the last time."""
        arrow = packages.arrow()
        gathered, self._rows = self._rows, no_rows()
        found = {}
        for name, rows in gathered.items():
            schema = arrow_schema(name)
            columns = zip(*rows, strict=True) if rows else [()] * len(schema)
            arrays = [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            found[name] = arrow.RecordBatch.from_arrays(arrays, schema=schema)
        return found


def tables_of_batch(
    batch: pa.RecordBatch, column: str = "value", *, quantities: bool = True
) -> Mapping[str, pa.RecordBatch]:
    """Make a batch of rows for each table of a batch of documents.

    Args:
        batch: has a document as JSON, text or bytes, in each row of *column*, and perhaps the
            columns ``source``, the name of its file, and ``index``, its position there. Without
            them the index is the position in the batch.
        column: the name of that column.
        quantities: whether to read the quantities; without them their table is empty.

    What is no report has only rows of problems.
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
    """Make the rows of the table ``problems`` for a batch of documents, each judged by itself.

    It takes what `tables_of_batch` takes. Two reports with one id are no problem here: who
    validates documents does not put them into tables.
    """
    builder = Builder()
    for text, source, index in _documents(batch, column):
        document, problems = examine(text)
        if problems:
            report_id = None if errors_in(problems) else document["id"]
            builder.add_problems(problems, source=source, index=index, report_id=report_id)
    return builder.build()["problems"]


def _documents(batch: pa.RecordBatch, column: str) -> Iterator[tuple[str | bytes, str | None, int]]:
    """Yield the text, source and index of each document; what is null is an empty text."""
    names = batch.schema.names
    sources = batch.column("source").to_pylist() if "source" in names else [None] * len(batch)
    indexes = batch.column("index").to_pylist() if "index" in names else range(len(batch))
    for text, source, index in zip(batch.column(column).to_pylist(), sources, indexes, strict=True):
        yield b"" if text is None else text, source, index
