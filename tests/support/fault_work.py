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
from sqsreport.batch.checking import Findings
from sqsreport.batch.pieces import Piece
from sqsreport.batch.reports import Entry, ReadReports
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import MAX_PROBLEMS, Item, Pieces, Task
from sqsreport.batch.validation import Validation
from sqsreport.problems import Problem

#: The text that makes a document kill the process that reads it.
DEADLY = b"deadly"


def backtrack() -> NoReturn:
    """Match a pattern with ambiguous repetition, which takes practically for ever."""
    re.match(r"(?:a|a)*$", "a" * 100 + "b")
    raise AssertionError("this came to an end")


class Words:
    """A task that processes words. The word "stuck" blocks the signal of the deadline and then hangs."""

    def process(self, _task: Task, item: Item) -> list[Entry]:
        """Return a word in capitals."""
        word = item[1].data.decode()
        if word == "stuck":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
            _watchdog._GRACE = 0.2  # type: ignore[misc]
            with _watchdog.deadline(0.2):
                backtrack()
        return [Entry(report_id=word.upper())]

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, _task: Task, _item: Item) -> Entry:
        """Return an entry for an item that was lost."""
        return Entry(is_read=False)


class Many(Words):
    """A task that returns each word with so many problems that it fills a chunk."""

    def process(self, _task: Task, item: Item) -> list[Entry]:
        """Return a word with many problems."""
        return [Entry((Problem("SQS002"),) * MAX_PROBLEMS, report_id=item[1].data.decode())]


def words(tasks: list[str]) -> list[tuple[str, str | None]]:
    """Process words in two worker processes, each word as a task."""
    pieces = (Pieces((Source("x"),), (Piece(task.encode()),), is_end=True) for task in tasks)
    chunks = (chunk for _, chunk in pool.run(pieces, Words(), jobs=2) if chunk is not None)
    results = [entry.report_id for chunk in chunks for _, entry in chunk.results]
    return [*zip(tasks, results, strict=True)]


class Busy(Words):
    """A task that writes its process id to a file, and then hangs in one call."""

    def process(self, _task: Task, item: Item) -> list[Entry]:
        """Write the process id, and hang."""
        Path(item[1].data.decode()).write_text(str(os.getpid()), encoding="ascii")
        backtrack()


def busy_in_pool(path: str) -> None:
    """Run the busy task in a worker process."""
    task = Pieces((Source("x"),), (Piece(path.encode()),), is_end=True)
    for _ in pool.run([task], Busy(), jobs=2):
        pass


class DeadlyValidation(Validation):
    """A validation that dies of a deadly document."""

    def process(self, task: Task, item: Item) -> list[Findings]:
        """Validate a document, unless it is deadly."""
        die_of(item)
        return super().process(task, item)


class DeadlyReading(ReadReports):
    """A task that reads reports and dies of a deadly one."""

    def process(self, task: Task, item: Item) -> Iterator[Entry]:
        """Read a report, unless it is deadly."""
        die_of(item)
        return super().process(task, item)


def die_of(item: Item) -> None:
    """Kill this process if an item is deadly."""
    if DEADLY in item[1].data:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
