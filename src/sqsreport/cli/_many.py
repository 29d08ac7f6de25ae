"""Convert many files: plan them, run them on all processors, print the result of each, and sum up."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs
import click

from sqsreport._text import pluralise, replace_surrogates, width
from sqsreport.batch.pool import jobs_for, stopping_at_interrupt
from sqsreport.batch.progress import Progress
from sqsreport.batch.running import run
from sqsreport.batch.sources import Source, is_pattern
from sqsreport.batch.work import Outcome, Work
from sqsreport.cli import _console as console
from sqsreport.cli._conversion import JSON, Convert, Converted, Target
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FORMATS, Corrections, find_all, status_of
from sqsreport.problems import count_of, errors_in
from sqsreport.problems.formatters.summary import count_severities, describe_severities

_COLUMNS: Final = ("source", "index", "result", "target", "id", "doubts", "missing", "unread", "reason")

#: Codes for a part of a letter that is missing, and for a passage that was not read.
_MISSING: Final = ("SQS301", "SQS401", "SQS402", "SQS403")
_UNREAD: Final = "SQS404"

#: The sources in their order, each with its target if that follows from its name.
_Plan = Sequence[tuple[Source, str | None]]


def run_files(  # noqa: PLR0913 - the parts of a batch
    sources: Sequence[Source],
    work: Work,
    add: Callable[[Outcome], object],
    progress: Progress,
    *,
    jobs: int | None,
    number: int | None = None,
) -> bool:
    """Work on files on all processors, and return whether an interrupt ended that before the last one.

    *add* is called with each outcome; *number* is the number of files to be done, by default all.
    """
    processes = jobs_for(len(sources) if number is None else number, jobs)
    with stopping_at_interrupt(lambda: progress.describe("stopping")) as is_stopped, progress:
        try:
            with contextlib.closing(run(sources, work, jobs=processes, is_stopped=is_stopped, eager=True)) as outcomes:
                for outcome in outcomes:
                    add(outcome)
            return is_stopped()
        except KeyboardInterrupt:
            return True


def convert_all(  # noqa: PLR0913 - the options of a batch
    paths: Sequence[str],
    input_format: str | None,
    work: Convert,
    *,
    jobs: int | None,
    summary: str | None = None,
    on_converted: Callable[[Outcome, Callable[[str], None]], object] | None = None,
) -> Status:
    """Convert the reports of all inputs into files of a folder, and print the result of each.

    Args:
        paths: the inputs.
        input_format: the format of all of them.
        work: the conversion.
        jobs: the maximum number of processes.
        summary: the file for a table of the results.
        on_converted: called with each outcome and a function that prints a line, in place of a table at the end.
    """
    target, corrections = work.target, Corrections(work.read.corrections)
    assert target.folder is not None
    plan = _plan(paths, input_format, target)
    if target.is_replaced:
        _refuse_to_lose(plan, work)
    with console.writing(target.folder):
        os.makedirs(target.folder, exist_ok=True)
    waiting = [path for _, path in plan if path is None or not target.is_kept(path)]
    inodes = {path: _inode(path) for path in waiting if path is not None}
    is_batch = len(plan) > 1 and any(is_pattern(path) or os.path.isdir(path) for path in paths)
    description = "converting" if work.redact is None else "redacting"
    progress = console.show_progress(description, "files", lambda: len(waiting), counts_total=True, delay=0)
    has_table = is_batch and on_converted is None
    outcomes = _Outcomes(progress, corrections, has_table or summary is not None, limit=1 if is_batch else 20)

    def add(outcome: Outcome) -> None:
        outcomes.add(outcome)
        if on_converted is not None:
            on_converted(outcome, progress.print)

    is_interrupted = run_files([source for source, _ in plan], work, add, progress, jobs=jobs, number=len(waiting))
    outcomes.check_written()
    # A process may have ended after it wrote a file and before it reported that.
    unreported = inodes.keys() - outcomes.targets.keys()
    outcomes.fates["written"] += sum(_inode(path) not in (None, inodes[path]) for path in unreported)
    outcomes.fates["left"] = max(0, len(plan) - outcomes.fates.total())
    if has_table:
        for line in outcomes.table():
            console.warn(line)
    if summary is not None:
        outcomes.write_table(summary)
    console.warn(str(outcomes))
    if corrections.path is not None and outcomes.fates["kept"]:
        console.warn("kept results do not have new corrections; --force writes them again")
    if is_interrupted:
        raise KeyboardInterrupt
    return max(outcomes.status, corrections.finish(strict=work.strict))


def _plan(paths: Sequence[str], input_format: str | None, target: Target) -> _Plan:
    """Return the inputs, each once; refuse two that would become the same file."""
    plan: list[tuple[Source, str | None]] = []
    first_by_target: dict[str, Source] = {}
    for source in find_all(paths, input_format):
        if source.reason is None and source.format is None and os.path.exists(str(source.path)):
            reason = f"its ending is not that of a known format; give --from with one of: {', '.join(FORMATS)}"
            plan.append((attrs.evolve(source, reason=reason), None))
            continue
        is_plain_json = source.format == JSON and source.packing is None  # which may have several reports all the same
        if source.reason is not None or source.path is None or not (source.is_letter or is_plain_json):
            plan.append((source, None))
            continue
        path = target.path_for(source)
        # The results of an earlier run are not inputs of the next one.
        is_same_ending = os.path.splitext(path)[1] == os.path.splitext(source.path.casefold())[1]
        if source.folder is not None and is_same_ending and console.is_within(source.path, str(target.folder)):
            continue
        first = first_by_target.setdefault(os.path.normcase(path), source)
        if first is source:
            plan.append((source, path))
        elif os.path.abspath(str(first.path)) != os.path.abspath(source.path):
            clash = f"{first.path} and {source.path} would both become {path}"
            raise click.UsageError(f"{clash}; give each a DIR of its own.")
    return plan


def _refuse_to_lose(plan: _Plan, work: Convert) -> None:
    """Refuse to overwrite an input, except with JSON: either that is a report, or nothing is written."""
    inputs = {console.place_of(source.path): source for source, _ in plan if source.path is not None}
    for source, path in plan:
        overwritten = None if path is None else inputs.get(console.place_of(path))
        if path is None or overwritten is None:
            continue
        is_json = source.format == work.target.format_for(source) == JSON
        if not (overwritten is source and is_json and work.redact is None):
            console.refuse_input(path, [str(source.path) if overwritten is source else path])


def _inode(path: str) -> int | None:
    """Return the inode of a file, which changes when the file is replaced."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


@attrs.define
class _Outcomes:
    """Prints outcomes as they come, and sums them up."""

    progress: Progress
    corrections: Corrections
    #: Whether there is a table at the end.
    keeps_rows: bool
    #: The number of problems of one code that are printed for each file.
    limit: int
    status: Status = Status.FINE
    #: The number of files with each fate, and the fate of each target.
    fates: Counter[str] = attrs.field(factory=Counter)
    targets: dict[str, str] = attrs.field(factory=dict)
    _severities: Counter[str] = attrs.field(factory=Counter)
    _failures: set[str] = attrs.field(factory=set)
    _rows: list[tuple[Outcome, Converted]] = attrs.field(factory=list)

    def add(self, outcome: Outcome) -> None:
        """Print the problems of an outcome, and count it."""
        # There is no result for an empty source, or for one at which the process died.
        result: Converted = outcome.result or Converted(status=status_of(outcome))
        outcome.result = result
        for line in console.format_problems(outcome.problems, outcome.name, limit=self.limit):
            self.progress.print(line)
        # A missing package is the same for all files of a format.
        if result.failure and result.failure not in self._failures:
            self._failures.add(result.failure)
            self.progress.print(console.plain(f"Error: {result.failure}"))
        if result.note:
            self.progress.print(console.plain(result.note))
        self.fates[result.fate] += 1
        if result.target is not None:
            self.targets[result.target] = result.fate
        # A file that cannot be read is among the failures.
        self._severities += count_severities(problem for problem in outcome.problems if problem.code != "SQS010")
        self.status = max(self.status, result.status)
        self.corrections.add(outcome)
        if self.keeps_rows:
            self._rows.append((outcome, result))
        if result.fate != "kept":
            self.progress.advance(count=1)

    def table(self) -> Iterator[str]:
        """Yield a line for each file."""
        names = [console.plain(outcome.name or "") for outcome, _ in self._rows]
        longest = max(map(width, names), default=0)
        for name, (outcome, result) in zip(names, self._rows, strict=True):
            nouns = zip(_counts(outcome), ("doubt", "missing part", "unread passage"), strict=True)
            words = ", ".join(pluralise(count, noun) for count, noun in nouns if count)
            if result.fate == "failed":
                words = f"not converted: {_reason(outcome, result)}"
            words = words or ("kept" if result.fate == "kept" else "read in full")
            yield f"{name}{' ' * (longest - width(name))}  {words}"

    def write_table(self, path: str) -> None:
        """Write the same as CSV, with cells that are safe in a spreadsheet."""
        from sqsreport.tables.csv import ESCAPE  # imported here because it takes longer than the rest

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row, result in self._rows:
            cells = row.name, row.index, result.fate, result.target, row.report_id
            texts = ("" if cell is None else str(cell) for cell in (*cells, *_counts(row), _reason(row, result)))
            writer.writerow(re.sub(*ESCAPE, replace_surrogates(cell)) for cell in texts)
        console.write(path, text.getvalue().encode("utf-8-sig"))

    def check_written(self) -> None:
        """Report a target that was written and then removed by another program."""
        written = [target for target, fate in self.targets.items() if fate == "written"]
        if missing := [target for target in written if not os.path.lexists(target)]:
            self.progress.print(console.plain(f"Error: {missing[0]} was written and no longer exists"))
            self.fates["written"] -= len(missing)
            self.fates["failed"] += len(missing)
            self.status = Status.UNREADABLE

    def __str__(self) -> str:
        """Sum up, such as ``12 files: 9 written, 2 kept, 1 failed; 3 errors, 14 warnings``."""
        kinds = [fate for fate in ("written", "kept", "failed", "left") if self.fates[fate]]
        fates = ", ".join(f"{self.fates[fate]} {fate}" for fate in kinds)
        details = f"; {describe_severities(self._severities)}" if self._severities else ""
        return f"{pluralise(self.fates.total(), 'file')}: {fates}{details}"


def _counts(outcome: Outcome) -> tuple[int, int, int]:
    """Return the number of doubts, of missing parts and of unread passages."""
    numbers: Counter[str] = Counter()
    for problem in outcome.problems:
        numbers[problem.code] += count_of(problem)
    missing = sum(numbers[code] for code in _MISSING)
    return numbers.total() - missing - numbers[_UNREAD], missing, numbers[_UNREAD]


def _reason(outcome: Outcome, result: Converted) -> str:
    """Return why there is no report, if there is none."""
    if result.fate != "failed":
        return ""
    errors = errors_in(outcome.problems) or outcome.problems
    return result.failure or next((problem.message for problem in errors), "")
