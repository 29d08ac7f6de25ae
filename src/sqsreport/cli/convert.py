"""``sqsreport convert``: any readable form into any writable one."""

from __future__ import annotations

import click

from sqsreport import codec, letters
from sqsreport.cli._group import Status
from sqsreport.cli._reports import FORMATS, JSON, format_of, read_report, tell_reading
from sqsreport.cli._streams import counted_problems, output_name, plain, say, write


@click.command(epilog="Example: sqsreport convert letter.md report.json")
@click.argument("source", metavar="SRC", type=click.Path())
@click.argument("target", metavar="DST", type=click.Path())
@click.option("--from", "source_form", type=click.Choice(FORMATS), help="The form of SRC, whatever its ending.")
@click.option("--to", "target_form", type=click.Choice(FORMATS), help="The form of DST, whatever its ending.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def convert(  # noqa: PLR0913 - one for each option
    ctx: click.Context, *, source: str, target: str, source_form: str | None, target_form: str | None, strict: bool
) -> None:
    """Turn a letter into a report, or any form into another.

    The endings of SRC and DST tell their forms; "-" is standard input or output, and wants
    --from or --to. A letter is read as well as it can be, and what was not found in it is
    told; it is written all the same, and the exit status is 1 when there are errors. A JSON
    report with errors is not converted. A DST that is there is replaced.
    """
    read_as = format_of(source, source_form, "--from")
    write_as = format_of(target, target_form, "--to")
    reading = read_report(source, read_as)
    bad = any(strict or problem.severity == "error" for problem in reading.problems)
    # What a letter lacks is told and the rest is used; JSON is either a report or not.
    report = None if read_as == JSON and bad else reading.report
    tell_reading(reading, source)
    if report is not None:
        write(target, codec.dumps(report).encode() if write_as == JSON else letters.write(report, write_as))
    if reading.problems or report is None:
        outcome = "nothing written" if report is None else f"{output_name(target)} written"
        say(plain(f"{outcome}: {counted_problems(reading.problems)}"), err=True)
    ctx.exit(Status.PROBLEMS if bad or report is None else Status.FINE)
