"""Recognise compounds with a hyphen, such as ``one-fifth``, by their first and last words."""

from __future__ import annotations

from typing import Final

#: First words of compounds. Hyphenated words may begin with one too, so other lines of the letter take precedence.
_COMPOUND_STARTS: Final = frozenset(
    "one two three four five six seven eight nine ten half multi non well self co ex mid pre post re long short high "
    "low full part first second third cross face to follow up on of in day year decision problem peer out anti drug "
    "alcohol gang risk age child family young school care court community home night hard ever under over de la "
    "ap".split()
)
#: Last words of compounds.
_COMPOUND_ENDS: Final = frozenset(
    "quarters quarter thirds third fifths fifth sixths sixth sevenths seventh eighths eighth ninths ninth tenths "
    "tenth half agency being based led term time wide up to off on in of the and old year making related focused "
    "centred date going offending offend arrest sentence harm esteem ordinated operation ordination located written "
    "working".split()
)
#: Words that end a compound whatever word it begins with, and words that are written together with them.
_SUFFIXES: Final = frozenset("wide based led related focused centred".split())
_SOLID_STARTS: Final = frozenset("nation country state world".split())
#: First words after which the hyphen of a compound stays, unless a syllable is after it: "well-run", "multi-ple".
_FIRM_STARTS: Final = frozenset("well multi self cross non".split())
_LONGEST_SYLLABLE: Final = 3
#: The halves of numbers such as "twenty-seven".
_TENS: Final = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_UNITS: Final = frozenset(
    "one two three four five six seven eight nine first second third fourth fifth sixth seventh eighth ninth".split()
)


def begins_compound(word: str) -> bool:
    """Check whether a word in lower case is the first word of compounds."""
    return word in _COMPOUND_STARTS


def is_compound(left: str, right: str) -> bool:
    """Check whether two words in lower case are the halves of a compound."""
    return (
        (left in _COMPOUND_STARTS and right in _COMPOUND_ENDS)
        or (left in _FIRM_STARTS and len(right) > _LONGEST_SYLLABLE)
        or (left in _TENS and right in _UNITS)
        or (right in _SUFFIXES and left not in _SOLID_STARTS)
    )
