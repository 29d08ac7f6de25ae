from __future__ import annotations

import pytest

from sqsreport.extract.areas import agree, area_in_rate, area_in_service, area_in_title
from sqsreport.extract.programmes import SQS, programme_of
from sqsreport.extract.service import find_services, find_short_service


@pytest.mark.parametrize(
    ("area", "text", "name", "abbreviation"),
    [
        ("Northmoor", "held by Northmoor Youth Offending Service (YOS). The", "Northmoor Youth Offending Service", "YOS"),
        ("Northmoor", "the Northmoor Youth Offending Team (‘the YOT’)", "Northmoor Youth Offending Team", "YOT"),
        ("Wick and Eastvale", "Wick & Eastvale Youth Justice Service [YJS]", "Wick & Eastvale Youth Justice Service", "YJS"),
        ("Wick", "Wick Youth Offending & Prevention Service (YOPS)", "Wick Youth Offending & Prevention Service", "YOPS"),
        ("Wick", "Wick Youth Offending Team and Prevention Service (YOTPS)", "Wick Youth Offending Team and Prevention Service", "YOTPS"),
        ("Wick", "Wick Family Support and Youth Offending Service (FS/YOS)", "Wick Family Support and Youth Offending Service", "FS/YOS"),
        ("Conwy a Môn", 'Conwy a Môn Youth Support Service ("YSS")', "Conwy a Môn Youth Support Service", "YSS"),
        ("Stoke-on-Wick", "of Stoke-on-Wick Youth Offending Service.", "Stoke-on-Wick Youth Offending Service", None),
        ("Northmoor", "London Borough of Northmoor Youth Offending Service (YOS)", "London Borough of Northmoor Youth Offending Service", "YOS"),
        ("King’s Wick", "King’s Wick Youth Offending Team (YOT)", "King’s Wick Youth Offending Team", "YOT"),
        ("Northmoor", "by the Youth Offending Service (YOS) in Northmoor", "Youth Offending Service", "YOS"),
        ("Northmoor", "Ivy Garland, Chair of Northmoor Youth Offending Service Management Board", "Northmoor Youth Offending Service", None),
        ("Northmoor", "Both Northmoor Youth Offending Service and the police", "Northmoor Youth Offending Service", None),
        ("Bath, Wick and Hay", "the Bath, Wick and Hay Youth Offending Team (YOT)", "Bath, Wick and Hay Youth Offending Team", "YOT"),
        ("Élan Vale", "Élan Vale Youth Offending Service (YOS)", "Élan Vale Youth Offending Service", "YOS"),
        ("Lydd Bay", "by Eastvale, Wick and Lydd Youth Offending Service (YOS)", "Eastvale, Wick and Lydd Youth Offending Service", "YOS"),
        ("Wick and Lydd", "In Eastvale, Wick and Lydd Youth Offending Service (YOS)", "Wick and Lydd Youth Offending Service", "YOS"),
        ("Northmoor", "the Northmoor Youth Offending Team (NM YOT)", "Northmoor Youth Offending Team", "NM YOT"),
        ("Isles of Wick", "The Isles of Wick Youth Offending Team is small", "Isles of Wick Youth Offending Team", None),
        ("Wick", "Wick Youth Offending Service (abbreviated below to YOS)", "Wick Youth Offending Service", "YOS"),
        ("Wick", "Wick Youth Offending Service (with it the CSP)", "Wick Youth Offending Service", None),
        ("Wick", "Wick Youth Offending Service – the YOS – is small", "Wick Youth Offending Service", "YOS"),
        ("Wick", "The YOS - Wick Youth Offending Service - is small", "Wick Youth Offending Service", "YOS"),
        ("Wick", "Wick Youth Offending Service - YOS staff said - is small", "Wick Youth Offending Service", None),
        ("Fenwick", "by Little Fenwick Youth Offending Team", "Little Fenwick Youth Offending Team", None),
    ],
)  # fmt: skip
def test_services(area: str, text: str, name: str, abbreviation: str | None) -> None:
    """The complete name of a service is found, with the abbreviation in brackets after it."""
    service = next(find_services(text, area))

    assert (service.name, service.abbreviation, service.is_of_youth) == (name, abbreviation, True)


def test_other_bodies() -> None:
    """A service that is not for young people is recognised as such."""
    services = list(find_services("The National Probation Service (NPS) and Northmoor Youth Offending Service (YOS)"))

    assert [("National Probation Service", False), ("Northmoor Youth Offending Service", True)] == [
        (each.name, each.is_of_youth) for each in services
    ]


def test_short_service() -> None:
    """A service whose name is not written out is found by its area and abbreviation."""
    service = find_short_service("Since 2013 Northmoor YOS has moved.", "Northmoor")

    assert service is not None
    assert (service.name, service.abbreviation) == ("Northmoor YOS", "YOS")
    assert find_short_service("Since 2013 Wick YOS has moved.", "Northmoor") is None


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Short Quality Screening (SQS) of Northmoor Youth Offending Service", "Northmoor"),
        ("SQS of youth offending work in Northmoor - March 2015", "Northmoor"),
        ("Report of youth offending work in Northmoor, 9-11 March 2015", "Northmoor"),
        ("Report of youth offending work in Northmoor (published 8 April 2015)", "Northmoor"),
        ("youth offending work in Rhondda (Cwm Taf)", "Rhondda (Cwm Taf)"),
        ("Short Quality Screening: Northmoor", "Northmoor"),
        ("Report of Short Quality Screening (SQS) of youth justice work in Stoke-on-Wick", "Stoke-on-Wick"),
        ("Short Quality Screening (SQS) of youth offending work", None),
        ("Short Quality Screening of the work of others", None),
    ],
)
def test_area_in_title(title: str, area: str | None) -> None:
    """The area of a title ends before the other words of the title."""
    assert area == area_in_title(title)


def test_area_elsewhere() -> None:
    """The area is also found in the name of the service and in the sentence on the rate."""
    assert area_in_service("Wick & Eastvale Youth Offending Team") == "Wick & Eastvale"
    assert area_in_rate("The published reoffending rate[^1] for Wick & Eastvale was 39.5%.") == "Wick & Eastvale"
    assert area_in_rate("The published reoffending rate for the YOS was 39.5%.") is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Northmoor", "London Borough of Northmoor", True),
        ("Eastvale and Wick", "Wick & Eastvale", True),
        ("North moor", "Northmoor", True),
        ("Northmoor", "Southmoor", False),
    ],
)
def test_agreement(one: str, other: str, expected: bool) -> None:
    """Two names agree if they may be those of one area."""
    assert expected is agree(one, other) is agree(other, one)


@pytest.mark.parametrize(
    ("title", "opening", "programme"),
    [
        ("Report of Short Quality Screening (SQS) of youth offending work in Northmoor", (), SQS),
        ("SQS after the Core Case Inspection of 2010", (), SQS),
        ("Report of Full Joint Inspection (FJI) of youth offending work in Northmoor", (), "Full Joint Inspection"),
        ("Core Case Inspection of youth offending work in Northmoor", (), "Core Case Inspection"),
        ("Inspection of adult offending work in Northmoor", (), "inspection of adult offending work"),
        ("Inspection of Northmoor Primary School", (), "school inspection"),
        ("Joint thematic inspection of girls", (), "thematic inspection"),
        ("Report on youth offending work in Northmoor", (), None),
        ("Report", ("The findings of this full joint inspection are",), "Full Joint Inspection"),
        ("Report", ("This was done as part of our programme of SQS inspections.",), SQS),
        ("Report", ("It had improved since our last Full Joint Inspection in 2013.",), None),
        (None, (), None),
    ],
)
def test_programmes(title: str | None, opening: tuple[str, ...], programme: str | None) -> None:
    """The programme is that of the letter itself, and not that of an inspection that it mentions."""
    assert programme == programme_of(title, opening)
