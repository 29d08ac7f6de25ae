"""Lines of a page of a PDF, cut where their type changes or a wide gap is between words.

Only the ends of lines and words are looked at closely: what looks alike at both ends is one phrase. Words within a line
are looked at where the line is wider than its characters need.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from sqsreport.letters.formats.geometry.lines import LEADER, NARROW_FIGURE
from sqsreport.letters.formats.pdf.glyphs import WORD, Glyphs

#: The maximum distance between the baselines of texts on one line, in points.
_LEVEL: Final = 0.5
#: The minimum excess width of a line over its characters for which its words are measured, in font sizes.
_STRETCHED: Final = 0.53
#: The minimum gap that is wider than the space between words, in font sizes.
_GAP: Final = 0.6
#: The minimum gap that is wider than the space between letters, in font sizes.
_WORD_GAP: Final = 0.18
#: The beginning of a word, or of a mark in brackets, without a space before it.
_AFTER_PUNCTUATION: Final = re.compile(r"(?<=[.,:;!?)”’])[^\W_“‘\"]|(?<=[.,:;!?])[“‘\"]|(?<=[^\W_])[\[(]")
_PUNCTUATION: Final = '.,:;!?)"”’'
#: A possible mark of a footnote.
_MARK: Final = re.compile(r"[0-9*†‡§]|[ivx]$")
#: Figures after a word, or before one at the start of a line.
_GLUED_FIGURES: Final = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[^\s\d][.,:;!?)”’]))[0-9]{1,2}(?![\w.,]*\w)|(?<!\S)[0-9]{1,2}(?=[^\W\d_])"
)
#: The minimum number of gaps between the letters of a word that shows letter-spacing.
_LEAST_GAPS: Final = 3
#: Letters with spaces between them, as in a letter-spaced heading.
_SPACED_OUT: Final = re.compile(r"(?:^|\s)\S \S(?:\s|$)")
#: The minimum gap between letter-spaced letters, in font sizes.
_LETTER_GAP: Final = 0.06
_LONGEST_WIDE: Final = 100


def _around_leaders(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Cut a phrase before and after each leader, without the white space around it."""
    bounds = [start, *(place for match in LEADER.finditer(text, start, stop) for place in match.span()), stop]
    for begin, end in pairwise(bounds):
        part = text[begin:end]
        if part.strip():
            yield begin + len(part) - len(part.lstrip()), begin + len(part.rstrip())


class Phrases:
    """Cuts the text of a page into phrases."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs

    def spans(self, text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Cut lines where their look changes, where a wide gap is between words, and around the dots of a leader."""
        spans = self._spans(text, lines)
        if not LEADER.search(text):
            return spans
        return (part for start, stop in spans for part in _around_leaders(text, start, stop))

    def _spans(self, text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        glyphs = self._glyphs
        for start, stop in lines:
            if _SPACED_OUT.search(text, start, stop) and self._is_spaced_out(text, start, stop):
                yield start, stop
            elif glyphs.object_at(start) == glyphs.object_at(stop - 1) is not None:
                for begin, end in self._phrases(text, start, stop):
                    yield from self._without_marks(text, begin, end)
            else:
                for begin, end in self._words(text, start, stop):
                    yield from self._without_marks(text, begin, end)

    def _phrases(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Cut a line that was printed as one text at the wide gaps between its words."""
        glyphs = self._glyphs
        size = glyphs.look_of(glyphs.object_at(start)).size * glyphs.scale_of(start)
        needed = _STRETCHED * size * (stop - start)
        if glyphs.right_of(stop - 1) - glyphs.origin_of(start)[0] <= needed or not text[start:stop].count(" "):
            yield start, stop
            return
        if stop - start < _LONGEST_WIDE and self._is_spaced_out(text, start, stop):
            yield start, stop
            return
        words = [match.span() for match in WORD.finditer(text, start, stop)]
        begin = start
        for (_, before), (after, _) in pairwise(words):
            if glyphs.origin_of(after)[0] - glyphs.right_of(before - 1) > _GAP * size:
                yield begin, before
                begin = after
        yield begin, stop

    def _without_marks(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Cut a phrase at the raised figures of its font, which are as high as others but narrower."""
        glyphs = self._glyphs
        begin = start
        for match in _GLUED_FIGURES.finditer(text, start, stop):
            first, end = match.span()
            size = glyphs.look_of(glyphs.object_at(first)).size * glyphs.scale_of(first)
            if glyphs.right_of(end - 1) - glyphs.origin_of(first)[0] >= NARROW_FIGURE * size * (end - first):
                continue
            if first > begin:
                yield begin, first
            yield first, end
            begin = end
            while begin < stop and text[begin].isspace():
                begin += 1
        if begin < stop:
            yield begin, stop

    def _words(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Join the words of a line that look alike and are adjacent."""
        glyphs = self._glyphs
        begin = end = start
        target, line = glyphs.object_at(start), glyphs.origin_of(start)[1]
        look = glyphs.look_of(target)
        last, scale = glyphs.object_at(stop - 1), glyphs.scale_of(start)
        count = 0  # of the words that were printed in one go
        for word_begin, word_end in self._split(text, start, stop):
            current = glyphs.object_at(word_begin)
            if current is None or current != target:
                left, current_line = glyphs.origin_of(word_begin)
                # If each letter is printed separately, letters that look different have another tag.
                is_lettered = (
                    current is not None and word_end - word_begin > 2 and glyphs.object_at(word_end - 1) != current
                )
                is_alike = is_lettered and glyphs.pdfium.tag_of(current) == look.tag >= 0
                current_look = look if is_alike else glyphs.look_of(current)
                is_apart = word_begin == end and self._is_apart(word_begin)
                goes_on = not is_apart and count < 2 and current_look == look and abs(current_line - line) < _LEVEL
                if word_begin > start and not (goes_on and self._is_near(end - 1, left, look.size * scale)):
                    yield begin, end
                    begin = word_begin
                if current == last is not None:
                    break  # the rest was printed in one go
                target, look, line, count = current, current_look, current_line, 0
            count += 1
            end = word_end
        yield begin, stop

    def _split(self, text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Cut a line into words, and a word where its look changes, as before the mark of a footnote."""
        glyphs = self._glyphs
        for match in WORD.finditer(text, start, stop):
            begin, end = match.span()
            word = match[0]
            if word.isalpha() and word[1:].islower() and word[-1] not in "ivx":  # as most are
                yield begin, end
                continue
            capitals = [i for i in range(begin + 1, end) if text[i].isupper() and text[i - 1].islower()]
            others = [after.start() for after in _AFTER_PUNCTUATION.finditer(text, begin + 1, end)]
            for i in sorted((*capitals, *others)):
                if glyphs.object_at(i) != glyphs.object_at(i - 1) and (
                    not self._is_same(i - 1, i) or self._is_apart(i, _LETTER_GAP if i in capitals else _WORD_GAP)
                ):
                    yield begin, i
                    begin = i
            # The look rarely changes between two letters of a word, except at a mark directly before the next word.
            last = begin + max(len(text[begin:end].rstrip(_PUNCTUATION)), 1) - 1  # which may be a mark
            is_word = text[begin].isalpha() and text[end - 1].isalpha()
            is_alike = is_word or (self._is_same(begin, end - 1) and self._is_same(begin, last))
            if not is_alike or (is_word and _MARK.search(text, begin, end)):
                for i in range(begin + 1, end):
                    if not self._is_same(i - 1, i):
                        yield begin, i
                        begin = i
            yield begin, end

    def _is_same(self, first: int, second: int) -> bool:
        glyphs = self._glyphs
        if first == second:
            return True
        one, other = glyphs.object_at(first), glyphs.object_at(second)
        if one == other:
            return True
        is_level = abs(glyphs.origin_of(first)[1] - glyphs.origin_of(second)[1]) < _LEVEL
        return is_level and glyphs.look_of(one) == glyphs.look_of(other)

    def _is_apart(self, i: int, gap: float = _WORD_GAP) -> bool:
        """Check whether a character is as far from the previous one as words are, although the text has no space."""
        glyphs = self._glyphs
        size = glyphs.look_of(glyphs.object_at(i)).size * glyphs.scale_of(i)
        return glyphs.origin_of(i)[0] - glyphs.right_of(i - 1) > gap * size

    def _is_near(self, last: int, left: float, size: float) -> bool:
        """Check whether the gap from a character to *left* is at most that between words."""
        return -0.3 * size < left - self._glyphs.right_of(last) < 0.6 * size

    def _letter_gaps(self, text: str, start: int) -> tuple[list[int], list[float]]:
        """Return the positions of the letters in a text, and the gaps between them."""
        glyphs = self._glyphs
        places = [i for i, character in enumerate(text) if not character.isspace()]
        gaps = [
            glyphs.origin_of(start + after)[0] - glyphs.right_of(start + before) for before, after in pairwise(places)
        ]
        return places, gaps

    def _is_spaced_out(self, text: str, start: int, stop: int) -> bool:
        """Check whether a line is letter-spaced."""
        glyphs = self._glyphs
        _, gaps = self._letter_gaps(text[start:stop], start)
        size = glyphs.look_of(glyphs.object_at(start)).size * glyphs.scale_of(start)
        is_level = abs(glyphs.origin_of(start)[1] - glyphs.origin_of(stop - 1)[1]) < _LEVEL
        return is_level and len(gaps) >= _LEAST_GAPS and sorted(gaps)[len(gaps) // 2] > _LETTER_GAP * size

    def closed_up(self, text: str, start: int) -> str:
        """Return letter-spaced text without the spaces between its letters; the widest gaps separate words."""
        if not _SPACED_OUT.search(text):
            return text
        glyphs = self._glyphs
        places, gaps = self._letter_gaps(text, start)
        if len(gaps) < _LEAST_GAPS:
            return text
        usual = sorted(gaps)[len(gaps) // 2]
        size = glyphs.look_of(glyphs.object_at(start)).size * glyphs.scale_of(start)
        if usual <= _LETTER_GAP * size:
            return text
        words = [text[places[0]]]
        for place, gap in zip(places[1:], gaps, strict=True):
            words.append(f" {text[place]}" if gap > usual + 0.18 * size else text[place])
        return "".join(words)

    def is_added(self, i: int) -> bool:
        """Check whether a character was printed separately from those before it, which were printed together."""
        hyphen, before, first = (self._glyphs.object_at(max(each, 0)) for each in (i, i - 1, i - 2))
        return hyphen != before and before == first
