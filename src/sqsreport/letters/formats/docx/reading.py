"""Turns a DOCX file into blocks: paragraphs and tables in order, then the notes, then what is no part of the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Final

import attrs

from sqsreport.letters.blocks import (
    Block,
    Embedded,
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
from sqsreport.letters.formats.docx.numbering import Label, Numbering, printed
from sqsreport.letters.formats.docx.package import Element, Package, UnreadableError, integer, not_docx, value, w
from sqsreport.letters.formats.docx.seen import holds, holds_blocks, holds_words, is_placeholder, shown
from sqsreport.letters.formats.docx.styles import Style, Styles, outline_of
from sqsreport.letters.formats.docx.words import RAISED, Words
from sqsreport.letters.inline import escape, from_runs, to_runs
from sqsreport.problems import Problem

#: The root of the part that carries a report.
EMBEDDED: Final = "{urn:sqsreport:embedded:1}report"

#: The parts with text that is no part of a letter.
_BESIDE: Final = {w("hdr"): "page header", w("ftr"): "page footer", w("comments"): "comment"}
#: The blocks in a cell that are no part of its row.
_ASIDE: Final = (TableRow, Unread)
_NUMBER: Final = re.compile(r"[0-9A-Za-z]{1,8}(?:\.[0-9A-Za-z]{1,8})*")
_MARK: Final = re.compile(r"[^ \[\]]+")
_BOOKMARK: Final = re.compile(r"_Note([0-9]{1,4})")
#: A page number at the head or foot of a page, which is counted and no text of anyone's, with the words around it.
_PAGE_NUMBER: Final = re.compile(r"[-–—|\s]*+(?:page\s*+)?[0-9]*+(?:\s*+(?:of|/)\s*+[0-9]*+)?[-–—|\s]*+", re.IGNORECASE)
#: A bullet that was typed, and the bullets that are second to others.
_BULLET: Final = re.compile(r"(?P<glyph>[-*•●○■▪□▫◦‣⁃➢✓·–—o])\s+(?=\S)")
_SECONDARY: Final = frozenset("–—o◦○▪▫‣➢·⁃□")
#: Blocks in a text box from which on it is a part of the letter.
_FEWEST_IN_BOX: Final = 3
#: No title is as long; a paragraph that is has a heading's style for its number alone.
_LONGEST_HEADING: Final = 200


def parse(data: bytes) -> Source:
    """Turn a file into blocks. Any bytes do."""
    if not data.strip():
        return Source((), problems=(Problem("SQS002"),))
    try:
        reader = _Reader.of(Package(data))
        return Source(tuple(reader.document()), reader.embedded(), tuple(reader.problems))
    except UnreadableError as error:
        return Source((), problems=(error.problem,))


@attrs.define
class _Reader:
    package: Package
    root: Element
    styles: Styles
    numbering: Numbering
    words: Words
    #: The kind of part, and the names of the parts of that kind, in order.
    parts: dict[str, dict[str, None]]
    #: Whether a paragraph has the style of a title, so that the headings are those below it.
    has_title: bool = False
    #: Whether there was text before.
    begun: bool = False
    paragraphs: int = 0
    problems: list[Problem] = attrs.field(factory=list)

    @classmethod
    def of(cls, package: Package) -> _Reader:
        root = package.part(package.main or "word/document.xml")
        if root is None or root.tag != w("document"):
            raise not_docx("it has no text document in it" if root is None else "its main part is no text document")
        relations = package.relations(package.main)
        parts: dict[str, dict[str, None]] = {}
        for each in relations.values():
            if not each.is_external:
                parts.setdefault(each.kind, {})[each.target] = None
        styles, numbering, settings = (
            package.part(next(iter(parts[kind]))) if kind in parts else None
            for kind in ("styles", "numbering", "settings")
        )
        reader = cls(
            package=package,
            root=root,
            styles=(known := Styles(styles)),
            numbering=Numbering(numbering),
            words=Words(known, _labels(root, settings), relations),
            parts=parts,
        )
        reader.words.look_for_fields(root)
        reader.has_title = any(known.of_paragraph(each).is_title for each in root.iter(w("pPr")))
        return reader

    def document(self) -> Iterator[Block]:
        yield from self._blocks((self.root,))
        for kind in ("footnote", "endnote"):
            for root in self._parts(f"{kind}s"):
                yield from self._notes(root, kind)
        for root in chain.from_iterable(map(self._parts, ("header", "footer", "comments", "diagramData", "chart"))):
            lines = (line for block in self._blocks((root,)) for line in block.lines)
            if words := tuple(line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)):
                yield _aside(words, _BESIDE.get(root.tag, "drawing"))

    def embedded(self) -> Embedded | None:
        """Return the report that the file carries."""
        for root in self._parts("customXml"):
            if root.tag == EMBEDDED:
                return Embedded(root.text or "", root.get("sha256", ""))
        return None

    def _parts(self, kind: str) -> Iterator[Element]:
        for name in self.parts.get(kind, ()):
            if (root := self.package.part(name)) is not None:
                self.words.relations = self.package.relations(name)
                yield root

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """Yield what elements hold; words that stand in no paragraph make one of those beside them."""
        loose: list[Element] = []
        merged: list[Element] = []
        for child in shown(elements):
            if not holds_blocks(child):
                loose.append(child)
                continue
            yield from self._loose(loose)
            loose = []
            if child.tag == w("p") and _is_mark_deleted(child):
                # The paragraph goes on in the next, whose number and style are those of both.
                merged += (each for each in child if each.tag != w("pPr"))
                continue
            if child.tag == w("p"):
                yield from self._paragraph([*child.findall(w("pPr")), *merged, *child] if merged else child)
                merged = []
                continue
            yield from self._loose(merged)
            merged = []
            if is_placeholder(child):
                yield _aside(self._lines([child]), "placeholder")
            elif child.tag == w("tbl"):
                yield from self._table(child)
            elif child.tag == w("altChunk"):
                self.problems.append(Problem("SQS414", params={"name": "a document within the document"}))
            else:
                yield from self._blocks(child)
        yield from self._loose(merged)
        yield from self._loose(loose)

    def _loose(self, elements: list[Element]) -> Iterator[Block]:
        if any(map(holds_words, elements)):
            yield from self._paragraph(elements)

    def _paragraph(self, element: Element | list[Element]) -> Iterator[Block]:
        self.paragraphs += 1
        number = self.paragraphs
        properties = next((each for each in element if each.tag == w("pPr")), None)
        style = self.styles.of_paragraph(properties)
        outline = outline_of(properties)
        if outline is not None:
            style = attrs.evolve(style, level=outline or None)
        label = self.numbering.label(properties, style)
        self.words.collect(element, style)
        groups, hidden, boxes = self.words.groups(number), self.words.hidden_lines(number), self.words.boxes
        # A box at the head of a letter holds its header or title, and elsewhere interrupts the text.
        at_head = not self.begun
        if at_head:
            yield from chain.from_iterable(map(self._blocks, boxes))
        if groups:
            self.begun = True
            first = tuple(line for _, line in groups[0])
            if label or style.level is not None or style.is_title or len(groups) == len(first) == 1:
                yield self._block(first, style, label)
                groups = groups[1:]
            for group in groups:
                yield from _typed(group)
        if hidden:
            yield Unread(hidden)
        if not at_head and boxes:
            inside = list(chain.from_iterable(map(self._blocks, boxes)))
            # A box with a part of the letter is text; one with a line or two is beside it, such as a quotation.
            if len(inside) >= _FEWEST_IN_BOX or any(isinstance(block, (Heading, TableRow)) for block in inside):
                yield from inside
            elif lines := [line for block in inside for line in block.lines]:
                yield _aside(lines, "text box")

    def _lines(self, elements: list[Element]) -> Iterator[Line]:
        return (line for each in elements for block in self._blocks(each) for line in block.lines)

    def _block(self, lines: tuple[Line, ...], style: Style, label: Label | None) -> Block:
        if style.is_contents:
            return Unread(lines)
        number = label.text.strip() if label else ""
        length = sum(len(line.text) for line in lines)
        if (style.is_title or style.level is not None) and length <= _LONGEST_HEADING:
            level = 1 if style.is_title else (style.level or 1) + self.has_title
            return Heading(_prefixed(number, tuple(map(_unadorned, lines))), level)
        bare = number.strip("().: ")
        if label and _NUMBER.fullmatch(bare):
            return ListItem(lines, max(label.level, style.depth), bare)
        if label and (label.is_bullet or (number and not any(map(str.isalnum, number)))):
            return ListItem(lines, max(label.level, style.depth))
        return Paragraph(_prefixed(number, lines))

    def _notes(self, root: Element, kind: str) -> Iterator[Block]:
        places = _places(self.root)
        notes = (each for each in _within(root, w(kind)) if each.tag == w(kind))
        for note in sorted(notes, key=lambda each: places.get(value(each, "id") or "", 0)):
            blocks = list(self._blocks(note))
            label = self.words.labels.get((kind, value(note, "id") or ""))
            lines = tuple(line for block in blocks if not isinstance(block, Unread) for line in block.lines)
            if label and lines:
                if next(note.iter(w(f"{kind}Ref")), None) is None:  # the mark is not counted, but stands there
                    lines = (_without_mark(lines[0], label), *lines[1:])
                yield Footnote(label, lines)
                blocks = [block for block in blocks if isinstance(block, Unread)]
            if aside := tuple(line for block in blocks for line in block.lines):
                yield Unread(aside)

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[tuple[bool, list[list[Block]]]] = []
        for row in _within(table, w("tr")):
            # What stands in a table and in no row is one by itself, and so for cells.
            cells = list(_within(row, w("tc"))) if row.tag == w("tr") else [row]
            if _is_row_deleted(row):
                continue
            found = [list(self._blocks(cell if cell.tag == w("tc") else (cell,))) for cell in cells]
            contents = [content for cell, content in zip(cells, found, strict=True) if content or cell.tag == w("tc")]
            if rows and cells and _goes_on(cells[0]) and len(rows[-1][1]) == len(contents):
                for above, content in zip(rows[-1][1], contents, strict=True):
                    above.extend(content)
            else:
                properties = row.find(w("trPr"))
                for place, cell in enumerate(cells):
                    # A cell that is one with that above is repeated.
                    if rows and _goes_on(cell) and place < min(len(contents), len(rows[-1][1])) and not contents[place]:
                        contents[place] = rows[-1][1][place]
                rows.append((properties is not None and properties.find(w("tblHeader")) is not None, contents))
        for is_header, contents in rows:
            yield from _row(contents, is_header=is_header)


def _aside(lines: Iterable[Line], reason: str) -> Unread:
    """Set lines apart that are no part of the letter, and say why."""
    return Unread(
        tuple(
            attrs.evolve(
                line, passage=line.passage and attrs.evolve(line.passage, reason=line.passage.reason or reason)
            )
            for line in lines
        )
    )


def _is_mark_deleted(paragraph: Element) -> bool:
    """Check whether the end of a paragraph was deleted, or moved elsewhere, in a change that is tracked."""
    properties = paragraph.find(w("pPr"))
    run = None if properties is None else properties.find(w("rPr"))
    return run is not None and any(run.find(w(name)) is not None for name in ("del", "moveFrom"))


def _is_row_deleted(row: Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def _typed(group: list[tuple[str, Line]]) -> Iterator[Block]:
    """Yield the blocks of lines between breaks: items with typed bullets, nested as they are indented, and prose."""
    pending: list[Line] = []
    depth: int | None = None
    indents: list[tuple[int, str]] = []
    for indent, line in group:
        bullet = _BULLET.match(line.text)
        if bullet is None or (bullet["glyph"] == "o" and not indents):
            pending.append(line)
            continue
        if pending:
            yield _of_lines(pending, depth)
        width = len(indent.expandtabs(4))
        while indents and (
            width < indents[-1][0]
            or (width == indents[-1][0] and any(bullet["glyph"] == each for _, each in indents[:-1]))
        ):
            indents.pop()
        if (
            not indents
            or width > indents[-1][0]
            or (bullet["glyph"] != indents[-1][1] and bullet["glyph"] in _SECONDARY)
        ):
            indents.append((width, bullet["glyph"]))
        depth = len(indents) - 1
        pending = [attrs.evolve(line, text=line.text[bullet.end() :])]
    if pending:
        yield _of_lines(pending, depth)


def _of_lines(lines: list[Line], depth: int | None) -> Block:
    return Paragraph(tuple(lines)) if depth is None else ListItem(tuple(lines), depth)


def _prefixed(number: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Put the number that is printed before a paragraph before its first line."""
    if not number:
        return lines
    return (Line(f"{escape(number)} {lines[0].text}", lines[0].passage), *lines[1:])


def _unadorned(line: Line) -> Line:
    """Take off what a whole heading looks like, for it says nothing of its words."""
    runs = to_runs(line.text)
    words = [run for run in runs if not run.is_mark]
    strong, emphasis = all(run.strong for run in words), all(run.emphasis for run in words)
    runs = tuple(
        attrs.evolve(run, strong=run.strong and not strong, emphasis=run.emphasis and not emphasis) for run in runs
    )
    return attrs.evolve(line, text=from_runs(runs))


def _without_mark(line: Line, label: str) -> Line:
    """Take the mark that a note begins with off its text; LibreOffice writes it twice."""
    text = line.text
    for mark in (escape(label), label.translate(RAISED), f"[^{label}]"):
        text = text.removeprefix(mark)
    return attrs.evolve(line, text=text.lstrip())


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table, the cells of a row or notes, whatever is around them, and what stands beside them."""
    for child in shown(element):
        if child.tag in (tag, w("p"), w("tbl")) or not holds(child, tag):
            yield child
        else:
            yield from _within(child, tag)


def _goes_on(cell: Element) -> bool:
    """Tell whether a cell is one with that above it."""
    properties = cell.find(w("tcPr"))
    merge = None if properties is None else properties.find(w("vMerge"))
    return merge is not None and value(merge) != "restart"


def _row(cells: list[list[Block]], *, is_header: bool) -> Iterator[Block]:
    filled = [cell for cell in cells if cell]
    headed = any(isinstance(block, Heading) for cell in filled for block in cell)
    if len(cells) == 1 or headed or (len(filled) == 1 and len(filled[0]) > 1):  # a table for the sake of the layout
        yield from chain.from_iterable(cells)
        return
    lines = [[line for block in cell if not isinstance(block, _ASIDE) for line in block.lines] for cell in cells]
    if any(lines):
        passage = _passage(lines)
        texts = (Line(_joined(cell, is_first=cell is lines[0]), passage) for cell in lines)
        yield TableRow(tuple(_unadorned(text) if is_header else text for text in texts), is_header=is_header)
    yield from (block for cell in cells for block in cell if isinstance(block, _ASIDE))


def _passage(cells: list[list[Line]]) -> Passage | None:
    """Return the passage of a row, which all its cells share."""
    passages = [[line.passage for line in cell if line.passage] for cell in cells]
    first = next(chain.from_iterable(passages), None)
    words = "\t".join("\n".join(each.text for each in cell) for cell in passages)
    return None if first is None else attrs.evolve(first, text=words.strip())


def _joined(lines: list[Line], *, is_first: bool) -> str:
    """Make one text of a cell; lines that stand below each other, as those of several people, get commas between."""
    comma = "; " if any(";" in line.text for line in lines) else ", "
    text = lines[0].text if lines else ""
    for before, after in pairwise(lines):
        goes_on = is_first or before.text[-1] in ".,;:&-–—" or after.text[0].islower()
        text += (" " if goes_on else comma) + after.text
    return text


def _labels(root: Element, settings: Element | None) -> dict[tuple[str, str], str]:
    """Find out what is printed as the mark of each note."""
    labels: dict[tuple[str, str], str] = {}
    for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        form, number = _note_form(root, settings, kind, usual)
        for reference in root.iter(w(f"{kind}Reference")):
            key = kind, value(reference, "id") or ""
            if value(reference, "customMarkFollows") is not None:
                labels.setdefault(key, _custom_mark(reference))
            elif key not in labels:
                labels[key] = printed(number, form)
                number += 1
    return {key: label for key, label in labels.items() if _MARK.fullmatch(label)}


def _places(root: Element) -> dict[str, int]:
    """Find the places in the letter that our own bookmarks give to footnotes, which in a file go by their marks."""
    places: dict[str, int] = {}
    for reference in root.iter(w("footnoteReference")):
        mark = reference.getparent().getprevious()
        match = _BOOKMARK.fullmatch((None if mark is None else value(mark, "name")) or "")
        if match is None:  # another program had it in hand, or wrote it
            return {}
        places[value(reference, "id") or ""] = int(match[1])
    return places


def _note_form(root: Element, settings: Element | None, kind: str, usual: str) -> tuple[str, int]:
    places = [each for each in (root, settings) if each is not None]
    found = next((each for place in places for each in place.iter(w(f"{kind}Pr")) if len(each)), None)
    if found is None:
        return usual, 1
    return value(found.find(w("numFmt"))) or usual, integer(value(found.find(w("numStart")))) or 1


def _custom_mark(reference: Element) -> str:
    """Return the text that follows a reference whose mark is not counted."""
    texts = reference.itersiblings(w("t"))
    if (text := next(texts, None)) is None:
        run = reference.getparent().getnext()
        text = None if run is None else run.find(w("t"))
    return "" if text is None else (text.text or "").strip()
