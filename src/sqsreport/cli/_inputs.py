"""Inputs of commands: the reports and letters that paths stand for, and the exit status that they cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import attrs
import click

from sqsreport import letters
from sqsreport.batch import formats
from sqsreport.batch.reports import Entry, read_reports
from sqsreport.batch.running import Numbered
from sqsreport.batch.sources import Source, find_sources
from sqsreport.cli._console import STREAM, NotInstalledError, count_problems, format_problems, is_within, plain, say
from sqsreport.cli._group import Status
from sqsreport.cli._options import FormatChoice
from sqsreport.model import Report
from sqsreport.problems import Problem, Severity, errors_in

__all__ = ["FORMATS", "FROM", "Reports", "find_all", "is_within", "repeated"]

FORMATS = (*formats.FORMATS, *letters.FORMATS)
FORMAT = FormatChoice(FORMATS, formats.ALIASES | letters.ALIASES)

FROM = click.option("--from", "form", type=FORMAT, help="The form of every input, whatever its ending.")


def find_all(paths: Iterable[str], form: str | None) -> Iterator[Source]:
    """Yield the documents and letters that paths stand for."""
    return (source for path in paths for source in find_sources(path, form, with_letters=True))


def repeated(report_id: str, first: str | None, line: int | None) -> Problem:
    """Return the problem of a report whose id came before, in the source *first*."""
    params = {"id": report_id} | ({} if first is None else {"first": first})
    return Problem("SQS017", "/id", line, None if line is None else 1, params)


def require_formats(paths: Sequence[str], form: str | None) -> None:
    """Refuse an input whose format cannot be known from its name.

    Raises:
        click.UsageError: there is such an input.
    """
    if paths.count(STREAM) > 1:
        raise click.UsageError("Standard input can be read only once.")
    for path in paths if form is None else ():
        if path == STREAM:
            raise click.UsageError("A standard stream has no ending that says its form; give --from.")
        for source in find_sources(path, with_letters=True):
            if source.path == path and source.format is None:
                message = f"The ending of {plain(path)!r} stands for no form; give --from with one of: "
                raise click.UsageError(message + ", ".join(FORMATS))
            break


def status_of(entry: Entry, problems: Iterable[Problem], *, strict: bool = False) -> Status:
    """Return the exit status for a report or a letter."""
    if not entry.is_read:
        return Status.UNREADABLE
    is_fine = entry.report is not None and not errors_in(problems, strict=strict)
    return Status.FINE if is_fine else Status.PROBLEMS


@attrs.define
class Reports:
    """The reports of inputs, one after the other, with the exit status for all of them.

    Attributes:
        paths: the inputs.
        form: the format of all of them.
        ignore_embedded: whether to ignore the data in letters.
        strict: whether warnings count as errors.
        status: the exit status so far.
        counts: the number of problems so far, by severity.
    """

    paths: Sequence[str]
    form: str | None = None
    ignore_embedded: bool = False
    strict: bool = False
    status: Status = Status.FINE
    counts: Counter[Severity] = attrs.field(factory=Counter)

    def __iter__(self) -> Iterator[tuple[Report, Numbered[Entry]]]:
        """Yield each report with its entry, and print the problems after it was used."""
        for each in self.entries():
            if each.result.report is not None:
                yield each.result.report, each
            self.report(each, each.problems)

    def entries(self) -> Iterator[Numbered[Entry]]:
        """Yield every document and letter."""
        return read_reports(find_all(self.paths, self.form), ignore_embedded=self.ignore_embedded)

    def report(self, document: Numbered[Entry], problems: Sequence[Problem]) -> None:
        """Print the problems of a document, and count them."""
        if document.result.missing_extra is not None:
            raise NotInstalledError(document.result.missing_extra)
        # The problem of an input that cannot be read has its name.
        for line in format_problems(problems, document.source.name if document.result.is_read else None):
            say(line, err=True)
        self.counts += count_problems(problems)
        self.status = max(self.status, status_of(document.result, problems, strict=self.strict))

    def one_or_many(self) -> tuple[bool, Iterator[tuple[Report, Numbered[Entry]]]]:
        """Return whether there are several reports, and the reports."""
        reports = iter(self)
        first = next(reports, None)
        if first is None:
            return False, iter(())
        # The problems of the first report are printed when the second one is drawn, so look ahead only if there may be one.
        source = first[1].source
        is_one = len(self.paths) == 1 and source.folder is None and (source.is_letter or first[1].result.is_whole)
        return not is_one, chain([first], reports)
