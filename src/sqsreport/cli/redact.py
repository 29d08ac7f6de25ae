"""``sqsreport redact``: reports, letters and tables without the names of people."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Final

import attrs
import click

from sqsreport import tables
from sqsreport._files import reason_of, writing_whole
from sqsreport._text import pluralise
from sqsreport.batch.reports import read_reports
from sqsreport.cli._console import (
    STREAM,
    NotInstalledError,
    format_problem,
    output_name,
    plain,
    read_list,
    refuse_input,
    say,
    write,
)
from sqsreport.cli._conversion import FORMATS, JSON_LINES, dump_report, format_of_output
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, find_all
from sqsreport.errors import MissingExtraError, UnknownFormatError, UnwritableLetterError
from sqsreport.model import Report
from sqsreport.problems import masking
from sqsreport.redaction import redact as redacted
from sqsreport.results import Result

#: The form of tables.
TABLES: Final = "tables"

#: Lines of places and problems that are printed; the file of ``--report`` has all places.
_MOST_LINES: Final = 40


@attrs.define
class _Run:
    """One run of the command: its options, and what happened so far."""

    keep: tuple[str, ...]
    also: tuple[str, ...]
    report_file: str | None
    reports: int = 0
    refused: int = 0
    is_unreadable: bool = False
    lines: int = 0
    records: list[str] = attrs.field(factory=list)

    def read(self, path: str, form: str | None) -> Iterator[Report]:
        """Yield the reports of an input; report what is not a report, without a word of it."""
        if _is_tables(path):
            yield from _reports_of_tables(path)
            return
        for document in read_reports(find_all((path,), form)):
            if document.result.report is not None:
                yield document.result.report
                continue
            self.refused += 1
            self.is_unreadable |= not document.result.is_read
            name = document.source.name
            for problem in masking.mask(Result(name or "", problems=tuple(document.problems))).problems:
                self._say(format_problem(problem, name))

    def redact(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Redact reports, and report where something was taken out of each."""
        for report in reports:
            redaction = redacted(report, keep=self.keep, also=self.also)
            self.reports += 1
            if self.report_file is not None:
                record = {"id": redaction.report.id, "counts": dict(redaction.counts)}
                self.records.append(json.dumps(record, ensure_ascii=False))
            else:
                self._say_counts(redaction.report.id, redaction.counts)
            yield redaction.report

    def _say_counts(self, report_id: str, counts: Mapping[str, int]) -> None:
        for place, count in counts.items():
            self._say(plain(f"{report_id}: {place}: {count}"))

    def _say(self, line: str) -> None:
        self.lines += 1
        if self.lines <= _MOST_LINES:
            say(line, err=True)

    def finish(self, output: str) -> None:
        """Write the file of places, and sum up."""
        if self.lines > _MOST_LINES:
            say(f"… and {pluralise(self.lines - _MOST_LINES, 'line')} more; --report FILE has every place", err=True)
        if self.report_file is not None:
            body = ",\n".join(self.records)
            write(self.report_file, f'{{\n"version": "1.0",\n"reports": [\n{body}\n]\n}}\n'.encode())
        say(plain(f"{output_name(output)} written: {pluralise(self.reports, 'report')} redacted"), err=True)


@click.command(epilog="Example: sqsreport redact letter.pdf -o public.pdf")
@click.argument("path", metavar="IN", type=click.Path())
@click.option("-o", "--output", metavar="OUT", required=True, type=click.Path(), help="Where the result goes.")
@FROM
@click.option(
    "--to",
    "write_as",
    type=click.Choice((*FORMATS, TABLES)),
    help="The form of OUT, whatever its ending.",
)
@click.option("--keep", metavar="WHAT", multiple=True, help="Keep this name or address, or the part at this pointer.")
@click.option("--also", metavar="NAMES", type=click.Path(), help="A file with further names to replace, one on a line.")
@click.option("--report", "report_file", metavar="FILE", type=click.Path(), help="Write the places as JSON to FILE.")
@click.option("-f", "--force", is_flag=True, help="Replace tables that are at OUT already.")
@click.pass_context
def redact(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    path: str,
    output: str,
    form: str | None,
    write_as: str | None,
    keep: tuple[str, ...],
    also: str | None,
    report_file: str | None,
    force: bool,
) -> None:
    """Take the names of people out of reports and letters.

    IN is a report, a letter, a file or folder of many of them, or tables. The endings of IN
    and OUT name their forms: a letter, a report, .jsonl or .jsonl.gz for many reports, or tables.
    What the schema marks as personal is removed; roles stay. In all other text each name that
    the report has is replaced by its role in brackets, such as "[lead inspector]", and so is
    each e-mail address, telephone number and postal address. A letter carries the redacted
    report and no other.

    The places and counts are printed on standard error, never the values. This is redaction and
    not anonymisation: a finding may identify a person without a name, and a name that the
    report has in no field is not found. Read what you publish.
    """
    target = _target_format(path, output, write_as)
    refuse_input(output, (path,))
    if report_file is not None:
        refuse_input(report_file, (path, output))
    run = _Run(keep=keep, also=_names(also), report_file=report_file)
    found = run.redact(run.read(path, form))
    try:
        is_written = _write(found, output, target, force=force)
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except (OSError, ValueError) as error:
        raise UnwritableError(plain(f"cannot write {output}: {_reason(error)}")) from None
    if is_written:
        run.finish(output)
    else:
        say(plain(f"{output_name(output)} not written: there is no report"), err=True)
    if run.is_unreadable:
        ctx.exit(Status.UNREADABLE)
    ctx.exit(Status.PROBLEMS if run.refused or not is_written else Status.FINE)


def _names(path: str | None) -> tuple[str, ...]:
    """Read a list of names."""
    if path is None:
        return ()
    try:
        text = read_list(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(plain(f"{path!r} is not a text in UTF-8.")) from None
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _target_format(path: str, output: str, given: str | None) -> str:
    if given is not None:
        return given
    # A folder and a database are tables only where the input is, or where the name promises a table.
    if output != STREAM and not _has_report_ending(output) and (_is_tables(path) or Path(output).suffix):
        with contextlib.suppress(UnknownFormatError):
            tables.files.format_of(output)
            return TABLES
    return format_of_output(output)


def _has_report_ending(path: str) -> bool:
    return next(find_all((path,), None)).format in FORMATS


def _is_tables(path: str) -> bool:
    """Check whether a path is one of tables: a database, or a folder that has the table of reports."""
    if os.path.isdir(path):
        return any((Path(path) / f"reports.{ending}").is_file() for ending in ("parquet", "csv"))
    return path != STREAM and Path(path).suffix.casefold() in (".duckdb", ".db", ".sqlite", ".sqlite3")


def _reports_of_tables(path: str) -> Iterator[Report]:
    try:
        yield from tables.from_arrow(tables.read_tables(path))
    except (OSError, ValueError) as error:
        raise click.UsageError(plain(f"cannot read tables at {path}: {_reason(error)}")) from None


def _reason(error: OSError | ValueError) -> str:
    return reason_of(error) if isinstance(error, OSError) else str(error)


def _write(found: Iterable[Report], output: str, form: str, *, force: bool) -> bool:
    """Write reports in a form; return False, with nothing written, when there is none."""
    reports = iter(found)
    if form == TABLES:
        batch = tables.to_arrow(reports)
        if batch["reports"].num_rows:
            tables.write_tables(batch, output, force=force)
        return bool(batch["reports"].num_rows)
    first = [*islice(reports, 1)]
    if not first:
        return False
    if form == JSON_LINES:
        with _lines(output) as put:
            for report in chain(first, reports):
                put(report)
        return True
    if [*islice(reports, 1)]:
        raise click.UsageError(f"IN has several reports, and {plain(form)} holds one; write .jsonl or tables.")
    try:
        write(output, dump_report(first[0], form))
    except UnwritableLetterError as error:
        raise UnwritableError(plain(f"cannot write {output_name(output)}: {error}")) from None
    return True


@contextlib.contextmanager
def _lines(output: str) -> Iterator[Callable[[Report], object]]:
    """Return the function that writes a report on a line."""
    if output == STREAM:
        yield lambda report: write(STREAM, dump_report(report, JSON_LINES))
        return
    with writing_whole(output) as file:
        if output.casefold().endswith(".gz"):
            # The name of a file may be that of a person, and the time is no part of the result.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                yield lambda report: packed.write(dump_report(report, JSON_LINES))
        else:
            yield lambda report: file.write(dump_report(report, JSON_LINES))
