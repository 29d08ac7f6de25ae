"""A pool of processes with results in order, which handles dead processes and interrupts."""

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
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import FrameType
from typing import Final

import attrs

from sqsreport import _watchdog
from sqsreport._locks import Lock
from sqsreport.batch.chunks import Position
from sqsreport.batch.tasks import Item, Task
from sqsreport.batch.work import Batch, Work, batches_of, lost

#: The maximum number of processes; Windows cannot wait for more.
_MAX_PROCESSES: Final = 60
#: The maximum number of batches of a task that wait until the tasks before it are finished.
_MAX_WAITING: Final = 2
#: The seconds that unfinished tasks get when the program is asked to terminate.
_GRACE: Final = 1.0
#: Signals that a terminal or a service manager sends to all processes, and that the main process handles.
_SIGNALS: Final = frozenset(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def usable_cpus() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def jobs_for(tasks: int, limit: int | None) -> int:
    """Return the number of processes for so many tasks; without a limit, at most one for each processor."""
    return max(1, min(limit or usable_cpus(), tasks))


def run(
    tasks: Iterable[Task],
    work: Work,
    *,
    jobs: int,
    is_stopped: Callable[[], bool] = lambda: False,
    window: int | None = None,
) -> Iterator[tuple[Task, Batch | None]]:
    """Work on tasks in several processes, and yield batches of results in the order of the tasks.

    After the batches of a task that was finished comes ``None``. An item is lost if two processes
    died of it, because the first one may have been killed by another program.

    Args:
        tasks: the tasks; each is created when there is a process for it.
        work: what to do with their items.
        jobs: the maximum number of processes.
        is_stopped: whether to start no further task, and to yield only those that were started.
        window: the maximum number of tasks that were started and not yet yielded.
    """
    waiting: Iterator[Task] | None = iter(tasks)
    pending: deque[_Job] = deque()
    with contextlib.closing(_Pool(work, min(jobs, _MAX_PROCESSES), is_stopped)) as pool:
        while True:
            # Two more tasks than there are processes, so that none waits while results are written.
            while waiting is not None and not is_stopped() and pool.active < jobs + 2 and len(pending) != window:
                task = next(waiting, None)
                if task is None:
                    waiting = None
                else:
                    pending.append(pool.submit(task))
            if not pending:
                return
            job = pending[0]
            if job.batches:
                yield job.task, job.batches.popleft()
                job.room.release()
            elif not job.is_done:
                pool.wait()
            else:
                pending.popleft()
                if job.error is not None:
                    raise job.error
                if job.is_complete:
                    yield job.task, None


@attrs.define(eq=False)
class _Job:
    """A task that was submitted, and the batches that were not yielded yet, for which there is only so much room."""

    task: Task
    batches: deque[Batch] = attrs.field(factory=deque)
    room: threading.Semaphore = attrs.field(factory=lambda: threading.Semaphore(_MAX_WAITING))
    is_done: bool = False
    is_complete: bool = False
    error: Exception | None = None


class _Pool:
    """Processes, each with a thread in this process that sends it tasks and receives its results.

    So the item that a process died of is known, and nothing else is lost. The threads report what happens in a queue,
    and only the main thread changes jobs.
    """

    def __init__(self, work: Work, jobs: int, is_stopped: Callable[[], bool]) -> None:
        self._work, self._limit, self._is_stopped = work, jobs, is_stopped
        self._killed = threading.Event()
        self.active = 0
        self._submitted: SimpleQueue[_Job | None] = SimpleQueue()
        self._events: SimpleQueue[tuple[_Job, Batch | None]] = SimpleQueue()
        self._jobs: set[_Job] = set()
        self._workers: list[_Worker] = []
        self._threads: list[threading.Thread] = []
        _pools.append(self)

    def submit(self, task: Task) -> _Job:
        """Queue a task."""
        job = _Job(task)
        self.active += 1
        self._jobs.add(job)
        self._submitted.put(job)
        if len(self._threads) < min(self._limit, self.active):
            worker = _Worker(self._work)
            thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
            self._workers.append(worker)
            self._threads.append(thread)
            with _signals_blocked():  # threads inherit the signal mask, and so do the processes that they start
                thread.start()
        return job

    def wait(self) -> None:
        """Wait until there is a batch of a job, or one is done."""
        job, batch = self._events.get()
        if batch is not None:
            job.batches.append(batch)
        else:
            job.is_done = True
            self.active -= 1
            self._jobs.discard(job)

    def kill(self) -> None:
        """End the processes, whatever they are doing; a signal handler may call this.

        Tasks that they have finished can still be yielded.
        """
        self._killed.set()
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """End the processes."""
        with _signals_blocked():
            self.kill()
            for job in self._jobs:
                job.room.release(_MAX_WAITING)
            for _ in self._threads:
                self._submitted.put(None)
            for thread in self._threads:
                thread.join()
        _pools.remove(self)

    def _serve(self, worker: _Worker) -> None:
        while (job := self._submitted.get()) is not None:
            try:
                job.is_complete = not self._is_stopped() and self._run(worker, job)
            except Exception as error:  # noqa: BLE001 - raised in the main thread
                job.error = error
            finally:
                self._events.put((job, None))
        worker.end()

    def _run(self, worker: _Worker, job: _Job) -> bool:
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
                    self._put(job, Batch([(item[0], lost(job.task, item))], items=done))
                elif item is None and deaths > 1:
                    return True
                one_by_one = True
            else:
                return True
        return False

    def _nth(self, task: Task, number: int) -> Item | None:
        return next(islice(task.items(Position()), number, None), None)

    def _put(self, job: _Job, batch: Batch) -> bool:
        job.room.acquire()
        self._events.put((job, batch))
        return not self._killed.is_set()


_pools: Final[list[_Pool]] = []


class _Worker:
    """A process, which is started when it is needed, and again when it has died."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._lock = threading.RLock()  # a signal handler may need it while this thread has it
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._is_killed = False

    def batches(self, task: Task, start: int, *, one_by_one: bool) -> Iterator[Batch]:
        """Work on a task, and yield its results.

        Raises:
            EOFError: the process died.
            OSError: the process died, or cannot be started.
        """
        pipe = self._pipe or self._start()
        pipe.send((task, start, one_by_one))
        while (batch := pipe.recv()) is not None:
            yield batch

    def _start(self) -> Connection:
        # A new interpreter for each process: a copy of this one would have copies of its locks.
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, self._work), daemon=True)
        with _starting, self._lock:
            if self._is_killed:
                raise EOFError
            process.start()
            self._pipe, self._process = here, process
        there.close()
        return here

    def kill(self) -> None:
        """End the process, from any thread and for good."""
        with self._lock:
            self._is_killed = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> bool:
        """Clean up after the process, and return whether it was ended at a deadline."""
        with self._lock:
            process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if process is None or pipe is None:
            return False
        pipe.close()
        process.kill()
        process.join()
        is_stuck = process.exitcode == -getattr(signal, "SIGVTALRM", 0)
        process.close()
        return is_stuck


#: `multiprocessing` starts processes from one thread at a time.
_starting: Final = Lock()


def _serve(pipe: Connection, work: Work) -> None:
    """Work on tasks as they arrive, in a process of its own."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    _watchdog.become_worker()
    _watchdog.end_with_parent()
    with contextlib.suppress(EOFError):
        while True:
            task, start, one_by_one = pipe.recv()
            for batch in batches_of(task, work, start, one_by_one=one_by_one):
                pipe.send(batch)
            pipe.send(None)


@contextlib.contextmanager
def stopping_at_interrupt(on_stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Let the first interrupt stop the work after the tasks in progress, and the second one at once.

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
