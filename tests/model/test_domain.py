"""Every structural variation of the letters can be represented in the model.

The content is invented. Every report survives a round trip, and nothing of the layout of a letter, such as line breaks,
is part of a report.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import attrs
import pytest

import sqsreport
from sqsreport import schemas
from sqsreport.model import (
    Authority,
    Cohort,
    Comparator,
    Context,
    CopyListEntry,
    Fieldwork,
    Footnote,
    Inspection,
    Item,
    LeadInspector,
    Month,
    Paragraph,
    PartialDate,
    Person,
    PreviousInspection,
    Prose,
    Reoffending,
    Report,
    Section,
    Service,
    report_id,
)


def report(area: str = "Northmoor", **parts: Any) -> Report:
    """Return a report with these parts; parts of the inspection may be passed by name too."""
    inspection = Inspection(
        service=parts.pop("service", None) or Service(name=f"{area} Youth Offending Service", area=area),
        fieldwork=parts.pop("fieldwork", None) or Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)),
        lead_inspector=parts.pop("lead_inspector", None),
        previous=parts.pop("previous", ()),
    )
    fields: dict[str, Any] = {
        "id": report_id(inspection.service.area, "SQS", inspection.fieldwork.start),
        "language": "en",
        "title": f"Report of Short Quality Screening (SQS) of youth offending work in {inspection.service.area}",
        "published": date(2015, 4, 8),
        "inspection": inspection,
    }
    return Report(**fields | parts)


def round_trip(original: Report, *warnings: str) -> Report:
    """Return the report after a round trip, and check that it has no warnings other than these."""
    text = sqsreport.dumps(original)
    again = sqsreport.loads(text)
    expected = sorted({*warnings, *(() if original.sections else ("SQS301",))})

    assert expected == sorted({problem.code for problem in sqsreport.validate(text)})
    assert original == again
    assert text == sqsreport.dumps(again)
    return again


def test_header_block() -> None:
    """Header block: the fields are kept by meaning, without order, tabs or labels."""
    result = round_trip(
        report(
            addressee=Person(name="Ivy Garland", role="Chair of the Board"),
            sender=Person(name="Rowan Ashby", role="Assistant Chief Inspector"),
            copy_list=(CopyListEntry(role="Care Quality Commission"),),
        )
    )

    assert ("Ivy Garland", "Rowan Ashby", date(2015, 4, 8)) == (
        result.addressee and result.addressee.name,
        result.sender and result.sender.name,
        result.published,
    )
    round_trip(report())  # an early letter, or one that was cut off, without "To", "From" and "Copy to"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Ivy Garland", "Chair of Northmoor Youth Offending Service Management Board"),
        ("Cllr Ivy Garland OBE, JP", "Interim Chair of the Partnership Board"),
        ("Ivy Garland", "Director of Learning, Northmoor Council, and Chair of the Board"),
        ("Ivy Garland", None),
        (None, "Chair of the Management Board"),
    ],
)
def test_addressee(name: str | None, role: str | None) -> None:
    """Addressee: name with titles and role are texts that may contain commas, and either may be missing."""
    assert Person(name=name, role=role) == round_trip(report(addressee=Person(name=name, role=role))).addressee


@pytest.mark.parametrize(
    "role",
    [
        "Assistant Chief Inspector (Youth Justice)",
        "Assistant Chief Inspector of Probation",
        "Assistant Chief Inspector",
    ],
)
def test_sender(role: str) -> None:
    """Sender: the role is free text."""
    assert (
        Person(name="Rowan Ashby", role=role) == round_trip(report(sender=Person(name="Rowan Ashby", role=role))).sender
    )


def test_title_line() -> None:
    """Title line: kept as printed, in full or cut off; the area is a separate field."""
    full = round_trip(report())
    cut = round_trip(report(title="(SQS) of youth offending work in Northmoor"))

    assert "Northmoor" == full.inspection.service.area == cut.inspection.service.area
    assert full.id == cut.id


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2015, 3, 9), date(2015, 3, 11)),
        (date(2015, 3, 2), date(2015, 3, 5)),
        (date(2015, 3, 30), date(2015, 4, 1)),
        (date(2014, 12, 29), date(2015, 1, 2)),
        (date(2015, 3, 9), date(2015, 3, 9)),
    ],
)
def test_fieldwork_range(start: date, end: date) -> None:
    """Fieldwork range: two days, also across the end of a month or a year."""
    result = round_trip(report(fieldwork=Fieldwork(start=start, end=end)))

    assert (start, end) == (result.inspection.fieldwork.start, result.inspection.fieldwork.end)
    assert result.id.endswith(start.isoformat())


def test_fieldwork_range_as_printed() -> None:
    """Fieldwork range: the printed range is in the introduction, with its ordinals and dashes."""
    texts = ("We came on 9th-11th March 2015.", "We came on 09–11 March 2015.", "We came from 30 March to 1 April.")

    assert texts == round_trip(report(introduction=texts)).introduction


def test_publication_date() -> None:
    """Publication date: a day, however it is printed."""
    assert '"published": "2015-04-08"' in sqsreport.dumps(round_trip(report(published=date(2015, 4, 8))))


@pytest.mark.parametrize("cases", [1, 9, 14, 47, 100, 1200])
def test_cases(cases: int) -> None:
    """Cases: a whole number from one, without a maximum, next to the printed words."""
    context = Context(paragraphs=(Prose(f"We examined {cases} cases."),), cases_examined=cases)

    assert context == round_trip(report(context=context)).context


def test_cases_in_words() -> None:
    """Cases: the number in words agrees with the number in the field."""
    context = Context(paragraphs=(Prose("We examined fourteen cases."),), cases_examined=14)

    assert context == round_trip(report(context=context)).context


def test_cases_of_a_finding() -> None:
    """Cases: the number of relevant cases of a finding is not compared with the cases examined."""
    context = Context(paragraphs=(Prose("We examined 20 cases."),), cases_examined=20)
    section = Section(title="One", paragraphs=(Paragraph(text="Half of the six relevant cases had a plan."),))

    assert (section,) == round_trip(report(context=context, sections=(section,)), "SQS301").sections


@pytest.mark.parametrize(
    ("name", "abbreviation", "area"),
    [
        ("Northmoor Youth Offending Service", "YOS", "Northmoor"),
        ("Northmoor Youth Offending Team", "YOT", "Northmoor"),
        ("Northmoor Youth Justice Service", "YJS", "Northmoor"),
        ("Northmoor Youth Offending & Prevention Service", "YOPS", "Northmoor"),
        ("Eastvale & Wick YOS", "Eastvale and Wick YOS", "Eastvale & Wick"),
        ("Gwynedd & Môn Youth Justice Service", None, "Gwynedd & Môn"),
        ("Western Bay Youth Offending Service", "YOS", "Western Bay"),
    ],
)
def test_service_name(name: str, abbreviation: str | None, area: str) -> None:
    """Service name: full name, abbreviation as printed, and area, none of them from a fixed list."""
    service = Service(name=name, abbreviation=abbreviation, area=area)

    assert service == round_trip(report(service=service)).inspection.service


def test_service_of_several_authorities() -> None:
    """Service name: a service may be run by several authorities, with or without GSS codes."""
    authorities = (
        Authority(name="Eastvale", gss_code="W06000098"),
        Authority(name="Wick", gss_code="W06000099"),
        Authority(name="Moor"),
    )
    service = Service(name="Eastvale & Wick YOS", area="Eastvale & Wick", authorities=authorities)

    assert authorities == round_trip(report(service=service)).inspection.service.authorities


@pytest.mark.parametrize("where", ["context", "summary"])
def test_place_of_the_rate(where: str) -> None:
    """Place of the rate: it is in one field, whether its sentence is in the Context or in the Summary."""
    sentence = (Prose("The published reoffending rate for Northmoor was 39.5%."),)
    context = Context(paragraphs=sentence if where == "context" else (), reoffending=Reoffending(rate=39.5))

    result = round_trip(report(context=context, summary=sentence if where == "summary" else ()))

    assert context == result.context


def test_no_rate() -> None:
    """Rate wording: a small service has no rate, and the field is absent."""
    without = Context(cases_examined=7)
    without_rate = Context(reoffending=Reoffending(comparators=(Comparator(kind="wales", rate=37.9),)))

    assert without == round_trip(report(context=without)).context
    assert without_rate == round_trip(report(context=without_rate)).context


@pytest.mark.parametrize(
    "comparator",
    [
        Comparator(kind="england_and_wales", rate=37.9),
        Comparator(kind="england_and_wales", rate=37.9, direction="worse"),
        Comparator(kind="previous_year", direction="better"),
        Comparator(kind="wales", direction="similar"),
        Comparator(kind="england", rate=38.2),
        Comparator(kind="family", rate=39.5, direction="similar"),
        Comparator(kind="family"),
    ],
    ids=lambda comparator: f"{comparator.kind}-{comparator.rate}-{comparator.direction}",
)
def test_comparators(comparator: Comparator) -> None:
    """Comparators: kind, and rate and direction only where they are printed; neither is computed."""
    rate = Reoffending(rate=39.5, comparators=(comparator,))

    context = round_trip(report(context=Context(reoffending=rate))).context

    assert context is not None
    assert rate == context.reoffending


@pytest.mark.parametrize(
    "text",
    [
        "This rate was published in January 2015; it is that of the April 2012 - March 2013 cohort.",
        "Published January 2015, after twelve months, for the April 2012 – March 2013 cohort.",
    ],
)
def test_rate_footnote(text: str) -> None:
    """Rate footnote: month of publication and cohort are fields; the footnote is looked up by its mark."""
    rate = Reoffending(rate=39.5, published=Month(2015, 1), cohort=Cohort(start=Month(2012, 4), end=Month(2013, 3)))
    context = Context(
        paragraphs=(Prose("The published reoffending rate[^1] for Northmoor was 39.5%."),), reoffending=rate
    )

    result = round_trip(report(context=context, footnotes=(Footnote(label="1", text=text),)))

    assert text == result.footnote("1").text
    assert context == result.context


@pytest.mark.parametrize(
    ("end", "published"),
    [(Month(2014, 3), Month(2016, 1)), (Month(2014, 6), Month(2016, 4)), (Month(2014, 9), Month(2016, 7))],
)
def test_cohort_check(end: Month, published: Month) -> None:
    """Cohort check: a rate is published 22 months after its cohort, and another month is a warning."""
    rate = Reoffending(published=published, cohort=Cohort(start=end + -11, end=end))

    round_trip(report(context=Context(reoffending=rate)))
    round_trip(report(context=Context(reoffending=attrs.evolve(rate, published=published + 1))), "SQS303")


@pytest.mark.parametrize(
    "previous",
    [
        PreviousInspection(programme="SQS", date=PartialDate(2013, 6)),
        PreviousInspection(programme="CCI", date=PartialDate(2010)),
        PreviousInspection(programme="Joint Thematic Inspection", date=PartialDate(2009, 11, 3)),
        PreviousInspection(date=PartialDate(2010)),
    ],
    ids=str,
)
def test_previous_inspection(previous: PreviousInspection) -> None:
    """Previous inspection: its programme where printed, and as much of its date as is printed."""
    assert (previous,) == round_trip(report(previous=(previous,))).inspection.previous


@pytest.mark.parametrize(
    "text",
    [
        "Overall, practice had got better since we last came.",
        "The service did well in most of what we saw.",
        "This is in keeping with what we found in 2010.",
    ],
)
def test_opening_verdict(text: str) -> None:
    """Opening verdict: it is text, because there is no rating."""
    assert (text,) == round_trip(report(summary=(Prose(text),))).summary


@pytest.mark.parametrize(
    ("theme", "title"),
    [
        ("reducing_reoffending", "Reducing reoffending"),
        ("reducing_reoffending", "Reducing the likelihood of reoffending"),
        ("protecting_the_public", "Protecting the public"),
        ("protecting_the_child", "Protecting the child or young person"),
        ("protecting_the_child", "Protecting the child"),
        ("sentence_served", "Making sure that the sentence is served"),
        ("sentence_served", "Ensuring that the sentence is served"),
        ("sentence_served", "Ensuring the sentence is served"),
        ("sentence_served", "Making sure the sentence is served"),
    ],
)
def test_theme_titles(theme: Any, title: str) -> None:
    """Theme titles: the key is fixed, and the printed title is kept next to it."""
    result = round_trip(report(sections=(Section(theme=theme, number=1, title=title),)), "SQS301")

    assert title == result.section(theme).title


def themes() -> tuple[Section, ...]:
    """Return the four themes, each with a paragraph."""
    titles: dict[Any, str] = {
        "reducing_reoffending": "Reducing reoffending",
        "protecting_the_public": "Protecting the public",
        "protecting_the_child": "Protecting the child or young person",
        "sentence_served": "Ensuring that the sentence is served",
    }
    return tuple(
        Section(
            theme=theme, number=number, title=title, paragraphs=(Paragraph(number=f"{number}.1", text="It was done."),)
        )
        for number, (theme, title) in enumerate(titles.items(), 1)
    )


def test_section_order() -> None:
    """Section order: four numbered themes, then optionally Operational management without number or theme."""
    management = Section(title="Operational management", paragraphs=(Paragraph(text="Staff were heard."),))

    assert management == round_trip(report(sections=(*themes(), management))).sections[-1]
    assert 4 == len(round_trip(report(sections=themes())).sections)


@pytest.mark.parametrize("numbers", [("1.1", "1.2", "1.3"), (None, None, None), ("1.1", None, "1.2")], ids=str)
def test_numbering(numbers: tuple[str | None, ...]) -> None:
    """Numbering: the printed number is a label, and paragraphs and themes may have none."""
    paragraphs = tuple(Paragraph(number=number, text="It was done.") for number in numbers)
    first, *others = themes()
    unnumbered = tuple(
        attrs.evolve(section, number=None) for section in (attrs.evolve(first, paragraphs=paragraphs), *others)
    )

    assert (
        paragraphs
        == round_trip(report(sections=(attrs.evolve(first, paragraphs=paragraphs), *others))).sections[0].paragraphs
    )
    assert unnumbered == round_trip(report(sections=unnumbered)).sections


def test_broken_paragraphs() -> None:
    """Broken paragraphs: a paragraph is one line of text, so it contains no page break."""
    with pytest.raises(ValueError, match=r"Paragraph\.text: must be one line of text"):
        Paragraph(text="Plans were made with\nthe family.")
    section = attrs.evolve(
        themes()[0], paragraphs=(Paragraph(number="1.1", text="Plans were made[^2] with the family."),)
    )

    round_trip(report(sections=(section, *themes()[1:]), footnotes=(Footnote(label="2", text="As a rule."),)))


@pytest.mark.parametrize("quote", ["\"Calm and 'clear' work\"", "“Calm and ‘clear’ work”"])
def test_inspector_quotes(quote: str) -> None:
    """Inspector quotes: they are part of their paragraph, in straight or curly quotation marks, and can be listed."""
    section = attrs.evolve(themes()[0], paragraphs=(Paragraph(number="1.1", text=f"An inspector noted: *{quote}*."),))

    result = round_trip(report(sections=(section, *themes()[1:])))

    assert {"1.1": (quote[1:-1],)} == {
        paragraph.number: paragraph.text.quotations
        for section in result.sections[:1]
        for paragraph in section.paragraphs
    }


def test_strengths_and_improvements() -> None:
    """Strengths, improvements: items with ids, nested as in the letter."""
    board = Item(
        id="recommendation-1",
        text="The Management Board should:",
        items=(
            Item(id="recommendation-1.1", text="see every plan"),
            Item(id="recommendation-1.2", text="meet", items=(Item(id="recommendation-1.2.1", text="each month"),)),
        ),
    )
    result = round_trip(report(strengths=(Item(id="strength-1", text="A boat shed."),), recommendations=(board,)))

    assert "each month" == result.recommendation("recommendation-1.2.1").text
    assert board == result.recommendation("recommendation-1")


@pytest.mark.parametrize(
    "text",
    [
        "The Board should see every plan.",
        "Plans need to be written.",
        "Reviews should be undertaken.",
        "Better records.",
    ],
)
def test_recommendation_voice(text: str) -> None:
    """Recommendation voice: any wording is accepted, with or without "should"."""
    assert text == round_trip(report(recommendations=(Item(id="recommendation-1", text=text),))).recommendations[0].text


@pytest.mark.parametrize(
    ("email", "telephone"),
    [
        ("hazel.brook@example.org", "01632 960001"),
        (None, None),
        (None, "+44 (0)1632 960001 ext. 2"),
        ("hazel@example.org", None),
    ],
    ids=str,
)
def test_closing_contact(email: str | None, telephone: str | None) -> None:
    """Closing contact: the name of the lead inspector, with e-mail address and telephone number where printed."""
    lead = LeadInspector(name="Hazel Brook", email=email, telephone=telephone)

    assert lead == round_trip(report(lead_inspector=lead)).inspection.lead_inspector


def test_closing_contact_that_is_masked() -> None:
    """Closing contact: an e-mail address that was masked is not an address, and is left out."""
    with pytest.raises(ValueError, match=r"LeadInspector\.email: must be an e-mail address"):
        LeadInspector(name="Hazel Brook", email="[email protected]")


def test_copy_list() -> None:
    """Copy list: any roles in order, each with one name, several or none."""
    entries = (
        CopyListEntry(role="Ofsted – Social Care", recipients=("Basil Thorne", "Fern Hollis", "Clover Reed-Marsh")),
        CopyListEntry(role="Care and Social Services Inspectorate Wales", recipients=("Siân Môr",)),
        CopyListEntry(role="YJB Cymru"),
        CopyListEntry(role="Chair of the Safeguarding Partnership", recipients=("Basil Thorne",)),
        CopyListEntry(role="YJB Cymru", recipients=("Fern Hollis",)),
    )

    assert entries == round_trip(report(copy_list=entries)).copy_list


@pytest.mark.parametrize("number", [0, 1, 3, 5])
def test_notes(number: int) -> None:
    """Notes: any number of notes."""
    notes = tuple(Prose(f"The criteria are at <https://example.org/{index}>.") for index in range(number))

    assert notes == round_trip(report(notes=notes)).notes


def test_tables_and_charts() -> None:
    """Tables, charts: letters contain none, and prose cannot represent one."""
    with pytest.raises(ValueError, match="must be one line of text"):
        report(summary=("| a | b |\n| - | - |",))


@pytest.mark.parametrize("key", ["score", "rating", "judgement", "grade", "outcome"])
def test_rating_or_score(key: str) -> None:
    """Rating, score: letters contain none, and the schema has no field for one."""
    schema = json.dumps(schemas.schema())
    data = json.loads(sqsreport.dumps(report()))

    assert f'"{key}":' not in schema
    for place in (data, data["inspection"]):
        place[key] = "good"
        assert ["SQS103"] == [problem.code for problem in sqsreport.validate(data) if problem.severity == "error"]
        del place[key]


def test_share_of_cases() -> None:
    """Rating, score: a share of cases is part of the text, as printed."""
    text = "In 78% of cases, and just over three-quarters of relevant ones, plans were made."

    assert (text,) == round_trip(report(summary=(Prose(text),))).summary


def test_text_carrier() -> None:
    """Text carrier: a letter that was cut off is a valid report without the missing parts."""
    section = attrs.evolve(themes()[0], paragraphs=(Paragraph(number="1.1", text="Plans were made with the"),))
    result = round_trip(
        report(sections=(section,), extensions={"org.example.source": {"cut_off": True, "offset": 2000}}), "SQS301"
    )

    assert ((), (), None) == (result.recommendations, result.copy_list, result.context)
    assert result.extensions is not None
    assert 2000 == result.extensions["org.example.source"]["offset"]


@pytest.mark.parametrize("language", ["en", "cy", "en-GB", "cy-GB"])
def test_language(language: str) -> None:
    """A letter in Welsh is a report like any other."""
    summary = (Prose("Ar y cyfan, roedd y gwaith yn dda iawn yn Ynys Môn – ‘da iawn’, meddai arolygydd."),)

    assert language == round_trip(report(language=language, summary=summary)).language


def test_two_inspections_of_one_service() -> None:
    """A service that is inspected twice has two reports with different ids."""
    first = round_trip(
        report(fieldwork=Fieldwork(start=date(2013, 2, 4), end=date(2013, 2, 6)), published=date(2013, 3, 6))
    )
    second = round_trip(report(previous=(PreviousInspection(programme="SQS", date=PartialDate(2013, 2)),)))

    assert first.inspection.service == second.inspection.service
    assert first.id != second.id
