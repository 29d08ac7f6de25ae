"""What a terminal makes of text: the characters that it would act on, and how wide the others are."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: What a terminal acts on where it should print: control characters, and those that turn the
#: direction of the text that follows, with which a document could make a line say another thing.
_UNPRINTABLE = (
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
)
_TO_PLAIN = dict.fromkeys(_UNPRINTABLE, "\N{REPLACEMENT CHARACTER}")

_SURROGATE: Final = re.compile("[\ud800-\udfff]")

#: Categories of characters that stand on the one before, or that are not seen at all.
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")
_SOFT_HYPHEN = "\u00ad"


def characters(text: str) -> str:
    """Replace what is no character, such as a byte of a file name that is not UTF-8."""
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> str:
    """Replace what a terminal would act on, character by character."""
    return text.translate(_TO_PLAIN)


def width(text: str) -> int:
    r"""Count the columns of a terminal that a text takes.

    >>> width("Môn"), width("漢字"), width("e\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in _WITHOUT_WIDTH and char != _SOFT_HYPHEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
