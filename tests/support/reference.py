"""Shared by the tests of the reference: imports the modules that generate it, and lists what it must contain."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any, Final

from sqsreport import schemas

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"


def maker(name: str = "") -> Any:
    """Import a module that generates pages, which is not an installed package."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(f"_pages.{name}".rstrip("."))
    finally:
        sys.path.remove(str(DOCS))


def keys_of(name: str, root: str) -> dict[str, list[str]]:
    """Return the keys of every object of a schema in order."""
    whole = schemas.schema(name=name)
    definitions = {
        key: [*definition["properties"]] for key, definition in whole["$defs"].items() if "properties" in definition
    }
    return {root: [*whole["properties"]], **definitions}


def targets_in(text: str) -> list[str]:
    """Return the anchors of a page in order."""
    return re.findall(r"^\(([^()]+)\)=$", text, re.MULTILINE)


#: The keys of every object of a report.
REPORT: Final = keys_of("report", "report")
