from __future__ import annotations

from typing import Any

import pytest

import sqsreport
from sqsreport.problems import Problem
from sqsreport.testing import examples
from sqsreport.testing.examples import drop, put
from sqsreport.validation.structure import structure


def only(document: Any) -> Problem:
    """Return the only problem of a document."""
    (problem,) = sqsreport.validate(document)
    return problem


@pytest.mark.parametrize(
    ("pointer", "value", "message", "suggestion"),
    [
        ("/title", 7, "must be a text, not 7", 'write "7"'),
        ("/context/cases_examined", "20", 'must be a whole number, not "20"', "write 20"),
        ("/context/cases_examined", 1.5, "must be a whole number, not 1.5", None),
        ("/context/reoffending/rate", "x" * 200, 'must be a number, not "' + "x" * 78 + "…", None),
        ("/sender", ["x"], "must be an object, not a list", None),
        ("/notes", {"x": 1}, "must be a list, not an object", None),
        ("/notes/1", False, "must be a text, not false", None),
        ("/sender/name", None, "null is not allowed", 'give "name" a value, or leave it out if it is optional'),
        ("/notes/1", None, "null is not allowed", "give it a value, or leave it out if it is optional"),
        ("/notes/1", "", "must not be empty", "give it a value, or leave it out if it is optional"),
        ("/strengths", [], "must not be empty", 'give "strengths" a value, or leave it out if it is optional'),
        ("/schema_version", "1.1", 'must be "1.0", not "1.1"', 'did you mean "1.0"?'),
        ("/schema_version", "2", 'must be "1.0", not "2"', 'did you mean "1.0"?'),
        (
            "/context/reoffending/comparators/2/kind",
            "famly",
            'must be one of "england_and_wales", "england", "wales", "family", "previous_year", not "famly"',
            'did you mean "family"?',
        ),
        (
            "/published",
            "8 April 2015",
            'must be a date as YYYY-MM-DD, such as "2015-03-09", not "8 April 2015"',
            'did you mean "2015-04-08"?',
        ),
        (
            "/published",
            "08/04/2015",
            'must be a date as YYYY-MM-DD, such as "2015-03-09", not "08/04/2015"',
            'did you mean "2015-04-08" or "2015-08-04"?',
        ),
        ("/published", 20150408, "must be a text, not 20150408", 'write "2015-04-08"'),
        ("/notes", "One.", 'must be a list, not "One."', 'write ["One."]'),
        ("/title", ["One"], "must be a text, not a list", 'write "One"'),
        ("/context/reoffending/rate", "39.5%", 'must be a number, not "39.5%"', "write 39.5"),
        (
            "/sections/1/theme",
            "Protecting the public",
            'must be one of "reducing_reoffending", "protecting_the_public", "protecting_the_child", "sentence_served", not "Protecting the public"',
            'did you mean "protecting_the_public"?',
        ),
        (
            "/inspection/previous/1/date",
            "February 2013",
            'must be a date as YYYY, YYYY-MM or YYYY-MM-DD, such as "2010", not "February 2013"',
            'did you mean "2013-02"?',
        ),
        (
            "/inspection/service/authorities/0/gss_code",
            "E05000001",
            'must be a GSS code, such as "W06000014", not "E05000001"',
            None,
        ),
        ("/published", "2015-04-31", 'must be a day of the calendar, such as "2015-03-09", not "2015-04-31"', None),
        (
            "/context/reoffending/published",
            "January",
            'must be a month as YYYY-MM, such as "2014-11", not "January"',
            None,
        ),
        ("/language", "English", 'must be a language tag, such as "en", not "English"', None),
        (
            "/sender/name",
            "Rowan  Ashby",
            'must have single spaces between words and none at either end, but has more after "Rowan": "Rowan  Ashby"',
            "take out the spaces that are too many",
        ),
        (
            "/sender/name",
            "Rowan\nAshby",
            'must be one line, but has a line break after "Rowan": "Rowan\\nAshby"',
            "put a space in its place; a new paragraph is a new item of the list",
        ),
        ("/context/cases_examined", 0, "must be at least 1, not 0", None),
        ("/context/reoffending/comparators/2/rate", 100.5, "must be at most 100, not 100.5", None),
    ],
)
def test_messages(pointer: str, value: Any, message: str, suggestion: str | None) -> None:
    """The message of a problem says what is expected and what the value is, with a suggestion where there is one."""
    document = examples.northmoor()
    put(document, pointer, value)

    problem = only(document)

    assert (pointer, message, suggestion) == (problem.pointer, problem.message, problem.suggestion)


@pytest.mark.parametrize(
    ("unknown", "expected"),
    [
        ("/titel", "title"),
        ("/Title", "title"),
        ("/schemaVersion", "schema_version"),
        ("/copylist", "copy_list"),
        ("/inspection/leadInspector", "lead_inspector"),
        ("/inspection/service/abbrev", "abbreviation"),
        ("/context/reoffending/comparator", "comparators"),
        ("/sections/0/paragraphs/0/txt", "text"),
    ],
)
def test_a_slip_gets_a_suggestion(unknown: str, expected: str) -> None:
    """An unknown key that looks like a misspelt one is a single problem, which suggests the right key."""
    document = examples.northmoor()
    parent = unknown.rpartition("/")[0]
    value = examples.at(document, f"{parent}/{expected}")
    drop(document, f"{parent}/{expected}")
    put(document, unknown, value)

    problems = [problem for problem in sqsreport.validate(document) if problem.code.startswith("SQS1")]

    assert [("SQS103", unknown, f'did you mean "{expected}"?')] == [(p.code, p.pointer, p.suggestion) for p in problems]


#: The suggestion for an unknown key that resembles no known key.
OTHERWISE = 'take it out, or keep what is your own under "extensions"'


@pytest.mark.parametrize("unknown", ["zzz", "score", "x" * 10_000, "漢"])
def test_an_unknown_key_without_a_similar_one(unknown: str) -> None:
    """For an unknown key that resembles no known key, the suggestion is to use extensions."""
    problem = only(examples.northmoor() | {unknown: 1})

    assert ("SQS103", OTHERWISE) == (problem.code, problem.suggestion)
    assert len(problem.message) < 120


def test_an_existing_key_is_not_suggested() -> None:
    """A key that the object already has is not suggested."""
    assert OTHERWISE == only(examples.northmoor() | {"titel": "Report"}).suggestion


def test_a_slip_does_not_hide_missing_keys() -> None:
    """A misspelt key replaces one missing key, and other missing keys are still reported."""
    document = examples.minimal()
    document["langauge"] = document.pop("language")
    del document["published"]

    errors = {(each.code, each.pointer) for each in sqsreport.validate(document) if each.severity == "error"}
    assert {("SQS103", "/langauge"), ("SQS102", "")} == errors


def test_a_slip_accounts_only_for_its_own_object() -> None:
    """A misspelt key in one object does not hide a missing key of another."""
    document = examples.northmoor()
    document["sections"][0]["paragraphs"][0]["txt"] = document["sections"][0]["paragraphs"][0].pop("text")
    del document["sections"][1]["paragraphs"][0]["text"]

    assert [("SQS102", "/sections/1/paragraphs/0"), ("SQS103", "/sections/0/paragraphs/0/txt")] == sorted(
        (each.code, each.pointer) for each in structure(document).problems
    )


def test_every_missing_key_is_named() -> None:
    """An object that lacks several keys has a problem for each."""
    messages = [each.message for each in sqsreport.validate({}) if each.code == "SQS102"]

    assert [
        '"schema_version" is missing', '"id" is missing', '"language" is missing', '"title" is missing',
        '"published" is missing', '"inspection" is missing',
    ] == messages  # fmt: skip


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/id", "", "SQS110"),
        ("/id", " ", "SQS106"),
        ("/id", "A\n", "SQS108"),
        ("/id", None, "SQS104"),
        ("/id", [], "SQS101"),
        ("/published", "", "SQS110"),
        ("/published", "2015-04-08 00:00", "SQS106"),
        ("/inspection/previous/0/date", "2015-02-30", "SQS106"),
        ("/schema_version", None, "SQS104"),
        ("/sections/0/theme", [], "SQS105"),
    ],
)
def test_one_cause_is_one_problem(pointer: str, value: Any, code: str) -> None:
    """If a value violates several keywords of the schema, only the most specific problem is reported."""
    document = examples.northmoor()
    put(document, pointer, value)

    assert [(code, pointer)] == [(each.code, each.pointer) for each in structure(document).problems]


@pytest.mark.parametrize("key", [" x", "x ", "a  b", "a\nb", ""])
def test_names_of_extensions_are_lines(key: str) -> None:
    """The name of an extension must be a line of text; its content may be any JSON."""
    problem = only(examples.northmoor() | {"extensions": {key: {" ": None, "": [""]}}})

    assert f"/extensions/{key}" == problem.pointer
    assert problem.code in ("SQS107", "SQS108", "SQS110")


def test_a_bad_name_of_an_extension_is_named() -> None:
    """Every invalid name of an extension is a problem that shows the name, without a suggestion to use extensions."""
    problems = sqsreport.validate(examples.northmoor() | {"extensions": {"": 1, " x": 2, "good": 3}})

    assert 2 == len(problems)
    assert [] == [each.suggestion for each in problems if each.suggestion and "extensions" in each.suggestion]


def test_slips_below_slips() -> None:
    """Values under misspelt keys are checked too, and pointers have the keys as they are written."""
    document = examples.northmoor()
    document["Sections"] = document.pop("sections")
    document["Sections"][0]["Paragraphs"] = document["Sections"][0].pop("paragraphs")
    document["Sections"][0]["Paragraphs"][0]["content"] = document["Sections"][0]["Paragraphs"][0].pop("text") + " "
    document["Sections"][0]["Paragraphs"][1]["number"] = "1.7"

    assert [
        ("SQS103", "/Sections"),
        ("SQS103", "/Sections/0/Paragraphs"),
        ("SQS103", "/Sections/0/Paragraphs/0/content"),
        ("SQS107", "/Sections/0/Paragraphs/0/content"),
        ("SQS207", "/Sections/0/Paragraphs/1/number"),
    ] == sorted((each.code, each.pointer) for each in sqsreport.validate(document))


def test_the_other_place_is_placed_as_spelt() -> None:
    """The second place that a message names exists in the document, even under misspelt keys."""
    document = examples.northmoor()
    document["recomendations"] = document.pop("recommendations")
    document["recomendations"][1]["id"] = "recommendation-1"

    (repeated,) = (each for each in sqsreport.validate(document) if each.code == "SQS208")
    assert "/recomendations/0/id" == repeated.params["first"]
