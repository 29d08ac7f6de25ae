"""The commentary and what follows from it: sections, findings and footnotes."""

from __future__ import annotations

import attrs

from sqsreport._values import value
from sqsreport.model.kinds import Count, FootnoteLabel, Line, ParagraphNumber, Slug, Text, ThemeKey
from sqsreport.model.prose import to_prose


@value
@attrs.frozen(kw_only=True, repr=False)
class Paragraph:
    """A paragraph of a section. Its printed number is what people cite; it is no criterion number."""

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


@value
@attrs.frozen(kw_only=True, repr=False)
class Item:
    """A strength or a recommendation, with the items that the letter nests under it."""

    id: Slug
    text: Text = attrs.field(converter=to_prose)
    items: tuple[Item, ...] = ()


@value
@attrs.frozen(kw_only=True, repr=False)
class Footnote:
    """A footnote; `Prose` refers to it as ``[^label]``."""

    label: FootnoteLabel
    text: Text = attrs.field(converter=to_prose)
