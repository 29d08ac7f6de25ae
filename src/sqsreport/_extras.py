"""Packages that only some uses want: an extra brings each, and its absence is told with the way to mend it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqsreport.errors import MissingExtraError


def require(module: str, *, extra: str, purpose: str) -> Any:
    """Import a module that an extra brings.

    Args:
        module: its dotted name.
        extra: the extra of sqsreport that has it.
        purpose: what it is wanted for, as the subject of a sentence, such as ``reading PDF``.

    Raises:
        MissingExtraError: it is not installed; the error says what to install.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise MissingExtraError(purpose, extra) from None
