"""``sqsreport diff``: what changed from one report, or collection of reports, to another."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs
import click

from sqsreport._text import pluralise
from sqsreport.batch.reports import read_reports
from sqsreport.batch.sources import STREAM
from sqsreport.cli._console import FirstLines, format_problem, open_output, page, refuse_input, warn
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FROM, find_all
from sqsreport.cli._options import check_pointers
from sqsreport.comparison import diff as compare
from sqsreport.comparison.formatters import FORMATS
from sqsreport.comparison.pairing import Pair, Sourced
from sqsreport.comparison.pairing import pairs as pairs_of

#: Problems of the inputs that are printed; ``sqsreport validate`` shows all.
_MAX_PRINTED: Final = 20


@attrs.define
class _Run:
    """One run of the command: its options, and its counts so far."""

    ignore_spelling: bool
    only: Sequence[str]
    problems: FirstLines = attrs.field(factory=lambda: FirstLines(_MAX_PRINTED))
    has_failed: bool = False
    read_from: Counter[str] = attrs.field(factory=Counter)
    same: int = 0
    different: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)

    def read(self, path: str, form: str | None) -> Iterator[Sourced]:
        """Yield the reports of a file, a folder or a pattern; report on standard error what is not a report."""
        for each in read_reports(find_all((path,), form)):
            for problem in each.problems:
                self.problems.print(format_problem(problem, each.name))
            if each.report is None:
                self.has_failed = True
            else:
                self.read_from[path] += 1
                yield Sourced(each.report, each.name or "")

    def compare(self, before: str, after: str, form: str | None) -> Iterator[Pair]:
        """Yield the pairs of reports, compared."""
        for one, other in pairs_of(self.read(before, form), self.read(after, form)):
            if self.has_failed and not (self.read_from[before] and self.read_from[after]):
                continue  # whether the other has it is not known
            comparison = None
            if one and other:
                comparison = compare(one.report, other.report, ignore_spelling=self.ignore_spelling, only=self.only)
                self.kinds.update(comparison.counts)
            pair = Pair(one, other, comparison)
            self.same += pair.is_same
            self.different += not pair.is_same
            yield pair

    def format(self, pairs: Iterable[Pair], format: str, *, in_color: bool) -> Iterator[str]:
        """Yield the parts of the output; each format imports what it needs."""
        if format == "text":
            from sqsreport.comparison.formatters import text

            shown = page()
            shown = attrs.evolve(shown, in_color=shown.in_color and in_color)
            yield from text.lines(pairs, shown, ignore_spelling=self.ignore_spelling)
        elif format != "patch":
            formatter = importlib.import_module(f"sqsreport.comparison.formatters.{format}")
            yield from formatter.lines(pairs, ignore_spelling=self.ignore_spelling)
        else:
            both = [*pairs]
            if len(both) == 1 and both[0].comparison is not None:
                yield json.dumps(both[0].comparison.patch(), ensure_ascii=False, indent=2) + "\n"
            elif not self.has_failed:
                raise click.UsageError("A patch needs one report on each side; collections have another --format.")

    def __str__(self) -> str:
        """Sum up, such as ``1 report differs, 2 are the same: 3 changes (2 changed, 1 added)``."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        changes = f": {pluralise(self.kinds.total(), 'change')} ({kinds})" if kinds else ""
        if self.same + self.different == 1:
            return f"the reports differ{changes}" if self.different else "the reports are the same"
        verb = "differs" if self.different == 1 else "differ"
        return f"{pluralise(self.different, 'report')} {verb}, {self.same} the same{changes}"


@click.command(epilog="Example: sqsreport diff before.json after.json")
@click.argument("before", metavar="A", type=click.Path())
@click.argument("after", metavar="B", type=click.Path())
@FROM
@click.option("--format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to show changes.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(), default=STREAM, help="Where to write them.")
@click.option(
    "--ignore", type=click.Choice(("spelling",)), help="Ignore the kinds of quotation marks, dashes and spaces."
)
@click.option(
    "--only", metavar="POINTER", multiple=True, callback=check_pointers, help="Show changes at this place only."
)
def diff(  # noqa: PLR0913 - one for each option
    *,
    before: str,
    after: str,
    form: str | None,
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

    The format "patch" is a JSON Patch (RFC 6902), which applied to A gives B; it needs one
    report on each side. Exit status: 0 the same, 1 different, 2 wrong usage, 3 an input that
    is not a report or cannot be read.
    """
    if before == after == STREAM:
        raise click.UsageError("Only one of the two can be standard input.")
    refuse_input(output, (before, after))
    run = _Run(ignore_spelling=ignore is not None, only=only)
    with open_output(output, is_text=format == "text") as put:
        for text in run.format(run.compare(before, after, form), format, in_color=output == STREAM):
            put(text)
    run.problems.print_rest("problem", " of A and B")
    if run.same or run.different:
        warn(str(run))
    if run.has_failed:
        return Status.UNREADABLE
    return Status.PROBLEMS if run.different else Status.FINE
