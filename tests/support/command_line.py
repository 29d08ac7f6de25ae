"""The command line, run in this process or started as a program of its own."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sqsreport.cli import main
from sqsreport.testing import examples

PROGRAM = (sys.executable, "-m", "sqsreport")
#: Before 8.2 click had to be told to keep the two streams apart.
_APART: Any = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


def run(*args: str | Path, stdin: bytes = b"", **extra: Any) -> Result:
    """Run the command line in this process."""
    runner: CliRunner = CliRunner(**_APART)
    return runner.invoke(main, [str(arg) for arg in args], input=stdin, prog_name="sqsreport", **extra)


def start(*args: str | Path, env: dict[str, str] | None = None, **extra: Any) -> subprocess.Popen[bytes]:
    """Start the command line as a program of its own, with all streams at hand."""
    streams: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | extra
    return subprocess.Popen([*PROGRAM, *map(str, args)], env={**os.environ, **(env or {})}, **streams)


def let_wait() -> None:
    """Give a program the time to go and wait for a pipe.

    Python answers a signal that comes a moment before only when the waiting is over.
    """
    time.sleep(0.3)


def wait_for_files(folder: Path, count: int) -> None:
    """Wait, for a minute at most, until a folder has so many files."""
    for _ in range(6000):
        if len([*folder.iterdir()]) >= count:
            return
        time.sleep(0.01)
    pytest.fail(f"{folder} has fewer than {count} files")


def on_terminal(
    *args: str | Path, status: int | None = None, answers: Mapping[str, Callable[[int], None]] | None = None
) -> str:
    """Return what a command prints when standard output and standard error are a terminal.

    Once it prints a text that has an answer, that is called with the number of its process.
    """
    pty = pytest.importorskip("pty", reason="needs the terminals of POSIX")
    ours, theirs = pty.openpty()
    with start(*args, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        read = b""
        waiting = dict(answers or {})
        while chunk := _read(ours):
            read += chunk
            for text in [text for text in waiting if text.encode() in read]:
                waiting.pop(text)(process.pid)
    os.close(ours)
    assert status in (None, process.returncode)
    return read.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side is gone
        return b""


def saved(path: Path, document: examples.Json) -> Path:
    """Write a document to a file."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def imported(*args: str | Path) -> set[str]:
    """Return the names of the modules that a command imports beyond the standard library."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from sqsreport.cli import main\n"
        "try: main(sys.argv[1:], prog_name='sqsreport')\n"
        "finally: print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    names = done.stderr.decode().splitlines()[-1].split()
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def packages(modules: set[str]) -> set[str]:
    """Return the names of the packages that modules belong to; colorama comes with click on Windows."""
    return {name.partition(".")[0] for name in modules} - {"colorama"}
