"""Work on all documents of sources, in this process or in several, with outcomes in the order of the input."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Any, Final

from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Task, partition
from sqsreport.batch.work import Batch, Outcome, Work, batches_of
from sqsreport.problems import Problem

#: Processes are started for this many bytes, or after this many seconds of work.
_MIN_BYTES: Final = 8 * 2**20
_MIN_SECONDS: Final = 0.3


def run(  # noqa: PLR0913 - the settings of a batch
    sources: Iterable[Source],
    work: Work,
    *,
    jobs: int | None = None,
    on_read: Callable[[int], object] = lambda _size: None,
    on_batch: Callable[[Any], object] | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
    eager: bool = False,
) -> Generator[Outcome]:
    """Work on all documents of sources; the outcomes are the same for every number of jobs.

    Close the generator if it is not exhausted, so that no process is left.

    Args:
        sources: the inputs.
        work: what to do with their documents.
        jobs: the maximum number of processes; by default one for each processor.
        on_read: called with the number of bytes that were processed.
        on_batch: called with the result of `Work.flush`, after the outcomes of the same batch. Without it, each
            outcome is yielded immediately, as long as there are no other processes.
        is_stopped: returns whether to start no further task.
        eager: whether to start processes immediately.
    """
    one_by_one = on_batch is None
    tasks = partition(sources, one_by_one=eager or (jobs == 1 and one_by_one), on_read=on_read)
    batches = _batches(tasks, work, jobs, is_stopped, one_by_one=one_by_one, eager=eager)
    before: Task | None = None
    source = index = 0  # the source of the task, and the number of its documents so far
    for task, batch in batches:
        if task is not before:
            if before is None or before.is_end:
                source = index = 0
            before = task
        last = len(task.sources) if task.is_end else 0
        for number, outcome in [(last, None)] if batch is None else batch.outcomes:
            while source < number:
                if not index:
                    yield Outcome((Problem("SQS002", line=1, column=1),), source=task.sources[source])
                source, index = source + 1, 0
            if outcome is not None:
                outcome.source, outcome.index = task.sources[number], index
                yield outcome
                index += 1
        if batch is None:
            on_read(task.size if task.chunks is None else 0)
        elif on_batch is not None:
            on_batch(batch.collected)


def _batches(  # noqa: PLR0913 - the settings of a batch
    tasks: Iterator[Task],
    work: Work,
    jobs: int | None,
    is_stopped: Callable[[], bool],
    *,
    one_by_one: bool,
    eager: bool,
) -> Iterator[tuple[Task, Batch | None]]:
    # Waiting, as for standard input, is not work.
    limit = time.process_time() + _MIN_SECONDS
    for task in tasks:
        size = max(task.size, task.sources[0].size() or 0)
        if jobs != 1 and (eager or size >= _MIN_BYTES or time.process_time() >= limit):
            from sqsreport.batch import pool  # imported here because that takes a while

            jobs = jobs or pool.usable_cpus()
            window = None if eager else jobs + 2
            yield from pool.run(chain([task], tasks), work, jobs=jobs, is_stopped=is_stopped, window=window)
            return
        for batch in batches_of(task, work, one_by_one=one_by_one):
            yield task, batch
            if is_stopped():
                return
        yield task, None
