"""Work for processes that goes wrong: slow, stuck, and deadly. The processes import it from here."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import Any, NoReturn

from sqsreport import _watchdog
from sqsreport.cli import _blocks, _pool, _tabling
from sqsreport.documents.pieces import Mark

#: What the text of a document holds that ends the process that reads it.
DEADLY = b"deadly"


def backtrack() -> NoReturn:
    """Match a pattern with ambiguous repetition, which takes longer than anyone lives."""
    re.match(r"(?:a|a)*$", "a" * 100 + "b")
    raise AssertionError("this came to an end")


def stuck(task: str) -> str:
    """Work on a task; one that is called stuck is stuck, in code that does not notice the deadline."""
    if task == "stuck":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
        _watchdog._GRACE = 0.2  # type: ignore[misc]
        with _watchdog.deadline(0.2):
            backtrack()
    return task.upper()


def busy(path: str) -> None:
    """Write the number of this process to a file, and go on for ever in one call."""
    Path(path).write_text(str(os.getpid()), encoding="ascii")
    backtrack()


def busy_in_pool(path: str) -> None:
    """Let a process be busy."""
    for _ in _pool.results(busy, [path], jobs=2, is_stopped=lambda: False):
        pass


def run(block: Any) -> Any:
    """Validate a block, and die of a deadly document in it."""
    die_of(block)
    return _blocks.run(block)


def make(task: Any, **options: Any) -> Any:
    """Make rows of a task, and die of a deadly document in it."""
    die_of(task)
    return _tabling.make(task, **options)


def die_of(block: Any) -> None:
    """End this process if there is a deadly document in a block."""
    if isinstance(block, _blocks.Files):
        texts = [Path(str(source.path)).read_bytes() for source in block.sources]
    elif isinstance(block, (_blocks.Range, _blocks.Batch)):
        texts = [piece.data for _, piece in block.pieces(Mark())]
    else:
        texts = []
    if any(DEADLY in text for text in texts):
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(60)
