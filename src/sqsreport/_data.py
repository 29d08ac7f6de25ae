"""Files that ship with the package."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_PACKAGE: Final = os.path.dirname(__file__)
#: A wheel has the schemas inside the package; a checkout has them next to `src`.
_FOLDERS: Final = (_PACKAGE, os.path.dirname(os.path.dirname(_PACKAGE)))


def data_file(*parts: str) -> Traversable:
    """Return a file or a folder of data, which may be in a zip archive from which the package is imported."""
    for folder in _FOLDERS:
        if os.path.exists(path := os.path.join(folder, *parts)):
            from pathlib import Path  # imported here because it takes longer than reading a file

            return Path(path)
    from importlib.resources import files  # imported here because it takes a while, and only a zip archive needs it

    return files("sqsreport").joinpath(*parts)


def data_text(*parts: str) -> str:
    """Return the text of a file of data."""
    for folder in _FOLDERS:
        with contextlib.suppress(OSError), open(os.path.join(folder, *parts), encoding="utf-8") as file:
            return file.read()
    return data_file(*parts).read_text(encoding="utf-8")
