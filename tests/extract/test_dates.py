from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.extract.cohorts import published_month, read_cohort
from sqsreport.extract.dates import find_day, find_expressions, is_day
from sqsreport.extract.fieldwork import find_candidate
from sqsreport.extract.text import Unclear, normalise
from sqsreport.model import Fieldwork, Month
from sqsreport.model.dates import MONTH_NAMES
from sqsreport.testing import strategies

MONDAY, TUESDAY, WEDNESDAY = date(2015, 3, 9), date(2015, 3, 10), date(2015, 3, 11)


def find_fieldwork(text: str) -> Fieldwork | None:
    """Return the days that are most certainly those of the fieldwork, if they can be parsed."""
    candidate = find_candidate(text)
    return candidate.value if candidate and isinstance(candidate.value, Fieldwork) else None


def dates_in(text: str) -> list[str]:
    """Return all unambiguous dates of a text."""
    return [
        str(each)
        for expression in find_expressions(normalise(text))
        if expression.is_clear
        for each in expression.dates
    ]


@pytest.mark.parametrize(
    "text",
    [
        "9-11 March 2015",
        "9\u201111 March 2015",
        "9 – 11 March 2015",
        "9- 11 March 2015",
        "9th – 11th March, 2015",
        "9 th to 11 th March 2015",
        "9 till 11 March 2015",
        "9 through 11 March 2015",
        "9 up to and including 11 March 2015",
        "between 9 and 11 March 2015",
        "from Monday 9th to Wednesday 11th March 2015",
        "Mon 9 Mar to Wed 11 Mar 2015",
        "9-11 March ‘15",
        "Mon. 9 - Wed. 11 Mar. 2015",
        "9 (Monday) to 11 (Wednesday) March 2015",
        "9, 10 and 11 March 2015",
        "9,10,11 March 2015",
        "9/10/11 March 2015",
        "9th, 10th & 11th of March 2015",
        "Monday 9, Tuesday 10 and Wednesday 11 March 2015",
        "9 March, 10 March and 11 March 2015",
        "9 March 2015 to 11 March 2015",
        "9 March 2015 to 11 March",
        "March 9-11, 2015",
        "March 9 to March 11, 2015",
        "09/03/2015 - 11/03/2015",
        "9.3.15 to 11.3.15",
        "2015-03-09 to 2015-03-11",
        "9-11/03/2015",
        "9-March-2015 to 11-March-2015",
        "9-11-March 2015",
        "9 to 11 March '15",
    ],
)
def test_three_days(text: str) -> None:
    """Three days of fieldwork are found whatever joins them and whichever parts are omitted."""
    assert find_fieldwork(f"The inspection took place {text}.") == Fieldwork(start=MONDAY, end=WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9–11 and 16–18 March 2015", date(2015, 3, 9), date(2015, 3, 18)),
        ("30-31 March and 1-2 April 2015", date(2015, 3, 30), date(2015, 4, 2)),
        ("29 Dec to 2 Jan 2015", date(2014, 12, 29), date(2015, 1, 2)),
        ("9 and 11 March 2015", date(2015, 3, 9), date(2015, 3, 11)),
        ("9 and 10 March 2015 and on 16 March 2015", date(2015, 3, 9), date(2015, 3, 16)),
        ("9 March 2015, and again on 11 March 2015", date(2015, 3, 9), date(2015, 3, 11)),
    ],
)
def test_several_ranges(text: str, start: date, end: date) -> None:
    """The fieldwork is from the first day to the last, across months, years and the days between."""
    assert find_fieldwork(f"We visited on {text}.") == Fieldwork(start=start, end=end)


@pytest.mark.parametrize(
    "text",
    [
        "in the week commencing 9 March 2015",
        "in the week beginning Monday 9 March 2015",
        "w/c 9 March 2015",
        "on 9 or 11 March 2015",
        "from 11-9 March 2015",
        "from 30-31 February 2015",
        "from 9-11 March",
        "from 9 March 2015",
        "and was completed on 11 March 2015",
        "from 09.03.-11.03.2015",
        "on 13/13/2015",
    ],
)
def test_unclear_fieldwork(text: str) -> None:
    """Days that cannot be parsed are returned as unclear, and never in part."""
    candidate = find_candidate(f"The inspection took place {text}.")

    assert candidate is not None
    assert isinstance(candidate.value, Unclear)
    assert candidate.value.text in normalise(text)


@pytest.mark.parametrize(
    "text",
    ["Version 9.3 of 2015", "In 2014, 9 of the 20 left.", "20% in 3.5", "We examined 9 March 20155", "1,200 to 9.30"],
)
def test_figures_are_not_days(text: str) -> None:
    """Figures that are not dates are not returned."""
    assert find_day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "8 September 2015", "8 Sept 2015", "8 Sept. 2015", "8 sep 2015", "8th of September, 2015", "8 th September 2015",
        "September 8, 2015", "Sept. 8th, 2015", "8-September-2015", "8-Sep-15", "8 September 15", "8 Sept '15", "08/09/2015",
        "8.9.15", "8-9-2015", "2015-09-08", "Tuesday, 8 September 2015", "Tues 8 Sept 2015", "8\u00a0September\u00a02015",
    ],
)  # fmt: skip
def test_one_day(text: str) -> None:
    """A day is parsed in every common form, and is recognised as only a day."""
    assert find_day(text) == date(2015, 9, 8)
    assert is_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "31/09/2015",
        "8-10 September 2015",
        "week commencing 8 September 2015",
        "September 2015",
        "8 September",
        "8 or 9 May 2015",
        "13/13/15",
    ],
)
def test_no_day(text: str) -> None:
    """Days that do not exist, and texts with more or less than a day, are not days."""
    assert find_day(text) is None
    assert not is_day(text)


FORMATS = (
    "{d} {month} {y}", "{d:02} {month} {y}", "{d} {mon} {y}", "{d} {mon}. {y}", "{d}{th} {month} {y}", "{d} {th} of {month}, {y}",
    "{month} {d}, {y}", "{mon} {d}{th} {y}", "{d}-{mon}-{y}", "{d:02}/{m:02}/{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}", "{weekday} {d} {month} {y}",
    "{weekday}, the {d}{th} of {month} {y}",
)  # fmt: skip


def printed(day: date, form: str) -> str:
    """Format a day."""
    month = MONTH_NAMES[day.month - 1]
    suffix = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    weekday = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")[day.weekday()] + "day"
    form = form.replace("{mon}.", "{mon}") if month == "May" else form  # it is not an abbreviation
    return form.format(d=day.day, m=day.month, y=day.year, month=month, mon=month[:3], th=suffix, weekday=weekday)


@given(strategies.days(), st.sampled_from(FORMATS))
def test_every_day_in_every_form(day: date, form: str) -> None:
    """Every day is parsed in every form."""
    assert find_day(printed(day, form)) == day


@given(
    strategies.days(),
    st.integers(1, 40),
    st.sampled_from(FORMATS),
    st.sampled_from([" to ", " - ", " – ", " until ", " and ", " & ", " through "]),
)
def test_every_range(start: date, length: int, form: str, joiner: str) -> None:
    """Every range of days is parsed, whatever joins its ends."""
    end = min(start + timedelta(days=length), date(2099, 12, 31))
    text = f"We visited from {printed(start, form)}{joiner}{printed(end, form)}, as agreed."

    assert find_fieldwork(text) == Fieldwork(start=start, end=end)


@given(strategies.days(), st.integers(1, 6), st.sampled_from(["-", " to ", " – ", " and "]))
def test_every_short_range(start: date, length: int, joiner: str) -> None:
    """A range within a month needs its month and year only once."""
    end = start + timedelta(days=length) if start < date(2099, 12, 20) else start
    if start.month == end.month and start != end:
        text = (
            f"The inspection was conducted from {start.day}{joiner}{end.day} {MONTH_NAMES[end.month - 1]} {end.year}."
        )
        assert find_fieldwork(text) == Fieldwork(start=start, end=end)


@given(st.text(alphabet="0123456789 /-.,&'stMarchndto()", max_size=60))
def test_any_figures_can_be_searched(text: str) -> None:
    """No mixture of figures and joiners raises an exception, and every date exists and is in order."""
    for each in find_expressions(normalise(text)):
        assert not each.is_clear or list(each.dates) == sorted(each.dates)
        assert 0 <= each.start < each.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("July 2013 - June 2014 cohort", ("2013-07", "2014-06")),
        ("cohort of July 2013 to June 2014", ("2013-07", "2014-06")),
        ("Jul 2013 – Jun 2014", ("2013-07", "2014-06")),
        ("those sentenced between July 2013 and June 2014", ("2013-07", "2014-06")),
        ("the cohort of the year ending June 2014", ("2013-07", "2014-06")),
        ("the 12 months to June 2014", ("2013-07", "2014-06")),
        ("1 July 2013 to 30 June 2014 cohort", ("2013-07", "2014-06")),
        ("published between May and June 2015 for the July 2013 - June 2014 cohort", ("2013-07", "2014-06")),
        ("rates for January 2010 - May 2010 are old. The cohort was July 2013 - June 2014.", ("2013-07", "2014-06")),
        ("the June 2014 - July 2013 cohort", "unclear"),
        ("the 2013-2014 cohort", "unclear"),
        ("the cohort of 2013/14", None),
        ("published in June 2014", None),
    ],
)
def test_cohorts(text: str, expected: tuple[str, str] | str | None) -> None:
    """The months of a cohort are found next to the word, and text that is not a range of months is not returned."""
    cohort = read_cohort(text)

    assert expected == ("unclear" if isinstance(cohort, Unclear) else cohort and (str(cohort[0]), str(cohort[1])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was published in Jan 2016 and", Month(2016, 1)),
        ("(published January 2016,", Month(2016, 1)),
        ("published by the Ministry of Justice in January 2016", Month(2016, 1)),
        ("published on 28 January 2016", Month(2016, 1)),
        ("released in January 2016", Month(2016, 1)),
        ("the July 2013 - June 2014 cohort, published in April 2016", Month(2016, 4)),
        ("published for the June 2014 cohort", None),
        ("published for the year ending June 2014", None),
        ("published for July 2013 - June 2014", None),
    ],
)
def test_publication_of_a_rate(text: str, expected: Month | None) -> None:
    """The month of publication is not confused with the months of the cohort."""
    assert expected == published_month(text)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        ("We were on site in the borough for three days, from Monday 1 to Wednesday 3 September 2014.", True),
        ("This report follows the inspection which we undertook on the 1st, 2nd and 3rd of September 2014.", True),
        (
            "The screening, for which five inspectors came to Cheveley, took place between Monday, 1 September and Wednesday, 3 September 2014. The plan of it had been sent to you on 18 August 2014.",
            True,
        ),
        (
            "The inspection of youth offending work in Denholme was carried out from 1 September until 3 September 2014.",
            True,
        ),
        (
            "HMI Probation inspected the work of Eastmere YOT in the week of 1 September 2014, over three days (Monday 1 September – Wednesday 3 September 2014).",
            True,
        ),
        ("This inspection was conducted over three days between 1st September and 3rd September 2014.", True),
        ("Our inspectors visited X on 1 – 3 September 2014. You were told of the visit on 15 August 2014.", True),
        ("Fieldwork was completed over three days, from the 1st to the 3rd of September 2014.", True),
        ("In the week beginning 1 September 2014 (Monday to Wednesday) we inspected your service.", False),
        ("The dates of our fieldwork were 1, 2 and 3 September 2014.", True),
        ("Dates of fieldwork: 1-3 September 2014", True),
        ("I write following our visit to X (1 to 3 September 2014).", True),
        (
            "As you know, a team of HMI Probation inspectors spent three days with you at the beginning of the month (1-3 September 2014).",
            True,
        ),
        ("On 1 September 2014 and the two days that followed we looked at the work of the YOT.", False),
        ("Inspectors arrived on Monday 1 September 2014 and left on Wednesday 3 September 2014.", True),
        ("The inspection began on Monday 1 September and ended on Wednesday 3 September 2014.", True),
        ("The inspection started on 1 September 2014 and finished on 3 September 2014.", True),
        ("Between 1 and 3 September 2014, HMI Probation screened the work of the YOT.", True),
        ("From 1 to 3 September 2014 we screened the work of the YOT.", True),
        ("We interviewed 20 case managers during the three days of our visit, 1-3 September 2014.", True),
        ("The fieldwork for this screening ran from 1st to 3rd September 2014 inclusive.", True),
        ("This letter reports on the Short Quality Screening of 1 to 3 September 2014.", True),
        ("The findings of the inspection of 01/09/2014 to 03/09/2014 are as follows.", True),
        ("Fieldwork took place during 1st-3rd Sept 2014.", True),
        ("We visited you on Monday 1, Tuesday 2 and Wednesday 3 September of this year.", False),
        ("The inspection took place over three days in September 2014.", False),
        ("The inspection took place from Monday to Wednesday, 1–3 September 2014, as part of our programme.", True),
        (
            "Cases had been sentenced between 1 June 2014 and 15 July 2014. Fieldwork took place on 1-3 September 2014.",
            True,
        ),
        ("We looked at orders made from 1 to 20 June 2014.", False),
        ("The previous inspection took place from 4 to 6 June 2012.", False),
        ("This three-day inspection was carried out in the week commencing 1 September 2014.", False),
        ("We carried out this inspection from Monday 1st – Wednesday 3rd September 2014.", True),
        ("The inspection, on 1-3 September 2014, was announced on 15 August 2014.", True),
        ("HMI Probation's inspection (September 1st–3rd 2014) was led by Cora Dale.", True),
        ("Our inspection took place on three days in early September 2014: the 1st, the 2nd and the 3rd.", False),
        ("The team was here from the 1st until the 3rd September 2014.", True),
        ("This inspection was conducted during the period 1–3 September 2014.", True),
        ("The screening took place in the period from 1 September to 3 September 2014.", True),
        ("Our team of four inspectors was in X from 1 September 2014 to 3 September 2014.", True),
        ("We held discussions with case managers on 1, 2 & 3 September 2014.", True),
    ],
)
def test_sentences(text: str, is_read: bool) -> None:
    """The days of the fieldwork are found in any sentence that has both, and no other days are returned."""
    assert find_fieldwork(text) == (Fieldwork(start=date(2014, 9, 1), end=date(2014, 9, 3)) if is_read else None)
