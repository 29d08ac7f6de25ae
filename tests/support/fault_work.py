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
from sqsreport.batch.checking import Findings
from sqsreport.batch.pieces import Piece
from sqsreport.batch.reports import Entry, ReadReports
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import MAX_PROBLEMS, Item, Pieces, Task
from sqsreport.batch.validation import Validation
from sqsreport.problems import Problem

#: What the text of a document holds that ends the process that reads it.
DEADLY = b"deadly"


def backtrack() -> NoReturn:
    """Match a pattern with ambiguous repetition, which takes longer than anyone lives."""
    re.match(r"(?:a|a)*$", "a" * 100 + "b")
    raise AssertionError("this came to an end")


class Words:
    """Work on words; one that is called stuck is stuck, in code that does not notice the deadline."""

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
        """Return an entry without a word."""
        return Entry(is_read=False)


class Many(Words):
    """Return a word with so many problems that it has a chunk of its own."""

    def process(self, _task: Task, item: Item) -> list[Entry]:
        """Return a word."""
        return [Entry((Problem("SQS002"),) * MAX_PROBLEMS, report_id=item[1].data.decode())]


def words(tasks: list[str]) -> list[tuple[str, str | None]]:
    """Work on words, each in a task of its own, in two processes."""
    pieces = (Pieces((Source("x"),), (Piece(task.encode()),), is_end=True) for task in tasks)
    chunks = (chunk for _, chunk in pool.run(pieces, Words(), jobs=2) if chunk is not None)
    found = [entry.report_id for chunk in chunks for _, entry in chunk.results]
    return [*zip(tasks, found, strict=True)]


class Busy(Words):
    """Write the number of this process to a file, and go on for ever in one call."""

    def process(self, _task: Task, item: Item) -> list[Entry]:
        """Be busy."""
        Path(item[1].data.decode()).write_text(str(os.getpid()), encoding="ascii")
        backtrack()


def busy_in_pool(path: str) -> None:
    """Let a process be busy."""
    task = Pieces((Source("x"),), (Piece(path.encode()),), is_end=True)
    for _ in pool.run([task], Busy(), jobs=2):
        pass


class DeadlyValidation(Validation):
    """Validate documents, and die of a deadly one."""

    def process(self, task: Task, item: Item) -> list[Findings]:
        """Validate a document."""
        die_of(item)
        return super().process(task, item)


class DeadlyReading(ReadReports):
    """Read reports, and die of a deadly one."""

    def process(self, task: Task, item: Item) -> Iterator[Entry]:
        """Read a report."""
        die_of(item)
        return super().process(task, item)


def die_of(item: Item) -> None:
    """End this process if an item is a deadly document."""
    if DEADLY in item[1].data:
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
