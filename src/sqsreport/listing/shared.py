"""What the formats of a listing share: what they are asked for, and how they name things."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

import attrs

from sqsreport._terminal import characters, plain
from sqsreport.listing.summary import Summary
from sqsreport.problems import Problem
from sqsreport.results import Result

#: The names of sources that are no files.
NO_FILES: Final = ("<stdin>", "<document>")

#: The folder that paths are relative to where a machine reads them, if it is not the working folder.
_WORKSPACE: Final = "GITHUB_WORKSPACE"


@attrs.frozen
class Options:
    """How to list problems.

    Attributes:
        strict: whether a document with a warning counts as not valid.
        in_color: whether a terminal is to show colours.
        all: whether to show every problem, however often one repeats; a machine gets them all anyhow.
    """

    strict: bool = False
    in_color: bool = False
    all: bool = False


class Listing(Protocol):
    """A format of results, written piece by piece as they come; each piece is text."""

    def head(self) -> Iterator[str]:
        """Write what stands before all results."""
        ...

    def each(self, result: Result) -> Iterator[str]:
        """Write a result; those of one source follow each other."""
        ...

    def tail(self, summary: Summary) -> Iterator[str]:
        """Write what stands behind all results."""
        ...


def harmless(text: str) -> str:
    """Replace what is no character, and what a terminal would act on."""
    return plain(characters(text))


def advice(problem: Problem) -> str:
    """Say what is wrong, and how to mend it where that is known."""
    return f"{problem.message}; {problem.suggestion}" if problem.suggestion else problem.message


def location(path: str) -> str:
    """Return a path as seen from the top of the repository, with slashes; one outside stays absolute.

    In a workflow of GitHub that is the folder of the repository, and else the working folder.
    """
    if path in NO_FILES:
        return path
    base = os.path.realpath(os.environ.get(_WORKSPACE) or ".")
    # The folder may be reached through a link, but a link in it is a file of its own.
    whole = Path(os.path.realpath(Path(path).parent), Path(path).name)
    return (whole.relative_to(base) if whole.is_relative_to(base) else whole).as_posix()
