"""``sqsreport tables``: tables of reports and letters, as Parquet, CSV or a database."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs
import click

from sqsreport._text import pluralise
from sqsreport.batch import running
from sqsreport.batch.progress import Progress
from sqsreport.batch.reports import Entry, ReadReports
from sqsreport.batch.sources import Source, size_of_all
from sqsreport.batch.tasks import Item, Task
from sqsreport.cli._console import (
    STREAM,
    NotInstalledError,
    format_problem,
    is_within,
    plain,
    refuse_input,
    say,
    writing,
)
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, check_corrections, find_all, repeated, report_unmatched
from sqsreport.cli._options import CORRECTIONS, JOBS, STRICT
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.problems.formatters import Summary
from sqsreport.results import Result
from sqsreport.tables import Builder, files, packages
from sqsreport.tables.exports import NAMES, needs_quantities
from sqsreport.tables.views import VIEWS

if TYPE_CHECKING:
    import pyarrow as pa

#: The number of problems that are printed; the table of problems has all of them.
_MAX_PRINTED: Final = 20

#: Rows have no reference cycles, so the garbage collector need not search so many new values.
_GC_THRESHOLD: Final = 100_000


@click.command(epilog="Example: sqsreport tables reports/ letters/*.pdf -o reports.duckdb")
@click.argument("paths", metavar="SRC...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DST", required=True, type=click.Path(), help="Where the tables go.")
@click.option("--format", type=click.Choice(files.FORMATS), help="What DST is, whatever its ending.")
@click.option(
    "--view",
    "views",
    metavar="NAME",
    multiple=True,
    type=click.Choice(NAMES),
    help="Write this view or table alone: one as .csv, or several as the sheets of one .xlsx. "
    f"Views: {', '.join(view.name for view in VIEWS)}.",
)
@FROM
@click.option("-f", "--force", is_flag=True, help="Replace tables that are at DST already.")
@JOBS
@click.option("--quantities/--no-quantities", default=True, help="Whether to read quantities, which takes longest.")
@CORRECTIONS
@STRICT
@click.pass_context
def tables(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    output: str,
    format: str | None,
    views: tuple[str, ...],
    form: str | None,
    force: bool,
    jobs: int | None,
    quantities: bool,
    corrections: str | None,
    strict: bool,
) -> None:
    """Make tables of reports and letters.

    SRC is whatever "validate" and "convert" read: a file of reports in JSON, JSON Lines or
    YAML, as it is or packed; a letter; "-" for standard input; a pattern; or a folder, which
    stands for all of these in it and below. Input is streamed, however many reports there are.

    The ending of DST says what it is: .duckdb, .sqlite or .db one database file; .xlsx a workbook
    with a sheet for each table; .parquet or none a folder of Parquet; .csv a folder of CSV, safe
    in a spreadsheet, with its description as a Data Package and CSVW. With --view, .csv is one
    file. DST appears whole or not at all, and not when nothing could be read. One that is there
    already is kept.

    The first problems are reported, and all of them are in the table "problems", those of
    documents too that are no reports and so in no other table.
    """
    if output == STREAM:
        raise click.UsageError("Tables are several files or a database; give a name for them with -o.")
    name = _format(output, format)
    try:
        files.check_views(views, name)
    except ValueError as error:
        raise click.UsageError(plain(f"--view: {error}.")) from None
    quantities = quantities and (not views or any(map(needs_quantities, views)))
    refuse_input(output, paths)

    def sources() -> Iterator[Source]:
        return (source for source in find_all(paths, form) if not is_within(source.path, output))

    progress = Progress(
        "making tables",
        unit="documents",
        total=lambda: size_of_all(sources()),
        in_color=ctx.color is not False,
        print_line=say,
    )
    summary = Summary(strict=strict)
    unusable = check_corrections(corrections)
    try:
        with writing(output):
            _check(output, name, force=force, views=views)
            with files.writing(output, name, force=force, views=views) as writer, progress:
                rows = _Rows(writer)
                options = running.Options(jobs, progress.advance, rows.write, one_by_one=False)
                work = _MakeRows(quantities, ReadReports(corrections=corrections))
                with contextlib.closing(running.run(sources(), work, Entry((running.EMPTY,)), options)) as results:
                    _report((rows.add(each) for each in results), summary, progress)
                    rows.write({})
                if summary.unreadable == summary.documents:
                    raise UnwritableError(plain(f"{output} not written, for nothing could be read: {summary}"))
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except ValueError as error:  # such as a text that is too long for a cell
        raise UnwritableError(plain(f"cannot write {output}: {error}")) from None
    # A name such as rates.csv promises a file.
    is_folder = name in ("csv", "parquet") and not views and Path(output).suffix
    folder = ", a folder with a file for each table" if is_folder else ""
    say(plain(f"{output} written{folder}: {summary}"), err=True)
    status = Status.UNREADABLE if summary.unreadable else Status.PROBLEMS if summary.invalid else Status.FINE
    ctx.exit(max(unusable, status, report_unmatched(corrections, paths, form, strict=strict)))


def _format(output: str, name: str | None) -> files.Format:
    try:
        return files.format_of(output, name)
    except UnknownFormatError:
        formats = f"{', '.join(files.FORMATS[:-1])} or {files.FORMATS[-1]}"
        message = f"The ending of {plain(output)!r} stands for no form of tables; give --format with {formats}."
        raise click.UsageError(message) from None


def _check(output: str, format: files.Format, *, force: bool, views: tuple[str, ...]) -> None:
    """Refuse an output before the work rather than after it."""
    try:
        files.check_target(output, format, force=force, views=views)
    except FileExistsError as error:
        if force:
            raise
        what = f"{plain(output)!r} is there already and was kept"
        raise click.UsageError(f"{what}; --force replaces it, if it is such tables and nothing else.") from error
    parent = Path(output).absolute().parent
    if not parent.is_dir():
        raise NotADirectoryError(2, f"there is no folder {parent}")


def _report(results: Iterator[Result], summary: Summary, progress: Progress) -> None:
    """Print the first problems, and count them all."""
    number = 0
    for result in results:
        summary.add(result)
        progress.advance(count=1)
        for problem in result.problems:
            number += 1
            if number <= _MAX_PRINTED:
                progress.print(format_problem(problem, result.source))
    if number > _MAX_PRINTED:
        say(f"… and {pluralise(number - _MAX_PRINTED, 'problem')} more, all in the table 'problems'", err=True)


@attrs.define
class _MakeRows:
    """The work of making rows of reports; the rows of a chunk are collected."""

    quantities: bool
    read: ReadReports
    _builder: Builder | None = None

    def process(self, task: Task, item: Item) -> list[Entry]:
        """Make rows of the reports of a piece; the entries keep only their ids."""
        if self._builder is None:
            self._builder = Builder(quantities=self.quantities)
            gc.set_threshold(max(_GC_THRESHOLD, gc.get_threshold()[0]))
        entries = []
        for entry in self.read.process(task, item):
            if entry.report is not None:
                self._builder.add(entry.report)
            report_id = None if entry.report is None else entry.report.id
            entries.append(attrs.evolve(entry, report=None, reading=None, report_id=report_id))
        return entries

    def flush(self) -> Mapping[str, pa.RecordBatch]:
        """Return a batch of rows for each table."""
        builder, self._builder = self._builder, None
        return {} if builder is None else builder.build()

    def lost(self, task: Task, item: Item) -> Entry:
        """Return the entry for a document whose process died."""
        return self.read.lost(task, item)


@attrs.define
class _Rows:
    """Writes the rows of each report once, and the problems of all documents."""

    _writer: files.Writer
    #: The name of the source of each report, by its id.
    _known: dict[str, str | None] = attrs.field(factory=dict)
    #: The ids of this chunk that are new, and those that came before it.
    _new: set[str] = attrs.field(factory=set)
    _repeated: set[str] = attrs.field(factory=set)
    _problems: Builder = attrs.field(factory=Builder)

    def add(self, document: running.Numbered[Entry]) -> Result:
        """Return the result for a document; of two reports with one id the second is a problem."""
        entry, name, problems = document.result, document.source.name, document.problems
        report_id = entry.report_id
        if report_id in self._known:
            problems = (*problems, repeated(document, report_id, self._known[report_id]))
            if report_id not in self._new:  # within a chunk, the builder has left out the second one
                self._repeated.add(report_id)
        elif report_id is not None:
            self._known[report_id] = name
            self._new.add(report_id)
        self._problems.add_problems(problems, source=name, index=document.index, report_id=report_id)
        return Result(name, document.index, problems, is_read=entry.is_read)

    def write(self, batches: Mapping[str, Any] | None) -> None:
        """Write the rows of a chunk, whose documents were added."""
        batches = _without(batches or {}, self._repeated) if self._repeated else batches or {}
        self._new, self._repeated = set(), set()
        self._writer.write({**batches, "problems": self._problems.build()["problems"]})


def _without(batches: Mapping[str, pa.RecordBatch], ids: set[str]) -> Mapping[str, pa.RecordBatch]:
    """Drop the rows of some reports."""
    compute, arrow = packages.arrow_compute(), packages.arrow()
    dropped = arrow.array(sorted(ids), arrow.string())
    kept = {}
    for name, batch in batches.items():
        column = batch.column("id" if name == "reports" else "report_id")
        kept[name] = batch.filter(compute.invert(compute.is_in(column, value_set=dropped)))
    return kept
