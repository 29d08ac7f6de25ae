"""A pool of processes with results in order, which survives the death of a process and ends well at an interrupt."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any, Final, Generic, TypeVar

import attrs

from sqsreport import _watchdog
from sqsreport._locks import Lock
from sqsreport.batch.chunks import Position
from sqsreport.batch.tasks import Item, Task
from sqsreport.batch.work import Batch, Outcome, Work, batches_of

#: The most processes at a time; Windows cannot wait for more.
_MAX_PROCESSES: Final = 60
#: The most batches of a task that wait until the tasks before it are finished.
_MAX_WAITING: Final = 2
#: The seconds that unfinished tasks get when the program is asked to terminate.
_GRACE: Final = 1.0
#: Signals that a terminal or a service manager sends to all processes, and that the main process handles.
_SIGNALS: Final = frozenset(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


R = TypeVar("R", bound=Outcome)


def usable_cpus() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def jobs_for(tasks: int, limit: int | None) -> int:
    """Return the number of processes for so many tasks; without a limit, at most one for each processor."""
    return max(1, min(limit or usable_cpus(), tasks))


def run(
    tasks: Iterable[Task],
    work: Work[R],
    *,
    jobs: int,
    is_stopped: Callable[[], bool] = lambda: False,
    window: int | None = None,
) -> Iterator[tuple[Task, Batch[R] | None]]:
    """Work on tasks in several processes, and yield batches of results in the order of the tasks.

    After the batches of a task that was finished comes ``None``. An item is lost if two processes
    died of it, because the first one may have been killed by another program.

    Args:
        tasks: drawn when there is a process for them.
        work: what to do with their items.
        jobs: the most processes at a time.
        is_stopped: whether to begin no further task, and to yield only those that are begun.
        window: the most tasks that are begun and not yet yielded.
    """
    drawn: Iterator[Task] | None = iter(tasks)
    pending: deque[_Job[R]] = deque()
    with contextlib.closing(_Pool(work, min(jobs, _MAX_PROCESSES), is_stopped)) as pool:
        while True:
            # Two more tasks than there are processes, so that none waits while results are written.
            capacity = 0 if is_stopped() or drawn is None or len(pending) == window else jobs + 2
            if drawn is not None and pool.active < capacity:
                task = next(drawn, None)
                if task is None:
                    drawn = None
                else:
                    pending.append(pool.submit(task))
                continue
            if not pending:
                return
            job = pending[0]
            while (batch := pool.next_batch(job, capacity)) is not None:
                yield job.task, batch
            if job.is_done:
                pending.popleft()
                if job.is_complete:
                    yield job.task, None


@attrs.define(eq=False)
class _Job(Generic[R]):
    """A task that was submitted, and the batches that were not yielded yet."""

    task: Task
    batches: deque[Batch[R]] = attrs.field(factory=deque)
    is_done: bool = False
    is_complete: bool = False


class _Pool(Generic[R]):
    """Processes, each with a thread in this process that sends it tasks and receives its results.

    So the item that a process died of is known, and nothing else is lost.
    """

    def __init__(self, work: Work[R], jobs: int, is_stopped: Callable[[], bool]) -> None:
        self._work = work
        self._jobs = jobs
        self._is_stopped = is_stopped
        self._killed = threading.Event()
        self.active = 0
        self._queue: deque[_Job[R]] = deque()
        self._workers: list[_Worker[R]] = []
        self._threads: list[threading.Thread] = []
        self._changed = threading.Condition()  # its lock is reentrant, as a signal handler may need it
        self._current: _Job[R] | None = None
        _pools.append(self)

    def submit(self, task: Task) -> _Job[R]:
        """Queue a task."""
        job: _Job[R] = _Job(task)
        with self._changed:
            self.active += 1
            self._queue.append(job)
            self._changed.notify_all()
        if len(self._threads) < min(self._jobs, self.active):
            worker = _Worker(self._work)
            thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
            self._workers.append(worker)
            self._threads.append(thread)
            with _signals_blocked():  # threads inherit the signal mask, and so do the processes that they start
                thread.start()
        return job

    def next_batch(self, job: _Job[R], capacity: int) -> Batch[R] | None:
        """Wait for the next batch of the first task; return ``None`` when it is done or there is room for another."""
        with self._changed:
            self._current = job
            self._changed.notify_all()
            self._changed.wait_for(lambda: job.batches or job.is_done or self.active < capacity)
            if not job.batches:
                return None
            self._changed.notify_all()
            return job.batches.popleft()

    def kill(self) -> None:
        """End the processes, whatever they are doing. Tasks that they have finished can still be yielded."""
        with self._changed:
            self._killed.set()
            self._changed.notify_all()
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """End the processes."""
        with _signals_blocked():
            self.kill()
            for thread in self._threads:
                thread.join()
        _pools.remove(self)

    def _serve(self, worker: _Worker[R]) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._queue or self._killed.is_set())
                if not self._queue:
                    break
                job = self._queue.popleft()
            if not self._killed.is_set() and not self._is_stopped():
                job.is_complete = self._run(worker, job)
            with self._changed:
                job.is_done = True
                self.active -= 1
                self._changed.notify_all()
        worker.end()

    def _run(self, worker: _Worker[R], job: _Job[R]) -> bool:
        """Work on a task, and return whether it was finished."""
        done, deaths, one_by_one = 0, 0, False
        while not self._killed.is_set():
            try:
                for batch in worker.batches(job.task, done, one_by_one=one_by_one):
                    if not self._put(job, batch):
                        return False
                    done, deaths = batch.items, 0
            except (EOFError, OSError):
                is_stuck = worker.end()
                if self._killed.is_set():
                    return False
                deaths += 1
                item = self._nth(job.task, done)
                is_known = one_by_one or self._nth(job.task, 1) is None  # which item it was
                if item is not None and (deaths > 1 or (is_stuck and is_known)):
                    done, deaths = done + 1, 0
                    self._put(job, Batch([(item[0], self._work.lost(job.task, item))], items=done))
                elif item is None and deaths > 1:
                    return True
                one_by_one = True
            else:
                return True
        return False

    def _nth(self, task: Task, number: int) -> Item | None:
        return next(islice(task.items(Position()), number, None), None)

    def _put(self, job: _Job[R], batch: Batch[R]) -> bool:
        with self._changed:
            self._changed.wait_for(
                lambda: len(job.batches) < _MAX_WAITING or self._current is job or self._killed.is_set()
            )
            job.batches.append(batch)
            self._changed.notify_all()
            return not self._killed.is_set()


_pools: Final[list[_Pool[Any]]] = []


class _Worker(Generic[R]):
    """A process, which is started when it is needed, and again when it has died."""

    def __init__(self, work: Work[R]) -> None:
        self._work = work
        self._lock = threading.RLock()  # a signal handler may need it while this thread has it
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_killed = False

    def batches(self, task: Task, start: int, *, one_by_one: bool) -> Iterator[Batch[R]]:
        """Work on a task, and yield its results.

        Raises:
            EOFError: the process died.
            OSError: the process died, or cannot be started.
        """
        if self._pipe is None:
            self._start()
        assert self._pipe is not None
        self._pipe.send((task, start, one_by_one))
        while (batch := self._pipe.recv()) is not None:
            yield batch

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
        """Clean up after the process, and return whether it was ended at a deadline."""
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
_starting: Final = Lock()


def _serve(pipe: Connection, work: Work[Any]) -> None:
    """Work on tasks as they arrive, in a process of its own."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    _watchdog.become_worker()
    _watchdog.end_with_parent()
    while True:
        try:
            task, start, one_by_one = pipe.recv()
        except EOFError:
            return
        for batch in batches_of(task, work, start, one_by_one=one_by_one):
            pipe.send(batch)
        pipe.send(None)


@contextlib.contextmanager
def stopping_at_interrupt(on_stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Let the first interrupt stop the work when the tasks that are begun are finished, and the second one at once.

    A request to terminate leaves these tasks only a second.

    Args:
        on_stop: called at the first interrupt.

    Yields:
        A function that returns whether there was one.
    """
    is_stopped = False

    def end_now(*_signal: object) -> None:
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
        on_stop()

    before = signal.getsignal(signal.SIGINT)
    # A shell may have started the program in the background, where it ignores interrupts.
    if before not in (signal.SIG_IGN, None):
        signal.signal(signal.SIGINT, end)
    try:
        yield lambda: is_stopped
    finally:
        signal.signal(signal.SIGINT, before)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


@contextlib.contextmanager
def _signals_blocked() -> Iterator[None]:
    """Block signals, so that processes and threads that are started meanwhile never get them."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
