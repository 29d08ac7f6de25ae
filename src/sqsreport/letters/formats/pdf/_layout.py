"""Pages without tags as pieces: what stands where, and how large, says what it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Final

import attrs

from sqsreport.letters.formats.pdf._pieces import Piece
from sqsreport.letters.formats.pdf._rows import (
    LABELLED,
    Row,
    columns_of,
    cut_at_columns,
    fold,
    in_one_row,
    is_wrapped,
    mark_raised,
    rows_of,
)
from sqsreport.letters.formats.pdf._segments import Page, Segment

#: The parts of a page, at its top and at its foot, in which page headers and footers stand.
_MARGIN: Final = 0.13
_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:page\s*)?[0-9]{1,4}(?:\s*(?:of|/|\|)\s*[0-9]{1,4})?[-–\s]*", re.IGNORECASE)
_NOTE_START: Final = re.compile(r"[\[(]?(?:[0-9]{1,2}|[*†‡§¶]{1,3})[\])]?(?=\s|$)|[a-z]\s")
_BULLET: Final = re.compile(r"(?:[•▪▫◦●○■□‣⁃·–—-]|[\uf000-\uf0ff]|o)\s")
_NUMBERED: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})+\.?|[0-9]{1,2}[.)]|\(?[ivx]{1,4}[.)]|\(?[a-z]\)|Note\s*[0-9]*:)\s", re.IGNORECASE
)
_ENDS_SENTENCE: Final = re.compile(r"[.!?:;…][\"'”’)\]]*\s*[0-9]{0,2}$")
_LONGEST_HEADING: Final = 3


def laid_out(pages: Sequence[Page], wanted: Sequence[Sequence[Segment]], edges: Mapping[int, float]) -> list[Piece]:
    """Return what the wanted segments of each page make, in the order in which they are read."""
    body = _body_size(pages)
    unread: list[Piece] = []
    notes: list[Piece] = []
    found = [_page_rows(segments) for segments in wanted]
    outer = _outer_rows(pages, found)
    rows: list[Row] = []
    for page_rows in found:
        inner = [row for row in page_rows if id(row) not in outer]
        unread += [_unread([row.segments]) for row in page_rows if id(row) in outer]
        first_note = _first_note(inner, body)
        notes += _notes(inner[first_note:])
        rows += inner[:first_note]
    aslant = [segment for segments in wanted for segment in segments if segment.is_aslant or segment.is_artifact]
    unread += [_unread([[segment]]) for segment in aslant]
    return [*_Paragraphs(rows, body, edges).pieces(), *notes, *unread]


def _unread(rows: list[list[Segment]]) -> Piece:
    return Piece("unread", [[rows]])


def _body_size(pages: Iterable[Page]) -> float:
    sizes = Counter[float]()
    for page in pages:
        for segment in page.segments:
            sizes[round(segment.size, 1)] += len(segment.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _page_rows(segments: Sequence[Segment]) -> list[Row]:
    """Return the rows of a page from its top to its foot, or column by column if that is how the file goes."""
    upright = [each for each in segments if not (each.is_aslant or each.is_artifact)]
    rows = _joined(rows_of(upright))
    jumps = sum(after.main.bottom < before.main.bottom - before.size for before, after in pairwise(rows))
    if jumps and not _has_columns(rows):
        rows = _joined(sorted(rows, key=lambda row: (row.main.bottom, row.left)))
    cut_at_columns(rows, columns_of(rows))
    return rows


def _joined(rows: Sequence[Row]) -> list[Row]:
    """Put together the rows that stand level and next to each other in the list, as where a mark was printed last."""
    found: list[Row] = []
    for row in rows:
        before = found[-1] if found else None
        if (
            before
            and before.takes(row)
            and (row.left >= before.right - row.size or row.right <= before.left + 0.5 * row.size)
        ):
            again = in_one_row([*before.segments, *row.segments])
            mark_raised(again)
            found[-1] = again
        else:
            found.append(row)
    return found


def _has_columns(rows: Sequence[Row]) -> bool:
    """Tell whether the rows go down one column, and then down another beside it."""
    starts = [
        i for i, (before, after) in enumerate(pairwise(rows), 1) if after.main.bottom < before.main.bottom - before.size
    ]
    if len(starts) > 3:
        return False
    columns = [rows[start:end] for start, end in zip([0, *starts], [*starts, len(rows)], strict=True)]
    columns = [column for column in columns if len(column) > 2]
    return len(columns) > 1 and all(
        max(row.right for row in before) <= min(row.left for row in after) for before, after in pairwise(columns)
    )


def _outer_rows(pages: Sequence[Page], found: Sequence[Sequence[Row]]) -> set[int]:
    """Return the ids of rows that are page headers, page footers and page numbers."""
    zones: list[tuple[Page, list[Row]]] = []
    for page, rows in zip(pages, found, strict=True):
        ordered = sorted(rows, key=lambda row: row.main.bottom)
        head = [row for row in ordered if row.main.bottom < _MARGIN * page.height]
        foot = [row for row in reversed(ordered) if row.main.top > (1 - _MARGIN) * page.height]
        zones += [(page, head), (page, foot)]
    seen = Counter(key for _, rows in zones for key in {_outer_key(row) for row in rows})
    outer: set[int] = set()
    for _, rows in zones:
        for row in rows:
            if seen[_outer_key(row)] < 2 and not _PAGE_NUMBER.fullmatch(row.text):
                break
            outer.add(id(row))
    return outer


def _outer_key(row: Row) -> tuple[str, int]:
    return re.sub(r"[0-9]+", "0", row.text), round(row.main.bottom / 4)


def _first_note(rows: Sequence[Row], body: float) -> int:
    """Return where the footnotes at the foot of a page begin."""
    first = len(rows)
    for i in range(len(rows) - 1, -1, -1):
        if rows[i].size > 0.93 * body:
            break
        if _begins_note(rows[i]):
            first = i
    return first


def _begins_note(row: Row) -> bool:
    return bool(row.segments[0].is_raised or _NOTE_START.match(row.text))


def _notes(rows: Sequence[Row]) -> Iterator[Piece]:
    pending: list[Row] = []
    for row in rows:
        if pending and _begins_note(row) and abs(row.left - pending[0].left) < row.size:
            yield Piece("note", [[[each.segments for each in pending]]])
            pending = []
        pending.append(row)
    if pending:
        yield Piece("note", [[[each.segments for each in pending]]])


@attrs.define(eq=False)
class _Paragraphs:
    """Makes paragraphs, items and headings of rows."""

    rows: Sequence[Row]
    body: float
    edges: Mapping[int, float]

    def pieces(self) -> Iterator[Piece]:
        """Return the pieces in the order of the rows."""
        leading = self._leading()
        groups: list[list[Row]] = []
        for row in self.rows:
            if groups and self._goes_on(groups[-1], row, leading):
                groups[-1].append(row)
            else:
                groups.append([row])
        sizes = sorted({round(group[0].size, 1) for group in groups if self._is_heading(group)}, reverse=True)
        indents: list[float] = []
        columns: list[float] = []
        for group, following in zip_longest(groups, groups[1:]):
            first, lines = group[0], fold(group, self.edges)
            if self._is_heading(group):
                yield Piece("heading", [[[row.segments for row in group]]], 1 + sizes.index(round(first.size, 1)))
            elif _BULLET.match(first.text):
                indents = [indent for indent in indents if indent < first.left - 2] + [first.left]
                yield Piece("item", _by_page(group), len(indents) - 1)
                continue
            elif columns == _starts(first) or _are_titles(group, following):
                columns = _starts(first)
                for i, line in enumerate(lines):
                    yield Piece("row", [[cell] for cell in line], is_header=first.is_bold and i == 0)
                continue
            else:
                yield Piece("paragraph", lines)
            indents, columns = [], []

    def _leading(self) -> float:
        """Return how far apart the lines of a paragraph are: the least that is no chance."""
        steps = Counter(
            round(2 * (after.main.bottom - before.main.bottom)) / 2
            for before, after in pairwise(self.rows)
            if before.page == after.page and abs(before.size - after.size) < 0.06 * self.body
        )
        least = max(2, 0.05 * steps.total())
        likely = [step for step, count in steps.items() if count >= least and 0.9 < step / max(self.body, 1) < 3]
        return min(likely, default=1.25 * self.body)

    def _goes_on(self, group: Sequence[Row], row: Row, leading: float) -> bool:
        """Tell whether a row goes on with a paragraph."""
        before = group[-1]
        if abs(before.size - row.size) > 0.06 * before.size or before.is_bold != row.is_bold:
            return False
        if _BULLET.match(row.text) or (before.page != row.page and LABELLED.match(row.text)):
            return False
        ends = bool(_ENDS_SENTENCE.search(before.text))
        fits = not is_wrapped(before, row, self.edges[before.page])
        if _NUMBERED.match(row.text) and (len(row.cells) > 1 or ends or fits):
            return False
        hanging = group[0].cells[1][0].left if len(group[0].cells) > 1 else None
        step = row.main.bottom - before.main.bottom
        if before.page != row.page or step < 0:
            is_under = hanging is not None and abs(row.left - hanging) < 3
            left = group[1].left if len(group) > 1 else group[0].left
            return not fits and (is_under or (not ends and abs(row.left - left) < 3))
        if step > 1.2 * leading * max(row.size / max(self.body, 1), 0.5) + 0.5:
            return False
        # The first line of a paragraph may be indented, or hang out.
        if len(group) > 1 and len(before.cells) == len(row.cells) == 1:
            if row.left > before.left + 0.7 * row.size:
                return False
            if row.left < before.left - 0.7 * row.size and (hanging is None or fits or ends):
                return False
        return True

    def _is_heading(self, group: Sequence[Row]) -> bool:
        first = group[0]
        text = " ".join(row.text for row in group)
        if len(group) > _LONGEST_HEADING or LABELLED.match(text) or not any(map(str.isalpha, text)):
            return False
        if first.is_bold and first.size > 1.04 * self.body:
            return True
        is_whole = len(first.cells) == 1 or bool(_NUMBERED.match(text))
        is_title = first.is_bold and is_whole and not _ENDS_SENTENCE.search(text)
        return is_title and len(text) < 120 and first.size > 0.96 * self.body


def _are_titles(group: Sequence[Row], following: Sequence[Row] | None) -> bool:
    """Tell whether rows are the titles, in bold type, of a table."""
    if not following or len(group[0].cells) == 1:
        return False
    others = [*group[1:], *following]
    return group[0].is_bold and not any(row.is_bold for row in others) and _starts(others[0]) == _starts(group[0])


def _starts(row: Row) -> list[float]:
    return [round(cell[0].left) for cell in row.cells]


def _by_page(rows: Sequence[Row]) -> list[list[list[list[Segment]]]]:
    return [[[row.segments for row in rows if row.page == page]] for page in dict.fromkeys(row.page for row in rows)]
