"""Standard streams, output files, and problems as lines of text."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Final

import attrs
import click

from sqsreport import _text
from sqsreport._files import read_bytes, reason_of, writing_whole
from sqsreport.batch.progress import Progress
from sqsreport.batch.sources import STREAM, is_pattern
from sqsreport.cli._group import Status, UnwritableError, lose_messages
from sqsreport.problems import CODES, Problem, Severity, count_of

if TYPE_CHECKING:
    from sqsreport.terminal.page import Page

#: Replaces characters that a terminal would act on.
plain = _text.sanitize

#: The maximum size of a list of paths or names, in bytes.
_MAX_LIST: Final = 64 * 2**20

#: Longer lines are hard to read, and shorter ones have no room for words.
_MAX_WIDTH: Final = 100
_MIN_WIDTH: Final = 24

_COLORS: Final[Mapping[Severity, str]] = {"error": "red", "warning": "yellow"}


class UnreadableError(click.ClickException):
    """An input that cannot be read, which is printed like other problems."""

    exit_code = Status.UNREADABLE

    def __init__(self, path: str, reason: str) -> None:
        self.problem = Problem("SQS010", params={"path": input_name(path), "reason": reason})
        super().__init__(str(self.problem))

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - click's own
        print_line(format_problem(self.problem))


def read_list(path: str) -> bytes:
    """Read a list of paths or names from a file or standard input; raise `UnreadableError` if that is impossible."""
    if path == STREAM and sys.stdin is None:
        raise UnreadableError(path, "it is closed")
    try:
        data = read_bytes(sys.stdin.buffer if path == STREAM else path, _MAX_LIST + 1)
    except OSError as error:
        raise UnreadableError(path, reason_of(error)) from None
    assert isinstance(data, bytes)
    if len(data) > _MAX_LIST:
        raise UnreadableError(path, f"it has more than {_MAX_LIST // 2**20} MiB")
    return data


def write(path: str, data: bytes) -> None:
    """Write standard output, or a file, whole or not at all; raise `UnwritableError` if that is impossible."""
    with open_output(path) as put:
        put(data)


@contextlib.contextmanager
def open_output(path: str, *, is_text: bool = False) -> Iterator[Callable[[str | bytes], object]]:
    """Yield a function that writes a part of standard output, or of a file that appears whole or not at all.

    Args:
        path: the file, or `STREAM`.
        is_text: whether standard output gets the encoding of the terminal; programs expect UTF-8 whatever it is.

    Raises:
        UnwritableError: it cannot be written.
    """
    if path == STREAM:
        yield lambda part: _write_stdout(part, is_text=is_text) if part else None
        return
    with writing(path), writing_whole(path) as file:
        yield lambda part: file.write(part.encode() if isinstance(part, str) else part)


def _write_stdout(part: str | bytes, *, is_text: bool) -> None:
    if isinstance(part, str) and is_text:
        say(part, nl=False)
        return
    data = part.encode() if isinstance(part, str) else part
    _require_stdout()
    if is_terminal(sys.stdout) and not _is_text(data):
        raise click.UsageError("This format is not for a terminal; name a file for it, or redirect it with > or |.")
    click.echo(data, nl=False)


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


@contextlib.contextmanager
def writing(path: str) -> Iterator[None]:
    """Raise `UnwritableError` for an error while a path is written, of the system or of a value."""
    try:
        yield
    except (OSError, ValueError) as error:  # a value such as a text that is too long for a cell
        if path == STREAM and isinstance(error, OSError):
            raise
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise UnwritableError(f"cannot write {output_name(path)}: {reason}") from None


def say(text: str, *, nl: bool = True) -> None:
    """Print text on standard output."""
    _require_stdout()
    click.echo(text, file=sys.stdout, nl=nl)  # by default click writes UTF-8 where the stream wants ASCII


def warn(message: str) -> None:
    """Print a message on standard error, without the characters that a terminal would act on."""
    print_line(plain(message))


def print_line(line: str) -> None:
    """Print a line that needs no sanitising, and may have colours, on standard error, unless that is closed."""
    if sys.stderr is None:
        return  # click would use standard output instead
    try:
        click.echo(line, file=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError:
        lose_messages()  # continue although the log cannot be written, for example because the disk is full


def _require_stdout() -> None:
    if sys.stdout is None:
        raise UnwritableError("cannot write standard output: it is closed")


def is_terminal(stream: IO[Any] | None) -> bool:
    """Check whether a standard stream, which may be closed, is a terminal."""
    return stream is not None and stream.isatty()


def input_name(path: str) -> str:
    """Return the name of an input in problems."""
    return "<stdin>" if path == STREAM else path


def output_name(path: str) -> str:
    return "standard output" if path == STREAM else path


def has_color() -> bool:
    """Check whether colours are allowed."""
    context = click.get_current_context(silent=True)
    return context is None or context.color is not False


def page(*, in_color: bool = True) -> Page:
    """Return a page for standard output, with colours only if they are allowed."""
    import shutil  # imported here because most commands need neither

    from sqsreport.terminal.page import Page

    width = max(_MIN_WIDTH, min(shutil.get_terminal_size().columns, _MAX_WIDTH))
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return Page(width, in_color and has_color() and is_terminal(sys.stdout), encoding)


def show_progress(description: str, unit: str, total: Callable[[], float | None], **options: Any) -> Progress:
    """Return the progress of a batch, for standard error."""
    return Progress(description, unit, total, print_line, in_color=has_color(), **options)


def unknown_format(path: str, option: str, formats: Iterable[str], kind: str = "known format") -> click.UsageError:
    """Return the error of a path whose ending does not name a format, with the option that does."""
    if path == STREAM:
        return click.UsageError(f"A standard stream has no ending that names its format; give {option}.")
    *others, last = formats
    known = f"{', '.join(others)} or {last}"
    return click.UsageError(f"The ending of {path!r} is not that of a {kind}; give {option} with {known}.")


def place_of(path: str) -> str:
    """Return a name of a file that is the same for every path to it."""
    return os.path.normcase(os.path.realpath(path))


def is_within(path: str | None, place: str) -> bool:
    """Check whether a path is a file, by whatever name, or is in a folder."""
    if path is None or path == STREAM:
        return False
    with contextlib.suppress(OSError, ValueError):  # one of the two does not exist
        real, whole = os.path.realpath(path), os.path.realpath(place)
        return real.startswith(os.path.join(whole, "")) or os.path.samefile(real, whole)
    return False


def refuse_input(output: str, paths: Iterable[str]) -> None:
    """Refuse an output that is an input, or a folder with an input, because that would be lost.

    Args:
        output: the path that will be written.
        paths: the inputs; folders count only if they are the output, or in it.

    Raises:
        click.UsageError: it is one of them.
    """
    for path in paths if output != STREAM else ():
        for each in glob.iglob(path, recursive=True) if is_pattern(path) else (path,):
            if is_within(each, output):
                lost = f"{each!r} is an input, and would be lost if {output!r} were written"
                raise click.UsageError(f"{lost}; give the output another name.")


def format_problem(problem: Problem, source: str | None = None) -> str:
    """Format a problem on one line, with the name of its source; printing removes colours if they are not allowed."""
    line = plain(str(attrs.evolve(problem, source=source)))
    kind = f"{problem.severity} {problem.code}"
    return line.replace(kind, colored(problem.severity, kind), 1)


def format_problems(problems: Iterable[Problem], source: str | None = None, *, limit: int = 20) -> Iterator[str]:
    """Format problems, each on one line; of each code at most *limit*, and the number of the others."""
    shown: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for problem in problems:
        if shown[problem.code] < limit:
            shown[problem.code] += 1
            yield format_problem(problem, source)
        else:
            others[problem.code] += count_of(problem)
    for code, number in others.items():
        place = f"{source}: " if source else ""
        yield plain(f"{place}… and {number} more of {code} ({CODES[code].title})")


def colored(severity: Severity, words: str) -> str:
    """Give words the colour of a severity; printing removes it if colours are not allowed."""
    return click.style(words, fg=_COLORS[severity])


@attrs.define
class FirstLines:
    """Prints the first lines on standard error, and at the end the number of the others."""

    limit: int
    number: int = 0

    def print(self, line: str, print_line: Callable[[str], None] = print_line) -> None:
        """Print a line, unless there were too many."""
        self.number += 1
        if self.number <= self.limit:
            print_line(line)

    def print_rest(self, noun: str, place: str) -> None:
        """Print how many more there were, and where they are."""
        if self.number > self.limit:
            warn(f"… and {_text.pluralise(self.number - self.limit, noun)} more{place}")
