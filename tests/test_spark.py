from __future__ import annotations

import gzip
import json
import os
import random
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sqsreport import MissingExtraError, codec, spark
from sqsreport.batch import lines
from sqsreport.cli import main
from sqsreport.model import Report
from sqsreport.tables import (
    TABLES,
    VIEWS,
    arrow_schema,
    from_arrow,
    problems_of_batch,
    read_tables,
    tables_of_batch,
    to_arrow,
)
from sqsreport.testing import breakages, examples, strategies
from sqsreport.testing.examples import Json

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = (ROOT / "docs" / "guides" / "five-questions.md").read_text(encoding="utf-8")

#: The questions on the page, each with its query and the table of its answer.
QUESTIONS: Final = re.findall(r"## ([^\n]+\?)\n.*?```sql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", PAGE, re.DOTALL)

#: The requirements of Spark that are missing on this machine.
_MISSING: Final = [
    *(["pyspark, which the extra 'spark' brings"] if find_spec("pyspark") is None else []),
    *([] if shutil.which("java") or os.environ.get("JAVA_HOME") else ["Java 17 or newer"]),
]

#: Marks of tests that use a real Spark, which is a separate process on this machine.
on_spark: Final = [
    pytest.mark.skipif(
        bool(_MISSING) and not os.environ.get("SQSREPORT_WANTS_SPARK"), reason=f"needs {' and '.join(_MISSING)}"
    ),
    pytest.mark.allow_hosts(["127.0.0.1"]),
]

Rows = list[dict[str, Any]]


def marked(test: Any) -> Any:
    """Mark a test that uses a real Spark."""
    for mark in on_spark:
        test = mark(test)
    return test


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """Yield a local Spark session with two workers, which splits even small files."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    environment = pytest.MonkeyPatch()
    environment.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    environment.setenv("PYSPARK_PYTHON", sys.executable)
    spark_session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", str(folder / "local"))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.files.maxPartitionBytes", "60000")
        .config("spark.sql.files.openCostInBytes", "1000")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5")
        .getOrCreate()
    )
    yield spark_session
    spark_session.stop()
    environment.undo()


def variation(number: int) -> Json:
    """Return the example report with another id and area."""
    document = examples.northmoor()
    area = f"Northmoor {number}"
    document["inspection"]["service"]["area"] = area
    document["id"] = f"northmoor-{number}-sqs-2015-03-09"
    document["title"] = document["title"].replace("Northmoor", area)
    return document


def lines_of(documents: list[Json]) -> list[bytes]:
    """Return documents as lines."""
    return [json.dumps(document, ensure_ascii=False).encode() for document in documents]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of valid and invalid documents, with ids that are repeated within a file and between files."""
    path = tmp_path_factory.mktemp("reports")
    broken = lines_of([each.document() for each in breakages.PICKED[:40]])
    first = lines_of([variation(number) for number in (*range(20), 3, 11)])
    first[4:4] = [b"", b" \t\r", first[1] + b"\r", b'{"id": ', b"null"]
    first.insert(0, b"\xff" + first[0])
    second = [*lines_of([variation(number) for number in (30, 5, 31, 30)]), *broken]
    third = [*broken[::2], *lines_of([variation(number) for number in (40, 31, 19)])]
    (path / "a.jsonl").write_bytes(b"\n".join(first) + b"\n")
    (path / "b.jsonl.gz").write_bytes(gzip.compress(b"\n".join(second) + b"\n"))
    (path / "c d.jsonl").write_bytes(b"\n".join(third) + b"\n")
    return path


def documents_in(folder: Path) -> Rows:
    """Return the documents of a folder as a single machine reads them."""
    return [
        {"value": chunk.data, "source": path.name, "index": index}
        for path in sorted(folder.iterdir())
        for index, chunk in enumerate(
            lines.split_lines([(gzip.decompress if path.suffix == ".gz" else bytes)(path.read_bytes())])
        )
    ]


def with_file_names(rows: Rows) -> Rows:
    """Return rows with only the name of the file of each."""
    return [{**row, "source": (row["source"] or "").rpartition("/")[2].replace("%20", " ")} for row in rows]


def without_places(rows: Rows) -> Rows:
    """Return rows of problems without the positions of whole documents and of other reports."""
    position = {"line": None}
    repetition = {"line": None, "column": None, "suggestion": None}
    return [{**row, **(repetition if row["code"] == "SQS017" else position)} for row in rows]


def in_order(rows: Rows) -> Rows:
    """Return sorted rows."""
    return sorted(rows, key=lambda row: [(each is not None, each) for each in row.values()])


def arrow_of(frames: Mapping[str, DataFrame]) -> dict[str, pa.Table]:
    """Return the rows of tables of Spark, sorted by key."""
    return {
        name: pa.Table.from_pylist(in_order(frame.toArrow().to_pylist()), arrow_schema(name))
        for name, frame in frames.items()
    }


def rows_of(tables: Mapping[str, pa.Table]) -> dict[str, Rows]:
    """Return the rows of tables, sorted by key."""
    return {name: in_order(table.to_pylist()) for name, table in tables.items()}


def texts_of(reports: list[Report]) -> list[str]:
    """Return reports as lines of JSON."""
    return [json.dumps(codec.to_dict(report), ensure_ascii=False) for report in reports]


@marked
def test_reading_gives_the_documents_with_their_places(session: SparkSession, folder: Path) -> None:
    """Split files have the documents that one machine reads, each with its file and index."""
    frame = spark.read_reports(session, str(folder))
    rows = frame.selectExpr("cast(value as binary) as value", "source", "index").toArrow().to_pylist()

    assert frame.rdd.getNumPartitions() > 3
    assert in_order(documents_in(folder)) == in_order(with_file_names(rows))


@marked
def test_several_paths_are_read(session: SparkSession, folder: Path) -> None:
    """`read_reports` accepts a list of files."""
    paths = [str(folder / "a.jsonl"), str(folder / "b.jsonl.gz")]
    expected = [row["index"] for row in documents_in(folder) if row["source"] != "c d.jsonl"]

    assert sorted(expected) == sorted(row["index"] for row in spark.read_reports(session, paths).collect())


@marked
def test_tables_are_those_of_the_command_line(session: SparkSession, folder: Path, tmp_path: Path) -> None:
    """Spark returns the same rows as one machine, for valid and invalid documents and for repeated ids."""
    target = tmp_path / "tables.parquet"
    CliRunner().invoke(main, ["tables", *map(str, sorted(folder.iterdir())), "-o", str(target)])
    expected = rows_of(read_tables(target))
    with spark.tables(spark.read_reports(session, str(folder))) as frames:
        actual = rows_of(arrow_of(frames))

    assert 5 < sum(row["code"] == "SQS017" for row in expected["problems"])
    assert list(TABLES) == list(actual)
    for name in TABLES.keys() - {"problems"}:
        assert expected[name] == actual[name]
    # Spark does not know the line of a document in its file, so problems have no line; and for a repeated id it does
    # not
    # know where the first report is.
    placed = [in_order(with_file_names(without_places(rows["problems"]))) for rows in (expected, actual)]
    assert placed[0] == placed[1]


@marked
def test_problems_are_those_of_a_batch(session: SparkSession, folder: Path) -> None:
    """`validate` adds the problems that one machine finds, and does not change the other columns."""
    documents = documents_in(folder)
    batch = pa.RecordBatch.from_pylist(documents)
    rows = spark.validate(spark.read_reports(session, str(folder))).drop("value").toArrow().to_pylist()

    assert in_order([{"source": row["source"], "index": row["index"]} for row in documents]) == in_order(
        with_file_names([{"source": row["source"], "index": row["index"]} for row in rows])
    )
    assert in_order(problems_of_batch(batch).to_pylist()) == in_order(
        with_file_names([problem for row in rows for problem in row["problems"]])
    )


@marked
@pytest.mark.parametrize("type_", ["string", "binary"])
def test_any_frame_of_documents_is_validated(session: SparkSession, type_: str) -> None:
    """A frame may have other columns, and a column of any name with documents as text, bytes or null."""
    frame = session.createDataFrame(
        [(1, json.dumps(variation(1)), "x"), (2, None, "y"), (3, "[]", "z")], "number int, text string, source string"
    ).selectExpr("number", f"cast(text as {type_}) as text", "source")
    rows = spark.validate(frame, "text").orderBy("number").collect()

    assert [frame.columns, "problems"] == [rows[0].__fields__[:-1], rows[0].__fields__[-1]]
    assert [[], [("SQS002", "y", 0)], [("SQS101", "z", 0)]] == [
        [(problem["code"], problem["source"], problem["index"]) for problem in row["problems"]] for row in rows
    ]


@marked
def test_a_column_is_not_overwritten(session: SparkSession) -> None:
    """`validate` rejects a frame that has a column ``problems`` already."""
    frame = spark.validate(session.createDataFrame([("[]",)], "value string"))

    with pytest.raises(ValueError, match="a column 'problems' already"):
        spark.validate(frame)


@marked
def test_tables_round_trip(session: SparkSession) -> None:
    """Reports in several partitions, without source and index, have the same tables as on one machine."""
    reports = [codec.from_valid_dict(variation(number)) for number in range(100, 130)]
    frame = session.createDataFrame([(text,) for text in texts_of(reports)], "value string").repartition(4)
    with spark.tables(frame) as frames:
        tables = arrow_of(frames)

    assert rows_of(to_arrow(reports)) == rows_of(tables)
    assert reports == from_arrow(tables)


@marked
def test_the_first_of_an_id_counts_wherever_it_is(session: SparkSession) -> None:
    """The report that is used of several with the same id does not depend on the partitions."""
    documents = [variation(number % 7) for number in range(40)]
    for number, document in enumerate(documents):
        document["published"] = date(2016, 1, 1 + number % 28).isoformat()
    rows = [(json.dumps(document), "one", index) for index, document in enumerate(documents)]
    random.Random(5).shuffle(rows)  # noqa: S311 - not used for secrets
    frame = session.createDataFrame(rows, "value string, source string, index int").repartition(6)
    with spark.tables(frame) as frames:
        actual = rows_of(arrow_of(frames))

    assert [document["published"] for document in documents[:7]] == [
        row["published"].isoformat() for row in actual["reports"]
    ]
    assert [(index, documents[index]["id"], "SQS017") for index in range(7, 40)] == [
        (row["index"], row["report_id"], row["code"]) for row in actual["problems"]
    ]


@pytest.fixture(scope="module")
def session_with_tables(session: SparkSession) -> Iterator[SparkSession]:
    """Yield a session with the tables and views of the examples on the page about tables."""
    (command,) = re.findall(r"sqsreport tables (examples/.*) -o reports.duckdb", PAGE)
    contents = [json.loads((ROOT / name).read_text(encoding="utf-8")) for name in command.split()]
    documents = [document for each in contents for document in (each if isinstance(each, list) else [each])]
    frame = session.createDataFrame([(json.dumps(document),) for document in documents], "value string")
    with spark.tables(frame.repartition(2)) as frames:
        for name, each in frames.items():
            each.createOrReplaceTempView(name)
        for view in VIEWS:
            session.sql(view.query).createOrReplaceTempView(view.name)
        yield session


@marked
@pytest.mark.parametrize(("question", "query", "answer"), QUESTIONS, ids=[question for question, *_ in QUESTIONS])
def test_questions_have_their_answers(
    session_with_tables: SparkSession, question: str, query: str, answer: str
) -> None:
    """The queries on the page about tables return on Spark the rows below them, in their order."""
    result = session_with_tables.sql(query)
    rows = [["" if value is None else str(value) for value in row] for row in result.collect()]
    head, _, *expected = [[cell.strip() for cell in line.strip("|").split("|")] for line in answer.splitlines()]

    assert head == result.columns
    assert expected == rows


@marked
def test_views_are_those_of_the_database(session_with_tables: SparkSession) -> None:
    """Every view of the database has rows on Spark, too."""
    assert [view.name for view in VIEWS] == [
        view.name for view in VIEWS if session_with_tables.table(view.name).count()
    ]


@marked
def test_quantities_can_be_left_out(session: SparkSession) -> None:
    """Without quantities their table is empty, and the others are unchanged."""
    frame = session.createDataFrame([(json.dumps(variation(1)),)], "value string")
    with spark.tables(frame, quantities=False) as frames:
        actual = rows_of(arrow_of(frames))

    assert rows_of(to_arrow([codec.from_valid_dict(variation(1))], quantities=False)) == actual


@marked
def test_columns_are_written_down(session: SparkSession) -> None:
    """Columns have the documented types and descriptions, even without rows."""
    frames = spark.tables(session.createDataFrame([], "value string"))
    assert list(TABLES) == list(frames)
    assert len(TABLES) == len(frames)
    for name, frame in frames.items():
        comments = [field.metadata["comment"] for field in frame.schema.fields]
        assert [column.description for column in TABLES[name].columns] == comments
        schema = frame.toArrow().schema
        assert [(each.name, each.type, each.nullable) for each in arrow_schema(name)] == [
            (each.name, each.type, each.nullable) for each in schema
        ]


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.one_of(strategies.mutated(), strategies.documents()), max_size=4))
def test_lists_of_rows_are_the_rows(documents: list[Json]) -> None:
    """A converted batch has the rows of each document."""
    batch = pa.RecordBatch.from_pydict(
        {
            "value": [json.dumps(document) for document in documents],
            "source": ["x"] * len(documents),
            "index": range(10, 10 + len(documents)),
            "at": range(len(documents)),
        },
        pa.schema({"value": pa.string(), "source": pa.string(), "index": pa.int64(), "at": pa.int64()}),
    )
    expected = tables_of_batch(batch)
    batches = list(spark._convert_batches(iter([batch])))

    assert len(documents) == sum(map(len, batches))
    for name in TABLES:
        assert expected[name].to_pylist() == [
            row for each in batches for rows in each[name].to_pylist() for row in rows
        ]
    for row in [row for each in batches for row in each.to_pylist()]:
        assert [row["id"]] * len(row["reports"]) == [report["id"] for report in row["reports"]]
        assert {row["index"]} >= {problem["index"] for problem in row["problems"]}


def test_problems_are_added_to_a_batch() -> None:
    """A validated batch has one more column, and keeps the others."""
    batch = pa.RecordBatch.from_pydict({"text": ["[]", json.dumps(variation(1)), b"\xff".decode("latin-1")]})
    (validated,) = spark._validate_batches(iter([batch]), "text")

    assert batch["text"] == validated["text"]
    assert [["SQS101"], [], ["SQS003"]] == [[each["code"] for each in row] for row in validated["problems"].to_pylist()]


def test_repeated_id_is_reported() -> None:
    """A report with a repeated id has the same problem as on one machine."""
    document = json.dumps(variation(1))
    batch = pa.RecordBatch.from_pydict({"value": [document, document]})
    repeated = pa.RecordBatch.from_pylist([{"source": None, "index": 1, "id": variation(1)["id"]}])

    assert [tables_of_batch(batch)["problems"]] == list(spark._repetition_problems(iter([repeated])))


def test_missing_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    """If pyspark is not installed, the error names the extra."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in [name for name in sys.modules if name.startswith("pyspark.")]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(MissingExtraError, match=r"sqsreport\[spark\]"):
        spark.read_reports(None, "reports.jsonl")
