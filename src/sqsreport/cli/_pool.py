"""Work on all cores that survives the death of a process and ends well when it is interrupted."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: More processes than Windows can wait for.
_MOST: Final = 60
#: What a terminal, or who ends a service, sends to all processes, though it is for the first to see to the end.
_FOR_THE_FIRST: Final = {signal.SIGINT, signal.SIGTERM}


def usable_cpus() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Drawn(Generic[T]):
    """The tasks that were drawn and whose results nobody has got yet.

    Args:
        tasks: where they are drawn from, one when there is something to do.
        window: the most of them, where there are bounds.
    """

    def __init__(self, tasks: Iterable[T], window: int | None) -> None:
        self._tasks = enumerate(tasks)
        self._window = window
        self._held: dict[int, T] = {}

    def draw(self) -> tuple[int, T] | None:
        """Draw one more with its number, if there is one and room for it."""
        if self._window is not None and len(self._held) >= self._window:
            return None
        drawn = next(self._tasks, None)
        if drawn:
            self._held[drawn[0]] = drawn[1]
        return drawn

    def look(self, index: int) -> T:
        """Return one that is held."""
        return self._held[index]

    def give(self, index: int) -> T:
        """Return one whose result is given away, so that it is held no longer."""
        return self._held.pop(index)


def results(
    work: Callable[[T], R],
    tasks: Iterable[T],
    *,
    jobs: int,
    is_stopped: Callable[[], bool],
    window: int | None = None,
) -> Iterator[tuple[T, R | None]]:
    """Yield each task with what *work* makes of it, in the order of the tasks.

    ``None`` stands for the result when the process died of the task. Once *is_stopped*, no
    further task is begun, and only those that were done are yielded.

    Args:
        work: a function that another process can import, and that raises nothing.
        tasks: what to work on; they are drawn when their turn comes.
        jobs: the most processes at a time; with 1 the work is done in this one.
        is_stopped: tells whether to come to an end.
        window: the most tasks in work, or done and waiting for one before them. With it the
            work may be cut short: when nobody wants more results, the processes are killed.
    """
    if jobs == 1:
        for task in tasks:
            if is_stopped():
                return
            yield task, work(task)
        return
    drawn = _Drawn(tasks, window)
    early: dict[int, R | None] = {}
    due = 0
    for index, result in _as_they_come(work, drawn, _Pace(min(jobs, _MOST), window), is_stopped):
        early[index] = result
        while due in early:
            yield drawn.give(due), early.pop(due)
            due += 1
    for index in sorted(early):  # behind one that was not done
        yield drawn.give(index), early[index]


class _Pace(NamedTuple):
    """How many processes work, and how many tasks may be under way."""

    jobs: int
    window: int | None

    @property
    def most(self) -> int:
        # Without bounds no more than there are processes, so that what is lost with one was in work.
        return self.jobs if self.window is None else self.window


@contextlib.contextmanager
def stopping_at_interrupt(tell: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Make the first interrupt stop the work when what is begun is done, and the second at once.

    Args:
        tell: called at the first interrupt.

    Yields:
        What tells whether there was one.
    """
    is_stopped = False

    def stop(*_signal: object) -> None:
        nonlocal is_stopped
        if not is_stopped:
            is_stopped = True
            tell()
            return
        # Without its processes the work is at its end, and what they have done is known.
        processes = multiprocessing.active_children()
        for process in processes:
            process.kill()
        if not processes:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    # A shell that starts a program in the background may have it ignore interrupts.
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: is_stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _as_they_come(
    work: Callable[[T], R], drawn: _Drawn[T], pace: _Pace, is_stopped: Callable[[], bool]
) -> Iterator[tuple[int, R | None]]:
    while not is_stopped():
        lost: list[int] = []
        yield from _in_pool(work, drawn.draw, pace, is_stopped, lost)
        if not lost:
            return
        for index in sorted(lost):
            if is_stopped():
                return
            # One of these was the end of its process, and a pool ends with the first of its
            # processes. Which it was shows when each has a process of its own.
            again = iter([(index, drawn.look(index))])
            alone = _in_pool(work, lambda again=again: next(again, None), _Pace(1, pace.window), is_stopped, [])  # type: ignore[misc]
            yield index, dict(alone).get(index)


def _in_pool(
    work: Callable[[T], R],
    draw: Callable[[], tuple[int, T] | None],
    pace: _Pace,
    is_stopped: Callable[[], bool],
    lost: list[int],
) -> Iterator[tuple[int, R]]:
    """Yield results until a process dies; what was in work then is *lost*, and the rest not begun."""
    running: dict[Future[R], int] = {}
    with _processes(pace) as pool:
        while True:
            while len(running) < pace.most and not lost and not is_stopped() and (following := draw()):
                index, task = following
                try:
                    with _interrupts_held_back():
                        running[pool.submit(work, task)] = index
                except BrokenProcessPool:
                    lost.append(index)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                index = running.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost.append(index)
                else:
                    yield index, result


@contextlib.contextmanager
def _processes(pace: _Pace) -> Iterator[ProcessPoolExecutor]:
    # A new interpreter for each process: a copy of this one would have copies of its locks.
    pool = ProcessPoolExecutor(pace.jobs, multiprocessing.get_context("spawn"), _start_process)
    try:
        yield pool
    except BaseException:
        if pace.window is not None:
            # Nobody wants what is begun. Who interrupts once more would only stop the end of it.
            with _interrupts_held_back():
                for process in multiprocessing.active_children():
                    process.kill()
                pool.shutdown()
                _forget_interrupts()
        raise
    finally:
        pool.shutdown()


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let processes that are started meanwhile never see an interrupt."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_FIRST)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forget_interrupts() -> None:
    """Drop an interrupt that is held back."""
    if hasattr(signal, "sigpending"):
        for held in signal.sigpending() & _FOR_THE_FIRST:
            signal.sigwait({held})


def _start_process() -> None:
    for each in _FOR_THE_FIRST:
        signal.signal(each, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent was killed; a pool's process would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
