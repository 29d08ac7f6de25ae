"""Placed lines of a web page as segments, whose widths are estimated, because a web page does not have them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final

import attrs

from sqsreport.letters.formats.geometry.segments import ASCENT, DESCENT, Page, Segment
from sqsreport.letters.formats.html.placed import PlacedPage, PlacedText
from sqsreport.letters.widths import Measure, arial, calibri, fixed, times

#: How to measure text in a typeface: a pattern of its name, a measure, and the unit of that. The first match counts.
_TYPEFACES: Final[tuple[tuple[re.Pattern[str], Measure, float], ...]] = (
    (re.compile(r"courier|mono|consolas", re.IGNORECASE), fixed, 0.6),
    (re.compile(r"calibri|carlito", re.IGNORECASE), calibri, 0.5),
    (re.compile(r"verdana|dejavu", re.IGNORECASE), arial, 0.57),
    (re.compile(r"sans|arial|helvetica", re.IGNORECASE), arial, 0.5),
    (re.compile(r"serif|times|roman|georgia|garamond|cambria", re.IGNORECASE), times, 0.5),
    (re.compile(""), arial, 0.5),
)
#: The width of bold type, relative to regular type.
_BOLD: Final = 1.07
#: The rise of a superscript, in font sizes of its line.
_RISE: Final = 0.35
#: The gap that a converter writes as several spaces, in font sizes.
_WIDE: Final = 2.0
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-$")
#: The maximum font size of a mark, its usual size, and its maximum size where sizes are rounded, relative to the text.
_SMALL: Final = 0.8
_SIZE_OF_MARK: Final = 0.7
_LARGEST_MARK: Final = 0.9
_LEAST_RISE: Final = 0.2
_MARK: Final = re.compile(r"\s*(?:[1-9][0-9]?|[*†‡§])(?=\s|$)")
#: The number of lines before and after one, ordered by their baselines, among which its neighbours are searched.
_NEIGHBOURS: Final = 6
#: The maximum gap between a mark and its word, whose width is only estimated, in font sizes.
_NEAR: Final = 1.5
#: The maximum part by which justified lines are wider than estimated.
_MOST_STRETCHED: Final = 0.15
#: The width of a space, in font sizes.
_SPACE: Final = 0.25
#: The minimum share of single words among the lines of a page that places each word; the maximum vertical distance
#: and gap of two words of a line, in font sizes.
_MOST_WORDS: Final = 0.7
_LEVEL: Final = 0.3
_WORD_GAP: Final = 1.0
#: The maximum part by which the width of a word is overestimated.
_TOO_WIDE: Final = 0.3
#: The minimum number of lines that begin at the left edge of a second column.
_FEWEST_IN_COLUMN: Final = 3
_CLOSING: Final = frozenset(".,;:!?)]’”")
#: pdfium's own character for a hyphen at the end of a line, which may not belong to the word.
_LINE_HYPHEN: Final = "\ufffe"


def with_segments(placed: Sequence[PlacedPage]) -> list[Page]:
    """Return pages with the segments of their lines."""
    body = _body_size(placed)
    return [_page(number, page, body) for number, page in enumerate(placed, 1)]


def _body_size(placed: Iterable[PlacedPage]) -> float:
    """Return the size of the font of most of the text."""
    sizes: Counter[float] = Counter()
    for page in placed:
        for each in page.texts:
            sizes[each.size] += len(each.text)
    return sizes.most_common(1)[0][0]


@attrs.frozen
class _Line:
    """The segments of a placed line, and whether there is a space at its beginning and at its end."""

    segments: list[Segment]
    begins_blank: bool
    ends_blank: bool

    @property
    def left(self) -> float:
        """Its left edge, which the file states."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Its right edge, estimated from the usual widths of its letters."""
        return self.segments[-1].right

    @property
    def width(self) -> float:
        """Its estimated width."""
        return self.right - self.left

    @property
    def size(self) -> float:
        """The size of its largest font."""
        return max(each.size for each in self.segments)

    def is_after(self, other: _Line) -> bool:
        """Check whether the line is level with another one and begins to the right of its left edge."""
        first, last = other.segments[0], self.segments[0]
        is_level = last.top < first.baseline < last.bottom or first.top < last.baseline < first.bottom
        return is_level and self.left > other.left + 0.5 * first.size

    def end_at(self, right: float) -> None:
        """Scale the line horizontally so that it ends at *right*."""
        left, width = self.left, self.width
        share = max(right - left, 1.0) / max(width, 1.0)
        for each in self.segments:
            each.left, each.right = left + share * (each.left - left), left + share * (each.right - left)


def _page(number: int, placed: PlacedPage, body: float) -> Page:
    """Return a page with the segments of its lines."""
    lines = _words_joined([list(line) for _, line in groupby(placed.texts, key=lambda each: each.line)])
    lines = [part for line in lines for part in _parted_at_mark(line, lines, body)]
    page = Page(number, placed.width, placed.height, "", [])
    made = [
        _Line(list(_segments(number, line)), line[0].text[0].isspace(), line[-1].text[-1].isspace()) for line in lines
    ]
    _fit(made, page.width, body)
    for each in made:
        for segment in each.segments:
            segment.start = len(page.text) + segment.is_spaced
            page.text += f"{' ' if segment.is_spaced else ''}{segment.text}"
        page.text += "\n"
        page.segments += each.segments
    page.width = max([page.width, *(each.right for each in page.segments)])
    page.height = max([page.height, *(each.bottom for each in page.segments)])
    return page


def _words_joined(lines: list[list[PlacedText]]) -> list[list[PlacedText]]:
    """Join words into lines, on a page that places each word."""
    if sum(len(line) == 1 and " " not in line[0].text.strip() for line in lines) < _MOST_WORDS * len(lines):
        return lines
    joined: list[list[PlacedText]] = []
    for line in lines:
        first, last = line[0], joined[-1][-1] if joined else None
        if last is not None and abs(last.top - first.top) < _LEVEL * first.size and last.left < first.left:
            width = _width_of_last(joined[-1])
            gap = first.left - last.left - width
            if -_TOO_WIDE * width - _WORD_GAP * first.size < gap < _WORD_GAP * first.size:
                joined[-1] += [attrs.evolve(first, text=f" {first.text}"), *line[1:]]
                continue
        joined.append(line)
    return joined


def _width_of_last(line: list[PlacedText]) -> float:
    """Return the estimated width of the last texts of a line that share a position."""
    left = line[-1].left
    return sum(_width(each.text, each) for each in takewhile(lambda each: each.left == left, reversed(line)))


def _parted_at_mark(
    line: list[PlacedText], lines: Sequence[list[PlacedText]], body: float
) -> Iterator[list[PlacedText]]:
    """Separate a mark at the beginning of a line from the text after it, which has the size of the text before it.

    pdftohtml begins a line at a raised mark, and writes the whole line in the size of the mark.
    """
    first, *others = line
    match = _MARK.fullmatch(first.text) or _MARK.match(first.text)
    beside = next((each[0] for each in lines if _is_beside(each[0], first, body)), None)
    is_mark = _MARK.fullmatch(first.text) is not None
    is_note = is_mark and {first.size} == {each.size for each in others}
    is_large = _SMALL * body < first.size <= _LARGEST_MARK * body
    if match and is_mark and beside and not others and is_large and _rise(beside, first) > _LEAST_RISE * body:
        # Sizes are rounded to whole pixels, so that a mark may seem to be hardly smaller than its text.
        size = _SIZE_OF_MARK * body
        yield [attrs.evolve(first, size=size, top=first.top + ASCENT * (first.size - size))]
        return
    if first.size > _SMALL * body or not match or (beside is None and not is_note):
        yield line
        return
    yield [attrs.evolve(first, text=match[0])]
    # A note, which has small type itself, has larger type than its mark.
    size = body if beside else min(first.size / _SIZE_OF_MARK, body)
    top = beside.top if beside else first.top + ASCENT * (first.size - size) + _RISE * size
    rest = [attrs.evolve(first, text=first.text[match.end() :]), *others]
    left = first.left + _width(match[0], first)
    if rest := [attrs.evolve(each, left=left, top=top, size=size) for each in rest if each.text.strip()]:
        yield rest


def _is_beside(other: PlacedText, mark: PlacedText, body: float) -> bool:
    """Check whether a text of the usual size begins to the left of a mark on its line."""
    return other.left < mark.left and other.size >= _SMALL * body and -0.2 * body < _rise(other, mark) < 0.8 * body


def _rise(other: PlacedText, mark: PlacedText) -> float:
    """Return the distance from the baseline of a text up to that of a mark."""
    return (other.top + ASCENT * other.size) - (mark.top + ASCENT * mark.size)


def _segments(number: int, texts: Sequence[PlacedText]) -> Iterator[Segment]:
    """Yield the segments of a line."""
    size = max(each.size for each in texts)
    left, is_spaced = texts[0].left, True
    for index, each in enumerate(texts):
        text = " ".join(each.text.split())
        width, space = _width(text, each), _width(" ", each)
        begins_apart = is_spaced or each.text[0].isspace()
        left += _WIDE * each.size if each.begins_gap else space if index and begins_apart else 0
        if index and each.left != texts[index - 1].left:  # a word has a place of its own
            left = each.left
        if index + 1 < len(texts) and texts[index + 1].left != each.left:
            width = max(min(width, texts[index + 1].left - left - _SPACE * each.size), _SPACE * each.size)
        baseline = texts[0].top + ASCENT * size - (_RISE * size if each.is_raised else 0)
        yield Segment(
            text=_HYPHEN.sub(_LINE_HYPHEN, text) if each is texts[-1] else text,
            page=number,
            start=0,
            left=left,
            top=baseline - ASCENT * each.size,
            right=left + width,
            bottom=baseline + DESCENT * each.size,
            size=each.size,
            is_italic=each.is_italic,
            is_bold=each.is_bold,
            is_spaced=begins_apart,
            href=each.href,
        )
        left, is_spaced = left + width, each.text[-1].isspace()


def _width(text: str, like: PlacedText) -> float:
    """Return the estimated width of a text in the font of another one."""
    measure, unit = next((measure, unit) for name, measure, unit in _TYPEFACES if name.search(like.font))
    return measure(text) * unit * like.size * like.stretch * (_BOLD if like.is_bold else 1)


def _begins_word(line: _Line) -> bool:
    return line.segments[0].text[:1].isalnum()


def _fit(lines: Sequence[_Line], width: float, body: float) -> None:
    """Scale lines so that none overlaps its neighbour or the right margin, and marks follow their words directly.

    Args:
        lines: the lines of a page.
        width: the width of the page, in points.
        body: the size of the font of most of the text.
    """
    edge = width - 0.5 * min((each.left for each in lines), default=0.0)
    edge = max((each.right for each in lines if each.right < edge), default=edge)
    by_level = sorted(lines, key=lambda each: each.segments[0].baseline)
    pairs: list[tuple[_Line, _Line]] = []
    for index, each in enumerate(by_level):
        if each.right > edge:
            each.end_at(edge)
        near = (*by_level[max(index - _NEIGHBOURS, 0) : index], *by_level[index + 1 : index + 1 + _NEIGHBOURS])
        following = min((other for other in near if other.is_after(each)), key=lambda other: other.left, default=None)
        if following is not None:
            pairs.append((each, following))
    starts = Counter(round(following.left) for _, following in pairs)
    for each, following in pairs:
        if starts[round(following.left)] >= _FEWEST_IN_COLUMN and following.size > _SMALL * body:
            # The usual width of a line may be more than that of its column.
            if each.right > following.left - _WIDE * each.size > each.left:
                each.end_at(following.left - _WIDE * each.size)
            continue
        gap = following.left - each.right
        is_before_mark = following.size <= _SMALL * body < each.size
        is_glued = each.size <= _SMALL * body < following.size
        # A full stop after words in italic type.
        is_glued |= following.segments[0].text[0] in _CLOSING
        is_spaced = each.ends_blank or following.begins_blank
        # A word after the mark of a footnote is another word.
        is_spaced |= is_glued and _MARK.fullmatch(each.segments[0].text) is not None and _begins_word(following)
        least = _SPACE * each.size if is_spaced else 0.0
        if gap < least or (is_before_mark and gap < _MOST_STRETCHED * each.width) or (is_glued and gap < _NEAR * body):
            following.segments[0].is_spaced = is_spaced
            each.end_at(following.left - least)
