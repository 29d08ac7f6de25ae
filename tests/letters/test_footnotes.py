"""What the reading of letters makes of footnotes and their marks."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from sqsreport import letters, load
from sqsreport.letters.blocks import Footnote, Heading, Line, ListItem, Paragraph
from sqsreport.letters.marks import resolve_marks
from sqsreport.model import Cohort, Month, Prose, Report
from support.letter_parts import letter, read, told, wrapped


def test_a_mark_without_its_note() -> None:
    """A mark without a footnote is kept as text, and its label is reported, shortened if it is long."""
    text = letter(
        summary="Summary\n\nThe work[^nobody-has-written-this-one] was sound[^1].",
        notes="Note 1: We are independent.\n\n[^1]: The word is theirs.",
    )

    expected = "the letter has no footnote nobody-has-written-…, or none that could be read"
    assert expected in [message for _, _, message in told(text, "SQS401")]
    assert ("The work\\[^nobody-has-written-this-one] was sound[^1].",) == read(text).summary


@pytest.mark.parametrize(
    ("part", "words", "expected"),
    [
        ("introduction", "We were there from 9-11 March 2015 [1].", "We were there from 9-11 March 2015[^1]."),
        ("summary", "Summary\n\nThe work was sound [1].", "The work was sound[^1]."),
        ("sections", "Commentary\n\n1. Reducing reoffending\n\n- 1.1. It was sound [1].", "It was sound[^1]."),
        ("strengths", "Key strengths\n\n- Staff were keen [1].", "Staff were keen[^1]."),
        ("recommendations", "Areas requiring improvement\n\n- Plans are due [1].", "Plans are due[^1]."),
        ("closing", "We are grateful to all [1].", "We are grateful to all[^1]."),
    ],
)
def test_a_figure_in_brackets_is_a_mark(part: str, words: str, expected: str) -> None:
    """A figure in brackets is the mark of its footnote in any part of a letter."""
    reading = letters.read(letter(notes="[1] The word is theirs.", **{part: words}).encode(), "markdown")

    assert reading.report is not None
    assert [expected] == [prose for prose in _prose(reading.report) if prose.footnote_marks]
    assert ["The word is theirs."] == [footnote.text for footnote in reading.report.footnotes]
    assert () == reading.leftovers


def _prose(report: Report) -> list[Prose]:
    paragraphs = [paragraph.text for section in report.sections for paragraph in section.paragraphs]
    items = [item.text for item in (*report.strengths, *report.recommendations)]
    return [*report.introduction, *report.summary, *paragraphs, *items, *report.closing]


RATE = "Published in April 2016 for the July 2013 - June 2014 cohort."


@pytest.mark.parametrize(
    ("mark", "note", "expected"),
    [
        ("1", "1. This reoffending rate was published in April 2016.", "This reoffending rate was published in April 2016."),
        ("1", f"1 {RATE}", RATE),
        ("[^1]", f"[^1]: {RATE}\n\nSource: Ministry of Justice", f"{RATE} Source: Ministry of Justice"),
        ("[^1]", f"[^1]: {RATE} Source: a table.\n\nSource: Ministry of Justice", f"{RATE} Source: a table."),
        ("[^1]", "[^1]: Published in spring.\n\nSource: Ministry of Justice", "Published in spring."),
    ],
)  # fmt: skip
def test_footnotes_on_a_rate(mark: str, note: str, expected: str) -> None:
    """A footnote on the rate may have no markup, and continues with the line of its source."""
    context = f"Context\n\nAt Northmoor Youth Offending Service (YOS) the reoffending rate{mark} was 41.0%."
    report = read(letter(context=context, notes=note))

    assert [("1", expected)] == [(footnote.label, footnote.text) for footnote in report.footnotes]
    assert report.context is not None
    assert ("1",) == report.context.paragraphs[0].footnote_marks


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("rate¹", "¹ A note."),
        ("rate[^1]", "[^1]: A note."),
        ("rate<sup>1</sup>", "¹ A note."),
        ("rate¹", "[^1]: A note."),
    ],
)
def test_footnotes(mark: str, note: str) -> None:
    """Footnotes and their marks are known in the ways in which they are set."""
    report = read(letter(summary=f"Summary\n\nThe {mark} fell.\n\n{note}"))
    assert report.summary == ("The rate[^1] fell.",)
    assert report.footnote("1").text == "A note."


@pytest.mark.parametrize("mark", ["rate[^7]", "rate⁷"])
def test_mark_without_footnote(mark: str) -> None:
    """A mark whose footnote was lost stays as text, so that the report is valid."""
    reading = letters.read(letter(summary=f"Summary\n\nThe {mark} fell.").encode(), "markdown")
    assert reading.report is not None
    assert reading.report.summary[0].footnote_marks == ()
    assert reading.report.summary[0].plain_text == f"The {mark} fell."


@pytest.mark.parametrize("page_break", ["\n\n", "\n\n4\n\n", "\n4\n", "\n\nPage 4 of 5\n\n"])
@pytest.mark.parametrize("width", range(50, 76, 5))
def test_footnote_on_two_pages(width: int, page_break: str) -> None:
    """A footnote that a page break cuts after any of its lines is complete, and so is the paragraph around it."""
    example = Path(__file__).parents[2] / "examples" / "northmoor-2015.md"
    text = example.read_text(encoding="utf-8")
    note = next(line for line in text.split("\n") if line.startswith("¹"))
    lines = textwrap.wrap(note, width, break_on_hyphens=False)
    around = wrapped(text.replace(note, "(note)"), width, keeps_blank_lines=True)
    for cut in range(1, len(lines)):
        whole = "\n".join(lines[:cut]) + page_break + "\n".join(lines[cut:])
        assert read(around.replace("(note)", whole)) == load(example.with_suffix(".json")), lines[cut]


def test_note_cut_within_its_months() -> None:
    """A footnote that a page break cuts between the months of its cohort is complete."""
    note = "¹ Published in October 2013, and based on the January –\n\n5\n\nDecember 2011 cohort. Source: Ministry of Justice"
    text = f"Summary\n\nThe published reoffending rate¹ was 30% and there\n\n{note}\n\nwere no others."
    report = read(letter(summary=text))
    assert report.summary == ("The published reoffending rate[^1] was 30% and there were no others.",)
    assert report.context is not None
    assert report.context.reoffending is not None
    assert report.context.reoffending.cohort == Cohort(start=Month(2011, 1), end=Month(2011, 12))


@pytest.mark.parametrize("rest", ["960002.", "<https://example.org>.", "- <https://example.org>."])
def test_notes_that_were_cut(rest: str) -> None:
    """A note that was cut within a telephone number or before an address is whole."""
    report = read(letter(notes=f"Note 1: Please call 01632\n\n{rest}"))
    assert report.notes == (f"Please call 01632 {rest}",)


def test_marks_within_spans() -> None:
    """A mark is known within the spans that converters of Word's pages leave around it."""
    mark = '<a href="#_ftn2" id="_ftnref2"><span class="MsoFootnoteReference"><span style="x">[2]</span></span></a>'
    note = '<a href="#_ftnref2" id="_ftn2"><span class="MsoFootnoteReference">[2]</span></a> A note on the work.'
    report = read(letter(summary=f"Summary\n\nThe work{mark} was sound.", notes=note))

    assert [str(paragraph) for paragraph in report.summary] == ["The work[^2] was sound."]
    assert [(each.label, each.text.plain_text) for each in report.footnotes] == [("2", "A note on the work.")]


@pytest.mark.parametrize(
    ("mark", "note", "label"),
    [
        ("young people^1 was", "^1 They are under 18.", "1"),
        ("young people§ was", "§ They are under 18.", "§"),
        ("young people § was", "§ They are under 18.", "§"),
        ("CAMHS1 was", "1 They are under 18.", "1"),
    ],
)
def test_marks_as_browsers_and_converters_print_them(mark: str, note: str, label: str) -> None:
    """A figure after a caret, the sign § and a figure after an abbreviation are marks where a note begins with them."""
    report = read(letter(summary=f"Summary\n\nWork with {mark} sound.", notes=note))

    assert [(label, Prose("They are under 18."))] == [(each.label, each.text) for each in report.footnotes]
    assert [label] == [each for prose in report.summary for each in prose.footnote_marks]


def test_marks_on_lines_of_their_own() -> None:
    """A figure on a line between two of a sentence is the mark of the note that the same figure is above."""
    summary = "Summary\n\nWork with young people\n1\nwas sound, and the plans for them were good."
    report = read(letter(summary=summary, notes="1\nThey are those who are under the age of 18."))

    assert ("Work with young people[^1] was sound, and the plans for them were good.",) == report.summary
    assert ["They are those who are under the age of 18."] == [each.text.plain_text for each in report.footnotes]


@pytest.mark.parametrize(("mark", "label"), [("1", "1"), ("¹", "¹"), ("[1]", "[1]")])
@pytest.mark.parametrize("before", ["", "A line of text stands above the label.\n"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_label_on_a_line_of_its_own(mark: str, label: str, before: str, gap: str) -> None:
    """A note is read whose label is alone on a line, whatever the line above is."""
    note = "The words of this note are written by\nthe Ministry of Justice."
    report = read(letter(summary=f"Summary\n\nThe work{mark} was sound.", notes=f"{before}{label}{gap}{note}"))

    assert ("The work[^1] was sound.",) == report.summary
    assert [("1", note.replace("\n", " "))] == [(each.label, each.text) for each in report.footnotes]


def test_the_number_of_a_page_is_no_label() -> None:
    """A figure on its own line is not a label if the text has no mark, or several that may be one."""
    text = "The words below the number of a page go on for a line."
    for summary in ("The work was sound.", "The work1 was sound1."):
        report = read(letter(summary=f"Summary\n\n{summary}", closing=f"We are grateful.\n\n1\n\n{text}"))
        assert () == report.footnotes


def test_notes_among_the_items_of_a_list() -> None:
    """A note at the foot of a page, whose label looks like an item number, is not an item of the list around it."""
    strengths = (
        "Key strengths\n\n• Staff were keen.\n\n1. The reoffending rate was published in April 2016.\n\n• Visits were made.\n\n"
        "2. The word is that of the service itself."
    )
    report = read(letter(summary="Summary\n\nThe rate1 was 30%. The work2 was sound.", strengths=strengths))

    assert ["Staff were keen.", "Visits were made."] == [item.text for item in report.strengths]
    assert ["1", "2"] == [footnote.label for footnote in report.footnotes]


def test_numbered_items_are_no_notes() -> None:
    """The items of a numbered list stay items, although the text has a mark with a number of theirs."""
    items = "Areas requiring improvement\n\n1. Reviews should be on time.\n2. Plans should be clear."
    report = read(
        letter(
            summary="Summary\n\nThe work[^1] was sound, as was that of CAMHS2.",
            recommendations=items,
            notes="[^1]: The word is theirs.",
        )
    )

    assert ["Reviews should be on time.", "Plans should be clear."] == [item.text for item in report.recommendations]


def test_a_wrapped_title_is_no_note() -> None:
    """A wrapped title of a section is not a note, even if the text has a mark with its number."""
    sections = (
        "Commentary on the inspection in Northmoor:\n\n1. Reducing the likelihood of\nreoffending\n\n1.1. It was sound."
    )
    report = read(letter(summary="Summary\n\nThey used Asset1 well.", sections=sections))

    assert ["Reducing the likelihood of reoffending"] == [section.title for section in report.sections]


def test_a_page_number_is_not_the_label_of_a_note() -> None:
    """Where a note has its label on the same line, the same figure alone on a line is the number of a page."""
    summary = "Summary\n\nThe centre2 was open.\n\n2 It was open on two Saturdays of each month.\n\n2\n\nThe manager supervised each member of staff herself, and they valued it."
    report = read(letter(summary=summary))

    assert ["It was open on two Saturdays of each month."] == [each.text for each in report.footnotes]
    assert "The manager supervised each member of staff herself, and they valued it." == report.summary[-1]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Asset 1 was used in 1 case.", "Asset[^1] was used in 1 case."),
        ("Staff used Asset 1 .", "Staff used Asset[^1]."),
        ("They met at least 1 parent.", None),
        ("Asset 1 was used, and so was Viewpoint 1 at times.", None),
    ],
)
def test_a_mark_that_is_a_figure_by_itself(summary: str, expected: str | None) -> None:
    """A figure by itself after a word is the mark of the note below, if no other can be; else the note is doubted."""
    text = letter(summary=f"Summary\n\n{summary}\n\n1 Asset is an assessment tool of that time.")
    report = read(text)

    assert (expected or summary) == report.summary[0]
    assert (["1"] if expected else []) == [footnote.label for footnote in report.footnotes]
    assert (0 if expected else 1) == len(told(text, "SQS502"))


SECTIONS = """## Commentary on the inspection in Northmoor:

### 1. Reducing reoffending

- 1.1. Reports were clear.
- 1.2. Plans were not."""


def test_a_page_number_above_a_heading() -> None:
    """The number of a page above a heading is not the label of a note, though it is the figure of a mark."""
    summary = "Summary\n\nThe centre[^1] was open.\n\n[^1]: On two days each month."
    report = read(letter(summary=summary, strengths="1\nKey strengths\n\n- Staff were keen."))

    assert ["Staff were keen."] == [item.text for item in report.strengths]


@pytest.mark.parametrize("label", ["Footnote 1: ", "footnote 1. "])
def test_a_note_with_its_name(label: str) -> None:
    """A note may begin with the word footnote."""
    report = read(letter(summary=f"Summary\n\nThe centre\\({{}}^{{1}}\\) was open.\n\n{label}On two days each month."))

    assert ["On two days each month."] == [footnote.text for footnote in report.footnotes]
    assert report.summary == ("The centre[^1] was open.",)


def test_a_note_without_a_full_stop_before_a_numbered_list() -> None:
    """A note at the end of a page ends at the heading after it, though it has no full stop and a dash follows."""
    note = "<sup>1</sup> The rate was published in April 2015. Source: Ministry of Justice"
    report = read(letter(summary=f"## Summary\n\nThe rate<sup>1</sup> fell.\n\n{note}", sections=SECTIONS))

    assert ["1.1", "1.2"] == [paragraph.number for section in report.sections for paragraph in section.paragraphs]
    assert report.footnotes[0].text.endswith("Source: Ministry of Justice")


@pytest.mark.parametrize("label", ["2.", "(2)", "2)", "2", "\\[2\\]"])
def test_a_raised_mark_and_a_note_with_a_plain_figure(label: str) -> None:
    """A paragraph after the letter that begins with the figure of a raised mark is its note, and no item of a list."""
    items = "Areas requiring improvement\n\n1. Plans are due.\n\n2. Plans should be made with children."
    note = f"{label} The word is theirs."
    reading = letters.read(
        letter(summary="Summary\n\nWork²  was sound.", recommendations=items, notes=note).encode(), "markdown"
    )

    assert reading.report is not None
    assert [("2", "The word is theirs.")] == [(each.label, each.text) for each in reading.report.footnotes]
    assert ("Work[^2] was sound.",) == reading.report.summary
    assert len(("Plans are due.", "Plans should be made with children.")) == len(reading.report.recommendations)


@pytest.mark.parametrize("label", ["**1**", "1."])
def test_a_plain_note_after_the_closing(label: str) -> None:
    """A note after the closing is not an item of the list before it, in any type of label; an arrow may end it."""
    written = (
        Heading((Line("Areas requiring improvement"),), 2),
        ListItem((Line("Plans1 are due."),)),
        Paragraph((Line("We are grateful to the staff for their help."),)),
        Paragraph((Line(f"{label} The word is theirs. ↩"),)),
    )
    assert resolve_marks(written)[-1] == Footnote("1", (Line("The word is theirs. ↩"),))


def test_the_label_of_a_note_on_the_rate_above_it() -> None:
    """Where its mark is a figure between spaces, the label of a note on the rate may be on the line above."""
    context = (
        "Context\n\nWe saw Northmoor Youth Offending Service. The published reoffending rate 1 for Northmoor was 39.5%."
    )
    note = "1\nThe rate was published in January 2014, and was based on rates for the April 2011 - March 2012 cohort."
    report = read(letter(context=context, summary=f"Summary\n\nThe work was sound.\n\n{note}"))

    assert report.context is not None
    assert "reoffending rate[^1] for Northmoor" in report.context.paragraphs[0]
    assert [note.partition("\n")[2]] == [each.text for each in report.footnotes]


def test_a_note_within_a_list() -> None:
    """The note of a raised mark may follow its paragraph directly; an item elsewhere is not a note."""
    near = letter(summary="Summary\n\nWork² was sound.\n\n(2) The word is theirs.\n\nStaff were keen.")
    far = letter(
        summary="Summary\n\nWork² was sound.",
        recommendations="Areas requiring improvement\n\n1. Plans.\n\n2. A plan for each.",
    )

    assert ["The word is theirs."] == [each.text for each in read(near).footnotes]
    assert () == read(far).footnotes
    assert len(told(far, "SQS502")) == 1


@pytest.mark.parametrize("mark", ["[[^1]]", "(¹)", "[¹]", "[footnote 1]"])
def test_a_mark_in_brackets(mark: str) -> None:
    """The brackets around a mark are not text."""
    report = read(letter(summary=f"Summary\n\nThe work{mark} was sound.", notes="[^1]: The word is theirs."))

    assert ("The work[^1] was sound.",) == report.summary


def test_an_item_with_a_star_is_no_note_of_emphasis() -> None:
    """The end of emphasis is not the mark of what begins with an asterisk."""
    text = letter(
        summary='Summary\n\nShe wrote: *"It was sound"*.', strengths="Key strengths\n\n\\* Staff were keen on it all."
    )

    assert () == read(text).footnotes


def test_a_note_in_a_table() -> None:
    """A row with the figure of a mark and a sentence is its note."""
    notes = "|  |  |\n| --- | --- |\n| 1 | The word is theirs. |"
    report = read(letter(summary="Summary\n\nThe work¹ was sound.", notes=notes))

    assert [("1", "The word is theirs.")] == [(each.label, each.text) for each in report.footnotes]


@pytest.mark.parametrize("mark", ["^1", "^[1]", "^(1)", "^ 1"])
@pytest.mark.parametrize("note", ["^1 ", "[1] ", "1. ", "(1) "])
def test_marks_of_browsers_for_terminals(mark: str, note: str) -> None:
    """A raised figure is printed in many ways where text has no raised figures, and so is the label of its note."""
    text = "That is, all of the work with young people in the area."
    report = read(letter(summary=f"Summary\n\nThe work{mark} was sound.", notes=f"{note}{text}"))

    assert ["The work[^1] was sound."] == [str(paragraph) for paragraph in report.summary]
    assert [("1", text)] == [(footnote.label, str(footnote.text)) for footnote in report.footnotes]


@pytest.mark.parametrize("way_back", [" Back", "\nBack to text", " [Back]", " Return to text"])
def test_the_words_of_a_link_back_to_the_text(way_back: str) -> None:
    """The words of the link from a note back to its mark are not part of the note."""
    report = read(letter(summary="Summary\n\nThe work[1] was sound.", notes=f"[1] That is, all of it.{way_back}"))

    assert ["That is, all of it."] == [str(footnote.text) for footnote in report.footnotes]


def test_plain_notes_of_one_paragraph() -> None:
    """Adjacent notes are separated where the next figure follows the end of a sentence."""
    report = read(
        letter(
            summary="Summary\n\nThe work1 was sound. The plans2 were, too.",
            notes="1 That is, the work with young people.\n2 All of the plans of the service\nin the year.",
        )
    )

    assert [("1", "That is, the work with young people."), ("2", "All of the plans of the service in the year.")] == [
        (note.label, str(note.text)) for note in report.footnotes
    ]


def test_the_next_item_of_a_list_is_no_note() -> None:
    """Where the first item of a list has the mark of the second note, the second item is not that note."""
    items = "1. Reports were clear[1] and useful[2].\n\n2. Plans were late in some cases.\n\n3. Reviews were rare."
    notes = "1. That is, easy to read.\n\n2. To the court, that is."
    text = letter(
        sections=f"Commentary on the inspection in Northmoor:\n\nReducing reoffending\n\n{items}",
        notes=f"Note 1: We are independent.\n\n{notes}",
    )
    report = letters.read(text.encode(), "markdown").report

    assert report is not None
    assert ["1", "2"] == [note.label for note in report.footnotes]
    assert 3 == len(report.sections[0].paragraphs)


def test_numbered_items_are_no_footnotes() -> None:
    """Items with numbers stay items, though a footnote has the number of one of them."""
    context = (
        "Context\n\nWe examined 20 cases at Northmoor Youth Offending Service (YOS). The reoffending rate1 was 41.0%."
    )
    items = "Areas requiring improvement\n\n1. Curfews should be considered for all at high risk.\n2. The custody rate should be examined."
    notes = "1 Published April 2015. Cohort July 2012 to June 2013. Source: Ministry of Justice\n\nNote 1: We are independent."
    copies = "Copy to:\n\nHead of Service\tAsh Lee\nClerk\tUna Birch\nOfsted\tElm Rowe"
    report = read(letter(context=context, recommendations=items, copy_list=copies, notes=notes))

    assert ["Curfews should be considered for all at high risk.", "The custody rate should be examined."] == [
        str(item.text) for item in report.recommendations
    ]
    assert [("1", "Published April 2015. Cohort July 2012 to June 2013. Source: Ministry of Justice")] == [
        (note.label, str(note.text)) for note in report.footnotes
    ]


def test_a_name_that_ends_with_a_figure() -> None:
    """The figure of an abbreviation that is never without it is no mark, though there is a note with that label."""
    summary = "Summary\n\nPlans1 were sound. Staff used AIM2 with care, and asked for more assessments2 of risk."
    notes = "1 These were seen in March.\n\n2 These were of two kinds."
    reading = letters.read(letter(summary=summary, notes=notes).encode(), "markdown")

    assert reading.report is not None
    assert reading.report.summary == (
        "Plans[^1] were sound. Staff used AIM2 with care, and asked for more assessments[^2] of risk.",
    )
    assert "SQS502" not in {problem.code for problem in reading.problems}


def test_a_theme_below_the_paragraph_with_the_mark() -> None:
    """The number of a theme that stands right above its paragraphs is not the label of a note."""
    body = (
        "Summary\n\nThe work1 was sound.\n\nCommentary\n\n1. Protecting the public\nRisk was known.\nPlans were good."
    )
    report = read(letter(summary=body, notes="1 All of it was seen in March."))

    assert [(each.label, each.text) for each in report.footnotes] == [("1", "All of it was seen in March.")]
    assert "Protecting the public" in [section.title for section in report.sections]


def test_a_label_below_its_note() -> None:
    """The label of the note on the rate is below it where a converter wrote what is raised after its line."""
    note = (
        "The reoffending rate that was available during the fieldwork was published in April 2014 and was based on\n"
        "rates after 12 months for the July 2011 - June 2012 cohort. Source: Ministry of Justice\n1"
    )
    report = read(letter(summary=f"{note}\n\nSummary\n\nThe published reoffending rate1 for Larch was 30.0%."))

    assert [each.label for each in report.footnotes] == ["1"]
    assert report.summary == ("The published reoffending rate[^1] for Larch was 30.0%.",)
    assert report.context is not None
    assert report.context.reoffending is not None
    assert str(report.context.reoffending.published) == "2014-04"


def test_a_number_with_thousands_is_no_mark() -> None:
    """The first figure of “2,000” is not the mark of a note, also where an item below has that number."""
    report = read(
        letter(
            summary="Summary\n\nChildren had planted 2,000 trees.",
            strengths="Key strengths\n\n1. Reports were clear.\n2. Parents were treated as partners in all that was done.",
        )
    )
    assert ("Children had planted 2,000 trees.",) == tuple(report.summary)


NOTE = "The reoffending rate that was available during the fieldwork was published in April 2015. Source: Ministry of Justice"
OTHER = "The tool is the one that the Board has brought in for all of the country."


@pytest.mark.parametrize(
    "notes",
    [
        f"1\n2\n\n{NOTE}\n{OTHER}",
        f"1\n{NOTE}\n2\n{OTHER}",
        f"1{NOTE}\n2{OTHER}",
    ],
)
def test_labels_that_a_converter_has_set_apart(notes: str) -> None:
    """Labels above their notes, before all of them or without a space are those of the notes in their order."""
    words = "Summary\n\nThe rate1 was 33.4%.\n\nThe tool2 was new."
    report = read(letter(summary=f"{words}\n\n{notes}\n\f"))

    assert [("1", NOTE), ("2", OTHER)] == [(note.label, note.text) for note in report.footnotes]
    assert ("The rate[^1] was 33.4%.", "The tool[^2] was new.") == report.summary
