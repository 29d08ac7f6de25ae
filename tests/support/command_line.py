"""Runs the command line in this process or as a separate program."""

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
#: Before 8.2 click needs an argument to keep the two streams apart.
_APART: Any = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


def run(*args: str | Path, stdin: bytes = b"", **extra: Any) -> Result:
    """Run the command line in this process."""
    runner: CliRunner = CliRunner(**_APART)
    return runner.invoke(main, [str(arg) for arg in args], input=stdin, prog_name="sqsreport", **extra)


def start(*args: str | Path, env: dict[str, str] | None = None, **extra: Any) -> subprocess.Popen[bytes]:
    """Start the command line as a separate program, with pipes for all streams."""
    streams: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | extra
    return subprocess.Popen([*PROGRAM, *map(str, args)], env={**os.environ, **(env or {})}, **streams)


def let_wait() -> None:
    """Give a program time to begin waiting for a pipe.

    Python handles a signal that arrives a moment earlier only after the wait.
    """
    time.sleep(0.3)


def wait_for_files(folder: Path, count: int) -> None:
    """Wait until a folder has at least *count* files, for at most a minute."""
    for _ in range(6000):
        if len([*folder.iterdir()]) >= count:
            return
        time.sleep(0.01)
    pytest.fail(f"{folder} has fewer than {count} files")


def on_terminal(
    *args: str | Path, status: int | None = None, answers: Mapping[str, Callable[[int], None]] | None = None
) -> str:
    """Return what a command prints when standard output and standard error are a terminal.

    Each answer is called with the process id as soon as its text is printed.
    """
    pty = pytest.importorskip("pty", reason="needs the terminals of POSIX")
    parent_end, child_end = pty.openpty()
    with start(*args, stdin=subprocess.DEVNULL, stdout=child_end, stderr=child_end) as process:
        os.close(child_end)
        output = b""
        waiting = dict(answers or {})
        while chunk := _read(parent_end):
            output += chunk
            for text in [text for text in waiting if text.encode() in output]:
                waiting.pop(text)(process.pid)
    os.close(parent_end)
    assert status in (None, process.returncode)
    return output.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux reports that the other end is closed
        return b""


def saved(path: Path, document: examples.Json) -> Path:
    """Write a document to a file, and return its path."""
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def imported(*args: str | Path) -> set[str]:
    """Return the names of the modules outside the standard library that a command imports."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from sqsreport.cli import main\n"
        "try: main(sys.argv[1:], prog_name='sqsreport')\n"
        "finally: print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    process = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, check=False)
    assert b"Traceback" not in process.stderr
    names = process.stderr.decode().splitlines()[-1].split()
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def packages(modules: set[str]) -> set[str]:
    """Return the packages that modules belong to, without colorama, which click imports on Windows."""
    return {name.partition(".")[0] for name in modules} - {"colorama"}
