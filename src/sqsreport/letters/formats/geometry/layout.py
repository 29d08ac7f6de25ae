"""Pages as regions, by where their characters are and how large: lines, columns, tables, notes, paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import groupby
from typing import Final

from sqsreport.letters.formats.geometry.columns import Item, TableRows, decide_rows, in_order
from sqsreport.letters.formats.geometry.extents import Spans
from sqsreport.letters.formats.geometry.lines import (
    TextLine,
    body_size,
    lines_of_pages,
    marks_in,
    set_measures,
    text_line,
)
from sqsreport.letters.formats.geometry.margins import (
    Notes,
    mark_line_numbers,
    mark_watermarks,
    printed_again,
    running_lines,
    unread_rows,
)
from sqsreport.letters.formats.geometry.paragraphs import Paragraphs
from sqsreport.letters.formats.geometry.regions import Region
from sqsreport.letters.formats.geometry.segments import Page, Segment
from sqsreport.letters.formats.geometry.tables import join_over_page

#: The lowest lines of a page.
_LOWEST: Final = 100
#: Lines of a flow that may all be short.
_SHORT_FLOW: Final = 4
_ASLANT: Final = "text in another direction"
_ARTIFACT: Final = "page header or footer"


def laid_out(pages: Sequence[Page], wanted: Sequence[Sequence[Segment]] | None = None) -> list[Region]:
    """Return the regions that the segments of each page make, in the order in which they are read.

    Args:
        pages: all pages.
        wanted: the segments of each page that are to be laid out; all, unless they are given.
    """
    wanted = [page.segments for page in pages] if wanted is None else wanted
    body = body_size(segment for page in pages for segment in page.segments)
    unread: list[Region] = []
    lines = lines_of_pages([_readable(segments, body, unread) for segments in wanted])
    set_measures(lines)
    running = running_lines(pages, lines, body)
    running |= printed_again(lines, running)
    marks = marks_in(line for page_lines in lines for line in page_lines)
    notes = Notes(body, marks)
    items: list[Item] = []
    columns: list[Spans] = []
    for page, page_lines in zip(pages, lines, strict=True):
        inner = [line for line in page_lines if id(line) not in running]
        outer = [line for line in page_lines if id(line) in running]
        unread += [_unread(row, running[id(row[0])]) for row in unread_rows(outer)]
        items += _without_notes(in_order(inner, page.rules, known=columns), notes, page)
        unread += [_unread([text_line([each])], each.reason) for each in page.annotations]
    items = list(_with_whole_rows(items))
    _widen(items)
    regions = list(Paragraphs(items, body, marks, {note[0].page for note in notes.found}).regions())
    at_foot = [Region("note", [[[line.segments for line in note]]]) for note in notes.found]
    notes_in_order = [*(region for region in regions if region.kind == "note"), *at_foot]
    notes_in_order.sort(key=lambda region: region.lines[0][0][0][0].page)
    return [*(region for region in regions if region.kind != "note"), *notes_in_order, *unread]


def _unread(lines: Sequence[TextLine], reason: str | None) -> Region:
    return Region("unread", [[[[segment for line in lines for segment in line.segments]]]], reason=reason)


def _readable(segments: Sequence[Segment], body: float, unread: list[Region]) -> list[Segment]:
    """Return the segments of a page that are part of its text, and add the others to *unread*."""
    mark_watermarks([each for each in segments if not each.is_aslant], body)
    mark_line_numbers([each for each in segments if not each.is_aslant])
    readable = []
    for segment in segments:
        reason = segment.reason or (_ASLANT if segment.is_aslant else _ARTIFACT if segment.is_artifact else None)
        if reason:
            unread.append(_unread([text_line([segment])], reason))
        else:
            readable.append(segment)
    return readable


def _without_notes(items: Sequence[Item], notes: Notes, page: Page) -> Iterator[Item]:
    """Return what is on a page without the notes at its foot, and at the foot of its columns."""
    lines = (
        line
        for item in items
        for line in (item if isinstance(item, list) else (line for row in item.rows for cell in row for line in cell))
    )
    lowest = nlargest(_LOWEST, lines, key=lambda line: line.top)
    for index, item in enumerate(items):
        if isinstance(item, TableRows):
            yield item
            continue
        if index == 0 and not (item := notes.take_rest(item)):
            continue
        rest = item if _is_above_others(item, lowest) else notes.take(item, page.rules)
        if rest:
            yield rest


def _with_whole_rows(items: Iterable[Item]) -> Iterator[Item]:
    """Return the items with the rows put together that the end of a page cuts."""
    items = list(items)
    for is_table, group in groupby(items, key=_width):
        if is_table:
            decide_rows([item for item in group if isinstance(item, TableRows)])
    before: Item | None = None
    for item in items:
        if isinstance(item, TableRows) and isinstance(before, TableRows):
            join_over_page(before.rows, item.rows)
            if not item.rows:
                continue
        yield item
        before = item


def _width(item: Item) -> int:
    """Return how many columns a table has; a flow has none."""
    return len(item.rows[0]) if isinstance(item, TableRows) else 0


def _is_above_others(flow: Sequence[TextLine], lowest: Sequence[TextLine]) -> bool:
    """Check whether there is anything below a flow, so that no notes can be at its end."""
    last = flow[-1]
    return any(line.top > last.bottom and line.left < last.edge and last.start < line.right for line in lowest)


def _widen(items: Iterable[Item]) -> None:
    """Let the edge of a flow be that of the widest that begins at the same place: a last page may have short lines."""
    flows = [item for item in items if not isinstance(item, TableRows)]
    edges: dict[int, float] = {}
    for flow in flows:
        left = round(min(line.left for line in flow) / 3)
        edges[left] = max(edges.get(left, 0.0), flow[0].edge)
    for flow in flows:
        left = round(min(line.left for line in flow) / 3)
        for line in flow:
            if len(flow) <= _SHORT_FLOW:
                line.edge = edges[left]
