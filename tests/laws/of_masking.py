"""The laws of masking: no value of a document is printed, and everything else still is."""

from __future__ import annotations

import sqsreport
from laws.draws import MARKS
from laws.register import law
from sqsreport.problems.formatters import FORMATS
from sqsreport.problems.masking import mask
from sqsreport.results import Result
from sqsreport.settings import Settings
from sqsreport.validation.excerpts import Excerpts
from support.listings import written


def result_of(text: str) -> Result:
    """Validate a text as the command line does."""
    problems = tuple(sqsreport.validate(text))
    return Result("a.json", problems=problems, excerpts=Excerpts(text).of(problems))


@law("secrets")
def no_secret_is_printed(text: str) -> None:
    """No format of problems prints a secret of a document when values are masked, wherever the secret is."""
    result = Settings(mask=True).applied(result_of(text))
    for name in FORMATS:
        output = written(name, [result]).casefold()
        assert [] == [mark for mark in MARKS if mark in output], output


@law("secrets")
def masking_keeps_every_problem(text: str) -> None:
    """Masking keeps every problem, with its code, line and column."""
    before, after = result_of(text), mask(result_of(text))

    assert [(each.code, each.line, each.column) for each in before.problems] == [
        (each.code, each.line, each.column) for each in after.problems
    ]
    assert () == after.excerpts
