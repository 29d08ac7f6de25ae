"""Work on the items of a task, in whichever process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

import attrs

from sqsreport.batch.pieces import Position
from sqsreport.batch.tasks import MAX_PROBLEMS, Item, Task
from sqsreport.problems import Problem


class Outcome(Protocol):
    """The result for one document."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the document."""
        ...


R = TypeVar("R", bound=Outcome)
R_co = TypeVar("R_co", bound=Outcome, covariant=True)


class Work(Protocol[R_co]):
    """A picklable object that works on items. It raises no exception but `MemoryError`."""

    def process(self, task: Task, item: Item, /) -> Iterable[R_co]:
        """Return the results for an item, one for each document."""
        ...

    def flush(self) -> Any:
        """Return what was collected from the items of a chunk."""
        ...

    def lost(self, task: Task, item: Item, /) -> R_co:
        """Return the result for an item whose process died, or had too little memory."""
        ...


@attrs.frozen
class Chunk(Generic[R]):
    """The results for consecutive documents of a task.

    Attributes:
        results: each with the index of its source in the task.
        collected: what `Work.flush` returned.
        items: the number of items of the task that are finished.
        lines: the number of lines of the task that are finished.
    """

    results: list[tuple[int, R]]
    collected: Any = None
    items: int = 0
    lines: int = 0


def chunks_of(task: Task, work: Work[R], start: int = 0, *, one_by_one: bool = False) -> Iterator[Chunk[R]]:
    """Work on a task in this process.

    Args:
        task: its items.
        work: what to do with them.
        start: the number of items to skip.
        one_by_one: whether every item gets a chunk of its own.
    """
    position = Position()
    results: list[tuple[int, R]] = []
    number, problems = start, 0
    for item in islice(task.items(position), start, None):
        number += 1
        try:
            found = [*work.process(task, item)]
        except MemoryError:
            found = [work.lost(task, item)]
        results += [(item[0], result) for result in found]
        problems += sum(len(result.problems) for result in found)
        if one_by_one or problems >= MAX_PROBLEMS:
            yield Chunk(results, work.flush(), number, position.line - 1)
            results, problems = [], 0
    yield Chunk(results, work.flush(), number, position.line - 1)
