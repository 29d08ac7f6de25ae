"""Parse a DOCX file into blocks: paragraphs and tables in order, then notes, then headers, footers and comments."""

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
from sqsreport.letters.characters import KNOWN_BULLETS, NESTED_BULLETS, RAISED
from sqsreport.letters.formats.docx.numbering import Label, Numbering, format_number
from sqsreport.letters.formats.docx.package import Element, Package, UnreadableError, integer, not_docx, value, w
from sqsreport.letters.formats.docx.styles import Style, Styles, outline_level
from sqsreport.letters.formats.docx.text import TextCollector
from sqsreport.letters.formats.docx.visibility import (
    contains,
    contains_blocks,
    contains_text,
    is_placeholder,
    visible_elements,
)
from sqsreport.letters.inline import escape, from_runs, to_runs
from sqsreport.problems import Problem

#: The root element of the part with the embedded report.
EMBEDDED: Final = "{urn:sqsreport:embedded:1}report"

#: The root elements of parts that are not part of the letter, and the reason for the problem.
_UNREAD_PARTS: Final = {w("hdr"): "page header", w("ftr"): "page footer", w("comments"): "comment"}
#: The fewest entries of cells that are columns.
_LEAST_COLUMN: Final = 3
#: The kinds of blocks in a cell that are not text of its row.
_NOT_CELL_TEXT: Final = (TableRow, Unread)
_NUMBER: Final = re.compile(r"[0-9A-Za-z]{1,8}(?:\.[0-9A-Za-z]{1,8})*")
_MARK: Final = re.compile(r"[^ \[\]]+")
_BOOKMARK: Final = re.compile(r"_Note([0-9]{1,4})")
#: The line of a header or footer with the page number.
_PAGE_NUMBER: Final = re.compile(r"[-–—|\s]*+(?:page\s*+)?[0-9]*+(?:\s*+(?:of|/)\s*+[0-9]*+)?[-–—|\s]*+", re.IGNORECASE)
#: The label of a line other than one of a letterhead, and the fewest of a page header that is the head of a letter.
_LABEL: Final = re.compile(
    r"[*_]{0,3}(?!(?:dx|e-?mail|fax|mobile|phone|ref|tele?|web)(?![a-su-z]))[^\W\d_][\w ]{0,24}:[*_]{0,3}(?:\s|$)",
    re.IGNORECASE,
)
_LEAST_LABELS: Final = 3
#: A typed bullet at the start of a line.
_BULLET: Final = re.compile(rf"(?P<glyph>[{KNOWN_BULLETS}]|[-*–—o](?=\s))\s*(?=\S)")
#: Bullets that are used for nested lists.
_NESTED_BULLETS: Final = NESTED_BULLETS | frozenset("–—o")
#: A text box with at least this number of blocks is part of the letter.
_MIN_BOX_BLOCKS: Final = 3
#: A longer paragraph with the style of a heading is text: some letters use heading styles to number paragraphs.
_MAX_HEADING: Final = 200
#: A text of a cell with more characters is prose, and so is one that is longer than a name and ends with a stop.
_MAX_CELL: Final = 150
_MAX_NAME: Final = 40
_STOP: Final = re.compile(r"[.!?][\"'”’*_)\]]*$")


def parse(data: bytes) -> Source:
    """Parse the bytes of a file into blocks; a file that cannot be read gives a problem and no blocks."""
    if not data.strip():
        return Source((), problems=(Problem("SQS002"),))
    try:
        reader = _Reader.of(Package(data))
        return Source(tuple(reader.document()), reader.embedded(), tuple(reader.problems))
    except UnreadableError as error:
        return Source((), problems=(error.problem,))


@attrs.define
class _Reader:
    """Reads the parts of a package in order.

    Attributes:
        root: the root element of the main part.
        parts: the names of the parts of each kind, in order.
        has_title: whether a paragraph has the style of a title, so that headings are one level below it.
        has_text: whether there was text before the current paragraph.
        paragraphs: the number of paragraphs so far.
    """

    package: Package
    root: Element
    styles: Styles
    numbering: Numbering
    text: TextCollector
    parts: dict[str, dict[str, None]]
    has_title: bool = False
    has_text: bool = False
    paragraphs: int = 0
    problems: list[Problem] = attrs.field(factory=list)

    @classmethod
    def of(cls, package: Package) -> _Reader:
        root = package.part(package.main or "word/document.xml")
        if root is None or root.tag != w("document"):
            raise not_docx("it has no text document in it" if root is None else "its main part is no text document")
        relationships = package.relationships(package.main)
        parts: dict[str, dict[str, None]] = {}
        for each in relationships.values():
            if not each.is_external:
                parts.setdefault(each.kind, {})[each.target] = None
        styles_root, numbering_root, settings = (
            package.part(next(iter(parts[kind]))) if kind in parts else None
            for kind in ("styles", "numbering", "settings")
        )
        styles = Styles(styles_root)
        reader = cls(
            package=package,
            root=root,
            styles=styles,
            numbering=Numbering(numbering_root),
            text=TextCollector(styles, _labels(root, settings), relationships),
            parts=parts,
        )
        reader.text.find_unclosed_fields(root)
        reader.has_title = any(styles.of_paragraph(each).is_title for each in root.iter(w("pPr")))
        return reader

    def document(self) -> Iterator[Block]:
        text = list(self._blocks((self.root,)))
        for kind in ("footnote", "endnote"):
            for root in self._parts(f"{kind}s"):
                text += self._notes(root, kind)
        apart: list[Block] = []
        letterhead: list[Block] = []
        for root in chain.from_iterable(map(self._parts, ("header", "footer", "comments", "diagramData", "chart"))):
            blocks = list(self._blocks((root,)))
            if root.tag == w("hdr") and not letterhead and _has_labels(blocks):
                letterhead = blocks
                continue
            lines = (line for block in blocks for line in block.lines)
            if unread := [line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]:
                apart.append(_unread(unread, _UNREAD_PARTS.get(root.tag, "drawing")))
        yield from (*letterhead, *text, *apart)

    def embedded(self) -> Embedded | None:
        """Return the embedded report of the file, if it has one."""
        for root in self._parts("customXml"):
            if root.tag == EMBEDDED:
                return Embedded(root.text or "", root.get("sha256", ""))
        return None

    def _parts(self, kind: str) -> Iterator[Element]:
        for name in self.parts.get(kind, ()):
            if (root := self.package.part(name)) is not None:
                self.text.relationships = self.package.relationships(name)
                yield root

    def _blocks(self, elements: Iterable[Element]) -> Iterator[Block]:
        """Yield the blocks of elements; consecutive elements with text outside of a paragraph become a paragraph."""
        loose: list[Element] = []
        merged: list[Element] = []
        for child in visible_elements(elements):
            if not contains_blocks(child):
                loose.append(child)
                continue
            yield from self._loose(loose)
            loose = []
            if child.tag == w("p") and (_is_mark_deleted(child) or _is_drop_cap(child)):
                # The paragraph is joined with the next one, which has the number and style of both.
                merged += (each for each in child if each.tag != w("pPr"))
                continue
            if child.tag == w("p"):
                yield from self._paragraph([*child.findall(w("pPr")), *merged, *child] if merged else child)
                merged = []
                continue
            yield from self._loose(merged)
            merged = []
            if is_placeholder(child):
                yield _unread(self._lines([child]), "placeholder")
            elif child.tag == w("tbl"):
                yield from self._table(child)
            elif child.tag == w("altChunk"):
                self.problems.append(Problem("SQS414", params={"name": "a document within the document"}))
            else:
                yield from self._blocks(child)
        yield from self._loose(merged)
        yield from self._loose(loose)

    def _loose(self, elements: list[Element]) -> Iterator[Block]:
        """Yield the block of elements outside of a paragraph, if they have text."""
        if any(map(contains_text, elements)):
            yield from self._paragraph(elements)

    def _paragraph(self, element: Element | list[Element]) -> Iterator[Block]:
        self.paragraphs += 1
        number = self.paragraphs
        properties = next((each for each in element if each.tag == w("pPr")), None)
        style = self.styles.of_paragraph(properties)
        level = outline_level(properties)
        if level is not None:
            style = attrs.evolve(style, level=level or None)
        label = self.numbering.label(properties, style)
        self.text.collect(element, style)
        groups, hidden, boxes = self.text.groups(number), self.text.hidden_lines(number), self.text.boxes
        # A text box at the start of a letter contains its header or title. Later ones come after their paragraph.
        at_start = not self.has_text
        if at_start:
            yield from chain.from_iterable(map(self._blocks, boxes))
        if groups:
            self.has_text = True
            first = tuple(line for _, line in groups[0])
            if label or style.level is not None or style.is_title or len(groups) == len(first) == 1:
                yield self._block(first, style, label)
                groups = groups[1:]
            for group in groups:
                yield from _blocks_of_lines(group)
        if hidden:
            yield Unread(hidden)
        if not at_start and boxes:
            blocks = list(chain.from_iterable(map(self._blocks, boxes)))
            # A text box with a part of the letter is read; one with a line or two, such as a pull quote, is not.
            if len(blocks) >= _MIN_BOX_BLOCKS or any(isinstance(block, (Heading, TableRow)) for block in blocks):
                yield from blocks
            elif lines := [line for block in blocks for line in block.lines]:
                yield _unread(lines, "text box")

    def _lines(self, elements: list[Element]) -> Iterator[Line]:
        return (line for each in elements for block in self._blocks(each) for line in block.lines)

    def _block(self, lines: tuple[Line, ...], style: Style, label: Label | None) -> Block:
        if style.is_contents:
            return Unread(lines)
        number = label.text.strip() if label else ""
        length = sum(len(line.text) for line in lines)
        if (style.is_title or style.level is not None) and length <= _MAX_HEADING:
            level = 1 if style.is_title else (style.level or 1) + self.has_title
            return Heading(_with_number(number, tuple(map(_without_uniform_style, lines))), level)
        bare = number.strip("().: ")
        if label and _NUMBER.fullmatch(bare):
            return ListItem(lines, max(label.level, style.depth), bare)
        if label and (label.is_bullet or (number and not any(map(str.isalnum, number)))):
            return ListItem(lines, max(label.level, style.depth))
        return Paragraph(_with_number(number, lines))

    def _notes(self, root: Element, kind: str) -> Iterator[Block]:
        positions = _footnote_positions(self.root)
        notes = (each for each in _find_or_other(root, w(kind)) if each.tag == w(kind))
        for note in sorted(notes, key=lambda each: positions.get(value(each, "id") or "", 0)):
            blocks = list(self._blocks(note))
            label = self.text.labels.get((kind, value(note, "id") or ""))
            lines = tuple(line for block in blocks if not isinstance(block, Unread) for line in block.lines)
            if label and lines:
                if next(note.iter(w(f"{kind}Ref")), None) is None:  # the note begins with the text of its mark
                    lines = (_without_mark(lines[0], label), *lines[1:])
                yield Footnote(label, lines)
                blocks = [block for block in blocks if isinstance(block, Unread)]
            if unread := tuple(line for block in blocks for line in block.lines):
                yield Unread(unread)

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[tuple[bool, list[list[Block]]]] = []
        for row in _find_or_other(table, w("tr")):
            # A paragraph outside of a row becomes a row, and one outside of a cell becomes a cell.
            cells = list(_find_or_other(row, w("tc"))) if row.tag == w("tr") else [row]
            if _is_row_deleted(row):
                continue
            if columns := _columns(cells):
                parsed = [[list(self._blocks((paragraph,))) for paragraph in column] for column in columns]
                rows += [(False, list(row)) for row in zip(*parsed, strict=True)]
                continue
            blocks = [list(self._blocks(cell if cell.tag == w("tc") else (cell,))) for cell in cells]
            if entries := _entries_of_lines(blocks):
                rows += [(False, row) for row in entries]
                continue
            contents = [content for cell, content in zip(cells, blocks, strict=True) if content or cell.tag == w("tc")]
            if rows and cells and _is_merged(cells[0]) and len(rows[-1][1]) == len(contents):
                for above, content in zip(rows[-1][1], contents, strict=True):
                    above.extend(content)
            else:
                properties = row.find(w("trPr"))
                for index, cell in enumerate(cells):
                    # Repeat the content of a vertically merged cell, so that each row is complete.
                    in_both_rows = rows and index < min(len(contents), len(rows[-1][1]))
                    if in_both_rows and _is_merged(cell) and not contents[index]:
                        contents[index] = rows[-1][1][index]
                rows.append((properties is not None and properties.find(w("tblHeader")) is not None, contents))
        for is_header, contents in rows:
            yield from _row(contents, is_header=is_header)


def _has_labels(blocks: list[Block]) -> bool:
    """Check whether a page header has several lines with a label, as at the head of a letter."""
    return sum(bool(block.lines and _LABEL.match(block.lines[0].text)) for block in blocks) >= _LEAST_LABELS


def _unread(lines: Iterable[Line], reason: str) -> Unread:
    """Return lines that are not part of the letter as a block, with the reason in their passages."""
    return Unread(
        tuple(
            attrs.evolve(
                line, passage=line.passage and attrs.evolve(line.passage, reason=line.passage.reason or reason)
            )
            for line in lines
        )
    )


def _is_mark_deleted(paragraph: Element) -> bool:
    """Check whether the paragraph mark was deleted or moved elsewhere, as a tracked change."""
    properties = paragraph.find(w("pPr"))
    run = None if properties is None else properties.find(w("rPr"))
    return run is not None and any(run.find(w(name)) is not None for name in ("del", "moveFrom"))


def _is_drop_cap(paragraph: Element) -> bool:
    """Check whether a paragraph is the large first letter of the next one."""
    properties = paragraph.find(w("pPr"))
    frame = None if properties is None else properties.find(w("framePr"))
    return frame is not None and value(frame, "dropCap") in ("drop", "margin")


def _is_row_deleted(row: Element) -> bool:
    properties = row.find(w("trPr"))
    return properties is not None and properties.find(w("del")) is not None


def _blocks_of_lines(group: list[tuple[str, Line]]) -> Iterator[Block]:
    """Yield the blocks of lines between breaks: paragraphs, and items with typed bullets, nested by indentation."""
    pending: list[Line] = []
    depth: int | None = None
    indents: list[tuple[int, str]] = []
    for indent, line in group:
        bullet = _BULLET.match(line.text)
        if bullet is None or (bullet["glyph"] == "o" and not indents):
            pending.append(line)
            continue
        if pending:
            yield _paragraph_or_item(pending, depth)
        width = len(indent.expandtabs(4))
        while indents and (
            width < indents[-1][0]
            or (width == indents[-1][0] and any(bullet["glyph"] == each for _, each in indents[:-1]))
        ):
            indents.pop()
        if (
            not indents
            or width > indents[-1][0]
            or (bullet["glyph"] != indents[-1][1] and bullet["glyph"] in _NESTED_BULLETS)
        ):
            indents.append((width, bullet["glyph"]))
        depth = len(indents) - 1
        pending = [attrs.evolve(line, text=line.text[bullet.end() :])]
    if pending:
        yield _paragraph_or_item(pending, depth)


def _paragraph_or_item(lines: list[Line], depth: int | None) -> Block:
    return Paragraph(tuple(lines)) if depth is None else ListItem(tuple(lines), depth)


def _with_number(number: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Insert the list number of a paragraph before its first line."""
    if not number:
        return lines
    return (Line(f"{escape(number)} {lines[0].text}", lines[0].passage), *lines[1:])


def _without_uniform_style(line: Line) -> Line:
    """Remove bold and italics that all of a heading has, because they are not emphasis."""
    runs = to_runs(line.text)
    text_runs = [run for run in runs if not run.is_mark]
    strong, emphasis = all(run.strong for run in text_runs), all(run.emphasis for run in text_runs)
    runs = tuple(
        attrs.evolve(run, strong=run.strong and not strong, emphasis=run.emphasis and not emphasis) for run in runs
    )
    return attrs.evolve(line, text=from_runs(runs))


def _without_mark(line: Line, label: str) -> Line:
    """Remove the mark at the start of a note; LibreOffice writes it twice."""
    text = line.text
    for mark in (escape(label), label.translate(RAISED), f"[^{label}]", f"({label})"):
        text = text.removeprefix(mark)
    return attrs.evolve(line, text=text.lstrip())


def _find_or_other(element: Element, tag: str) -> Iterator[Element]:
    """Yield the visible elements with a tag, such as the rows of a table, and the elements between them.

    Wrappers such as content controls are unwrapped.
    """
    for child in visible_elements(element):
        if child.tag in (tag, w("p"), w("tbl")) or not contains(child, tag):
            yield child
        else:
            yield from _find_or_other(child, tag)


def _columns(cells: list[Element]) -> list[list[Element]]:
    """Return the paragraphs of the cells of a row if each cell is a whole column, with a paragraph for each entry."""
    columns = [[each for each in cell if each.tag != w("tcPr")] for cell in cells if cell.tag == w("tc")]
    first, *others = columns or [[]]
    is_parallel = len(first) >= _LEAST_COLUMN and bool(others) and all(len(each) == len(first) for each in others)
    are_plain = all(each.tag == w("p") for column in columns for each in column)
    return columns if is_parallel and are_plain and all(map(contains_text, first)) else []


def _entries_of_lines(cells: list[list[Block]]) -> list[list[list[Block]]]:
    """Return the rows of cells that are whole columns, with a line of one paragraph for each entry."""
    columns = [cell[0].lines if len(cell) == 1 and isinstance(cell[0], Paragraph) else () for cell in cells]
    if len(columns) < 2 or len({len(column) for column in columns}) > 1 or len(columns[0]) < _LEAST_COLUMN:
        return []
    return [[[Paragraph((line,))] for line in row] for row in zip(*columns, strict=True)]


def _is_merged(cell: Element) -> bool:
    """Check whether a cell is merged with the one above."""
    properties = cell.find(w("tcPr"))
    merge = None if properties is None else properties.find(w("vMerge"))
    return merge is not None and value(merge) != "restart"


def _row(cells: list[list[Block]], *, is_header: bool) -> Iterator[Block]:
    filled = [cell for cell in cells if cell]
    has_heading = any(isinstance(block, Heading) for cell in filled for block in cell)
    has_prose = any(len(cell) > 1 and any(map(_is_prose, cell)) for cell in filled)
    # The table is used for layout, such as for headings in a column to the left of the text.
    if len(cells) == 1 or has_heading or has_prose or (len(filled) == 1 and len(filled[0]) > 1):
        yield from chain.from_iterable(cells)
        return
    if len(filled) == 2 and _is_bullet(filled[0]) and not _is_bullet(filled[1]):
        (bullet,) = (line for block in filled[0] for line in block.lines)
        yield from _items(bullet, filled[1])
        return
    lines = [
        [line for block in cell if not isinstance(block, _NOT_CELL_TEXT) for line in block.lines] for cell in cells
    ]
    if any(lines):
        passage = _passage(lines)
        texts = (Line(_cell_text(cell, is_first=cell is lines[0]), passage) for cell in lines)
        yield TableRow(
            tuple(_without_uniform_style(text) if is_header else text for text in texts), is_header=is_header
        )
    yield from (block for cell in cells for block in cell if isinstance(block, _NOT_CELL_TEXT))


def _is_bullet(cell: list[Block]) -> bool:
    """Check whether a cell has a bullet and nothing else."""
    lines = [line for block in cell for line in block.lines]
    return len(lines) == 1 and _BULLET.match(f"{lines[0].text} x") is not None and len(lines[0].text) == 1


def _items(bullet: Line, cell: list[Block]) -> Iterator[Block]:
    """Yield the item of a cell next to its bullet, and the items below it."""
    first, *others = cell
    lines = (attrs.evolve(bullet, text=""), *first.lines)
    yield ListItem(lines) if isinstance(first, Paragraph) else attrs.evolve(first, lines=lines)
    for block in others:
        is_text = isinstance(block, Paragraph)
        for part in _blocks_of_lines([("", line) for line in block.lines]) if is_text else (block,):
            yield attrs.evolve(part, depth=part.depth + 1) if isinstance(part, ListItem) else part


def _is_prose(block: Block) -> bool:
    text = "".join(line.text for line in block.lines)
    return len(text) > _MAX_CELL or (len(text) > _MAX_NAME and _STOP.search(text) is not None)


def _passage(cells: list[list[Line]]) -> Passage | None:
    """Return the passage of a row, which is the same for all its cells."""
    passages = [[line.passage for line in cell if line.passage] for cell in cells]
    first = next(chain.from_iterable(passages), None)
    text = "\t".join("\n".join(each.text for each in cell) for cell in passages)
    return None if first is None else attrs.evolve(first, text=text.strip())


def _cell_text(lines: list[Line], *, is_first: bool) -> str:
    """Join the lines of a cell; lines after the first cell are separated by commas, such as the names of recipients."""
    separator = "; " if any(";" in line.text for line in lines) else ", "
    text = lines[0].text if lines else ""
    for before, after in pairwise(lines):
        is_continued = is_first or before.text[-1] in ".,;:&-–—" or after.text[0].islower()
        text += (" " if is_continued else separator) + after.text
    return text


def _labels(root: Element, settings: Element | None) -> dict[tuple[str, str], str]:
    """Return the label of each note by its kind and id."""
    labels: dict[tuple[str, str], str] = {}
    for kind, default in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        number_format, number = _note_numbering(root, settings, kind, default)
        for reference in root.iter(w(f"{kind}Reference")):
            key = kind, value(reference, "id") or ""
            if value(reference, "customMarkFollows") is not None:
                labels.setdefault(key, _custom_mark(reference))
            elif key not in labels:
                labels[key] = format_number(number, number_format)
                number += 1
    return {key: label for key, label in labels.items() if _MARK.fullmatch(label)}


def _footnote_positions(root: Element) -> dict[str, int]:
    """Return the original position of each footnote by its id, from the bookmarks that `markup` writes.

    In a file the footnotes are in the order of their marks, which may differ from that in the report. The result is
    empty for files of other programs.
    """
    positions: dict[str, int] = {}
    for reference in root.iter(w("footnoteReference")):
        mark = reference.getparent().getprevious()
        match = _BOOKMARK.fullmatch((None if mark is None else value(mark, "name")) or "")
        if match is None:
            return {}
        positions[value(reference, "id") or ""] = int(match[1])
    return positions


def _note_numbering(root: Element, settings: Element | None, kind: str, default: str) -> tuple[str, int]:
    """Return the number format and the first number of the notes of a kind."""
    roots = [each for each in (root, settings) if each is not None]
    properties = next((each for its_root in roots for each in its_root.iter(w(f"{kind}Pr")) if len(each)), None)
    if properties is None:
        return default, 1
    return value(properties.find(w("numFmt"))) or default, integer(value(properties.find(w("numStart")))) or 1


def _custom_mark(reference: Element) -> str:
    """Return the text of a custom mark, which follows its reference."""
    texts = reference.itersiblings(w("t"))
    if (text := next(texts, None)) is None:
        run = reference.getparent().getnext()
        text = None if run is None else run.find(w("t"))
    return "" if text is None else (text.text or "").strip()
