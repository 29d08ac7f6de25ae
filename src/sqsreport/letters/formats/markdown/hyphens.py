"""Resolve the hyphens of two lines that a converter has joined."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.compounds import begins_compound, is_compound

#: What PDFium writes for a hyphen at the end of a line, often without the end of the line.
_SIGN: Final = "\ufffe"
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_JOINED: Final = re.compile(
    rf"(?<![^\W\d_])(?<![^\W\d_]-)(?P<left>[^\W\d_]++(?:-[^\W\d_]++)*+){_SIGN}\n?(?=(?P<right>[^\W\d_]++(?:-[^\W\d_]++)*+))"
)


def resolve_joined(text: str) -> str:
    """Return a text in which the sign of PDFium is a plain hyphen within compounds, and else a soft one."""
    if _SIGN not in text:
        return text
    words = {word.casefold() for word in _WORD.findall(_JOINED.sub(" ", text))}

    def resolved(match: re.Match[str]) -> str:
        left, right = match["left"].casefold(), match["right"].casefold()
        is_own = f"{left}-{right}" in words or len(left) == 1 or is_compound(left, right)
        is_own |= f"{left}{right}" not in words and begins_compound(left) and right in words
        return match[0].replace(_SIGN, "-" if is_own else SOFT_HYPHEN)

    return _JOINED.sub(resolved, text).replace(_SIGN, "-")
