"""Deadlines for work on untrusted input, and processes that end with their parent.

System timers and signals also interrupt a regular expression, which does not release the interpreter lock, so that no
other thread runs. So threads are used only if the system has no timers.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType
from typing import IO, Final

try:
    # `signal.signal` converts its arguments to enumerations and back, which takes ten times as long as the work.
    from _signal import signal as _set_handler  # type: ignore[import-not-found] # a private module has no types
except ImportError:  # pragma: no cover - another Python than that of python.org
    _set_handler = signal.signal

#: The seconds after a deadline at which the system ends a worker process that is stuck in compiled code.
_GRACE: Final = 5.0

_HAS_TIMERS: Final = hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF")


class DeadlineExceededError(BaseException):
    """A piece of work has exceeded its deadline.

    It is not an `Exception`, so that handlers for errors of parsers do not catch it.
    """


class _State(threading.local):
    is_running = False


_state = _State()
_is_worker = threading.Event()


def _expire(_number: int, _frame: FrameType | None) -> None:
    if _state.is_running:
        raise DeadlineExceededError


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `DeadlineExceededError` if the body takes too long. Within another deadline, do nothing.

    In the main thread the limit is processor time, so that the result does not depend on the load of the machine, and
    the deadline interrupts Python code and regular expressions. A worker process that is in other compiled code is
    ended a few seconds later.

    In other threads, on Windows, and if the program uses SIGPROF itself, the limit is elapsed time, and the deadline
    interrupts only Python code.
    """
    if _state.is_running:
        yield
        return
    _state.is_running = True
    try:
        if _can_use_timers():
            try:
                _start_timers(seconds)
                yield
            finally:
                _stop_timers()
        else:
            with _clock_deadline(seconds):
                yield
    finally:
        _state.is_running = False


def _can_use_timers() -> bool:
    return (
        _HAS_TIMERS
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGPROF) is signal.SIG_DFL
    )


def _start_timers(seconds: float) -> None:
    _set_handler(signal.SIGPROF, _expire)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    if _is_worker.is_set():  # the default action of its signal ends the process
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds + _GRACE)


def _stop_timers() -> None:
    signal.setitimer(signal.ITIMER_PROF, 0)
    if _is_worker.is_set():
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    _set_handler(signal.SIGPROF, int(signal.SIG_DFL))


@contextlib.contextmanager
def _clock_deadline(seconds: float) -> Iterator[None]:
    thread, lock, is_over, is_pending = threading.get_ident(), threading.Lock(), False, False

    def expire() -> None:
        nonlocal is_pending
        with lock:
            if not is_over:
                is_pending = True
                _raise_in(thread, DeadlineExceededError)

    timer = threading.Timer(seconds, expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    except DeadlineExceededError:
        is_pending = False
        raise
    finally:
        timer.cancel()
        with lock:
            is_over = True
        if is_pending:
            _receive()


def _raise_in(thread: int, exception: type[BaseException]) -> None:
    """Raise an exception in another thread before its next instruction."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(exception))


def _receive() -> None:
    """Wait for the exception that another thread has raised in this one, and drop it.

    Cancelling it would not do: Python 3.11 would look for it before every instruction from then on, and in a function
    that is traced, for example by a debugger, it would never stop.
    """
    with contextlib.suppress(DeadlineExceededError):
        for _ in range(100):
            time.sleep(0)


def become_worker() -> None:
    """Let the system end this process if it is stuck after a deadline; the parent reports that and continues."""
    _is_worker.set()


@contextlib.contextmanager
def ending_with_peer(pipe: IO[bytes]) -> Iterator[None]:
    """End this process at once if the other end of a pipe is closed within the context, as when its owner ends.

    Nothing may be written to the pipe within the context. If the system does not support this, the caller has to detect
    the closed pipe.
    """
    flags = _end_at_hangup(pipe)
    try:
        yield
    finally:
        if flags is not None:
            import fcntl

            fcntl.fcntl(pipe, fcntl.F_SETFL, flags)


def end_with_parent() -> None:
    """End this process, which `multiprocessing` has started, as soon as its parent ends."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    # The thread cannot run during a long call of compiled code, but a signal of the system ends the process.
    _end_at_hangup(parent.sentinel)


def _end_at_hangup(pipe: int | IO[bytes]) -> int | None:
    """Let the system end this process when a pipe is closed, and return the former flags of the pipe."""
    try:
        import fcntl

        flags = fcntl.fcntl(pipe, fcntl.F_GETFL)
        signal.signal(signal.SIGIO, signal.SIG_DFL)  # the default action ends the process, also in compiled code
        fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(pipe, fcntl.F_SETFL, flags | os.O_ASYNC)
    except (ImportError, AttributeError, OSError, ValueError):  # Windows, or not the main thread
        return None
    return flags
