"""Pair the marks of footnotes with their notes where the two are spelt in different ways or as figures in brackets.

``(1)`` may be anything. It is a mark where it follows a word, and where a paragraph that begins with it is the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

import attrs

from sqsreport.extract.text import CAPITALS
from sqsreport.letters import layout
from sqsreport.letters.blocks import Block, Footnote, Heading, Line, ListItem, Paragraph, TableRow, words_of
from sqsreport.letters.characters import ARROWS_BACK
from sqsreport.letters.pieces import Piece

_NOTE: Final = re.compile(
    r"(?<!\s)\s*+(?P<label>\((?:\d{1,2}|[a-z])\)|(?:\\?[*†‡§]){1,3})\s++"
    rf"(?=[{CAPITALS}\"'“‘]\w*+[- ,'’])"
)
#: A figure in brackets after a word, and what a paragraph begins with that may be the note of a mark.
_BRACKETED: Final = re.compile(r"(?<=[^\W\d_])\\?\[([1-9][0-9]?)\\?\](?!\()")
_NOTE_STARTS: Final = tuple("0123456789([\\*")
_PLAIN_NOTE: Final = re.compile(
    r"(?P<sign>\*{0,2})\\?[(\[]?(?P<label>[1-9][0-9]?)(?:\\?[.):\]])?:?(?P=sign)\s++(?:\\?[\^↑]\s++)?"
    rf"(?P<text>[{CAPITALS}\"'“‘].{{9,}})"
)
#: A figure by itself after a word, and the word or the sign after it.
_APART: Final = re.compile(
    r"(?<![^\W_])(?P<word>[^\W\d_]{3,})(?P<mark> (?P<label>[1-9])(?: (?=[.,;:)]))?)"
    r"(?=[.,;:)](?![0-9])|$| (?P<next>[^\W\d_A-Z]+))"
)
#: What is counted by a number after its name, and words after which a number counts what follows.
_COUNTED: Final = frozenset(
    (
        "age aged ages level levels stage stages grade band year years month months week weeks day days section "
        "sections paragraph page note part phase step tier theme table figure unit team area group class chapter "
        "appendix annex"
    ).split()
)
_BEFORE_NUMBERS: Final = frozenset(
    (
        "and the for from than over under about around least only all other first last next between with were was "
        "are had has have did these those its their our into after before within every another further just "
        "almost nearly"
    ).split()
)
#: Words that do not come after a number that counts something.
_AFTER_MARKS: Final = frozenset(
    "and are at been by for from had has have in is on that to was were which who with".split()
)
#: The arrows that lead from a note back to its mark.
_WAY_BACK: Final = f" {ARROWS_BACK}\ufe0e\ufe0f"
#: Brackets around what is a mark without them, and a mark in words.
_ENCLOSED: Final = re.compile(
    r"[\[(](?:(?P<mark>\[\^[^ \[\]]{1,9}\]|[⁰¹²³⁴-⁹]{1,2})[\])]|(?<=\[)footnote (?P<label>[1-9][0-9]?)\])"
)
#: An abbreviation with a figure at its end, which is not that of the first mark.
_FIGURED: Final = re.compile(r"(?<![^\W_])(?P<word>[A-Z]{3,10})[2-9](?![^\W_])")
#: The parts of which the items may be numbered.
_LISTS: Final = ("strengths", "recommendations")
#: A mark is at one place, or at two.
_MOST_MARKS: Final = 2


def resolve_marks(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which such marks have the form ``[^1]``, and notes one that shows that they are notes."""
    parted = (part for block in blocks for part in _parted_notes(_without_brackets(block)))
    blocks = _with_plain_notes(list(parted))
    notes: dict[str, int] = {}
    for index in range(len(blocks)):
        if match := _note_start(blocks, index):
            notes.setdefault(match["label"].replace("\\", ""), index)
    for label, place in notes.items():
        gap = r"\s?" if label.startswith("(") else r"(?:(?=\\?\*)\s?|\s)"
        sign = "".join(rf"\\?{re.escape(character)}" for character in label)
        # After the end of a clause a space would part the figure in brackets of an enumeration: "; (2)".
        gap_after = "" if label.startswith("(") else gap
        after_clause = rf"(?:(?<=[^\W\d_][.,;:)”’\"])|(?<=[^\W\d_][)”’\"][.,;:])|(?<=%)){gap_after}"
        mark = re.compile(rf"(?:(?<=[^\W\d_]){gap}|{after_clause}){sign}(?=[\s.,;:)]|$)")
        marked = [
            index
            for index, block in enumerate(blocks)
            if index != place
            and isinstance(block, (Paragraph, ListItem))
            and any(mark.search(line.text) and not _is_emphasis(label, line.text) for line in block.lines)
        ]
        if 1 <= len(marked) <= _MOST_MARKS:
            spelt = f"[^{label.strip('()')}]"
            for index in marked:
                lines = (Line(mark.sub(spelt, each.text), each.passage) for each in blocks[index].lines)
                blocks[index] = attrs.evolve(blocks[index], lines=tuple(lines))
            first, *others = blocks[place].lines
            text = _NOTE.sub("", first.text, count=1)
            blocks[place] = Paragraph((Line(f"{spelt} {text}", first.passage), *others))
    return blocks


def _note_start(blocks: Sequence[Block], index: int) -> re.Match[str] | None:
    """Match the label at the beginning of what may be a note; Markdown takes an asterisk for the bullet of an item."""
    block = blocks[index]
    if not isinstance(block, (Paragraph, ListItem)) or not block.lines:
        return None
    if isinstance(block, Paragraph):
        return _NOTE.match(block.lines[0].text)
    is_listed = any(
        isinstance(other, ListItem) for other in (*blocks[index - 1 : index], *blocks[index + 1 : index + 2])
    )
    words = words_of(block.lines[0])
    return _NOTE.match(words) if words.startswith("* ") and not block.number and not is_listed else None


def figured_names(text: str) -> frozenset[str]:
    """Return the names with a figure of their own, such as AIM2: abbreviations that the text never has without it."""
    words = {match[0]: match["word"] for match in _FIGURED.finditer(text)}
    return frozenset(name for name, word in words.items() if re.search(rf"(?<![^\W_]){word}(?![^\W_])", text) is None)


def _is_emphasis(label: str, text: str) -> bool:
    """Check whether the asterisks of a text are the two ends of emphasis, and no marks."""
    return label.startswith("*") and "\\*" not in text and text.count("*") % 2 == 0


def _without_brackets(block: Block) -> Block:
    """Return a block whose marks are without brackets of the text around them."""
    if not any(_ENCLOSED.search(line.text) for line in block.lines):
        return block
    lines = (
        Line(_ENCLOSED.sub(lambda match: match["mark"] or f"[^{match['label']}]", line.text), line.passage)
        for line in block.lines
    )
    return attrs.evolve(block, lines=tuple(lines))


def _parted_notes(block: Block) -> Iterator[Block]:
    """Part a paragraph of notes with consecutive figures, each after the end of the one before."""
    label = _label_of(block.lines[0]) if isinstance(block, Paragraph) and len(block.lines) > 1 else None
    if label is None:
        yield block
        return
    starts = [0]
    for index, (before, line) in enumerate(pairwise(block.lines), 1):
        is_end = layout.ends_sentence(before.text) or layout.names_source(before.text)
        if is_end and _label_of(line) == label + 1:
            starts.append(index)
            label += 1
    for start, end in pairwise([*starts, len(block.lines)]):
        yield attrs.evolve(block, lines=block.lines[start:end])


def _are_of_list(block: Block, following: Block) -> bool:
    """Check whether two blocks are items of a list that are numbered one after the other."""
    numbers = [block.number for block in (block, following) if isinstance(block, ListItem) and block.number]
    return len(numbers) == 2 and all(map(str.isdigit, numbers)) and int(numbers[1]) == int(numbers[0]) + 1


def _label_of(line: Line) -> int | None:
    match = _plain_note(line.text)
    return int(match["label"]) if match else None


def _plain_note(text: str) -> re.Match[str] | None:
    # Few lines begin with a figure, and checking the start is faster than trying the pattern.
    return _PLAIN_NOTE.fullmatch(text) if text[:1] in _NOTE_STARTS else None


def _with_plain_notes(blocks: list[Block]) -> list[Block]:
    """Return blocks in which the paragraphs that begin with the plain figure of a mark are footnotes.

    A note is the block after the paragraph with its mark, or the last block with its figure that is not in a list.
    """
    candidates: list[tuple[int, str, str, bool]] = []
    part = None
    for index, block in enumerate(blocks):
        if not isinstance(block, (Heading, Paragraph, ListItem, TableRow)) or not block.lines:
            continue
        first = " ".join(line.text for line in block.lines[: 1 + isinstance(block, TableRow)])
        if layout.may_be_heading(first) and (heading := layout.part_heading(Piece([block.lines[0]]).plain)):
            part = heading[0]
        elif layout.is_closing(first):
            part = "closing"
        number = f"{block.number}. " if isinstance(block, ListItem) and block.number else ""
        if (match := _plain_note(number + first)) and not layout.is_theme(match["text"]):
            plain = Piece(list(block.lines)).plain.rstrip(_WAY_BACK)
            if layout.ends_sentence(plain) or layout.names_source(plain):  # the title of a section is no sentence
                candidates.append((index, match["label"], match["text"], part in _LISTS))
    if not candidates:
        return blocks
    known = {block.label for block in blocks if isinstance(block, Footnote)}
    known |= {note[0] for block in blocks for line in block.lines if (note := layout.footnote(line.text))}
    marked: dict[str, int] = {}
    for index, block in enumerate(blocks):
        for line in block.lines:
            for mark in (*_BRACKETED.findall(line.text), *layout.marks(line.text)):
                marked.setdefault(mark, index)
    notes = {label: index for index, label, _, _ in candidates}
    for label in notes.keys() - marked.keys():
        if (place := _close_up_mark(blocks, label, notes[label])) is not None:
            marked[label] = place
    for label in notes.keys() & marked.keys() - known:
        place = marked[label]
        following = [each for each in candidates if each[1] == label and each[0] > place]
        near = [each for each in following if each[0] == place + 1 and not _are_of_list(blocks[place], blocks[each[0]])]
        for index, _, text, _ in near or [each for each in following if not each[3]][-1:]:
            lines = blocks[index].lines
            rest = (Line("", line.passage) for line in lines[1:]) if isinstance(blocks[index], TableRow) else lines[1:]
            blocks[index] = Footnote(label, (Line(text, lines[0].passage), *rest))
    return blocks


def _close_up_mark(blocks: list[Block], label: str, note: int) -> int | None:
    """Move a mark that is a separate figure next to its word, and return the index of its block.

    Only a mark that is alone of its kind above its note is sure to be none of the numbers of the text.
    """
    places = [
        (index, number, match)
        for index, block in enumerate(blocks[:note])
        if isinstance(block, (Paragraph, ListItem))
        for number, line in enumerate(block.lines)
        for match in _APART.finditer(line.text)
        if match["label"] == label and _may_be_mark(match)
    ]
    if len(places) != 1:
        return None
    index, number, match = places[0]
    lines = list(blocks[index].lines)
    text = lines[number].text
    lines[number] = attrs.evolve(
        lines[number], text=f"{text[: match.start('mark')]}[^{label}]{text[match.end('mark') :]}"
    )
    blocks[index] = attrs.evolve(blocks[index], lines=tuple(lines))
    return index


def _may_be_mark(match: re.Match[str]) -> bool:
    """Check whether a figure by itself neither belongs to the word before it nor counts what is after it."""
    word = match["word"].lower()
    return word not in _COUNTED and (
        word not in _BEFORE_NUMBERS or match["next"] is None or match["next"] in _AFTER_MARKS
    )
