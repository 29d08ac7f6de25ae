"""Deadlines for work on untrusted input, and processes that end with their parent.

A thread cannot watch over this: a regular expression, or any other long call of compiled
code, keeps the interpreter to itself. The timers and signals of the system need no thread.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import IO, Final

#: The seconds after a deadline at which the system ends a worker process that did not come back to Python.
_GRACE: Final = 5.0

_HAS_TIMERS: Final = hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF")


class DeadlineExceededError(BaseException):
    """The time for a piece of work is up.

    It is not an `Exception`, so that no handler for flaws of a reader catches it on the way.
    """


class _State:
    is_running = False
    is_worker = False


def _expire(_number: int, _frame: FrameType | None) -> None:
    if _State.is_running:
        raise DeadlineExceededError


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `DeadlineExceededError` when the body has used so many seconds of processor time.

    Processor time, so that a busy machine makes no letter unreadable. The deadline interrupts
    Python and regular expressions. A worker process that is in other compiled code is ended a
    few seconds later. Within another deadline, outside the main thread, on Windows, and where
    the program has its own use for SIGPROF, there is no deadline.
    """
    if (
        _State.is_running
        or not _HAS_TIMERS
        or threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGPROF) is not signal.SIG_DFL
    ):
        yield
        return
    signal.signal(signal.SIGPROF, _expire)
    _State.is_running = True
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if _State.is_worker:  # the default action of its signal ends the process
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + _GRACE)
    try:
        yield
    finally:
        _State.is_running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)


def become_worker() -> None:
    """Let the system end this process when it is stuck beyond a deadline: the parent reports that and goes on."""
    _State.is_worker = True


@contextlib.contextmanager
def ending_with_peer(pipe: IO[bytes]) -> Iterator[None]:
    """End this process at once when the other end of a pipe is closed meanwhile, as it is when its owner dies.

    Nothing may be written to the pipe meanwhile. Where the system cannot do that, the caller has to notice the end.
    """
    flags = _end_at_hangup(pipe)
    try:
        yield
    finally:
        if flags is not None:
            import fcntl

            fcntl.fcntl(pipe, fcntl.F_SETFL, flags)


def end_with_parent() -> None:
    """End this process, which `multiprocessing` has started, as soon as its parent has died."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    # A thread waits for its turn while a long call has the interpreter; the system does not.
    _end_at_hangup(parent.sentinel)


def _end_at_hangup(pipe: int | IO[bytes]) -> int | None:
    """Let the system end this process when a pipe is closed, and return the former flags of the pipe."""
    try:
        import fcntl

        flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which is to end, whatever code the process is in
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC)
    except (ImportError, AttributeError, OSError, ValueError):  # Windows, or not the main thread
        return None
    return flags
