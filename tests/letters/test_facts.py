"""What the reading of letters finds in their words: days, services, rates, areas and inspectors."""

from __future__ import annotations

from datetime import date

import pytest

from sqsreport import letters
from sqsreport.model import (
    Cohort,
    Comparator,
    Context,
    Fieldwork,
    LeadInspector,
    Month,
    PartialDate,
    PreviousInspection,
    Reoffending,
    Service,
)
from support.letter_parts import letter, read, standard, told


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "This is for the July 2013 - June 2014 cohort.",
            Reoffending(cohort=Cohort(start=Month(2013, 7), end=Month(2014, 6))),
        ),
        ("The reoffending figures were published in April 2016.", Reoffending(published=Month(2016, 4))),
        ("The word is theirs.", None),
    ],
)
def test_months_without_a_rate(note: str, expected: Reoffending | None) -> None:
    """The months in the footnote to a rate are kept even if no rate could be read."""
    context = "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS)[^1]."
    report = read(letter(context=context, notes=f"[^1]: {note}"))

    assert report.context is not None
    assert expected == report.context.reoffending


@pytest.mark.parametrize(
    ("context", "note"),
    [
        (
            "The reoffending rate was 41.0%, better than in England and Wales.[^1]",
            "Published by the Ministry of Justice in April 2016, for young people sentenced between July 2013 and June 2014.",
        ),
        (
            "The reoffending rate[^1] was 41.0%.",
            "Source: Ministry of Justice, April 2016. Cohort: July 2013 to June 2014.",
        ),
        (
            "The reoffending rate published in April 2016 was 41.0% (cohort July 2013 to June 2014).[^1]",
            "Some orders last for longer.",
        ),
        (
            "According to data that were published in April 2016, the reoffending rate was 41.0% for the period July 2013 to June 2014. Ofsted published a report in May 2015.[^1]",
            "We have read it.",
        ),
    ],
)
def test_months_of_a_rate(context: str, note: str) -> None:
    """The month of publication and the cohort are read from the sentence on the rate, or from the note to it."""
    context = f"Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). {context}"
    report = read(letter(context=context, notes=f"[^1]: {note}"))

    assert report.context is not None
    assert report.context.reoffending is not None
    assert Month(2016, 4) == report.context.reoffending.published
    assert Cohort(start=Month(2013, 7), end=Month(2014, 6)) == report.context.reoffending.cohort


def test_a_cohort_without_months() -> None:
    """A year such as 2010/11 is not twelve months that the letter prints, so it is reported."""
    context = "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). The reoffending rate was 41.0% in 2010/11."
    reading = letters.read(letter(context=context).encode(), "markdown")

    assert ("SQS516", "/context/reoffending/cohort") in [(each.code, each.pointer) for each in reading.problems]


def test_the_number_of_someone_else() -> None:
    """The number in the paragraph after that of the lead inspector may be another person's."""
    closing = "We thank you all.\n\nThe lead inspector was Cora Dale.\n\nPlease contact Sam Lowe on 01632 960002."

    assert LeadInspector(name="Cora Dale") == read(letter(closing=closing)).inspection.lead_inspector


def test_an_earlier_inspection_in_the_commentary() -> None:
    """A Core Case Inspection that only the commentary names is an earlier inspection, without a word such as "last"."""
    sections = "Commentary on the inspection in Northmoor:\n\n1. Reducing reoffending\n\n1.1. It was so in 2010 at the Core Case Inspection, too."
    report = read(letter(sections=sections))

    assert (PreviousInspection(programme="CCI", date=PartialDate(2010)),) == report.inspection.previous


def test_an_earlier_inspection_in_unknown_words() -> None:
    """A date next to an earlier inspection that could be its date is reported, and is not in the report."""
    summary = (
        "Summary\n\nBefore they merged in 2012, both teams had been inspected on their own, the first as early as 2009."
    )
    reading = letters.read(letter(summary=summary).encode(), "markdown")

    assert reading.report is not None
    assert () == reading.report.inspection.previous
    assert ("SQS516", "/inspection/previous") in [(each.code, each.pointer) for each in reading.problems]


def test_a_comparison_without_a_place() -> None:
    """A figure next to the rate that has no place in the report is reported, at the comparators."""
    context = "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). The rate of reoffending was 41.0%, and 39.0% before that."
    reading = letters.read(letter(context=context).encode(), "markdown")

    assert ("SQS516", "/context/reoffending/comparators") in [(each.code, each.pointer) for each in reading.problems]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("on 04-07 April 2016", date(2016, 4, 4), date(2016, 4, 7)),
        ("on 12th-14th November 2012", date(2012, 11, 12), date(2012, 11, 14)),
        ("on 22-24th June 2015", date(2015, 6, 22), date(2015, 6, 24)),
        ("from 30 March – 1 April 2015", date(2015, 3, 30), date(2015, 4, 1)),
        ("from 30th December 2013 to 1st January 2014", date(2013, 12, 30), date(2014, 1, 1)),
        ("from 30 December to 1 January 2014", date(2013, 12, 30), date(2014, 1, 1)),
        ("between Monday 3 and Wednesday 5 March 2014", date(2014, 3, 3), date(2014, 3, 5)),
        ("on 5 March 2014", date(2014, 3, 5), date(2014, 3, 5)),
    ],
)
def test_fieldwork(printed: str, start: date, end: date) -> None:
    """The days of fieldwork are read in all the ways in which letters print them."""
    report = read(letter(introduction=f"The inspection was conducted {printed} and was short."))
    assert report.inspection.fieldwork == Fieldwork(start=start, end=end)
    assert report.id == f"northmoor-sqs-{start}"


@pytest.mark.parametrize(
    "introduction",
    [
        "Thank you for your plan of 3 February 2015.\n\nThe inspection was conducted from 9-11 March 2015.",
        "The office was shut from 2-3 March 2015.\n\nWe visited on 9-11 March 2015.",
    ],
)
def test_fieldwork_among_other_days(introduction: str) -> None:
    """Of several paragraphs with days in them the one that speaks of the inspection has those of the fieldwork."""
    report = read(letter(introduction=introduction))
    assert report.inspection.fieldwork == Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11))


def test_days_of_no_inspection() -> None:
    """A letter whose only days are those of something else has no fieldwork, and so makes no report."""
    reading = letters.read(letter(introduction="We have your plan of 3 February 2015.").encode(), "markdown")
    assert reading.report is None
    assert [problem.params["part"] for problem in reading.problems if problem.code == "SQS402"] == ["days of fieldwork"]


@pytest.mark.parametrize(
    ("printed", "name", "abbreviation"),
    [
        ("supervised by Eastvale Youth Offending Team (YOT).", "Eastvale Youth Offending Team", "YOT"),
        (
            "seen by the Eastvale & Wick Youth Offending Service (the YOS).",
            "Eastvale & Wick Youth Offending Service",
            "YOS",
        ),
        ("of Eastvale and Wick Youth Justice Service (YJS) there.", "Eastvale and Wick Youth Justice Service", "YJS"),
        (
            "by Wick Youth Offending & Prevention Service (YOPS).",
            "Wick Youth Offending & Prevention Service",
            "YOPS",
        ),
        ("supervised by Wick Youth Offending Team.", "Wick Youth Offending Team", None),
    ],
)
def test_service(printed: str, name: str, abbreviation: str | None) -> None:
    """The service is named in the Context, as a rule before its abbreviation in brackets."""
    report = read(letter(context=f"Context\n\nWe examined 20 cases {printed}"))
    assert report.inspection.service == Service(name=name, abbreviation=abbreviation, area="Northmoor")


@pytest.mark.parametrize(
    ("printed", "rate", "comparators"),
    [
        (
            "The published reoffending rate for Northmoor was 39.5%. Compared to 37.9% for England and Wales.",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9),),
        ),
        (
            (
                "The published reoffending rate for Northmoor was 34%. This was better than the previous year and "
                "better than the England and Wales average of 38.0%."
            ),
            34.0,
            (
                Comparator(kind="previous_year", direction="better"),
                Comparator(kind="england_and_wales", rate=38.0, direction="better"),
            ),
        ),
        (
            "The published reoffending rate for Northmoor (39.5%) was worse than for England and Wales (37.9%).",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9, direction="worse"),),
        ),
        (
            "The reoffending rate was worse (39.5%) than for England and Wales (37.9%).",
            39.5,
            (Comparator(kind="england_and_wales", rate=37.9, direction="worse"),),
        ),
        (
            "The reoffending rate was 42.5 per cent, worse than the average for England and Wales (35.4%).",
            42.5,
            (Comparator(kind="england_and_wales", rate=35.4, direction="worse"),),
        ),
        (
            "The reoffending rate for Northmoor was 33.1%, similar to the 'family' average of 33.4%.",
            33.1,
            (Comparator(kind="family", rate=33.4, direction="similar"),),
        ),
    ],
)
@pytest.mark.parametrize("part", ["context", "summary"])
def test_rate(part: str, printed: str, rate: float, comparators: tuple[Comparator, ...]) -> None:
    """The rate is in the context wherever it is printed, with the printed comparators."""
    standard = "We examined 20 cases at Northmoor Youth Offending Service (YOS)."
    texts = {"context": f"Context\n\n{standard}"} | {part: f"{part.title()}\n\n{standard} {printed}"}
    context = read(letter(**texts)).context
    assert context is not None
    assert context.reoffending is not None
    assert context.reoffending.rate == rate
    assert context.reoffending.comparators == comparators


def test_no_rate() -> None:
    """A letter without a rate results in a report without one, and that is not a problem."""
    reading = letters.read(letter().encode(), "markdown")
    assert reading.report is not None
    assert reading.report.context is not None
    assert reading.report.context.reoffending is None
    assert not any("rate" in problem.message for problem in reading.problems)


@pytest.mark.parametrize(
    ("printed", "programme", "when"),
    [
        ("since our last SQS inspection in February 2013", "SQS", PartialDate(2013, 2)),
        ("than in the previous Core Case Inspection in 2010", "CCI", PartialDate(2010)),
        ("with our findings from our previous inspection in 2010", None, PartialDate(2010)),
    ],
)
def test_previous(printed: str, programme: str | None, when: PartialDate) -> None:
    """An earlier inspection is recorded with the programme and the date that are stated."""
    report = read(letter(summary=f"Summary\n\nWork was better {printed}."))
    assert report.inspection.previous == (PreviousInspection(programme=programme, date=when),)


@pytest.mark.parametrize(
    "printed",
    ["since our first inspection since the service was formed in 2014", "than at our first inspection in April 2015"],
)
def test_no_previous(printed: str) -> None:
    """No earlier inspection is made of a date that is not its own, nor of one after the fieldwork."""
    assert read(letter(summary=f"Summary\n\nWork was better {printed}.")).inspection.previous == ()


def test_lead_inspector() -> None:
    """The name, e-mail address and telephone number of the lead inspector are read from the closing."""
    text = (
        "If you have any further questions please contact the lead inspector, who was Hazel St. Brook. "
        "She can be contacted at hazel.brook@example.org or on 01632 960001."
    )
    assert read(letter(closing=text)).inspection.lead_inspector == LeadInspector(
        name="Hazel St. Brook", email="hazel.brook@example.org", telephone="01632 960001"
    )


def test_who_can_be_reached_behind_the_lead_inspector() -> None:
    """The address and the number of the lead inspector are after the name; those before it belong to someone else."""
    text = (
        "If you want the office, write to office@example.org or call 01632 960002. "
        "The lead inspector was Hazel Brook, at hazel.brook@example.org or 01632 960001."
    )
    expected = LeadInspector(name="Hazel Brook", email="hazel.brook@example.org", telephone="01632 960001")

    assert expected == read(letter(closing=text)).inspection.lead_inspector


def test_of_days_that_are_as_likely_the_first_count() -> None:
    """Of two equally likely ranges of days, the first is the fieldwork."""
    context = "Context\n\nBeside them are 1-2 June 2016, at Northmoor Youth Offending Service (YOS)."
    report = read(letter(introduction="Days of note are 9-11 March 2015.", context=context))

    assert Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)) == report.inspection.fieldwork


def test_a_service_that_only_the_addressee_names() -> None:
    """A service that no paragraph names has the name that the header gives it."""
    to = "To: Ivy Garland, Chair of Northmoor Youth Offending Service Management Board"
    report = read(letter(to=to, context="Context\n\nWe examined 20 cases."))

    assert Service(name="Northmoor Youth Offending Service", area="Northmoor") == report.inspection.service


def test_a_letter_without_an_area() -> None:
    """A letter that names no area makes no report, and its area is what is missing."""
    sections = "Commentary\n\n1. Reducing reoffending\n\n- 1.1. Reports were clear."
    text = letter(title="Report of Short Quality Screening (SQS)", sections=sections)

    assert [(None, None, "no report could be made: the letter has no area, or none that could be read")] == told(
        text, "SQS402"
    )


def test_a_rate_without_a_context() -> None:
    """A rate is read in the Summary though the letter has no Context."""
    introduction = "We were at Northmoor Youth Offending Service (YOS) from 9-11 March 2015."
    summary = "Summary\n\nThe reoffending rate was 41.0%."
    report = read(letter(introduction=introduction, context="", summary=summary))

    assert Context(reoffending=Reoffending(rate=41.0)) == report.context


def test_area_that_disagrees() -> None:
    """A letter that names two areas has that of its title, a problem says so, and the other one is a leftover."""
    text = letter(sections="Commentary on the inspection in Southmoor:\n\n1. Reducing reoffending\n\n- 1.1. Clear.")
    reading = letters.read(text.encode(), "markdown")
    assert reading.report is not None
    assert reading.report.inspection.service.area == "Northmoor"
    message = 'the letter names its area "Northmoor" and "Southmoor"'
    assert [message] == [problem.message for problem in reading.problems if problem.code == "SQS406"]
    assert [leftover.text for leftover in reading.leftovers] == ["Commentary on the inspection in Southmoor:"]


def test_area_of_the_commentary() -> None:
    """If the title names no area, the area is that in the heading of the commentary, which is its source."""
    reading = letters.read(letter(title="Report of Short Quality Screening (SQS)").encode(), "markdown")
    assert reading.report is not None
    assert reading.report.inspection.service.area == "Northmoor"
    (passage,) = reading.sources["/inspection/service/area"]
    assert passage.text == "Commentary on the inspection in Northmoor:"
    assert reading.leftovers == ()


def test_a_letter_that_explains_why_it_has_no_rate() -> None:
    """If a sentence says that the cohort is too small for a rate, none is expected."""
    context = f"{standard()['context']} No reoffending rate is published, as the cohort is too small."

    assert [] == told(letter(context=context), "SQS516")


def test_an_area_in_capitals() -> None:
    """An area that the title has in capitals is written as in the text."""
    report = read(letter(title="REPORT OF SHORT QUALITY SCREENING (SQS) OF YOUTH OFFENDING WORK IN NORTHMOOR"))

    assert "Northmoor" == report.inspection.service.area


def test_a_signature() -> None:
    """What is signed below the closing is left over, and is no part of it."""
    closing = "We are grateful to all.\n\nYours sincerely\n\nRowan Ashby\nAssistant Chief Inspector"
    reading = letters.read(letter(closing=closing).encode(), "markdown")

    assert reading.report is not None
    assert ["We are grateful to all."] == [str(each) for each in reading.report.closing]
    assert len(reading.report.copy_list) == len(reading.report.notes) == 1
    assert "Rowan Ashby" in " ".join(each.text for each in reading.leftovers)
