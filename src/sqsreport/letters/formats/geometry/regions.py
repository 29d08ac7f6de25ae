"""Regions of a letter, as its tags or its layout show them, as blocks with their words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from operator import itemgetter
from typing import Final, NamedTuple

import attrs

from sqsreport.letters.blocks import (
    Block,
    Footnote,
    Heading,
    Line,
    ListItem,
    PageBreak,
    Paragraph,
    Passage,
    TableRow,
    Unread,
)
from sqsreport.letters.characters import SOFT_HYPHEN
from sqsreport.letters.compounds import begins_compound, is_compound
from sqsreport.letters.formats.geometry.lines import BULLET, is_spaced, text_of
from sqsreport.letters.formats.geometry.rows import Cell
from sqsreport.letters.formats.geometry.segments import DRAWN_BULLET, Box, Page, Segment
from sqsreport.letters.inline import Run, from_runs

_NUMBER: Final = re.compile(r"[\[(]?(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,5}|[a-z])[.)\]]{1,2}(?=\s|$)")
_NOTE_LABEL: Final = re.compile(
    r"[\[(]?(?P<label>[0-9]{1,2}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3})[\])]?\.?(?=\s|$|(?<=[0-9])[A-ZÀ-ÖØ-Þ])|(?P<raised>[¹²³⁰⁴-⁹]{1,2})"
)
_MARK: Final = re.compile(r"[\[(]?(?P<label>\w{1,3}|[*†‡§¶]{1,3})[\])]?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LAST_LETTERS: Final = re.compile(
    r"(?:(?P<first>[^\W\d_][\ufffe\u2010-])|(?<![^\W\d_]))(?P<word>[^\W\d_]++)(?P<hyphen>[\ufffe\u2010\u00ad-])$"
)
_FIRST_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: First halves of words that are written without a hyphen though both halves are words.
_SOLID: Final = frozenset("with under over out in up any some every where when there here to news fore".split())
#: Words within compounds, such as ``day-to-day`` and ``case-by-case``.
_LINKS: Final = frozenset("to by the and".split())
#: Minimum share of lines that end with a hyphen in a letter that a program hyphenated.
_MIN_HYPHENATED: Final = 0.01
#: pdfium has U+FFFE for a hyphen at the end of a line, unless the words of a page are in another order.
_LINE_HYPHENS: Final = ("\ufffe", "\u2010", "\u00ad", "-")
#: Superscript figures after a word.
_SUPERSCRIPT: Final = re.compile(r"(?<=\S)[¹²³⁰⁴-⁹]+")
#: A web address that continues on the next line, and the start of a text that only continues an address.
_ADDRESS: Final = re.compile(r"https?://\S*$")
_REST_OF_ADDRESS: Final = re.compile(r"[a-z0-9-]*(?:\.[a-z0-9-]+)*/[\w./?&=#-]*|www\.")
_HYPHEN_APART: Final = re.compile(r"(?<=[^\W\d_]) (?=\u2010$)")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\uffff]")
_MAY_BE_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|!]")
#: The kinds of regions whose lines continue each other.
_FLOWING: Final = ("paragraph", "item", "note")
#: Placeholders for hyphens at line ends while runs are built, and the characters of the file.
_SOFT: Final = {"\ufffe": "\u00ad", "\uffff": "\u2010"}


@attrs.define(eq=False)
class Region:
    """A heading, paragraph, item, row or note as its segments, before it becomes a block.

    Attributes:
        kind: ``heading``, ``paragraph``, ``item``, ``row``, ``note``, ``unread`` or ``break``, the end of a page.
        lines: lines of cells; of a row of a table, each cell is a line.
        level: of a heading, from 1; of an item, from 0.
        is_header: whether it is a row of titles.
        reason: why it is not part of the text.
        unclear: for each line the beginnings of the sentences in it with which a paragraph may begin.
    """

    kind: str
    lines: list[list[Cell]]
    level: int = 0
    is_header: bool = False
    reason: str | None = None
    unclear: Sequence[tuple[str, ...]] = ()

    @property
    def start(self) -> str:
        """The words that it begins with, for a look at them."""
        segments = next((row for line in self.lines for cell in line for row in cell), [])
        return text_of(segments)


def blocks_of(regions: Sequence[Region], pages: Sequence[Page]) -> Iterator[Block]:
    """Make blocks of regions."""
    notes = (_NOTE_LABEL.match(region.start) for region in regions if region.kind == "note")
    labels = frozenset(_label(match) for match in notes if match)
    maker = _LineMaker(pages, Hyphens((page.text for page in pages), regions), labels)
    for region in regions:
        yield _block(region, maker)


def _rest_on_next_page(row: Region) -> Cell:
    """Return the end of the first cell of a row that is on the next page, if no other cell has anything there."""
    first, *others = [[segments for cell in cells for segments in cell] for cells in row.lines] or [[]]
    pages = {segments[0].page for cell in others for segments in cell}
    return [segments for segments in first if pages and segments[0].page > max(pages)]


def _block(region: Region, maker: _LineMaker) -> Block:
    if region.kind == "heading":
        return Heading(maker.lines(region, is_title=True), region.level)
    if region.kind == "row":
        rest = _rest_on_next_page(region)
        return TableRow(
            maker.lines(region, is_title=region.is_header),
            is_header=region.is_header,
            rest=maker.lines(Region("row", [[rest]]))[0] if rest else None,
        )
    if region.kind == "unread":
        return Unread(maker.lines(region))
    if region.kind == "break":
        return PageBreak()
    if region.kind == "item":
        start = region.start
        bullet, number = BULLET.match(start), _NUMBER.match(start)
        label = bullet or number
        lines = maker.lines(region, skip=len(label[0]) if label else 0)
        return ListItem(lines, region.level, number["number"] if number and not bullet else None)
    if region.kind == "note" and (match := _NOTE_LABEL.match(region.start)):
        return Footnote(_label(match), maker.lines(region, skip=len(match[0])))
    lines = maker.lines(region)
    if any(region.unclear):
        pairs = zip(lines, region.unclear, strict=True)
        lines = tuple(attrs.evolve(line, unclear=sentences) for line, sentences in pairs)
    return Paragraph(lines)


def _label(match: re.Match[str]) -> str:
    """Return the label of a note; superscript figures are figures."""
    return match["label"] or unicodedata.normalize("NFKC", match["raised"])


class Hyphens:
    """Distinguishes the hyphen of a word from one that is there because a line ends.

    A printed page shows no difference, so the other words of the letter decide, and then what they showed for most of
    the hyphens of the same character.
    """

    def __init__(self, texts: Iterable[str], regions: Sequence[Region]) -> None:
        self._texts = tuple(texts)
        self._regions = regions
        self._words: frozenset[str] | None = None
        self._soft: frozenset[str] = frozenset()
        self._is_hyphenated = False

    def is_soft(self, before: str, hyphen: str, after: str, *, is_likely: bool, is_within: bool) -> bool:
        """Check whether a hyphen between two halves of a word is not part of it.

        Args:
            before: the letters before the hyphen.
            hyphen: the hyphen.
            after: the letters after it.
            is_likely: whether it was printed apart, as by a program that hyphenates.
            is_within: whether there is another hyphen before the first half, as in ``day-to-``.
        """
        if self._words is None:
            self._learn()
        words = self._words or frozenset()
        if is_within and (before in _LINKS or (before.casefold() in words and after.casefold() in words)):
            return False
        # No program hyphenates before a capital letter.
        if after[0].isupper() and not before.isupper():
            return False
        known = self._known(before, after)
        if known is not None:
            return known
        if is_likely or (hyphen == "\u2010" and hyphen in self._soft):
            return True
        return self._is_part(before, after) and (hyphen in self._soft or self._is_hyphenated)

    def _learn(self) -> None:
        ends = list(_hyphenated(self._regions))
        words = Counter(_WORD.findall("\n".join(self._texts).casefold()))
        words.subtract(half.casefold() for before, _, after in ends for half in (before, after))
        self._words = frozenset(word for word, count in words.items() if count > 0)
        counts = Counter((hyphen, self._known(before, after)) for before, hyphen, after in ends)
        self._soft = frozenset(hyphen for hyphen in _LINE_HYPHENS if counts[hyphen, True] > counts[hyphen, False])
        if any(hyphen == "\u2010" for hyphen, _ in counts):
            # A program that hyphenates with this character prints the hyphens of words with another.
            self._soft = (self._soft | {"\u2010"}) - {"\ufffe"}
            return
        parts = sum(
            self._known(before, after) is not False and self._is_part(before, after) for before, _, after in ends
        )
        lines = sum(len(cell) for region in self._regions for line in region.lines for cell in line)
        self._is_hyphenated = parts > 1 and parts > _MIN_HYPHENATED * lines

    def _is_part(self, before: str, after: str) -> bool:
        """Check whether the halves of a word are not both words of the letter, as those of a compound may be."""
        words, before, after = self._words or frozenset(), before.casefold(), after.casefold()
        return not (after in words and (before in words or begins_compound(before))) or before in _SOLID

    def _known(self, before: str, after: str) -> bool | None:
        words, before, after = self._words or frozenset(), before.casefold(), after.casefold()
        if f"{before}-{after}" in words:
            return False
        return True if before + after in words else False if is_compound(before, after) else None


def _hyphenated(regions: Iterable[Region]) -> Iterator[tuple[str, str, str]]:
    """Yield the letters before and after each hyphen at the end of a line, with the hyphen."""
    for region in regions:
        cells = (
            [[row for line in region.lines for cell in line for row in cell]]
            if region.kind in _FLOWING
            else [cell for line in region.lines for cell in line]
        )
        for row, following in (pair for cell in cells for pair in pairwise(cell)):
            if row and following and row[-1].text[-1:] in _LINE_HYPHENS:
                before, after = _LAST_LETTERS.search(text_of(row)), _FIRST_LETTERS.match(following[0].text)
                if before and after:
                    yield before["word"], before["hyphen"].replace("-", "\ufffe"), after[0]


class _Look(NamedTuple):
    """What runs differ in; *label* is that of the footnote whose mark it is."""

    label: str | None
    is_italic: bool
    is_bold: bool
    is_code: bool
    href: str | None


@attrs.define(eq=False)
class _LineMaker:
    """Makes lines of segments, given the labels of footnotes."""

    pages: Sequence[Page]
    hyphens: Hyphens
    labels: frozenset[str]

    def lines(self, region: Region, skip: int = 0, *, is_title: bool = False) -> tuple[Line, ...]:
        """Make the lines of a region; *skip* is for the first."""
        follow = [*region.lines[1:], []] if region.kind in _FLOWING else [[] for _ in region.lines]
        return tuple(
            self.line(cells, 0 if i else skip, is_title=is_title, reason=region.reason, following=_first_word(after))
            for i, (cells, after) in enumerate(zip(region.lines, follow, strict=True))
        )

    def line(
        self,
        cells: Sequence[Cell],
        skip: int = 0,
        *,
        is_title: bool = False,
        reason: str | None = None,
        following: str = "",
    ) -> Line:
        """Make a line of cells, which tabs keep apart.

        Args:
            cells: the segments of the line.
            skip: how many characters at the beginning, white space aside, are given in another
                way, as the label of an item.
            is_title: whether bold type says nothing in it.
            reason: why it is not part of the text.
            following: what the next line begins with, if it goes on there.
        """
        texts, words = [], []
        for cell in cells:
            runs = list(self._runs(cell, following))
            words.append("".join(raw for _, raw in runs))
            remaining, skip = _without(runs, skip)
            texts.append(_inline(remaining, is_title=is_title))
        if not cells:
            return Line("")
        segments = [segment for cell in cells for row in cell for segment in row]
        page = self.pages[segments[0].page - 1]
        printed = _as_printed("\t".join(words))
        passage = Passage(
            printed,
            page=page.number,
            box=page.shown(_around(each for each in segments if each.page == page.number)),
            reason=reason,
        )
        text = "\t".join(texts) if any(texts) else ""
        if following and words[-1][-1:] in _SOFT and text:
            text += SOFT_HYPHEN  # the next line goes on within the word
        return Line(text, passage)

    def _runs(self, cell: Cell, following: str = "") -> Iterator[tuple[Run, str]]:
        """Make runs of the rows of a cell, with the white space between them; beside each, its text in the file."""
        for look, alike in groupby(self._printed(cell, following), key=itemgetter(0)):
            text = "".join(text for _, text in alike)
            if look.label is None:
                yield Run(text, emphasis=look.is_italic, strong=look.is_bold, code=look.is_code, href=look.href), text
            else:
                if text[0].isspace():
                    yield Run(" "), ""
                yield Run(look.label, is_mark=True), text

    def _printed(self, cell: Cell, last_following: str) -> Iterator[tuple[_Look, str]]:
        """Return how each segment looks, and its text, with the white space before it."""
        previous: Segment | None = None
        before, is_after_mark = "", False
        for row, following in zip_longest(cell, cell[1:]):
            for i, segment in enumerate(row):
                next_text = (following[0].text if following else last_following) if i == len(row) - 1 else ""
                text = self._text(segment, before if i and not segment.is_spaced else "", next_text)
                is_apart = previous is not None and _is_spaced(previous, before, segment, text, is_next_row=i == 0)
                # Nothing goes on after the mark of a footnote within a word.
                is_apart = is_apart or (is_after_mark and text[0].isalpha())
                mark = _MARK.fullmatch(text) if segment.is_raised else None
                label = mark["label"] if mark and mark["label"] in self.labels else None
                is_after_mark = label is not None
                look = _Look(label, segment.is_italic, segment.is_bold, segment.is_code, segment.href)
                if label is None and self.labels and _SUPERSCRIPT.search(text):
                    yield from self._with_marks(look, f" {text}" if is_apart else text)
                    previous, before = segment, text
                    continue
                if is_apart and segment.is_code:
                    yield _Look(None, is_italic=False, is_bold=False, is_code=False, href=None), " "
                    yield look, text
                else:
                    yield look, f" {text}" if is_apart else text
                previous, before = segment, text

    def _with_marks(self, look: _Look, text: str) -> Iterator[tuple[_Look, str]]:
        """Return a text with the superscript figures in it that are marks by themselves."""
        end = 0
        for match in _SUPERSCRIPT.finditer(text):
            label = unicodedata.normalize("NFKC", match[0])
            if label in self.labels:
                if text[end : match.start()]:
                    yield look, text[end : match.start()]
                yield look._replace(label=label), match[0]
                end = match.end()
        if text[end:]:
            yield look, text[end:]

    def _text(self, segment: Segment, preceding: str, following: str) -> str:
        """Return the text of a segment without what cannot be printed; *following* goes on in the next row."""
        if segment.text.isprintable() and segment.text[-1] not in _LINE_HYPHENS:  # as most are
            return segment.text
        # Chromium may print the hyphen of a hyphenated word so far from it that pdfium finds a space between them.
        text = _UNPRINTABLE.sub(" ", _HYPHEN_APART.sub("", segment.text))
        if text[-1] not in _LINE_HYPHENS:
            return text.replace("\ufffe", "-")
        before, after = _LAST_LETTERS.search(preceding + text), _FIRST_LETTERS.match(following)
        if before and after and (hyphen := before["hyphen"]):
            hyphen = hyphen.replace("-", "\ufffe")
            is_added = hyphen == "\u00ad" or segment.has_added_hyphen
            is_within = before["first"] is not None
            if self.hyphens.is_soft(before["word"], hyphen, after[0], is_likely=is_added, is_within=is_within):
                text = text[:-1] + ("\uffff" if hyphen == "\u2010" else "\ufffe")
                return text[:-1].replace("\ufffe", "-") + text[-1]
        return text.replace("\ufffe", "-")


def _first_word(cells: Sequence[Cell]) -> str:
    return cells[0][0][0].text if cells and cells[0] else ""


def _is_spaced(previous: Segment, before: str, segment: Segment, text: str, *, is_next_row: bool) -> bool:
    """Check whether white space is between two segments."""
    if not is_next_row:
        return is_spaced(previous, segment)
    if before[-1] in _SOFT or (
        before[-1] == "-" and (before[-2:-1].isalnum() or not (before[:-1] or previous.is_spaced)) and text[0].isalnum()
    ):
        return False
    # An address that was broken has no white space in it.
    if segment.href and segment.href == previous.href and before + text in segment.href:
        return False
    address = _ADDRESS.search(before)
    return not (address and (before[-1] in "/.-_?&=#" or _REST_OF_ADDRESS.match(text)))


def _without(runs: Sequence[tuple[Run, str]], skip: int) -> tuple[list[Run], int]:
    """Leave out the first *skip* printed characters that are not blank; return how many of them are still to come."""
    remaining = []
    for run, printed in runs:
        if not skip:
            remaining.append(run)
        elif run.is_mark:  # the label alone, without the brackets that are printed around it
            skip -= min(skip, len("".join(printed.split())))
        else:
            at = 0
            while at < len(run.text) and skip:
                skip -= not run.text[at].isspace()
                at += 1
            if at < len(run.text):
                remaining.append(run.with_text(run.text[at:]))
    return remaining, skip


def _inline(runs: Sequence[Run], *, is_title: bool) -> str:
    """Convert runs to inline text, without the hyphens that do not belong to a word."""
    text = _softened("".join(run.text for run in runs))
    is_bare = all(
        not (run.emphasis or run.code or run.href or run.is_mark or (run.strong and not is_title)) for run in runs
    )
    if is_bare and not _MAY_BE_MARKUP.search(text):  # as most of a letter is
        return " ".join(text.split())
    return from_runs(
        Run(
            _softened(run.text),
            emphasis=run.emphasis,
            strong=run.strong and not is_title,
            code=run.code,
            href=run.href,
            is_mark=run.is_mark,
        )
        for run in runs
    )


def _softened(text: str) -> str:
    """Return a text without the hyphens that were put in where a line ends."""
    # Several times as fast as `str.translate` where there are none.
    for hyphen in (*_SOFT, DRAWN_BULLET):
        text = text.replace(hyphen, "")
    return text


def _as_printed(text: str) -> str:
    """Return a text with the hyphens that the file has where a line ends."""
    for hyphen, printed in _SOFT.items():
        text = text.replace(hyphen, printed)
    return text.replace(DRAWN_BULLET, "").strip()


def _around(segments: Iterable[Segment]) -> Box:
    boxes = [(each.left, each.top, each.right, each.bottom) for each in segments]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
