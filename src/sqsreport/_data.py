"""Files that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def data_file(*parts: str) -> Traversable:
    """Return a file or a folder of data, which may be in a zip archive from which the package is imported."""
    # A wheel has the schemas inside the package; a checkout has them next to `src`.
    for folder in (Path(__file__).parent, Path(__file__).parents[2]):
        if (path := folder.joinpath(*parts)).exists():
            return path
    from importlib.resources import files  # imported here because it takes a while, and only a zip archive needs it

    return files("sqsreport").joinpath(*parts)
