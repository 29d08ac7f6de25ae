"""The fast path for JSON data without problems.

Most data has none, and to establish that takes a fraction of the time that it takes to
report one. Data that may have a problem is left to `text`, which gives the same document.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final

import attrs

from sqsreport._jsondata import MAX_DEPTH, MAX_INTEGER
from sqsreport._text import are_visible

#: The start of the escapes that JSON allows for a colon. A text with one is left to the strict parser.
_ESCAPED_COLON: Final = b"\\u003"


class _UnsupportedError(ValueError):
    """The data needs the strict parser."""


@attrs.frozen
class PlainDocument:
    """An object of JSON data without problems of syntax.

    Attributes:
        data: the object.
        is_visible: whether it is certain that no text has an invisible or look-alike character.
    """

    data: dict[str, Any]
    is_visible: bool


def fast_parse(text: bytes) -> PlainDocument | None:
    """Return the object that a JSON text represents, or ``None`` when the text may have a problem."""
    try:
        data = _decoder()(text)
        if isinstance(data, dict):
            foreign: list[str] = []
            if isinstance(extensions := data.get("extensions"), dict):
                foreign += extensions  # their keys are names as well
            colons = _count_colons(data, foreign) + _count_colons_of_keys(data.get("extensions"))
            # A key that appears twice in one object is in the text twice, and in the data once.
            if colons == text.count(b":") and (b"\\" not in text or _ESCAPED_COLON not in text):
                return PlainDocument(data, are_visible(foreign))
    except (ValueError, RecursionError):  # the errors of msgspec and of UTF-8 are ValueErrors
        pass
    return None


def plain_document(data: object) -> PlainDocument | None:
    """Return an object of JSON data that has no problem, provided that the schema allows it; otherwise ``None``."""
    # The schema does not check what is below "extensions".
    if type(data) is dict and data and "extensions" not in data:
        foreign: list[str] = []
        try:
            _count_colons(data, foreign)
        except (_UnsupportedError, RecursionError):
            return None
        return PlainDocument(data, are_visible(foreign))
    return None


@functools.cache
def _decoder() -> Callable[[bytes], Any]:
    # Imported here because most commands have no use for it.
    from msgspec.json import Decoder

    return Decoder(float_hook=_parse_exact).decode


def _parse_exact(text: str) -> float:
    """Parse a number, and raise an error unless Python would spell it the same way, so that nothing is lost."""
    number = float(text)
    if repr(number) != text:
        raise _UnsupportedError
    return number


def _count_colons(value: dict[str, Any] | list[Any], foreign: list[str], depth: int = 1) -> int:
    """Return the number of colons after keys and in texts, in an object or a list at all levels.

    Args:
        value: the object or the list.
        foreign: the list to which the texts that are not ASCII are added.
        depth: the level of the value, from 1.
    """
    if depth > MAX_DEPTH:
        raise _UnsupportedError
    count, items = (len(value), value.values()) if isinstance(value, dict) else (0, value)
    for item in items:
        kind = type(item)
        if kind is str:  # the most frequent type
            if ":" in item:
                count += item.count(":")
            if not item.isascii():
                foreign.append(item)
        elif kind is dict or kind is list:
            count += _count_colons(item, foreign, depth + 1)
        elif kind is int and not -MAX_INTEGER <= item <= MAX_INTEGER:
            raise _UnsupportedError
    return count


def _count_colons_of_keys(value: Any) -> int:
    """Return the number of colons in keys, such as addresses; only those below "extensions" may have any."""
    if isinstance(value, dict):
        return sum(key.count(":") + _count_colons_of_keys(item) for key, item in value.items())
    return sum(map(_count_colons_of_keys, value)) if isinstance(value, list) else 0
