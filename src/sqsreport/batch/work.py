"""Work on the items of a task, in whichever process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final, Generic, TypeVar

import attrs

from sqsreport.batch.chunks import Chunk, Position
from sqsreport.batch.outcome import Outcome
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import MAX_PROBLEMS, Item, Task
from sqsreport.problems import Problem

#: The reason of an input whose process died.
DIED: Final = "the process that read it died, perhaps because it had too little memory or took too long"

R = TypeVar("R", bound=Outcome)


class Work(Generic[R]):
    """A picklable object that works on documents. Its methods raise no exception but `MemoryError`."""

    def process(self, source: Source, chunk: Chunk, /) -> Iterable[R]:
        """Return the outcomes for a chunk of a source, one for each document."""
        raise NotImplementedError

    def flush(self) -> Any:
        """Return what was collected from the documents of a batch."""

    def unread(self, problem: Problem, /, *, is_read: bool = False) -> R:
        """Return the outcome in place of a document: of a source that has none, or whose process died."""
        raise NotImplementedError

    def lost(self, task: Task, item: Item) -> R:
        """Return the outcome for an item whose process died, or had too little memory."""
        index, chunk = item
        problem = task.sources[index].unreadable(DIED)
        is_first = chunk.line == 1 and chunk.offset == 0
        return self.unread(problem if is_first else attrs.evolve(problem, line=chunk.line, column=chunk.column))


@attrs.frozen
class Batch(Generic[R]):
    """The outcomes for consecutive documents of a task.

    Attributes:
        outcomes: each with the index of its source in the task.
        collected: what `Work.flush` returned.
        items: the number of items of the task that are finished.
        lines: the number of lines of the task that are finished.
    """

    outcomes: list[tuple[int, R]]
    collected: Any = None
    items: int = 0
    lines: int = 0

    @property
    def problems(self) -> int:
        """The number of problems."""
        return sum(len(outcome.problems) for _, outcome in self.outcomes)


def batches_of(task: Task, work: Work[R], start: int = 0, *, one_by_one: bool = False) -> Iterator[Batch[R]]:
    """Work on a task in this process.

    Args:
        task: its items.
        work: what to do with them.
        start: the number of items to skip.
        one_by_one: whether every item gets a batch of its own.
    """
    position = Position()
    outcomes: list[tuple[int, R]] = []
    number, problems = start, 0
    for item in islice(task.items(position), start, None):
        number += 1
        index, chunk = item
        try:
            added = [*work.process(task.sources[index], chunk)]
        except MemoryError:
            added = [work.lost(task, item)]
        outcomes += [(index, outcome) for outcome in added]
        problems += sum(len(outcome.problems) for outcome in added)
        if one_by_one or problems >= MAX_PROBLEMS:
            yield Batch(outcomes, work.flush(), number, position.line - 1)
            outcomes, problems = [], 0
    yield Batch(outcomes, work.flush(), number, position.line - 1)
