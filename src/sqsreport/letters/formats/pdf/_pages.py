"""Pages as pdfium has them: segments of text with their places, looks and links, and the tree of tags.

A call into pdfium costs as much as a hundred characters, and some programs print each
letter by itself. So the text of a page is fetched whole, and only the ends of its lines
and words are looked at closely: what looks alike at both ends is one segment. Words within
a line are looked at where the line is wider than its characters need.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby, pairwise
from typing import Any, Final, NamedTuple

import attrs

from sqsreport.letters.formats.pdf._lines import column_starts
from sqsreport.letters.formats.pdf._pdfium import handle_of, load
from sqsreport.letters.formats.pdf._segments import ASCENT, DESCENT, DRAWN_BULLET, Box, Element, Page, Segment
from sqsreport.letters.formats.pdf._shapes import Shapes, Visibility, read_annotations, shapes_of
from sqsreport.letters.limits import MAX_DEPTH

#: Nothing is to be seen of these: white space, and the controls of which some fonts make glyphs.
_BLANK: Final = r"\s\x00-\x1f\x7f-\x9f\uffff"
_LINE: Final = re.compile(rf"[^{_BLANK}](?:[^\r\n]*[^{_BLANK}])?")
#: pdfium has U+FFFE for a hyphen at the end of a line, and no white space after it.
_WORD: Final = re.compile(rf"[^{_BLANK}\ufffe]*\ufffe|[^{_BLANK}\ufffe]+")
_MAX_LINKS: Final = 500
#: A space between words.
_INNER_SPACE: Final = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_]|[,.:;])")
#: The least width of a space, in heights of a line.
_LEAST_SPACE: Final = 0.12
#: The height of a line of small type, in points.
_SMALL_HEIGHT: Final = 12.5
#: How far above the baseline a line strikes letters out, in font sizes.
_STRUCK: Final = (0.13, 0.45)
_MOST_RULES: Final = 400
_MOST_COLUMNS: Final = 40
#: How far apart lines of text are that are one, in points.
_LEVEL: Final = 0.5
_TYPE_BYTES: Final = 128
_ITALIC: Final = 1 << 6
_FORCED_BOLD: Final = 1 << 18
_BOLD_NAME: Final = re.compile(r"bold|black|heavy|semibold|demi(?!r)", re.IGNORECASE)
_ITALIC_NAME: Final = re.compile(r"italic|oblique|slanted|(?:ital|obli)$", re.IGNORECASE)


#: The least that a line has to be wider than its characters need before its words are looked at, in font sizes.
_STRETCHED: Final = 0.53
#: Wider than the space between words, in font sizes.
_GAP: Final = 0.6
#: Wider than the space between letters.
_WORD_GAP: Final = 0.18
#: Where a word may begin although the text has no space.
_AFTER_PUNCTUATION: Final = re.compile(r"(?<=[.,:;!?)”’])[^\W_“‘\"]|(?<=[.,:;!?])[“‘\"]")
_PUNCTUATION: Final = '.,:;!?)"”’'
#: Letters with spaces between them, as in a heading that is set wide.
#: Gaps between the letters of the shortest word that can be known as set wide.
_LEAST_GAPS: Final = 3
_SPACED_OUT: Final = re.compile(r"(?:^|\s)\S \S(?:\s|$)")
#: How characters are printed: in ink, in ink that may not show on the page, or not at all.
_INK, _PALE, _NO_INK = 0, 1, 2
_INVISIBLE_MODES: Final = (3, 7)
_PALE_COLOUR: Final = 0xE6
#: The gap between letters that are set wide, in font sizes.
_LETTER_GAP: Final = 0.06
_LONGEST_WIDE: Final = 100
_NO_SIZE: Final = 1.0


class _Look(NamedTuple):
    """What characters of one segment have in common."""

    tag: int
    font: int
    size: float


class PageReader:
    """Reads one page; its handles are good while the page is open."""

    def __init__(self, document: Any, index: int) -> None:
        self._pdfium = load()
        self._page = document[index]
        try:
            self._text_page = self._page.get_textpage()
        except BaseException:
            self._page.close()
            raise
        self._handle = ctypes.cast(self._text_page.raw, ctypes.c_void_p)
        self._index = index
        self._looks: dict[int, _Look] = {}
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._artifacts: dict[int, bool] = {}
        self._floats, self._size = (ctypes.c_float * 6)(), ctypes.c_float()
        self._floats_at, self._size_at = ctypes.byref(self._floats), ctypes.addressof(self._size)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._type = ctypes.create_string_buffer(_TYPE_BYTES)
        self._type_at = ctypes.addressof(self._type)
        self._colour = (ctypes.c_uint * 4)()
        start = ctypes.addressof(self._colour)
        self._colour_at = tuple(start + i * ctypes.sizeof(ctypes.c_uint) for i in range(4))
        #: How the segments that may not show are printed, by their identity.
        self._inks: dict[int, int] = {}
        self._kept: list[Segment] = []
        self._has_tags = bool(self._pdfium.raw.FPDFCatalog_IsTagged(document))
        self._indices: list[int] | None = None
        self._bounds: Box = (0.0, 0.0, 0.0, 0.0)
        self._turn = 0

    def close(self) -> None:
        """Give the page back to pdfium."""
        self._text_page.close()
        self._page.close()

    def count_characters(self) -> int:
        """Return how many characters the page has."""
        return int(self._text_page.count_chars())

    def count_objects(self) -> int:
        """Return how many objects the page has, not counting what is in forms."""
        return int(self._pdfium.raw.FPDFPage_CountObjects(self._page))

    def read(self) -> Page:
        """Return the page with its segments in the order of the file."""
        text = self._text()
        self._bounds = self._page.get_bbox()
        left, bottom, right, top = self._bounds
        width, height = right - left, top - bottom
        lines = [match.span() for match in _LINE.finditer(text)]
        self._turn = self._reading_turn(lines)
        turn = (self._page.get_rotation() // 90 - self._turn) % 4
        if self._turn % 2:
            width, height = height, width
        segments: list[Segment] = []
        end = 0
        for start, stop in self._spans(text, lines):
            segments.append(self._segment(text[start:stop], start, is_spaced=start > end))
            end = stop
        page = Page(self._index + 1, width, height, text, self._cut_at_columns(segments), turn)
        page.segments = self._linked(page.segments)
        shapes = shapes_of(self._page, self._read_box, self._looks) if segments else Shapes()
        page.rules = shapes.rules
        page.segments = self._shown(page, shapes)
        page.segments = self._struck(page.segments, shapes.rules)
        page.segments += self._bullets(page.segments, shapes)
        fields, page.annotations = read_annotations(self._page, page.number, self._read_box, self._pdfium)
        page.segments += fields
        return page

    def _shown(self, page: Page, shapes: Shapes) -> list[Segment]:
        """Leave out the segments that cannot be seen on the page."""
        doubtful = {id(each) for each in page.segments if self._inks.get(id(each)) == _PALE}
        if shapes.covers:
            doubtful |= {id(each) for each in page.segments if shapes.may_cover(each)}
        invisible = {id(each) for each in page.segments if self._inks.get(id(each)) == _NO_INK}
        if len(invisible) == len(page.segments):
            invisible = set()  # the text of a scan, which is recognised and printed without ink over the picture
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
        """Mark what a line strikes out."""
        levels = sorted((top + bottom) / 2 for _, top, _, bottom in rules)
        found: list[Segment] = []
        for segment in segments:
            low, high = segment.baseline - _STRUCK[1] * segment.size, segment.baseline - _STRUCK[0] * segment.size
            parts = [segment]
            if levels and bisect_left(levels, low) < bisect_right(levels, high):
                for left, top, right, bottom in rules[:_MOST_RULES]:
                    if low < (top + bottom) / 2 < high and bottom - top < 0.15 * segment.size:
                        parts = [part for each in parts for part in self._struck_parts(each, left, right)]
            found += parts
        return found

    def _struck_parts(self, segment: Segment, left: float, right: float) -> Iterator[Segment]:
        if segment.reason or not (left < segment.right - 1 and segment.left + 1 < right):
            yield segment
        else:
            yield from self._cut(segment, left - 1, right + 1, reason="struck out")

    def _bullets(self, segments: list[Segment], shapes: Shapes) -> list[Segment]:
        """Make segments of the small shapes that are drawn where a bullet would be printed."""
        found = []
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
                each.right > left - 3 * first.size and each.left < left
                for each in segments
                if each.top < level < each.bottom
            )
            if first.left - right < 4 * first.size and is_first:
                found.append(
                    attrs.evolve(first, text=DRAWN_BULLET, left=left, right=right, tag=-1, href=None, is_bold=False)
                )
        return found

    def _cut_at_columns(self, segments: list[Segment]) -> list[Segment]:
        """Cut the lines that were printed in one go where lines near by have a wide gap."""
        columns = list(column_starts(segments).items())
        if not columns or len(columns) > _MOST_COLUMNS:
            return segments
        found: list[Segment] = []
        for segment in segments:
            places = {
                left
                for left, bottoms in columns
                if segment.left + 2 * segment.size < left < segment.right - segment.size
                and any(abs(bottom - segment.bottom) < 5 * segment.size for bottom in bottoms)
            }
            found += self._cut_at(segment, places) if places else (segment,)
        return found

    def _cut_at(self, segment: Segment, places: set[int]) -> Iterator[Segment]:
        """Cut a segment before the words that begin at one of the places, in whole points."""
        begin, end = segment.start, segment.start + len(segment.text)
        words = [match.span() for match in _WORD.finditer(segment.text)]
        cuts = [
            begin + after[0]
            for before, after in pairwise(words)
            if round(self._origin(begin + after[0])[0]) in places
            and self._origin(begin + after[0])[0] - self._right(begin + before[1] - 1) > 0.35 * segment.size
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
                left=self._origin(first)[0],
                right=self._right(first + len(part) - 1),
                is_spaced=first > begin or segment.is_spaced,
            )

    def _text(self) -> str:
        count = self.count_characters()
        buffer = ctypes.create_string_buffer(2 * (2 * count + 2))
        raw = self._pdfium.raw
        wanted = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = raw.FPDFText_GetText(self._text_page, 0, count, wanted) if count > 0 else 0
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")
        if len(text) != count:
            # pdfium counts in UTF-16, and counts characters that no font can name and the text has not.
            starts = accumulate((1 if character < "\U00010000" else 2 for character in text), initial=0)
            at = raw.FPDFText_GetCharIndexFromTextIndex
            self._indices = [max(at(self._text_page, start), 0) for start, _ in zip(starts, text, strict=False)]
        return self._without_false_spaces(text)

    def _without_false_spaces(self, text: str) -> str:
        """Leave out the spaces that pdfium puts within words whose letters are a little apart."""
        indices = self._indices or range(len(text))
        is_generated, handle = self._pdfium.is_generated, self._handle
        false: set[int] = set()
        for line in _LINE.finditer(text):
            if not self._is_small(line.start()):  # as only the letters of small type are so far apart
                continue
            for match in _INNER_SPACE.finditer(text, line.start(), line.end()):
                i = match.start()
                # A capital after a small letter begins a word, however near it is.
                may_be_word = text[i + 1].isupper() and text[i - 1].islower()
                if not may_be_word and is_generated(handle, indices[i]) and self._is_no_space(i):
                    false.add(i)
        if not false:
            return text
        self._indices = [index for i, index in enumerate(indices) if i not in false]
        return "".join(character for i, character in enumerate(text) if i not in false)

    def _is_small(self, i: int) -> bool:
        """Check whether a character is of the size of notes."""
        if not self._pdfium.box_at(self._handle, self._indices[i] if self._indices else i, self._floats_at):
            return False
        left, top, right, bottom = self._floats[:4]
        return bool(max(abs(top - bottom), abs(right - left)) < _SMALL_HEIGHT)

    def _is_no_space(self, i: int) -> bool:
        """Check whether the characters around a space are as near as those of one word; the page may be turned."""
        boxes = []
        for index in (i - 1, i + 1):
            if not self._pdfium.box_at(self._handle, self._indices[index] if self._indices else index, self._floats_at):
                return False
            boxes.append(self._floats[:4])
        (left, top, right, bottom), (other_left, other_top, other_right, other_bottom) = boxes
        gap = max(other_left - right, left - other_right, bottom - other_top, other_bottom - top)
        height = max(abs(other_top - other_bottom), abs(other_right - other_left))
        return bool(gap < _LEAST_SPACE * height)

    def _spans(self, text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Cut lines where the look of their characters changes, or where a wide gap stands between words."""
        for start, stop in lines:
            if _SPACED_OUT.search(text, start, stop) and self._is_spaced_out(text, start, stop):
                yield start, stop
            elif self._object(start) == self._object(stop - 1) is not None:
                yield from self._phrases(text, start, stop)
            else:
                yield from self._words(text, start, stop)

    def _phrases(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Cut a line that was printed in one go at the wide gaps between its words."""
        size = self._look(self._object(start)).size * self._scale(start)
        needed = _STRETCHED * size * (stop - start)
        if self._right(stop - 1) - self._origin(start)[0] <= needed or not text[start:stop].count(" "):
            yield start, stop
            return
        if stop - start < _LONGEST_WIDE and self._is_spaced_out(text, start, stop):
            yield start, stop
            return
        words = [match.span() for match in _WORD.finditer(text, start, stop)]
        begin = start
        for (_, before), (after, _) in pairwise(words):
            if self._origin(after)[0] - self._right(before - 1) > _GAP * size:
                yield begin, before
                begin = after
        yield begin, stop

    def _words(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Join the words of a line that look alike and stand together."""
        begin = end = start
        target, line = self._object(start), self._origin(start)[1]
        look = self._look(target)
        last, scale = self._object(stop - 1), self._scale(start)
        count = 0  # of the words that were printed in one go
        for word_begin, word_end in self._pieces(text, start, stop):
            found = self._object(word_begin)
            if found is None or found != target:
                left, found_line = self._origin(word_begin)
                # Where each letter is printed by itself, what looks different has a tag of its own.
                is_lettered = found is not None and word_end - word_begin > 2 and self._object(word_end - 1) != found
                is_alike = is_lettered and self._pdfium.tag_of(found) == look.tag >= 0
                found_look = look if is_alike else self._look(found)
                is_apart = word_begin == end and self._is_apart(word_begin)
                goes_on = not is_apart and count < 2 and found_look == look and abs(found_line - line) < _LEVEL
                if word_begin > start and not (goes_on and self._is_near(end - 1, left, look.size * scale)):
                    yield begin, end
                    begin = word_begin
                if found == last is not None:
                    break  # the rest was printed in one go
                target, look, line, count = found, found_look, found_line, 0
            count += 1
            end = word_end
        yield begin, stop

    def _pieces(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Cut a line into words, and a word where it begins to look different, as before the mark of a footnote."""
        for match in _WORD.finditer(text, start, stop):
            begin, end = match.span()
            capitals = [i for i in range(begin + 1, end) if text[i].isupper() and text[i - 1].islower()]
            others = [after.start() for after in _AFTER_PUNCTUATION.finditer(text, begin + 1, end)]
            for i in sorted((*capitals, *others)):
                if self._object(i) != self._object(i - 1) and (
                    not self._is_same(i - 1, i) or self._is_apart(i, _LETTER_GAP)
                    if i in capitals
                    else self._is_apart(i)
                ):
                    yield begin, i
                    begin = i
            # Between two letters the look of a word hardly ever changes.
            last = begin + max(len(text[begin:end].rstrip(_PUNCTUATION)), 1) - 1  # which may be a mark
            is_word = text[begin].isalpha() and text[end - 1].isalpha()
            if not is_word and not (self._is_same(begin, end - 1) and self._is_same(begin, last)):
                for i in range(begin + 1, end):
                    if not self._is_same(i - 1, i):
                        yield begin, i
                        begin = i
            yield begin, end

    def _is_same(self, first: int, second: int) -> bool:
        if first == second:
            return True
        one, other = self._object(first), self._object(second)
        if one == other:
            return True
        is_level = abs(self._origin(first)[1] - self._origin(second)[1]) < _LEVEL
        return is_level and self._look(one) == self._look(other)

    def _is_apart(self, i: int, gap: float = _WORD_GAP) -> bool:
        """Check whether a character is as far from the one before it as words are, though the text has no space."""
        size = self._look(self._object(i)).size * self._scale(i)
        return self._origin(i)[0] - self._right(i - 1) > gap * size

    def _is_near(self, last: int, left: float, size: float) -> bool:
        """Tell whether what begins at *left* stands no further from a character than words do."""
        return -0.3 * size < left - self._right(last) < 0.6 * size

    def _object(self, i: int) -> int | None:
        found: int | None = self._pdfium.object_at(self._handle, self._indices[i] if self._indices else i)
        return found

    def _look(self, target: int | None) -> _Look:
        """Return how the characters of an object look."""
        if target is None:  # as for a hyphen that pdfium adds
            return _Look(-1, 0, 0)
        look = self._looks.get(target)
        if look is None:
            pdfium = self._pdfium
            pdfium.size_of(target, self._size_at)
            look = _Look(pdfium.tag_of(target), pdfium.font_of(target) or 0, self._size.value)
            self._looks[target] = look
        return look

    def _ink(self, target: int) -> int:
        """Return how the characters of an object are printed."""
        pdfium, colour = self._pdfium, self._colour
        if pdfium.mode_of(target) in _INVISIBLE_MODES:
            return _NO_INK
        if pdfium.fill_of(target, *self._colour_at):
            red, green, blue, alpha = colour
            if alpha == 0:
                return _NO_INK
            if min(red, green, blue) >= _PALE_COLOUR:
                return _PALE
        if pdfium.count_marks(target) > 0 and "OC" in self._marks(target):
            return _PALE  # on a layer, which may be hidden
        return _INK

    def _right(self, i: int) -> float:
        """Return where a character ends, as the page is read."""
        if not self._pdfium.box_at(self._handle, self._indices[i] if self._indices else i, self._floats_at):
            return self._origin(i)[0]
        left, top, right, bottom = self._floats[:4]
        return self._read_box(left, bottom, right, top)[2]

    def _scale(self, i: int) -> float:
        """Return how many times larger a character is than its font's size."""
        if not self._pdfium.matrix_at(self._handle, self._indices[i] if self._indices else i, self._floats_at):
            return 1.0
        across, up = self._floats[2:4]
        return math.hypot(across, up)

    def _origin(self, i: int) -> tuple[float, float]:
        """Return the point on its line where a character begins, as the page is read."""
        x, y = self._page_origin(i)
        if not self._turn:
            return x - self._bounds[0], self._bounds[3] - y
        left, top, _, _ = self._read_box(x, y, x, y)
        return left, top

    def _read_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Turn a box of the page's own space, which grows upwards, into one of the page as it is read."""
        x0, y0, x1, y1 = self._bounds
        if self._turn == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self._turn == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if self._turn == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def _reading_turn(self, lines: list[tuple[int, int]]) -> int:
        """Tell by how many quarter turns, clockwise, most of the text has to be turned to be upright."""
        votes = [0, 0, 0, 0]
        for start, _ in sorted(lines, key=lambda line: line[0] - line[1])[:12]:
            # Characters on one line of text may be far apart, so the direction is that of a character itself.
            index = self._indices[start] if self._indices else start
            if not self._pdfium.matrix_at(self._handle, index, self._floats_at):
                continue
            across, up = self._floats[:2]
            if abs(across) >= abs(up):
                votes[0 if across >= 0 else 2] += 1
            else:
                votes[1 if up > 0 else 3] += 1
        return votes.index(max(votes))

    def _page_origin(self, i: int) -> tuple[float, float]:
        index = self._indices[i] if self._indices else i
        self._pdfium.origin_at(self._handle, index, self._x_at, self._y_at)
        return self._x.value, self._y.value

    def _segment(self, text: str, start: int, *, is_spaced: bool) -> Segment:
        target, last = self._object(start), start + len(text) - 1
        look = self._look(target)
        left, line = self._origin(start)
        right, size = self._right(last), max(look.size * self._scale(start), 0.1)
        is_aslant = abs(self._origin(last)[1] - line) > 0.5 * size
        is_italic, is_bold = self._font(look.font)
        segment = Segment(
            text=self._closed_up(text, start) if _SPACED_OUT.search(text) else text,
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
            has_added_hyphen=text[-1] in "\ufffe\u2010" and self._is_added(last),
            is_artifact=look.tag < 0 and self._has_tags and "Artifact" in self._marks(target),
            is_aslant=is_aslant,
        )
        inks = [self._ink(each) for each in dict.fromkeys((target, self._object(last))) if each is not None]
        if any(inks):
            self._inks[id(segment)] = min(inks) or _PALE
            self._kept.append(segment)
        return segment

    def _letter_gaps(self, text: str, start: int) -> tuple[list[int], list[float]]:
        """Return where the letters of a text are in it, and the gaps between them."""
        places = [i for i, character in enumerate(text) if not character.isspace()]
        gaps = [self._origin(start + after)[0] - self._right(start + before) for before, after in pairwise(places)]
        return places, gaps

    def _is_spaced_out(self, text: str, start: int, stop: int) -> bool:
        """Check whether the letters of a line are set wide."""
        _, gaps = self._letter_gaps(text[start:stop], start)
        size = self._look(self._object(start)).size * self._scale(start)
        is_level = abs(self._origin(start)[1] - self._origin(stop - 1)[1]) < _LEVEL
        return is_level and len(gaps) >= _LEAST_GAPS and sorted(gaps)[len(gaps) // 2] > _LETTER_GAP * size

    def _closed_up(self, text: str, start: int) -> str:
        """Return letters that are set wide without the spaces between them; the widest gaps part words."""
        places, gaps = self._letter_gaps(text, start)
        if len(gaps) < _LEAST_GAPS:
            return text
        usual = sorted(gaps)[len(gaps) // 2]
        size = self._look(self._object(start)).size * self._scale(start)
        if usual <= _LETTER_GAP * size:
            return text
        words = [text[places[0]]]
        for place, gap in zip(places[1:], gaps, strict=True):
            words.append(f" {text[place]}" if gap > usual + 0.18 * size else text[place])
        return "".join(words)

    def _is_added(self, i: int) -> bool:
        """Tell whether a character was printed apart from those before it, which were printed together."""
        hyphen, before, first = (self._object(max(each, 0)) for each in (i, i - 1, i - 2))
        return hyphen != before and before == first

    def _font(self, font: int) -> tuple[bool, bool]:
        """Tell whether a font is italic, and whether it is bold."""
        if not font:
            return False, False
        if font not in self._fonts:
            raw = self._pdfium.raw
            handle = ctypes.cast(font, raw.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(handle, buffer, 256)
            name = buffer.value.decode("latin-1").partition("+")[2] or buffer.value.decode("latin-1")
            flags = max(raw.FPDFFont_GetFlags(handle), 0)
            self._fonts[font] = (
                bool(flags & _ITALIC or _ITALIC_NAME.search(name)),
                bool(flags & _FORCED_BOLD or _BOLD_NAME.search(name)),
            )
        return self._fonts[font]

    def _marks(self, target: int | None) -> set[str]:
        """Return the names of the marked contents that an object is part of."""
        found: set[str] = set()
        if target is None:
            return found
        raw = self._pdfium.raw
        handle = ctypes.cast(target, raw.FPDF_PAGEOBJECT)
        buffer, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
        for i in range(min(max(raw.FPDFPageObj_CountMarks(handle), 0), MAX_DEPTH)):
            mark = raw.FPDFPageObj_GetMark(handle, i)
            raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
            found.add(bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", errors="replace"))
        return found

    def _linked(self, segments: list[Segment]) -> list[Segment]:
        """Note where links lead, and cut the segments that are only partly linked."""
        for href, (left, top, right, bottom) in self._links():
            found: list[Segment] = []
            for segment in segments:
                is_met = segment.left < right and left < segment.right
                if is_met and top <= (segment.top + segment.bottom) / 2 <= bottom:
                    found.extend(self._cut(segment, left, right, href=href))
                else:
                    found.append(segment)
            segments = found
        return segments

    def _cut(self, segment: Segment, left: float, right: float, **changes: str) -> Iterator[Segment]:
        """Cut a segment at two places, as the sides of a link, and change the part between."""
        if left <= segment.left + 0.5 and segment.right - 0.5 <= right:
            yield attrs.evolve(segment, **changes)  # type: ignore[arg-type]
            return
        starts = range(segment.start, segment.start + len(segment.text))
        centres = [(self._origin(i)[0] + self._right(i)) / 2 for i in starts]
        for is_inside, places in groupby(range(len(starts)), lambda i: left <= centres[i] <= right):
            piece = list(places)
            text = segment.text[piece[0] : piece[-1] + 1]
            if text.isspace():
                continue
            skipped = len(text) - len(text.lstrip())
            start = starts[piece[0]] + skipped
            text = text.strip()
            last = start + len(text) - 1
            is_spaced = (
                segment.text[start - segment.start - 1].isspace() if start > segment.start else segment.is_spaced
            )
            part = attrs.evolve(
                segment,
                text=text,
                start=start,
                left=self._origin(start)[0],
                right=self._right(last),
                is_spaced=is_spaced,
            )
            yield attrs.evolve(part, **changes) if is_inside else part  # type: ignore[arg-type]

    def _links(self) -> Iterator[tuple[str, Box]]:
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
                    yield href, self._read_box(min(xs), min(ys), max(xs), max(ys))
            rectangle = raw.FS_RECTF()
            if not quads and raw.FPDFLink_GetAnnotRect(link, rectangle):
                yield href, self._read_box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)

    def add_tags(self, root: Element, budget: list[int]) -> None:
        """Add what the structure tree has for this page; *budget* holds how many kids may still be looked at.

        Every element has all its places on every page, and null where a kid stands on another
        page: so a place tells which element it is, and one that goes on over pages comes out whole.
        """
        raw = self._pdfium.raw
        tree = raw.FPDF_StructTree_GetForPage(self._page)
        if not tree:
            return
        try:
            for place in range(self._affordable(raw.FPDF_StructTree_CountChildren(tree), budget)):
                kid = raw.FPDF_StructTree_GetChildAtIndex(tree, place)
                if kid:
                    self._add_element(root, place, handle_of(kid), budget, 1)
        finally:
            raw.FPDF_StructTree_Close(tree)

    def _affordable(self, count: int, budget: list[int]) -> int:
        count = max(min(count, budget[0]), 0)
        budget[0] -= count
        return count

    def _add_element(self, parent: Element, place: int, handle: int, budget: list[int], depth: int) -> None:
        pdfium = self._pdfium
        element = parent.kids.get(place)
        if not isinstance(element, Element):
            length = pdfium.type_of(handle, self._type_at, _TYPE_BYTES)
            parent.kids[place] = element = Element(_type_name(self._type.raw[: max(length - 2, 0)]))
        if depth > MAX_DEPTH // 2:  # of which pdfium itself gives up far earlier
            return
        for kid_place in range(self._affordable(pdfium.count_kids(handle), budget)):
            kid = pdfium.kid_at(handle, kid_place)
            if kid:
                self._add_element(element, kid_place, kid, budget, depth + 1)
            elif isinstance(element.kids.get(kid_place), Element):
                continue  # it stands on an earlier page
            elif (tag := pdfium.tag_at(handle, kid_place)) >= 0:
                element.kids[kid_place] = (self._index + 1, tag)


@functools.lru_cache(maxsize=100)
def _type_name(raw: bytes) -> str:
    return raw.decode("utf-16-le", errors="replace")
