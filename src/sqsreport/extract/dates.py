"""Days and months as letters print them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sqsreport.model import Month
from sqsreport.model.dates import MONTH_NAMES

MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in MONTH_NAMES)
DASH: Final = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b)\s*"
WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
DAY: Final = r"(?P<d{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
YEAR: Final = re.compile(r" [0-9]{4}\b")
_SINGLE_DAY: Final = re.compile(
    WEEKDAY + DAY.format(1) + rf" (?:of )?(?P<m1>{MONTH}),? (?P<y1>[0-9]{{4}})\b", re.IGNORECASE
)


def month_number(name: str) -> int:
    """Turn a month's name or its first three letters into 1 to 12."""
    return next(i for i, full in enumerate(MONTH_NAMES, 1) if full.casefold().startswith(name[:3].casefold()))


def find_day(text: str) -> date | None:
    """Find a day, such as ``10 August 2016`` or ``Wednesday 10th August 2016``."""
    match = _SINGLE_DAY.search(text)
    return make_day(int(match["y1"]), month_number(match["m1"]), match["d1"]) if match else None


def is_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else."""
    match = _SINGLE_DAY.fullmatch(text.strip(" ."))
    return match is not None and find_day(text) is not None


def make_day(year: int, month: int, day: str) -> date | None:
    """Return a day, or `None` if no calendar has it."""
    try:
        return date(year, month, int(day)) if 1900 <= year <= 2099 else None
    except ValueError:
        return None


def make_month(year: str, name: str) -> Month | None:
    """Return the month of a name, or `None` if its year is out of range."""
    return Month(int(year), month_number(name)) if 1900 <= int(year) <= 2099 else None
