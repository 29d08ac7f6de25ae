"""Reports on a cluster: documents to problems and to tables by Apache Spark, on as many machines as it has.

Spark parts the work and moves the batches; what is done with a batch is what one machine does
with it, `sqsreport.tables.tables_of_batch`. Python on every machine of the cluster needs this
package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, Self

import attrs

from sqsreport._extras import require
from sqsreport.problems import Problem
from sqsreport.tables import TABLES, Builder, arrow_schema, packages, problems_of_batch, tables_of_batch

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

__all__ = ["Tables", "read_reports", "tables", "validate"]

#: As many documents are made rows of at a time: enough to be fast, and some ten megabytes of memory.
_MOST: Final = 1024

#: What tells a document from every other, and which of two comes first.
_PLACE: Final = ("source", "index", "at")


def read_reports(spark: SparkSession, path: str | Sequence[str]) -> DataFrame:
    r"""Read JSON Lines: a document in each row, without the blank lines.

    Args:
        spark: the session.
        path: files, folders or patterns, as Spark takes them, wherever it can read; what ends
            in ``.gz`` is unpacked, by one task for each file.

    Returns:
        A frame with the columns ``value``, the text; ``source``, the address of its file; and
        ``index``, its position among the documents there, counted from 0. The index is no more
        than a count of lines, but it reads the files once more.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    functions = _functions()
    value, block = functions.col("value"), functions.col("_metadata.file_block_start")
    # JSON Lines end in a line feed and in nothing else; by itself Spark breaks lines at a
    # carriage return, too, which within a document is white space.
    lines = spark.read.text(path if isinstance(path, str) else [*path], lineSep="\n").select(
        value, functions.col("_metadata.file_path").alias("source"), block.alias("block")
    )
    # Within a split, which is a part of a file, these numbers go up by one from line to line.
    # Spark moves no filter below them, so that both uses of the frame see the same splits.
    numbered = lines.where(functions.ltrim(value, functions.lit(" \t\r")) != "").withColumn(
        "at", functions.monotonically_increasing_id()
    )
    window = require("pyspark.sql.window", extra="spark", purpose="working on a cluster").Window
    before = window.partitionBy("source").orderBy("block").rowsBetween(window.unboundedPreceding, -1)
    splits = (
        numbered.groupBy("source", "block")
        .agg(functions.min("at").alias("first"), functions.count("*").alias("documents"))
        .withColumn("before", functions.coalesce(functions.sum("documents").over(before), functions.lit(0)))
    )
    index = functions.col("at") - functions.col("first") + functions.col("before")
    return numbered.join(functions.broadcast(splits), ["source", "block"]).select(
        "value", "source", index.alias("index")
    )


def validate(df: DataFrame, column: str = "value") -> DataFrame:
    """Find what is wrong with documents, each judged by itself.

    Args:
        df: has a document as JSON, text or bytes, in each row, and perhaps the columns
            ``source`` and ``index``, as `read_reports` gives them.
        column: the name of the column with the document.

    Returns:
        The frame with one more column, ``problems``: an array of structs with the columns of
        the table of that name, empty where nothing is wrong.

    Raises:
        ValueError: there is a column of that name already.
        MissingExtraError: pyspark is not installed.
    """
    if "problems" in df.columns:
        raise ValueError("there is a column 'problems' already: drop it, or give it another name")
    types = require("pyspark.sql.types", extra="spark", purpose="working on a cluster")
    problems = _spark_schema(_lists_schema(["problems"]))
    return df.mapInArrow(partial(_validated, column=column), types.StructType([*df.schema.fields, *problems.fields]))


@attrs.frozen
class Tables(Mapping[str, "DataFrame"]):
    """A frame for each table, by name, in the order in which they are written down.

    They are made of one frame with all that the documents say, which Spark keeps, so that each
    document is read once for all of them. Free that with `unpersist`, or use ``with``.
    """

    _frames: Mapping[str, DataFrame]
    _kept: tuple[DataFrame, ...]

    def __getitem__(self, name: str) -> DataFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.unpersist()

    def unpersist(self) -> None:
        """Free what Spark keeps; a table that is asked for later reads all documents again."""
        for frame in self._kept:
            frame.unpersist()


def tables(df: DataFrame, column: str = "value", *, quantities: bool = True) -> Tables:
    """Make tables of documents.

    Of two reports with one id, the first counts, by ``source`` and then by ``index``, wherever
    in the cluster they are; the other is a problem, ``SQS017``, as it is on one machine. Rows
    come in no order.

    Args:
        df: has a document as JSON, text or bytes, in each row, and perhaps the columns
            ``source`` and ``index``, as `read_reports` gives them. Without an index, it is a
            number that goes up from row to row and from one partition to the next.
        column: the name of the column with the document.
        quantities: whether to read the quantities, which takes longer than all else; without them
            their table is empty.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    functions = _functions()
    at = functions.monotonically_increasing_id()
    source, index = (functions.col(name) if name in df.columns else None for name in ("source", "index"))
    documents = df.select(
        functions.col(column).alias("value"),
        (functions.lit(None) if source is None else source).cast("string").alias("source"),
        (at if index is None else functions.coalesce(index.cast("long"), at)).alias("index"),
        at.alias("at"),
    )
    work = partial(_tabulated, quantities=quantities)
    kept = documents.mapInArrow(work, _spark_schema(_documents_schema())).persist()

    place = functions.struct(*_PLACE)
    # A batch knows no id of another one, so that those that come again are looked for here.
    repeated = (
        kept.where(functions.col("id").isNotNull())
        .groupBy("id")
        .agg(functions.min(place).alias("first"), functions.count("*").alias("times"))
        .where("times > 1")
        .select("id", "first")
        .persist()
    )
    marked = kept.join(functions.broadcast(repeated), "id", "left")
    is_first = functions.col("first").isNull() | functions.col("first").eqNullSafe(place)
    frames = {name: _rows(marked.where(is_first), name) for name in TABLES if name != "problems"}
    again = marked.where(~is_first).select("source", "index", "id")
    told = again.mapInArrow(_told, _spark_schema(arrow_schema("problems")))
    frames["problems"] = _rows(kept, "problems").unionByName(_described(told, "problems"))
    return Tables(frames, (kept, repeated))


def _functions() -> Any:
    return require("pyspark.sql.functions", extra="spark", purpose="working on a cluster")


def _rows(documents: DataFrame, name: str) -> DataFrame:
    functions = _functions()
    rows = documents.select(functions.explode(name).alias("row"))
    return _described(rows.select("row.*"), name)


def _described(rows: DataFrame, name: str) -> DataFrame:
    """Say of each column what it holds, where catalogues and ``DESCRIBE`` show it."""
    functions = _functions()

    def described(column: Any) -> Column:
        found: Column = functions.col(column.name).alias(column.name, metadata={"comment": column.description})
        return found

    return rows.select(*map(described, TABLES[name].columns))


def _spark_schema(schema: pa.Schema) -> Any:
    types = require("pyspark.sql.pandas.types", extra="spark", purpose="working on a cluster")
    return types.from_arrow_schema(schema)


def _documents_schema() -> pa.Schema:
    """Return what a document becomes: its place, the id of its report, and its rows of every table."""
    arrow = packages.arrow()
    place = [("source", arrow.string()), ("index", arrow.int64()), ("at", arrow.int64()), ("id", arrow.string())]
    return arrow.schema([*(arrow.field(*each) for each in place), *_lists_schema(TABLES)])


def _lists_schema(names: Sequence[str] | Mapping[str, object]) -> pa.Schema:
    arrow = packages.arrow()
    return arrow.schema([arrow.field(name, _list_type(name), nullable=False) for name in names])


def _list_type(name: str) -> pa.DataType:
    arrow = packages.arrow()
    row = arrow.struct([field.remove_metadata() for field in arrow_schema(name)])
    return arrow.list_(arrow.field("element", row, nullable=False))


# What follows runs in the processes of the cluster.


def _validated(batches: Iterator[pa.RecordBatch], column: str) -> Iterator[pa.RecordBatch]:
    arrow = packages.arrow()
    for batch in batches:
        problems = problems_of_batch(_numbered(batch.column(column)))
        lists = _lists(_placed(problems, batch), "problems", problems.column("index").to_pylist(), len(batch))
        yield arrow.RecordBatch.from_arrays([*batch.columns, lists], names=[*batch.schema.names, "problems"])


def _tabulated(batches: Iterator[pa.RecordBatch], *, quantities: bool = True) -> Iterator[pa.RecordBatch]:
    arrow = packages.arrow()
    for batch in batches:
        # Of two documents in one batch the first counts: by its place, and not as Spark put them.
        places = list(zip(*(batch.column(name).to_pylist() for name in _PLACE), strict=True))
        order = sorted(range(len(batch)), key=lambda row: [(each is not None, each) for each in places[row]])
        ordered = batch.take(arrow.array(order, arrow.int64()))
        for start in range(0, len(ordered), _MOST):
            yield _documents(ordered.slice(start, _MOST), quantities=quantities)


def _documents(batch: pa.RecordBatch, *, quantities: bool) -> pa.RecordBatch:
    """Make rows of every table of documents, and put them into a list for each document."""
    arrow, compute = packages.arrow(), packages.arrow_compute()
    found = tables_of_batch(_numbered(batch.column("value")), quantities=quantities)
    ids, problems = found["reports"].column("id"), found["problems"]
    wrong = problems.filter(compute.equal(problems.column("severity"), "error")).column("index")
    # Every document without an error made a report, in their order.
    right = sorted({*range(len(batch))} - {*wrong.to_pylist()})
    assert len(ids) == len(right)
    report_of = {row: report for report, row in enumerate(right)}
    reports = arrow.array([report_of.get(row) for row in range(len(batch))], arrow.int32())
    columns = [*(batch.column(name) for name in _PLACE), ids.take(reports)]
    for name, rows in found.items():
        if name == "problems":
            of = rows.column("index")
            rows = _placed(rows, batch)  # noqa: PLW2901 - which are the same rows
        else:
            key = rows.column("id" if name == "reports" else "report_id")
            of = arrow.array(right, arrow.int32()).take(compute.index_in(key, value_set=ids))
        columns.append(_lists(rows, name, of.to_pylist(), len(batch)))
    return arrow.RecordBatch.from_arrays(columns, schema=_documents_schema())


def _numbered(texts: pa.Array) -> pa.RecordBatch:
    """Make a batch of documents that are told by their rows.

    Spark takes what is no UTF-8 for text, too; as bytes it is a problem of its document alone.
    """
    arrow = packages.arrow()
    numbers = arrow.array(range(len(texts)), arrow.int64())
    return arrow.RecordBatch.from_arrays([texts.cast(arrow.large_binary()), numbers], names=["value", "index"])


def _placed(problems: pa.RecordBatch, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Say of problems where their documents are from, where they were told by their rows."""
    arrow = packages.arrow()
    of = problems.column("index")
    schema, names = arrow_schema("problems"), batch.schema.names
    sources = batch.column("source") if "source" in names else arrow.nulls(len(batch), arrow.string())
    indexes = batch.column("index") if "index" in names else arrow.array([0] * len(batch), arrow.int64())
    placed = {"source": sources.cast(arrow.string()).take(of), "index": indexes.cast(arrow.int64()).take(of)}
    columns = [placed.get(name, problems.column(name)) for name in schema.names]
    return arrow.RecordBatch.from_arrays(columns, schema=schema)


def _lists(rows: pa.RecordBatch, name: str, of: Sequence[int], documents: int) -> pa.ListArray:
    """Put rows into a list for each document, given the document that each is of, in their order."""
    arrow = packages.arrow()
    counts = [0] * documents
    for document in of:
        counts[document] += 1
    type_ = _list_type(name)
    structs = arrow.StructArray.from_arrays(rows.columns, fields=[*type_.value_type])
    return arrow.ListArray.from_arrays(arrow.array(accumulate(counts, initial=0), arrow.int32()), structs, type_)


def _told(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Make the problems of reports whose id came before."""
    for batch in batches:
        builder = Builder()
        for row in batch.to_pylist():
            problem = Problem("SQS017", "/id", params={"id": row["id"]})
            builder.add_problems((problem,), source=row["source"], index=row["index"], report_id=row["id"])
        yield builder.build()["problems"]
