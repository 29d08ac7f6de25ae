"""Write the rows of documents and letters, on all processors."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from sqsreport.batch.chunks import Chunk
from sqsreport.batch.reports import ReadReports
from sqsreport.batch.running import run
from sqsreport.batch.sources import Source
from sqsreport.batch.work import Outcome, Work
from sqsreport.tables.batches import Builder, without_reports
from sqsreport.tables.files import Writer

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows have no reference cycles, so the garbage collector would search many new values in vain.
_GC_THRESHOLD: Final = 100_000


def write_documents(  # noqa: PLR0913 - the settings of a batch
    sources: Iterable[Source],
    writer: Writer,
    read: ReadReports,
    *,
    jobs: int | None = None,
    on_read: Callable[[int], object] = lambda _size: None,
    quantities: bool = True,
) -> Generator[Outcome]:
    """Write the rows of all reports of sources, each report once, and the problems of all documents.

    Args:
        sources: the inputs.
        writer: where the rows go.
        read: how reports are read.
        jobs: the maximum number of processes; by default one for each processor.
        on_read: called with the number of bytes that were processed.
        quantities: whether to fill the table ``quantities``, which takes most of the time.

    Yields:
        The outcome for each document and letter. Of two reports with one id the second has a problem.
    """
    rows = _Rows(writer)
    work = _MakeRows(quantities, read)
    with contextlib.closing(run(sources, work, jobs=jobs, on_read=on_read, on_batch=rows.write)) as outcomes:
        for outcome in outcomes:
            rows.add(outcome)
            yield outcome
    rows.write({})


@attrs.define
class _MakeRows(Work):
    """The work of making rows of reports; the rows of a batch are collected."""

    quantities: bool
    read: ReadReports
    _builder: Builder | None = None

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Make rows of the reports of a chunk; the outcomes keep only their ids."""
        if self._builder is None:
            self._builder = Builder(quantities=self.quantities)
            gc.set_threshold(max(_GC_THRESHOLD, gc.get_threshold()[0]))
        for outcome in self.read.process(source, chunk):
            if outcome.report is not None:
                self._builder.add(outcome.report)
            outcome.report = outcome.reading = None
            yield outcome

    def flush(self) -> Mapping[str, pa.RecordBatch]:
        """Return a batch of rows for each table."""
        builder, self._builder = self._builder, None
        return {} if builder is None else builder.build()


@attrs.define
class _Rows:
    """Writes the rows of each report once, and the problems of all documents."""

    _writer: Writer
    #: The name of the source of each report, by its id.
    _first: dict[str, str | None] = attrs.field(factory=dict)
    #: The ids of this batch that are new, and those that an earlier batch has.
    _new: set[str] = attrs.field(factory=set)
    _repeated: set[str] = attrs.field(factory=set)
    _problems: Builder = attrs.field(factory=Builder)

    def add(self, outcome: Outcome) -> None:
        """Add the problems of a document, among them a repeated id."""
        report_id = outcome.report_id
        if report_id in self._first:
            outcome.add_repetition(self._first[report_id])
            if report_id not in self._new:  # within a batch, the builder has omitted the second one
                self._repeated.add(report_id)
        elif report_id is not None:
            self._first[report_id] = outcome.name
            self._new.add(report_id)
        self._problems.add_problems(outcome.problems, source=outcome.name, index=outcome.index, report_id=report_id)

    def write(self, collected: Mapping[str, pa.RecordBatch] | None) -> None:
        """Write the rows of a batch, after its documents were added; there are none if its process died."""
        batches = collected or {}
        if self._repeated:
            batches = without_reports(batches, self._repeated)
        self._new, self._repeated = set(), set()
        self._writer.write({**batches, "problems": self._problems.build()["problems"]})
