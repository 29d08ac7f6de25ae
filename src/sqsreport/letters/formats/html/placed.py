"""Pages whose lines are placed as on paper, as converters of PDF write them: each line with its position and size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from sqsreport.letters.decoding import clean
from sqsreport.letters.formats.html.css import Sheet
from sqsreport.letters.formats.html.looks import Look, Looks
from sqsreport.letters.formats.html.page import Node

#: The least placed lines of a letter, and the share of the text that must be in them.
_LEAST_LINES: Final = 15
_LEAST_SHARE: Final = 0.8
#: Pixels of the usual screen in a point.
_PIXELS: Final = 96 / 72
_LEAD: Final = 1.2
_GAP: Final = re.compile(r"\t+| {3,}")
_PAGE_OF_PDFTOHTML: Final = re.compile(r"page(?P<number>[0-9]{1,4})-div")
_WEB_ADDRESS: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


@attrs.frozen
class PlacedText:
    """Text that looks alike on one line, and where it is if the text before it on the line is as wide as usual.

    Attributes:
        text: the text, with the spaces around it.
        line: the number of its line on the page, from 0.
        left: where its line begins, in points from the left of the page.
        top: the top of its line, in points from the top of the page.
        size: of the font, in points.
        font: the names of the typefaces.
        is_raised: whether it is a superscript within a line of larger type.
        begins_gap: whether a wide gap is before it.
    """

    text: str
    line: int
    left: float
    top: float
    size: float
    font: str
    is_italic: bool
    is_bold: bool
    is_raised: bool
    begins_gap: bool
    href: str | None


@attrs.frozen
class PlacedPage:
    """A page of placed lines; its width and height are in points, and 0 where they are not declared."""

    width: float
    height: float
    texts: Sequence[PlacedText]


def placed_pages(root: Node, looks: Looks) -> list[PlacedPage]:
    """Return the pages of a file in which nearly all text is in placed lines; none for any other file."""
    _share_fonts(root, looks.sheet)
    lines: dict[Node, list[Node]] = {}
    inside = None
    for node in root.walk():
        if inside is not None and node.order < inside.order + inside.size:
            continue
        if _is_placed(node, looks):
            inside = node
            if node.parent is not None:
                lines.setdefault(node.parent, []).append(node)
    every = [node for nodes in lines.values() for node in nodes]
    if len(every) < _LEAST_LINES or sum(node.length for node in every) < _LEAST_SHARE * root.length:
        return []
    return [_page(parent, nodes, looks) for parent, nodes in lines.items()]


def _share_fonts(root: Node, sheet: Sheet) -> None:
    """Give texts of pdftohtml the class of an earlier page that has their font.

    Their class is ``ft`` with the number of the page and that of the font, and only the first page with a font declares
    it.
    """
    declared: dict[str, str] = {}
    page = ""
    for node in root.walk():
        if match := _PAGE_OF_PDFTOHTML.fullmatch(node.get("id")):
            page = match["number"]
        prefix = f"ft{page}"
        if page and node.tag == "p" and node.get("class").startswith(prefix):
            name = node.get("class")
            if sheet.has_class(name):
                declared[name.removeprefix(prefix)] = name
            elif other := declared.get(name.removeprefix(prefix)):
                node.attributes = {**node.attributes, "class": other}


def _is_placed(node: Node, looks: Looks) -> bool:
    """Check whether an element is a line with a place of its own, or several with breaks between them."""
    if node.tag not in ("div", "p", "span") or not node.length or node.is_unseen:
        return False
    look = looks.of(node)
    return (
        look.declared.get("position") == "absolute"
        and _points(look, "left") is not None
        and _points(look, "top") is not None
        and not any(each.tag in ("div", "p", "table") for each in node.nodes)
    )


def _points(look: Look, name: str) -> float | None:
    pixels = look.pixels(name)
    return None if pixels is None else pixels / _PIXELS


def _page(parent: Node, nodes: Sequence[Node], looks: Looks) -> PlacedPage:
    look = looks.of(parent)
    texts: list[PlacedText] = []
    for node in nodes:
        if not looks.of(node).is_gone:
            line = texts[-1].line + 1 if texts else 0
            texts += _Line(looks, node, line).texts()
    return PlacedPage(_points(look, "width") or 0.0, _points(look, "height") or 0.0, texts)


@attrs.define
class _Line:
    """Reads an element that is placed: a line, or several with breaks between them."""

    looks: Looks
    node: Node
    line: int

    def texts(self) -> Iterator[PlacedText]:
        """Yield the texts of the element."""
        look = self.looks.of(self.node)
        left, top = _points(look, "left") or 0.0, _points(look, "top") or 0.0
        lead = _points(look, "line-height") or _LEAD * look.size / _PIXELS
        breaks = 0
        for text, above, href in self._pieces(self.node, None):
            if text is None:
                breaks += 1
                continue
            for index, part in enumerate(_GAP.split(text)):
                if part.strip():
                    yield PlacedText(
                        text=part,
                        line=self.line + breaks,
                        left=left,
                        top=top + breaks * lead,
                        size=above.size / _PIXELS,
                        font=above.declared.get("font-family", look.declared.get("font-family", "")),
                        is_italic=above.emphasis,
                        is_bold=above.strong,
                        is_raised=above.is_raised,
                        begins_gap=index > 0,
                        href=href,
                    )

    def _pieces(self, node: Node, href: str | None) -> Iterator[tuple[str | None, Look, str | None]]:
        """Yield the texts within an element with their looks and addresses, and no text for each line break."""
        look = self.looks.of(node)
        for child in node.children:
            if isinstance(child, str):
                if not look.is_hidden:
                    # Spaces that do not break are how converters keep the spaces of a line.
                    yield re.sub(r"[ \xa0\n\f]", " ", clean(child)), look, href
            elif child.tag == "br":
                yield None, look, href
            elif not self.looks.of(child).is_gone:
                address = child.get("href").strip() if child.tag == "a" else ""
                yield from self._pieces(child, address if _WEB_ADDRESS.match(address) else href)
