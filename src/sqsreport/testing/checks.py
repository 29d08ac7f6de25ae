"""Assertions on reports; their messages have every problem with its place and suggestion."""

from __future__ import annotations

import os
from typing import Any

from sqsreport import codec
from sqsreport.model import Report
from sqsreport.problems import errors_in


def assert_valid_report(source: Report | str | bytes | os.PathLike[str] | Any, *, strict: bool = False) -> None:
    """Assert that something is a valid report.

    Args:
        source: a `sqsreport.Report`, a path, JSON text or parsed JSON: whatever `sqsreport.validate` accepts.
        strict: whether warnings count as errors.

    Raises:
        AssertionError: it is not; each problem is on a line of its own.

    >>> from sqsreport.testing import assert_valid_report
    >>> assert_valid_report({"title": "Report"})
    Traceback (most recent call last):
    AssertionError: not a valid report:
      error SQS102: "schema_version" is missing; ...
    """
    problems = codec.validate(source)
    errors = errors_in(problems, strict=strict)
    if errors:
        raise AssertionError("\n  ".join(("not a valid report:", *map(str, errors))))


def assert_problems(source: Report | str | bytes | os.PathLike[str] | Any, *expected: str) -> None:
    """Assert that something has exactly these problems, including warnings, in any order.

    Args:
        source: whatever `sqsreport.validate` accepts.
        expected: each problem as its code and its JSON Pointer with a space between; for a problem of
            the whole document only the code.

    Raises:
        AssertionError: a problem is missing, or one was not expected.

    >>> from sqsreport.testing import assert_problems, examples
    >>> assert_problems(examples.northmoor() | {"published": "2015-02-30"}, "SQS106 /published")
    """
    problems = {f"{each.code} {each.pointer}".rstrip(): each for each in codec.validate(source)}
    missing = sorted(each for each in map(str.rstrip, expected) if each not in problems)
    others = [str(problem) for place, problem in problems.items() if place not in map(str.rstrip, expected)]
    if missing or others:
        lines = (*(f"missing: {each}" for each in missing), *(f"not expected: {each}" for each in others))
        raise AssertionError("\n  ".join(("the problems are not those that were expected:", *lines)))
