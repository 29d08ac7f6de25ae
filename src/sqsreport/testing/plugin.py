"""Fixtures for pytest, which finds them by itself where sqsreport is installed.

Nothing is imported before a test asks for a fixture, so that they cost nothing in a project that has no use for them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sqsreport.model import Report


@pytest.fixture(scope="session")
def sqsreport_example() -> Report:
    """The report of the documentation: Northmoor, which is invented, in 2015."""
    from sqsreport.testing import examples

    return examples.example_report()


@pytest.fixture
def sqsreport_example_document() -> dict[str, Any]:
    """The same report as parsed JSON, a copy for each test to change."""
    from sqsreport.testing import examples

    return examples.example_document()


@pytest.fixture(scope="session")
def sqsreport_letter() -> str:
    """The letter that becomes that report, in Markdown."""
    from sqsreport.testing import examples

    return examples.example_letter()


@pytest.fixture
def sqsreport_folder(tmp_path: Path) -> Path:
    """A folder of each test's own with the report and its letter, ``northmoor-2015.json`` and ``northmoor-2015.md``."""
    from sqsreport.testing import examples

    folder = tmp_path / "sqsreport"
    folder.mkdir()
    for ending in (".json", ".md"):
        shutil.copyfile(examples.example_path(ending), folder / f"northmoor-2015{ending}")
    return folder


@pytest.fixture(scope="session")
def assert_valid_report() -> Callable[..., None]:
    """The function `sqsreport.testing.assert_valid_report`."""
    from sqsreport.testing import checks

    return checks.assert_valid_report


@pytest.fixture(scope="session")
def assert_problems() -> Callable[..., None]:
    """The function `sqsreport.testing.assert_problems`."""
    from sqsreport.testing import checks

    return checks.assert_problems
