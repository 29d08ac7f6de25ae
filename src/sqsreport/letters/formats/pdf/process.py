"""Read PDF in a helper process, so that a file that crashes pdfium does not end the main process.

A call that loads a page cannot be interrupted within a process, even if the page draws a billion
objects or nests a hundred thousand, and a bug of pdfium ends the process. So a helper process does
the work, and ends itself if a file exceeds the limits. One helper reads all letters of a process,
because starting it is slow. It ends with that process.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, TypeVar

from sqsreport import _watchdog
from sqsreport.letters.blocks import Source
from sqsreport.letters.formats.pdf import reading
from sqsreport.letters.formats.pdf.pdfium import load
from sqsreport.letters.formats.pdf.pictures import Picture, draw
from sqsreport.letters.limits import MAX_MEMORY, MAX_SECONDS, too_large, too_slow
from sqsreport.problems import Problem

T = TypeVar("T")

#: The program of a helper, which imports the modules from the same places as this process.
_CODE: Final = (
    "import sys; sys.path[:] = sys.argv[2:]; from sqsreport.letters.formats.pdf.process import serve;"
    " serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[1]))"
)
#: The exit status of a helper that a file took too much of.
_TOO_LONG: Final = 75
_READY: Final = "ready"
_PATIENCE: Final = 0.1


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do, those as well that take down the process that reads them.

    Raises:
        MissingExtraError: pypdfium2 is not installed.
    """
    answer = _run(reading.parse, data)
    return Source((), problems=(answer,)) if isinstance(answer, Problem) else answer


def pictures(data: bytes, width: int) -> tuple[Picture, ...]:
    """Draw the pages of a file, each so many pixels wide; a file that takes down the process has none.

    Raises:
        MissingExtraError: pypdfium2 is not installed.
    """
    answer = _run(draw, data, width)
    return () if isinstance(answer, Problem) else answer


def _run(work: Callable[..., T], *arguments: Any) -> T | Problem:
    """Return the result of a function in the helper, or the problem if there is none."""
    # A program that was made of one file has no interpreter to start; and without pdfium there is an error to raise.
    if not sys.executable or getattr(sys, "frozen", False) or importlib.util.find_spec("pypdfium2") is None:
        return work(*arguments)
    # A forked process needs a helper of its own.
    return _helpers.setdefault(os.getpid(), _Helper()).run(work, *arguments)


class _CannotStartError(Exception):
    """Processes cannot be started here."""


class _Helper:
    """The helper process. It is started when it is first needed, and again if it has died."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, data: bytes) -> Source:
        answer = self.run(reading.parse, data)
        return Source((), problems=(answer,)) if isinstance(answer, Problem) else answer

    def run(self, work: Callable[..., T], *arguments: Any) -> T | Problem:
        with self._lock:
            try:
                answer = self._ask(work, *arguments)
            except _CannotStartError:
                return work(*arguments)
            except (EOFError, OSError, pickle.UnpicklingError):
                return self._cause_of_death()
            except BaseException:  # a late answer must not be used for another letter
                self.end()
                raise
        if isinstance(answer, Exception):
            raise answer
        result: T = answer
        return result

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):  # the process that would read it is gone
                        pipe.close()
            process.wait()

    def _ask(self, *request: Any) -> Any:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = _started(self._seconds)
        pipes = self._process.stdin, self._process.stdout
        assert pipes[0] is not None
        assert pipes[1] is not None
        pickle.dump(request, pipes[0])
        pipes[0].flush()
        return pickle.load(pipes[1])  # noqa: S301 - it comes from this very module

    def _cause_of_death(self) -> Problem:
        assert self._process is not None
        status = self._process.wait()
        self.end()
        if status in (_TOO_LONG, -getattr(signal, "SIGPROF", 0)):
            return too_slow("reading", self._seconds)
        # Whether pdfium wanted more memory than there is or fell over something else does not show.
        return too_large(
            "the work of reading it is", "it took down its process", f"{MAX_MEMORY // 1024**2:,} MiB of memory"
        )


_helpers: Final[dict[int, _Helper]] = {}


@atexit.register
def _end_helpers() -> None:
    for helper in _helpers.values():
        helper.end()


def _started(seconds: float) -> subprocess.Popen[bytes]:
    """Start a helper that waits for work and ignores interrupts from the terminal."""
    isolated = ["-I"] if sys.flags.isolated else []
    try:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, and nothing of a letter
            [sys.executable, *isolated, "-c", _CODE, str(seconds), *map(str, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise _CannotStartError from error
    assert process.stdout is not None
    try:
        assert pickle.load(process.stdout) == _READY  # noqa: S301 - it comes from this very module
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        process.kill()
        process.communicate()
        raise _CannotStartError from error
    return process


# ------------------------------------------------------------------------------------------ in the helper


def serve(letters: IO[bytes], answers: IO[bytes], seconds: float) -> None:
    """Read letters until the pipe is closed. This is the main function of a helper."""
    _bound_memory()
    load()
    sys.stdout = sys.stderr
    answer: Any = _READY
    while True:
        pickle.dump(answer, answers)
        answers.flush()
        try:
            work, *arguments = pickle.load(letters)  # noqa: S301 - it comes from this very module
        except EOFError:
            return
        with _within_bounds(seconds, letters):
            try:
                answer = work(*arguments)
            except MemoryError:
                os._exit(1)
            except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
                answer = error


@contextlib.contextmanager
def _within_bounds(seconds: float, letters: IO[bytes]) -> Iterator[None]:
    """End this process when the body uses more seconds of the processor, or when the owner of the process dies."""
    if not hasattr(signal, "setitimer"):  # pragma: no cover - Windows
        timer = _Timer(seconds)
        timer.start()
        yield
        timer.cancel()
        return
    # The default action of its signal ends the process, whatever code it is in.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    with _watchdog.ending_with_peer(letters):
        yield
    signal.setitimer(signal.ITIMER_PROF, 0)


class _Timer(threading.Thread):  # pragma: no cover - Windows
    """Ends the process when it has used some seconds of the processor, unless it is cancelled."""

    def __init__(self, seconds: float) -> None:
        super().__init__(daemon=True)
        self._end = time.process_time() + seconds
        self._is_cancelled = threading.Event()
        self.cancel = self._is_cancelled.set

    def run(self) -> None:
        """Watch the clock."""
        while not self._is_cancelled.wait(_PATIENCE):
            # That of the processor, so that a busy machine makes no letter unreadable.
            if time.process_time() > self._end:
                os._exit(_TOO_LONG)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    for kind, bound in ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        bounds = [each for each in (soft, hard, bound) if each != resource.RLIM_INFINITY]
        with contextlib.suppress(OSError, ValueError):  # not every system has every bound
            resource.setrlimit(kind, (min(bounds), hard))
