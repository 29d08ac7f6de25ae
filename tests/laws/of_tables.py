"""The laws of tables: reports are converted to rows, and rows to equal reports."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from laws.draws import chance_of
from laws.register import law
from sqsreport import codec
from sqsreport.model import Report
from sqsreport.tables import (
    TABLES,
    from_arrow,
    problems_of_batch,
    read_tables,
    tables_of_batch,
    to_arrow,
    write_tables,
)
from sqsreport.testing.examples import Json


@law("reports", takes_many=True)
def arrow_round_trip(reports: list[Report]) -> None:
    """Converting reports to tables and back gives identical reports."""
    assert reports == from_arrow(to_arrow(reports))


@law("reports", formats=("parquet", "csv", "duckdb"), takes_many=True)
def tables_round_trip(reports: list[Report], format: str) -> None:
    """Writing the tables of reports to files and reading them back gives identical reports."""
    original = to_arrow(reports)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"tables.{format}")
        write_tables(original, path)
        tables = read_tables(path)

    assert reports == from_arrow(tables)
    assert original == tables


@law("reports", takes_many=True)
def only_the_order_of_reports_counts(reports: list[Report]) -> None:
    """The order of rows does not change the reports, except in the table of reports."""
    chance = chance_of([report.id for report in reports])
    tables = {
        name: table
        if name == "reports"
        else table.take(pa.array(chance.sample(range(len(table)), len(table)), pa.int64()))
        for name, table in to_arrow(reports).items()
    }

    assert reports == from_arrow(tables)


@law("reports", takes_many=True)
def a_batch_of_documents_makes_the_same_rows(reports: list[Report]) -> None:
    """A batch of JSON texts has the same rows as its reports, except for their problems."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [codec.dumps(report) for report in reports]}, pa.schema({"value": pa.string()})
    )
    batches = tables_of_batch(texts)
    expected = to_arrow(reports)

    assert list(TABLES) == list(batches)
    for name in TABLES.keys() - {"problems"}:
        assert expected[name] == pa.Table.from_batches([batches[name]])


@law("documents", takes_many=True)
def a_batch_has_the_same_problems_without_its_tables(documents: list[Json]) -> None:
    """The problems of a batch are those in its tables, except for repeated ids."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [json.dumps(document) for document in documents] + [None]}, pa.schema({"value": pa.string()})
    )
    expected = [row for row in tables_of_batch(texts)["problems"].to_pylist() if row["code"] != "SQS017"]

    assert expected == problems_of_batch(texts).to_pylist()
