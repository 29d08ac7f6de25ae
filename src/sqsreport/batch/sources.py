"""Find inputs: files, the files of folders and patterns, and standard input."""

from __future__ import annotations

import contextlib
import glob
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final

import attrs

from sqsreport._files import OUTSIDE, is_outside, read_bytes, reason_of
from sqsreport._text import escape
from sqsreport.batch.formats import FORMATS, Packing, format_of_name
from sqsreport.problems import Problem

#: The path of a standard stream.
STREAM: Final = "-"

_NO_DOCUMENTS: Final = "the folder has no file of reports: .json, .jsonl, .ndjson, .yaml, .yml, or packed"

#: Prefixes of the names of hidden files, and of the lock files of Word.
_IGNORED: Final = (".", "~$")


@attrs.frozen
class Source:
    """An input: a file of documents, or a letter.

    Attributes:
        name: its name in problems, if it has one.
        path: its path, unless it is open already.
        file: the open file, which is not closed.
        format: its format, where that is known without reading it.
        packing: how it is packed, according to its name.
        reason: why it cannot be read, where that is known already.
        folder: the folder or pattern that it was found by.
        data: its content, where that was read already.
    """

    name: str | None
    path: str | None = None
    file: IO[Any] | None = None
    format: str | None = None
    packing: Packing | None = None
    reason: str | None = None
    folder: str | None = None
    data: bytes | None = None

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter rather than a file of documents."""
        return self.format is not None and self.format not in FORMATS

    def unreadable(self, reason: str) -> Problem:
        """Return the problem that it cannot be read."""
        return Problem("SQS010", params={"path": escape(self.name or "the input"), "reason": reason})

    def read_letter(self) -> bytes:
        """Return the bytes of a letter; of one that is too large, one byte more than the limit.

        Raises:
            OSError: it cannot be read.
            ValueError: its path has a null character.
        """
        from sqsreport.letters.limits import MAX_BYTES

        file = self.file or self.path
        data = self.data if file is None else read_bytes(file, MAX_BYTES + 1)
        assert isinstance(data, bytes), "letters are not opened as text"
        return data

    def size(self) -> int | None:
        """Return its size in bytes; that of a stream is not known."""
        if self.reason is not None or self.data is not None:
            return len(self.data or b"")
        if self.path is None:
            return None
        try:
            status = os.stat(self.path)
        except (OSError, ValueError):
            return 0  # reading it reports the reason
        return status.st_size if stat.S_ISREG(status.st_mode) else None


def find_sources(path: str, format: str | None = None, *, with_letters: bool = False) -> Iterator[Source]:
    """Yield the inputs at a path, sorted by name.

    Args:
        path: a file; a folder, with the files in it and below; a pattern; or `STREAM`.
        format: the format of every file, whatever its ending; of a folder it selects documents or
            the letters of that format.
        with_letters: whether letters of a folder are inputs too, after its documents.
    """
    finder = _Finder(format, with_letters=with_letters)
    if path == STREAM:
        is_open = sys.stdin is not None
        file = sys.stdin.buffer if is_open else None
        yield Source("<stdin>", file=file, format=format, reason=None if is_open else "it is closed")
    elif os.path.isdir(path):
        yield from finder.in_folder(path)
    elif is_pattern(path):
        yield from finder.matching(path)
    else:
        yield finder.source(path)


def size_of_all(sources: Iterable[Source]) -> int | None:
    """Return the size of all sources in bytes, or ``None`` if one of them is a stream."""
    sizes = [source.size() for source in sources]
    return None if None in sizes else sum(size for size in sizes if size)


def is_pattern(path: str) -> bool:
    """Check whether a path is a pattern, and not the name of a file that has such characters."""
    return glob.has_magic(path) and not os.path.lexists(path)


class _Finder:
    """Finds the files of some formats."""

    def __init__(self, format: str | None, *, with_letters: bool) -> None:
        self._format = format
        self._is_of_documents = format in (None, *FORMATS)
        self._letter_format: Callable[[str], str | None] = lambda _name: None
        self._nothing = _NO_DOCUMENTS
        if with_letters or not self._is_of_documents:
            from sqsreport import letters  # imported here because validating documents does not need it

            self._letter_format = letters.format_name_of
            endings = (ending for each in letters.FORMATS.values() for ending in each.endings)
            self._nothing = f"{_NO_DOCUMENTS}; and no letter: {', '.join(endings)}"
        if not self._is_of_documents:
            self._nothing = f"the folder has no letter in the format {format}"

    def source(self, path: str, folder: str | None = None) -> Source:
        """Return the source at a path, unless it is a link that leads out of the folder that it was found in."""
        if folder is not None and os.path.islink(path) and os.path.exists(path) and is_outside(path, folder):
            return Source(path, path, reason=OUTSIDE)
        named, packing = format_of_name(path)
        name = self._format or named or self._letter_format(path)
        return Source(path, path, format=name, packing=packing if name in (None, *FORMATS) else None, folder=folder)

    def matching(self, pattern: str) -> Iterator[Source]:
        """Yield the sources that match a pattern, as a shell would expand it."""
        matches = {
            match for match in glob.glob(pattern, recursive=True) if "**" not in pattern or not os.path.isdir(match)
        }
        closed = _closed_folders(pattern)
        if not matches and not closed:
            yield Source(pattern, reason="nothing matches the pattern")
        base = pattern
        while glob.has_magic(base):
            base = os.path.dirname(base)
        for match in sorted(matches | closed.keys()):
            if match in closed:
                yield Source(match, reason=closed[match])
            elif os.path.isdir(match):
                yield from self.in_folder(match)
            else:
                yield self.source(match, base or os.curdir)

    def in_folder(self, folder: str) -> Iterator[Source]:
        """Yield the files in a folder and below, and the folders that cannot be read: documents first, then letters."""
        letters: list[Source] = []
        is_empty = True
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            if path == folder or (os.path.isdir(path) and not os.path.islink(path)):
                try:
                    with os.scandir(path) as entries:
                        waiting += sorted((entry.path for entry in entries if self._is_input(entry)), reverse=True)
                    continue
                except OSError as error:
                    source = Source(path, reason=reason_of(error))
            else:
                source = self.source(path, folder)
            is_empty = False
            if source.path is not None and self._letter_format(path):
                letters.append(source)
            else:
                yield source
        yield from letters
        if is_empty:
            yield Source(folder, reason=self._nothing)

    def _is_input(self, entry: os.DirEntry[str]) -> bool:
        """Check whether an entry of a folder is an input. Links to folders are not, because they may form a cycle."""
        if entry.name.startswith(_IGNORED):
            return False
        if entry.is_dir(follow_symlinks=False):
            return True
        if not (self._is_of_documents and format_of_name(entry.name)[0]):
            letter = self._letter_format(entry.name)
            if letter is None or self._format not in (None, letter):
                return False
        with contextlib.suppress(OSError):
            # A link to nothing, or to itself, is reported when it is read.
            return entry.is_file() or not os.path.exists(entry.path)
        return True


def _closed_folders(pattern: str) -> dict[str, str]:
    """Return the folders that a pattern needs and that cannot be read, with reasons: `glob` ignores them."""
    closed: dict[str, str] = {}
    searched: set[str] = set()
    while glob.has_magic(pattern):
        pattern, name = os.path.split(pattern)
        within = os.path.join(pattern, "**" if name == "**" else "", "")
        if not glob.has_magic(name) or within in searched:
            continue
        searched.add(within)
        # The folder of a relative pattern has no name: it is the working folder.
        for folder in glob.glob(within, recursive=True) if glob.has_magic(within) else [within or os.curdir]:
            try:
                os.scandir(folder).close()
            except (FileNotFoundError, NotADirectoryError):
                pass  # nothing in it could match
            except OSError as error:
                closed[folder.rstrip(os.sep) or folder] = reason_of(error)
    return closed
