"""Masking: nothing of a document is told, and as much as can be told without."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import sqsreport
from listings import written
from sqsreport import schemas
from sqsreport.listing import FORMATS
from sqsreport.masking import masked
from sqsreport.problems import Problem
from sqsreport.results import Excerpt, Result
from sqsreport.settings import Settings
from sqsreport.testing import examples
from sqsreport.validation.excerpts import Excerpts

#: No word of ours has these letters in this order, nor does any have a number of so many sevens.
SECRETS: Final = (
    "Zyxwv",
    "zyxwv qponm",
    "7777777",
    "Zyxwv@example.org",
    "2015-Zyxwv",
    "SQSZyxwv",
    "1.Zyxwv",
    "Zyxwv[^Zyxwv]",
)
KEYS: Final = ("Zyxwv", "7777777", "Zyxwv/Q~", "publishedZyxwv")
MARKS: Final = ("zyxwv", "7777777")


def secret_values() -> st.SearchStrategy[Any]:
    """Draw JSON of any shape, of which every text, number and key is a secret."""
    keys = st.sampled_from(KEYS)
    leaves = st.sampled_from([*SECRETS, 7777777, 7777777.5, None, True, "", "  Zyxwv"])
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


def places(document: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def put(document: Any, path: tuple[str | int, ...], key: str | None, value: Any) -> Any:
    """Replace a value of a document, or give an object a further key."""
    if not path and (key is None or not isinstance(document, dict)):
        return value
    if not path:
        return {**document, key: value}
    step: Any = path[0]
    changed = put(document[step], path[1:], key, value)
    return (
        {**document, step: changed}
        if isinstance(document, dict)
        else [*document[:step], changed, *document[step + 1 :]]
    )


@st.composite
def secret_texts(draw: DrawFn) -> str:
    """Draw the text of a report in which secrets stand in the place of values and beside them, or that is broken there."""
    document = examples.northmoor()
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(places(document)))
        document = put(document, path, draw(st.none() | st.sampled_from(KEYS)), draw(secret_values()))
    text = json.dumps(document, indent=draw(st.sampled_from((None, 2))))
    if draw(st.booleans()):  # so that a key stands twice
        text = text.replace('": ', '": 1, "7777777": 1, "7777777": ', draw(st.integers(0, 3)))
    return text[: draw(st.none() | st.integers(0, len(text)))]


def result_of(text: str) -> Result:
    """Validate a text as the command line does."""
    problems = tuple(sqsreport.validate(text))
    return Result("a.json", problems=problems, excerpts=Excerpts(text).of(problems))


@given(secret_texts())
def test_no_secret_is_told(text: str) -> None:
    """Whatever stands wherever in a document, no format tells it when values are masked."""
    result = Settings(mask=True).applied(result_of(text))
    for name in FORMATS:
        told = written(name, [result]).casefold()
        assert [] == [mark for mark in MARKS if mark in told], told


@given(secret_texts())
def test_as_much_is_told_as_before(text: str) -> None:
    """Masking leaves every problem there, with its code, line and column."""
    before, after = result_of(text), masked(result_of(text))
    assert [(each.code, each.line, each.column) for each in before.problems] == [
        (each.code, each.line, each.column) for each in after.problems
    ]
    assert () == after.excerpts


def test_secrets_are_told_without() -> None:
    """Without masking the same secrets are told, so that the law above is about something."""
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
    """Of a pointer the steps stay that the schema has there, and the indexes into its lists."""
    (problem,) = masked(Result("a", problems=(Problem("SQS104", pointer),))).problems
    assert expected == problem.pointer


@pytest.mark.parametrize("other", [Problem("SQS101", "/sections"), Problem("SQS006"), Problem("SQS012", "/closing")])
def test_keys_that_look_like_indexes(other: Problem) -> None:
    """A number is no index in what is not a list, or where nobody has looked whether it is one."""
    result = masked(Result("a", problems=(other, Problem("SQS004", "/sections/01632960001/title"))))
    assert "/sections/…/…" == result.problems[1].pointer


def test_names_of_files_stay() -> None:
    """The name of a file that cannot be read is told."""
    result = Result(
        "a.json", problems=(Problem("SQS010", params={"path": "a.json", "reason": "is a directory"}),), is_read=False
    )
    assert result == masked(result)


def test_what_is_ours_stays() -> None:
    """What the schema expects is told, and so is advice that is made of it."""
    found = [
        Problem("SQS102", params={"key": '"title"'}),
        Problem("SQS103", "/sumary", params={"key": '"sumary"', "near": '"summary"'}),
        Problem("SQS109", "/sections/0/number", params={"expected": "at least 1", "found": "-4"}),
    ]
    result = masked(Result("a", problems=tuple(found), excerpts=(Excerpt("x", 0),) * 3))
    assert [
        'error SQS102: "title" is missing',
        'error SQS103: unknown key …; did you mean "summary"? (at /…)',
        "error SQS109: must be at least 1, not … (at /sections/0/number)",
    ] == [str(problem) for problem in result.problems]


def test_the_schema_can_be_followed() -> None:
    """Every reference of the schema is to one of its own definitions, as masking takes for granted."""
    text = schemas.schema_text()
    assert text.count('"$ref": "') == text.count('"$ref": "#/$defs/')


def test_a_key_below_a_repeated_key_is_masked() -> None:
    """What stood under the first of two equal keys need not be a list, so digits there may be anything."""
    text = '{"sections": {"07700900123": 1, "07700900123": 2}, "sections": []}'
    told = masked(Result("a.json", problems=tuple(sqsreport.validate(text))))
    assert "07700900123" not in "".join(map(str, told.problems))
