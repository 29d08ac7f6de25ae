"""Months, and dates of which the day or the month may be missing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import total_ordering, wraps
from typing import Any, TypeVar

import attrs

T = TypeVar("T")

#: The names of the months as the letters print them, whatever the locale.
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def long_day(day: date) -> str:
    """Format a day as the letters print it.

    >>> long_day(date(2016, 8, 10))
    '10 August 2016'
    """
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def _parse(text: object, pattern: re.Pattern[str], expected: str) -> tuple[int | None, ...]:
    match = pattern.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"must be {expected}, not {text!r}")
    return tuple(None if part is None else int(part) for part in match.groups())


def _refuse_text(cls: type[T]) -> type[T]:
    """Replace the constructor of a class by one whose error for text names `fromisoformat`."""
    untyped: Any = cls  # the constructor is replaced, which type checkers do not allow
    init: Callable[..., None] = untyped.__init__

    @wraps(init)
    def checking_init(self: object, *args: Any, **kwargs: Any) -> None:
        if args and isinstance(args[0], str):
            name = cls.__name__
            raise TypeError(f"{name}.year: must be an int, not {args[0]!r}; use {name}.fromisoformat for text")
        init(self, *args, **kwargs)

    untyped.__init__ = checking_init
    return cls


def _check_parts(date: Month | PartialDate) -> None:
    for field in attrs.fields(type(date)):
        part = getattr(date, field.name)
        if type(part) is not int and not (part is None and field.default is None):
            raise TypeError(f"{type(date).__name__}.{field.name}: must be an int, not {part!r}")


def _check_month(year: int, month: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"year must be from {_FIRST_YEAR} to {_LAST_YEAR}, not {year!r}")
    if not 1 <= month <= 12:
        raise ValueError(f"month must be from 1 to 12, not {month!r}")


@_refuse_text
@attrs.frozen(order=True, repr=False)
class Month:
    """A month of a year, such as June 2014. Months compare, sort, add and subtract.

    >>> Month(2014, 6) + 22
    Month(2016, 4)
    >>> Month(2016, 4) - Month(2014, 6)
    22
    >>> f"{Month(2016, 4):long}"
    'April 2016'
    """

    year: int
    month: int

    def __attrs_post_init__(self) -> None:
        """Raise `ValueError` for a month that does not exist."""
        _check_parts(self)
        _check_month(self.year, self.month)

    @classmethod
    def fromisoformat(cls, text: str) -> Month:
        """Parse ``"2014-06"``; raise `ValueError` for anything else."""
        year, month = _parse(text, _MONTH, "a month as YYYY-MM")
        return cls(year or 0, month or 0)

    def isoformat(self) -> str:
        """Format the month as ``YYYY-MM``."""
        return f"{self.year:04}-{self.month:02}"

    __str__ = isoformat

    def __repr__(self) -> str:
        return f"Month({self.year}, {self.month})"

    def __format__(self, spec: str) -> str:
        """Format the month; the format ``long`` is that of the letters."""
        return f"{MONTH_NAMES[self.month - 1]} {self.year}" if spec == "long" else format(str(self), spec)

    def __add__(self, months: int) -> Month:
        """Return the month that is *months* later."""
        if not isinstance(months, int):
            return NotImplemented
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __sub__(self, other: Month) -> int:
        """Return the number of months from *other* to this one."""
        if not isinstance(other, Month):
            return NotImplemented
        return (self.year - other.year) * 12 + self.month - other.month


@total_ordering
@_refuse_text
@attrs.frozen(order=False, repr=False)
class PartialDate:
    """A date that may have only a year, or a year and a month.

    Partial dates sort by time; of two that start on the same day the less precise one comes first.

    >>> sorted([PartialDate(2014, 6), PartialDate(2014), PartialDate(2014, 1, 5)])
    [PartialDate(2014), PartialDate(2014, 1, 5), PartialDate(2014, 6)]
    >>> PartialDate(2014, 6).earliest
    datetime.date(2014, 6, 1)
    >>> f"{PartialDate(2014, 6):long}"
    'June 2014'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        """Raise `ValueError` for a date that does not exist."""
        _check_parts(self)
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        _check_month(self.year, 1 if self.month is None else self.month)
        if self.day is not None:
            date(self.year, self.month or 1, self.day)

    @classmethod
    def fromisoformat(cls, text: str) -> PartialDate:
        """Parse ``"2010"``, ``"2014-06"`` or ``"2014-06-18"``; raise `ValueError` for anything else."""
        year, month, day = _parse(text, _PARTIAL_DATE, "a date as YYYY, YYYY-MM or YYYY-MM-DD")
        return cls(year or 0, month, day)

    def isoformat(self) -> str:
        """Format the parts that the date has: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    __str__ = isoformat

    def __repr__(self) -> str:
        parts = (str(part) for part in (self.year, self.month, self.day) if part is not None)
        return f"PartialDate({', '.join(parts)})"

    def __format__(self, spec: str) -> str:
        """Format the date; the format ``long`` is that of the letters."""
        if spec != "long":
            return format(str(self), spec)
        words = [self.day, self.month and MONTH_NAMES[self.month - 1], self.year]
        return " ".join(str(word) for word in words if word is not None)

    def __lt__(self, other: PartialDate) -> bool:
        """Return whether this date comes before another."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key < other._key

    @property
    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    @property
    def earliest(self) -> date:
        """The first possible day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last possible day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])
