"""Work on all documents of sources, in this process or in several, with outcomes in the order of the input."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Any, Final, Generic, TypeVar

import attrs

from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import BatchSizer, Chunks, Task, partition
from sqsreport.batch.work import EMPTY, Batch, Outcome, Work, batches_of

#: Processes are started for this many bytes, or after this many seconds of work.
_MIN_BYTES: Final = 8 * 2**20
_MIN_SECONDS: Final = 0.3

R = TypeVar("R", bound=Outcome)


@attrs.frozen
class Options:
    """How to run a batch.

    Attributes:
        jobs: the most processes at a time; by default one for each processor.
        on_read: called with the number of bytes that are done.
        on_batch: called with what the work has collected, after the documents that it was collected from.
        is_stopped: whether to begin nothing more.
        one_by_one: whether each outcome is yielded at once, as long as there are no other processes.
        eager: whether to start processes at once.
    """

    jobs: int | None = None
    on_read: Callable[[int], object] = lambda _size: None
    on_batch: Callable[[Any], object] = lambda _collected: None
    is_stopped: Callable[[], bool] = lambda: False
    one_by_one: bool = True
    eager: bool = False


def run(sources: Iterable[Source], work: Work[R], options: Options = Options()) -> Generator[R]:
    """Work on all documents of sources; the outcomes are the same for every number of jobs.

    Close the generator if it is not exhausted, so that no process is left.
    """
    numbering = _Numbering(work)
    is_small = options.eager or (options.jobs == 1 and options.one_by_one)
    sizer = BatchSizer(max_documents=1) if is_small else BatchSizer()
    problems = 0
    for task, batch in _batches(partition(sources, sizer, options.on_read), work, options):
        if batch is None:
            if not options.eager:
                sizer.record(task.size, problems)
            problems = 0
            yield from numbering.end(task)
            options.on_read(0 if isinstance(task, Chunks) else task.size)
        else:
            problems += batch.problems
            yield from numbering.add(task, batch)
            options.on_batch(batch.collected)


def _batches(tasks: Iterator[Task], work: Work[R], options: Options) -> Iterator[tuple[Task, Batch[R] | None]]:
    # Waiting, as for standard input, is not work.
    limit = time.process_time() + _MIN_SECONDS
    for task in tasks:
        size = max(task.size, task.sources[0].size() or 0)
        if options.jobs != 1 and (options.eager or size >= _MIN_BYTES or time.process_time() >= limit):
            from sqsreport.batch import pool  # which takes a while to import

            jobs = options.jobs or pool.usable_cpus()
            window = None if options.eager else jobs + 2
            yield from pool.run(chain([task], tasks), work, jobs=jobs, is_stopped=options.is_stopped, window=window)
            return
        for batch in batches_of(task, work, one_by_one=options.one_by_one):
            yield task, batch
            if options.is_stopped():
                return
        yield task, None


class _Numbering(Generic[R]):
    """Numbers the documents of each source, of which a task may have a part."""

    def __init__(self, work: Work[R]) -> None:
        self._work = work
        self._task: Task | None = None
        self._source = self._index = self._lines = self._lines_of_task = 0

    def add(self, task: Task, batch: Batch[R]) -> Iterator[R]:
        """Yield the outcomes of a batch."""
        self._begin(task)
        for number, outcome in batch.outcomes:
            yield from self._advance(task, number)
            outcome.source, outcome.index = task.sources[number], self._index
            outcome.move_down(self._lines)
            yield outcome
            self._index += 1
        self._lines_of_task = batch.lines

    def end(self, task: Task) -> Iterator[R]:
        """Yield outcomes for the last sources of a task, if they are empty."""
        self._begin(task)
        yield from self._advance(task, len(task.sources) if task.is_end else 0)

    def _begin(self, task: Task) -> None:
        if task is self._task:
            return
        if self._task is None or self._task.is_end:
            self._source = self._index = self._lines = 0
        else:
            self._lines += self._lines_of_task
        self._task = task

    def _advance(self, task: Task, number: int) -> Iterator[R]:
        while self._source < number:
            if not self._index:
                outcome = self._work.outcome_of(EMPTY, is_read=True)
                outcome.source = task.sources[self._source]
                yield outcome
            self._source += 1
            self._index = 0
