"""Every problem of a document: of its text, its structure, and what a schema cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqsreport._jsondata import steps
from sqsreport.problems import Problem
from sqsreport.validation.rules import check
from sqsreport.validation.structure import structure
from sqsreport.validation.text import Parsed, of_data, parse, place

__all__ = ["Parsed", "parse", "problems_of_data", "problems_of_text"]

#: Problems after which the data is not fit for a closer look.
_FATAL = {"SQS006", "SQS011"}


def problems_of_text(parsed: Parsed) -> list[Problem]:
    """Return every problem of a text, in the order of the text."""
    problems = list(parsed.problems)
    if parsed.is_document and parsed.text is not None:
        problems += place(parsed.text, _problems_of_values(parsed.document, problems))
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.code))


def problems_of_data(document: object) -> list[Problem]:
    """Return every problem of parsed JSON, which is not changed."""
    problems = of_data(document)
    return problems + _problems_of_values(document, problems)


def _problems_of_values(document: object, known: Iterable[Problem]) -> list[Problem]:
    known = list(known)
    if any(problem.code in _FATAL for problem in known):
        return []
    # A value that is no JSON is reported as that, and not as one of the wrong type too.
    bad = {problem.pointer for problem in known if problem.code in ("SQS005", "SQS007", "SQS008")}
    problems = [problem for problem in structure(document) if problem.pointer not in bad]
    unusable = bad | {problem.pointer for problem in problems if problem.code != "SQS102"}
    return problems + check(_without(document, {steps(pointer) for pointer in unusable}) if unusable else document)


def _without(document: object, unusable: set[tuple[str, ...]], path: tuple[str, ...] = ()) -> Any:
    """Copy a document without some of its values; in lists `None` holds their place."""
    if path in unusable:
        return None
    if isinstance(document, Mapping):
        copies = ((key, _without(item, unusable, (*path, key))) for key, item in document.items())
        return {key: copy for key, copy in copies if copy is not None}
    if isinstance(document, (list, tuple)):
        return [_without(item, unusable, (*path, str(index))) for index, item in enumerate(document)]
    return document
