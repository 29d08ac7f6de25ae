"""Import the optional packages of the tables; raise `MissingExtraError` if one is missing."""

from __future__ import annotations

from typing import Any

from sqsreport._extras import require


def arrow() -> Any:
    """Import pyarrow."""
    return require("pyarrow", extra="arrow", purpose="making tables")


def arrow_compute() -> Any:
    """Import the compute functions of pyarrow."""
    return require("pyarrow.compute", extra="arrow", purpose="making tables")


def arrow_csv() -> Any:
    """Import the CSV module of pyarrow."""
    return require("pyarrow.csv", extra="arrow", purpose="making tables")


def arrow_parquet() -> Any:
    """Import the Parquet module of pyarrow."""
    return require("pyarrow.parquet", extra="arrow", purpose="making tables")


def duckdb() -> Any:
    """Import DuckDB."""
    return require("duckdb", extra="duckdb", purpose="making a database")


def xlsxwriter() -> Any:
    """Import XlsxWriter."""
    return require("xlsxwriter", extra="xlsx", purpose="writing an Excel workbook")
