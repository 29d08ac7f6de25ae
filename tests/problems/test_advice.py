"""Suggestions: following one removes its problem and causes no other, in JSON and in YAML."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pytest

import sqsreport
from sqsreport import Problem, schemas
from sqsreport.testing import examples
from sqsreport.testing.breakages import CATALOGUE, Breakage, structure_breakages

BREAKAGES: Final = (*CATALOGUE, *structure_breakages(schemas.schema()))

#: The token at a position of a text: a key, a text, a number, or a list or an object on one line.
TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[^\s,:\[\]{}"]+|\[[^\n]*?\]|\{[^\n]*?\}')


def problems_of(text: str, form: str) -> list[Problem]:
    """Return the problems of one document."""
    [result] = sqsreport.iter_validate(io.BytesIO(text.encode()), format=form)
    return list(result.problems)


def advised(problem: Problem) -> Iterator[str]:
    """Yield each value or key that a problem suggests, as JSON."""
    advice = problem.params.get("instead", problem.params.get("near"))
    position = 0
    while isinstance(advice, str) and position < len(advice):
        _, end = json.JSONDecoder().raw_decode(advice, position)
        yield advice[position:end]
        position = end + len(" or ")


def applied(text: str, problem: Problem, advice: str) -> str:
    """Replace the text at the position of a problem with a suggestion."""
    assert problem.line is not None
    assert problem.column is not None
    lines = text.split("\n")
    line, start = lines[problem.line - 1], problem.column - 1
    if line[start] in "[{" and TOKEN.match(line, start) is None:
        text_after = "\n".join(lines[problem.line - 1 :])[start:]
        _, end = json.JSONDecoder().raw_decode(text_after)
        lines[problem.line - 1 :] = [line[:start] + advice + text_after[end:]]
    else:
        token = TOKEN.match(line, start)
        assert token
        lines[problem.line - 1] = line[:start] + advice + line[token.end() :]
    return "\n".join(lines)


def identity(problem: Problem, renaming: tuple[str, str] | None = None) -> tuple[str, str, str]:
    """Return the code, the place and the message of a problem."""
    place = problem.pointer
    if renaming and (place + "/").startswith(renaming[0] + "/"):
        place = renaming[1] + place[len(renaming[0]) :]
    return problem.code, place, problem.message


def assert_advice_is_right(text: str, form: str) -> Counter[str]:
    """Follow each suggestion for a text alone, and return how many there were for each code."""
    before = problems_of(text, form)
    followed: Counter[str] = Counter()
    for problem in before:
        # The message names the section that should get the suggested theme; the position is that of the title.
        for advice in advised(problem) if problem.code != "SQS304" else ():
            followed[problem.code] += 1
            after = problems_of(applied(text, problem, advice), form)
            is_key = problem.code == "SQS103"
            parent = problem.pointer.rpartition("/")[0]
            renaming = (problem.pointer, f"{parent}/{json.loads(advice)}") if is_key else None
            expected = Counter(identity(each, renaming) for each in before if each is not problem)
            actual = Counter(map(identity, after))
            # Rules check only values that fit the schema, so they may report more about a value that fits now.
            hidden = ("SQS2", "SQS3") if problem.code < "SQS2" else ()
            new = {each: count for each, count in (actual - expected).items() if not each[0].startswith(hidden)}
            assert {} == new, (problem, advice)
            assert actual[identity(problem)] <= expected[identity(problem)], (problem, advice)
    return followed


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_advice_removes_its_problem_and_adds_none(form: str) -> None:
    """Following a suggestion that gives a value removes the problem and adds none."""
    followed: Counter[str] = Counter()
    for breakage in BREAKAGES[:: 1 if form == "json" else 7]:
        followed += assert_advice_is_right(text_of(breakage), form)

    assert {"SQS101", "SQS103", "SQS105", "SQS106"} <= {*followed}
    if form == "json":
        assert {"SQS203", "SQS207", "SQS218", "SQS303"} <= {*followed}
        assert followed.total() > 300


def text_of(breakage: Breakage) -> str:
    """Return the JSON text of a broken report."""
    return json.dumps(breakage.document(), ensure_ascii=False, indent=2)


def advice_on(text: str, form: str = "yaml") -> list[str | None]:
    """Return the suggestions for values of a wrong type or form."""
    return [problem.suggestion for problem in problems_of(text, form) if problem.code in ("SQS101", "SQS105", "SQS106")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sections: [{title: T, paragraphs: [{number: 1.10, text: One}]}]", 'write "1.10"'),
        ("inspection: {lead_inspector: {name: N, telephone: 01632960001}}", 'write "01632960001"'),
        ("inspection:\n  lead_inspector:\n    name: N\n    telephone: +441632960001\n", 'write "+441632960001"'),
        ("inspection: {lead_inspector: {name: N, telephone: 0x1F}}", 'write "0x1F"'),
        ("inspection: {previous: [{date: 2013.10}]}", 'write "2013-10"'),
        ("inspection: {previous: [{date: 2010}]}", 'write "2010"'),
        ("inspektion: {lead_inspektor: {name: N, phone: 01632960001}}", 'write "01632960001"'),
        ("a: &tel 01632960001\ninspection: {lead_inspector: {name: N, telephone: *tel}}", 'write "01632960001"'),
        ("footnotes: [{label: 01, text: One}]", 'write "01"'),
        ("schema_version: 1.00", 'did you mean "1.0"?'),
        ("recommendations: [{id: 1e3, text: One}]", None),
    ],
)
def test_advice_spells_numbers_as_the_text_does(text: str, expected: str | None) -> None:
    """If a text is written as a number, the suggestion keeps all its zeros and signs."""
    assert [expected] == advice_on(text)


def test_advice_spells_numbers_as_json_does() -> None:
    """In JSON, too, the suggestion for the number 1.10 is "1.10", not "1.1"."""
    text = '{"sections": [{"title": "T", "paragraphs": [{"number": 1.10, "text": "One"}]}]}'
    assert ['write "1.10"'] == advice_on(text, "json")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2015-04-08T00:00:00Z", ["2015-04-08"]),
        ("2015-04-08T00:00:00+01:00", ["2015-04-08"]),
        ("2015-04-08 09:30", ["2015-04-08"]),
        ("2015-04-07T23:00:00.000Z", ["2015-04-07", "2015-04-08"]),
        ("2015-4-8", ["2015-04-08"]),
        ("2015.4.08", ["2015-04-08"]),
        ("2015\u201304\u201308", ["2015-04-08"]),
        (1428451200, ["2015-04-08"]),
        (1428451200000, ["2015-04-08"]),
        (1428447600, ["2015-04-07", "2015-04-08"]),
        ("1428451200", ["2015-04-08"]),
        ("1850-04-08", []),
        ("2015-02-30", []),
        (42102, []),
        (True, []),
    ],
)
def test_days_in_other_forms(value: Any, expected: list[str]) -> None:
    """For a day with a time, without its zeros, or as a number of seconds, the right form is suggested."""
    document = examples.northmoor() | {"published": value}
    [problem] = [each for each in sqsreport.validate(document) if each.pointer == "/published"]

    assert expected == [json.loads(each) for each in advised(problem)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("January 2015", ["2015-01"]),
        ("Jan-2015", ["2015-01"]),
        ("1/2015", ["2015-01"]),
        ("2015-1", ["2015-01"]),
        (201501, ["2015-01"]),
        ("2015-01-01T00:00:00", ["2015-01"]),
        (2015.1, ["2015-01", "2015-10"]),
        ("2015", []),
        ("2015-13", []),
    ],
)
def test_months_in_other_forms(value: Any, expected: list[str]) -> None:
    """For a month in the form of people or spreadsheets, the right form is suggested."""
    document = examples.northmoor()
    document["context"]["reoffending"]["published"] = value
    [problem] = [each for each in sqsreport.validate(document) if each.pointer == "/context/reoffending/published"]

    assert expected == [json.loads(each) for each in advised(problem)]


def test_advice_on_themes() -> None:
    """The theme that fits a title is suggested if no other section has it and the order of the letters is kept."""
    document = examples.northmoor()
    document["sections"][0]["theme"] = "protecting_the_public"
    assert ['use the theme "reducing_reoffending", or correct the title'] == [
        each.suggestion for each in sqsreport.validate(document) if each.code == "SQS304"
    ]

    document["sections"][0] |= {"theme": "reducing_reoffending", "title": document["sections"][1]["title"]}
    assert ["correct whichever of the two is wrong"] == [
        each.suggestion for each in sqsreport.validate(document) if each.code == "SQS304"
    ]


def test_no_number_is_suggested_after_a_gap() -> None:
    """If the numbers continue after a gap, a paragraph may be missing, so no number is suggested."""
    document = examples.northmoor()
    document["sections"][0]["paragraphs"] = [{"number": number, "text": "One."} for number in ("1.1", "1.3", "1.4")]
    assert ["check whether a paragraph is missing before it"] == [
        each.suggestion for each in sqsreport.validate(document) if each.code == "SQS207"
    ]


def test_no_advice_is_cut() -> None:
    """No part of a value that is too long to be shown in full is suggested."""
    document = examples.northmoor() | {"introduction": "A long sentence of many words. " * 5 + "End."}
    [problem] = [each for each in sqsreport.validate(document) if each.pointer == "/introduction"]

    assert ("SQS101", None) == (problem.code, problem.suggestion)
