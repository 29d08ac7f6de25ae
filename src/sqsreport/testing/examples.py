"""Invented reports: one with every part of the schema, one with the required keys, and that of the documentation.

The functions `at`, `put` and `drop` use and change parsed JSON by JSON Pointer.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sqsreport import codec
from sqsreport._jsondata import steps
from sqsreport.model import Report

#: A value of parsed JSON. It is `Any`, because tests would have to narrow a recursive type at every step.
Json = Any

_EVERY_PART: Final = files("sqsreport.testing").joinpath("every_part.json").read_text(encoding="utf-8")


def northmoor() -> dict[str, Any]:
    """Return an invented report with every part of the schema, as a new copy that you may change."""
    document: dict[str, Any] = json.loads(_EVERY_PART)
    return document


def minimal() -> dict[str, Any]:
    """Return a report with only the required keys, as a new copy that you may change."""
    required = ("schema_version", "id", "language", "title", "published")
    inspection = {
        "programme": "SQS",
        "service": {"name": "Northmoor Youth Offending Service", "area": "Northmoor"},
        "fieldwork": {"start": "2015-03-09", "end": "2015-03-11"},
    }
    return {key: northmoor()[key] for key in required} | {"inspection": inspection}


def at(document: Json, pointer: str) -> Json:
    """Return the value at a JSON Pointer, or raise `LookupError`."""
    for step in steps(pointer):
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def put(document: Json, pointer: str, value: Json) -> None:
    """Set the value at a JSON Pointer, whether there is one or not."""
    *path, last = steps(pointer)
    parent = at(document, "".join(f"/{step}" for step in path))
    parent[int(last) if isinstance(parent, list) else last] = value


def drop(document: Json, pointer: str) -> None:
    """Remove the value at a JSON Pointer."""
    *path, last = steps(pointer)
    parent = at(document, "".join(f"/{step}" for step in path))
    del parent[int(last) if isinstance(parent, list) else last]


# ------------------------------------------------------------------ the example of the documentation


def example_path(ending: str = ".json") -> Path:
    """Return the path of the example of the documentation: the report, or with ``.md`` its letter."""
    # A wheel has the example inside of the package; a checkout has it next to `src`.
    shipped = Path(__file__).parent / "example"
    folder = shipped if shipped.is_dir() else Path(__file__).parents[3] / "examples"
    return folder / f"northmoor-2015{ending}"


def example_document() -> dict[str, Any]:
    """Return the report of the documentation as parsed JSON, as a new copy that you may change."""
    document: dict[str, Any] = json.loads(example_path().read_text(encoding="utf-8"))
    return document


def example_report() -> Report:
    """Return the report of the documentation."""
    return codec.load(example_path())


def example_letter() -> str:
    """Return the letter of the report of the documentation, in Markdown."""
    return example_path(".md").read_text(encoding="utf-8")
