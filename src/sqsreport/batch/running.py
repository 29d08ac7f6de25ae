"""Work on all documents of sources, in this process or in several, with results in the order of the input."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain
from typing import Any, Final, Generic, TypeVar

import attrs

from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import BatchSizer, Item, Pieces, Task, partition
from sqsreport.batch.work import Chunk, Outcome, Work, chunks_of
from sqsreport.problems import Problem

#: Processes are started for this many bytes, or after this many seconds of work.
_MIN_BYTES: Final = 8 * 2**20
_MIN_SECONDS: Final = 0.3

#: The reason of an input whose process died.
DIED: Final = "the process that read it died, perhaps because it had too little memory or took too long"

R = TypeVar("R", bound=Outcome)


def death(task: Task, item: Item) -> Problem:
    """Return the problem of a document whose process died."""
    index, piece = item
    problem = task.sources[index].unreadable(DIED)
    is_first = piece.line == 1 and piece.offset == 0
    return problem if is_first else attrs.evolve(problem, line=piece.line, column=piece.column)


#: The problem of a source without a document.
EMPTY: Final = Problem("SQS002", line=1, column=1)


@attrs.frozen
class Numbered(Generic[R]):
    """The result for a document, with its place in the input.

    Attributes:
        source: where it is from.
        index: its position among the documents of the source.
        result: what the work returned; its lines count from the start of a part of the source.
        lines: the number of lines before that part.
    """

    source: Source
    index: int
    result: R
    lines: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems, with lines that count from the start of the source."""
        if not self.lines:
            return self.result.problems
        return tuple(
            problem if problem.line is None else attrs.evolve(problem, line=problem.line + self.lines)
            for problem in self.result.problems
        )


@attrs.frozen
class Options:
    """How to run a batch.

    Attributes:
        jobs: the most processes at a time; by default one for each processor.
        on_read: called with the number of bytes that are done.
        on_chunk: called with what the work has collected, after the documents that it was collected from.
        is_stopped: whether to begin nothing more.
        one_by_one: whether each result is yielded at once, as long as there are no other processes.
        eager: whether to start processes at once.
    """

    jobs: int | None = None
    on_read: Callable[[int], object] = lambda _size: None
    on_chunk: Callable[[Any], object] = lambda _collected: None
    is_stopped: Callable[[], bool] = lambda: False
    one_by_one: bool = True
    eager: bool = False


def run(sources: Iterable[Source], work: Work[R], empty: R, options: Options = Options()) -> Generator[Numbered[R]]:
    """Work on all documents of sources; the results are the same for every number of jobs.

    Close the generator if it is not exhausted, so that no process is left.

    Args:
        sources: the inputs.
        work: what to do with each document.
        empty: the result for a source without a document.
        options: how to do it.
    """
    numbering = _Numbering(empty)
    is_small = options.eager or (options.jobs == 1 and options.one_by_one)
    sizer = BatchSizer(max_documents=1) if is_small else BatchSizer()
    tasks = partition(sources, sizer, options.on_read)
    problems = 0
    for task, chunk in _chunks(tasks, work, options):
        if chunk is None:
            if not options.eager:
                sizer.record(task.size, problems)
            problems = 0
            yield from numbering.end(task)
            options.on_read(0 if isinstance(task, Pieces) else task.size)
        else:
            problems += sum(len(result.problems) for _, result in chunk.results)
            yield from numbering.add(task, chunk)
            options.on_chunk(chunk.collected)


def _chunks(tasks: Iterator[Task], work: Work[R], options: Options) -> Iterator[tuple[Task, Chunk[R] | None]]:
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
        for chunk in chunks_of(task, work, one_by_one=options.one_by_one):
            yield task, chunk
            if options.is_stopped():
                return
        yield task, None


class _Numbering(Generic[R]):
    """Numbers the documents of each source, of which a task may have a part."""

    def __init__(self, empty: R) -> None:
        self._empty = empty
        self._task: Task | None = None
        self._source = self._index = self._lines = self._lines_of_task = 0

    def add(self, task: Task, chunk: Chunk[R]) -> Iterator[Numbered[R]]:
        """Yield the results of a chunk."""
        self._begin(task)
        for number, result in chunk.results:
            yield from self._advance(task, number)
            yield Numbered(task.sources[number], self._index, result, self._lines)
            self._index += 1
        self._lines_of_task = chunk.lines

    def end(self, task: Task) -> Iterator[Numbered[R]]:
        """Yield the results for the last sources of a task, if they are empty."""
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

    def _advance(self, task: Task, number: int) -> Iterator[Numbered[R]]:
        while self._source < number:
            if not self._index:
                yield Numbered(task.sources[self._source], 0, self._empty)
            self._source += 1
            self._index = 0
