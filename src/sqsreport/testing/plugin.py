"""Fixtures for pytest: add ``pytest_plugins = ["sqsreport.testing.plugin"]`` to the ``conftest.py`` at the top."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sqsreport.model import Report
from sqsreport.testing import checks, examples


@pytest.fixture(scope="session")
def sqsreport_example() -> Report:
    """Return the example report of the documentation: Northmoor, which is invented, in 2015."""
    return examples.example_report()


@pytest.fixture
def sqsreport_example_document() -> dict[str, Any]:
    """Return the example report as parsed JSON, a copy for each test."""
    return examples.example_document()


@pytest.fixture(scope="session")
def sqsreport_letter() -> str:
    """Return the letter of the example report, in Markdown."""
    return examples.example_letter()


@pytest.fixture
def sqsreport_folder(tmp_path: Path) -> Path:
    """Return a new folder with the report and its letter, ``northmoor-2015.json`` and ``northmoor-2015.md``."""
    folder = tmp_path / "sqsreport"
    folder.mkdir()
    for ending in (".json", ".md"):
        shutil.copyfile(examples.example_path(ending), folder / f"northmoor-2015{ending}")
    return folder


@pytest.fixture(scope="session")
def sqsreport_assert_valid_report() -> Callable[..., None]:
    """Return the function `sqsreport.testing.assert_valid_report`."""
    return checks.assert_valid_report


@pytest.fixture(scope="session")
def sqsreport_assert_problems() -> Callable[..., None]:
    """Return the function `sqsreport.testing.assert_problems`."""
    return checks.assert_problems
