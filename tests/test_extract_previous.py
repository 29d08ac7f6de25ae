from __future__ import annotations

import pytest

from sqsreport.extract.previous import find_mentions
from sqsreport.extract.text import Unclear


def mentions(text: str) -> list[tuple[str | None, str]]:
    """Return programme and date of every mention; a question mark is a date that is not understood."""
    return [(each.programme, "?" if isinstance(each.date, Unclear) else str(each.date)) for each in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("when we last inspected the service in June 2014", [(None, "2014-06")]),
        ("When we last visited Northmoor in June 2014, staff", [(None, "2014-06")]),
        ("when we last screened your work, in June 2014, plans", [(None, "2014-06")]),
        ("since we were last here in February 2013", [(None, "2013-02")]),
        ("We last came to Northmoor in February 2013", [(None, "2013-02")]),
        ("at our previous visit in February 2013", [(None, "2013-02")]),
        ("following the Core Case Inspection of 2010", [("CCI", "2010")]),
        ("Northmoor YOS was last inspected in May 2012", [(None, "2012-05")]),
        ("Your last inspection was in February 2013", [(None, "2013-02")]),
        ("The 2010 inspection found", [(None, "2010")]),
        ("since the June 2014 SQS", [("SQS", "2014-06")]),
        ("our 2010 Core Case Inspection (CCI) had", [("CCI", "2010")]),
        ("had improved since then (CCI, 2010)", [("CCI", "2010")]),
        ("our inspection of May 2012 found", [(None, "2012-05")]),
        ("The service was inspected in 2009 and again in 2012", [(None, "2009"), (None, "2012")]),
        ("Inspections in 2009 and 2012 had found", [(None, "2009"), (None, "2012")]),
        ("The Core Case Inspection in 2010 and the SQS in 2013", [("CCI", "2010"), ("SQS", "2013")]),
        ("Westmere YOT, its predecessor, was inspected by us in 2010.", [(None, "2010")]),
        ("its last Core Case Inspection, in the summer of 2010, had", [("CCI", "2010")]),
        ("Since 2013, when we last inspected, staff", [(None, "2013")]),
        ("In June 2014, at our last inspection, we found", [(None, "2014-06")]),
        ("It was in 2011 that we last inspected", [(None, "2011")]),
        ("since our last SQS inspection, conducted from 3-5 June 2014,", [("SQS", "2014-06")]),
        ("The last inspection report of February 2013", [(None, "2013-02")]),
        ("compared with the SQS inspection that we carried out in February 2013", [("SQS", "2013-02")]),
        ("since our last inspection in Sept. 2013", [(None, "2013-09")]),
        ("since our last inspection (06/2014)", [(None, "2014-06")]),
        ("our last inspection on 31 June 2014", [(None, "?")]),
        ("our last inspection in 2011 or 2012", [(None, "?")]),
        ("our last inspections in 2009-2012", [(None, "?")]),
    ],
)
def test_phrases(text: str, expected: list[tuple[str | None, str]]) -> None:
    """An earlier inspection is found in whatever phrase mentions it."""
    assert expected == mentions(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted inspected the children's services in 2014",
        "the 2014 Ofsted inspection",
        "the 2014 inspection by Ofsted of children's homes",
        "the service was inspected in 2014 by Ofsted",
        "the last inspection of the prison in 2014",
        "the thematic inspection in 2012",
        "the last safeguarding inspection in 2012",
        "the last inspection, published in May 2012,",
        "the next inspection in 2018",
        "this inspection in 2016",
        "The Management Board's plan of 2013 followed the inspection",
        "The cases inspected in January 2015 were few",
        "in the last year the inspection team of 2014",
        "since our last inspection, in January 2014 the service moved",
    ],
)
def test_no_earlier_inspection(text: str) -> None:
    """Inspections by others, the next one and the dates of other things are no earlier inspections."""
    assert [] == mentions(text)
