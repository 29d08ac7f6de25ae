"""Write a letter as PDF with typst: tagged (PDF/UA-1) and suitable for archiving (PDF/A-3a).

The layout is in ``letter.typ``, which is the same for every letter. The text of a letter is
passed to it as data, so that it cannot be parsed as markup.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from importlib.resources import files
from itertools import groupby, pairwise
from operator import itemgetter
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqsreport._extras import require
from sqsreport.letters.blocks import Block, Embedded, Field, Footnote, Heading, Letter, Line, ListItem, TableRow
from sqsreport.letters.formats.pdf.characters import is_seen, one_line, pieces, printable, refused, spelt_out
from sqsreport.letters.inline import Run, to_runs

#: The prefix of the keywords in the metadata, before the digest of the embedded report and the visible text.
DIGEST_KEYWORD: Final = "sqsreport-sha256:"

_STANDARDS: Final = ("ua-1", "a-3a")
#: The maximum depth of lists; deeper items are on this level, because of the width of the page.
_MAX_LEVELS: Final = 12
#: The maximum number of footnotes at the foot of their page, because typst lays out a list again for each footnote in
#: it. Further footnotes are at the end.
_MAX_NOTES: Final = 100
#: The maximum length of a title or a heading in the bookmarks, in characters; the standard allows 32,767 bytes.
_MAX_CHARACTERS: Final = 1_000
#: After this number of attempts every character that is not ASCII is spelt out.
_ATTEMPTS: Final = 4

#: The maximum length of a word on a line of the page and of a table cell, and the characters that each level of a list
#: subtracts from it.
_MAX_WORD, _MAX_WORD_IN_CELL, _LEVEL = 60, 24, 6
_LINKED: Final = re.compile(r"(?:https?://|mailto:)[^\s/]\S{0,1999}", re.IGNORECASE)
_LANGUAGE: Final = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}))?(?:-.*)?", re.IGNORECASE
)
_Data = dict[str, Any]

#: A program that renders a letter in a new process.
_CODE: Final = (
    "import pickle, sys; sys.path[:] = sys.argv[1:]; from sqsreport.letters.formats.pdf.writing import render;"
    " sys.stdout.buffer.write(render(*pickle.load(sys.stdin.buffer)))"
)
#: The processes that have started the threads of typst. A copy that ``fork`` makes of one has none of the threads, and
#: typst would wait for them for ever.
_processes: Final[set[int]] = set()


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Render a letter as a file, with the same bytes on every run and machine.

    A character that no font of typst has is spelt out, as in ``[U+6F22]``. The points of Hebrew
    and Arabic are omitted, and so are invisible characters, such as soft hyphens and direction marks.
    """
    typst = require("typst", extra="pdf", purpose="writing PDF")
    if _processes - {os.getpid()}:
        command, request = [sys.executable, "-c", _CODE, *sys.path], pickle.dumps((letter, embedded))
        return subprocess.run(command, input=request, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - our own
    _processes.add(os.getpid())
    inputs = {
        "title": one_line(letter.title).strip()[:_MAX_CHARACTERS] or "Letter",
        "author": one_line(letter.author or "")[:_MAX_CHARACTERS],
    }
    if embedded is not None:
        inputs |= {"report": embedded.json, "keyword": DIGEST_KEYWORD + embedded.sha256}
    data = json.dumps(_data(letter), ensure_ascii=False)
    template = files(__package__).joinpath("letter.typ").read_bytes()
    # typst may read files of its root only, which is an empty folder.
    with TemporaryDirectory() as root:
        compiler = typst.Compiler(root=root, ignore_system_fonts=True)
        for attempt in range(_ATTEMPTS + 1):
            try:
                pdf: bytes = compiler.compile(
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
                return pdf
    raise AssertionError("an attempt succeeds or raises")


def _data(letter: Letter) -> _Data:
    """Return the data of a letter for ``letter.typ``, with consecutive blocks of one kind as a group."""
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
    """Nest the items of a list, each at most one level below the previous one."""
    levels: list[list[_Data]] = [[]]
    for item in items:
        del levels[min(item["depth"], _MAX_LEVELS - 1) + 1 :]
        levels[-1].append(item)
        levels.append(item["items"])
    return levels[0]


class _Writer:
    """Converts the blocks of a letter to data; the first mark of each footnote includes its text."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = [block for block in blocks if not isinstance(block, Footnote)]
        self._notes = [block for block in blocks if isinstance(block, Footnote)]
        self._by_label = {printable(note.label): note for note in reversed(self._notes)}
        self._names: dict[str, str] = {}
        self._level = 0

    def data(self) -> list[_Data]:
        """Return the blocks, and after them the footnotes that no mark refers to."""
        data = [self._block(block) for block in self._blocks]
        marked = [self._by_label[label] for label in self._names]
        data += [
            {"kind": "paragraph", "text": [{"mark": printable(note.label)}, {"pieces": [" "]}, *_runs_of(note.lines)]}
            for note in self._notes
            if not any(note is each for each in marked)
        ]
        for before, each in pairwise(data):
            # Paragraphs after the table at the end of a letter, its notes, are in small print.
            if each["kind"] == "paragraph" and before["kind"] in ("row", "small"):
                each["kind"] = "small"
        return data

    def _block(self, block: Block) -> _Data:
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, TableRow):
            words = _runs_of if block.is_header else self._with_notes
            cells = [words((cell,), _MAX_WORD_IN_CELL) for cell in block.lines]
            return {"kind": "row", "is_header": block.is_header, "cells": cells}
        depth = block.depth if isinstance(block, ListItem) else 0
        text = self._with_notes(block.lines, max(_MAX_WORD - _LEVEL * depth, _MAX_WORD_IN_CELL))
        if isinstance(block, Field):
            return {"kind": "field", "label": printable(block.label), "text": text}
        if isinstance(block, ListItem) and block.number:
            return {"kind": "numbered", "number": f"{printable(block.number)}.", "text": text}
        if isinstance(block, ListItem):
            return {"kind": "bullet", "depth": block.depth, "text": text, "items": []}
        return {"kind": "paragraph", "text": text}

    def _heading(self, heading: Heading) -> _Data:
        text = _runs_of(heading.lines)
        words = "".join(run.get("mark") or "".join(run["pieces"]) for run in text)
        if not is_seen(words) or len(words) > _MAX_CHARACTERS:
            return {"kind": "paragraph", "text": text}  # the standard does not allow it as a heading
        # PDF/UA does not allow headings to skip a level.
        self._level = min(max(heading.level, 1), self._level + 1)
        return {"kind": "heading", "level": self._level, "text": text}

    def _with_notes(self, lines: Iterable[Line], max_word: int = _MAX_WORD) -> list[_Data]:
        return [run | self._note(run["mark"]) if "mark" in run else run for run in _runs_of(lines, max_word)]

    def _note(self, label: str) -> _Data:
        """Return the data of a mark: the text of the footnote for its first mark, or a reference for later ones."""
        if label in self._names:
            return {"refers": self._names[label]}
        if label not in self._by_label or len(self._names) == _MAX_NOTES:
            return {}
        self._names[label] = f"note-{len(self._names) + 1}"
        return {"note": _runs_of(self._by_label[label].lines), "name": self._names[label]}


def _runs_of(lines: Iterable[Line], max_word: int = _MAX_WORD) -> list[_Data]:
    return [_run(run, max_word) for run in to_runs(" ".join(line.text for line in lines))]


def _run(run: Run, max_word: int) -> _Data:
    text = printable(run.text)
    if run.is_mark:
        return {"mark": text}
    data: _Data = {"pieces": pieces(text, max_word)}
    data |= {style: True for style in ("emphasis", "strong", "code") if getattr(run, style)}
    if run.href and _LINKED.fullmatch(run.href):
        data["href"] = printable(run.href)
    return data
