"""The commentary and what follows from it: sections, findings and footnotes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from sqsreport._jsondata import MAX_DEPTH, MAX_REPEATS
from sqsreport._values import value
from sqsreport.model.kinds import Count, FootnoteLabel, ItemId, Line, ParagraphNumber, Text, ThemeKey
from sqsreport.model.lookup import find
from sqsreport.model.prose import to_prose


@value
@attrs.frozen(kw_only=True, repr=False)
class Paragraph:
    """A paragraph of a section. People cite it by its printed number, which is not the number of a criterion."""

    number: ParagraphNumber | None = None
    text: Text = attrs.field(converter=to_prose)


@value
@attrs.frozen(kw_only=True, repr=False)
class Section:
    """A part of the commentary under its printed title.

    The four themes have a stable key; Operational management has neither theme nor number.
    """

    theme: ThemeKey | None = None
    number: Count | None = None
    title: Line
    paragraphs: tuple[Paragraph, ...] = ()

    def paragraph(self, number: str) -> Paragraph:
        """Return the paragraph of this section with a printed number, such as ``"3.4"``.

        Raises:
            NotFoundError: there is none; the message lists those that exist.
        """
        return find("paragraph", number, by_number(self.paragraphs))


def by_number(paragraphs: Iterable[Paragraph]) -> dict[str, Paragraph]:
    """Return the paragraphs that have a printed number, by it."""
    return {paragraph.number: paragraph for paragraph in paragraphs if paragraph.number}


#: The maximum number of levels of items. Each takes two levels of JSON, so reports stay below the JSON limit.
_MOST_LEVELS = (MAX_DEPTH - 2) // 2


@value
@attrs.frozen(kw_only=True, repr=False)
class Item:
    """A strength or a recommendation, with the items that the letter nests under it."""

    id: ItemId
    text: Text = attrs.field(converter=to_prose)
    items: tuple[Item, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Raise `ValueError` for items that are nested deeper than in any letter, or are in too many places."""
        # Count the places of each item: if every level contains the next one twice, a few items are very many.
        level, depth, repeats = [(self, 1)], 0, 0
        while level:
            places: dict[int, tuple[Item, int]] = {}
            for item, number in level:
                for under in _items_under(item):
                    places[id(under)] = under, number + places.get(id(under), (under, 0))[1]
            level, depth = [*places.values()], depth + 1
            repeats += sum(number - 1 for _, number in level)
            if depth > _MOST_LEVELS:
                raise ValueError(f"Item.items: must be nested at most {_MOST_LEVELS} levels deep")
            if repeats > MAX_REPEATS:
                raise ValueError(f"Item.items: must not repeat the same items more than {MAX_REPEATS} times")


def _items_under(item: Item) -> tuple[Item, ...]:
    # Called before the types of the fields are checked.
    items: Any = item.items
    whole = isinstance(items, tuple) and all(isinstance(under, Item) for under in items)
    return item.items if whole else ()


@value
@attrs.frozen(kw_only=True, repr=False)
class Footnote:
    """A footnote; `Prose` refers to it as ``[^label]``."""

    label: FootnoteLabel
    text: Text = attrs.field(converter=to_prose)
