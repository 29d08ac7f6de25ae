"""Inputs of commands: the reports and letters that paths stand for, and the exit status that they cause."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import attrs
import click

from sqsreport import letters
from sqsreport._files import read_bytes, reason_of
from sqsreport.batch import formats
from sqsreport.batch.reports import Entry, load_corrections, read_reports
from sqsreport.batch.running import Numbered
from sqsreport.batch.sources import Source, find_sources
from sqsreport.cli._console import (
    STREAM,
    NotInstalledError,
    UnreadableError,
    count_problems,
    format_problem,
    format_problems,
    input_name,
    plain,
    say,
)
from sqsreport.cli._group import Status
from sqsreport.cli._options import FormatChoice
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.model import Report
from sqsreport.problems import Problem, Severity, errors_in

FORMATS = (*formats.FORMATS, *letters.FORMATS)
FORMAT = FormatChoice(FORMATS, {**formats.ALIASES, **letters.ALIASES})

LETTER_FORMAT = FormatChoice(tuple(letters.FORMATS), letters.ALIASES)

FROM = click.option("--from", "form", type=FORMAT, help="The form of every input, whatever its ending.")


def find_all(paths: Iterable[str], form: str | None) -> Iterator[Source]:
    """Yield the documents and letters that paths stand for."""
    return (source for path in paths for source in find_sources(path, form, with_letters=True))


def repeated(document: Numbered[Entry], report_id: str, first: str | None) -> Problem:
    """Return the problem of a report whose id came before, in the source *first*."""
    line = None if document.result.line is None else document.result.line + document.lines
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


def read_one(path: str, form: str | None, *, ignore_embedded: bool = False) -> Numbered[Entry]:
    """Read the only report or letter of an input.

    Raises:
        click.UsageError: the format is not known, or there are several reports.
        UnreadableError: it is a folder.
        NotInstalledError: its format needs a package that is not installed.
    """
    require_formats([path], form)
    if path != STREAM and os.path.isdir(path):
        raise UnreadableError(path, "is a directory")
    document, *others = islice(read_reports(find_all([path], form), ignore_embedded=ignore_embedded), 2)
    if others:
        raise click.UsageError(f"{plain(input_name(path))!r} has several reports; give a file with one.")
    if document.result.missing_extra is not None:
        raise NotInstalledError(document.result.missing_extra)
    return document


def print_problems(document: Numbered[Entry], problems: Iterable[Problem]) -> None:
    """Print the problems of a report or a letter."""
    # The problem of an input that cannot be read has its name.
    for line in format_problems(problems, document.source.name if document.result.is_read else None):
        say(line, err=True)


def check_corrections(path: str | None) -> Status:
    """Print the problems of corrections that cannot be used, before letters are read.

    Raises:
        UnreadableError: there is no such file or folder.
    """
    if path is None:
        return Status.FINE
    try:
        problems = load_corrections(path).problems
    except OSError as error:
        raise UnreadableError(path, reason_of(error)) from None
    for problem in problems:
        say(format_problem(problem), err=True)
    return Status.PROBLEMS if problems else Status.FINE


def report_unmatched(
    corrections: str | None, paths: Iterable[str], form: str | None, *, strict: bool = False
) -> Status:
    """Print a problem for corrections of letters that are not among the inputs, after these were read.

    Args:
        corrections: the file or the folder with corrections of letters.
        paths: the inputs.
        form: the format of all of them.
        strict: whether warnings count as errors.
    """
    if corrections is None or STREAM in paths:  # a stream cannot be read again for its digest
        return Status.FINE
    collection = load_corrections(corrections)
    letters = [source.path for source in find_all(paths, form) if source.is_letter and source.path is not None]
    if len(letters) == 1 < len(collection.by_digest):
        return Status.FINE  # the corrections of many letters, of which this is one
    problems = collection.unmatched((_digest_of(path), path) for path in letters)
    for line in format_problems(problems):
        say(line, err=True)
    return Status.PROBLEMS if errors_in(problems, strict=strict) else Status.FINE


def _digest_of(path: str) -> str | None:
    try:
        data = read_bytes(path, MAX_BYTES + 1)
    except (OSError, ValueError):  # which was reported when the letter was read
        return None
    assert isinstance(data, bytes), "a path is read as bytes"
    return hashlib.sha256(data).hexdigest()


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
        corrections: the file or the folder with corrections of letters.
        status: the exit status so far.
        counts: the number of problems so far, by severity.
    """

    paths: Sequence[str]
    form: str | None = None
    ignore_embedded: bool = False
    strict: bool = False
    corrections: str | None = None
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
        sources = find_all(self.paths, self.form)
        return read_reports(sources, ignore_embedded=self.ignore_embedded, corrections=self.corrections)

    def report(self, document: Numbered[Entry], problems: Sequence[Problem]) -> None:
        """Print the problems of a document, and count them."""
        if document.result.missing_extra is not None:
            raise NotInstalledError(document.result.missing_extra)
        print_problems(document, problems)
        self.counts += count_problems(problems)
        self.status = max(self.status, status_of(document.result, problems, strict=self.strict))

    def one_or_many(self) -> tuple[bool, Iterator[tuple[Report, Numbered[Entry]]]]:
        """Return whether there are several reports, and the reports."""
        reports = iter(self)
        first = next(reports, None)
        if first is None:
            return False, iter(())
        # Looking for a second report would print the problems of the first one too early.
        source = first[1].source
        is_one = len(self.paths) == 1 and source.folder is None and (source.is_letter or first[1].result.is_whole)
        return not is_one, chain([first], reports)
