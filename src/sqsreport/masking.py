"""Results without a word of the documents that they are about, for logs that others read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import attrs

from sqsreport import schemas
from sqsreport._jsondata import pointer, steps
from sqsreport.problems import CODES, Problem
from sqsreport.results import Result

#: What stands in the place of something that is not to be seen.
MASK: Final = "…"


def masked(result: Result) -> Result:
    """Return a result that says as much as can be said without any value or unknown key of the document.

    Names of files stay, and so do lines and columns. The result has to be that of the whole
    document: its problems tell which steps of a pointer can only be indexes.
    """
    # Of a key that stands twice, what is below the first is not what the structure was found to be.
    no_lists = {problem.pointer for problem in result.problems if problem.code in ("SQS101", "SQS004")}
    is_seen = not any(CODES[problem.code].is_fatal for problem in result.problems)
    problems = (_masked_problem(problem, no_lists, is_seen=is_seen) for problem in result.problems)
    return attrs.evolve(result, problems=tuple(problems), excerpts=())


def _masked_problem(problem: Problem, no_lists: Collection[str], *, is_seen: bool) -> Problem:
    # The name of the file that cannot be read is no part of a document.
    quotes = () if problem.code == "SQS010" else CODES[problem.code].quotes
    params = {name: MASK if name in quotes else param for name, param in problem.params.items()}
    place = pointer(*_masked_steps(problem.pointer, no_lists, is_seen=is_seen))
    return attrs.evolve(problem, params=params, pointer=place)


def _masked_steps(place: str, no_lists: Collection[str], *, is_seen: bool) -> Iterator[str]:
    """Yield the steps of a pointer, those that the schema does not know masked.

    A step of digits is an index only in a list: as a key it might be a telephone number.
    """
    known: Mapping[str, Any] | None = schemas.part(())
    way = ""
    for step in steps(place):
        if known is not None and step in _properties(known):
            known = _properties(known)[step]
        elif (
            known is not None
            and _items(known)
            and step.isascii()
            and step.isdecimal()
            and is_seen
            and way not in no_lists
        ):
            known = _items(known)
        else:
            known = None
        way += pointer(step)
        yield MASK if known is None else step


def _properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = schemas.resolved(schema).get("properties", {})
    return properties


def _items(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    items: Mapping[str, Any] | None = schemas.resolved(schema).get("items")
    return items
