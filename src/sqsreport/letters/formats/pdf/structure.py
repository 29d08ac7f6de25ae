"""The structure tree of a PDF: which tags its pages say that their text has."""

from __future__ import annotations

import ctypes
import functools
from typing import Any, Final

import attrs

from sqsreport.letters.formats.pdf.pdfium import handle_of, load
from sqsreport.letters.limits import MAX_DEPTH

_TYPE_BYTES: Final = 128


@attrs.define(eq=False)
class Element:
    """An element of the structure tree; its kids, by their place: elements, or a page and the number of a content."""

    type: str
    kids: dict[int, Element | tuple[int, int]] = attrs.field(factory=dict)


class TagReader:
    """Merges the structure trees of the pages into one tree of elements.

    Every element has all its places on every page, and null where a kid is on another page: so a place shows which
    element it is, and one that goes on over pages comes out whole.
    """

    def __init__(self, most_kids: int) -> None:
        self.root: Element = Element("")
        self._budget = most_kids
        self._pdfium = load()
        self._type = ctypes.create_string_buffer(_TYPE_BYTES)
        self._type_at = ctypes.addressof(self._type)

    def add_page(self, page: Any, number: int) -> None:
        """Add the elements of a page."""
        raw = self._pdfium.raw
        tree = raw.FPDF_StructTree_GetForPage(page)
        if not tree:
            return
        try:
            for place in range(self._affordable(raw.FPDF_StructTree_CountChildren(tree))):
                kid = raw.FPDF_StructTree_GetChildAtIndex(tree, place)
                if kid:
                    self._add_element(self.root, place, handle_of(kid), number, 1)
        finally:
            raw.FPDF_StructTree_Close(tree)

    def _affordable(self, count: int) -> int:
        count = max(min(count, self._budget), 0)
        self._budget -= count
        return count

    def _add_element(self, parent: Element, place: int, handle: int, number: int, depth: int) -> None:
        pdfium = self._pdfium
        element = parent.kids.get(place)
        if not isinstance(element, Element):
            length = pdfium.type_of(handle, self._type_at, _TYPE_BYTES)
            parent.kids[place] = element = Element(_type_name(self._type.raw[: max(length - 2, 0)]))
        if depth > MAX_DEPTH // 2:  # of which pdfium itself gives up far earlier
            return
        for kid_place in range(self._affordable(pdfium.count_kids(handle))):
            kid = pdfium.kid_at(handle, kid_place)
            if kid:
                self._add_element(element, kid_place, kid, number, depth + 1)
            elif isinstance(element.kids.get(kid_place), Element):
                continue  # it is on an earlier page
            elif (tag := pdfium.tag_at(handle, kid_place)) >= 0:
                element.kids[kid_place] = (number, tag)


@functools.lru_cache(maxsize=100)
def _type_name(raw: bytes) -> str:
    return raw.decode("utf-16-le", errors="replace")
