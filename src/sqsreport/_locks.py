"""Locks that are released in a forked process."""

from __future__ import annotations

import os
import threading


class Lock:
    """A reentrant lock for module level, which is not locked in a forked process.

    A thread that holds the lock during a fork does not exist in the new process, and would never release it there.
    """

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):  # Windows has no fork
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
