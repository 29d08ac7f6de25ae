"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import PurePath
from typing import Any, Final, get_args

import click

from sqsreport import plotting
from sqsreport.cli._console import (
    STREAM,
    NotInstalledError,
    format_counts,
    output_name,
    plain,
    refuse_input,
    say,
    write,
)
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import FROM, Reports, repeated, require_formats
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.model import Report
from sqsreport.plotting.sheet import checked_format

#: More reports than any picture has room for, so that a million of them are not read to the end.
_MAX_REPORTS: Final = 1000


def _takes_picture(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a picture to a command."""
    add_format = click.option(
        "--format", type=click.Choice(plotting.FORMATS), help="The form of the picture, whatever its ending."
    )
    add_output = click.option(
        "-o", "--output", required=True, type=click.Path(), help="The picture; - is standard output."
    )
    return add_output(add_format(command))


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
    help="As given, by the name of the service, the highest rate first, or by the day of the letter.",
)
@click.option(
    "--shape",
    type=click.Choice(get_args(plotting.Shape)),
    default="tall",
    show_default=True,
    help="One tall picture; or numbered pictures with the proportions of A4 or of a slide (16:9).",
)
@click.option("--title", default=plotting.RATES_TITLE, metavar="TEXT", help="The heading of the picture.")
@FROM
@_takes_picture
@click.pass_context
def rates(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    order: plotting.Order,
    shape: plotting.Shape,
    title: str,
    form: str | None,
    output: str,
    format: str | None,
) -> None:
    """Draw reoffending rates beside their comparators.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". Figures are drawn as
    they are printed; what has none is written in words. Of two reports with one id the first is drawn. What cannot be
    read is reported, and the rest is drawn. Pictures of the shapes page and slide are numbered: of rates.svg they are
    rates-1.svg, rates-2.svg and so on.
    """
    picture_format = _picture_format(output, format)
    require_formats([path for path in paths if path == STREAM], form)
    reports = Reports(paths, form)
    drawn, documents = _read_all(reports, output, most=_MAX_REPORTS if shape == "tall" else None)
    written: list[str] = []
    if drawn:
        written = _write(
            output,
            lambda: plotting.rate_pictures(drawn, shape=shape, format=picture_format, order=order, title=title),
        )
    if len(written) > 1 or reports.counts:
        share = f" with {len(drawn)} of {documents} documents" if len(drawn) < documents else ""
        _report_outcome(written, share, reports)
    ctx.exit(reports.status)


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@click.argument("path", metavar="REPORT", type=click.Path())
@FROM
@_takes_picture
@click.pass_context
def quantities(ctx: click.Context, /, *, path: str, form: str | None, output: str, format: str | None) -> None:
    """Draw the phrases of quantity of a report as intervals.

    REPORT is a report or a letter. The intervals are an editorial reading and none of the letter's, as of
    "sqsreport quantities".
    """
    picture_format = _picture_format(output, format)
    require_formats([path], form)
    refuse_input(output, [path])
    reports = Reports([path], form)
    found = [report for report, _ in islice(reports, 2)]
    if len(found) > 1:
        raise click.UsageError(f"{plain(path)!r} has several reports, and a picture has room for one.")
    written: list[str] = []
    for report in found:
        written = _write(output, lambda report=report: (plotting.quantities(report, format=picture_format),))  # type: ignore[misc]
    if reports.counts:
        _report_outcome(written, "", reports)
    ctx.exit(reports.status)


def _write(output: str, draw: Callable[[], tuple[bytes, ...]]) -> list[str]:
    """Write pictures, and return their names: of several each has its number."""
    try:
        pictures = draw()
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except ValueError as error:
        raise UnwritableError(plain(f"cannot write {output}: {error}")) from None
    names = [output]
    if len(pictures) > 1:
        if output == STREAM:
            raise UnwritableError("Several pictures do not fit into one stream; name a file with -o.")
        path = PurePath(output)
        names = [str(path.with_stem(f"{path.stem}-{number}")) for number in range(1, len(pictures) + 1)]
    for name, picture in zip(names, pictures, strict=True):
        write(name, picture)
    return names


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


def _read_all(reports: Reports, output: str, *, most: int | None) -> tuple[list[Report], int]:
    """Read every report once, and count the documents."""
    found: list[Report] = []
    names: dict[str, str | None] = {}
    documents = 0
    for document in reports.entries():
        report, problems, name = document.result.report, document.problems, document.source.name
        documents += 1
        if document.index == 0 and name is not None:
            refuse_input(output, [name])
        if report is not None and report.id in names:
            problems = (*problems, repeated(document, report.id, names[report.id]))
        elif report is not None:
            names[report.id] = name
            found.append(report)
        reports.report(document, problems)
        if len(found) == most:
            break
    return found, documents


def _report_outcome(written: list[str], share: str, reports: Reports) -> None:
    names = " to ".join(dict.fromkeys(map(output_name, (written[0], written[-1])))) if written else ""
    outcome = f"{names} written{share}" if written else "nothing drawn"
    say(plain(f"{outcome}: {format_counts(reports.counts)}"), err=True)
