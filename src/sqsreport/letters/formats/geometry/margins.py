"""Parts of a page outside of its text: running heads, page and line numbers, watermarks, and footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Final

from sqsreport.letters.formats.geometry.lines import TextLine, is_wrapped
from sqsreport.letters.formats.geometry.segments import Box, Page, Segment

#: Height of the margins in which running heads are printed, as a share of the page.
_MARGIN: Final = 0.13
_OUTERMOST: Final = 0.07
#: Minimum distance from a running head to the text, in font sizes of the text.
_HEAD_GAP: Final = 2.0
_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:page\s*)?[0-9]{1,4}(?:\s*(?:of|/|\|)\s*[0-9]{1,4})?[-–\s]*", re.IGNORECASE)
_NOTE_START: Final = re.compile(
    r"[\[(]?(?:[0-9]{1,2}|[ivx]{1,4}|[*†‡§¶]{1,3})[\])]?\.?(?=\s|$)|[a-z]\s|[¹²³⁰⁴-⁹]{1,2}|[0-9]{1,2}(?=[A-ZÀ-ÖØ-Þ])"
)
_FIGURES: Final = re.compile(r"(?P<label>[0-9]{1,2})(?:\.?\s|(?=[A-ZÀ-ÖØ-Þ]))")
#: A label such as that of a table or of a printed note, which is not a footnote.
_NUMBERED_WORD: Final = re.compile(r"[^\W\d_]+ [0-9]{1,2}:\s")
_ENDS_SENTENCE: Final = re.compile(r"[.!?][\"'”’)\]]*$")
#: Minimum characters of a text repeated on another page; shorter ones are repeated by chance.
_LEAST_REPEATED: Final = 12
#: Minimum distance below the last note of a line that is not a note, in font sizes.
_FAR: Final = 2.0
#: Maximum font size of notes, relative to the text.
_NOTE_SIZE: Final = 0.93
#: The same for notes whose marks are on the same page.
_NEAR_NOTE_SIZE: Final = 0.97
#: Maximum number of notes at the foot of a page without marks in the text.
_MOST_NOTES: Final = 3
#: Minimum font size of a watermark, relative to the text; it is printed over several lines.
_WATERMARK_SIZE: Final = 1.6
_WATERMARK_LINES: Final = 2
_MOST_LARGE: Final = 50
#: Minimum number of numbered lines for which the figures beside them are line numbers.
_LEAST_NUMBERED: Final = 5


def mark_watermarks(segments: Sequence[Segment], size: float) -> None:
    """Give a reason to the segments that are printed over others, larger than the text."""
    for large in [each for each in segments if each.size >= _WATERMARK_SIZE * size and not each.reason][:_MOST_LARGE]:
        covered = sum(
            each is not large
            and each.size < 0.7 * large.size
            and each.top < large.bottom - 0.2 * each.size
            and large.top < each.bottom - 0.2 * each.size
            and each.left < large.right
            and large.left < each.right
            for each in segments
        )
        if covered >= _WATERMARK_LINES:
            large.reason = "watermark"


def mark_line_numbers(segments: Sequence[Segment]) -> None:
    """Give a reason to the figures in a column of their own that count lines."""
    figures = [each for each in segments if each.text.isdecimal() and len(each.text) < 5 and not each.reason]
    if len(figures) < _LEAST_NUMBERED:
        return
    for edge in (attrgetter("left"), attrgetter("right")):
        places: dict[int, list[Segment]] = {}
        for figure in sorted(figures, key=attrgetter("baseline")):
            places.setdefault(round(edge(figure) / 2), []).append(figure)
        for column in places.values():
            steps = {int(after.text) - int(before.text) for before, after in pairwise(column)}
            if len(column) < _LEAST_NUMBERED or len(steps) != 1 or min(steps) not in (1, 2, 5, 10):
                continue
            left, right = min(each.left for each in column), max(each.right for each in column)
            others = [each for each in segments if not each.text.isdecimal()]
            if all(each.left > right for each in others) or all(each.right < left for each in others):
                for each in column:
                    each.reason = "line number"


def printed_again(found: Sequence[Sequence[TextLine]], running: Container[int]) -> dict[int, str]:
    """Return the last lines of pages that the next pages begin with, by their identity, with the reason.

    Some programs print a line that the end of a page cuts on both pages, half of it on each.

    Args:
        found: the lines of each page.
        running: the running heads and page numbers, by their identity.
    """
    again: dict[int, str] = {}
    pages = [[line for line in lines if id(line) not in running] for lines in found]
    for before, after in pairwise(pages):
        last = [line for line in before if line.baseline > before[-1].baseline - 1]
        first = [line for line in after if line.baseline < after[0].baseline + 1]
        if last and [_printed(line) for line in last] == [_printed(line) for line in first]:
            again |= dict.fromkeys(map(id, last), "page footer")
    return again


def _printed(line: TextLine) -> tuple[str, int, float, bool]:
    """Return the text of a line, where it begins, and its type."""
    return line.text, round(line.left), line.size, line.is_bold


def running_lines(pages: Sequence[Page], found: Sequence[Sequence[TextLine]], body: float) -> dict[int, str]:
    """Return the lines that are running heads and page numbers, by their identity, with the reason.

    Args:
        pages: all pages.
        found: the lines of each page.
        body: the size of most of the text.
    """
    zones: list[tuple[str, list[list[TextLine]]]] = []
    for page, lines in zip(pages, found, strict=True):
        rows = _rows(lines)
        head = [row for row in rows if row[0].baseline < _MARGIN * page.height]
        foot = [row for row in reversed(rows) if row[0].top > (1 - _MARGIN) * page.height]
        zones += [("page header", head), ("page footer", foot)]
    # Figures alone may be those of numbered paragraphs.
    counts = Counter(key for _, rows in zones for key in {_key(row) for row in rows})
    opening = _squeezed(" ".join(line.text for line in found[0])) if found else ""
    running: dict[int, str] = {}
    alone = {
        id(first) for page, lines in zip(pages[1:], found[1:], strict=True) for first in _small_head(lines, page, body)
    }
    for index, (reason, rows) in enumerate(zones):
        page = pages[index // 2]
        for at, row in enumerate(rows):
            text = " ".join(line.text for line in row)
            is_number = bool(_PAGE_NUMBER.fullmatch(text))
            is_again = (counts[_key(row)] > 1 and any(map(str.isalpha, text))) or (
                index > 1
                and at < 2
                and len(_squeezed(text)) >= _LEAST_REPEATED
                and _squeezed(text) in opening
                and _is_outermost(row, page)
            )
            is_again = is_again or id(row[0]) in alone
            if not is_again and not (is_number and (at == 0 or id(rows[at - 1][0]) in running)):
                break
            for line in row:
                running[id(line)] = "page number" if is_number else reason
    return running


def _small_head(lines: Sequence[TextLine], page: Page, body: float) -> Sequence[TextLine]:
    """Return the first row of a page if it is at its edge, smaller than the text, and far above what follows it."""
    first, *others = _rows(lines) or [[]]
    is_small = bool(others) and all(line.size < _NOTE_SIZE * body for line in first)
    if not is_small or others[0][0].size <= _NOTE_SIZE * body or not _is_outermost(first, page):
        return ()
    return first if others[0][0].baseline - first[0].baseline > _HEAD_GAP * body else ()


def _rows(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (round(line.baseline), line.left)):
        if rows and abs(rows[-1][0].baseline - line.baseline) < 0.3 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _key(row: Sequence[TextLine]) -> tuple[str, int]:
    return re.sub(r"[0-9]+", "0", " ".join(line.text for line in row)), round(row[0].baseline / 4)


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


def _is_outermost(row: Sequence[TextLine], page: Page) -> bool:
    middle = (row[0].top + row[0].bottom) / 2
    return middle < _OUTERMOST * page.height or middle > (1 - _OUTERMOST) * page.height


class Notes:
    """Collects the footnotes at the foot of pages and columns."""

    def __init__(self, body: float, marks: Mapping[str, tuple[int, float]]) -> None:
        self._body = body
        self._marks = marks
        self.found: list[list[TextLine]] = []

    def take(self, flow: list[TextLine], rules: Sequence[Box]) -> list[TextLine]:
        """Return a flow without the notes at its end, which are collected."""
        first = self._first(flow, rules)
        end = next(
            (n for n in range(first, len(flow)) if _NUMBERED_WORD.match(flow[n].text) or _is_apart(flow, n, first)),
            len(flow),
        )
        for line in flow[first:end]:
            if not self.found or (begins_note(line) and self._is_known(line) and self._is_next(line)):
                self.found.append([])
            self.found[-1].append(line)
        return flow[:first] + flow[end:]

    def take_rest(self, flow: list[TextLine]) -> list[TextLine]:
        """Return the first flow of a page without the rest of the last note of the page before, which is collected."""
        last = self.found[-1][-1] if self.found else None
        count = 0
        for line in flow:
            if (
                last is None
                or line.page - last.page != (count == 0)
                or line.size > _NOTE_SIZE * self._body
                or abs(last.size - line.size) > 0.03 * last.size
                or _ENDS_SENTENCE.search(last.text)
                or begins_note(line)
            ):
                break
            self.found[-1].append(line)
            last, count = line, count + 1
        return flow[count:]

    def _first(self, flow: Sequence[TextLine], rules: Sequence[Box]) -> int:
        """Return where the notes at the end of a flow begin."""
        separator = self._separator(flow, rules, is_open=self._is_open(flow))
        first = small = len(flow)
        size = (_NEAR_NOTE_SIZE if any(map(self._is_marked, flow)) else _NOTE_SIZE) * self._body
        for index in range(len(flow) - 1, -1, -1):
            line = flow[index]
            is_small = line.size <= size
            if not is_small and not (separator is not None and line.top > separator - 1):
                break
            small = index
            if begins_note(line) and self._is_known(line):
                first = index
        if small < first and self._goes_on(flow[small:first], separator):
            return small
        return first

    def _is_marked(self, line: TextLine) -> bool:
        """Check whether a line in slightly smaller type begins with the label of a mark on its page."""
        match = _FIGURES.match(line.text)
        page, baseline = self._marks.get(match["label"], (0, 0.0)) if match else (0, 0.0)
        return page == line.page and baseline < line.baseline and line.size <= _NEAR_NOTE_SIZE * self._body

    def _is_next(self, line: TextLine) -> bool:
        """Check whether the place of a line with a label is that of a note, and not within the one before it.

        A note is set in as far as the item of a list that has its mark, as by Apache FOP.
        """
        note = self.found[-1]
        is_marked = line.segments[0].is_raised and self._is_marked(line)
        return is_marked or first_on_page(note, line) or _is_aligned(note, line)

    def _is_known(self, line: TextLine) -> bool:
        """Check whether there may be a mark for a line that begins with a figure, which may be that of a house."""
        match = _FIGURES.match(line.text)
        if line.segments[0].is_raised or match is None:
            return True
        return match["label"] in self._marks if self._marks else int(match["label"]) <= len(self.found) + _MOST_NOTES

    def _goes_on(self, lines: Sequence[TextLine], separator: float | None) -> bool:
        """Check whether lines at the foot of a page are the rest of the last note of the page before."""
        if not self.found or self.found[-1][-1].page != lines[0].page - 1:
            return False
        last = self.found[-1][-1]
        is_alike = abs(last.size - lines[0].size) < 0.03 * last.size and abs(lines[0].left - last.left) < 3 * last.size
        is_cut = not _ENDS_SENTENCE.search(last.text) and is_wrapped(last, lines[0], last.edge)
        return is_alike and (separator is not None or is_cut)

    def _is_open(self, flow: Sequence[TextLine]) -> bool:
        """Check whether the last note of the page before may go on at the foot of this one."""
        last = self.found[-1][-1] if self.found else None
        return last is not None and last.page == flow[-1].page - 1 and not _ENDS_SENTENCE.search(last.text)

    @staticmethod
    def _separator(flow: Sequence[TextLine], rules: Sequence[Box], *, is_open: bool) -> float | None:
        """Return where the line is that separates notes from the text above them."""
        if not flow:
            return None
        left, right = min(line.left for line in flow), max(line.edge for line in flow)
        for box in reversed(rules):
            is_short = 20 < box[2] - box[0] < 0.6 * (right - left) and abs(box[0] - left) < 6
            # Neither the line under a heading nor that under a cell of a table separates notes.
            is_short = (
                is_short
                and not any(_is_under(box, line) for line in flow)
                and not any(other[0] > box[2] - 2 and abs(other[1] - box[1]) < 2 for other in rules)
            )
            below = [line for line in flow if line.top > box[1] - 1]
            if not is_short or not below or not (begins_note(below[0]) or is_open):
                continue
            if len(below) == len(flow):  # the text above is in another flow
                if below[0].top - box[3] < 2 * below[0].size:
                    return box[1]
                continue
            above = max(line.bottom for line in flow if line.top <= box[1] - 1)
            if box[1] - above > -0.2 * below[0].size:
                return box[1]
        return None


def _is_under(rule: Box, line: TextLine) -> bool:
    """Check whether a line that is drawn underlines another one."""
    is_as_wide = abs(rule[0] - line.left) < 2 and abs(rule[2] - line.right) < 2
    return is_as_wide and -0.1 * line.size < rule[1] - line.baseline < 0.4 * line.size


def first_on_page(note: Sequence[TextLine], line: TextLine) -> bool:
    """Check whether a line is on another page than the note before it."""
    return note[-1].page != line.page


def _is_apart(flow: Sequence[TextLine], index: int, first: int) -> bool:
    """Check whether a line below notes is far from them, and begins elsewhere, as the one that a page ends with."""
    before, line = flow[index - 1], flow[index]
    return (
        index > first
        and line.page == before.page
        and line.baseline - before.baseline > _FAR * line.size
        and not begins_note(line)
        and not _is_aligned([before], line)
    )


def _is_aligned(note: Sequence[TextLine], line: TextLine) -> bool:
    return abs(line.left - note[0].left) < line.size


def begins_note(line: TextLine) -> bool:
    """Check whether a line begins with the label of a note."""
    return bool(line.segments[0].is_raised or (_NOTE_START.match(line.text) and not line.is_bold))


def unread_rows(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Return running heads row by row."""
    yield from _rows(lines)
