"""Work on all cores that survives the death of a process and ends well when it is interrupted."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Final, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: More processes than Windows can wait for.
_MOST: Final = 60


def usable_cpus() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(
    work: Callable[[T], R], tasks: Sequence[T], *, jobs: int, is_stopped: Callable[[], bool]
) -> Iterator[tuple[T, R | None]]:
    """Yield each task with what *work* makes of it, in the order of the tasks.

    ``None`` stands for the result when the process died of the task. Once *is_stopped*, no
    further task is begun, and only those that were done are yielded.

    Args:
        work: a function that another process can import, and that raises nothing.
        tasks: what to work on.
        jobs: the most processes at a time; with 1 the work is done in this one.
        is_stopped: tells whether to come to an end.
    """
    if jobs == 1:
        for task in tasks:
            if is_stopped():
                return
            yield task, work(task)
        return
    early: dict[int, R | None] = {}
    due = 0
    for index, result in _as_they_come(work, tasks, min(jobs, _MOST), is_stopped):
        early[index] = result
        while due in early:
            yield tasks[due], early.pop(due)
            due += 1
    for index in sorted(early):  # behind one that was not done
        yield tasks[index], early[index]


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
    work: Callable[[T], R], tasks: Sequence[T], jobs: int, is_stopped: Callable[[], bool]
) -> Iterator[tuple[int, R | None]]:
    left = dict(enumerate(tasks))
    while left and not is_stopped():
        lost: list[int] = []
        for index, result in _in_pool(work, left, jobs, is_stopped, lost):
            del left[index]
            yield index, result
        for index in lost:
            if is_stopped():
                return
            # One of these was the end of its process, and a pool ends with the first of its
            # processes. Which it was shows when each has a process of its own.
            alone = _in_pool(work, {index: left.pop(index)}, 1, is_stopped, [])
            yield index, dict(alone).get(index)


def _in_pool(
    work: Callable[[T], R], tasks: Mapping[int, T], jobs: int, is_stopped: Callable[[], bool], lost: list[int]
) -> Iterator[tuple[int, R]]:
    """Yield results until a process dies; what was in work then is *lost*, and the rest not begun."""
    waiting = iter(tuple(tasks.items()))
    running: dict[Future[R], int] = {}
    # A new interpreter for each process: a copy of this one would have copies of its locks.
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(tasks)), spawning, _start_process) as pool:
        while True:
            # No more than there are processes, so that what is lost with one was in work.
            while len(running) < jobs and not lost and not is_stopped() and (following := next(waiting, None)):
                with contextlib.suppress(BrokenProcessPool), _interrupts_held_back():
                    running[pool.submit(work, following[1])] = following[0]
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
def _interrupts_held_back() -> Iterator[None]:
    """Let processes that are started meanwhile never see an interrupt, which a terminal sends to all."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the parent was killed; a pool's process would wait for work for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
