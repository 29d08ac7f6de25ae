"""A diagram of a report: its objects as boxes, lines from fields to their objects, and links in all names."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from _pages.rendering import render
from _pages.schema.fields import Object, objects

_WIDTH: Final = 152  # of a box, for the longest name of a field and the mark of a list
_ACROSS: Final = 36  # between boxes
_DOWN: Final = 16
_HEAD: Final = 28
_ROW: Final = 24  # high enough for a finger
_MARGIN: Final = 6


@attrs.frozen
class _Box:
    each: Object
    x: float
    y: float

    @property
    def bottom(self) -> float:
        return self.y + _HEAD + _ROW * len(self.each.fields)

    def middle_of(self, index: int) -> float:
        """Return the y coordinate of the middle of a field."""
        return self.y + _HEAD + _ROW * (index + 0.5)


def draw() -> str:
    """Return the diagram as HTML without blank lines, which would end it in Markdown."""
    boxes = _boxes()
    return render(
        "diagram.svg",
        width=_number(max(box.x for box in boxes.values()) + _WIDTH + 2 * _MARGIN),
        height=_number(max(box.bottom for box in boxes.values()) + 2 * _MARGIN),
        margin=_MARGIN,
        lines=_lines(boxes),
        boxes=map(_drawn_box, boxes.values()),
    ).strip()


def _number(size: float) -> float:
    """Round a size, and drop a fraction of zero."""
    return int(size) if size == int(size) else round(size, 1)


@functools.cache
def _boxes() -> Mapping[str, _Box]:
    """Place the objects: a column for each level below the report, and each object next to its field or below it."""
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


def _lines(boxes: Mapping[str, _Box]) -> Iterator[Mapping[str, str]]:
    """Yield the line from each field to its object, as paths of SVG."""
    for box in boxes.values():
        for index, field in enumerate(box.each.fields):
            if field.type.object is None:
                continue
            other = boxes[field.type.object]
            x, y = box.x + _WIDTH, box.middle_of(index)
            to = other.y + _HEAD / 2
            if other is box:  # an object that contains objects of the same kind
                bend = x + _ACROSS * 0.6
                path = f"M{x:g} {y:g} C{bend:g} {y:g} {bend:g} {to:g} {x + 6:g} {to:g}"
                yield {"path": path, "tip": f"M{x:g} {to:g} l7 -4 v8 z"}
                continue
            half = x + _ACROSS / 2
            path = f"M{x:g} {y:g} C{half:g} {y:g} {half:g} {to:g} {other.x - 6:g} {to:g}"
            yield {"path": path, "tip": f"M{other.x:g} {to:g} l-7 -4 v8 z"}


def _drawn_box(box: _Box) -> Mapping[str, object]:
    """Return the values of a box and its fields for the template."""
    rows = [
        {
            "href": f"{field.of}.html#{field.anchor}",
            "name": field.name,
            "y": _number(box.middle_of(index) + 4),
            "is_required": field.required,
            "is_list": field.type.object and field.type.before,
        }
        for index, field in enumerate(box.each.fields)
    ]
    place = {"x": _number(box.x), "y": _number(box.y), "width": _WIDTH, "height": _number(box.bottom - box.y)}
    return {**place, "head": _HEAD, "href": f"{box.each.name}.html", "title": box.each.title, "rows": rows}
