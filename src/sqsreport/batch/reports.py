"""Read reports from sources of every format: documents are validated, letters are read as far as possible."""

from __future__ import annotations

import functools
import os
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

import attrs

from sqsreport import codec
from sqsreport._files import reason_of
from sqsreport.batch.chunks import Chunk
from sqsreport.batch.running import run
from sqsreport.batch.sources import Source
from sqsreport.batch.validation import check
from sqsreport.batch.work import Outcome, Work
from sqsreport.errors import MissingExtraError
from sqsreport.problems import errors_in

if TYPE_CHECKING:
    from sqsreport.corrections import Collection


@attrs.frozen
class ReadReports(Work):
    """The work of reading reports.

    Attributes:
        ignore_embedded: whether to ignore the data in letters.
        corrections: the file or the folder with corrections of letters.
    """

    ignore_embedded: bool = False
    corrections: str | None = None

    def process(self, source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Read the reports of a chunk."""
        if source.is_letter and source.reason is None:
            yield self._read_letter(source)
            return
        for document, outcome in check(chunk):
            if document is not None and not errors_in(outcome.problems):
                outcome.report = codec.from_valid_dict(document)
                outcome.report_id = outcome.report.id
            outcome.line = None if chunk.is_yaml else chunk.line
            outcome.is_whole = chunk.is_whole
            yield outcome

    def _read_letter(self, source: Source) -> Outcome:
        """Read a letter; one that cannot be read has a problem that says so."""
        from sqsreport import letters  # reading documents has no use for them

        assert source.format is not None
        try:
            corrections = None if self.corrections is None else load_corrections(self.corrections)
            data, ignore_embedded = source.read_letter(), self.ignore_embedded
            reading = letters.read(
                data, source.format, ignore_embedded=ignore_embedded, corrections=corrections, name=source.path
            )
        except (OSError, ValueError) as error:  # a null character in a path is a ValueError
            return Outcome((source.unreadable(reason_of(error)),), is_read=False)
        except MissingExtraError as error:
            return Outcome((source.unreadable(str(error)),), is_read=False, missing_extra=str(error))
        report = reading.report
        return Outcome(
            reading.problems,
            is_read=report is not None or any(passage.text.strip() for passage in reading.leftovers),
            report=report,
            report_id=None if report is None else report.id,
            is_whole=True,
            reading=reading,
            sha256=reading.sha256,
        )


def load_corrections(path: str) -> Collection:
    """Load the corrections in a file or a folder, once in each process.

    Raises:
        OSError: there is no such file or folder.
    """
    return _load_corrections(os.path.abspath(path))


@functools.cache
def _load_corrections(path: str) -> Collection:
    from sqsreport.corrections import load_all  # imported here because most runs have none

    return load_all(path)


def read_reports(sources: Iterable[Source], work: ReadReports = ReadReports()) -> Generator[Outcome]:
    """Read all reports of sources in this process, one after the other."""
    return run(sources, work, jobs=1)
