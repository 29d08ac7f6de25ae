from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport.problems import CODES
from sqsreport.testing import examples, strategies
from sqsreport.testing.examples import at, put
from sqsreport.validation.rules import RULES, check

RATE = "/context/reoffending"


def pointers_of(document: Any, code: str) -> list[str]:
    """Return the pointers of the problems with a code."""
    return [problem.pointer for problem in sqsreport.validate(document) if problem.code == code]


def messages(document: Any) -> list[str]:
    """Return the messages of all problems."""
    return [problem.message for problem in sqsreport.validate(document)]


def test_every_code_has_its_rule() -> None:
    """Each code of the rules has a rule with a docstring, and each rule has a code with the right severity."""
    codes = {code for code in CODES if code.startswith(("SQS2", "SQS3"))}

    assert len(codes) > 20
    assert codes == set(RULES)
    assert [] == [code for code, rule in RULES.items() if not (inspect.getdoc(rule) or "").endswith(".")]
    assert {"SQS2": {"error"}, "SQS3": {"warning"}} == {
        prefix: {CODES[code].severity for code in codes if code.startswith(prefix)} for prefix in ("SQS2", "SQS3")
    }


@pytest.mark.parametrize("document", [None, 7, "x", [], [{}]])
def test_rules_ignore_documents_that_are_not_objects(document: Any) -> None:
    """Rules ignore a document that is not an object; its structure is reported instead."""
    assert [] == check(document)


@given(strategies.mutated(), st.data())
def test_rules_accept_broken_reports(document: Any, data: st.DataObject) -> None:
    """Rules never raise an exception, whatever part of a report is broken or missing."""
    pointer = data.draw(st.sampled_from(["/inspection", "/context", "/sections", "/footnotes", "/recommendations"]))
    if pointer[1:] in document:
        put(document, pointer, data.draw(st.sampled_from([None, [], {}, [None], [[]], "x", 7])))

    assert isinstance(sqsreport.validate(document), list)


@pytest.mark.parametrize(
    ("code", "pointer", "value", "expected"),
    [
        ("SQS201", "/inspection/fieldwork/end", "2015-03-02", "the fieldwork ends on 2015-03-02, before it starts on 2015-03-09"),
        ("SQS202", "/published", "2015-03-10", "published on 2015-03-10, before the fieldwork ends on 2015-03-11"),
        ("SQS203", "/id", "northmoor-sqs-2014-02-03", "the id is northmoor-sqs-2014-02-03, but area, programme and fieldwork make it northmoor-sqs-2015-03-09"),
        ("SQS204", f"{RATE}/published", "2013-02", "published in 2013-02, which is not after the end of its cohort in 2013-03"),
        ("SQS205", f"{RATE}/cohort/start", "2014-04", "the cohort ends in 2013-03, before it starts in 2014-04"),
        ("SQS206", "/sections/4/number", 1, "section 1 follows section 4, but the numbers must rise"),
        ("SQS207", "/sections/0/paragraphs/1/number", "1.4", "paragraph 1.4 is in the place of 1.2"),
        ("SQS208", "/recommendations/0/items/1/id", "recommendation-2", 'the id "recommendation-2" is used already at /recommendations/0/items/1/id'),
        ("SQS209", "/closing/0", "See below.[^7]", "the mark [^7] has no footnote"),
        ("SQS210", "/context/paragraphs/1", "Nobody asked.", 'no text refers to footnote "1"'),
        ("SQS211", "/footnotes/1/label", "1", 'the footnote label "1" is used already at /footnotes/0/label'),
        ("SQS212", "/context/cases_examined", 21, "the Context says that 20 cases were examined, not 21"),
        ("SQS213", f"{RATE}/rate", 39.6, "the Context gives a reoffending rate of 39.5%, not 39.6%"),
        ("SQS214", f"{RATE}/comparators/1/rate", 38.9, "the Context gives 37.9% for england_and_wales, not 38.9%"),
        ("SQS215", f"{RATE}/comparators/1/direction", "better", 'a rate of 39.5% compared with 37.9% is not "better": a lower rate is better'),
        ("SQS216", f"{RATE}/comparators/2/kind", "previous_year", 'the comparator "previous_year" is given twice'),
        ("SQS217", "/inspection/previous/1/date", "2016", "a previous inspection cannot be in 2016, after this one began on 2015-03-09"),
        ("SQS218", "/sections/1/number", 7, "the section is numbered 7, but its paragraphs belong to section 2"),
        ("SQS301", "/sections/2/theme", "protecting_the_public", "no section has the theme protecting_the_child"),
        ("SQS302", "/sections/1/theme", "sentence_served", "the theme protecting_the_child follows sentence_served; the known letters print it before"),
        ("SQS303", f"{RATE}/published", "2015-02", "months from the end of the cohort to the publication: 23; in the three cases that are known: 22"),
        ("SQS304", "/sections/1/title", "Protecting the child", 'the title "Protecting the child" is that of the theme protecting_the_child'),
        ("SQS305", "/inspection/service/area", "Wick", 'the title names the area "Northmoor", not "Wick"'),
        ("SQS219", "/addressee/name", "\u200b \u2060", 'must have a character that can be seen, not "\\u200b \\u2060"'),
        ("SQS307", "/title", "\ufeffReport", 'has the character U+FEFF, which cannot be seen: "\\ufeffReport"'),
        ("SQS307", "/footnotes/0/label", "1\u200b", 'has the character U+200B, which cannot be seen: "1\\u200b"'),
        ("SQS308", "/sender/name", "R\u043ewan Ashby", 'has the character U+043E, which is not the Latin letter that it looks like: "R\\u043ewan Ashby"'),
        ("SQS306", "/sections/1/theme", "reducing_reoffending", "two sections have the theme reducing_reoffending"),
    ],
)  # fmt: skip
def test_messages_of_rules(code: str, pointer: str, value: Any, expected: str) -> None:
    """The message of a broken rule names the values that contradict each other."""
    document = examples.northmoor()
    put(document, pointer, value)

    assert [expected] == [problem.message for problem in sqsreport.validate(document) if problem.code == code]


# -------------------------------------------------------------------------------------- days


def test_a_day_of_fieldwork_is_enough() -> None:
    """Fieldwork may start and end on the same day, which may also be the day of publication."""
    document = examples.northmoor()
    document["inspection"]["fieldwork"]["end"] = "2015-03-09"
    document["published"] = "2015-03-09"

    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize(("end", "published"), [("2015-03-09", "2015-04-08"), ("2015-03-11", "2015-03-11")])
def test_a_day_in_the_id_is_checked_against_the_fieldwork(end: str, published: str) -> None:
    """If the dates of the fieldwork are in order, an id with another day is reported."""
    document = examples.minimal() | {"id": "northmoor-sqs-2015-03-08", "published": published}
    document["inspection"]["fieldwork"]["end"] = end

    assert ["/id"] == pointers_of(document, "SQS203")


@pytest.mark.parametrize(
    ("date", "is_earlier"),
    [
        ("2015", True),
        ("2015-03", True),
        ("2015-03-09", True),
        ("2015-03-10", False),
        ("2015-04", False),
        ("2016", False),
    ],
)
def test_previous_inspections(date: str, is_earlier: bool) -> None:
    """A previous inspection may not be later than the start of this one, as far as its date is precise."""
    document = examples.northmoor()
    document["inspection"]["previous"] = [{"date": date}]

    assert ([] if is_earlier else ["/inspection/previous/0/date"]) == pointers_of(document, "SQS217")


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("Northmoor", "northmoor-sqs-2015-03-09"),
        ("Gwynedd & Môn", "gwynedd-and-mon-sqs-2015-03-09"),
        ("King's Lynn", "kings-lynn-sqs-2015-03-09"),
        ("St. Helens", "st-helens-sqs-2015-03-09"),
        ("Southend-on-Sea", "southend-on-sea-sqs-2015-03-09"),
        ("North\u200bmoor", "northmoor-sqs-2015-03-09"),
        ("N\u043erthmoor", "northmoor-sqs-2015-03-09"),
    ],
)
def test_ids(area: str, expected: str) -> None:
    """The id consists of area, programme and first day, and the suggestion has the right one."""
    document = examples.minimal() | {"id": "x", "title": "Letter"}
    document["inspection"]["service"]["area"] = area

    (problem,) = (each for each in sqsreport.validate(document) if each.code == "SQS203")

    assert f'use "{expected}"' == problem.suggestion
    assert [] == pointers_of(document | {"id": expected}, "SQS203")


# -------------------------------------------------------------------------------------- rate


def with_rate(*paragraphs: str, **rate: Any) -> dict[str, Any]:
    """Return a report with a Context of these paragraphs and figures."""
    return examples.minimal() | {"context": {"paragraphs": list(paragraphs), "reoffending": rate}}


@pytest.mark.parametrize(
    ("published", "code"), [("2013-03", "SQS204"), ("2013-04", "SQS303"), ("2015-01", None), ("2015-02", "SQS303")]
)
def test_month_of_publication(published: str, code: str | None) -> None:
    """A rate must be published after its cohort, and publication other than 22 months later is a warning."""
    document = with_rate("One.", published=published, cohort={"start": "2012-04", "end": "2013-03"})

    codes = {problem.code for problem in sqsreport.validate(document)} - {"SQS301"}
    assert ({code} if code else set()) == codes


def test_a_publication_late_in_the_year() -> None:
    """The months between cohort and publication are counted across years."""
    document = with_rate("One.", published="2014-11", cohort={"start": "2012-02", "end": "2013-01"})

    assert [] == pointers_of(document, "SQS303")


def test_an_unusual_month_suggests_the_usual_one() -> None:
    """The warning about an unusual month of publication suggests the usual one."""
    document = with_rate("One.", published="2015-02", cohort={"start": "2012-04", "end": "2013-03"})

    assert ['check whether "2015-01" is meant'] == [
        problem.suggestion for problem in sqsreport.validate(document) if problem.code == "SQS303"
    ]


@pytest.mark.parametrize(
    ("end", "expected"), [("2098-02", 'check whether "2099-12" is meant'), ("2098-03", "check both months")]
)
def test_the_end_of_time_has_no_usual_month(end: str, expected: str) -> None:
    """If 22 months later is beyond the last valid year, there is a warning and no exception."""
    document = with_rate("One.", published="2099-10", cohort={"start": "2098-01", "end": end})

    assert [expected] == [problem.suggestion for problem in sqsreport.validate(document) if problem.code == "SQS303"]


def test_a_cohort_of_one_month() -> None:
    """A cohort may begin and end in the same month."""
    document = with_rate("One.", cohort={"start": "2013-03", "end": "2013-03"})

    assert [] == pointers_of(document, "SQS205")


@pytest.mark.parametrize(
    ("rate", "other", "direction", "agrees"),
    [
        (30, 40, "better", True), (40, 30, "worse", True), (30, 40, "similar", True), (40, 40, "similar", True),
        (30, 40, "worse", False), (40, 30, "better", False), (40, 40, "better", False), (40.0, 40, "worse", False),
    ],
)  # fmt: skip
def test_directions(rate: float, other: float, direction: str, agrees: bool) -> None:
    """A lower rate is better, a higher one worse; "similar" is always accepted."""
    document = with_rate(rate=rate, comparators=[{"kind": "wales", "rate": other, "direction": direction}])
    del document["context"]["paragraphs"]

    assert ([] if agrees else ["/context/reoffending/comparators/0/direction"]) == pointers_of(document, "SQS215")


def test_a_direction_is_not_checked_against_a_mistyped_rate() -> None:
    """If the rate of a comparator differs from the text, its direction is not reported as well."""
    text = "The reoffending rate was 40.0%, worse than for England and Wales (37.9%)."
    comparator = {"kind": "england_and_wales", "rate": 73.9, "direction": "worse"}
    document = with_rate(text, rate=40.0, comparators=[comparator])

    assert (["/context/reoffending/comparators/0/rate"], []) == (
        pointers_of(document, "SQS214"),
        pointers_of(document, "SQS215"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The published reoffending rate for Northmoor was 40.0%.",
        "The published reoffending rate[^1] for Northmoor was 40%.",
        "The reoffending rate stood at 40 per cent.",
        "The published reoffending rate at the time was 40.0%, worse than the average for England and Wales (35.4%).",
    ],
)
def test_a_rate_is_checked_against_the_text(text: str) -> None:
    """A rate that differs from the one in the Context is an error, and an equal one is not."""
    document = with_rate(text, rate=40.0)
    document["footnotes"] = [{"label": "1", "text": "One."}]

    assert [] == pointers_of(document, "SQS213")
    document["context"]["reoffending"]["rate"] = 40.1
    assert ["/context/reoffending/rate"] == pointers_of(document, "SQS213")


def test_a_figure_that_the_text_does_not_give() -> None:
    """A figure that the text does not mention is accepted."""
    document = with_rate("We examined some cases.", rate=40.0, comparators=[{"kind": "wales", "rate": 30.0}])
    document["context"]["cases_examined"] = 7

    assert ["SQS301"] == [problem.code for problem in sqsreport.validate(document)]


def test_figures_of_the_text_may_be_absent() -> None:
    """Figures in the text may be absent from the fields."""
    document = examples.northmoor()
    del document["context"]["cases_examined"], document["context"]["reoffending"]

    assert [] == sqsreport.validate(document)


# ----------------------------------------------------------------------------------- numbers


def test_a_section_number_that_differs_from_its_paragraphs() -> None:
    """If most paragraphs have the number of another section, only the number of the section is reported."""
    document = numbered(["2.1", "2.2", "3.3"], section=1)

    assert ["/sections/0/number"] == pointers_of(document, "SQS218")
    assert ["/sections/0/paragraphs/2/number"] == pointers_of(document, "SQS207")


def numbered(numbers: list[str | None], section: int | None = 1) -> dict[str, Any]:
    """Return a report with one section whose paragraphs have these numbers."""
    paragraphs = [{"text": "One."} | ({"number": number} if number else {}) for number in numbers]
    return examples.minimal() | {
        "sections": [{"title": "One", "paragraphs": paragraphs} | ({"number": section} if section else {})]
    }


@pytest.mark.parametrize(
    ("numbers", "section", "expected"),
    [
        (["1.1", "1.2", "1.3"], 1, []),
        ([None, "1.1", None, "1.2", None], 1, []),
        (["4.1", "4.2"], None, []),
        (["1.1"], 2, [0]),
        (["1.1", "1.3", "1.4"], 1, [1]),
        (["1.1", "1.3", "1.3"], 1, [1]),
        (["1.1", "1.1", "1.2"], 1, [1, 2]),
        (["1.2", "1.1"], 1, [0, 1]),
        (["1.2", "1.3"], 1, [0]),
        (["4.1", "5.2"], None, [1]),
        (["1.1", "1.10"], 1, [1]),
        (["2.1", "2.2", "2.3"], 1, []),
        (["1.1", "1.9", "1.3"], 1, [1]),
        (["1.10", "1.11"], 1, [0]),
    ],
)
def test_paragraph_numbers(numbers: list[str | None], section: int | None, expected: list[int]) -> None:
    """Paragraphs are numbered from 1 without gaps; after a gap or a wrong number counting continues."""
    places = [f"/sections/0/paragraphs/{index}/number" for index in expected]

    assert places == pointers_of(numbered(numbers, section), "SQS207")


def test_a_section_number_may_be_written_as_a_decimal() -> None:
    """A section numbered 1.0 in JSON is section 1."""
    document = numbered(["1.1"])
    document["sections"][0]["number"] = 1.0

    assert [] == pointers_of(document, "SQS207")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []), ([2, 5, 9], []), ([None, 1, None, 2, None], []), ([1, 1], [1]), ([2, 1], [1]),
        ([1, 3, 2, 4], [2]), ([3, 1, 2], [1]), ([1.0, 2], []),
    ],
)  # fmt: skip
def test_section_numbers(numbers: list[int | None], expected: list[int]) -> None:
    """The numbers of sections must rise; a section may have no number."""
    sections = [{"title": "One"} | ({"number": number} if number else {}) for number in numbers]
    document = examples.minimal() | {"sections": sections}

    assert [f"/sections/{index}/number" for index in expected] == pointers_of(document, "SQS206")


# --------------------------------------------------------------------------------- footnotes


@pytest.mark.parametrize(
    "pointer",
    [
        "/introduction/0", "/context/paragraphs/0", "/summary/0", "/sections/4/paragraphs/0/text", "/strengths/0/text",
        "/recommendations/0/items/1/text", "/closing/1", "/footnotes/1/text", "/notes/1",
    ],
)  # fmt: skip
def test_footnote_marks_in_all_prose(pointer: str) -> None:
    """A mark without a footnote is reported in every field of prose, and a mark there makes a footnote used."""
    document = examples.northmoor()
    put(document, pointer, at(document, pointer) + "[^new]")

    assert [pointer] == pointers_of(document, "SQS209")
    document["footnotes"].append({"label": "new", "text": "One."})
    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize("pointer", ["/title", "/sections/4/title", "/sender/role", "/copy_list/1/role"])
def test_plain_text_has_no_footnote_marks(pointer: str) -> None:
    """Fields that are not prose have no footnote marks."""
    document = examples.northmoor()
    put(document, pointer, at(document, pointer) + "[^new]")

    assert [] == pointers_of(document, "SQS209")


def test_a_mark_twice_is_one_problem() -> None:
    """A mark that appears twice in a paragraph without a footnote is one problem."""
    document = examples.northmoor()
    put(document, "/closing/0", "One[^x], two[^x] and three[^y].")

    assert ["/closing/0", "/closing/0"] == pointers_of(document, "SQS209")


@pytest.mark.parametrize("label", ["1", "a", "iv", "†", "note-2", "¹", "1a", "漢", "a_b", "$", "+", "*", "**"])
def test_labels(label: str) -> None:
    """A footnote with any label is matched to its mark, even if the mark is used twice in a sentence."""
    document = examples.minimal() | {"summary": [f"One[^{label}] and two[^{label}]."]}
    document["footnotes"] = [{"label": label, "text": "One."}]

    assert [("SQS301", "")] == [(problem.code, problem.pointer) for problem in sqsreport.validate(document)]


def test_labels_can_be_marked() -> None:
    """Every label that the schema allows can be referred to."""
    test_labels("a\u00a0b")


# ---------------------------------------------------------------------------------- warnings


def test_a_section_without_a_theme_may_be_anywhere() -> None:
    """The order of the themes is also checked after a section without a theme."""
    document = examples.northmoor()
    document["sections"].insert(0, document["sections"].pop())
    document["sections"].append(document["sections"].pop(1))

    assert ["/sections/4/theme"] == pointers_of(document, "SQS302")


def test_missing_themes_are_named() -> None:
    """Themes without a section are named in one warning."""
    document = examples.northmoor()
    del document["sections"][1:3]

    assert ["no section has the theme protecting_the_public, protecting_the_child"] == messages(document)


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Reducing the likelihood of reoffending", "reducing_reoffending"),
        ("Ensuring the sentence is served", "sentence_served"),
        ("Protecting a child", "protecting_the_child"),
        ("Something else", "protecting_the_public"),
    ],
)
def test_titles_of_themes(title: str, theme: str) -> None:
    """A title may have any wording, except that of another theme."""
    document = examples.minimal() | {"sections": [{"title": title, "theme": theme}]}

    assert [] == pointers_of(document, "SQS304")


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Youth offending work in Northmoor", "Northmoor"),
        ("Youth offending work in Eastvale & Wick", "Eastvale and Wick"),
        ("Youth offending work in the Vale", "Vale"),
        ("Youth offending work in Môn.", "MON"),
        ("A letter", "Northmoor"),
    ],
)
def test_areas_of_titles(title: str, area: str) -> None:
    """Title and service may spell the area differently."""
    document = examples.minimal() | {"title": title}
    document["inspection"]["service"]["area"] = area

    assert [] == pointers_of(document, "SQS305")


def test_a_broken_value_breaks_no_rule() -> None:
    """A value that breaks the structure is excluded from the rules, and other values are not."""
    document = examples.northmoor()
    document["published"] = "2015-03-10T00:00"
    document["inspection"]["fieldwork"]["start"] = "2015-03-12"

    assert ["SQS106", "SQS201"] == sorted(problem.code for problem in sqsreport.validate(document))


def test_a_broken_item_keeps_the_place_of_the_others() -> None:
    """After a broken item the pointers of a list are still right."""
    document = examples.northmoor()
    document["sections"][0] = None
    document["sections"][1]["paragraphs"][1]["number"] = "2.7"
    del document["footnotes"][1]

    assert [("SQS104", "/sections/0"), ("SQS207", "/sections/1/paragraphs/1/number")] == [
        (problem.code, problem.pointer) for problem in sqsreport.validate(document)
    ]


def test_a_broken_number_is_one_problem() -> None:
    """An invalid paragraph number does not make the next one wrong."""
    document = numbered(["1.1.", "1.2", "1.3"])

    assert [] == pointers_of(document, "SQS207")


def test_a_broken_number_counts_as_the_expected_one() -> None:
    """An invalid paragraph number counts as the expected one, so that this number is not expected again."""
    document = numbered(["1.1", "1,2", "1.2"])

    assert ["/sections/0/paragraphs/2/number"] == pointers_of(document, "SQS207")


# -------------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "text", ["\u200b", "\u00a0", "\ufeff\u2003", "\u00ad", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\u200d \u200d"]
)
def test_invisible_texts(text: str) -> None:
    """A text without visible characters is one error, in a name and in prose."""
    for place in ("/sender/name", "/notes/0", "/footnotes/0/text", "/sections/0/paragraphs/0/text"):
        document = examples.northmoor()
        put(document, place, text)
        assert {"SQS219"} == {each.code for each in sqsreport.validate(document) if each.pointer == place}


@pytest.mark.parametrize(
    "name", ["Zoë Ashby", "Îlot Ashby 👩\u200d👧", "Ashby ☎\ufe0f", "שלום", "می\u200cخواهم", "Ashby\u00a0Vale"]
)
def test_legitimate_invisible_characters(name: str) -> None:
    """Joiners between letters and in emoji, and no-break spaces, are accepted."""
    document = examples.northmoor()
    document["sender"]["name"] = name
    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize(
    ("key", "escaped"),
    [("summary\u200b", "summary\\u200b"), ("\ufeffsummary", "\\ufeffsummary"), ("summ\u0430ry", "summ\\u0430ry")],
)
def test_keys_that_look_right(key: str, escaped: str) -> None:
    """A key that looks like a known one is escaped in the message, so that the difference is visible."""
    document = examples.northmoor()
    document[key] = document.pop("summary")
    [problem] = sqsreport.validate(document)

    assert (f'unknown key "{escaped}"', 'did you mean "summary"?') == (problem.message, problem.suggestion)


@pytest.mark.parametrize(
    ("name", "char", "suggestion"),
    [
        ("Row\u0430n Ashby", "U+0430", 'did you mean "Rowan Ashby"?'),
        ("\u0421\u043er\u0430 Dale", "U+0421", 'did you mean "Cora Dale"?'),
        ("\u0410. Ashby", "U+0410", 'did you mean "A. Ashby"?'),
        ("\u039f'Neill", "U+039F", 'did you mean "O\'Neill"?'),
        ("Northmo\u03b1r", "U+03B1", "type the text again"),
        ("\uff21shby", "U+FF21", 'did you mean "Ashby"?'),
        ("\U0001d400shby", "U+1D400", 'did you mean "Ashby"?'),
        ("Gri\ufb03th", "U+FB03", 'did you mean "Griffith"?'),
        ("\u212bsa", "U+212B", 'did you mean "Åsa"?'),
        ("Siân \u041cabli", "U+041C", 'did you mean "Siân Mabli"?'),
    ],
)
def test_look_alike_letters(name: str, char: str, suggestion: str) -> None:
    """A letter of another alphabet in a Latin name is escaped, and the name in Latin letters is suggested."""
    document = examples.northmoor()
    document["sender"]["name"] = name
    [problem] = sqsreport.validate(json.dumps(document))

    assert ("SQS308", "/sender/name", char, suggestion) == (
        *(problem.code, problem.pointer, problem.params["char"]),
        problem.suggestion,
    )
    assert problem.message.isascii() or "â" in name


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Tŵr Ŷnys",
            "Llŷr Gwŷdd",
            "Ffïon Ŵyn",
            "Łukasz Żółć",
            "Ömer Yıldız",
            "Nguyễn Thị Ánh",
            "Kɔjo Mensah",
            "Ægir Þór",
        ),
        *(
            "Иван Петров",
            "Сара",
            "Γιώργος",
            "Ашот Smith и друзья",
            "Վարդան",
            "O’Brien",
            "№ 5, 2ª, 3²",
            "Team α",
            "Wy\u0302n",
        ),
    ],
)
def test_letters_of_real_names(name: str) -> None:
    """Accents, letters of Latin alphabets, and names in another alphabet are accepted."""
    document = examples.northmoor()
    document["sender"]["name"] = document["inspection"]["service"]["name"] = name

    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize("places", [("/title",), ("/inspection/service/area",), ("/title", "/inspection/service/area")])
def test_a_look_alike_letter_is_one_problem(places: tuple[str, ...]) -> None:
    """An area or a title with a look-alike letter does not also disagree with the other or with the id."""
    document = examples.northmoor()
    for place in places:
        put(document, place, at(document, place).replace("Northmoor", "N\u043erthmoor"))

    assert [("SQS308", place) for place in sorted(places)] == sorted(
        (problem.code, problem.pointer) for problem in sqsreport.validate(document)
    )


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("/language", "\u0435n", "SQS106"),
        ("/sections/0/theme", "pr\u043etecting_the_public", "SQS105"),
        ("/id", "n\u043erthmoor-sqs-2015-03-09", "SQS106"),
    ],
)
def test_wrong_values_that_look_right(place: str, value: str, code: str) -> None:
    """The message about a wrong value that looks right escapes the letter that makes it wrong."""
    document = examples.northmoor()
    put(document, place, value)
    [problem] = sqsreport.validate(document)

    assert (code, True) == (problem.code, problem.message.isascii())
