"""Values of a JSON document by their JSON Pointer, and when two of them are the same."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any, Final

from sqsreport._jsondata import steps


class Absent(enum.Enum):
    """The type of `ABSENT`, what is in a place where there is no value: JSON's ``null`` is a value."""

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
    """Check whether two JSON values are equal; to Python ``True`` is 1 as well, and to JSON it is not."""
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def is_within(pointer: str, ancestor: str) -> bool:
    """Check whether a JSON Pointer is that of another value or of a part of it."""
    return pointer == ancestor or pointer.startswith(f"{ancestor}/")
