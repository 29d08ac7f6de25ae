"""``sqsreport redact``: reports, letters and tables without the names of people."""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final

import attrs
import click

from sqsreport import tables
from sqsreport._files import reason_of
from sqsreport._text import pluralise
from sqsreport.batch.reports import read_reports
from sqsreport.batch.sources import STREAM, is_pattern
from sqsreport.batch.work import Outcome
from sqsreport.cli import _console as console
from sqsreport.cli._conversion import (
    FORMATS,
    JSON_LINES,
    Convert,
    Target,
    dump_report,
    format_of_output,
    write_report,
)
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FROM, find_all, status_of
from sqsreport.cli._options import JOBS
from sqsreport.errors import UnknownFormatError
from sqsreport.model import Report
from sqsreport.problems import masking
from sqsreport.redaction import redact as redacted
from sqsreport.results import Result

#: The format name of tables.
TABLES: Final = "tables"

#: Lines of places and problems that are printed; the file of ``--report`` has all places.
_MAX_LINES: Final = 40


@attrs.define
class _Log:
    """Reports the places that were redacted, never the values, and the exit status."""

    #: The file for the places, which are printed if there is none.
    file: str | None
    number: int = 0
    status: Status = Status.FINE
    _lines: console.FirstLines = attrs.field(factory=lambda: console.FirstLines(_MAX_LINES))
    _records: list[str] = attrs.field(factory=list)

    def add(
        self, report_id: str | None, counts: Mapping[str, int], print_line: Callable[[str], None] = console.warn
    ) -> None:
        """Add the places of a report, with the number of changes at each."""
        self.number += 1
        if self.file is not None:
            self._records.append(json.dumps({"id": report_id, "counts": dict(counts)}, ensure_ascii=False))
            return
        for place, count in counts.items():
            self._lines.print(console.plain(f"{report_id}: {place}: {count}"), print_line)

    def add_problems(self, outcome: Outcome) -> None:
        """Print the problems of an input that is not a report."""
        self.status = max(self.status, status_of(outcome))
        for problem in outcome.problems:
            self._lines.print(console.format_problem(problem, outcome.name))

    def finish(self) -> None:
        """Print the number of the remaining lines, and write the file of places."""
        self._lines.print_rest("line", "; --report FILE has every place")
        if self.file is not None and self.number:
            body = ",\n".join(self._records)
            console.write(self.file, f'{{\n"version": "1.0",\n"reports": [\n{body}\n]\n}}\n'.encode())


@attrs.frozen
class _Redact:
    """Redacts reports, except for names and places to keep, and with further names to replace."""

    keep: tuple[str, ...]
    also: tuple[str, ...]

    def __call__(self, outcome: Outcome) -> Mapping[str, int]:
        """Redact a report that was read, or the problems of what is not a report; return the number of changes."""
        if outcome.report is None:
            outcome.problems = masking.mask(Result(None, problems=outcome.problems)).problems
            return {}
        redaction = redacted(outcome.report, keep=self.keep, also=self.also)
        outcome.report, outcome.report_id, outcome.problems = redaction.report, redaction.report.id, ()
        return redaction.counts


@click.command(epilog="Example: sqsreport redact letter.pdf -o public.pdf")
@click.argument("path", metavar="IN", type=click.Path())
@click.option("-o", "--output", metavar="OUT", required=True, type=click.Path(), help="The resulting file or folder.")
@FROM
@click.option(
    "--to",
    "output_format",
    type=click.Choice((*FORMATS, TABLES)),
    help="The format of OUT, whatever its ending.",
)
@click.option("--keep", metavar="WHAT", multiple=True, help="Keep this name or address, or the part at this pointer.")
@click.option("--also", metavar="NAMES", type=click.Path(), help="A file with further names to replace, one on a line.")
@click.option("--report", "report_file", metavar="FILE", type=click.Path(), help="Write the places as JSON to FILE.")
@click.option("-f", "--force", is_flag=True, help="Replace tables or files that are at OUT already.")
@JOBS
def redact(  # noqa: PLR0913 - one for each option
    *,
    path: str,
    output: str,
    input_format: str | None,
    output_format: str | None,
    keep: tuple[str, ...],
    also: str | None,
    report_file: str | None,
    force: bool,
    jobs: int | None,
) -> Status:
    """Take the names of people out of reports and letters.

    IN is a report, a letter, a file or folder of many of them, or tables. The endings of IN
    and OUT name their formats: a letter, a report, .jsonl or .jsonl.gz for many reports, or
    tables. If OUT is a folder, it gets a file for each report, in the format of --to or else in
    that of its input. Existing files are kept, as with "convert".

    Values that the schema marks as personal are removed; roles stay. In all other text each name
    that is in a field of the report is replaced by its role in brackets, such as "[lead
    inspector]". E-mail addresses, telephone numbers and postal addresses are replaced too. The
    report that a letter carries is redacted in the same way.

    The places and counts are printed on standard error, never the values. This is redaction and
    not anonymisation: a finding may identify a person without a name, and a name that is in no
    field of the report is not found. Read the result before you publish it.
    """
    is_folder = _is_folder(path, output, output_format)
    target = output_format if is_folder else _target_format(path, output, output_format)
    console.refuse_input(output, (path,))
    if report_file is not None:
        console.refuse_input(report_file, (path, output))
    log = _Log(report_file)
    change = _Redact(keep, _names(also))
    if is_folder:
        work = Convert(Target(output, target, is_replaced=force), redact=change)
        return _redact_all(path, input_format, work, log, jobs=jobs)
    with console.writing(output):
        is_written = _write(_redacted(path, input_format, change, log), output, str(target), force=force)
    log.finish()
    result = f"written: {pluralise(log.number, 'report')} redacted" if is_written else "not written: there is no report"
    console.warn(f"{console.output_name(output)} {result}")
    return max(log.status, Status.FINE if is_written else Status.PROBLEMS)


def _redact_all(path: str, input_format: str | None, work: Convert, log: _Log, *, jobs: int | None) -> Status:
    """Redact the reports of an input into files of a folder."""
    from sqsreport.cli._many import convert_all  # one file needs no other processes

    def add(outcome: Outcome, print_line: Callable[[str], None]) -> None:
        if outcome.result.fate == "written":
            log.add(outcome.report_id, outcome.result.counts, print_line)

    try:
        return convert_all((path,), input_format, work, jobs=jobs, on_converted=add)
    finally:
        log.finish()


def _redacted(path: str, input_format: str | None, change: _Redact, log: _Log) -> Iterator[Report]:
    """Yield the redacted reports; print the problems of what is not a report, without the values that they quote."""
    outcomes = (
        _outcomes_of_tables(path) if tables.files.has_tables(path) else read_reports(find_all((path,), input_format))
    )
    for outcome in outcomes:
        counts = change(outcome)
        if outcome.report is not None:
            log.add(outcome.report.id, counts)
            yield outcome.report
        else:
            log.add_problems(outcome)


def _outcomes_of_tables(path: str) -> Iterator[Outcome]:
    try:
        yield from (Outcome(report=report) for report in tables.from_arrow(tables.read_tables(path)))
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise click.UsageError(f"cannot read tables at {path}: {reason}") from None


def _names(path: str | None) -> tuple[str, ...]:
    """Read a list of names."""
    if path is None:
        return ()
    try:
        text = console.read_list(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise click.UsageError(f"{path!r} is not a text in UTF-8.") from None
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _is_folder(path: str, output: str, output_format: str | None) -> bool:
    """Check whether every report becomes a file in a folder: one that exists, or one for a folder or a pattern."""
    if output == STREAM or output_format in (JSON_LINES, TABLES) or tables.files.has_tables(path):
        return False
    is_many = os.path.isdir(path) or is_pattern(path)
    return path != STREAM and (os.path.isdir(output) or (is_many and not Path(output).suffix))


def _target_format(path: str, output: str, output_format: str | None) -> str:
    if output_format is not None:
        return output_format
    # A folder or a database is for tables if the input is tables, or if its name has the ending of tables.
    is_report = output == STREAM or next(find_all((output,), None)).format in FORMATS
    if not is_report and (tables.files.has_tables(path) or Path(output).suffix):
        with contextlib.suppress(UnknownFormatError):
            tables.files.format_of(output)
            return TABLES
    return format_of_output(output)


def _write(reports: Iterator[Report], output: str, format: str, *, force: bool) -> bool:
    """Write reports in a format; if there is none, write nothing and return ``False``."""
    if format == TABLES:
        batch = tables.to_arrow(reports)
        if batch["reports"].num_rows:
            tables.write_tables(batch, output, force=force)
        return bool(batch["reports"].num_rows)
    first = next(reports, None)
    if first is None:
        return False
    if format == JSON_LINES:
        with console.open_output(output) as put, _packing(output, put) as put_line:
            for report in chain([first], reports):
                put_line(dump_report(report, JSON_LINES))
    elif next(reports, None) is not None:
        raise click.UsageError(f"IN has several reports, and {format} has room for one; write .jsonl or tables.")
    else:
        write_report(first, output, format)
    return True


@contextlib.contextmanager
def _packing(output: str, put: Callable[[bytes], object]) -> Iterator[Callable[[bytes], object]]:
    """Yield a function that writes bytes, and compresses them if the output is named ``.gz``."""
    if not output.casefold().endswith(".gz"):
        yield put
        return
    # Unlike the gzip module, this writes no time and no file name, which may be the name of a person.
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    yield lambda data: put(packer.compress(data))
    put(packer.flush())
