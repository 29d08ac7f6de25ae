"""Reports as tables, for those who ask many of them at once: Arrow, Parquet, CSV and DuckDB.

What tables there are, and what is in each, is written down in `TABLES` and on the page about
them; it does not depend on what the reports have. A row is identified by the id of its report
and by its printed number, its id or its position, so that it can be cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from sqsreport.model import Report
from sqsreport.tables import packages
from sqsreport.tables.batches import Builder, arrow_schema, problems_of_batch, tables_of_batch
from sqsreport.tables.checking import as_laid_out, check, wanted
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

#: As many reports make a batch: enough to be fast, and some ten megabytes.
_BATCH: Final = 1024


def to_arrow(reports: Iterable[Report], *, quantities: bool = True) -> Mapping[str, pa.Table]:
    """Make the tables of reports; the one of problems is empty, for values have none.

    Args:
        reports: what to make them of.
        quantities: whether to read the quantities, which takes longer than all else; without them
            their table is empty.

    Raises:
        ValueError: two reports have the same id.
        MissingExtraError: pyarrow is not installed.
    """
    arrow = packages.arrow()
    builder = Builder(quantities=quantities)
    found: dict[str, list[pa.RecordBatch]] = {name: [] for name in TABLES}
    given = iter(reports)
    while some := list(islice(given, _BATCH)):
        for report in some:
            if builder.add(report):
                raise ValueError(f"two reports have the id {report.id!r}, by which the rows of each are identified")
        for name, batch in builder.build().items():
            found[name].append(batch)
    return {name: arrow.Table.from_batches(batches, arrow_schema(name)) for name, batches in found.items()}


def from_arrow(tables: Mapping[str, pa.Table]) -> list[Report]:
    """Make the reports again that tables were made of, in the order of the table ``reports``.

    Other tables may be in any order, and those that were worked out may be missing. Columns that
    no table has are left aside. Columns may have other types, such as DECIMAL or a float of 32 bits for a rate, and
    each value is what it is printed as there.

    Raises:
        TypeError: a table is none of pyarrow.
        ValueError: a table or a column is missing, or the rows make no reports: two have the same key,
            a position is left out, one belongs to nothing, or a value would not be kept exactly.
        MissingExtraError: pyarrow is not installed.
    """
    packages.arrow()
    found = {name: as_laid_out(tables[name], name) for name in wanted(tables) if name not in DERIVED}
    check(found)
    return reports_of({name: table.to_pylist() for name, table in found.items()})
