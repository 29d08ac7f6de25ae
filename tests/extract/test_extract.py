from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqsreport.extract import areas, cases, cohorts, dates, fieldwork, numbers, people, previous, rates, themes
from sqsreport.extract.comparators import PrintedComparator
from sqsreport.extract.rates import PrintedRate
from sqsreport.extract.text import Unclear
from sqsreport.model import Fieldwork, Month, PartialDate, ThemeKey
from sqsreport.model.dates import MONTH_NAMES
from sqsreport.testing import strategies


def find_fieldwork(text: str) -> Fieldwork | None:
    """Return the days that are most certainly those of the fieldwork, if they can be parsed."""
    candidate = fieldwork.find_candidate(text)
    return candidate.value if candidate and isinstance(candidate.value, Fieldwork) else None


def dated_mentions(text: str) -> list[tuple[str | None, PartialDate]]:
    """Return the programme and date of the earlier inspections in a text whose date can be parsed."""
    mentions = previous.find_mentions(text)
    return [(each.programme, each.date) for each in mentions if isinstance(each.date, PartialDate)]


# ------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1), ("34", 34), ("1,234", 1234), ("one", 1), ("nine", 9), ("ten", 10), ("twelve", 12), ("twenty", 20),
        ("twenty-one", 21), ("twenty one", 21), ("Thirty-Four", 34), ("ninety-nine", 99),
        ("one hundred", 100), ("a hundred", 100),
        ("some", None), ("", None), ("twenty-eleven", None), ("0.5", None), ("٣٤", None), ("9" * 9, 999_999_999), ("1" + "0" * 9, None),
    ],
)  # fmt: skip
def test_counts(text: str, expected: int | None) -> None:
    """A count is parsed in digits and in words."""
    assert expected == numbers.parse_count(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We examined 34 cases of children and young people.", [34]),
        ("We examined thirty-four cases.", [34]),
        ("We examined nine cases.", [9]),
        ("We examined a total of 20 cases.", [20]),
        ("We examined a sample of 47 relevant cases.", [47]),
        ("We inspected 14 youth offending cases.", [14]),
        ("We looked at 20 of the cases.", [20]),
        ("A total of 14 cases were examined.", [14]),
        ("In all, a sample of one hundred cases was assessed.", [100]),
        ("Fourteen cases were examined.", [14]),
        ("We came in May. 14 cases were inspected.", [14]),
        ("We examined all three cases.", [3]),
        ("We examined 1 case.", [1]),
        ("We examined 1,200 cases.", [1200]),
        ("We examined 20 cases. We examined 20 cases.", [20, 20]),
        ("İ" * 200 + " We examined 20 cases.", [20]),
        ("In one case there was no plan, and nobody knew why that was so. We examined 20 cases.", [20]),
        ("During the inspection thirty-four cases were examined.", [34]),
        ("We examined 34 recently closed cases.", [34]),
        ("We examined a sample of 34.", [34]),
        ("Our sample consisted of 34 cases.", [34]),
        ("In our sample of 34 cases plans were late.", [34]),
        ("We assessed the quality of work in 34 cases.", [34]),
        ("We looked in detail at 12 cases.", [12]),
        ("The inspection team examined 34 cases.", [34]),
        ("The team had examined 34 cases.", []),
        ("We sampled 34 children and young people’s cases.", [34]),
        ("We examined the cases of 34 children and young people.", [34]),
        ("We looked at 12 cases where a plan was due.", []),
        ("We examined fewer than ten cases.", []),
        ("We examined about ten cases.", []),
        ("We examined between 20 and 30 cases.", []),
        ("We examined some cases.", []),
        ("We examined several cases.", []),
        ("In two cases there was no plan.", []),
        ("All but two cases had a plan.", []),
        ("Of the cases we saw, three-quarters had a plan.", []),
        ("", []),
    ],
)
def test_cases_examined(text: str, expected: list[int]) -> None:
    """The number of examined cases is found in all of its wordings, and no other number is returned."""
    assert expected == list(cases.cases_examined(text))


# --------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("from 18-20 July 2016", (2016, 7, 18), (2016, 7, 20)),
        ("04-07 April 2016", (2016, 4, 4), (2016, 4, 7)),
        ("12th-14th November 2012", (2012, 11, 12), (2012, 11, 14)),
        ("22-24th June 2015", (2015, 6, 22), (2015, 6, 24)),
        ("9–11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("9 – 11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("9 to 11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("between 9 and 11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("from 9 until 11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("30 March to 1 April 2015", (2015, 3, 30), (2015, 4, 1)),
        ("30th March to 1st April 2015", (2015, 3, 30), (2015, 4, 1)),
        ("29 December 2014 to 2 January 2015", (2014, 12, 29), (2015, 1, 2)),
        ("29 December to 2 January 2015", (2014, 12, 29), (2015, 1, 2)),
        ("Monday 9 to Wednesday 11 March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("Monday 9th March to Wednesday 11th March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("the 9th to the 11th of March 2015", (2015, 3, 9), (2015, 3, 11)),
        ("9-11 Mar 2015", (2015, 3, 9), (2015, 3, 11)),
        ("9-11 march 2015", (2015, 3, 9), (2015, 3, 11)),
        ("on 9 March 2015", (2015, 3, 9), (2015, 3, 9)),
    ],
)
def test_fieldwork(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    """The days of fieldwork are found in every wording that the letters have."""
    assert Fieldwork(start=date(*start), end=date(*end)) == find_fieldwork(
        f"The inspection was done {text}, as planned."
    )


@pytest.mark.parametrize(
    "text",
    [
        "We carried out the screening in the week commencing 14 January 2013; inspectors were on site from 14 to 16 January.",
        "The inspection took place in mid January 2013 (14th, 15th and 16th).",
        "The work of the team was screened in the week beginning 14 January 2013 (14th – 16th).",
        "Our inspectors were with you for three days in January 2013 (from the 14th to the 16th).",
        "It was done in the week commencing 14 January 2013 (14-16 January).",
        "The inspection was conducted from 14th January 2013 and concluded on 16th January 2013.",
        "The inspection took place on 14 January 2013, with two further days on 15 and 16 January 2013.",
        "We visited Eastvale on 14 January 2013 and Wick on 15 and 16 January 2013.",
        "The cases began in 2012, and we visited on 14-16 January 2013.",
    ],
)
def test_fieldwork_in_parts(text: str) -> None:
    """Days without a month or year take those of adjacent dates, and visits on several days are one inspection."""
    assert Fieldwork(start=date(2013, 1, 14), end=date(2013, 1, 16)) == find_fieldwork(text)


def test_days_without_a_year_of_their_own() -> None:
    """Days without a year do not take that of another month."""
    assert None is find_fieldwork("The orders began in May 2012. We visited from 14 to 16 January.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "in March 2015",
        "30-31 February 2015",
        "32 March 2015",
        "9-11 March 1815",
        "9-11 Marching 2015",
        "9 March 20155",
        "The inspection took place from 31 June to 2 July 2015.",
        "The inspection took place from 29 June to 32 July 2015.",
        "We inspected on 31 June 2015.",
        "Sent 9-11 March 2015",
    ],
)
def test_no_fieldwork(text: str) -> None:
    """Days that do not exist are not days of fieldwork."""
    assert None is find_fieldwork(text)


@pytest.mark.parametrize(
    "text",
    [
        "Following our announcement on 4 July 2016, we visited on 18-20 July 2016.",
        "As we said in our letter of 1 June 2016, the inspection took place from 18-20 July 2016.",
        "The inspection took place from 18-20 July 2016 and our letter of 1-2 June 2016 had announced it.",
        "We had your action plan of 3 May 2016. The inspection was conducted from 18-20 July 2016.",
        "On 4 July 2016 we told you that we would inspect. Between 18 and 20 July 2016 we visited the service.",
        "Our last inspection took place on 3-5 June 2014. The fieldwork was from 18-20 July 2016.",
        "The sentences began between 1 April and 31 May 2016. Three of us were with you from 18-20 July 2016.",
        "The office was closed from 1-3 July 2016. We visited on 18-20 July 2016.",
        "Reports came in on 3-4 May 2016, as agreed. The inspection was conducted on 18-20 July 2016.",
        "The inspection planned for 6-8 June 2016 was put off, and inspectors were with you on 18-20 July 2016 instead.",
        "We visited you, as planned, on 18-20 July 2016.",
        "The inspection was to have been on 2-4 May 2016 but was held on 18-20 July 2016.",
        "We assessed cases that started between 1 and 30 April 2016; the inspection took place on 18-20 July 2016.",
        "Inspectors visited from the morning of Monday 18 July 2016 until the afternoon of Wednesday 20 July.",
        "We inspected the service in the week beginning 18 July 2016, finishing on the Wednesday, 20 July.",
        "We inspected during the week of 18 July 2016, from the Monday to Wednesday 20 July.",
    ],
)
def test_days_of_other_things(text: str) -> None:
    """The days of the fieldwork are those of the inspection, whatever other days are before or after them."""
    assert Fieldwork(start=date(2016, 7, 18), end=date(2016, 7, 20)) == find_fieldwork(text)


@pytest.mark.parametrize(
    "text",
    [
        "We have seen your action plan of 3 May 2016.",
        "The inspection was announced on 4 July 2016.",
        "Our announcement of the inspection on 4 July 2016 was no surprise.",
        "Our last inspection, which was conducted on 3-5 June 2014, found little.",
        "We examined cases that began between 1 May and 30 June 2016.",
        "This report is published on 10 August 2016.",
        "The office opened on 9 March 2016.",
        "Since 3 June 2014 you have had a manager.",
        "We know of no meeting after 1-2 March 2016.",
    ],
)
def test_no_days_of_fieldwork(text: str) -> None:
    """Days that are not linked to the inspection are not returned."""
    assert None is find_fieldwork(text)


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("The inspection took place on 18-20 July 2016.", 3),
        ("On 18-20 July 2016 an inspection took place.", 3),
        ("On 18-20 July 2016 there was an inspection.", 3),
        ("On 18-20 July 2016 three of us inspected.", 3),
        ("On 18-20 July 2016, as agreed.", 1),
        ("Days of note: 3 May 2016, 18-20 July 2016.", 1),
        ("Your plan came on 3 May 2016, and 18-20 July 2016 was next.", 1),
        ("On 18-20 July 2016, and on 4 August 2016 our letter went out.", 1),
    ],
)
def test_how_certain_days_are(text: str, certainty: int) -> None:
    """The certainty of days depends on the words directly before and after them."""
    candidate = fieldwork.find_candidate(text)

    assert fieldwork.Candidate(Fieldwork(start=date(2016, 7, 18), end=date(2016, 7, 20)), certainty) == candidate


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("We inspected on 7 May 2016.", 2),
        ("On 7 May 2016 we visited the service.", 2),
        ("On 7 May 2016 there was an inspection.", None),
    ],
)
def test_how_certain_a_day_is(text: str, certainty: int | None) -> None:
    """A single day is the day of the inspection only if the text says what happened on it."""
    candidate = fieldwork.find_candidate(text)

    assert certainty == (candidate and candidate.certainty)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1-2 June 2016, as agreed. We visited on 7 May 2016.", (2016, 5, 7), (2016, 5, 7)),
        ("We visited on 7 May 2016. The inspection took place on 1-2 June 2016.", (2016, 6, 1), (2016, 6, 2)),
        ("The inspection took place from 28 March 2014 to 3 April 2015.", (2014, 3, 28), (2015, 4, 3)),
    ],
)
def test_the_most_certain_days(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    """Of several days the most certain are returned, in the printed order, even if they are far apart."""
    assert Fieldwork(start=date(*start), end=date(*end)) == find_fieldwork(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 August 2016", date(2016, 8, 10)),
        ("1 January 1900", date(1900, 1, 1)),
        ("31 December 1899", None),
        ("31 December 2099", date(2099, 12, 31)),
        ("1 January 2100", None),
        ("11 May 2016", date(2016, 5, 11)),
        ("10th August 2016", date(2016, 8, 10)),
        ("Wednesday 10 August 2016", date(2016, 8, 10)),
        ("Wednesday, 10th of August, 2016", date(2016, 8, 10)),
        ("1 SEPT 2016", date(2016, 9, 1)),
        ("1 Sep 2016", date(2016, 9, 1)),
        ("August 2016", None),
        ("31 June 2016", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    """A day is found in the forms of the letters."""
    assert expected == dates.find_day(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10 August 2016", True),
        (" Wednesday 10th August 2016. ", True),
        ("on 10 August 2016", False),
        ("10 August 2016 and later", False),
        ("31 June 2016", False),
        ("", False),
    ],
)
def test_a_day_and_nothing_else(text: str, expected: bool) -> None:
    """A text is a day if it has no other words, and the day exists."""
    assert expected is dates.is_day(text)


@given(strategies.days())
def test_every_day_is_read(day: date) -> None:
    """Every day is parsed as it is printed, whatever the locale."""
    assert day == dates.find_day(f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}")


@given(strategies.months())
def test_every_month_is_read(month: Month) -> None:
    """Every month is parsed as it is printed."""
    assert month == cohorts.published_month(f"published in {month:long}")
    assert month.month == dates.month_number(MONTH_NAMES[month.month - 1])
    assert month.month == dates.month_number(MONTH_NAMES[month.month - 1][:3].upper())


# --------------------------------------------------------------------------------------- rate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was published in April 2016 and was based on", "2016-04"),
        ("was published January 2016, and was based on", "2016-01"),
        ("was published on April 2016", "2016-04"),
        ("published in 28 July 2016", "2016-07"),
        ("available in April 2016", None),
    ],
)
def test_published_month(text: str, expected: str | None) -> None:
    """The month of publication is found after the word for it."""
    month = cohorts.published_month(text)

    assert expected == (None if month is None else month.isoformat())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for the July 2013 - June 2014 cohort", ("2013-07", "2014-06")),
        ("for the April 2013 – March 2014 cohort", ("2013-04", "2014-03")),
        ("April 2013 to March 2014", ("2013-04", "2014-03")),
        ("April 2013-March 2014", ("2013-04", "2014-03")),
        ("January to December 2013", ("2013-01", "2013-12")),
        ("in July 2013", None),
        ("January to December 1900", ("1900-01", "1900-12")),
        ("January to December 2099", ("2099-01", "2099-12")),
        ("January to December 2100", None),
        ("June 1066 - July 2013", None),
        ("June 2013 - July 2999", None),
    ],
)
def test_cohort(text: str, expected: tuple[str, str] | None) -> None:
    """The months of a cohort are found, whatever is between them."""
    months = cohorts.read_cohort(text)

    assert expected == (None if isinstance(months, Unclear | None) else (str(months[0]), str(months[1])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our findings rest on 38 cases, which we discussed one by one with the case managers.", 38),
        ("The sample consisted of sixteen cases.", 16),
        ("A total of 57 cases was examined; all of them were held by the YOT.", 57),
        ("Twenty-four cases were examined.", 24),
        ("We assessed 44 cases that had been open for at least six weeks.", 44),
        ("We reviewed 63 cases, each with the person who held it.", 63),
        ("We selected 20 cases and examined each of them in depth.", 20),
        ("We examined the quality of work in 26 recent cases supervised by the YJT.", 26),
        ("We scrutinised seven cases, which was every case held.", 7),
        ("In order to reach our judgements we looked at 29 cases and spoke to 21 case managers.", 29),
        ("Thirty cases formed our sample.", 30),
        ("The inspection looked at thirty cases.", 30),
        ("There were 31 cases in our sample.", 31),
        ("Our sample of cases numbered 31.", 31),
        ("This letter is based on the examination of 31 cases.", 31),
        ("31 cases were inspected in detail.", 31),
        ("We chose 31 cases at random and assessed the quality of the work in each.", 31),
        ("We looked at the work in 31 cases in total.", 31),
        ("During the inspection 31 cases were assessed jointly with case managers.", 31),
        ("Inspectors examined a representative sample of 31 cases that had started in the last three months.", 31),
        ("We examined 31 of the 40 open cases.", 31),
        ("We inspected a total of thirty one cases.", 31),
        ("The sample for this inspection was 31 cases.", 31),
        ("Our judgements are drawn from 31 cases.", 31),
        ("The evidence comes from 31 cases.", 31),
        ("Of the 31 cases that we examined, 12 involved girls.", 31),
        ("The 31 cases that we examined had begun in May.", 31),
        ("We examined cases in four teams: 31 in all.", None),
        ("In eight cases we examined the reasons for delay.", None),
        ("In 12 cases there was no plan. We examined these cases in more detail.", None),
        ("We examined two cases in greater depth.", None),
        ("YJEIS had 96 open cases at the time.", None),
        ("We expected to examine 40 cases.", None),
        ("Managers had reviewed 12 cases in the previous month.", None),
        ("The YOT held about 120 cases.", None),
        ("The inspection was based on 31 cases.", 31),
        ("We based our findings on a sample of 31 cases.", 31),
        ("We examined the work done with 31 children and young people, each of them a case of the YOT.", None),
    ],
)
def test_sample(text: str, expected: int | None) -> None:
    """The number of cases is found however the sample is described, and other counts of cases are not returned."""
    assert expected == next(cases.cases_examined(text), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We inspected thirty-three (33) cases.", [33]),
        ("We looked in depth at 34 cases that the YOS had supervised for six weeks.", [34]),
        ("We examined 34 (of 41) cases.", [34]),
        ("We examined 9 out of a planned 12 cases.", [9]),
        ("We assessed a sample of 34 out of 120 cases.", [34]),
        ("Inspectors read 34 case files.", [34]),
        ("During the three days, 34 case files were read.", [34]),
        ("We read the records of 34 young people.", [34]),
        ("The cases of 34 children and young people were reviewed.", [34]),
        ("Thirty-four cases were included in the sample.", [34]),
        ("34 cases formed the basis of this inspection.", [34]),
        ("The inspection involved a detailed examination of 34 cases and interviews with 22 case managers.", [34]),
        ("The number of cases examined was 34.", [34]),
        ("In 12 of the 34 cases examined there was no plan.", [34]),
        ("Thirty-four cases were chosen at random, and five were selected for a closer look.", [34]),
        ("Thirty-four cases, from a caseload of 61, formed the sample.", [34]),
        ("All 34 cases that met our criteria were included in the sample.", [34]),
        ("We saw all 34 cases that were open in March.", [34]),
        ("We saw all 5 cases where a review was due. 12 cases were selected for a closer look.", []),
        ("12 cases that had a report were included in our sample.", []),
        ("We chose thirty-four cases, seventeen from each of the teams.", [34]),
        ("From these a sample of 34 was chosen.", [34]),
        ("The YOS has 54 open cases. We examined 34 of them, and seven reports.", [34]),
        ("We chose 5 of the cases for home visits, and saw all 12 cases reviewed on time.", []),
        ("The sample was of 34 cases, and there were six reports.", [34]),
        ("We saw the 34 cases that had been open since May, and examined twelve of its reports.", [34]),
        ("Together with case managers we examined thirty-four of its cases.", [34]),
        ("We reviewed the assessment, planning and initial interventions in 34 cases.", [34]),
        ("On the first visit we examined 12 cases and on the second 15, making 27 in all.", [27]),
        ("We examined 20 cases in Eastvale and 14 in Wick, 34 in total.", [34]),
        ("We examined 35 cases in total: 20 from the north and 15 from the south.", [35]),
        ("We examined 20 cases in Eastvale and 14 cases in Wick.", []),
        ("We examined 34 cases in 2014 and 20 cases this year.", []),
        ("We examined the work of 18 case managers.", []),
        ("We examined pre-sentence reports in 12 cases.", []),
    ],
)
def test_cases_in_other_words(text: str, expected: list[int]) -> None:
    """The number of cases is that of the whole sample, and that of a part or of people is not returned."""
    assert expected == list(cases.cases_examined(text))


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Published April 2015 by the Ministry of Justice; it was based on binary reoffending rates after 12 months for the cohort of July 2012 to June 2013.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "This rate became available in April 2015. It was based on binary reoffending rates after 12 months for the July 2012 - June 2013 cohort. Source: MoJ",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "Rate published April 2015 by the Ministry of Justice. It is a binary rate, after 12 months, for the cohort of young people from July 2012 to June 2013.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        ("Ministry of Justice, April 2015. July 2012 – June 2013 cohort.", "2015-04", ("2012-07", "2013-06")),
        (
            "Proven reoffending statistics: January to December 2012, Ministry of Justice, 30 October 2014.",
            "2014-10",
            ("2012-01", "2012-12"),
        ),
        (
            "Ministry of Justice (October 2015): young people in the January to December 2013 cohort.",
            "2015-10",
            ("2013-01", "2013-12"),
        ),
        ("The April 2016 release covered the July 2013 to June 2014 cohort.", "2016-04", ("2013-07", "2014-06")),
        (
            "The figures were made available to us in May 2016. They were published in April 2016 for the July 2013 to June 2014 cohort.",
            "2016-04",
            ("2013-07", "2014-06"),
        ),
        (
            "Source: Ministry of Justice (published April 2015). Cohort: July 2012 to June 2013.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "It relates to young people in the July 2012 - June 2013 cohort and was issued by the Ministry of Justice in April 2015.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "Based on those who entered the cohort between July 2012 and June 2013; released in April 2015.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        ("Based on the twelve months to June 2013 cohort, published in Apr 2015.", "2015-04", ("2012-07", "2013-06")),
        ("MoJ publication of April 2015, July 2012-June 2013 cohort", "2015-04", ("2012-07", "2013-06")),
        (
            "The rate published in April 2015 for those convicted, cautioned or released from custody in the year to June 2013 (July 2012 to June 2013).",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "This was the most recent rate at the time of the inspection. It appeared in April 2015 and covers the cohort of July 2012 to June 2013.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        ("Published on 30 April 2015; cohort July 2012/June 2013", "2015-04", ("2012-07", "2013-06")),
        (
            "The data were made public in April 2015 and are for the 07/2012 to 06/2013 cohort.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "This refers to the July 2012 to June 2013 cohort. The Ministry of Justice published the figure in April 2015.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        (
            "Figure from the Ministry of Justice's bulletin of April 2015, for the cohort July 2012 to June 2013.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        ("It was published in April 2015 (for the period July 2012 to June 2013).", "2015-04", ("2012-07", "2013-06")),
        (
            "Reoffending is measured over 12 months. The rate, which was published in April 2015, is that of the July 2012 to June 2013 cohort; the next, for the October 2012 to September 2013 cohort, is due in July 2015.",
            "2015-04",
            ("2012-07", "2013-06"),
        ),
        ("The next rate will be published in July 2015.", None, None),
    ],
)
def test_footnotes_on_the_rate(text: str, published: str | None, expected: tuple[str, str] | None) -> None:
    """The month of publication and the cohort are found in either order."""
    months = cohorts.read_cohort(text)
    month = cohorts.published_month(text)

    assert published == (month and str(month))
    assert expected == (None if isinstance(months, Unclear | None) else (str(months[0]), str(months[1])))


def rate(rate: float | None, *comparators: PrintedComparator) -> PrintedRate:
    """Return the printed values of a rate."""
    return PrintedRate(rate, comparators)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The published reoffending rate for X was 41.0%.", rate(41.0)),
        ("The published reoffending rate[^1] for X was 41.0%.", rate(41.0)),
        ("The published reoffending rate1 for X was 41.0%.", rate(41.0)),
        ("The *published* reoffending rate for X was **41.0%**.", rate(41.0)),
        (
            "The published reoffending rate for X was 41.0%. Compared to 37.8% for England and Wales.",
            rate(41.0, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            (
                "The published reoffending rate for X was 36.1%, better than the previous year "
                "and better than the England and Wales average of 38.0%."
            ),
            rate(
                36.1,
                PrintedComparator("previous_year", None, "better"),
                PrintedComparator("england_and_wales", 38.0, "better"),
            ),
        ),
        (
            (
                "The published reoffending rate at the time of the inspection was 42.5%, "
                "worse than the average performance for England and Wales (35.4%)."
            ),
            rate(42.5, PrintedComparator("england_and_wales", 35.4, "worse")),
        ),
        (
            "The reoffending rate was 40 per cent, similar to the family average of 39.9% and worse than 38% for Wales.",
            rate(40.0, PrintedComparator("family", 39.9, "similar"), PrintedComparator("wales", 38.0, "worse")),
        ),
        (
            "The reoffending rate was better than the previous year.",
            rate(None, PrintedComparator("previous_year", None, "better")),
        ),
        (
            "The reoffending rate was 30.0%, lower than both England and Wales.",
            rate(30.0, PrintedComparator("england_and_wales", None, "better")),
        ),
        (
            "The reoffending rate was 30.0%. This was higher than the year before.",
            rate(30.0, PrintedComparator("previous_year", None, "worse")),
        ),
        ("The reoffending rate was 30.0%. Cases in England and Wales differ.", rate(30.0)),
        (
            "The published reoffending rate¹ for X was 39.5%. The average for England and Wales was 37.9%.",
            rate(39.5, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The rate of re-offending for X was 39.5% (England & Wales: 37.9%).",
            rate(39.5, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The reoffending rate for X was 39.5%. Across England and Wales it was 37.9%. The custody rate was 5%.",
            rate(39.5, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "At 39.5% the reoffending rate for X was above the England and Wales average of 37.9%.",
            rate(39.5, PrintedComparator("england_and_wales", 37.9, "worse")),
        ),
        (
            "The reoffending rate for X was 39.5%, not as good as the family average of 37.9%.",
            rate(39.5, PrintedComparator("family", 37.9, "worse")),
        ),
        (
            "The reoffending rate for X was 39.5%, a reduction from 41% in the previous year.",
            rate(39.5, PrintedComparator("previous_year", 41.0, "better")),
        ),
        (
            "The reoffending rate for X was 39.5%, better than the Wales average (40.2%) and the average of its family (41%).",
            rate(39.5, PrintedComparator("wales", 40.2, "better"), PrintedComparator("family", 41.0, "better")),
        ),
        ("The reoffending rate for X had risen from 38.1% to 39.5%.", rate(39.5)),
        ("The reoffending rate for X had fallen to 39.5%.", rate(39.5)),
        ("The reoffending rate is not published for small services.", None),
        ("Work to reduce reoffending was done in 41% of cases.", None),
        ("The reoffending rate had a target rate of 30%.", None),
        ("The reoffending rate was above the target of 30%.", None),
        ("The Board had a target reoffending rate of 30%.", None),
        ("The Board had a target reoffending rate of 30%, and the reoffending rate was 41%.", rate(41.0)),
        ("The reoffending rate was expected to be at 30%.", None),
        ("The reoffending rate was not published. The rate of custody was 5%.", None),
        ("The reoffending rate fell, and the rate of custody was 5%.", None),
        ("The reoffending rate and the first-time entrant rate was 5%.", None),
        ("The reoffending rate for England and Wales was 38%.", None),
        (
            "The reoffending rate was better than the England and Wales average of 38.0%.",
            rate(None, PrintedComparator("england_and_wales", 38.0, "better")),
        ),
        ("The reoffending rate for North Wales (the YOS) was 41.0%.", rate(41.0)),
        ("The reoffending rate was 41.0%, better than the national target of 45%.", rate(41.0)),
        ("The reoffending rate was 41.0%, above the target of 35% for England and Wales.", rate(41.0)),
        (
            "The reoffending rate was 41.0%. The rate of custody was 5%, lower than for England and Wales (7%).",
            rate(41.0),
        ),
        (
            "The reoffending rate was 41.0%, worse than the previous year (39%) and the national custody rate (5%).",
            rate(41.0, PrintedComparator("previous_year", 39.0, "worse")),
        ),
        ("The reoffending rate was 410%.", None),
        ("The reoffending rate was 101%.", None),
        ("The reoffending rate was 41%. Compared to 378% for England and Wales.", rate(41.0)),
        ("The reoffending rate was 41%. Compared to 101% for England and Wales.", rate(41.0)),
        ("The reoffending rate was 100%.", rate(100.0)),
        (
            "The reoffending rate was 41%. Compared to 100% for England and Wales.",
            rate(41.0, PrintedComparator("england_and_wales", 100.0)),
        ),
        ("The reoffending rate was 30.0%. Attendance was better than in England and Wales.", rate(30.0)),
        ("The reoffending rate was 30.0%. This is a start. Attendance was better than in Wales.", rate(30.0)),
        (
            "The reoffending rate was 30.0%, better than the previous year, when nothing was known of Wales (38.0%).",
            rate(30.0, PrintedComparator("previous_year", None, "better"), PrintedComparator("wales", 38.0)),
        ),
        (
            "The reoffending rate was 30.0%, better than Wales (38.0%) and better than the Welsh average of 39.0%.",
            rate(30.0, PrintedComparator("wales", 38.0, "better")),
        ),
        (
            "The reoffending rate was 42.5%, an increase of 1.5 percentage points on the previous year.",
            rate(42.5, PrintedComparator("previous_year", None, "worse")),
        ),
        ("The reoffending rate for the YOS (41 per cent) was not what it had been.", rate(41.0)),
        (
            "The reoffending rate at its lower end was 41.0%, beside the family average of 39.9%.",
            rate(41.0, PrintedComparator("family", 39.9)),
        ),
        ("İ" * 200 + " The reoffending rate was 41.0%.", rate(41.0)),  # in small letters it is twice as long
        ("", None),
    ],
)
def test_rates(text: str, expected: PrintedRate | None) -> None:
    """The rate and its comparators are found with their printed figures and directions."""
    assert expected == rates.find_rate(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At 44.2%, the published reoffending rate[^1] for Aldersgate & Wharf was higher than the England and Wales average of 36.1% and similar to that of its family (43.9%).",
            rate(
                44.2,
                PrintedComparator("england_and_wales", 36.1, "worse"),
                PrintedComparator("family", 43.9, "similar"),
            ),
        ),
        (
            "Cheveley and the Fens had a published reoffending rate[^1] of 34.7%, compared with an average of 35.5% in England and Wales and 33.0% for its family of similar areas. In the previous year it had been 36.9%.",
            rate(
                34.7,
                PrintedComparator("england_and_wales", 35.5),
                PrintedComparator("family", 33.0),
                PrintedComparator("previous_year", 36.9),
            ),
        ),
        (
            "The published reoffending rate for Denholme, 39.8%, was in line with that for England and Wales (39.0%) and an improvement on the previous year (43.1%).",
            rate(
                39.8,
                PrintedComparator("england_and_wales", 39.0, "similar"),
                PrintedComparator("previous_year", 43.1, "better"),
            ),
        ),
        (
            "Against an England and Wales average of 36.1%, the published reoffending rate[^1] for Eastmere City stood at 45.6%, which was worse than the previous year (44.0%).",
            rate(45.6, PrintedComparator("england_and_wales", 36.1), PrintedComparator("previous_year", 44.0, "worse")),
        ),
        (
            "The latest rate of reoffending that has been published for Fosse Valley is 32.5 per cent[^1]; England and Wales: 35.4 per cent.",
            rate(32.5, PrintedComparator("england_and_wales", 35.4)),
        ),
        (
            "The published reoffending rate[^1] was 35.0%, which was lower than that for Wales (39.0%) and below the England and Wales rate of 37.9%.",
            rate(
                35.0, PrintedComparator("wales", 39.0, "better"), PrintedComparator("england_and_wales", 37.9, "better")
            ),
        ),
        (
            "Published reoffending data[^1] show a reoffending rate for Jarrow Cross and Wells-next-Marsh of 37.4%. That is above the national average of 35.5% but below the family average (38.0%).",
            rate(
                37.4, PrintedComparator("england_and_wales", 35.5, "worse"), PrintedComparator("family", 38.0, "better")
            ),
        ),
        (
            "The rate of reoffending in X, which was published in April 2016, was 41.0%, compared to 37.8% for England and Wales.",
            rate(41.0, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "In X 41.0% of young people had reoffended within a year. The average for England and Wales was 37.8%.",
            rate(41.0, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "41.0% of children and young people in X reoffended, against 37.8% in England and Wales.",
            rate(41.0, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "The reoffending rate for X was 2.1 percentage points below that of the previous year, at 33.3%.",
            rate(33.3, PrintedComparator("previous_year", None, "better")),
        ),
        ("The reoffending rate had fallen by 3.2 percentage points to 33.3%.", rate(33.3)),
        (
            "The published reoffending rate for X (40.4%) was better than that for England and Wales (41.2%), but worse than its family average (38.6%).",
            rate(
                40.4, PrintedComparator("england_and_wales", 41.2, "better"), PrintedComparator("family", 38.6, "worse")
            ),
        ),
        (
            "X's published reoffending rate was 40.4%, which compares well with the England and Wales figure of 41.2%.",
            rate(40.4, PrintedComparator("england_and_wales", 41.2, "better")),
        ),
        (
            "X's reoffending rate, published in July 2015, was 40.4%, down from 43.0% the year before.",
            rate(40.4, PrintedComparator("previous_year", 43.0, "better")),
        ),
        (
            "The reoffending rate was 40.4%. The rate for England and Wales was 37.9%, and that for the YOT family 39.0%.",
            rate(40.4, PrintedComparator("england_and_wales", 37.9), PrintedComparator("family", 39.0)),
        ),
        (
            "The reoffending rate was 40.4%, 2.5% above the England and Wales average.",
            rate(40.4, PrintedComparator("england_and_wales", None, "worse")),
        ),
        (
            "The reoffending rate for X, at 40.4%, was not significantly different from the England and Wales average of 37.9%.",
            rate(40.4, PrintedComparator("england_and_wales", 37.9, "similar")),
        ),
        (
            "The reoffending rate for X, at 40.4%, was slightly worse than in England and Wales as a whole (37.9%).",
            rate(40.4, PrintedComparator("england_and_wales", 37.9, "worse")),
        ),
        (
            "The reoffending rate for X at the time of the inspection was 42.5%, worse than the average performance for England and Wales (35.4%).",
            rate(42.5, PrintedComparator("england_and_wales", 35.4, "worse")),
        ),
        (
            "The reoffending rate of 42.5% was worse than the England and Wales average, 35.4%.",
            rate(42.5, PrintedComparator("england_and_wales", 35.4, "worse")),
        ),
        (
            "The reoffending rate compared favourably with England and Wales: 32.0% against 35.4%.",
            rate(32.0, PrintedComparator("england_and_wales", 35.4, "better")),
        ),
        (
            "The average reoffending rate for England and Wales was 35.4%; for X it was 42.5%.",
            rate(42.5, PrintedComparator("england_and_wales", 35.4)),
        ),
        (
            "While the England and Wales reoffending rate was 35.4%, that of X was 42.5%.",
            rate(42.5, PrintedComparator("england_and_wales", 35.4)),
        ),
        ("No reoffending rate is published for so small a service.", None),
        ("The reoffending rate had been 44% in 2010; it had fallen every year since, and was now 36.2%.", None),
        (
            "Reoffending in X was published at 36.2%, better than the England and Wales average of 37.9%.",
            rate(36.2, PrintedComparator("england_and_wales", 37.9, "better")),
        ),
        (
            "The published reoffending rate for X was better than the previous year and better than the England and Wales average of 38.0%.",
            rate(
                None,
                PrintedComparator("previous_year", None, "better"),
                PrintedComparator("england_and_wales", 38.0, "better"),
            ),
        ),
        (
            "The published reoffending rate for X was 35.9%, a rise on the previous year (33.3%) but still below the national average (37.9%).",
            rate(
                35.9,
                PrintedComparator("previous_year", 33.3, "worse"),
                PrintedComparator("england_and_wales", 37.9, "better"),
            ),
        ),
        (
            "The reoffending rate (35.9%) had risen from 33.3% in the previous year.",
            rate(35.9, PrintedComparator("previous_year", 33.3, "worse")),
        ),
        (
            "The published reoffending rate had risen from 33.3% in the previous year to 35.9%.",
            rate(35.9, PrintedComparator("previous_year", 33.3, "worse")),
        ),
        (
            "The published rate of proven reoffending for X was 35.9% (England and Wales: 37.9%; previous year: 36.6%).",
            rate(35.9, PrintedComparator("england_and_wales", 37.9), PrintedComparator("previous_year", 36.6)),
        ),
        (
            "The published reoffending rate for X was 35.9%. Nationally, the figure was 37.9%.",
            rate(35.9, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The published reoffending rate for X was 35.9%. For Wales the rate was 39.9% and for England and Wales 37.9%.",
            rate(35.9, PrintedComparator("wales", 39.9), PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The published reoffending rate for X was 35.9%, better than Wales (39.9%) and England (37.9%).",
            rate(35.9, PrintedComparator("wales", 39.9, "better"), PrintedComparator("england", 37.9, "better")),
        ),
        (
            "The published reoffending rate for X was 35.9%. The custody rate was 0.45 per 1,000, better than the England and Wales average of 0.44.",
            rate(35.9),
        ),
        ("The number of first time entrants fell by 41.0% while the reoffending rate was stable at 35.9%.", rate(35.9)),
        ("The published reoffending rate for X was 35.9%. 20% of cases had no plan.", rate(35.9)),
        ("Reoffending rates were high. In one ward 60% of young people reoffended.", None),
        (
            "Of young people who offended in X, 35.9% went on to reoffend. That is higher than in comparable boroughs and than the 33.1% for England and Wales.",
            rate(
                35.9, PrintedComparator("family", None, "worse"), PrintedComparator("england_and_wales", 33.1, "worse")
            ),
        ),
        (
            "Published figures put reoffending at 35.9% in X, unchanged from the previous year and below the average of 37.9% across England and Wales.",
            rate(
                35.9,
                PrintedComparator("previous_year", None, "similar"),
                PrintedComparator("england_and_wales", 37.9, "better"),
            ),
        ),
        (
            "The rate at which young people in X reoffend is published by the Ministry of Justice. It was 35.9%, the same as in England and Wales.",
            rate(35.9, PrintedComparator("england_and_wales", None, "similar")),
        ),
        (
            "The Ministry of Justice publishes reoffending rates. In July 2016 it gave the rate for X as 35.9%, two percentage points below the figure for England and Wales of 37.9%.",
            rate(35.9, PrintedComparator("england_and_wales", 37.9, "better")),
        ),
        (
            "At 36.4%, the reoffending rate compares well with Wales as a whole (39.0%) and with England and Wales (38.1%).",
            rate(
                36.4, PrintedComparator("wales", 39.0, "better"), PrintedComparator("england_and_wales", 38.1, "better")
            ),
        ),
        (
            "39.5% was the published reoffending rate for X, better than the 41.0% of the year before.",
            rate(39.5, PrintedComparator("previous_year", 41.0, "better")),
        ),
        ("X had a target of reducing the reoffending rate to 35%; the published rate was 39.5%.", rate(39.5)),
        ("The reoffending rate was not available for X alone; for the county it was 39.5%.", None),
        (
            "X had a reoffending rate of 45.3%. The equivalent for England and Wales was 37.8%.",
            rate(45.3, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "The reoffending rate for X was 37.9%, exactly the Welsh average.",
            rate(37.9, PrintedComparator("wales", None, "similar")),
        ),
        (
            "The reoffending rate for X was 34.6%, better than for the preceding twelve months (35.1%).",
            rate(34.6, PrintedComparator("previous_year", 35.1, "better")),
        ),
        ("Of those released from custody, 71.2% of young people reoffended, more than in England and Wales.", None),
        ("In all, 20% of young people on referral orders reoffended, against 25% in England and Wales.", None),
        ("According to the Ministry of Justice, 37.9% of young people reoffended in England and Wales.", None),
        ("In X our own figures show that 20% of young people reoffended, fewer than the 30% in England.", None),
        ("The reoffending rate is above the average. It was 45% among girls.", None),
        (
            "The published reoffending rate for X was 35.9 % as against 37.9 % for England and Wales.",
            rate(35.9, PrintedComparator("england_and_wales", 37.9)),
        ),
        ("The published reoffending rate for X was thirty-five per cent.", None),
        (
            "The proportion of young people in X who reoffended[^1] was 35.9%. This was 2% lower than the England and Wales average (37.9%).",
            rate(35.9, PrintedComparator("england_and_wales", 37.9, "better")),
        ),
        (
            "The published reoffending rate for X was 35.9%, and for England and Wales 37.9%.",
            rate(35.9, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The published reoffending rate for X was 35.9%; that for England and Wales was 37.9%.",
            rate(35.9, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The published reoffending rate for X was 35.9%, which is identical to the England and Wales average.",
            rate(35.9, PrintedComparator("england_and_wales", None, "similar")),
        ),
        (
            "The published reoffending rate for X was 35.9%. This was lower than both the family average (37.0%) and the average for England and Wales (37.9%).",
            rate(
                35.9,
                PrintedComparator("family", 37.0, "better"),
                PrintedComparator("england_and_wales", 37.9, "better"),
            ),
        ),
        (
            "The published reoffending rate for X was 35.9%. It had improved since the previous year, when it was 37.0%.",
            rate(35.9, PrintedComparator("previous_year", 37.0, "better")),
        ),
        (
            "The published reoffending rate for X was 35.9%. It had improved since the previous year.",
            rate(35.9, PrintedComparator("previous_year", None, "better")),
        ),
        (
            "The published reoffending rate for X was 35.9%. This had deteriorated from 33% in the previous year.",
            rate(35.9, PrintedComparator("previous_year", 33.0, "worse")),
        ),
    ],
)
def test_orders_of_figures(text: str, expected: PrintedRate | None) -> None:
    """Each figure is assigned to the area or to its comparator, in any order, or is omitted."""
    assert expected == rates.find_rate(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The reoffending rate for X was 39,5%.", True),
        ("In X, 41.0% of young people had reoffended within a year.", True),
        ("Reoffending in X was published at 36.2%.", True),
        ("The proportion of children who reoffended in X was 39.5%.", True),
        ("In X, 30.4% of those in the cohort reoffended, against 35.9% in England and Wales.", True),
        ("X does well: 30.4% go on to reoffend, which is below the England and Wales average.", True),
        ("Work to reduce reoffending was good in 41% of cases.", False),
        ("The reoffending rate for X is not published.", False),
        ("No reoffending rate can be given; in Wales as a whole the rate was 39.4% at the time.", False),
        ("Local figures show that 62% of those on the top tier reoffended within six months.", False),
        ("No reoffending rate is published, but it may be 39.4%.", True),
        ("The reoffending rate had a target of 30%.", False),
        ("Attendance was 30%.", False),
    ],
)
def test_a_rate_that_is_not_understood(text: str, expected: bool) -> None:
    """A percentage in a sentence on the rate is detected, and a target or another count is not."""
    assert expected is rates.mentions_rate(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The reoffending rate stood at 29.9 per cent. That was in line with the England average (30.1 per cent) and had gone down from 33.5 per cent a year earlier.",
            rate(
                29.9, PrintedComparator("england", 30.1, "similar"), PrintedComparator("previous_year", 33.5, "better")
            ),
        ),
        (
            "At 43.8%, the published reoffending rate for X exceeded both the national rate for England and Wales (37.4%) and the rate for its statistical neighbours (40.9%).",
            rate(
                43.8, PrintedComparator("england_and_wales", 37.4, "worse"), PrintedComparator("family", 40.9, "worse")
            ),
        ),
        (
            "The reoffending rate had risen to 45.1% from 42.7% the previous year. The rate for England and Wales over the same period was 37.8%.",
            rate(45.1, PrintedComparator("previous_year", 42.7, "worse"), PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "The reoffending rate was 27.8%. The England and Wales rate was higher, at 37.9%; in the preceding year the local rate had been 31.0%.",
            rate(
                27.8, PrintedComparator("england_and_wales", 37.9, "better"), PrintedComparator("previous_year", 31.0)
            ),
        ),
        (
            "The reoffending rate was 40.1%. Both the England and Wales average (37.8%) and the average for the family (38.2%) were lower.",
            rate(
                40.1, PrintedComparator("england_and_wales", 37.8, "worse"), PrintedComparator("family", 38.2, "worse")
            ),
        ),
        (
            "The rate at which young people reoffend in X is higher than in England and Wales: 47.6% compared with 37.8%. The rate had worsened since the year before, when it was 46.0%.",
            rate(
                47.6,
                PrintedComparator("england_and_wales", 37.8, "worse"),
                PrintedComparator("previous_year", 46.0, "worse"),
            ),
        ),
        (
            "Reoffending: the published rate for X was 33.0%, an improvement on the 38.2% of the previous year, and lower than England and Wales (38.0%).",
            rate(
                33.0,
                PrintedComparator("previous_year", 38.2, "better"),
                PrintedComparator("england_and_wales", 38.0, "better"),
            ),
        ),
        (
            "The reoffending rate was 35.0%, which is better than the 37.8 per cent recorded for England and Wales and below the average of 39.0% for all YOTs in Wales.",
            rate(
                35.0, PrintedComparator("england_and_wales", 37.8, "better"), PrintedComparator("wales", 39.0, "better")
            ),
        ),
        (
            "The reoffending rate for X of 31.9% was better than the South West average of 33.1% and than the average for England and Wales (35.3%).",
            rate(31.9, PrintedComparator("england_and_wales", 35.3, "better")),
        ),
        (
            "The reoffending rate was 35.0%. That is neither better nor worse than the England and Wales average of 35.1%.",
            rate(35.0, PrintedComparator("england_and_wales", 35.1, "similar")),
        ),
        (
            "The reoffending rate was 30.8% and so met the target of 33%. The England and Wales rate was 37.9%.",
            rate(30.8, PrintedComparator("england_and_wales", 37.9)),
        ),
        (
            "The reoffending rate was 39.5%. For the same period the England and Wales average was 37.8%.",
            rate(39.5, PrintedComparator("england_and_wales", 37.8)),
        ),
        (
            "The reoffending rate was 39.5%, up 3.5 percentage points on the previous year.",
            rate(39.5, PrintedComparator("previous_year", None, "worse")),
        ),
        ("The reoffending rate had not improved on the previous year: it was 35.0%, as before.", rate(35.0)),
        ("The reoffending rate for young women was 22.0% and for young men 43.1%.", None),
        ("In the previous year the reoffending rate was 36.0%. It had since risen to 39.5%.", None),
        ("The YOT's own tracking shows a reoffending rate of 31.0%.", None),
    ],
)
def test_comparisons_in_other_words(text: str, expected: PrintedRate | None) -> None:
    """A comparison is read whatever the order of its figures, words and comparators."""
    assert expected == rates.find_rate(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The reoffending rate was 40.1% in 2013/14 and 38.0% in 2012/13.", False),
        ("According to the latest data, 30.2% of young people reoffended, down from 33.8%.", False),
        ("The reoffending rate was 40.1%, which bucks the trend in England and Wales.", False),
        ("The reoffending rate was 40.1%, no better than the previous year.", False),
        ("The reoffending rate was 40.1%. The comparable figures for Wales and England were 36.2% and 37.9%.", False),
        ("The reoffending rate for West Fenwick was 40.1%, and 38.0% before that.", False),
        ("The reoffending rate had gone up since the previous year, from 36.0% to 39.5%.", False),
        ("The reoffending rate was 40.1%. Elsewhere in Wales we have seen a rate of 38.0%.", False),
        ("The reoffending rate was 40.1%, an increase of 2.2 percentage points, and 3% more than the target of 37%.", True),
        ("The reoffending rate was 40.1%, worse than England and Wales (37.8%). Attendance was 80%.", True),
        ("The reoffending rate was 40.1%, with 22.0% for girls and 43.1% for boys.", True),
        ("We saw nine cases. At 36.4%, the reoffending rate was lower than in the previous year (37.1%).", True),
        ("The reoffending rate was 40.1%, worse than the South West average of 33.1%.", True),
        ("The reoffending rate fell to 40.1%, compared with 37.8% for England and Wales.", True),
    ],
)  # fmt: skip
def test_whether_all_of_a_comparison_is_read(text: str, expected: bool) -> None:
    """An unread figure or comparison next to the rate is detected, and other figures are not."""
    printed = rates.find_rate(text)

    assert printed is not None
    assert expected is printed.is_whole


def test_a_direction_applies_to_all_that_follow() -> None:
    """A direction applies to every comparator of its sentence, with or without figures."""
    text = "The reoffending rate was 36.1%, better than the family average of 39.9% and the Wales average of 41.0%."

    assert rates.find_rate(text) == rate(
        36.1, PrintedComparator("family", 39.9, "better"), PrintedComparator("wales", 41.0, "better")
    )


@given(st.integers(0, 1000))
def test_every_rate_is_read(tenths: int) -> None:
    """Every rate with one decimal is parsed as it is printed."""
    assert rate(tenths / 10) == rates.find_rate(f"The published reoffending rate for X was {tenths / 10}%.")


# ------------------------------------------------------------------------ previous inspections


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since our last SQS inspection in June 2014.", [("SQS", PartialDate(2014, 6))]),
        ("our previous Core Case Inspection in 2010", [("CCI", PartialDate(2010))]),
        ("from our previous inspection in 2010", [(None, PartialDate(2010))]),
        ("our last Short Quality Screening inspection in June 2014", [("SQS", PartialDate(2014, 6))]),
        ("the last Full Joint Inspection in March 2012", [("FJI", PartialDate(2012, 3))]),
        ("the previous inspection of the service in 2009 had been", [(None, PartialDate(2009))]),
        ("our last inspection on 3 February 2014", [(None, PartialDate(2014, 2, 3))]),
        (
            "our previous inspection in 2010; our last SQS inspection in May 2013",
            [(None, PartialDate(2010)), ("SQS", PartialDate(2013, 5))],
        ),
        ("our first inspection, in 2010", [(None, PartialDate(2010))]),
        ("our last SQS inspection (in June 2014)", [("SQS", PartialDate(2014, 6))]),
        ("our last inspection (June 2014)", [(None, PartialDate(2014, 6))]),
        ("our last inspection, which was carried out in May 2012,", [(None, PartialDate(2012, 5))]),
        ("our previous inspection took place in 2010", [(None, PartialDate(2010))]),
        ("our first inspection since the service was formed in 2014", []),
        ("our first inspection of the service, formed in 2014", []),
        ("since our last inspection, in January 2014 the service moved", []),
        ("since our last inspection the staff of 2014 had left", []),
        ("in the last year the inspection team of 2014", []),
        ("since January 2014 the service had put its inspection plan to use", []),
        ("the last Ofsted inspection in 2014", []),
        ("the next inspection in 2018", []),
        ("this inspection in 2016", []),
        ("our last inspection in 1066", []),
        ("our last inspection on 31 June 2014", []),
        ("the last Ofsted inspection in 2014; our previous inspection in 2010", [(None, PartialDate(2010))]),
        ("our last inspection on 31 June 2014; our previous inspection in 2010", [(None, PartialDate(2010))]),
        ("", []),
    ],
)
def test_previous_inspections(text: str, expected: list[tuple[str | None, PartialDate]]) -> None:
    """Earlier inspections are found with their programme, if it is stated, and the printed parts of the date."""
    assert expected == dated_mentions(text)


# -------------------------------------------------------------------------------------- themes


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Reducing reoffending", "reducing_reoffending"),
        ("REDUCING REOFFENDING", "reducing_reoffending"),
        ("Reducing re-offending", "reducing_reoffending"),
        ("Lleihau aildroseddu / Reducing reoffending", "reducing_reoffending"),
        ("Reducing the likelihood of reoffending", "reducing_reoffending"),
        ("Protecting the public", "protecting_the_public"),
        ("Protecting the public by minimising the risk of harm", "protecting_the_public"),
        ("Protecting the child or young person", "protecting_the_child"),
        ("Protecting children and young people", "protecting_the_child"),
        ("Ensuring that the sentence is served", "sentence_served"),
        ("Ensuring the sentence is served", "sentence_served"),
        ("Making sure the sentence is served", "sentence_served"),
        ("Making sure that the sentence is served", "sentence_served"),
        ("Protecting the public from harm, " + "and those who live here, " * 20, "protecting_the_public"),
        ("Operational management", None),
        ("Context", None),
        ("Governance and partnerships", None),
        ("", None),
    ],
)
def test_themes(title: str, theme: ThemeKey | None) -> None:
    """The titles of the themes in all years are recognised."""
    assert theme == themes.theme_of(title)


def test_themes_are_those_of_the_model() -> None:
    """The themes have the order of the letters, which is that of the model."""
    assert get_args(ThemeKey) == themes.THEME_KEYS


# ---------------------------------------------------------------------------------------- areas


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Report of Short Quality Screening (SQS) of youth offending work in Northmoor", "Northmoor"),
        ("(SQS) of youth offending work in Eastvale & Wick", "Eastvale & Wick"),
        ("Youth Offending Work in the Vale of Wick.", "Vale of Wick"),
        ("Report of youth offending work in St. Helens:", "St. Helens"),
        ("REPORT OF YOUTH OFFENDING WORK IN WYREX", "WYREX"),
        ("A letter", None),
        ("", None),
    ],
)
def test_areas(title: str, area: str | None) -> None:
    """The area in a title is found after the words for the work."""
    assert area == areas.area_in_title(title)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Northmoor", "NORTHMOOR", True), ("Eastvale & Wick", "Eastvale and Wick", True),
        ("Gwynedd a Môn", "Gwynedd a Mon", True),
        ("The Vale", "Vale", True), ("King's Lynn", "King’s Lynn", True), ("Northmoor", "Southmoor", False),
        ("Northmoor", "North Moor", False),
    ],
)  # fmt: skip
def test_same_name(one: str, other: str, same: bool) -> None:
    """Two names are the same whatever their case, accents and punctuation."""
    assert same is areas.same_name(one, other)
    assert same is areas.same_name(other, one)


@pytest.mark.parametrize(
    ("name", "whole", "split"),
    [
        ("North moor", "Northmoor", True), ("No rth mo or", "Northmoor", True), ("East vale Wick", "Eastvale Wick", True),
        ("Northmoor", "Northmoor", False), ("Northmoor", "North moor", False), ("EastvaleW ick", "Eastvale Wick", False),
        ("North moor", "Southmoor", False), ("North moor", "Northmoors", False),
    ],
)  # fmt: skip
def test_split_names(name: str, whole: str, split: bool) -> None:
    """A name with a space within its words has the same letters as the other name, and more spaces."""
    assert split is areas.is_split(name, whole)


def test_names_in_other_letters_differ() -> None:
    """Two names in another alphabet are not the same only because neither has a Latin letter."""
    assert not areas.same_name("漢字", "שלום")


# -------------------------------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Basil Thorne, Fern Hollis", ["Basil Thorne", "Fern Hollis"]),
        ("Basil Thorne; Fern Hollis, OBE", ["Basil Thorne", "Fern Hollis, OBE"]),
        ("Basil Thorne and Fern Hollis", ["Basil Thorne", "Fern Hollis"]),
        ("Basil Thorne, Ash Lee, and Fern Hollis", ["Basil Thorne", "Ash Lee", "Fern Hollis"]),
        ("Health and Care", ["Health and Care"]),
        ("Basil Thorne,, ", ["Basil Thorne"]),
        ("", []),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    """Names are split at commas, semicolons and an "and" between two names."""
    assert expected == people.split_names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Court Bench - Basil Thorne", ("Court Bench", "Basil Thorne")),
        ("Court Bench: Basil Thorne", ("Court Bench", "Basil Thorne")),
        ("Basil Thorne - Court Bench", ("Court Bench", "Basil Thorne")),
        ("Basil Thorne, Court Bench", ("Court Bench", "Basil Thorne")),
        ("Chair, Court Bench, Basil Thorne", ("Chair, Court Bench", "Basil Thorne")),
        ("Chair, Court Bench", ("Chair, Court Bench",)),
        ("Court Bench", ("Court Bench",)),
        ("Basil Thorne - Fern Hollis", ("Basil Thorne", "Fern Hollis")),
        ("Basil Thorne, Chair, Court Bench", ("Chair, Court Bench", "Basil Thorne")),
        (
            "Pennaeth Gwasanaeth / Head of Service: Basil Thorne",
            ("Pennaeth Gwasanaeth / Head of Service", "Basil Thorne"),
        ),
    ],
)
def test_roles_and_names(text: str, expected: tuple[str, ...]) -> None:
    """A role and names on one line are split, in either order, at a dash, a colon or a comma."""
    assert expected == people.role_and_names(text)


# ---------------------------------------------------------------------------------- any text


@given(st.text() | strategies.prose())
def test_any_text_can_be_searched(text: str) -> None:
    """No text raises an exception in any of the functions."""
    assert {list} == {type(list(result)) for result in (cases.cases_examined(text), previous.find_mentions(text))}
    kinds: dict[Any, Any] = {
        fieldwork.find_candidate: fieldwork.Candidate,
        dates.find_day: date,
        cohorts.published_month: Month,
        cohorts.read_cohort: (tuple, Unclear),
    }
    for find, kind in kinds.items():
        assert isinstance(find(text), kind) or find(text) is None
    assert isinstance(rates.find_rate(text), (PrintedRate, type(None)))
    assert themes.theme_of(text) in (*themes.THEME_KEYS, None)
    assert (areas.area_in_title(text) or "") in text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "fragment",
    [
        "examined ", "examined a total of ", "one hundred ", "reoffending rate ",
        "reoffending rate was ", "better than ", "England and Wales ",
        "family ", "9 March ", "9 to ", "1", "March ", "last inspection ",
        "youth offending work in ", "published ", "of the relevant ",
    ],
)  # fmt: skip
def test_long_texts_are_searched_quickly(fragment: str) -> None:
    """Repeated words do not make a search slow."""
    text = fragment * 5_000

    list(cases.cases_examined(text))
    list(previous.find_mentions(text))
    for find in (
        rates.find_rate,
        fieldwork.find_candidate,
        dates.find_day,
        cohorts.published_month,
        cohorts.read_cohort,
        areas.area_in_title,
    ):
        find(text)
