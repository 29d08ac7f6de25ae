"""The problems of the text, the structure and the values of a document that the fast path did not accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sqsreport._jsondata import steps
from sqsreport._text import has_surrogate
from sqsreport.problems import CODES, Problem, bounded, count_of
from sqsreport.validation.rules import check
from sqsreport.validation.structure import Spellings, no_spellings, structure
from sqsreport.validation.text import Parsed, in_order


def problems_of_text(parsed: Parsed) -> list[Problem]:
    """Return all problems of a parsed text, in the order of the text."""
    problems = list(parsed.problems)
    if parsed.is_document and parsed.text is not None:
        problems += parsed.place(problems_of_values(parsed.document, problems, parsed.spellings))
    return in_order(bounded(problems))


def problems_of_values(
    document: object, known: Iterable[Problem], spellings: Spellings = no_spellings
) -> list[Problem]:
    """Return the problems of a document that are not known yet.

    Args:
        document: the document.
        known: the problems of its text, or of the types of its values.
        spellings: looks up how numbers are spelt in the text.
    """
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
