"""Characters that nobody sees, and which programs compare all the same."""

from __future__ import annotations

import json
import re
from typing import Final

#: The characters that Unicode calls default ignorable, and two blanks that are no spaces to it.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

#: Joiners and variation selectors have a use behind other characters than those of ASCII: in emoji and many scripts.
_ALONE: Final = re.compile(
    f"(?<![^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0f]|(?![\u200c\u200d\ufe00-\ufe0f])[{_INVISIBLE}]"
)
_NOTHING: Final = re.compile(f"[{_INVISIBLE}{_SPACES}]*+")


def has_visible(text: str) -> bool:
    """Check whether a text has a character that a reader sees."""
    return _NOTHING.fullmatch(text) is None


def find_invisible(text: str) -> re.Match[str] | None:
    """Return the first character that no reader sees; a space is seen, by what it keeps apart."""
    return None if text.isascii() else _ALONE.search(text)


def spell_invisible(text: str) -> str:
    r"""Spell invisible characters as JSON escapes.

    >>> print(spell_invisible("North\u200bmoor"))
    North\u200bmoor
    """
    return text if text.isascii() else _ALONE.sub(lambda match: json.dumps(match[0])[1:-1], text)
