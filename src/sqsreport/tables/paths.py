"""Paths that Arrow and DuckDB can open, whatever characters the original has."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sqsreport._text import has_surrogate


@contextlib.contextmanager
def safe_to_write(path: Path) -> Iterator[Path]:
    """Yield the absolute form of a path or, if Arrow or DuckDB cannot open that, one in a temporary folder.

    A relative path may look like an address, such as ``md:``. DuckDB reads options after a question mark, and neither
    opens a path that is not UTF-8.
    """
    absolute = os.path.abspath(path)  # noqa: PTH100 - `Path.resolve` would follow links
    if "?" not in absolute and not has_surrogate(absolute):
        yield Path(absolute)
        return
    with tempfile.TemporaryDirectory(prefix="sqsreport-") as folder:
        yield Path(folder, "tables")


@contextlib.contextmanager
def safe_to_read(path: Path) -> Iterator[Path]:
    """Yield the absolute form of a path or, if Arrow or DuckDB cannot open that, the path of a temporary copy."""
    with safe_to_write(path) as place:
        if not os.path.lexists(place):
            copy(path, place)
        yield place


def copy(source: Path, target: Path) -> None:
    """Copy a file or a folder."""
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
