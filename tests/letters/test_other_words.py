"""Letters that say the same in other words, and words that are on something else."""

from __future__ import annotations

from datetime import date

import pytest

from sqsreport import letters
from sqsreport.extract import cases, cohorts, contact, fieldwork, people, previous, rates
from sqsreport.letters import layout
from sqsreport.model import CopyListEntry, Fieldwork, Month
from support.letter_parts import letter, read, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between them our inspectors read 41 files (21 of Eastvale and 20 of Wick).", [41]),
        ("We looked at 34 files, of which 13 turned out to be out of scope, so that 21 cases were examined.", [21]),
        ("This time our inspectors sampled a dozen cases managed by the YOT.", [12]),
        ("Twenty cases were chosen by us from a list of 64, and they were examined.", [20]),
        ("There were only nine cases for us to look at.", [9]),
        ("At our last inspection we examined 31 cases.", []),
        ("We would have looked at 30 cases if there had been time.", []),
        ("Ofsted looked at 11 cases on the same days.", []),
        ("We examined 7 cases of those in which a review was due.", []),
        ("Three files were missing.", []),
    ],
)
def test_cases(text: str, expected: list[int]) -> None:
    """The number of cases is that of this inspection and of the whole sample."""
    assert expected == list(cases.cases_examined(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reoffending: 43.2% (England and Wales: 37.4%).", 43.2),
        (
            "Of those warned, 37.7% of young people who offended did so again, worse than in England and Wales (35.4%).",
            37.7,
        ),
        ("The newspapers put the reoffending rate at 55%.", None),
        ("The reoffending rate may rise to 45%.", None),
        ("The service aims for a reoffending rate of 35.0% by 2017.", None),
        ("If the reoffending rate were 30%, there would be fewer victims.", None),
        ("The adult reoffending rate in Northmoor was 25.2%.", None),
        ("No reoffending rate has been published; the last one, for the former team, was 36.1%.", None),
        ("No reoffending rate is published. The rate for the districts nearest to you was 36.2%.", None),
    ],
)
def test_rates(text: str, expected: float | None) -> None:
    """A rate that is aimed at, of adults, or of another place is not the reoffending rate."""
    found = rates.find_rate(text)
    assert expected == (found.rate if found else None)


def test_rate_of_another_area() -> None:
    """A rate that the letter gives for another area than that of its title is reported and not read."""
    text = letter(
        context="Context\n\nWe examined 20 cases of Northmoor Youth Offending Service (YOS). The published "
        "reoffending rate for Lydbury, the nearest county, was 41.2%."
    )
    report = read(text)

    assert report.context is not None
    assert report.context.reoffending is None
    assert told(text, "SQS516")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rate for the calendar year 2010 was 35.0%.", (Month(2010, 1), Month(2010, 12))),
        ("The next figures will be published for the July 2012 - June 2013 cohort.", None),
    ],
)
def test_cohorts(text: str, expected: tuple[Month, Month] | None) -> None:
    """A calendar year is a cohort, and that of figures of the future is not."""
    assert expected == cohorts.read_cohort(text)


def test_share_with_a_note_on_the_rate() -> None:
    """A share whose note has the cohort of a rate is reported where its words are not known."""
    text = letter(
        context="Context\n\nWe examined 20 cases of Northmoor Youth Offending Service (YOS). Of all who were warned, "
        "31.0%[^1] were warned once more.",
        notes="[^1]: Published in April 2016 for the July 2013 - June 2014 cohort.",
    )
    assert any("reoffending rate" in message for _, _, message in told(text, "SQS516"))


@pytest.mark.parametrize(
    "printed",
    ["8 Ebrill 2015", "8 Ebrill / April 2015", "8 Ebrill 2015 / 8 April 2015", "8 April 2015"],
)
def test_dates_in_welsh(printed: str) -> None:
    """The date of publication may be in Welsh, or in Welsh and English."""
    assert date(2015, 4, 8) == read(letter(date=f"Dyddiad / Date: {printed}")).published


def test_month_of_figures() -> None:
    """The month of the figures of the Ministry of Justice is that of their publication."""
    text = "From the Ministry of Justice, whose figures of October 2013 are for the cohort January to December 2011."
    assert Month(2013, 10) == cohorts.published_month(text)


@pytest.mark.parametrize(
    "text",
    [
        "The inspection was planned for 2-4 February 2015 and took place from 9-11 March 2015 instead.",
        "A briefing for staff was held on 2-3 March 2015. The inspection was conducted from 9-11 March 2015.",
        "Ofsted carried out its inspection from 2-4 March 2015. Ours took place from 9-11 March 2015.",
    ],
)
def test_days_of_other_events(text: str) -> None:
    """The days for which an inspection was planned, of a briefing, and of another inspectorate are not its own."""
    found = fieldwork.find_candidate(text)
    assert found is not None
    assert Fieldwork(start=date(2015, 3, 9), end=date(2015, 3, 11)) == found.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Core Case Inspections of the teams of Eastvale (November 2009) and West Wick (February 2010) were critical.",
            ["2009-11", "2010-02"],
        ),
        ("Our inspection of June 2013 and that of Ofsted in May 2014 agreed.", ["2013-06"]),
        ("We last looked at it in July 2013, through an SQS, and before that in 2009.", ["2013-07", "2009"]),
        ("Had we inspected in 2012, we would have found another service.", []),
        ("A fourth authority has its own service and was inspected in May 2014.", []),
    ],
)
def test_earlier_inspections(text: str, expected: list[str]) -> None:
    """Inspections of two teams are two, and those that others made or that never happened are none."""
    assert expected == [str(mention.date) for mention in previous.find_mentions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The inspectors were Cora Dale (lead) and Ann Lee. Please ask Cora, on 01632 960001 or cora.dale@example.org.",
        (
            "Cora Dale was the inspector in charge. You can call her on 01632 960001 or write to cora.dale@example.org, "
            "and from June contact our office in York on 01632 960900."
        ),
    ],
)
def test_lead_inspector(text: str) -> None:
    """The lead inspector is marked in a list of inspectors, and has no number of an office."""
    assert contact.Contact("Cora Dale", "cora.dale@example.org", "01632 960001") == contact.find_contact(text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Cyd-destun / Context", "context"),
        ("Crynodeb / Summary", "summary"),
        ("Cryfderau allweddol / Key strengths", "strengths"),
        ("Commentary on the screening", "commentary"),
    ],
)
def test_headings(text: str, part: str) -> None:
    """A heading in Welsh and English is that of its English words."""
    assert layout.may_be_heading(text)
    assert part == (layout.part_heading(text) or ("",))[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leadership and operational management", True),
        ("Management and partnership", True),
        ("Leadership, management and partnership working", True),
        ("Training", False),
        ("Partnership", False),
    ],
)
def test_titles_of_operational_management(text: str, expected: bool) -> None:
    """The section without a theme may have several subjects in its title, with management among them."""
    assert expected == (layout.may_be_heading(text) and layout.is_operational_management(text))


def test_salutation() -> None:
    """The salutation below the title is not a paragraph of the introduction."""
    intro = "We carried out this inspection from 9-11 March 2015."
    report = read(letter(introduction=f"Dear Ms Garland\n\n{intro}"))

    assert [intro] == [prose.plain_text for prose in report.introduction]


def test_letters_as_numbers_of_items() -> None:
    """Recommendations may be lettered in capitals."""
    report = read(letter(recommendations="Areas requiring improvement\n\nA. Write plans.\nB. Review plans."))

    assert ["Write plans.", "Review plans."] == [item.text.plain_text for item in report.recommendations]


@pytest.mark.parametrize(
    "items",
    [
        "| No. | Strength |\n|---|---|\n| 1 | Staff were trained. |\n| 2 | Plans were short. |",
        "1   Staff were trained.\n\n2   Plans were short.",
    ],
)
def test_table_of_numbers_and_items(items: str) -> None:
    """The first column of a table of strengths has their numbers."""
    report = read(letter(strengths=f"Key strengths\n\n{items}"))

    assert ["Staff were trained.", "Plans were short."] == [item.text.plain_text for item in report.strengths]


def test_footnote_after_an_asterisk() -> None:
    """A note that begins with an asterisk is not an item of a list where it is alone and the text has its mark."""
    report = read(letter(summary="Summary\n\nThe work* was sound.\n\n* The word is ours."))

    assert [("*", "The word is ours.")] == [(note.label, note.text.plain_text) for note in report.footnotes]


def test_decimal_is_not_a_mark() -> None:
    """A figure with decimals is not the mark of a numbered paragraph that may be a note."""
    summary = "The frequency rate was 2.61 offences."
    items = "Recommendations\n\n1 Write plans that are short.\n\n2 Review plans on time."
    report = read(letter(summary=f"Summary\n\n{summary}", recommendations=items))

    assert [summary] == [prose.plain_text for prose in report.summary]


def test_offices_in_brackets() -> None:
    """Names with their offices in brackets are entries of the copy list, each on its line."""
    names = "Rowland Pike (Head of Service)\nSally Brook (Chief Executive)\nFern Hollis (Ofsted)"
    report = read(letter(copy_list=f"Copy to:\n\n{names}"))

    assert (
        CopyListEntry(role="Head of Service", recipients=("Rowland Pike",)),
        CopyListEntry(role="Chief Executive", recipients=("Sally Brook",)),
        CopyListEntry(role="Ofsted", recipients=("Fern Hollis",)),
    ) == report.copy_list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vacant - Chief Executive", ("Chief Executive", "Vacant")),
        ("J. P. Lee JP, Ann Day JP - Youth Court", ("Youth Court", "J. P. Lee JP, Ann Day JP")),
        ("Chair of the Bench: Not known", ("Chair of the Bench", "Not known")),
    ],
)
def test_names_before_an_office(text: str, expected: tuple[str, str]) -> None:
    """A dash parts several names, or the word that there is none, from the office after it."""
    assert expected == people.role_and_names(text)


@pytest.mark.parametrize("text", ["see below", "See list overleaf", "as below", "see end of letter"])
def test_references_to_the_list(text: str) -> None:
    """A label may refer to the copy list without its name."""
    assert layout.refers_to_list(text)


def test_lettered_notes() -> None:
    """The notes may have letters or no colon."""
    for labels in (("Note A:", "Note B:"), ("Note 1", "Note 2")):
        text = "\n\n".join(f"{label} The work is theirs." for label in labels)
        reading = letters.read(letter(notes=text).encode(), "markdown")
        assert reading.report is not None
        assert ["The work is theirs."] * 2 == [note.plain_text for note in reading.report.notes]
