"""The test kit: reports, broken reports and letters for the tests of programs that use sqsreport.

It needs the extra ``testing``, which installs Hypothesis and pytest. Each name is imported at its first use, so that
the assertions work without that extra.
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
    """Import a public name at its first use."""
    if name in __all__:
        is_check = name.startswith("assert_")
        home = import_module("sqsreport.testing.checks" if is_check else "sqsreport.testing.strategies")
        globals()[name] = getattr(home, name)
        return globals()[name]
    raise AttributeError(f"module 'sqsreport.testing' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
