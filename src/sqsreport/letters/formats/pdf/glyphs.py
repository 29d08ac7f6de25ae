"""The characters of a page of a PDF: their positions, sizes, fonts and ink, as pdfium reports them.

A call into pdfium costs as much as a hundred characters, so that the text of a page is fetched whole, and only single
characters are asked about.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from statistics import median
from typing import Any, Final, NamedTuple

from sqsreport.letters.formats.geometry.segments import Box
from sqsreport.letters.formats.pdf.pdfium import Pdfium
from sqsreport.letters.limits import MAX_DEPTH

#: Invisible characters: white space, and the control characters for which some fonts have glyphs.
_BLANK: Final = r"\s\x00-\x1f\x7f-\x9f\uffff"
LINE: Final = re.compile(rf"[^{_BLANK}](?:[^\r\n]*[^{_BLANK}])?")
#: pdfium returns U+FFFE for a hyphen at the end of a line, without white space after it.
WORD: Final = re.compile(rf"[^{_BLANK}\ufffe]*\ufffe|[^{_BLANK}\ufffe]+")
#: A space between words.
_INNER_SPACE: Final = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_]|[,.:;])")
#: A space between letters or before a hyphen; and the maximum distance of a character from a space that it covers, in
#: points.
_COVERED_SPACE: Final = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_]|[\u2010\ufffe-])")
_COVERED: Final = 0.05
#: A space within an address, as programs add that underline each part; and its maximum width, in heights of a line.
_SPACE_IN_ADDRESS: Final = re.compile(r"(?:https?://|www\.|@)\S{0,80} (?=[\w./?&=#-])")
_NO_ROOM: Final = 0.06
#: Ligatures of three letters as Ghostscript 10.00 writes them: the first letter, and the sum of the others, each with
#: its two bytes swapped.
_LIGATURES: Final = {
    f"{chr(ord(letters[0]) << 8)}{chr(ord(letters[1]) + ord(letters[2]) << 8)}": letters
    for letters in ("ffi", "ffl", "ffj", "fft", "fti", "tti", "ttf")
}
#: Characters of the Cork encoding of TeX, by their codes. Its bitmap fonts have neither names nor a map to letters.
_CORK: Final = {
    **dict(zip("\x10\x11\x12\x13\x14\x15\x16", "“”„«»–—", strict=True)),
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
    "\x88": "•",
}
#: What such a code is before the characters are put in order: a control that is no white space.
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
#: Accents that are printed over the letter after them, as in the first encoding of TeX, with the characters to combine.
_ACCENTS: Final = dict(
    zip("´`¨ˆ˜ˇ˚¯˘˙¸", "\u0301\u0300\u0308\u0302\u0303\u030c\u030a\u0304\u0306\u0307\u0327", strict=True)
)
_ACCENTED: Final = re.compile(rf"[{''.join(_ACCENTS)}](?=[^\W\d_])")
_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_SWAPPED: Final = re.compile(r"[\u6100\u6600\u6800\u6900\u6a00\u6c00\u7300\u7400]{2,}")
#: A character that the file maps to no letter, within a word or alone between words.
_UNKNOWN: Final = re.compile(
    r"(?<=[^\W\d_])[\x01-\x08\x0e-\x1f]|[\x01-\x08\x0e-\x1f](?=[^\W\d_])"
    r"|(?<=[^\W\d_] )[\x01-\x08\x0e-\x1f](?= [^\W\d_])"
)
#: A soft hyphen within a line. Some fonts use it for hyphens, which then have a width.
_SOFT_HYPHEN: Final = re.compile(r"\u00ad(?=[^\s\u00ad])|(?<= )\u00ad(?= )")
#: The minimum width of a space, in heights of a line.
_LEAST_SPACE: Final = 0.12
#: The same after a letter that always has a gap after it, as in programs that round each letter to whole pixels.
_NARROW_SPACE: Final = 0.19
#: The minimum difference between a space and the usual gap after a letter.
_LEAST_SPACE_BEYOND: Final = 0.1
#: The maximum number of occurrences of a letter of which the gap is measured.
_MOST_PLACES: Final = 60
#: A capital within a word, with the two letters before it; and the minimum gap before it that is a space.
_CAPITAL: Final = re.compile(r"[^\W\d_][a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
_LEAST_CAPITAL_SPACE: Final = 0.06
#: A capital directly after the end of a sentence; and the minimum gap before it that is a space.
_NEXT_SENTENCE: Final = re.compile(r"[a-zß-öø-ÿ]{2}[.!?][A-ZÀ-ÖØ-Þ]")
_LEAST_SENTENCE_SPACE: Final = 0.09
#: A word; a word that ends before a space; and the maximum number of characters of it.
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_LONGEST_WORD: Final = 40
#: A word that may be two; and the minimum gap between its letters that is a space.
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_LEAST_SPACE_IN_WORD: Final = 0.117
#: The characters around a missing space; and a character directly after another one.
_NO_SPACE: Final = re.compile(r"[^\W\d_][,.;:][^\W\d_]|’s[^\W\d_]|[.:•–]\w")
_ADJACENT: Final = re.compile(r"(?<=[^\s\ufffe])[^\s\ufffe]")
#: The minimum slant of letters that are slanted by their matrix, relative to their height.
_SLANT: Final = 0.05
#: The maximum height of a line of small type, in points.
_SMALL_HEIGHT: Final = 12.5
_ITALIC: Final = 1 << 6
_FORCED_BOLD: Final = 1 << 18
_BOLD_NAME: Final = re.compile(r"bold|black|heavy|semibold|demi(?!r)", re.IGNORECASE)
_ITALIC_NAME: Final = re.compile(r"italic|oblique|slanted|(?:ital|obli)$", re.IGNORECASE)
#: How characters are printed: in ink, in ink that may not show on the page, or not at all.
INK, PALE, NO_INK = 0, 1, 2
_INVISIBLE_MODES: Final = (3, 7)
_PALE_COLOUR: Final = 0xE6
#: The maximum number of consecutive characters without a name.
_MOST_UNNAMED: Final = 100
#: The maximum length of the name of a marked content, in bytes.
_NAME_BYTES: Final = 128


class Look(NamedTuple):
    """The common properties of the characters of a segment."""

    tag: int
    font: int
    size: float


class Glyphs:
    """The characters of one page, by their index in its text."""

    def __init__(self, pdfium: Pdfium, text_page: Any) -> None:
        self.pdfium = pdfium
        #: A cache of the styles of objects.
        self.looks: dict[int, Look] = {}
        self._text_page = text_page
        self._handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._floats, self._size = (ctypes.c_float * 6)(), ctypes.c_float()
        self._floats_at, self._size_at = ctypes.byref(self._floats), ctypes.addressof(self._size)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_at, self._y_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._name, self._length = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_ulong()
        self._name_at, self._length_at = ctypes.addressof(self._name), ctypes.addressof(self._length)
        self._colour = (ctypes.c_uint * 4)()
        start = ctypes.addressof(self._colour)
        self._colour_at = tuple(start + i * ctypes.sizeof(ctypes.c_uint) for i in range(4))
        #: The index that pdfium has for each character of the text.
        self._indices: Sequence[int] = ()
        self._bounds: Box = (0.0, 0.0, 0.0, 0.0)
        self._turn = 0
        #: Letters that have a gap before the next letter within words.
        self._apart: set[str] = set()
        #: The words of a text, with their numbers of occurrences.
        self._words: tuple[str, Counter[str]] = "", Counter()
        #: The usual gap after a letter in a font and a size.
        self._gaps: dict[tuple[str, tuple[int, float]], float] = {}
        #: The width of a character of a font, in font sizes.
        self._widths: dict[tuple[int, str], float] = {}
        #: Whether pdfium omits spaces, as between words that Ghostscript separates by character spacing.
        self.lacks_spaces: bool = False

    def place(self, bounds: Box, turn: int) -> None:
        """Set the box of the page and the quarter turns, clockwise, after which its text is upright."""
        self._bounds, self._turn = bounds, turn

    def text(self) -> str:
        """Return the text of the page, of which every character has an index."""
        count = self.count_characters()
        buffer = ctypes.create_string_buffer(2 * (2 * count + 2))
        raw = self.pdfium.raw
        wanted = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = raw.FPDFText_GetText(self._text_page, 0, count, wanted) if count > 0 else 0
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="surrogatepass")
        self._indices = range(count)
        if len(text) != count:
            # pdfium counts UTF-16 units, including unnamed characters that the text does not have.
            starts = accumulate((1 if character < "\U00010000" else 2 for character in text), initial=0)
            at = raw.FPDFText_GetCharIndexFromTextIndex
            self._indices = [max(at(self._text_page, start), 0) for start, _ in zip(starts, text, strict=False)]
            text = self._with_unnamed(text)
        text = _SWAPPED.sub(lambda match: match[0].encode("utf-16-be").decode("utf-16-le"), self._with_ligatures(text))
        if _CONTROL.search(text):
            text = self._with_bitmap_letters(text)
        text = self._with_accents(_UNKNOWN.sub("\ufffd", text))
        if "\u00ad" in text:
            text = _SOFT_HYPHEN.sub(lambda match: match[0] if self._is_covered(match.start()) else "-", text)
        return self._with_missing_spaces(self._without_false_spaces(self._without_covered_spaces(text)))

    def _with_ligatures(self, text: str) -> str:
        """Replace the two characters that Ghostscript writes for a ligature by its three letters."""
        for characters, letters in _LIGATURES.items():
            while (at := text.find(characters)) >= 0:
                indices = self._indices
                self._indices = [*indices[: at + 1], *indices[at : at + 2], *indices[at + 2 :]]
                text = text[:at] + letters + text[at + 2 :]
        return _HALF_CHARACTER.sub("\ufffd", text)

    def _with_accents(self, text: str) -> str:
        """Put accents that are printed over letters on these."""
        places = set()
        for match in _ACCENTED.finditer(text):
            i = match.start()
            letter = unicodedata.normalize("NFC", text[i + 1] + _ACCENTS[text[i]])
            if len(letter) == 1 and self._is_over(i):
                text = f"{text[: i + 1]}{letter}{text[i + 2 :]}"
                places.add(i)
        return self._without(text, places)

    def _is_over(self, i: int) -> bool:
        """Check whether the middle of a character is over the one after it."""
        boxes = []
        for index in self._indices[i : i + 2]:
            if not self.pdfium.box_at(self._handle, index, self._floats_at):
                return False
            boxes.append(self.read_box(self._floats[0], self._floats[3], self._floats[2], self._floats[1]))
        accent, letter = boxes
        return letter[0] < (accent[0] + accent[2]) / 2 < letter[2]

    def _with_bitmap_letters(self, text: str) -> str:
        """Write out the codes of ligatures, dashes, quotation marks and bullets in the bitmap fonts of TeX."""
        places = [match.start() for match in _CONTROL.finditer(text)]
        if not all(text[i] in _CORK and not self._name_of(self.look_of(self.object_at(i)).font) for i in places):
            return text
        self._indices = [index for index, each in zip(self._indices, text, strict=False) for _ in _CORK.get(each, each)]
        return "".join(_CORK.get(each, each) for each in text)

    def _with_unnamed(self, text: str) -> str:
        """Add the printed characters that pdfium omits because their codes are those of control characters."""
        has_no_name, indices = self.pdfium.raw.FPDFText_HasUnicodeMapError, self._indices
        unnamed = [
            (place, index)
            for place, (before, after) in enumerate(pairwise(indices), 1)
            for index in range(before + 1, min(after, before + _MOST_UNNAMED))
            if has_no_name(self._text_page, index) == 1
            and any(map(str.isalnum, text[max(place - 2, 0) : place + 2]))  # controls by themselves are no text
        ]
        for place, index in reversed(unnamed):
            text = f"{text[:place]}\ufffd{text[place:]}"
            self._indices = [*self._indices[:place], index, *self._indices[place:]]
        return text

    def _with_missing_spaces(self, text: str) -> str:
        """Add the spaces that pdfium omits before capitals, where the gap is wider than that of other letters."""
        places = [
            match.end()
            for match in _CAPITAL.finditer(text)
            if self._gap(match.end() - 1, match.end() - 2)
            > max(self._gap(match.start() + 1, match.start()), self._gap_after(text, match.end() - 2), 0)
            + _LEAST_CAPITAL_SPACE
        ]
        places += [
            match.end()
            for match in _NEXT_SENTENCE.finditer(text)
            if self._gap(match.end() - 1, match.end() - 2) > _LEAST_SENTENCE_SPACE
        ]
        places = sorted({*places, *self._within_words(text)})
        self.lacks_spaces = self.lacks_spaces or any(
            self._gap(match.end() - 1, match.end() - 2) > _LEAST_SPACE for match in _NO_SPACE.finditer(text)
        )
        if self.lacks_spaces:
            places = sorted({*places, *self._wide_gaps(text)})
        if not places:
            return text
        bounds = [0, *(place - 1 for place in places), len(text)]
        parts = list(pairwise(bounds))
        # A space has the index of the letter before it.
        self._indices = [
            index
            for start, end in parts
            for index in (*self._indices[start:end], *([self._indices[end - 1]] if end < len(text) else []))
        ]
        return " ".join(text[start:end] for start, end in parts)

    def _wide_gaps(self, text: str) -> Iterator[int]:
        """Yield the positions in each line at which the gap between two characters is much wider than the others."""
        for line in LINE.finditer(text):
            places = [match.start() for match in _ADJACENT.finditer(text, line.start(), line.end())]
            gaps = [self._gap(place, place - 1) for place in places]
            if gaps:
                least = median(gaps) + _LEAST_SPACE
                yield from (
                    place + 1
                    for place, gap in zip(places, gaps, strict=True)
                    if gap > (max(least, _NARROW_SPACE) if text[place - 1] in self._apart else least)
                )

    def _gap(self, i: int, before: int) -> float:
        """Return the gap between the box of a character and that of an earlier one; the page may be rotated.

        The unit is the height of a line.
        """
        box_at, floats = self.pdfium.box_at, self._floats
        if not box_at(self._handle, self._indices[before], self._floats_at):
            return 0.0
        left, top, right, bottom = floats[:4]
        if not box_at(self._handle, self._indices[i], self._floats_at):
            return 0.0
        other_left, other_top, other_right, other_bottom = floats[:4]
        gap = max(other_left - right, left - other_right, bottom - other_top, other_bottom - top)
        return float(gap / max(abs(other_top - other_bottom), abs(other_right - other_left), 0.1))

    def _distance(self, text: str, i: int, before: int) -> float:
        """Return the distance from the end of an earlier character, whose ink may extend beyond it, in the same unit.

        Boxes contain all ink: an italic f extends over the next letter, or begins under the previous one.
        """
        box_at, floats = self.pdfium.box_at, self._floats
        if not box_at(self._handle, self._indices[before], self._floats_at):
            return 0.0
        _, top, right, bottom = floats[:4]
        if not box_at(self._handle, self._indices[i], self._floats_at):
            return 0.0
        left, other_top, other_right, other_bottom = floats[:4]
        if not (right < other_right and bottom < other_top and other_bottom < top):
            return self._gap(i, before)
        origin = self._page_origin(before)
        is_ligature = before > 0 and self._page_origin(before - 1) == origin
        width = 0.0 if is_ligature else self._width_of(text[before], before)
        end = min(right, origin[0] + width) if width else right
        height = max(abs(other_top - other_bottom), abs(other_right - left), 0.1)
        return float((max(left, self._page_origin(i)[0]) - end) / height)

    def _width_of(self, character: str, i: int) -> float:
        """Return the advance width of a character in its font, or 0 if the font does not state it."""
        target = self.object_at(i)
        look = self.look_of(target)
        key = look.font, character
        if key not in self._widths:
            is_known = look.font and self.pdfium.width_of(look.font, ord(character), 1.0, self._size_at)
            self._widths[key] = self._size.value if is_known else 0.0
        return self._widths[key] * look.size * self.scale_of(i) if self._widths[key] else 0.0

    def _without_false_spaces(self, text: str) -> str:
        """Remove the spaces that pdfium adds within words whose letters have small gaps."""
        indices = self._indices
        is_generated, handle = self.pdfium.is_generated, self._handle
        false: set[int] = set()
        for line in LINE.finditer(text):
            if not self._is_small(line.start()):  # as only the letters of small type are so far apart
                continue
            for match in _INNER_SPACE.finditer(text, line.start(), line.end()):
                i = match.start()
                # A capital after a small letter begins a word, however near it is.
                may_be_word = text[i + 1].isupper() and text[i - 1].islower()
                if not may_be_word and is_generated(handle, indices[i]) and self._is_no_space(text, i):
                    false.add(i)
        return self._without(text, false)

    def _without_covered_spaces(self, text: str) -> str:
        """Remove the spaces that the next letter covers.

        Cairo writes a space of no width for each soft hyphen of a web page that Chromium has printed.
        """
        places = [match.start() for match in _COVERED_SPACE.finditer(text)]
        ends = [match.end() for match in _SPACE_IN_ADDRESS.finditer(text)]
        covered = {end - 1 for end in ends if self._gap(end, end - 2) < _NO_ROOM}
        if any(self._is_covered(i) for i in places[:_MOST_PLACES]):
            covered |= {i for i in places if self._is_covered(i)}
        return self._without(text, covered)

    def _is_covered(self, i: int) -> bool:
        """Check whether the next character is printed at the position of one that pdfium did not add."""
        (x, y), (other_x, other_y) = self._page_origin(i), self._page_origin(i + 1)
        is_same = abs(x - other_x) + abs(y - other_y) < _COVERED
        return is_same and not self.pdfium.is_generated(self._handle, self._indices[i])

    def _without(self, text: str, places: set[int]) -> str:
        """Remove characters from a text."""
        if not places:
            return text
        self._indices = [index for i, index in enumerate(self._indices) if i not in places]
        return "".join(character for i, character in enumerate(text) if i not in places)

    def _is_small(self, i: int) -> bool:
        """Check whether a character is of the size of notes."""
        if not self.pdfium.box_at(self._handle, self._indices[i], self._floats_at):
            return False
        left, top, right, bottom = self._floats[:4]
        return bool(max(abs(top - bottom), abs(right - left)) < _SMALL_HEIGHT)

    def _is_no_space(self, text: str, i: int) -> bool:
        """Check whether the characters around a space are as close as those of one word; the page may be rotated."""
        gap = self._gap(i + 1, i - 1)
        if gap >= _NARROW_SPACE or self._is_slanted(i - 1):  # of upright letters, whose boxes reach over the next one
            return False
        gap = self._distance(text, i + 1, i - 1)
        if gap >= _NARROW_SPACE:
            return False
        usual = self._gap_after(text, i - 1)
        is_wide = usual <= _LEAST_SPACE and gap - usual > _LEAST_SPACE_BEYOND
        if gap >= _LEAST_SPACE and (is_wide or self._are_words(text, i)):
            return False
        if gap >= _LEAST_SPACE:
            self._apart.add(text[i - 1])
        return True

    def _are_words(self, text: str, i: int) -> bool:
        """Check whether the letters before a space and those after it are words elsewhere in the text."""
        if self._words[0] is not text:
            self._words = text, Counter(_LETTERS.findall(text))
        before, after = _LAST_WORD.search(text, max(i - _LONGEST_WORD, 0), i), _LETTERS.match(text, i + 1)
        return all(part and len(part[0]) > 1 and self._words[1][part[0]] > 1 for part in (before, after))

    def _gap_after(self, text: str, i: int) -> float:
        """Return the usual gap after a letter of a font and size within words.

        Programs that let each letter be a whole number of pixels set some letters closer to the next one than others,
        and after some of them pdfium always has a space.
        """
        key = text[i], self.look_of(self.object_at(i))[1:]
        if key not in self._gaps:
            places = [
                match.span()
                for match in islice(re.finditer(rf"{re.escape(text[i])} ?(?=[a-zß-öø-ÿ])", text), _MOST_PLACES)
                if self.look_of(self.object_at(match.start()))[1:] == key[1]
            ]
            near = [self._gap(end, start) for start, end in places if end == start + 1]
            apart = [self._gap(end, start) for start, end in places if end > start + 1]
            # A letter that only ends words has only spaces after it, which have the same width.
            is_within = len(apart) > 2 and max(apart) - min(apart) > _LEAST_SPACE
            self._gaps[key] = median(near) if near else min(apart) if is_within else 0.0
        return self._gaps[key]

    def _within_words(self, text: str) -> Iterator[int]:
        """Yield the positions after letters in words that occur once, where the next letter is as far as a word."""
        spaces = islice(_INNER_SPACE.finditer(text), _MOST_PLACES)
        if not any(self.pdfium.is_generated(self._handle, self._indices[match.start()]) for match in spaces):
            return
        words = Counter(_LONG_WORD.findall(text))
        for match in _LONG_WORD.finditer(text):
            for i in range(match.start(), match.end() - 1) if words[match[0]] == 1 else ():
                gap = self._gap(i + 1, i)
                if gap > _LEAST_SENTENCE_SPACE and gap > self._gap_after(text, i) + _LEAST_SPACE_IN_WORD:
                    yield i + 2

    def _is_slanted(self, i: int) -> bool:
        """Check whether a character is slanted by its matrix and not by its font."""
        if not self.pdfium.matrix_at(self._handle, self._indices[i], self._floats_at):
            return False
        a, b, c, d = self._floats[:4]
        return abs(a * c + b * d) > _SLANT * abs(a * d - b * c)

    def object_at(self, i: int) -> int | None:
        """Return the object that prints a character, unless pdfium added the character."""
        handle: int | None = self.pdfium.object_at(self._handle, self._indices[i])
        return handle

    def look_of(self, target: int | None) -> Look:
        """Return the common properties of the characters of an object."""
        if target is None:  # as for a hyphen that pdfium adds
            return Look(-1, 0, 0)
        look = self.looks.get(target)
        if look is None:
            pdfium = self.pdfium
            pdfium.size_of(target, self._size_at)
            look = Look(pdfium.tag_of(target), pdfium.font_of(target) or 0, self._size.value)
            self.looks[target] = look
        return look

    def ink_of(self, target: int) -> int:
        """Return how the characters of an object are printed."""
        pdfium, colour = self.pdfium, self._colour
        if pdfium.mode_of(target) in _INVISIBLE_MODES:
            return NO_INK
        if pdfium.fill_of(target, *self._colour_at):
            red, green, blue, alpha = colour
            if alpha == 0:
                return NO_INK
            if min(red, green, blue) >= _PALE_COLOUR:
                return PALE
        if pdfium.count_marks(target) > 0 and self.has_mark(target, "OC"):
            return PALE  # on a layer, which may be hidden
        return INK

    def right_of(self, i: int) -> float:
        """Return the end of a character, in the direction of reading."""
        if not self.pdfium.box_at(self._handle, self._indices[i], self._floats_at):
            return self.origin_of(i)[0]
        left, top, right, bottom = self._floats[:4]
        return self.read_box(left, bottom, right, top)[2]

    def scale_of(self, i: int) -> float:
        """Return the size of a character relative to the size of its font."""
        if not self.pdfium.matrix_at(self._handle, self._indices[i], self._floats_at):
            return 1.0
        across, up = self._floats[2:4]
        return math.hypot(across, up)

    def origin_of(self, i: int) -> tuple[float, float]:
        """Return the origin of a character on its baseline, in the direction of reading."""
        x, y = self._page_origin(i)
        if not self._turn:
            return x - self._bounds[0], self._bounds[3] - y
        left, top, _, _ = self.read_box(x, y, x, y)
        return left, top

    def read_box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Convert a box from the coordinates of the page, which grow upwards, to those of the page as it is read."""
        x0, y0, x1, y1 = self._bounds
        if self._turn == 0:
            return left - x0, y1 - top, right - x0, y1 - bottom
        if self._turn == 1:
            return bottom - y0, left - x0, top - y0, right - x0
        if self._turn == 2:
            return x1 - right, bottom - y0, x1 - left, top - y0
        return y1 - top, x1 - right, y1 - bottom, x1 - left

    def reading_turn(self, lines: list[tuple[int, int]]) -> int:
        """Return the number of clockwise quarter turns that make most of the text upright."""
        votes = [0, 0, 0, 0]
        for start, _ in sorted(lines, key=lambda line: line[0] - line[1])[:12]:
            # Characters on one line of text may be far apart, so the direction is that of a character itself.
            index = self._indices[start]
            if not self.pdfium.matrix_at(self._handle, index, self._floats_at):
                continue
            across, up = self._floats[:2]
            if abs(across) >= abs(up):
                votes[0 if across >= 0 else 2] += 1
            else:
                votes[1 if up > 0 else 3] += 1
        return votes.index(max(votes))

    def _page_origin(self, i: int) -> tuple[float, float]:
        index = self._indices[i]
        self.pdfium.origin_at(self._handle, index, self._x_at, self._y_at)
        return self._x.value, self._y.value

    def style_of(self, font: int) -> tuple[bool, bool]:
        """Return whether a font is italic, and whether it is bold."""
        if not font:
            return False, False
        if font not in self._fonts:
            name = self._name_of(font)
            flags = max(self.pdfium.raw.FPDFFont_GetFlags(ctypes.cast(font, self.pdfium.raw.FPDF_FONT)), 0)
            self._fonts[font] = (
                bool(flags & _ITALIC or _ITALIC_NAME.search(name)),
                bool(flags & _FORCED_BOLD or _BOLD_NAME.search(name)),
            )
        return self._fonts[font]

    def _name_of(self, font: int) -> str:
        """Return the name of a font, without the prefix of a subset."""
        buffer = ctypes.create_string_buffer(256)
        raw = self.pdfium.raw
        raw.FPDFFont_GetBaseFontName(ctypes.cast(font, raw.FPDF_FONT), buffer, 256)
        name = buffer.value.decode("latin-1")
        return name.partition("+")[2] or name

    def has_mark(self, target: int | None, name: str) -> bool:
        """Check whether an object is part of a marked content with a name."""
        if target is None:
            return False
        pdfium, wanted = self.pdfium, f"{name}\0".encode("utf-16-le")
        for i in range(min(max(pdfium.count_marks(target), 0), MAX_DEPTH)):
            has_name = pdfium.name_of(pdfium.mark_at(target, i), self._name_at, _NAME_BYTES, self._length_at)
            if has_name and self._length.value == len(wanted) and self._name.raw.startswith(wanted):
                return True
        return False

    def count_characters(self) -> int:
        """Return the number of characters of the page."""
        return int(self._text_page.count_chars())
