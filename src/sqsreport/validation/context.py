"""The inputs of the rules, collected from a document once for all of them."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final

import attrs

from sqsreport._jsondata import pointer
from sqsreport.extract.cases import cases_examined
from sqsreport.extract.rates import PrintedRate, find_rate
from sqsreport.model import Prose

Object = Mapping[str, Any]

#: The placeholder for a missing object.
EMPTY: Final[Object] = {}


@attrs.define(slots=False)
class RuleContext:
    """The inputs of the rules. Slow ones are computed when the first rule needs them.

    A missing object is empty. The items of a list come with their index or pointer, and
    without those that violate the schema.
    """

    document: Object
    unreliable: AbstractSet[str]
    is_visible: bool
    service: Object
    fieldwork: Object
    context: Object
    rate: Object
    sections: Sequence[tuple[int, Object]]
    paragraphs: Sequence[Sequence[tuple[int, Object]]]
    is_numbered_well: bool
    items: Sequence[tuple[str, Object]]
    footnotes: Sequence[tuple[int, Object]]

    @classmethod
    def build(cls, document: Object, unreliable: AbstractSet[str], *, is_visible: bool = False) -> RuleContext:
        """Collect the inputs of the rules from a document."""
        inspection = document.get("inspection") or EMPTY
        context = document.get("context") or EMPTY
        sections = each_item(document, "sections")
        paragraphs = [each_item(section, "paragraphs") for _, section in sections]
        return cls(
            document=document,
            unreliable=unreliable,
            is_visible=is_visible,
            service=inspection.get("service") or EMPTY,
            fieldwork=inspection.get("fieldwork") or EMPTY,
            context=context,
            rate=context.get("reoffending") or EMPTY,
            sections=sections,
            paragraphs=paragraphs,
            is_numbered_well=not unreliable and _is_numbered_well(sections, paragraphs),
            items=[*_items(document, "strengths"), *_items(document, "recommendations")],
            footnotes=each_item(document, "footnotes"),
        )

    @functools.cached_property
    def comparators(self) -> Sequence[tuple[int, Object]]:
        """The comparators of the rate."""
        return each_item(self.rate, "comparators")

    @functools.cached_property
    def printed_rates(self) -> Sequence[PrintedRate]:
        """The rates that the Context states, if the document has a rate to compare with them."""
        return [printed for text in self.context_paragraphs if (printed := find_rate(text))] if self.rate else []

    @functools.cached_property
    def numbers(self) -> Sequence[str]:
        """The number that each section has according to most of its paragraphs."""
        return [_number_of(section, under) for (_, section), under in zip(self.sections, self.paragraphs, strict=True)]

    @functools.cached_property
    def marks(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The footnote marks of every text that has any, with its pointer."""
        return [*_marks(self.document, self.sections, self.paragraphs, self.items, self.footnotes)]

    @functools.cached_property
    def non_ascii(self) -> Sequence[tuple[str, str, bool]]:
        """The texts that may have an invisible or look-alike character, with pointers and whether they are prose."""
        return [] if self.is_visible else _non_ascii(self.document, [], [])

    @property
    def context_paragraphs(self) -> Sequence[str]:
        """The paragraphs of the Context."""
        return [text for text in self.context.get("paragraphs") or () if text is not None]

    def printed_cases(self) -> Iterator[int]:
        """Yield every number of examined cases that the Context states."""
        return (number for text in self.context_paragraphs for number in cases_examined(text))

    def may_hide(self, places: re.Pattern[str]) -> bool:
        """Return whether a structural problem may hide, in one of some places, a value that a rule did not find."""
        return any(map(places.fullmatch, self.unreliable))


def each_item(parent: Object, key: str) -> list[tuple[int, Any]]:
    """Return the items of a list that are not `None`, with their index."""
    items = parent.get(key)
    return [(index, item) for index, item in enumerate(items) if item is not None] if items else []


def _items(parent: Object, key: str, prefix: str = "") -> Iterator[tuple[str, Object]]:
    """Yield every strength or recommendation with its pointer, the outer before the inner."""
    for index, item in each_item(parent, key):
        place = f"{prefix}/{key}/{index}"
        yield place, item
        if "items" in item:
            yield from _items(item, "items", place)


def _is_numbered_well(
    sections: Sequence[tuple[int, Object]], paragraphs: Sequence[Sequence[tuple[int, Object]]]
) -> bool:
    """Return whether all numbers are as expected, which is nearly always so, and then no rule needs to count."""
    previous = 0
    for (_, section), inner in zip(sections, paragraphs, strict=True):
        number = section.get("number")
        if number is not None:
            if type(number) is not int or number <= previous:
                return False
            previous = number
        due = 1
        for _, paragraph in inner:
            printed = paragraph.get("number")
            if printed is not None:
                if printed != f"{number}.{due}":
                    return False
                due += 1
    return True


def _number_of(section: Object, paragraphs: Sequence[tuple[int, Object]]) -> str:
    """Return the number that most of the paragraphs of a section and the section itself state."""
    own, numbers = section.get("number"), [each.get("number") for _, each in paragraphs]
    stated: list[str] = [
        *([] if own is None else [str(int(own))]),
        *(number.partition(".")[0] for number in numbers if number),
    ]
    if len({*stated}) < 2:  # nearly always
        return stated[0] if stated else ""
    ((number, _),) = Counter(stated).most_common(1)
    return number


#: The keys of prose: texts, and lists of texts.
_PROSE: Final = frozenset(("introduction", "summary", "closing", "notes", "text", "paragraphs"))


def _non_ascii(
    parent: Any, path: list[str | int], texts: list[tuple[str, str, bool]], *, is_prose: bool = False
) -> list[tuple[str, str, bool]]:
    """Collect the texts that are not ASCII, with their pointers and whether they are prose.

    Of extensions only the keys are collected, because any data may be below a key.
    """
    for step, value in parent.items() if isinstance(parent, Mapping) else enumerate(parent):
        if isinstance(value, str):
            if not value.isascii():
                texts.append((pointer(*path, step), value, is_prose or step in _PROSE))
        elif isinstance(value, Mapping) and not path and step == "extensions":
            texts += [(pointer(step, key), key, False) for key in value if not key.isascii()]
        elif isinstance(value, (Mapping, list, tuple)):
            path.append(step)
            _non_ascii(value, path, texts, is_prose=step in _PROSE)
            path.pop()
    return texts


def _marks(
    document: Object,
    sections: Sequence[tuple[int, Object]],
    paragraphs: Sequence[Sequence[tuple[int, Object]]],
    items: Sequence[tuple[str, Object]],
    footnotes: Sequence[tuple[int, Object]],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the footnote marks of every text that has any, with its pointer.

    Few texts have a bracket, and the search for a single character is the fastest.
    """
    context = document.get("context") or EMPTY
    for key, texts in (
        *((key, document.get(key)) for key in ("introduction", "summary", "closing", "notes")),
        ("context/paragraphs", context.get("paragraphs")),
    ):
        for index, text in enumerate(texts or ()):
            if text is not None and "[" in text:
                yield from _marked(text, f"/{key}/{index}")
    for (index, _), inner in zip(sections, paragraphs, strict=True):
        for place, each in inner:
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
