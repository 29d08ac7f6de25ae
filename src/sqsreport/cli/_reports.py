"""Reports in every form: JSON is read strictly, a letter as well as it can be."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click

from sqsreport import codec, letters
from sqsreport._files import reason_of
from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._streams import STREAM, UnreadableError, input_name, is_folder, plain, read, say, told, told_all
from sqsreport.errors import MissingExtraError, UnknownFormatError
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.model import Report
from sqsreport.problems import errors_in

if TYPE_CHECKING:
    from sqsreport.corrections import Collection

JSON = "json"

#: As many values that a plain letter loses are named.
_MOST_LOST: Final = 10

#: The names of all forms that are read and written.
FORMATS = (JSON, *letters.FORMATS)


class NotInstalledError(click.ClickException):
    """A form that wants a package that is not there; the message says what to install."""

    exit_code = Status.UNREADABLE


def form_of_ending(path: str) -> str | None:
    """Return the form that the ending of a path stands for, if it stands for one."""
    if path.casefold().endswith(f".{JSON}"):
        return JSON
    try:
        return letters.format_of(path).name
    except UnknownFormatError:
        return None


def ending_of(form: str) -> str:
    """Return the ending that files of a form get."""
    return f".{JSON}" if form == JSON else letters.FORMATS[form].endings[0]


def format_of(path: str, given: str | None, option: str) -> str:
    """Return the form of a file: the one that was *given* with an option, or else that of its ending."""
    if given is not None:
        return given
    if path == STREAM:
        raise click.UsageError(f"A standard stream has no ending that says its form; give {option}.")
    if form := form_of_ending(path):
        return form
    if is_folder(path):
        if option == "--to":
            raise UnwritableError(plain(f"cannot write {path}: is a directory; give it with -o"))
        raise UnreadableError(path, "is a directory")
    forms = ", ".join(FORMATS)
    raise click.UsageError(f"The ending of {plain(path)!r} stands for no form; give {option} with one of: {forms}.")


def with_corrections(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option by which it applies corrections to the letters that it reads."""
    return click.option(
        "--corrections",
        metavar="PATH",
        type=click.Path(),
        help="Apply the corrections in a folder or a file to letters.",
    )(command)


def corrections_in(path: str) -> Collection:
    """Read the corrections in a folder or a file, once in each process.

    Raises:
        UnreadableError: there is no such folder or file.
    """
    try:
        return _load_corrections(os.path.abspath(path))  # noqa: PTH100 - paths are text here
    except OSError as error:
        raise UnreadableError(path, reason_of(error)) from None


@functools.cache
def _load_corrections(path: str) -> Collection:
    from sqsreport.corrections import load_all  # most runs have none

    return load_all(path)


def check_corrections(path: str | None) -> Status:
    """Report the files of corrections that cannot be used, before the letters are read."""
    problems = corrections_in(path).problems if path is not None else ()
    for problem in problems:
        say(told(problem), err=True)
    return Status.PROBLEMS if problems else Status.FINE


def read_report(
    path: str, form: str, *, ignore_embedded: bool = False, corrections: str | None = None
) -> letters.Reading:
    """Read a file in a form, and apply the corrections of it that are in a folder or a file.

    Raises:
        UnreadableError: not one byte of it can be had.
        NotInstalledError: the form wants a package that is not there.
    """
    if form != JSON:
        # Of a file that is too large, more than that says nothing more.
        data = read(path, at_most=MAX_BYTES + 1)
        found = None if corrections is None else corrections_in(corrections)
        with _saying_what_to_install():
            return letters.read(data, form, ignore_embedded=ignore_embedded, corrections=found, name=path)
    report, problems = codec.read(read(path, at_most=MAX_DOCUMENT + 1))
    return letters.Reading(report=report, problems=tuple(problems))


def has_words(reading: letters.Reading) -> bool:
    """Tell whether one word of a letter was read."""
    return reading.report is not None or any(passage.text.strip() for passage in reading.leftovers)


def status_of(reading: letters.Reading, form: str, *, strict: bool = False) -> Status:
    """Return the exit status that a reading makes, unless something else is worse.

    A letter of which not one word was read, as of a scan, cannot be read at all. JSON that is
    none has been read, and that is what was found.
    """
    if form != JSON and not has_words(reading):
        return Status.UNREADABLE
    if any(problem.code == "SQS010" for problem in reading.problems):
        return Status.UNREADABLE
    errors = errors_in(reading.problems, strict=strict)
    return Status.PROBLEMS if errors or reading.report is None else Status.FINE


def dump_report(report: Report, form: str, *, plain: bool = False) -> bytes:
    """Return a report in a form, and with *plain* print what the text alone does not say.

    Raises:
        NotInstalledError: the form wants a package that is not there.
    """
    if form == JSON:
        return codec.dumps(report).encode()
    with _saying_what_to_install():
        if plain and (lost := letters.lost_in_text(report, form)):
            _warn_of_loss(report, lost)
        return letters.write(report, form, plain=plain)


def _warn_of_loss(report: Report, lost: tuple[str, ...]) -> None:
    rest = f" and {len(lost) - _MOST_LOST} more" if len(lost) > _MOST_LOST else ""
    places = ", ".join(place or "anything" for place in lost[:_MOST_LOST])
    advice = "without --plain the letter carries it beside its text"
    say(plain(f"{report.id}: the text alone does not say {places}{rest}; {advice}"), err=True)


def tell_reading(reading: letters.Reading, path: str) -> None:
    """Print on standard error what there is to say about a reading."""
    # What is left over of a letter is among the problems too.
    for line in told_all(reading.problems, input_name(path)):
        say(line, err=True)


@contextlib.contextmanager
def _saying_what_to_install() -> Iterator[None]:
    try:
        yield
    except MissingExtraError as error:
        raise NotInstalledError(str(error)) from None
