"""Join what a layout has separated: a number and its paragraph, the mark of a footnote and its text, a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, takewhile, zip_longest
from typing import Final

import attrs

from sqsreport.extract import people
from sqsreport.letters import layout, pages
from sqsreport.letters.blocks import (
    Block,
    Footnote,
    Heading,
    Line,
    ListItem,
    PageBreak,
    Paragraph,
    TableRow,
    Unread,
    passage_of,
)
from sqsreport.letters.pieces import Piece

#: What may be alone on a line and no bullet: dashes, and the mark of a footnote.
_NO_BULLETS: Final = ("", *"*-–—")
#: A bullet within a cell whose lines were joined.
_BULLET_IN_CELL: Final = re.compile(r"(?<!\s)\s{2,}+[-–—•▪◦o] (?=\S)")
#: The end of an item of a list: that of a sentence or a clause.
_ITEM_END: Final = re.compile(r"[.;:!?][\"'”’)*_]*$|[;,] (?:and|or)$")
#: A heading in bold type, and the text that begins on the same line.
_RUN_IN_HEADING: Final = re.compile(
    r"(?P<number>[1-9]\.? )?\*\*(?P<heading>[^*]{4,200})\*\*[:.]?\s+(?P<text>[\"'“‘]?[^\W_a-z].*)"
)
#: Where a printed note begins within the line of the note before it.
_NEXT_NOTE: Final = re.compile(r"(?<=[.!?/)>])\s+(?=Note [2-9]:)")
#: Lines of the title of a theme that is in bold type.
_LONGEST_TITLE: Final = 3
#: Blocks of running text, which may follow a number that is alone.
_TEXT: Final = (Paragraph, ListItem)


def reassemble(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which each numbered paragraph, footnote and heading is whole."""
    blocks = list(_whole_headings(part for block in blocks for part in _with_headings_apart(block)))
    running = pages.running_heads(blocks)
    blocks = [_closed_up(block) for block in blocks]
    every_mark = footnote_marks(blocks)
    marks = every_mark - _labels_of_notes(blocks)
    parted = [part for block in blocks for part in _parts(block, marks)]
    return list(_joined(parted, marks, every_mark, running))


def _whole_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join two headings if the first is incomplete, such as one that ends with "in"."""
    before: Block | None = None
    for block in blocks:
        is_rest = isinstance(before, Heading) and isinstance(block, Heading) and bool(before.lines and block.lines)
        if is_rest and before and layout.is_open_value(before.lines[-1].text.strip("*_ ")):
            before = attrs.evolve(before, lines=before.lines + block.lines)
            continue
        if before is not None:
            yield before
        before = block
    if before is not None:
        yield before


def _with_headings_apart(block: Block) -> Iterator[Block]:
    """Part a paragraph from a heading in bold type on one of its lines, and from a note that begins within a line."""
    if isinstance(block, Paragraph) and any(_NEXT_NOTE.search(line.text) for line in block.lines):
        lines = (Line(text, line.passage) for line in block.lines for text in _NEXT_NOTE.split(line.text))
        block = Paragraph(tuple(lines))
    start = 0
    for index, line in enumerate(block.lines if isinstance(block, Paragraph) else ()):
        match = _RUN_IN_HEADING.fullmatch(line.text) if "**" in line.text[:5] else None
        if match and _is_run_in(match["heading"]):
            if index > start:
                yield Paragraph(block.lines[start:index])
            yield Heading((Line((match["number"] or "") + match["heading"], line.passage),), 2)
            block = Paragraph((*block.lines[:index], Line(match["text"], line.passage), *block.lines[index + 1 :]))
            start = index
    yield attrs.evolve(block, lines=block.lines[start:]) if start else block


def _is_run_in(heading: str) -> bool:
    part = layout.part_heading(heading)
    return (part is not None and part[0] in layout.BODY_PARTS) or layout.is_theme(heading) or layout.is_title(heading)


def footnote_marks(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the labels of the marks in the text, also of figures that are glued to a word."""
    return frozenset(mark for block in blocks for line in block.lines for mark in layout.marks(line.text))


def _labels_of_notes(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the labels of the notes that have their label on the same line."""
    notes = (layout.footnote(line.text) for block in blocks for line in block.lines)
    return frozenset(
        [note[0] for note in notes if note] + [block.label for block in blocks if isinstance(block, Footnote)]
    )


def _closed_up(block: Block) -> Block:
    """Close up the headings that have gaps in their words; one may be wrapped."""
    if len(block.lines) > 1:
        first, second = (line.text for line in block.lines[:2])
        if layout.unspaced(first) == first and (whole := layout.unspaced(f"{first} {second}")) != f"{first} {second}":
            healed = whole.removesuffix(second).rstrip()
            block = attrs.evolve(block, lines=(Line(healed, block.lines[0].passage), *block.lines[1:]))
    lines = tuple(
        Line(text, line.passage) if (text := layout.unspaced(line.text)) != line.text else line for line in block.lines
    )
    return attrs.evolve(block, lines=lines) if lines != block.lines else block


def _parts(block: Block, marks: frozenset[str]) -> Iterator[Block]:
    """Split a block at the numbers and marks that have a line or a cell of their own."""
    if isinstance(block, TableRow):
        yield from _parts_of_row(block)
        return
    if isinstance(block, Heading) and layout.bare_number(Piece(list(block.lines)).plain):
        block = Paragraph(block.lines)
    if not isinstance(block, Paragraph):
        yield block
        return
    bullets = [index for index, line in enumerate(block.lines) if index and _is_bullet(line)]
    if bullets:
        for start, end in pairwise([0, *bullets, len(block.lines)]):
            yield from _parts(Paragraph(block.lines[start:end]), marks)
        return
    if block.lines and layout.is_glyph(block.lines[0].text):
        block = _with_glyph(*block.lines) if len(block.lines) > 1 else block
    pending: list[Line] = []
    number: str | None = None
    is_title = False
    for index, line in enumerate(block.lines):
        if is_title:
            is_title = False
            continue
        plain = line.text.strip("*_ ")
        following = block.lines[index + 1].text.strip("*_ ") if index + 1 < len(block.lines) else ""
        if bare := layout.bare_number(plain):
            yield from _text(pending, number)
            pending, number = [Line("", line.passage)], bare
        elif layout.is_number_of_section(plain) and _may_follow_section_number(following):
            yield from _text(pending, number)
            is_title = bool(following) and layout.is_theme(following)
            if is_title:  # which was wrapped after its number, perhaps within its emphasis
                title = Line(f"{plain} {following}", line.passage)
                yield Heading((title, Line("", block.lines[index + 1].passage)), 3)
            else:
                yield Paragraph((line,))
            pending, number = [], None
        elif not pending and following and _is_label_of(plain, following, marks):
            end = _next_label(block.lines, index, plain)
            yield Footnote(plain, (Line("", line.passage), *block.lines[index + 1 : end]))
            if end < len(block.lines):
                yield from _parts(Paragraph(block.lines[end:]), marks | {block.lines[end].text.strip()})
            return
        else:
            pending.append(line)
    yield from _text(pending, number)


def _next_label(lines: Sequence[Line], index: int, label: str) -> int:
    """Return the index of the line that is the label of the note after another one, or the number of lines."""
    following = str(int(label) + 1) if label.isdecimal() else None
    for end in range(index + 2, len(lines) - 1):
        if lines[end].text.strip() == following and layout.begins_note(lines[end + 1].text.strip()):
            return end
    return len(lines)


def _with_glyph(glyph: Line, first: Line, *others: Line) -> Paragraph:
    """Return a paragraph that begins with a bullet from the line before it."""
    return Paragraph((Line(f"{glyph.text.strip()} {first.text}", glyph.passage), Line("", first.passage), *others))


def _is_bullet(line: Line) -> bool:
    return line.text.strip() not in _NO_BULLETS and layout.is_glyph(line.text)


def _is_bare_bullet(block: Block) -> bool:
    if isinstance(block, ListItem):
        return block.number is None and not any(line.text.strip() for line in block.lines)
    return isinstance(block, Paragraph) and len(block.lines) == 1 and _is_bullet(block.lines[0])


def _may_follow_section_number(text: str) -> bool:
    return not text or layout.is_theme(text) or layout.bare_number(text) is not None


def _text(lines: Sequence[Line], number: str | None) -> Iterator[Block]:
    if number is not None:
        yield ListItem(tuple(lines), number=number)
    elif lines:
        yield Paragraph(tuple(lines))


def _parts_of_row(row: TableRow) -> Iterator[Block]:
    """Split a row that is not data: a number next to its paragraph, or a heading next to its text."""
    cells = [cell for cell in row.lines if cell.text.strip()]
    if not cells:
        yield row
        return
    # Emphasis may begin in one cell and end in the next.
    plain, following = (Piece([cell]).plain.strip("*_ ") for cell in (cells[0], cells[-1]))
    # A role and names may be anything, but do not end like a sentence or a clause.
    if len(cells) == 2 and layout.is_glyph(cells[0].text) and _ITEM_END.search(cells[1].text):
        yield from _items_of_cell(*cells)
        return
    are_labels = len(cells) > 1 and all(layout.bare_label(Piece([cell]).plain.strip("*_ :")) for cell in cells)
    if are_labels or (row.is_header and not layout.bare_number(plain)):
        yield row
        return
    if len(cells) > 1 and (number := layout.bare_number(plain)):
        yield ListItem(_lines_of(cells), number=number)
    elif len(cells) == 2 and layout.bare_section_number(plain) and layout.is_theme(following):
        yield Heading((Line(f"{plain} {following}", cells[1].passage), *_places(cells)), 3)
    elif layout.part_heading(plain) or layout.is_theme(plain):
        yield Heading((cells[0],), 3)
        yield from (part for cell in cells[1:] for part in _parts(Paragraph((cell,)), frozenset()))
    else:
        yield row


def _items_of_cell(bullet: Line, cell: Line) -> Iterator[Block]:
    """Yield the item of a cell next to its bullet, and the items after bullets in wide gaps of the cell."""
    first, *inner = _BULLET_IN_CELL.split(cell.text)
    yield ListItem((Line("", bullet.passage), Line(first, cell.passage)))
    for text in inner:
        yield ListItem((Line(text, cell.passage),), 1)


def _lines_of(cells: Sequence[Line]) -> tuple[Line, ...]:
    return (*_places(cells[:1]), *cells[1:])


def _places(cells: Sequence[Line]) -> Iterator[Line]:
    """Keep where cells are whose words are kept elsewhere."""
    return (Line("", cell.passage) for cell in cells)


def _joined(
    blocks: Iterable[Block], marks: frozenset[str], every_mark: frozenset[str], running: frozenset[Line]
) -> Iterator[Block]:
    """Join numbers and marks without text to the text that follows; several numbers may come before their texts."""
    themes = 0
    held: list[Block] = []
    page, held_on = 0, 0
    for block in _with_bullets(blocks, running):
        if isinstance(block, (PageBreak, Unread)):
            page += isinstance(block, PageBreak)
            yield block
        elif held and block.lines and running.issuperset(block.lines) and _is_bare_number(held[-1]):
            yield block  # the number at the foot of a page is that of the text on the next
        elif _is_bare_number(block) or _is_alone(block, themes + 1, marks):
            held.append(block)
            held_on = page
        elif (count := _lines_of_theme(block)) and not _has_number(block):
            themes += 1
            number = next((each for each in held if _is_number_of(each, themes)), None)
            yield from (each for each in held if each is not number and not _is_bare_number(each))
            yield _heading(block.lines[:count], number)
            held = [each for each in held if _is_bare_number(each)]
            if rest := block.lines[count:]:
                yield from _with_number(held, Paragraph(rest))
                held = _remaining(held, Paragraph(rest))
        elif isinstance(block, _TEXT) and held and held_on == page and _is_mark_of(held[-1], block, marks):
            yield from held[:-1]
            yield Footnote(_first(held[-1]).strip(), (Line("", held[-1].lines[0].passage), *block.lines))
            held = []
        elif isinstance(block, _TEXT) and any(map(_is_bare_number, held)) and _is_of_other(block, held, every_mark):
            yield block
        else:
            themes += count > 0
            yield from _with_number(held, block) if isinstance(block, _TEXT) else (*held, block)
            held = _remaining(held, block)
    yield from held


def _is_of_other(block: Block, held: Sequence[Block], marks: frozenset[str]) -> bool:
    """Check whether a text between numbers and their paragraphs is a footnote, or the rest of the paragraph above."""
    text = _first(block).strip()
    note = layout.footnote(text) or layout.bare_footnote(text)
    return (note is not None and note[0] in marks) or (len(held) > 1 and text[:1].islower())


def _remaining(held: Sequence[Block], block: Block) -> list[Block]:
    """Return the numbers that wait for a paragraph still, after a text has taken the first of several."""
    is_text = isinstance(block, Paragraph) and not _has_number(block) and not layout.part_heading(_first(block))
    return [each for each in held if _is_bare_number(each)][1:] if is_text else []


def _with_bullets(blocks: Iterable[Block], running: frozenset[Line]) -> Iterator[Block]:
    """Join bullets that are alone on their lines to the following paragraphs, each of which is an item."""
    # The bullets without a text yet; adjacent ones are a group.
    groups: list[list[Block]] = []
    is_open = False
    blocks = list(_with_last_bullet_apart(blocks))
    for index, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        is_of_page = isinstance(block, (PageBreak, Unread)) or (block.lines and running.issuperset(block.lines))
        is_passed = is_of_page or isinstance(block, ListItem)
        if _is_bare_bullet(block):
            groups += [] if is_open else [[]]
            groups[-1].append(block)
            is_open = True
        elif groups and isinstance(block, Paragraph) and not is_passed and _may_be_item(block):
            # Where blank lines were lost, the next heading or the closing stands right below the items.
            first, *others = block.lines
            own = [first, *takewhile(lambda line: _may_be_item(Paragraph((line,))), others)]
            rest = block.lines[len(own) :]
            is_last = bool(rest) or not isinstance(following, Paragraph) or not _may_be_item(following)
            together = _standing_together(chain(*groups))
            has_own_group = len(together) == _count_items(islice(blocks, index, index + len(together) + 1)) > 1
            groups = together if has_own_group else groups
            group = groups[0 if has_own_group else -1]
            for lines in _items(own, len(group)) if is_last or has_own_group else [own]:
                bullet = group.pop(0)
                if isinstance(bullet, ListItem):
                    yield ListItem((*bullet.lines, *lines), bullet.depth)
                else:
                    yield _with_glyph(*bullet.lines, *lines)
            groups = [group for group in groups if group]
            is_open = False
            if rest:
                yield from chain(*groups)
                yield Paragraph(rest)
                groups = []
        else:
            if not is_passed:
                yield from chain(*groups)
                groups, is_open = [], False
            yield block
    yield from chain(*groups)


def _with_last_bullet_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """Part the last of several bullets from the text below, which has all of their items."""
    before: Block | None = None
    for block in blocks:
        is_last = isinstance(before, ListItem) and _is_bare_bullet(before) and isinstance(block, ListItem)
        place = block.lines[0].passage if is_last and block.number is None and len(block.lines) > 1 else None  # type: ignore[union-attr]
        if place is not None and place.line is not None:
            above = attrs.evolve(place, line=place.line - 1)
            yield ListItem((Line("", above),), block.depth)  # type: ignore[union-attr]
            yield Paragraph(block.lines)
        else:
            yield block
        before = block if block.lines else before


def _standing_together(bullets: Iterable[Block]) -> list[list[Block]]:
    """Return the groups of bullets that have no blank lines between them."""
    groups: list[list[Block]] = []
    for bullet in bullets:
        before, after = (passage_of(each.lines[0]).line for each in (groups[-1][-1] if groups else bullet, bullet))
        if not groups or before is None or after is None or after - before > 1:
            groups.append([])
        groups[-1].append(bullet)
    return groups


def _count_items(blocks: Iterable[Block]) -> int:
    """Count the paragraphs at the beginning that may be items."""
    return sum(1 for _ in takewhile(lambda block: isinstance(block, Paragraph) and _may_be_item(block), blocks))


def _items(lines: Sequence[Line], count: int) -> list[Sequence[Line]]:
    """Divide the lines below several bullets into as many items, at the ends of sentences or else at short lines."""
    width = max(len(line.text) for line in lines)
    ends = [n for n, line in enumerate(lines[:-1], 1) if _ITEM_END.search(line.text)]
    short = [
        n
        for n, (line, after) in enumerate(pairwise(lines), 1)
        if len(line.text) + 1 + len((after.text.split(maxsplit=1) or [""])[0]) < width
    ]
    for bounds in (ends, sorted({*ends, *short}), range(1, len(lines))):
        if len(bounds) == count - 1:
            return [lines[start:end] for start, end in pairwise([0, *bounds, len(lines)])]
    return [lines]


def _may_be_item(block: Block) -> bool:
    return not layout.part_heading(Piece(list(block.lines)).plain) and not layout.is_closing(_first(block))


def _heading(lines: Sequence[Line], number: Block | None) -> Heading:
    if number is None:
        return Heading(tuple(lines), 3)
    first, *others = (Line(line.text.strip("*_ "), line.passage) for line in lines)
    first = Line(f"{_section_number(number)} {first.text}", first.passage)
    return Heading((first, *others, Line("", number.lines[0].passage)), 3)


def _with_number(held: Sequence[Block], block: Block) -> Iterator[Block]:
    """Add the number before a text to it, unless it has one of its own."""
    number = next((each for each in held if _is_bare_number(each)), None)
    if isinstance(number, ListItem) and not _has_number(block):
        remaining = _remaining(held, block)
        yield from (each for each in held if each is not number and each not in remaining)
        yield attrs.evolve(number, lines=(*number.lines, *block.lines))
    else:
        yield from held
        yield block


def _is_alone(block: Block, theme: int, marks: frozenset[str]) -> bool:
    """Check whether a block is nothing but the number of a theme or the mark of a footnote."""
    return _is_number_of(block, theme) or _section_number(block) in marks


def _is_bare_number(block: Block) -> bool:
    """Check whether a block is the number of a paragraph, without its text."""
    if not isinstance(block, ListItem) or any(line.text.strip() for line in block.lines):
        return False
    return block.number is not None and layout.bare_number(block.number) is not None


def _has_number(block: Block) -> bool:
    has_own = isinstance(block, ListItem) and block.number is not None
    return has_own or layout.numbered(_first(block)) is not None or layout.heading_number(_first(block))[0] is not None


def _first(block: Block) -> str:
    return block.lines[0].text if block.lines else ""


def _lines_of_theme(block: Block) -> int:
    """Return how many lines of a block are the title of a theme; 0 if it does not begin with one."""
    if not isinstance(block, (Paragraph, Heading)) or not layout.may_be_heading(_first(block)):
        return 0
    counts: tuple[int, ...] = (len(block.lines),)
    if isinstance(block, Paragraph):
        is_title = len(block.lines) == _LONGEST_TITLE and _first(block)[:1] == block.lines[-1].text[-1:] == "*"
        counts = (_LONGEST_TITLE, 2, 1) if is_title else (2, 1)
    # Emphasis may have begun with the number, on the line before.
    return next((n for n in counts if layout.is_theme(Piece(list(block.lines[:n])).plain.strip("*_ "))), 0)


def _is_mark_of(block: Block, following: Block, marks: frozenset[str]) -> bool:
    """Check whether a block is the mark of the note on the next line, and no page number, which has space around it."""
    if not isinstance(block, Paragraph) or not isinstance(following, Paragraph) or len(block.lines) != 1:
        return False
    above, below = block.lines[0].passage, following.lines[0].passage
    is_next_line = bool(above and below and above.line and below.line and below.line - above.line == 1)
    if not is_next_line or people.are_people(_first(following)):  # as after the number of a page in a copy list
        return False
    return _is_label_of(_first(block).strip(), _first(following), marks)


def _is_label_of(label: str, text: str, marks: frozenset[str]) -> bool:
    """Check whether a text is a note whose label has a line of its own: that of a mark, or one on the rate."""
    is_heading = layout.part_heading(text.strip("*_ ")) is not None or layout.is_theme(text)
    is_of_mark = (
        label in marks and layout.begins_note(text) and not is_heading
    )  # the number of a page is above headings
    return is_of_mark or (label.isdecimal() and layout.footnote(f"{label} {text}") is not None)


def _is_number_of(block: Block, theme: int) -> bool:
    """Check whether a block is the number of the theme after it; a bare figure may be the number of a page."""
    text = _section_number(block)
    return layout.is_number_of_section(text) or layout.bare_section_number(text) == str(theme)


def _section_number(block: Block) -> str:
    """Return the text of a block of one line, or the number of an item without text."""
    if isinstance(block, ListItem) and block.number and not any(line.text.strip() for line in block.lines):
        return f"{block.number}."
    return _first(block).strip("*_ ") if isinstance(block, (Paragraph, Heading)) and len(block.lines) == 1 else ""
