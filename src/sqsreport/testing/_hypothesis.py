"""The names of Hypothesis that the strategies use; no other module imports Hypothesis."""

from __future__ import annotations

from sqsreport._extras import require

# Before the import, so that the error names the extra to install.
require("hypothesis", extra="testing", purpose="the test kit")

from hypothesis import strategies as st  # noqa: E402 - see above
from hypothesis.strategies import DrawFn, SearchStrategy  # noqa: E402 - see above

__all__ = ["DrawFn", "SearchStrategy", "st"]
