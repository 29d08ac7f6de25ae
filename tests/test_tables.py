from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given

from sqsreport import codec, quantities
from sqsreport.model import Prose, Report
from sqsreport.tables import (
    from_arrow,
    tables_of_batch,
    to_arrow,
)
from sqsreport.testing import examples, strategies


def northmoor_report() -> Report:
    """Return the invented report."""
    return codec.from_data(examples.northmoor())


def test_a_batch_keeps_what_is_no_report(northmoor: dict[str, examples.Json]) -> None:
    """Of documents that are no reports a batch has the problems, with the place that the columns tell."""
    texts = [json.dumps(northmoor).encode(), b"{", None, json.dumps(northmoor).encode()]
    batch = pa.RecordBatch.from_pydict(
        {"json": pa.array(texts), "source": ["a", "a", "b", None], "index": [0, 7, 1, 2]}
    )
    found = tables_of_batch(batch, "json")

    assert 1 == found["reports"].num_rows
    assert [("a", 7, None, "SQS003"), ("b", 1, None, "SQS002"), (None, 2, northmoor["id"], "SQS017")] == [
        (row["source"], row["index"], row["report_id"], row["code"]) for row in found["problems"].to_pylist()
    ]


def test_an_id_tells_a_report() -> None:
    """Two reports with one id have no tables."""
    with pytest.raises(ValueError, match="two reports have the id 'northmoor-sqs-2015-03-09'"):
        to_arrow([northmoor_report(), northmoor_report()])


def change(tables: Mapping[str, pa.Table], name: str, column: str, values: list[Any]) -> dict[str, pa.Table]:
    """Return tables of which one has other values in a column."""
    table = tables[name]
    index = table.schema.names.index(column)
    field = table.schema.field(index)
    return {**tables, name: table.set_column(index, field, pa.array(values, field.type))}


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        ("authorities", "report_id", ["x", "y"], "the table 'authorities' has rows of 'x', which is no report"),
        ("footnotes", "label", ["1", "b c"], "Footnote.label"),
        ("sections", "position", [1, 2, 3, 4, 9], "a paragraph stands in the section 5, which is not there"),
        ("recommendations", "parent", [None, "x", "x", None], "an item stands under 'x', which is not there"),
        ("paragraphs", "part", ["preface"] * 17, "paragraphs have no part 'preface'"),
        ("reports", "extensions", ["[1]"], "Report.extensions"),
    ],
)
def test_rows_that_make_no_report_are_refused(name: str, column: str, values: list[Any], message: str) -> None:
    """Nothing of the tables is lost in silence: what belongs to nothing, or cannot be, is an error."""
    with pytest.raises((ValueError, TypeError), match=re.escape(message)):
        from_arrow(change(to_arrow([northmoor_report()]), name, column, values))


def test_tables_that_are_not_whole_are_refused() -> None:
    """A table or a column that is missing is named; what was worked out is not wanted."""
    tables = dict(to_arrow([northmoor_report()]))
    assert [northmoor_report()] == from_arrow(
        {k: v for k, v in tables.items() if k not in ("quotations", "quantities", "problems")}
    )
    with pytest.raises(ValueError, match="there is no table 'footnotes'"):
        from_arrow({name: table for name, table in tables.items() if name != "footnotes"})
    with pytest.raises(ValueError, match="the table 'sections' has no column 'theme'"):
        from_arrow({**tables, "sections": tables["sections"].drop_columns(["theme"])})
    twice = pa.concat_tables([tables["reports"]] * 2)
    with pytest.raises(ValueError, match="two rows of 'reports' have the same id"):
        from_arrow({**tables, "reports": twice})


def test_rows_can_be_cited() -> None:
    """A row has the id of its report, and its printed number, its id or its pointer."""
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
def test_every_pointer_points(report: Report) -> None:
    """The pointer of a paragraph or a quotation leads to its text in the report."""
    data = codec.to_data(report)
    tables = to_arrow([report])

    for row in tables["paragraphs"].to_pylist():
        assert row["text"] == examples.at(data, row["pointer"])
        assert row["plain_text"] == Prose(row["text"]).plain_text
    found = [(row["pointer"], row["words"]) for row in tables["quotations"].to_pylist()]
    for pointer in dict.fromkeys(pointer for pointer, _ in found):
        expected = Prose(examples.at(data, pointer)).quotations
        assert expected == tuple(words for other, words in found if other == pointer)
    assert len(found) == sum(len(text.quotations) for text in strategies.all_prose(report))


@given(strategies.reports())
def test_quantities_are_in_their_table(report: Report) -> None:
    """The table of quantities has each as it is read, at its place."""
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
