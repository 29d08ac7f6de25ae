"""``sqsreport tables``: tables of reports and letters, as Parquet, CSV or a database."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from sqsreport._files import reason_of
from sqsreport._text import pluralise
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import READ_FORMS
from sqsreport.cli._meter import Meter
from sqsreport.cli._reports import NotInstalledError, check_corrections, with_corrections
from sqsreport.cli._streams import STREAM, plain, refuse_input, say, told
from sqsreport.cli._tabling import tabulate
from sqsreport.cli._validation import size_of_all
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.problems.formatters import Summary
from sqsreport.results import Result
from sqsreport.tables.exports import NAMES, needs_quantities
from sqsreport.tables.files import FORMATS, Format, check_target, check_views, format_of, writing
from sqsreport.tables.views import VIEWS

#: As many problems are told; all of them are in their table.
_MOST_TOLD: Final = 20


@click.command(epilog="Example: sqsreport tables reports/ letters/*.pdf -o reports.duckdb")
@click.argument("paths", metavar="SRC...", nargs=-1, required=True, type=click.Path())
@click.option("-o", "--output", metavar="DST", required=True, type=click.Path(), help="Where the tables go.")
@click.option("--format", type=click.Choice(FORMATS), help="What DST is, whatever its ending.")
@click.option(
    "--view",
    "views",
    metavar="NAME",
    multiple=True,
    type=click.Choice(NAMES),
    help="Write this view or table alone: one as .csv, or several as the sheets of one .xlsx. "
    f"Views: {', '.join(view.name for view in VIEWS)}.",
)
@click.option("--from", "form", type=click.Choice(READ_FORMS), help="The form of every SRC, whatever its ending.")
@click.option("-f", "--force", is_flag=True, help="Replace tables that are at DST already.")
@click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes; one for each processor by default."
)
@click.option("--quantities/--no-quantities", default=True, help="Whether to read quantities, which takes longest.")
@with_corrections
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
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
    _check_views(views, name)
    quantities = quantities and (not views or any(map(needs_quantities, views)))
    refuse_input(output, paths)
    summary = Summary(strict=strict)
    unusable = check_corrections(corrections)
    try:
        _check(output, name, force=force, views=views)
        with writing(output, name, force=force, views=views) as writer:
            meter = Meter(lambda: size_of_all(paths))
            found = tabulate(
                paths,
                writer,
                jobs=jobs,
                form=form,
                meter=meter,
                quantities=quantities,
                target=output,
                corrections=corrections,
            )
            with contextlib.closing(found):
                _tell(found, summary)
            _check_read(output, summary)
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except OSError as error:
        raise UnwritableError(plain(f"cannot write {output}: {reason_of(error)}")) from None
    except ValueError as error:  # such as a text that is too long for a cell
        raise UnwritableError(plain(f"cannot write {output}: {error}")) from None
    is_folder = name in ("csv", "parquet") and not views
    # A name such as rates.csv promises a file.
    folder = ", a folder with a file for each table" if is_folder and Path(output).suffix else ""
    say(plain(f"{output} written{folder}: {summary}"), err=True)
    ctx.exit(max(unusable, _status(summary)))


def _format(output: str, given: str | None) -> Format:
    try:
        return format_of(output, given)
    except UnknownFormatError:
        forms = f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
        message = f"The ending of {plain(output)!r} stands for no form of tables; give --format with {forms}."
        raise click.UsageError(message) from None


def _check_views(views: tuple[str, ...], format: Format) -> None:
    try:
        check_views(views, format)
    except ValueError as error:
        raise click.UsageError(plain(f"--view: {error}.")) from None


def _check(output: str, format: Format, *, force: bool, views: tuple[str, ...]) -> None:
    """Refuse before the work what would be refused after it."""
    try:
        check_target(output, format, force=force, views=views)
    except FileExistsError as error:
        if force:
            raise
        what = f"{plain(output)!r} is there already and was kept"
        raise click.UsageError(f"{what}; --force replaces it, if it is such tables and nothing else.") from error
    parent = Path(output).absolute().parent
    if not parent.is_dir():
        raise NotADirectoryError(2, f"there is no folder {parent}")


def _check_read(output: str, summary: Summary) -> None:
    """Refuse tables of nothing: they would replace what is there, or be in the way of those that are made next."""
    if summary.unreadable == summary.documents:
        raise UnwritableError(plain(f"{output} not written, for nothing could be read: {summary}"))


def _tell(found: Iterator[Result], summary: Summary) -> None:
    """Tell the first problems, and count them all."""
    number = 0
    for result in found:
        summary.add(result)
        for number, problem in enumerate(result.problems, number + 1):  # noqa: B020 - it counts on
            if number <= _MOST_TOLD:
                say(told(problem, result.source), err=True)
    if number > _MOST_TOLD:
        say(f"… and {pluralise(number - _MOST_TOLD, 'problem')} more, all in the table 'problems'", err=True)


def _status(summary: Summary) -> Status:
    if summary.unreadable:
        return Status.UNREADABLE
    return Status.PROBLEMS if summary.invalid else Status.FINE
