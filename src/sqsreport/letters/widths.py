"""How wide text is printed: a proportional typeface, or one in which every character has the same width."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

#: Returns the width of a text, in the widths of a usual small letter.
Measure = Callable[[str], float]

#: Widths in thousandths of the font size: between those of the usual typefaces with serifs and without.
_WIDTHS: Final = {
    **dict.fromkeys("ijl'’‘|", 240),
    **dict.fromkeys("ft.,:;! I()[]/-", 300),
    **dict.fromkeys("rJs", 370),
    **dict.fromkeys('acezkvxy?"“”', 480),
    **dict.fromkeys("bdghnopqu0123456789£$–_*+=<>~", 535),
    **dict.fromkeys("FLTZSPE", 610),
    **dict.fromkeys("ABKVXYCRUHDNw&", 690),
    **dict.fromkeys("GOQ", 760),
    **dict.fromkeys("mM%", 830),
    **dict.fromkeys("W—…@", 950),
}
_OTHER: Final = 535
_UNIT: Final = 500


def proportional(text: str) -> float:
    """Return about how wide a text is in a proportional typeface."""
    return _proportional(text) if len(text) <= _LONGEST else _sum(text)


#: Longer texts are not remembered.
_LONGEST: Final = 200


@lru_cache(maxsize=4_000)
def _proportional(text: str) -> float:
    return _sum(text)


def _sum(text: str) -> float:
    return sum(_WIDTHS.get(character, _OTHER) for character in text) / _UNIT


def fixed(text: str) -> float:
    """Return how wide a text is in a typeface of fixed width."""
    return float(len(text))
