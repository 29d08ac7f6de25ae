"""Strategies that break a valid document, or change it and leave it valid, in one place or several."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from sqsreport.testing._hypothesis import DrawFn, st
from sqsreport.testing.examples import Json
from sqsreport.testing.strategies.report import documents
from sqsreport.testing.strategies.text import characters, lines

#: Values that are valid in some places and invalid in others.
POOL: Final[tuple[Json, ...]] = (
    None, True, False, 0, 1, 3, -1, 1.0, 1.5, 100, 100.5, 2**53 - 1, "", " ", "x", " x", "x ",
    "a  b", "a\u00a0b", "a\nb",
    "a\tb", "a\x85b", "a\u2028b", "é\u0301", "😀", "SQS", "1.0", "1.1", "2.1", "0.1", "en", "EN",
    "2015-02-28", "2015-02-29",
    "2016-02-29", "2015-06", "2015-13", "2015", "20150228", "2015-2-8", "1899-12-31", "2100-01-01", "2015-02-28T00:00",
    "recommendation-1", "strength-1", "E10000006", "W06000014", "S12000033", "a@b", "a@b@c",
    "family", "wales", "better",
    "sentence_served", "[^1]", "x[^nowhere]", [], {}, ["x"], [""], [None], [[]], [{}], {"a": 1},
    {"name": "x"}, {"title": "x"},
    [{"text": "x"}], [{"id": "x", "text": "x"}], {"start": "2014-01", "end": "2014-12"},
    {"start": "2015-01-01", "end": "2015-01-02"},
)  # fmt: skip


def places_in(document: Json) -> Iterator[tuple[Json, Any]]:
    """Yield every place of a document as the container and the key or index in it."""
    pending = [document]
    while pending:
        container = pending.pop()
        for step in list(container) if isinstance(container, dict) else range(len(container)):
            yield container, step
            if isinstance(container[step], (dict, list)):
                pending.append(container[step])


@st.composite
def mutated(draw: DrawFn) -> Any:
    """Draw a valid report as parsed JSON, changed in up to three places."""
    document = draw(documents())
    for _ in range(draw(st.integers(1, 3))):
        if places := list(places_in(document)):
            _change(draw, *draw(st.sampled_from(places)))
    return document


def _change(draw: DrawFn, parent: Json, step: Any) -> None:
    action = draw(st.sampled_from(("replace", "replace", "replace", "delete", "add", "misspell", "text")))
    if action == "delete":
        del parent[step]
    elif action == "misspell" and isinstance(parent, dict):
        parent[f"{step}{draw(characters())}"] = parent.pop(step)
    elif action == "add" and isinstance(parent, list):
        parent.append(copy.deepcopy(draw(st.sampled_from((*POOL, *parent)))))
    elif action == "add":
        parent[draw(lines())] = copy.deepcopy(draw(st.sampled_from(POOL)))
    elif action == "text" and isinstance(parent[step], str):
        parent[step] += draw(st.sampled_from((" ", "\n", "\u2028", "x", " x", "-1", "[^9]", "0", "\u00a0")))
    else:
        parent[step] = copy.deepcopy(draw(st.sampled_from(POOL)))
