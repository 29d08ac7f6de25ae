from __future__ import annotations

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.model import Month, PartialDate
from sqsreport.testing import strategies

# ------------------------------------------------------------------------------------- months


@given(strategies.months())
def test_a_month_is_written_and_read(month: Month) -> None:
    """A month is equal after formatting and parsing."""
    assert month == Month.fromisoformat(month.isoformat())
    assert month.isoformat() == str(month) == f"{month}"
    assert month == eval(repr(month))  # noqa: S307  # from this package


@given(strategies.months(), strategies.months())
def test_months_are_counted(one: Month, other: Month) -> None:
    """The difference of two months is the number of months to add, with the sign of their order."""
    assert other == one + (other - one)
    assert (one < other, one == other) == (one - other < 0, one - other == 0)


@given(st.lists(strategies.months()))
def test_months_sort_as_their_texts(months: list[Month]) -> None:
    """Months sort by time, as their ISO 8601 texts do."""
    assert sorted(month.isoformat() for month in months) == [month.isoformat() for month in sorted(months)]


@pytest.mark.parametrize(
    ("month", "expected"),
    [(Month(2016, 4), "April 2016"), (Month(1900, 1), "January 1900"), (Month(2099, 12), "December 2099")],
)
def test_months_are_printed(month: Month, expected: str) -> None:
    """The format ``long`` is that of the letters."""
    assert expected == f"{month:long}"


def test_a_month_fills_a_column() -> None:
    """Any other format is applied to the ISO 8601 text."""
    assert "   2016-04" == f"{Month(2016, 4):>10}"


@pytest.mark.parametrize(
    ("months", "expected"), [(0, "2014-12"), (1, "2015-01"), (-11, "2014-01"), (-12, "2013-12"), (22, "2016-10")]
)
def test_months_are_added(months: int, expected: str) -> None:
    """Adding months crosses the end of a year in both directions."""
    assert expected == str(Month(2014, 12) + months)


@pytest.mark.parametrize(
    "text",
    [
        "", "2014", "2014-6", "2014-13", "2014-00", "14-06", "2014-06-18", "2014-06\n", " 2014-06", "2014/06", "201406",
        "June 2014", "1899-12", "2100-01", "٢٠١٤-٠٦", "+014-06",
    ],
)  # fmt: skip
def test_texts_that_are_not_months(text: str) -> None:
    """Text other than YYYY-MM from 1900 to 2099 is rejected."""
    with pytest.raises(ValueError, match="must be"):
        Month.fromisoformat(text)


@pytest.mark.parametrize("value", [None, 201406, b"2014-06", date(2014, 6, 1)])
def test_values_that_are_not_text(value: Any) -> None:
    """`Month.fromisoformat` accepts only `str`."""
    with pytest.raises(ValueError, match="must be a month as YYYY-MM, not"):
        Month.fromisoformat(value)


@pytest.mark.parametrize(
    ("year", "month", "message"),
    [
        (1899, 12, "year must be from 1900 to 2099, not 1899"), (2100, 1, "year must be from 1900 to 2099, not 2100"),
        (2014, 0, "month must be from 1 to 12, not 0"), (2014, 13, "month must be from 1 to 12, not 13"),
    ],
)  # fmt: skip
def test_invalid_months(year: int, month: int, message: str) -> None:
    """A month must be from 1 to 12, in a year from 1900 to 2099."""
    with pytest.raises(ValueError, match=message):
        Month(year, month)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [(Month, (2014.0, 6)), (Month, (2014, 6.0)), (Month, (2014, True)), (Month, ("2014", 6)), (Month, (None, 6)),
     (PartialDate, (2014, 6.0)), (PartialDate, (2014.0,)), (PartialDate, (2014, 6, 18.5)), (PartialDate, ("2014",))],
)  # fmt: skip
def test_parts_that_are_not_integers(kind: Any, parts: tuple[Any, ...]) -> None:
    """The parts of a date must be integers; other types are rejected with class, field and reason."""
    with pytest.raises(TypeError, match=rf"^{kind.__name__}\.\w+: must be an int, not"):
        kind(*parts)


def test_months_beyond_all_dates() -> None:
    """A sum beyond 2099 is rejected."""
    with pytest.raises(ValueError, match="year must be from 1900 to 2099"):
        Month(2099, 12) + 1


@pytest.mark.parametrize("other", ["1", 1.5, None, Month(2014, 6)])
def test_only_whole_numbers_are_added(other: Any) -> None:
    """Only a number of months can be added to a month."""
    with pytest.raises(TypeError):
        Month(2014, 6) + other


@pytest.mark.parametrize("other", [1, "2014-06", None])
def test_only_months_are_subtracted(other: Any) -> None:
    """Only a month can be subtracted from a month."""
    with pytest.raises(TypeError):
        Month(2014, 6) - other


# ------------------------------------------------------------------------------ partial dates


@given(strategies.partial_dates())
def test_a_partial_date_is_written_and_read(partial: PartialDate) -> None:
    """A partial date is equal after formatting and parsing."""
    assert partial == PartialDate.fromisoformat(partial.isoformat())
    assert partial.isoformat() == str(partial) == f"{partial}"
    assert partial == eval(repr(partial))  # noqa: S307  # our own


@pytest.mark.parametrize("cls", [Month, PartialDate])
def test_a_text_is_parsed_by_a_method_of_its_own(cls: type[Any]) -> None:
    """A constructor that is called with a text names the method that parses it."""
    with pytest.raises(TypeError, match=rf"use {cls.__name__}\.fromisoformat for text"):
        cls("2014-06")


@given(st.lists(strategies.partial_dates()))
def test_partial_dates_sort_by_time(dates: list[PartialDate]) -> None:
    """Partial dates sort by their first possible day, and of equal ones the less precise comes first."""
    expected = sorted(dates, key=lambda each: (each.earliest, len(str(each))))

    assert expected == sorted(dates)


@given(strategies.partial_dates(), strategies.partial_dates())
def test_partial_dates_have_one_order(one: PartialDate, other: PartialDate) -> None:
    """Exactly one of before, equal and after is true of two partial dates."""
    assert 1 == (one < other) + (one == other) + (one > other)
    assert (one <= other, one >= other) == (not one > other, not one < other)


@given(strategies.days(), st.sampled_from([4, 7, 10]))
def test_nothing_is_earlier_than_the_earliest(day: date, length: int) -> None:
    """`earliest` is the first possible day of a partial date."""
    partial = PartialDate.fromisoformat(day.isoformat()[:length])

    assert partial.earliest <= day
    assert partial.earliest.isoformat().startswith(partial.isoformat())


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2010", "2010"), ("2014-06", "June 2014"), ("2014-06-08", "8 June 2014"), ("2016-02-29", "29 February 2016")],
)
def test_partial_dates_are_printed(text: str, expected: str) -> None:
    """The format ``long`` of a partial date is that of the letters."""
    assert expected == f"{PartialDate.fromisoformat(text):long}"
    assert f"{text:>12}" == f"{PartialDate.fromisoformat(text):>12}"


@pytest.mark.parametrize(
    "text",
    [
        "", "201", "20140", "2014-6", "2014-13", "2014-00", "2014-06-", "2014-06-31", "2014-06-00",
        "2015-02-29", "2014\n",
        "2014-06-18T00", "20140618", "2014--18", "1899", "2100-01-01", "٢٠١٤", "circa 2014",
    ],
)  # fmt: skip
def test_texts_that_are_not_partial_dates(text: str) -> None:
    """Text other than YYYY, YYYY-MM or a valid day from 1900 to 2099 is rejected."""
    with pytest.raises(ValueError, match=r"must be|day is out of range"):
        PartialDate.fromisoformat(text)


@pytest.mark.parametrize(
    "parts", [(1899,), (2100,), (2014, 0), (2014, 13), (2014, 2, 30), (2014, 6, 0), (2014, None, 18)], ids=str
)
def test_invalid_partial_dates(parts: Any) -> None:
    """A partial date must exist, and a day needs a month."""
    with pytest.raises(ValueError, match=r"must be|day is out of range|a day needs a month"):
        PartialDate(*parts)


@pytest.mark.parametrize("other", ["2014-06", 2014, date(2014, 6, 1), None, Month(2014, 6)], ids=repr)
def test_partial_dates_compare_only_with_their_kind(other: Any) -> None:
    """A partial date is not equal to a text, a number, a date or a month, and cannot be ordered with one."""
    assert PartialDate(2014, 6) != other
    with pytest.raises(TypeError):
        PartialDate(2014, 6) < other  # noqa: B015  # it raises


@given(strategies.months() | strategies.partial_dates())
def test_dates_are_values(value: Month | PartialDate) -> None:
    """Months and partial dates can be copied, pickled and hashed."""
    for copied in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):  # noqa: S301  # pickled here
        assert value == copied
        assert hash(value) == hash(copied)
