"""The summary of a run over any number of documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from sqsreport._text import pluralise
from sqsreport.problems import Problem, count_of, errors_in
from sqsreport.results import Result


@attrs.define
class Summary:
    """Counts of a run, which grow as results come.

    Attributes:
        strict: whether warnings make a document invalid.
        files: the number of sources.
        valid: the number of valid documents.
        invalid: the number of invalid documents.
        unreadable: the number of sources that cannot be read at all.
        codes: the number of problems of each code.
        severities: the number of errors and of warnings. Sources that cannot be read are
            not among them, because they are counted separately.
        is_interrupted: whether the run was interrupted before its end.
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
        """The number of documents, readable or not."""
        return self.valid + self.invalid + self.unreadable

    def add(self, result: Result) -> None:
        """Count a result. The results of one source follow each other."""
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
            self.codes[problem.code] += count_of(problem)
        if result.is_read:
            self.severities += count_severities(result.problems)

    def __str__(self) -> str:
        """Return the counts in words, such as ``3 files: 2 valid, 1 not (4 errors, 1 warning)``."""
        # "not" alone needs a count of valid documents before it.
        invalid = "not" if self.valid else "not valid"
        counts = {"valid": self.valid, invalid: self.invalid, "unreadable": self.unreadable}
        parts = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
        problems = describe_severities(self.severities)
        inputs = pluralise(self.files, "file")
        if self.documents > self.files:
            inputs += f" with {pluralise(self.documents, 'document')}"
        return f"{inputs}: {parts or 'nothing to look at'}{f' ({problems})' if problems else ''}"


def is_fine(result: Result, *, strict: bool) -> bool:
    """Return whether a document is valid; with *strict*, warnings make it invalid too."""
    return result.is_read and not errors_in(result.problems, strict=strict)


def count_severities(problems: Iterable[Problem]) -> Counter[str]:
    """Return the number of errors and of warnings."""
    severities: Counter[str] = Counter()
    for problem in problems:
        severities[problem.severity] += count_of(problem)
    return severities


def describe_severities(severities: Mapping[str, int]) -> str:
    """Return the number of errors and of warnings in words, such as ``2 errors, 1 warning``."""
    kinds = [severity for severity in ("error", "warning") if severities.get(severity)]
    return ", ".join(pluralise(severities[severity], severity) for severity in kinds)
