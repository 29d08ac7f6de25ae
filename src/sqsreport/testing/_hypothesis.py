"""Hypothesis, which the strategies are made with; no other module imports it."""

from __future__ import annotations

from sqsreport._extras import require

# Asked for before it is imported, so that whoever lacks it is told what to install.
require("hypothesis", extra="testing", purpose="the test kit")

from hypothesis import strategies as st  # noqa: E402 - see above
from hypothesis.strategies import DrawFn, SearchStrategy  # noqa: E402 - see above

__all__ = ["DrawFn", "SearchStrategy", "st"]
