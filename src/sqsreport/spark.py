"""Validate reports and convert them to tables on a cluster, with Apache Spark.

Spark distributes the batches; each is processed as on one machine, by
`sqsreport.tables.tables_of_batch`. Every machine of the cluster needs this package.
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

#: The number of documents that are converted at a time: enough to be fast, in some ten megabytes of memory.
_BATCH: Final = 1024

#: The columns that identify a document, and determine which of two comes first.
_PLACE: Final = ("source", "index", "at")


def read_reports(spark: SparkSession, path: str | Sequence[str]) -> DataFrame:
    r"""Read JSON Lines: a document in each row, without the blank lines.

    Args:
        spark: the session.
        path: files, folders or patterns, as Spark accepts them; a file that ends in ``.gz`` is
            unpacked by one task.

    Returns:
        A frame with the columns ``value``, the text; ``source``, the address of its file; and
        ``index``, its position among the documents there, counted from 0. The index needs only
        the number of lines, but counting them reads the files a second time.

    Raises:
        MissingExtraError: pyspark is not installed.
    """
    functions = _functions()
    value, block = functions.col("value"), functions.col("_metadata.file_block_start")
    # By default Spark ends a line at a carriage return too, which is white space within a
    # document. JSON Lines end at line feeds only.
    lines = spark.read.text(path if isinstance(path, str) else [*path], lineSep="\n").select(
        value, functions.col("_metadata.file_path").alias("source"), block.alias("block")
    )
    # Within a split, which is a part of a file, these numbers increase by one from line to line.
    # Spark does not push filters below them, so both uses of the frame have the same splits.
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
    """Validate each document by itself.

    Args:
        df: has a JSON document, as text or bytes, in each row, and optionally the columns
            ``source`` and ``index``, as `read_reports` returns them.
        column: the name of the column with the document.

    Returns:
        The frame with one more column, ``problems``: an array of structs with the columns of
        the table of that name, empty for a valid document.

    Raises:
        ValueError: there is a column of that name already.
        MissingExtraError: pyspark is not installed.
    """
    if "problems" in df.columns:
        raise ValueError("there is a column 'problems' already: drop it, or give it another name")
    types = require("pyspark.sql.types", extra="spark", purpose="working on a cluster")
    problems = _spark_schema(_lists_schema(["problems"]))
    return df.mapInArrow(
        partial(_validate_batches, column=column), types.StructType([*df.schema.fields, *problems.fields])
    )


@attrs.frozen
class Tables(Mapping[str, "DataFrame"]):
    """A frame for each table by name, in the order of `sqsreport.tables.TABLES`.

    All of them are derived from one frame, which Spark caches, so that each document is
    parsed once. Release the cache with `unpersist`, or use ``with``.
    """

    _frames: Mapping[str, DataFrame]
    _cached: tuple[DataFrame, ...]

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
        """Release the cache; a table that is used later parses all documents again."""
        for frame in self._cached:
            frame.unpersist()


def tables(df: DataFrame, column: str = "value", *, quantities: bool = True) -> Tables:
    """Convert documents to tables.

    Of two reports with the same id, the first by ``source`` and then by ``index`` is used,
    wherever in the cluster they are; the other is a problem, ``SQS017``, as on one machine.
    The rows are in no particular order.

    Args:
        df: has a JSON document, as text or bytes, in each row, and optionally the columns
            ``source`` and ``index``, as `read_reports` returns them. The default index is a
            number that increases from row to row and from one partition to the next.
        column: the name of the column with the document.
        quantities: whether to fill the table ``quantities``, which takes most of the time.

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
    work = partial(_convert_batches, quantities=quantities)
    cached = documents.mapInArrow(work, _spark_schema(_documents_schema())).persist()

    place = functions.struct(*_PLACE)
    # A batch does not know the ids in the others, so look for repeated ids here.
    repeated = (
        cached.where(functions.col("id").isNotNull())
        .groupBy("id")
        .agg(functions.min(place).alias("first"), functions.count("*").alias("times"))
        .where("times > 1")
        .select("id", "first")
        .persist()
    )
    marked = cached.join(functions.broadcast(repeated), "id", "left")
    is_first = functions.col("first").isNull() | functions.col("first").eqNullSafe(place)
    frames = {name: _rows(marked.where(is_first), name) for name in TABLES if name != "problems"}
    repetitions = marked.where(~is_first).select("source", "index", "id")
    problems = repetitions.mapInArrow(_repetition_problems, _spark_schema(arrow_schema("problems")))
    frames["problems"] = _rows(cached, "problems").unionByName(_with_comments(problems, "problems"))
    return Tables(frames, (cached, repeated))


def _functions() -> Any:
    return require("pyspark.sql.functions", extra="spark", purpose="working on a cluster")


def _rows(documents: DataFrame, name: str) -> DataFrame:
    functions = _functions()
    rows = documents.select(functions.explode(name).alias("row"))
    return _with_comments(rows.select("row.*"), name)


def _with_comments(rows: DataFrame, name: str) -> DataFrame:
    """Add the description of each column as its comment, which catalogues and ``DESCRIBE`` show."""
    functions = _functions()

    def with_comment(column: Any) -> Column:
        renamed: Column = functions.col(column.name).alias(column.name, metadata={"comment": column.description})
        return renamed

    return rows.select(*map(with_comment, TABLES[name].columns))


def _spark_schema(schema: pa.Schema) -> Any:
    types = require("pyspark.sql.pandas.types", extra="spark", purpose="working on a cluster")
    return types.from_arrow_schema(schema)


def _documents_schema() -> pa.Schema:
    """Return the schema of a converted document: its place, the id of its report, and its rows of every table."""
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


# The functions below run in the worker processes of the cluster.


def _validate_batches(batches: Iterator[pa.RecordBatch], column: str) -> Iterator[pa.RecordBatch]:
    arrow = packages.arrow()
    for batch in batches:
        problems = problems_of_batch(_numbered(batch.column(column)))
        lists = _lists(_placed(problems, batch), "problems", problems.column("index").to_pylist(), len(batch))
        yield arrow.RecordBatch.from_arrays([*batch.columns, lists], names=[*batch.schema.names, "problems"])


def _convert_batches(batches: Iterator[pa.RecordBatch], *, quantities: bool = True) -> Iterator[pa.RecordBatch]:
    arrow = packages.arrow()
    for batch in batches:
        # Of two reports with the same id in a batch the first by its place is used, so sort the batch by place.
        places = list(zip(*(batch.column(name).to_pylist() for name in _PLACE), strict=True))
        order = sorted(range(len(batch)), key=lambda row: [(each is not None, each) for each in places[row]])
        ordered = batch.take(arrow.array(order, arrow.int64()))
        for start in range(0, len(ordered), _BATCH):
            yield _documents(ordered.slice(start, _BATCH), quantities=quantities)


def _documents(batch: pa.RecordBatch, *, quantities: bool) -> pa.RecordBatch:
    """Convert documents to the rows of every table, as a list for each document."""
    arrow, compute = packages.arrow(), packages.arrow_compute()
    tables = tables_of_batch(_numbered(batch.column("value")), quantities=quantities)
    ids, problems = tables["reports"].column("id"), tables["problems"]
    invalid = problems.filter(compute.equal(problems.column("severity"), "error")).column("index")
    # The reports are those of the documents without an error, in their order.
    valid = sorted({*range(len(batch))} - {*invalid.to_pylist()})
    assert len(ids) == len(valid)
    report_of = {row: report for report, row in enumerate(valid)}
    reports = arrow.array([report_of.get(row) for row in range(len(batch))], arrow.int32())
    columns = [*(batch.column(name) for name in _PLACE), ids.take(reports)]
    for name, rows in tables.items():
        if name == "problems":
            of = rows.column("index")
            rows = _placed(rows, batch)  # noqa: PLW2901 - the same rows with other columns
        else:
            key = rows.column("id" if name == "reports" else "report_id")
            of = arrow.array(valid, arrow.int32()).take(compute.index_in(key, value_set=ids))
        columns.append(_lists(rows, name, of.to_pylist(), len(batch)))
    return arrow.RecordBatch.from_arrays(columns, schema=_documents_schema())


def _numbered(texts: pa.Array) -> pa.RecordBatch:
    """Return a batch of documents whose index is their row.

    Spark accepts text that is not UTF-8; as bytes it is a problem of its document only.
    """
    arrow = packages.arrow()
    numbers = arrow.array(range(len(texts)), arrow.int64())
    return arrow.RecordBatch.from_arrays([texts.cast(arrow.large_binary()), numbers], names=["value", "index"])


def _placed(problems: pa.RecordBatch, batch: pa.RecordBatch) -> pa.RecordBatch:
    """Replace the row of a document by its source and index in the rows of problems."""
    arrow = packages.arrow()
    of = problems.column("index")
    schema, names = arrow_schema("problems"), batch.schema.names
    sources = batch.column("source") if "source" in names else arrow.nulls(len(batch), arrow.string())
    indexes = batch.column("index") if "index" in names else arrow.array([0] * len(batch), arrow.int64())
    placed = {"source": sources.cast(arrow.string()).take(of), "index": indexes.cast(arrow.int64()).take(of)}
    columns = [placed.get(name, problems.column(name)) for name in schema.names]
    return arrow.RecordBatch.from_arrays(columns, schema=schema)


def _lists(rows: pa.RecordBatch, name: str, of: Sequence[int], documents: int) -> pa.ListArray:
    """Return a list of rows for each document.

    Args:
        rows: the rows of a table, in the order of the documents.
        name: the name of the table.
        of: the document of each row.
        documents: the number of documents.
    """
    arrow = packages.arrow()
    counts = [0] * documents
    for document in of:
        counts[document] += 1
    type_ = _list_type(name)
    structs = arrow.StructArray.from_arrays(rows.columns, fields=[*type_.value_type])
    return arrow.ListArray.from_arrays(arrow.array(accumulate(counts, initial=0), arrow.int32()), structs, type_)


def _repetition_problems(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the problems of reports whose id an earlier report has."""
    for batch in batches:
        builder = Builder()
        for row in batch.to_pylist():
            problem = Problem("SQS017", "/id", params={"id": row["id"]})
            builder.add_problems((problem,), source=row["source"], index=row["index"], report_id=row["id"])
        yield builder.build()["problems"]
