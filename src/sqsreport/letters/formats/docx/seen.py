"""What of a part is seen: all but what was deleted, what only says how the rest looks, and what is there twice.

Nobody can list every element that a program wraps words in. So the elements that hide what
is in them are the ones that are listed, and every other is looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from sqsreport.letters.formats.docx.package import Element, w

#: What is in a file and not on its page, or there a second time.
_PASSED_OVER: Final = frozenset(
    map(
        w,
        (
            "pPr rPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr sectPr customXmlPr smartTagPr"
            " del moveFrom delText delInstrText footnoteRef endnoteRef"
        ).split(),
    )
)
_BLOCKS: Final = tuple(map(w, "p tbl altChunk".split()))
#: Words along a curve, which are in an attribute.
TEXT_PATH: Final = "{urn:schemas-microsoft-com:vml}textpath"
#: What characters stand in, and what stands for some.
_WORDS: Final = (*map(w, "t m:t a:t c:v sym footnoteReference endnoteReference".split()), TEXT_PATH)
_CHOICE: Final = w("mc:Choice")
#: Where the names of the extensions begin that word processors understand.
_UNDERSTOOD: Final = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
)


def shown(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield the elements of which something may be seen; of alternatives the one that is shown."""
    for each in elements:
        if each.tag == w("mc:AlternateContent"):
            yield from _alternative(each)
        elif each.tag not in _PASSED_OVER:
            yield each


def is_placeholder(control: Element) -> bool:
    """Check whether a content control shows what to put in, and nothing that was put in."""
    properties = control.find(w("sdtPr"))
    shows = None if properties is None else properties.find(w("showingPlcHdr"))
    return shows is not None and shows.get(w("val")) not in ("0", "false", "off")


def holds(element: Element, *tags: str) -> bool:
    """Tell whether an element is one of those, or has one in it."""
    return next(element.iter(*tags), None) is not None


def holds_blocks(element: Element) -> bool:
    """Tell whether paragraphs, tables or whole documents are in an element, or are what it is."""
    return element.tag not in _WORDS and holds(element, *_BLOCKS)


def holds_words(element: Element) -> bool:
    """Tell whether there is something to read in an element."""
    return holds(element, *_WORDS)


def _alternative(element: Element) -> list[Element]:
    """Return the alternative that a word processor shows, or the next that has words; the others say the same."""
    understood = [each for each in element if each.tag != _CHOICE or _is_understood(each)] or list(element)
    return next(([each] for each in understood if holds_words(each)), understood[:1])


def _is_understood(choice: Element) -> bool:
    prefixes = choice.get("Requires", "").split()
    return all((choice.nsmap.get(prefix) or "").startswith(_UNDERSTOOD) for prefix in prefixes)
