"""Letters as people have them, and reports: every format, both ways."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any

import attrs

from sqsreport._files import StrPath, read_bytes, write_out
from sqsreport._jsondata import pointer
from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.codec import to_dict
from sqsreport.errors import UnknownFormatError, UnwritableLetterError
from sqsreport.letters import corrected, embedded, mojibake
from sqsreport.letters.blocks import Block, Embedded, Letter, Passage, Source, passage_of
from sqsreport.letters.content import format_of_content
from sqsreport.letters.formats import docx, html, markdown, pdf
from sqsreport.letters.header import split_letters
from sqsreport.letters.inline import prose
from sqsreport.letters.limits import MAX_BYTES, MAX_SECONDS, too_large, too_slow
from sqsreport.letters.reading import Reading, draft_blocks, read_as, read_blocks
from sqsreport.letters.writing import write_blocks
from sqsreport.model import Report
from sqsreport.model.report import mark_as_checked
from sqsreport.problems import Problem, bounded, errors_in
from sqsreport.validation import rules

__all__ = [
    "ALIASES", "FORMATS", "Format", "Passage", "Reading", "format_name_of", "format_of", "lost_in_text", "prose",
    "read", "read_all", "read_letter", "read_letters", "write", "write_letter",
]  # fmt: skip


@attrs.frozen
class Format:
    """A form that letters have: its name, the endings of its files, and its two directions.

    Attributes:
        embeds: whether a file has a place for a report that nobody sees; in one that has
            none, such as Markdown, a report is embedded only when its text does not say it all.
    """

    name: str
    endings: tuple[str, ...]
    embeds: bool
    parse: Callable[[bytes], Source]
    render: Callable[[Letter, Embedded | None], bytes]


#: Every format by its name. A new one is a module with these five names, and a word here.
FORMATS: Mapping[str, Format] = {
    module.NAME: Format(module.NAME, module.ENDINGS, module.EMBEDS, module.parse, module.render)
    for module in (markdown, html, docx, pdf)
}


#: Other names of the formats: the endings of their files, without the dot.
ALIASES: Mapping[str, str] = {ending[1:]: each.name for each in FORMATS.values() for ending in each.endings}


def format_name_of(path: StrPath) -> str | None:
    """Return the name of the format that the ending of a file stands for, if there is one."""
    return ALIASES.get(PurePath(path).suffix.lower().removeprefix("."))


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


def read(
    data: bytes,
    format: str,
    *,
    ignore_embedded: bool = False,
    corrections: corrected.Given | None = None,
    name: StrPath | None = None,
) -> Reading:
    """Read the bytes of a letter in a format; a malformed letter gives less, and problems that say so.

    Args:
        data: the whole file.
        format: a key of `FORMATS`.
        ignore_embedded: read the text alone, even where the letter carries the exact report.
        corrections: those of the letter, those of many, or the file or folder that has them.
        name: the name of the file, which the corrections of another file may have, too.
    """
    reading = _read_one(data, format, ignore_embedded=ignore_embedded)
    return reading if corrections is None else corrected.correct(reading, corrected.collection_of(corrections), name)


def _read_one(data: bytes, format: str, *, ignore_embedded: bool) -> Reading:
    reading, *others = read_all(data, format, ignore_embedded=ignore_embedded)
    if not others:
        return reading
    rest = tuple(passage for other in others for passage in dict.fromkeys((*other.passages, *other.leftovers)))
    start = next(iter(rest), Passage(""))
    several = Problem("SQS418", line=start.line, page=start.page, params={"count": len(others) + 1})
    return attrs.evolve(reading, problems=(several, *reading.problems), leftovers=(*reading.leftovers, *rest))


def read_all(data: bytes, format: str, *, ignore_embedded: bool = False) -> tuple[Reading, ...]:
    """Read the bytes of a file that may have several letters; see `read`."""
    form = _format(format)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with deadline(MAX_SECONDS):
            return _read_all(data, form, sha256, ignore_embedded=ignore_embedded)
    except DeadlineExceededError:
        return (Reading(None, (too_slow("reading"),), sha256=sha256),)


def _read_all(data: bytes, form: Format, sha256: str, *, ignore_embedded: bool) -> tuple[Reading, ...]:
    source = _parsed(form, data)
    if errors_in(source.problems):
        return (Reading(None, source.problems, sha256=sha256),)
    report = embedded.unpack(source.embedded, source.blocks) if source.embedded and not ignore_embedded else None
    if isinstance(report, Report):
        readings = [read_as(report, source.blocks)]
    else:
        readings = [read_blocks(blocks) for blocks in split_letters(source.blocks)]
    problems = (*source.problems, *_damage(source.blocks), *((report,) if isinstance(report, Problem) else ()))
    checked = [attrs.evolve(each, problems=(*each.problems, *_broken_rules(each)), sha256=sha256) for each in readings]
    checked[0] = attrs.evolve(checked[0], problems=(*problems, *checked[0].problems))
    return tuple(attrs.evolve(each, problems=tuple(bounded(each.problems))) for each in checked)


def _broken_rules(reading: Reading) -> list[Problem]:
    if reading.report is None:
        return []
    mark_as_checked(reading.report)
    return rules.check(to_dict(reading.report))


def _damage(blocks: Iterable[Block]) -> Iterator[Problem]:
    """Report the lines of a letter whose characters were decoded wrongly before it was saved."""
    passages = dict.fromkeys(passage_of(line) for block in blocks for line in block.lines)
    damaged = [passage for passage in passages if mojibake.is_damaged(passage.text)]
    if damaged:
        first, left = damaged[0], sum(mojibake.is_damaged(mojibake.repaired(passage.text)) for passage in damaged)
        word = next(filter(mojibake.is_damaged, first.text.split()), first.text)
        params: dict[str, str | int | float] = {"found": word, "repaired": len(damaged) - left, "left": left}
        yield Problem("SQS416", line=first.line, column=first.column, page=first.page, params=params)


def draft(data: bytes, format: str) -> tuple[Reading, frozenset[str]] | None:
    """Read a letter that does not say what a report cannot lack, as far as a person can complete it.

    Returns:
        A reading whose report has placeholders, and the JSON Pointers of these; or ``None`` if nothing can be read.
    """
    try:
        with deadline(MAX_SECONDS):
            source = _parsed(_format(format), data)
            letters = [] if errors_in(source.problems) else [*split_letters(source.blocks)]
            return draft_blocks(letters[0]) if letters else None
    except DeadlineExceededError:
        return None


def write(report: Report, format: str, *, plain: bool = False) -> bytes:
    """Write a report as a letter in a format. Reading it gives the identical report.

    Args:
        report: what the letter is to say.
        format: a key of `FORMATS`.
        plain: write the text alone, without the exact report in it.

    Raises:
        UnwritableLetterError: the letter would be too large to be read again.
    """
    form = _format(format)
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    try:
        with deadline(MAX_SECONDS):
            return _write(report, form, plain=plain)
    except DeadlineExceededError:
        raise UnwritableLetterError([too_slow("writing")]) from None


def _write(report: Report, form: Format, *, plain: bool) -> bytes:
    letter = write_blocks(report)
    written = form.render(letter, None)
    blocks = _read_again(form, written)
    if plain or (not form.embeds and read_blocks(blocks).report == report):
        return written
    carrying = form.render(letter, embedded.make(report, blocks))
    _read_again(form, carrying)
    return carrying


def lost_in_text(report: Report, format: str) -> tuple[str, ...]:
    """Return JSON Pointers to the values that a letter written with ``plain=True`` does not give back.

    Args:
        report: the report to write.
        format: a key of `FORMATS`.

    Raises:
        UnwritableLetterError: the letter would be too large to be read again.
    """
    again = read(write(report, format, plain=True), format, ignore_embedded=True).report
    return tuple(_differences(to_dict(report), to_dict(again) if again else None))


def _differences(value: Any, other: Any, *path: str | int) -> Iterator[str]:
    """Yield a pointer to each part of JSON data that another document has not, or has otherwise."""
    if isinstance(value, dict) and isinstance(other, dict):
        for key, part in value.items():
            yield from _differences(part, other.get(key), *path, key)
    elif isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        for index, (part, its) in enumerate(zip(value, other, strict=True)):
            yield from _differences(part, its, *path, index)
    elif value != other:
        yield pointer(*path)


def _read_again(form: Format, written: bytes) -> tuple[Block, ...]:
    """Return the blocks of a letter that was written, if it is one that is read."""
    source = _parsed(form, written)
    if errors := errors_in(source.problems):
        raise UnwritableLetterError(errors)
    return source.blocks


def _parsed(form: Format, data: bytes) -> Source:
    if len(data) > MAX_BYTES:
        return Source((), problems=(too_large("the file is", f"over {MAX_BYTES:,} bytes", f"{MAX_BYTES:,}"),))
    return form.parse(data)


def read_letter(
    source: StrPath | IO[str] | IO[bytes],
    *,
    format: str | None = None,
    ignore_embedded: bool = False,
    corrections: corrected.Given | None = None,
) -> Reading:
    """Read a letter from a path or an open file.

    Args:
        source: where the letter is.
        format: ``markdown`` (also for plain text), ``html``, ``docx`` or ``pdf``; without it the ending of the name
            decides, and of an open file without such a name the content.
        ignore_embedded: read the text alone, even where the letter carries the exact report.
        corrections: what people corrected of this letter: `sqsreport.corrections.Corrections`, those of many letters,
            or the file or the folder that has them.

    Raises:
        UnknownFormatError: there is no such format, or the file has none of them; it lists those that there are.
        MissingExtraError: the format, or applying corrections, needs a package that is not installed.
        OSError: the letter or the corrections cannot be read.
    """
    data, form = _content_and_format(source, format)
    path = source if isinstance(source, (str, os.PathLike)) else None
    return read(data, form, ignore_embedded=ignore_embedded, corrections=corrections, name=path)


def read_letters(
    source: StrPath | IO[str] | IO[bytes], *, format: str | None = None, ignore_embedded: bool = False
) -> tuple[Reading, ...]:
    """Read every letter of a file that has several of them, one after the other.

    Args:
        source: where the letters are.
        format: ``markdown`` (also for plain text), ``html``, ``docx`` or ``pdf``; without it the ending of the name
            decides, and of an open file without such a name the content.
        ignore_embedded: read the text alone, even where the file carries an exact report.

    Returns:
        A reading for each letter, in order; one for a file that has a single letter or none.

    Raises:
        UnknownFormatError: there is no such format, or the file has none of them; it lists those that there are.
        MissingExtraError: the format needs a package that is not installed.
        OSError: the file cannot be read.
    """
    data, name = _content_and_format(source, format)
    return read_all(data, name, ignore_embedded=ignore_embedded)


def _content_and_format(source: StrPath | IO[str] | IO[bytes], format: str | None) -> tuple[bytes, str]:
    """Return the bytes of a letter and the name of its format; a path without a known ending is not even opened."""
    try:
        name = _format(format or _name_of(source)).name
    except UnknownFormatError:
        if format or isinstance(source, (str, os.PathLike)):
            raise
        data = _content(source)
        return data, format_of_content(data)
    return _content(source), name


def _content(source: StrPath | IO[str] | IO[bytes]) -> bytes:
    content = read_bytes(source, MAX_BYTES + 1)
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content


def write_letter(
    report: Report, target: StrPath | IO[str] | IO[bytes], *, format: str | None = None, plain: bool = False
) -> None:
    """Write a report as a letter to a path or an open file. A path gets the whole file or stays as it was.

    A report that breaks a rule is written too: reading the letter gives the report and its problems. Use
    `sqsreport.check` to find them before.

    Args:
        report: the report to write.
        target: where to write it.
        format: a name such as ``markdown``; without it, a path's ending decides, and an open file's name.
        plain: write the text alone, without the exact report in it.

    Raises:
        UnknownFormatError: the format is not known, or cannot be found out.
        MissingExtraError: the format needs a package that is not installed.
        UnwritableLetterError: the letter would be too large to be read again.
        OSError: the letter cannot be written.
    """
    write_out(target, write(report, format or _name_of(target), plain=plain))


def _format(name: str) -> Format:
    found = FORMATS.get(ALIASES.get(name.casefold(), name))
    if found is None:
        raise UnknownFormatError(name, tuple(FORMATS))
    return found


def _name_of(file: StrPath | IO[str] | IO[bytes]) -> str:
    if isinstance(file, bytes):
        raise TypeError("must be a path or an open file, not bytes; wrap them in io.BytesIO and name the format")
    if isinstance(file, (str, os.PathLike)):
        return format_of(file).name
    try:
        return format_of(str(getattr(file, "name", ""))).name
    except UnknownFormatError as error:  # of a stream no ending helps, but the name of a format does
        raise UnknownFormatError(error.name or "a stream without a name", tuple(FORMATS)) from None
