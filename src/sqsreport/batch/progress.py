"""Show the progress of a batch on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Self

import attrs
import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

#: The seconds after which a bar is shown; most runs are shorter.
_DELAY: Final = 0.5


@attrs.define
class Progress:
    """A bar on standard error, if that is a terminal, with lines above it.

    Attributes:
        description: the work, such as ``validating``.
        unit: what is counted, in the plural.
        total: returns the amount of work, or ``None`` if it is not known; called when the bar is shown.
        counts_total: whether the total is a number of things, rather than of bytes.
        print_line: prints a line on standard error while there is no bar.
        delay: the seconds after which the bar is shown.
        clock: returns the time in seconds.
    """

    description: str
    unit: str
    total: Callable[[], float | None]
    print_line: Callable[[str], None]
    in_color: bool = True
    counts_total: bool = False
    delay: float = _DELAY
    clock: Callable[[], float] = time.monotonic
    _completed: float = 0.0
    _count: int = 0
    _bar: Bar | None = None
    _start: float = attrs.field(init=False)
    _due: float = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._start = self.clock()
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._due = self._start + self.delay if is_terminal else float("inf")

    def __enter__(self) -> Self:
        self.advance()
        return self

    def __exit__(self, *_error: object) -> None:
        self.pause()

    def advance(self, amount: float = 0, *, count: int = 0) -> None:
        """Add to the completed work, and to the number of things."""
        self._completed += amount
        self._count += count
        if self.clock() < self._due:
            return
        if self._bar is None:
            total = self.total()
            if total == 0:
                self._due = float("inf")
                return
            self._bar = _make_bar(in_color=self.in_color)
            self._bar.add_task(self.description, total=total, count="")
        if self.counts_total:
            self._update(completed=self._count, count=f"{self._count:,}/{self._bar.tasks[0].total:,} {self.unit}")
        else:
            rate = self._count / max(self.clock() - self._start, 0.001)
            self._update(completed=self._completed, count=f"{self._count:,} {self.unit}, {rate:,.0f} a second")
        if not self._bar.live.is_started:
            self._bar.start()

    def pause(self) -> None:
        """Remove the bar until the next update, so that other text can be printed."""
        if self._bar and self._bar.live.is_started:
            self._bar.stop()

    def print(self, line: str) -> None:
        """Print a line on standard error, above the bar."""
        if self._bar and self._bar.live.is_started:
            self._bar.console.out(line if self.in_color else click.unstyle(line), highlight=False)
        else:
            self.print_line(line)

    def describe(self, description: str) -> None:
        """Change the description, also from a signal handler."""
        self.description = description
        self._update(description=description)

    def _update(self, **fields: Any) -> None:
        if self._bar and self._bar.task_ids:
            self._bar.update(self._bar.task_ids[0], **fields)


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
