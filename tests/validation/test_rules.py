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


def found(document: Any, code: str) -> list[str]:
    """Return the pointers of the problems with a code."""
    return [problem.pointer for problem in sqsreport.validate(document) if problem.code == code]


def messages(document: Any) -> list[str]:
    """Return the messages of all problems."""
    return [problem.message for problem in sqsreport.validate(document)]


def test_every_code_has_its_rule() -> None:
    """Each code of the rules has a rule, and each rule a code, a severity and a sentence."""
    codes = {code for code in CODES if code.startswith(("SQS2", "SQS3"))}

    assert len(codes) > 20
    assert codes == set(RULES)
    assert [] == [code for code, rule in RULES.items() if not (inspect.getdoc(rule) or "").endswith(".")]
    assert {"SQS2": {"error"}, "SQS3": {"warning"}} == {
        prefix: {CODES[code].severity for code in codes if code.startswith(prefix)} for prefix in ("SQS2", "SQS3")
    }


@pytest.mark.parametrize("document", [None, 7, "x", [], [{}]])
def test_what_is_no_object_breaks_no_rule(document: Any) -> None:
    """Rules are about objects; what is none is left to the structure."""
    assert [] == check(document)


@given(strategies.mutated(), st.data())
def test_rules_take_what_is_left(document: Any, data: st.DataObject) -> None:
    """Rules never fail, whatever part of a report is broken or missing."""
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
def test_what_a_rule_says(code: str, pointer: str, value: Any, expected: str) -> None:
    """What is said of a broken rule names the values that do not agree."""
    document = examples.northmoor()
    put(document, pointer, value)

    assert [expected] == [problem.message for problem in sqsreport.validate(document) if problem.code == code]


# -------------------------------------------------------------------------------------- days


def test_a_day_of_fieldwork_is_enough() -> None:
    """Fieldwork may start and end on one day, and be published on it."""
    document = examples.northmoor()
    document["inspection"]["fieldwork"]["end"] = "2015-03-09"
    document["published"] = "2015-03-09"

    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize(("end", "published"), [("2015-03-09", "2015-04-08"), ("2015-03-11", "2015-03-11")])
def test_a_day_in_the_id_is_held_against_fieldwork_in_order(end: str, published: str) -> None:
    """Fieldwork of one day, or of which the last is the day of the letter, explains no other day in the id."""
    document = examples.minimal() | {"id": "northmoor-sqs-2015-03-08", "published": published}
    document["inspection"]["fieldwork"]["end"] = end

    assert ["/id"] == found(document, "SQS203")


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
    """A previous inspection may be any that began no later, as far as its date tells."""
    document = examples.northmoor()
    document["inspection"]["previous"] = [{"date": date}]

    assert ([] if is_earlier else ["/inspection/previous/0/date"]) == found(document, "SQS217")


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
    """The id is area, programme and first day, and the message says which."""
    document = examples.minimal() | {"id": "x", "title": "Letter"}
    document["inspection"]["service"]["area"] = area

    (problem,) = (each for each in sqsreport.validate(document) if each.code == "SQS203")

    assert f'use "{expected}"' == problem.suggestion
    assert [] == found(document | {"id": expected}, "SQS203")


# -------------------------------------------------------------------------------------- rate


def with_rate(*paragraphs: str, **rate: Any) -> dict[str, Any]:
    """Return a report with a Context of these paragraphs and figures."""
    return examples.minimal() | {"context": {"paragraphs": list(paragraphs), "reoffending": rate}}


@pytest.mark.parametrize(
    ("published", "code"), [("2013-03", "SQS204"), ("2013-04", "SQS303"), ("2015-01", None), ("2015-02", "SQS303")]
)
def test_month_of_publication(published: str, code: str | None) -> None:
    """A rate is published after its cohort, and another time than 22 months after is a warning."""
    document = with_rate("One.", published=published, cohort={"start": "2012-04", "end": "2013-03"})

    codes = {problem.code for problem in sqsreport.validate(document)} - {"SQS301"}
    assert ({code} if code else set()) == codes


def test_a_publication_late_in_the_year() -> None:
    """The months between cohort and publication are counted over the ends of years, whatever the months."""
    document = with_rate("One.", published="2014-11", cohort={"start": "2012-02", "end": "2013-01"})

    assert [] == found(document, "SQS303")


def test_an_unusual_month_suggests_the_usual_one() -> None:
    """Who mistypes the month of publication is told the month that is meant."""
    document = with_rate("One.", published="2015-02", cohort={"start": "2012-04", "end": "2013-03"})

    assert ['check whether "2015-01" is meant'] == [
        problem.suggestion for problem in sqsreport.validate(document) if problem.code == "SQS303"
    ]


@pytest.mark.parametrize(
    ("end", "expected"), [("2098-02", 'check whether "2099-12" is meant'), ("2098-03", "check both months")]
)
def test_the_end_of_time_has_no_usual_month(end: str, expected: str) -> None:
    """Where 22 months later is beyond all dates, there is still a warning and no exception."""
    document = with_rate("One.", published="2099-10", cohort={"start": "2098-01", "end": end})

    assert [expected] == [problem.suggestion for problem in sqsreport.validate(document) if problem.code == "SQS303"]


def test_a_cohort_of_one_month() -> None:
    """A cohort may begin and end in the same month."""
    document = with_rate("One.", cohort={"start": "2013-03", "end": "2013-03"})

    assert [] == found(document, "SQS205")


@pytest.mark.parametrize(
    ("rate", "other", "direction", "agrees"),
    [
        (30, 40, "better", True), (40, 30, "worse", True), (30, 40, "similar", True), (40, 40, "similar", True),
        (30, 40, "worse", False), (40, 30, "better", False), (40, 40, "better", False), (40.0, 40, "worse", False),
    ],
)  # fmt: skip
def test_directions(rate: float, other: float, direction: str, agrees: bool) -> None:
    """A lower rate is better, a higher one worse; similar may be either."""
    document = with_rate(rate=rate, comparators=[{"kind": "wales", "rate": other, "direction": direction}])
    del document["context"]["paragraphs"]

    assert ([] if agrees else ["/context/reoffending/comparators/0/direction"]) == found(document, "SQS215")


def test_a_direction_is_not_held_against_a_mistyped_rate() -> None:
    """Where the rate of a comparator is not the one of the text, that is the one problem, and the direction is none."""
    text = "The reoffending rate was 40.0%, worse than for England and Wales (37.9%)."
    comparator = {"kind": "england_and_wales", "rate": 73.9, "direction": "worse"}
    document = with_rate(text, rate=40.0, comparators=[comparator])

    assert (["/context/reoffending/comparators/0/rate"], []) == (found(document, "SQS214"), found(document, "SQS215"))


@pytest.mark.parametrize(
    "text",
    [
        "The published reoffending rate for Northmoor was 40.0%.",
        "The published reoffending rate[^1] for Northmoor was 40%.",
        "The reoffending rate stood at 40 per cent.",
        "The published reoffending rate at the time was 40.0%, worse than the average for England and Wales (35.4%).",
    ],
)
def test_a_rate_is_held_against_the_text(text: str) -> None:
    """A rate that the Context words otherwise is an error, and one that it words the same is none."""
    document = with_rate(text, rate=40.0)
    document["footnotes"] = [{"label": "1", "text": "One."}]

    assert [] == found(document, "SQS213")
    document["context"]["reoffending"]["rate"] = 40.1
    assert ["/context/reoffending/rate"] == found(document, "SQS213")


def test_without_words_a_figure_stands() -> None:
    """Where the text gives no figure, there is nothing to disagree with."""
    document = with_rate("We examined some cases.", rate=40.0, comparators=[{"kind": "wales", "rate": 30.0}])
    document["context"]["cases_examined"] = 7

    assert ["SQS301"] == [problem.code for problem in sqsreport.validate(document)]


def test_figures_of_the_text_need_no_record() -> None:
    """What the text gives may go unrecorded."""
    document = examples.northmoor()
    del document["context"]["cases_examined"], document["context"]["reoffending"]

    assert [] == sqsreport.validate(document)


# ----------------------------------------------------------------------------------- numbers


def test_a_section_number_that_its_paragraphs_do_not_bear() -> None:
    """When most paragraphs bear another number than their section, the section's is the one problem."""
    document = numbered(["2.1", "2.2", "3.3"], section=1)

    assert ["/sections/0/number"] == found(document, "SQS218")
    assert ["/sections/0/paragraphs/2/number"] == found(document, "SQS207")


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
    """Paragraphs count from one without a gap; after a gap, or a slip, the count goes on."""
    places = [f"/sections/0/paragraphs/{index}/number" for index in expected]

    assert places == found(numbered(numbers, section), "SQS207")


def test_a_section_number_may_be_spelt_as_a_decimal() -> None:
    """A section numbered 1.0 in JSON is section 1."""
    document = numbered(["1.1"])
    document["sections"][0]["number"] = 1.0

    assert [] == found(document, "SQS207")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []), ([2, 5, 9], []), ([None, 1, None, 2, None], []), ([1, 1], [1]), ([2, 1], [1]),
        ([1, 3, 2, 4], [2]), ([3, 1, 2], [1]), ([1.0, 2], []),
    ],
)  # fmt: skip
def test_section_numbers(numbers: list[int | None], expected: list[int]) -> None:
    """The numbers of sections rise; a section may have none."""
    sections = [{"title": "One"} | ({"number": number} if number else {}) for number in numbers]
    document = examples.minimal() | {"sections": sections}

    assert [f"/sections/{index}/number" for index in expected] == found(document, "SQS206")


# --------------------------------------------------------------------------------- footnotes


@pytest.mark.parametrize(
    "pointer",
    [
        "/introduction/0", "/context/paragraphs/0", "/summary/0", "/sections/4/paragraphs/0/text", "/strengths/0/text",
        "/recommendations/0/items/1/text", "/closing/1", "/footnotes/1/text", "/notes/1",
    ],
)  # fmt: skip
def test_marks_count_wherever_there_is_prose(pointer: str) -> None:
    """A mark without a footnote is found in every kind of prose, and a footnote is used by any."""
    document = examples.northmoor()
    put(document, pointer, at(document, pointer) + "[^new]")

    assert [pointer] == found(document, "SQS209")
    document["footnotes"].append({"label": "new", "text": "One."})
    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize("pointer", ["/title", "/sections/4/title", "/sender/role", "/copy_list/1/role"])
def test_a_mark_in_plain_text_is_none(pointer: str) -> None:
    """What is not prose has no marks."""
    document = examples.northmoor()
    put(document, pointer, at(document, pointer) + "[^new]")

    assert [] == found(document, "SQS209")


def test_a_mark_twice_is_one_problem() -> None:
    """A mark that stands twice in one paragraph is missing once."""
    document = examples.northmoor()
    put(document, "/closing/0", "One[^x], two[^x] and three[^y].")

    assert ["/closing/0", "/closing/0"] == found(document, "SQS209")


@pytest.mark.parametrize("label", ["1", "a", "iv", "†", "note-2", "¹", "1a", "漢", "a_b", "$", "+", "*", "**"])
def test_labels(label: str) -> None:
    """A footnote with any label is found by its mark, be it used twice in a sentence."""
    document = examples.minimal() | {"summary": [f"One[^{label}] and two[^{label}]."]}
    document["footnotes"] = [{"label": label, "text": "One."}]

    assert [("SQS301", "")] == [(problem.code, problem.pointer) for problem in sqsreport.validate(document)]


def test_labels_can_be_marked() -> None:
    """Every label that the schema allows can be referred to."""
    test_labels("a\u00a0b")


# ---------------------------------------------------------------------------------- warnings


def test_a_section_without_a_theme_may_stand_anywhere() -> None:
    """The order of the themes is looked at behind a section without one, too."""
    document = examples.northmoor()
    document["sections"].insert(0, document["sections"].pop())
    document["sections"].append(document["sections"].pop(1))

    assert ["/sections/4/theme"] == found(document, "SQS302")


def test_missing_themes_are_named() -> None:
    """Themes that have no section are named in one warning."""
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
    """A title may be worded as it likes, as long as it is not that of another theme."""
    document = examples.minimal() | {"sections": [{"title": title, "theme": theme}]}

    assert [] == found(document, "SQS304")


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
    """Title and service may spell the area in their own ways."""
    document = examples.minimal() | {"title": title}
    document["inspection"]["service"]["area"] = area

    assert [] == found(document, "SQS305")


def test_a_broken_value_breaks_no_rule() -> None:
    """A value that breaks the structure is left out of the rules, and the others are not."""
    document = examples.northmoor()
    document["published"] = "2015-03-10T00:00"
    document["inspection"]["fieldwork"]["start"] = "2015-03-12"

    assert ["SQS106", "SQS201"] == sorted(problem.code for problem in sqsreport.validate(document))


def test_a_broken_item_keeps_the_place_of_the_others() -> None:
    """Behind a broken item the pointers of a list are right."""
    document = examples.northmoor()
    document["sections"][0] = None
    document["sections"][1]["paragraphs"][1]["number"] = "2.7"
    del document["footnotes"][1]

    assert [("SQS104", "/sections/0"), ("SQS207", "/sections/1/paragraphs/1/number")] == [
        (problem.code, problem.pointer) for problem in sqsreport.validate(document)
    ]


def test_a_broken_number_is_one_problem() -> None:
    """A paragraph number that is malformed does not put the next one out of order."""
    document = numbered(["1.1.", "1.2", "1.3"])

    assert [] == found(document, "SQS207")


def test_a_broken_number_is_the_one_that_is_due() -> None:
    """A paragraph number that is malformed takes up its place, so that the one that it should be is not due again."""
    document = numbered(["1.1", "1,2", "1.2"])

    assert ["/sections/0/paragraphs/2/number"] == found(document, "SQS207")


# -------------------------------------------------------------------------------- characters


@pytest.mark.parametrize(
    "text", ["\u200b", "\u00a0", "\ufeff\u2003", "\u00ad", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\u200d \u200d"]
)
def test_texts_of_nothing(text: str) -> None:
    """A text without a character that a reader sees is an error, in a name and in prose, and no other problem."""
    for place in ("/sender/name", "/notes/0", "/footnotes/0/text", "/sections/0/paragraphs/0/text"):
        document = examples.northmoor()
        put(document, place, text)
        assert {"SQS219"} == {each.code for each in sqsreport.validate(document) if each.pointer == place}


@pytest.mark.parametrize(
    "name", ["Zoë Ashby", "Îlot Ashby 👩\u200d👧", "Ashby ☎\ufe0f", "שלום", "می\u200cخواهم", "Ashby\u00a0Vale"]
)
def test_characters_that_have_a_use(name: str) -> None:
    """Joiners between letters and in emoji, and spaces that keep words apart, are no problem."""
    document = examples.northmoor()
    document["sender"]["name"] = name
    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize(
    ("key", "spelt"),
    [("summary\u200b", "summary\\u200b"), ("\ufeffsummary", "\\ufeffsummary"), ("summ\u0430ry", "summ\\u0430ry")],
)
def test_keys_that_look_right(key: str, spelt: str) -> None:
    """A key that looks like a known one is spelt in the message, so that one sees why it is none."""
    document = examples.northmoor()
    document[key] = document.pop("summary")
    [problem] = sqsreport.validate(document)

    assert (f'unknown key "{spelt}"', 'did you mean "summary"?') == (problem.message, problem.suggestion)


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
def test_letters_that_only_look_latin(name: str, char: str, suggestion: str) -> None:
    """A letter of another alphabet in a Latin name is spelt, with the name that it looks like."""
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
    """Accents, letters of Latin alphabets, and names that are written in another alphabet are no problem."""
    document = examples.northmoor()
    document["sender"]["name"] = document["inspection"]["service"]["name"] = name

    assert [] == sqsreport.validate(document)


@pytest.mark.parametrize("places", [("/title",), ("/inspection/service/area",), ("/title", "/inspection/service/area")])
def test_a_letter_that_only_looks_latin_is_one_problem(places: tuple[str, ...]) -> None:
    """An area or a title with such a letter disagrees neither with the other nor with the id."""
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
    """A message about a value that looks right spells the letter that makes it wrong."""
    document = examples.northmoor()
    put(document, place, value)
    [problem] = sqsreport.validate(document)

    assert (code, True) == (problem.code, problem.message.isascii())
