"""A pytest plugin that counts, for each test file, the faults that were tried and those that were survived.

``pytest -p support.fault_figures --figures tests/figures.json`` updates the counts. A test counts as one fault unless
it
records how many it ``tried``.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parents[1]


class Figures:
    """Counts the tests of each file, and writes the counts at the end of the session."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tried: Counter[str] = Counter()
        self.survived: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that ran, or that failed in its setup."""
        if report.skipped or (report.when != "call" and report.passed):
            return
        name = report.nodeid.partition("::")[0].removeprefix("tests/")
        number = int(str(dict(report.user_properties).get("tried", 1)))
        self.tried[name] += number
        self.survived[name] += number if report.passed else 0

    def pytest_sessionfinish(self) -> None:
        """Write the counts."""
        figures = json.loads(self.path.read_text(encoding="utf-8"))
        figures["faults"] = {
            name: {"tried": number, "survived": self.survived[name]} for name, number in sorted(self.tried.items())
        }
        self.path.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option with the name of the file."""
    parser.addoption("--figures", type=Path, help="a JSON file whose counts of faults are brought up to date")


def pytest_configure(config: pytest.Config) -> None:
    """Register the plugin if the option is used."""
    if path := config.getoption("--figures"):
        config.pluginmanager.register(Figures(path))
