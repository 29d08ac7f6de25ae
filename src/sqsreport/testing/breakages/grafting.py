"""Breakages in other reports: the keys that a breakage needs come from the invented report, all others from another."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from sqsreport._jsondata import steps
from sqsreport.testing import examples
from sqsreport.testing.breakages.changes import Breakage
from sqsreport.validation import hints

#: Keys of a report whose values have to agree, or refer to each other. Every other key is independent.
_TOGETHER: Final = (
    {"id", "title", "published", "inspection"},
    {"context", "sections", "footnotes"},
    {"strengths", "recommendations"},
)


def needed(breakage: Breakage) -> set[str]:
    """Return the keys of the report that a breakage changes or breaks, and those that have to agree with them."""
    whole, broken = examples.northmoor(), breakage.document()
    # Compare texts, because 20 equals 20.0 in Python.
    touched = {key for key in {*whole, *broken} if json.dumps(whole.get(key)) != json.dumps(broken.get(key))}
    touched |= whole.keys() ^ broken.keys()
    touched |= {step for _, pointer in breakage.expected for step in steps(pointer)[:1]}
    for name in broken.keys() - whole.keys():
        # Without the key that it looks like, its value would be validated as the value of that key.
        while near := hints.key(name, tuple(key for key in whole if key not in touched)):
            touched.add(near)
    return touched.union(*(group for group in _TOGETHER if group & touched))


def grafted(breakage: Breakage, other: Mapping[str, Any]) -> dict[str, Any]:
    """Break another report, with the keys that the breakage needs from the invented one.

    Args:
        breakage: the changes.
        other: a valid report without footnotes, whose labels might be those of the invented one.
    """
    document = chosen(needed(breakage), other)
    breakage.apply(document)
    return document


def chosen(keep: AbstractSet[str], other: Mapping[str, Any]) -> dict[str, Any]:
    """Combine some keys of the invented report and the others of another report, in the order of the schema."""
    whole = examples.northmoor()
    sources = ((key, whole if key in keep else other) for key in whole)
    return {key: copy.deepcopy(source[key]) for key, source in sources if key in source}
