from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import examples
import mutations
import strategies
from examples import Json
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

FORMATS: Final = ("parquet", "csv", "duckdb")

#: Reports with different ids, as they come from a folder.
few_reports: Final = st.lists(strategies.reports(), max_size=3, unique_by=lambda report: report.id)


def northmoor() -> Report:
    """Return the invented report."""
    return codec.from_data(examples.northmoor())


@given(few_reports)
def test_tables_make_the_same_reports_again(reports: list[Report]) -> None:
    """From the tables of reports come the identical reports."""
    assert reports == from_arrow(to_arrow(reports))


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=30)
@given(few_reports)
def test_files_make_the_same_reports_again(format: str, reports: list[Report]) -> None:
    """From the tables of reports come the identical reports, by way of files too."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"tables.{format}")
        write_tables(to_arrow(reports), path)
        tables = read_tables(path)

    assert reports == from_arrow(tables)
    if format != "duckdb":  # which has nested items behind all others
        assert to_arrow(reports) == tables


@given(few_reports, st.randoms(use_true_random=False))
def test_only_the_order_of_reports_counts(reports: list[Report], chance: random.Random) -> None:
    """Rows of all tables but the reports may come in any order, and the reports are the same."""
    tables = {
        name: table
        if name == "reports"
        else table.take(pa.array(chance.sample(range(len(table)), len(table)), pa.int64()))
        for name, table in to_arrow(reports).items()
    }

    assert reports == from_arrow(tables)


@given(few_reports)
def test_a_batch_of_documents_makes_the_same_rows(reports: list[Report]) -> None:
    """A batch of JSON texts makes the rows that the reports make, but for their problems."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [codec.dumps(report) for report in reports]}, pa.schema({"value": pa.string()})
    )
    found = tables_of_batch(texts)
    expected = to_arrow(reports)

    assert list(TABLES) == list(found)
    for name in TABLES.keys() - {"problems"}:
        assert expected[name] == pa.Table.from_batches([found[name]])


@given(st.lists(mutations.mutated(), max_size=3))
def test_a_batch_of_documents_has_the_same_problems_without_its_tables(documents: list[Json]) -> None:
    """The problems of a batch are those in its tables, but for an id that came before."""
    texts = pa.RecordBatch.from_pydict(
        {"value": [json.dumps(document) for document in documents] + [None]}, pa.schema({"value": pa.string()})
    )
    expected = [row for row in tables_of_batch(texts)["problems"].to_pylist() if row["code"] != "SQS017"]

    assert expected == problems_of_batch(texts).to_pylist()
