"""Validate all documents of sources."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

import attrs

from sqsreport.batch.checking import check
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.outcome import Outcome
from sqsreport.batch.running import Options, run
from sqsreport.batch.sources import Source
from sqsreport.batch.work import Work
from sqsreport.problems import Problem
from sqsreport.results import Result


@attrs.frozen
class Validation(Work[Outcome]):
    """The work of validating documents."""

    with_excerpts: bool = False

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Validate the documents of a chunk."""
        return [outcome for _, outcome in check(chunk, with_excerpts=self.with_excerpts)]

    def unread(self, problem: Problem, /, *, is_read: bool = False) -> Outcome:
        """Return the outcome in place of a document."""
        return Outcome((problem,), is_read, (None,) * self.with_excerpts)


def validate(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    with_excerpts: bool = False,
    on_read: Callable[[int], object] = lambda _size: None,
) -> Generator[Result]:
    """Validate all documents of sources, and yield the results in the order of the input.

    Args:
        sources: the inputs.
        jobs: the most processes at a time; by default one for each processor.
        with_excerpts: whether results have the text at each problem.
        on_read: called with the number of bytes that are done.
    """
    for each in run(sources, Validation(with_excerpts), Options(jobs, on_read)):
        yield Result(each.name, each.index, each.problems, each.excerpts, each.is_read)
