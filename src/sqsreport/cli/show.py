"""``sqsreport show``: a report or a letter as a page in the terminal."""

from __future__ import annotations

import sys

import click

from sqsreport.cli import _page
from sqsreport.cli._console import page_width
from sqsreport.cli._reports import (
    FORMATS,
    check_corrections,
    format_of,
    read_report,
    status_of,
    tell_reading,
    with_corrections,
)
from sqsreport.cli._streams import is_terminal, say


@click.command(epilog="Example: sqsreport show report.json | less")
@click.argument("path", metavar="PATH", type=click.Path())
@click.option("--from", "form", type=click.Choice(FORMATS), help="The form of PATH, whatever its ending.")
@click.option("--ignore-embedded", is_flag=True, help="Read the text alone, even where a letter carries its report.")
@with_corrections
@click.pass_context
def show(ctx: click.Context, *, path: str, form: str | None, ignore_embedded: bool, corrections: str | None) -> None:
    """Show a report or a letter as a page in the terminal.

    The ending of PATH says its form; "-" is standard input, and needs --from. The page
    is as wide as the terminal, and plain text where there is none.
    """
    read_as = format_of(path, form, "--from")
    unusable = check_corrections(corrections)
    reading = read_report(path, read_as, ignore_embedded=ignore_embedded, corrections=corrections)
    if reading.report is not None:
        page = _page.render(
            reading.report,
            width=page_width(),
            in_color=ctx.color is not False and is_terminal(sys.stdout),
            encoding=getattr(sys.stdout, "encoding", None) or "utf-8",
        )
        say(page, nl=False)
    tell_reading(reading, path)
    ctx.exit(max(unusable, status_of(reading, read_as)))
