"""Straighten the words of scanned pages, so that their layout is that of pages which a program printed.

A scan is slightly rotated, and text recognition measures the position and the size of each word or line in the picture.
So words in one font differ in size, the lines at one margin begin up to three points apart, and bullets are recognised
as letters. The layout of a page is read from equal positions and sizes, so these differences are removed first.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median
from typing import Final

import attrs

from sqsreport.letters.formats.geometry.segments import ASCENT, DESCENT, Page, Segment
from sqsreport.letters.widths import arial

_LEFT: Final = attrgetter("left")
#: The number of rows to which words can still be added.
_OPEN_ROWS: Final = 6
#: The maximum distance between the baselines of two words of one row, in font sizes.
_LEVEL: Final = 0.4
#: The minimum gap between words, and between words of two columns, in font sizes.
_SPACE: Final = 0.25
_WIDE_GAP: Final = 1.0
#: The maximum distance between the left edges of lines that were printed at one margin, in points.
_SAME_PLACE: Final = 3.0
#: The number of letters from which the width of a row shows its font size, and the relative error of that size, for
#: such rows and for shorter ones.
_LONG: Final = 25
_OFF, _OFF_WHEN_SHORT = 0.08, 0.2
#: Sizes of larger type are multiples of this, in points.
_STEP: Final = 0.5
#: The maximum distance from one row of a paragraph to the next, in font sizes.
_NEXT_ROW: Final = 1.7
#: The width of a small letter of Arial, in font sizes.
_LETTER: Final = 0.5
#: Words as which bullets are recognised: signs, a letter, or rings.
_BULLET: Final = re.compile(r"(?P<ring>[oO0]{1,2})|(?!-$)[^\w\s“‘\"'(\[–—]{1,2}|e")
#: The minimum and the maximum gap after a bullet, in font sizes.
_AFTER_BULLET: Final = (0.6, 4.0)
#: The number of a paragraph, as it is printed, and as it is recognised: with other characters, or without its point.
_NUMBER: Final = re.compile(r"(?P<section>[0-9]{1,2})\.(?P<paragraph>[0-9]{1,2})\.?")
_LIKE_NUMBER: Final = re.compile(r"(?P<figures>[0-9LlI|SO]{1,2}[.,:;]?[0-9LlI|SO]{1,2})(?P<end>[.,:;]?)")
_LIKE_SECTION: Final = re.compile(r"[0-9LlI|SO][.,:]")
#: The characters of the longest title of a section.
_LONGEST_TITLE: Final = 60
_FIGURES: Final = {
    **dict.fromkeys(map(ord, "LlI|"), "1"),
    ord("S"): "5",
    ord("O"): "0",
    **dict.fromkeys(map(ord, ".,:;")),
}


#: A sign as which the label of a note is recognised, and a word that ends with a mark; the word may be a plural.
_NOTE_SIGN: Final = re.compile(r"(?P<sign>[’‘'`´!*°?|\"“])(?P<rest>[A-Z]\w*)?")
_NOTE_NUMBER: Final = re.compile(r"[1-9]")
_MARKED: Final = re.compile(r"(?P<word>[^\W\d_]{2,}(?:[^\W\d_s]|s(?=[!*°?1-9])))(?:[’‘'`´!*°?:]|(?P<figure>[1-9]))")
#: The maximum number of rows of notes at the foot of a page.
_MOST_NOTE_ROWS: Final = 20
#: The size of notes compared with that of the text, and the size and the height of a mark.
_NOTE_SIZE: Final = 0.93
_MARK_SIZE, _MARK_RISE = 0.6, 0.33


def straighten(pages: Sequence[Page]) -> None:
    """Straighten the words of recognised pages, and set their font sizes and labels to those that were printed."""
    rows: list[list[Segment]] = []
    for page in pages:
        if page.is_recognised:
            _rotate(page)
            rows += _rows(page)
    if rows:
        _set_sizes(rows)
        _correct_labels(rows)
        count = 0
        for page in pages:
            if page.is_recognised:
                count = _correct_notes(page, [row for row in rows if row[0].page == page.number], count)
        _align(rows)


def _rotate(page: Page) -> None:
    """Rotate a page so that its rows are level."""
    slopes = [
        (after.baseline - before.baseline) / (after.left - before.left)
        for before, after in pairwise(page.segments)
        if after.left - before.left > 2 * before.size and abs(after.baseline - before.baseline) < _LEVEL * before.size
    ]
    slope = median(slopes) if slopes else 0.0
    for each in page.segments:
        down, right = -slope * (each.left - page.width / 2), slope * (each.baseline - page.height / 2)
        each.top, each.bottom = each.top + down, each.bottom + down
        each.left, each.right = each.left + right, each.right + right


def _rows(page: Page) -> list[list[Segment]]:
    """Group level words into rows, from top to bottom, and move the words of each row to one baseline."""
    rows: list[list[Segment]] = []
    open_rows: list[list[Segment]] = []
    words = [each for each in page.segments if not (each.is_aslant or each.reason)]
    for word in sorted(words, key=lambda each: (each.baseline, each.left)):
        open_rows = [row for row in open_rows[-_OPEN_ROWS:] if word.baseline - row[-1].baseline < 3 * word.size]
        near = [(distance, row) for row in open_rows if (distance := _distance(row, word)) is not None]
        if near:
            insort(min(near, key=itemgetter(0))[1], word, key=_LEFT)
        else:
            rows.append([word])
            open_rows.append(rows[-1])
    for row in rows:
        baseline = median(each.baseline for each in row)
        for each in row:
            _place(each, baseline, each.size)
        for before, after in pairwise(row):
            before.right = max(min(before.right, after.left - _SPACE * after.size), before.left)
    return rows


def _distance(row: Sequence[Segment], word: Segment) -> float | None:
    """Return the distance from a word to the baseline of its neighbours in a row, or ``None`` if it is not level."""
    place = bisect_right(row, word.left, key=_LEFT)
    distances = []
    for beside in row[max(place - 1, 0) : place + 1]:
        distances.append(abs(beside.baseline - word.baseline))
        overlap = min(beside.right, word.right) - max(beside.left, word.left)
        if distances[-1] >= _LEVEL * min(beside.size, word.size) or overlap >= 0.5 * word.size:
            return None
    return max(distances)


def _set_sizes(rows: Sequence[Sequence[Segment]]) -> None:
    """Set the font size of each row to the one that the width of its letters shows; most rows have the same size."""
    measured = [(row, _letters(row), _size(row)) for row in rows]
    body = _weighted((size, count) for _, count, size in measured if count >= _LONG) or measured[0][2]
    above: tuple[Sequence[Segment], float] | None = None
    for row, count, width in measured:
        ratio = width / body
        off = _OFF if count >= _LONG else _OFF_WHEN_SHORT
        step = row[0].baseline - above[0][0].baseline if above and above[0][0].page == row[0].page else 0.0
        if count < _LONG and above and 0 < step < _NEXT_ROW * above[1] and abs(row[0].left - above[0][0].left) < body:
            size = above[1]  # it ends the paragraph of the row above
        elif abs(ratio - 1) < off or all(each.text.isupper() or not each.text.isalpha() for each in row):
            size = body  # also for small capitals, as in headings
        else:
            size = max(round(ratio * body / _STEP), 1) * _STEP
        for each in row:
            _place(each, each.baseline, size)
        above = row, size


def _correct_notes(page: Page, rows: Sequence[list[Segment]], count: int) -> int:
    """Restore the figures of labels and marks of notes, which are recognised as other signs.

    Args:
        page: the page.
        rows: its rows.
        count: the number of notes on the pages before.

    Returns:
        The number of notes so far.
    """
    body = _weighted((row[0].size, _letters(row)) for row in rows)
    text = [row for row in rows if row[0].size > _NOTE_SIZE * body]
    foot = max((row[0].baseline for row in text if _letters(row) >= _LONG), default=0.0)
    notes = [row for row in rows if row[0].size <= _NOTE_SIZE * body]
    for row in notes[-_MOST_NOTE_ROWS:]:
        label, number = row[0], str(count + 1)
        sign = _NOTE_SIGN.fullmatch(label.text)
        if label.baseline < foot or len(row) < 2 or not (sign or label.text == number):
            continue
        count += 1
        if sign and sign["rest"]:
            row.insert(0, attrs.evolve(label, text=number, right=label.left + _MARK_SIZE * label.size))
            page.segments.append(row[0])
            label.text, label.left = sign["rest"], min(label.left + label.size, label.right)
        else:
            label.text = number
        _place(row[0], label.baseline - _MARK_RISE * label.size, _MARK_SIZE * label.size)
        marked = [
            (each, index, match)
            for each in text
            for index, word in enumerate(each)
            if (match := _MARKED.fullmatch(word.text)) and _is_lower(each, index, text)
        ]
        marked = [found for found in marked if found[2]["figure"] in (None, number)]
        if len(marked) == 1:
            each, index, match = marked[0]
            mark = _mark(each[index], match["word"], number)
            each.insert(index + 1, mark)
            page.segments.append(mark)
    return count


def _is_lower(row: Sequence[Segment], index: int, rows: Sequence[Sequence[Segment]]) -> bool:
    """Check whether the next word, in the row or below it, begins in lower case, so that no sentence ends before it."""
    if index + 1 < len(row):
        return row[index + 1].text[0].islower()
    below = next((each for each in rows if each[0].baseline > row[0].baseline), None)
    return below is not None and below[0].text[0].islower()


def _mark(word: Segment, text: str, number: str) -> Segment:
    """Separate the mark of a note from a word, and return it as a raised segment."""
    end = word.left + (word.right - word.left) * len(text) / (len(text) + 1)
    mark = attrs.evolve(word, text=number, left=end, is_spaced=False)
    word.text, word.right = text, end
    _place(mark, word.baseline - _MARK_RISE * word.size, _MARK_SIZE * word.size)
    return mark


def _align(rows: Sequence[Sequence[Segment]]) -> None:
    """Align the first words of rows and columns that begin at almost the same position."""
    starts = [
        word
        for row in rows
        for before, word in pairwise((None, *row))
        if word and (before is None or word.left - before.right > _WIDE_GAP * word.size or _begins_item(row, before))
    ]
    starts.sort(key=lambda word: word.left)
    groups: list[list[Segment]] = []
    for word in starts:
        if groups and word.left - groups[-1][0].left < _SAME_PLACE:
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        left = median(word.left for word in group)
        for word in group:
            word.left, word.right = left, max(word.right, left)


def _correct_labels(rows: Sequence[Sequence[Segment]]) -> None:
    """Restore the printed bullets and paragraph numbers; each number must follow the one before it."""
    section = paragraph = 0
    for row in rows:
        label = row[0]
        if _LIKE_SECTION.fullmatch(label.text) and len(row) > 1 and _letters(row) < _LONGEST_TITLE:
            if label.text[0].translate(_FIGURES) == str(section + 1) and row[1].text[0].isupper():
                label.text = f"{section + 1}."
            continue
        if len(row) > 1 and not _is_before_text(row[0], row[1]):
            continue
        if number := _NUMBER.fullmatch(label.text):
            section, paragraph = int(number["section"]), int(number["paragraph"])
        elif number := _LIKE_NUMBER.fullmatch(label.text):
            for each in ((section, paragraph + 1), (section + 1, 1)):
                if number["figures"].translate(_FIGURES) == f"{each[0]}{each[1]}":
                    section, paragraph = each
                    label.text = f"{section}.{paragraph}" + "." * bool(number["end"])
                    break
        elif len(row) > 1 and (bullet := _BULLET.fullmatch(label.text)):
            label.text = "o" if bullet["ring"] else "•"


def _begins_item(row: Sequence[Segment], before: Segment) -> bool:
    """Check whether the first word of a row is a bullet or a number that is followed by text."""
    is_label = before.text in "•o–-" or _NUMBER.fullmatch(before.text) is not None
    return before is row[0] and is_label and _is_before_text(before, row[1])


def _is_before_text(label: Segment, word: Segment) -> bool:
    least, most = _AFTER_BULLET
    return least * word.size < word.left - label.right < most * word.size


def _letters(row: Sequence[Segment]) -> int:
    return sum(len(each.text) for each in row)


def _size(row: Sequence[Segment]) -> float:
    """Return the font size that a row would have in Arial, according to its width."""
    return sum(each.right - each.left for each in row) / max(_LETTER * sum(arial(each.text) for each in row), 0.1)


def _weighted(sizes: Iterable[tuple[float, int]]) -> float:
    """Return the median of sizes, weighted by their numbers of letters."""
    in_order = sorted(sizes)
    half = sum(count for _, count in in_order) / 2
    for size, count in in_order:
        half -= count
        if half <= 0:
            return size
    return 0.0


def _place(word: Segment, baseline: float, size: float) -> None:
    word.size, word.top, word.bottom = size, baseline - ASCENT * size, baseline + DESCENT * size
