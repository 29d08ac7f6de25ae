"""Comparisons as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from sqsreport.comparison.pairing import Pair, Sourced

#: The version of the schema of the document.
VERSION = "1.0"


def lines(pairs: Iterable[Pair], *, ignore_spelling: bool = False) -> Iterator[str]:  # noqa: ARG001 - of every format
    """Yield the document in parts: an object with a list of comparisons, one on each line."""
    yield f'{{\n"version": {json.dumps(VERSION)},\n"comparisons": ['
    separator = "\n"
    for pair in pairs:
        yield separator + json.dumps(record(pair), ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n}\n"


def record(pair: Pair) -> dict[str, Any]:
    """Return a comparison as JSON data, without keys for missing values."""
    comparison = pair.comparison
    data: dict[str, Any] = {
        "before": _name(pair.before),
        "after": _name(pair.after),
        "changes": comparison and [_without_empty(attrs.asdict(change)) for change in comparison.changes],
    }
    if comparison and comparison.before.id != comparison.after.id:
        data["figures"] = [_without_none(attrs.asdict(figure)) for figure in comparison.figures]
    return _without_none(data)


def _name(sourced: Sourced | None) -> dict[str, str] | None:
    return None if sourced is None else {"id": sourced.report.id, "source": sourced.source}


def _without_none(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def _without_empty(change: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in change.items() if value != ()}
