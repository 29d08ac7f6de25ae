"""The structure that the schema asks for: what breaks the schema, as problems for people."""

from __future__ import annotations

import difflib
import functools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from sqsreport._jsondata import pointer, shown, steps
from sqsreport.problems import Problem
from sqsreport.validation.engines import Engine, Violation, violations

#: A JSON Schema type in words.
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


#: Of several complaints about one value, the one that says it all comes first.
_BY_WEIGHT = ("SQS104", "SQS101", "SQS110", "SQS105", "SQS108", "SQS106", "SQS107", "SQS109", "SQS103", "SQS199")


def structure(document: object, engine: Engine = violations) -> list[Problem]:
    """Return every problem that the structure of a document has, one for each cause."""
    about_value: dict[str, tuple[tuple[int, bool], Problem]] = {}
    missing: dict[Problem, None] = {}
    for violation in engine(document):
        for problem in _KEYWORDS.get(violation.keyword, _other)(violation):
            if problem.code == "SQS102":
                missing[problem] = None
                continue
            # Of what has the wrong form nobody need be told that no calendar has it.
            rank = (_BY_WEIGHT.index(problem.code), violation.keyword == "format")
            if problem.pointer not in about_value or rank < about_value[problem.pointer][0]:
                about_value[problem.pointer] = (rank, problem)
    # A key that was misspelt is one problem, not an unknown one and a missing one.
    misspelt = {
        (pointer(*steps(problem.pointer)[:-1]), problem.params["near"])
        for _, problem in about_value.values()
        if problem.code == "SQS103" and "near" in problem.params
    }
    return [
        *(problem for _, problem in about_value.values()),
        *(problem for problem in missing if (problem.pointer, problem.params["key"]) not in misspelt),
    ]


def _here(violation: Violation, *more: str) -> str:
    name = [] if violation.name is None else [violation.name]
    return pointer(*violation.path, *name, *more)


def _key(violation: Violation) -> str:
    """Name the key of the value, if it has one."""
    last = violation.path[-1:] if violation.name is None else ()
    return shown(last[0]) if last and isinstance(last[0], str) else "it"


def _type(violation: Violation) -> Iterator[Problem]:
    if violation.found is None:
        yield Problem("SQS104", _here(violation), params={"key": _key(violation)})
    else:
        params = {"expected": _TYPES[str(violation.value)], "found": shown(violation.found)}
        yield Problem("SQS101", _here(violation), params=params)


def _required(violation: Violation) -> Iterator[Problem]:
    for key in violation.value:
        yield Problem("SQS102", _here(violation), params={"key": shown(key)})


def _unknown(violation: Violation) -> Iterator[Problem]:
    free = tuple(name for name in violation.schema["properties"] if name not in violation.found)
    for key in violation.value:
        near = _nearest(key[:100], free)
        params = {"key": shown(key)} | ({} if near is None else {"near": shown(near)})
        yield Problem("SQS103", _here(violation, key), params=params)


@functools.lru_cache(maxsize=1024)  # who misspells a key does so in every object
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    return next(iter(difflib.get_close_matches(word, known, n=1)), None)


def _value(violation: Violation) -> Iterator[Problem]:
    if violation.found is None:
        yield from _type(violation)
        return
    allowed = violation.value if violation.keyword == "enum" else [violation.value]
    params = {"expected": _listed(allowed), "found": shown(violation.found)}
    if isinstance(violation.found, str):
        near = _nearest(violation.found[:100], tuple(map(str, allowed)))
        params |= {} if near is None else {"near": shown(near)}
    yield Problem("SQS105", _here(violation), params=params)


def _listed(values: Sequence[object]) -> str:
    words = ", ".join(shown(value) for value in values)
    return f"one of {words}" if len(values) > 1 else words


def _malformed(violation: Violation) -> Iterator[Problem]:
    found = shown(violation.found)
    if violation.schema.get("title") == "one line of text":
        code = "SQS108" if violation.keyword == "not" else "SQS107"
        yield Problem(code, _here(violation), params={"found": found})
        return
    kind = "a day of the calendar" if violation.keyword == "format" else "of a form"
    example = shown((violation.schema.get("examples") or ["2015-03-09"])[0])
    yield Problem("SQS106", _here(violation), params={"expected": f"{kind} like {example}", "found": found})


def _range(violation: Violation) -> Iterator[Problem]:
    bound = "at least" if violation.keyword == "minimum" else "at most"
    params = {"expected": f"{bound} {json.dumps(violation.value)}", "found": shown(violation.found)}
    yield Problem("SQS109", _here(violation), params=params)


def _empty(violation: Violation) -> Iterator[Problem]:
    yield Problem("SQS110", _here(violation), params={"key": _key(violation)})


def _other(violation: Violation) -> Iterator[Problem]:
    yield Problem("SQS199", _here(violation), params={"reason": str(violation.keyword)})


_KEYWORDS: Mapping[str, Callable[[Violation], Iterator[Problem]]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _unknown,
    "const": _value,
    "enum": _value,
    "pattern": _malformed,
    "format": _malformed,
    "maxLength": _malformed,
    "not": _malformed,
    "minimum": _range,
    "maximum": _range,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
}
