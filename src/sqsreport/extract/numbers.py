"""Counts in digits and in words."""

from __future__ import annotations

from typing import Final

_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_COUNTS: Final = (
    {word: number for number, word in enumerate(_UNITS, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {f"{tens}-{unit}": 10 * i + j for i, tens in enumerate(_TENS, 2) for j, unit in enumerate(_UNITS[:9], 1)}
    | {"one hundred": 100, "a hundred": 100}
)
#: The counts by their words, spelt with hyphens.
COUNT_WORDS: Final = tuple(_COUNTS)


def parse_count(text: str) -> int | None:
    """Parse a count in digits or words, such as ``34`` or ``thirty-four``."""
    bare = text.replace(",", "")
    if bare.isascii() and bare.isdigit():
        return int(bare) if len(bare) < 10 else None
    if text.casefold() == "a dozen":
        return 12
    return _COUNTS.get(text.casefold().replace(" ", "-")) or _COUNTS.get(text.casefold())
