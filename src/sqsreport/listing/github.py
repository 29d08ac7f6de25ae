"""Problems as commands of GitHub's workflows, which shows them beside the lines that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqsreport import messages
from sqsreport._jsondata import printable
from sqsreport.listing.shared import Options, advice, harmless, location
from sqsreport.listing.summary import Summary
from sqsreport.problems import Problem
from sqsreport.results import Result

#: What ends a message, and the sign that begins an escape.
_IN_MESSAGE: Final = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}

#: What ends a property, besides.
_IN_PROPERTY: Final = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


class Format:
    """An annotation for each problem."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def head(self) -> Iterator[str]:
        """Write nothing."""
        return iter(())

    def each(self, result: Result) -> Iterator[str]:
        """Write the problems of a document."""
        file = None if result.source is None else location(result.source)
        for problem in result.problems:
            yield _command(problem, file)

    def tail(self, summary: Summary) -> Iterator[str]:  # noqa: ARG002 - an annotation is about a line
        """Write nothing."""
        return iter(())


def _command(problem: Problem, file: str | None) -> str:
    title = f"{problem.code} {messages.words_of(problem.code).title}"
    known = {"file": file, "line": problem.line, "col": problem.column, "title": title}
    properties = ",".join(f"{name}={_in_property(value)}" for name, value in known.items() if value is not None)
    where = f" (at {printable(problem.pointer)})" if problem.pointer else ""
    return f"::{problem.severity} {properties}::{_in_message(advice(problem) + where)}\n"


def _in_property(value: str | int) -> str:
    # A file name may hold what breaks a line; escaped it is the file's name still.
    return harmless(str(value).translate(_IN_PROPERTY))


def _in_message(text: str) -> str:
    return harmless(text.translate(_IN_MESSAGE))
