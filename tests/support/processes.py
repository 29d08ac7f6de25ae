"""Letters that block while they are read, and the processes that read them."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import IO

import pytest

from sqsreport import codec, letters
from sqsreport.testing import examples
from support.command_line import let_wait

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals and pipes of POSIX")
NORTHMOOR = codec.from_valid_dict(examples.northmoor())
LETTER = letters.write(NORTHMOOR, "markdown")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with four letters, the second of which is not a letter."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in "acd":
        (folder / f"{name}.md").write_bytes(LETTER)
    (folder / "b.md").write_bytes(b"\0")
    return folder


@pytest.fixture
def pipe(folder: Path) -> Path:
    """Replace a letter by a pipe, which blocks its reader until the test writes to it."""
    path = folder / "a.md"
    path.unlink()
    os.mkfifo(path)
    return path


def being_read(pipe: Path) -> IO[bytes]:
    """Open a pipe for writing as soon as a process reads it, and fail if none does within a minute."""
    for _ in range(6000):
        with contextlib.suppress(OSError):
            opened = os.fdopen(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "wb")
            let_wait()
            return opened
        time.sleep(0.01)
    pytest.fail(f"nobody reads {pipe}")


def of(folder: Path, tmp_path: Path, jobs: str) -> tuple[str, ...]:
    """Return the arguments of a command that converts everything in a folder, including pipes."""
    files = map(str, sorted(folder.iterdir()))
    return ("convert", *files, "--to", "json", "-o", str(tmp_path / "out"), "-j", jobs)


def has_open(process_id: int, path: Path) -> bool:
    """Check whether a process has a file open."""
    with contextlib.suppress(OSError):  # the process may end at any moment
        return any(link.resolve() == path for link in Path(f"/proc/{process_id}/fd").iterdir())
    return False


def readers(process_id: int, pipe: Path) -> list[int]:
    """Return the child processes that read a pipe, as soon as there are any."""
    for _ in range(6000):
        tasks = [path.read_text(encoding="ascii") for path in Path(f"/proc/{process_id}/task").glob("*/children")]
        children = [int(child) for task in tasks for child in task.split()]
        if matches := [child for child in children if has_open(child, pipe)]:
            return matches
        time.sleep(0.01)
    pytest.fail(f"nobody reads {pipe}")


def is_alive(process_id: int) -> bool:
    """Check whether a process is running."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    except OSError:
        return False
