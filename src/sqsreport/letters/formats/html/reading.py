"""Convert web pages to blocks: the elements of a letter, with the markup of any program."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
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
    PageBreak,
    Paragraph,
    Passage,
    Source,
    TableRow,
    Unread,
    words_of,
)
from sqsreport.letters.characters import RAISED
from sqsreport.letters.decoding import clean, decode
from sqsreport.letters.formats.geometry.layout import laid_out
from sqsreport.letters.formats.geometry.regions import blocks_of
from sqsreport.letters.formats.html.bullets import TypedBullets, is_bullet
from sqsreport.letters.formats.html.counters import Counters
from sqsreport.letters.formats.html.css import Sheet
from sqsreport.letters.formats.html.elements import Outline
from sqsreport.letters.formats.html.lines import (
    with_number,
    without_first,
    without_label,
    without_signs,
)
from sqsreport.letters.formats.html.looks import Look, Looks, opened_panels
from sqsreport.letters.formats.html.nodes import (
    ADDRESS,
    LONGEST_TITLE,
    breaks_page,
    first_words,
    is_begun_number,
    is_numerator,
    own_number,
    precedes_page,
    shows_numbers,
    unmasked,
    unwrapped,
)
from sqsreport.letters.formats.html.outline import outline
from sqsreport.letters.formats.html.page import HEADINGS, Node, TooLargeError, parse_page
from sqsreport.letters.formats.html.placed import placed_pages
from sqsreport.letters.formats.html.places import Places
from sqsreport.letters.formats.html.segments import with_segments
from sqsreport.letters.formats.html.tables import (
    CELLS,
    NUMBER,
    Cell,
    are_columns,
    counting_column,
    entries,
    has_text,
    holds_blocks,
    is_layout,
    joined,
    marker,
    rows_of,
    side_column,
    styled_rows,
)
from sqsreport.letters.formats.html.text import Context, TextLines
from sqsreport.letters.formats.html.wrapped import part_lines
from sqsreport.letters.inline import Run, from_runs, to_runs

LISTS: Final = frozenset({"menu", "ol", "ul"})
_CHARSET: Final = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*+=\s*+(?:[\"']\s*+)?([\w:.-]{1,40})", re.IGNORECASE
)
#: A frame whose page is in an attribute.
_FRAME: Final = re.compile(
    r"""<iframe\b(?:(?!\ssrcdoc)[^>"']|"[^"]{0,2000}+"|'[^']{0,2000}+'){0,1000}+\ssrcdoc\s*+=\s*+(?P<quote>["'])"""
    r"""(?P<page>(?:(?!(?P=quote)).)*+)(?P=quote)[^>]{0,2000}+>(?:[^<]*+</iframe\s*+>)?""",
    re.IGNORECASE | re.DOTALL,
)
#: What CommonMark has in an address as it is.
_SAFE_IN_ADDRESS: Final = "!#$%&'()*+,-./:;=?@_~"
_WIDE_SPACE: Final = re.compile(r"(?<![ \xa0])(?= *+\xa0 *+\xa0)[ \xa0]++")
_SPACES: Final = re.compile(r"[ \t\n\f]+")
_TYPED_TAB: Final = re.compile(r"(?<=[^\s]) ?\t[ \t]*+(?=[^\s])")
_WIDE_GAP: Final = re.compile(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{2,}")
_RAISED: Final = re.compile(r"\s*[\[(]?(?P<digits>[0-9]{1,3})[\])]?\s*")
_WORD_ITEM: Final = re.compile(r"\blevel(?P<level>[1-9])")
_DOCS_LIST: Final = re.compile(r"lst-kix_\w+-(?P<level>[0-8])")
#: What programs put before the title of a table.
_TABLE_NUMBER: Final = re.compile(r"\s*Table [0-9]{1,2}[.:]\s+(?=\S)")
_LONGEST_LABEL: Final = 40
#: Cells that may be merged over the same row.
_MOST_CARRIED: Final = 8
#: What a program names an image, which is no description of it.
_NAME_OF_FILE: Final = re.compile(
    r"(?:shape|image|picture|graphic|object|frame|img|line|text ?box)?[ _-]?[0-9]{0,9}|\S*\.(?:gif|jpe?g|png|svg|webp)",
    re.IGNORECASE,
)
_ALONE: Final = frozenset({"br", "img", "input", "mfrac", "q"})
_OUTSIDE: Final = "outside of the text"
_LEAST_SEEN: Final = 200
#: The least characters of a frame that may hold a letter.
_LEAST_FRAME: Final = 2_000


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do."""
    declared = _CHARSET.search(data[:4096])
    text, problems = decode(data, declared[1].decode("ascii") if declared else None)
    if not text:
        return Source((), problems=problems)
    if "srcdoc" in text:
        text = _FRAME.sub(_frame_text, text)
    try:
        root = parse_page(text)
    except TooLargeError as error:
        return Source((), problems=(*problems, error.problem))
    sheet = Sheet.of("\n".join(node.text for node in root.walk() if node.tag == "style" and _is_for_screen(node)))
    looks = Looks(sheet, opened=opened_panels(root))
    if "absolute" in text:
        # A viewer of PDF shows pages when they are reached, and puts clear letters over a picture of the page.
        for shown in (looks, Looks(sheet, shows_all=True)):
            placed = placed_pages(root, shown)
            if any(page.texts for page in placed):
                pages = with_segments(placed)
                return Source(tuple(blocks_of(laid_out(pages), pages)), problems=problems)
    reader = _Reader.of(root, looks, text)
    blocks = reader.read(root)
    if root.length > _LEAST_SEEN > sum(len(words_of(line)) for block in blocks for line in block.lines):
        # A page of which a script would show all is better read than refused.
        reader = _Reader.of(root, Looks(sheet, shows_all=True), text)
        blocks = reader.read(root)
    data_node = reader.outline.data
    embedded = Embedded(data_node.text, data_node.get("data-sha256")) if data_node else None
    return Source(blocks, embedded, problems)


def _frame_text(match: re.Match[str]) -> str:
    page = match["page"]
    return f"<div>{unescape(page)}</div>" if len(page) > _LEAST_FRAME else match[0]


def _is_for_screen(node: Node) -> bool:
    return node.get("media").strip().lower() in ("", "all", "screen")


@attrs.define
class _Reader:
    """Goes through a page from top to bottom, and makes blocks of its lines."""

    outline: Outline
    looks: Looks
    text: TextLines
    bullets: TypedBullets
    counters: Counters
    blocks: list[Block] = attrs.field(factory=list)
    #: What the lines become. Paragraphs and items end where another begins; all else holds what is within it.
    kind: Block = attrs.field(factory=lambda: Paragraph(()))
    #: The footnotes that follow the block.
    tooltips: list[Footnote] = attrs.field(factory=list)
    #: The terms of a list of terms that wait for what goes with them.
    terms: list[Line] = attrs.field(factory=list)
    #: Whether the header of the letter has passed: nothing but its title may be before its fields.
    has_begun: bool = False

    @classmethod
    def of(cls, root: Node, looks: Looks, source: str) -> _Reader:
        """Return a reader of a page."""
        stars = sum(line.lstrip().startswith("* ") for text in root.texts() for line in text.split("\n"))
        found = outline(root, looks)
        text = TextLines(Places.of(source), found.is_own)
        return cls(found, looks, text, TypedBullets(has_stars=stars > 1), Counters(looks))

    def read(self, root: Node) -> tuple[Block, ...]:
        """Return the blocks of the page."""
        if self.outline.main:
            self.kind, self.text.reason = Unread(()), _OUTSIDE
        self._children(root, Context())
        self._end_block()
        return tuple(self.blocks) if self.outline.is_own else tuple(part_lines(self.blocks))

    # ------------------------------------------------------------------ text

    def _text(self, text: str, context: Context) -> None:
        text = clean(text)
        if not context.look.keeps_lines:
            # A tab between words was typed to part columns, although a browser shows no more than a space.
            text = _SPACES.sub(" ", _TYPED_TAB.sub("\xa0\xa0", text) if "\t" in text else text)
            with_tabs = _WIDE_SPACE.sub("\t", text) if "\xa0" in text else text
            is_bullet = context.look.is_symbol_font and len(text.strip()) == 1
            self.text.put(text, context, "•" if is_bullet else with_tabs)
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._break()
            bare = line.lstrip(" \t")
            indent = "\xa0" * len(line[: len(line) - len(bare)].expandtabs(8))
            self.text.put(indent + bare, context, _WIDE_GAP.sub("\t", line))

    def _break(self) -> None:
        """End a line, and at an empty one the block."""
        if any(text.strip() for text, _ in self.text.pieces):
            self.text.end_line()
        elif self.text.keeps_blanks:
            self.text.add_blank()
        elif isinstance(self.kind, Paragraph):
            self._end_block()

    def _end_block(self) -> None:
        self.text.end_line()
        if self.text.lines:
            lines, indents = self.text.lines, self.text.indents
            self.text.lines, self.text.indents = [], []
            if isinstance(self.kind, (Paragraph, ListItem)) and not self.outline.is_own:
                if isinstance(self.kind, ListItem):
                    lines, indents = with_number(lines, indents)
                for block in self.bullets.parted(self.kind, lines, indents):
                    self._add(block)
            else:
                if isinstance(self.kind, Footnote) and not self.outline.is_own:
                    lines = without_label(lines, self.kind.label)
                self._add(attrs.evolve(self.kind, lines=tuple(lines)))
        if isinstance(self.kind, ListItem):  # its number is that of its first lines
            self.kind = attrs.evolve(self.kind, number=None)
        notes, self.tooltips = self.tooltips, []
        for note in notes:
            self._add(note)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        is_title = isinstance(block, Heading) and block.level == 1
        self.has_begun |= not is_title and not isinstance(block, (Field, Footnote, PageBreak, Unread))
        if isinstance(block, (Heading, TableRow, Field)):
            self.bullets.levels.clear()

    # -------------------------------------------------------------- elements

    def _children(self, node: Node, context: Context) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._text(child, context)
            else:
                self._element(child, context)

    def _element(self, node: Node, context: Context) -> None:
        if node.is_unseen:
            return
        look = self.looks.of(node)
        if look.is_gone:
            self._pass_over(node)
            return
        self.counters.enter(node, look)
        self._visible(node, look, self._restyled(node, look, context))
        self.counters.leave(node)

    def _visible(self, node: Node, look: Look, context: Context) -> None:
        found = self.outline
        reason = found.around.get(node) or ("struck out" if look.is_struck else None)
        if breaks_page(look, "before") or (node.tag == "hr" and precedes_page(node)):
            self._end_page()
        if node in found.main:
            self._within(Heading((), 1) if node.tag == "h1" else Paragraph(()), node, context)
        elif reason and not isinstance(self.kind, Unread):
            self._aside(node, context, reason)
        elif node in found.notes and not isinstance(self.kind, (Footnote, Unread)):
            self._within(Footnote(found.notes[node], ()), node, context)
        elif node in found.starts and not isinstance(self.kind, Unread):
            self._begin_note(node, look, context)
        elif node in found.labels:
            self._label(node, context)
        elif node in found.marks:
            self._mark(node, context)
        elif node.tag in _ALONE:
            self._alone(node, context)
        elif look.is_raised and not (node.parent and self.looks.of(node.parent).is_raised) and self._is_figure(node):
            self._raised(node, context)
        elif "ignore" in look.declared.get("mso-list", "").lower():
            self._word_marker(node, context)
        elif address := unmasked(node):
            self.text.put(node.text, context, address)
        elif look.is_block and look.declared.get("float") == "left" and (mark := marker(node)):
            self._marker(node, mark, context)
        elif look.is_block:
            self._block(node, look, context)
        else:
            self._inline(node, look, context)
        if breaks_page(look, "after"):
            self._end_page()

    def _inline(self, node: Node, look: Look, context: Context) -> None:
        is_first = self.text.is_at_start
        # LibreOffice writes a tab as the place of the text after it.
        is_placed = look.declared.get("position") == "absolute" and "left" in look.declared
        if not is_first and (is_placed or look.declared.get("float") == "right"):
            self.text.write("\t", context)
        if before := self.counters.generated(node, "before"):
            self.text.write(before, context)
        self._children(node, context)
        if after := self.counters.generated(node, "after"):
            self.text.write(after, context)
        width = (
            look.pixels("width") or look.pixels("min-width") or (look.declared.get("width", "").endswith("%") and 50)
        )
        if is_first and not context.look.is_hidden and node.length < LONGEST_TITLE:
            if NUMBER.fullmatch(node.text.strip()) and not is_begun_number(node):
                self.text.write(" ", context)
            elif width and (look.display == "inline-block" or look.declared.get("float") == "left"):
                self.text.write("\t", context)

    def _pass_over(self, node: Node) -> None:
        """Skip invisible content, and continue after it in the source."""
        for text in node.texts():
            self.text.places.advance(clean(text))

    def _end_page(self) -> None:
        self._end_block()
        if self.blocks and not isinstance(self.blocks[-1], PageBreak):
            self._add(PageBreak())

    def _mark(self, node: Node, context: Context) -> None:
        self.text.put(node.text, context, self.outline.marks[node], is_mark=True)
        if title := self.outline.tooltips.get(node):
            line = Line(from_runs((Run(title),)), Passage(title, reason=self.text.reason))
            self.tooltips.append(Footnote(self.outline.marks[node], (line,)))

    def _label(self, node: Node, context: Context) -> None:
        """Pass over the label of a footnote; a term is a line before that of the note."""
        if node.tag == "dt":
            place = self.text.places.advance(clean(node.text))
            self.text.prefix = (f"{node.text.strip()} ", place), ""
        else:
            self.text.put(node.text, context, "")

    def _begin_note(self, node: Node, look: Look, context: Context) -> None:
        """Begin a line with the mark of a footnote that is within other text; where the note ends is not marked up."""
        self.text.end_line()
        label = self.outline.starts[node]
        if node.text.strip("[]() .:\n") in (label, ""):
            self.text.put(node.text, context, label, is_mark=True)
        else:
            self.text.write(label, context, is_mark=True)
            self.text.write(" ", context)
            self._inline(node, look, context)

    def _quotation(self, node: Node, context: Context) -> None:
        """Add a quotation with the marks that a browser adds."""
        is_within = any(each.tag == "q" for each in node.above() if each is not node)
        before, after = "‘’" if is_within else "“”"
        self.text.put("", context, before)
        self._children(node, context)
        self.text.put("", context, after)

    def _marker(self, node: Node, mark: str, context: Context) -> None:
        """Add a number or a bullet that is beside the text and not above it."""
        number = NUMBER.fullmatch(mark)
        is_label = isinstance(self.kind, Footnote) and number is not None and number["number"] == self.kind.label
        if number and isinstance(self.kind, ListItem) and not (self.kind.number or self.text.lines or self.text.runs):
            self.kind = attrs.evolve(self.kind, number=number["number"])
            is_label = True
        self.text.put(node.text, context, "" if is_label else f"{mark} ")

    def _alone(self, node: Node, context: Context) -> None:
        """Add an element that its tag alone says the meaning of."""
        match node.tag:
            case "br":
                self._break()
            case "q":
                self._quotation(node, context)
            case "img":
                self._image(node, context)
            case "input":
                self._control(node)
            case "mfrac":
                self._fraction(node, context)

    def _image(self, node: Node, context: Context) -> None:
        """Read an image at the beginning of a line as a bullet if it is one; else keep its words as unread text."""
        alternative = " ".join(node.get("alt").split())
        above = node.parent
        is_first = self.text.is_at_start
        sizes = [self.looks.of(node).pixels(side) or _number(node.get(side)) for side in ("width", "height")]
        is_small = any(size is not None and 0 < size <= 40 for size in sizes) or (
            len(alternative) < 2 and re.search(r"bullet|dot|arrow|square|disc|list", node.get("src"), re.IGNORECASE)
        )
        is_sign = len(alternative) < 2 or alternative.casefold() in ("bullet", "dot", "arrow")
        if is_first and is_sign and is_small and above and above.length and not context.look.is_hidden:
            self.text.write("• ", context)
        elif alternative and not _NAME_OF_FILE.fullmatch(alternative) and not isinstance(self.kind, Unread):
            self._add(Unread((Line(from_runs((Run(alternative),)), Passage(alternative, reason="image")),)))

    def _control(self, node: Node) -> None:
        """Keep the value of a form control, which is visible on the page."""
        value = " ".join(node.get("value").split())
        if value and node.get("type").lower() not in ("hidden", "checkbox", "radio"):
            self._add(Unread((Line(from_runs((Run(value),)), Passage(value, reason="form field")),)))

    def _fraction(self, node: Node, context: Context) -> None:
        for index, child in enumerate(node.nodes):
            if index == 1:
                self.text.write("/", context)
            self.text.put(child.text, context, child.text.strip())

    def _is_figure(self, node: Node) -> bool:
        return node.length < 12 and _RAISED.fullmatch(node.text) is not None

    def _raised(self, node: Node, context: Context) -> None:
        """Add digits that are raised: a mark, as far as is known here, part of a fraction, or a footnote's label."""
        match = _RAISED.fullmatch(node.text)
        digits = match["digits"] if match else ""
        is_label = isinstance(self.kind, Footnote) and self.kind.label == digits and not self.text.lines
        is_first = self.text.is_at_start
        if is_numerator(node):
            is_after_digit = "".join(run.text for run in self.text.runs)[-1:].isdigit()
            self.text.put(node.text, context, f" {digits}" if is_after_digit else digits)
        else:
            self.text.put(node.text, context, "" if is_label and is_first else digits.translate(RAISED))

    def _block(self, node: Node, look: Look, context: Context) -> None:
        tag = node.tag
        before = self.counters.generated(node, "marker") or self.counters.generated(node, "before")
        number = NUMBER.fullmatch(before.strip())
        if not isinstance(self.kind, (Paragraph, ListItem)):
            self.text.end_line()
            self._with_generated(node, before, context)
            self.text.end_line()
        elif tag in HEADINGS:
            self._within(Heading((), int(tag[1])), node, context, before)
        elif tag == "p" and "numbered" in node.classes and (own := own_number(node)):
            self.outline.labels.add(own)
            self._within(ListItem((), number=own.text.strip().removesuffix(".")), node, context)
        elif word := _WORD_ITEM.search(look.declared.get("mso-list", "")):
            self._within(ListItem((), int(word["level"]) - 1), node, context)
        elif tag in LISTS:
            # Google Docs writes inner lists after the outer one, with their level in a class.
            levels = [match for name in node.classes if (match := _DOCS_LIST.fullmatch(name))]
            depth = int(levels[0]["level"]) if levels else context.depth + 1
            self._list(node, attrs.evolve(context, depth=depth))
        elif tag == "li":
            shown = number["number"] if number else context.number
            context = attrs.evolve(context, number=shown)
            self._within(ListItem((), max(0, context.depth), shown), node, context, "" if number else before)
        elif tag == "table":
            self._table(node, context)
        elif rows := styled_rows(node, look, self.looks):
            self._end_block()
            for row in rows:
                self._row([Cell(each, index, 1, 1) for index, each in enumerate(row)], context, _Table())
        elif tag == "dl":
            # Wikis indent paragraphs as descriptions without a term.
            self._part(node, attrs.evolve(context, has_terms=any(each.tag == "dt" for each in node.walk())))
            self._end_terms()
        elif tag == "dt" and context.has_terms:
            self.terms += self._cell(node, context)
        elif tag == "dd" and context.has_terms:
            self._description(node, context)
        elif before.strip() and (number or is_bullet(before)) and not isinstance(self.kind, ListItem):
            self._generated_item(node, before, number["number"] if number else None, context)
        elif isinstance(self.kind, ListItem):
            self.text.end_line()
            self._with_generated(node, before, context)
            self.text.end_line()
        else:
            self._part(node, context, before)

    def _generated_item(self, node: Node, before: str, number: str | None, context: Context) -> None:
        """Add an item whose number or bullet is in a style sheet."""
        if number and (holds_blocks(node) or sum(each.tag == "p" for each in node.nodes) > 1):
            self.text.prefix = ("", None), f"{before.strip()} "
            self._part(node, context)
        elif number:
            self._within(ListItem((), max(0, context.depth), number), node, context)
        else:
            self._part(node, context, f"{before.strip()} ")

    def _with_generated(self, node: Node, before: str, context: Context) -> None:
        if before:
            self.text.write(before, context)
        self._children(node, context)
        if after := self.counters.generated(node, "after"):
            self.text.write(after, context)

    def _part(self, node: Node, context: Context, before: str = "") -> None:
        self._end_block()
        kind = self.kind
        self._with_generated(node, before, context)
        self._end_block()
        self.kind = kind

    def _within(self, kind: Block, node: Node, context: Context, before: str = "") -> None:
        """Convert the content of an element to one block, except for blocks of other kinds in it."""
        self._end_block()
        above, self.kind = (self.kind, self.text.reason), kind
        if not isinstance(kind, Unread):
            self.text.reason = None
        self._with_generated(node, before, context)
        self._end_block()
        self.kind, self.text.reason = above

    def _aside(self, node: Node, context: Context, reason: str) -> None:
        """Separate content in the middle of other text that is not part of it."""
        before = self.kind, self.text
        self.kind, self.text = Unread(()), self.text.apart(reason)
        self._children(node, context)
        self._end_block()
        self.kind, self.text = before

    # ------------------------------------------------------ lists and tables

    def _list(self, node: Node, context: Context) -> None:
        self._end_block()
        items = [item for item in node.nodes if item.tag == "li"]
        is_numbered = shows_numbers(node, items, context.number)
        for child in node.children:
            if isinstance(child, str):
                self._text(child, context)
            elif child.tag == "li" and is_numbered and not NUMBER.match(first_words(child)):
                self._element(child, attrs.evolve(context, number=self._item_number(child, context.number)))
            else:
                self._element(child, attrs.evolve(context, number=None))
        self._end_block()

    def _item_number(self, item: Node, above: str | None) -> str | None:
        look = self.looks.of(item)
        if look.is_gone or (look.display != "list-item" and "display" in look.declared):
            return None
        number = self.counters.next_number(item, look.list_type)
        return f"{above}.{number}" if above and number else number

    def _word_marker(self, node: Node, context: Context) -> None:
        """Record the bullet or number that Word wrote before an item."""
        number = NUMBER.fullmatch(node.text.strip())
        if isinstance(self.kind, ListItem) and number:
            self.kind = attrs.evolve(self.kind, number=number["number"])
        self.text.put(node.text, context, "" if isinstance(self.kind, ListItem) else None)

    def _cell(self, node: Node, context: Context, *, keeps_blanks: bool = False) -> list[Line]:
        """Return the lines of a cell."""
        self._end_block()
        before = self.kind, self.text.keeps_blanks
        self.kind, self.text.keeps_blanks = TableRow(()), keeps_blanks
        look = self.looks.of(node)
        self._with_generated(node, self.counters.generated(node, "before"), self._restyled(node, look, context))
        self.text.end_line()
        self.kind, self.text.keeps_blanks = before
        lines, self.text.lines, self.text.indents = self.text.lines, [], []
        return lines

    def _table(self, node: Node, context: Context) -> None:
        self._end_block()
        kind = self.kind
        rows = rows_of(node, self.looks)
        table = _Table.of(rows, side=None if self.has_begun else side_column(rows))
        waiting = iter(rows)
        for child in node.children:
            if isinstance(child, str):
                self._text(child, context)
            elif child.tag in ("tbody", "tfoot", "thead"):
                for each in child.children:
                    if isinstance(each, str):
                        self._text(each, context)
                    elif each.tag == "tr":
                        self._table_row(each, next(waiting), context, table)
                    else:
                        self._element(each, context)
            elif child.tag == "tr":
                self._table_row(child, next(waiting), context, table)
            elif child.tag == "caption" and (number := _TABLE_NUMBER.match(child.text)) and not list(child.nodes):
                self.text.put(number[0], context, "")
                self._text(child.text[number.end() :], context)
                self._end_block()
            else:
                self._element(child, context)
        self._end_block()
        if table.aside:
            self._add(Paragraph(tuple(table.aside)))
        self.kind = kind

    def _table_row(self, node: Node, cells: list[Cell], context: Context, table: _Table) -> None:
        look = self.looks.of(node)
        reason = self.outline.around.get(node) or ("struck out" if look.is_struck else None)
        if look.is_gone:
            self._pass_over(node)
        elif reason:
            self._aside(node, context, reason)
        elif node in self.outline.notes:
            self._within(Footnote(self.outline.notes[node], ()), node, context)
        else:
            self.counters.enter(node, look)
            for child in node.children:
                if isinstance(child, str):
                    self._text(child, context)
                elif child.tag not in CELLS or self.looks.of(child).is_gone or child in self.outline.around:
                    self._element(child, context)
            self._end_block()
            own = [cell for cell in cells if cell.node not in self.outline.around]
            self._row(own, self._restyled(node, look, context), table)
            self.counters.leave(node)

    def _row(self, cells: list[Cell], context: Context, table: _Table) -> None:
        """Add a row: as an item, as parts of the page, as several rows, or as a row."""
        full = [cell for cell in cells if has_text(cell.node)]
        mark = marker(full[0].node) if len(full) == 2 and not table.carried else None
        if mark and not marker(full[1].node):
            self._marked(mark, full, context)
        elif table.is_layout or any(cell.node in self.outline.notes or cell.node in self.outline.main for cell in full):
            for cell in cells:
                self._element(cell.node, context)
        elif are_columns([cell.node for cell in full]) and not table.carried:
            columns = [self._cell(cell.node, context, keeps_blanks=True) for cell in full]
            rows = list(zip(*columns, strict=True)) if len({len(lines) for lines in columns}) == 1 else None
            for row in rows or [tuple(joined(lines) for lines in columns)]:
                self._add_row([[line] if line.text else [] for line in row], is_header=False)
        else:
            self._plain_row(cells, context, table)

    def _marked(self, mark: str, cells: list[Cell], context: Context) -> None:
        """Add an item whose number or bullet is in a cell of its own."""
        number = NUMBER.fullmatch(mark)
        place = self.text.places.advance(mark)
        item = cells[1].node
        self.text.prefix = (f"{mark} ", place), "" if number else f"{mark} "
        context = attrs.evolve(context, shift=context.shift + 20 * (1 + cells[0].column))
        context = self._restyled(item, self.looks.of(item), context)
        if number and holds_blocks(item):
            self.text.prefix = (f"{mark} ", place), f"{mark} "
            self._part(item, context)
        elif number:
            self._within(ListItem((), max(0, context.depth), number["number"]), item, context)
        else:
            self._part(item, context)

    def _plain_row(self, cells: list[Cell], context: Context, table: _Table) -> None:
        columns: dict[int, list[Line]] = {}
        for cell in cells:
            lines = self._cell(cell.node, context)
            if cell.column == table.side:
                table.aside += lines
            else:
                columns[cell.column] = lines
                if cell.rows > 1 and any(line.text for line in lines) and len(table.carried) < _MOST_CARRIED:
                    table.carried[cell.column] = cell.rows, lines
        first = min((*columns, *table.carried), default=0)
        is_merged = first in table.carried and first not in columns and isinstance(self.blocks[-1], TableRow)
        if is_merged:  # more of what the row above says of the same
            columns[first] = []
        for column, (count, lines) in list(table.carried.items()):
            columns.setdefault(column, lines)
            table.carried[column] = count - 1, lines
            if count == 1 or column == table.side:
                del table.carried[column]
        shown = [columns[column] for column in sorted(columns) if column not in table.spare]
        if table.counting is not None and columns.get(table.counting) and len(shown) > 2:
            shown = without_first(shown)
        if is_merged:
            last = self.blocks[-1]
            more = [line for cell in shown for line in entries(cell)]
            self.blocks[-1] = attrs.evolve(last, lines=(*(line for line in last.lines if line.text), *more))
            return
        nodes = [cell.node for cell in cells]
        row = nodes[0].parent if nodes else None
        is_header = bool(nodes) and (
            all(node.tag == "th" for node in nodes)
            or (row is not None and row.parent is not None and row.parent.tag == "thead")
        )
        self._add_row(shown, is_header=is_header)

    def _add_row(self, cells: list[list[Line]], *, is_header: bool) -> None:
        if not any(line.text for cell in cells for line in cell):
            return
        if len(cells) > 2:
            cells = without_signs(cells)
        if len(cells) == 2 and not is_header and self._is_field(cells[0]):
            self._field(*cells)
            return
        first, *others = cells
        lines = [
            line for cell in ([joined(first)] if first else [], *map(entries, others)) for line in cell or [Line("")]
        ]
        known = next(line.passage for line in lines if line.passage)
        # A cell without words is where those of its row are.
        self._add(TableRow(tuple(line if line.passage else Line("", known) for line in lines), is_header=is_header))

    def _description(self, node: Node, context: Context) -> None:
        """Add the description of a term."""
        terms, self.terms = self.terms, []
        number = NUMBER.fullmatch(terms[0].text) if len(terms) == 1 else None
        if number and "." in number["number"]:
            passage = terms[0].passage
            place = (passage.line, passage.column) if passage and passage.line and passage.column else None
            self.text.prefix = (f"{words_of(terms[0])} ", place), ""
            self._within(ListItem((), 0, number["number"]), node, context)
            return
        lines = self._cell(node, context)
        if terms and self._is_field(terms):
            self._field(terms, lines)
        elif terms or not (self.blocks and isinstance(self.blocks[-1], (Field, TableRow))):
            if terms or lines:
                self._add_row([terms, lines] if terms else [lines], is_header=False)
        else:
            last = self.blocks[-1]
            self.blocks[-1] = attrs.evolve(last, lines=(*last.lines, *lines))

    def _end_terms(self) -> None:
        if self.terms:
            self._add(Paragraph(tuple(self.terms)))
            self.terms = []

    def _is_field(self, label: list[Line]) -> bool:
        """Check whether a row is one of a letter's header."""
        return not self.has_begun and len(label) == 1 and 0 < len(label[0].text) <= _LONGEST_LABEL

    def _field(self, label: list[Line], lines: list[Line]) -> None:
        term = label[0]
        first, *others = lines or [Line("")]
        assert term.passage is not None
        words = f"{term.passage.text} {first.passage.text if first.passage else ''}".strip()
        passage = attrs.evolve(term.passage, text=words)
        name = "".join(run.text for run in to_runs(term.text)).strip().rstrip(":").rstrip()
        self._add(Field(name, (Line(first.text, passage), *others)))

    def _restyled(self, node: Node, look: Look, context: Context) -> Context:
        """Return the context within an element."""
        href = context.href
        if node.tag == "a" and (address := ADDRESS.fullmatch(node.get("href").strip())):
            href = quote(unwrapped(address[0]), safe=_SAFE_IN_ADDRESS)
        elif node.tag == "span" and "address" in node.classes and "data-href" in node.attributes:
            href = node.get("data-href")
        if look is context.look and href == context.href:
            return context
        return attrs.evolve(context, look=look, href=href)


@attrs.define
class _Table:
    """The state of a table while its rows are read.

    Attributes:
        side: the column that is a block of its own.
        spare: the columns without text.
        counting: the column that only counts the rows.
        carried: for each column the rows that a merged cell has yet to cover, with its lines.
        aside: the lines of the column at the side.
    """

    is_layout: bool = False
    side: int | None = None
    spare: frozenset[int] = frozenset()
    counting: int | None = None
    carried: dict[int, tuple[int, list[Line]]] = attrs.field(factory=dict)
    aside: list[Line] = attrs.field(factory=list)

    @classmethod
    def of(cls, rows: list[list[Cell]], side: int | None) -> _Table:
        """Look at the rows of a table."""
        columns = {cell.column for cells in rows for cell in cells}
        used = {cell.column for cells in rows for cell in cells if has_text(cell.node)}
        spare = frozenset(columns - used) if len(used) > 1 else frozenset()
        counting = counting_column(rows) if len(used) > 2 else None
        return cls(is_layout=side is None and is_layout(rows), side=side, spare=spare, counting=counting)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,5}", text) else None
