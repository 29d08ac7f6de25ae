"""Pages whose lines are placed as on paper, as converters of PDF write them: each line with its position and size."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
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
#: The longest text of a span that only sets words apart.
_LONGEST_BLANK: Final = 4
#: The least height of a page, in points.
_LEAST_HEIGHT: Final = 150.0
_GAP: Final = re.compile(r"\t+| {3,}| {0,2}\.{5,} {0,2}")
_PAGE_OF_PDFTOHTML: Final = re.compile(r"page(?P<number>[0-9]{1,4})-div")
_WEB_ADDRESS: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_SHARE: Final = re.compile(r"(?P<number>-?[0-9]{1,4}(?:\.[0-9]{0,20})?)%")
_NUMBER: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,20})?")
_STRETCH: Final = re.compile(r"scalex\( {0,4}(?P<stretch>[0-9]{0,3}(?:\.[0-9]{0,20})?) {0,4}\)")
#: By how much a line is drawn smaller than its font: pdf2htmlEX writes four times the size.
_SCALE: Final = re.compile(r"(?:matrix|scale)\( {0,4}(?P<scale>[0-9]{0,3}(?:\.[0-9]{0,20})?) {0,4}[,)]")


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
        stretch: by how much it is wider than usual, as viewers of PDF say.
        block: the number of the first line of the element that it is in.
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
    stretch: float = 1.0
    block: int = 0


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
    pages: dict[Node, Node] = {}
    inside = None
    for node in root.walk():
        if inside is not None and node.order < inside.order + inside.size:
            continue
        if _is_placed(node, looks):
            inside = node
            if (parent := node.parent) is not None:
                if parent not in pages:
                    pages[parent] = _page_around(parent, looks)
                lines.setdefault(pages[parent], []).append(node)
    every = [node for nodes in lines.values() for node in nodes]
    if len(every) < _LEAST_LINES or sum(node.length for node in every) < _LEAST_SHARE * root.length:
        return []
    return [_page(page, nodes, looks) for page, nodes in lines.items()]


def _page_around(node: Node, looks: Looks) -> Node:
    """Return the element that is a page: the nearest that is as high as one, or that which the lines are in."""
    zoom = _zoom(node, looks)
    return next(
        (each for each in node.above() if (_points(looks.of(each), "height", zoom) or 0) >= _LEAST_HEIGHT), node
    )


def _share_fonts(root: Node, sheet: Sheet) -> None:
    """Replace the class of texts of pdftohtml by that of an earlier page with the same font.

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
    declared = looks.of(node).declared
    return (
        declared.get("position") == "absolute"
        and "left" in declared
        and not declared.keys().isdisjoint(("bottom", "top"))
        and not any(
            each.tag in ("div", "p", "table") or looks.of(each).declared.get("position") == "absolute"
            for each in node.nodes
        )
    )


def _points(look: Look, name: str, zoom: float, whole: float = 0.0) -> float | None:
    """Return a length in points; a percentage is one of a whole, and a product with a variable depends on the zoom."""
    text = look.declared.get(name, "")
    if share := _SHARE.fullmatch(text):
        return float(share["number"]) / 100 * whole
    # Browsers take a figure without a unit for pixels in old pages.
    pixels = float(text) if _NUMBER.fullmatch(text) else look.pixels(name)
    return None if pixels is None else pixels * (zoom if "var(" in text else 1.0) / _PIXELS


def _zoom(parent: Node, looks: Looks) -> float:
    """Return the factor of all lengths that a viewer of PDF has as a variable."""
    for each in parent.above():
        for name, value in looks.of(each).declared.items():
            if name.endswith("scale-factor") and _NUMBER.fullmatch(value):
                return float(value)
    return 1.0


def _factor(pattern: re.Pattern[str], look: Look) -> float:
    """Return the factor of a transformation that begins like a pattern, or 1."""
    match = pattern.match(look.declared.get("transform", "").lower())
    text = match[1].strip(".") if match else ""
    return float(text) if text and float(text) else 1.0


def _extent(page: Node, name: str, looks: Looks, zoom: float) -> float:
    """Return the width or the height of a page: its own, or that of what it fills."""
    lengths = (_points(looks.of(each), name, zoom) for each in page.above())
    return next(filter(None, lengths), 0.0)


def _page(page: Node, nodes: Sequence[Node], looks: Looks) -> PlacedPage:
    zoom = _zoom(page, looks)
    width, height = (_extent(page, name, looks, zoom) for name in ("width", "height"))
    corners: dict[Node, tuple[float, float]] = {page: (0.0, 0.0)}
    texts: list[PlacedText] = []
    for node in nodes:
        if not looks.of(node).is_gone and node.parent is not None:
            line = texts[-1].line + 1 if texts else 0
            left, top = _corner(node.parent, corners, looks, zoom)
            texts += (
                attrs.evolve(each, left=each.left + left, top=each.top + top)
                for each in _Line(looks, node, line, width, height, zoom).texts()
            )
    return PlacedPage(width, height, _spread(texts))


def _spread(texts: list[PlacedText]) -> list[PlacedText]:
    """Place the lines of a block so that the last is level with what goes on with it.

    The height of lines that pdftohtml declares is that of its last two lines, one of which may have a raised mark.
    """
    blocks = [list(block) for _, block in groupby(texts, key=lambda each: each.block)]
    for index, block in enumerate(blocks):
        first, last = block[0], block[-1]
        lead = (last.top - first.top) / max(last.line - first.line, 1)
        after = (each[0] for each in blocks[index + 1 : index + 3])
        beside = next((each for each in after if each.left > first.left and abs(each.size - last.size) < 1), None)
        if beside is not None and lead and 0 < last.top - beside.top < lead:
            share = (beside.top - first.top) / (last.top - first.top)
            block[:] = [attrs.evolve(each, top=first.top + share * (each.top - first.top)) for each in block]
    return [each for block in blocks for each in block]


def _corner(node: Node, corners: dict[Node, tuple[float, float]], looks: Looks, zoom: float) -> tuple[float, float]:
    """Return how far an element within a page is from its left and from its top."""
    if node not in corners:
        left, top = _corner(node.parent, corners, looks, zoom) if node.parent else (0.0, 0.0)
        look = looks.of(node)
        if look.declared.get("position") in ("absolute", "relative"):
            left += _points(look, "left", zoom) or 0.0
            top += _points(look, "top", zoom) or 0.0
        corners[node] = left, top
    return corners[node]


@attrs.define
class _Line:
    """Reads an element that is placed: a line, or several with breaks between them."""

    looks: Looks
    node: Node
    line: int
    width: float
    height: float
    zoom: float

    def _top(self, look: Look, scale: float) -> float:
        """Return the top of the line, which may only be placed from the bottom of its page."""
        top, bottom = (_points(look, name, self.zoom, self.height) for name in ("top", "bottom"))
        if top is not None or bottom is None:
            return top or 0.0
        return self.height - bottom - scale * (_points(look, "height", self.zoom) or look.size / _PIXELS)

    def texts(self) -> Iterator[PlacedText]:
        """Yield the texts of the element."""
        look = self.looks.of(self.node)
        zoom = self.zoom if "var(" in look.declared.get("font-size", "") else 1.0
        scale, stretch = (_factor(pattern, look) for pattern in (_SCALE, _STRETCH))
        scale *= zoom
        left, top = _points(look, "left", self.zoom, self.width) or 0.0, self._top(look, scale)
        lead = _points(look, "line-height", self.zoom) or _LEAD * look.size / _PIXELS
        breaks, blank = 0, ""
        for piece, above, href in self._pieces(self.node, None):
            if piece is None:
                breaks, blank = breaks + 1, ""
                continue
            text = blank + piece
            blank = text if text.isspace() else ""
            for index, part in enumerate(_GAP.split(text)):
                if part.strip():
                    yield PlacedText(
                        text=part,
                        line=self.line + breaks,
                        left=left,
                        top=top + breaks * lead,
                        size=scale * above.size / _PIXELS,
                        font=above.declared.get("font-family", look.declared.get("font-family", "")),
                        is_italic=above.emphasis,
                        is_bold=above.strong,
                        is_raised=above.is_raised,
                        begins_gap=index > 0,
                        href=href,
                        stretch=stretch,
                        block=self.line,
                    )

    def _pieces(self, node: Node, href: str | None) -> Iterator[tuple[str | None, Look, str | None]]:
        """Yield the texts within an element with their looks and addresses, and no text for each line break."""
        look = self.looks.of(node)
        if node.length < _LONGEST_BLANK and not node.text.strip() and (look.pixels("width") or 0.0) > look.size:
            # pdf2htmlEX sets words apart by the width of a span.
            yield "\t", look, href
            return
        for child in node.children:
            if isinstance(child, str):
                if child.isspace() or not look.is_hidden:
                    # Spaces that do not break are how converters keep the spaces of a line.
                    yield re.sub(r"[ \xa0\n\f]", " ", clean(child)), look, href
            elif child.tag == "br":
                yield None, look, href
            elif not self.looks.of(child).is_gone:
                address = child.get("href").strip() if child.tag == "a" else ""
                yield from self._pieces(child, address if _WEB_ADDRESS.match(address) else href)
