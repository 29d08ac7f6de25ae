"""The conversion of many files: those that are there are kept, and no file stops the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import attrs

from sqsreport._files import reason_of
from sqsreport._text import pluralise
from sqsreport.cli._conversion import Conversion, Outcome, convert_one_of_many
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._pool import results, stopping_at_interrupt, usable_cpus
from sqsreport.cli._progress import Progress
from sqsreport.cli._streams import DIED, UnreadableError, counted_problems, is_folder, plain, say, told_all
from sqsreport.problems import Problem

#: What becomes of files, in the words and the order of the summary.
_FATES = ("written", "kept", "failed", "left")


@attrs.define
class _Telling:
    """What there is to tell, as it comes and at the end."""

    progress: Progress
    status: Status = Status.FINE
    fates: Counter[str] = attrs.field(factory=Counter)
    written: list[str] = attrs.field(factory=list)
    told_of: set[str] = attrs.field(factory=set)
    found: list[Problem] = attrs.field(factory=list)
    failures: set[str] = attrs.field(factory=set)

    def tell_all(
        self,
        planned: Iterable[Conversion | UnreadableError],
        kept: Container[str],
        outcomes: Iterator[tuple[Conversion, Outcome]],
    ) -> None:
        """Tell what comes of everything; *outcomes* are those of what is not *kept*, as far as it was done."""
        done = next(outcomes, None)
        for each in planned:
            if isinstance(each, UnreadableError):
                self.tell(each.path, Outcome(each.exit_code, (each.problem,)))
            elif each.target in kept:
                self.fates["kept"] += 1
            elif done and done[0] is each:
                self.tell(each.source, done[1])
                self.told_of.add(each.target)
                if done[1].is_written:
                    self.written.append(each.target)
                self.progress.advance()
                done = next(outcomes, None)

    def tell(self, source: str, outcome: Outcome) -> None:
        """Tell what came of one file."""
        for line in told_all(outcome.problems, source):
            self.progress.tell(line)
        # What has to be installed is the same for all files of a form.
        if outcome.failure and outcome.failure not in self.failures:
            self.failures.add(outcome.failure)
            self.progress.tell(f"Error: {outcome.failure}")
        self.fates["written" if outcome.is_written else "failed"] += 1
        self.found += outcome.problems
        self.status = max(self.status, outcome.status)

    def check(self, todo: Iterable[Conversion], before: Mapping[str, int | None]) -> None:
        """Compare what is there with what was told: others remove files, and a process may be ended after it wrote one.

        Args:
            todo: what was to be done.
            before: the number of the file that was at each target.
        """
        if gone := [target for target in self.written if not os.path.lexists(target)]:
            self.progress.tell(plain(f"Error: {gone[0]} was written, and is not there any more"))
            self.fates["written"] -= len(gone)
            self.fates["failed"] += len(gone)
            self.status = Status.UNREADABLE
        for each in todo:
            if each.target not in self.told_of and _number_of(each.target) not in (None, before[each.target]):
                self.fates["written"] += 1

    def summary(self) -> str:
        """Sum up, such as ``12 files: 9 written, 2 kept, 1 failed; 3 errors, 14 warnings``."""
        fates = ", ".join(f"{self.fates[fate]} {fate}" for fate in _FATES if self.fates[fate])
        # That a file cannot be read is among the failures.
        problems = [problem for problem in self.found if problem.code != "SQS010"]
        details = f"; {counted_problems(problems)}" if problems else ""
        return f"{pluralise(self.fates.total(), 'file')}: {fates}{details}"


def convert_many(
    planned: Sequence[Conversion | UnreadableError], folder: str, *, jobs: int | None, force: bool, in_color: bool
) -> Status:
    """Convert files on all cores, tell what came of each in their order, and sum up.

    Args:
        planned: what to do, and what cannot be done.
        folder: where the results go; it is made.
        jobs: the most processes at a time; without it, one for each core.
        force: replace what is there, rather than keep it.
        in_color: whether a terminal may get colours.

    Raises:
        KeyboardInterrupt: the work was interrupted; the summary is told all the same.
        UnwritableError: there is no such folder and it cannot be made.
    """
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - paths are text here
    except OSError as error:
        raise UnwritableError(plain(f"cannot write {folder}: {reason_of(error)}")) from None
    conversions = [each for each in planned if isinstance(each, Conversion)]
    kept = set() if force else {each.target for each in conversions if _is_there(each.target)}
    todo = [each for each in conversions if each.target not in kept]
    before = {each.target: _number_of(each.target) for each in todo}
    telling = _Telling(Progress(len(todo), in_color=in_color))
    with stopping_at_interrupt(telling.progress.tell_of_stop) as is_stopped, telling.progress:
        outcomes = results(
            convert_one_of_many, todo, jobs=max(1, min(jobs or usable_cpus(), len(todo))), is_stopped=is_stopped
        )
        try:
            telling.tell_all(planned, kept, ((each, outcome or _died(each)) for each, outcome in outcomes))
            is_interrupted = is_stopped()
        except KeyboardInterrupt:
            is_interrupted = True
    telling.check(todo, before)
    telling.fates["left"] = len(planned) - telling.fates.total()
    say(telling.summary(), err=True)
    if is_interrupted:
        raise KeyboardInterrupt
    return telling.status


def _died(conversion: Conversion) -> Outcome:
    """Return the outcome of a conversion that was the end of its process."""
    error = UnreadableError(conversion.source, DIED)
    return Outcome(error.exit_code, (error.problem,))


def _number_of(path: str) -> int | None:
    """Return the number of the file at a path, which is another when the file is replaced."""
    try:
        return os.stat(path).st_ino  # noqa: PTH116 - paths are text here
    except OSError:
        return None


def _is_there(path: str) -> bool:
    """Tell whether there is anything to keep; a folder is in the way."""
    return os.path.lexists(path) and not is_folder(path)
