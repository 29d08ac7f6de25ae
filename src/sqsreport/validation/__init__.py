"""Every problem of a document: of its text, its structure, and what a schema cannot say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from sqsreport import schemas
from sqsreport._jsondata import MAX_DOCUMENT, steps
from sqsreport._text import has_surrogate
from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.problems import CODES, Problem, bounded, count_of
from sqsreport.validation import flawless
from sqsreport.validation.rules import check
from sqsreport.validation.structure import Spellings, no_spellings, structure
from sqsreport.validation.text import (
    Parsed,
    Place,
    decode,
    key_without_quotes,
    of_data,
    parse,
    place,
    to_decimal,
    to_integer,
)

__all__ = [
    "Parsed", "Place", "decode", "examine", "key_without_quotes", "of_data", "parse", "problems_of_data",
    "problems_of_text", "seconds_for", "to_decimal", "to_integer", "too_slow",
]  # fmt: skip


_SECONDS: Final = 20.0
_SECONDS_PER_MEBIBYTE: Final = 2.0


def examine(data: str | bytes) -> tuple[Any, list[Problem]]:
    """Return the document that a JSON text is, if it is one, and every problem of it, in the order of the text."""
    if len(data) > MAX_DOCUMENT:
        return None, [Problem("SQS014", line=1, column=1, params={"limit": MAX_DOCUMENT})]
    seconds = seconds_for(len(data))
    try:
        with deadline(seconds):
            return _examine(data)
    except DeadlineExceededError:
        return None, [too_slow(seconds)]


def seconds_for(size: int) -> float:
    """Return the seconds of the processor that a document of some bytes may cost: far more than any honest one does."""
    return _SECONDS + _SECONDS_PER_MEBIBYTE * size / 2**20


def too_slow(seconds: float) -> Problem:
    """Return the problem of a document that costs more time than it may."""
    reason = f"it takes more than {seconds:.0f} seconds to read"
    return Problem("SQS010", line=1, column=1, params={"path": "the document", "reason": reason})


def _examine(data: str | bytes) -> tuple[Any, list[Problem]]:
    try:
        document = flawless.document_of(data.encode() if isinstance(data, str) else data)
    except UnicodeEncodeError:
        document = None
    if document is not None and schemas.verdict()(document):
        found = check(document)
        return document, _in_order(place(data if isinstance(data, str) else data.decode(), found)) if found else []
    parsed = parse(data)
    return parsed.document, problems_of_text(parsed)


def problems_of_text(parsed: Parsed) -> list[Problem]:
    """Return every problem of a text, in the order of the text."""
    problems = list(parsed.problems)
    if parsed.is_document and parsed.text is not None:
        problems += parsed.place(_problems_of_values(parsed.document, problems, parsed.spellings))
    return _in_order(bounded(problems))


def problems_of_data(document: object) -> list[Problem]:
    """Return every problem of parsed JSON, which is not changed."""
    if flawless.is_plain(document) and _is_valid(document):
        return check(document)
    problems = of_data(document)
    return problems + _problems_of_values(document, problems)


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.code))


def _is_valid(document: object) -> bool:
    try:
        return schemas.verdict()(document)
    except ValueError:  # it holds what is no JSON, or not in the plainest form
        return False


def _problems_of_values(
    document: object, known: Iterable[Problem], spellings: Spellings = no_spellings
) -> list[Problem]:
    known = list(known)
    if any(CODES[problem.code].is_fatal or count_of(problem) > 1 for problem in known):
        return []
    # A value that is no JSON is reported as that, and not as one of the wrong type too.
    bad = {
        problem.pointer
        for problem in known
        if problem.code in ("SQS005", "SQS007", "SQS008") and "of" not in problem.params
    }
    found = structure(_without(document, bad), spellings=spellings)
    problems = bounded(
        problem for problem in found.problems if problem.pointer not in bad and not has_surrogate(problem.pointer)
    )
    if not found.is_whole:  # what else is wrong would have to be left out, too, before a rule can rely on the rest
        return problems
    broken = check(_without(found.document, found.bad), found.bad | found.strange)
    return problems + [found.placed(problem) for problem in broken]


def _without(document: object, bad: AbstractSet[str]) -> Any:
    """Copy a document with `None` in the place of bad values, so that what is there can be relied on."""
    paths = {steps(pointer) for pointer in bad}

    def copy(found: object, path: tuple[str, ...]) -> Any:
        if path in paths:
            return None
        if isinstance(found, Mapping):
            return {key: copy(item, (*path, key)) for key, item in found.items()}
        if isinstance(found, (list, tuple)):
            return [copy(item, (*path, str(index))) for index, item in enumerate(found)]
        return found

    return copy(document, ()) if bad else document
