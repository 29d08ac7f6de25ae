"""Validate all documents of sources."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable

import attrs

from sqsreport.batch.checking import Findings, check
from sqsreport.batch.running import EMPTY, Options, death, run
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Item, Task
from sqsreport.results import Result


@attrs.frozen
class Validation:
    """The work of validating documents."""

    with_excerpts: bool = False

    def process(self, _task: Task, item: Item) -> list[Findings]:
        """Validate the documents of a piece."""
        return [findings for _, findings in check(item[1], with_excerpts=self.with_excerpts)]

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, task: Task, item: Item) -> Findings:
        """Return the findings for a document whose process died."""
        return Findings((death(task, item),), (None,) * self.with_excerpts, is_read=False)


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
    empty = Findings((EMPTY,), (None,) * with_excerpts)
    for each in run(sources, Validation(with_excerpts), empty, Options(jobs=jobs, on_read=on_read)):
        findings = each.result
        yield Result(each.source.name, each.index, each.problems, findings.excerpts, findings.is_read)
