"""The laws of validation: which problems are reported for a document, valid or broken, and that it is not changed."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

import sqsreport
from laws.draws import chance_of, shuffled
from laws.register import law
from sqsreport import codec, schemas
from sqsreport._jsondata import steps
from sqsreport.batch import running, tasks
from sqsreport.batch.sources import find_sources
from sqsreport.batch.validation import validate
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in
from sqsreport.validation import engines
from sqsreport.validation.structure import structure


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    """Return code and pointer of every problem, sorted."""
    return sorted((problem.code, problem.pointer) for problem in problems)


@law("documents")
def validate_changes_nothing(document: Any) -> None:
    """Validating does not change parsed JSON, including the order of keys and the types of numbers."""
    before = json.dumps(document)

    sqsreport.validate(document)

    assert before == json.dumps(document)


@law("documents", share=25)
def validate_is_deterministic(document: Any) -> None:
    """The same document has the same problems in the same order every time."""
    assert sqsreport.validate(document) == sqsreport.validate(copy.deepcopy(document))


@law("documents")
def order_of_keys_changes_no_problem(document: Any) -> None:
    """The order of keys does not change which problems a document has."""
    other = shuffled(document, chance_of(document))

    assert places(sqsreport.validate(document)) == places(sqsreport.validate(other))


@law("documents")
def text_and_data_have_the_same_problems(document: Any) -> None:
    """A document has the same problems as text and as parsed JSON; those of a text have a line and a column."""
    of_data, of_text = sqsreport.validate(document), sqsreport.validate(json.dumps(document))

    assert places(of_data) == places(of_text)
    assert [] == [problem for problem in of_data if (problem.line, problem.column) != (None, None)]
    assert [] == [problem for problem in of_text if problem.line is None or problem.column is None]


@law("documents", share=25)
def problems_are_in_the_order_of_the_text(document: Any) -> None:
    """The problems of a text are sorted by line and column."""
    positions = [
        (problem.line or 0, problem.column or 0) for problem in sqsreport.validate(json.dumps(document, indent=1))
    ]

    assert sorted(positions) == positions


@law("documents")
def problems_point_at_what_is_there(document: Any) -> None:
    """The pointer of every problem leads to a value of the document, or for a missing value to its parent."""
    missing = [problem for problem in sqsreport.validate(document) if not _exists(document, problem.pointer)]

    assert [] == missing


def _exists(document: Any, pointer: str) -> bool:
    for step in steps(pointer):
        children = dict(enumerate(document)) if isinstance(document, list) else document
        key = int(step) if isinstance(document, list) else step
        if not isinstance(children, dict) or key not in children:
            return False
        document = children[key]
    return True


@law("documents")
def one_problem_for_a_structural_cause(document: Any) -> None:
    """No place has two structural problems, except for several missing keys, or a misspelt key and its value."""
    # The value of a misspelt key is checked as if the key were spelt correctly, so it can have a problem of its own.
    problems = [
        (each.pointer, each.code == "SQS103")
        for each in sqsreport.validate(document)
        if each.code.startswith("SQS1") and each.code != "SQS102"
    ]

    assert sorted(set(problems)) == sorted(problems)


@law("documents")
def loads_is_strict(document: Any) -> None:
    """A text is loaded exactly when it has no errors; otherwise the exception has all problems."""
    text = json.dumps(document)
    problems = sqsreport.validate(text)
    if errors_in(problems):
        with pytest.raises(ValidationError) as caught:
            sqsreport.loads(text)
        assert tuple(problems) == caught.value.problems
    else:
        assert document == json.loads(sqsreport.dumps(sqsreport.loads(text)))


# ------------------------------------------------------------------------ other validators


@functools.cache
def _others() -> tuple[Any, Any]:
    """Return jsonschema and jsonschema-rs with the published schema, set up as their documentation says."""
    schema = json.loads(schemas.schema_text())
    dates = jsonschema.FormatChecker(["date"])
    return (
        jsonschema.Draft202012Validator(schema, format_checker=dates),
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True),
    )


def of_structure(document: Any) -> bool:
    """Check whether a document has the structure that the schema requires."""
    return [] == [each for each in sqsreport.validate(document) if each.code.startswith("SQS1")]


@law("documents")
def other_validators_agree(document: Any) -> None:
    """A document is valid to the schema exactly when it is valid to jsonschema and to jsonschema-rs."""
    assert [of_structure(document)] * 2 == [other.is_valid(document) for other in _others()]


@law("reports")
def other_validators_accept_every_report(report: Report) -> None:
    """Every report that is valid here is valid to jsonschema and to jsonschema-rs."""
    data = codec.to_dict(report)

    assert [True] * 3 == [of_structure(data), *(other.is_valid(data) for other in _others())]


def found_by(engine: engines.Engine, document: Any) -> set[tuple[str, str, str]]:
    """Return code, pointer and message of every problem that an engine reports."""
    return {(problem.code, problem.pointer, problem.message) for problem in structure(document, engine).problems}


def agree(document: Any) -> None:
    """Assert that the engines report the same problems, and that the quick check agrees."""
    expected = found_by(engines.reference, document)
    assert expected == found_by(engines.compiled, document)
    assert (expected == set()) == schemas.verdict()(document) == schemas.validator().is_valid(document)


@law("documents")
def engines_agree(document: Any) -> None:
    """The compiled engine reports the same problems as jsonschema, at the same places and with the same messages."""
    agree(document)


# ------------------------------------------------------------------------------------ jobs


@contextlib.contextmanager
def _small_blocks() -> Iterator[None]:
    """Split even small inputs into blocks, and process them in other processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_MIN_SECONDS", -1.0)
        patch.setattr(tasks, "_SMALL", 2000)
        patch.setattr(tasks, "_SIZE", 6000)
        patch.setattr(tasks, "_MAX_DOCUMENTS", 5)
        yield


@law("documents", takes_many=True, share=2)
def jobs_change_no_result(documents: list[Any]) -> None:
    """Validating a file with several processes gives the results of `iter_validate`, in the same order."""
    with TemporaryDirectory() as folder, _small_blocks():
        path = Path(folder, "documents.jsonl")
        path.write_text("".join(f"{json.dumps(document)}\n" for document in documents), encoding="utf-8")
        expected = list(sqsreport.iter_validate(path))
        actual = [list(validate(find_sources(str(path)), jobs=jobs)) for jobs in (1, 2)]

    assert [expected] * 2 == actual
