"""Show the progress of a batch on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

#: The seconds after which a bar is shown: most work is done by then.
_DELAY: Final = 0.5


class Progress:
    """A bar on standard error, if that is a terminal, with lines above it.

    Args:
        description: the work, such as ``validating``.
        unit: what is counted, in the plural.
        total: returns how much work there is, where that is known; called when the bar is shown.
        counts_total: whether the total is a number of things, rather than of bytes.
        print_line: prints a line on standard error while there is no bar.
        in_color: whether the bar and the lines may have colours.
        delay: the seconds after which the bar is shown.
        clock: returns the time in seconds.
    """

    def __init__(  # noqa: PLR0913 - the parts of a bar
        self,
        description: str,
        *,
        unit: str,
        total: Callable[[], float | None],
        print_line: Callable[[str], None],
        in_color: bool = True,
        counts_total: bool = False,
        delay: float = _DELAY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._description, self._unit, self._find_total, self._in_color = description, unit, total, in_color
        self._clock, self._print_line = clock, print_line
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._due = clock() + delay if is_terminal else float("inf")
        self._counts_total = counts_total
        self._start = clock()
        self._total: float | None = None
        self._completed, self._count = 0.0, 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._update()
        return self

    def __exit__(self, *_error: object) -> None:
        self.pause()

    def advance(self, amount: float = 0, *, count: int = 0) -> None:
        """Add to the work that is done, and to the number of things."""
        self._completed += amount
        self._count += count
        self._update()

    def pause(self) -> None:
        """Remove the bar until the next update, so that something else can be printed."""
        if self._bar and self._bar.live.is_started:
            self._bar.stop()

    def print(self, line: str) -> None:
        """Print a line on standard error, above the bar."""
        if self._bar and self._bar.live.is_started:
            self._bar.console.out(line if self._in_color else click.unstyle(line), highlight=False)
        else:
            self._print_line(line)

    def describe(self, description: str) -> None:
        """Change the description; a signal handler may call this."""
        self._description = description
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=description)

    def _update(self) -> None:
        if self._clock() < self._due:
            return
        if self._bar is None:
            self._total = self._find_total()
            if self._total == 0:
                self._due = float("inf")
                return
            self._bar = _make_bar(in_color=self._in_color)
            self._task = self._bar.add_task(self._description, total=self._total, count="")
        assert self._task is not None
        completed = self._count if self._counts_total else self._completed
        self._bar.update(self._task, completed=completed, count=self._count_text())
        if not self._bar.live.is_started:
            self._bar.start()

    def _count_text(self) -> str:
        if self._counts_total:
            return f"{self._count:,}/{self._total:,} {self._unit}"
        rate = self._count / max(self._clock() - self._start, 0.001)
        return f"{self._count:,} {self._unit}, {rate:,.0f} a second"


def _make_bar(*, in_color: bool) -> Bar:
    # Importing rich takes longer than a small batch.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[count]}"),
        TimeRemainingColumn(),
    )  # fmt: skip
    console = Console(stderr=True, no_color=not in_color)
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
