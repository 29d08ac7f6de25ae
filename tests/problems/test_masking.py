"""Masking: values of a document are hidden, and everything else is shown."""

from __future__ import annotations

import json

import pytest

import sqsreport
from laws.of_masking import result_of
from sqsreport import schemas
from sqsreport.problems import Problem
from sqsreport.problems.masking import mask
from sqsreport.results import Excerpt, Result
from sqsreport.testing import examples
from support.listings import written


def test_secrets_are_printed_without_masking() -> None:
    """Without masking the secrets are printed, so the law of masking can fail."""
    text = json.dumps(examples.northmoor() | {"Zyxwv": 1, "published": "2015-Zyxwv", "closing": [" Zyxwv"]})
    assert 3 < written("text", [result_of(text)]).count("Zyxwv")


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("", ""),
        ("/published", "/published"),
        ("/sections/2/paragraphs/0/text", "/sections/2/paragraphs/0/text"),
        ("/recommendations/0/items/1/items/0/id", "/recommendations/0/items/1/items/0/id"),
        ("/Ivy Garland", "/…"),
        ("/sections/2/Ivy Garland", "/sections/2/…"),
        ("/sections/12", "/sections/12"),
        ("/sections/١", "/sections/…"),
        ("/01632960001", "/…"),
        ("/extensions/org.example/0/name", "/extensions/…/…/…"),
        ("/title/0/name", "/title/…/…"),
        ("/name", "/…"),
        ("/addressee/name", "/addressee/name"),
    ],
)
def test_pointers(pointer: str, expected: str) -> None:
    """In a pointer the keys of the schema and the indexes of its lists stay, and other steps are masked."""
    (problem,) = mask(Result("a", problems=(Problem("SQS104", pointer),))).problems
    assert expected == problem.pointer


@pytest.mark.parametrize("other", [Problem("SQS101", "/sections"), Problem("SQS006"), Problem("SQS012", "/closing")])
def test_keys_that_look_like_indexes(other: Problem) -> None:
    """A number is masked if its parent is not a list, or may not be one."""
    result = mask(Result("a", problems=(other, Problem("SQS004", "/sections/01632960001/title"))))
    assert "/sections/…/…" == result.problems[1].pointer


def test_names_of_files_stay() -> None:
    """The name of a file that cannot be read is not masked."""
    result = Result(
        "a.json", problems=(Problem("SQS010", params={"path": "a.json", "reason": "is a directory"}),), is_read=False
    )
    assert result == mask(result)


def test_words_of_the_schema_stay() -> None:
    """Words of the schema are not masked, including suggestions from it."""
    problems = [
        Problem("SQS102", params={"key": '"title"'}),
        Problem("SQS103", "/sumary", params={"key": '"sumary"', "near": '"summary"'}),
        Problem("SQS109", "/sections/0/number", params={"expected": "at least 1", "found": "-4"}),
    ]
    result = mask(Result("a", problems=tuple(problems), excerpts=(Excerpt("x", 0),) * 3))
    assert [
        'error SQS102: "title" is missing',
        'error SQS103: unknown key …; did you mean "summary"? (at /…)',
        "error SQS109: must be at least 1, not … (at /sections/0/number)",
    ] == [str(problem) for problem in result.problems]


def test_the_schema_can_be_followed() -> None:
    """Every reference of the schema is to one of its own definitions, which masking relies on."""
    text = schemas.schema_text()
    assert text.count('"$ref": "') == text.count('"$ref": "#/$defs/')


def test_a_key_below_a_repeated_key_is_masked() -> None:
    """Digits below the first of two equal keys are masked, because its value need not be a list."""
    text = '{"sections": {"07700900123": 1, "07700900123": 2}, "sections": []}'
    masked = mask(Result("a.json", problems=tuple(sqsreport.validate(text))))
    assert "07700900123" not in "".join(map(str, masked.problems))
