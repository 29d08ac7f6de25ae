"""A group of commands that imports each when it is wanted, and that ends quietly."""

from __future__ import annotations

import contextlib
import enum
import importlib
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from types import FrameType

    from click.shell_completion import CompletionItem

#: What a shell reports for a program that a signal ended: 128 and the number of the signal.
_INTERRUPTED, _BROKEN_PIPE = 128 + 2, 128 + 13
#: Signals of a terminal or a service manager that ask the program to end.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Status(enum.IntEnum):
    """The exit statuses that are promised; click itself ends with 2 for wrong usage."""

    FINE = 0
    PROBLEMS = 1
    USAGE = 2
    UNREADABLE = 3


class UnwritableError(click.ClickException):
    """An output that could not be written; the message says which and why."""

    exit_code = Status.UNREADABLE


class LazyGroup(click.Group):
    """A group whose commands stand each in a module of their name, beside this one.

    Args:
        lazy_commands: the names of the commands, in the order of the help, and their summaries.
    """

    def __init__(self, *args: Any, lazy_commands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # click takes the names from here for its help and its advice on slips.
        self.commands.update({name: click.Command(name, help=text) for name, text in lazy_commands.items()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own
        """Import a command."""
        if cmd_name not in self.commands:
            return None
        command = getattr(importlib.import_module(f"sqsreport.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        """List the commands, the most wanted first."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's own
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command without importing one: it happens at the touch of a key."""
        from click.shell_completion import CompletionItem

        named = ((name, command.help) for name, command in self.commands.items() if name.startswith(incomplete))
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=summary) for name, summary in named), *options]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options; for a bare call the help is shown, as for any other wrong usage."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)  # click itself does this since 8.2
            ctx.exit(Status.USAGE)
        return super().parse_args(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the program; where not even an error can be printed, the exit status has to do."""
        try:
            return super().main(*args, **kwargs)
        except OSError:
            _let_go_of(sys.stderr)
            sys.exit(Status.UNREADABLE)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the options; this is where ``--help`` and ``--version`` are answered."""
        with _ending_quietly():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and exit with the status that it returns."""
        with _ending_quietly():
            ctx.exit(super().invoke(ctx) or Status.FINE)


@contextlib.contextmanager
def _ending_quietly() -> Iterator[None]:
    """Print whatever there is to print, and turn what may go wrong with it into an exit status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A character that the terminal does not have is better shown as its number than not at all.
        sys.stdout.reconfigure(errors="backslashreplace")
    with _handling_signals() as signal_status:
        try:
            yield
        except KeyboardInterrupt:
            raise click.exceptions.Exit(signal_status() or _INTERRUPTED) from None
        except BrokenPipeError:
            _let_go_of(sys.stdout)
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
            # The commands see to the files that they are given, so this is mostly a full disk behind the output.
            _let_go_of(sys.stdout)
            from sqsreport._files import reason_of  # which a command that ends well has no use for

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
            handler(number, frame)  # a batch ends in its own way
            return
        for each in installed:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    installed: list[signal.Signals] = []
    if threading.current_thread() is threading.main_thread():
        # `nohup` lets a program ignore SIGHUP, and a shell lets one in the background ignore SIGINT.
        defaults = (signal.SIG_DFL, signal.default_int_handler)
        installed = [each for each in _SIGNALS if signal.getsignal(each) in defaults]
    before = {each: signal.signal(each, interrupt) for each in installed}
    try:
        yield lambda: status
    finally:
        if not status:  # or a second signal may come before the program has ended
            for each, handler in before.items():
                signal.signal(each, handler)


class _Messages:
    are_lost = False


def lose_messages() -> None:
    """Go on without standard error, which cannot be written, and let the exit status say so."""
    _Messages.are_lost = True
    _let_go_of(sys.stderr)


def _let_go_of(stream: TextIO) -> None:
    """Point a standard stream at nothing, or the interpreter fails once more when it flushes it at the end."""
    with contextlib.suppress(AttributeError, OSError):  # closed, or no real file
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
