"""Tasks for worker processes that fail: slow, stuck and deadly ones. The workers import them from here."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from sqsreport import _watchdog
from sqsreport.batch import pool
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.reports import ReadReports
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import MAX_PROBLEMS, Task
from sqsreport.batch.validation import Validation
from sqsreport.batch.work import Outcome, Work
from sqsreport.problems import Problem

#: The text that makes a document kill the process that reads it.
DEADLY = b"deadly"


def backtrack() -> NoReturn:
    """Match a pattern with ambiguous repetition, which takes practically for ever."""
    re.match(r"(?:a|a)*$", "a" * 100 + "b")
    raise AssertionError("this came to an end")


class Words(Work):
    """Work on words. The word "stuck" blocks the signal of the deadline and then hangs."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Return a word in capitals."""
        word = chunk.data.decode()
        if word == "stuck":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
            _watchdog._GRACE = 0.2  # type: ignore[misc]
            with _watchdog.deadline(0.2):
                backtrack()
        return [Outcome(report_id=word.upper())]


class Many(Words):
    """Work that returns each word with so many problems that it fills a batch."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Return a word with many problems."""
        return [Outcome((Problem("SQS002"),) * MAX_PROBLEMS, report_id=chunk.data.decode())]


def words(tasks: list[str]) -> list[tuple[str, str | None]]:
    """Process words in two worker processes, each word as a task."""
    chunks = (Task((Source("x"),), (Chunk(task.encode()),)) for task in tasks)
    batches = (batch for _, batch in pool.run(chunks, Words(), jobs=2) if batch is not None)
    results = [entry.report_id for batch in batches for _, entry in batch.outcomes]
    return [*zip(tasks, results, strict=True)]


class Busy(Words):
    """Work that writes its process id to a file, and then hangs in one call."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Write the process id, and hang."""
        Path(chunk.data.decode()).write_text(str(os.getpid()), encoding="ascii")
        backtrack()


def busy_in_pool(path: str) -> None:
    """Run the busy work in a worker process."""
    task = Task((Source("x"),), (Chunk(path.encode()),))
    for _ in pool.run([task], Busy(), jobs=2):
        pass


class DeadlyValidation(Validation):
    """A validation that dies of a deadly document."""

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Validate a document, unless it is deadly."""
        die_of(chunk)
        return super().process(source, chunk)


class DeadlyReading(ReadReports):
    """Work that reads reports and dies of a deadly one."""

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Read a report, unless it is deadly."""
        die_of(chunk)
        return super().process(source, chunk)


def die_of(chunk: Chunk) -> None:
    """Kill this process if a chunk is deadly."""
    if DEADLY in chunk.data:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
