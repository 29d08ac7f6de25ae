"""Validation in a straight line: parse, check the structure, check the rules, and place the problems in the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from sqsreport import schemas
from sqsreport._jsondata import MAX_DOCUMENT, steps
from sqsreport._text import has_surrogate
from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.problems import CODES, Problem, bounded, count_of
from sqsreport.validation.fast_parse import fast_parse, plain_document
from sqsreport.validation.rules import check
from sqsreport.validation.structure import Spellings, no_spellings, structure
from sqsreport.validation.text import Parsed, decode, of_data, parse, place

__all__ = [
    "Parsed", "decode", "examine", "of_data", "parse", "problems_of_data", "problems_of_text", "seconds_for",
    "too_slow",
]  # fmt: skip


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
            problems = _in_order(place(data if isinstance(data, str) else data.decode(), problems))
        return plain.data, problems
    parsed = parse(data)
    return parsed.document, problems_of_text(parsed)


def problems_of_text(parsed: Parsed) -> list[Problem]:
    """Return all problems of a parsed text, in the order of the text."""
    problems = list(parsed.problems)
    if parsed.is_document and parsed.text is not None:
        problems += parsed.place(_problems_of_values(parsed.document, problems, parsed.spellings))
    return _in_order(bounded(problems))


def problems_of_data(document: object) -> list[Problem]:
    """Return all problems of parsed JSON, without changing it."""
    plain = plain_document(document)
    if plain is not None and _is_valid(plain.data):
        return check(plain.data, is_visible=plain.is_visible)
    problems = of_data(document)
    return problems + _problems_of_values(document, problems)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.code))


def _is_valid(document: object) -> bool:
    try:
        return schemas.verdict()(document)
    except ValueError:  # it has values that are not plain JSON data
        return False


def _problems_of_values(
    document: object, known: Iterable[Problem], spellings: Spellings = no_spellings
) -> list[Problem]:
    known = list(known)
    if any(CODES[problem.code].is_fatal or count_of(problem) > 1 for problem in known):
        return []
    # A value that is not JSON data has a problem already, so a wrong type is not reported too.
    bad = {
        problem.pointer
        for problem in known
        if problem.code in ("SQS005", "SQS007", "SQS008") and "of" not in problem.params
    }
    checked = structure(_without(document, bad), spellings=spellings)
    problems = bounded(
        problem for problem in checked.problems if problem.pointer not in bad and not has_surrogate(problem.pointer)
    )
    if not checked.is_whole:  # some wrong values are not in `checked.bad`, so the rules cannot rely on the document
        return problems
    broken = check(_without(checked.document, checked.bad), checked.bad | checked.strange)
    return problems + [checked.relocate(problem) for problem in broken]


def _without(document: object, bad: AbstractSet[str]) -> Any:
    """Return a copy of a document in which bad values are `None`."""
    paths = {steps(pointer) for pointer in bad}

    def copy(value: object, path: tuple[str, ...]) -> Any:
        if path in paths:
            return None
        if isinstance(value, Mapping):
            return {key: copy(item, (*path, key)) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [copy(item, (*path, str(index))) for index, item in enumerate(value)]
        return value

    return copy(document, ()) if bad else document
