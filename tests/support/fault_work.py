"""Work for processes that goes wrong: slow, stuck, and deadly. The processes import it from here."""

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
from sqsreport.batch.tasks import MAX_PROBLEMS, Chunks
from sqsreport.batch.validation import Validation
from sqsreport.batch.work import Outcome, Work
from sqsreport.problems import Problem

#: What the text of a document holds that ends the process that reads it.
DEADLY = b"deadly"


def backtrack() -> NoReturn:
    """Match a pattern with ambiguous repetition, which takes longer than anyone lives."""
    re.match(r"(?:a|a)*$", "a" * 100 + "b")
    raise AssertionError("this came to an end")


class Words(Work[Outcome]):
    """Work on words; one that is called stuck is stuck, in code that does not notice the deadline."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Return a word in capitals."""
        word = chunk.data.decode()
        if word == "stuck":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
            _watchdog._GRACE = 0.2  # type: ignore[misc]
            with _watchdog.deadline(0.2):
                backtrack()
        return [Outcome(report_id=word.upper())]

    def unread(self, _problem: Problem, /, *, is_read: bool = False) -> Outcome:
        """Return an outcome without a word."""
        return Outcome(is_read=is_read)


class Many(Words):
    """Return a word with so many problems that it has a batch of its own."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Return a word."""
        return [Outcome((Problem("SQS002"),) * MAX_PROBLEMS, report_id=chunk.data.decode())]


def words(tasks: list[str]) -> list[tuple[str, str | None]]:
    """Work on words, each in a task of its own, in two processes."""
    chunks = (Chunks((Source("x"),), (Chunk(task.encode()),), is_end=True) for task in tasks)
    batches = (batch for _, batch in pool.run(chunks, Words(), jobs=2) if batch is not None)
    found = [entry.report_id for batch in batches for _, entry in batch.outcomes]
    return [*zip(tasks, found, strict=True)]


class Busy(Words):
    """Write the number of this process to a file, and go on for ever in one call."""

    def process(self, _source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Be busy."""
        Path(chunk.data.decode()).write_text(str(os.getpid()), encoding="ascii")
        backtrack()


def busy_in_pool(path: str) -> None:
    """Let a process be busy."""
    task = Chunks((Source("x"),), (Chunk(path.encode()),), is_end=True)
    for _ in pool.run([task], Busy(), jobs=2):
        pass


class DeadlyValidation(Validation):
    """Validate documents, and die of a deadly one."""

    def process(self, source: Source, chunk: Chunk, /) -> list[Outcome]:
        """Validate a document."""
        die_of(chunk)
        return super().process(source, chunk)


class DeadlyReading(ReadReports):
    """Read reports, and die of a deadly one."""

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Read a report."""
        die_of(chunk)
        return super().process(source, chunk)


def die_of(chunk: Chunk) -> None:
    """End this process if a chunk is a deadly document."""
    if DEADLY in chunk.data:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
