"""Import optional packages, which extras install; if one is missing, the error names the extra."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqsreport.errors import MissingExtraError


def require(module: str, *, extra: str, purpose: str) -> Any:
    """Import a module of an optional package.

    Args:
        module: the dotted name of the module.
        extra: the extra of sqsreport that installs the package.
        purpose: what needs the package, as the subject of a sentence, such as ``reading PDF``.

    Raises:
        MissingExtraError: the package is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        raise MissingExtraError(purpose, extra) from None
