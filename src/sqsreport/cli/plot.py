"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import PurePath
from typing import Any, Final, get_args

import attrs
import click

from sqsreport import plotting
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import READ_FORMS, all_entries, twice
from sqsreport.cli._reports import FORMATS, NotInstalledError, format_of, read_report, status_of, tell_reading
from sqsreport.cli._streams import STREAM, counted_problems, output_name, plain, refuse_input, say, told_all, write
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.model import Report
from sqsreport.plotting.sheet import checked_format
from sqsreport.problems import Problem, errors_in

#: More reports than any picture holds, so that nobody waits for the end of a million of them.
_TOO_MANY: Final = 1000

_OPTIONS: Final = (
    click.option("-o", "--output", required=True, type=click.Path(), help="The picture; - is standard output."),
    click.option("--format", type=click.Choice(plotting.FORMATS), help="The form of the picture, whatever its ending."),
)


@attrs.frozen
class _Given:
    """What these options gave."""

    output: str
    format: str | None


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

    It needs the extra "plot": pip install 'sqsreport[plot]'.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        ctx.exit(Status.USAGE)


def _reads(forms: Sequence[str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--from", "form", type=click.Choice(forms), help="The form of what is read, whatever its ending."
    )


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
@_reads(READ_FORMS)
@_takes_options
@click.pass_context
def rates(
    ctx: click.Context, /, *, paths: tuple[str, ...], order: plotting.Order, form: str | None, **given: Any
) -> None:
    """Draw reoffending rates beside their comparators.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". Figures are drawn as
    they are printed; what has none is said in words. Of two reports with one id the first is drawn. Unless every
    document is a report, or a letter of which one can be made, nothing is drawn.
    """
    wanted = _Given(**given)
    into = _picture_format(wanted)
    _check_streams(paths, form)
    found = _read_all(paths, form, wanted.output)
    if found.is_whole:
        _write(wanted, lambda: plotting.rates(found.reports, format=into, order=order))
    _tell_what_came(wanted, found.problems, is_drawn=found.is_whole)
    ctx.exit(found.status)


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@click.argument("path", metavar="REPORT", type=click.Path())
@_reads(FORMATS)
@_takes_options
@click.pass_context
def quantities(ctx: click.Context, /, *, path: str, form: str | None, **given: Any) -> None:
    """Draw the phrases of quantity of a report as intervals.

    REPORT is a report or a letter. The intervals are an editorial reading and none of the letter's, as of
    "sqsreport quantities".
    """
    wanted = _Given(**given)
    into = _picture_format(wanted)
    form = format_of(path, form, "--from")
    refuse_input(wanted.output, [path])
    reading = read_report(path, form)
    tell_reading(reading, path)
    report = reading.report
    if report is not None:
        _write(wanted, lambda: plotting.quantities(report, format=into))
    _tell_what_came(wanted, reading.problems, is_drawn=report is not None)
    ctx.exit(status_of(reading, form))


def _check_streams(paths: Sequence[str], form: str | None) -> None:
    if STREAM in paths and form is None:
        raise click.UsageError("A standard stream has no ending that says its form; give --from.")
    if paths.count(STREAM) > 1:
        raise click.UsageError("Standard input can be read only once.")


def _write(given: _Given, draw: Callable[[], bytes]) -> None:
    try:
        drawn = draw()
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except ValueError as error:
        raise UnwritableError(plain(f"cannot write {given.output}: {error}")) from None
    write(given.output, drawn)


def _picture_format(given: _Given) -> plotting.PictureFormat:
    """Return the form of a picture: the one that was given, or else that of its ending."""
    if given.format is None and given.output == STREAM:
        raise click.UsageError("A standard stream has no ending that says its form; give --format.")
    try:
        return checked_format(given.format or PurePath(given.output).suffix.lower().removeprefix("."))
    except UnknownFormatError:
        forms = " or ".join(plotting.FORMATS)
        message = f"The ending of {plain(given.output)!r} stands for no form of pictures; give --format with {forms}."
        raise click.UsageError(message) from None


@attrs.define
class _Found:
    """What was read: reports, each of them once, and what there is to say of it."""

    reports: list[Report] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    status: Status = Status.FINE
    is_whole: bool = True


def _read_all(paths: Sequence[str], form: str | None, output: str) -> _Found:
    """Read every report and tell what is wrong with each; it is whole only when each is one."""
    found = _Found()
    known: dict[str, str | None] = {}
    for entry in all_entries(paths, form):
        if len(found.reports) == _TOO_MANY:
            break
        if entry.source is not None and entry.index == 0:
            refuse_input(output, [entry.source])
        problems, report = entry.findings.problems, entry.report
        if report is not None and report.id in known:
            problems = (*problems, twice(entry, report.id, known[report.id]))
        elif report is not None:
            known[report.id] = entry.source
            found.reports.append(report)
        for line in told_all(problems, entry.source):
            say(line, err=True)
        found.problems += problems
        if not entry.findings.is_read:
            found.status = Status.UNREADABLE
        elif report is None or errors_in(problems):
            found.status = max(found.status, Status.PROBLEMS)
        found.is_whole = found.is_whole and report is not None
    return found


def _tell_what_came(given: _Given, problems: Collection[Problem], *, is_drawn: bool) -> None:
    """Say whether there is a picture, where that is not plain: of what has problems there may be one or not."""
    if problems:
        result = f"{output_name(given.output)} written" if is_drawn else "nothing drawn"
        say(plain(f"{result}: {counted_problems(problems)}"), err=True)
