"""Look up a part of a report by its key, with an error that lists those that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from sqsreport._text import closest
from sqsreport.errors import NotFoundError

T = TypeVar("T")


def find(kind: str, key: str, by_key: Mapping[str, T], names: Iterable[str] | None = None) -> T:
    """Return the part with a key.

    Args:
        kind: the parts, such as ``section``.
        key: the key.
        by_key: the parts by their keys.
        names: the keys to list in an error; by default all of them.

    Raises:
        NotFoundError: there is none.
    """
    if key in by_key:
        return by_key[key]
    names = list(by_key if names is None else names)
    near = closest(str(key), names)
    raise NotFoundError(kind=kind, key=key, known=tuple(names), near=(near,) if near else ())
