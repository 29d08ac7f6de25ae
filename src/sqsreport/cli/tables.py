"""``sqsreport tables``: tables of reports and letters, as Parquet, CSV or a database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from sqsreport.batch.reports import ReadReports
from sqsreport.batch.sources import STREAM, Source, size_of_all
from sqsreport.cli import _console as console
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, Corrections, find_all
from sqsreport.cli._options import CORRECTIONS, JOBS, SOURCES, STRICT
from sqsreport.errors import UnknownFormatError
from sqsreport.problems.formatters import Summary
from sqsreport.tables import files
from sqsreport.tables.documents import write_documents
from sqsreport.tables.exports import NAMES, needs_quantities
from sqsreport.tables.views import VIEWS

#: The number of problems that are printed; the table of problems has all of them.
_MAX_PRINTED: Final = 20


@click.command(epilog="Example: sqsreport tables reports/ letters/*.pdf -o reports.duckdb")
@SOURCES
@click.option("-o", "--output", metavar="DST", required=True, type=click.Path(), help="Where the tables go.")
@click.option("--format", type=click.Choice(files.FORMATS), help="The format of DST, whatever its ending.")
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
def tables(  # noqa: PLR0913 - one for each option
    *,
    paths: tuple[str, ...],
    output: str,
    format: str | None,
    views: tuple[str, ...],
    input_format: str | None,
    force: bool,
    jobs: int | None,
    quantities: bool,
    corrections: str | None,
    strict: bool,
) -> Status:
    """Make tables of reports and letters.

    SRC is anything that "validate" and "convert" read: a file of reports in JSON, JSON Lines or
    YAML, which may be packed; a letter; "-" for standard input; a pattern; or a folder, with all
    of these in it and below. Input is streamed, however many reports there are.

    The ending of DST names its format: .duckdb, .sqlite or .db is one database file; .xlsx a
    workbook with a sheet for each table; .parquet or no ending a folder of Parquet; .csv a folder
    of CSV, safe in a spreadsheet, with its description as a Data Package and CSVW. With --view,
    .csv is one file. DST is written completely or not at all, and not at all if no input could be
    read. An existing DST is kept.

    The first problems are printed, and all of them are in the table "problems", including those
    of documents that are not reports and so are in no other table.
    """
    if output == STREAM:
        raise click.UsageError("Tables are several files or a database; name a folder or a file with -o.")
    name = _format(output, format)
    try:
        files.check_views(views, name)
    except ValueError as error:
        raise click.UsageError(f"--view: {error}.") from None
    quantities = quantities and (not views or any(map(needs_quantities, views)))
    console.refuse_input(output, paths)

    def sources() -> Iterator[Source]:
        return (source for source in find_all(paths, input_format) if not console.is_within(source.path, output))

    progress = console.show_progress("making tables", "documents", lambda: size_of_all(sources()))
    summary, used, lines = Summary(strict=strict), Corrections(corrections), console.FirstLines(_MAX_PRINTED)
    read = ReadReports(corrections=corrections)
    with console.writing(output):
        _check(output, name, force=force, views=views)
        with files.writing(output, name, force=force, views=views) as writer, progress:
            outcomes = write_documents(
                sources(), writer, read, jobs=jobs, on_read=progress.advance, quantities=quantities
            )
            with contextlib.closing(outcomes):
                for outcome in outcomes:
                    used.add(outcome)
                    summary.add(outcome.to_result())
                    progress.advance(count=1)
                    for problem in outcome.problems:
                        lines.print(console.format_problem(problem, outcome.name), progress.print)
            lines.print_rest("problem", ", all in the table 'problems'")
            if summary.unreadable == summary.documents:
                raise UnwritableError(f"{output} not written, because nothing could be read: {summary}")
    # A name such as rates.csv promises a file.
    is_folder = name in ("csv", "parquet") and not views and Path(output).suffix
    folder = ", a folder with a file for each table" if is_folder else ""
    console.warn(f"{output} written{folder}: {summary}")
    status = Status.UNREADABLE if summary.unreadable else Status.PROBLEMS if summary.invalid else Status.FINE
    return max(status, used.finish(strict=strict))


def _format(output: str, name: str | None) -> files.Format:
    try:
        return files.format_of(output, name)
    except UnknownFormatError:
        raise console.unknown_format(output, "--format", files.FORMATS, "table format") from None


def _check(output: str, format: files.Format, *, force: bool, views: tuple[str, ...]) -> None:
    """Refuse an output before the work starts."""
    try:
        files.check_target(output, format, force=force, views=views)
    except FileExistsError as error:
        if force:
            raise
        what = f"{output!r} exists and was kept"
        raise click.UsageError(f"{what}; --force replaces it if it has such tables and nothing else.") from error
    parent = Path(output).absolute().parent
    if not parent.is_dir():
        raise NotADirectoryError(2, f"there is no folder {parent}")
