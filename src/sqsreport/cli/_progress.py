"""What a run over many files tells while it runs: lines, and on a terminal a bar below them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

import click

from sqsreport.cli._streams import is_terminal, say

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress


class Progress:
    """Tells lines on standard error and, where that is a terminal, shows how much is done.

    Args:
        total: how much there is to do.
        in_color: whether a terminal may get colours.
    """

    def __init__(self, total: int, *, in_color: bool) -> None:
        self._bar = _make_bar(in_color=in_color) if total and is_terminal(sys.stderr) else None
        self._task = self._bar.add_task("converting", total=total) if self._bar else None
        self._in_color = in_color

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def tell(self, line: str) -> None:
        """Print a line, above the bar."""
        if self._bar:
            self._bar.console.out(line if self._in_color else click.unstyle(line), highlight=False)
        else:
            say(line, err=True)

    def advance(self) -> None:
        """Count one more as done."""
        if self._bar and self._task is not None:
            self._bar.advance(self._task)

    def tell_of_stop(self) -> None:
        """Say that the work comes to an end; called by a signal, whatever else is going on."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description="stopping")


def _make_bar(*, in_color: bool) -> RichProgress:
    # Only a terminal gets a bar, and it takes longer to import than all the rest.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=not in_color)
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
