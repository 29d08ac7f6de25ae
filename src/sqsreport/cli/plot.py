"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, Final, get_args

import attrs
import click

from sqsreport import plotting
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._reports import FORMATS, NotInstalledError, format_of, read_report, status_of, tell_reading
from sqsreport.cli._streams import STREAM, UnreadableError, plain, write
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.model import Report
from sqsreport.plotting.sheet import checked_format

_OPTIONS: Final = (
    click.option(
        "--from", "read_as", type=click.Choice(FORMATS), help="The form of what is read, whatever its ending."
    ),
    click.option("-o", "--output", required=True, type=click.Path(), help="The picture; - is standard output."),
    click.option(
        "--format", "form", type=click.Choice(plotting.FORMATS), help="The form of the picture, whatever its ending."
    ),
)


@attrs.frozen
class _Given:
    """What these options gave."""

    read_as: str | None
    output: str
    form: str | None


def _takes_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: sqsreport plot rates report.json -o rates.svg",
)
@click.pass_context
def plot(ctx: click.Context) -> None:
    """Draw rates or quantities as a picture, SVG or PNG.

    It wants the extra "plot": pip install 'sqsreport[plot]'.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(Status.USAGE)


@plot.command(epilog="Example: sqsreport plot rates north.json south.json --sort name -o rates.svg")
@click.argument("paths", metavar="REPORT...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--sort",
    "order",
    type=click.Choice(get_args(plotting.Order)),
    default="given",
    show_default=True,
    help="As given, by the name of the service, or the highest rate first.",
)
@_takes_options
@click.pass_context
def rates(ctx: click.Context, /, *, paths: tuple[str, ...], order: plotting.Order, **given: Any) -> None:
    """Draw reoffending rates beside their comparators.

    Each REPORT is a report or a letter. Figures are drawn as they are printed; what has none is told in words.
    Unless every REPORT can be read nothing is drawn.
    """
    _draw(ctx, paths, _Given(**given), lambda reports, form: plotting.rates(reports, format=form, order=order))


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@click.argument("path", metavar="REPORT", type=click.Path())
@_takes_options
@click.pass_context
def quantities(ctx: click.Context, /, *, path: str, **given: Any) -> None:
    """Draw the spoken quantities of a report as intervals.

    REPORT is a report or a letter. The intervals are an editorial reading and none of the letter's, as of
    "sqsreport quantities".
    """
    _draw(ctx, (path,), _Given(**given), lambda reports, form: plotting.quantities(reports[0], format=form))


def _draw(
    ctx: click.Context,
    paths: Sequence[str],
    given: _Given,
    picture: Callable[[Sequence[Report], plotting.PictureFormat], bytes],
) -> None:
    into = _picture_format(given.output, given.form)
    if paths.count(STREAM) > 1:
        raise click.UsageError("Standard input can be read only once.")
    forms = [format_of(path, given.read_as, "--from") for path in paths]
    reports, status = _read(paths, forms)
    if len(reports) == len(paths):
        try:
            drawn = picture(reports, into)
        except MissingExtraError as error:
            raise NotInstalledError(str(error)) from None
        except ValueError as error:
            raise UnwritableError(plain(f"cannot write {given.output}: {error}")) from None
        write(given.output, drawn)
    ctx.exit(status)


def _picture_format(output: str, given: str | None) -> plotting.PictureFormat:
    """Return the form of a picture: the one that was *given*, or else that of its ending."""
    if given is None and output == STREAM:
        raise click.UsageError("A standard stream has no ending that tells its form; give --format.")
    try:
        return checked_format(given or PurePath(output).suffix.lower().removeprefix("."))
    except UnknownFormatError:
        forms = " or ".join(plotting.FORMATS)
        message = f"The ending of {plain(output)!r} stands for no form of pictures; give --format with {forms}."
        raise click.UsageError(message) from None


def _read(paths: Sequence[str], forms: Sequence[str]) -> tuple[list[Report], Status]:
    """Read every report, tell what is wrong with each, and return those that can be had."""
    reports, status = [], Status.FINE
    for path, form in zip(paths, forms, strict=True):
        try:
            reading = read_report(path, form)
        except UnreadableError as error:
            error.show()
            status = Status.UNREADABLE
            continue
        tell_reading(reading, path)
        status = max(status, status_of(reading, form))
        if reading.report is not None:
            reports.append(reading.report)
    return reports, status
