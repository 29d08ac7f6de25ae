"""Problems as workflow commands of GitHub, which shows them next to their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqsreport._text import escape, sanitize
from sqsreport.problems import CODES, Problem
from sqsreport.problems.formatters.base import Formatter, location
from sqsreport.results import Result

#: Characters that end a message, and the one that begins an escape.
_IN_MESSAGE: Final = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}

#: Further characters that end a property.
_IN_PROPERTY: Final = _IN_MESSAGE | {ord(":"): "%3A", ord(","): "%2C"}


class GitHubFormatter(Formatter):
    """An annotation for each problem."""

    def add(self, result: Result) -> Iterator[str]:
        """Yield the problems of a document."""
        file = None if result.source is None else location(result.source)
        for problem in result.problems:
            yield _command(problem, file)


def _command(problem: Problem, file: str | None) -> str:
    title = f"{problem.code} {CODES[problem.code].title}"
    values = {"file": file, "line": problem.line, "col": problem.column, "title": title}
    # The name of a file may have a line break. Escaped, it still names the file.
    properties = ",".join(
        f"{name}={sanitize(str(value).translate(_IN_PROPERTY))}" for name, value in values.items() if value is not None
    )
    pointer = f" (at {escape(problem.pointer)})" if problem.pointer else ""
    message = sanitize(f"{problem.advice}{pointer}".translate(_IN_MESSAGE))
    return f"::{problem.severity} {properties}::{message}\n"
