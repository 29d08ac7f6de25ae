"""The common parts of the formatters: their options, their interface, and the locations of files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.problems.formatters.summary import Summary
from sqsreport.results import Result

#: The names of sources that are not files.
NO_FILES: Final = ("<stdin>", "<document>")

#: The variable with the folder of the repository in a workflow of GitHub.
_WORKSPACE: Final = "GITHUB_WORKSPACE"


@attrs.frozen
class Options:
    """Options of a formatter.

    Attributes:
        strict: whether warnings make a document invalid.
        in_color: whether to write colours for a terminal.
        all: whether to show every problem for people, however often one repeats; machines get all in any case.
    """

    strict: bool = False
    in_color: bool = False
    all: bool = False


class Formatter:
    """Writes results as text, in parts as they arrive: `begin` once, `add` for each result, `end` once."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def begin(self) -> Iterator[str]:
        """Yield the start of the output."""
        return iter(())

    def add(self, result: Result) -> Iterator[str]:
        """Yield a result. The results of one source follow each other."""
        raise NotImplementedError

    def end(self, summary: Summary) -> Iterator[str]:  # noqa: ARG002 - most formats have no summary
        """Yield the end of the output."""
        return iter(())


def location(path: str) -> str:
    """Return a path relative to the top of the repository, with slashes; a path outside of it stays absolute.

    In a workflow of GitHub that is the folder of the repository, and otherwise the working folder.
    """
    if path in NO_FILES:
        return path
    from pathlib import Path  # imported here because documents without problems have no use for it

    base = os.path.realpath(os.environ.get(_WORKSPACE) or ".")
    # The folder may be reached through a link, but a link in it is a file of its own.
    whole = Path(os.path.realpath(Path(path).parent), Path(path).name)
    return (whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix()
