"""Inputs of commands: the reports and letters at paths, and the exit status that they cause."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import attrs
import click

from sqsreport import letters
from sqsreport._files import reason_of
from sqsreport.batch import formats
from sqsreport.batch.reports import ReadReports, load_corrections, read_reports
from sqsreport.batch.sources import STREAM, Source, find_sources
from sqsreport.batch.work import Outcome
from sqsreport.cli import _console as console
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._options import from_option
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in
from sqsreport.problems.formatters.summary import count_severities

FORMATS = (*formats.FORMATS, *letters.FORMATS)
ALIASES = {**formats.ALIASES, **letters.ALIASES}
FROM = from_option("input", FORMATS, ALIASES)
LETTER_FROM = from_option("LETTER", tuple(letters.FORMATS), letters.ALIASES)


def find_all(paths: Iterable[str], input_format: str | None) -> Iterator[Source]:
    """Yield the documents and letters at paths."""
    return (source for path in paths for source in find_sources(path, input_format, with_letters=True))


def require_formats(paths: Sequence[str], input_format: str | None) -> None:
    """Refuse inputs whose format cannot be known from their names."""
    if paths.count(STREAM) > 1:
        raise click.UsageError("Standard input can be read only once.")
    for path in paths if input_format is None else ():
        source = next(find_all([path], None))
        if path == STREAM or (source.path == path and source.format is None):
            raise console.unknown_format(path, "--from", FORMATS)


def status_of(outcome: Outcome, *, strict: bool = False) -> Status:
    """Return the exit status for a report or a letter."""
    if not outcome.is_read:
        return Status.UNREADABLE
    is_fine = outcome.report is not None and not errors_in(outcome.problems, strict=strict)
    return Status.FINE if is_fine else Status.PROBLEMS


def print_problems(outcome: Outcome) -> None:
    """Print the problems of a report or a letter."""
    # The problem of an input that cannot be read names the input itself.
    for line in console.format_problems(outcome.problems, outcome.name if outcome.is_read else None):
        console.print_line(line)


def read_one(path: str, input_format: str | None, *, ignore_embedded: bool = False) -> Outcome:
    """Read the only report or letter of an input; errors are those of `Reports.only`."""
    return Reports([path], input_format, ReadReports(ignore_embedded)).only("give a file with one")


@attrs.define
class Corrections:
    """The corrections in a file or a folder, the letters that were read, and the exit status for corrections."""

    path: str | None = None
    status: Status = Status.FINE
    _letters: list[tuple[str | None, str]] = attrs.field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Print the problems of corrections that cannot be used; raise `UnreadableError` if there is no such path."""
        if self.path is None:
            return
        try:
            self._print(load_corrections(self.path).problems)
        except OSError as error:
            raise console.UnreadableError(self.path, reason_of(error)) from None

    def add(self, outcome: Outcome) -> None:
        """Record a letter that was read."""
        if self.path is not None and outcome.source.is_letter:
            self._letters.append((outcome.sha256, outcome.name or ""))

    def finish(self, *, strict: bool = False) -> Status:
        """Print a problem for the corrections of each letter that was not read, and return the exit status."""
        if self.path is not None:
            collection = load_corrections(self.path)
            # A single letter may have its corrections among those of many.
            if len(self._letters) != 1 or len(collection.by_digest) == 1:
                self._print(collection.unmatched(self._letters), strict=strict)
        return self.status

    def _print(self, problems: Sequence[Problem], *, strict: bool = True) -> None:
        for line in console.format_problems(problems):
            console.print_line(line)
        if errors_in(problems, strict=strict):
            self.status = Status.PROBLEMS


@attrs.define
class Reports:
    """The reports of inputs, one after the other, with the exit status and the number of problems of those so far."""

    paths: Sequence[str]
    input_format: str | None = None
    read: ReadReports = ReadReports()
    strict: bool = False
    status: Status = Status.FINE
    counts: Counter[str] = attrs.field(factory=Counter)
    _corrections: Corrections = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._corrections = Corrections(self.read.corrections)

    def __iter__(self) -> Iterator[tuple[Report, Outcome]]:
        """Yield each report with its outcome, and print the problems after it was used."""
        for each in self.outcomes():
            if each.report is not None:
                yield each.report, each
            self.add(each)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcome for every document and letter; raise `UnwritableError` if that needs a missing package."""
        for each in read_reports(find_all(self.paths, self.input_format), self.read):
            if each.missing_extra is not None:
                raise UnwritableError(each.missing_extra)
            yield each

    def add(self, outcome: Outcome) -> None:
        """Print the problems of a document, and count them."""
        print_problems(outcome)
        self.counts += count_severities(outcome.problems)
        self.status = max(self.status, status_of(outcome, strict=self.strict))
        self._corrections.add(outcome)

    def only(self, advice: str) -> Outcome:
        """Return the outcome for the only document of the only input.

        Raises:
            click.UsageError: the format is not known, or there are several documents, with *advice* for these.
            UnreadableError: it is a folder.
        """
        (path,) = self.paths
        require_formats(self.paths, self.input_format)
        if path != STREAM and os.path.isdir(path):
            raise console.UnreadableError(path, "is a directory")
        outcome, *others = islice(self.outcomes(), 2)
        if others and others[0].is_document:
            raise click.UsageError(f"{console.input_name(path)!r} has several reports; {advice}.")
        return outcome

    def one_or_many(self) -> tuple[bool, Iterator[tuple[Report, Outcome]]]:
        """Return whether there are several reports, and the reports."""
        reports = iter(self)
        first = next(reports, None)
        if first is None:
            return False, iter(())
        # Looking for a second report would print the problems of the first one too early.
        is_one = len(self.paths) == 1 and first[1].source.folder is None and first[1].is_whole
        return not is_one, chain([first], reports)

    def finish(self) -> Status:
        """Report corrections of letters that were not read, and return the exit status for everything."""
        return max(self.status, self._corrections.finish(strict=self.strict))
