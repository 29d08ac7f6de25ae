# pyright: reportUnknownMemberType=false
# pyarrow has no types, so tables have the type Any; reports do not.
"""Correct and wrong uses of tables, for type checkers. This file is checked, and never run."""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import sqsreport
from sqsreport import tables


def in_tables(report: sqsreport.Report, path: Path) -> None:
    """Reports are converted to tables and back."""
    assert_type(tables.from_arrow(tables.to_arrow([report])), list[sqsreport.Report])
    assert_type(tables.from_arrow(tables.read_tables(path)), list[sqsreport.Report])
    assert_type(tables.Builder(quantities=False).add(report), tuple[sqsreport.Problem, ...])
    tables.write_tables(tables.to_arrow([report], quantities=False), path, format="csv", force=True)
    assert_type(tables.VIEWS, tuple[tables.View, ...])
    assert_type(tables.VIEWS[0].query, str)


def refused(report: sqsreport.Report, path: Path) -> None:
    """A single report is not a list, tables are not reports, and options need their names."""
    tables.to_arrow(report)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    tables.write_tables([report], path)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    tables.to_arrow([report], False)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
