"""``sqsreport validate``: every problem of reports, for people or for machines."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from sqsreport._files import reason_of, writing_whole
from sqsreport.cli._config import Choices, choices
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._meter import Meter
from sqsreport.cli._streams import STREAM, is_terminal, plain, read, refuse_input, say, write
from sqsreport.cli._validation import FORMS, results, size_of_all
from sqsreport.problems.formatters import FORMATS, Options, Summary, make_formatter
from sqsreport.results import Result
from sqsreport.settings import SettingsError, code_prefixes, severity_by_code


def _to_codes(_ctx: click.Context, param: click.Parameter, given: Sequence[str]) -> tuple[str, ...] | None:
    try:
        codes = code_prefixes(given)
    except SettingsError as error:
        raise click.BadParameter(plain(str(error))) from None
    if given and not codes and param.name == "select":
        raise click.BadParameter("it names no code, and without one there is nothing to report")
    return codes if given else None


def _to_severities(_ctx: click.Context, _param: click.Parameter, given: Sequence[str]) -> Mapping[str, str]:
    pairs = {}
    for each in given:
        code, equals, severity = each.partition("=")
        if not equals:
            raise click.BadParameter(plain(f"{each!r} is not of the form CODE=SEVERITY, such as SQS303=error."))
        pairs[code] = severity
    try:
        return severity_by_code(pairs)
    except SettingsError as error:
        raise click.BadParameter(plain(str(error))) from None


@click.command(epilog="Example: sqsreport validate reports/ other.json")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option("--paths-from", metavar="LIST", type=click.Path(), help='A file with a PATH on each line, or "-".')
@click.option("--from", "form", type=click.Choice(FORMS), help="The form of every PATH, whatever its ending.")
@click.option(
    "-j", "--jobs", metavar="N", type=click.IntRange(min=1), help="Processes; one for each processor by default."
)
@click.option("--format", type=click.Choice(list(FORMATS)), help="How to report problems; as text by default.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Where to write them, in place of the output.")
@click.option("--select", metavar="CODES", multiple=True, callback=_to_codes, help="Report only these, such as SQS1.")
@click.option("--ignore", metavar="CODES", multiple=True, callback=_to_codes, help="Do not report these.")
@click.option(
    "--severity",
    metavar="CODE=SEVERITY",
    multiple=True,
    callback=_to_severities,
    help="Let a code be an error or a warning.",
)
@click.option("--strict/--no-strict", default=None, help="Let warnings count as errors.")
@click.option("--exit-zero/--no-exit-zero", default=None, help="Let problems leave the exit status at 0.")
@click.option("--mask/--no-mask", default=None, help="Show nothing of what stands in the documents.")
@click.option("--all/--no-all", default=None, help="Show every problem, however often one repeats.")
@click.option("--config", metavar="FILE", type=click.Path(), help="Read settings here, not in pyproject.toml.")
@click.option("--isolated", is_flag=True, help="Read no settings but those of the command line.")
@click.pass_context
def validate(  # noqa: PLR0913 - the options that are no settings
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    config: str | None,
    paths_from: str | None,
    *,
    isolated: bool,
    form: str | None,
    jobs: int | None,
    **given: Any,
) -> None:
    """Find the problems of reports.

    PATH is a file of JSON, JSON Lines or YAML, as it is or packed by gzip or zstd; "-" for
    standard input; a folder, which stands for every such file in it and below; or a pattern
    such as "reports/**/*.jsonl". The items of a JSON array or a YAML list are documents of
    their own. Each problem is reported with its place, what is wrong, and how to mend it where
    that is known; of many of one kind in a document the first few. After an interrupt what
    was reported is true, and summed up. FILE is none of what is read: in a folder, where an
    earlier run may have left it, it is passed over.

    CODES are codes or their beginnings, joined by commas: SQS3 stands for all that begin with
    it. Settings are read from the table [tool.sqsreport] of the nearest pyproject.toml, too;
    those of the command line come before them.
    """
    if paths_from is not None:
        paths = (*paths, *_lines_of(paths_from))
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    chosen = choices(given, config=config, isolated=isolated)
    refuse_input(chosen.output, paths)
    found = results(
        paths,
        jobs=jobs,
        form=form,
        with_excerpts=chosen.format == "text" and not chosen.settings.mask,
        meter=Meter(lambda: size_of_all(paths), is_alone=chosen.output != STREAM or not is_terminal(sys.stdout)),
    )
    with contextlib.closing(found):
        summary = _told(found, chosen, in_color=ctx.color is not False)
    say(str(summary), err=True)
    ctx.exit(_status(summary, chosen))


def _lines_of(path: str) -> list[str]:
    """Return the paths in a list, one on a line."""
    return [os.fsdecode(line.strip()) for line in read(path).splitlines() if line.strip()]


def _told(found: Iterator[Result], chosen: Choices, *, in_color: bool) -> Summary:
    """Tell what came of the documents, and count it."""
    settings = chosen.settings
    in_color = in_color and chosen.output == STREAM
    written = make_formatter(chosen.format, Options(strict=settings.strict, in_color=in_color, all=chosen.all))
    summary = Summary(strict=settings.strict)
    is_listing = _Listing(chosen.output)
    with _output(chosen) as put:
        put("".join(written.begin()))
        try:
            for result in found:
                if is_listing(result.source):
                    if result.is_valid:
                        refuse_input(chosen.output, [chosen.output])
                    continue
                told = settings.applied(result)
                summary.add(told)
                put("".join(written.add(told)))
        except KeyboardInterrupt:
            summary.is_interrupted = True
            put("".join(written.end(summary)))
            lost = "" if chosen.output == STREAM else plain(f"; {chosen.output} was not written")
            say(f"interrupted: {summary}{lost}", err=True)
            raise
        put("".join(written.end(summary)))
    return summary


class _Listing:
    """Tells the file that an earlier run has listed its problems in, which may be among the sources of this one."""

    def __init__(self, output: str) -> None:
        self._path = None if output == STREAM else os.path.realpath(output)

    def __call__(self, source: str | None) -> bool:
        return self._path is not None and source is not None and os.path.realpath(source) == self._path


@contextlib.contextmanager
def _output(chosen: Choices) -> Iterator[Callable[[str], object]]:
    """Give what takes the pieces of the listing."""
    if chosen.output == STREAM:
        # What machines read is UTF-8 whatever the terminal is.
        yield _say if chosen.format == "text" else _write
        return
    try:
        with writing_whole(chosen.output) as file:
            yield lambda piece: file.write(piece.encode())
    except OSError as error:
        raise UnwritableError(plain(f"cannot write {chosen.output}: {reason_of(error)}")) from None


def _say(piece: str) -> None:
    if piece:
        say(piece, nl=False)


def _write(piece: str) -> None:
    if piece:
        write(STREAM, piece.encode())


def _status(summary: Summary, chosen: Choices) -> Status:
    if summary.unreadable:
        return Status.UNREADABLE
    return Status.PROBLEMS if summary.invalid and not chosen.exit_zero else Status.FINE
