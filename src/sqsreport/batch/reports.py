"""Read reports from sources of every format: documents are validated, letters are read as far as possible."""

from __future__ import annotations

import functools
import os
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from sqsreport import codec, letters
from sqsreport._files import read_bytes, reason_of
from sqsreport.batch.checking import check
from sqsreport.batch.running import EMPTY, Numbered, Options, death, run
from sqsreport.batch.sources import Source
from sqsreport.batch.tasks import Item, Task
from sqsreport.errors import MissingExtraError
from sqsreport.letters.limits import MAX_BYTES
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in

if TYPE_CHECKING:
    from sqsreport.corrections import Collection


@attrs.frozen
class Entry:
    """A document or a letter.

    Attributes:
        problems: its problems.
        report: the report, if it is one.
        report_id: the id of the report, where that is all that is left of it.
        is_read: whether anything of it could be read.
        line: the line on which it starts, where that is known.
        is_whole: whether it is its whole source.
        missing_extra: what has to be installed to read it.
        reading: the reading, of a letter.
    """

    problems: tuple[Problem, ...] = ()
    report: Report | None = None
    is_read: bool = True
    report_id: str | None = None
    line: int | None = None
    is_whole: bool = False
    missing_extra: str | None = None
    reading: letters.Reading | None = None


@attrs.frozen
class ReadReports:
    """The work of reading reports."""

    ignore_embedded: bool = False
    corrections: str | None = None

    def process(self, task: Task, item: Item) -> Iterator[Entry]:
        """Read the reports of a piece."""
        index, piece = item
        source = task.sources[index]
        if source.is_letter and source.reason is None:
            yield read_letter(source, ignore_embedded=self.ignore_embedded, corrections=self.corrections)
            return
        for document, findings in check(piece):
            is_report = document is not None and not errors_in(findings.problems)
            report = codec.from_valid_dict(document) if is_report else None
            line = None if piece.is_yaml else piece.line
            yield Entry(findings.problems, report, findings.is_read, line=line, is_whole=piece.is_whole)

    def flush(self) -> None:
        """Collect nothing."""

    def lost(self, task: Task, item: Item) -> Entry:
        """Return the entry for a document whose process died."""
        return Entry((death(task, item),), is_read=False)


def load_corrections(path: str) -> Collection:
    """Load the corrections in a file or a folder, once in each process.

    Raises:
        OSError: there is no such file or folder.
    """
    return _load_corrections(os.path.abspath(path))


@functools.cache
def _load_corrections(path: str) -> Collection:
    from sqsreport.corrections import load_all  # most runs have none

    return load_all(path)


def read_letter(source: Source, *, ignore_embedded: bool = False, corrections: str | None = None) -> Entry:
    """Read a letter; one that cannot be read has a problem that says so.

    Args:
        source: the letter.
        ignore_embedded: whether to ignore the data in it.
        corrections: the file or the folder with corrections of letters.
    """
    assert source.format is not None
    try:
        file = source.path if source.file is None else source.file
        # More bytes than that only make it too large.
        data = source.data if file is None else read_bytes(file, MAX_BYTES + 1)
        assert isinstance(data, bytes)
        found = None if corrections is None else load_corrections(corrections)
        reading = letters.read(
            data, source.format, ignore_embedded=ignore_embedded, corrections=found, name=source.path
        )
    except (OSError, ValueError) as error:  # a null character in a path is a ValueError
        return Entry((source.unreadable(reason_of(error)),), is_read=False)
    except MissingExtraError as error:
        return Entry((source.unreadable(str(error)),), is_read=False, missing_extra=str(error))
    is_read = reading.report is not None or any(passage.text.strip() for passage in reading.leftovers)
    return Entry(reading.problems, reading.report, is_read, is_whole=True, reading=reading)


def read_reports(
    sources: Iterable[Source], *, ignore_embedded: bool = False, corrections: str | None = None
) -> Generator[Numbered[Entry]]:
    """Read all reports of sources in this process, one after the other."""
    return run(sources, ReadReports(ignore_embedded, corrections), Entry((EMPTY,)), Options(jobs=1))
