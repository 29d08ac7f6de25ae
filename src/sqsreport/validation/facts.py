"""What the rules ask of a document, looked up once and for all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs

from sqsreport.extract.cases import cases_examined
from sqsreport.extract.rates import PrintedRate, find_rate
from sqsreport.model import Prose

Object = Mapping[str, Any]

#: What an object that is not there says.
NOTHING: Final[Object] = {}


@attrs.define
class Facts:
    """What the rules ask of a document.

    An object that is not there is empty. What stands in a list comes with its index or
    pointer, and without the items that broke the schema.
    """

    document: Object
    hidden: AbstractSet[str]
    service: Object
    fieldwork: Object
    previous: Sequence[tuple[int, Object]]
    cases_examined: float | None
    rate: Object
    comparators: Sequence[tuple[int, Object]]
    printed_cases: Sequence[int]
    printed_rates: Sequence[PrintedRate]
    sections: Sequence[tuple[int, Object]]
    paragraphs: Sequence[Sequence[tuple[int, Object]]]
    is_numbered_well: bool
    numbers: Sequence[str]
    items: Sequence[tuple[str, Object]]
    footnotes: Sequence[tuple[int, Object]]
    marks: Sequence[tuple[str, Sequence[str]]]

    @classmethod
    def of(cls, document: Object, hidden: AbstractSet[str]) -> Facts:
        """Look at a document."""
        inspection = document.get("inspection") or NOTHING
        context = document.get("context") or NOTHING
        rate = context.get("reoffending") or NOTHING
        texts = [text for text in context.get("paragraphs") or () if text is not None]
        sections = _each(document, "sections")
        paragraphs = [_each(section, "paragraphs") for _, section in sections]
        is_numbered_well = not hidden and _is_numbered_well(sections, paragraphs)
        items = [*_items(document, "strengths"), *_items(document, "recommendations")]
        footnotes = _each(document, "footnotes")
        return cls(
            document=document,
            hidden=hidden,
            service=inspection.get("service") or NOTHING,
            fieldwork=inspection.get("fieldwork") or NOTHING,
            previous=_each(inspection, "previous"),
            cases_examined=context.get("cases_examined"),
            rate=rate,
            comparators=_each(rate, "comparators"),
            printed_cases=[number for text in texts for number in cases_examined(text)],
            printed_rates=[printed for text in texts if (printed := find_rate(text))],
            sections=sections,
            paragraphs=paragraphs,
            is_numbered_well=is_numbered_well,
            numbers=[]
            if is_numbered_well
            else [_number_of(section, under) for (_, section), under in zip(sections, paragraphs, strict=True)],
            items=items,
            footnotes=footnotes,
            marks=[*_marks(document, sections, paragraphs, items, footnotes)],
        )

    def may_hide(self, places: re.Pattern[str]) -> bool:
        """Tell whether what a rule misses in some places may be there, behind what broke the schema."""
        return any(map(places.fullmatch, self.hidden))


def _each(parent: Object, key: str) -> list[tuple[int, Any]]:
    """Return the usable items of a list with their index; an item that broke the schema is `None`."""
    items = parent.get(key)
    return [found for found in enumerate(items) if found[1] is not None] if items else []


def _items(parent: Object, key: str, prefix: str = "") -> Iterator[tuple[str, Object]]:
    """Yield every strength or recommendation with its pointer, the outer before the inner."""
    for index, item in _each(parent, key):
        place = f"{prefix}/{key}/{index}"
        yield place, item
        if "items" in item:
            yield from _items(item, "items", place)


def _is_numbered_well(
    sections: Sequence[tuple[int, Object]], paragraphs: Sequence[Sequence[tuple[int, Object]]]
) -> bool:
    """Tell whether every number is beyond doubt the one that is due, as they nearly always are."""
    previous = 0
    for (_, section), found in zip(sections, paragraphs, strict=True):
        number = section.get("number")
        if number is not None:
            if type(number) is not int or number <= previous:
                return False
            previous = number
        due = 1
        for _, paragraph in found:
            printed = paragraph.get("number")
            if printed is not None:
                if printed != f"{number}.{due}":
                    return False
                due += 1
    return True


def _number_of(section: Object, paragraphs: Sequence[tuple[int, Object]]) -> str:
    """Tell the number of a section: that which most of its paragraphs and itself give it, or else its own."""
    own, numbers = section.get("number"), [each.get("number") for _, each in paragraphs]
    given: list[str] = [
        *([] if own is None else [str(int(own))]),
        *(number.partition(".")[0] for number in numbers if number),
    ]
    if len({*given}) < 2:  # as they nearly always agree
        return given[0] if given else ""
    ((number, _),) = Counter(given).most_common(1)
    return number


def _marks(
    document: Object,
    sections: Sequence[tuple[int, Object]],
    paragraphs: Sequence[Sequence[tuple[int, Object]]],
    items: Sequence[tuple[str, Object]],
    footnotes: Sequence[tuple[int, Object]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the footnote marks of every piece of prose that has any, with its pointer.

    Few have a bracket, and to look for one character is quickest.
    """
    context = document.get("context") or NOTHING
    for key, texts in (
        *((key, document.get(key)) for key in ("introduction", "summary", "closing", "notes")),
        ("context/paragraphs", context.get("paragraphs")),
    ):
        for index, text in enumerate(texts or ()):
            if text is not None and "[" in text:
                yield from _marked(text, f"/{key}/{index}")
    for (index, _), found in zip(sections, paragraphs, strict=True):
        for place, each in found:
            if "[" in (text := each.get("text") or ""):
                yield from _marked(text, f"/sections/{index}/paragraphs/{place}/text")
    for where, each in items:
        if "[" in (text := each.get("text") or ""):
            yield from _marked(text, f"{where}/text")
    for index, each in footnotes:
        if "[" in (text := each.get("text") or ""):
            yield from _marked(text, f"/footnotes/{index}/text")


def _marked(text: str, place: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    labels = Prose(text).footnote_marks
    return ((place, labels),) if labels else ()
