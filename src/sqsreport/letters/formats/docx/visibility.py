"""Iterate over the visible elements of a part: no deleted text, no properties, and one of several alternatives.

Programs wrap text in more kinds of elements than a list can name. So the elements to skip are listed, and all others
are visited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqsreport.letters.formats.docx.package import Element, w

#: Elements that are not on the page, or whose text is in the file a second time.
_SKIPPED: Final = frozenset(
    map(
        w,
        (
            "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr sectPr customXmlPr smartTagPr"
            " del moveFrom delText delInstrText footnoteRef endnoteRef"
        ).split(),
    )
)
_BLOCKS: Final = tuple(map(w, "p tbl altChunk".split()))
#: WordArt along a curve, whose text is in an attribute.
TEXT_PATH: Final = "{urn:schemas-microsoft-com:vml}textpath"
#: Elements that contain characters or are displayed as some.
_TEXT: Final = (*map(w, "t m:t a:t c:v sym footnoteReference endnoteReference".split()), TEXT_PATH)
_CHOICE: Final = w("mc:Choice")
#: Prefixes of the namespaces that word processors support.
_SUPPORTED: Final = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)


def visible_elements(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield the elements that may have visible content, and of alternatives the one that is displayed."""
    for each in elements:
        if each.tag == w("mc:AlternateContent"):
            yield from _alternative(each)
        elif each.tag not in _SKIPPED:
            yield each


def is_placeholder(control: Element) -> bool:
    """Check whether a content control shows its placeholder text, because no one has filled it in."""
    properties = control.find(w("sdtPr"))
    placeholder = None if properties is None else properties.find(w("showingPlcHdr"))
    return placeholder is not None and placeholder.get(w("val")) not in ("0", "false", "off")


def contains(element: Element, *tags: str) -> bool:
    """Check whether an element or one of its descendants has one of the tags."""
    return next(element.iter(*tags), None) is not None


def contains_blocks(element: Element) -> bool:
    """Check whether an element is or contains a paragraph, a table or an embedded document."""
    return element.tag not in _TEXT and contains(element, *_BLOCKS)


def contains_text(element: Element) -> bool:
    """Check whether an element is or contains text."""
    return contains(element, *_TEXT)


def _alternative(element: Element) -> list[Element]:
    """Return the alternative that a word processor displays, or the next with text, as all have the same content."""
    supported = [each for each in element if each.tag != _CHOICE or _is_supported(each)] or list(element)
    return next(([each] for each in supported if contains_text(each)), supported[:1])


def _is_supported(choice: Element) -> bool:
    prefixes = choice.get("Requires", "").split()
    return all((choice.nsmap.get(prefix) or "").startswith(_SUPPORTED) for prefix in prefixes)
