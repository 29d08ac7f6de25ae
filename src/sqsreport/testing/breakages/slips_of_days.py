"""Slips with days and figures."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.testing.breakages._slips import values
from sqsreport.testing.breakages.changing import Breakage


def days() -> Iterator[Breakage]:
    """Write days and months as people and spreadsheets do."""
    yield from values("/published", "SQS110", {"left empty": ""})
    yield from values("/inspection/previous/1/date", "SQS110", {"an empty text": ""})
    yield from values(
        "/published",
        "SQS106",
        {
            "day first, year short": "08/04/15",
            "without leading zeros": "8/4/2015",
            "year first, slashes": "2015/04/08",
            "year first, full stops": "2015.04.08",
            "day first, hyphens": "08-04-2015",
            "as spreadsheets print it": "08-Apr-15",
            "with an ordinal": "8th April 2015",
            "in American order": "April 8, 2015",
            "with its weekday": "Wednesday 8 April 2015",
            "one digit each": "2015-4-8",
            "one digit for the day": "2015-04-8",
            "with midnight": "2015-04-08 00:00:00",
            "with a time but no zone": "2015-04-08T00:00:00",
            "with a space after": "2015-04-08 ",
            "with a space before": " 2015-04-08",
            "with dashes that are no hyphens": "2015\u201304\u201308",
            "the month alone": "2015-04",
            "the year alone": "2015",
            "day zero": "2015-04-00",
            "month zero": "2015-00-08",
            "month and day swapped, as no month 13": "2015-13-04",
            "31 April": "2015-04-31",
            "no day at all": "0000-00-00",
            "the end of time": "9999-12-31",
            "a typing slip in the year": "2105-04-08",
            "a serial number as text": "42102",
            "not known": "unknown",
            "not applicable": "n/a",
            "to be confirmed": "TBC",
            "a dash": "-",
            "an error of a spreadsheet": "#VALUE!",
        },
    )
    yield from values(
        "/published",
        "SQS101",
        {
            "as a number": 20150408,
            "a serial number of a spreadsheet": 42102,
            "seconds since 1970": 1428451200,
            "in parts, by name": {"year": 2015, "month": 4, "day": 8},
            "in parts, in order": [2015, 4, 8],
            "false": False,
        },
    )
    yield from values(
        "/published", "SQS202", {"the year before": "2014-04-08", "what a program takes for nothing": "1970-01-01"}
    )
    yield from values(
        "/inspection/fieldwork",
        "SQS101",
        {
            "as it is printed": "9-11 March 2015",
            "as an interval": "2015-03-09/2015-03-11",
            "as a list of days": ["2015-03-09", "2015-03-11"],
            "as the number of days": 3,
            "in a list": [{"start": "2015-03-09", "end": "2015-03-11"}],
        },
    )
    yield from values(
        "/inspection/fieldwork/start", "SQS106", {"as it is printed": "9 March 2015", "the day alone": "09"}
    )
    yield from values("/inspection/fieldwork/end", "SQS104", {"null, for one day": None})
    yield from values("/inspection/fieldwork/end", "SQS106", {"with its weekday": "Wed 2015-03-11"})
    yield from values(
        "/inspection/fieldwork/end", "SQS201", {"the month before": "2015-02-11", "years before": "2005-03-11"}
    )
    yield from values(
        "/context/reoffending/published",
        "SQS106",
        {
            "as it is printed": "January 2015",
            "month first": "01/2015",
            "as spreadsheets print it": "Jan-15",
            "one digit": "2015-1",
            "without a hyphen": "201501",
            "the first of the month": "2015-01-01",
            "the year alone": "2015",
            "a quarter": "2015-Q1",
            "month 00": "2015-00",
        },
    )
    yield from values(
        "/context/reoffending/published", "SQS101", {"the year as a number": 2015, "in a list": ["2015-01"]}
    )
    yield from values(
        "/context/reoffending/cohort",
        "SQS101",
        {
            "as it is printed": "April 2012 - March 2013",
            "as a year of accounts": "2012/13",
            "as a list": ["2012-04", "2013-03"],
            "as a number": 2012,
        },
    )
    yield from values(
        "/context/reoffending/cohort/end", "SQS106", {"as it is printed": "Mar 2013", "last day": "2013-03-31"}
    )
    yield from values(
        "/inspection/previous/1/date",
        "SQS106",
        {
            "as it is printed": "February 2013",
            "one digit": "2013-2",
            "about": "c. 2013",
            "a year of accounts": "2013/14",
            "in words": "last year",
            "month 13": "2013-13",
            "31 February": "2013-02-31",
        },
    )
    yield from values("/inspection/previous/1/date", "SQS101", {"a number with a month": 2013.02})
    yield from values("/inspection/previous/1/date", "SQS217", {"that of this inspection's report": "2015-04-08"})


def figures() -> Iterator[Breakage]:
    """Write figures as texts, with units, or wrong."""
    yield from values(
        "/context/cases_examined",
        "SQS101",
        {
            "with a unit": "20 cases",
            "with a decimal": "20.0",
            "in a list": [20],
            "in an object": {"total": 20},
            "true": True,
            "an empty text": "",
            "about": "c. 20",
        },
    )
    yield from values("/context/cases_examined", "SQS212", {"two digits swapped": 2, "a zero too many": 200})
    yield from values("/context/cases_examined", "SQS109", {"minus one for unknown": -1})
    yield from values(
        "/context/reoffending/rate",
        "SQS101",
        {
            "as a text": "39.5",
            "with a decimal comma": "39,5",
            "in words": "39.5 per cent",
            "not available": "n/a",
            "suppressed": "*",
            "in a list": [39.5],
            "in an object": {"value": 39.5, "unit": "%"},
            "an empty text": "",
        },
    )
    yield from values(
        "/context/reoffending/rate",
        "SQS213",
        {"rounded": 40, "cut": 39, "a digit wrong": 39.6, "the rate of Wick": 41.2},
    )
    yield from values("/context/reoffending/rate", "SQS109", {"without its point": 395, "minus one for unknown": -1})
    yield from values(
        "/context/reoffending/comparators/1/rate",
        "SQS101",
        {
            "with a sign": "37.8%",
            "as a text": "37.9",
            "with its verdict": "37.9 (worse)",
            "a list": [37.9],
            "false": False,
        },
    )
    yield from values("/context/reoffending/comparators/1/rate", "SQS214", {"a digit wrong": 37.8, "rounded": 38})
    yield from values("/context/reoffending/comparators/1/rate", "SQS109", {"without its point": 379})
    yield from values(
        "/sections/3/number",
        "SQS101",
        {"as a text": "4", "Roman": "IV", "in words": "four", "a half": 4.5, "a list": [4]},
    )
    yield from values("/sections/3/number", "SQS109", {"counted from minus one": -1})
    yield from values(
        "/sections/2/paragraphs/0/number",
        "SQS106",
        {
            "without its section": "1",
            "of three parts": "3.1.1",
            "with a hyphen": "3-1",
            "with a comma": "3,1",
            "with a sign": "§3.1",
            "with a word": "para 3.1",
            "with a letter": "3.a",
            "with a bracket": "3.1)",
            "the section alone": "3.",
            "with a bullet": "- 3.1",
        },
    )
    yield from values("/sections/2/paragraphs/0/number", "SQS101", {"as a number": 3.1, "as a list": [3, 1]})
    yield from values("/sections/2/paragraphs/0/number", "SQS110", {"left empty": ""})
