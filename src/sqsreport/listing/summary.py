"""What came of all documents together: counts, however many there are."""

from __future__ import annotations

from collections import Counter

import attrs

from sqsreport.messages import counted
from sqsreport.problems import count_of
from sqsreport.results import Result


@attrs.define
class Summary:
    """Counts of a run, which grow as results come.

    Attributes:
        strict: whether a document with a warning counts as not valid.
        files: how many sources there were.
        valid: documents without a problem that counts.
        invalid: documents with one.
        unreadable: sources that could not be read at all.
        codes: how often each code was found.
        severities: how many errors and warnings there are. That a source cannot be read is
            not among them, for it is counted as that.
        is_interrupted: whether somebody ended the run before it came to its end.
    """

    strict: bool = False
    files: int = 0
    valid: int = 0
    invalid: int = 0
    unreadable: int = 0
    codes: Counter[str] = attrs.field(factory=Counter)
    severities: Counter[str] = attrs.field(factory=Counter)
    is_interrupted: bool = False
    _last: tuple[str | None, int] | None = None

    @property
    def documents(self) -> int:
        """How many documents there were, readable or not."""
        return self.valid + self.invalid + self.unreadable

    def add(self, result: Result) -> None:
        """Count a result; those of one source follow each other."""
        is_new = self._last is None or self._last[0] != result.source or result.index <= self._last[1]
        self.files += is_new
        self._last = result.source, result.index
        if not result.is_read:
            self.unreadable += 1
        elif is_fine(result, strict=self.strict):
            self.valid += 1
        else:
            self.invalid += 1
        for problem in result.problems:
            number = count_of(problem)
            self.codes[problem.code] += number
            if result.is_read:
                self.severities[problem.severity] += number

    def __str__(self) -> str:
        """Sum up, such as ``3 files: 2 valid, 1 not (4 errors, 1 warning)``."""
        # "not" alone wants something before it.
        words = {"valid": self.valid, "not" if self.valid else "not valid": self.invalid, "unreadable": self.unreadable}
        parts = ", ".join(f"{number} {word}" for word, number in words.items() if number)
        found = ", ".join(
            counted(self.severities[severity], severity)
            for severity in ("error", "warning")
            if self.severities[severity]
        )
        inputs = counted(self.files, "file")
        if self.documents > self.files:
            inputs += f" with {counted(self.documents, 'document')}"
        return f"{inputs}: {parts or 'nothing to look at'}{f' ({found})' if found else ''}"


def is_fine(result: Result, *, strict: bool) -> bool:
    """Tell whether a document has no problem that counts: with *strict* every one does."""
    return result.is_valid and not (strict and result.problems)
