"""The outcomes of converting many files: a line for each, a table, and a summary."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport._text import pluralise, replace_surrogates, width
from sqsreport.batch.progress import Progress
from sqsreport.batch.running import Numbered
from sqsreport.cli._console import format_counts, format_problems, plain, write
from sqsreport.cli._conversion import Converted
from sqsreport.cli._group import Status
from sqsreport.problems import Severity, count_of, errors_in

_COLUMNS: Final = ("source", "index", "result", "target", "id", "doubts", "missing", "unread", "reason")

#: Codes of problems that say that a part of a letter is missing, and that a passage was not read.
_MISSING: Final = ("SQS301", "SQS401", "SQS402", "SQS403")
_UNREAD: Final = "SQS404"


@attrs.frozen
class _Row:
    """A row of the table."""

    source: str
    index: int
    outcome: Converted

    def counts(self) -> tuple[int, int, int]:
        """Return the number of doubts, of missing parts and of unread passages."""
        numbers: Counter[str] = Counter()
        for problem in self.outcome.problems:
            numbers[problem.code] += count_of(problem)
        missing = sum(numbers[code] for code in _MISSING)
        return numbers.total() - missing - numbers[_UNREAD], missing, numbers[_UNREAD]

    @property
    def reason(self) -> str:
        """Why there is no report, if there is none."""
        if self.outcome.fate != "failed":
            return ""
        errors = errors_in(self.outcome.problems) or self.outcome.problems
        return self.outcome.failure or next((problem.message for problem in errors), "")

    def text(self) -> str:
        """Return the outcome in words."""
        if self.outcome.fate == "failed":
            return f"not converted: {self.reason}"
        doubts, missing, unread = self.counts()
        parts = [
            pluralise(doubts, "doubt") if doubts else "",
            pluralise(missing, "missing part") if missing else "",
            pluralise(unread, "unread passage") if unread else "",
        ]
        return ", ".join(filter(None, parts)) or ("kept" if self.outcome.fate == "kept" else "read in full")

    def cells(self) -> tuple[str, ...]:
        """Return the cells for `_COLUMNS`, safe in a spreadsheet."""
        from sqsreport.tables.csv import ESCAPE  # which takes longer to import than the rest

        outcome = self.outcome
        cells = (
            self.source, self.index, outcome.fate, outcome.target or "", outcome.report_id or "", *self.counts(),
            self.reason,
        )  # fmt: skip
        return tuple(re.sub(*ESCAPE, replace_surrogates(str(cell))) for cell in cells)


@attrs.define
class Outcomes:
    """Reports outcomes as they come, and sums them up.

    Attributes:
        progress: where lines go.
        keeps_rows: whether there is a table in the end.
        limit: the number of problems of one code that are printed for each file.
        status: the exit status.
        fates: the number of files by what became of them.
        written: the targets that were written.
    """

    progress: Progress
    keeps_rows: bool = False
    limit: int = 20
    status: Status = Status.FINE
    fates: Counter[str] = attrs.field(factory=Counter)
    written: list[str] = attrs.field(factory=list)
    targets: set[str] = attrs.field(factory=set)
    _severities: Counter[Severity] = attrs.field(factory=Counter)
    _failures: set[str] = attrs.field(factory=set)
    _rows: list[_Row] = attrs.field(factory=list)

    def add(self, document: Numbered[Converted]) -> None:
        """Report an outcome."""
        outcome, problems, name = document.result, document.problems, document.source.name
        for line in format_problems(problems, name, limit=self.limit):
            self.progress.print(line)
        # A missing package is the same for all files of a format.
        if outcome.failure and outcome.failure not in self._failures:
            self._failures.add(outcome.failure)
            self.progress.print(f"Error: {outcome.failure}")
        if outcome.note:
            self.progress.print(outcome.note)
        self.fates[outcome.fate] += 1
        if outcome.target is not None:
            self.targets.add(outcome.target)
        if outcome.fate == "written" and outcome.target is not None:
            self.written.append(outcome.target)
        for problem in problems:
            if problem.code != "SQS010":  # a file that cannot be read is among the failures
                self._severities[problem.severity] += count_of(problem)
        self.status = max(self.status, outcome.status)
        if self.keeps_rows:
            self._rows.append(_Row(name or "", document.index, attrs.evolve(outcome, problems=problems)))
        if outcome.fate != "kept":
            self.progress.advance(count=1)

    def table(self) -> Iterator[str]:
        """Yield a line for each file."""
        longest = max((width(plain(row.source)) for row in self._rows), default=0)
        for row in self._rows:
            source = plain(row.source)
            yield f"{source}{' ' * (longest - width(source))}  {plain(row.text())}"

    def write_table(self, path: str) -> None:
        """Write the same as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(row.cells() for row in self._rows)
        write(path, text.getvalue().encode("utf-8-sig"))

    def lose(self) -> None:
        """Report a target that was written and then removed by another program."""
        if gone := [target for target in self.written if not os.path.lexists(target)]:
            self.progress.print(plain(f"Error: {gone[0]} was written, and is not there any more"))
            self.fates["written"] -= len(gone)
            self.fates["failed"] += len(gone)
            self.status = Status.UNREADABLE

    def __str__(self) -> str:
        """Sum up, such as ``12 files: 9 written, 2 kept, 1 failed; 3 errors, 14 warnings``."""
        fates = ", ".join(
            f"{self.fates[fate]} {fate}" for fate in ("written", "kept", "failed", "left") if self.fates[fate]
        )
        details = f"; {format_counts(self._severities)}" if self._severities else ""
        return f"{pluralise(self.fates.total(), 'file')}: {fates}{details}"
