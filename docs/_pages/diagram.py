"""A diagram of a report: its objects as boxes, what holds what as lines, and every name a link."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

import attrs

from _pages.fields import Field, Object, objects

_WIDTH: Final = 152  # of a box: the longest name of a field and the mark of a list
_ACROSS: Final = 36  # between boxes
_DOWN: Final = 16
_HEAD: Final = 28
_ROW: Final = 24  # no less, so that a finger hits one
_MARGIN: Final = 6

_DESCRIPTION: Final = (
    "Boxes from left to right: the report, the objects that it holds, and those that they hold. "
    "The list below the diagram says the same in words."
)


_NAMED: Final = 'role="group" aria-labelledby="schema-map-title" aria-describedby="schema-map-desc"'


@attrs.frozen
class _Box:
    each: Object
    x: float
    y: float

    @property
    def bottom(self) -> float:
        return self.y + _HEAD + _ROW * len(self.each.fields)

    def middle_of(self, index: int) -> float:
        """Return how far down the middle of a field is."""
        return self.y + _HEAD + _ROW * (index + 0.5)


def drawn() -> str:
    """Draw the diagram as HTML, without an empty line."""
    boxes = _boxes()
    width = max(box.x for box in boxes.values()) + _WIDTH + 2 * _MARGIN
    height = max(box.bottom for box in boxes.values()) + 2 * _MARGIN
    parts = [
        '<div class="schema-map" role="region" aria-label="Diagram of a report" tabindex="0">',
        f'<svg width="{width:g}" height="{height:g}" viewBox="{-_MARGIN} {-_MARGIN} {width:g} {height:g}" {_NAMED}>',
        '<title id="schema-map-title">The objects of a report and their fields</title>',
        f'<desc id="schema-map-desc">{_DESCRIPTION}</desc>',
        *_lines(boxes),
        *(part for box in boxes.values() for part in _box(box)),
        "</svg>",
        "</div>",
    ]
    return "\n".join(parts)


@functools.cache
def _boxes() -> Mapping[str, _Box]:
    """Place the objects: a column for each step from the report, and each beside the field that holds it, or below."""
    boxes: dict[str, _Box] = {}
    ends: dict[int, float] = {}
    for name, each in objects().items():
        depth = min(pointer.replace("/*", "").count("/") for pointer in each.pointers)
        beside = [
            box.middle_of(index) - _HEAD / 2
            for box in boxes.values()
            for index, field in enumerate(box.each.fields)
            if field.type.object == name
        ]
        y = max(ends.get(depth, 0), beside[0] if depth > 1 else 0)
        boxes[name] = _Box(each, depth * (_WIDTH + _ACROSS), y)
        ends[depth] = boxes[name].bottom + _DOWN
    return boxes


def _lines(boxes: Mapping[str, _Box]) -> Iterator[str]:
    for box in boxes.values():
        for index, field in enumerate(box.each.fields):
            if field.type.object is None:
                continue
            other = boxes[field.type.object]
            x, y = box.x + _WIDTH, box.middle_of(index)
            to = other.y + _HEAD / 2
            if other is box:  # an object that holds its like
                bend = x + _ACROSS * 0.6
                yield f'<path class="line" d="M{x:g} {y:g} C{bend:g} {y:g} {bend:g} {to:g} {x + 6:g} {to:g}"/>'
                yield f'<path class="tip" d="M{x:g} {to:g} l7 -4 v8 z"/>'
                continue
            half = x + _ACROSS / 2
            yield f'<path class="line" d="M{x:g} {y:g} C{half:g} {y:g} {half:g} {to:g} {other.x - 6:g} {to:g}"/>'
            yield f'<path class="tip" d="M{other.x:g} {to:g} l-7 -4 v8 z"/>'


def _box(box: _Box) -> Iterator[str]:
    x, y, each = box.x, box.y, box.each
    yield (
        f'<a href="{each.name}.html"><rect class="head" x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEAD}"/>'
        f'<text class="name" x="{x + 8:g}" y="{y + 19:g}">{escape(each.title)}</text></a>'
    )
    yield f'<rect class="box" x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{box.bottom - y:g}"/>'
    for index, field in enumerate(each.fields):
        yield from _row(field, x, box.middle_of(index) + 4)


def _row(field: Field, x: float, y: float) -> Iterator[str]:
    wanted = ' class="wanted"' if field.required else ""
    # The list below has the same links for the keyboard, which would be long on its way through all of these.
    yield (
        f'<a href="{field.of}.html#{field.anchor}" tabindex="-1">'
        f'<text{wanted} x="{x + 8:g}" y="{y:g}">{escape(field.name)}</text></a>'
    )
    if field.type.object and field.type.before:
        yield f'<text class="list" x="{x + _WIDTH - 6:g}" y="{y:g}" text-anchor="end">list</text>'
