"""The names of `re`, with a `compile` whose patterns are compiled when they are first used.

To compile the patterns of a module takes longer than anything else in importing it, and most
documents need few of them. Modules with many patterns import this one as `re`.
"""

from __future__ import annotations

import re
from re import *  # noqa: F403 - this module is used in place of `re`
from re import RegexFlag
from typing import Any


def compile(  # type: ignore[no-redef] # noqa: A001 - it replaces that of `re`
    pattern: str, flags: int | RegexFlag = 0
) -> re.Pattern[str]:
    """Return an object that has the methods of the compiled pattern."""
    lazy: Any = LazyPattern(pattern, flags)
    return lazy  # type: ignore[no-any-return] # no other class can be a `re.Pattern` for type checkers


class LazyPattern:
    """A pattern that is compiled when the first of its attributes is used."""

    def __init__(self, pattern: str, flags: int | RegexFlag) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the compiled pattern, and keep it, so that its next use is as fast as without this."""
        if name == "compiled":
            value: Any = re.compile(*self._arguments)
        elif name.startswith("__"):  # looked up by `copy` and `pickle`, before there are any attributes
            raise AttributeError(name)
        else:
            value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value
