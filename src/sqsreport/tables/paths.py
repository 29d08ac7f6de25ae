"""Paths that Arrow and DuckDB take for paths, whatever they are called."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqsreport._text import has_surrogate


@contextlib.contextmanager
def plain(path: Path) -> Iterator[Path]:
    """Give a path as a whole, or where Arrow or DuckDB would not take it for a path a free one in a temporary folder.

    A relative path may begin like an address, such as ``md:``. After a question mark DuckDB expects options, and what
    is not UTF-8 neither opens.
    """
    whole = os.path.abspath(path)  # noqa: PTH100 - `Path.resolve` would follow links
    if "?" not in whole and not has_surrogate(whole):
        yield Path(whole)
        return
    with tempfile.TemporaryDirectory(prefix="sqsreport-") as folder:
        yield Path(folder, "tables")


@contextlib.contextmanager
def readable(path: Path) -> Iterator[Path]:
    """Give a path to read what is at another: that itself as a whole, or of a copy."""
    with plain(path) as place:
        if not os.path.lexists(place):
            copy(path, place)
        yield place


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder."""
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
