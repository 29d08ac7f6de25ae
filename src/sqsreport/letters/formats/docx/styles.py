"""What the styles of a document say of its paragraphs and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.letters.formats.docx.package import Element, integer, value, w

_HEADING: Final = re.compile(r"heading ?([1-9])")
_CONTENTS: Final = re.compile(r"(?:toc|contents) (?:[1-9]|heading)")
_CODE: Final = ("html code", "html typewriter", "source text", "verbatim char", "code", "teletype")
_NESTED: Final = re.compile(r"list\D* ([2-5])")
#: The level that outlines give to text that is no heading.
_BODY_LEVEL: Final = 9
#: Styles that are based on one another; Word has at most eleven.
_LONGEST_CHAIN: Final = 11


@attrs.frozen
class Look:
    """How characters look, ``None`` where nothing is said of it."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look, with what *other* says where this says nothing."""
        return Look(
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
            other.hidden if self.hidden is None else self.hidden,
            other.struck if self.struck is None else self.struck,
            other.raised if self.raised is None else self.raised,
        )


@attrs.frozen
class Style:
    """A style with all that it is based on.

    Attributes:
        level: of a heading, from 1.
        number: the list that its paragraphs belong to, and the level in it where one is named.
        depth: how deep its name says that a list is, from 0.
    """

    id: str = ""
    name: str = ""
    look: Look = Look()
    level: int | None = None
    number: tuple[str, int | None] | None = None
    depth: int = 0
    is_code: bool = False

    @property
    def is_title(self) -> bool:
        """Whether it is that of a document's title."""
        return self.name == "title"

    @property
    def is_contents(self) -> bool:
        """Whether it is that of a table of contents."""
        return _CONTENTS.fullmatch(self.name) is not None


def look_of(properties: Element | None) -> Look:
    """Read the properties of a run."""
    if properties is None:
        return Look()
    raised, position = properties.find(w("vertAlign")), properties.find(w("position"))
    return Look(
        _switch(properties, "b"),
        _switch(properties, "i"),
        _switch(properties, "vanish"),
        _either(_switch(properties, "strike"), _switch(properties, "dstrike")),
        # Some programs lift characters and make them small.
        None if raised is position is None else value(raised) == "superscript" or bool(integer(value(position))),
    )


def number_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Read which list a paragraph's properties name, and which level."""
    found = None if properties is None else properties.find(w("numPr"))
    if found is None:
        return None, None
    return value(found.find(w("numId"))), integer(value(found.find(w("ilvl"))))


def outline_of(properties: Element | None) -> int | None:
    """Read the level of a heading, from 1, or 0 for what is no heading, from a paragraph's properties."""
    found = None if properties is None else integer(value(properties.find(w("outlineLvl"))))
    return None if found is None else (found + 1) % (_BODY_LEVEL + 1)


@attrs.frozen
class _Definition:
    """What one style says itself, apart from those that it is based on."""

    name: str
    look: Look = Look()
    number: tuple[str | None, int | None] = (None, None)
    outline: int | None = None
    base: str | None = None

    @classmethod
    def of(cls, style: Element) -> _Definition:
        properties = style.find(w("pPr"))
        return cls(
            name=(value(style.find(w("name"))) or "").casefold(),
            look=look_of(style.find(w("rPr"))),
            number=number_of(properties),
            outline=outline_of(properties),
            base=value(style.find(w("basedOn"))),
        )


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        elements = () if root is None else root.findall(w("style"))
        self._elements: dict[str, Element] = {each.get(w("styleId"), ""): each for each in elements}
        self._default = next(
            (id_ for id_, each in self._elements.items() if each.get(w("type")) == "paragraph" and _is_default(each)),
            "",
        )
        self._definitions: dict[str, _Definition] = {}
        self._styles: dict[str, Style] = {}

    def of_paragraph(self, properties: Element | None) -> Style:
        """Return the style that a paragraph's properties name, or that of all paragraphs."""
        named = None if properties is None else value(properties.find(w("pStyle")))
        return self._style(self._default if named is None else named)

    def of_run(self, properties: Element | None) -> Style:
        """Return the style that a run's properties name, or one that says nothing."""
        return self._style("" if properties is None else value(properties.find(w("rStyle"))) or "")

    def _style(self, id_: str) -> Style:
        if id_ not in self._styles:
            self._styles[id_] = self._made(id_)
        return self._styles[id_]

    def _made(self, id_: str) -> Style:
        chain = list(self._chain(id_)) or [_Definition(id_.casefold())]  # some programs do not define what they name
        look = Look()
        list_id = list_level = outline = None
        for each in chain:
            look = look.over(each.look)
            list_id = each.number[0] if list_id is None else list_id
            list_level = each.number[1] if list_level is None else list_level
            outline = each.outline if outline is None else outline
        headings = (int(match[1]) for each in chain if (match := _HEADING.fullmatch(each.name)))
        nested = (int(match[1]) - 1 for each in chain if (match := _NESTED.fullmatch(each.name)))
        return Style(
            id=id_,
            name=chain[0].name,
            look=look,
            level=next(headings, None) if outline is None else outline or None,
            number=None if list_id is None else (list_id, list_level),
            depth=next(nested, 0),
            is_code=any(each.name in _CODE for each in chain),
        )

    def _chain(self, id_: str | None) -> Iterator[_Definition]:
        """Yield what defines a style and those that it is based on, the nearest first."""
        for _ in range(_LONGEST_CHAIN):  # it may go round in a circle
            if id_ is None or id_ not in self._elements:
                break
            if id_ not in self._definitions:
                self._definitions[id_] = _Definition.of(self._elements[id_])
            yield self._definitions[id_]
            id_ = self._definitions[id_].base


def _is_default(style: Element) -> bool:
    return style.get(w("default")) in ("1", "true", "on")


def _either(one: bool | None, other: bool | None) -> bool | None:
    return other if one is None else one or bool(other)


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(w(name))
    return None if found is None else found.get(w("val")) not in ("0", "false", "off")
