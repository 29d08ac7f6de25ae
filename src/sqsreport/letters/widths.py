"""How wide text is printed: in a typeface of fixed width, or in one of the usual proportional ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

#: Returns the width of a text, in the widths of a usual small letter.
Measure = Callable[[str], float]

#: The advance widths in thousandths of the font size, to the next ten, each with the characters that have it.
_ARIAL: Final = {
    190: "'",
    220: "ijl’‘",
    260: "|",
    280: " !,./:;I[\\]ft",
    330: "()-`r{}“”",
    350: '"•',
    390: "*",
    470: "^",
    500: "Jcksvxyz",
    560: "#$0123456789?L_abdeghnopqu–£€",
    580: "+<=>~",
    610: "FTZ",
    670: "&ABEKPSVXY",
    720: "CDHNRUw",
    780: "GOQ",
    830: "Mm",
    890: "%",
    940: "W",
    1000: "—…",
    1020: "@",
}
_TIMES: Final = {
    180: "'",
    200: "|",
    250: " ,.",
    280: "/:;\\ijlt",
    330: "!()-I[]`fr’‘",
    350: "•",
    390: "Js",
    410: '"',
    440: "?acez“”",
    470: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxy–£€",
    540: "~",
    560: "+<=>FPS",
    610: "ELTZ",
    670: "BCR",
    720: "ADGHKNOQUVXYw",
    780: "&m",
    830: "%",
    890: "M",
    920: "@",
    940: "W",
    1000: "—…",
}
_CALIBRI: Final = {
    220: " '",
    230: "ijl",
    250: ".,I’‘",
    270: ":;",
    300: "-()[]f",
    320: "!J",
    340: "rt",
    390: "s/\\",
    400: 'z"',
    420: "Lc“”",
    430: "x",
    450: "vyk?",
    460: "FS",
    470: "gZ|",
    480: "a",
    490: "ETY",
    500: "e*+=<>~#_^",
    510: "0123456789$£€P",
    520: "KXbdhnopqu",
    530: "C",
    540: "BR",
    570: "V",
    580: "A",
    610: "D",
    620: "H",
    630: "G",
    640: "UN",
    660: "OQ",
    680: "&",
    690: "…",
    710: "w%",
    800: "m",
    850: "M",
    890: "W@",
    910: "—",
}
_OTHER: Final = 535
_UNIT: Final = 500
#: The longest text of which the width is cached.
_LONGEST: Final = 200


def with_next_word(line: str, following: str) -> str:
    """Return a line with the first word of the following line: if this is too long, the line was wrapped there."""
    return f"{line} {next(iter(following.split(maxsplit=1)), '')}"


def _measure(widths: Mapping[int, str]) -> Measure:
    by_character = {character: width for width, characters in widths.items() for character in characters}

    def total(text: str) -> float:
        return sum(by_character.get(character, _OTHER) for character in text) / _UNIT

    cached = lru_cache(maxsize=4_000)(total)
    return lambda text: cached(text) if len(text) <= _LONGEST else total(text)


def fixed(text: str) -> float:
    """Return how wide a text is in a typeface of fixed width."""
    return float(len(text))


arial: Final = _measure(_ARIAL)
times: Final = _measure(_TIMES)
calibri: Final = _measure(_CALIBRI)
#: The ways to measure a text, of which one fits the lines of a letter best.
MEASURES: Final = (fixed, arial, times, calibri)
