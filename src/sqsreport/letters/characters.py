"""What typesetting leaves in a text and no reader means: ligatures, soft hyphens, spaces of every width."""

from __future__ import annotations

from typing import Final

#: A hyphen that is printed only where a line ends at it.
SOFT_HYPHEN: Final = "\u00ad"

_SPACES: Final = dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
_NOTHING: Final = dict.fromkeys((0x200B, 0x2060, 0xFEFF, ord(SOFT_HYPHEN)), "")
_LIGATURES: Final = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
#: Bullets and dashes of the Symbol and Wingdings fonts, which Word keeps in the private use area.
_SYMBOLS: Final = dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC, 0xF06C, 0xF06E, 0xF0A8), "•") | {
    0xF02D: "-",
    0xF0BE: "—",
}
_PLAIN: Final = _SPACES | _NOTHING | _LIGATURES | _SYMBOLS


def clean(text: str) -> str:
    """Write a line of text with plain letters and spaces; a soft hyphen behind the last word stays for the next."""
    if text.isascii():
        return text
    if (stem := text.rstrip()).endswith(SOFT_HYPHEN):
        word = stem.rstrip(SOFT_HYPHEN).translate(_PLAIN)
        if word[-1:].strip():
            return word + SOFT_HYPHEN
    return text.translate(_PLAIN)
