"""The conversion of one file, alone or among many: what to do, and what came of it."""

from __future__ import annotations

import os

import attrs

from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._reports import JSON, NotInstalledError, dump_report, read_report, status_of
from sqsreport.cli._streams import STREAM, UnreadableError, output_name, plain, write
from sqsreport.errors import UnwritableLetterError
from sqsreport.problems import Problem


@attrs.frozen
class Options:
    """How files are converted, as the options of the command say it."""

    strict: bool = False
    ignore_embedded: bool = False
    plain: bool = False
    corrections: str | None = None


@attrs.frozen
class Conversion:
    """A file to convert: from what to what, both path and form, and how."""

    source: str
    read_as: str
    target: str
    write_as: str
    options: Options = Options()


@attrs.frozen
class Outcome:
    """What came of a conversion.

    Attributes:
        status: what it makes the exit status, unless another is worse.
        problems: those of the source.
        is_written: whether the target is there now.
        failure: why the target could not be made although the source could be read, on one line.
    """

    status: Status
    problems: tuple[Problem, ...] = ()
    is_written: bool = False
    failure: str | None = None


def convert_file(conversion: Conversion) -> Outcome:
    """Convert a file; raise `UnreadableError` when not one byte of it can be had."""
    options = conversion.options
    try:
        reading = read_report(
            conversion.source,
            conversion.read_as,
            ignore_embedded=options.ignore_embedded,
            corrections=options.corrections,
        )
    except NotInstalledError as error:
        return Outcome(Status.UNREADABLE, failure=error.message)
    status = status_of(reading, conversion.read_as, strict=options.strict)
    # What a letter lacks is told and the rest is used; JSON is either a report or not.
    if reading.report is None or (conversion.read_as == JSON and status != Status.FINE):
        return Outcome(status, reading.problems)
    try:
        write(conversion.target, dump_report(reading.report, conversion.write_as, plain=options.plain))
    except (NotInstalledError, UnwritableError) as error:
        return Outcome(Status.UNREADABLE, reading.problems, failure=error.message)
    except UnwritableLetterError as error:
        failure = plain(f"cannot write {output_name(conversion.target)}: {error}")
        return Outcome(Status.UNREADABLE, reading.problems, failure=failure)
    return Outcome(status, reading.problems, is_written=True)


def convert_one_of_many(conversion: Conversion) -> Outcome:
    """Convert a file into a folder that may have to be made; never raise, so that the others get their turn."""
    assert STREAM not in (conversion.source, conversion.target), "the others would find it empty"
    try:
        os.makedirs(os.path.dirname(conversion.target) or ".", exist_ok=True)  # noqa: PTH103, PTH120 - paths are text here
        return convert_file(conversion)
    except UnreadableError as error:
        return Outcome(Status.UNREADABLE, (error.problem,))
    except Exception as error:  # noqa: BLE001 - a flaw that one file brings to light must not cost the others
        # Most often a folder that cannot be made, or memory that there is not.
        reason = "there is not enough memory" if isinstance(error, MemoryError) else repr(error)
        if isinstance(error, OSError):
            reason = str(error)
        return Outcome(Status.UNREADABLE, failure=plain(f"cannot convert {conversion.source}: {reason}"))
