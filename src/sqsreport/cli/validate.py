"""``sqsreport validate``: all problems of reports, for people or for programs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import click

from sqsreport.batch.formats import ALIASES, FORMATS
from sqsreport.batch.progress import Progress
from sqsreport.batch.sources import STREAM, Source, find_sources, size_of_all
from sqsreport.batch.validation import validate as validate_sources
from sqsreport.cli import _console as console
from sqsreport.cli._group import Status
from sqsreport.cli._options import JOBS, from_option
from sqsreport.configuration import Configuration, configure
from sqsreport.problems.formatters import FORMATS as OUTPUT_FORMATS
from sqsreport.problems.formatters import Options, Summary, make_formatter
from sqsreport.results import Result
from sqsreport.settings import SettingsError, code_prefixes, severity_by_code


def _checked(convert: Callable[[Sequence[str]], Any]) -> Callable[..., Any]:
    def callback(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> Any:
        try:
            return convert(values)
        except SettingsError as error:
            raise click.BadParameter(str(error)) from None

    return callback


def _selected(values: Sequence[str]) -> tuple[str, ...] | None:
    codes = _ignored(values)
    if codes == ():
        raise SettingsError("it names no code, so nothing would be reported")
    return codes


def _ignored(values: Sequence[str]) -> tuple[str, ...] | None:
    return code_prefixes(values) if values else None


def _severities(values: Sequence[str]) -> Mapping[str, str]:
    for each in values:
        if "=" not in each:
            raise SettingsError(f"{each!r} is not of the form CODE=SEVERITY, such as SQS303=error.")
    return severity_by_code(dict(each.split("=", 1) for each in values))


@click.command(epilog="Example: sqsreport validate reports/ other.json")
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option(
    "--paths-from", metavar="LIST", multiple=True, type=click.Path(), help='A list of PATHs by line or NUL, or "-".'
)
@from_option("PATH", FORMATS, ALIASES)
@JOBS
@click.option("--format", type=click.Choice(list(OUTPUT_FORMATS)), help="How to report problems; as text by default.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="The file for the problems.")
@click.option(
    "--select", metavar="CODES", multiple=True, callback=_checked(_selected), help="Report only these, such as SQS1."
)
@click.option("--ignore", metavar="CODES", multiple=True, callback=_checked(_ignored), help="Do not report these.")
@click.option(
    "--severity",
    metavar="CODE=SEVERITY",
    multiple=True,
    callback=_checked(_severities),
    help="Let a code be an error or a warning.",
)
@click.option("--strict/--no-strict", default=None, help="Let warnings count as errors.")
@click.option("--exit-zero/--no-exit-zero", default=None, help="Let problems leave the exit status at 0.")
@click.option("--mask/--no-mask", default=None, help="Show no values of the documents.")
@click.option("--all/--no-all", default=None, help="Show every problem, however often one repeats.")
@click.option("--config", metavar="FILE", type=click.Path(), help="Read settings here, not in pyproject.toml.")
@click.option("--isolated", is_flag=True, help="Read no settings but those of the command line.")
def validate(  # noqa: PLR0913 - the options that are not settings
    paths: tuple[str, ...],
    config: str | None,
    paths_from: tuple[str, ...],
    *,
    isolated: bool,
    input_format: str | None,
    jobs: int | None,
    **settings: Any,
) -> Status:
    """Find the problems of reports.

    PATH is a file of JSON, JSON Lines or YAML, which may be packed by gzip or zstd; "-" for
    standard input; a folder, with every such file in it and below; or a pattern such as
    "reports/**/*.jsonl". Each item of a JSON array or a YAML list is a document. Each problem is
    reported with its place, what is wrong, and how to fix it where that is known; if a document
    has many of one kind, only the first few. After an interrupt, the problems so far are reported
    and summed up. FILE is never an input, even if an earlier run left it in a folder that is one.

    CODES are codes or their beginnings, joined by commas: SQS3 means all that begin with it.
    Settings are read from the table [tool.sqsreport] of the nearest pyproject.toml, too; those
    of the command line override them.
    """
    paths += tuple(path for each in paths_from for path in _listed(console.read_list(each)))
    if not paths:
        raise click.UsageError("Missing argument 'PATH...'.")
    try:
        chosen = configure(settings, config=config, isolated=isolated)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    console.refuse_input(chosen.output, paths)

    def sources() -> Iterator[Source]:
        return (source for path in paths for source in find_sources(path, input_format))

    with console.show_progress("validating", "documents", lambda: size_of_all(sources())) as progress:
        results = validate_sources(
            sources(),
            jobs=jobs,
            with_excerpts=chosen.format in ("text", "html") and not chosen.settings.mask,
            on_read=progress.advance,
        )
        with contextlib.closing(results):
            summary = _report(results, chosen, progress)
    console.warn(str(summary))
    if summary.unreadable:
        return Status.UNREADABLE
    return Status.PROBLEMS if summary.invalid and not chosen.exit_zero else Status.FINE


def _listed(data: bytes) -> Iterator[str]:
    """Yield the paths of a list, one on each line or, as ``git ls-files -z`` writes it, separated by NUL."""
    if b"\0" in data:
        yield from (os.fsdecode(path) for path in data.split(b"\0") if path)
    else:
        yield from (os.fsdecode(line.strip()) for line in data.splitlines() if line.strip())


def _report(results: Iterator[Result], chosen: Configuration, progress: Progress) -> Summary:
    """Write the problems of all documents, and return their summary."""
    settings, output = chosen.settings, chosen.output
    formatter = make_formatter(
        chosen.format,
        Options(strict=settings.strict, in_color=console.has_color() and output == STREAM, all=chosen.all),
    )
    summary = Summary(strict=settings.strict)
    # The output of an earlier run may be among the inputs.
    own = None if output == STREAM else os.path.realpath(output)
    is_shared = output == STREAM and console.is_terminal(sys.stdout)
    with console.open_output(output, is_text=chosen.format == "text") as put:
        put("".join(formatter.begin()))
        try:
            for result in results:
                if own is not None and result.source is not None and os.path.realpath(result.source) == own:
                    if result.is_valid:
                        console.refuse_input(output, [output])
                    continue
                reported = settings.applied(result)
                summary.add(reported)
                if is_shared and reported.problems:
                    progress.pause()
                put("".join(formatter.add(reported)))
                progress.advance(count=1)
        except KeyboardInterrupt:
            summary.is_interrupted = True
            progress.pause()
            put("".join(formatter.end(summary)))
            lost = "" if output == STREAM else f"; {output} was not written"
            console.warn(f"interrupted: {summary}{lost}")
            raise
        put("".join(formatter.end(summary)))
    return summary
