"""Days, months and partial dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqsreport.model import Month, PartialDate
from sqsreport.testing._hypothesis import DrawFn, st

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)
FIRST_MONTH: Final = Month(1900, 1)
LAST_MONTH: Final = Month(2099, 12)
#: More days than there are between the first and the last, so that each may be drawn.
_OFFSETS: Final = st.integers(0, 80_000)


@st.composite
def days(draw: DrawFn, min_value: date = FIRST_DAY, max_value: date = LAST_DAY) -> date:
    """Draw a day in the range of the schema."""
    return min_value + timedelta(days=draw(_OFFSETS) % ((max_value - min_value).days + 1))


@st.composite
def months(draw: DrawFn, min_value: Month = FIRST_MONTH, max_value: Month = LAST_MONTH) -> Month:
    """Draw a month in the range of the schema."""
    return min_value + draw(_OFFSETS) % (max_value - min_value + 1)


@st.composite
def partial_dates(draw: DrawFn, max_value: date = LAST_DAY) -> PartialDate:
    """Draw a year, a month or a day that begins no later than *max_value*."""
    day = max_value - timedelta(days=draw(_OFFSETS) % ((max_value - FIRST_DAY).days + 1))
    return PartialDate(*(day.year, day.month, day.day)[: draw(st.integers(1, 3))])
