"""The laws of tables: of reports become rows, and of rows the same reports."""

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
    """From the tables of reports come the identical reports."""
    assert reports == from_arrow(to_arrow(reports))


@law("reports", formats=("parquet", "csv", "duckdb"), takes_many=True)
def tables_round_trip(reports: list[Report], format: str) -> None:
    """From the tables of reports come the identical reports, by way of files too."""
    made = to_arrow(reports)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"tables.{format}")
        write_tables(made, path)
        tables = read_tables(path)

    assert reports == from_arrow(tables)
    assert made == tables


@law("reports", takes_many=True)
def only_the_order_of_reports_counts(reports: list[Report]) -> None:
    """Rows of all tables but the reports may come in any order, and the reports are the same."""
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
    """A batch of JSON texts makes the rows that the reports make, but for their problems."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [codec.dumps(report) for report in reports]}, pa.schema({"value": pa.string()})
    )
    found = tables_of_batch(texts)
    expected = to_arrow(reports)

    assert list(TABLES) == list(found)
    for name in TABLES.keys() - {"problems"}:
        assert expected[name] == pa.Table.from_batches([found[name]])


@law("documents", takes_many=True)
def a_batch_has_the_same_problems_without_its_tables(documents: list[Json]) -> None:
    """The problems of a batch are those in its tables, but for an id that came before."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [json.dumps(document) for document in documents] + [None]}, pa.schema({"value": pa.string()})
    )
    expected = [row for row in tables_of_batch(texts)["problems"].to_pylist() if row["code"] != "SQS017"]

    assert expected == problems_of_batch(texts).to_pylist()
