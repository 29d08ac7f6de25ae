"""The names of areas."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.model.report import slug

_AREA_IN_TITLE: Final = re.compile(r"\byouth offending (?:work|services?) in (?:the )?(?P<area>.+)", re.IGNORECASE)


def area_in_title(title: str) -> str | None:
    """Find the area that a title names, after ``youth offending work in``."""
    match = _AREA_IN_TITLE.search(title.rstrip(" .:"))
    return match["area"] if match else None


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ only in case, accents, punctuation, ``&`` or ``the``."""
    return one == other or _bare(one) == _bare(other)


def is_split(name: str, whole: str) -> bool:
    """Tell whether a name is another one with a gap in one of its words, as text out of a PDF may have it."""
    return name.count(" ") > whole.count(" ") and name.replace(" ", "") == whole.replace(" ", "")


def share_a_word(one: str, other: str) -> bool:
    """Check whether two names have a word in common, other than small words."""
    return any(len(word) > 3 for word in {*_bare(one)} & {*_bare(other)}) or same_name(one, other)


def _bare(name: str) -> list[str]:
    words = [word for word in slug(name).split("-") if word not in ("", "the")]
    return words or [name.casefold()]
