"""Work on all cores that survives the death of a process and ends well when it is interrupted."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, Final, Generic, TypeVar

from sqsreport import _watchdog

T = TypeVar("T")
R = TypeVar("R")

#: As many processes work at a time; Windows cannot wait for more.
_MOST: Final = 60
#: The seconds that work which is begun has to come to its end when the program is asked to terminate.
_GRACE: Final = 1.0
#: What a terminal, or a service manager, sends to all processes, though it is for the first to see to the end.
_FOR_THE_FIRST: Final = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
#: The result of a task that was not finished because the pool was killed.
_UNFINISHED: Final[Any] = object()


def usable_cpus() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def results(  # noqa: PLR0913 - what there is to say of work and of how it may end
    work: Callable[[T], R],
    tasks: Iterable[T],
    *,
    jobs: int,
    is_stopped: Callable[[], bool],
    window: int | None = None,
    attempts: int = 2,
) -> Iterator[tuple[T, R | None]]:
    """Yield each task with the result of *work*, in the order of the tasks.

    The result is ``None`` when the process died of the task. Once *is_stopped*, no further
    task is begun, and only those that were finished are yielded.

    Args:
        work: a function that another process can import, and that raises nothing.
        tasks: what to work on; they are drawn when their turn comes.
        jobs: the most processes at a time; with 1 the work is done in this one.
        is_stopped: whether to come to an end.
        window: the most tasks in work, or done and waiting for one before them.
        attempts: how often a task is given to a process: one that another program has ended may have been innocent.
    """
    if jobs == 1:
        for task in tasks:
            if is_stopped():
                return
            yield task, work(task)
        return
    drawn = enumerate(tasks)
    waiting: dict[int, T] = {}
    early: dict[int, R | None] = {}
    due = 0
    with contextlib.closing(_Pool(work, min(jobs, _MOST), attempts)) as pool:
        while True:
            while not is_stopped() and (pool.in_work < pool.jobs if window is None else len(waiting) < window):
                following = next(drawn, None)
                if following is None:
                    break
                waiting[following[0]] = following[1]
                pool.submit(*following)
            if not pool.in_work:
                break
            index, result = pool.next_result()
            if result is not _UNFINISHED:
                early[index] = result
            while due in early:
                yield waiting.pop(due), early.pop(due)
                due += 1
    for index in sorted(early):  # after one that was not finished
        yield waiting.pop(index), early[index]


def result_of(work: Callable[[T], R], task: T) -> R | None:
    """Return the result of one task, which gets a process of its own, or ``None`` when the process dies of it."""
    return next(result for _, result in results(work, (task,), jobs=2, is_stopped=lambda: False, attempts=1))


class _Pool(Generic[T, R]):
    """Processes that work, each with a thread here that gives it one task at a time.

    So what a process was working on when it died is known, and nothing else is lost with it.
    """

    def __init__(self, work: Callable[[T], R], jobs: int, attempts: int) -> None:
        self.jobs = jobs
        self._attempts = attempts
        self.in_work = 0
        self._work = work
        self._is_killed = False
        self._tasks: queue.SimpleQueue[tuple[int, T] | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[tuple[int, R | None]] = queue.SimpleQueue()
        self._workers: list[_Worker[T, R]] = []
        self._threads: list[threading.Thread] = []
        _pools.append(self)

    def submit(self, index: int, task: T) -> None:
        """Let a process work on a task."""
        self.in_work += 1
        self._tasks.put((index, task))
        if len(self._threads) < min(self.jobs, self.in_work):
            worker = _Worker(self._work)
            thread = threading.Thread(target=self._attend, args=(worker,), daemon=True)
            with _interrupts_held_back():  # a thread inherits what is held back, and the processes it starts do
                thread.start()
            self._workers.append(worker)
            self._threads.append(thread)

    def next_result(self) -> tuple[int, R | None]:
        """Wait for a result, and return it with the number of its task."""
        result = self._results.get()
        self.in_work -= 1
        return result

    def kill(self) -> None:
        """End the processes, whatever they are working on. What they have finished is still to be had."""
        self._is_killed = True
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """End the processes."""
        with _interrupts_held_back():
            self.kill()
            for _ in self._threads:
                self._tasks.put(None)
            for thread in self._threads:
                thread.join()
        _pools.remove(self)

    def _attend(self, worker: _Worker[T, R]) -> None:
        while (item := self._tasks.get()) is not None:
            index, task = item
            self._results.put((index, self._result(worker, task)))
        worker.end()

    def _result(self, worker: _Worker[T, R], task: T) -> R | None:
        for _ in range(self._attempts):
            if self._is_killed:
                break
            try:
                return worker.result(task)
            except (EOFError, OSError):
                is_stuck = worker.end()
                if is_stuck:  # it would be once more
                    break
        result: R | None = _UNFINISHED if self._is_killed else None
        return result


_pools: Final[list[_Pool[Any, Any]]] = []


class _Worker(Generic[T, R]):
    """A process that works; it is started when it is wanted, and again when it has died."""

    def __init__(self, work: Callable[[T], R]) -> None:
        self._work = work
        self._lock = threading.RLock()  # a signal handler may come while this thread has it
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_killed = False

    def result(self, task: T) -> R:
        """Return the result of a task.

        Raises:
            EOFError: the process died.
            OSError: the same, or it cannot be started.
        """
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        self._pipe.send(task)
        result: R = self._pipe.recv()
        return result

    def _start(self) -> None:
        # A new interpreter for each process: a copy of this one would have copies of its locks.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._work), daemon=True)
        with _starting, self._lock:
            if self._is_killed:
                raise EOFError
            self._pipe, self._process = here, process
            process.start()
        there.close()

    def kill(self) -> None:
        """End the process, from any thread and for good."""
        with self._lock:
            self._is_killed = True
            if self._process is not None and self._process.pid is not None:
                self._process.kill()

    def end(self) -> bool:
        """Close what is left of the process, and return whether it was ended at a deadline."""
        with self._lock:
            process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is None or process.pid is None:  # it could not be started
            return False
        process.kill()
        process.join()
        is_stuck = process.exitcode == -getattr(signal, "SIGVTALRM", 0)
        process.close()
        return is_stuck


#: `multiprocessing` starts processes from one thread at a time.
_starting: Final = threading.Lock()


def _serve(pipe: Connection, work: Callable[[Any], Any]) -> None:
    """Work on tasks as they come. This is what the processes run."""
    for each in _FOR_THE_FIRST:
        signal.signal(each, signal.SIG_IGN)
    _watchdog.become_worker()
    _watchdog.end_with_parent()
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        pipe.send(work(task))


@contextlib.contextmanager
def stopping_at_interrupt(notify: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Make the first interrupt stop the work when what is begun is finished, and the second at once.

    A wish to terminate leaves only a second for what is begun.

    Args:
        notify: called at the first interrupt.

    Yields:
        A function that returns whether there was one.
    """
    is_stopped = False

    def end_now(*_signal: object) -> None:
        # Without its processes the work is at its end, and what they have finished is known.
        for pool in _pools:
            pool.kill()
        if not _pools:
            raise KeyboardInterrupt

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal is_stopped
        if is_stopped:
            end_now()
            return
        is_stopped = True
        if number != signal.SIGINT and hasattr(signal, "setitimer"):
            signal.signal(signal.SIGALRM, end_now)
            signal.setitimer(signal.ITIMER_REAL, _GRACE)
        notify()

    before = signal.getsignal(signal.SIGINT)
    # A shell that starts a program in the background may have it ignore interrupts.
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, end)
    try:
        yield lambda: is_stopped
    finally:
        signal.signal(signal.SIGINT, before)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Hold back interrupts, so that processes and threads that are started meanwhile never see one."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _FOR_THE_FIRST)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
