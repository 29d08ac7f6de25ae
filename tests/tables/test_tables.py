from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import attrs
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given

from sqsreport import codec, quantities
from sqsreport.model import Prose, Report
from sqsreport.tables import (
    TABLES,
    arrow_schema,
    casting,
    from_arrow,
    tables_of_batch,
    to_arrow,
)
from sqsreport.tables.checking import conform
from sqsreport.tables.layout import DERIVED
from sqsreport.testing import examples, strategies

NORTHMOOR: Final = "northmoor-sqs-2015-03-09"


def northmoor_report() -> Report:
    """Return the example report."""
    return codec.from_valid_dict(examples.northmoor())


def test_a_batch_reports_invalid_documents(northmoor: dict[str, examples.Json]) -> None:
    """Documents that are not reports have rows of problems, with the source and index of the batch."""
    texts = [json.dumps(northmoor).encode(), b"{", None, json.dumps(northmoor).encode()]
    batch = pa.RecordBatch.from_pydict(
        {"json": pa.array(texts), "source": ["a", "a", "b", None], "index": [0, 7, 1, 2]}
    )
    tables = tables_of_batch(batch, "json")

    assert 1 == tables["reports"].num_rows
    assert [("a", 7, None, "SQS003"), ("b", 1, None, "SQS002"), (None, 2, northmoor["id"], "SQS017")] == [
        (row["source"], row["index"], row["report_id"], row["code"]) for row in tables["problems"].to_pylist()
    ]


def test_ids_must_be_unique() -> None:
    """Two reports with the same id cannot be converted."""
    with pytest.raises(ValueError, match="two reports have the id 'northmoor-sqs-2015-03-09'"):
        to_arrow([northmoor_report(), northmoor_report()])


def change(tables: Mapping[str, pa.Table], name: str, column: str, values: list[Any]) -> dict[str, pa.Table]:
    """Return tables with other values in a column of one of them."""
    table = tables[name]
    index = table.schema.names.index(column)
    field = table.schema.field(index)
    return {**tables, name: table.set_column(index, field, pa.array(values, field.type))}


@pytest.mark.parametrize("name", [name for name in TABLES if name not in DERIVED])
def test_repeated_rows_are_rejected(name: str) -> None:
    """A repeated row is an error in every table."""
    tables = to_arrow([northmoor_report()])
    twice = {**tables, name: pa.concat_tables([tables[name]] * 2)}
    key = TABLES[name].key[-1]
    with pytest.raises(
        ValueError, match=rf"two rows of '{name}' have the same {key}: rows 1 and \d+, of the report '{NORTHMOOR}'"
    ):
        from_arrow(twice)


def test_a_missing_row_is_reported() -> None:
    """Positions must have no gaps; the last rows may be missing."""
    tables = to_arrow([northmoor_report()])
    paragraphs = tables["paragraphs"]
    gap = pa.concat_tables([paragraphs.slice(0, 3), paragraphs.slice(4)])
    with pytest.raises(ValueError, match=f"has 16 rows of the report '{NORTHMOOR}', and none with the position 4"):
        from_arrow({**tables, "paragraphs": gap})

    (report,) = from_arrow({**tables, "paragraphs": paragraphs.slice(0, 15)})
    assert attrs.evolve(northmoor_report(), notes=()) == report


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        ("authorities", "report_id", ["x", "y"], "the table 'authorities' has rows of 'x', which is not a report"),
        ("footnotes", "label", ["1", "b c"], "Footnote.label"),
        ("footnotes", "label", ["1", "b c"], f"{NORTHMOOR}: the row of 'footnotes' with the position 2"),
        (
            "sections",
            "position",
            [1, 2, 3, 4, 9],
            f"the table 'sections' has 5 rows of the report '{NORTHMOOR}', and none with the position 5",
        ),
        (
            "paragraphs",
            "section",
            [*[None] * 5, 9, *[1] * 11],
            "row 6, of the report 'northmoor-sqs-2015-03-09': there is no row of 'sections' with the position 9",
        ),
        (
            "recommendations",
            "parent",
            [None, "x", "x", None],
            "the table 'recommendations', row 2, of the report 'northmoor-sqs-2015-03-09': there is no row",
        ),
        (
            "recommendations",
            "parent",
            ["recommendation-1", *["recommendation-1"] * 2, None],
            "the row of 'recommendations' with the position 1: it is nested under itself",
        ),
        (
            "recommendations",
            "id",
            ["recommendation-1", *["recommendation-2"] * 3],
            f"two rows of 'recommendations' have the same id: rows 2 and 3, of the report '{NORTHMOOR}'",
        ),
        ("paragraphs", "part", ["preface"] * 17, "paragraphs have no part 'preface'"),
        ("paragraphs", "part", ["summary"] * 17, "it has a section, but its part is not 'section'"),
        ("paragraphs", "section", [None] * 17, "it has no section"),
        ("paragraphs", "number", ["1.1"] * 17, "only a paragraph of a section has a number"),
        ("paragraphs", "text", ["", *["x"] * 16], "the row of 'paragraphs' with the position 1: Paragraph.text"),
        ("paragraphs", "text", [*["x"] * 16, ""], "the row of 'paragraphs' with the position 17: Paragraph.text"),
        ("copy_list", "entry", [5, 1, 2], "'copy_list' with the position 1: the entry 5 cannot be the first"),
        ("copy_list", "role", ["a", "b", "c"], "another role in the row before"),
        ("copy_list", "recipient", [None] * 3, "it has no recipient, though its entry has several rows"),
        ("reports", "cohort_end", ["Jan-15"], "the column 'cohort_end' of 'reports': must be a month as YYYY-MM"),
        ("reports", "extensions", ["[1]"], "Report.extensions"),
    ],
)
def test_rows_that_make_no_report_are_refused(name: str, column: str, values: list[Any], message: str) -> None:
    """Rows that refer to no row, or that no report can have, are errors and not ignored."""
    with pytest.raises(ValueError, match=re.escape(message)):
        from_arrow(change(to_arrow([northmoor_report()]), name, column, values))


def test_incomplete_tables_are_rejected() -> None:
    """A missing table or column is named; derived tables are not required."""
    tables = dict(to_arrow([northmoor_report()]))
    assert [northmoor_report()] == from_arrow(
        {k: v for k, v in tables.items() if k not in ("quotations", "quantities", "problems")}
    )
    with pytest.raises(ValueError, match="there is no table 'footnotes'"):
        from_arrow({name: table for name, table in tables.items() if name != "footnotes"})
    with pytest.raises(ValueError, match="the table 'sections' has no column 'theme'"):
        from_arrow({**tables, "sections": tables["sections"].drop_columns(["theme"])})
    with pytest.raises(ValueError, match="the table 'sections' has more than one column 'theme'"):
        from_arrow({**tables, "sections": tables["sections"].append_column("theme", tables["sections"]["theme"])})
    with pytest.raises(ValueError, match="the table 'sections', column 'title': row 2 has no value"):
        from_arrow(change(tables, "sections", "title", ["1", None, "3", "4", "5"]))
    twice = pa.concat_tables([tables["reports"]] * 2)
    with pytest.raises(ValueError, match="two rows of 'reports' have the same id"):
        from_arrow({**tables, "reports": twice})


def test_tables_of_another_kind_are_rejected() -> None:
    """For another kind of frame the message says how to convert it, and for a value that cannot be cast it has the column."""
    tables = to_arrow([northmoor_report()])
    with pytest.raises(TypeError, match=r"the table 'reports' must be a pyarrow\.Table, not dict"):
        from_arrow({**tables, "reports": {"id": ["x"]}})
    title = tables["sections"].schema.names.index("title")
    for odd, reason in ((pa.array([{"a": 1}] * 5), "struct"), (pa.array([b"\xff"] * 5), "UTF8")):
        with pytest.raises(ValueError, match=f"the table 'sections', column 'title': .*{reason}"):
            from_arrow({**tables, "sections": tables["sections"].set_column(title, "title", odd)})
    with pytest.raises(ValueError, match="there is no table 'bogus' of reports; there are: reports, authorities"):
        arrow_schema("bogus")


def retyped(name: str, column: str, values: pa.Array) -> dict[str, pa.Table]:
    """Return tables of one report, with a column of one of them in another type."""
    tables = to_arrow([northmoor_report()])
    return {**tables, name: tables[name].set_column(tables[name].schema.names.index(column), column, values)}


def times(text: str, zone: str | None = None) -> pa.Array:
    """Return a column of one timestamp in a time zone."""
    return pa.array([text]).cast(pa.timestamp("us", tz=zone))


@pytest.mark.parametrize(
    "type_", [pa.decimal128(4, 1), pa.decimal256(40, 1), pa.float32(), pa.float16(), pa.string()], ids=str
)
def test_rates_come_back_as_printed(type_: pa.DataType) -> None:
    """A rate with one decimal is the same after a conversion to every numeric type of databases."""
    printed = [f"{tenths / 10:.1f}" for tenths in range(1000)]
    if pa.types.is_decimal(type_):
        column = pa.array([Decimal(each) for each in printed], type_)
    elif pa.types.is_float16(type_):
        column = pa.array(np.array(printed, dtype="float16"))
    else:
        column = pa.array(printed) if pa.types.is_string(type_) else pa.array([float(each) for each in printed], type_)

    assert [float(each) for each in printed] == casting.cast(pa.chunked_array([column]), pa.float64()).to_pylist()
    rate = column.slice(302, 1)
    [report] = from_arrow(retyped("reports", "reoffending_rate", rate))
    assert '"rate": 30.2,' in codec.dumps(report, allow_invalid=True)


@pytest.mark.parametrize(
    ("name", "column", "values", "expected"),
    [
        ("reports", "cases_examined", pa.array([20.0]), 20),
        ("reports", "cases_examined", pa.array([Decimal("20.00")]), 20),
        ("reports", "cases_examined", pa.array(["20"]), 20),
        ("reports", "published", times("2015-04-08T00:00:00"), date(2015, 4, 8)),
        (
            "reports",
            "published",
            times("2015-04-07T23:00:00Z", "Europe/London"),
            date(2015, 4, 8),
        ),
        ("reports", "published", pa.array([date(2015, 4, 8)], pa.date64()), date(2015, 4, 8)),
        ("reports", "title", pa.array(["A title"]).dictionary_encode(), "A title"),
        ("reports", "title", pa.array(["A title"], pa.large_string()), "A title"),
        ("reports", "sender_name", pa.array([float("nan")], from_pandas=True), None),
    ],
)
def test_columns_of_other_types_are_cast(name: str, column: str, values: pa.Array, expected: object) -> None:
    """The types that databases and data frames use for a column are cast back to its values."""
    assert [expected] == conform(retyped(name, column, values)[name], name)[column].to_pylist()


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        ("reports", "reoffending_rate", pa.array([Decimal("30.20000000000000000001")]), "row 1 is 30.20000000000000000001, which cannot be kept exactly"),
        ("reports", "reoffending_rate", pa.array(["30.20000000000000000001"]), "which cannot be kept exactly"),
        ("reports", "reoffending_rate", pa.array(["30,2"]), "row 1 is 30,2, which is not a number"),
        ("reports", "reoffending_rate", pa.array([2**60 + 1]), "60"),
        ("reports", "reoffending_rate", pa.array([True]), "must be numbers, not of the type bool"),
        ("reports", "cases_examined", pa.array([20.5]), "row 1 is 20.5, which is not a whole number"),
        ("reports", "cases_examined", pa.array([float("inf")]), "row 1 is inf, which is not a whole number"),
        ("reports", "cases_examined", pa.array([True]), "must be whole numbers, not of the type bool"),
        ("reports", "cases_examined", times("2015-04-08T00:00:00"), "must be whole numbers, not of the type timestamp"),
        ("reports", "published", times("2015-04-08T23:30:00"), "row 1 is a time of day, 2015-04-08 23:30:00"),
        ("reports", "published", times("2015-04-08T00:00:00Z", "Europe/London"), "row 1 is a time of day"),
        ("reports", "published", pa.array([16533], pa.int32()), "must be days, not of the type int32"),
        ("reports", "lead_inspector_telephone", pa.array([1632960001]), "must be text, not of the type int64"),
        ("reports", "cohort_start", pa.array([date(2012, 7, 1)]), "must be text, not of the type date32"),
        ("reports", "extensions", pa.array(['{"x": 0.30000000000000000001}']), "cannot be kept exactly"),
        ("reports", "extensions", pa.array(['{"x": 1, "x": 2}']), "appears twice"),
    ],
)  # fmt: skip
def test_values_that_would_change_are_rejected(name: str, column: str, values: pa.Array, message: str) -> None:
    """A value that the type of a column cannot represent is an error with its column and row."""
    with pytest.raises(ValueError, match=f"{column}'.*{re.escape(message)}"):
        from_arrow(retyped(name, column, values))


@pytest.mark.parametrize("value", [0, 1])
def test_whole_numbers_as_flags(value: int) -> None:
    """A boolean column may have 0 and 1, for databases without booleans, but no other numbers."""
    assert [bool(value)] == casting.cast(pa.chunked_array([[value]]), pa.bool_()).to_pylist()
    with pytest.raises(ValueError, match="row 1 is 2, which is neither 0 nor 1"):
        casting.cast(pa.chunked_array([[2]]), pa.bool_())


def test_rows_can_be_cited() -> None:
    """A row can be cited by the id of its report and its printed number, its id or its pointer."""
    tables = to_arrow([northmoor_report()])
    paragraph = next(row for row in tables["paragraphs"].to_pylist() if row["number"] == "1.2")
    (quotation,) = tables["quotations"].to_pylist()
    nested = tables["recommendations"].to_pylist()[1]

    assert ("northmoor-sqs-2015-03-09", "/sections/0/paragraphs/1/text") == (
        paragraph["report_id"],
        paragraph["pointer"],
    )
    assert paragraph["text"] == examples.at(examples.northmoor(), paragraph["pointer"])
    assert (1, paragraph["position"], paragraph["pointer"]) == tuple(
        quotation[name] for name in ("section", "paragraph", "pointer")
    )
    assert ("recommendation-1.1", "recommendation-1", 2) == (nested["id"], nested["parent"], nested["position"])
    assert [("Basil Thorne", 1), ("Fern Hollis", 1), (None, 2)] == [
        (row["recipient"], row["entry"]) for row in tables["copy_list"].to_pylist()
    ]


@given(strategies.reports())
def test_pointers_lead_to_their_text(report: Report) -> None:
    """The pointer of a paragraph or a quotation leads to its text in the report."""
    data = codec.to_dict(report)
    tables = to_arrow([report])

    for row in tables["paragraphs"].to_pylist():
        assert row["text"] == examples.at(data, row["pointer"])
        assert row["plain_text"] == Prose(row["text"]).plain_text
    quotations = [(row["pointer"], row["words"]) for row in tables["quotations"].to_pylist()]
    for pointer in dict.fromkeys(pointer for pointer, _ in quotations):
        expected = Prose(examples.at(data, pointer)).quotations
        assert expected == tuple(words for other, words in quotations if other == pointer)
    assert len(quotations) == sum(len(text.quotations) for _, text in report.iter_prose())


@given(strategies.reports())
def test_quantities_are_in_their_table(report: Report) -> None:
    """The table of quantities has the values of `sqsreport.quantities`, with their positions."""
    tables = to_arrow([report])
    rows, expected = tables["quantities"].to_pylist(), quantities(report)
    same = ("pointer", "start", "end", "phrase", "kind", "lower", "upper", "lower_included", "upper_included",
            "exact", "low_confidence", "population", "scope", "denominator", "polarity")  # fmt: skip

    assert [tuple(getattr(each, name) for name in same) for each in expected] == [
        tuple(row[name] for name in same) for row in rows
    ]
    assert [(each.counts[0], each.counts[-1]) if each.counts else (None, None) for each in expected] == [
        (row["fewest_cases"], row["most_cases"]) for row in rows
    ]
    paragraphs = {row["position"]: row for row in tables["paragraphs"].to_pylist()}
    assert [(row["pointer"], row["section"]) for row in rows] == [
        (paragraphs[row["paragraph"]]["pointer"], paragraphs[row["paragraph"]]["section"]) for row in rows
    ]
    assert [] == to_arrow([report], quantities=False)["quantities"].to_pylist()
