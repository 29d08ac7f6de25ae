"""``sqsreport show``: reports and letters as pages in the terminal."""

from __future__ import annotations

import sys

import click

from sqsreport.cli import _page
from sqsreport.cli._console import is_terminal, page_width, say
from sqsreport.cli._inputs import FROM, Reports, check_corrections, report_unmatched, require_formats
from sqsreport.cli._options import CORRECTIONS, IGNORE_EMBEDDED


@click.command(epilog="Example: sqsreport show report.json | less")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@FROM
@IGNORE_EMBEDDED
@CORRECTIONS
@click.pass_context
def show(
    ctx: click.Context, *, paths: tuple[str, ...], form: str | None, ignore_embedded: bool, corrections: str | None
) -> None:
    """Show reports and letters as pages in the terminal.

    PATH is a report, a letter, a file of reports, a folder or a pattern; "-" is standard input, and
    needs --from. A page is as wide as the terminal, and plain text where there is none.
    """
    require_formats(paths, form)
    unusable = check_corrections(corrections)
    reports = Reports(paths, form, ignore_embedded, corrections=corrections)
    for index, (report, _) in enumerate(reports):
        page = _page.render(
            report,
            width=page_width(),
            in_color=ctx.color is not False and is_terminal(sys.stdout),
            encoding=getattr(sys.stdout, "encoding", None) or "utf-8",
        )
        say(f"\n{page}" if index else page, nl=False)
    ctx.exit(max(unusable, reports.status, report_unmatched(corrections, paths, form)))
