"""Find e-mail addresses, telephone numbers and postal addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.extract.contact import EXTENSION, MASKED_EMAIL, TELEPHONE
from sqsreport.redaction.names import Span

#: An e-mail address, or anything similar, because redacting too much is better than too little.
_EMAIL: Final = re.compile(r"(?<![^\s@<>()\[\]\"',;:*|])[^\s@<>()\[\]\"',;:*|]++@[^\s@<>()\[\]\"',;*|]++")
#: An e-mail address that is masked with brackets, such as ``a.name [at] example [dot] org``.
_MASKED_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]++ ?[\[({](?:at|@)[\])}] ?[\w-]++(?: ?(?:\.|[\[({](?:dot|\.)[\])}]) ?[\w-]++)++", re.IGNORECASE
)
_TEL: Final = re.compile(r"tel:\+?[\d().-]++", re.IGNORECASE)
#: A postcode of the United Kingdom.
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][ABD-HJLNP-UW-Z]{2}\b")
#: A line of a postal address: a number and words that begin with capital letters.
_LINE: Final = re.compile(
    r"(?:(?<![0-9])[0-9]++[A-Za-z]?\s++)?(?:(?:[A-Z][\w.'’-]*+|of|and|on|the|upon|in)\s++){0,5}[A-Z][\w.'’-]*+"
)
_MAX_LINES: Final = 6
_MAX_LINE: Final = 60

EMAIL_ADDRESS: Final = "[e-mail address]"
TELEPHONE_NUMBER: Final = "[telephone number]"
ADDRESS: Final = "[address]"


def find_contacts(text: str) -> Iterator[Span]:
    """Yield the addresses and telephone numbers of a text; they may overlap."""
    for pattern in (_EMAIL, _MASKED_EMAIL, MASKED_EMAIL):
        for match in pattern.finditer(text):
            if match[0] != EMAIL_ADDRESS:
                start = match.start() - len("mailto:") * text.lower().endswith("mailto:", 0, match.start())
                end = match.end() - (len(match[0]) - len(match[0].rstrip(".!?:")))
                yield Span(start, end, EMAIL_ADDRESS)
    for match in _TEL.finditer(text):
        yield Span(match.start(), match.end(), TELEPHONE_NUMBER)
    for match in TELEPHONE.finditer(text):
        extension = EXTENSION.match(text, match.end())
        start = match.start() + (match[0].startswith("(") and ")" not in match[0])
        yield Span(start, extension.end() if extension else match.end(), TELEPHONE_NUMBER)
    for match in _POSTCODE.finditer(text):
        yield Span(_start_of_address(text, match.start()), match.end(), ADDRESS)


def _start_of_address(text: str, end: int) -> int:
    """Return the start of a postal address before its postcode: lines of names of places, separated by commas.

    Args:
        text: the text.
        end: the index of the postcode.
    """
    start = end
    for number in range(_MAX_LINES):
        before = text[max(0, start - _MAX_LINE) : start]
        trimmed = before.rstrip(" \t") if number == 0 else before.rstrip()
        if number and not trimmed.endswith(","):
            break
        trimmed = trimmed.rstrip(", ")
        line = trimmed.rpartition(",")[2]
        # There may be other words of the sentence before the address.
        matches = [match for match in _LINE.finditer(line) if match.end() == len(line)]
        if not matches:
            break
        start = max(0, start - _MAX_LINE) + len(trimmed) - len(line) + matches[-1].start()
        if matches[-1].start() > len(line) - len(line.lstrip()):
            break
    return start
