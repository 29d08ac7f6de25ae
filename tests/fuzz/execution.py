"""Runs a target once, with a limit of processor time."""

from __future__ import annotations

import time
from typing import Final

from fuzz.promises import BrokenPromiseError
from fuzz.targets import Target

#: The seconds of processor time that an input may take. All inputs are short.
SECONDS: Final = 5.0


class TooSlowError(BrokenPromiseError):
    """An input took more processor time than an input of its size may take."""


def execute(target: Target, data: bytes, seconds: float = SECONDS) -> None:
    """Run a target on an input.

    The library ends long work itself, but in seconds of processor time only if no other code uses the signal SIGPROF.
    So this function sets no timer.

    Raises:
        Exception: The input broke a promise; `TooSlowError` if it took too long.
    """
    begin = time.process_time()
    target.run(data)
    duration = time.process_time() - begin
    if duration > seconds:
        raise TooSlowError(f"{len(data)} bytes took {duration:.1f} seconds")
