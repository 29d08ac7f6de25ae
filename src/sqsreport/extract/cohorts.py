"""The cohort of a reoffending rate, and when the rate was published."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.extract.dates import DASH, MONTH, make_month
from sqsreport.model import Month

_PUBLISHED: Final = re.compile(
    rf"\bpublished (?:in )?(?:[0-9]{{1,2}} )?(?P<m>{MONTH}),? (?P<y>[0-9]{{4}})\b", re.IGNORECASE
)
_COHORT: Final = re.compile(
    rf"\b(?P<m1>{MONTH})(?: (?P<y1>[0-9]{{4}}))?{DASH}(?P<m2>{MONTH}) (?P<y2>[0-9]{{4}})\b", re.IGNORECASE
)


def published_month(text: str) -> Month | None:
    """Find the month in which a rate was published, in the footnote to it."""
    match = _PUBLISHED.search(text)
    return make_month(match["y"], match["m"]) if match else None


def find_cohort(text: str) -> tuple[Month, Month] | None:
    """Find the months of a cohort, such as ``July 2013 - June 2014``."""
    if not (match := _COHORT.search(text)):
        return None
    end = make_month(match["y2"], match["m2"])
    start = make_month(match["y1"] or match["y2"], match["m1"])
    return (start, end) if start and end else None
