"""The structure that the schema asks for: what jsonschema finds, as problems for people."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqsreport._jsondata import pointer, shown, steps
from sqsreport.problems import Problem
from sqsreport.schemas import validator

if TYPE_CHECKING:
    from jsonschema import ValidationError as SchemaError

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


def structure(document: object) -> list[Problem]:
    """Return every problem that the structure of a document has, one for each cause."""
    about_value: dict[str, Problem] = {}
    missing: dict[Problem, None] = {}
    for error in validator().iter_errors(document):
        for problem in _KEYWORDS.get(str(error.validator), _other)(error):
            if problem.code == "SQS102":
                missing[problem] = None
                continue
            other = about_value.setdefault(problem.pointer, problem)
            about_value[problem.pointer] = min(problem, other, key=lambda problem: _BY_WEIGHT.index(problem.code))
    # A key that was misspelt is one problem, not an unknown one and a missing one.
    misspelt = {
        (pointer(*steps(problem.pointer)[:-1]), problem.params["near"])
        for problem in about_value.values()
        if problem.code == "SQS103" and "near" in problem.params
    }
    return [
        *about_value.values(),
        *(problem for problem in missing if (problem.pointer, problem.params["key"]) not in misspelt),
    ]


def _is_name(error: SchemaError) -> bool:
    """Tell whether the error is about a key itself and not about a value."""
    return "propertyNames" in error.absolute_schema_path


def _here(error: SchemaError, *more: str) -> str:
    name = [error.instance] if _is_name(error) else []
    return pointer(*error.absolute_path, *name, *more)


def _key(error: SchemaError) -> str:
    """Name the key of the value, if it has one."""
    last = [] if _is_name(error) else [*error.absolute_path][-1:]
    return shown(last[0]) if last and isinstance(last[0], str) else "it"


def _type(error: SchemaError) -> Iterator[Problem]:
    if error.instance is None:
        yield Problem("SQS104", _here(error), params={"key": _key(error)})
    else:
        params = {"expected": _TYPES[str(error.validator_value)], "found": shown(error.instance)}
        yield Problem("SQS101", _here(error), params=params)


def _required(error: SchemaError) -> Iterator[Problem]:
    # jsonschema gives an error for each missing key, and all of them say only "required".
    for key in error.validator_value:
        if key not in error.instance:
            yield Problem("SQS102", _here(error), params={"key": shown(key)})


def _unknown(error: SchemaError) -> Iterator[Problem]:
    known = list(error.schema["properties"])
    for key in error.instance:
        if key not in known:
            near = difflib.get_close_matches(key[:100], [name for name in known if name not in error.instance], n=1)
            yield Problem(
                "SQS103", _here(error, key), params={"key": shown(key)} | ({"near": shown(near[0])} if near else {})
            )


def _value(error: SchemaError) -> Iterator[Problem]:
    if error.instance is None:
        yield from _type(error)
        return
    allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
    params = {"expected": _listed(allowed), "found": shown(error.instance)}
    if isinstance(error.instance, str):
        near = difflib.get_close_matches(error.instance[:100], [str(value) for value in allowed], n=1)
        params |= {"near": shown(near[0])} if near else {}
    yield Problem("SQS105", _here(error), params=params)


def _listed(values: Sequence[object]) -> str:
    words = ", ".join(shown(value) for value in values)
    return f"one of {words}" if len(values) > 1 else words


def _malformed(error: SchemaError) -> Iterator[Problem]:
    found = shown(error.instance)
    if error.schema.get("title") == "one line of text":
        code = "SQS108" if error.validator == "not" else "SQS107"
        yield Problem(code, _here(error), params={"found": found})
        return
    kind = "a day of the calendar" if error.validator == "format" else "of a form"
    example = shown((error.schema.get("examples") or ["2015-03-09"])[0])
    yield Problem("SQS106", _here(error), params={"expected": f"{kind} like {example}", "found": found})


def _range(error: SchemaError) -> Iterator[Problem]:
    bound = "at least" if error.validator == "minimum" else "at most"
    params = {"expected": f"{bound} {json.dumps(error.validator_value)}", "found": shown(error.instance)}
    yield Problem("SQS109", _here(error), params=params)


def _empty(error: SchemaError) -> Iterator[Problem]:
    yield Problem("SQS110", _here(error), params={"key": _key(error)})


def _other(error: SchemaError) -> Iterator[Problem]:
    yield Problem("SQS199", _here(error), params={"reason": str(error.validator)})


_KEYWORDS: Mapping[str, Callable[[Any], Iterator[Problem]]] = {
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
