"""Conformance cases: a document with its expected problems."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args

import attrs

#: The levels of validity: the structure, by the schema, or a report without an error.
Level = Literal["structure", "report"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

#: The version of the file format, which has a schema.
VERSION: Final = "1.0"

Places = frozenset[tuple[str, str]]


@attrs.frozen
class Case:
    """A document with its expected problems.

    Attributes:
        description: the peculiarity of the document, unique in its file.
        document: parsed JSON; do not change it.
        has_structure: whether a JSON Schema validator that asserts the format ``date`` accepts it.
        errors: the code and JSON Pointer of each error.
        warnings: the same for each warning. A later release may find more of them.
        source: the name of the file of the case, without its suffix.
    """

    description: str
    document: Any
    has_structure: bool
    errors: Places
    warnings: Places = frozenset()
    source: str = ""

    @property
    def is_report(self) -> bool:
        """Whether the document is a report without an error."""
        return not self.errors

    def is_valid(self, level: Level) -> bool:
        """Check whether the document is valid at a level."""
        return self.has_structure if level == "structure" else self.is_report


def read_cases(folder: str | os.PathLike[str]) -> list[Case]:
    """Read every case of a folder, in the order of the file names.

    Raises:
        FileNotFoundError: the folder has no file of cases.
        ValueError: a file has another version, or is not a file of cases.
    """
    paths = sorted(path for path in Path(folder).glob("*.json") if not path.name.endswith(".schema.json"))
    if not paths:
        raise FileNotFoundError(f"no cases are in {os.fspath(folder)}")
    return [case for path in paths for case in _read(path)]


def _read(path: Path) -> Iterator[Case]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise ValueError(f"{path} has no cases of version {VERSION}")
    for each in content["cases"]:
        yield Case(
            description=each["description"],
            document=each["document"],
            has_structure=each["structure"]["valid"],
            errors=_places(each["report"]["errors"]),
            warnings=_places(each["report"]["warnings"]),
            source=path.stem,
        )


def _places(problems: Iterable[Mapping[str, str]]) -> Places:
    return frozenset((each["code"], each["pointer"]) for each in problems)


def to_text(title: str, cases: Iterable[Case]) -> str:
    """Format the cases of one file, each on a line, in ASCII."""
    head = {"$schema": "cases.schema.json", "version": VERSION, "title": title}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    rows = ",\n".join("    " + json.dumps(_to_data(case), separators=(",", ":")) for case in cases)
    return "\n".join(("{", *lines, '  "cases": [', rows, "  ]", "}", ""))


def _to_data(case: Case) -> Mapping[str, Any]:
    return {
        "description": case.description,
        "structure": {"valid": case.has_structure},
        "report": {
            "valid": case.is_report,
            "errors": [{"code": code, "pointer": pointer} for code, pointer in sorted(case.errors)],
            "warnings": [{"code": code, "pointer": pointer} for code, pointer in sorted(case.warnings)],
        },
        "document": case.document,
    }
