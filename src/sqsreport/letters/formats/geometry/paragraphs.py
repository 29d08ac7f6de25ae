"""Flows of lines as paragraphs, headings and items: gaps, indentation, fonts and full lines say which it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import attrs

from sqsreport.letters.formats.geometry.cells import (
    SAME_PLACE,
    cell_of,
    is_alike,
    regions_of_rows,
    take_rest_of_cell,
)
from sqsreport.letters.formats.geometry.columns import TERM_AND_VALUE, Item, TableRows
from sqsreport.letters.formats.geometry.lines import (
    BULLET,
    LEADER,
    PARAGRAPH_NUMBER,
    SAME_SIZE,
    TextLine,
    is_wrapped,
    width_of_first_word,
)
from sqsreport.letters.formats.geometry.regions import Region
from sqsreport.letters.formats.geometry.rows import LABELLED, Cell
from sqsreport.letters.formats.geometry.segments import Segment
from sqsreport.letters.formats.geometry.terms import (
    ENDS_SENTENCE,
    GAP,
    LONGEST_HEADING,
    ends_short,
    with_entries,
)

_DASH: Final = re.compile(r"[–—-]\s")
_NUMBERED: Final = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})+\.?|[\[(][0-9]{1,2}\.[0-9]{1,2}[)\]]|[0-9]{1,2}[.)]|[0-9]{1,2}\s[–—-]|\(?[ivx]{1,4}[.)]|\(?[a-z][.)]|[^\W\d_]+\s*[0-9]*:)(?:\s|$)"
    r"|[0-9]{1,2}\.[0-9]{1,2}(?=[A-Z](?:[a-z]| [a-z]))"
)
#: A number without punctuation after it, as before the title of a section.
_THEME: Final = re.compile(r"[1-9]\s+[^\W\d_a-z]")
#: The separator between the two halves of an entry.
_SEPARATED: Final = re.compile(r"\S(?: [–—-]|:) \S")
_SUPERSCRIPT: Final = re.compile(r"[¹²³⁰⁴-⁹]{1,2}\s?(?=\S)")
_NOTE_LABEL: Final = re.compile(r"[\[(]?(?P<label>[0-9]{1,2}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3})[\])]?\.?(?=\s|$)")
_NOTE_MARK: Final = re.compile(r"\[?(?P<label>[0-9]{1,2})(?:(?P<end>\])|\s)")
#: Maximum font size of notes, relative to the text, and minimum characters of a note.
_NOTE_SIZE, _SHORTEST_NOTE = 0.93, 5
#: Line spacing if a letter does not show it, in font sizes.
_LEADING: Final = 1.25
#: The same for headings, and the tolerance of a gap between paragraphs, in points.
_WIDE_LEADING, _ROUNDED = 1.5, 0.5
#: Twice the maximum distance between the middles of centred lines, and the width of a short leader, in font sizes.
_CENTRED, _SHORT_LEADER = 0.3, 4.0
#: Minimum gap between a sentence and a line that begins with a capital, relative to the line spacing.
_GAP_AFTER_SENTENCE: Final = 1.1
#: Maximum line spacing of lines in one font size, relative to that of the text and to the font sizes.
_MOST_LEADING: Final = 1.25
#: Maximum characters of a title.
_LONGEST_TITLE: Final = 120
#: Minimum number of lines with a term and its value in a list of them, and their minimum share of its lines.
_LEAST_PAIRS, _MOST_ARE_PAIRS = 3, 0.6
#: A place after everything that is printed.
_NOWHERE: Final = (1_000_000, 0.0)
#: Maximum distance of the end of a justified line from the edge of its column, in points.
_EXACT_EDGE: Final = 1.0
#: Maximum number of paragraphs beside a heading in the margin at the foot of a page.
_MOST_BESIDE: Final = 6
#: Maximum length of a last line that alone shows the end of its paragraph, as a share of the width.
_SHORT: Final = 0.85
#: Minimum distance of the last line of a justified paragraph from the edge, in points.
_SHORT_LAST: Final = 2.0
_LEAST_JUSTIFIED: Final = 4
_JUSTIFIED: Final = 0.25
#: The same for several lines that are not justified, as a share of their width; and the minimum of several.
_EDGE, _SEVERAL = 0.06, 3


class _Indent(NamedTuple):
    """How far an item is from the left of the page, and from that of its column; and its bullet."""

    left: float
    from_start: float
    bullet: str


@attrs.define(eq=False, slots=False)
class Paragraphs:
    """Makes regions of the content of all pages, in reading order."""

    items: Sequence[Item]
    body: float
    #: The superscript marks of the text, with the page and the baseline of each.
    marks: Mapping[str, tuple[int, float]] = attrs.field(factory=dict)
    #: The pages with footnotes, which leave less room for the text.
    pages_with_notes: Container[int] = ()
    #: The identities of the lines with which a paragraph may begin.
    _unclear: set[int] = attrs.field(init=False, factory=set)

    def regions(self) -> Iterator[Region]:
        """Return the regions, with breaks between those of different pages."""
        groups = list(with_entries(self._groups()))
        headings = {id(group) for group in groups if isinstance(group, list) and self._is_heading(group)}
        sizes = sorted(
            {round(group[0].size, 1) for group in groups if isinstance(group, list) and id(group) in headings},
            reverse=True,
        )
        indents: list[_Indent] = []
        page = nesting = 0
        last = ""
        for group in groups:
            first = _first(group)
            if page and first.page > page:
                yield Region("break", [])
            page = max(page, first.page)
            if isinstance(group, TableRows):
                yield from regions_of_rows(group)
                indents = []
            elif id(group) in headings:
                yield Region("heading", [[cell_of(group)]], 1 + sizes.index(round(first.size, 1)))
                indents = []
            elif self._is_note(group):
                yield Region("note", [[cell_of(group)]])
            elif bullet := BULLET.match(first.text):
                above, indents = indents, _indents(indents, first, bullet[0], is_led=last not in ".;!?")
                # Items of one indentation are nested all the same where a colon leads in those with small letters.
                is_led = len(indents) == len(above) and BULLET.sub("", first.text).lstrip()[:1].islower()
                nesting = nesting + (last == ":") if is_led else 0
                last = group[-1].text[-1:]
                yield Region("item", _by_page(group), len(indents) - 1 + nesting)
            else:
                folded = _folded(group)
                unclear = [tuple(line.text for line in lines if id(line) in self._unclear) for lines in folded]
                yield Region("paragraph", [_around_leader(lines) for lines in folded], unclear=unclear)
                indents = []

    def _groups(self) -> list[list[TextLine] | TableRows]:
        """Return the lines of each paragraph, and tables."""
        leading = self._leading()
        groups: list[list[TextLine] | TableRows] = []
        before: Item | None = None
        for item in self.items:
            if isinstance(item, TableRows):
                groups.append(item)
                before = item
                continue
            if heading := self._heading_before(groups, item):
                heading += item
                continue
            rest = take_rest_of_cell(before, item) if isinstance(before, TableRows) else 0
            for index, line in enumerate(item[rest:], rest):
                last = groups[-1] if groups else None
                if (
                    isinstance(last, list)
                    and (before is item or self._goes_on_in_next(last, item[index:]))
                    and (before is not item or self._goes_on(last, line, leading))
                ):
                    last.append(line)
                else:
                    groups.append([line])
                before = item
        return list(self._around_notes(groups))

    @staticmethod
    def _heading_before(
        groups: Sequence[list[TextLine] | TableRows], item: Sequence[TextLine]
    ) -> list[TextLine] | None:
        """Return the heading in the margin of the page before that the heading at the top of a page goes on with."""
        first = item[0]
        if not first.text[:1].islower() or not all(line.is_bold for line in item):
            return None
        return next(
            (
                group
                for group in reversed(groups[-_MOST_BESIDE:])
                if isinstance(group, list) and group[-1].page == first.page - 1 and is_alike(group[-1], first)
            ),
            None,
        )

    def _leading(self) -> dict[tuple[int, bool], float]:
        """Return the distance between the lines of a paragraph, for each size of font in whole points, bold or not."""
        steps: dict[tuple[int, bool], Counter[float]] = {}
        for item in self.items:
            for before, after in pairwise(item) if isinstance(item, list) else ():
                step = after.baseline - before.baseline
                is_same_type = before.is_bold == after.is_bold and abs(before.size - after.size) < SAME_SIZE * self.body
                if is_same_type and 0.9 < step / max(after.size, 1) < 3:
                    steps.setdefault((round(after.size), after.is_bold), Counter())[round(2 * step) / 2] += 1
        # The least that is no chance.
        return {
            look: min(step for step, count in counts.items() if count >= max(2, 0.25 * max(counts.values())))
            for look, counts in steps.items()
            if max(counts.values()) > 1
        }

    def _goes_on_in_next(self, group: Sequence[TextLine], following: Sequence[TextLine]) -> bool:
        """Check whether a paragraph goes on in the next column or on the next page, with the first of some lines."""
        before, line = group[-1], following[0]
        is_turned = line.page != before.page or line.baseline < before.baseline
        if is_turned and len(group) == 1 and before.is_label and not line.begins_item:
            return True  # a number on a line of its own
        if not is_turned or not is_alike(before, line) or line.begins_item or LABELLED.match(line.text):
            return False
        if not is_wrapped(before, line, before.edge):
            return False
        # Of numbered paragraphs the next one would have a number, so that a sentence may end with the page.
        is_numbered = PARAGRAPH_NUMBER.match(group[0].text) is not None
        if ENDS_SENTENCE.search(before.text) and not is_numbered and not self._is_cut(group, following):
            return False
        usual = group[1] if len(group) > 1 else group[0]
        left = usual.left if len(group) > 1 else usual.indent
        return abs((line.left - line.start) - (left - usual.start)) < 3 or abs(line.left - left) < 3

    def _is_cut(self, group: Sequence[TextLine], following: Sequence[TextLine]) -> bool:
        """Check whether a page or column ends between two sentences of a paragraph, the first of which fills its line.

        The last line of a paragraph is rarely so full. In justified text it is not set as wide as the others, and
        where there is room for more lines of a paragraph, the page does not end within it.
        """
        before, line = group[-1], following[0]
        if self._is_justified(before):
            return before.right > before.edge - _EXACT_EDGE
        if before.right + 1.1 * width_of_first_word(line) + 0.25 * before.size <= before.edge:
            return False
        if len(group) < 2 and not group[0].begins_item:
            return False  # programs leave no single line of a paragraph at the end of a page
        step = before.baseline - group[-2].baseline if len(group) > 1 else _LEADING * before.size
        room = (
            self._lowest - before.baseline
            if line.page != before.page and before.page not in self.pages_with_notes
            else 0
        )
        rest = next(
            (count for count, (one, other) in enumerate(pairwise(following), 1) if not _is_next(one, other, step)),
            len(following),
        )
        return rest > 1 and (room < 0.9 * step or (rest == 2 and room < 1.9 * step))

    def _is_justified(self, line: TextLine) -> bool:
        """Check whether many lines of the column of a line end at its edge, as few do by chance."""
        full, count = self._full_lines.get((line.page, round(line.start)), (0, 0))
        return full >= _LEAST_JUSTIFIED and full > _JUSTIFIED * count

    @cached_property
    def _full_lines(self) -> Mapping[tuple[int, int], tuple[int, int]]:
        """How many lines of each column end at its edge, and how many there are, by page and where it begins."""
        counts: dict[tuple[int, int], tuple[int, int]] = {}
        for item in self.items:
            for line in item if isinstance(item, list) else ():
                full, count = counts.get((line.page, round(line.start)), (0, 0))
                counts[line.page, round(line.start)] = full + (line.right > line.edge - _EXACT_EDGE), count + 1
        return counts

    @cached_property
    def _lowest(self) -> float:
        """The baseline of the lowest line of any page."""
        return max((item[-1].baseline for item in self.items if isinstance(item, list)), default=0.0)

    def _goes_on(self, group: Sequence[TextLine], line: TextLine, leadings: dict[tuple[int, bool], float]) -> bool:
        """Check whether a line goes on with a paragraph."""
        before, first = group[-1], group[0]
        if not is_alike(before, line):
            return len(group) == 1 and before.is_label and abs(before.size - line.size) <= SAME_SIZE * line.size
        ends = bool(ENDS_SENTENCE.search(before.text))
        fits = not is_wrapped(before, line, before.edge)
        if self._has_label(group, line, ends=ends, fits=fits):
            return False
        if fits and _has_bold_start(line) and _has_bold_start(first) and abs(line.left - first.left) < SAME_PLACE:
            return False  # each is a label with its value
        if (line.segments[0].is_raised and before.size > 0.9 * self.body and ends) or self._is_next_note(first, line):
            return False
        if line.baseline - before.baseline > self._widest_step(line, leadings, ends=ends, fits=fits):
            return False
        if ends and self._is_indented(line) and not first.begins_item:
            return False
        is_outside = line.left < first.indent - 0.3 * line.size and abs(line.left - first.left) > 0.3 * line.size
        if first.begins_item and is_outside and fits and line.text[:1].isupper():
            return False  # neither below its bullet nor below its words
        if not (first.begins_item or ends) and (_is_value_under(before, line) or _is_value_under(line, before)):
            return False
        hanging = first.indent if first.begins_item else None
        # The first line of a paragraph may be indented, or hang out. A heading may be centred, or aligned at its right.
        is_centred = abs(line.left + line.right - before.left - before.right) < _CENTRED * line.size
        has_cells = any(segment.begins_cell for segment in line.segments[1:])
        if (line.is_bold and not has_cells) or (is_centred and not (ends or fits)):
            return True
        if len(group) > 1:
            if line.left > before.left + 0.7 * line.size:
                return False
            if line.left < before.left - 0.7 * line.size and (hanging is None or fits or ends):
                return False
        elif abs(line.left - first.left) > 0.7 * line.size and hanging is None and fits:
            return False
        return not (ends and line.text[:1].isupper() and self._ends_short(group, line, fits=fits))

    def _ends_short(self, group: Sequence[TextLine], line: TextLine, *, fits: bool) -> bool:
        """Check whether a paragraph without a gap below it ends with a sentence, as its last line is not full.

        Args:
            group: the lines of the paragraph.
            line: the line below it.
            fits: whether the first word of that would fit at its end.
        """
        before, first = group[-1], group[0]
        if self._is_justified(before):
            return before.right < before.edge - _SHORT_LAST
        if self._is_close_set and not fits and before.text[-1:] not in ":;":
            self._unclear.add(id(line))
        return fits and (self._is_close_set or before.right < first.left + _SHORT * (before.edge - first.left))

    @cached_property
    def _is_close_set(self) -> bool:
        """Whether there is no gap between paragraphs, and no indent, so that only their last lines show their ends."""
        close = apart = 0
        leadings = self._leading()
        for item in self.items:
            for before, line in pairwise(item) if isinstance(item, list) else ():
                if (
                    before.size == line.size
                    and not line.is_bold
                    and ENDS_SENTENCE.search(before.text)
                    and line.text[:1].isupper()
                    and before.right < before.left + _SHORT * (before.edge - before.left)
                ):
                    leading = leadings.get((round(line.size), False), _LEADING * line.size)
                    is_apart = line.baseline - before.baseline >= GAP * leading or self._is_indented(line)
                    close, apart = close + (not is_apart), apart + is_apart
        return close > apart

    def _has_label(self, group: Sequence[TextLine], line: TextLine, *, ends: bool, fits: bool) -> bool:
        """Check whether a line begins with a bullet or a number that is not a dash or a figure of a sentence.

        Args:
            group: the lines of the paragraph above it.
            line: the line.
            ends: whether the paragraph ends like a sentence.
            fits: whether the first word of the line would fit at the end of the paragraph.
        """
        before, first = group[-1], group[0]
        if line.is_bold and fits and _THEME.match(line.text):
            return True
        if BULLET.match(line.text):
            # A paragraph may be narrower than others, as a note in the text.
            own_edge = max(each.right for each in group) if len(group) > 1 else before.edge
            is_item = first.begins_item and abs(line.left - first.indent) > 2  # not below the words of its item
            return ends or is_item or not (_DASH.match(line.text) and is_wrapped(before, line, own_edge))
        if not _NUMBERED.match(line.text) or (line.text[:1].isalpha() and not fits and self._is_note(group)):
            return False
        return ends or fits or abs(line.left - first.left) < 2 < abs(first.indent - first.left)

    def _widest_step(self, line: TextLine, leadings: dict[tuple[int, bool], float], *, ends: bool, fits: bool) -> float:
        """Return how far a line is below the one before it in its paragraph, at most.

        Args:
            line: the line.
            leadings: the distance between lines for each size of font.
            ends: whether the line before ends like a sentence.
            fits: whether it has room for more.
        """
        is_open = not (ends or fits)
        body = round(self.body), False
        usual = leadings.get(body, _LEADING * self.body) * line.size / max(self.body, 1)
        # Some programs give all sizes the same leading.
        least = leadings.get(body, 0.0) if is_open and not line.text[:1].isupper() else 0.0
        usual = max(usual, least)
        if is_open and line.is_bold and line.size > 1.04 * self.body:
            return GAP * max(usual, _WIDE_LEADING * line.size) + _ROUNDED  # a heading may be set wider than the text
        # The lines of a few short notes are no more than the gaps between these.
        gap = _GAP_AFTER_SENTENCE if ends and line.text[:1].isupper() else GAP
        own = leadings.get((round(line.size), line.is_bold), leadings.get((round(line.size), False), usual))
        return gap * min(max(own, least), _MOST_LEADING * usual) + _ROUNDED

    def _around_notes(self, groups: Sequence[list[TextLine] | TableRows]) -> Iterator[list[TextLine] | TableRows]:
        """Join the halves of a paragraph that a note cuts in two."""
        index = 0
        while index < len(groups):
            before, *others = groups[index : index + 3]
            yield before
            index += 1
            if len(others) < 2 or any(isinstance(each, TableRows) for each in (before, *others)):
                continue
            note, after = others
            assert isinstance(before, list)
            assert isinstance(note, list)
            assert isinstance(after, list)
            is_cut = not ENDS_SENTENCE.search(before[-1].text) and after[0].text[:1].islower()
            if is_cut and self._is_note(note) and not self._is_note(before) and is_alike(before[-1], after[0]):
                before.extend(after)
                yield note
                index += 2

    def _is_note(self, group: Sequence[TextLine]) -> bool:
        """Check whether a paragraph is a footnote, by the label that it begins with."""
        first = group[0]
        label = first.segments[0]
        if len(first.text) < _SHORTEST_NOTE and len(group) == 1:
            return False
        if label.is_raised:
            return len(first.segments) > 1 or len(group) > 1
        is_small = first.size <= _NOTE_SIZE * self.body and not first.is_bold  # as a small heading with a number is
        match = _NOTE_LABEL.match(first.text)
        is_labelled = match is not None and self.marks.get(match["label"], _NOWHERE) < (first.page, first.baseline)
        return bool(_SUPERSCRIPT.match(first.text)) or (is_small and is_labelled)

    def _is_next_note(self, first: TextLine, line: TextLine) -> bool:
        """Check whether two lines begin with the labels of two footnotes, one after the other."""
        marks = [_NOTE_MARK.match(each.text) for each in (first, line)]
        labels = [mark["label"] for mark in marks if mark]
        if len(labels) < 2 or int(labels[1]) != int(labels[0]) + 1:
            return False
        are_marked = all(label in self.marks for label in labels) and abs(line.left - first.left) < SAME_PLACE
        return all(
            (mark and mark["end"]) or each.segments[0].is_raised or (are_marked and each.size <= _NOTE_SIZE * self.body)
            for each, mark in zip((first, line), marks, strict=True)
        )

    def _is_indented(self, line: TextLine) -> bool:
        """Check whether a line is indented as the first lines of paragraphs are."""
        return 0.7 < (line.left - line.start) / line.size < 4 and (line.page, round(line.start)) in self._indented

    @cached_property
    def _indented(self) -> frozenset[tuple[int, int]]:
        """The pages and the columns, by where they begin, whose paragraphs begin with an indented line."""
        counts = Counter[tuple[int, int]]()
        for item in self.items:
            for before, line in pairwise(item) if isinstance(item, list) else ():
                is_first = before.left - before.start > 0.7 * before.size and abs(line.left - line.start) < 1
                if (
                    is_first
                    and not (before.begins_item or line.begins_item)
                    and is_alike(before, line)
                    and not ends_short(before, line)
                ):
                    counts[line.page, round(line.start)] += 1
        return frozenset(counts)

    def _is_heading(self, group: Sequence[TextLine]) -> bool:
        first = group[0]
        text = " ".join(line.text for line in group)
        # In a narrow margin a heading may have more lines.
        if (len(group) > LONGEST_HEADING and len(text) >= _LONGEST_TITLE) or not any(map(str.isalpha, text)):
            return False
        if (label := LABELLED.match(text)) and label.end() < len(text):
            return False
        if first.is_bold and first.size > 1.04 * self.body:
            return True
        is_title = first.is_bold and not ENDS_SENTENCE.search(text.rstrip(":"))
        return is_title and len(text) < _LONGEST_TITLE and first.size > 0.96 * self.body


def _indents(above: Sequence[_Indent], first: TextLine, bullet: str, *, is_led: bool) -> list[_Indent]:
    """Return the indentations of the items that one is nested in, and its own.

    Args:
        above: those of the item before it.
        first: its first line.
        bullet: its bullet; one that differs from that of an item with the same indentation is nested in it.
        is_led: whether the item before it does not end like a sentence.
    """
    own = _Indent(first.left, first.left - first.start, bullet)
    levels = [
        level
        for level, each in enumerate(above)
        if abs(each.left - own.left) < SAME_PLACE or abs(each.from_start - own.from_start) < SAME_PLACE
    ]
    if levels:
        is_nested = is_led and all(above[level].bullet != bullet for level in levels)
        level = next((level for level in levels if above[level].bullet == bullet), levels[0])
        return [*above[: levels[-1] + 1 if is_nested else level], own]
    return [*(each for each in above if each.from_start < own.from_start - SAME_PLACE), own]


def _is_value_under(term: TextLine, line: TextLine) -> bool:
    """Check whether a line in italics is indented under one that has none, or the next term under such a line."""
    return (
        line.left > term.left + 0.7 * line.size
        and all(segment.is_italic for segment in line.segments)
        and not any(segment.is_italic for segment in term.segments)
    )


def _first(group: Sequence[TextLine] | TableRows) -> TextLine:
    if isinstance(group, TableRows):
        return next(line for row in group.rows for cell in row for line in cell)
    return group[0]


def _is_next(line: TextLine, following: TextLine, step: float) -> bool:
    """Check whether a line follows another one without a gap between paragraphs."""
    return is_alike(line, following) and 0 < following.baseline - line.baseline < 1.2 * step


def _by_page(lines: Sequence[TextLine]) -> list[list[Cell]]:
    return [
        [cell_of([line for line in lines if line.page == page])] for page in dict.fromkeys(line.page for line in lines)
    ]


def _folded(group: Sequence[TextLine]) -> list[list[TextLine]]:
    """Put together the lines that were wrapped."""
    edge = _edge(group)
    full = sum(is_wrapped(before, line, _edge_at(before, group, edge)) for before, line in pairwise(group))
    # Within prose a line may be short, where a long word or an address did not fit.
    is_prose = group[0].begins_item or (len(group) > 3 and full >= 0.6 * (len(group) - 1))
    is_prose = is_prose and not any(map(_leader, group))
    is_separated = len(group) >= _SEVERAL and sum(bool(_SEPARATED.search(line.text)) for line in group) > 0.7 * len(
        group
    )
    pairs = [id(line) for line in group if TERM_AND_VALUE.match(line.text)]
    is_list = len(pairs) >= max(_LEAST_PAIRS, _MOST_ARE_PAIRS * len(group))
    folded = [[group[0]]]
    for before, line in pairwise(group):
        goes_on = is_wrapped(before, line, _edge_at(before, group, edge)) or (is_prose and not _is_title(group, line))
        if is_list and id(line) in pairs and any(id(each) in pairs for each in folded[-1]):
            goes_on = False  # each entry of the list has one colon
        is_label = not group[0].begins_item and _is_label(line, most_words=2 if is_prose else 3)
        is_label |= _has_bold_start(line) and _has_bold_start(group[0])
        if is_separated and _SEPARATED.search(before.text) and _SEPARATED.search(line.text):
            goes_on = False
        if leader := _leader(before):  # which makes each line of a list as wide as the others
            is_full = leader.right - leader.left < _SHORT_LEADER * before.size or before.text.endswith(",")
            goes_on = is_full and not _leader(line)
        if before.page == line.page and goes_on and not is_label:
            folded[-1].append(line)
        else:
            folded.append([line])
    return folded


def _is_title(group: Sequence[TextLine], line: TextLine) -> bool:
    """Check whether the first line of a paragraph, which another one follows, is a title: it has far more room."""
    first = group[0]
    is_short = first.right < (first.left + _edge(group)) / 2
    return line is group[1] and is_short and not first.begins_item and line.text[:1].isupper()


def _leader(line: TextLine) -> Segment | None:
    """Return the dots that lead from a role to its names."""
    return next((segment for segment in line.segments[1:] if LEADER.fullmatch(segment.text)), None)


def _around_leader(lines: Sequence[TextLine]) -> list[Cell]:
    """Return what is before the leader in some lines, and what is after it; one cell where there is none."""
    cells: list[Cell] = [[]]
    for line in lines:
        cells[-1].append([])
        for segment in line.segments:
            if LEADER.fullmatch(segment.text):
                cells.append([[]])
            else:
                cells[-1][-1].append(segment)
    return [rows for cell in cells if (rows := [row for row in cell if row])]


def _is_label(line: TextLine, most_words: int) -> bool:
    """Check whether a line begins with a label such as those of a header."""
    label = LABELLED.match(line.text)
    return label is not None and line.text[:1].isupper() and len(label[0].split()) <= most_words


def _has_bold_start(line: TextLine) -> bool:
    """Check whether only the first words of a line are bold, as a label is."""
    return line.segments[0].is_bold and not line.is_bold


def _edge(group: Sequence[TextLine]) -> float:
    """Return where the lines of a paragraph end in its first column: at their own edge, if it is near the column's.

    That of one of several lines is no edge, for entries of a list are as long as their words.
    """
    lines = [line for line in group if line.edge == group[0].edge]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    full = sum(line.right > right - _EDGE * (right - left) for line in lines)
    is_own = full > 1 or len(lines) < _SEVERAL
    return right if is_own and right - left > 0.8 * (group[0].edge - left) else group[0].edge


def _edge_at(line: TextLine, group: Sequence[TextLine], edge: float) -> float:
    return edge if line.edge == group[0].edge else line.edge
