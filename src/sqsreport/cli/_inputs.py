"""What tables and pictures are made of: documents, which stream, and letters, which are read one by one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import attrs

from sqsreport import codec, letters
from sqsreport._files import OUTSIDE, is_outside
from sqsreport.cli._blocking import Pace, blocks_of, size_of
from sqsreport.cli._blocks import Block, Files
from sqsreport.cli._reports import JSON, NotInstalledError, corrections_in, form_of_ending, has_words, read_report
from sqsreport.cli._streams import STREAM, UnreadableError, input_name, is_folder, is_within
from sqsreport.cli._validation import sources_of
from sqsreport.documents import nothing_in
from sqsreport.documents.checking import Findings, read
from sqsreport.documents.forms import FORMS, checked_form
from sqsreport.documents.pieces import Mark, Piece
from sqsreport.documents.sources import EMPTY, Source, pieces
from sqsreport.errors import MissingExtraError
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in

#: The names of all forms that are read.
READ_FORMS = (*FORMS, *letters.FORMATS)

#: The endings of letters, as people write them.
_LETTERS = ", ".join(ending for each in letters.FORMATS.values() for ending in each.endings)

#: What the names of hidden files begin with, and of those by which Word says that it has a file open.
_NOT_MEANT = (".", "~$")


@attrs.frozen
class Letter:
    """A letter.

    Attributes:
        source: where it is.
        form: its form.
        data: what it says, where that was read already.
        corrections: the file or the folder with the corrections of letters.
    """

    source: Source
    form: str
    data: bytes | None = None
    corrections: str | None = None

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return size_of(self.source) or 0

    @property
    def still_to_read(self) -> int:
        """How many bytes are not read before it is made into rows."""
        return self.size


#: What one process makes rows of at a time.
Task = Block | Letter


@attrs.frozen
class Entry:
    """One document.

    Attributes:
        source: the name of its source.
        index: its position there, from 0; of a part of a source, its position in the part.
        report: the report that it is, if it is one.
        findings: what was found in it.
        line: the line on which it starts, where that is known; of a part of a source, the one in the part.
    """

    source: str | None
    index: int
    report: Report | None
    findings: Findings
    line: int | None = None


def tasks_of(  # noqa: PLR0913 - what the command is told
    paths: Iterable[str],
    form: str | None,
    *,
    pace: Pace,
    tally: Callable[[int], object],
    target: str | None = None,
    corrections: str | None = None,
) -> Iterator[Task]:
    """Cut everything that paths stand for into tasks, in its order, but for what is in the folder *target*."""
    found = (each for path in paths for each in _inputs(path, form))
    if target is not None and is_folder(target):
        found = (each for each in found if not is_within(_path_of(each), target))
    for is_letter, group in groupby(found, lambda each: isinstance(each, Letter)):
        if is_letter:
            yield from (attrs.evolve(each, corrections=corrections) for each in group if isinstance(each, Letter))
        else:
            sources = (each for each in group if isinstance(each, Source))
            yield from blocks_of(sources, pace=pace, with_excerpts=False, tally=tally)


def _inputs(path: str, form: str | None) -> Iterator[Source | Letter]:
    if form is not None and form not in FORMS:
        yield from _letters(path, form)
        return
    if form is not None:
        yield from sources_of(path, checked_form(form))
        return
    # Of a report and its letter in one folder, the report comes first, and so counts.
    in_folder = [*_letters_in(path, None)] if is_folder(path) else []
    for source in sources_of(path, None):
        named = form_of_ending(source.path) if source.path is not None and source.reason is None else None
        if source.reason == EMPTY and source.name == path:
            if not in_folder:
                yield Source(path, reason=f"{EMPTY}; and no letter: {_LETTERS}")
            continue
        yield source if named in (None, JSON) else Letter(source, str(named))
    yield from in_folder


def _path_of(given: Source | Letter) -> str | None:
    return given.source.path if isinstance(given, Letter) else given.path


def _letters(path: str, form: str) -> Iterator[Source | Letter]:
    if path == STREAM:
        data = None if sys.stdin is None else sys.stdin.buffer.read(letters.limits.MAX_BYTES + 1)
        yield Letter(Source(input_name(path)), form, b"" if data is None else data)
    elif is_folder(path):
        is_empty = True
        for letter in _letters_in(path, form):
            is_empty = False
            yield letter
        if is_empty:
            yield Source(path, reason=f"the folder has no letter in the form {form}")
    else:
        for source in sources_of(path, None):
            yield source if source.reason else Letter(source, form)


def _letters_in(folder: str, form: str | None) -> Iterator[Letter]:
    """Yield the letters in a folder and below, or those of one form, in the order of their names."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(_NOT_MEANT))
        for name in sorted(names):
            path = os.path.join(here, name)  # noqa: PTH118 - paths are text here
            named = form_of_ending(name)
            if name.startswith(_NOT_MEANT) or named in (None, JSON) or (form and named != form):
                continue
            is_link = os.path.islink(path) and os.path.exists(path)  # noqa: PTH110, PTH114 - paths are text here
            reason = OUTSIDE if is_link and is_outside(path, folder) else None
            yield Letter(Source(path, path, reason=reason), str(named))


def entries_of(task: Task, mark: Mark) -> Iterator[tuple[int | None, Entry]]:
    """Yield every document of a task, each with the place behind which the rest would be, where there is one.

    Args:
        task: what to read.
        mark: follows the lines of a part of a source.
    """
    if isinstance(task, Letter):
        yield None, _of_letter(task)
    elif isinstance(task, Files):
        yield from ((None, entry) for source in task.sources for entry in _of_source(source))
    else:
        index = 0
        for place, piece in task.pieces(mark):
            for document, findings in read(piece):
                yield place, _entry(task.source.name, index, document, findings, piece)
                index += 1


def all_entries(paths: Iterable[str], form: str | None) -> Iterator[Entry]:
    """Read everything that paths stand for, in its order, one document after the other."""
    for path in paths:
        for each in _inputs(path, form):
            yield from (_of_letter(each),) if isinstance(each, Letter) else _of_source(each)


def twice(entry: Entry, report_id: str, first: str | None) -> Problem:
    """Return the problem of a report whose id came before, in a source of the name *first*."""
    params = {"id": report_id} | ({} if first is None else {"first": first})
    return Problem("SQS017", "/id", entry.line, None if entry.line is None else 1, params)


def _of_source(source: Source) -> Iterator[Entry]:
    index = 0
    for piece in pieces(source):
        for document, findings in read(piece):
            yield _entry(source.name, index, document, findings, piece)
            index += 1
    if not index:
        yield Entry(source.name, 0, None, Findings(nothing_in(source.name, with_excerpts=False).problems))


def _entry(source: str | None, index: int, document: object, findings: Findings, piece: Piece) -> Entry:
    is_report = document is not None and not errors_in(findings.problems)
    report = codec.from_data(document) if is_report else None
    return Entry(source, index, report, findings, None if piece.is_yaml else piece.line)


def _of_letter(task: Letter) -> Entry:
    source = task.source
    if source.reason is not None:
        return Entry(source.name, 0, None, Findings((source.unreadable(source.reason),), is_read=False))
    try:
        if task.data is not None:
            found = None if task.corrections is None else corrections_in(task.corrections)
            reading = letters.read(task.data, task.form, corrections=found)
        else:
            assert source.path is not None
            reading = read_report(source.path, task.form, corrections=task.corrections)
    except UnreadableError as error:
        return Entry(source.name, 0, None, Findings((error.problem,), is_read=False))
    except (NotInstalledError, MissingExtraError) as error:
        return Entry(source.name, 0, None, Findings((source.unreadable(str(error)),), is_read=False))
    return Entry(source.name, 0, reading.report, Findings(reading.problems, is_read=has_words(reading)))
