"""``sqsreport validate``: every problem of reports, on one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import closing

import attrs
import click

from sqsreport.cli._group import Status
from sqsreport.cli._meter import Meter
from sqsreport.cli._streams import counted, say, told
from sqsreport.cli._validation import FORMS, results, size_of_all
from sqsreport.results import Result


@click.command(epilog="Example: sqsreport validate reports/ other.jsonl.gz")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option("--from", "form", type=click.Choice(FORMS), help="The form of every PATH, whatever its ending.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Processes at a time; one for each processor by default.",
)
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.pass_context
def validate(ctx: click.Context, *, paths: tuple[str, ...], form: str | None, jobs: int | None, strict: bool) -> None:
    """Find the problems of reports.

    PATH is a file of JSON, JSON Lines or YAML, as it is or packed by gzip or zstd; "-" for
    standard input; a folder, which stands for every such file in it and below; or a pattern
    such as "reports/**/*.jsonl". A JSON array and a YAML list are as many documents as they
    have items. Each problem is told on a line of its own: where it is, what is wrong, and
    how to mend it where that is known. An interrupt ends the work, and what was told is true.
    """
    tally = _Tally(strict=strict)
    found = results(paths, jobs=jobs, form=form, meter=Meter(lambda: size_of_all(paths)))
    with closing(found):
        try:
            tally.tell_all(found)
        except KeyboardInterrupt:
            say(f"interrupted: {tally.summary()}", err=True)
            raise
    say(tally.summary(), err=True)
    ctx.exit(tally.status)


@attrs.define
class _Tally:
    """Tells results, and counts what it told."""

    strict: bool
    outcomes: Counter[Status] = attrs.field(factory=Counter)
    problems: Counter[str] = attrs.field(factory=Counter)
    sources: int = 0

    def tell_all(self, found: Iterable[Result]) -> None:
        """Tell every problem, and count."""
        for result in found:
            for problem in result.problems:
                say(told(problem, result.source))
                # That a file cannot be read is said already.
                self.problems[problem.severity] += problem.code != "SQS010"
            bad = any(self.strict or problem.severity == "error" for problem in result.problems)
            self.outcomes[Status.UNREADABLE if not result.is_read else Status.PROBLEMS if bad else Status.FINE] += 1
            self.sources += not result.index

    @property
    def status(self) -> Status:
        """The exit status: the worst."""
        return max(self.outcomes, default=Status.FINE)

    def summary(self) -> str:
        """Sum up, such as ``3 files: 2 valid, 1 not (4 errors, 1 warning)``."""
        words = {Status.FINE: "valid", Status.PROBLEMS: "not", Status.UNREADABLE: "unreadable"}
        if not self.outcomes[Status.FINE]:
            words[Status.PROBLEMS] = "not valid"  # "not" alone wants something before it
        parts = [f"{self.outcomes[status]:,} {word}" for status, word in words.items() if self.outcomes[status]]
        problems = [counted(number, severity) for severity, number in self.problems.items() if number]
        details = f" ({', '.join(sorted(problems, key=lambda each: each.split()[1]))})" if problems else ""
        documents = self.outcomes.total()
        where = counted(self.sources, "file")
        if documents > self.sources:
            where = f"{documents:,} documents in {where}"
        return f"{where}: {', '.join(parts) or 'none done'}{details}"
