"""The test kit: reports, broken reports and letters for the tests of whoever builds on sqsreport.

It needs the extra ``testing``, which brings Hypothesis and pytest. Nothing is imported before it is asked for: pytest
imports this module wherever sqsreport is installed, to find the fixtures.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqsreport.testing.checks import assert_problems, assert_valid_report
    from sqsreport.testing.strategies import (
        BrokenReport,
        Letter,
        broken_reports,
        documents,
        letters,
        printed_reports,
        reports,
        texts,
    )

__all__ = [
    "BrokenReport", "Letter", "assert_problems", "assert_valid_report", "broken_reports", "documents", "letters",
    "printed_reports", "reports", "texts",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import a name when it is first asked for."""
    if name in __all__:
        is_check = name.startswith("assert_")
        home = import_module("sqsreport.testing.checks" if is_check else "sqsreport.testing.strategies")
        globals()[name] = getattr(home, name)
        return globals()[name]
    raise AttributeError(f"module 'sqsreport.testing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
