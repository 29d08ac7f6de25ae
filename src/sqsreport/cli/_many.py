"""Convert many files: plan them, run them on all processors, report what became of each, and sum up."""

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
from sqsreport.batch.running import Options, run
from sqsreport.batch.sources import Source, is_pattern
from sqsreport.batch.work import Outcome, Work
from sqsreport.cli._console import (
    format_counts,
    format_problems,
    is_within,
    place_of,
    plain,
    refuse_input,
    say,
    show_progress,
    write,
    writing,
)
from sqsreport.cli._conversion import JSON, Convert, Converted, Target
from sqsreport.cli._group import Status
from sqsreport.cli._inputs import FORMATS, Corrections, find_all, status_of
from sqsreport.problems import Severity, count_of, errors_in

_COLUMNS: Final = ("source", "index", "result", "target", "id", "doubts", "missing", "unread", "reason")

#: Codes of problems that say that a part of a letter is missing, and that a passage was not read.
_MISSING: Final = ("SQS301", "SQS401", "SQS402", "SQS403")
_UNREAD: Final = "SQS404"


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

    Args:
        sources: the files.
        work: what to do with each.
        add: called with each outcome.
        progress: shown meanwhile.
        jobs: the most processes at a time.
        number: the number of files that are work, if not of all.
    """
    processes = jobs_for(len(sources) if number is None else number, jobs)
    with stopping_at_interrupt(lambda: progress.describe("stopping")) as is_stopped, progress:
        options = Options(processes, is_stopped=is_stopped, eager=True)
        try:
            with contextlib.closing(run(sources, work, options)) as outcomes:
                for outcome in outcomes:
                    add(outcome)
            return is_stopped()
        except KeyboardInterrupt:
            return True


def convert_all(  # noqa: PLR0913 - the options of a batch
    paths: Sequence[str],
    form: str | None,
    work: Convert,
    *,
    jobs: int | None,
    summary: str | None = None,
    on_converted: Callable[[Outcome, Callable[[str], None]], object] | None = None,
) -> Status:
    """Convert the reports of all inputs into files of a folder, and print what became of each.

    Args:
        paths: the inputs.
        form: the format of all of them.
        work: the conversion.
        jobs: the most processes at a time.
        summary: the file for a table of what became of each.
        on_converted: called with each outcome and what prints a line, in place of a table in the end.

    Raises:
        KeyboardInterrupt: an interrupt ended the work.
    """
    target, corrections = work.target, Corrections(work.read.corrections)
    assert target.folder is not None
    sources = _plan(paths, form, target)
    targets = {id(source): target.path_for(source) for source in sources if _is_one_report(source)}
    if target.is_replaced:
        _refuse_to_lose(sources, targets, work)
    with writing(target.folder):
        os.makedirs(target.folder, exist_ok=True)
    number = sum(id(source) not in targets or not target.is_kept(targets[id(source)]) for source in sources)
    before = {path: _inode(path) for path in targets.values() if not target.is_kept(path)}
    is_batch = len(sources) > 1 and any(is_pattern(path) or os.path.isdir(path) for path in paths)
    progress = show_progress(work.description, "files", lambda: number, counts_total=True, delay=0)
    has_table = is_batch and on_converted is None
    outcomes = Outcomes(progress, corrections, keeps_rows=has_table or summary is not None, limit=1 if is_batch else 20)

    def add(outcome: Outcome) -> None:
        outcomes.add(outcome)
        if on_converted is not None:
            on_converted(outcome, progress.print)

    is_interrupted = run_files(sources, work, add, progress, jobs=jobs, number=number)
    outcomes.check_written()
    # A process may have been ended after it wrote a file and before it could report that.
    unreported = [path for path in before if path not in outcomes.targets and _inode(path) not in (None, before[path])]
    outcomes.fates["written"] += len(unreported)
    outcomes.fates["left"] = max(0, len(sources) - outcomes.fates.total())
    if has_table:
        for line in outcomes.table():
            say(line, err=True)
    if summary is not None:
        outcomes.write_table(summary)
    say(str(outcomes), err=True)
    if corrections.path is not None and outcomes.fates["kept"]:
        say("results that were kept do not have new corrections; --force writes them again", err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    return max(outcomes.status, corrections.finish(strict=work.strict))


def _plan(paths: Sequence[str], form: str | None, target: Target) -> list[Source]:
    """Return the inputs, each once.

    Raises:
        click.UsageError: two of them would become the same file.
    """
    sources: list[Source] = []
    first_by_target: dict[str, Source] = {}
    for source in find_all(paths, form):
        if source.reason is None and source.format is None and os.path.exists(str(source.path)):
            reason = f"its ending stands for no form; give --from with one of: {', '.join(FORMATS)}"
            sources.append(attrs.evolve(source, reason=reason))
            continue
        if not _is_one_report(source):
            sources.append(source)
            continue
        assert source.path is not None
        path = target.path_for(source)
        # The results of an earlier run are not inputs of the next one.
        is_same_ending = os.path.splitext(path)[1] == os.path.splitext(source.path.casefold())[1]
        if source.folder is not None and is_same_ending and is_within(source.path, str(target.folder)):
            continue
        first = first_by_target.setdefault(os.path.normcase(path), source)
        if first is source:
            sources.append(source)
        elif os.path.abspath(str(first.path)) != os.path.abspath(source.path):
            clash = f"{first.path} and {source.path} would both become {path}"
            raise click.UsageError(plain(f"{clash}; give each a DIR of its own."))
    return sources


def _is_one_report(source: Source) -> bool:
    """Check whether a source is one report, as far as its name shows: a file of JSON may have several."""
    is_file = source.reason is None and source.path is not None
    return is_file and (source.is_letter or (source.format == JSON and source.packing is None))


def _refuse_to_lose(sources: Sequence[Source], targets: dict[int, str], work: Convert) -> None:
    """Refuse to write over an input; JSON onto itself loses nothing, as it is a report or is not written."""
    inputs = {place_of(source.path): source for source in sources if source.path is not None}
    for source in sources:
        path = targets.get(id(source))
        lost = None if path is None else inputs.get(place_of(path))
        if path is None or lost is None:
            continue
        is_json = source.format == work.target.format_for(source) == JSON
        if not (lost is source and is_json and work.is_lossless):
            refuse_input(path, [str(source.path) if lost is source else path])


def _inode(path: str) -> int | None:
    """Return the inode of a file, which changes when the file is replaced."""
    try:
        return os.stat(path).st_ino
    except OSError:
        return None


def _converted(outcome: Outcome) -> Converted:
    """Return what became of a report; nothing did if its process died, or if it is no report."""
    if outcome.result is None:
        outcome.result = Converted(status=status_of(outcome))
    assert isinstance(outcome.result, Converted)
    return outcome.result


def _counts(outcome: Outcome) -> tuple[int, int, int]:
    """Return the number of doubts, of missing parts and of unread passages."""
    numbers: Counter[str] = Counter()
    for problem in outcome.problems:
        numbers[problem.code] += count_of(problem)
    missing = sum(numbers[code] for code in _MISSING)
    return numbers.total() - missing - numbers[_UNREAD], missing, numbers[_UNREAD]


def _reason(outcome: Outcome) -> str:
    """Return why there is no report, if there is none."""
    if _converted(outcome).fate != "failed":
        return ""
    errors = errors_in(outcome.problems) or outcome.problems
    return _converted(outcome).failure or next((problem.message for problem in errors), "")


def _in_words(outcome: Outcome) -> str:
    fate = _converted(outcome).fate
    if fate == "failed":
        return f"not converted: {_reason(outcome)}"
    nouns = zip(_counts(outcome), ("doubt", "missing part", "unread passage"), strict=True)
    counts = ", ".join(pluralise(count, noun) for count, noun in nouns if count)
    return counts or ("kept" if fate == "kept" else "read in full")


@attrs.define
class Outcomes:
    """Prints outcomes as they come, and sums them up.

    Attributes:
        progress: prints lines above its bar.
        corrections: those that letters are read with.
        keeps_rows: whether there is a table in the end.
        limit: the number of problems of one code that are printed for each file.
        status: the exit status.
        fates: the number of files by what became of them.
        targets: the targets of all files, and what became of them.
    """

    progress: Progress
    corrections: Corrections
    keeps_rows: bool = False
    limit: int = 20
    status: Status = Status.FINE
    fates: Counter[str] = attrs.field(factory=Counter)
    targets: dict[str, str] = attrs.field(factory=dict)
    _severities: Counter[Severity] = attrs.field(factory=Counter)
    _failures: set[str] = attrs.field(factory=set)
    _rows: list[Outcome] = attrs.field(factory=list)

    def add(self, outcome: Outcome) -> None:
        """Print the problems of an outcome, and count it."""
        for line in format_problems(outcome.problems, outcome.name, limit=self.limit):
            self.progress.print(line)
        converted = _converted(outcome)
        # A missing package is the same for all files of a format.
        if converted.failure and converted.failure not in self._failures:
            self._failures.add(converted.failure)
            self.progress.print(f"Error: {converted.failure}")
        if converted.note:
            self.progress.print(converted.note)
        self.fates[converted.fate] += 1
        if converted.target is not None:
            self.targets[converted.target] = converted.fate
        for problem in outcome.problems:
            if problem.code != "SQS010":  # a file that cannot be read is among the failures
                self._severities[problem.severity] += count_of(problem)
        self.status = max(self.status, converted.status)
        self.corrections.add(outcome)
        if self.keeps_rows:
            self._rows.append(outcome)
        if converted.fate != "kept":
            self.progress.advance(count=1)

    def table(self) -> Iterator[str]:
        """Yield a line for each file."""
        names = [plain(row.name or "") for row in self._rows]
        longest = max(map(width, names), default=0)
        for name, row in zip(names, self._rows, strict=True):
            yield f"{name}{' ' * (longest - width(name))}  {plain(_in_words(row))}"

    def write_table(self, path: str) -> None:
        """Write the same as CSV, with cells that are safe in a spreadsheet."""
        from sqsreport.tables.csv import ESCAPE  # which takes longer to import than the rest

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for row in self._rows:
            result = _converted(row)
            cells = (row.name, row.index, result.fate, result.target, row.report_id, *_counts(row), _reason(row))
            texts = ("" if cell is None else str(cell) for cell in cells)
            writer.writerow(re.sub(*ESCAPE, replace_surrogates(cell)) for cell in texts)
        write(path, text.getvalue().encode("utf-8-sig"))

    def check_written(self) -> None:
        """Report a target that was written and then removed by another program."""
        written = [target for target, fate in self.targets.items() if fate == "written"]
        if gone := [target for target in written if not os.path.lexists(target)]:
            self.progress.print(plain(f"Error: {gone[0]} was written, and is not there any more"))
            self.fates["written"] -= len(gone)
            self.fates["failed"] += len(gone)
            self.status = Status.UNREADABLE

    def __str__(self) -> str:
        """Sum up, such as ``12 files: 9 written, 2 kept, 1 failed; 3 errors, 14 warnings``."""
        fates = ", ".join(
            f"{self.fates[fate]} {fate}" for fate in ("written", "kept", "failed", "left") if self.fates[fate]
        )
        details = f"; {format_counts(self._severities)}" if self._severities else ""
        return f"{pluralise(self.fates.total(), 'file')}: {fates}{details}"
