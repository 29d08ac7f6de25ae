"""How far the validation of many documents has come: one line on a terminal, and nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import click

from sqsreport.cli._streams import is_terminal
from sqsreport.results import Result

if TYPE_CHECKING:
    from collections.abc import Generator

#: Seconds before it is worth a line, and from one to the next.
_PATIENCE: Final = 0.5
_PAUSE: Final = 0.2


class Meter:
    """Shows on standard error how many documents are done, how fast, and how long it will take.

    Args:
        find_total: tells how many bytes there are, where that is known. It is asked only when
            there is somebody to show it to.
        clock: tells the time in seconds.
        is_alone: whether nothing else is printed where the line is shown.
    """

    def __init__(
        self,
        find_total: Callable[[], int | None],
        clock: Callable[[], float] = time.monotonic,
        *,
        is_alone: bool = False,
    ) -> None:
        self._clock = clock
        self._is_alone = is_alone
        self._find_total = find_total
        self._total: int | None = None
        self._read = 0
        self._documents = 0
        self._start = clock()
        self._due = self._start + _PATIENCE if is_terminal(sys.stderr) else float("inf")
        self._shown = 0

    def read(self, size: int) -> None:
        """Count bytes that were read."""
        self._read += size

    def watch(self, results: Iterator[Result]) -> Generator[Result]:
        """Pass on results, and show the line between them. Whoever prints gets a line without it."""
        try:
            for result in results:
                self._documents += 1
                if self._shown and result.problems and not self._is_alone:
                    self._clear()
                yield result
                now = self._clock()
                if now >= self._due:
                    if not self._shown and self._total is None:
                        self._total = self._find_total()
                    self._show(self._line(now - self._start))
                    self._due = now + _PAUSE
        finally:
            self._clear()
            if hasattr(results, "close"):
                results.close()

    def _line(self, seconds: float) -> str:
        words = [
            f"{self._documents:,} document{'s' * (self._documents != 1)}",
            f"{self._documents / seconds:,.0f} a second",
        ]
        if self._total and self._read <= self._total:
            share = self._read / self._total
            words.insert(0, f"{share:4.0%}")
            if share > 0.01:
                left = round(seconds / share - seconds)
                words.append(f"{left // 60}:{left % 60:02} left")
        return ", ".join(words)

    def _show(self, line: str) -> None:
        click.echo(f"\r{line:{self._shown}}", nl=False, err=True)
        self._shown = len(line)

    def _clear(self) -> None:
        if self._shown:
            click.echo(f"\r{'':{self._shown}}\r", nl=False, err=True)
            self._shown = 0
