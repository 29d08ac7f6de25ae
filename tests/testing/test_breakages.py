from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import sqsreport
from sqsreport import schemas
from sqsreport._jsondata import steps
from sqsreport.problems import CODES, Problem
from sqsreport.testing.breakages import CATALOGUE, PICKED, SLIPS, Breakage, structure_breakages
from sqsreport.testing.examples import at
from support import inputs
from support.inputs import Input

GENERATED = tuple(structure_breakages(schemas.schema()))


def table(name: str, rows: Sequence[Breakage | Input]) -> pytest.MarkDecorator:
    """Run a test for every row, with its description as id."""
    return pytest.mark.parametrize(name, [pytest.param(row, id=row.description) for row in rows])


every_breakage = table("breakage", [*CATALOGUE, *GENERATED])


def places(problems: Sequence[Problem]) -> set[tuple[str, str]]:
    """Return code and pointer of every problem."""
    return {(problem.code, problem.pointer) for problem in problems}


def test_there_are_enough_breakages() -> None:
    """Hundreds of breakages are written by hand, hundreds are derived from the schema, and all descriptions differ."""
    assert len(PICKED) > 150
    assert len(SLIPS) > 500
    assert len(GENERATED) > 400
    assert len({each.description for each in CATALOGUE}) == len(CATALOGUE)


def test_a_mistake_is_one_problem() -> None:
    """A typical mistake causes one problem, so that its cause is clear."""
    assert [] == [each.description for each in SLIPS if len(each.expected) != 1]


@table("breakage", CATALOGUE)
def test_picked(breakage: Breakage) -> None:
    """A report that was broken by hand has exactly the problems of the breakage."""
    assert breakage.expected == places(sqsreport.validate(breakage.document()))


@table("breakage", GENERATED)
def test_generated(breakage: Breakage) -> None:
    """A report that was broken in one place has exactly one structural problem, at that place."""
    problems = [problem for problem in sqsreport.validate(breakage.document()) if problem.code.startswith("SQS1")]

    assert sorted(breakage.expected) == [(problem.code, problem.pointer) for problem in problems]


@every_breakage
def test_any_json_schema_validator_agrees(breakage: Breakage) -> None:
    """A plain JSON Schema validator rejects structural breakages, and accepts those that break only a rule."""
    plain = Draft202012Validator(schemas.schema(), format_checker=FormatChecker(["date"]))

    assert (not breakage.is_structural) == plain.is_valid(breakage.document())


@table("breakage", CATALOGUE)
def test_problems_are_sentences(breakage: Breakage) -> None:
    """Every problem is written on one line that begins with its position."""
    for problem in sqsreport.validate(json.dumps(breakage.document())):
        line = str(problem)

        assert line.startswith(f"{problem.line}:{problem.column}: {problem.severity} {problem.code}: {problem.message}")
        assert "\n" not in line
        assert "None" not in line


@table("breakage", CATALOGUE)
def test_places_in_the_text(breakage: Breakage) -> None:
    """A problem has the line and column of its value, or of its key if the key is unknown."""
    text = json.dumps(breakage.document(), indent=2, ensure_ascii=False)
    lines = text.split("\n")
    for problem in sqsreport.validate(text):
        assert problem.line is not None
        assert problem.column is not None
        here = lines[problem.line - 1][problem.column - 1 :]
        value = json.JSONDecoder().raw_decode("\n".join([here, *lines[problem.line :]]))[0]
        key = steps(problem.pointer)[-1:]

        assert (key[0] if problem.code == "SQS103" else at(breakage.document(), problem.pointer)) == value


@table("case", inputs.INPUTS)
def test_inputs(case: Input) -> None:
    """An input that is not a document has the expected problems, at the expected positions."""
    problems = sqsreport.validate(case.value)

    places = {(problem.code, problem.line, problem.column) for problem in problems if problem.code != "SQS102"}
    assert set(case.expected) == places


def test_every_code_occurs() -> None:
    """Every code of documents, their structure and the rules is caused by a breakage or an input."""
    # These codes are caused in the tests of sources and of tables.
    of_sources = {"SQS013", "SQS014", "SQS015", "SQS016", "SQS017"}
    by_breakages = {code for each in CATALOGUE for code, _ in each.expected}
    by_inputs = {code for each in inputs.INPUTS for code, _, _ in each.expected}
    expected = {code for code in CODES if code < "SQS400"} - {"SQS199"} - of_sources

    assert len(expected) > 30
    assert set() == expected - by_breakages - by_inputs
