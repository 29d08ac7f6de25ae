"""``sqsreport diff``: what changed from one report, or collection of reports, to another."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import attrs
import click

from sqsreport.batch.reports import read_reports
from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import FirstLines, format_problem, open_output, page, refuse_input, warn
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FROM, find_all
from sqsreport.cli._options import check_pointers
from sqsreport.comparison import diff as compare
from sqsreport.comparison.formatters import FORMATS
from sqsreport.comparison.pairing import Pair, Sourced, Totals
from sqsreport.comparison.pairing import pairs as pairs_of

#: Problems of the inputs that are printed; ``sqsreport validate`` shows all.
_MAX_PRINTED: Final = 20


@attrs.define
class _Run:
    """The reports of both sides, with the exit status and the problems so far."""

    input_format: str | None
    problems: FirstLines = attrs.field(factory=lambda: FirstLines(_MAX_PRINTED))
    has_failed: bool = False
    read_from: Counter[str] = attrs.field(factory=Counter)
    totals: Totals = attrs.field(factory=Totals)

    def read(self, path: str) -> Iterator[Sourced]:
        """Yield the reports of a file, a folder or a pattern; report on standard error what is not a report."""
        for each in read_reports(find_all((path,), self.input_format)):
            for problem in each.problems:
                self.problems.print(format_problem(problem, each.name))
            if each.report is None:
                self.has_failed = True
            else:
                self.read_from[path] += 1
                yield Sourced(each.report, each.name or "")

    def compare(self, before: str, after: str, **options: Any) -> Iterator[Pair]:
        """Yield the pairs of reports, compared."""
        for one, other in pairs_of(self.read(before), self.read(after)):
            if self.has_failed and not (self.read_from[before] and self.read_from[after]):
                continue  # whether the other side has it is not known
            pair = Pair(one, other, compare(one.report, other.report, **options) if one and other else None)
            self.totals.add(pair)
            yield pair


@click.command(epilog="Example: sqsreport diff before.json after.json")
@click.argument("before", metavar="A", type=click.Path())
@click.argument("after", metavar="B", type=click.Path())
@FROM
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show changes.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), default=STREAM, help="The file for the changes.")
@click.option(
    "--ignore", type=click.Choice(("spelling",)), help="Ignore differences of quotation marks, dashes and spaces."
)
@click.option(
    "--only", metavar="POINTER", multiple=True, callback=check_pointers, help="Show changes at this place only."
)
def diff(  # noqa: PLR0913 - one for each option
    *,
    before: str,
    after: str,
    input_format: str | None,
    format: str,
    output: str,
    ignore: str | None,
    only: tuple[str, ...],
) -> Status:
    """Show what changed from one report to another.

    A and B are reports, letters, or one of each. A file of several reports, a folder or a
    pattern is a collection, whose reports are matched by id; two single reports are compared
    whatever their ids. Paragraphs, strengths and recommendations are matched by number and
    text, and an inserted paragraph is one change, although the numbers after it change too.

    The format "patch" is a JSON Patch (RFC 6902) that turns A into B; it needs one
    report on each side. Exit status: 0 the same, 1 different, 2 wrong usage, 3 an input that
    is not a report or cannot be read.
    """
    if before == after == STREAM:
        raise click.UsageError("Only one of the two can be standard input.")
    refuse_input(output, (before, after))
    run = _Run(input_format)
    options: dict[str, Any] = {"ignore_spelling": ignore is not None}
    pairs = run.compare(before, after, only=only, **options)
    if format == "text":
        options["page"] = page(in_color=output == STREAM)
    formatter = importlib.import_module(f"sqsreport.comparison.formatters.{format}")
    with open_output(output, is_text=format == "text") as put:
        try:
            for text in formatter.lines(pairs, **options):
                put(text)
        except ValueError as error:  # only the reports show whether the format allows them
            if not run.has_failed:
                raise click.UsageError(str(error)) from None
    run.problems.print_rest("problem", " of A and B")
    totals = run.totals
    if totals.same or totals.different:
        warn(str(totals))
    if run.has_failed:
        return Status.UNREADABLE
    return Status.PROBLEMS if totals.different else Status.FINE
