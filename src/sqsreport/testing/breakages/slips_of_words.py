"""Slips with words that stand for something, and with names, ids and addresses."""

from __future__ import annotations

from collections.abc import Iterator

from sqsreport.testing.breakages._slips import values
from sqsreport.testing.breakages.changing import Breakage


def fixed_words() -> Iterator[Breakage]:
    """Write other words than those that stand for something."""
    yield from values(
        "/schema_version",
        "SQS105",
        {"short": "1", "long": "1.0.0", "with a v": "v1.0", "a number": 1, "left empty": ""},
    )
    yield from values(
        "/inspection/programme",
        "SQS105",
        {
            "in full": "Short Quality Screening",
            "both": "Short Quality Screening (SQS)",
            "with a space after": "SQS ",
            "with a year": "SQS 2015",
            "in a list": ["SQS"],
            "as an object": {"code": "SQS"},
            "mixed case": "Sqs",
            "another programme": "CCI",
            "left empty": "",
        },
    )
    yield from values(
        "/sections/4/theme",
        "SQS105",
        {
            "one that is no theme": "operational_management",
            "a title": "Operational management",
            "other": "other",
            "none": "none",
            "left empty": "",
            "a number": 5,
            "a list": [],
        },
    )
    yield from values(
        "/context/reoffending/comparators/2/kind",
        "SQS105",
        {
            "with a hyphen": "previous-year",
            "in capitals": "FAMILY",
            "a word more": "family average",
            "national": "national",
            "a country too many": "scotland",
            "with an ampersand": "England & Wales",
            "a list": ["family"],
            "left empty": "",
        },
    )
    yield from values(
        "/context/reoffending/comparators/0/direction",
        "SQS105",
        {
            "with a capital": "Worse",
            "in capitals": "WORSE",
            "as an arrow": "↑",
            "up": "up",
            "the same": "same",
            "with a word more": "worse than",
            "a sign": "+",
            "a number": 1,
            "false": False,
            "left empty": "",
        },
    )


def names() -> Iterator[Breakage]:
    """Write names, ids and addresses that are malformed or taken."""
    yield from values(
        "/id",
        "SQS106",
        {
            "with spaces": "northmoor sqs 2015-03-09",
            "with two hyphens": "northmoor--sqs-2015-03-09",
            "with slashes": "northmoor/sqs/2015-03-09",
            "with full stops": "northmoor.sqs.2015-03-09",
            "in capitals": "NORTHMOOR-SQS-2015-03-09",
            "with an ending": "northmoor-sqs-2015-03-09.json",
            "with an entity": "northmoor-&amp;-wick-sqs-2015-03-09",
            "an address": "https://example.org/northmoor",
        },
    )
    yield from values(
        "/id",
        "SQS203",
        {
            "a UUID": "3f2b8c1e-7d4a-4c1b-9a53-0d2f6e8b1c77",
            "a number as text": "17",
            "the last day": "northmoor-sqs-2015-03-11",
            "the day of publication": "northmoor-sqs-2015-04-08",
            "the month": "northmoor-sqs-2015-03",
            "without zeros": "northmoor-sqs-2015-3-9",
            "without hyphens": "northmoor-sqs-20150309",
            "in another order": "sqs-northmoor-2015-03-09",
            "of another programme": "northmoor-fji-2015-03-09",
            "with the service": "northmoor-yos-sqs-2015-03-09",
            "a spelling slip": "nothmoor-sqs-2015-03-09",
        },
    )
    yield from values(
        "/recommendations/1/id",
        "SQS106",
        {
            "with a space": "recommendation 2",
            "with an underscore": "recommendation_2",
            "with a capital": "Recommendation-2",
            "with a full stop after": "2.",
            "with a sign": "#2",
            "with a slash": "rec/2",
            "with a dash": "recommendation\u20132",
            "with a bracket": "2)",
        },
    )
    yield from values("/recommendations/1/id", "SQS101", {"a number": 2})
    yield from values("/recommendations/1/id", "SQS208", {"that of a nested item": "recommendation-1.2"})
    yield from values(
        "/inspection/service/authorities/0/gss_code",
        "SQS106",
        {
            "in small letters": "e10000099",
            "without its letter": "10000099",
            "with a space within": "E10 000099",
            "an old code": "16UC",
            "that of a country": "E92000001",
            "that of both countries": "K04000001",
            "an O for a zero": "E10O00099",
            "a digit too many": "E100000999",
            "that of Northern Ireland": "N09000001",
            "three letters": "NMR",
            "a name": "Northmoor",
            "an address": "http://statistics.data.gov.uk/id/statistical-geography/E10000099",
            "that of a region": "E12000001",
        },
    )
    yield from values("/inspection/service/authorities/0/gss_code", "SQS101", {"a number": 10000099})
    yield from values("/inspection/service/authorities/0/gss_code", "SQS110", {"left empty": ""})
    yield from values(
        "/language", "SQS106", {"in capitals": "EN", "in words": "Welsh", "two": "en, cy", "a hyphen": "en-"}
    )
    yield from values(
        "/inspection/lead_inspector/email",
        "SQS106",
        {
            "at in words": "hazel.brook at example.org",
            "at in brackets": "hazel.brook(at)example.org",
            "masked": "[email protected]",
            "with a space": "hazel brook@example.org",
            "two signs": "hazel.brook@@example.org",
            "two addresses": "hazel.brook@example.org; office@example.org",
            "an entity": "hazel.brook&#64;example.org",
            "none": "none",
            "the name": "Hazel Brook",
        },
    )
    yield from values("/inspection/lead_inspector/email", "SQS110", {"left empty": ""})
    yield from values("/inspection/lead_inspector/telephone", "SQS110", {"left empty": ""})
    yield from values("/inspection/lead_inspector/telephone", "SQS107", {"with two spaces": "01632  960001"})
    for place in ("/sender/name", "/inspection/service/area", "/copy_list/1/role", "/notes/0", "/sections/4/title"):
        yield from values(
            place, "SQS107", {"a space at its end": "Northmoor ", "a space at its beginning": " Northmoor"}
        )
    for place in (
        "/sender/role",
        "/summary/0",
        "/closing/1",
        "/recommendations/1/text",
        "/sections/4/paragraphs/0/text",
    ):
        yield from values(
            place,
            "SQS108",
            {"a line break of Windows": "It\r\nrains.", "an empty line": "It.\n\nRains.", "a tab": "It\trains."},
        )
    for place in (
        "/sender/name",
        "/inspection/service/abbreviation",
        "/copy_list/1/role",
        "/strengths/0/text",
        "/closing/0",
    ):
        yield from values(place, "SQS110", {"left empty": ""})
        yield from values(place, "SQS104", {"null for what is absent": None})
    for place in (
        "/sender",
        "/inspection/previous",
        "/strengths",
        "/copy_list",
        "/notes",
        "/context/reoffending/comparators",
    ):
        yield from values(place, "SQS104", {"null for what is absent": None})
    for place in (
        "/introduction",
        "/closing",
        "/copy_list",
        "/notes",
        "/inspection/previous",
        "/sections/4/paragraphs",
    ):
        yield from values(place, "SQS110", {"an empty list": []})
    yield from values("/sender", "SQS110", {"an empty object": {}})
    yield from values("/inspection/lead_inspector", "SQS110", {"an empty object": {}})
