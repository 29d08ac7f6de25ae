"""From web pages to blocks: the elements of a letter, whoever wrote its markup."""

from __future__ import annotations

import re
from typing import Final, TypeAlias
from urllib.parse import quote

import attrs

from sqsreport.letters.blocks import (
    Block,
    Embedded,
    Field,
    Footnote,
    Heading,
    Line,
    ListItem,
    Paragraph,
    Passage,
    Source,
    TableRow,
    Unread,
)
from sqsreport.letters.decoding import clean, decode
from sqsreport.letters.formats.html.outline import HEADINGS, Outline, outline
from sqsreport.letters.formats.html.page import Node, TooLargeError, parse_page
from sqsreport.letters.formats.html.places import Places
from sqsreport.letters.formats.html.shapes import CELLS, LISTS, NUMBER, is_layout, numbers_of, table_row
from sqsreport.letters.inline import Run, from_runs, to_runs

_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_BLOCKS: Final = HEADINGS | frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer"
    " form header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot"
    " th thead tr ul xmp".split()
)
_EMPHASIS: Final = frozenset({"cite", "dfn", "em", "i", "var"})
_STRONG: Final = frozenset({"b", "strong"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_PREFORMATTED: Final = frozenset({"listing", "plaintext", "pre", "textarea", "xmp"})
_ITALIC: Final = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_KEEPS_LINES: Final = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?|mailto):[^\x00-\x20]+", re.IGNORECASE)
#: What CommonMark has in an address as it is.
_SAFE_IN_ADDRESS: Final = "!#$%&'()*+,-./:;=?@_~"
_WIDE_SPACE: Final = re.compile(r"[ \xa0]*\xa0[ \xa0]*\xa0[ \xa0]*")
_WIDE_GAP: Final = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{2,}")
_RAISED: Final = re.compile(r"\s*[\[(]?(?P<digits>[0-9]{1,3})[\])]?\s*")
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WORD_ITEM: Final = re.compile(r"mso-list\s*:[^;]{0,60}\blevel(?P<level>[1-9])", re.IGNORECASE)
_WORD_MARKER: Final = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_LONGEST_LABEL: Final = 40

#: A text of the page, with its place: what a line is made of.
_Piece: TypeAlias = tuple[str, tuple[int, int] | None]


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do."""
    declared = _CHARSET.search(data[:4096])
    text, problems = decode(data, declared[1].decode("ascii") if declared else None)
    if not text:
        return Source((), problems=problems)
    try:
        root = parse_page(text)
    except TooLargeError as error:
        return Source((), problems=(*problems, error.problem))
    found = outline(root)
    embedded = Embedded(found.data.text, found.data.get("data-sha256")) if found.data else None
    return Source(_Reader(found, Places.of(text)).read(root), embedded, problems)


@attrs.frozen
class _Context:
    """How the text stands at a place of the page."""

    emphasis: bool = False
    strong: bool = False
    code: bool = False
    href: str | None = None
    keeps_lines: bool = False
    #: The lists that it is in, less one, and the number of the item, if that goes before those of the items under it.
    depth: int = -1
    number: str | None = None
    is_table: bool = False
    has_terms: bool = False


@attrs.define
class _Reader:
    """Goes through a page from top to bottom, and makes blocks of its lines."""

    outline: Outline
    places: Places
    blocks: list[Block] = attrs.field(factory=list)
    #: What the lines become. Paragraphs and items end where another begins; all else holds what is within it.
    kind: Block = attrs.field(factory=lambda: Paragraph(()))
    lines: list[Line] = attrs.field(factory=list)
    runs: list[Run] = attrs.field(factory=list)
    pieces: list[_Piece] = attrs.field(factory=list)
    #: The terms of a list of terms that wait for what goes with them.
    terms: list[Line] = attrs.field(factory=list)
    #: Whether the header of the letter has passed: nothing but its title may stand before its fields.
    has_begun: bool = False

    def read(self, root: Node) -> tuple[Block, ...]:
        if self.outline.main:
            self.kind = Unread(())
        self._children(root, _Context())
        self._end_block()
        return tuple(self.blocks)

    # ------------------------------------------------------------------ text

    def _put(self, text: str, context: _Context, words: str | None = None, *, is_mark: bool = False) -> None:
        """Add text as the page has it to the line, and *words* for it to the words of the letter."""
        place = self.places.advance(text)
        self.pieces.append((text, place))
        self.runs.append(
            Run(
                text if words is None else words,
                emphasis=context.emphasis,
                strong=context.strong,
                code=context.code,
                href=context.href,
                is_mark=is_mark,
            )
        )

    def _text(self, text: str, context: _Context) -> None:
        text = clean(text)
        if not context.keeps_lines:
            text = re.sub(r"[ \t\n\f]+", " ", text)
            self._put(text, context, _WIDE_SPACE.sub("\t", text))
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._break()
            self._put(line, context, _WIDE_GAP.sub("\t", line))

    def _break(self) -> None:
        """End a line, and at an empty one what stands together."""
        if any(text.strip() for text, _ in self.pieces):
            self._end_line()
        elif isinstance(self.kind, Paragraph):
            self._end_block()

    def _end_line(self) -> None:
        words = " ".join("".join(text for text, _ in self.pieces).split())
        if words:
            places = (place for text, place in self.pieces if text.strip())
            line, column = next(places) or (None, None)
            columns = (from_runs(runs) for runs in _columns(self.runs))
            text = "\t".join(column for column in columns if column)
            self.lines.append(Line(text, Passage(words, line, column)))
        self.pieces.clear()
        self.runs.clear()

    def _end_block(self) -> None:
        self._end_line()
        if self.lines:
            self._add(attrs.evolve(self.kind, lines=tuple(self.lines)))
            self.lines.clear()
        if isinstance(self.kind, ListItem):  # its number is that of its first lines
            self.kind = attrs.evolve(self.kind, number=None)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        is_title = isinstance(block, Heading) and block.level == 1
        self.has_begun |= not is_title and not isinstance(block, (Field, Unread))

    # -------------------------------------------------------------- elements

    def _children(self, node: Node, context: _Context) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._text(child, context)
            elif not child.is_unseen:
                self._element(child, context)

    def _element(self, node: Node, context: _Context) -> None:
        found = self.outline
        if node in found.main:
            self._within(Paragraph(()), node, context)
        elif node in found.notes and not isinstance(self.kind, Footnote):
            self._within(Footnote(found.notes[node], ()), node, context)
        elif not isinstance(self.kind, Unread) and found.is_around(node):
            self._aside(node, context)
        elif node in found.labels:
            self._put(node.text, context, "")
        elif node in found.marks:
            self._put(node.text, context, found.marks[node], is_mark=True)
        elif node.tag == "q":
            self._quotation(node, context)
        elif node.tag == "br":
            self._break()
        elif node.tag == "sup" and (raised := _RAISED.fullmatch(node.text)):
            self._raised(node, raised["digits"], context)
        elif _WORD_MARKER.search(node.get("style")):
            self._word_marker(node, context)
        elif node.tag in _BLOCKS:
            self._block(node, _restyled(node, context))
        else:
            self._children(node, _restyled(node, context))

    def _quotation(self, node: Node, context: _Context) -> None:
        """Add what a browser shows between quotation marks that the page itself does not have."""
        is_within = any(each.tag == "q" for each in node.above() if each is not node)
        before, after = "‘’" if is_within else "“”"
        self._put("", context, before)
        self._children(node, _restyled(node, context))
        self._put("", context, after)

    def _raised(self, node: Node, digits: str, context: _Context) -> None:
        """Add digits that are raised: a mark, as far as can be told here, or the label of the footnote itself."""
        is_label = isinstance(self.kind, Footnote) and self.kind.label == digits and not self.lines
        is_first = not any(run.text.strip() for run in self.runs)
        self._put(node.text, context, "" if is_label and is_first else digits.translate(_SUPERSCRIPT))

    def _block(self, node: Node, context: _Context) -> None:
        tag = node.tag
        if not isinstance(self.kind, (Paragraph, ListItem)):
            self._end_line()
            self._children(node, context)
            self._end_line()
        elif tag in HEADINGS:
            self._within(Heading((), int(tag[1])), node, context)
        elif tag == "p" and "numbered" in node.classes and (number := _own_number(node)):
            self.outline.labels.add(number)
            self._within(ListItem((), number=number.text.strip().removesuffix(".")), node, context)
        elif word := _WORD_ITEM.search(node.get("style")):
            self._within(ListItem((), int(word["level"]) - 1), node, context)
        elif tag in LISTS:
            self._list(node, attrs.evolve(context, depth=context.depth + 1))
        elif tag == "li":
            self._within(ListItem((), max(0, context.depth), context.number), node, context)
        elif tag == "table":
            self._part(node, attrs.evolve(context, is_table=not is_layout(node)))
        elif tag == "tr" and context.is_table:
            self._row(node, context)
        elif tag == "dl":
            self._part(node, attrs.evolve(context, has_terms=True))
            self._end_terms()
        elif tag == "dt" and context.has_terms:
            self.terms += self._cell(node, context)
        elif tag == "dd" and context.has_terms:
            self._description(self._cell(node, context))
        elif isinstance(self.kind, ListItem):
            self._end_line()
            self._children(node, context)
            self._end_line()
        else:
            self._part(node, context)

    def _part(self, node: Node, context: _Context) -> None:
        self._end_block()
        self._children(node, context)
        self._end_block()

    def _within(self, kind: Block, node: Node, context: _Context) -> None:
        """Make one block of all that an element holds, but for blocks of other kinds in it."""
        self._end_block()
        before, self.kind = self.kind, kind
        self._children(node, context)
        self._end_block()
        self.kind = before

    def _aside(self, node: Node, context: _Context) -> None:
        """Keep what stands in the middle of other text, and is no part of it, by itself."""
        before = self.kind, self.lines, self.runs, self.pieces
        self.kind, self.lines, self.runs, self.pieces = Unread(()), [], [], []
        self._children(node, context)
        self._end_block()
        self.kind, self.lines, self.runs, self.pieces = before

    # ------------------------------------------------------ lists and tables

    def _list(self, node: Node, context: _Context) -> None:
        self._end_block()
        items = [item for item in node.nodes if item.tag == "li"]
        numbers = iter(numbers_of(node, items, context.number))
        for child in node.children:
            if isinstance(child, str):
                self._text(child, context)
            elif not child.is_unseen:
                number = next(numbers) if child.tag == "li" else None
                self._element(child, attrs.evolve(context, number=number))
        self._end_block()

    def _word_marker(self, node: Node, context: _Context) -> None:
        """Take the bullet or number that Word put before an item."""
        number = NUMBER.fullmatch(node.text.strip())
        if isinstance(self.kind, ListItem) and number:
            self.kind = attrs.evolve(self.kind, number=number["number"])
        self._put(node.text, context, "" if isinstance(self.kind, ListItem) else None)

    def _cell(self, node: Node, context: _Context) -> list[Line]:
        """Return the lines of a cell."""
        self._end_block()
        before, self.kind = self.kind, TableRow(())
        self._children(node, _restyled(node, context))
        self._end_line()
        self.kind, lines, self.lines = before, self.lines, []
        return lines

    def _row(self, node: Node, context: _Context) -> None:
        self._end_block()
        cells: list[list[Line]] = []
        is_header = node.parent is not None and node.parent.tag == "thead"
        for child in node.children:
            if isinstance(child, Node) and child.tag in CELLS and not self.outline.is_around(child):
                cells.append(self._cell(child, context))
            elif isinstance(child, str):
                self._text(child, context)
            elif not child.is_unseen:
                self._element(child, context)
        self._end_block()
        is_header = is_header or all(child.tag == "th" for child in node.nodes)
        if not any(cells):
            return
        if len(cells) == 2 and not is_header and self._is_field(cells[0]):
            self._field(*cells)
        else:
            self._add(table_row(cells, is_header=is_header))

    def _description(self, lines: list[Line]) -> None:
        """Add what a term is said to be."""
        terms, self.terms = self.terms, []
        if terms and self._is_field(terms):
            self._field(terms, lines)
        elif terms or not (self.blocks and isinstance(self.blocks[-1], (Field, TableRow))):
            if terms or lines:
                self._add(table_row([terms, lines] if terms else [lines], is_header=False))
        else:
            last = self.blocks[-1]
            self.blocks[-1] = attrs.evolve(last, lines=(*last.lines, *lines))

    def _end_terms(self) -> None:
        if self.terms:
            self._add(Paragraph(tuple(self.terms)))
            self.terms = []

    def _is_field(self, label: list[Line]) -> bool:
        """Tell whether a row is one of a letter's header."""
        return not self.has_begun and len(label) == 1 and len(label[0].text) <= _LONGEST_LABEL

    def _field(self, label: list[Line], lines: list[Line]) -> None:
        term = label[0]
        first, *others = lines or [Line("")]
        assert term.passage is not None
        words = f"{term.passage.text} {first.passage.text if first.passage else ''}".strip()
        passage = attrs.evolve(term.passage, text=words)
        name = "".join(run.text for run in to_runs(term.text)).strip().rstrip(":").rstrip()
        self._add(Field(name, (Line(first.text, passage), *others)))


def _restyled(node: Node, context: _Context) -> _Context:
    """Return the context within an element."""
    tag, style = node.tag, node.get("style")
    if tag == "a" and (address := _ADDRESS.fullmatch(node.get("href").strip())):
        return attrs.evolve(context, href=quote(address[0], safe=_SAFE_IN_ADDRESS))
    if tag == "span" and "address" in node.classes and "data-href" in node.attributes:
        return attrs.evolve(context, href=node.get("data-href"))
    if tag in _EMPHASIS or _ITALIC.search(style):
        context = attrs.evolve(context, emphasis=True)
    if tag in _STRONG or _BOLD.search(style):
        context = attrs.evolve(context, strong=True)
    if tag in _CODE:
        context = attrs.evolve(context, code=True)
    if tag in _PREFORMATTED or _KEEPS_LINES.search(style):
        context = attrs.evolve(context, keeps_lines=True)
    return context


def _columns(runs: list[Run]) -> list[list[Run]]:
    """Part the runs of a line at its tabs."""
    columns: list[list[Run]] = [[]]
    for run in runs:
        if run.is_mark:
            columns[-1].append(run)
            continue
        first, *others = run.text.split("\t")
        columns[-1].append(attrs.evolve(run, text=first))
        columns.extend([attrs.evolve(run, text=text)] for text in others)
    return columns


def _own_number(node: Node) -> Node | None:
    first = next(node.nodes, None)
    return first if first is not None and "number" in first.classes else None
