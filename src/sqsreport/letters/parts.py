"""Sort the blocks of a letter into its parts: header, title, Context, sections, copy list and so on.

It reads from top to bottom, with the current part as its state. Each piece of text is assigned to one
part or to none; `reader` extracts its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.extract.people import is_role
from sqsreport.extract.text import refers_back
from sqsreport.letters import layout, pages
from sqsreport.letters.blocks import (
    PAGE_REASONS,
    Block,
    Field,
    Footnote,
    Heading,
    Line,
    ListItem,
    PageBreak,
    Paragraph,
    TableRow,
    Unread,
    passage_of,
    words_of,
)
from sqsreport.letters.characters import ARROWS_BACK, clean
from sqsreport.letters.copy_list.rows import (
    CopyRows,
    entries_of_line,
    row_of_item,
    row_of_paragraph,
    with_commas,
    with_own_emphasis,
)
from sqsreport.letters.header import read_head
from sqsreport.letters.hyphens import resolve_hyphens
from sqsreport.letters.inline import escape
from sqsreport.letters.marks import resolve_marks
from sqsreport.letters.nesting import MARKUP, Nesting
from sqsreport.letters.notes import Notes, was_cut
from sqsreport.letters.pieces import Parts, Piece, SectionPart, rest_of
from sqsreport.letters.reassembly import reassemble
from sqsreport.letters.words import begins_entry
from sqsreport.letters.wrapping import WIDEST, Wrapping

#: Lines that any other heading may be wrapped over.
_LONGEST_HEADING: Final = 3
#: Characters of the longest line that may be a title without a full stop.
_LONGEST_TITLE: Final = 60
#: Characters that no paragraph begins with, in addition to small letters.
_NO_BEGINNING: Final = frozenset("0123456789<")
#: The dash that a line begins with, in Markdown perhaps as two hyphens.
_DASH: Final = re.compile(r"(?:[0-9]{1,4}\s+)?(?P<dash>--|[-–—])\s+")
_DASHES: Final = ("-", "–", "—")
#: The name in a report of the part below a heading, where it differs.
_POINTERS: Final = {"context": "/context/paragraphs", "commentary": "/sections"}
_PROSE_PARTS: Final = ("introduction", "context", "summary", "closing")
_BEFORE_SECTIONS: Final = ("introduction", "context", "summary", "commentary", "section")
#: Why lines are unread that do not interrupt the text.
_OF_A_PAGE: Final = PAGE_REASONS | {None}
#: Lines of a paragraph that show how wide its text is.
_MOST_ABOVE: Final = 8
#: The number of an item in a table that has numbers and items in its columns.
_COUNT: Final = re.compile(r"\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?")
#: A number before an item, and the items from which on such numbers count them.
_COUNTED: Final = re.compile(r"([1-9][0-9]?)\s+(?=[^\W\d_a-z])")
_FEWEST_COUNTED: Final = 2
#: The words of a link from a footnote back to the text.
_WAY_BACK: Final = re.compile(
    r"(?<!\s)\s*+[\[(]?\b(?:Go back|Back|Return)(?: to (?:the )?(?:text|content|reference|top|main text))?[\])]?\s*$"
)
_MARK_AT_END: Final = re.compile(r"(?:\[\^?[^ \[\]]{1,3}\]|[⁰¹²³⁴-⁹†‡§])$")
#: What sites print above links to other pages within a text, and the most words of such a link.
_ASIDE: Final = re.compile(
    r"(?:related|similar|popular|recommended|useful|latest|further|more) "
    r"(?:content|links?|pages?|documents?|articles?|stories|posts|news|reading|information|publications?|guides?)|"
    r"supporting documents|attachments|downloads|see also|read (?:more|next)|(?:more )?in this section|"
    r"you may also (?:like|be interested in)|on this page|share this(?: page| article)?",
    re.IGNORECASE,
)
_LONGEST_LINK: Final = 12
#: Parts after the closing, and what comes after the letter.
_AFTER_CLOSING: Final = ("copy_list", "notes")
_BEYOND: Final = "beyond"
#: The signature below the closing, which has no place in a report.
_SIGNATURE: Final = "signature"
_BEFORE_NOTES: Final = ("recommendations", "closing", _SIGNATURE, "copy_list", "notes")


def sort_blocks(blocks: Iterable[Block]) -> Parts:
    """Sort the blocks of a letter into its parts."""
    blocks = list(blocks)
    cleaned = [block if _is_ascii(block) else _clean(block) for block in blocks]
    cleaned = list(_whole_rows(resolve_hyphens(resolve_marks(reassemble(cleaned)))))
    cells = {line.passage for block in blocks if isinstance(block, TableRow) for line in block.lines} - {None}
    wrapping = Wrapping.of(cleaned, cells)
    running = pages.running_heads(cleaned)
    head = read_head(_without(cleaned, running), wrapping)
    parts = Parts(header=head.labels, title=head.title, half_used=head.half_used, is_date_apart=head.is_date_apart)
    sorter = _Sorter(cleaned, wrapping, parts)
    for block in head.body:
        sorter.add(block)
    for items in (parts.strengths, parts.recommendations):
        _leave_out_leads(items)
        _leave_out_counts(items)
    parts.footnotes = {label: _without_way_back(footnote) for label, footnote in parts.footnotes.items()}
    return parts


def _leave_out_leads(items: list[Piece]) -> None:
    """Leave out the words before a whole list, and words that nothing follows, which have no place in a report."""
    if items and items[-1].text.endswith(":") and not items[-1].is_marked:
        items.pop()
    is_lead = len(items) > 1 and not items[0].is_marked and all(item.is_nested for item in items[1:])
    if is_lead and not layout.leads_to_items(items[0].text):
        del items[0]
        for item in items:
            item.depth -= 1


def _leave_out_counts(items: list[Piece]) -> None:
    """Leave out the numbers before items, if they count all of them as the first column of a table does."""
    counts = [_COUNTED.match(item.lines[0].text) for item in items]
    if len(items) < _FEWEST_COUNTED or [each and int(each[1]) for each in counts] != [*range(1, len(items) + 1)]:
        return
    for index, (item, each) in enumerate(zip(items, counts, strict=True)):
        if each:
            first, *others = item.lines
            items[index] = attrs.evolve(item, lines=[rest_of(first, first.text[each.end() :]), *others])


def _without_way_back(footnote: Piece) -> Piece:
    """Leave out the words of a link from the end of a footnote to its mark."""
    *lines, last = footnote.lines
    match = _WAY_BACK.search(last.text)
    return Piece([*lines, Line(last.text[: match.start()], last.passage)]) if match else footnote


def _without(blocks: Iterable[Block], running: frozenset[Line]) -> list[Block]:
    """Remove the lines that belong to pages; a block without other lines becomes the end of a page."""
    remaining: list[Block] = []
    for block in blocks:
        lines = tuple(line for line in block.lines if line not in running)
        if isinstance(block, ListItem) and lines and lines[0] is not block.lines[0]:
            remaining += [PageBreak(), Paragraph(lines)]
        elif len(lines) == len(block.lines):
            remaining.append(block)
        else:
            remaining.append(
                attrs.evolve(block, lines=lines) if any(line.text.strip() for line in lines) else PageBreak()
            )
    return remaining


def _is_ascii(block: Block) -> bool:
    return all(line.text.isascii() for line in block.lines)


def _clean(block: Block) -> Block:
    # The arrows lead from a footnote back to its mark, and the sign is a link to its heading.
    return attrs.evolve(
        block, lines=tuple(Line(clean(line.text).rstrip(f"{ARROWS_BACK}¶"), line.passage) for line in block.lines)
    )


def _rows_of(block: TableRow) -> Iterator[tuple[Line, ...]]:
    """Yield a row, or the two rows of which the second has a role alone at the top of a page."""
    if block.rest is None or not begins_entry(block.rest.text):
        yield block.lines
        return
    first, *others = block.lines
    yield attrs.evolve(first, text=first.text.removesuffix(block.rest.text).rstrip()), *others
    yield (block.rest,)


def _whole_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join the halves of a row that the end of a page cuts: its names at the foot, and its role at the top."""
    foot: TableRow | None = None
    between: list[Block] = []
    for block in blocks:
        if foot and isinstance(block, (PageBreak, Unread)):
            between.append(block)
            continue
        if foot and isinstance(block, TableRow) and _are_halves(foot, block):
            yield attrs.evolve(block, lines=(block.lines[0], *foot.lines[1:]))
            foot, between = None, []
            continue
        if foot:
            yield foot
            yield from between
            foot, between = None, []
        if isinstance(block, TableRow) and len(block.lines) > 1 and not block.lines[0].text.strip():
            foot = block
        else:
            yield block
    if foot:
        yield foot
        yield from between


def _are_halves(foot: TableRow, top: TableRow) -> bool:
    """Check whether a row without its first cell and one with it alone, on the next page, are one row."""
    pages_of = [passage_of(line).page for line in (foot.lines[1], top.lines[0])]
    is_cut = None not in pages_of and pages_of[0] != pages_of[1]
    return is_cut and bool(top.lines[0].text.strip()) and not any(line.text.strip() for line in top.lines[1:])


def _is_one_line(before: Line, after: Line) -> bool:
    """Check whether two cells are a line of a sentence, which a raised mark has parted."""
    has_mark = _MARK_AT_END.search(before.text) is not None
    return has_mark and after.text[:1].islower() and not layout.ends_sentence(before.text)


def _is_note(piece: Piece) -> bool:
    """Check whether a line begins a printed note, which its emphasis may show."""
    return layout.note(piece.plain) is not None or layout.note(piece.text) is not None


def _is_item(block: Block) -> bool:
    return isinstance(block, ListItem) and bool(block.lines)


def _with_dash(line: Line) -> str:
    """Return a line with the dash that was taken for its bullet, which a line number may come before."""
    words = words_of(line)
    match = _DASH.match(words)
    return f"{match['dash'].replace('--', '–')} {line.text}" if match else words


@attrs.define
class _Sorter:
    """Reads a letter from top to bottom, with the current part as its state."""

    blocks: list[Block]
    wrapping: Wrapping
    parts: Parts
    notes: Notes = attrs.field(init=False)
    copies: CopyRows = attrs.field(init=False)
    part: str = "introduction"
    #: The piece that the next line may continue.
    current: Piece | None = None
    #: The footnote that began within adjacent lines.
    footnote: Piece | None = None
    #: Whether a page ended since the last piece.
    page_turned: bool = False
    #: Whether it was the end of a page and not a footnote, of which some are within the text.
    page_ended: bool = False
    #: Whether the last block was a heading or a link of a site.
    in_aside: bool = False
    nesting: Nesting = attrs.field(factory=Nesting)
    #: The kinds of bullets of all items so far.
    bullets: set[str] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.notes = Notes(self.blocks)
        self.copies = CopyRows(self.parts, self.wrapping)

    def add(self, block: Block) -> None:
        """Add a block to the parts to which it belongs."""
        lines = [line for line in block.lines if line.text.strip()]
        if lines and not isinstance(block, (Unread, TableRow, Footnote, Field)):
            self.in_aside = self._is_of_aside(block, Piece(lines))
            if self.in_aside:
                return
        if isinstance(block, Unread):
            reasons = {passage_of(line).reason for line in lines}
            if reasons <= _OF_A_PAGE:
                self.page_turned = True
                self.page_ended |= bool(reasons - {None})
            if layout.are_columns(word for line in lines for word in words_of(line).split()):
                self.copies.add_columns(lines)  # which a table says again on the next page
        elif not lines:
            if isinstance(block, ListItem) and block.lines:
                self._note_loose_mark(block)
            self.page_turned = self.page_ended = True
        elif isinstance(block, Footnote):
            self._add_footnote_block(block.label, lines)
        elif isinstance(block, Heading):
            self._add_heading(Piece(lines))
        elif isinstance(block, Field):
            first = Line(f"{block.label}: {lines[0].text}", lines[0].passage)
            self._add_lines([first, *lines[1:]])
        elif isinstance(block, TableRow):
            self._add_row(block)
        elif isinstance(block, ListItem):
            self._add_item(block, lines)
        else:
            self._add_lines(lines)

    def _is_of_aside(self, block: Block, piece: Piece) -> bool:
        """Check whether a block is the heading of links to other pages of a site, or one of these links."""
        text = piece.plain
        if len(text.split()) > _LONGEST_LINK or self.part in ("strengths", "recommendations"):
            return False
        if _ASIDE.fullmatch(text.rstrip(": ")):
            if self.part in _AFTER_CLOSING:
                self.part = _BEYOND
            return not isinstance(block, ListItem)
        is_text = text.endswith(".") or layout.numbered(text) or self._is_heading(piece) or isinstance(block, Heading)
        return self.in_aside and not is_text

    def _note_loose_mark(self, block: ListItem) -> None:
        """Keep that a number or a bullet has no text, so that the lines around it have lost their order."""
        has_number = block.number is not None and layout.bare_number(block.number) is not None
        part = "sections" if has_number else "recommendations" if self.part == "closing" else self.part
        if has_number or part in ("strengths", "recommendations"):
            self.parts.loose_marks.setdefault(part, Piece(list(block.lines)))

    def _add_heading(self, piece: Piece) -> None:
        self.footnote = None
        if self._starts_part(piece):
            return
        if self.part in _BEFORE_SECTIONS[2:] or layout.is_theme(piece.plain):
            self._start_section(piece)
        elif self.part == "copy_list" and is_role(piece.plain):
            self.copies.add_line(Line(piece.plain, piece.lines[0].passage), is_first=True)
        else:
            self._leave()

    def _add_row(self, block: TableRow) -> None:
        cells = tuple(Piece([cell]) for cell in block.lines)
        texts = [cell for cell in block.lines if cell.text.strip()]
        if self.part != "copy_list" and len(texts) == 1:  # a table that is there for the layout alone
            self._add_lines(texts)
        elif len(texts) == 2 and layout.note_number(cells[0].plain):
            self._add_lines([Line(" ".join(line.text for line in texts), texts[0].passage), Line("", texts[1].passage)])
        elif self.part == "copy_list":
            for row in _rows_of(block):
                self.copies.add(tuple(Piece([Line(with_commas(cell.text), cell.passage)]) for cell in row))
        elif self.part in _PROSE_PARTS and len(texts) == 2 and _is_one_line(*texts):
            self._add_lines([Line(" ".join(line.text for line in texts), texts[0].passage), Line("", texts[1].passage)])
        elif self.part in ("strengths", "recommendations") and len(texts) == 2 and _COUNT.fullmatch(cells[0].plain):
            self.current = None
            self._put_item(Piece([Line(texts[1].text, texts[1].passage), Line("", texts[0].passage)]), MARKUP)
        elif not self._starts_part(cells[0]):
            self._leave()
        elif any(cell.text for cell in cells[1:]):  # text next to a heading has no place in the report
            self.parts.half_used.update(map(passage_of, block.lines))

    def _add_item(self, block: ListItem, lines: list[Line]) -> None:
        first, *others = lines
        above = self.footnote or self.current
        if above and self._is_dash(above, first):
            above.lines.append(Line(_with_dash(first), first.passage))
            self._add_lines(lines, start=1)
            return
        piece = Piece([first], block.depth)
        self.footnote = None
        if self._starts_part(piece) or self._starts_theme(block, piece):
            pass
        elif self.part == "section" and not layout.is_theme(piece.plain) and self._is_item_of_theme(block.number):
            self.parts.sections[-1].has_lost_numbers = True
            self._add_prose(piece, is_item=True)
        elif block.number and (block.number, first.text) in self.notes.numbered:
            self._begin_footnote((block.number, first.text), first)
        elif self.part in ("strengths", "recommendations"):
            if bullet := layout.bullet(first.text):  # the markup of the list adds its own number
                piece = Piece([rest_of(first, bullet.text)], block.depth)
                self.bullets.add(bullet.kind)
            self.bullets.add(words_of(first)[:1])
            self._put_item(piece, MARKUP)
        else:
            if block.number:  # elsewhere a number is part of the text
                piece = Piece([Line(f"{block.number}. {first.text}", first.passage)], block.depth)
            if block.number and (taken := self._take_heading([*piece.lines, *others], 0)):
                others = others[taken - 1 :]
            elif block.number and (note := self.notes.find(piece.lines[0])):
                self._begin_footnote(note, piece.lines[0])
            elif self.part == "copy_list" and others and (row := row_of_item([*piece.lines, *others])):
                self.parts.copy_lines.extend(Piece([line]) for line in (*piece.lines, *others))
                self.copies.add(row)
                others = []
            elif self.part == "copy_list":
                self._add_line(piece.lines[0], is_first=True)
            else:
                if self.part == "closing" and not block.number and self.bullets and not layout.is_closing(first.text):
                    self.parts.loose_marks.setdefault("recommendations", piece)  # the list did not end above
                self._add_prose(piece, is_item=True)
                if self.current is not None and self.current.number == block.number:
                    # The number may have a line of its own, which has no text without it.
                    self.current.lines[:0] = [line for line in block.lines[:1] if line is not first]
        if others:
            self._add_lines([first, *others], start=1)

    def _starts_theme(self, item: ListItem, piece: Piece) -> bool:
        """Begin a section if an item without a number is the title of a theme."""
        is_title = self.part in _BEFORE_SECTIONS[3:] and item.number is None and layout.is_theme(piece.plain)
        return is_title and self._start_section(piece)

    def _is_item_of_theme(self, number: str | None) -> bool:
        """Check whether a number is that of the next item of a list that has all paragraphs of a theme."""
        section = self.parts.sections[-1]
        if number is None or number != str(len(section.paragraphs) + 1) or not layout.is_theme(section.title.plain):
            return False
        return section.has_lost_numbers or not section.paragraphs

    def _is_dash(self, above: Piece, line: Line) -> bool:
        """Return whether what Markdown takes for a bullet is a dash within a sentence."""
        before = above.lines[-1].text
        if layout.is_range(before, line.text):
            return True
        is_running = self.part in (*_PROSE_PARTS, "section", "notes") or above is self.footnote
        dash = words_of(line)[:1]
        is_end = layout.ends_sentence(before) or layout.leads_to_items(before)
        is_running |= dash in _DASHES and dash not in self.bullets | self._listed and not is_end
        is_beginning = line.text[:1].isupper() or layout.numbered(line.text) is not None
        return is_running and not layout.is_complete(before) and not is_beginning

    def _add_lines(self, lines: Sequence[Line], start: int = 0) -> None:
        """Add adjacent lines, which may have several pieces when blank lines were lost."""
        if self.part == "copy_list":
            lines = [entry for line in with_own_emphasis(lines) for entry in entries_of_line(line)]
        if start == 0 and self.part == "copy_list" and (row := row_of_paragraph(lines)):
            self.parts.copy_lines.extend(Piece([line]) for line in lines)
            self.copies.add(row)
            return
        if start == 0 and not (self.footnote and was_cut(self.footnote.text, self.current, lines)):
            self.footnote = None
        index = start
        while index < len(lines):
            if taken := self._take_heading(lines, index):
                index += taken
                continue
            may_part = self.wrapping.may_part or self._is_list_without_bullets(lines[index])
            parted = index > 0 and may_part and self._is_parted(lines[index - 1], lines[index])
            self._add_line(lines[index], is_first=index == 0 or parted)
            index += 1

    def _is_parted(self, before: Line, after: Line) -> bool:
        """Return whether a paragraph ends between two lines; one with a number or a bullet goes on up to the next."""
        if self.current is not None and self.current.number:
            return False
        if self.part in ("strengths", "recommendations") and self.nesting.markers and not self.wrapping.is_unwrapped:
            return self.part == "recommendations" and self.wrapping.ends_item(before, after)
        if passage_of(before).page != passage_of(after).page:
            return False  # the layout of its pages has shown that it goes on
        if self._is_list_without_bullets(after) and self.current is not None:
            if after.text[:1].islower() and before.text.endswith(":"):
                return not self.wrapping.is_full(before, after)
            if after.text[:1].islower() and before.text.endswith(";"):
                return self.current.is_nested
            if after.text[:1].islower() and self.current.is_nested and not layout.is_open_value(before.text):
                return self.wrapping.has_room(before, after)
            if after.text[:1].isupper() and after.text.endswith(":") and layout.is_complete(before.text):
                return True  # items are single sentences, so one that leads to others is an item of its own
        above = self.current.lines[-_MOST_ABOVE:] if self.current is not None else ()
        return self.wrapping.is_meant(before, after, above, is_list=self._is_list_without_bullets(after))

    def _is_list_without_bullets(self, line: Line) -> bool:
        """Check whether a line of a text is in a list of which no item has a bullet so far."""
        passage = passage_of(line)
        is_of_text = passage.line is not None and passage.box is None
        return is_of_text and self.part in ("strengths", "recommendations") and not self.nesting.markers

    def _take_heading(self, lines: Sequence[Line], index: int) -> int:
        """Begin the part or the section whose heading is here; return the number of its lines, or 0."""
        if not layout.may_be_heading(lines[index].text):
            return 0
        for count in range(1, _LONGEST_HEADING + 1):
            piece = Piece(list(lines[index : index + count]))
            last = piece.lines[-1].text
            if len(piece.lines) < count or len(last) > WIDEST:
                return 0
            if count > 1 and layout.ends_sentence(piece.lines[-2].text.rstrip("*: ")):
                return 0
            if self._is_heading(piece):
                longer = Piece(list(lines[index : index + count + 1]))
                goes_on = longer.lines[-1].text[:1].islower() or (
                    longer.lines[-1].text.endswith(":") and not piece.text.endswith(":")
                )
                if len(longer.lines) > count and goes_on and self._is_heading(longer):
                    piece = longer
                self.footnote = None
                if not self._starts_part(piece):
                    self._start_section(piece)
                return len(piece.lines)
        return 0

    def _is_heading(self, piece: Piece) -> bool:
        if layout.part_heading(piece.plain) or layout.is_full_operational_management(piece.plain):
            return True
        return self.part in _BEFORE_SECTIONS and (
            layout.is_theme(piece.plain) or layout.is_operational_management(piece.plain)
        )

    def _add_line(self, line: Line, *, is_first: bool) -> None:
        piece = Piece([line])
        if note := self.notes.find(line):
            self._begin_footnote(note, line)
        elif self.footnote and self._footnote_goes_on(self.footnote, piece):
            if not layout.is_source(line.text):
                self._note_unclear_start(self.footnote, line)
            self.footnote.lines.append(line)
        elif self.footnote:
            self.footnote = None
            self._add_line(line, is_first=self.current is None or layout.ends_sentence(self.current.end))
        elif self.part == "copy_list" and not _is_note(piece) and not layout.is_source(line.text):
            self.copies.add_line(line, is_first=is_first)
        elif is_first or self.current is None or self._begins_piece(piece):
            self._add_prose(piece)
        else:
            self._note_unclear_start(self.current, line)
            self.current.lines.append(line)
        if self.current and not self.current.number and not self.footnote:
            for sentence in line.unclear:
                if not refers_back(sentence):
                    self._note_unclear(self.current, Line(sentence, line.passage))

    def _note_unclear_start(self, piece: Piece, line: Line) -> None:
        """Keep that a paragraph may begin with a line that goes on with the piece above it."""
        if not self._ends_full(piece, line) or refers_back(line.text) or not line.text[:1].isupper():
            return
        if self.wrapping.is_spaced and not self.page_ended:
            return
        self._note_unclear(piece, line)

    def _note_unclear(self, piece: Piece, line: Line) -> None:
        """Keep that a line may belong to another paragraph than the piece it is in, with the place in the report."""
        if piece is self.footnote:
            self.parts.unclear_starts.append(("/footnotes", line))
        if self.part == "section":
            self.parts.unclear_starts.append((f"/sections/{len(self.parts.sections) - 1}/paragraphs", line))
        elif self.part in _PROSE_PARTS:
            self.parts.unclear_starts.append((_POINTERS.get(self.part, f"/{self.part}"), line))

    def _ends_full(self, piece: Piece, line: Line) -> bool:
        """Check whether a piece ends with a sentence that had no room for the first word of a line."""
        if piece.number or self.nesting.markers or not layout.is_complete(piece.lines[-1].text):
            return False
        if self.wrapping.column is None:  # the letter has too few lines to show how wide they are
            return self.wrapping.width is not None and not self.wrapping.is_meant(piece.lines[-1], line)
        return self.wrapping.is_full(piece.lines[-1], line)

    def _footnote_goes_on(self, footnote: Piece, piece: Piece) -> bool:
        return not (
            layout.footnote_ends(footnote.text, piece.text)
            or self._begins_piece(piece)
            or (self.wrapping.is_meant(footnote.lines[-1], piece.lines[0]) and not layout.is_source(piece.text))
        )

    def _starts_part(self, piece: Piece) -> bool:
        """Begin another part if the piece is its heading."""
        if not layout.may_be_heading(piece.text):
            return False
        if heading := layout.part_heading(piece.plain):
            part, area = heading
            if part == self.part:
                self._leave()  # it says its part's name again
                return True
            if part == "closing" and self.part in (
                *_AFTER_CLOSING,
                _BEYOND,
            ):  # the foot of a web page has a contact of its own
                self.part = _BEYOND
                self._leave()
                return True
            if area:
                self.parts.commentary_areas.append((area, piece))
            self.part, self.current = part, None
            self.nesting.restart()
            self.parts.headings.append((_POINTERS.get(part, f"/{part}"), piece))
            return True
        is_section = layout.is_full_operational_management(piece.plain) or (
            self.part in _BEFORE_SECTIONS and layout.is_operational_management(piece.plain)
        )
        return is_section and self._start_section(piece)

    def _start_section(self, piece: Piece) -> bool:
        number, text = layout.heading_number(piece.plain)
        if piece.has_targets:
            self.parts.half_used.update(map(passage_of, piece.lines))
        title = Piece(
            [Line(escape(text), piece.passage), *(Line("", line.passage) for line in piece.lines[1:])], number=number
        )
        if title.plain:
            self.parts.sections.append(SectionPart(title))
            self.part, self.current = "section", None
        else:
            self._leave()
        return True

    def _begins_piece(self, piece: Piece) -> bool:
        """Return whether a line within others begins a piece of its own."""
        text = piece.text
        if self.part == "section":
            bullet = layout.bullet(text)
            is_dash = self.current is not None and self._is_dash(self.current, Line(bullet.text if bullet else ""))
            return self._begins_numbered(text) or bool(bullet and not bullet.is_numbering and not is_dash)
        if self.part in ("strengths", "recommendations") and (bullet := layout.bullet(text)):
            return not self._is_dash_in_item(bullet)
        if self.part == "recommendations" and layout.is_closing(text):
            return True
        if self.part in ("strengths", "recommendations") and self.current is not None:
            if self.current.end.endswith(":") and text[:1].isupper():
                return True
            if text.endswith(":") and layout.leads_to_items(text):
                return layout.is_complete(self.current.end)
        if self.part == "closing" and layout.is_sign_off(text):
            return True
        if self.part == "closing" and self.current and layout.offers_contact(text):
            # A line that had no room for another word may end within its paragraph.
            return layout.ends_sentence(self.current.end) and not (
                self.wrapping.is_spaced and self.wrapping.is_full(self.current.lines[-1], piece.lines[0])
            )
        return self.part in _BEFORE_NOTES and _is_note(piece)

    def _begins_numbered(self, text: str) -> bool:
        """Check whether a line begins a numbered paragraph, and has no figure of the sentence above it."""
        number = layout.numbered(text)
        if number is None or self.current is None or layout.ends_sentence(self.current.end):
            return number is not None
        if self.current.number is None:
            return number[0].endswith(".1")
        section, _, position = self.current.number.partition(".")
        return position.isdigit() and number[0] == f"{section}.{int(position) + 1}"

    def _is_dash_in_item(self, bullet: layout.Bullet) -> bool:
        """Check whether what looks like the bullet of an item is a dash in a sentence, as no other item has one."""
        current = self.current
        if current is None or bullet.kind not in _DASHES or not bullet.text[:1].islower():
            return False
        is_end = layout.ends_sentence(current.end) or layout.leads_to_items(current.end)
        return current.is_marked and bullet.kind not in self.bullets and not is_end

    def _add_prose(self, piece: Piece, *, is_item: bool = False) -> None:
        text = piece.text
        if (note := layout.note(text)) is not None:
            self.part = "notes" if self.part in _BEFORE_NOTES else self.part
            numbered = Piece([rest_of(piece.lines[0], note), *piece.lines[1:]], number=layout.note_number(text))
            self._put(self.parts.notes, numbered)
        elif self.part == "introduction" and layout.is_salutation(text):
            self._leave()
        elif self.part in ("recommendations", "closing") and layout.is_sign_off(text):
            self.part = _SIGNATURE
            self._leave()
        elif self.part == _SIGNATURE and layout.is_closing(text):
            self.part = "closing"
            self._put(self.parts.closing, piece)
        elif not is_item and self._goes_on(piece):
            assert self.current is not None
            self.current.lines.extend(piece.lines)
            self.parts.last = self.current
        elif self.part in ("strengths", "recommendations"):
            self._add_finding(piece)
        elif self.part == "section":
            self._add_paragraph(piece)
        elif self.part in _PROSE_PARTS or (self.part == "notes" and self._has_heading("/notes")):
            self._put(getattr(self.parts, self.part), piece)
        else:
            self._leave()

    def _has_heading(self, where: str) -> bool:
        return any(where == stands_over for stands_over, _ in self.parts.headings)

    def _goes_on(self, piece: Piece) -> bool:
        """Return whether a text goes on with the piece before, which a page break or a footnote cut in two."""
        if self.current is None or not self.current.lines or self.current is self.parts.title:
            return False
        if self.part == "notes" and not self.current.end:
            return True  # the label of a note is on its own line
        if (self.page_turned or self.wrapping.is_loose) and self.part == "section" and self.current.number:
            return not self._begins_piece(piece)  # where paragraphs have numbers, one without is the rest of another
        before = self.current.lines[-1].text.strip()
        is_prose = self.part in (*_PROSE_PARTS, "section")
        if self._is_end_of_item(piece):
            return True
        is_full = self.page_ended and is_prose and self._ends_full(self.current, piece.lines[0])
        if is_full and not self._begins_piece(piece):
            self._note_unclear_start(self.current, piece.lines[0])
            return True
        # In PDF, the places of the lines have already shown whether the paragraph goes on on the next page.
        is_measured = bool(piece.lines[0].passage and piece.lines[0].passage.box)
        may_be_cut = self.page_ended and is_prose and refers_back(piece.text) and not is_measured
        if may_be_cut and not self.wrapping.has_room(self.current.lines[-1], piece.lines[0]):
            return True
        if is_prose and before.endswith(";") and piece.text[:1].islower():
            return not self._begins_piece(piece)
        if layout.is_complete(before) if self.page_turned else layout.ends_sentence(before):
            return False
        if layout.is_open_value(before):
            return not self._begins_piece(piece)
        if self.part == "closing" and layout.ends_address(before) and piece.text[:1].isupper():
            return False
        if self._is_nested_without_bullet(piece):
            return False
        if piece.text[:1].isupper() and self._is_item_without_stop(self.current):
            return False
        # A paragraph begins with a capital letter; a telephone number or an address that was cut off does not.
        goes_on = self.page_turned or piece.text[:1].islower() or piece.text[:1] in _NO_BEGINNING
        # Nor does one end before its sentence with a line that was full, or far from its beginning.
        is_cut = is_prose and (
            self.wrapping.cuts(self.current.lines[-1], piece.lines[0]) or self.current.is_longer_than(_LONGEST_TITLE)
        )
        return (goes_on or is_cut) and not self._begins_piece(piece)

    def _is_end_of_item(self, piece: Piece) -> bool:
        """Check whether a text after an item is its end, which has no bullet, and does not close the letter."""
        text = piece.text
        if self.current is None or not self.current.is_marked or self.part not in ("strengths", "recommendations"):
            return False
        if self._begins_piece(piece) or layout.is_closing(text) or text.endswith(":"):
            return False
        if self.wrapping.is_loose and self.wrapping.is_full(self.current.lines[-1], piece.lines[0], is_inset=True):
            return True
        if len(text) > _LONGEST_TITLE:
            return False
        if self._is_item_without_stop(self.current):
            return not layout.ends_sentence(text) and len(self.current.lines[-1].text) > _LONGEST_TITLE
        return self.wrapping.is_loose and layout.ends_sentence(text)

    def _is_nested_without_bullet(self, piece: Piece) -> bool:
        """Check whether a paragraph is an item of its own below one that leads to it."""
        current = self.current
        if current is None or not current.is_nested or current.is_marked or not piece.text[:1].islower():
            return False
        return current.end.endswith(";") or not (self.page_turned or self._cuts(piece))

    def _cuts(self, piece: Piece) -> bool:
        """Check whether the line above a piece had to end where it did."""
        return self.current is not None and self.wrapping.cuts(self.current.lines[-1], piece.lines[0])

    def _is_item_without_stop(self, item: Piece) -> bool:
        """Check whether an item has no full stop because the other items of its list have none."""
        if self.part not in ("strengths", "recommendations") or not item.is_marked:
            return False
        items: list[Piece] = getattr(self.parts, self.part)
        siblings = [each for each in items if each.is_marked and each.depth == item.depth and each is not item]
        return bool(siblings) and not any(layout.ends_sentence(each.text) for each in siblings[-2:])

    def _add_finding(self, piece: Piece) -> None:
        """Add a strength or a recommendation that the markup does not show as an item."""
        bullet = layout.bullet(piece.text)
        self._end_lead(is_nested=bullet is None and piece.text[:1].islower())
        items: list[Piece] = getattr(self.parts, self.part)
        if bullet:
            column = self.nesting.indentation(piece.passage)
            self._put_item(Piece([rest_of(piece.lines[0], bullet.text)]), bullet.kind, column)
        elif layout.leads_to_items(piece.text) and not layout.is_closing(piece.text):
            self._put(items, piece)
            self.nesting.restart(has_lead=True)
        elif self.part == "recommendations" and (layout.is_closing(piece.text) or self._ends_list(items)):
            self.part = "closing"
            self._put(self.parts.closing, piece)
        else:
            if sum(each.is_marked for each in items) > 1:  # an item among others that has lost its bullet
                self.parts.loose_marks.setdefault(self.part, piece)
            self._put(items, piece)

    def _ends_list(self, found: Sequence[Piece]) -> bool:
        """Check whether a paragraph after items with bullets ends their list, unless other items lost their bullets."""
        if not found or not self.nesting.markers:
            return False
        has_bullets = found[0].is_marked or any(each.is_marked for each in self.parts.strengths)
        if has_bullets or not self.parts.strengths or not self._has_closing:
            return True
        self.nesting.restart()
        return False

    @cached_property
    def _has_closing(self) -> bool:
        """Whether the letter has a paragraph that closes it."""
        return any(layout.is_closing(block.lines[0].text) for block in self.blocks if block.lines)

    @cached_property
    def _listed(self) -> frozenset[str]:
        """The first signs that items share which follow each other."""
        items = [words_of(block.lines[0])[:1] if _is_item(block) else "" for block in self.blocks]
        return frozenset(sign for sign, following in pairwise(items) if sign == following) - {""}

    def _end_lead(self, *, is_nested: bool = False) -> None:
        """Nest the next items below a sentence that leads to them, or leave out other words before a list."""
        items: list[Piece] = getattr(self.parts, self.part)
        lead = items[-1] if items else None
        if lead is None or lead is not self.current or lead.is_marked or is_nested:
            return
        if layout.leads_to_items(lead.text):
            self.nesting.restart(has_lead=True)
        elif lead.text.endswith(":") or (len(items) == 1 and layout.introduces_list(lead.text)):
            items.pop()
            self._leave()

    def _put_item(self, piece: Piece, kind: str, column: int | None = None) -> None:
        """Add an item, nested as its bullet and its indentation tell."""
        self._end_lead()
        self.bullets.add(kind)
        if kind == MARKUP and self.current is not None and piece.depth > self.current.depth:
            self.nesting.has_lead = False  # the markup has nested it below the sentence that leads to it
        self.nesting.enter(kind, column, is_led=self.current is not None and self.current.end.endswith(":"))
        piece.depth += self.nesting.depth
        piece.is_marked = True
        self._put(getattr(self.parts, self.part), piece)

    def _add_paragraph(self, piece: Piece) -> None:
        bullet = layout.bullet(piece.text)
        if bullet and not bullet.is_numbering:
            first = layout.bullet(piece.lines[0].text)
            text = first.text if first else ""
            piece = Piece([Line(text, piece.passage), *piece.lines[1:]], piece.depth)
        if numbered := layout.numbered(piece.lines[0].text):
            piece = Piece([Line(numbered[1], piece.passage), *piece.lines[1:]], number=numbered[0])
        self._put(self.parts.sections[-1].paragraphs, piece)

    def _add_footnote_block(self, label: str, lines: list[Line]) -> None:
        if self.wrapping.is_run_together:  # and what follows the note may have run into it
            self._begin_footnote((label, lines[0].text), lines[0])
            self._add_lines(lines, start=1)
        else:
            self.footnote = Piece(lines)
            self._add_footnote(label, self.footnote)

    def _begin_footnote(self, note: tuple[str, str], line: Line) -> None:
        label, text = note
        self.footnote = Piece([rest_of(line, text)])
        self._add_footnote(label, self.footnote)

    def _add_footnote(self, label: str, piece: Piece) -> None:
        self.parts.footnotes.setdefault(label, piece)
        self.page_turned = True  # a note is at the foot of a page

    def _put(self, pieces: list[Piece], piece: Piece) -> None:
        if self.part in ("strengths", "recommendations") and pieces:
            above = pieces[-1]
            # Where a list lost its levels, items that begin in lower case are below the one that leads to them.
            is_open = above.text.endswith(":") or layout.leads_to_items(above.text)
            leads = is_open and (above.depth == piece.depth or (above.is_nested and above.depth > piece.depth))
            goes_on = above.is_nested and above.depth > piece.depth
            if (leads or goes_on) and piece.text[:1].islower():
                piece.depth, piece.is_nested = above.depth + leads, True
        pieces.append(piece)
        self.current = self.parts.last = piece
        self.page_turned = self.page_ended = False

    def _leave(self) -> None:
        """Skip text that has no place in the report, so that it becomes a leftover."""
        self.current = None
