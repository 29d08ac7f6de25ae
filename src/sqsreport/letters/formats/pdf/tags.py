"""Convert tagged pages to regions: the structure tree marks headings, items, rows and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final, NamedTuple

import attrs

from sqsreport.letters.formats.geometry.regions import Region
from sqsreport.letters.formats.geometry.rows import Columns, Row, columns_of, cut_at_columns, fold, rows_of
from sqsreport.letters.formats.geometry.segments import Page, Segment
from sqsreport.letters.formats.pdf.structure import Element

_HEADINGS: Final = {"Title": 1, "H": 2} | {f"H{level}": level for level in range(1, 7)}
_NOTES: Final = ("Note", "FENote")
#: Elements within a line. All others begin a block.
_INLINE: Final = frozenset(
    "Span Quote Reference BibEntry Code Link Annot Em Strong Sub Lbl Ruby RB RT RP Warichu WT WP Form Formula".split()
)
#: Cells that are side by side, and rows within a cell.
_MOST_CELLS: Final = 30
_MOST_SEGMENTS: Final = 300
#: Elements without a meaning: a block, or a part of a line.
_NEUTRAL: Final = frozenset({"NonStruct", "Private", "Figure"})


@attrs.define(eq=False)
class _Part:
    """The content of a future region: the segments of its cells. Only rows of tables have several cells."""

    kind: str
    level: int = 0
    is_header: bool = False
    cells: list[list[Segment]] = attrs.field(factory=lambda: [[]])
    #: The rows of each cell, computed when the part is complete.
    _rows: list[list[Row]] | None = None

    @property
    def rows(self) -> list[list[Row]]:
        """The rows of each cell."""
        if self._rows is None:
            self._rows = [rows_of(cell) for cell in self.cells]
        return self._rows

    def add_beside(self, other: _Part) -> None:
        """Add a part on the right: to the only row, or as further cells."""
        if len(self.rows[-1]) == 1 and self.rows[-1][0].is_level_with(other.cells[0][0]):
            self.cells[-1].extend(other.cells[0])
        else:
            self.cells.extend(other.cells)
        self._rows = None


def tagged(pages: Sequence[Page], root: Element, edges: Mapping[int, float]) -> list[Region]:
    """Return the regions of the structure tree, in its order."""
    walker = _Walker(_contents(pages))
    walker.walk(root, None, 0)
    parts = list(_beside_each_other(part for part in walker.parts if any(part.cells)))
    columns = columns_of(row for part in parts for cell in part.rows for row in cell)
    return [_region(part, edges, columns) for part in parts]


def tags_in(root: Element) -> Collection[tuple[int, int]]:
    """Return the contents that the structure tree has: page, and number on that page."""
    tags: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        for kid in waiting.pop().kids.values():
            if isinstance(kid, Element):
                waiting.append(kid)
            else:
                tags.add(kid)
    return tags


def _contents(pages: Sequence[Page]) -> dict[tuple[int, int], list[Segment]]:
    contents: dict[tuple[int, int], list[Segment]] = {}
    for page in pages:
        for segment in page.segments:
            if segment.tag >= 0:
                contents.setdefault((page.number, segment.tag), []).append(segment)
    return contents


@attrs.define(eq=False)
class _Walker:
    """Walks the structure tree; *contents* are the segments that were not visited yet."""

    contents: dict[tuple[int, int], list[Segment]]
    parts: list[_Part] = attrs.field(factory=list)
    #: The part for text outside of paragraphs.
    _loose: _Part | None = None
    _outlines: dict[int, tuple[bool, _Outline | None]] = attrs.field(factory=dict)

    def walk(self, element: Element, into: _Part | None, depth: int) -> None:
        """Add the content of an element to a part, or to new parts."""
        for _, kid in _in_order(element):
            if isinstance(kid, Element):
                self._element(kid, into, depth)
            else:
                part = into or self._loose or self._begin("paragraph")
                self._loose = None if into else part
                part.cells[-1].extend(self.contents.pop(kid, ()))

    def _begin(self, kind: str, level: int = 0) -> _Part:
        self._loose = None
        self.parts.append(_Part(kind, level))
        return self.parts[-1]

    def _element(self, element: Element, into: _Part | None, depth: int) -> None:
        kind = element.type
        if kind in _NOTES:  # which may be in the middle of a paragraph
            self.walk(element, self._begin("note"), depth)
        elif kind == "Artifact":
            self.walk(element, self._begin("unread"), depth)
        elif kind == "L":
            self.walk(element, None, depth + 1)
        elif kind == "LI":
            self.walk(element, self._begin("item", max(depth - 1, 0)), depth)
        elif kind == "TR" and not into:
            self._row(element, depth)
        elif kind in _HEADINGS:
            self.walk(element, into or self._begin("heading", _HEADINGS[kind]), depth)
        elif kind == "P" or (kind in _NEUTRAL and not self._is_group(element)):
            self.walk(element, into or self._begin("paragraph"), depth)
        elif kind in _INLINE:
            if kind == "Code":
                self._mark_code(element)
            self.walk(element, into, depth)
        else:
            self._loose = None
            self.walk(element, into, depth)
            self._loose = None

    def _mark_code(self, element: Element) -> None:
        for _, kid in _in_order(element):
            if isinstance(kid, Element):
                self._mark_code(kid)
            for segment in () if isinstance(kid, Element) else self.contents.get(kid, ()):
                segment.is_code = True

    def _row(self, element: Element, depth: int) -> None:
        part = self._begin("row")
        part.cells, part.is_header = [], True
        for _, kid in _in_order(element):
            part.cells.append([])
            if isinstance(kid, Element):
                part.is_header = part.is_header and kid.type == "TH"
                self.walk(kid, part, depth)
            else:
                part.cells[-1].extend(self.contents.pop(kid, ()))

    def _is_group(self, element: Element) -> bool:
        """Check whether an element without a meaning of its own has blocks, or parts that are side by side."""
        return self._outline(element)[0]

    def _outline(self, element: Element) -> tuple[bool, _Outline | None]:
        """Check whether an element has blocks or parts that are side by side, and where it is."""
        if id(element) in self._outlines:
            return self._outlines[id(element)]
        is_group = False
        before: _Outline | None = None
        outlines: list[_Outline] = []
        for _, kid in _in_order(element):
            if isinstance(kid, Element):
                holds, outline = self._outline(kid)
                is_group = is_group or (kid.type not in _INLINE and (kid.type not in _NEUTRAL or holds))
            else:
                outline = _Outline.of(self.contents.get(kid, ()))
            if outline:
                is_group = is_group or (before is not None and before.is_apart_from(outline))
                before = outline
                outlines.append(outline)
        self._outlines[id(element)] = is_group, _Outline.around(outlines)
        return self._outlines[id(element)]


class _Outline(NamedTuple):
    """The bounding box of the content on one page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float

    @classmethod
    def of(cls, segments: Sequence[Segment]) -> _Outline | None:
        """Return the outline of segments, of which all are on the page of the first."""
        return cls.around(
            [cls(each.page, each.left, each.top, each.right, each.bottom, each.size) for each in segments]
        )

    @classmethod
    def around(cls, outlines: Sequence[_Outline]) -> _Outline | None:
        """Return the outline of those that are on the page of the last."""
        here = [each for each in outlines if each.page == outlines[-1].page]
        if not here:
            return None
        pages, lefts, tops, rights, bottoms, sizes = zip(*here, strict=True)
        return cls(pages[0], min(lefts), min(tops), max(rights), max(bottoms), max(sizes))

    def is_apart_from(self, after: _Outline) -> bool:
        """Check whether another outline is next to this one, with a gap between."""
        is_level = self.page == after.page and self.top < after.bottom and after.top < self.bottom
        return is_level and after.left - self.right > 0.6 * self.size


def _in_order(element: Element) -> list[tuple[int, Element | tuple[int, int]]]:
    return sorted(element.kids.items(), key=itemgetter(0))


def _beside_each_other(parts: Iterator[_Part]) -> Iterator[_Part]:
    """Join paragraphs that are side by side, such as a label and its value."""
    before: _Part | None = None
    for part in parts:
        if before and before.kind == part.kind == "paragraph" and _is_beside(before, part):
            before.add_beside(part)
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


def _is_beside(before: _Part, part: _Part) -> bool:
    """Check whether a part is to the right of the previous one, and level with it."""
    rows, others = before.rows[-1], part.rows[0]
    first, second = rows[0].main, others[0].main
    return (
        len(before.cells) < _MOST_CELLS
        and len(before.cells[-1]) + len(part.cells[0]) < _MOST_SEGMENTS
        and len(rows) + len(others) < _MOST_CELLS
        and rows[0].page == rows[-1].page == first.page == second.page
        and others[0].left >= max(row.right for row in rows) - 0.5 * second.size
        and second.top < rows[-1].main.bottom - 0.3 * first.size
        and others[-1].main.bottom > first.top + 0.3 * first.size
    )


def _region(part: _Part, edges: Mapping[int, float], columns: Columns) -> Region:
    rows = part.rows
    cut_at_columns(chain.from_iterable(rows), columns)
    if part.kind == "paragraph" and len(rows) == 1:
        lines = fold(rows[0], edges)
    elif part.kind == "paragraph":
        lines = [[[row.segments for row in cell] for cell in rows]]
    elif part.kind == "row":
        lines = [[[row.segments for row in cell]] if cell else [] for cell in rows]
    else:  # lines are of one page each
        lines = [
            [[row.segments for row in cell if row.page == page]]
            for cell in rows
            for page in dict.fromkeys(row.page for row in cell)
        ]
    return Region(part.kind, lines, part.level, part.is_header)
