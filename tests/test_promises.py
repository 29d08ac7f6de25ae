"""The page of promises: what it names is there, and what there is it names."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from typing import Any, Final

import pytest

from laws import LAWS

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "explanation" / "promises.md"


def named() -> list[tuple[str, str]]:
    """Return the tests that the page names, each with its file."""
    found = []
    for cell in re.findall(r"\| ((?:`test_\w+\.py`: .*)) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        for file, tests in re.findall(r"`(test_\w+\.py)`: ((?:`\w+`(?:, )?)+)", cell):
            found += [(file, name) for name in re.findall(r"`(\w+)`", tests)]
    return found


def defined(file: str) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return names | {
        ast.unparse(target) for node in tree.body if isinstance(node, ast.Assign) for target in node.targets
    }


def test_there_are_promises() -> None:
    """The page names tests of many files."""
    assert len(named()) > 50
    assert len({file for file, _ in named()}) > 15


@pytest.mark.parametrize("file", sorted({file for file, _ in named()}))
def test_named_tests_are_there(file: str) -> None:
    """A test that the page names is one that there is."""
    assert set() == {name for other, name in named() if other == file} - defined(file)


@pytest.fixture
def promises(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the module that makes the table of laws."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("_pages.promises")


def test_every_law_is_on_the_page(promises: Any) -> None:
    """The table has every law of the register, with its promise and its formats."""
    found = {
        (f"{law.name}[{form}]" if form else law.name, law.promise)
        for law in promises.laws()
        for form in law.formats or ("",)
    }

    assert {(law.name, law.promise) for law in LAWS.values()} == found
    assert [] == [law.name for law in promises.laws() if law.name not in promises.law_table()]


def test_figures_are_of_laws(promises: Any) -> None:
    """What was counted is of laws that there are, and the table says what was counted."""
    figures = promises.figures()

    assert {"laws", "fuzz", "mutation"} == figures.keys()
    assert set() == figures["laws"].keys() - LAWS.keys()
    for law in promises.laws():
        for form in law.formats or ("",):
            counted = figures["laws"].get(f"{law.name}[{form}]" if form else law.name)
            expected = "not counted yet" if counted is None else f"{counted:,}"
            assert expected in law.examples(figures["laws"])
