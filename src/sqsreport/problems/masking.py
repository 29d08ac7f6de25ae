"""Mask the values in results, for logs that must not quote the documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import attrs

from sqsreport import schemas
from sqsreport._jsondata import pointer, steps
from sqsreport.problems import CODES, Problem
from sqsreport.results import Result

#: The placeholder for a masked value or key.
MASK: Final = "…"


def mask(result: Result) -> Result:
    """Return a result without any value and any unknown key of the document.

    Names of files, lines and columns stay. The result must be that of the whole document: its
    problems show which steps of a pointer can only be indexes.
    """
    # If a key appears twice, only its last value was checked, so the first one may not be a list.
    no_lists = {problem.pointer for problem in result.problems if problem.code in ("SQS101", "SQS004")}
    is_checked = not any(CODES[problem.code].is_fatal for problem in result.problems)
    problems = (_mask_problem(problem, no_lists, is_checked=is_checked) for problem in result.problems)
    return attrs.evolve(result, problems=tuple(problems), excerpts=())


def _mask_problem(problem: Problem, no_lists: Collection[str], *, is_checked: bool) -> Problem:
    # The name of a file that cannot be read is not part of a document.
    quotes = () if problem.code == "SQS010" else CODES[problem.code].quotes
    params = {name: MASK if name in quotes else param for name, param in problem.params.items()}
    place = pointer(*_mask_steps(problem.pointer, no_lists, is_checked=is_checked))
    return attrs.evolve(problem, params=params, pointer=place)


def _mask_steps(place: str, no_lists: Collection[str], *, is_checked: bool) -> Iterator[str]:
    """Yield the steps of a pointer, and the placeholder for those that the schema does not define.

    A step of digits is an index only in a list: as a key it might be a telephone number.
    """
    subschema: Mapping[str, Any] | None = schemas.root()
    parent = ""
    for step in steps(place):
        if subschema is not None and step in _properties(subschema):
            subschema = _properties(subschema)[step]
        elif (
            subschema is not None
            and _items(subschema)
            and step.isascii()
            and step.isdecimal()
            and is_checked
            and parent not in no_lists
        ):
            subschema = _items(subschema)
        else:
            subschema = None
        parent += pointer(step)
        yield MASK if subschema is None else step


def _properties(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = schemas.resolve(schema).get("properties", {})
    return properties


def _items(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    items: Mapping[str, Any] | None = schemas.resolve(schema).get("items")
    return items
