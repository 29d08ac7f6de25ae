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
    """Run a test for every row, under its description."""
    return pytest.mark.parametrize(name, [pytest.param(row, id=row.description) for row in rows])


every_breakage = table("breakage", [*CATALOGUE, *GENERATED])


def places(problems: Sequence[Problem]) -> set[tuple[str, str]]:
    """Return code and pointer of every problem."""
    return {(problem.code, problem.pointer) for problem in problems}


def test_there_are_enough() -> None:
    """Hundreds of breakages are picked by hand, hundreds are read off the schema, and none has the name of another."""
    assert len(PICKED) > 150
    assert len(SLIPS) > 500
    assert len(GENERATED) > 400
    assert len({each.description for each in CATALOGUE}) == len(CATALOGUE)


def test_a_slip_is_one_problem() -> None:
    """A slip makes one problem, so that nobody has to find out which of several is the cause."""
    assert [] == [each.description for each in SLIPS if len(each.expected) != 1]


@table("breakage", CATALOGUE)
def test_picked(breakage: Breakage) -> None:
    """A report that is broken by hand has exactly the problems that the breakage makes."""
    assert breakage.expected == places(sqsreport.validate(breakage.document()))


@table("breakage", GENERATED)
def test_generated(breakage: Breakage) -> None:
    """A report that is broken in one place has exactly one structural problem, and it is there."""
    found = [problem for problem in sqsreport.validate(breakage.document()) if problem.code.startswith("SQS1")]

    assert sorted(breakage.expected) == [(problem.code, problem.pointer) for problem in found]


@every_breakage
def test_any_json_schema_validator_agrees(breakage: Breakage) -> None:
    """A plain JSON Schema validator refuses what breaks the structure, and accepts what only breaks a rule."""
    plain = Draft202012Validator(schemas.schema(), format_checker=FormatChecker(["date"]))

    assert (not breakage.is_structural) == plain.is_valid(breakage.document())


@table("breakage", CATALOGUE)
def test_problems_are_sentences(breakage: Breakage) -> None:
    """Every problem can be put into words, which begin with its place and fit on one line."""
    for problem in sqsreport.validate(json.dumps(breakage.document())):
        line = str(problem)

        assert line.startswith(f"{problem.line}:{problem.column}: {problem.severity} {problem.code}: {problem.message}")
        assert "\n" not in line
        assert "None" not in line


@table("breakage", CATALOGUE)
def test_places_in_the_text(breakage: Breakage) -> None:
    """A problem has the line and column of its value, or of its key when the key is unknown."""
    text = json.dumps(breakage.document(), indent=2, ensure_ascii=False)
    lines = text.split("\n")
    for problem in sqsreport.validate(text):
        assert problem.line is not None
        assert problem.column is not None
        here = lines[problem.line - 1][problem.column - 1 :]
        value = json.JSONDecoder().raw_decode("\n".join([here, *lines[problem.line :]]))[0]
        key = steps(problem.pointer)[-1:]

        assert (key[0] if problem.code == "SQS103" else at(breakage.document(), problem.pointer)) == value


@table("found", inputs.INPUTS)
def test_inputs(found: Input) -> None:
    """What is no document has the problems that it should have, each in its place."""
    problems = sqsreport.validate(found.found)

    places = {(problem.code, problem.line, problem.column) for problem in problems if problem.code != "SQS102"}
    assert set(found.expected) == places


def test_every_code_is_shown() -> None:
    """Every code of a document, its structure and the rules is shown by a breakage or an input."""
    # Shown by the tests of what documents are read from, and of tables.
    of_sources = {"SQS013", "SQS014", "SQS015", "SQS016", "SQS017"}
    by_breakages = {code for each in CATALOGUE for code, _ in each.expected}
    by_inputs = {code for each in inputs.INPUTS for code, _, _ in each.expected}
    wanted = {code for code in CODES if code < "SQS400"} - {"SQS199"} - of_sources

    assert len(wanted) > 30
    assert set() == wanted - by_breakages - by_inputs
