"""Turn Markdown and plain text into blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby, islice, pairwise
from typing import Final

import attrs

from sqsreport.letters.blocks import (
    PAGE_REASONS,
    Block,
    Embedded,
    Footnote,
    Heading,
    Line,
    ListItem,
    PageBreak,
    Paragraph,
    Source,
    TableRow,
    Unread,
)
from sqsreport.letters.characters import KNOWN_BULLETS, NESTED_BULLETS, SOFT_HYPHEN
from sqsreport.letters.decoding import decode
from sqsreport.letters.formats.markdown import columns, tables
from sqsreport.letters.formats.markdown.cells import reads_on
from sqsreport.letters.formats.markdown.hyphens import resolve_joined
from sqsreport.letters.formats.markdown.inlines import leads_back, letter_spaced, plain_commonmark, split_breaks, struck
from sqsreport.letters.formats.markdown.lines import Row
from sqsreport.letters.formats.markdown.notes import NOTE_END
from sqsreport.letters.formats.markdown.surroundings import set_apart
from sqsreport.letters.limits import MAX_CHARACTERS, too_large
from sqsreport.letters.words import begins_entry, is_heading

#: Why a row between the texts of two pages is unread.
_BETWEEN_PAGES: Final = PAGE_REASONS | {"page marker"}
#: The embedded report, as the last thing in the file: a comment, which no reader of Markdown shows.
_EMBEDDED: Final = re.compile(r"(?:^|\n)<!-- sqsreport\s(?:(?P<sha256>[0-9a-f]{64})\s)?(?P<json>[^<>]*)-->\s*\Z")
_HEADING: Final = re.compile(
    r" {0,3}(?P<level>#{1,6})(?:[ \t]++(?P<text>.*)|(?P<glued>(?<=##)(?:[^\W\d_]|\d{1,2}[.)] ).*)|$)"
)
_LINKED_HEADING: Final = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\([^()\s]{0,300}\)")
_CLOSING_HASHES: Final = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_HARD_BREAK: Final = re.compile(r"[^\s\\,;:&(/–-]\\$")
_RULE: Final = re.compile(r"\s{0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,}|={3,}|–{3,}|—{3,}|~{3,})\s*")
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-{3,})\s*")
_LABELLED: Final = re.compile(r"[*_\s]*+\w[\w ]{0,24}[*_]*+:\s*+\S")
_BOLD_LABEL: Final = re.compile(r"\*\*[^*]{1,40}:\*\* {2,}\S")
_BULLET: Final = re.compile(
    rf"(?P<indent>\s*)(?:\\(?=[-+]))?(?P<glyph>[-*+{KNOWN_BULLETS}–—o])(?P<gap>\s+|$)(?P<text>.*)", re.DOTALL
)
_TASK: Final = re.compile(r"\[[ xX]\]\s+")
_ORDERED: Final = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,9})(?P<end>[.)])(?P<gap>\s+|$)(?P<text>.*)", re.DOTALL)
_OWN_NUMBER: Final = re.compile(r"(?:\*{1,2}|__?)?\d{1,2}(?:\\?\.\d{1,2})+")
#: What makes a heading of the text of an item.
_HEADING_OF_ITEM: Final = re.compile(r"#{1,6}\s+(?=\S)")
_FOOTNOTE: Final = re.compile(r"\s*+\[\^(?P<label>[^ \[\]]{1,80})\]:\s*+(?P<text>.*)")
_NOTE_BACK: Final = re.compile(r"\[\^(?P<label>[^ \[\]]{1,80})\]:?\s*+(?P<text>.*)")
#: A note that an anchor such as <a id="fn2"></a> is before, its label then as a number or in brackets.
_ANCHORED_NOTE: Final = re.compile(
    r"\s*<a\s+(?:id|name)=[\"']?(?![^\"'<>]*ref)[^\"'<>\s]{0,30}(?:fn|ftn|note)[^\"'<>\s]{0,20}[\"']?\s*/?>(?:\s*</a>)?\s*"
    r"(?:\\?\[)?(?P<label>\d{1,3}|[a-z*†‡§])(?:\\?\])?\\?[.):]?(?:</a>)?\s+(?P<text>\S.*)",
    re.IGNORECASE,
)
_BACK_TARGET: Final = re.compile(
    r"\s*(?:<[^<>]{1,200}>\s*)?\\?\[[^\n]{1,40}\]\(<?[^()\s]{0,200}#[\w:.-]{0,40}?ref[\w:.-]{0,40}>?\)"
)
_LINE_BLOCK: Final = re.compile(r"\| (?P<text>[^|]*)$")
_DEFINITION: Final = re.compile(r"\s{0,3}[:~]\s{1,4}(?P<text>\S.*)")
_DASH: Final = re.compile(r"\s*(?P<dash>[-–—])\s+(?P<text>\S.*)")
_RANGE_START: Final = re.compile(r"\d$")
_RANGE_END: Final = re.compile(r"\d|[A-Z][a-z]+ \d")
_BARE_NUMBER: Final = re.compile(r"\s*[*_]{0,3}\(?\d{1,2}(?:\\?\.\d{1,2})?\\?[.):]?[*_]{0,3}\s*")
_PARAGRAPH_NUMBER: Final = re.compile(
    r"\s*[*_]{0,3}\d{1,2}\\?\.\d{1,2}\\?[.):]?[*_]{0,3}(?:\s+\S|(?<=\d)(?=[A-Z][a-z]))"
)
_NOTE_AT_FOOT: Final = re.compile(r"\s*(?:\[?[1-9]\d?\]? |[⁰¹²³⁴-⁹†‡§]+ ?)[A-Z]")
#: The longest line of a text whose lines were wrapped.
_WIDEST: Final = 120
#: Lines in which a bullet that is like another may be.
_NEAR: Final = 8
#: Signs that mark an item below another, though both are indented alike.
_SECONDARY: Final = NESTED_BULLETS | frozenset("–—-o")
_PRIMARY: Final = frozenset("•●■*")
#: The bullets of the first three levels of Word, where their fonts were lost.
_BELOW: Final = (("·", "o"), ("o", "▪"))
#: The column from which on a line by itself is in the second column of a table.
_SECOND_COLUMN: Final = 20
#: The longest title over the columns of a list.
_LONGEST_TITLE: Final = 30
#: The longest line that may be the rest of a cell on the next page.
_LONGEST_REST: Final = 60
#: A Unicode hyphen at the end of a line and elsewhere, and a hyphen from the keyboard within a word.
_ADDED_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])\u2010(?=\s*\n)")
_OTHER_HYPHEN: Final = re.compile(r"\u2010(?!\s*\n)")
_OWN_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
#: The fewest items of a table of contents.
_FEWEST_CONTENTS: Final = 3
#: The longest line with a rule under it that is a heading.
_LONGEST_HEADING: Final = 120
#: Headings that a letter has in common with its themes are numbered from 1 to 99.
_LONGEST_NUMBER: Final = 2


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do."""
    text, problems = decode(data, keep_page_breaks=True)
    # Most letters have none, and to look for the whole of it at every line takes longer than to look for its name.
    match = _EMBEDDED.search(text) if "<!-- sqsreport" in text else None
    body = text[: match.start()] if match else text
    if len(body) > MAX_CHARACTERS:
        large = too_large("the text is", f"{len(body):,} characters", f"{MAX_CHARACTERS:,}")
        return Source((), problems=(*problems, large))
    embedded = Embedded(match["json"], match["sha256"] or "") if match else None
    return Source(tuple(_blocks(body)), embedded, problems)


def _with_soft_hyphens(text: str) -> str:
    """Return a text in which the hyphens that a program added at line ends, which are other characters, are soft."""
    text = resolve_joined(text)
    if (
        "\u2010" not in text
        or not _ADDED_HYPHEN.search(text)
        or _OTHER_HYPHEN.search(text)
        or not _OWN_HYPHEN.search(text)
    ):
        return text
    return _ADDED_HYPHEN.sub(SOFT_HYPHEN, text)


def _blocks(text: str) -> Iterator[Block]:
    text = _with_soft_hyphens(text)
    rows = [Row.of(index, raw) for index, raw in enumerate(text.split("\n"))]
    set_apart(rows)
    # The length of a line is that of all lines where the next goes on with its sentence.
    full = sorted(
        len(row.text)
        for row, following in pairwise(rows)
        if (start := following.text.lstrip()[:2])[:1].islower()
        and start[1:] != " "
        and "|" not in row.text
        and "](" not in row.text
    )
    # A title may be longer than the lines of the text.
    widest = full[int(0.9 * len(full))] if full else 0
    scanner = _Scanner(rows, width=widest if 0 < widest <= _WIDEST else None)
    return _rows_joined(_without_contents(list(scanner.blocks())))


def _without_contents(blocks: list[Block]) -> list[Block]:
    """Set a table of contents apart: items one after the other, each of which is a heading further down."""
    titles = {block.lines[0].text for block in blocks if isinstance(block, Heading)}
    remaining: list[Block] = []
    for is_contents, group in groupby(
        blocks, key=lambda each: isinstance(each, ListItem) and each.lines[0].text in titles
    ):
        items = list(group)
        is_apart = is_contents and len(items) >= _FEWEST_CONTENTS
        remaining += [Unread(_apart(each.lines, "table of contents")) for each in items] if is_apart else items
    return remaining


def _apart(lines: tuple[Line, ...], reason: str) -> tuple[Line, ...]:
    return tuple(Line(line.text, line.passage and attrs.evolve(line.passage, reason=reason)) for line in lines)


def _rows_joined(blocks: list[Block]) -> Iterator[Block]:
    """Join the rows of tables that the end of a page cuts: the rest of a cell is the first text of the next page."""
    for index, block in enumerate(blocks):
        if not isinstance(block, TableRow) or len(block.lines) != 2:
            if block is not None:
                yield block
            continue
        page = next(
            (n for n in range(index + 1, min(index + 5, len(blocks))) if isinstance(blocks[n], PageBreak)), None
        )
        between = blocks[index + 1 : page]
        if page is None or not all(_is_page_number(each) for each in between):
            yield block
            continue
        place = next((n for n in range(page + 1, len(blocks)) if not isinstance(blocks[n], Unread)), page)
        rest, following = (*blocks[place : place + 2], None, None)[:2]
        first, second = block.lines
        if isinstance(rest, TableRow) and len(rest.lines) == 2 and not rest.lines[0].text and second.text:
            second = Line(f"{second.text} {rest.lines[1].text}", rest.lines[1].passage)
        elif isinstance(rest, Paragraph) and _is_rest_of_cell(rest) and second.text and _column(rest) > _SECOND_COLUMN:
            second = Line(f"{second.text} {rest.lines[0].text}", rest.lines[0].passage)
        elif isinstance(rest, Paragraph) and isinstance(following, TableRow) and _is_rest_of_role(first, rest):
            first = Line(f"{first.text} {rest.lines[0].text}", rest.lines[0].passage)
        else:
            yield block
            continue
        yield TableRow((first, second))
        blocks[place] = None  # type: ignore[call-overload]  # taken


def _is_page_number(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and len(block.lines) == 1
        and _BARE_NUMBER.fullmatch(block.lines[0].text) is not None
    )


def _column(block: Paragraph) -> int:
    return (block.lines[0].passage and block.lines[0].passage.column) or 0


def _is_rest_of_role(role: Line, block: Paragraph) -> bool:
    """Check whether a line at the top of a page is the end of a role, and no other role that has no names."""
    return _is_rest_of_cell(block) and (
        not begins_entry(block.lines[0].text) or reads_on(role.text, block.lines[0].text)
    )


def _is_rest_of_cell(block: Paragraph) -> bool:
    text = block.lines[0].text
    return len(block.lines) == 1 and len(text) <= _LONGEST_REST and text[-1] not in ".:;!?" and "\t" not in text


@attrs.define
class _Item:
    """An open list item: the columns of its marker and of its text, its marker, its whole number, and its last line."""

    indent: int
    content: int
    glyph: str
    number: str | None
    text: str
    #: The number that its marker has, also where its text has one of its own.
    counted: int | None = None
    #: Whether it begins on the line of the item that it is in, so that those after it show how far it is indented.
    is_first: bool = False
    #: The markers of the items on its level.
    level: set[str] = attrs.field(factory=set)


@attrs.define
class _Scanner:
    """Goes through the rows from top to bottom."""

    rows: list[Row]
    #: The open block: how to make it, and its lines.
    pending: list[Line] = attrs.field(factory=list)
    kind: _Item | str | int | None = (
        None  # an item, the label of a footnote, a heading's level, or nothing: a paragraph
    )
    depth: int = 0
    #: The column of the open footnote, which goes on below with paragraphs that are indented.
    note_indent: int = 0
    #: The items that the current one is in.
    stack: list[_Item] = attrs.field(factory=list)
    #: The bullets so far.
    glyphs: set[str] = attrs.field(factory=set)
    after_blank: bool = True
    #: Whether the last row of text is on another page.
    begins_page: bool = False
    #: Whether the item above the open one is a bullet without a text, and whether the last closed block is one.
    is_below_bullet: bool = False
    ends_with_bullet: bool = False
    #: Whether the open block has a link back to the mark of a footnote.
    is_note: bool = False
    #: The characters of the longest line, where lines were wrapped.
    width: int | None = None
    #: Whether the rows are a part of others, such as a cell of a table.
    is_part: bool = False
    aside: list[Line] = attrs.field(factory=list)

    def blocks(self) -> Iterator[Block]:
        index = 0
        while index < len(self.rows):
            row = self.rows[index]
            self.begins_page |= row.is_page_start or row.reason in _BETWEEN_PAGES
            if row.is_page_start:
                yield from self._end()
                yield PageBreak()
            if row.reason:
                index, apart = self._apart(index)
                yield from self._end()
                yield apart
            elif row.is_markup:
                self.aside.append(row.line(""))
                index += 1
            elif row.is_blank:
                if row.raw.strip():
                    self.aside.append(row.line(""))
                self.after_blank = True
                index += 1
                if not isinstance(self.kind, str) and not self._is_waiting():
                    yield from self._end()
            elif table := self._table(index):
                yield from self._end()
                self.stack = []
                index, parts = table
                for each in parts:
                    if isinstance(each, list):
                        yield from _Scanner(each, is_part=True).blocks()
                    else:
                        yield each
            else:
                yield from self._text(index)
                self.begins_page = False
                index += 1
        yield from self._end()
        if self.aside:
            yield Unread(tuple(self.aside))

    def _apart(self, index: int) -> tuple[int, Block]:
        start, reason = index, self.rows[index].reason
        while index < len(self.rows) and self.rows[index].reason == reason:
            index += 1
        rows = [row for row in self.rows[start:index] if row.raw.strip()]
        return index, Unread(tuple(row.line(row.raw.strip()) for row in rows))

    def _table(self, index: int) -> tuple[int, list[Block | list[Row]]] | None:
        table = tables.table(self.rows, index)
        if table is None and self._may_be_columns(index) and (not self.pending or self._is_led()):
            table = (
                columns.columns(self.rows, index)
                or columns.hanging(self.rows, index)
                or columns.wrapped_entries(self.rows, index)
            )
        return table

    def _may_be_columns(self, index: int) -> bool:
        """Check whether a row has a gap or a line below it, and is not a definition or a bold label."""
        text = self.rows[index].text.strip()
        following = self.rows[index + 1] if index + 1 < len(self.rows) else None
        if following is None or following.is_blank:
            return ("  " in text or "\t" in text) and not text.startswith(": ")
        is_label = _BOLD_LABEL.match(text) and following.indent == 0 and "  " not in following.text
        return not text.startswith(": ") and (not is_label or following.text.startswith("**"))

    def _is_led(self) -> bool:
        """Check whether the open block is the heading of what follows."""
        if self.kind is not None:
            return False
        lines = [*islice((line.text for line in reversed(self.pending) if not _RULE.fullmatch(line.text)), 2)]
        if lines and is_heading(lines[0]):
            return True
        if len(lines) != 1:
            return False
        text = lines[0].rstrip("*_")
        return text.endswith(":") or (len(text) <= _LONGEST_TITLE and "  " not in text and text[-1:] not in ".,;!?")

    def _is_waiting(self) -> bool:
        """Check whether the open item is a bullet that its text has yet to follow."""
        if not isinstance(self.kind, _Item) or not self._is_bare():
            return False
        if self.kind.number is None:
            return not self.is_below_bullet  # several bullets come before the texts of all of them
        return bool(self.kind.text.strip())  # a number with a tag

    def _is_bare(self) -> bool:
        """Check whether the open block is an item without a text."""
        return isinstance(self.kind, _Item) and not any(line.text for line in self.pending)

    def _end(self) -> Iterator[Block]:
        """Close the open block."""
        lines, kind, is_note = tuple(self.pending), self.kind, self.is_note
        self.pending, self.kind, self.is_note = [], None, False
        if not lines:
            return
        self.ends_with_bullet = isinstance(kind, _Item) and kind.number is None and not any(line.text for line in lines)
        if any(line.text for line in lines):
            self.aside += (line for line in lines if not line.text)
            lines = tuple(line for line in lines if line.text)
        if isinstance(kind, _Item) and kind.number and is_note:
            yield Footnote(kind.number, lines)
        elif isinstance(kind, _Item):
            kind.text = lines[-1].text  # whose end shows whether it leads to other items
            yield ListItem(lines, self.depth, kind.number)
        elif isinstance(kind, int):
            yield Heading(lines, kind)
        elif kind is not None:
            yield Footnote(kind, lines)
        else:
            yield from _headed(lines)

    def _text(self, index: int) -> Iterator[Block]:
        """Take a row that is text: begin a block with it, or add it to the open one."""
        row = self.rows[index]
        was_blank, self.after_blank = self.after_blank, False
        text = row.text
        if isinstance(self.kind, str) and was_blank and row.indent < self.note_indent + 2:
            yield from self._end()
        if match := _HEADING.fullmatch(text):
            yield from self._end()
            self.stack = []
            words = _CLOSING_HASHES.sub("", match["text"] or match["glued"] or "")
            heading = self._lines(row, words)
            if self._goes_on_below(index):
                self.kind, self.pending = len(match["level"]), heading
            elif any(line.text for line in heading):
                yield Heading(
                    tuple(attrs.evolve(line, text=_heading_text(line.text)) for line in heading), len(match["level"])
                )
            else:
                yield Unread((row.line(),))
        elif self._is_underline(index):
            self.aside.append(row.line(row.text.strip()))
            lines = tuple(attrs.evolve(line, text=_heading_text(line.text)) for line in self.pending)
            self.pending = []
            yield Heading(lines, 1 if "=" in text else 2)
        elif _RULE.fullmatch(text):
            yield from self._end()
            yield Paragraph((row.line(),))
        elif match := _FOOTNOTE.fullmatch(text):
            yield from self._end()
            self.kind, self.stack, self.note_indent = match["label"], [], row.indent
            self.pending = self._lines(row, match["text"])
        elif not was_blank and (match := _DASH.fullmatch(text)) and self._is_cut_at_dash(index, match["text"]):
            # The line was wrapped at a dash that is no bullet.
            above = self.pending[-1]
            self.pending[-1] = attrs.evolve(above, text=f"{above.text} {match['dash']}")
            self.pending += self._lines(row, match["text"])
        elif note := _ANCHORED_NOTE.fullmatch(text):
            yield from self._end()
            self.kind, self.pending, self.note_indent = note["label"], self._lines(row, note["text"]), row.indent
        elif item := self._item(row, was_blank=was_blank):
            yield from self._end()
            self.is_below_bullet = self.ends_with_bullet and item.number is None
            self.kind, self.depth = item, self._nest(item)
            self.pending = self._lines(row, item.text, is_item=True)
        elif _BACK_TARGET.match(text) and (note := _NOTE_BACK.fullmatch(plain_commonmark(text))):
            yield from self._end()
            self.kind, self.pending, self.note_indent = note["label"], [row.line(note["text"])], row.indent
        else:
            yield from self._prose(row, was_blank=was_blank)
            following = self.rows[index + 1].text.lstrip() if index + 1 < len(self.rows) else ""
            if self.kind is None and _HARD_BREAK.search(text) and following[:1].isupper():
                yield from self._end()  # lines that someone broke are not joined as those that were wrapped

    def _prose(self, row: Row, *, was_blank: bool) -> Iterator[Block]:
        """Add a row to the open block, or begin a paragraph with it."""
        text = row.text
        if _BARE_NUMBER.fullmatch(text):
            yield from self._end()
            yield Paragraph(tuple(self._lines(row, text)))
            return
        is_start = _PARAGRAPH_NUMBER.match(text) or (not text.lstrip()[:1].islower() and is_heading(text.strip()))
        if isinstance(self.kind, _Item) and self.pending and is_start:
            yield from self._end()
        if (
            isinstance(self.kind, str)
            and self.pending
            and _PARAGRAPH_NUMBER.match(text)
            and NOTE_END.search(self.pending[-1].text)
        ):
            yield from self._end()
        if isinstance(self.kind, _Item) and row.indent < self.kind.indent - 1 and not text.lstrip()[:1].islower():
            yield from self._end()  # an item goes on below its text, or at the margin with its sentence
        if (match := _LINE_BLOCK.fullmatch(text)) or (match := _DEFINITION.fullmatch(text)):
            text = match["text"]
        # A list goes on after a note or the head of a page, and after the rest of an item that a blank line cut.
        if was_blank and self.stack and not self.pending and not isinstance(self.kind, str):
            is_within = _NOTE_AT_FOOT.match(text) or text.lstrip()[:1].islower() or self.begins_page
            while self.stack and row.indent < self.stack[-1].content - 1 and not (is_within or self._is_repeated(row)):
                self.stack.pop()
        self.pending += self._lines(row, text)

    def _is_repeated(self, row: Row) -> bool:
        """Check whether a line comes again, such as a page number or a running head."""
        return row.shape in self._repeated

    @cached_property
    def _repeated(self) -> frozenset[str]:
        """The shapes of lines that come again."""
        shapes = Counter(row.shape for row in self.rows if not row.is_blank and not self.is_part)
        return frozenset(shape for shape, count in shapes.items() if count > 1)

    def _lines(self, row: Row, text: str, *, is_item: bool = False) -> list[Line]:
        """Return the lines that a row makes, and keep what is struck out; an item may have no words."""
        self.is_note |= leads_back(text)
        for words in struck(text):
            if words:
                self.aside.append(Line(words, attrs.evolve(row.passage, text=words, reason="struck out")))
        texts = [plain_commonmark(part) for part in split_breaks(text)]
        lines = [row.line(each) for each in texts if each]
        if not lines and is_item:
            return [row.line("")]
        if not lines:
            self.aside.append(row.line(""))
        return lines

    def _is_cut_at_dash(self, index: int, text: str) -> bool:
        """Check whether a line was full before the dash of a range or a sentence, where no other line begins so."""
        if not self.pending:
            return False
        above, row = self.rows[index - 1], self.rows[index]
        if _RANGE_START.search(self.pending[-1].text) and _RANGE_END.match(text):
            return True
        if not text[:1].islower() or self.pending[-1].text[-1:] in ".:;!?":
            return False
        near = self.rows[max(index - _NEAR, 0) : index] + self.rows[index + 1 : index + _NEAR]
        dash = row.text.lstrip()[:1]
        is_alone = not any(each.text.lstrip().startswith(f"{dash} ") and each.indent == row.indent for each in near)
        is_new = dash not in self.glyphs
        return is_alone and (is_new or (self.width is not None and len(above.text) + 2 >= 0.9 * self.width))

    def _goes_on_below(self, index: int) -> bool:
        """Check whether a heading was wrapped, as some converters do."""
        following = self.rows[index + 1] if index + 1 < len(self.rows) else None
        if following is None or following.is_blank or following.reason or self.width is None:
            return False
        words = following.text.split(maxsplit=1)[0]
        if _BULLET.fullmatch(following.text) or _HEADING.fullmatch(following.text) or words.startswith(("|", "-", "=")):
            return False
        return len(self.rows[index].text) + 1 + len(words) > self.width

    def _is_underline(self, index: int) -> bool:
        """Check whether a row is the line under a heading."""
        row = self.rows[index]
        if len(self.pending) != 1 or self.kind is not None or not _UNDERLINE.fullmatch(row.text):
            return False
        above = self.pending[0].text
        if "=" in row.text:
            return True
        return len(above) <= _LONGEST_HEADING and above[-1] not in ".;,!?" and not _LABELLED.match(above)

    def _item(self, row: Row, *, was_blank: bool) -> _Item | None:
        """Return the list item that a row begins, if it does."""
        text = row.text
        if match := _BULLET.fullmatch(text):
            glyph = match["glyph"]
            if glyph == "o" and not ("o" in self.glyphs or (self.stack and self._is_list_open(row))):
                return None
            if glyph in "–—" and not match["text"]:
                return None
            self.glyphs.add(glyph)
            if (inner := _ORDERED.fullmatch(match["text"])) and inner["number"] == "1" and inner["text"]:
                # The item of an outer list has nothing but an inner list.
                self._nest(_Item(row.indent, self._content(match), glyph, None, ""))
                content, words = self._content(match), inner["text"]
                return _Item(row.indent + 2, content, inner["end"], "1", words, counted=1, is_first=True)
            return _Item(row.indent, self._content(match), glyph, None, _TASK.sub("", match["text"], count=1))
        if (match := _ORDERED.fullmatch(text)) is None:
            return None
        number, words = match["number"], _HEADING_OF_ITEM.sub("", match["text"], count=1)
        is_next = any(each.counted == int(number) - 1 for each in self.stack[-3:])
        if not was_blank and (self.pending or self.kind) and number != "1" and not is_next:
            return None
        if len(number) > _LONGEST_NUMBER:  # a telephone number or a year
            return None
        if self.stack and self.stack[-1].is_first and match["end"] == self.stack[-1].glyph:
            self.stack[-1].indent = row.indent
        own = _OWN_NUMBER.match(words)
        item = _Item(row.indent, self._content(match), match["end"], number, words, counted=int(number))
        parent = next((each for each in reversed(self.stack) if each.indent + 1 < item.indent), None)
        if own:
            item.number = None
        elif parent and parent.number and parent.glyph == ".":
            item.number = f"{parent.number}.{number}"
        return item

    def _is_list_open(self, row: Row) -> bool:
        return (
            bool(self.stack)
            and (self.kind is None or isinstance(self.kind, _Item))
            and (bool(self.stack) or row.indent > 0)
        )

    @staticmethod
    def _content(match: re.Match[str]) -> int:
        return len(match["indent"].expandtabs(4)) + match.start("text") - match.end("indent")

    def _nest(self, item: _Item) -> int:
        """Find the depth of an item among the open ones: by indentation, and by its glyph where that is the same."""
        stack = self.stack
        while stack and item.indent < stack[-1].indent - 1:
            stack.pop()
        alike = [n for n, each in enumerate(stack) if item.glyph in each.level and abs(each.indent - item.indent) <= 1]
        above: set[str] = set()
        if alike:
            above = stack[alike[-1]].level
            del stack[alike[-1] :]
        elif stack and item.indent <= stack[-1].indent + 1 and not self._is_below(stack[-1], item):
            above = stack.pop().level
        item.level = above | {item.glyph}
        stack.append(item)
        return len(stack) - 1

    @staticmethod
    def _is_below(above: _Item, item: _Item) -> bool:
        """Check whether an item that is indented like the one above is nested in it."""
        if (item.glyph in _SECONDARY and above.glyph in _PRIMARY) or (above.glyph, item.glyph) in _BELOW:
            return True
        return above.text.rstrip().endswith(":") and above.glyph != item.glyph


def _heading_text(text: str) -> str:
    """Return the text of a heading without its letter-spacing, and without a link that is all of it."""
    link = _LINKED_HEADING.fullmatch(text)
    return letter_spaced(link["text"] if link else text)


def _headed(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Yield a paragraph; a heading that is spaced out, alone on its line, is closed up."""
    yield Paragraph(tuple(attrs.evolve(line, text=letter_spaced(line.text)) for line in lines))
