"""The titles of the themes, in the wordings of every year."""

from __future__ import annotations

import functools
import re
from typing import Final, get_args

from sqsreport.model import ThemeKey

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
