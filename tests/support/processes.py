"""Letters that keep processes busy for as long as a test wants, and the processes that read them."""

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
    """Give a folder with four letters, of which the second is none."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for name in "acd":
        (folder / f"{name}.md").write_bytes(LETTER)
    (folder / "b.md").write_bytes(b"\0")
    return folder


@pytest.fixture
def pipe(folder: Path) -> Path:
    """Give a letter that is read for as long as a test wants: a pipe."""
    path = folder / "a.md"
    path.unlink()
    os.mkfifo(path)
    return path


def being_read(pipe: Path) -> IO[bytes]:
    """Open a pipe as soon as somebody reads it, and fail when nobody does."""
    for _ in range(6000):
        with contextlib.suppress(OSError):
            opened = os.fdopen(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK), "wb")
            let_wait()
            return opened
        time.sleep(0.01)
    pytest.fail(f"nobody reads {pipe}")


def of(folder: Path, tmp_path: Path, jobs: str) -> tuple[str, ...]:
    """Return arguments that convert everything in a folder, pipes too."""
    files = map(str, sorted(folder.iterdir()))
    return ("convert", *files, "--to", "json", "-o", str(tmp_path / "out"), "-j", jobs)


def has_open(process_id: int, path: Path) -> bool:
    """Tell whether a process has a file open."""
    with contextlib.suppress(OSError):  # it may end at any moment
        return any(link.resolve() == path for link in Path(f"/proc/{process_id}/fd").iterdir())
    return False


def readers(process_id: int, pipe: Path) -> list[int]:
    """Return the processes that a process has started and that read a pipe, as soon as there are any."""
    for _ in range(6000):
        tasks = [path.read_text(encoding="ascii") for path in Path(f"/proc/{process_id}/task").glob("*/children")]
        children = [int(child) for task in tasks for child in task.split()]
        if found := [child for child in children if has_open(child, pipe)]:
            return found
        time.sleep(0.01)
    pytest.fail(f"nobody reads {pipe}")


def is_alive(process_id: int) -> bool:
    """Tell whether a process is there and has not ended."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    except OSError:
        return False
