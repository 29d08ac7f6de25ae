"""Convert reports into files, in whichever process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final, Literal

import attrs
import click

from sqsreport import codec, letters
from sqsreport.batch.reports import Entry, ReadReports
from sqsreport.batch.running import EMPTY
from sqsreport.batch.sources import Source, find_sources
from sqsreport.batch.tasks import Item, Task
from sqsreport.cli._console import STREAM, output_name, plain, write
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import status_of
from sqsreport.errors import MissingExtraError, UnwritableLetterError
from sqsreport.model import Report
from sqsreport.problems import Problem

JSON: Final = "json"
JSON_LINES: Final = "jsonl"

#: The formats that reports are written in.
FORMATS: Final = (JSON, JSON_LINES, *letters.FORMATS)

#: The number of values that are named if a plain letter does not say them.
_MAX_LOST: Final = 10

Fate = Literal["written", "kept", "failed", "left"]


@attrs.frozen
class Converted:
    """The result of a conversion.

    Attributes:
        fate: what became of the target.
        status: the exit status that it causes.
        problems: the problems of the source.
        failure: why the target could not be written, or the source not be read for want of a package.
        target: the path of the target.
        report_id: the id of the report.
        note: what the target does not say of the report.
    """

    fate: Fate
    status: Status = Status.FINE
    problems: tuple[Problem, ...] = ()
    failure: str | None = None
    target: str | None = None
    report_id: str | None = None
    note: str | None = None


EMPTY_SOURCE: Final = Converted("failed", Status.PROBLEMS, (EMPTY,))


@attrs.frozen
class Target:
    """Where reports go.

    Attributes:
        folder: the folder.
        format: their format.
        is_plain: whether letters get only the text, without the report in it.
        is_replaced: whether to replace files that exist.
    """

    folder: str
    format: str
    is_plain: bool = False
    is_replaced: bool = False

    @property
    def ending(self) -> str:
        """The ending of files."""
        return f".{self.format}" if self.format in (JSON, JSON_LINES) else letters.FORMATS[self.format].endings[0]

    def path_for(self, source: Source) -> str:
        """Return the path for a source that is one report; files from a folder keep the folders below it."""
        assert source.path is not None
        name = PurePath(source.path).name if source.folder is None else os.path.relpath(source.path, source.folder)
        return str(Path(self.folder, name).with_suffix(self.ending))

    def path_of(self, report: Report) -> str:
        """Return the path for one of several reports of a source."""
        return str(Path(self.folder, report.id + self.ending))

    def is_kept(self, path: str) -> bool:
        """Check whether a file exists and stays; a folder of that name is in the way."""
        return not self.is_replaced and os.path.lexists(path) and not os.path.isdir(path)


@attrs.frozen
class Convert:
    """The work of converting reports."""

    target: Target
    read: ReadReports = ReadReports()
    strict: bool = False

    def process(self, task: Task, item: Item) -> Iterator[Converted]:
        """Convert the reports of a piece; an error costs only this piece."""
        index, piece = item
        source = task.sources[index]
        path = self.target.path_for(source) if source.is_letter or piece.is_whole else None
        if path is not None and self.target.is_kept(path):
            yield Converted("kept", target=path)
            return
        try:
            for entry in self.read.process(task, item):
                yield self._convert(entry, source, path)
        except Exception as error:  # noqa: BLE001 - such as a folder that cannot be created, or a bug that one file shows
            reason = str(error) if isinstance(error, OSError) else repr(error)
            if isinstance(error, MemoryError):
                reason = "there is not enough memory"
            failure = plain(f"cannot convert {source.name}: {reason}")
            yield Converted("failed", Status.UNREADABLE, failure=failure, target=path)

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, task: Task, item: Item) -> Converted:
        """Return the result for a document whose process died."""
        return Converted("failed", Status.UNREADABLE, self.read.lost(task, item).problems)

    def _convert(self, entry: Entry, source: Source, path: str | None) -> Converted:
        report = entry.report
        if entry.missing_extra is not None:
            return Converted("failed", Status.UNREADABLE, failure=entry.missing_extra, target=path)
        status = status_of(entry, entry.problems, strict=self.strict)
        # A letter is converted whatever is missing in it; a document is either a report or not.
        if report is None or (status != Status.FINE and not source.is_letter):
            return Converted("failed", status, entry.problems, target=path)
        path = path or self.target.path_of(report)
        if self.target.is_kept(path):
            return Converted("kept", status, entry.problems, target=path, report_id=report.id)
        os.makedirs(os.path.dirname(path) or os.curdir, exist_ok=True)
        failure, note = write_report(report, path, self.target.format, is_plain=self.target.is_plain)
        if failure is not None:
            return Converted("failed", Status.UNREADABLE, entry.problems, failure, path, report.id, note)
        return Converted("written", status, entry.problems, None, path, report.id, note)


def format_of_output(path: str) -> str:
    """Return the format that the ending of an output stands for."""
    if path == STREAM:
        raise click.UsageError("A standard stream has no ending that says its form; give --to.")
    if os.path.isdir(path):
        raise UnwritableError(plain(f"cannot write {path}: is a directory; give it with -o"))
    name = next(find_sources(path, with_letters=True)).format
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise click.UsageError(f"The ending of {plain(path)!r} stands for no form; give --to with one of: {known}.")
    return name


def write_report(report: Report, path: str, format: str, *, is_plain: bool = False) -> tuple[str | None, str | None]:
    """Write a report to a file or standard output.

    Returns:
        Why that failed, if it did, and what the file does not say of the report, if anything.
    """
    note = None
    try:
        if is_plain and format in letters.FORMATS:
            note = _note(report, letters.lost_in_text(report, format))
        write(path, dump_report(report, format, is_plain=is_plain))
    except UnwritableError as error:
        return error.message, note
    except MissingExtraError as error:
        return str(error), note
    except UnwritableLetterError as error:
        return plain(f"cannot write {output_name(path)}: {error}"), note
    return None, note


def dump_report(report: Report, format: str, *, is_plain: bool = False) -> bytes:
    """Return a report in a format."""
    if format == JSON_LINES:
        return f"{json.dumps(codec.to_dict(report), ensure_ascii=False)}\n".encode()
    if format == JSON:
        # The errors of a letter were reported when it was read, and the rest of it is useful.
        return codec.dumps(report, allow_invalid=True).encode()
    return letters.write(report, format, plain=is_plain)


def _note(report: Report, lost: tuple[str, ...]) -> str | None:
    if not lost:
        return None
    rest = f" and {len(lost) - _MAX_LOST} more" if len(lost) > _MAX_LOST else ""
    places = ", ".join(place or "anything" for place in lost[:_MAX_LOST])
    advice = "without --plain the letter carries it beside its text"
    return plain(f"{report.id}: the text alone does not say {places}{rest}; {advice}")
