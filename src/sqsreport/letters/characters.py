"""Normalise the characters of a letter: plain hyphens and spaces, known bullets, no invisible characters.

Fonts, word processors and converters use different characters for the same sign. Text is normalised once, before it
is parsed; passages keep the characters of the file. Quotation marks and dashes are not changed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from sqsreport.letters import mojibake

#: A hyphen that is displayed only at the end of a line.
SOFT_HYPHEN: Final = "\u00ad"
#: Tables for `str.translate`: from raised digits to digits, and from digits to raised digits.
LOWERED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED: Final = {digit: raised for raised, digit in LOWERED.items()}

_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
#: Spaces that are as wide as two others, which often separate columns.
_WIDE_SPACES: Final = "\u2001\u2003\u3000"
_HYPHENS: Final = "\u2010\u2011\u2012\u2212\u02d7\u058a\u1806\ufe63\uff0d\uf02d"
_EM_DASHES: Final = "\u2015\ufe58\u2e3a\u2e3b\uf0be"
_EN_DASHES: Final = "\ufe31\ufe32"
_LIGATURES: Final = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
#: Invisible characters, other than format characters (category Cf).
_INVISIBLE: Final = (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10))
_FORMAT_CHARACTERS: Final = re.compile(
    "[\u0600-\u0605\u061c\u06dd\u070f\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000110bd\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
#: The characters of the Symbol and Wingdings fonts, which Word stores in the private use area.
_SYMBOL_FONTS: Final = str.maketrans(
    {
        **dict.fromkeys(map(chr, (0xF0B7, 0xF06C, 0xF09F, 0xF098, 0xF099)), "•"),
        **dict.fromkeys(map(chr, (0xF0A7, 0xF06E, 0xF0A0)), "▪"),
        **dict.fromkeys(map(chr, (0xF0A8, 0xF06F, 0xF070, 0xF071, 0xF072)), "□"),
        **dict.fromkeys(map(chr, (0xF075, 0xF076, 0xF074)), "■"),
        **dict.fromkeys(map(chr, (0xF0D8, 0xF0E0, 0xF0E8, 0xF0F0, 0xF0AE, 0xF0DE)), "➢"),
        **dict.fromkeys(map(chr, (0xF0FC, 0xF0FE)), "✓"),
        "\uf06d": "○",
        "\uf0a1": "○",
        # The Symbol font has the digits and the punctuation of ASCII at the same codes.
        **{chr(0xF000 + code): chr(code) for code in (*range(0x20, 0x2D), *range(0x2E, 0x40), 0x5B, 0x5D, 0x7B, 0x7D)},
        "\uf0a3": "≤",
        "\uf0b3": "≥",
        "\uf0b1": "±",
        "\uf0b0": "°",
        "\uf0b4": "×",
        "\uf0bc": "…",
    }
)
_PLAIN: Final[dict[int, str]] = {
    **str.maketrans(dict.fromkeys(_SPACES, " ")),
    **str.maketrans(dict.fromkeys(_WIDE_SPACES, "  ")),
    **str.maketrans(dict.fromkeys(_EN_DASHES, "–")),
    **str.maketrans(dict.fromkeys(_EM_DASHES, "—")),
    **dict.fromkeys((*_INVISIBLE, ord(SOFT_HYPHEN)), ""),
    **_LIGATURES,
    **_SYMBOL_FONTS,
    **str.maketrans(dict.fromkeys(_HYPHENS, "-")),
    **str.maketrans({"⁽": "(", "⁾": ")"}),  # around a raised digit
}

_SPACING_CIRCUMFLEX: Final = "\u02c6"
_CIRCUMFLEX: Final = re.compile("\u02c6([wyWY])")

#: The known bullets, each with similar characters. Bullets that look different stay different, because they may show
#: how lists are nested.
_BULLETS: Final = {
    "•": "∙⋅‧・･⦁⸰᛫ꞏ",
    "●": "⬤⚫🔴🔵🟢⏺❍🞄",
    "○": "⚪◯⚬⭘○◌⊙⊚⦿◎⦾",
    "■": "◆❖♦◈⬥⬧⯁✦★☆✶✸✹❋✱✲✳⁕⁎✻✼✽❉✢✣✤✥⭐⬛◼◾▮❚⯀🟦",
    "▪": "▬◙▰⏹⬝⯌",
    "□": "◇⋄◊⬦⟡⬨✧☐❏❐❑❒▢⬜◻◽▫",
    "➢": "➤➔➜➙➛➝➞➟➠➡➣➥➦➧➨➩➪➫➬➭➮➯➱➲➳➵➸➺➻➼➽➾→⇒⇨⟶⮕⮚⮞☞☛👉",
    "‣": "►▶▸▹▻▷⏵🞂⯈❯❱»›❥",
    "✓": "✔✅☑☒✗✘✕✖√",
    "⁃": "⁌⁍⎯",
}
#: Every known bullet, for the inside of a character class.
BULLETS: Final = "".join((*_BULLETS, *_BULLETS.values(), "◦·", *map(chr, (0xF0A7, 0xF0B7, 0xF0D8, 0xF0FC))))
#: The bullets that `clean` leaves at the start of a line, for the inside of a character class.
KNOWN_BULLETS: Final = "".join((*_BULLETS, "◦·"))
#: Those of them that mark an item below another one.
NESTED_BULLETS: Final = frozenset("◦○▪‣➢·⁃□")
#: Bullets that are also signs within a text, and so are bullets only before a space.
SIGNS: Final = "»›√→⇒⇨⟶"
_BULLET_OF: Final = {ord(character): bullet for bullet, characters in _BULLETS.items() for character in characters}
#: Letters that were bullets in Wingdings, in a text whose font was lost.
_LOST_WINGDINGS: Final = {"§": "▪", "Ø": "➢", "ü": "✓"}
#: The arrows that lead from a note back to its mark.
ARROWS_BACK: Final = "↩↑⤴⏎"
_DIGITS: Final = re.compile(r"[0-9]+")
_FIRST_CHARACTER: Final = re.compile(r"\s*(?P<character>[^\w\s]|[Øü])\s*(?P<next>\S|$)")


def clean(text: str) -> str:
    """Normalise a line of text; a soft hyphen at its end is kept, because the word continues on the next line."""
    if text.isascii():
        return text
    text = mojibake.repaired(text)
    if _SPACING_CIRCUMFLEX in text:  # LaTeX places it above a letter that its font does not have with it
        text = _CIRCUMFLEX.sub("\\1\u0302", text)
    if max(text) >= "\u0300":
        text = _FORMAT_CHARACTERS.sub("", unicodedata.normalize("NFC", text))
    stem = text.rstrip()
    hyphen = SOFT_HYPHEN if stem.endswith(SOFT_HYPHEN) and stem.strip(f"{SOFT_HYPHEN} ") else ""
    text = text.translate(_PLAIN)
    if hyphen:
        text = text.rstrip() + hyphen
    return text if text.isascii() else _with_known_bullet(text)


def shape_of(text: str) -> str:
    """Return a line without its digits and the width of its gaps, so that it is the same on every page."""
    return " ".join(_DIGITS.sub("0", text).split())


def _with_known_bullet(text: str) -> str:
    """Replace a bullet at the start of a line with the similar known one."""
    match = _FIRST_CHARACTER.match(text)
    if match is None:
        return text
    character, start = match["character"], match.start("character")
    is_apart = text[start + 1 : start + 2].isspace() or start + 1 == len(text)
    bullet = _BULLET_OF.get(ord(character))
    if bullet is None and is_apart and not (character == "§" and match["next"].isdigit()):
        bullet = _LOST_WINGDINGS.get(character)
    if bullet is None or (character in SIGNS and not is_apart):
        return text
    return text[:start] + bullet + text[start + 1 :]
