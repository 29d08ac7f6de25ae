"""Functions for the characters, sentences and words of a text, for the modules of this package."""

from __future__ import annotations

import unicodedata
from typing import Final

import attrs

from sqsreport import _patterns as re

#: Every capital letter of the Latin script, for use within a character class.
CAPITALS: Final = "A-ZÀ-ÖØ-Þ" + "".join(
    c for c in map(chr, (*range(0x100, 0x250), *range(0x1E00, 0x1F00))) if c.isupper()
)
#: Letters, combining marks and apostrophes, for use within a character class.
LETTERS: Final = "^\\W\\d_"
MARKS: Final = "\u0300-\u036f"
APOSTROPHES: Final = "'’‘ʼ`´"
#: The end of a sentence, which is not within "41.0" or "St. Helens".
SENTENCE_END: Final = re.compile(
    rf"[.!?](?=\s+[{CAPITALS}]|\s*$)(?<!\bSt.)(?<!\b(?:Dr|Mr|Ms|No).)(?<!\b(?:Cllr|Prof|Revd|Sept).)"
    r"(?<!\b(?:Mrs|Rev|Hon|tel|Tel|ext|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec).)"
)
#: Words with which a sentence refers to the one before it.
_REFERENCE_BACK: Final = re.compile(
    r"(?:This|That|These|Those|They|Their|It|Its|He|She|His|Her|However|But|And|Also|Such|Similarly|Likewise|Instead|"
    r"Otherwise|Nevertheless|Nonetheless|Consequently|Therefore|Moreover|Furthermore|Conversely|Both|Neither)"
    r"\b(?! letter\b)"
)
_INITIAL: Final = re.compile(rf"\b[{CAPITALS}]$")
_SPELLINGS: Final = (
    dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
    | dict.fromkeys((0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)), " ")
    | dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
)


@attrs.frozen
class Unclear:
    """Text in the place of a value that cannot be parsed.

    Attributes:
        text: the words as printed.
    """

    text: str


def normalise(text: str) -> str:
    """Return a text in NFC with plain hyphens and spaces."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).translate(_SPELLINGS)


def refers_back(text: str) -> bool:
    """Check whether a sentence refers to the one before it, so that it seldom begins a paragraph."""
    return _REFERENCE_BACK.match(text) is not None


def sentence_before(text: str, start: int, end: int) -> str:
    """Return the part of the sentence before *end* that is not before *start*."""
    part = text[start:end]
    last = None
    for match in SENTENCE_END.finditer(part):
        # An initial, as in "J. Marsh", does not end a sentence.
        if not _INITIAL.search(part, 0, match.start()):
            last = match
    return part[last.end() :] if last else part


def sentence_after(text: str, start: int, end: int) -> str:
    """Return the part of the sentence after *start* that is before *end*."""
    part = text[start:end]
    match = SENTENCE_END.search(part)
    return part[: match.start()] if match else part


def find_words(text: str, *words: str) -> int:
    """Return the offset of the first of some lower-case words in a text, ignoring case, or -1."""
    small = text.lower()
    indices = [index for each in words if (index := small.find(each)) >= 0]
    # The lower case of a few letters has two characters, which changes the offsets after them.
    return min(indices, default=-1) if len(small) == len(text) or not indices else 0
