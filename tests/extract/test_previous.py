from __future__ import annotations

import pytest

from sqsreport.extract.previous import find_doubtful, find_mentions
from sqsreport.extract.text import Unclear
from sqsreport.model import PartialDate


def mentions(text: str) -> list[tuple[str | None, str]]:
    """Return the programme and date of every mention; a question mark is a date that cannot be parsed."""
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
        ("since we published the findings of our SQS in June 2014", [("SQS", "?")]),
        ("Inspectors last visited in April 2013 to carry out an SQS.", [("SQS", "2013-04")]),
        ("Inspections of the two predecessor YOTs in 2009 and 2010 found", [(None, "2009"), (None, "2010")]),
        ("When inspected in June 2009 it had been found wanting", [(None, "2009-06")]),
        ("the recommendations of February 2014 (our last SQS)", [("SQS", "2014-02")]),
        ("That is better than in May 2010 (Core Case Inspection).", [("CCI", "2010-05")]),
        ("than in November 2014 when we undertook a similar inspection (SQS)", [("SQS", "2014-11")]),
        (
            "Inspected twice in recent years, in November 2012 and (as an SQS) in January 2015, it is sound.",
            [(None, "2012-11"), ("SQS", "2015-01")],
        ),
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
        ("Northmoor was last inspected in 2010, in a Core Case Inspection.", [("CCI", "2010")]),
        ("since our last inspection in Sept. 2013", [(None, "2013-09")]),
        ("since our last inspection (06/2014)", [(None, "2014-06")]),
        (
            "Northmoor was first inspected in April 2010 (CCI), then in June 2013 (SQS).",
            [("CCI", "2010-04"), ("SQS", "2013-06")],
        ),
        ("Our previous inspections, in 2009 and June 2013, had found", [(None, "2009"), (None, "2013-06")]),
        ("the last inspection, published in May 2012,", [(None, "?")]),
        ("our last inspection on 31 June 2014", [(None, "?")]),
        ("our last inspection in 2011 or 2012", [(None, "?")]),
        ("our last inspections in 2009-2012", [(None, "?")]),
    ],
)
def test_phrases(text: str, expected: list[tuple[str | None, str]]) -> None:
    """An earlier inspection is found in every phrase for one."""
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
        "the next inspection in 2018",
        "this inspection in 2016",
        "The Management Board's plan of 2013 followed the inspection",
        "The cases inspected in January 2015 were few",
        "in May 2014 (see the criteria of the SQS)",
        "the plan of May 2010 (Core Case Inspection)",
        "We inspected the neighbouring service in May 2014",
        "in the last year the inspection team of 2014",
        "since our last inspection, in January 2014 the service moved",
    ],
)
def test_no_earlier_inspection(text: str) -> None:
    """Inspections by others, the next one and the dates of other events are not earlier inspections."""
    assert [] == mentions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("When we last inspected, in 2009 as part of the Core Case Inspection programme, plans", [("CCI", "2009")]),
        ("It had been inspected by HMI Probation before, in September 2009 (Core Case Inspection).", [("CCI", "2009-09")]),
        ("The YOS has been inspected twice before: in July 2010 (CCI) and June 2014 (SQS).", [("CCI", "2010-07"), ("SQS", "2014-06")]),
        ("The plan that followed December 2009's Core Case Inspection had been completed.", [("CCI", "2009-12")]),
        ("Between the Core Case Inspection in 2009, the Full Joint Inspection in 2013 and today", [("CCI", "2009"), ("FJI", "2013")]),
        ("The recommendations of the 2013 joint inspection had been acted upon.", [(None, "2013")]),
        ("It was subject to a Core Case Inspection between 4 and 8 October 2010.", [("CCI", "2010-10")]),
        ("Our last inspection of youth offending work in the borough dates from 2010.", [(None, "2010")]),
        ("Our inspectors had been to Northmoor in June 2014 and found the same.", [(None, "2014-06")]),
        ("Compared with our findings in the 2010 inspection, safeguarding was stronger.", [(None, "2010")]),
        ("Inspected in 2010 and again in 2013, the service is known to be good.", [(None, "2010"), (None, "2013")]),
        ("A Core Case Inspection of the then Northmoor YOT in May 2010", [("CCI", "2010-05")]),
        ("The Core Case Inspection, which reported in 2010, had found weaknesses.", [("CCI", "?")]),
        ("In January 2014 we published a report on a Full Joint Inspection of the YOS.", [("FJI", "?")]),
    ],
)  # fmt: skip
def test_other_phrases(text: str, expected: list[tuple[str | None, str]]) -> None:
    """An earlier inspection keeps its own programme and date, also in phrases of other writers."""
    assert expected == mentions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each had been inspected on its own: Bridge in 2010, Wick in 2009 and Abersea in 2011.", ["2010", "2009", "2011"]),
        ("Our report of May 2010 had drawn attention to planning. In 2012 the YOT moved.", ["2010-05"]),
        ("HMI Probation has visited Northmoor more than once, the first occasion being 2009.", ["2009"]),
        ("In 2010 HMI Probation judged that 72% of work was done well enough.", ["2010"]),
        ("Our last inspection was in 2010, and in 2012 the YOT moved.", []),
        ("Ofsted inspected the children's services in 2014, after we inspected them.", []),
        ("It was the first time that we inspected the service since it was formed in April 2011.", []),
        ("The Short Quality Screening programme began in November 2012.", []),
        ("The service moved to new offices in May 2014.", []),
    ],
)  # fmt: skip
def test_doubtful_dates(text: str, expected: list[str]) -> None:
    """A date next to an earlier inspection in unknown words is doubtful, and a date of something else is not."""
    assert expected == [str(date) for date in find_doubtful(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "When HMI Probation was last here, in May 2011, for a Core Case Inspection, most of the work was done well enough.",
            [("CCI", "2011-05")],
        ),
        ("The shortcomings identified in 2010 by our Core Case Inspection had been put right.", [("CCI", "2010")]),
        (
            "Estyn's inspection of education services in June 2012 had come to similar conclusions about the work with schools.",
            [],
        ),
        (
            "It is four years since the Core Case Inspection of November 2009, and one since the first SQS inspection here, in December 2012, which we broke off because of snow.",
            [("CCI", "2009-11"), ("SQS", "2012-12")],
        ),
        (
            "Four years ago, in February 2011, we inspected the DYOS and found work of very mixed quality.",
            [(None, "2011-02")],
        ),
        (
            "The Full Joint Inspection that we led in September 2013, with six other inspectorates, rated much of the work as poor.",
            [("FJI", "2013-09")],
        ),
        ("Before that, in January 2011, a Core Case Inspection had raised the alarm.", [("CCI", "2011-01")]),
        (
            "Core Case Inspections of the predecessor teams were undertaken in February and June 2010.",
            [("CCI", "2010-02"), ("CCI", "2010-06")],
        ),
        (
            "Two and a half years had passed since we first screened the service, in March 2013, under the SQS programme.",
            [("SQS", "2013-03")],
        ),
        ("The CCI here took place in 2009.", [("CCI", "2009")]),
        (
            "Performance had improved since October 2010, when the Core Case Inspection found that much of the work was below standard.",
            [("CCI", "2010-10")],
        ),
        ("This was better than at the time of our last inspection (October 2012).", [(None, "2012-10")]),
        ("We last inspected this service in 2011 and were pleased to see progress.", [(None, "2011")]),
        ("The YOS was last inspected in March 2010 under the Core Case Inspection programme.", [("CCI", "2010-03")]),
        ("The last inspection of the YOT, a Core Case Inspection, took place in July 2010.", [("CCI", "2010-07")]),
        ("The findings are consistent with those of our previous inspection in 2010.", [(None, "2010")]),
        ("Much has been achieved since 2011, when we last visited.", [(None, "2011")]),
        ("Much has been achieved since our visit of 2011.", [(None, "2011")]),
        ("Since the Core Case Inspection in February 2010 the service had been reorganised.", [("CCI", "2010-02")]),
        ("The 2010 Core Case Inspection found that 70% of work had been done well enough.", [("CCI", "2010")]),
        ("In the inspection of January 2012, HMI Probation had found the reverse.", [(None, "2012-01")]),
        ("HMI Probation inspectors were last in Northmoor in November 2011.", [(None, "2011-11")]),
        ("Our inspectors had last come to the area in the spring of 2011.", [(None, "2011")]),
        (
            "Results had improved in every respect from those of the Core Case Inspection carried out here in September 2011.",
            [("CCI", "2011-09")],
        ),
        (
            "Inspectors from HMI Probation visited the service in May 2012, as part of a Full Joint Inspection.",
            [("FJI", "2012-05")],
        ),
        ("In its Core Case Inspection of April 2011 the YOT had scored well above average.", [("CCI", "2011-04")]),
        ("The YOT's Core Case Inspection, in April 2011, had been a positive one.", [("CCI", "2011-04")]),
        (
            "You will recall that, in April 2011, HMI Probation reported on a Core Case Inspection of the YOT.",
            [("CCI", "2011-04")],
        ),
        ("As in our 2013 SQS inspection, staff were committed.", [("SQS", "2013")]),
        ("At our inspection in 2013 we had recommended that plans be shorter.", [(None, "2013")]),
        ("Our recommendations of 2013 had been acted on.", []),
        (
            "We were pleased to find that the recommendations we made after the Core Case Inspection in June 2010 had been met.",
            [("CCI", "2010-06")],
        ),
        ("In June 2015 the YJT had commissioned its own audit, which found the same.", []),
        ("The service moved to new offices in May 2014.", []),
        ("The service was formed in April 2012.", []),
        (
            "Ofsted inspected the authority's services for looked after children in March 2014 and judged them to be good.",
            [],
        ),
        ("The YOT was formed in 2012. It was inspected in 2013.", [(None, "2013")]),
        ("An HMI Constabulary inspection in May 2014 had found the same.", []),
        ("A peer review in February 2014 had reached a similar view.", []),
        ("A thematic inspection by HMI Probation in 2012 had included the area.", []),
        ("The Ofsted inspection in 2013, and our own in 2011, had both drawn attention to this.", [(None, "2011")]),
        ("Practice had improved since last we inspected, in June 2012.", [(None, "2012-06")]),
        (
            "The area was the subject of a Core Case Inspection in 2009 and again in 2011.",
            [("CCI", "2009"), ("CCI", "2011")],
        ),
        ("This is the first inspection of the service since July 2011.", [(None, "2011-07")]),
        ("No inspection had taken place since the Core Case Inspection (2009).", [("CCI", "2009")]),
        ("The service has not been inspected since June 2011.", [(None, "2011-06")]),
        ("The present arrangements date from April 2013.", []),
        (
            "In the Core Case Inspection, which took place in June 2010, we had been critical of planning.",
            [("CCI", "2010-06")],
        ),
        ("Since our short quality screening of 14 January 2013 managers had changed twice.", [("SQS", "2013-01-14")]),
        ("Since we screened the service in January 2013 managers had changed twice.", [(None, "2013-01")]),
        (
            "The earlier SQS inspection (Nov 2012) and the Core Case Inspection (Feb 2010) both praised the service.",
            [("SQS", "2012-11"), ("CCI", "2010-02")],
        ),
        ("The screening that we carried out two years ago, in October 2013, found otherwise.", [(None, "2013-10")]),
        (
            "HMI Probation carried out a Core Case Inspection of the YOT in 2010, and a Full Joint Inspection in 2013.",
            [("CCI", "2010"), ("FJI", "2013")],
        ),
        (
            "Compared with the Core Case Inspection five years ago (July 2010), the service had come a long way.",
            [("CCI", "2010-07")],
        ),
        (
            "Compared with 2010, the date of our Core Case Inspection, the service had come a long way.",
            [("CCI", "2010")],
        ),
        ("The service was rated highly by the CCI in 2011.", [("CCI", "2011")]),
        ("When we were here in 2012 the picture was different.", [(None, "2012")]),
        ("When our inspectors visited in 2012 the picture was different.", [(None, "2012")]),
        ("The CCI found that work begun in 2009 had lapsed.", []),
        ("The inspection in 2010 by the Care Quality Commission had found gaps in health provision.", []),
        (
            "Since the previous inspection, which was in December 2010, two of the five teams had merged.",
            [(None, "2010-12")],
        ),
        ("There have been three inspections since 2008.", []),
        ("Inspections in 2008 and 2011 had found much the same.", [(None, "2008"), (None, "2011")]),
        ("Not since the inspection of 2009 has there been such a change.", [(None, "2009")]),
        (
            "We had inspected Eastvale in 2010 and Northmoor in 2011, before they merged.",
            [(None, "2010"), (None, "2011")],
        ),
        ("Following our Core Case Inspection, published in March 2011, an improvement plan had been agreed.", []),
        ("A follow-up inspection was made in April 2012.", [(None, "2012-04")]),
        ("A re-inspection in April 2012 confirmed the improvement.", [(None, "2012-04")]),
        ("In January 2014 a new manager took over, and since the last inspection staff numbers had halved.", []),
        (
            "We acknowledge that the inspection fell in a difficult month, since the office had flooded in January 2014.",
            [],
        ),
        ("You have used the time since our previous SQS inspection, of 2013, well.", [("SQS", "2013")]),
        (
            "Good progress had been made from the position in March 2012, at the time of the last inspection.",
            [(None, "2012-03")],
        ),
        ("At the last inspection, five years previously in March 2010, work was poor.", [(None, "2010-03")]),
        ("The service received a Core Case Inspection in the autumn of 2010.", [("CCI", "2010")]),
        ("The service had received a positive report from HMI Probation in September 2011.", []),
        ("Work had improved a great deal since HMI Probation reported on it in 2011.", []),
        ("Last inspected: June 2012.", [(None, "2012-06")]),
        (
            "In contrast to the Core Case Inspection in 2009, at which reviews were praised, few were done on time.",
            [("CCI", "2009")],
        ),
        ("The Full Joint Inspection (FJI) held in October 2012 had been much less favourable.", [("FJI", "2012-10")]),
        (
            "Performance in this area was slightly better than in the Core Case Inspection (CCI) conducted by HMI Probation in September 2010.",
            [("CCI", "2010-09")],
        ),
        (
            "It is now three years since our last inspection of Harrow Weald, which was in March 2013.",
            [(None, "2013-03")],
        ),
        ("In 2010, the Core Case Inspection of Harrow Weald had identified that reviews were weak.", [("CCI", "2010")]),
        ("In 2010 you were the subject of a Core Case Inspection.", [("CCI", "2010")]),
        (
            "During 2011 HMI Probation inspected the YOT as part of its Core Case Inspection programme.",
            [("CCI", "2011")],
        ),
    ],
)
def test_sentences(text: str, expected: list[tuple[str | None, str]]) -> None:
    """An earlier inspection is found wherever its date is in the sentence, and other dates are not returned."""
    dated = [(each.programme, str(each.date)) for each in find_mentions(text) if isinstance(each.date, PartialDate)]
    assert expected == dated
