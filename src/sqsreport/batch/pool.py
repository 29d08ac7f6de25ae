"""A pool of processes with results in order, which handles dead processes and interrupts."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Final

import attrs

from sqsreport import _watchdog
from sqsreport.batch.tasks import Item, Task
from sqsreport.batch.work import Batch, Work, batches_of, lost

#: The maximum number of processes; Windows cannot wait for more.
_MAX_PROCESSES: Final = 60
#: The maximum number of batches of a task that wait until the tasks before it are finished.
_MAX_WAITING: Final = 2
#: The seconds that unfinished tasks get when the program is asked to terminate.
_GRACE: Final = 1.0
#: Signals that the main process handles; a terminal or a service manager sends some of them to all processes.
_SIGNALS: Final = frozenset(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGALRM") if hasattr(signal, name)
)


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

    ``None`` follows the batches of each finished task. An item is given up as lost after two processes
    died while working on it: another program may have killed the first one.

    Args:
        tasks: the tasks, created lazily, shortly before a process needs them.
        work: what to do with their items.
        jobs: the maximum number of processes.
        is_stopped: whether to start no further task, and to yield only those that were started.
        window: the maximum number of tasks that were created and not yet yielded.
    """
    pending: deque[_Job] = deque()
    with contextlib.closing(_Pool(work, min(jobs, _MAX_PROCESSES))) as pool:
        following = (_Job(task) for task in tasks)
        while True:
            while not is_stopped() and not pool.queue and len(pending) != window and (job := next(following, None)):
                pending.append(job)
                pool.queue.append(job)
                pool.start()
            if is_stopped():
                pool.drop_queue()
            if not pending:
                return
            job = pending[0]
            if job.batches:
                yield job.task, job.batches.popleft()
            elif not job.is_done:
                pool.wait(job)
            else:
                pending.popleft()
                if job.is_complete:
                    yield job.task, None


@attrs.define(eq=False)
class _Job:
    """A task, and the batches of its results that were not yielded yet."""

    task: Task
    batches: deque[Batch] = attrs.field(factory=deque)
    #: The number of finished items, and of processes that died while working on the next one.
    items: int = 0
    deaths: int = 0
    one_by_one: bool = False
    is_done: bool = False
    is_complete: bool = False


@attrs.define(eq=False)
class _Worker:
    """A process with the job that it works on, which it gets when it is ready."""

    process: BaseProcess
    pipe: Connection
    job: _Job | None
    is_ready: bool = False

    def send_job(self) -> None:
        if self.is_ready and self.job is not None:
            self.pipe.send((self.job.task, self.job.items, self.job.one_by_one))


class _Pool:
    """Processes with one job each, so that when one dies, its item is known and nothing else is lost."""

    def __init__(self, work: Work, limit: int) -> None:
        self.queue: deque[_Job] = deque()
        self._work, self._limit = work, limit
        self._workers: list[_Worker] = []
        self._is_killed = False
        _pools.append(self)

    def start(self) -> None:
        """Give the jobs of the queue to processes that are free or new."""
        while self.queue and not self._is_killed:
            free = next((worker for worker in self._workers if worker.job is None), None)
            if free is not None:
                free.job = self.queue.popleft()
                with contextlib.suppress(OSError):  # a dead process is noticed when its results are read
                    free.send_job()
            elif len(self._workers) < self._limit:
                self._start_process(self.queue.popleft())
            else:
                return

    def wait(self, first: _Job) -> None:
        """Wait for results, of a job other than the first one only as long as few of its batches are waiting."""
        busy = [
            (worker, worker.job)
            for worker in self._workers
            if worker.job and (worker.job is first or len(worker.job.batches) < _MAX_WAITING)
        ]
        ready = wait([worker.pipe for worker, _ in busy])
        for worker, job in busy:
            if worker.pipe not in ready:
                continue
            try:
                self._receive(worker, job)
            except (EOFError, OSError):
                self._replace(worker, job)
        self.start()

    def kill(self) -> None:
        """End the processes, whatever they are doing; a signal handler may call this.

        Tasks that they have finished can still be yielded.
        """
        self._is_killed = True
        for worker in self._workers:
            worker.process.kill()

    def drop_queue(self) -> None:
        """Drop the jobs that were not started."""
        for job in self.queue:
            job.is_done = True
        self.queue.clear()

    def close(self) -> None:
        """End the processes."""
        with _signals_blocked():
            self.kill()
            for worker in self._workers:
                worker.pipe.close()
                worker.process.join()
        _pools.remove(self)

    def _start_process(self, job: _Job) -> None:
        # Start a new interpreter: a fork of this one would have copies of its locks.
        context = multiprocessing.get_context("spawn")
        pipe, end = context.Pipe()
        process = context.Process(target=_serve, args=(end, self._work), daemon=True)
        with _signals_blocked():  # the process inherits the signal mask
            process.start()
            self._workers.append(_Worker(process, pipe, job))
        end.close()
        if self._is_killed:  # by a signal that arrived in the meantime
            process.kill()

    def _receive(self, worker: _Worker, job: _Job) -> None:
        batch = worker.pipe.recv()
        if batch is not None:
            job.batches.append(batch)
            job.items, job.deaths = batch.items, 0
        elif worker.is_ready:
            job.is_done = job.is_complete = True
            worker.job = None
        else:
            worker.is_ready = True
            worker.send_job()

    def _replace(self, worker: _Worker, job: _Job) -> None:
        """Clean up after a process that died, and continue in a new one."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        is_stuck = worker.process.exitcode == -getattr(signal, "SIGVTALRM", 0)  # the signal of an exceeded deadline
        job.deaths += 1
        item = _nth(job.task, job.items)
        is_known = job.one_by_one or _nth(job.task, 1) is None  # whether it is known at which item the process died
        if self._is_killed:
            job.is_done = True
        elif item is None and job.deaths > 1:
            job.is_done = job.is_complete = True
        else:
            if item is not None and (job.deaths > 1 or (is_stuck and is_known)):
                job.items, job.deaths = job.items + 1, 0
                job.batches.append(Batch([(item[0], lost(job.task, item))], items=job.items))
            job.one_by_one = True
            self._start_process(job)


_pools: Final[list[_Pool]] = []


def _nth(task: Task, number: int) -> Item | None:
    return next(islice(task.items(), number, None), None)


def _serve(pipe: Connection, work: Work) -> None:
    """Work on tasks as they arrive, in a process of its own; ``None`` means that it is ready for the next one."""
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    _watchdog.become_worker()
    _watchdog.end_with_parent()
    with contextlib.suppress(EOFError):
        while True:
            pipe.send(None)
            task, start, one_by_one = pipe.recv()
            for batch in batches_of(task, work, start, one_by_one=one_by_one):
                pipe.send(batch)


@contextlib.contextmanager
def stopping_at_interrupt(on_stop: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Stop the work after the tasks in progress at the first interrupt, and immediately at the second.

    A request to terminate leaves these tasks only a second. *on_stop* is called at the first interrupt; the function
    that is yielded returns whether there was one.
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
    """Block signals, so that processes and threads that are started in this context never receive them."""
    if not hasattr(signal, "pthread_sigmask"):  # pragma: no cover - Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
