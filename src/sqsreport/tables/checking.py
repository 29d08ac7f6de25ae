"""Check tables that are converted to reports: their columns, keys, positions and references.

The checks work on whole columns, so they take little time compared with the conversion. Rows are counted from 1.
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

#: The separator of the values of a key with several columns; no id contains it.
_SEPARATOR: Final = "\0"


def conform(table: pa.Table, name: str) -> pa.Table:
    """Return a table with the columns of its schema, in their order and types. Other columns are dropped.

    Raises:
        TypeError: it is not a pyarrow table.
        ValueError: a column is missing or repeated, or a value cannot be cast to its type.
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
            number = "more than one column" if indexes else "no column"
            raise ValueError(f"the table {name!r} has {number} {field.name!r}")
        columns.append(_as_field(table.column(indexes[0]), field, name))
    return arrow.Table.from_arrays(columns, schema=schema)


def _as_field(column: pa.ChunkedArray, field: pa.Field, name: str) -> pa.ChunkedArray:
    try:
        cast = casting.cast(column, field.type)
    except ValueError as error:
        raise ValueError(f"the table {name!r}, column {field.name!r}: {error}") from None
    if cast.null_count and not field.nullable:
        row = packages.arrow_compute().index(cast.is_null(), value=True).as_py() + 1
        raise ValueError(f"the table {name!r}, column {field.name!r}: row {row} has no value, and every row needs one")
    return cast


def conform_all(tables: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """Return all tables with the columns of their schemas; a missing derived table is empty.

    Raises:
        TypeError: one is not a pyarrow table.
        ValueError: a table or a column is missing or unknown, or the rows are inconsistent.
    """
    for name, table in tables.items():
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r} of reports; there are: {', '.join(TABLES)}")
        columns = arrow_schema(name).names
        if others := [column for column in getattr(table, "column_names", ()) if column not in columns]:
            raise ValueError(f"the table {name!r} has a column {others[0]!r}, which would be lost")
    conforming = {name: conform(tables[name], name) for name in required_and_present(tables)}
    check(conforming)
    return {name: conforming[name] if name in conforming else arrow_schema(name).empty_table() for name in TABLES}


def required_and_present(tables: Mapping[str, Any]) -> list[str]:
    """Return the names of the tables that are present; raise `ValueError` if a required one is missing."""
    if missing := [name for name in TABLES if name not in DERIVED and name not in tables]:
        raise ValueError(f"there is no table {missing[0]!r}")
    return [name for name in TABLES if name in tables]


def check(tables: Mapping[str, pa.Table]) -> None:
    """Check that keys are unique, that the positions have no gaps, and that each reference leads to a row.

    Args:
        tables: tables with the columns of their schemas, and all tables that they refer to.

    Raises:
        ValueError: a check fails; the message has the table, the report and the row.
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
    keys = _keys(rows, table.key)
    if len(keys.unique()) == len(keys):
        return
    first_rows: dict[str, int] = {}
    for row, key in enumerate(keys.to_pylist(), 1):
        first = first_rows.setdefault(key, row)
        if first != row:
            report = _report_of(rows, row)
            raise ValueError(
                f"two rows of {table.name!r} have the same {table.key[-1]}: rows {first} and {row}, {report}"
            )


def _check_reference(table: Table, rows: pa.Table, reference: Reference, others: pa.Table) -> None:
    compute = packages.arrow_compute()
    keys = _keys(rows, reference.columns)
    exists = compute.is_in(keys, value_set=_keys(others, reference.to).unique())
    row = compute.index(compute.or_(exists, keys.is_null()), value=False).as_py() + 1
    if not row:
        return
    value = rows.column(reference.columns[-1])[row - 1].as_py()
    if reference.table == "reports":
        raise ValueError(
            f"the table {table.name!r} has rows of {value!r}, which is not a report; the first is row {row}"
        )
    missing = f"there is no row of {reference.table!r} with the {reference.to[-1]} {value!r}"
    raise ValueError(
        f"the table {table.name!r}, row {row}, {_report_of(rows, row)}: {missing}, its {reference.columns[-1]}"
    )


def _check_positions(table: Table, rows: pa.Table) -> None:
    compute = packages.arrow_compute()
    numbers = rows.select(["report_id", "position"]).group_by("report_id")
    groups = numbers.aggregate([("position", function) for function in ("min", "max", "count", "count_distinct")])
    count = groups["position_count"]
    is_complete = compute.and_(
        compute.equal(groups["position_min"], 1),
        compute.and_(
            compute.equal(groups["position_max"], count), compute.equal(groups["position_count_distinct"], count)
        ),
    )
    group = compute.index(is_complete, value=False).as_py()
    if group < 0:
        return
    report_id = groups["report_id"][group].as_py()
    positions = set(rows.filter(compute.equal(rows["report_id"], report_id))["position"].to_pylist())
    number = count[group].as_py()
    missing = next(position for position in range(1, number + 1) if position not in positions)
    raise ValueError(
        f"the table {table.name!r} has {number} rows of the report {report_id!r}, and none with the position {missing}"
    )


def _keys(rows: pa.Table, columns: tuple[str, ...]) -> pa.ChunkedArray:
    """Return the key of each row as a text, or null where one of the columns has no value."""
    compute, text = packages.arrow_compute(), packages.arrow().string()
    parts = [rows.column(name).cast(text) for name in columns]
    return parts[0] if len(parts) == 1 else compute.binary_join_element_wise(*parts, _SEPARATOR)


def _report_of(rows: pa.Table, row: int) -> str:
    column = "report_id" if "report_id" in rows.column_names else "id"
    return f"of the report {rows.column(column)[row - 1].as_py()!r}"
