"""Convert reports into files, in the main process or in a worker."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import Final, Literal

import attrs

from sqsreport import codec, letters
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.reports import ReadReports
from sqsreport.batch.sources import STREAM, Source
from sqsreport.batch.work import Outcome, Work
from sqsreport.cli._console import unknown_format, write, writing
from sqsreport.cli._group import Status, UnwritableError
from sqsreport.cli._inputs import ALIASES, find_all, status_of
from sqsreport.cli._options import FormatChoice
from sqsreport.errors import MissingExtraError
from sqsreport.model import Report

JSON: Final = "json"
JSON_LINES: Final = "jsonl"

#: The formats that reports are written in.
FORMATS: Final = (JSON, JSON_LINES, *letters.FORMATS)
TO: Final = FormatChoice(FORMATS, ALIASES)

#: The number of values that are named if a plain letter does not have them.
_MAX_LOST: Final = 10


@attrs.define
class Converted:
    """The result of converting a report."""

    fate: Literal["written", "kept", "failed"] = "failed"
    status: Status = Status.FINE
    #: Why the target could not be written, or which missing package the source needs.
    failure: str | None = None
    target: str | None = None
    #: The values of the report that the target does not have.
    note: str | None = None
    #: The number of changes at each place, of a redaction.
    counts: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen
class Target:
    """Where reports go, and how they are written."""

    #: The folder, unless there is one file only.
    folder: str | None
    #: By default the format of each source, where reports can be written in it.
    format: str | None
    is_plain: bool = False
    is_replaced: bool = False

    def format_for(self, source: Source) -> str:
        """Return the format for a source."""
        return self.format or (str(source.format) if source.is_letter else JSON)

    def path_for(self, source: Source, report: Report | None = None) -> str:
        """Return the path for a source that is one report, or for one of its reports.

        Files from a folder keep the folders below it.
        """
        name = self.format_for(source)
        ending = f".{name}" if name in (JSON, JSON_LINES) else letters.FORMATS[name].endings[0]
        if report is not None:
            return str(Path(self.folder or "", report.id + ending))
        assert source.path is not None
        within = PurePath(source.path).name if source.folder is None else os.path.relpath(source.path, source.folder)
        path = Path(self.folder or "", within)
        # A letter that stays in its format keeps its name.
        is_same = source.is_letter and letters.format_name_of(within) == name
        return str(path if is_same and self.format is None else path.with_suffix(ending))

    def is_kept(self, path: str) -> bool:
        """Check whether a file exists and stays; a folder of that name is in the way."""
        return not self.is_replaced and os.path.lexists(path) and not os.path.isdir(path)


@attrs.frozen
class Convert(Work):
    """The work of converting reports; the result of an outcome is `Converted`."""

    target: Target
    read: ReadReports = ReadReports()
    strict: bool = False
    #: Redacts what was read, and returns the number of changes at each place.
    redact: Callable[[Outcome], Mapping[str, int]] | None = None

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Convert the reports of a chunk; an error costs only this chunk."""
        path = self.target.path_for(source) if source.is_letter or chunk.is_whole else None
        if path is not None and self.target.is_kept(path):
            digest = None
            if self.read.corrections is not None and source.is_letter:
                with contextlib.suppress(OSError, ValueError):
                    digest = hashlib.sha256(source.read_letter()).hexdigest()
            yield Outcome(sha256=digest, result=Converted("kept", target=path))
            return
        try:
            for outcome in self.read.process(source, chunk):
                self.convert(outcome, source, path)
                outcome.report = outcome.reading = None  # the main process does not need them
                yield outcome
        except Exception as error:  # noqa: BLE001 - such as a folder that cannot be created, or a bug that one file shows
            reason = str(error) if isinstance(error, OSError) else repr(error)
            if isinstance(error, MemoryError):
                reason = "there is not enough memory"
            failure = f"cannot convert {source.name}: {reason}"
            yield Outcome(is_read=False, result=Converted(status=Status.UNREADABLE, failure=failure, target=path))

    def convert(self, outcome: Outcome, source: Source, path: str | None) -> Converted:
        """Convert a report that was read; return the result of its outcome."""
        counts = {} if self.redact is None else self.redact(outcome)
        report, status = outcome.report, status_of(outcome, strict=self.strict)
        converted = outcome.result = Converted(status=status, target=path, counts=counts)
        if outcome.missing_extra is not None:
            outcome.problems, converted.failure = (), outcome.missing_extra
        # A letter is converted even if parts are missing; a document is either a report or not.
        elif report is not None and (converted.status == Status.FINE or source.is_letter):
            converted.target = path or self.target.path_for(source, report)
            if self.target.is_kept(converted.target):
                converted.fate = "kept"
            else:
                self._write(report, converted, converted.target, self.target.format_for(source))
        return converted

    def _write(self, report: Report, converted: Converted, path: str, format: str) -> None:
        is_plain = self.target.is_plain
        if self.target.folder is not None:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        try:
            if is_plain and format in letters.FORMATS:
                converted.note = _note(report, letters.lost_in_text(report, format))
            write_report(report, path, format, is_plain=is_plain)
            converted.fate = "written"
        except (UnwritableError, MissingExtraError) as error:
            converted.failure, converted.status = str(error), Status.UNREADABLE


def format_of_output(path: str) -> str:
    """Return the format of an output, according to its ending."""
    if path != STREAM and os.path.isdir(path):
        raise UnwritableError(f"cannot write {path}: is a directory; give it with -o")
    name = next(find_all([path], None)).format
    if name not in FORMATS:
        raise unknown_format(path, "--to", FORMATS)
    return name


def write_report(report: Report, path: str, format: str, *, is_plain: bool = False) -> None:
    """Write a report to a file or standard output; raise `UnwritableError` or `MissingExtraError` if it cannot be."""
    with writing(path):
        write(path, dump_report(report, format, is_plain=is_plain))


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
    advice = "without --plain the letter has the report as data too"
    return f"{report.id}: the text alone does not say {places}{rest}; {advice}"
