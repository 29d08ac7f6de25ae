"""What goes in and out of every command: bytes, files, and what there is to tell about them."""

from __future__ import annotations

import contextlib
import glob
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import attrs
import click

from sqsreport import _text
from sqsreport._files import reason_of, write_whole
from sqsreport._text import pluralise
from sqsreport.cli._group import Status, UnwritableError, lose_messages
from sqsreport.problems import CODES, Problem, Severity, count_of

#: The path that stands for a standard stream.
STREAM = "-"

#: The reason why a document cannot be read that was the end of the process that read it.
DIED: Final = "the process that read it died, perhaps because it had too little memory or took too long"

#: Replaces what a terminal would act on.
plain = _text.sanitize

#: As many problems of one code are printed of a file that is converted or shown.
_MOST_OF_A_CODE: Final = 20

_COLORS: Final[Mapping[Severity, str]] = {"error": "red", "warning": "yellow"}


class UnreadableError(click.ClickException):
    """An input of which not one byte could be read."""

    exit_code = Status.UNREADABLE

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.problem = Problem("SQS010", params={"path": input_name(path), "reason": reason})
        super().__init__(str(self.problem))

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - click's own
        """Tell it as the problem that it is."""
        say(told(self.problem), err=True)


def read(path: str, at_most: int = -1) -> bytes:
    """Read a file or standard input, all of it or some bytes; raise `UnreadableError` when that is impossible."""
    try:
        if path != STREAM:
            with Path(path).open("rb") as file:
                return file.read(at_most)
        if sys.stdin is None:
            raise UnreadableError(path, "it is closed")
        return sys.stdin.buffer.read(at_most)
    except OSError as error:
        raise UnreadableError(path, reason_of(error)) from None


def write(path: str, data: bytes) -> None:
    """Write a file, whole or not at all, or standard output; raise `UnwritableError` when that is impossible."""
    if path == STREAM:
        if sys.stdout is None:
            raise UnwritableError("cannot write standard output: it is closed")
        if is_terminal(sys.stdout) and not _is_text(data):
            raise click.UsageError("This form is not for a terminal; name a file for it, or send it on with > or |.")
        click.echo(data, nl=False)
        return
    try:
        write_whole(path, data)
    except OSError as error:
        raise UnwritableError(plain(f"cannot write {path}: {reason_of(error)}")) from None


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text on standard output, or on standard error."""
    if sys.stdout is None and not err:
        raise UnwritableError("cannot write standard output: it is closed")
    if sys.stderr is None and err:
        return  # nobody listens, and click would take standard output
    # Left to itself, click writes UTF-8 where the stream wants ASCII.
    try:
        click.echo(text, file=sys.stderr if err else sys.stdout, nl=nl)
    except BrokenPipeError:
        raise
    except OSError:
        if not err:
            raise
        lose_messages()  # such as a log on a full disk, which is no reason to do no work


def is_terminal(stream: IO[Any] | None) -> bool:
    """Tell whether what is written to a standard stream, which may be closed, is seen at once."""
    return stream is not None and stream.isatty()


def is_folder(path: str) -> bool:
    """Tell whether a path is a folder; what cannot be looked at is none."""
    return path != STREAM and os.path.isdir(path)  # noqa: PTH112 - before Python 3.14 `Path.is_dir` may raise


def input_name(path: str) -> str:
    """Name an input as problems do."""
    return "<stdin>" if path == STREAM else path


def output_name(path: str) -> str:
    """Name an output."""
    return "standard output" if path == STREAM else path


def is_within(path: str | None, place: str) -> bool:
    """Tell whether a path is a file, by whatever name, or is in it where that is a folder."""
    if path is None or path == STREAM:
        return False
    with contextlib.suppress(OSError, ValueError):  # what is not there is no other
        real, whole = os.path.realpath(path), os.path.realpath(place)
        return real.startswith(os.path.join(whole, "")) or os.path.samefile(real, whole)  # noqa: PTH118, PTH121 - paths are text here
    return False


def refuse_input(output: str, paths: Iterable[str]) -> None:
    """Refuse an output that is an input, or a folder that has one: what is written there would cost what is read.

    Args:
        output: where something will be written.
        paths: what is read; folders count only when they are the output, or in it.

    Raises:
        click.UsageError: it is one of them.
    """
    if output == STREAM:
        return
    for path in paths:
        is_pattern = glob.has_magic(path) and not os.path.lexists(path)
        for each in glob.iglob(path, recursive=True) if is_pattern else (path,):  # noqa: PTH207 - paths are text here
            if is_within(each, output):
                lost = f"{each!r} is read, and would be lost if {output!r} were written"
                raise click.UsageError(plain(f"{lost}; give the output another name."))


def told(problem: Problem, source: str | None = None) -> str:
    """Write a problem on one line, with the name of its source; `say` leaves out the colour where it must."""
    line = plain(str(attrs.evolve(problem, source=source)))
    kind = f"{problem.severity} {problem.code}"
    return line.replace(kind, in_color_of(problem.severity, kind), 1)


def told_all(problems: Iterable[Problem], source: str | None = None) -> Iterator[str]:
    """Write problems, each on one line: of each code the first few, and how many more there are."""
    counts: Counter[str] = Counter()
    told_of: Counter[str] = Counter()
    for problem in problems:
        counts[problem.code] += count_of(problem)
        if told_of[problem.code] < _MOST_OF_A_CODE:
            told_of[problem.code] += 1
            yield told(problem, source)
            counts[problem.code] -= count_of(problem)
    for code, number in counts.items():
        if number:
            yield plain(f"{source}: … and {number} more of {code} ({CODES[code].title})")


def in_color_of(severity: Severity, words: str) -> str:
    """Give words the colour of a severity; `say` leaves it out where it must."""
    return click.style(words, fg=_COLORS[severity])


def counted_problems(problems: Collection[Problem]) -> str:
    """Write how many errors and warnings there are, such as ``2 errors, 1 warning``."""
    severities: Counter[str] = Counter()
    for problem in problems:
        severities[problem.severity] += count_of(problem)
    counts = [pluralise(severities[severity], severity) for severity in _COLORS if severities[severity]]
    return ", ".join(counts) or "no problems"


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False
