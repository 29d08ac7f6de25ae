"""``sqsreport plot``: pictures of rates across reports, and of the quantities of one."""

from __future__ import annotations

import functools
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
@_reads(READ_FORMS)
@_takes_options
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
    **given: Any,
) -> None:
    """Draw reoffending rates beside their comparators.

    Each SRC is a letter, a file of any number of reports, a folder of both, a pattern, or "-". Figures are drawn as
    they are printed; what has none is written in words. Of two reports with one id the first is drawn. What cannot be
    read is reported, and the rest is drawn. Pictures of the shapes page and slide are numbered: of rates.svg they are
    rates-1.svg, rates-2.svg and so on.
    """
    wanted = _Given(**given)
    into = _picture_format(wanted)
    _check_streams(paths, form)
    found = _read_all(paths, form, wanted.output, most=_TOO_MANY if shape == "tall" else None)
    written: list[str] = []
    if found.reports:
        draw = functools.partial(plotting.rate_pictures, found.reports, shape=shape, format=into, order=order)
        written = _write_all(wanted, lambda: draw(title=title))
    _report_missing(found, written)
    ctx.exit(found.status)


@plot.command(epilog="Example: sqsreport plot quantities report.json -o quantities.svg")
@click.argument("path", metavar="REPORT", type=click.Path())
@_reads(FORMATS)
@_takes_options
@click.pass_context
def quantities(ctx: click.Context, /, *, path: str, form: str | None, **given: Any) -> None:
    """Draw the spoken quantities of a report as intervals.

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
    _write_all(given, lambda: (draw(),))


def _write_all(given: _Given, draw: Callable[[], tuple[bytes, ...]]) -> list[str]:
    """Write pictures, and return their names: of several each has its number."""
    try:
        drawn = draw()
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
    except ValueError as error:
        raise UnwritableError(plain(f"cannot write {given.output}: {error}")) from None
    names = [given.output]
    if len(drawn) > 1:
        if given.output == STREAM:
            raise UnwritableError("Several pictures do not fit into one stream; name a file with -o.")
        path = PurePath(given.output)
        names = [str(path.with_stem(f"{path.stem}-{number}")) for number in range(1, len(drawn) + 1)]
    for name, picture in zip(names, drawn, strict=True):
        write(name, picture)
    return names


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
    """Reports, each of them once, their problems, and how many documents there were."""

    reports: list[Report] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    status: Status = Status.FINE
    documents: int = 0


def _read_all(paths: Sequence[str], form: str | None, output: str, *, most: int | None) -> _Found:
    """Read every report and print the problems of each."""
    found = _Found()
    known: dict[str, str | None] = {}
    for entry in all_entries(paths, form):
        if len(found.reports) == most:
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
        found.documents += 1
    return found


def _report_missing(found: _Found, written: Sequence[str]) -> None:
    """Print what was written and how many documents are in it, where that is not plain."""
    if len(written) < 2 and not found.problems:
        return
    names = " to ".join(dict.fromkeys(map(output_name, (written[0], written[-1])))) if written else ""
    result = f"{names} written" if written else "nothing drawn"
    missing = found.documents - len(found.reports)
    share = f" with {len(found.reports)} of {found.documents} documents" if missing and written else ""
    say(plain(f"{result}{share}: {counted_problems(found.problems)}"), err=True)


def _tell_what_came(given: _Given, problems: Collection[Problem], *, is_drawn: bool) -> None:
    """Say whether there is a picture, where that is not plain: of what has problems there may be one or not."""
    if problems:
        result = f"{output_name(given.output)} written" if is_drawn else "nothing drawn"
        say(plain(f"{result}: {counted_problems(problems)}"), err=True)
