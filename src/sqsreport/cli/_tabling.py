"""Tables of everything that paths stand for, on all cores, with rows in the order of the input."""

from __future__ import annotations

import functools
import gc
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

from sqsreport.cli import _pool
from sqsreport.cli._blocking import Pace, total_of
from sqsreport.cli._blocks import MOST_PROBLEMS, Batch, Files, Range
from sqsreport.cli._inputs import Entry, Letter, Task, entries_of, tasks_of, twice
from sqsreport.cli._streams import DIED
from sqsreport.documents import nothing_in
from sqsreport.documents.checking import Findings
from sqsreport.documents.pieces import Mark
from sqsreport.documents.sources import Source
from sqsreport.problems import Problem
from sqsreport.results import Result
from sqsreport.tables import Builder
from sqsreport.tables.files import Writer

if TYPE_CHECKING:
    import pyarrow as pa

    from sqsreport.cli._meter import Meter

#: As many bytes, or seconds of work, are done before other processes have started.
_WORTH_IT: Final = 8 * 2**20
_LONG: Final = 0.3

#: So many values more than before are no reason yet to look for cycles among them.
_FEW_CYCLES: Final = 100_000


@attrs.frozen
class Made:
    """What was made of a task.

    Attributes:
        batches: the rows of its reports, for each table.
        entries: its documents, without their reports, which are in the rows.
        ids: for each of them the id of the report that it is, if it is one.
        lines: how many lines it has, of a part of a source.
        rest: where it stopped, if there was too much to tell.
    """

    batches: Mapping[str, pa.RecordBatch]
    entries: tuple[Entry, ...]
    ids: tuple[str | None, ...]
    lines: int = 0
    rest: int | None = None


def make(task: Task, *, quantities: bool = True) -> Made | None:
    """Make rows of a task, with or without the quantities, or ``None`` where there is not the memory for it."""
    # Reports hold no cycles, and to look for some among so many values takes a while.
    before = gc.get_threshold()
    gc.set_threshold(_FEW_CYCLES)
    try:
        return _make(task, quantities=quantities)
    except MemoryError:
        return None
    finally:
        gc.set_threshold(*before)


def _make(task: Task, *, quantities: bool) -> Made:
    mark = Mark()
    builder = Builder(quantities=quantities)
    entries: list[Entry] = []
    ids: list[str | None] = []
    problems, last, rest = 0, None, None
    for place, entry in entries_of(task, mark):
        # A document of YAML is one of several in its piece, which are not parted.
        if problems >= MOST_PROBLEMS and place is not None and place != last:
            rest = place
            break
        last = place
        problems += len(entry.findings.problems)
        if entry.report:
            # Where the first of two is, whoever puts the results in order tells.
            problems += len(builder.add(entry.report))
        ids.append(entry.report.id if entry.report else None)
        entries.append(attrs.evolve(entry, report=None))
    return Made(builder.build(), tuple(entries), tuple(ids), mark.line - 1, rest)


def tabulate(  # noqa: PLR0913 - what the command is told
    paths: Iterable[str],
    writer: Writer,
    *,
    jobs: int | None,
    form: str | None,
    meter: Meter,
    quantities: bool = True,
    target: str | None = None,
    corrections: str | None = None,
) -> Generator[Result]:
    """Write the rows of everything that paths stand for, and yield what came of each document.

    The rows are the same for every number of jobs. Memory grows with the number of reports by
    their ids alone: an id that comes again is to be noticed.

    Args:
        paths: files, folders, patterns, and ``-`` for standard input.
        writer: what writes the rows.
        jobs: the most processes at a time; without it, one for each core.
        form: the form of all of them, whatever their names.
        meter: told how much is done.
        quantities: whether to read the quantities.
        target: where the rows will be; what is there already is no input.
        corrections: the file or the folder with the corrections of letters.
    """
    pace = Pace()
    tasks = tasks_of(paths, form, pace=pace, tally=meter.read, target=target, corrections=corrections)
    work = functools.partial(make, quantities=quantities)
    return meter.watch(_tabulate(tasks, work, _Order(writer, pace, work), jobs, meter.read))


def _tabulate(
    tasks: Iterator[Task],
    work: Callable[[Task], Made | None],
    order: _Order,
    jobs: int | None,
    tally: Callable[[int], object],
) -> Iterator[Result]:
    enough = time.process_time() + _LONG
    for task in tasks:
        if jobs != 1 and (_total_of(task) >= _WORTH_IT or time.process_time() >= enough):
            tasks = chain([task], tasks)
            break
        yield from order.take(task, work(task))
        tally(task.still_to_read)
    jobs = jobs or _pool.usable_cpus()
    # Two more than there are processes, so that none waits while the rows of another are written.
    for task, made in _pool.results(work, tasks, jobs=jobs, is_stopped=lambda: False, window=jobs + 2):
        yield from order.take(task, made)
        tally(task.still_to_read)
    yield from order.finish()


def _total_of(task: Task) -> int:
    return task.size if isinstance(task, Letter) else total_of(task)


@attrs.define
class _Order:
    """Gives documents the numbers and lines that they have in their sources, and writes their rows in order."""

    writer: Writer
    pace: Pace
    work: Callable[[Task], Made | None]
    #: Where each report is that came, by its id.
    _known: dict[str, str | None] = attrs.field(factory=dict)
    _source: Source | None = None
    _index: int = 0
    _line: int = 0

    def take(self, task: Task, made: Made | None) -> Iterator[Result]:
        """Take what was made of the next task, and make what is left of it."""
        source = None if isinstance(task, (Files, Letter)) else task.source
        if source is not self._source:
            yield from self.finish()
            self._source, self._index, self._line = source, 0, 0
        while True:
            if made is None:
                yield from self._died(task)
                return
            self.pace.saw(max(task.size, 1), sum(len(entry.findings.problems) for entry in made.entries))
            yield from self._write(made, is_part=source is not None)
            if made.rest is None or isinstance(task, (Files, Letter)):
                return
            task = task.rest(made.rest)
            made = self.work(task)

    def finish(self) -> Iterator[Result]:
        """Tell of a source that had no document."""
        if self._source and not self._index:
            result = nothing_in(self._source.name, with_excerpts=False)
            yield from self._write(Made({}, (Entry(result.source, 0, None, Findings(result.problems)),), (None,)))
        self._source = None

    def _write(self, made: Made, *, is_part: bool = False) -> Iterator[Result]:
        repeated = self._known.keys() & {*filter(None, made.ids)}
        told = Builder()
        results = []
        for entry, report_id in zip(made.entries, made.ids, strict=True):
            index = entry.index + (self._index if is_part else 0)
            findings = entry.findings
            problems = findings.problems
            if report_id in self._known:
                problems = (*problems, twice(entry, report_id, self._known[report_id]))
            elif report_id is not None:
                self._known[report_id] = entry.source
            if self._line and problems:
                problems = tuple(_lower(problem, self._line) for problem in problems)
            told.add_problems(problems, source=entry.source, index=index, report_id=report_id)
            results.append(Result(entry.source, index, problems, is_read=findings.is_read))
        if is_part:
            self._index += len(made.entries)
            self._line += made.lines
        batches = _without(made.batches, repeated) if repeated else made.batches
        self.writer.write({**batches, "problems": told.build()["problems"]})
        yield from results

    def _died(self, task: Task) -> Iterator[Result]:
        """Report what was the end of a process that worked on a task, and make rows of the rest of the task."""
        mark = Mark()
        if isinstance(task, Range):
            yield from self._died(task.batch(mark))
            self._line += mark.line - 1
            return
        parts = () if isinstance(task, Letter) else task.halves()
        for part in parts:
            yield from self.take(part, _pool.result_of(self.work, part))
        if parts:
            return
        is_part = isinstance(task, Batch)
        for source in task.sources if isinstance(task, Files) else (task.source,):
            findings = Findings((source.unreadable(DIED),), is_read=False)
            yield from self._write(Made({}, (Entry(source.name, 0, None, findings),), (None,)), is_part=is_part)


def _lower(problem: Problem, lines: int) -> Problem:
    return problem if problem.line is None else attrs.evolve(problem, line=problem.line + lines)


def _without(batches: Mapping[str, pa.RecordBatch], ids: set[str]) -> Mapping[str, pa.RecordBatch]:
    """Leave out the rows of some reports."""
    from sqsreport.tables import packages

    compute, arrow = packages.arrow_compute(), packages.arrow()
    left_out = arrow.array(sorted(ids), arrow.string())
    found = {}
    for name, batch in batches.items():
        column = batch.column("id" if name == "reports" else "report_id")
        found[name] = batch.filter(compute.invert(compute.is_in(column, value_set=left_out)))
    return found
