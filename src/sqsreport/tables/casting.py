"""Cast the columns of other tools to the types of our tables, without changing a value."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sqsreport._jsondata import RawNumber
from sqsreport.tables import packages
from sqsreport.validation.text import to_decimal

if TYPE_CHECKING:
    import pyarrow as pa

#: The `struct` codes of the floats that are narrower than a double, by their width in bits.
_NARROW: Final = {16: "e", 32: "f"}

#: A number as JSON spells it, which pandas and DuckDB write.
_NUMBER: Final = re.compile(r"-?[0-9]++(?:\.[0-9]++)?(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)

#: The number of significant digits that distinguishes every float of 32 bits from its neighbours.
_DIGITS: Final = 9


def cast(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    """Cast a column to one of the types of our tables.

    A number with a fraction becomes the double nearest to its decimal representation: a DECIMAL or a float of 32 bits
    that is printed as 30.2 becomes 30.2. Only text can become text.

    Raises:
        ValueError: the type of the column cannot be cast, or a value would change.
    """
    arrow = packages.arrow()
    types = arrow.types
    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    elif types.is_run_end_encoded(column.type):
        column = packages.arrow_compute().run_end_decode(column)
    if column.type == type_:
        return column
    if column.null_count == len(column):  # other tools can only guess the type of a column without values
        return arrow.chunked_array([arrow.nulls(len(column), type_)])
    cast_to_type = next(cast for is_type, cast in _casts(types) if is_type(type_))
    try:
        return cast_to_type(column, type_)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError) as error:
        raise ValueError(str(error)) from None


def _casts(types: Any) -> tuple[tuple[Callable[[Any], bool], Callable[[Any, Any], Any]], ...]:
    return (
        (types.is_string, _to_text),
        (types.is_integer, _to_integers),
        (types.is_floating, _to_doubles),
        (types.is_date, _to_days),
        (types.is_boolean, _to_flags),
    )


def _is_text(type_: pa.DataType) -> bool:
    types = packages.arrow().types
    return bool(types.is_string(type_) or types.is_large_string(type_) or types.is_string_view(type_))


def _wrong_type(column: pa.ChunkedArray, expected: str) -> ValueError:
    return ValueError(f"must be {expected}, not of the type {column.type}")


def _to_text(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    types = packages.arrow().types
    if not (_is_text(column.type) or types.is_binary(column.type) or types.is_large_binary(column.type)):
        raise _wrong_type(column, "text")
    return column.cast(type_)


def _to_integers(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    types = packages.arrow().types
    if types.is_integer(column.type) or _is_text(column.type):
        return column.cast(type_)
    if types.is_floating(column.type) or types.is_decimal(column.type):
        return _each(column, type_, _whole)
    raise _wrong_type(column, "whole numbers")


def _to_doubles(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    types = packages.arrow().types
    if types.is_integer(column.type):
        return column.cast(type_)
    if types.is_floating(column.type):
        code = _NARROW[column.type.bit_width]
        return _each(column, type_, lambda value: _as_printed(float(value), code))
    if types.is_decimal(column.type) or _is_text(column.type):
        return _each(column, type_, _exact)
    raise _wrong_type(column, "numbers")


def _to_days(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    compute, types = packages.arrow_compute(), packages.arrow().types
    if types.is_timestamp(column.type):
        # Arrow would drop the time of day, and would take the day in UTC instead of the column's time zone.
        local = column if column.type.tz is None else compute.local_timestamp(column)
        day = compute.floor_temporal(local, unit="day")
        row = compute.index(compute.equal(day, local), value=False).as_py() + 1
        if row:
            raise ValueError(f"row {row} is a time of day, {column[row - 1]}, where a day is expected")
        return day.cast(type_)
    if types.is_date(column.type) or _is_text(column.type):
        return column.cast(type_)
    raise _wrong_type(column, "days")


def _to_flags(column: pa.ChunkedArray, type_: pa.DataType) -> pa.ChunkedArray:
    if packages.arrow().types.is_integer(column.type):
        return _each(column, type_, _flag)
    if not _is_text(column.type):
        raise _wrong_type(column, "true or false")
    return column.cast(type_)


def _each(column: pa.ChunkedArray, type_: pa.DataType, convert: Callable[[Any], Any]) -> pa.ChunkedArray:
    """Convert each value; raise `ValueError` with the row of the first that would change."""
    values = []
    for row, value in enumerate(column.to_pylist(), 1):
        try:
            values.append(None if value is None else convert(value))
        except (ValueError, OverflowError) as error:
            raise ValueError(f"row {row} is {value!s:.40}, which {error}") from None
    return packages.arrow().chunked_array([values], type_)


def _flag(value: int) -> bool:
    if value not in (0, 1):
        raise ValueError("is neither 0 nor 1")
    return bool(value)


def _whole(value: float | Decimal) -> int:
    if value != value or value != value // 1:  # noqa: PLR0124 - only NaN differs from itself
        raise ValueError("is not a whole number")
    return int(value)


def _exact(value: str | Decimal) -> float:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError("is not a number")
    number = to_decimal(str(value))
    if isinstance(number, RawNumber):
        raise ValueError("cannot be kept exactly")  # noqa: TRY004 - it is the value that is wrong
    return number


def _as_printed(value: float, code: str) -> float:
    """Return the double nearest to the shortest decimal that represents a narrower float."""
    for digits in range(1, _DIGITS):
        shorter = float(f"{value:.{digits}g}")
        try:
            if struct.unpack(code, struct.pack(code, shorter))[0] == value:
                return shorter
        except OverflowError:  # rounded up, it is too large for the narrower type
            continue
    return float(f"{value:.{_DIGITS}g}")
