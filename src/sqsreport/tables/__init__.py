"""Reports as tables, for questions about many reports: Arrow, Parquet, CSV, DuckDB, SQLite and Excel.

`TABLES` and the page about them describe the tables and their columns, which do not depend
on the reports. A row is identified by the id of its report and by its printed number, its
id or its position, so that it can be cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqsreport.model import Report
from sqsreport.tables import packages
from sqsreport.tables.batches import Builder, arrow_schema, problems_of_batch, tables_of_batch
from sqsreport.tables.checking import check, conform, required_and_present
from sqsreport.tables.files import read_tables, write_tables
from sqsreport.tables.layout import DERIVED, TABLES
from sqsreport.tables.restoring import reports_of
from sqsreport.tables.views import VIEWS, View

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "TABLES", "VIEWS", "Builder", "View", "arrow_schema", "from_arrow", "problems_of_batch", "read_tables",
    "tables_of_batch", "to_arrow", "write_tables",
]  # fmt: skip

#: The number of reports in a batch: enough to be fast, in some ten megabytes of memory.
_BATCH: Final = 1024


def to_arrow(reports: Iterable[Report], *, quantities: bool = True) -> Mapping[str, pa.Table]:
    """Convert reports to tables. The table ``problems`` is empty, because reports have no problems.

    Args:
        reports: the reports to convert.
        quantities: whether to fill the table ``quantities``, which takes most of the time.

    Raises:
        ValueError: two reports have the same id.
        MissingExtraError: pyarrow is not installed.
    """
    arrow = packages.arrow()
    builder = Builder(quantities=quantities)
    batches: dict[str, list[pa.RecordBatch]] = {name: [] for name in TABLES}
    remaining = iter(reports)
    while some := list(islice(remaining, _BATCH)):
        for report in some:
            if builder.add(report):
                raise ValueError(f"two reports have the id {report.id!r}, by which the rows of each are identified")
        for name, batch in builder.build().items():
            batches[name].append(batch)
    return {name: arrow.Table.from_batches(parts, arrow_schema(name)) for name, parts in batches.items()}


def from_arrow(tables: Mapping[str, pa.Table]) -> list[Report]:
    """Convert tables back to reports, in the order of the table ``reports``.

    The rows of other tables may be in any order, and the derived tables may be missing. Unknown columns are ignored.
    Columns may have other types, such as DECIMAL or a float of 32 bits for a rate; a value is then read as it is
    printed in that type.

    Raises:
        TypeError: a table is not a pyarrow table.
        ValueError: a table or a column is missing, or the rows are inconsistent: two have the same key,
            a position is missing, a row refers to no row, or a value would not be kept exactly.
        MissingExtraError: pyarrow is not installed.
    """
    packages.arrow()
    conforming = {name: conform(tables[name], name) for name in required_and_present(tables) if name not in DERIVED}
    check(conforming)
    return reports_of({name: table.to_pylist() for name, table in conforming.items()})
