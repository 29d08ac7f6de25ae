"""The limits of JSON data, and JSON Pointers (RFC 6901) into it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from sqsreport._text import escape, has_surrogate
from sqsreport._values import excerpt

#: The maximum depth of nesting: more than any report has, and few enough levels for the stack of every parser.
MAX_DEPTH = 64

#: The most bytes of a document, or characters of a text. A longer one is reported instead of exhausting the memory.
MAX_DOCUMENT = 256 * 2**20

#: The most values that may appear in a document again. Data that contains itself twice at every
#: level is small in memory, and exponential when it is written out.
MAX_REPEATS = 100_000

#: Integers beyond this are not exact in a double, and so not in every JSON reader (RFC 7493 §2.2).
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


def canonical(data: object) -> str | None:
    """Return immutable JSON data as text for comparisons, because in Python ``True``, ``1`` and ``1.0`` are equal."""
    return None if data is None else json.dumps(data, default=dict)


def shown(found: object) -> str:
    """Return a value of a document as JSON for a message, cut to 80 characters."""
    if isinstance(found, str):
        return excerpt(escape(json.dumps(found[:100], ensure_ascii=False)))
    if isinstance(found, Mapping):
        return "an object"
    if isinstance(found, (list, tuple)):
        return "a list"
    if isinstance(found, (bool, float)) or found is None:
        return json.dumps(found)
    if isinstance(found, int):
        return str(found) if abs(found) < 10**40 else f"a number of about {found.bit_length() * 3 // 10} digits"
    if isinstance(found, RawNumber):
        return excerpt(found.text)
    return type(found).__name__


@attrs.frozen
class RawNumber:
    """A number by its spelling in the text, where no Python number is equal to it."""

    text: str


@attrs.frozen
class Flaw:
    """A value that JSON cannot represent, or that some JSON parsers would change."""

    kind: str
    path: tuple[str | int, ...]
    found: object
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
    seen: set[int] = set()
    repeats = 0
    while levels:
        parent, children = levels[-1]
        for step, found in children:
            if kind := _flaw_of_scalar(found):
                yield Flaw(kind, parent if step is _ROOT else (*parent, step), found)
            elif isinstance(found, (Mapping, list, tuple)):
                path = parent if step is _ROOT else (*parent, step)
                break
        else:
            levels.pop()
            continue
        if len(path) >= MAX_DEPTH:
            yield Flaw("depth", path, found)
            return
        repeats += 1 + len(found) if found and id(found) in seen else 0
        if repeats > MAX_REPEATS:
            yield Flaw("repeats", path, found)
            return
        seen.add(id(found))
        if isinstance(found, Mapping):
            for key in found:
                if not isinstance(key, str):
                    yield Flaw("key", path, key)
                elif has_surrogate(key):
                    yield Flaw("surrogate", path, key, is_key=True)
            # A value under a key that is not a string has no pointer.
            named = ((key, item) for key, item in found.items() if isinstance(key, str) and not has_surrogate(key))
            levels.append((path, named))
        else:
            levels.append((path, iter(enumerate(found))))


def _flaw_of_scalar(found: object) -> str | None:
    if isinstance(found, str):
        return "surrogate" if has_surrogate(found) else None
    if found is None or isinstance(found, (bool, Mapping, list, tuple)):
        return None
    if isinstance(found, int):
        return "number" if abs(found) > MAX_INTEGER else None
    if isinstance(found, float):
        return None if math.isfinite(found) else "nan"
    if isinstance(found, RawNumber):
        return "nan" if found.text in ("NaN", "Infinity", "-Infinity") else "number"
    return "type"
