"""E-mail addresses, telephone numbers and postal addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.extract.contact import EXTENSION, MASKED_EMAIL, TELEPHONE
from sqsreport.redaction.names import Span

#: An e-mail address, with whatever is written as one: it is better to take out too much.
_EMAIL: Final = re.compile(r"(?<![^\s@<>()\[\]\"',;:*|])[^\s@<>()\[\]\"',;:*|]++@[^\s@<>()\[\]\"',;*|]++")
#: An address that was masked by signs in brackets.
_MASKED_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]++ ?[\[({](?:at|@)[\])}] ?[\w-]++(?: ?(?:\.|[\[({](?:dot|\.)[\])}]) ?[\w-]++)++", re.IGNORECASE
)
_TEL: Final = re.compile(r"tel:\+?[\d().-]++", re.IGNORECASE)
#: A postcode of the United Kingdom.
_POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\s?[0-9][ABD-HJLNP-UW-Z]{2}\b")
#: A part of an address: a number and words that begin with capital letters.
_LINE: Final = re.compile(
    r"(?:(?<![0-9])[0-9]++[A-Za-z]?\s++)?(?:(?:[A-Z][\w.'’-]*+|of|and|on|the|upon|in)\s++){0,5}[A-Z][\w.'’-]*+"
)
_MOST_LINES: Final = 6
_LONGEST_LINE: Final = 60

EMAIL_ADDRESS: Final = "[e-mail address]"
TELEPHONE_NUMBER: Final = "[telephone number]"
ADDRESS: Final = "[address]"


def find_contacts(text: str) -> Iterator[Span]:
    """Yield the addresses and numbers of a text; they may overlap."""
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
    """Return where an address begins that ends before an index: lines of names of places, apart by commas."""
    start = end
    for number in range(_MOST_LINES):
        before = text[max(0, start - _LONGEST_LINE) : start]
        trimmed = before.rstrip(" \t") if number == 0 else before.rstrip()
        if number and not trimmed.endswith(","):
            break
        trimmed = trimmed.rstrip(", ")
        line = trimmed.rpartition(",")[2]
        # A sentence may lead up to the address.
        matches = [match for match in _LINE.finditer(line) if match.end() == len(line)]
        if not matches:
            break
        start = max(0, start - _LONGEST_LINE) + len(trimmed) - len(line) + matches[-1].start()
        if matches[-1].start() > len(line) - len(line.lstrip()):
            break
    return start
