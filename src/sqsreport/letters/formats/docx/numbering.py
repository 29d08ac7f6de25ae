"""Compute the list numbers that a word processor displays before paragraphs, which are not in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

import attrs

from sqsreport.letters.formats.docx.package import Element, integer, value, w
from sqsreport.letters.formats.docx.styles import Style, list_reference

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)
_MARKS: Final = "*†‡§"


def _roman(number: int) -> str:
    numeral = ""
    for size, letters in _ROMAN:
        numeral += letters * (number // size)
        number %= size
    return numeral


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "chicago": lambda number: _MARKS[(number - 1) % 4] * ((number - 1) // 4 + 1),
    "decimalZero": "{:02}".format,
    "none": lambda _: "",
}
#: The deepest level of a list, from 0.
_MAX_LEVEL: Final = 8
#: Larger numbers are written as digits, because they would be very long as letters or Roman numerals.
_MAX_FORMATTED: Final = 3_999


def format_number(number: int, number_format: str | None) -> str:
    """Format a number in a number format of the standard, such as ``lowerRoman``."""
    formatter = _FORMATS.get(number_format or "")
    return formatter(number) if formatter and 0 < number <= _MAX_FORMATTED else str(number)


@attrs.frozen
class Level:
    """The numbering of one level of a list.

    Attributes:
        start: the first number.
        text: the label with a placeholder for the number of each level, such as ``%1.%2``.
        restart: the level that a new number of restarts this one; without it, every higher level does.
        style: the id of the paragraph style for this level.
        is_decimal: whether the numbers of all levels are written as digits.
    """

    start: int = 1
    number_format: str | None = None
    text: str = ""
    restart: int | None = None
    style: str | None = None
    is_decimal: bool = False


@attrs.frozen
class Label:
    """The label of a paragraph in a list; the text of a bullet is empty."""

    text: str
    level: int
    is_bullet: bool = False


@attrs.define
class _List:
    """A list, which may share its counter with other lists."""

    counter: str
    levels: dict[int, Level]
    #: The number that each level restarts with; removed when it has been used.
    restarts: dict[int, int]


class Numbering:
    """The lists of a document, and the current numbers of each."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(root)
        self._abstract = {each.get(w("abstractNumId")): each for each in elements if each.tag == w("abstractNum")}
        self._nums = {each.get(w("numId")): each for each in elements if each.tag == w("num")}
        linked = {value(each.find(w("styleLink"))): each for each in self._abstract.values()}
        self._linked = {style: each for style, each in linked.items() if style is not None}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, properties: Element | None, style: Style) -> Label | None:
        """Count a paragraph, and return its label, or ``None`` if it is not in a list."""
        id_, level = list_reference(properties)
        by_style = id_ is None
        if style.list_reference is not None:
            id_ = style.list_reference[0] if id_ is None else id_
            level = style.list_reference[1] if level is None else level
        if id_ is None or (numbered := self._list(id_)) is None:
            return None
        if level is None:
            linked = (each for each, its in numbered.levels.items() if by_style and its.style == style.id)
            level = next(linked, 0)
        return self._count(numbered, min(level, _MAX_LEVEL))

    def _list(self, id_: str) -> _List | None:
        if id_ not in self._lists:
            self._lists[id_] = self._resolve(id_)
        return self._lists[id_]

    def _resolve(self, id_: str) -> _List | None:
        num = self._nums.get(id_)
        abstract_id = value(None if num is None else num.find(w("abstractNumId")))
        abstract = self._abstract.get(abstract_id)
        if num is None or abstract is None:
            return None
        if (linked := value(abstract.find(w("numStyleLink")))) is not None:
            abstract = self._linked.get(linked, abstract)
        resolved = _List(str(abstract.get(w("abstractNumId"))), _levels(abstract), {})
        for override in num.findall(w("lvlOverride")):
            level = integer(override.get(w("ilvl"))) or 0
            resolved.levels.update(_levels(override))
            start = integer(value(override.find(w("startOverride"))))
            if start is not None:
                resolved.restarts[level] = start
        return resolved

    def _count(self, numbered: _List, level: int) -> Label:
        numbering = numbered.levels.get(level, Level())
        counts = self._counts.setdefault(numbered.counter, {})
        if level in numbered.restarts:
            counts[level] = numbered.restarts.pop(level)
        else:
            counts[level] = counts[level] + 1 if level in counts else numbering.start
        for deeper in [each for each in counts if each > level]:
            restart = numbered.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counts[deeper]
        if numbering.number_format == "bullet":
            return Label("", level, is_bullet=True)

        def number(placeholder: re.Match[str]) -> str:
            its_level = int(placeholder[1]) - 1
            its_numbering = numbered.levels.get(its_level, Level())
            if its_level < level and its_level in numbered.restarts:
                # A list that begins below the level that it restarts has the number of that level all the same.
                counts[its_level] = numbered.restarts.pop(its_level)
            count = counts.setdefault(its_level, its_numbering.start)
            return format_number(count, None if numbering.is_decimal else its_numbering.number_format)

        return Label(_PLACEHOLDER.sub(number, numbering.text), level)


def _levels(parent: Element) -> dict[int, Level]:
    levels = ((integer(each.get(w("ilvl"))) or 0, each) for each in parent.findall(w("lvl")))
    return {level: _level(each) for level, each in levels if level <= _MAX_LEVEL}


def _level(element: Element) -> Level:
    start = integer(value(element.find(w("start"))))
    return Level(
        start=0 if start is None else start,
        number_format=value(element.find(w("numFmt"))),
        text=(value(element.find(w("lvlText"))) or "")[:40],
        restart=integer(value(element.find(w("lvlRestart")))),
        style=value(element.find(w("pStyle"))),
        is_decimal=element.find(w("isLgl")) is not None,
    )
