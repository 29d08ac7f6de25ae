"""The shapes on a page other than text: lines and bullets that are drawn, annotations, and shapes that hide text."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Container
from typing import Any, Final

import attrs

from sqsreport.letters.formats.geometry.segments import ASCENT, DESCENT, Box, Page, Segment
from sqsreport.letters.formats.pdf.pdfium import Pdfium, handle_of, load

_PATH, _IMAGE = 2, 3
#: Limits on the shapes of a page that are kept, and on the annotations that are examined.
_MOST_SHAPES: Final = 2_000
_MOST_SMALL, _MOST_COVERS = 300, 50
_MOST_ANNOTATIONS: Final = 500
_LONGEST_VALUE: Final = 20_000
#: The maximum height of a drawn line, and the minimum and maximum sides of a bullet, in points.
_THICKEST: Final = 2.0
_SMALLEST, _LARGEST = 1.2, 9.0
#: The minimum area of a shape that hides words, and the minimum share of the page that a background covers.
_LEAST_COVER: Final = 60.0
_BACKGROUND: Final = 0.5
_WHITE: Final = 0xF0
#: The number of pixels of the longer side of the picture in which words are searched, and their minimum contrast.
_PIXELS: Final = 1_000
_CONTRAST: Final = 24
#: The maximum number of parts of a segment that are examined, each about two letters wide.
_MOST_PARTS: Final = 40
#: Annotations: the kinds that show words, and the flags for those that are hidden.
_WIDGET: Final = 20
_SHOWS_WORDS: Final = {1: "annotation", 3: "annotation", 16: "annotation"}
_HIDDEN: Final = 2 | 32

ReadBox = Callable[[float, float, float, float], Box]


@attrs.define(eq=False)
class Shapes:
    """The shapes that are drawn on a page.

    Attributes:
        rules: horizontal lines, and the upper and lower sides of boxes.
        small: what may be a bullet.
        covers: what may hide words.
        is_picture: whether pictures cover most of the page.
    """

    rules: list[Box] = attrs.field(factory=list)
    small: list[Box] = attrs.field(factory=list)
    covers: list[Box] = attrs.field(factory=list)
    is_picture: bool = False

    def may_cover(self, segment: Segment) -> bool:
        """Check whether a shape that may hide words overlaps a segment."""
        x, y = (segment.left + segment.right) / 2, (segment.top + segment.bottom) / 2
        return any(left < x < right and top < y < bottom for left, top, right, bottom in self.covers)


def shapes_of(page: Any, read_box: ReadBox, texts: Container[int]) -> Shapes:
    """Return the shapes that are drawn on a page, not counting what is in forms; *texts* are objects that are none."""
    pdfium, shapes = load(), Shapes()
    handle = handle_of(page.raw)
    bounds = (ctypes.c_float * 4)()
    places = [ctypes.addressof(bounds) + i * ctypes.sizeof(ctypes.c_float) for i in range(4)]
    area = page.get_width() * page.get_height()
    count, pictured = 0, 0.0
    for index in range(max(pdfium.raw.FPDFPage_CountObjects(page), 0)):
        target = pdfium.page_object(handle, index)
        if not target or target in texts or (kind := pdfium.kind_of(target)) not in (_PATH, _IMAGE):
            continue
        if not pdfium.bounds_of(target, *places):
            continue
        box = read_box(*bounds)
        width, height = box[2] - box[0], box[3] - box[1]
        pictured += width * height if kind == _IMAGE else 0.0
        if height <= _THICKEST and width > 3:
            shapes.rules.append(box)
        elif (
            len(shapes.small) < _MOST_SMALL
            and _SMALLEST <= height <= _LARGEST
            and _SMALLEST <= width <= _LARGEST
            and 0.6 < width / height < 1.7
        ):
            shapes.small.append(box)
        elif kind == _PATH and height > _LARGEST and width > _LARGEST:
            shapes.rules += ((box[0], box[1], box[2], box[1]), (box[0], box[3], box[2], box[3]))
            is_cover = len(shapes.covers) < _MOST_COVERS and _LEAST_COVER < width * height < _BACKGROUND * area
            if is_cover and _is_white(target, pdfium):
                shapes.covers.append(box)
        else:
            continue
        count += 1
        if count == _MOST_SHAPES:
            break
    shapes.is_picture = pictured > _BACKGROUND * area
    shapes.rules.sort(key=lambda box: box[1])
    return shapes


def _is_white(target: int, pdfium: Pdfium) -> bool:
    colour = (ctypes.c_uint * 4)()
    start, step = ctypes.addressof(colour), ctypes.sizeof(ctypes.c_uint)
    is_known = pdfium.fill_of(target, *(start + i * step for i in range(4)))
    return bool(is_known) and min(colour) >= _WHITE


class Visibility:
    """Checks on a picture of a page whether words can be seen."""

    def __init__(self, page: Any, layout: Page) -> None:
        self._scale = _PIXELS / max(*page.get_size(), 1)
        self._layout = layout
        bitmap = page.render(scale=self._scale, grayscale=True, may_draw_forms=False)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def __call__(self, segment: Segment) -> bool:
        """Check whether the picture has contrast in most of a segment; other segments may cover a part of it."""
        baseline, size = segment.baseline, segment.size
        count = max(min(int((segment.right - segment.left) / size), _MOST_PARTS), 1)
        width = (segment.right - segment.left) / count
        lefts = [segment.left + index * width for index in range(count)]
        boxes = [(left, baseline - 0.7 * size, left + width, baseline + 0.1 * size) for left in lefts]
        return sum(self._has_contrast(self._layout.shown(box)) for box in boxes) > 0.5 * count

    def _has_contrast(self, box: Box) -> bool:
        left, top, right, bottom = (int(each * self._scale) for each in box)
        left, right = max(left, 0), min(right + 1, self._width)
        rows = [
            self._pixels[y * self._stride + left : y * self._stride + right]
            for y in range(max(top, 0), min(bottom + 1, self._height))
        ]
        values = [value for row in rows if row for value in (min(row), max(row))]
        return bool(values) and max(values) - min(values) >= _CONTRAST


def read_annotations(page: Any, number: int, read_box: ReadBox, pdfium: Pdfium) -> tuple[list[Segment], list[Segment]]:
    """Return the values of the form fields of a page, which are part of its text, and the words of its annotations."""
    raw = pdfium.raw
    fields: list[Segment] = []
    others: list[Segment] = []
    for index in range(min(max(raw.FPDFPage_GetAnnotCount(page), 0), _MOST_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN or (kind != _WIDGET and kind not in _SHOWS_WORDS):
                continue
            rectangle = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, rectangle)
            box = read_box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if kind != _WIDGET:
                others += _segments(_value(annotation, b"Contents", raw), box, number, _SHOWS_WORDS[kind])
            elif _value(annotation, b"FT", raw) not in ("Btn", "Sig"):
                fields += _segments(_value(annotation, b"V", raw), box, number, None)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return fields, others


def _value(annotation: Any, key: bytes, raw: Any) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < length <= _LONGEST_VALUE:
        return ""
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", errors="replace")


def _segments(value: str, box: Box, number: int, reason: str | None) -> list[Segment]:
    """Return a segment for each line of a value, as if it were printed in its box."""
    lines = [" ".join(line.split()) for line in value.splitlines() if line.strip()]
    left, top, right, bottom = box
    step = (bottom - top) / max(len(lines), 1)
    size = min(max(step / 1.4, 2.0), 11.0)
    segments = []
    for index, line in enumerate(lines):
        baseline = top + (index + 0.5) * step + 0.35 * size
        end = min(left + 0.5 * size * len(line), right)
        segments.append(
            Segment(
                line, number, 0, left, baseline - ASCENT * size, end, baseline + DESCENT * size, size, reason=reason
            )
        )
    return segments
