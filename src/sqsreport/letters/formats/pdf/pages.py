"""Pages as pdfium has them: segments of text with their places, looks and links."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any, Final

import attrs

from sqsreport.letters.formats.geometry.lines import column_starts
from sqsreport.letters.formats.geometry.segments import ASCENT, DESCENT, DRAWN_BULLET, Box, Page, Segment
from sqsreport.letters.formats.pdf.glyphs import LINE, NO_INK, PALE, WORD, Glyphs
from sqsreport.letters.formats.pdf.pdfium import load
from sqsreport.letters.formats.pdf.phrases import Phrases
from sqsreport.letters.formats.pdf.shapes import Shapes, Visibility, read_annotations, shapes_of
from sqsreport.letters.formats.pdf.structure import TagReader

_MAX_LINKS: Final = 500
#: How far above the baseline a line strikes letters out, in font sizes.
_STRUCK: Final = (0.13, 0.45)
_MOST_RULES: Final = 400
_MOST_COLUMNS: Final = 40
_NO_SIZE: Final = 1.0
#: The part of the characters of a scanned page that text recognition has added, at least.
_MOST_RECOGNISED: Final = 0.7


class PageReader:
    """Reads one page; its handles are good while the page is open."""

    def __init__(self, document: Any, index: int, *, lacks_spaces: bool = False) -> None:
        self._pdfium = load()
        self._page = document[index]
        try:
            self._text_page = self._page.get_textpage()
        except BaseException:
            self._page.close()
            raise
        self._index = index
        self._glyphs = Glyphs(self._pdfium, self._text_page)
        self._glyphs.lacks_spaces = lacks_spaces  # as on the page before
        self._phrases = Phrases(self._glyphs)
        self._has_tags = bool(self._pdfium.raw.FPDFCatalog_IsTagged(document))
        #: How the segments that may not show are printed, by their identity.
        self._inks: dict[int, int] = {}
        self._kept: list[Segment] = []

    @property
    def lacks_spaces(self) -> bool:
        """Whether pdfium leaves out spaces of the page, as far as it has been read."""
        return self._glyphs.lacks_spaces

    def close(self) -> None:
        """Give the page back to pdfium."""
        self._text_page.close()
        self._page.close()

    def count_characters(self) -> int:
        """Return how many characters the page has."""
        return self._glyphs.count_characters()

    def count_objects(self) -> int:
        """Return the number of objects on the page, without those in forms."""
        return int(self._pdfium.raw.FPDFPage_CountObjects(self._page))

    def read(self) -> Page:
        """Return the page with its segments in the order of the file."""
        glyphs = self._glyphs
        text = glyphs.text()
        left, bottom, right, top = bounds = self._page.get_bbox()
        width, height = right - left, top - bottom
        lines = [match.span() for match in LINE.finditer(text)]
        reading_turn = glyphs.reading_turn(lines)
        glyphs.place(bounds, reading_turn)
        turn = (self._page.get_rotation() // 90 - reading_turn) % 4
        if reading_turn % 2:
            width, height = height, width
        segments: list[Segment] = []
        end = 0
        for start, stop in self._phrases.spans(text, lines):
            segment = self._segment(text[start:stop], start, is_spaced=start > end)
            if segment.right > segment.left or segment.is_aslant:
                segments.append(segment)
            else:  # its words were printed from right to left
                segments += (
                    self._segment(text[first:last], first, is_spaced=True)
                    for match in WORD.finditer(text, start, stop)
                    for first, last in pairwise(self._turns(*match.span()))
                )
            end = stop
        shapes = shapes_of(self._page, glyphs.read_box, glyphs.looks) if segments else Shapes()
        is_recognised = self._is_recognised(segments, shapes)
        segments = list(self._recognised(text, lines)) if is_recognised else self._cut_at_columns(segments)
        page = Page(self._index + 1, width, height, text, segments, turn, is_recognised=is_recognised)
        page.segments = self._linked(page.segments)
        page.rules = shapes.rules
        page.segments = self._shown(page, shapes)
        page.segments = self._struck(page.segments, shapes.rules)
        page.segments += self._bullets(page.segments, shapes)
        fields, page.annotations = read_annotations(self._page, page.number, glyphs.read_box, self._pdfium)
        page.segments += fields
        return page

    def _is_recognised(self, segments: Sequence[Segment], shapes: Shapes) -> bool:
        """Check whether a page is a picture whose words are printed without ink; others may be stamped on it."""
        without = sum(len(each.text) for each in segments if self._inks.get(id(each)) == NO_INK)
        count = sum(len(each.text) for each in segments)
        return without > 0 and (without == count or (shapes.is_picture and without > _MOST_RECOGNISED * count))

    def _recognised(self, text: str, lines: Sequence[tuple[int, int]]) -> Iterator[Segment]:
        """Yield each word of a page that is recognised: its place is its own.

        Tesseract lets a word and the space after it be as wide together as the word is in the picture.
        """
        glyphs = self._glyphs
        for match in (match for start, stop in lines for match in WORD.finditer(text, start, stop)):
            start, stop = match.span()
            segment = self._segment(match[0], start, is_spaced=True)
            if stop < len(text) and text[stop] == " " and glyphs.object_at(stop) == glyphs.object_at(start):
                segment.right = max(segment.right, glyphs.right_of(stop))
            if segment.right > segment.left or segment.is_aslant:
                yield segment

    def _turns(self, start: int, stop: int) -> list[int]:
        """Return the bounds of a word, and the places in it that are left of the character before."""
        lefts = [self._glyphs.origin_of(i)[0] for i in range(start, stop)]
        turns = (start + i for i, (before, after) in enumerate(pairwise(lefts), 1) if after < before)
        return [start, *turns, stop]

    def _shown(self, page: Page, shapes: Shapes) -> list[Segment]:
        """Leave out the segments that cannot be seen on the page."""
        doubtful = {id(each) for each in page.segments if self._inks.get(id(each)) == PALE}
        if shapes.covers:
            doubtful |= {id(each) for each in page.segments if shapes.may_cover(each)}
        # The text of a scan is recognised and printed without ink over the picture.
        invisible = {
            id(each) for each in page.segments if self._inks.get(id(each)) == NO_INK and not page.is_recognised
        }
        is_visible = Visibility(self._page, page) if doubtful else None
        return [
            each
            for each in page.segments
            if id(each) not in invisible
            and not (is_visible and id(each) in doubtful and not is_visible(each))
            and each.size > _NO_SIZE
            and each.right > 0
            and each.left < page.width
            and each.bottom > 0
            and each.top < page.height
        ]

    def _struck(self, segments: list[Segment], rules: list[Box]) -> list[Segment]:
        """Mark the text that a line strikes out."""
        levels = sorted((top + bottom) / 2 for _, top, _, bottom in rules)
        parted: list[Segment] = []
        for segment in segments:
            low, high = segment.baseline - _STRUCK[1] * segment.size, segment.baseline - _STRUCK[0] * segment.size
            parts = [segment]
            if levels and bisect_left(levels, low) < bisect_right(levels, high):
                for left, top, right, bottom in rules[:_MOST_RULES]:
                    if low < (top + bottom) / 2 < high and bottom - top < 0.15 * segment.size:
                        parts = [part for each in parts for part in self._struck_parts(each, left, right)]
            parted += parts
        _close_gaps(parted)
        return parted

    def _struck_parts(self, segment: Segment, left: float, right: float) -> Iterator[Segment]:
        if segment.reason or not (left < segment.right - 1 and segment.left + 1 < right):
            yield segment
        else:
            yield from self._cut(segment, left - 1, right + 1, reason="struck out")

    def _bullets(self, segments: list[Segment], shapes: Shapes) -> list[Segment]:
        """Make segments of the small shapes that are drawn where a bullet would be printed."""
        bullets = []
        for left, top, right, bottom in shapes.small:
            level = (top + bottom) / 2
            beside = [
                each
                for each in segments
                if each.top < level < each.bottom
                and right < each.left + 0.1 * each.size
                and bottom - top < 0.8 * each.size
            ]
            if not beside:
                continue
            first = min(beside, key=lambda each: each.left)
            is_first = not any(
                each.right > left - 2 * first.size and each.left < left
                for each in segments
                if each.top < level < each.bottom
            )
            if first.left - right < 4 * first.size and is_first:
                # However near the text begins, a bullet is not part of its first word.
                end = min(right, first.left - 0.5 * first.size)
                bullets.append(
                    attrs.evolve(first, text=DRAWN_BULLET, left=left, right=end, tag=-1, href=None, is_bold=False)
                )
        return bullets

    def _cut_at_columns(self, segments: list[Segment]) -> list[Segment]:
        """Cut the lines that were printed in one go where lines near by have a wide gap."""
        columns = list(column_starts(segments).items())
        if not columns or len(columns) > _MOST_COLUMNS:
            return segments
        parted: list[Segment] = []
        for segment in segments:
            places = {
                left
                for left, bottoms in columns
                if segment.left + 2 * segment.size < left < segment.right - segment.size
                and any(abs(bottom - segment.bottom) < 5 * segment.size for bottom in bottoms)
            }
            parted += self._cut_at(segment, places) if places else (segment,)
        return parted

    def _cut_at(self, segment: Segment, places: set[int]) -> Iterator[Segment]:
        """Cut a segment before the words that begin at one of the places, in whole points."""
        glyphs = self._glyphs
        begin, end = segment.start, segment.start + len(segment.text)
        words = [match.span() for match in WORD.finditer(segment.text)]
        cuts = [
            begin + after[0]
            for before, after in pairwise(words)
            if round(glyphs.origin_of(begin + after[0])[0]) in places
            and glyphs.origin_of(begin + after[0])[0] - glyphs.right_of(begin + before[1] - 1) > 0.35 * segment.size
        ]
        if not cuts:
            yield segment
            return
        for first, last in pairwise([begin, *cuts, end]):
            part = segment.text[first - begin : last - begin].rstrip()
            yield attrs.evolve(
                segment,
                text=part,
                start=first,
                left=glyphs.origin_of(first)[0],
                right=glyphs.right_of(first + len(part) - 1),
                is_spaced=first > begin or segment.is_spaced,
            )

    def _segment(self, text: str, start: int, *, is_spaced: bool) -> Segment:
        glyphs = self._glyphs
        target, last = glyphs.object_at(start), start + len(text) - 1
        look = glyphs.look_of(target)
        left, line = glyphs.origin_of(start)
        right, size = glyphs.right_of(last), max(look.size * glyphs.scale_of(start), 0.1)
        is_aslant = abs(glyphs.origin_of(last)[1] - line) > 0.5 * size
        is_italic, is_bold = glyphs.style_of(look.font)
        segment = Segment(
            text=self._phrases.closed_up(text, start),
            page=self._index + 1,
            start=start,
            left=left,
            top=line - ASCENT * size,
            right=max(right, left),
            bottom=line + DESCENT * size,
            size=size,
            tag=look.tag,
            is_italic=is_italic,
            is_bold=is_bold,
            is_spaced=is_spaced,
            has_added_hyphen=text[-1] in "\ufffe\u2010" and self._phrases.is_added(last),
            is_artifact=look.tag < 0 and self._has_tags and glyphs.has_mark(target, "Artifact"),
            is_aslant=is_aslant,
        )
        inks = [glyphs.ink_of(each) for each in dict.fromkeys((target, glyphs.object_at(last))) if each is not None]
        if any(inks):
            self._inks[id(segment)] = min(inks) or PALE
            self._kept.append(segment)
        return segment

    def _linked(self, segments: list[Segment]) -> list[Segment]:
        """Note where links lead, and cut the segments that are only partly linked."""
        for href, (left, top, right, bottom) in self._links():
            linked: list[Segment] = []
            for segment in segments:
                is_met = segment.left < right and left < segment.right
                if is_met and top <= (segment.top + segment.bottom) / 2 <= bottom:
                    linked.extend(self._cut(segment, left, right, href=href))
                else:
                    linked.append(segment)
            segments = linked
        return segments

    def _cut(self, segment: Segment, left: float, right: float, **changes: str) -> Iterator[Segment]:
        """Cut a segment at two places, as the sides of a link, and change the part between."""
        glyphs = self._glyphs
        if left <= segment.left + 0.5 and segment.right - 0.5 <= right:
            yield attrs.evolve(segment, **changes)  # type: ignore[arg-type]
            return
        starts = range(segment.start, segment.start + len(segment.text))
        centres = [(glyphs.origin_of(i)[0] + glyphs.right_of(i)) / 2 for i in starts]
        for is_inside, places in groupby(range(len(starts)), lambda i: left <= centres[i] <= right):
            run = list(places)
            text = segment.text[run[0] : run[-1] + 1]
            if text.isspace():
                continue
            skipped = len(text) - len(text.lstrip())
            start = starts[run[0]] + skipped
            text = text.strip()
            last = start + len(text) - 1
            is_spaced = (
                segment.text[start - segment.start - 1].isspace() if start > segment.start else segment.is_spaced
            )
            part = attrs.evolve(
                segment,
                text=text,
                start=start,
                left=glyphs.origin_of(start)[0],
                right=glyphs.right_of(last),
                is_spaced=is_spaced,
            )
            yield attrs.evolve(part, **changes) if is_inside else part  # type: ignore[arg-type]

    def _links(self) -> Iterator[tuple[str, Box]]:
        glyphs = self._glyphs
        raw = self._pdfium.raw
        position, link = ctypes.c_int(0), raw.FPDF_LINK()
        for _ in range(_MAX_LINKS):
            if not raw.FPDFLink_Enumerate(self._page, position, link):
                return
            action = raw.FPDFLink_GetAction(link)
            length = raw.FPDFAction_GetURIPath(self._page.pdf, action, None, 0) if action else 0
            if not 1 < length <= 2_000:
                continue
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(self._page.pdf, action, buffer, length)
            href = buffer.value.decode("utf-8", errors="replace")
            quads = min(max(raw.FPDFLink_CountQuadPoints(link), 0), 50)
            for i in range(quads):
                quad = raw.FS_QUADPOINTSF()
                if raw.FPDFLink_GetQuadPoints(link, i, quad):
                    xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                    yield href, glyphs.read_box(min(xs), min(ys), max(xs), max(ys))
            rectangle = raw.FS_RECTF()
            if not quads and raw.FPDFLink_GetAnnotRect(link, rectangle):
                yield href, glyphs.read_box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)

    def add_tags(self, tags: TagReader) -> None:
        """Add the elements of the structure tree for this page."""
        tags.add_page(self._page, self._index + 1)


def _close_gaps(segments: Sequence[Segment]) -> None:
    """Let the text beside struck-out words reach over them, because a gap within a line would begin a column."""
    beside: Segment | None = None
    for segment in segments:
        is_next = (
            beside is not None
            and abs(segment.baseline - beside.baseline) < 0.3 * segment.size
            and segment.left - beside.right < segment.size
        )
        if not segment.reason:
            beside = segment
        elif beside and is_next:
            beside.right = max(beside.right, segment.right)
        else:
            beside = None
