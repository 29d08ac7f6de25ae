"""The limits of JSON data, and JSON Pointers (RFC 6901) into it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from sqsreport._text import closest, escape, has_surrogate
from sqsreport._values import excerpt

#: The maximum depth of nesting: more than any report has, and not too much for the stack of any parser.
MAX_DEPTH = 64

#: The maximum size of a document in bytes, or characters of a text. A larger one is reported, to limit the memory.
MAX_DOCUMENT = 256 * 2**20

#: The maximum number of values in repeated objects and lists. If every level contains the same object twice, data is
#: small in memory, but exponentially large when it is serialised.
MAX_REPEATS = 100_000

#: Integers beyond this are not exact in a double, and so not in every JSON parser (RFC 7493 §2.2).
MAX_INTEGER = 2**53 - 1

_POINTER = re.compile(r"(?:/(?:[^~/]|~[01])*+)*+")


def pointer(*steps: str | int) -> str:
    """Return the JSON Pointer of keys and indexes.

    >>> pointer("sections", 2, "a/b")
    '/sections/2/a~1b'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def steps(pointer: str) -> tuple[str, ...]:
    """Split a JSON Pointer into its keys and indexes.

    >>> steps("/sections/2/a~1b")
    ('sections', '2', 'a/b')
    """
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def is_pointer(text: str) -> bool:
    """Check whether a text is a JSON Pointer.

    >>> is_pointer("/sections/2"), is_pointer("sections")
    (True, False)
    """
    return _POINTER.fullmatch(text) is not None


def explain_missing(document: Any, where: str) -> str | None:
    """Return why there is nothing at a JSON Pointer of a document, or ``None`` if there is something.

    >>> explain_missing({"sections": [{}]}, "/section/0")
    'did you mean /sections?'
    """
    value, parent = document, ""
    for step in steps(where):
        children = dict(enumerate(value)) if isinstance(value, list) else value if isinstance(value, dict) else {}
        parts = {str(key): part for key, part in children.items()}
        if step not in parts:
            return _existing(parent, list(parts), step)
        value, parent = parts[step], parent + pointer(step)
    return None


def _existing(parent: str, parts: list[str], step: str) -> str:
    """Return which parts a value has, or the one that is closest to a misspelt step."""
    if not parts:
        return f"{parent} has no parts"
    if all(part.isdecimal() for part in parts):
        return f"there is {parent}/0" + (f" to {parent}/{parts[-1]}" if len(parts) > 1 else "")
    if near := closest(step, parts):
        return f"did you mean {parent}{pointer(near)}?"
    return f"{parent or 'it'} has: {', '.join(parts)}"


def canonical(data: object) -> str | None:
    """Return immutable JSON data as text for comparisons, because in Python ``True``, ``1`` and ``1.0`` are equal."""
    return None if data is None else json.dumps(data, default=dict)


def shown(value: object) -> str:
    """Return a value of a document as JSON for a message, cut to 80 characters."""
    if isinstance(value, str):
        return excerpt(escape(json.dumps(value[:100], ensure_ascii=False)))
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, (bool, float)) or value is None:
        return json.dumps(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else f"a number of about {value.bit_length() * 3 // 10} digits"
    if isinstance(value, RawNumber):
        return excerpt(value.text)
    return type(value).__name__


@attrs.frozen
class RawNumber:
    """A number as it is written in the text, if no Python number is equal to it."""

    text: str


@attrs.frozen
class Flaw:
    """A value that JSON cannot represent, or that some JSON parsers would change."""

    kind: str
    path: tuple[str | int, ...]
    value: object
    is_key: bool = False


_ROOT = object()


def flaws(document: object, path: tuple[str | int, ...] = ()) -> Iterator[Flaw]:
    """Yield the values of *document* that are not plain JSON data, at any depth without recursion.

    The kinds are ``type``, ``key``, ``nan``, ``number``, ``surrogate``, ``depth`` and ``repeats``.
    After one of the last two the iteration ends.

    Args:
        document: the data.
        path: the path of *document* in the whole document.
    """
    # One iterator per level instead of a path per value: a list of a million numbers needs no memory here.
    levels: list[tuple[tuple[str | int, ...], Iterator[tuple[Any, object]]]] = [(path, iter([(_ROOT, document)]))]
    visited: set[int] = set()
    repeats = 0
    while levels:
        parent, children = levels[-1]
        for step, value in children:
            if kind := _flaw_of_scalar(value):
                yield Flaw(kind, parent if step is _ROOT else (*parent, step), value)
            elif isinstance(value, (Mapping, list, tuple)):
                path = parent if step is _ROOT else (*parent, step)
                break
        else:
            levels.pop()
            continue
        if len(path) >= MAX_DEPTH:
            yield Flaw("depth", path, value)
            return
        repeats += 1 + len(value) if value and id(value) in visited else 0
        if repeats > MAX_REPEATS:
            yield Flaw("repeats", path, value)
            return
        visited.add(id(value))
        if isinstance(value, Mapping):
            for key in value:
                if not isinstance(key, str):
                    yield Flaw("key", path, key)
                elif has_surrogate(key):
                    yield Flaw("surrogate", path, key, is_key=True)
            # A value under a key that is not a string has no pointer.
            named = ((key, item) for key, item in value.items() if isinstance(key, str) and not has_surrogate(key))
            levels.append((path, named))
        else:
            levels.append((path, iter(enumerate(value))))


def _flaw_of_scalar(value: object) -> str | None:
    if isinstance(value, str):
        return "surrogate" if has_surrogate(value) else None
    if value is None or isinstance(value, (bool, Mapping, list, tuple)):
        return None
    if isinstance(value, int):
        return "number" if abs(value) > MAX_INTEGER else None
    if isinstance(value, float):
        return None if math.isfinite(value) else "nan"
    if isinstance(value, RawNumber):
        return "nan" if value.text in ("NaN", "Infinity", "-Infinity") else "number"
    return "type"
