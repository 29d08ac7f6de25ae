"""The fast path for JSON text without problems.

Most texts have none, and to establish that takes a fraction of the time that it takes to
report one. A text that may have a problem is left to `text`, which gives the same document.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, Final

from sqsreport._jsondata import MAX_DEPTH, MAX_INTEGER

#: The colon after a key. Strings may contain it too, so this counts every key and perhaps more.
_COLON_OF_KEY: Final = re.compile(rb':(?<=[" \t\r\n]:)')


class _UnsupportedError(ValueError):
    """The text needs the strict parser."""


def fast_parse(data: bytes) -> dict[str, Any] | None:
    """Return the object that a JSON text represents, or ``None`` when the text may have a problem."""
    try:
        document = _decoder()(data)
        # A key that appears twice in one object is in the text twice, and in the document once.
        if isinstance(document, dict) and _count_keys(document) == len(_COLON_OF_KEY.findall(data)):
            return document
    except (ValueError, RecursionError):  # the errors of msgspec and of UTF-8 are ValueErrors
        pass
    return None


def is_plain(document: object) -> bool:
    """Return whether data is certain to be an object of JSON data, provided that the schema allows it."""
    try:
        # The schema does not check what is below "extensions".
        return type(document) is dict and "extensions" not in document and _count_keys(document) > 0
    except (_UnsupportedError, RecursionError):
        return False


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


def _count_keys(value: dict[str, Any] | list[Any], depth: int = 1) -> int:
    """Return the number of keys in an object or a list, at all levels."""
    if depth > MAX_DEPTH:
        raise _UnsupportedError
    count, items = (len(value), value.values()) if isinstance(value, dict) else (0, value)
    for item in items:
        kind = type(item)
        if kind is str:  # the most frequent type
            continue
        if kind is dict or kind is list:
            count += _count_keys(item, depth + 1)
        elif kind is int and not -MAX_INTEGER <= item <= MAX_INTEGER:
            raise _UnsupportedError
    return count
