"""Resolve the styles of a document: the formatting, heading level and list of its paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.letters.formats.docx.package import Element, integer, value, w

_HEADING: Final = re.compile(r"heading ?([1-9])")
_CONTENTS: Final = re.compile(r"(?:toc|contents) (?:[1-9]|heading)")
_CODE_STYLES: Final = ("html code", "html typewriter", "source text", "verbatim char", "code", "teletype")
_NESTED_LIST: Final = re.compile(r"list\D* ([2-5])")
#: The outline level of body text, where headings have 0 to 8.
_BODY_LEVEL: Final = 9
#: Maximum number of styles that are based on each other; Word allows eleven.
_MAX_CHAIN: Final = 11


@attrs.frozen
class Formatting:
    """The formatting of characters, with ``None`` for what is not specified."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    strikethrough: bool | None = None
    superscript: bool | None = None

    def with_fallback(self, other: Formatting) -> Formatting:
        """Return this formatting, with the values of *other* where this has none."""
        return Formatting(
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
            other.hidden if self.hidden is None else self.hidden,
            other.strikethrough if self.strikethrough is None else self.strikethrough,
            other.superscript if self.superscript is None else self.superscript,
        )


@attrs.frozen
class Style:
    """A style, resolved with the styles that it is based on.

    Attributes:
        level: the level of a heading, from 1.
        list_reference: the id of the list that its paragraphs belong to, and their level if it is specified.
        depth: the depth of the list that the name of the style states, such as 1 for ``list bullet 2``.
    """

    id: str = ""
    name: str = ""
    formatting: Formatting = Formatting()
    level: int | None = None
    list_reference: tuple[str, int | None] | None = None
    depth: int = 0
    is_code: bool = False

    @property
    def is_title(self) -> bool:
        """Whether this is the style of the title."""
        return self.name == "title"

    @property
    def is_contents(self) -> bool:
        """Whether this is a style of a table of contents."""
        return _CONTENTS.fullmatch(self.name) is not None


def formatting_of(properties: Element | None) -> Formatting:
    """Return the formatting in the properties of a run."""
    if properties is None:
        return Formatting()
    alignment, position = properties.find(w("vertAlign")), properties.find(w("position"))
    return Formatting(
        _toggle(properties, "b"),
        _toggle(properties, "i"),
        _toggle(properties, "vanish"),
        _either_toggle(properties, "strike", "dstrike"),
        # Some programs raise the baseline of smaller characters in place of a superscript.
        None if alignment is position is None else value(alignment) == "superscript" or bool(integer(value(position))),
    )


def list_reference(properties: Element | None) -> tuple[str | None, int | None]:
    """Return the id of the list and the level in the properties of a paragraph."""
    reference = None if properties is None else properties.find(w("numPr"))
    if reference is None:
        return None, None
    return value(reference.find(w("numId"))), integer(value(reference.find(w("ilvl"))))


def outline_level(properties: Element | None) -> int | None:
    """Return the heading level in the properties of a paragraph: from 1, 0 for body text, ``None`` if missing."""
    level = None if properties is None else integer(value(properties.find(w("outlineLvl"))))
    return None if level is None else (level + 1) % (_BODY_LEVEL + 1)


@attrs.frozen
class _Definition:
    """A style as defined, without the styles that it is based on."""

    name: str
    formatting: Formatting = Formatting()
    list_reference: tuple[str | None, int | None] = (None, None)
    outline: int | None = None
    base: str | None = None

    @classmethod
    def of(cls, style: Element) -> _Definition:
        properties = style.find(w("pPr"))
        return cls(
            name=(value(style.find(w("name"))) or "").casefold(),
            formatting=formatting_of(style.find(w("rPr"))),
            list_reference=list_reference(properties),
            outline=outline_level(properties),
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
        """Return the style in the properties of a paragraph, or the default style."""
        id_ = None if properties is None else value(properties.find(w("pStyle")))
        return self._style(self._default if id_ is None else id_)

    def of_run(self, properties: Element | None) -> Style:
        """Return the style in the properties of a run, or an empty style."""
        return self._style("" if properties is None else value(properties.find(w("rStyle"))) or "")

    def _style(self, id_: str) -> Style:
        if id_ not in self._styles:
            self._styles[id_] = self._resolve(id_)
        return self._styles[id_]

    def _resolve(self, id_: str) -> Style:
        # Some programs refer to styles that they do not define, such as Heading1.
        chain = list(self._chain(id_)) or [_Definition(id_.casefold())]
        formatting = Formatting()
        list_id = list_level = outline = None
        for each in chain:
            formatting = formatting.with_fallback(each.formatting)
            list_id = each.list_reference[0] if list_id is None else list_id
            list_level = each.list_reference[1] if list_level is None else list_level
            outline = each.outline if outline is None else outline
        headings = (int(match[1]) for each in chain if (match := _HEADING.fullmatch(each.name)))
        depths = (int(match[1]) - 1 for each in chain if (match := _NESTED_LIST.fullmatch(each.name)))
        return Style(
            id=id_,
            name=chain[0].name,
            formatting=formatting,
            level=next(headings, None) if outline is None else outline or None,
            list_reference=None if list_id is None else (list_id, list_level),
            depth=next(depths, 0),
            is_code=any(each.name in _CODE_STYLES for each in chain),
        )

    def _chain(self, id_: str | None) -> Iterator[_Definition]:
        """Yield the definition of a style and of those that it is based on, the nearest first."""
        for _ in range(_MAX_CHAIN):  # the references may form a cycle
            if id_ is None or id_ not in self._elements:
                break
            if id_ not in self._definitions:
                self._definitions[id_] = _Definition.of(self._elements[id_])
            yield self._definitions[id_]
            id_ = self._definitions[id_].base


def _is_default(style: Element) -> bool:
    return style.get(w("default")) in ("1", "true", "on")


def _either_toggle(properties: Element, one: str, other: str) -> bool | None:
    first, second = _toggle(properties, one), _toggle(properties, other)
    return second if first is None else first or bool(second)


def _toggle(properties: Element, name: str) -> bool | None:
    toggle = properties.find(w(name))
    return None if toggle is None else toggle.get(w("val")) not in ("0", "false", "off")
