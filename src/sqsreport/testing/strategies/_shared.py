"""Helpers of the strategies."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from sqsreport.testing._hypothesis import SearchStrategy, st

P = ParamSpec("P")
S = TypeVar("S")


def once(make: Callable[P, S]) -> Callable[P, S]:
    """Cache the strategies of a function: making one takes Hypothesis longer than drawing from it."""
    cached = functools.lru_cache(maxsize=512)(make)

    @functools.wraps(make)
    def cached_function(*args: P.args, **kwargs: P.kwargs) -> S:
        return cached(*args, **kwargs)  # type: ignore[arg-type]  # the arguments are hashable

    return cached_function


@once
def maybe(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Draw a value, or ``None``."""
    return st.none() | values


@once
def few(items: SearchStrategy[Any], min_size: int = 0, max_size: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    """Draw a tuple of a few items."""
    return st.lists(items, min_size=min_size, max_size=max_size).map(tuple)


def sure(value: Any) -> Any:
    """Return a value that is not ``None``, for type checkers."""
    assert value is not None
    return value
