"""The numbers that a word processor prints before paragraphs, which stand nowhere in the file: counted anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

import attrs

from sqsreport.letters.formats.docx.package import Element, integer, value, w
from sqsreport.letters.formats.docx.styles import Style, number_of

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)
_MARKS: Final = "*†‡§"


def _roman(number: int) -> str:
    written = ""
    for worth, letters in _ROMAN:
        written += letters * (number // worth)
        number %= worth
    return written


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
_DEEPEST: Final = 8
#: Above it, counting in letters and Roman numerals would only make long words.
_MAX_SPELT: Final = 3_999


def printed(number: int, form: str | None) -> str:
    """Write a number in a form of the standard, such as ``lowerRoman``."""
    spell = _FORMATS.get(form or "")
    return spell(number) if spell and 0 < number <= _MAX_SPELT else str(number)


@attrs.frozen
class Level:
    """How the paragraphs of one level of a list are numbered."""

    start: int = 1
    form: str | None = None
    text: str = ""
    restart: int | None = None
    style: str | None = None
    is_plain: bool = False


@attrs.frozen
class Label:
    """What is printed before a paragraph of a list: a number, or, where it is empty, a bullet or nothing."""

    text: str
    level: int
    is_bullet: bool = False


@attrs.define
class _List:
    """A list, and the lists that share its count."""

    count: str
    levels: dict[int, Level]
    #: The numbers that it begins with, each until it was used.
    begins: dict[int, int]


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else list(root)
        self._abstract = {each.get(w("abstractNumId")): each for each in found if each.tag == w("abstractNum")}
        self._nums = {each.get(w("numId")): each for each in found if each.tag == w("num")}
        linked = {value(each.find(w("styleLink"))): each for each in self._abstract.values()}
        self._linked = {style: each for style, each in linked.items() if style is not None}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, properties: Element | None, style: Style) -> Label | None:
        """Count a paragraph, and return what is printed before it if it is in a list."""
        number, level = number_of(properties)
        by_style = number is None
        if style.number is not None:
            number = style.number[0] if number is None else number
            level = style.number[1] if level is None else level
        if number is None or (found := self._list(number)) is None:
            return None
        if level is None:
            named = (each for each, about in found.levels.items() if by_style and about.style == style.id)
            level = next(named, 0)
        return self._count(found, min(level, _DEEPEST))

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._made(number)
        return self._lists[number]

    def _made(self, number: str) -> _List | None:
        num = self._nums.get(number)
        abstract_id = value(None if num is None else num.find(w("abstractNumId")))
        abstract = self._abstract.get(abstract_id)
        if num is None or abstract is None:
            return None
        if (linked := value(abstract.find(w("numStyleLink")))) is not None:
            abstract = self._linked.get(linked, abstract)
        made = _List(str(abstract.get(w("abstractNumId"))), _levels(abstract), {})
        for override in num.findall(w("lvlOverride")):
            level = integer(override.get(w("ilvl"))) or 0
            made.levels.update(_levels(override))
            start = integer(value(override.find(w("startOverride"))))
            if start is not None:
                made.begins[level] = start
        return made

    def _count(self, found: _List, level: int) -> Label:
        about = found.levels.get(level, Level())
        counts = self._counts.setdefault(found.count, {})
        if level in found.begins:
            counts[level] = found.begins.pop(level)
        else:
            counts[level] = counts[level] + 1 if level in counts else about.start
        for other in [each for each in counts if each > level]:
            restart = found.levels.get(other, Level()).restart
            if restart is None or level < restart:
                del counts[other]
        if about.form == "bullet":
            return Label("", level, is_bullet=True)
        return Label(_PLACE.sub(lambda place: _number(found, counts, about, int(place[1]) - 1), about.text), level)


def _number(found: _List, counts: dict[int, int], about: Level, level: int) -> str:
    other = found.levels.get(level, Level())
    number = counts.setdefault(level, other.start)
    return printed(number, None if about.is_plain else other.form)


def _levels(parent: Element) -> dict[int, Level]:
    found = ((integer(each.get(w("ilvl"))) or 0, each) for each in parent.findall(w("lvl")))
    return {level: _level(each) for level, each in found if level <= _DEEPEST}


def _level(element: Element) -> Level:
    start = integer(value(element.find(w("start"))))
    return Level(
        start=0 if start is None else start,
        form=value(element.find(w("numFmt"))),
        text=(value(element.find(w("lvlText"))) or "")[:40],
        restart=integer(value(element.find(w("lvlRestart")))),
        style=value(element.find(w("pStyle"))),
        is_plain=element.find(w("isLgl")) is not None,
    )
