"""Makes writing of files fail: a full disk, a missing permission, an interrupt in the middle."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, Literal

import pytest

from sqsreport import _files

Step = Literal["create", "write", "close", "fsync", "chmod", "replace"]
#: The steps of writing a file in order. Buffered bytes are written when the file is closed.
STEPS: Final[tuple[Step, ...]] = ("create", "write", "close", "fsync", "chmod", "replace")


class Killed(BaseException):
    """Raised in place of a kill, because a process cannot continue after a real one."""


#: The faults by name.
FAULTS: Final[dict[str, BaseException]] = {
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "closed": PermissionError(errno.EACCES, "Permission denied"),
    "broken": OSError(errno.EIO, "Input/output error"),
    "interrupted": KeyboardInterrupt(),
    "killed": Killed(),
}


class _Failing(io.FileIO):
    """A file that accepts a number of bytes and then fails, like a disk that is full."""

    room: int
    fault: BaseException

    def write(self, data: Any, /) -> int:
        """Write as many bytes as there is room for, and fail if there is none."""
        if not self.room:
            raise self.fault
        written = super().write(memoryview(data)[: self.room])
        self.room -= written
        return written


@contextlib.contextmanager
def failing(step: Step, fault: BaseException, room: int = 0) -> Iterator[None]:
    """Make writing of files fail at a step; *room* is the number of bytes that are written before."""

    def fail(*_args: Any, **_kwargs: Any) -> Any:
        raise fault

    def opened(descriptor: int | str, mode: str) -> IO[bytes]:
        if "r" in mode:
            return Path(str(descriptor)).open(mode)
        file = _Failing(descriptor, mode)
        file.room, file.fault = room, fault
        # With a buffer for everything, the bytes are written when the file is flushed or closed.
        return io.BufferedWriter(file, 2**20 if step == "close" else 16)

    with pytest.MonkeyPatch.context() as patch:
        if step in ("write", "close"):
            patch.setattr(_files, "open", opened, raising=False)
            yield
        elif step == "create":
            real = os.open

            def create(path: Any, flags: int, *args: Any, **kwargs: Any) -> int:
                return fail() if flags & os.O_CREAT else real(path, flags, *args, **kwargs)

            patch.setattr(os, "open", create)
            yield
        else:
            patch.setattr(os, step, fail)
            yield


@contextlib.contextmanager
def files_no_larger_than(bound: int | None) -> Iterator[None]:
    """Let no file grow beyond *bound* bytes, whichever library writes it, like a full disk."""
    resource = pytest.importorskip("resource", reason="needs the limits of POSIX")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    if bound is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bound, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
