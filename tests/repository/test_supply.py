"""Lock files, and the licences of packages."""

from __future__ import annotations

import re
import runpy
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
LICENCES: dict[str, Any] = runpy.run_path(str(ROOT / ".ci" / "check_licences.py"))

# ------------------------------------------------------------------------------------ lock files


#: A package, and the version that a lock file pins.
PINNED = re.compile(r"^([a-z0-9.-]+)(?:\[[\w,-]+\])?==([^ ;\\]+)", re.MULTILINE)
#: The lock files that share their versions, so that development and benchmarks use what the tests have tried.
TOGETHER = ("tests", "dev", "benchmarks")


def test_lock_files_agree() -> None:
    """The environments of tests, development and benchmarks have the same version of every package."""
    pins: dict[str, set[frozenset[str]]] = {}
    for lock in TOGETHER:
        pairs = PINNED.findall((ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"))
        for name, _ in pairs:
            pins.setdefault(name, set()).add(frozenset(version for other, version in pairs if other == name))
    assert len(pins) > 100
    assert {} == {name: versions for name, versions in pins.items() if len(versions) > 1}


def test_lock_files_are_few() -> None:
    """At most five lock files have to be updated and reviewed."""
    assert len([*(ROOT / "requirements").rglob("*")]) <= 5


def test_lock_files_are_hashed_and_name_no_host() -> None:
    """Every pinned package has digests, and no lock file names a host."""
    for path in sorted((ROOT / "requirements").rglob("*.txt")):
        entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert [] == [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
        assert [] == [entry for entry in entries if "://" in entry]


# -------------------------------------------------------------------------------------- licences


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True), ("GPL-3.0-only", False), ("MIT OR GPL-3.0-only", True), ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False), ("MIT AND (GPL-3.0-only OR Apache-2.0)", True), ("(MIT", False),
        ("MIT OR GPL-3.0-only AND LGPL-2.1-only", True), ("(MIT OR GPL-3.0-only) AND LGPL-2.1-only", False),
        ("Apache-2.0 WITH LLVM-exception", True), ("GPL-3.0-only WITH GCC-exception-3.1", False), ("", False),
        ("MIT MIT", False), ("MIT)", False), ("MIT License", False),
    ],
)  # fmt: skip
def test_expressions(expression: str, expected: bool) -> None:
    """One licence of an alternative must be allowed, and all of a conjunction; an invalid expression is not allowed."""
    assert expected == LICENCES["is_allowed"](expression)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["License-Expression: MIT OR Apache-2.0", "Classifier: License :: OSI Approved :: BSD License"],
            "MIT OR Apache-2.0",
        ),
        (["Classifier: License :: OSI Approved :: BSD License", "License: whatever"], "BSD-3-Clause"),
        (
            ["Classifier: License :: OSI Approved :: MIT License", "Classifier: License :: Other/Proprietary License"],
            "MIT AND Other/Proprietary License",
        ),
        (["Classifier: License :: OSI Approved", "License: BSD 3-Clause OR Apache-2.0"], "BSD-3-Clause OR Apache-2.0"),
        (["License: " + "Permission is hereby granted " * 5], ""),
        (["Name: pypdfium2", "License: its own words"], "BSD-3-Clause AND Apache-2.0"),
        ([], ""),
    ],
)
def test_licence_of_a_package(tmp_path: Path, lines: list[str], expected: str) -> None:
    """The licence of a package is taken from the newest kind of metadata that it has."""
    (tmp_path / "METADATA").write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert expected == LICENCES["licence_of"](Distribution.at(tmp_path))
