"""The interface of the work on documents, and its outcomes; the same in the main process and in workers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from sqsreport.batch.chunks import Chunk
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import MAX_PROBLEMS, Item, Task
from sqsreport.problems import Problem
from sqsreport.results import Excerpt, Result

if TYPE_CHECKING:
    from sqsreport.letters import Reading
    from sqsreport.model import Report

#: The reason of an input whose process died.
_DIED: Final = "the process that read it died, perhaps because it had too little memory or took too long"


@attrs.define
class Outcome:
    """The outcome for a document or a letter.

    Attributes:
        problems: its problems, with lines that count from the start of the source.
        is_read: whether anything of it could be read.
        is_document: whether it is for a document, and not for problems between documents.
        excerpts: the text around each problem, if that was requested.
        report: the report, if it is one.
        report_id: the id of the report, also where the report itself stays in another process.
        line: the line on which it starts, where that is known.
        is_whole: whether it is its whole source.
        missing_extra: the message on the extra that has to be installed to read it.
        reading: the reading, of a letter.
        sha256: the digest of the file, of a letter that was read.
        result: the result of the work.
        source: where it is from; `run` sets it.
        index: its position among the documents of the source; `run` sets it.
    """

    problems: tuple[Problem, ...] = ()
    is_read: bool = True
    is_document: bool = True
    excerpts: tuple[Excerpt | None, ...] = ()
    report: Report | None = None
    report_id: str | None = None
    line: int | None = None
    is_whole: bool = False
    missing_extra: str | None = None
    reading: Reading | None = None
    sha256: str | None = None
    result: Any = None
    source: Source = Source(None)
    index: int = 0

    @property
    def name(self) -> str | None:
        """The name of the source in problems."""
        return self.source.name

    def add_repetition(self, first: str | None) -> None:
        """Add the problem of a report with the same id as an earlier one, in the source *first*."""
        params = {"id": str(self.report_id)} | ({} if first is None else {"first": first})
        column = None if self.line is None else 1
        self.problems += (Problem("SQS017", "/id", self.line, column, params),)

    def to_result(self, excerpts: tuple[Excerpt | None, ...] = ()) -> Result:
        """Convert it to a `Result`."""
        return Result(self.name, self.index, self.problems, excerpts, self.is_read)


class Work(ABC):
    """A picklable object that works on documents. Its methods raise no exception but `MemoryError`."""

    @abstractmethod
    def process(self, source: Source, chunk: Chunk, /) -> Iterable[Outcome]:
        """Return the outcomes for a chunk of a source, one for each document."""

    def flush(self) -> Any:  # noqa: B027 - most work collects nothing
        """Return the data that was collected from the documents since the last call."""


@attrs.frozen
class Batch:
    """The outcomes for consecutive documents of a task."""

    #: Each with the index of its source in the task.
    outcomes: list[tuple[int, Outcome]]
    #: The result of `Work.flush`.
    collected: Any = None
    #: The number of items of the task that are finished.
    items: int = 0


def batches_of(task: Task, work: Work, start: int = 0, *, one_by_one: bool = False) -> Iterator[Batch]:
    """Work on a task in this process, after *start* items; with *one_by_one*, every item gets a batch of its own."""
    outcomes: list[tuple[int, Outcome]] = []
    number, problems = start, 0
    for item in islice(task.items(), start, None):
        number += 1
        index, chunk = item
        try:
            added = [*work.process(task.sources[index], chunk)]
        except MemoryError:
            added = [lost(task, item)]
        outcomes += [(index, outcome) for outcome in added]
        problems += sum(len(outcome.problems) for outcome in added)
        if one_by_one or problems >= MAX_PROBLEMS:
            yield Batch(outcomes, work.flush(), number)
            outcomes, problems = [], 0
    yield Batch(outcomes, work.flush(), number)


def lost(task: Task, item: Item) -> Outcome:
    """Return the outcome for an item whose process died, or had too little memory."""
    index, chunk = item
    problem = task.sources[index].unreadable(_DIED)
    if chunk.line != 1 or chunk.offset:
        problem = attrs.evolve(problem, line=chunk.line, column=chunk.column)
    return Outcome((problem,), is_read=False)
