"""Letters as people have them, and reports: every format, both ways."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import IO

import attrs

from sqsreport._files import StrPath, read_bytes, write_out
from sqsreport.codec import to_data
from sqsreport.errors import UnknownFormatError
from sqsreport.letters import carried, markdown
from sqsreport.letters.blocks import Block, Source
from sqsreport.letters.reading import Leftover, Reading, read_blocks
from sqsreport.letters.writing import write_blocks
from sqsreport.model import Report
from sqsreport.problems import errors_in
from sqsreport.validation import rules

__all__ = ["FORMATS", "Format", "Leftover", "Reading", "format_of", "read", "read_letter", "write", "write_letter"]


@attrs.frozen
class Format:
    """A form that letters have: its name, the endings of its files, and its two directions."""

    name: str
    endings: tuple[str, ...]
    parse: Callable[[bytes], Source]
    render: Callable[[Iterable[Block], str | None], bytes]


#: Every format by its name. A new one is a module with these four names, and a word here.
FORMATS: Mapping[str, Format] = {
    module.NAME: Format(module.NAME, module.ENDINGS, module.parse, module.render) for module in (markdown,)
}


def format_of(path: StrPath) -> Format:
    """Tell the format of a file by its ending.

    Raises:
        UnknownFormatError: no format has that ending.
    """
    ending = PurePath(path).suffix.lower()
    for each in FORMATS.values():
        if ending in each.endings:
            return each
    raise UnknownFormatError(os.fspath(path), tuple(ending for each in FORMATS.values() for ending in each.endings))


def read(data: bytes, format: str) -> Reading:
    """Read the bytes of a letter in a format; a malformed letter gives less, and problems that say so."""
    source = _format(format).parse(data)
    if errors_in(source.problems):
        return Reading(None, source.problems)
    reading = read_blocks(source.blocks)
    if source.carried is not None:
        reading = carried.apply(source.carried, source.blocks, reading)
    found = rules.check(to_data(reading.report)) if reading.report else []
    return attrs.evolve(reading, problems=(*source.problems, *reading.problems, *found))


def write(report: Report, format: str) -> bytes:
    """Write a report as a letter in a format. Reading it gives the identical report."""
    form = _format(format)
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    blocks = tuple(write_blocks(report))
    # What the letter says is seen by reading it; what it does not say, it carries.
    source = form.parse(form.render(blocks, None))
    return form.render(blocks, carried.make(report, source.blocks, read_blocks(source.blocks)))


def read_letter(source: StrPath | IO[str] | IO[bytes], *, format: str | None = None) -> Reading:
    """Read a letter from a path or an open file.

    Args:
        source: where the letter is.
        format: a name such as ``markdown``; without it, a path's ending tells, and an open file's name.

    Raises:
        UnknownFormatError: the format is not known, or cannot be told.
        OSError: the letter cannot be read.
    """
    name = _format(format or _name_of(source)).name
    content = read_bytes(source)
    return read(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content, name)


def write_letter(report: Report, target: StrPath | IO[str] | IO[bytes], *, format: str | None = None) -> None:
    """Write a report as a letter to a path or an open file. A path gets the whole file or stays as it was.

    Args:
        report: what the letter is to say.
        target: where it goes.
        format: a name such as ``markdown``; without it, a path's ending tells, and an open file's name.

    Raises:
        UnknownFormatError: the format is not known, or cannot be told.
        OSError: the letter cannot be written.
    """
    write_out(target, write(report, format or _name_of(target)))


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UnknownFormatError(name, tuple(FORMATS))
    return FORMATS[name]


def _name_of(file: StrPath | IO[str] | IO[bytes]) -> str:
    path = file if isinstance(file, (str, os.PathLike)) else str(getattr(file, "name", ""))
    return format_of(path).name
