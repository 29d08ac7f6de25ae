"""Read letters into reports and write reports as letters, in every format."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import IO, Any, Final

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

#: The size from which on a letter that can be read may be beyond a bound of its format with its report, in bytes.
_LARGE: Final = 200_000


@attrs.frozen
class Format:
    """A file format of letters.

    Attributes:
        name: its name, such as ``markdown``.
        endings: the endings of its files, with the dot.
        embeds: whether a file can contain data that is not displayed, so that the exact report is always embedded. In
            a format without, such as Markdown, it is embedded only if it differs from the report that is read from the
            text.
        parse: the function that parses a file into blocks.
        render: the function that renders a letter as a file.
    """

    name: str
    endings: tuple[str, ...]
    embeds: bool
    parse: Callable[[bytes], Source]
    render: Callable[[Letter, Embedded | None], bytes]


#: All formats by name. A new one is a module with these five attributes, added to the tuple.
FORMATS: Mapping[str, Format] = {
    module.NAME: Format(module.NAME, module.ENDINGS, module.EMBEDS, module.parse, module.render)
    for module in (markdown, html, docx, pdf)
}


#: Other names of the formats: the endings of their files, without the dot.
ALIASES: Mapping[str, str] = {ending[1:]: each.name for each in FORMATS.values() for ending in each.endings}


def format_name_of(path: StrPath) -> str | None:
    """Return the name of the format with the ending of a path, or ``None`` if there is none."""
    return ALIASES.get(PurePath(path).suffix.lower().removeprefix("."))


def format_of(path: StrPath) -> Format:
    """Return the format with the ending of a path.

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
    corrections: corrected.CorrectionsLike | None = None,
    name: StrPath | None = None,
) -> Reading:
    """Read the bytes of a letter; what cannot be read of a malformed letter is missing, and reported as a problem.

    Args:
        data: the whole file.
        format: a key of `FORMATS`.
        ignore_embedded: read the text alone, even if the letter has an embedded report.
        corrections: the corrections of the letter or of many letters, or a file or folder with them.
        name: the name of the file, so that corrections of another file with that name are reported.
    """
    reading = _read_one(data, format, ignore_embedded=ignore_embedded)
    return reading if corrections is None else corrected.correct(reading, corrected.collection_of(corrections), name)


def _read_one(data: bytes, format: str, *, ignore_embedded: bool) -> Reading:
    """Read the first letter of a file; the text of any others is unread, and reported."""
    reading, *others = read_all(data, format, ignore_embedded=ignore_embedded)
    if not others:
        return reading
    rest = tuple(passage for other in others for passage in dict.fromkeys((*other.passages, *other.leftovers)))
    start = next(iter(rest), Passage(""))
    several = Problem("SQS418", line=start.line, page=start.page, params={"count": len(others) + 1})
    return attrs.evolve(reading, problems=(several, *reading.problems), leftovers=(*reading.leftovers, *rest))


def read_all(data: bytes, format: str, *, ignore_embedded: bool = False) -> tuple[Reading, ...]:
    """Read the bytes of a file that may contain several letters; see `read`."""
    letter_format = _format(format)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        with deadline(MAX_SECONDS):
            return _read_all(data, letter_format, sha256, ignore_embedded=ignore_embedded)
    except DeadlineExceededError:
        return (Reading(None, (too_slow("reading"),), sha256=sha256),)


def _read_all(data: bytes, letter_format: Format, sha256: str, *, ignore_embedded: bool) -> tuple[Reading, ...]:
    source = _parse(letter_format, data)
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
    """Yield a problem if the characters of some lines were decoded with the wrong encoding before saving."""
    passages = dict.fromkeys(passage_of(line) for block in blocks for line in block.lines)
    damaged = [passage for passage in passages if mojibake.is_damaged(passage.text)]
    if damaged:
        first = damaged[0]
        unrepaired = sum(mojibake.is_damaged(mojibake.repaired(passage.text)) for passage in damaged)
        word = next(filter(mojibake.is_damaged, first.text.split()), first.text)
        params: dict[str, str | int | float] = {
            "found": word,
            "repaired": len(damaged) - unrepaired,
            "left": unrepaired,
        }
        yield Problem("SQS416", line=first.line, column=first.column, page=first.page, params=params)


def draft(data: bytes, format: str) -> tuple[Reading, frozenset[str]] | None:
    """Read a letter that lacks required values, for a person to complete.

    Returns:
        A reading whose report has placeholders for the missing values, and the JSON Pointers of the placeholders; or
        ``None`` if nothing can be read.
    """
    try:
        with deadline(MAX_SECONDS):
            source = _parse(_format(format), data)
            letters = [] if errors_in(source.problems) else [*split_letters(source.blocks)]
            return draft_blocks(letters[0]) if letters else None
    except DeadlineExceededError:
        return None


def write(report: Report, format: str, *, plain: bool = False) -> bytes:
    """Write a report as a letter in a format. Reading it returns the identical report.

    Args:
        report: the report to write.
        format: a key of `FORMATS`.
        plain: write the text alone, without the embedded report.

    Raises:
        UnwritableLetterError: the letter would be too large to be read.
    """
    letter_format = _format(format)
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    try:
        with deadline(MAX_SECONDS):
            return _write(report, letter_format, plain=plain)
    except DeadlineExceededError:
        raise UnwritableLetterError([too_slow("writing")]) from None


def _write(report: Report, letter_format: Format, *, plain: bool) -> bytes:
    letter = write_blocks(report)
    text_alone = letter_format.render(letter, None)
    blocks = _parse_rendered(letter_format, text_alone)
    if plain or (not letter_format.embeds and read_blocks(blocks).report == report):
        return text_alone
    data = embedded.make(report, blocks)
    with_report = letter_format.render(letter, data)
    if len(with_report) + len(data.json) > _LARGE:
        _parse_rendered(letter_format, with_report)
    return with_report


def lost_in_text(report: Report, format: str) -> tuple[str, ...]:
    """Return JSON Pointers to the values that cannot be read from a letter written with ``plain=True``.

    Args:
        report: the report to write.
        format: a key of `FORMATS`.

    Raises:
        UnwritableLetterError: the letter would be too large to be read.
    """
    again = read(write(report, format, plain=True), format, ignore_embedded=True).report
    return tuple(_differences(to_dict(report), to_dict(again) if again else None))


def _differences(value: Any, other: Any, *path: str | int) -> Iterator[str]:
    """Yield a pointer to each part of JSON data that is missing or different in another document."""
    if isinstance(value, dict) and isinstance(other, dict):
        for key, part in value.items():
            yield from _differences(part, other.get(key), *path, key)
    elif isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        for index, (part, its) in enumerate(zip(value, other, strict=True)):
            yield from _differences(part, its, *path, index)
    elif value != other:
        yield pointer(*path)


def _parse_rendered(letter_format: Format, data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a rendered letter; raise `UnwritableLetterError` if it cannot be parsed."""
    source = _parse(letter_format, data)
    if errors := errors_in(source.problems):
        raise UnwritableLetterError(errors)
    return source.blocks


def _parse(letter_format: Format, data: bytes) -> Source:
    if len(data) > MAX_BYTES:
        return Source((), problems=(too_large("the file is", f"over {MAX_BYTES:,} bytes", f"{MAX_BYTES:,}"),))
    return letter_format.parse(data)


def read_letter(
    source: StrPath | IO[str] | IO[bytes],
    *,
    format: str | None = None,
    ignore_embedded: bool = False,
    corrections: corrected.CorrectionsLike | None = None,
) -> Reading:
    """Read a letter from a path or an open file.

    Args:
        source: the path or the open file.
        format: ``markdown`` (also for plain text), ``html``, ``docx`` or ``pdf``; by default that of the ending of the
            name, and for an open file without such a name that of the content.
        ignore_embedded: read the text alone, even if the letter has an embedded report.
        corrections: the corrections of the letter (`sqsreport.corrections.Corrections`) or of many letters, or a file
            or folder with them.

    Raises:
        UnknownFormatError: there is no such format, or the file is in none of the formats, which the message lists.
        MissingExtraError: the format, or applying corrections, needs a package that is not installed.
        OSError: the letter or the corrections cannot be read.
    """
    data, name = _content_and_format(source, format)
    path = source if isinstance(source, (str, os.PathLike)) else None
    return read(data, name, ignore_embedded=ignore_embedded, corrections=corrections, name=path)


def read_letters(
    source: StrPath | IO[str] | IO[bytes], *, format: str | None = None, ignore_embedded: bool = False
) -> tuple[Reading, ...]:
    """Read all letters of a file that contains several, one after the other.

    Args:
        source: the path or the open file.
        format: ``markdown`` (also for plain text), ``html``, ``docx`` or ``pdf``; by default that of the ending of the
            name, and for an open file without such a name that of the content.
        ignore_embedded: read the text alone, even if the file has an embedded report.

    Returns:
        A reading for each letter, in order; a single one if the file contains one letter or none.

    Raises:
        UnknownFormatError: there is no such format, or the file is in none of the formats, which the message lists.
        MissingExtraError: the format needs a package that is not installed.
        OSError: the file cannot be read.
    """
    data, name = _content_and_format(source, format)
    return read_all(data, name, ignore_embedded=ignore_embedded)


def _content_and_format(source: StrPath | IO[str] | IO[bytes], format: str | None) -> tuple[bytes, str]:
    """Return the bytes of a letter and the name of its format; a path without a known ending is not opened."""
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
    """Write a report as a letter to a path or an open file. If writing fails, the file at the path is unchanged.

    A report that breaks a rule is written too: reading the letter returns the report and its problems. Use
    `sqsreport.check` to find them before.

    Args:
        report: the report to write.
        target: the path or the open file.
        format: a name such as ``markdown``; by default that of the ending of the path, or of the name of the open file.
        plain: write the text alone, without the embedded report.

    Raises:
        UnknownFormatError: there is no such format, or the name has no known ending.
        MissingExtraError: the format needs a package that is not installed.
        UnwritableLetterError: the letter would be too large to be read.
        OSError: the letter cannot be written.
    """
    write_out(target, write(report, format or _name_of(target), plain=plain))


def _format(name: str) -> Format:
    letter_format = FORMATS.get(ALIASES.get(name.casefold(), name))
    if letter_format is None:
        raise UnknownFormatError(name, tuple(FORMATS))
    return letter_format


def _name_of(file: StrPath | IO[str] | IO[bytes]) -> str:
    if isinstance(file, bytes):
        raise TypeError("must be a path or an open file, not bytes; wrap them in io.BytesIO and name the format")
    if isinstance(file, (str, os.PathLike)):
        return format_of(file).name
    try:
        return format_of(str(getattr(file, "name", ""))).name
    except UnknownFormatError as error:  # a stream has no ending, so the message lists the names of the formats
        raise UnknownFormatError(error.name or "a stream without a name", tuple(FORMATS)) from None
