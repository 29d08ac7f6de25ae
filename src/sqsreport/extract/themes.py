"""The titles of the themes in the letters of all years."""

from __future__ import annotations

import functools
from typing import Final, get_args

from sqsreport import _patterns as re
from sqsreport.model import ThemeKey

#: Words at the start of or in the titles of the themes, in all years.
_THEMES: Final[dict[ThemeKey, str]] = {
    "reducing_reoffending": r"(?:helping to |work(?:ing)? to )?(?:reduc\w+|prevent\w+) "
    r"(?:the (?:likelihood|risk) of )?(?:re-?)?offending|helping (?:the )?(?:child|children|young)(?: \w+){0,4} to "
    r"stop offending",
    "protecting_the_public": r"(?:work(?:ing)? to )?protect\w* (?:of )?the public|public protection|"
    r"keeping (?:the public|other people) safe|(?:managing|reducing) (?:the )?risk of harm",
    "protecting_the_child": r"(?:work(?:ing)? to )?protect\w* (?:of )?(?:the |a )?(?:vulnerable )?"
    r"(?:child|children|young)|safeguard\w+|reducing vulnerability|"
    r"keeping (?:the )?(?:child|children|young) (?:\w+ ){0,4}safe",
    "sentence_served": r"(?:(?:ensur\w+|mak\w+ sure)(?: that)?|serving|delivery of|delivering|completing|"
    r"complying with|compliance with) (?:the |court )?sentences?\b(?: (?:of the court )?(?:is|are) served)?|"
    r"compliance and engagement|engagement and compliance",
}
_THEME: Final = re.compile("|".join(f"(?P<{key}>{stem})" for key, stem in _THEMES.items()), re.IGNORECASE)
#: The complete titles of the themes, for text that may be a sentence that begins with the same words.
_THEME_TITLES: Final = re.compile(
    r"(?:(?:helping to |work(?:ing)? to )?(?:reduc\w+|prevent\w+) (?:the (?:likelihood|risk) of )?re-?offending|"
    r"helping (?:children|young people|children and young people) to stop offending|"
    r"(?:(?:work(?:ing)? to )?protect\w* (?:of )?the public|public protection|keeping (?:the public|other people) "
    r"safe)(?: and victims)?|"
    r"(?:managing|reducing) (?:the )?risk of harm(?: to (?:others|the public))?|reducing vulnerability|"
    r"compliance and engagement|engagement and compliance|"
    r"(?:work(?:ing)? to )?(?:protect|safeguard)\w*(?: and (?:protect|safeguard)\w+)? (?:of )?(?:the |a "
    r")?(?:vulnerable )?"
    r"(?:child(?:ren)?|young (?:person|people))"
    r"(?: (?:or|and) (?:the )?(?:child(?:ren)?|young (?:person|people)))?|safeguarding(?: and vulnerability)?|"
    r"keeping (?:the )?(?:child(?:ren)?|young (?:person|people))(?: (?:or|and) (?:the )?(?:child(?:ren)?|"
    r"young (?:person|people)))? safe|"
    r"(?:ensur\w+|mak\w+ sure)(?: that)? (?:the )?(?:court )?sentences?(?: of the court)? (?:is|are) served|"
    r"(?:serving|delivery of|delivering|completing|complying with|compliance with) (?:the )?(?:court )?sentence"
    r"(?: of the court)?)(?: \([^()]{1,60}\))?",
    re.IGNORECASE,
)
#: The maximum length of a title that is cached.
_LONG_TITLE: Final = 200
THEME_KEYS: Final[tuple[ThemeKey, ...]] = get_args(ThemeKey)


def theme_of(title: str) -> ThemeKey | None:
    """Return the theme of a printed title."""
    return _theme_of(title) if len(title) < _LONG_TITLE else _theme_of.__wrapped__(title)


@functools.lru_cache(maxsize=256)  # all letters have the same few titles
def _theme_of(title: str) -> ThemeKey | None:
    # A title in two languages has the English one after a stroke: "Lleihau aildroseddu / Reducing reoffending".
    match = _THEME.match(title) or (_THEME.match(title.rpartition("/")[2].strip()) if "/" in title else None)
    return next(key for key in _THEMES if key == match.lastgroup) if match else None


def is_theme_title(title: str) -> bool:
    """Check whether a text is exactly the title of a theme."""
    return _THEME_TITLES.fullmatch(title) is not None
