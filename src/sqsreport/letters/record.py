"""The record of a reading: the values of each passage, and the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import attrs

from sqsreport._jsondata import shown
from sqsreport.letters.blocks import Passage, passage_of
from sqsreport.letters.pieces import Parts, Piece
from sqsreport.problems import Problem

T = TypeVar("T")


@attrs.define
class Record:
    """The values and problems that were found so far in the parts of a letter."""

    parts: Parts
    problems: list[Problem] = attrs.field(factory=list)
    #: The passages by the JSON Pointer of the value that was read from them.
    passages: dict[str, list[Passage]] = attrs.field(factory=dict)
    #: The passages of which only a part has a place in the report.
    half_used: set[Passage] = attrs.field(init=False)
    #: The labels of the header whose values are in the report.
    used_labels: set[str] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.half_used = self.parts.half_used

    def add(self, where: str, *pieces: Piece) -> None:
        """Record the passages from which a value of the report was read."""
        passages = [line.passage or passage_of(line) for piece in pieces for line in piece.lines]
        self.passages.setdefault(where, []).extend(passages)

    def add_words(self, where: str, *pieces: Piece) -> None:
        """Record the passages of a value that has their words, but not the addresses or marks in their markup."""
        self.add(where, *pieces)
        for piece in pieces:
            if piece.has_targets:
                self.half_used.update(map(passage_of, piece.lines))

    def add_header(self, label: str, where: str) -> None:
        """Record that a value of the report was read from the value of a label."""
        self.used_labels.add(label)
        self.add_words(where, self.parts.header[label])

    def find(self, find: Callable[[Piece], T | None], pieces: Iterable[Piece], where: str) -> T | None:
        """Return the value in the first piece that has one."""
        for piece in pieces:
            if (value := find(piece)) is not None:
                self.add(where, piece)
                return value
        return None

    def note_unclear(self, part: str, where: str, pieces: Sequence[Piece]) -> None:
        """Add a problem for a value in the first of some pieces that was not understood."""
        if pieces:
            problem = problem_at("SQS516", pieces[0].passage, where, part=part, found=shown(pieces[0].plain))
            self.problems += [problem] if problem not in self.problems else []


def problem_at(code: str, passage: Passage | None, pointer: str = "", **params: str) -> Problem:
    """Return a problem with the place of a passage."""
    place = passage or Passage("")
    return Problem(code, pointer, line=place.line, column=place.column, page=place.page, params=params)
