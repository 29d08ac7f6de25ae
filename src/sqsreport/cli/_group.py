"""A group of commands that imports each when it is needed, and turns signals and errors into an exit status."""

from __future__ import annotations

import contextlib
import enum
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, TextIO

import click

#: A shell reports a program that a signal ended as 128 plus the number of the signal.
_INTERRUPTED, _BROKEN_PIPE = 128 + 2, 128 + 13
#: Signals of a terminal or a service manager that ask the program to end.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Status(enum.IntEnum):
    """The documented exit statuses; click itself ends with 2 for wrong usage."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3


class UnwritableError(click.ClickException):
    """An output that could not be written; the message says which and why."""

    exit_code = Status.UNREADABLE


class LazyGroup(click.Group):
    """A group whose commands are in modules of their names, next to this one.

    Help and completion need only the placeholders that the group is made with, in their order.
    """

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        """Import a command."""
        if cmd_name not in self.commands:
            return None
        command: click.Command = getattr(importlib.import_module(f"sqsreport.cli.{cmd_name}"), cmd_name)
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """List the commands in their order, not sorted."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's own
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete the name of a command without importing one, because the user is waiting."""
        from click.shell_completion import CompletionItem

        named = ((name, command.help) for name, command in self.commands.items() if name.startswith(incomplete))
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=summary) for name, summary in named), *options]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; without arguments print the help and end with the status of wrong usage."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)  # click itself does this since 8.2
            ctx.exit(Status.USAGE)
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program; if not even an error can be printed, only the exit status reports it."""
        try:
            return super().main(*args, **kwargs)
        except OSError:
            _abandon(sys.stderr)
            sys.exit(Status.UNREADABLE)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options; this is where ``--help`` and ``--version`` are answered."""
        with _handling_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and exit with the status that it returns."""
        with _handling_errors():
            ctx.exit(super().invoke(ctx) or Status.FINE)


@contextlib.contextmanager
def _handling_errors() -> Iterator[None]:
    """Turn signals and errors of the system into an exit status and at most one line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal does not have is printed as its number rather than not at all.
        sys.stdout.reconfigure(errors="backslashreplace")
    with _handling_signals() as signal_status:
        try:
            yield
        except click.ClickException as error:
            from sqsreport._text import sanitize  # imported here because only errors need it

            error.message = sanitize(error.message)  # type: ignore[misc] # which may quote a file or an argument
            raise
        except KeyboardInterrupt:
            raise click.exceptions.Exit(signal_status() or _INTERRUPTED) from None
        except BrokenPipeError:
            _abandon(sys.stdout)
            raise click.exceptions.Exit(_BROKEN_PIPE) from None
        except click.exceptions.Exit as error:
            if _Messages.are_lost and error.exit_code in (Status.FINE, Status.PROBLEMS):
                raise click.exceptions.Exit(Status.UNREADABLE) from None
            raise
        except ImportError as error:
            if not hasattr(error, "extra"):  # of `MissingExtraError`, whose message says what to install
                raise
            raise UnwritableError(str(error)) from None
        except MemoryError:
            raise UnwritableError("there is not enough memory for this") from None
        except OSError as error:
            # The commands handle errors of their input files, so this is usually a full disk.
            _abandon(sys.stdout)
            from sqsreport._files import reason_of  # imported here because only errors need it

            raise UnwritableError(f"{error.filename or 'standard output'}: {reason_of(error)}") from None
        except RuntimeError as error:  # of a thread or a process that cannot be started
            raise UnwritableError(f"this cannot be done here: {error}") from None


@contextlib.contextmanager
def _handling_signals() -> Iterator[Callable[[], int]]:
    """Raise `KeyboardInterrupt` for the first signal that asks the program to end, and ignore those that follow.

    So nothing interrupts the clean-up: unfinished files are removed, and the summary is printed.

    Yields:
        A function that returns the exit status for the signal, or 0 if there was none.
    """
    status = 0

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal status
        status = 128 + number
        handler = signal.getsignal(signal.SIGINT)
        if number != signal.SIGINT and callable(handler) and handler is not interrupt:
            handler(number, frame)  # a batch has its own handler
            return
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before: dict[signal.Signals, Any] = {}
    if threading.current_thread() is threading.main_thread():
        # `nohup` lets a program ignore SIGHUP, and a shell lets one in the background ignore SIGINT.
        defaults = (signal.SIG_DFL, signal.default_int_handler)
        before.update({each: handler for each in _SIGNALS if (handler := signal.getsignal(each)) in defaults})
    for each in before:
        signal.signal(each, interrupt)
    try:
        yield lambda: status
    finally:
        if not status:  # or a second signal may come before the program has ended
            for each, handler in before.items():
                signal.signal(each, handler)


class _Messages:
    are_lost = False


def lose_messages() -> None:
    """Continue without standard error, which cannot be written, and report that by the exit status."""
    _Messages.are_lost = True
    _abandon(sys.stderr)


def _abandon(stream: TextIO) -> None:
    """Point a standard stream at the null device, or the interpreter fails again when it flushes it at the end."""
    with contextlib.suppress(AttributeError, OSError):  # closed, or not a real file
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
