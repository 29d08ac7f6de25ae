"""The published cases, which are made from the breakages."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqsreport import codec, schemas
from sqsreport.problems import CODES, errors_in
from sqsreport.testing import examples
from sqsreport.testing.breakages import CATALOGUE, HARMLESS, Breakage, structure_breakages
from sqsreport.testing.breakages.grafting import grafted
from sqsreport.testing.conformance.cases import Case, to_text

_VALID: Final = "valid"
_SEVERAL: Final = "several"
_TITLES: Final = {_VALID: "Reports without an error", _SEVERAL: "Reports with several problems"}


def made_cases() -> dict[str, list[Case]]:
    """Make every case, by the name of its file: ``valid``, a code, or ``several`` for documents with several problems.

    A broken document has the keys that the breakage needs, and otherwise only the required ones.
    """
    files: dict[str, list[Case]] = {_VALID: [], **{code: [] for code in CODES}, _SEVERAL: []}
    texts: set[str] = set()
    for name, description, document in _documents():
        text = json.dumps(document, sort_keys=True)
        if text not in texts:
            texts.add(text)
            descriptions = {case.description for case in files[name]}
            assert description not in descriptions, f"two cases of {name} are called {description!r}"
            files[name].append(_case(name, description, document))
    return {name: cases for name, cases in files.items() if cases}


def _documents() -> Iterator[tuple[str, str, Any]]:
    yield _VALID, "every part of the schema", examples.northmoor()
    yield _VALID, "what identifies a report, and no more", examples.minimal()
    yield _VALID, "the example of the documentation", examples.example_document()
    for breakage in (*HARMLESS, *CATALOGUE):
        yield _file_of(breakage), breakage.description, grafted(breakage, examples.minimal())
    for breakage in structure_breakages(schemas.schema()):
        yield _file_of(breakage), f"in general: {breakage.description}", grafted(breakage, examples.minimal())


def _file_of(breakage: Breakage) -> str:
    codes = [code for code, _ in breakage.expected]
    return (codes[0] if len(codes) == 1 else _SEVERAL) if codes else _VALID


def _case(name: str, description: str, document: Any) -> Case:
    problems = codec.validate(document)
    errors = errors_in(problems)
    return Case(
        description=description,
        document=document,
        # Use the reference implementation, and not the engine of the library.
        has_structure=schemas.validator().is_valid(document),
        errors=frozenset((problem.code, problem.pointer) for problem in errors),
        warnings=frozenset((problem.code, problem.pointer) for problem in problems if problem not in errors),
        source=name,
    )


def write_cases(folder: str | os.PathLike[str]) -> int:
    """Write every case into a folder, remove the files of former cases, and return the number of cases.

    Schemas and other files are not changed.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    made = made_cases()
    for path in target.glob("*.json"):
        if path.stem not in made and not path.name.endswith(".schema.json"):
            path.unlink()
    for name, cases in made.items():
        title = _TITLES.get(name) or f"{name}: {CODES[name].title}"
        (target / f"{name}.json").write_text(to_text(title, cases), encoding="utf-8", newline="\n")
    return sum(map(len, made.values()))
