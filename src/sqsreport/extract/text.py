"""Characters, sentences and words of a text, as every module of this package needs them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

import attrs

#: Every capital letter of the Latin script, for use within a character class.
CAPITALS: Final = "A-ZÀ-ÖØ-Þ" + "".join(
    c for c in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00))) if c.isupper()
)
#: Letters, combining marks and apostrophes, for use within a character class.
LETTERS: Final = "^\\W\\d_"
MARKS: Final = "\u0300-\u036f"
APOSTROPHES: Final = "'’‘ʼ`´"
#: A sentence ends here: not within "41.0" or "St. Helens".
SENTENCE_END: Final = re.compile(
    rf"(?<!\bSt)(?<!\b(?:Dr|Mr|Ms|No))(?<!\b(?:Mrs|Rev|Hon|tel|Tel|ext|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    rf"(?<!\b(?:Cllr|Prof|Revd|Sept))[.!?](?=\s+[{CAPITALS}]|\s*$)"
)
_INITIAL: Final = re.compile(rf"\b[{CAPITALS}]$")
_SPELLINGS: Final = (
    dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
    | dict.fromkeys((0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)), " ")
    | dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
)


@attrs.frozen
class Unclear:
    """Words that stand where a value would, and that are not understood.

    Attributes:
        text: the words as printed.
    """

    text: str


def normalise(text: str) -> str:
    """Return a text in NFC with plain hyphens and spaces."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_SPELLINGS)


def sentence_before(text: str, start: int, end: int) -> str:
    """Return the part of the sentence before *end* that is not before *start*."""
    part = text[start:end]
    last = None
    for match in SENTENCE_END.finditer(part):
        # An initial such as "J. Marsh" ends no sentence.
        if not _INITIAL.search(part, 0, match.start()):
            last = match
    return part[last.end() :] if last else part


def sentence_after(text: str, start: int, end: int) -> str:
    """Return the part of the sentence after *start* that is before *end*."""
    part = text[start:end]
    match = SENTENCE_END.search(part)
    return part[: match.start()] if match else part


def find_words(text: str, *words: str) -> int:
    """Return where the first of some words in small letters begins in a text, in whatever case, or -1."""
    small = text.lower()
    found = [index for each in words if (index := small.find(each)) >= 0]
    # A few letters are two when they are small, and then places are not what they were.
    return min(found, default=-1) if len(small) == len(text) or not found else 0
