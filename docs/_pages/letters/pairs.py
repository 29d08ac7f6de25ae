"""Match the words of the example letter with the values of its report."""

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

#: Longer values are paragraphs, which are alone in their passages.
_LONGEST_WORDS: Final = 80
_MARKUP: Final = re.compile(r"</?i>|\*")

#: The start and the end of some characters.
Span: TypeAlias = tuple[int, int]


@attrs.frozen
class Pairs:
    """A letter and its report.

    Attributes:
        document: the report as parsed JSON.
        values: the values of the report that are neither objects nor lists, by JSON Pointer, in order.
        passages: the lines of the letter, in order.
        sources: the passages of each value that the letter prints, by JSON Pointer.
        own: the same, without the passages of the parts of a value.
        says: the JSON Pointers of the values of each passage, which is `own` inverted.
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
    sources = {where: _sorted(passages) for where, passages in reading.sources.items() if where}
    own = {where: _without_parts(where, sources) for where in sources}
    passages = _sorted({passage for each in reading.sources.values() for passage in each} | set(reading.leftovers))
    says = {passage: tuple(where for where in own if passage in own[where]) for passage in passages}
    return Pairs(document, dict(_values("", document)), passages, sources, own, says)


def _sorted(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(passages, key=lambda passage: (passage.line or 0, passage.column or 0)))


def _without_parts(where: str, sources: Mapping[str, tuple[Passage, ...]]) -> tuple[Passage, ...]:
    of_parts = {passage for part, each in sources.items() if part.startswith(f"{where}/") for passage in each}
    return tuple(passage for passage in sources[where] if passage not in of_parts)


def _values(where: str, value: object) -> Iterator[tuple[str, object]]:
    for step, part in members(value):
        yield from _values(where + pointer(step), part)
    if not isinstance(value, (Mapping, list, tuple)):
        yield where, value


def members(value: object) -> Iterator[tuple[str | int, object]]:
    """Yield the members of an object or a list, each with its key or index."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, (list, tuple)):
        yield from enumerate(value)


def value_at(where: str) -> object:
    """Return the value at a JSON Pointer of the report."""
    value: Any = pairs().document
    for step in steps(where):
        value = value[int(step)] if isinstance(value, (list, tuple)) else value[step]
    return value


@attrs.frozen
class Run:
    """A part of a passage with the same style and value.

    Attributes:
        text: the characters, without markup.
        is_italic: whether the letter prints them in italics.
        says: the JSON Pointer of the value that the text spells, if any.
    """

    text: str
    is_italic: bool
    says: str | None


def runs(passage: Passage) -> tuple[Run, ...]:
    """Split a passage where the style changes, and where the words of a value begin and end."""
    plain, italics = _print(passage.text)
    spans = _spans_of_values(passage, plain)
    cuts = sorted({0, len(plain), *(cut for span in (*italics, *spans) for cut in span)})
    return tuple(
        Run(plain[start:end], _over(start, italics) is not None, spans.get(_over(start, spans) or (0, 0)))
        for start, end in pairwise(cuts)
    )


def _print(source: str) -> tuple[str, list[Span]]:
    """Return a line without its markup, and the spans in italics."""
    plain, marks = "", []
    for index, part in enumerate(_MARKUP.split(source)):
        marks += [len(plain)] if index else []
        plain += part.replace("\t", " ")
    return plain, list(zip(marks[::2], marks[1::2], strict=True))


def _over(place: int, spans: Iterable[Span]) -> Span | None:
    return next(((start, end) for start, end in spans if start <= place < end), None)


def _spans_of_values(passage: Passage, plain: str) -> dict[Span, str]:
    """Return the spans of the values that a passage spells, each only if it occurs exactly once."""
    pointers: dict[Span, str] = {}
    for where in pairs().says[passage]:
        for spelling in _spellings(pairs().values.get(where)):
            matches = list(re.finditer(rf"(?<![\w.]){re.escape(spelling)}(?!\w)", plain))
            if len(matches) == 1 and matches[0].span() not in pointers:
                pointers[matches[0].span()] = where
    return {
        span: where
        for span, where in pointers.items()
        # If two overlap, the longer one is most of the passage, and marking the passage is enough for it.
        if not any(span[0] <= other[0] and other[1] <= span[1] and span != other for other in pointers)
    }


def _spellings(value: object) -> Iterator[str]:
    """Yield the obvious ways in which a letter may print a value."""
    words = Prose(value).plain_text if isinstance(value, str) else str(value)
    if value is not None and len(words) <= _LONGEST_WORDS:
        yield words
    try:
        yield f"{PartialDate.fromisoformat(words):long}"
    except ValueError:
        return
