"""Ids of reports, made of names and days."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from sqsreport._text import skeleton

_SLUG_WORD: Final = re.compile(r"[a-z0-9]+")


def slug(text: str) -> str:
    """Return a name in lower-case letters, digits and hyphens, with ``and`` for ``&`` and without accents."""
    words = unicodedata.normalize("NFKD", skeleton(text).replace("&", " and ")).casefold()
    if not words.isascii():
        words = "".join(char for char in words if not unicodedata.combining(char) and char != "’")
    return "-".join(_SLUG_WORD.findall(words.replace("'", "")))


def report_id(area: str, programme: str, start: date) -> str:
    """Return the id of a report: area, programme and first day of fieldwork.

    >>> report_id("Gwynedd & Môn", "SQS", date(2015, 3, 9))
    'gwynedd-and-mon-sqs-2015-03-09'
    """
    if not isinstance(start, date):
        raise TypeError(f"start must be a date, not {start!r}; use date.fromisoformat for text")
    return slug(f"{area} {programme} {start.isoformat()}")
