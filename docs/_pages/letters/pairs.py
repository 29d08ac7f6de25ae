"""The example letter and its report: which words of the one have become which values of the other."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

import sqsreport
from sqsreport import Passage
from sqsreport._jsondata import pointer, steps
from sqsreport.codec import to_dict
from sqsreport.model import PartialDate
from sqsreport.model.prose import Prose

LETTER: Final = Path(__file__).parents[3] / "examples" / "northmoor-2015.md"

#: Longer values are paragraphs, which have their passages to themselves.
_LONGEST_WORDS: Final = 80
_MARKUP: Final = re.compile(r"</?i>|\*")

#: Where some characters begin, and where they have ended.
Span: TypeAlias = tuple[int, int]


@attrs.frozen
class Pairs:
    """A letter and its report.

    Attributes:
        document: the report, as JSON has it.
        values: by its JSON Pointer every value of the report that is no object and no list, in order.
        passages: the lines of the letter, in order.
        sources: by the JSON Pointer of whatever a letter prints, all passages that say it.
        own: the same, without the passages that are those of a part of it.
        says: by its passage the JSON Pointers of what it says, which is `own` the other way round.
    """

    document: Mapping[str, Any]
    values: Mapping[str, object]
    passages: tuple[Passage, ...]
    sources: Mapping[str, tuple[Passage, ...]]
    own: Mapping[str, tuple[Passage, ...]]
    says: Mapping[Passage, tuple[str, ...]]


@functools.cache
def pairs() -> Pairs:
    """Read the letter."""
    reading = sqsreport.read_letter(LETTER)
    assert reading.report is not None
    document = to_dict(reading.report)
    sources = {where: _sorted(found) for where, found in reading.sources.items() if where}
    own = {where: _without_parts(where, sources) for where in sources}
    passages = _sorted({passage for found in reading.sources.values() for passage in found} | set(reading.leftovers))
    says = {passage: tuple(where for where in own if passage in own[where]) for passage in passages}
    return Pairs(document, dict(_values("", document)), passages, sources, own, says)


def _sorted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda passage: (passage.line or 0, passage.column or 0)))


def _without_parts(where: str, sources: Mapping[str, tuple[Passage, ...]]) -> tuple[Passage, ...]:
    of_parts = {passage for part, found in sources.items() if part.startswith(f"{where}/") for passage in found}
    return tuple(passage for passage in sources[where] if passage not in of_parts)


def _values(where: str, found: object) -> Iterator[tuple[str, object]]:
    for step, part in members(found):
        yield from _values(where + pointer(step), part)
    if not isinstance(found, (Mapping, list, tuple)):
        yield where, found


def members(found: object) -> Iterator[tuple[str | int, object]]:
    """Give what is in an object or a list, each with its key or its index."""
    if isinstance(found, Mapping):
        yield from found.items()
    elif isinstance(found, (list, tuple)):
        yield from enumerate(found)


def value_at(where: str) -> object:
    """Return what stands at a place of the report."""
    found: Any = pairs().document
    for step in steps(where):
        found = found[int(step)] if isinstance(found, (list, tuple)) else found[step]
    return found


@attrs.frozen
class Run:
    """Some characters of a passage that are alike.

    Attributes:
        text: the characters, without markup.
        is_italic: whether the letter prints them in italics.
        says: the JSON Pointer of the value that they spell, if it is one of those that the passage says.
    """

    text: str
    is_italic: bool
    says: str | None


def runs(passage: Passage) -> tuple[Run, ...]:
    """Divide a passage where the print changes, and where the words of a value begin and end."""
    plain, italics = _print(passage.text)
    spelt = _spelt(passage, plain)
    cuts = sorted({0, len(plain), *(cut for span in (*italics, *spelt) for cut in span)})
    return tuple(
        Run(plain[start:end], _over(start, italics) is not None, spelt.get(_over(start, spelt) or (0, 0)))
        for start, end in pairwise(cuts)
    )


def _print(source: str) -> tuple[str, list[Span]]:
    """Take the markup out of a line, and tell where it had italics."""
    plain, marks = "", []
    for index, part in enumerate(_MARKUP.split(source)):
        marks += [len(plain)] if index else []
        plain += part.replace("\t", " ")
    return plain, list(zip(marks[::2], marks[1::2], strict=True))


def _over(place: int, spans: Iterable[Span]) -> Span | None:
    return next(((start, end) for start, end in spans if start <= place < end), None)


def _spelt(passage: Passage, plain: str) -> dict[Span, str]:
    """Find the values that a passage spells out, each where nothing else can be meant."""
    found: dict[Span, str] = {}
    for where in pairs().says[passage]:
        for spelling in _spellings(pairs().values.get(where)):
            matches = list(re.finditer(rf"(?<![\w.]){re.escape(spelling)}(?!\w)", plain))
            if len(matches) == 1 and matches[0].span() not in found:
                found[matches[0].span()] = where
    return {
        span: where
        for span, where in found.items()
        # Of two that share characters the longer one is most of the passage, and is told by the passage.
        if not any(span[0] <= other[0] and other[1] <= span[1] and span != other for other in found)
    }


def _spellings(value: object) -> Iterator[str]:
    """Give the ways in which a letter may print a value, as far as they are plain."""
    words = Prose(value).plain_text if isinstance(value, str) else str(value)
    if value is not None and len(words) <= _LONGEST_WORDS:
        yield words
    try:
        yield f"{PartialDate.fromisoformat(words):long}"
    except ValueError:
        return
