"""The page of promises: the tests that it names exist, and every law is listed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Final

import pytest

from laws import LAWS

ROOT: Final = Path(__file__).parents[2]


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that generates the pages of tests."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("_pages.promises.tests")


def test_there_are_promises(pages: Any) -> None:
    """The page names tests of many files."""
    assert sum(map(len, pages.named_tests().values())) > 50
    assert len(pages.named_tests()) > 15


def test_every_promise_leads_to_a_test(pages: Any) -> None:
    """Every row of the page has a link to a test or to laws."""
    page = pages.PROMISES.read_text(encoding="utf-8")
    rows = [row for row in pages.with_links(page).splitlines() if row.startswith("| ") and row != "| promise | tests |"]

    assert len(rows) > 25
    assert [] == [row for row in rows if "](#tests." not in row]


def test_named_tests_are_there(pages: Any) -> None:
    """Every test that the page names exists, and its source has an anchor."""
    contents = {name: content.decode() for name, content in pages.make_files().items()}
    for module, names in pages.named_tests().items():
        page = contents[f"{module.replace('/', '-')}.md"]
        assert [] == [name for name in names if f"(tests.{module.replace('/', '.')}.{name})=" not in page]


def test_sources_are_shown_whole(pages: Any) -> None:
    """The parts of a source omit nothing but blank lines."""
    source = (ROOT / "tests" / "faults" / "test_workflow.py").read_text(encoding="utf-8").splitlines()
    parts = [*pages.parts_of("\n".join(source), pages.named_tests()["faults/test_workflow"])]
    covered = {number for part in parts for number in range(part.first, part.last + 1)}

    assert {"test_killed_in_the_middle", "TestWorkflow"} <= {part.name for part in parts}
    assert {""} == {line for number, line in enumerate(source, 1) if number not in covered}


@pytest.fixture
def promises(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that generates the table of laws."""
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return importlib.import_module("_pages.promises.page")


def test_every_law_is_on_the_page(promises: Any) -> None:
    """The table has every law of the register, with its promise and its formats."""
    listed = {
        (f"{law.name}[{form}]" if form else law.name, law.promise)
        for law in promises.laws()
        for form in law.formats or ("",)
    }

    assert {(law.name, law.promise) for law in LAWS.values()} == listed
    assert [] == [law.name for law in promises.laws() if law.name not in promises.law_table()]


def test_figures_are_of_laws(promises: Any) -> None:
    """The recorded figures belong to laws that exist, and the table shows them."""
    figures = promises.figures()

    assert {"laws", "fuzz", "mutation", "faults", "pumped"} == figures.keys()
    assert set() == figures["laws"].keys() - LAWS.keys()
    for law in promises.laws():
        for form in law.formats or ("",):
            count = figures["laws"].get(f"{law.name}[{form}]" if form else law.name)
            expected = "not counted yet" if count is None else f"{count:,}"
            assert expected in law.examples(figures["laws"])


def test_figures_are_of_faults(promises: Any) -> None:
    """Every row of the table of faults is a test file that exists, and every fault that was tried was survived."""
    faults = promises.figures()["faults"]

    assert {"faults/test_faults.py", "faults/test_deadlines.py", "test_files.py"} <= faults.keys()
    assert [] == [name for name in faults if not (ROOT / "tests" / name).is_file()]
    assert [each["tried"] for each in faults.values()] == [each["survived"] for each in faults.values()]
    assert len(faults) + 1 == len(promises.fault_table().splitlines()) - 2
    assert promises.figures()["pumped"] >= 10_000
