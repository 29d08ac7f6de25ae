"""What the tests of the reference share: the modules that make it, and what it has to have."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path
from typing import Any, Final

from sqsreport import schemas

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"


def maker(name: str = "") -> Any:
    """Import what makes pages of the documentation, which is no package that is installed."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(f"_pages.{name}".rstrip("."))
    finally:
        sys.path.remove(str(DOCS))


def keys_of(name: str, root: str) -> dict[str, list[str]]:
    """Return the keys of every object of a schema, as the schema has them."""
    whole = schemas.schema(name=name)
    found = {key: [*said["properties"]] for key, said in whole["$defs"].items() if "properties" in said}
    return {root: [*whole["properties"]], **found}


def targets_in(text: str) -> list[str]:
    """Return the names that links to a page may have, in order."""
    return re.findall(r"^\(([^()]+)\)=$", text, re.MULTILINE)


#: The keys of every object of a report.
REPORT: Final = keys_of("report", "report")
