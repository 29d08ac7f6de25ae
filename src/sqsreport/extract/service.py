"""The name of the service."""

from __future__ import annotations

import re
from typing import Final

_NAME_WORD: Final = r"(?:[A-Z][\w'’.-]*|&|and|of|the|upon|on|in|for|with)"
_SERVICE: Final = re.compile(
    rf"(?<![\w'’.-])(?P<name>{_NAME_WORD}(?: {_NAME_WORD}){{0,11}} (?:Service|Team|Partnership)s?)"
    r" \((?:the |‘|'|“|\")*(?P<abbreviation>[A-Z][A-Za-z&]{1,11})[’'”\"]*\)"
)
_SERVICE_UNSHORTENED: Final = re.compile(
    rf"(?<![\w'’.-])(?P<name>(?:{_NAME_WORD} ){{1,9}}(?:Youth|YOT|YOS)"
    r"(?: [A-Z&][\w&]*| and| &){1,4}? (?:Service|Team)s?)\b"
)
_LEADING_SMALL_WORDS: Final = re.compile(r"^(?:(?:&|and|of|the|upon|on|in|for|with|The|In|At|By|We|Both|All) )+")


def find_service(text: str) -> tuple[str, str | None] | None:
    """Find a service by its abbreviation in brackets: its name and the abbreviation."""
    match = _SERVICE.search(text)
    return (_LEADING_SMALL_WORDS.sub("", match["name"]), match["abbreviation"]) if match else None


def find_unshortened_service(text: str) -> tuple[str, str | None] | None:
    """Find the name of a service whose abbreviation is not printed."""
    match = _SERVICE_UNSHORTENED.search(text)
    return (_LEADING_SMALL_WORDS.sub("", match["name"]), None) if match else None


def find_service_of_board(text: str) -> tuple[str, str | None] | None:
    """Find the name of a service in the role of the chair of its board."""
    match = _SERVICE_UNSHORTENED.search(text)
    return (_LEADING_SMALL_WORDS.sub("", re.sub(r"^.*? of (?=[A-Z])", "", match["name"])), None) if match else None
