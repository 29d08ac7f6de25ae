"""Whether tables are what reports make: their columns, their keys, their positions, and what rows belong to.

All of it works on whole columns, so that it costs little beside the making of reports. Rows are counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sqsreport.tables import casting, packages
from sqsreport.tables.batches import arrow_schema
from sqsreport.tables.columns import Reference, Table
from sqsreport.tables.layout import DERIVED, TABLES

if TYPE_CHECKING:
    import pyarrow as pa

#: Parts the values of a key that has several. No id has it.
_BETWEEN: Final = "\0"


def as_laid_out(table: pa.Table, name: str) -> pa.Table:
    """Give a table its columns in their order and types: other tools may have other ones for the same values.

    Raises:
        TypeError: it is no table of Arrow.
        ValueError: a column is missing or doubled, or what is in it cannot be what it should.
    """
    arrow = packages.arrow()
    if not isinstance(table, arrow.Table):
        hint = f"{type(table).__name__}; pyarrow.Table.from_pandas makes one of a frame"
        raise TypeError(f"the table {name!r} must be a pyarrow.Table, not {hint}")
    schema = arrow_schema(name)
    columns = []
    for field in schema:
        indexes = table.schema.get_all_field_indices(field.name)
        if len(indexes) != 1:
            found = "more than one column" if indexes else "no column"
            raise ValueError(f"the table {name!r} has {found} {field.name!r}")
        columns.append(_as_field(table.column(indexes[0]), field, name))
    return arrow.Table.from_arrays(columns, schema=schema)


def _as_field(column: pa.ChunkedArray, field: pa.Field, name: str) -> pa.ChunkedArray:
    try:
        found = casting.cast(column, field.type)
    except ValueError as error:
        raise ValueError(f"the table {name!r}, column {field.name!r}: {error}") from None
    if found.null_count and not field.nullable:
        row = packages.arrow_compute().index(found.is_null(), value=True).as_py() + 1
        raise ValueError(f"the table {name!r}, column {field.name!r}: row {row} has no value, and every row needs one")
    return found


def all_laid_out(tables: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """Give all tables their columns; those that were worked out may be missing, and then have no row.

    Raises:
        TypeError: one is no table of Arrow.
        ValueError: a table or a column is missing, there is one that no table has, or the rows do
            not belong together.
    """
    for name, table in tables.items():
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r} of reports; there are: {', '.join(TABLES)}")
        known = arrow_schema(name).names
        if others := [column for column in getattr(table, "column_names", ()) if column not in known]:
            raise ValueError(f"the table {name!r} has a column {others[0]!r}, which would be lost")
    found = {name: as_laid_out(tables[name], name) for name in wanted(tables)}
    check(found)
    return {name: found[name] if name in found else arrow_schema(name).empty_table() for name in TABLES}


def wanted(tables: Mapping[str, Any]) -> list[str]:
    """Return the names of the tables that are there; raise `ValueError` where one is missing that has to be."""
    if missing := [name for name in TABLES if name not in DERIVED and name not in tables]:
        raise ValueError(f"there is no table {missing[0]!r}")
    return [name for name in TABLES if name in tables]


def check(tables: Mapping[str, pa.Table]) -> None:
    """Make sure that rows can be told apart, that none is missing between others, and that each belongs to something.

    Args:
        tables: tables as they are laid out, with all that they refer to.

    Raises:
        ValueError: they do not; it names the table, the report and the row.
    """
    for name, rows in tables.items():
        table = TABLES[name]
        if table.key:
            _check_key(table, rows)
        for reference in table.references:
            _check_reference(table, rows, reference, tables[reference.table])
        if "position" in rows.column_names:
            _check_positions(table, rows)


def _check_key(table: Table, rows: pa.Table) -> None:
    keys = _told(rows, table.key)
    if len(keys.unique()) == len(keys):
        return
    seen: dict[str, int] = {}
    for row, key in enumerate(keys.to_pylist(), 1):
        first = seen.setdefault(key, row)
        if first != row:
            what = table.key[-1]
            of = _report_of(rows, row)
            raise ValueError(f"two rows of {table.name!r} have the same {what}: rows {first} and {row}, {of}")


def _check_reference(table: Table, rows: pa.Table, reference: Reference, others: pa.Table) -> None:
    compute = packages.arrow_compute()
    keys = _told(rows, reference.columns)
    known = compute.is_in(keys, value_set=_told(others, reference.to).unique())
    lost = compute.index(compute.or_(known, keys.is_null()), value=False).as_py() + 1
    if not lost:
        return
    value = rows.column(reference.columns[-1])[lost - 1].as_py()
    if reference.table == "reports":
        raise ValueError(f"the table {table.name!r} has rows of {value!r}, which is no report; the first is row {lost}")
    missing = f"there is no row of {reference.table!r} with the {reference.to[-1]} {value!r}"
    raise ValueError(
        f"the table {table.name!r}, row {lost}, {_report_of(rows, lost)}: {missing}, its {reference.columns[-1]}"
    )


def _check_positions(table: Table, rows: pa.Table) -> None:
    compute = packages.arrow_compute()
    numbers = rows.select(["report_id", "position"]).group_by("report_id")
    found = numbers.aggregate([("position", way) for way in ("min", "max", "count", "count_distinct")])
    count = found["position_count"]
    is_fine = compute.and_(
        compute.equal(found["position_min"], 1),
        compute.and_(
            compute.equal(found["position_max"], count), compute.equal(found["position_count_distinct"], count)
        ),
    )
    bad = compute.index(is_fine, value=False).as_py()
    if bad < 0:
        return
    report_id = found["report_id"][bad].as_py()
    there = set(rows.filter(compute.equal(rows["report_id"], report_id))["position"].to_pylist())
    number = count[bad].as_py()
    missing = next(position for position in range(1, number + 1) if position not in there)
    raise ValueError(
        f"the table {table.name!r} has {number} rows of the report {report_id!r}, and none with the position {missing}"
    )


def _told(rows: pa.Table, columns: tuple[str, ...]) -> pa.ChunkedArray:
    """Return a text for each row by which it is told, and none where one of the columns has no value."""
    compute, text = packages.arrow_compute(), packages.arrow().string()
    parts = [rows.column(name).cast(text) for name in columns]
    return parts[0] if len(parts) == 1 else compute.binary_join_element_wise(*parts, _BETWEEN)


def _report_of(rows: pa.Table, row: int) -> str:
    column = "report_id" if "report_id" in rows.column_names else "id"
    return f"of the report {rows.column(column)[row - 1].as_py()!r}"
