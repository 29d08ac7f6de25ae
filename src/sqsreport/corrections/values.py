"""Look up values of a JSON document by JSON Pointer, and compare them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final

from sqsreport._jsondata import steps


class Absent(enum.Enum):
    """The type of `ABSENT`, the sentinel for a missing value, because ``null`` is a value in JSON."""

    ABSENT = enum.auto()


ABSENT: Final = Absent.ABSENT


def value_at(document: Any, pointer: str) -> Any:
    """Return the value at a JSON Pointer, or `ABSENT`."""
    value = document
    for step in steps(pointer):
        if isinstance(value, Mapping):
            value = value.get(step, ABSENT)
        elif isinstance(value, list) and step.isascii() and step.isdecimal() and str(int(step[:9])) == step:
            value = value[int(step)] if int(step) < len(value) else ABSENT
        else:
            return ABSENT
    return value


def same(one: Any, other: Any) -> bool:
    """Check whether two JSON values are equal; unlike in Python, ``true`` is not equal to 1."""
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def is_within(pointer: str, ancestor: str) -> bool:
    """Check whether a JSON Pointer is equal to another one or leads to a part of its value."""
    return pointer == ancestor or pointer.startswith(f"{ancestor}/")
