"""Where documents come from: what a path stands for, and a source in pieces."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final

import attrs

from sqsreport._files import OUTSIDE, is_outside, reason_of
from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport._text import escape
from sqsreport.documents.forms import Form, Packing, form_of_name, sniffed
from sqsreport.documents.json_array import split_array
from sqsreport.documents.json_lines import split_lines
from sqsreport.documents.pieces import BYTE_ORDER_MARK, Mark, Piece, too_large
from sqsreport.documents.streams import DamagedError, read_chunks, unpacked
from sqsreport.errors import MissingExtraError
from sqsreport.problems import Problem

#: As much is looked at to learn the form. Where the first line is longer, it makes no difference.
_SNIFFED: Final = 2**20

#: What JSON calls white space.
_BLANK: Final = b" \t\r\n"

#: Why a folder cannot be read that has nothing to read.
EMPTY: Final = "the folder has no file of reports: .json, .jsonl, .ndjson, .yaml, .yml, or packed"


@attrs.frozen
class Source:
    """One stream of documents.

    Attributes:
        name: what problems call it, if it has a name.
        path: where it is, unless it is open already.
        file: the open file, which is not closed.
        form: its form, where that is known without looking into it.
        packing: what its name says of how it was packed.
        reason: why it cannot be read, where that is known already.
    """

    name: str | None
    path: str | None = None
    file: IO[Any] | None = None
    form: Form | None = None
    packing: Packing | None = None
    reason: str | None = None

    def unreadable(self, reason: str) -> Problem:
        """Make the problem that it cannot be read."""
        return Problem("SQS010", params={"path": escape(self.name or "the input"), "reason": reason})


def find(path: str, form: Form | None = None) -> Iterator[Source]:
    """Yield the sources that a path stands for: a file, all that a pattern matches, or all in a folder and below."""
    if _is_folder(path):
        yield from _in_folder(path, form)
    elif glob.has_magic(path) and not _is_there(path):
        # As a shell would: what matches counts as if it had been named.
        matches = glob.glob(path, recursive=True)  # noqa: PTH207 - paths are text here
        if "**" in path:
            matches = [match for match in matches if not _is_folder(match)]
        closed = _closed_folders(path)
        base = _base_of(path)
        if not matches and not closed:
            yield Source(path, reason="nothing matches the pattern")
        for match in sorted({*matches, *closed}):
            if match in closed:
                yield Source(match, reason=closed[match])
            else:
                yield from _in_folder(match, form) if _is_folder(match) else (_within(base, match, form),)
    else:
        yield _source(path, form)


def pieces(source: Source, tally: Callable[[int], object] | None = None) -> Iterator[Piece]:
    """Split a source into pieces, in constant memory; any source gives pieces, none an exception.

    Args:
        source: where they come from.
        tally: told how many bytes were read, before they are unpacked.
    """
    seen = Mark()
    try:
        if source.reason is not None:
            yield _unreadable(source, source.reason)
            return
        with _opened(source) as file:
            yield from _split(source, unpacked(read_chunks(file, tally), source.packing), seen)
    except DamagedError as error:
        yield seen.piece(seen.problem("SQS015", reason=str(error)))
    except UnicodeDecodeError as error:  # a file that is open as text and none
        params: dict[str, str | int] = {
            "byte": f"0x{error.object[error.start]:02x}",
            "offset": error.start,
            "guess": "",
        }
        yield Piece(is_document=False, problems=(Problem("SQS001", params=params),))
    except MissingExtraError as error:
        yield _unreadable(source, str(error))
    except OSError as error:
        yield _unreadable(source, reason_of(error))


def _split(source: Source, chunks: Iterable[bytes], seen: Mark) -> Iterator[Piece]:
    ahead = _Ahead(_watched(chunks, seen))
    ahead.look(lambda head: len(head) < len(BYTE_ORDER_MARK))
    is_marked = ahead.head.startswith(BYTE_ORDER_MARK)
    ahead.head = ahead.head.removeprefix(BYTE_ORDER_MARK)
    mark = Mark(offset=len(BYTE_ORDER_MARK) * is_marked)
    form = source.form
    if form != "jsonl":
        ahead.skip_blank(mark)
    if mark.offset > MAX_DOCUMENT:
        yield too_large(mark)
        return
    if form is None:
        ahead.look(lambda head: len(head) < _SNIFFED and sniffed(head, is_all=False) is None)
        form = _form_of(ahead)
    split = _splitter(form, is_array=ahead.head.lstrip(_BLANK)[:1] == b"[")
    found = split(ahead, mark=mark)
    if is_marked and form != "yaml":
        first = next(found, None) or Piece()
        yield attrs.evolve(first, problems=(Problem("SQS009", line=1, column=1), *first.problems))
    yield from found


def _splitter(form: Form, *, is_array: bool) -> Callable[..., Iterator[Piece]]:
    if form == "yaml":
        # What JSON does not need is not imported for it.
        from sqsreport.documents.yaml_nodes import yaml_package
        from sqsreport.documents.yaml_stream import split_yaml

        yaml_package()
        return split_yaml
    return split_lines if form == "jsonl" else split_array if is_array else _one


def _one(chunks: Iterable[bytes], *, limit: int = MAX_DOCUMENT, mark: Mark) -> Iterator[Piece]:
    """Make one piece of all."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            yield too_large(mark, limit)
            return
        parts.append(chunk)
    data = b"".join(parts)
    parts.clear()
    yield Piece(data, mark.line, mark.column, mark.offset)


class _Ahead:
    """A stream whose beginning is looked at before it is read; what goes wrong there is raised in its place."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.head = b""
        self.is_all = False
        self.error: Exception | None = None
        self._chunks = chunks

    def look(self, wants_more: Callable[[bytes], bool]) -> None:
        """Read as much as is wanted, or as can be had."""
        while not self.is_all and self.error is None and wants_more(self.head):
            try:
                chunk = next(self._chunks, None)
            except (DamagedError, OSError, UnicodeDecodeError) as error:
                self.error = error
                return
            self.is_all = chunk is None
            self.head += chunk or b""

    def skip_blank(self, mark: Mark) -> None:
        """Read up to the first character that is no white space, and forget what is before its line.

        Args:
            mark: where the stream begins; it moves on, unless there is nothing but white space.
        """
        begin = Mark(mark.line, mark.column, mark.offset)
        while mark.offset <= MAX_DOCUMENT and not self.head.strip(_BLANK):
            # In YAML the indent of the first line counts, but not one of a mebibyte.
            skipped = self.head.rfind(b"\n") + 1 if len(self.head) < _SNIFFED else len(self.head)
            mark.advance(self.head[:skipped])
            self.head = self.head[skipped:]
            size = len(self.head)
            self.look(lambda head, size=size: len(head) <= size)  # type: ignore[misc]
            if self.is_all or self.error:
                if not self.head.strip(_BLANK):
                    mark.line, mark.column, mark.offset = begin.line, begin.column, begin.offset
                return

    def __iter__(self) -> Iterator[bytes]:
        """Yield what was looked at, and what follows."""
        yield self.head
        if self.error:
            raise self.error
        yield from self._chunks


def _form_of(ahead: _Ahead) -> Form:
    if ahead.error:
        # Of one document nothing would be left; of lines, those before the damage.
        return sniffed(ahead.head + b"\n{", is_all=True) or "json"
    # A first line so long is of no use to tell whether there are more, and read in the same way.
    return sniffed(ahead.head, is_all=ahead.is_all) or ("jsonl" if ahead.head.lstrip()[:1] == b"{" else "json")


def _watched(chunks: Iterable[bytes], seen: Mark) -> Iterator[bytes]:
    """Pass on a stream, and keep the place up to which it came."""
    for chunk in chunks:
        yield chunk
        seen.advance(chunk)


@contextlib.contextmanager
def _opened(source: Source) -> Iterator[IO[Any]]:
    if source.file is not None:
        yield source.file
        return
    assert source.path is not None
    try:
        file = open(source.path, "rb")  # noqa: PTH123, SIM115 - paths are text here; it is closed below
    except ValueError as error:  # a null character in the path
        raise OSError(str(error)) from None
    with file:
        yield file


def _unreadable(source: Source, reason: str) -> Piece:
    return Piece(is_document=False, is_read=False, problems=(source.unreadable(reason),))


def _source(path: str, form: Form | None, *, name: str | None = None) -> Source:
    named, packing = form_of_name(path)
    return Source(name or path, path, form=form or named, packing=packing)


def _within(folder: str, path: str, form: Form | None) -> Source:
    """Return the source at a path that a folder or a pattern stands for, and not if it leads out of the folder."""
    if os.path.islink(path) and os.path.exists(path) and is_outside(path, folder):  # noqa: PTH110, PTH114 - paths are text here
        return Source(path, reason=OUTSIDE)
    return _source(path, form)


def _base_of(pattern: str) -> str:
    """Return the folder that a pattern looks into: the part before its first sign."""
    while glob.has_magic(pattern):
        pattern = os.path.dirname(pattern)  # noqa: PTH120 - paths are text here
    return pattern or os.curdir


def _in_folder(folder: str, form: Form | None) -> Iterator[Source]:
    """Yield the sources in a folder and below in the order of their names, and the folders that are closed."""
    is_empty = True
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path != folder and not _is_folder(path):
            is_empty = False
            yield _within(folder, path, form)
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(entry.path for entry in entries if _is_meant(entry))
        except OSError as error:
            is_empty = False
            yield Source(path, reason=reason_of(error))
            continue
        waiting += reversed(found)
    if is_empty:
        yield Source(folder, reason=EMPTY)


def _closed_folders(pattern: str) -> dict[str, str]:
    """Return the folders into which a pattern would look and may not, with the reasons: `glob` passes over them."""
    closed: dict[str, str] = {}
    looked: set[str] = set()
    while glob.has_magic(pattern):
        pattern, name = os.path.split(pattern)
        within = os.path.join(pattern, "**" if name == "**" else "", "")  # noqa: PTH118 - paths are text here
        if not glob.has_magic(name) or within in looked:
            continue
        looked.add(within)
        # A folder without a sign of a pattern may have no name: it is the one in which all this runs.
        folders = glob.glob(within, recursive=True) if glob.has_magic(within) else [within or os.curdir]  # noqa: PTH207 - paths are text here
        for folder in folders:
            try:
                os.scandir(folder).close()
            except (FileNotFoundError, NotADirectoryError):
                pass  # nothing that is there could have matched
            except OSError as error:
                closed[folder.rstrip(os.sep) or folder] = reason_of(error)
    return closed


def _is_meant(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry of a folder counts: a link to a folder might lead back to where it came from."""
    if entry.name.startswith("."):
        return False
    try:
        if entry.is_dir(follow_symlinks=False):
            return True
        # Where a link leads to nothing, or to itself, whoever tries to read it tells of that.
        return form_of_name(entry.name)[0] is not None and (entry.is_file() or not _is_reached(entry.path))
    except OSError:
        return form_of_name(entry.name)[0] is not None


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - before Python 3.14 `Path.is_dir` may raise


def _is_there(path: str) -> bool:
    return os.path.lexists(path)


def _is_reached(path: str) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - paths are text here
