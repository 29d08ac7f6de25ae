"""The fast path for JSON data without problems.

Most data has none, and checking that takes a fraction of the time that reporting a problem
takes. Data that may have a problem is left to `text`, which returns the same document.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Final

import attrs

from sqsreport._jsondata import MAX_DEPTH, MAX_INTEGER
from sqsreport._text import are_visible

#: The escapes that JSON allows for a colon. A text with one is left to the strict parser.
_ESCAPED_COLON: Final = re.compile(rb"\\u003[aA]")
#: The number of lists of nested items below which no text is too deep, if it has no extensions.
_FEW_NESTED: Final = MAX_DEPTH // 3


class _UnsupportedError(ValueError):
    """The data needs the strict parser."""


@attrs.frozen
class PlainDocument:
    """An object of JSON data without problems of syntax, provided that the schema allows it.

    Attributes:
        data: the object.
        is_visible: whether it is certain that no text has an invisible or look-alike character.
    """

    data: dict[str, Any]
    is_visible: bool


def fast_parse(text: bytes) -> PlainDocument | None:
    """Return the object that a JSON text represents, or ``None`` when the text may have a problem."""
    decode, encode = _codec()
    try:
        data = decode(text)
        if isinstance(data, dict):
            encoded = encode(data)
            # A key that appears twice in an object has two colons in the text, but one after decoding and encoding.
            if text.count(b":") == encoded.count(b":") and not _ESCAPED_COLON.search(text):
                if "extensions" in data or encoded.count(b'"items":') > _FEW_NESTED:
                    _walk(data, [], set())  # the schema does not check these
                return PlainDocument(data, are_visible(encoded))
    except (ValueError, RecursionError):  # the errors of msgspec and of UTF-8 are ValueErrors
        pass
    return None


def plain_document(data: object) -> PlainDocument | None:
    """Return an object of JSON data that has no problem, provided that the schema allows it; otherwise ``None``."""
    # The schema does not check what is below "extensions".
    if type(data) is dict and data and "extensions" not in data:
        foreign: list[str] = []
        try:
            _walk(data, foreign, set())
            return PlainDocument(data, are_visible("".join(foreign).encode(errors="replace")))
        except (_UnsupportedError, RecursionError):
            pass
    return None


@functools.cache
def _codec() -> tuple[Callable[[bytes], Any], Callable[[Any], bytes]]:
    # Imported here because most commands have no use for it.
    from msgspec.json import Decoder, Encoder

    return Decoder(float_hook=_parse_exact).decode, Encoder().encode


def _parse_exact(text: str) -> float:
    """Parse a number, and raise an error unless Python would spell it the same way, so that nothing is lost."""
    number = float(text)
    if repr(number) != text:
        raise _UnsupportedError
    return number


def _walk(value: dict[str, Any] | list[Any], foreign: list[str], visited: set[int], depth: int = 1) -> None:
    """Raise an error for a depth or an integer beyond the limits, in an object or a list at all levels.

    Also raise one for an object that is in several places: if every level contains the next one twice, a few dozen
    objects are billions of values. The strict parser counts them.

    Args:
        value: the object or the list.
        foreign: the list to which the texts that are not ASCII are added.
        visited: the identities of the objects and lists so far.
        depth: the level of the value, from 1.
    """
    if depth > MAX_DEPTH or id(value) in visited:
        raise _UnsupportedError
    visited.add(id(value))
    for item in value.values() if isinstance(value, dict) else value:
        kind = type(item)
        if kind is str:  # the most frequent type
            if not item.isascii():
                foreign.append(item)
        elif kind is dict or kind is list:
            _walk(item, foreign, visited, depth + 1)
        elif kind is int and not -MAX_INTEGER <= item <= MAX_INTEGER:
            raise _UnsupportedError
