"""Any readable form in, a report out: JSON is read strictly, a letter as well as it can be."""

from __future__ import annotations

import click

from sqsreport import codec, letters
from sqsreport.cli._group import UnwritableError
from sqsreport.cli._streams import STREAM, UnreadableError, input_name, is_folder, plain, read, say, told
from sqsreport.errors import UnknownFormatError

JSON = "json"

#: The names of all forms that are read and written.
FORMATS = (JSON, *letters.FORMATS)


def format_of(path: str, given: str | None, option: str) -> str:
    """Return the form of a file: the one that was *given* with an option, or else that of its ending."""
    if given is not None:
        return given
    if path == STREAM:
        raise click.UsageError(f"A standard stream has no ending that tells its form; give {option}.")
    if path.casefold().endswith(f".{JSON}"):
        return JSON
    try:
        return letters.format_of(path).name
    except UnknownFormatError:
        if is_folder(path):
            if option == "--to":
                raise UnwritableError(plain(f"cannot write {path}: is a directory")) from None
            raise UnreadableError(path, "is a directory") from None
        forms = ", ".join(FORMATS)
        message = f"The ending of {plain(path)!r} stands for no form; give {option} with one of: {forms}."
        raise click.UsageError(message) from None


def read_report(path: str, form: str) -> letters.Reading:
    """Read a file in a form; raise `UnreadableError` when not one byte of it can be had."""
    data = read(path)
    if form != JSON:
        return letters.read(data, form)
    report, problems = codec.read(data)
    return letters.Reading(report=report, problems=tuple(problems))


def tell_reading(reading: letters.Reading, path: str) -> None:
    """Print on standard error what there is to say about a reading."""
    # What is left over of a letter is among the problems too.
    for problem in reading.problems:
        say(told(problem, input_name(path)), err=True)
