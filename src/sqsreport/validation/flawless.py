"""JSON text without a flaw, read at the speed of the machine.

Most texts are flawless, and to tell that takes a small part of what it takes to say what a
flaw is. Whatever is not flawless beyond doubt is left to `text`, which says the same of it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Final

from sqsreport._jsondata import MAX_DEPTH, MAX_INTEGER

#: The colon behind a key. Texts may hold the like too, so this finds every key and perhaps more.
_COLON_OF_KEY: Final = re.compile(rb':(?<=[" \t\r\n]:)')


class _FlawedError(ValueError):
    """The text cannot be read this way."""


def document_of(data: bytes) -> dict[str, Any] | None:
    """Return the object that a JSON text is, or ``None`` when it may have a flaw."""
    try:
        document = _decoder()(data)
        # A key that stands twice in one object is in the text twice, and in the document once.
        if isinstance(document, dict) and _count_keys(document) == len(_COLON_OF_KEY.findall(data)):
            return document
    except (ValueError, RecursionError):  # msgspec's own errors, and those of UTF-8, are ValueErrors
        pass
    return None


def is_plain(document: object) -> bool:
    """Tell whether data is beyond doubt an object that JSON can hold, provided that the schema allows it."""
    try:
        # Only there does the schema allow what it does not look at.
        return type(document) is dict and "extensions" not in document and _count_keys(document) > 0
    except (_FlawedError, RecursionError):
        return False


@functools.cache
def _decoder() -> Callable[[bytes], Any]:
    # Imported here because a command line that shows its help has no use for it.
    from msgspec.json import Decoder

    return Decoder(float_hook=_exact).decode


def _exact(text: str) -> float:
    """Read a number that is spelt as Python would spell it, so that nothing of it is lost."""
    number = float(text)
    if repr(number) != text:
        raise _FlawedError
    return number


def _count_keys(found: dict[str, Any] | list[Any], depth: int = 1) -> int:
    """Count the keys of an object or a list and of all in it."""
    if depth > MAX_DEPTH:
        raise _FlawedError
    count, items = (len(found), found.values()) if isinstance(found, dict) else (0, found)
    for item in items:
        kind = type(item)
        if kind is str:  # as most are
            continue
        if kind is dict or kind is list:
            count += _count_keys(item, depth + 1)
        elif kind is int and not -MAX_INTEGER <= item <= MAX_INTEGER:
            raise _FlawedError
    return count
