"""The titles of the themes in the wordings that are known or likely, and the names of areas."""

from __future__ import annotations

import functools
import re
from typing import Final, get_args

from sqsreport.model import ThemeKey
from sqsreport.model.report import slug

#: How the titles of the themes begin or what they hold, whatever the year.
_THEMES: Final[dict[ThemeKey, str]] = {
    "reducing_reoffending": r"reduc\w+ (?:the (?:likelihood|risk) of )?re-?offending",
    "protecting_the_public": r"protect\w+ the public",
    "protecting_the_child": r"protect\w+ (?:the |a )?(?:child|children|young)|safeguard\w+",
    "sentence_served": r"(?:(?:ensur\w+|mak\w+ sure)(?: that)?|serving|delivery of) the sentence(?: is served)?",
}
_THEME: Final = re.compile("|".join(f"(?P<{key}>{stem})" for key, stem in _THEMES.items()), re.IGNORECASE)
#: The titles of the themes from end to end, for where a sentence might begin with their words.
_THEME_TITLES: Final = re.compile(
    r"reduc\w+ (?:the (?:likelihood|risk) of )?re-?offending|protect\w+ the public(?: and victims)?|"
    r"(?:protect|safeguard)\w+(?: and (?:protect|safeguard)\w+)? (?:the |a )?(?:child(?:ren)?|young (?:person|people))"
    r"(?: (?:or|and) (?:the )?(?:child(?:ren)?|young (?:person|people)))?|safeguarding(?: and vulnerability)?|"
    r"(?:ensur\w+|mak\w+ sure)(?: that)? the sentence is served|(?:serving|delivery of|delivering) the sentence",
    re.IGNORECASE,
)
#: Titles of this length are none that come again, and are not kept.
_LONG_TITLE: Final = 200
THEME_KEYS: Final[tuple[ThemeKey, ...]] = get_args(ThemeKey)


def theme_of(title: str) -> ThemeKey | None:
    """Tell the theme that a printed title stands for."""
    return _theme_of(title) if len(title) < _LONG_TITLE else _theme_of.__wrapped__(title)


@functools.lru_cache(maxsize=256)  # letter after letter has the same few
def _theme_of(title: str) -> ThemeKey | None:
    match = _THEME.match(title)
    return next(key for key in _THEMES if key == match.lastgroup) if match else None


def is_theme_title(title: str) -> bool:
    """Tell whether a text is the title of a theme and nothing else."""
    return _THEME_TITLES.fullmatch(title) is not None


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


def _bare(name: str) -> list[str]:
    words = [word for word in slug(name).split("-") if word not in ("", "the")]
    return words or [name.casefold()]
