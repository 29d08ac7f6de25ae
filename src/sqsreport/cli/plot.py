"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Any, Final, get_args

import click

from sqsreport import plotting
from sqsreport.cli._console import STREAM, NotInstalledError, format_counts, output_name, plain, refuse_input, say, write
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, Reports, repeated, require_formats
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.model import Report
from sqsreport.plotting.sheet import checked_format

#: More reports than any picture has room for, so that a million of them are not read to the end.
_MAX_REPORTS: Final = 1000

_OUTPUT: Final = click.option("-o", "--output", required=True, type=click.Path(), help="The picture; - is standard output.")
_FORMAT: Final = click.option(
    "--format", type=click.Choice(plotting.FORMATS), help="The form of the picture, whatever its ending."
)


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: sqsreport plot rates report.json -o rates.svg",
)
@click.pass_context
def plot(ctx: click.Context) -> None:
    """Draw rates or quantities as a picture, SVG or PNG.

    It needs the extra "plot": pip install 'sqsreport[plot]'.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(Status.USAGE)


@plot.command(epilog="Example: sqsreport plot rates reports/ letters/north.pdf --sort name -o rates.svg")
@click.argument("paths", metavar="SRC...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--sort",
    "order",
    type=click.Choice(get_args(plotting.Order)),
    default="given",
    show_default=True,
    help="As given, by the name of the service, or the highest rate first.",
)
@FROM
@_OUTPUT
@_FORMAT
@click.pass_context
def rates(
    ctx: click.Context, /, *, paths: tuple[str, ...], order: plotting.Order, form: str | None, output: str, **options: Any
) -> None:
    """Draw reoffending rates beside their comparators.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". Figures are drawn as
    they are printed; what has none is said in words. Of two reports with one id the first is drawn. Unless every
    document is a report, or a letter of which one can be made, nothing is drawn.
    """
    format = _picture_format(output, options["format"])
    _check_streams(paths, form)
    reports = Reports(paths, form)
    drawn, is_whole = _read_all(reports, output)
    if is_whole:
        _write(output, lambda: plotting.rates(drawn, format=format, order=order))
    _report_outcome(output, reports, is_drawn=is_whole)
    ctx.exit(reports.status)


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@click.argument("path", metavar="REPORT", type=click.Path())
@FROM
@_OUTPUT
@_FORMAT
@click.pass_context
def quantities(ctx: click.Context, /, *, path: str, form: str | None, output: str, **options: Any) -> None:
    """Draw the spoken quantities of a report as intervals.

    REPORT is a report or a letter. The intervals are an editorial reading and none of the letter's, as of
    "sqsreport quantities".
    """
    format = _picture_format(output, options["format"])
    require_formats([path], form)
    refuse_input(output, [path])
    reports = Reports([path], form)
    found = [report for report, _ in islice(reports, 2)]
    if len(found) > 1:
        raise click.UsageError(f"{plain(path)!r} has several reports, and a picture has room for the quantities of one.")
    for report in found:
        _write(output, lambda report=report: plotting.quantities(report, format=format))  # type: ignore[misc]
    _report_outcome(output, reports, is_drawn=bool(found))
    ctx.exit(reports.status)


def _check_streams(paths: Sequence[str], form: str | None) -> None:
    require_formats([path for path in paths if path == STREAM], form)


def _write(output: str, draw: Callable[[], bytes]) -> None:
    try:
        picture = draw()
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except ValueError as error:
        raise UnwritableError(plain(f"cannot write {output}: {error}")) from None
    write(output, picture)


def _picture_format(output: str, format: str | None) -> plotting.PictureFormat:
    """Return the format of a picture: that of the option, or that of the file ending."""
    if format is None and output == STREAM:
        raise click.UsageError("A standard stream has no ending that says its form; give --format.")
    try:
        return checked_format(format or PurePath(output).suffix.lower().removeprefix("."))
    except UnknownFormatError:
        formats = " or ".join(plotting.FORMATS)
        message = f"The ending of {plain(output)!r} stands for no form of pictures; give --format with {formats}."
        raise click.UsageError(message) from None


def _read_all(reports: Reports, output: str) -> tuple[list[Report], bool]:
    """Read every report once, and check whether every document is a report."""
    found: list[Report] = []
    names: dict[str, str | None] = {}
    is_whole = True
    for document in reports.entries():
        report, problems, name = document.result.report, document.problems, document.source.name
        if document.index == 0 and name is not None:
            refuse_input(output, [name])
        if report is not None and report.id in names:
            line = None if document.result.line is None else document.result.line + document.lines
            problems = (*problems, repeated(report.id, names[report.id], line))
        elif report is not None:
            names[report.id] = name
            found.append(report)
        reports.report(document, problems)
        is_whole = is_whole and report is not None
        if len(found) == _MAX_REPORTS:
            break
    return found, is_whole


def _report_outcome(output: str, reports: Reports, *, is_drawn: bool) -> None:
    """Print whether there is a picture, if there are problems: with some there is one, and with others not."""
    if reports.counts:
        outcome = f"{output_name(output)} written" if is_drawn else "nothing drawn"
        say(plain(f"{outcome}: {format_counts(reports.counts)}"), err=True)
