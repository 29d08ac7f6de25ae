"""Work on all documents of sources, in this process or in several, with outcomes in the order of the input."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Any, Final

import attrs

from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Task, partition
from sqsreport.batch.work import Batch, Outcome, Work, batches_of
from sqsreport.problems import Problem

#: Processes are started for this many bytes, or after this many seconds of work.
_MIN_BYTES: Final = 8 * 2**20
_MIN_SECONDS: Final = 0.3


@attrs.frozen
class Options:
    """How to run a batch.

    Attributes:
        jobs: the maximum number of processes; by default one for each processor.
        on_read: called with the number of bytes that were processed.
        on_batch: called with the result of `Work.flush`, after the outcomes of the same batch.
        is_stopped: returns whether to start no further task.
        one_by_one: whether each outcome is yielded immediately, as long as there are no other processes.
        eager: whether to start processes immediately.
    """

    jobs: int | None = None
    on_read: Callable[[int], object] = lambda _size: None
    on_batch: Callable[[Any], object] = lambda _collected: None
    is_stopped: Callable[[], bool] = lambda: False
    one_by_one: bool = True
    eager: bool = False


def run(sources: Iterable[Source], work: Work, options: Options = Options()) -> Generator[Outcome]:
    """Work on all documents of sources; the outcomes are the same for every number of jobs.

    Close the generator if it is not exhausted, so that no process is left.
    """
    is_small = options.eager or (options.jobs == 1 and options.one_by_one)
    tasks = partition(sources, one_by_one=is_small, on_read=options.on_read)
    before: Task | None = None
    source = index = 0  # the source of the task, and the number of its documents so far
    for task, batch in _batches(tasks, work, options):
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
            options.on_read(task.size if task.chunks is None else 0)
        else:
            options.on_batch(batch.collected)


def _batches(tasks: Iterator[Task], work: Work, options: Options) -> Iterator[tuple[Task, Batch | None]]:
    # Waiting, as for standard input, is not work.
    limit = time.process_time() + _MIN_SECONDS
    for task in tasks:
        size = max(task.size, task.sources[0].size() or 0)
        if options.jobs != 1 and (options.eager or size >= _MIN_BYTES or time.process_time() >= limit):
            from sqsreport.batch import pool  # imported here because that takes a while

            jobs = options.jobs or pool.usable_cpus()
            window = None if options.eager else jobs + 2
            yield from pool.run(chain([task], tasks), work, jobs=jobs, is_stopped=options.is_stopped, window=window)
            return
        for batch in batches_of(task, work, one_by_one=options.one_by_one):
            yield task, batch
            if options.is_stopped():
                return
        yield task, None
