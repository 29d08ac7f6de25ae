"""Sections, strengths and recommendations, and footnotes."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, get_args

import attrs

from sqsreport.model import Footnote, Item, Paragraph, Prose, Section, ThemeKey
from sqsreport.testing._hypothesis import DrawFn, SearchStrategy, st
from sqsreport.testing.strategies._shared import few, maybe, once
from sqsreport.testing.strategies.text import LABELS, lines, prose


@once
def _numbered(labels: tuple[str, ...]) -> SearchStrategy[list[tuple[Prose, bool]]]:
    return st.lists(st.tuples(prose(labels), st.booleans()), max_size=2) | st.just([(Prose("One."), True)] * 4)


@once
def _themes() -> SearchStrategy[ThemeKey | None]:
    return maybe(st.sampled_from(get_args(ThemeKey)))


@st.composite
def sections(draw: DrawFn, number: int | None = None, labels: tuple[str, ...] = LABELS) -> Section:
    """Draw a section; its paragraphs are numbered under its *number* without a gap, or not at all."""
    under = number or draw(maybe(st.integers(1, 99)))
    texts = draw(_numbered(labels))
    paragraphs, due = [], 1
    for text, is_numbered in texts:
        number_text = f"{under}.{due}" if under and is_numbered else None
        paragraphs.append(Paragraph(number=number_text, text=text))
        due += number_text is not None
    return Section(
        theme=draw(_themes()),
        number=number,
        title=draw(lines()),
        paragraphs=tuple(paragraphs),
    )


@once
def _steps() -> SearchStrategy[list[int | None]]:
    """Draw the increments of the section numbers; ``None`` is a section without a number."""
    return st.lists(maybe(st.integers(1, 3)), max_size=5) | st.sampled_from(([1] * 12, [1, 1, 1, 1, None]))


@once
def _usual_steps() -> SearchStrategy[list[int | None]]:
    return st.sampled_from(([1, 1, 1, 1], [1, 1, 1, 1, None], [None] * 5))


@st.composite
def commentaries(draw: DrawFn, labels: tuple[str, ...] = LABELS) -> tuple[Section, ...]:
    """Draw the sections of a report, with ascending numbers; some have the four themes in the order of the letters."""
    themes: tuple[ThemeKey, ...] = get_args(ThemeKey)
    is_usual = draw(st.integers(0, 3)) == 3
    number, parts = 0, []
    for step in draw(_usual_steps() if is_usual else _steps()):
        number += step or 0
        parts.append(draw(sections(number if step else None, labels)))
    if is_usual:
        parts = [attrs.evolve(each, theme=theme) for each, theme in zip_longest(parts, themes)]
    return tuple(parts)


@st.composite
def items(draw: DrawFn, prefix: str = "item", labels: tuple[str, ...] = LABELS) -> tuple[Item, ...]:
    """Draw strengths or recommendations, some nested; their ids start with *prefix* and differ."""
    return _items_like(draw, draw(_shapes()), f"{prefix}-", labels)


@once
def _shapes() -> SearchStrategy[tuple[Any, ...]]:
    """Draw the nesting of items: each is the tuple of its own items."""
    wide = st.recursive(st.just(()), few, max_leaves=5)
    return st.one_of(wide, wide, wide, st.integers(1, 12).map(_chain))


def _chain(length: int) -> tuple[Any, ...]:
    chain: tuple[Any, ...] = ()
    for _ in range(length):
        chain = (chain,)
    return chain


def _items_like(draw: DrawFn, shape: tuple[Any, ...], prefix: str, labels: tuple[str, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            id=f"{prefix}{number}",
            text=draw(prose(labels)),
            items=_items_like(draw, inner, f"{prefix}{number}.", labels),
        )
        for number, inner in enumerate(shape, 1)
    )


@once
def _unmarked() -> SearchStrategy[Prose]:
    return prose(()).filter(lambda text: not text.footnote_marks)


@st.composite
def footnotes(draw: DrawFn, label: str = "1") -> Footnote:
    """Draw a footnote without marks of its own, except perhaps one to itself."""
    text = draw(_unmarked())
    own = Prose(f"{text} see[^{label}]")
    return Footnote(label=label, text=own if own.footnote_marks == (label,) and draw(st.booleans()) else text)
