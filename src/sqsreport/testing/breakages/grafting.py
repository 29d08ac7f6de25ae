"""Other reports around a breakage: what it needs stays as it is in the invented report, and the rest is of another."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, Final

from sqsreport._jsondata import steps
from sqsreport.testing import examples
from sqsreport.testing.breakages.changing import Breakage
from sqsreport.validation import hints

#: Keys of a report whose values have to agree, or refer to each other. Every other key stands alone.
_TOGETHER: Final = (
    {"id", "title", "published", "inspection"},
    {"context", "sections", "footnotes"},
    {"strengths", "recommendations"},
)


def needed(breakage: Breakage) -> set[str]:
    """Return the keys of the report that a breakage changes or breaks, and those that have to agree with them."""
    whole, broken = examples.northmoor(), breakage.document()
    # By its text, for in Python 20 equals 20.0.
    touched = {key for key in {*whole, *broken} if json.dumps(whole.get(key)) != json.dumps(broken.get(key))}
    touched |= whole.keys() ^ broken.keys()
    touched |= {step for _, pointer in breakage.expected for step in steps(pointer)[:1]}
    for name in broken.keys() - whole.keys():
        # Where the key that it might stand for is absent, its value would be looked at as that of this key.
        while near := hints.key(name, tuple(key for key in whole if key not in touched)):
            touched.add(near)
    return touched.union(*(group for group in _TOGETHER if group & touched))


def grafted(breakage: Breakage, other: Mapping[str, Any]) -> dict[str, Any]:
    """Break a report that is another, but for what the breakage needs.

    Args:
        breakage: what to do to it.
        other: a valid report without a footnote, for its marks might be those of the invented one.
    """
    keep = needed(breakage)
    document = chosen(keep, other)
    breakage.change(document)
    return document


def chosen(keep: AbstractSet[str], other: Mapping[str, Any]) -> dict[str, Any]:
    """Take some keys from the invented report and the others from another one, in the order of the schema."""
    whole = examples.northmoor()
    sources = ((key, whole if key in keep else other) for key in whole)
    return {key: copy.deepcopy(source[key]) for key, source in sources if key in source}
