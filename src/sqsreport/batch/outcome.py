"""The outcome of work on one document or letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from sqsreport.batch.sources import Source
from sqsreport.problems import Problem
from sqsreport.results import Excerpt

if TYPE_CHECKING:
    from sqsreport.letters import Reading
    from sqsreport.model import Report

#: The problem of a source without a document.
EMPTY: Final = Problem("SQS002", line=1, column=1)


@attrs.define
class Outcome:
    """The outcome for a document or a letter.

    Attributes:
        problems: its problems, with lines that count from the start of the source.
        is_read: whether anything of it could be read.
        excerpts: the text around each problem, if that was requested.
        report: the report, if it is one.
        report_id: the id of the report, also where the report itself stays in another process.
        line: the line on which it starts, where that is known.
        is_whole: whether it is its whole source.
        missing_extra: what has to be installed to read it.
        reading: the reading, of a letter.
        sha256: the digest of the file, of a letter that was read.
        source: where it is from; `run` sets it.
        index: its position among the documents of the source; `run` sets it.
    """

    problems: tuple[Problem, ...] = ()
    is_read: bool = True
    excerpts: tuple[Excerpt | None, ...] = ()
    report: Report | None = None
    report_id: str | None = None
    line: int | None = None
    is_whole: bool = False
    missing_extra: str | None = None
    reading: Reading | None = None
    sha256: str | None = None
    source: Source = Source(None)
    index: int = 0

    @property
    def name(self) -> str | None:
        """The name of the source in problems."""
        return self.source.name

    def move_down(self, lines: int) -> None:
        """Let lines count from an earlier start."""
        if lines:
            self.problems = tuple(
                each if each.line is None else attrs.evolve(each, line=each.line + lines) for each in self.problems
            )
            self.line = None if self.line is None else self.line + lines
