"""What of a text typst can print, with its own fonts and by the standards, and where lines of it may be broken."""

from __future__ import annotations

import re
from typing import Final

#: Pieces of a word that is too long for a line.
_PIECE: Final = re.compile(r".{1,12}[\u0300-\u036f]*")
_WORD: Final = re.compile(" +|[^ ]+")
#: Words in which typst would break a line, so that their spelling could not be read back.
_BREAKABLE: Final = re.compile(r"[^\w'’,.:;]\S|_")
_RIGHT_TO_LEFT: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

#: Characters that no line of a letter may have.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
#: Characters that part words, or move others to where they do not belong.
_INSTRUCTION: Final = re.compile(r"[\u00ad\u202a-\u202e\u2066-\u2069]")
#: Characters that join, part or vary others, and show nothing themselves.
_INVISIBLE: Final = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")
#: The points of Hebrew and Arabic, which do as well without. At the end of a line, typst 0.15 crashes over them.
_POINT: Final = re.compile(
    r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    r"\u06e7\u06e8\u06ea-\u06ed\ufb1e]"
)
#: Scripts with such points, of which the fonts of typst have nothing.
_POINTED: Final = re.compile(r"[\u0700-\u08ff\U00010800-\U00010fff\U0001e800-\U0001e9ff]")

#: The names by which typst reports characters that its fonts lack, or that the standards forbid.
_REFUSED: Final = re.compile(r'(?:text|codepoint) `"(?P<characters>(?:[^"\\]|\\.)*)"`')
_ESCAPED: Final = re.compile(r"\\u\{(?P<code>[0-9a-f]+)\}")


def one_line(text: str) -> str:
    """Return a text without the characters that no line of a letter may have."""
    return _SURROGATE.sub("\ufffd", _INSTRUCTION.sub("", _CONTROL.sub(" ", text)))


def printable(text: str) -> str:
    """Return a line of text that typst does not crash over."""
    return _POINTED.sub(lambda match: _spelling(match[0]), _POINT.sub("", one_line(text)))


def is_seen(text: str) -> bool:
    """Check whether anything of a text is visible."""
    return bool(_INVISIBLE.sub("", text))


def refused(diagnostic: str) -> str:
    """Return the characters that typst reported as unprintable."""
    characters = "".join(match["characters"] for match in _REFUSED.finditer(diagnostic))
    return _ESCAPED.sub(lambda match: chr(int(match["code"], 16)), characters)


def spelt_out(text: str, characters: str) -> str:
    """Replace those of the *characters* that are not ASCII by their numbers, as in ``[U+6F22]``."""
    return text.translate({ord(each): _spelling(each) for each in characters if not each.isascii()})


def pieces(text: str, longest: int) -> list[str]:
    """Take a text apart: lines may be broken within the first, third, fifth ... piece, and around the others.

    Args:
        text: one line.
        longest: how many characters of a word surely fit in a line.
    """
    parts = [""]
    for word in _WORD.findall(text):
        if _RIGHT_TO_LEFT.search(word):
            parts[-1] += word  # as pieces its parts would be in the wrong order
        elif len(word) > longest:
            parts += (each for piece in _PIECE.findall(word) for each in (piece, ""))
        elif _BREAKABLE.search(word):
            parts += (word, "")
        else:
            parts[-1] += word
    return parts


def _spelling(character: str) -> str:
    return f"[U+{ord(character):04X}]" if is_seen(character) else ""
