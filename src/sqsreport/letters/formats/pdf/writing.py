"""Blocks as PDF: tagged (PDF/UA-1), fit to be kept (PDF/A-3a), and set by typst.

How a letter looks is in ``letter.typ``, which is the same for every letter; what a letter
says goes there as data, so that nothing in it can be markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from importlib.resources import files
from itertools import groupby, pairwise
from operator import itemgetter
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqsreport._extras import require
from sqsreport.letters.blocks import Block, Embedded, Field, Footnote, Heading, Letter, Line, ListItem, TableRow
from sqsreport.letters.formats.pdf._characters import is_seen, one_line, pieces, printable, refused, spelt_out
from sqsreport.letters.inline import Run, to_runs

#: What the keywords of a document begin with, before the digest of the text that its attached report goes with.
DIGEST_KEYWORD: Final = "sqsreport-sha256:"

_STANDARDS: Final = ("ua-1", "a-3a")
#: Lists within lists. What is deeper stands with the deepest, for a page is only so wide.
_MOST_LEVELS: Final = 12
#: Footnotes at the foot of their page; each makes typst lay out its whole list anew. The others stand at the end.
_MOST_NOTES: Final = 100
#: Of a title or a heading, as the list of bookmarks gives it; the standard ends at 32767 bytes.
_MOST_CHARACTERS: Final = 1_000
#: After so many attempts every character that is not ASCII is spelt out.
_ATTEMPTS: Final = 4

#: The longest word that fits in a line of the page and in one of a column, and what a list takes of it for each level.
_LONGEST, _LONGEST_IN_COLUMN, _LEVEL = 60, 24, 6
_LINKED: Final = re.compile(r"(?:https?://|mailto:)[^\s/]\S{0,1999}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}))?(?:-.*)?", re.IGNORECASE
)
_Data = dict[str, Any]


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Turn blocks into a file, the same bytes on every run and machine.

    A character that no font of typst has is spelt out, as in ``[U+6F22]``. Left out are the
    points of Hebrew and Arabic, and what nobody sees, such as soft hyphens and marks of direction.
    """
    typst = require("typst", extra="pdf", purpose="writing PDF")
    inputs = {
        "title": one_line(letter.title).strip()[:_MOST_CHARACTERS] or "Letter",
        "author": one_line(letter.author or "")[:_MOST_CHARACTERS],
    }
    if embedded is not None:
        inputs |= {"report": embedded.json, "keyword": DIGEST_KEYWORD + embedded.sha256}
    data = json.dumps(_data(letter), ensure_ascii=False)
    template = files(__package__).joinpath("letter.typ").read_bytes()
    # An empty folder is all that typst may read of.
    with TemporaryDirectory() as root:
        compiler = typst.Compiler(root=root, ignore_system_fonts=True)
        for attempt in range(_ATTEMPTS + 1):
            try:
                written: bytes = compiler.compile(
                    template,
                    sys_inputs={**inputs, "letter": data},
                    pdf_standards=list(_STANDARDS),
                    timestamp=datetime.combine(letter.published, time(), UTC),
                )
            except typst.TypstError as error:
                unprintable = refused(error.diagnostic)
                if attempt == _ATTEMPTS or not unprintable:
                    raise
                data = spelt_out(data, unprintable if attempt < _ATTEMPTS - 1 else data)
            else:
                return written
    raise AssertionError("an attempt succeeds or raises")


def _data(letter: Letter) -> _Data:
    """Return a letter as ``letter.typ`` wants it: blocks of one kind that follow each other stand together."""
    tag = _LANGUAGE.fullmatch(letter.language)
    groups = groupby(_Writer(letter.blocks).data(), itemgetter("kind"))
    return {
        "language": tag["language"].lower() if tag else "und",
        "region": tag["region"].upper() if tag and tag["region"] else None,
        "date": [letter.published.year, letter.published.month, letter.published.day],
        "groups": [
            {"kind": kind, "blocks": _nested(blocks) if kind == "bullet" else list(blocks)} for kind, blocks in groups
        ],
    }


def _nested(items: Iterable[_Data]) -> list[_Data]:
    """Put the items of a list under each other, each at most one level below the one before it."""
    levels: list[list[_Data]] = [[]]
    for item in items:
        del levels[min(item["depth"], _MOST_LEVELS - 1) + 1 :]
        levels[-1].append(item)
        levels.append(item["items"])
    return levels[0]


class _Writer:
    """Makes data of the blocks of one letter, where the first mark of a footnote brings its text along."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = [block for block in blocks if not isinstance(block, Footnote)]
        self._notes = [block for block in blocks if isinstance(block, Footnote)]
        self._by_label = {printable(note.label): note for note in reversed(self._notes)}
        self._names: dict[str, str] = {}
        self._level = 0

    def data(self) -> list[_Data]:
        """Return the blocks, and after them the footnotes that no mark refers to."""
        found = [self._block(block) for block in self._blocks]
        met = [self._by_label[label] for label in self._names]
        found += [
            {"kind": "paragraph", "text": [{"mark": printable(note.label)}, {"pieces": [" "]}, *_bare(note.lines)]}
            for note in self._notes
            if not any(note is each for each in met)
        ]
        for before, each in pairwise(found):
            # What follows the table at the end of a letter is its small print.
            if each["kind"] == "paragraph" and before["kind"] in ("row", "small"):
                each["kind"] = "small"
        return found

    def _block(self, block: Block) -> _Data:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, TableRow):
            words = _bare if block.is_header else self._marked
            cells = [words((cell,), _LONGEST_IN_COLUMN) for cell in block.lines]
            return {"kind": "row", "is_header": block.is_header, "cells": cells}
        depth = block.depth if isinstance(block, ListItem) else 0
        text = self._marked(block.lines, max(_LONGEST - _LEVEL * depth, _LONGEST_IN_COLUMN))
        if isinstance(block, Field):
            return {"kind": "field", "label": printable(block.label), "text": text}
        if isinstance(block, ListItem) and block.number:
            return {"kind": "numbered", "number": f"{printable(block.number)}.", "text": text}
        if isinstance(block, ListItem):
            return {"kind": "bullet", "depth": block.depth, "text": text, "items": []}
        return {"kind": "paragraph", "text": text}

    def _heading(self, heading: Heading) -> _Data:
        text = _bare(heading.lines)
        words = "".join(run.get("mark") or "".join(run["pieces"]) for run in text)
        if not is_seen(words) or len(words) > _MOST_CHARACTERS:
            return {"kind": "paragraph", "text": text}  # which the standard refuses as a heading
        # A level that is left out would be a step that is missing for those who listen.
        self._level = min(max(heading.level, 1), self._level + 1)
        return {"kind": "heading", "level": self._level, "text": text}

    def _marked(self, lines: Iterable[Line], longest: int = _LONGEST) -> list[_Data]:
        return [run | self._note(run["mark"]) if "mark" in run else run for run in _bare(lines, longest)]

    def _note(self, label: str) -> _Data:
        """Return what stands behind a mark: the footnote, if this is its first one, or the name of that."""
        if label in self._names:
            return {"refers": self._names[label]}
        if label not in self._by_label or len(self._names) == _MOST_NOTES:
            return {}
        self._names[label] = f"note-{len(self._names) + 1}"
        return {"note": _bare(self._by_label[label].lines), "name": self._names[label]}


def _bare(lines: Iterable[Line], longest: int = _LONGEST) -> list[_Data]:
    return [_run(run, longest) for run in to_runs(" ".join(line.text for line in lines))]


def _run(run: Run, longest: int) -> _Data:
    text = printable(run.text)
    if run.is_mark:
        return {"mark": text}
    data: _Data = {"pieces": pieces(text, longest)}
    data |= {look: True for look in ("emphasis", "strong", "code") if getattr(run, look)}
    if run.href and _LINKED.fullmatch(run.href):
        data["href"] = printable(run.href)
    return data
