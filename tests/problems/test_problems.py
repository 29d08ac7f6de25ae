from __future__ import annotations

import copy
import json
import pickle
import re
import string
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqsreport
from sqsreport.errors import NotFoundError, SqsReportError, UnknownFormatError, UnwritableLetterError, ValidationError
from sqsreport.problems import CODES, Code, Problem, errors_in
from sqsreport.testing import examples, strategies

every_code = pytest.mark.parametrize("code", [pytest.param(code, id=code.code) for code in CODES.values()])


def fields(template: str | None) -> set[str]:
    """Return the names of the parameters of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template or "") if name}


# --------------------------------------------------------------------------- the catalogue


def test_codes_are_numbered() -> None:
    """Every code is SQS and three digits, and the catalogue is sorted."""
    assert len(CODES) > 40
    assert [] == [name for name, code in CODES.items() if name != code.code or not re.fullmatch(r"SQS\d{3}", name)]
    assert sorted(CODES) == list(CODES)


@every_code
def test_quotes_are_parameters(code: Code) -> None:
    """Parameters that may quote the document are parameters of the message or the suggestion."""
    assert {*code.quotes} <= fields(code.message) | fields(code.suggestion)


@every_code
def test_codes_have_words(code: Code) -> None:
    """Every code has a severity, a short title, and a message without a full stop."""
    assert code.severity in ("error", "warning")
    assert 3 <= len(code.title) <= 30
    assert code.message
    assert not code.message.endswith(".")


@every_code
def test_templates_are_filled(code: Code) -> None:
    """Parameters of templates are identifiers, and with all of them the message and the suggestion are complete."""
    params = dict.fromkeys(fields(code.message) | fields(code.suggestion), "X")
    problem = Problem(code.code, params=params)

    assert [] == [name for name in params if not name.isidentifier()]
    assert "{" not in problem.message
    assert (code.suggestion is None) == (problem.suggestion is None)


def test_titles_are_unique_in_their_group() -> None:
    """Titles are unique in each group of codes."""
    titles = [(code[:4], CODES[code].title) for code in CODES]

    assert len(set(titles)) == len(titles)


# ----------------------------------------------------------------------------------- problems


@given(strategies.mutated())
def test_problems_are_complete(document: Any) -> None:
    """Every problem has all parameters of its message, and none of them is long."""
    for problem in sqsreport.validate(document):
        assert fields(CODES[problem.code].message) <= set(problem.params)
        assert problem.severity == CODES[problem.code].severity
        assert [] == [value for value in problem.params.values() if len(str(value)) > 200]


def test_problems_are_values() -> None:
    """Problems with the same values are equal, and copies are equal."""
    (problem,) = sqsreport.validate(examples.northmoor() | {"titel": 1})

    assert problem == sqsreport.validate(examples.northmoor() | {"titel": 1})[0]
    for again in (pickle.loads(pickle.dumps(problem)), copy.deepcopy(problem)):  # noqa: S301  # pickled here
        assert (problem, hash(problem), str(problem)) == (again, hash(again), str(again))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        problem.code = "SQS101"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("SQS002"), "error SQS002: the input is empty"),
        (Problem("SQS002", line=1, column=1), "1:1: error SQS002: the input is empty"),
        (Problem("SQS002", source="a.json"), "a.json: error SQS002: the input is empty"),
        (Problem("SQS002", source="a.json", line=3, column=7), "a.json:3:7: error SQS002: the input is empty"),
        (
            Problem("SQS103", "/titel", 2, 3, {"key": '"titel"', "near": '"title"'}),
            '2:3: error SQS103: unknown key "titel"; did you mean "title"? (at /titel)',
        ),
        (
            Problem("SQS103", "/x", params={"key": '"x"'}),
            'error SQS103: unknown key "x"; take it out, or keep what is your own under "extensions" (at /x)',
        ),
        (
            Problem("SQS301", "/sections", params={"theme": "sentence_served"}),
            (
                "warning SQS301: no section has the theme sentence_served; "
                "check whether the letter has it; the reports are organised by all four (at /sections)"
            ),
        ),
    ],
)
def test_a_problem_on_a_line(problem: Problem, line: str) -> None:
    """A problem is written on one line: place, severity, code, message, suggestion, pointer."""
    assert line == str(problem)


def test_a_message_without_parameters() -> None:
    """A problem without its parameters still has a message."""
    assert "must be …, not …" == Problem("SQS101").message


def test_a_suggestion_needs_its_parameters() -> None:
    """A suggestion needs all its parameters; otherwise the alternative suggestion is used, if there is one."""
    assert None is Problem("SQS105", params={"expected": "1", "found": "2"}).suggestion
    assert CODES["SQS103"].otherwise == Problem("SQS103", params={"key": "x"}).suggestion
    assert None is Problem("SQS101", params={"expected": "a text", "found": "7"}).suggestion


def test_errors_are_separated_from_warnings() -> None:
    """`errors_in` returns only the errors, in order."""
    problems = [Problem("SQS301"), Problem("SQS002"), Problem("SQS009"), Problem("SQS110")]

    assert ["SQS002", "SQS110"] == [problem.code for problem in errors_in(problems)]


#: Characters that a terminal acts on, or that end a line in some programs.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@pytest.mark.parametrize(
    "document",
    [
        {"title": "a\x9b31mb"},
        {"title": "a\x7fb"},
        {"title": "a\u2028b"},
        {"a\x1b[31m": 1},
        {"a\nb": 1},
        {"extensions": {"a\nb": {1}}},
    ],
    ids=ascii,
)
def test_problems_are_fit_for_a_terminal(document: Any) -> None:
    """Problems are written on one line without control characters, whatever the document contains."""
    assert [] == [str(problem) for problem in sqsreport.validate(document) if _CONTROL.search(str(problem))]


# ------------------------------------------------------------------------------------- errors

MAKERS: list[Callable[[], SqsReportError]] = [
    lambda: ValidationError((Problem("SQS002", line=1, column=1),)),
    lambda: ValidationError(problems=(Problem("SQS002"), Problem("SQS301", params={"theme": "x"}))),
    lambda: NotFoundError("section", "x", ("a", "b"), ("a",)),
    lambda: NotFoundError(kind="section", key="x"),
    lambda: NotFoundError(kind="section", key="y"),
    lambda: UnknownFormatError("x.doc", ("html", "json")),
    lambda: UnknownFormatError("x.doc"),
    lambda: UnwritableLetterError([Problem("SQS410", params={"what": "it is", "found": "2", "limit": "1"})]),
]
every_error = pytest.mark.parametrize("make", [pytest.param(make, id=str(index)) for index, make in enumerate(MAKERS)])


@every_error
def test_errors_are_values(make: Callable[[], SqsReportError]) -> None:
    """Errors with the same values are equal and have the same hash, and so have copies and pickles."""
    one, other = make(), make()

    assert one == other
    assert hash(one) == hash(other)
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):  # noqa: S301  # pickled here
        assert (type(one), one, str(one)) == (type(again), again, str(again))


def test_errors_differ() -> None:
    """Errors with different values are different, and no error equals an object of another type."""
    errors = [make() for make in MAKERS]

    assert len(errors) == len(set(errors))
    assert errors[0] != "x"
    assert errors[0] != ValueError(*errors[0].args)


@every_error
def test_errors_take_notes(make: Callable[[], SqsReportError]) -> None:
    """A note can be added to an error, which stays equal to one without."""
    error = make()
    error.add_note("while reading a.json")

    assert ["while reading a.json"] == error.__notes__
    assert make() == error


@every_error
def test_errors_can_be_raised(make: Callable[[], SqsReportError]) -> None:
    """An error can be raised from another, caught by its base class, and raised again."""
    cause = KeyError("x")
    with pytest.raises(SqsReportError) as caught:
        raise make() from cause

    assert make() == caught.value
    assert cause is caught.value.__cause__
    assert caught.value.__traceback__ is not None


@pytest.mark.parametrize(
    ("cls", "base"),
    [
        (ValidationError, ValueError),
        (NotFoundError, LookupError),
        (UnknownFormatError, ValueError),
        (UnwritableLetterError, ValueError),
    ],
)
def test_errors_have_builtin_base_classes(cls: type, base: type) -> None:
    """Code that catches built-in exceptions catches those of the package too."""
    assert issubclass(cls, base)
    assert issubclass(cls, SqsReportError)


@pytest.mark.parametrize(
    ("codes", "first"),
    [
        (["SQS002"], "not a valid report: 1 error"),
        (["SQS002", "SQS110"], "not a valid report: 2 errors"),
        (["SQS009", "SQS002"], "not a valid report: 1 error"),
        ([], "not a valid report: 0 errors"),
    ],
)
def test_a_validation_error_counts_errors(codes: list[str], first: str) -> None:
    """The first line of the message has the number of errors; warnings do not count."""
    assert first == str(ValidationError(tuple(Problem(code) for code in codes))).split("\n")[0]


@given(st.integers(0, 50))
def test_a_validation_error_lists_few_of_a_code(number: int) -> None:
    """The message lists the first three problems of a code, and how many more there are."""
    problems = tuple(Problem("SQS110", f"/notes/{index}", params={"key": "it"}) for index in range(number))

    lines = str(ValidationError(problems)).split("\n")

    listed = [f"  {problem}" for problem in problems[:3]]
    more = [f"  … and {number - 3} more of SQS110 (empty value), all in .problems"] if number > 3 else []
    assert [*listed, *more] == lines[1:]
    assert problems == ValidationError(problems).problems


def test_a_validation_error_is_short() -> None:
    """No more than twenty problems are listed, however many codes there are, and all are counted."""
    problems = tuple(Problem(code) for code in CODES for _ in range(2))
    text = str(ValidationError(problems))

    assert 20 == sum(not line.startswith("  … ") for line in text.split("\n")[1:])
    assert len(problems) - 20 == sum(int(count) for count in re.findall(r"… and (\d+) more", text))


def test_a_validation_error_groups() -> None:
    """The problems of an error can be grouped by code."""
    first, second, third = Problem("SQS110", "/a"), Problem("SQS104", "/b"), Problem("SQS110", "/c")

    assert {"SQS110": (first, third), "SQS104": (second,)} == ValidationError((first, second, third)).groups


def test_a_validation_error_in_a_notebook() -> None:
    """A notebook shows a table, in which the text of a document is not markup."""
    problems = (Problem("SQS103", "/<b>", 2, 3, {"key": '"<b>"', "near": '"id"'}), *[Problem("SQS104")] * 5)
    html = ValidationError(problems)._repr_html_()

    assert 4 == html.count("<tr><td>")
    assert "<td>SQS103</td><td>error</td><td>2:3 /&lt;b&gt;</td><td>unknown key &quot;&lt;b&gt;&quot;; did you" in html
    assert "… and 2 more of SQS104 (null), all in .problems" in html
    assert "<b>" not in html


def test_a_problem_is_plain_data() -> None:
    """A problem is converted to data that `json.dumps` accepts, without keys that have no value."""
    problem = Problem("SQS103", "/titel", 2, 3, {"key": '"titel"', "near": '"title"'}, source="a.json")
    data = {
        "source": "a.json",
        "code": "SQS103",
        "severity": "error",
        "message": 'unknown key "titel"',
        "suggestion": 'did you mean "title"?',
        "pointer": "/titel",
        "line": 2,
        "column": 3,
        "params": {"key": '"titel"', "near": '"title"'},
    }

    assert data == json.loads(json.dumps(problem.to_dict()))
    assert {"code", "severity", "message", "pointer"} == Problem("SQS002").to_dict().keys()


def test_problems_sort() -> None:
    """Problems sort by source, page, line, column, code and pointer."""
    problems = [
        Problem("SQS104", "/a"),
        Problem("SQS103", "/a", line=1, column=2),
        Problem("SQS104", "/a", line=1, column=2),
        Problem("SQS104", "/b", line=1, column=2),
        Problem("SQS104", "/b", line=1, column=10),
        Problem("SQS104", "/b", line=10, column=1),
        Problem("SQS401", page=2),
        Problem("SQS104", source="a.json"),
    ]

    backwards = problems[::-1]
    assert problems == sorted(backwards)
    assert problems[0] <= problems[0] < problems[1]
    with pytest.raises(TypeError):
        _ = problems[0] < "SQS104"  # type: ignore[operator]


def test_warnings_count_when_strict() -> None:
    """With *strict* warnings make a report invalid too."""
    problems = [Problem("SQS301"), Problem("SQS002")]

    assert [problems[1]] == errors_in(problems)
    assert problems == errors_in(problems, strict=True)


def test_problems_are_rows() -> None:
    """Problems are converted to rows with the same columns."""
    problems = (Problem("SQS002", line=1, column=1), Problem("SQS103", "/x", params={"key": '"x"'}, source="a.json"))
    empty, unknown = ValidationError(problems).rows()

    assert empty.keys() == unknown.keys()
    assert ("error", "SQS002", 1, None) == (empty["severity"], empty["code"], empty["line"], empty["source"])
    assert ("a.json", "/x", 'unknown key "x"') == (unknown["source"], unknown["pointer"], unknown["message"])


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotFoundError("section", "x"), "no section 'x': there are none"),
        (NotFoundError("section", "x", ("a", "b")), "no section 'x'; there are: a, b"),
        (NotFoundError("section", "x", ("xy",), ("xy",)), "no section 'x'; did you mean 'xy'? there are: xy"),
        (UnknownFormatError("x.doc", ("html", "json")), "'x.doc' is not a known format; there are: html, json"),
        (
            UnwritableLetterError([Problem("SQS410", params={"what": "it is", "found": "2", "limit": "1"})]),
            "the letter could not be read back: it is too large: 2, and 1 is the limit",
        ),
    ],
)
def test_errors_give_advice(error: SqsReportError, message: str) -> None:
    """An error names the valid alternatives."""
    assert message == str(error)
