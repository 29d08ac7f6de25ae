"""The laws of masking: nothing of a document is told, and as much as can be told without."""

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
def no_secret_is_told(text: str) -> None:
    """Whatever stands wherever in a document, no format of problems tells it when values are masked."""
    result = Settings(mask=True).applied(result_of(text))
    for name in FORMATS:
        told = written(name, [result]).casefold()
        assert [] == [mark for mark in MARKS if mark in told], told


@law("secrets")
def as_much_is_told_as_before(text: str) -> None:
    """Masking leaves every problem there, with its code, line and column."""
    before, after = result_of(text), mask(result_of(text))

    assert [(each.code, each.line, each.column) for each in before.problems] == [
        (each.code, each.line, each.column) for each in after.problems
    ]
    assert () == after.excerpts
