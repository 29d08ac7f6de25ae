"""``sqsreport show``: reports and letters as pages in the terminal."""

from __future__ import annotations

import click

from sqsreport.batch.reports import ReadReports
from sqsreport.cli._console import page, say
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FROM, Reports, require_formats
from sqsreport.cli._options import CORRECTIONS, IGNORE_EMBEDDED, PATHS
from sqsreport.terminal import report as report_page


@click.command(epilog="Example: sqsreport show report.json | less")
@PATHS
@FROM
@IGNORE_EMBEDDED
@CORRECTIONS
def show(*, paths: tuple[str, ...], input_format: str | None, ignore_embedded: bool, corrections: str | None) -> Status:
    """Show reports and letters as pages in the terminal.

    PATH is a report, a letter, a file of reports, a folder or a pattern; "-" is standard input, and
    needs --from. A page is as wide as the terminal, and plain text where there is none.
    """
    require_formats(paths, input_format)
    reports = Reports(paths, input_format, ReadReports(ignore_embedded, corrections))
    for index, (report, _) in enumerate(reports):
        text = report_page.render(report, page())
        say(f"\n{text}" if index else text, nl=False)
    return reports.finish()
