"""Validation in a straight line: parse, check the structure, check the rules, and place the problems in the text.

Most documents have no problem, so the modules that report problems are imported only if one has.
"""

from __future__ import annotations

from typing import Any, Final

from sqsreport import schemas
from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.problems import Problem
from sqsreport.validation.fast_parse import fast_parse, plain_document
from sqsreport.validation.rules import check

__all__ = ["examine", "problems_of_data", "seconds_for", "too_slow"]


_SECONDS: Final = 20.0
_SECONDS_PER_MEBIBYTE: Final = 2.0


def examine(data: str | bytes) -> tuple[Any, list[Problem]]:
    """Parse and validate JSON text; return the document, if there is one, and all problems in the order of the text."""
    if len(data) > MAX_DOCUMENT:
        return None, [Problem("SQS014", line=1, column=1, params={"limit": MAX_DOCUMENT})]
    seconds = seconds_for(len(data))
    try:
        with deadline(seconds):
            return _examine(data)
    except DeadlineExceededError:
        return None, [too_slow(seconds)]


def seconds_for(size: int) -> float:
    """Return the limit of processor time in seconds for a document of *size* bytes, far above what real ones take."""
    return _SECONDS + _SECONDS_PER_MEBIBYTE * size / 2**20


def too_slow(seconds: float) -> Problem:
    """Return the problem of a document that exceeds the limit of processor time."""
    reason = f"it takes more than {seconds:.0f} seconds to read"
    return Problem("SQS010", line=1, column=1, params={"path": "the document", "reason": reason})


def _examine(data: str | bytes) -> tuple[Any, list[Problem]]:
    try:
        plain = fast_parse(data.encode() if isinstance(data, str) else data)
    except UnicodeEncodeError:
        plain = None
    if plain is not None and schemas.verdict()(plain.data):
        problems = check(plain.data, is_visible=plain.is_visible)
        if problems:  # decoding the text takes a while
            from sqsreport.validation.text import in_order, place

            problems = in_order(place(data if isinstance(data, str) else data.decode(), problems))
        return plain.data, problems
    from sqsreport.validation.diagnosis import problems_of_text
    from sqsreport.validation.text import parse

    parsed = parse(data)
    return parsed.document, problems_of_text(parsed)


def problems_of_data(document: object) -> list[Problem]:
    """Return all problems of parsed JSON, without changing it."""
    plain = plain_document(document)
    if plain is not None and _is_valid(plain.data):
        return check(plain.data, is_visible=plain.is_visible)
    from sqsreport.validation.diagnosis import problems_of_values
    from sqsreport.validation.text import of_data

    problems = of_data(document)
    return problems + problems_of_values(document, problems)


def _is_valid(document: object) -> bool:
    try:
        return schemas.verdict()(document)
    except ValueError:  # it has values that are not plain JSON data
        return False
