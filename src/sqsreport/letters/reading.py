"""Read the blocks of a letter into a report, with the passages of each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial

import attrs

from sqsreport.letters.blocks import Block, Passage, passage_of
from sqsreport.letters.checks import Result, find_doubts
from sqsreport.letters.leftovers import find_leftovers, is_of_a_page, report_leftovers, unread_passages
from sqsreport.letters.parts import sort_blocks
from sqsreport.letters.reader import DraftReader, Reader
from sqsreport.letters.sources import agree, complete
from sqsreport.model import Report
from sqsreport.problems import Problem


@attrs.frozen
class Reading:
    """The result of reading a letter.

    Attributes:
        report: the report, or ``None`` if the letter lacks a required value.
        problems: what is missing, cut off, contradictory or unread.
        leftovers: every passage of the letter that is not in the report, or of which only a part is, in order.
        sha256: the digest of the letter's bytes, in hexadecimal.
        sources: for each JSON Pointer of the report, the passages of the letter with its value; ``""`` is the whole
            report. Values that no letter prints, such as ``/id``, have none. A value that a person corrected has a
            passage without a place, with that reason.
    """

    report: Report | None
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[Passage, ...] = ()
    sha256: str | None = attrs.field(default=None, eq=False)
    _record: Callable[[], Mapping[str, Iterable[Passage]]] = attrs.field(
        default=dict, eq=False, repr=False, alias="record"
    )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that the report was made of."""
        return tuple(dict.fromkeys(passage for passages in self._record().values() for passage in passages))

    def recorded(self) -> Mapping[str, Iterable[Passage]]:
        """Return the passages by pointer that were recorded while reading; `sources` is derived from them."""
        return self._record()

    @cached_property
    def sources(self) -> Mapping[str, tuple[Passage, ...]]:
        """For each JSON Pointer of the report, the passages of the letter that say it.

        ``""`` is the whole report. What no letter prints, such as ``/id``, is not there.
        """
        return complete(self.report, self._record()) if self.report else {}


def read_blocks(blocks: Iterable[Block]) -> Reading:
    """Read a letter. Values that are not in it are absent, and text that is not in the report is a leftover."""
    blocks = tuple(blocks)
    reader = Reader(sort_blocks(blocks))
    report = reader.report()
    recorded = reader.record.passages if report else {}
    leftovers = find_leftovers(blocks, recorded, reader.record.half_used, unread_passages(blocks))
    # Page numbers, running heads and the lines of tables are in no letter, and need no problem.
    reported = {passage for passage in leftovers if not is_of_a_page(passage)} if report else set()
    left = report_leftovers(blocks, reported) if reported else ()
    doubts = find_doubts(Result(report, reader.parts, recorded)) if report else ()
    return Reading(report, (*reader.record.problems, *doubts, *left), leftovers, record=partial(dict, recorded))


def draft_blocks(blocks: Iterable[Block]) -> tuple[Reading, frozenset[str]]:
    """Read a letter that lacks required values, for a person to complete.

    Returns:
        A reading whose report has placeholders, and the JSON Pointers of these.
    """
    blocks = tuple(blocks)
    reader = DraftReader(sort_blocks(blocks))
    report = reader.report()
    leftovers = find_leftovers(blocks, reader.record.passages, reader.record.half_used)
    return Reading(report, (), leftovers, record=partial(dict, reader.record.passages)), frozenset(reader.placeholders)


def read_as(report: Report, blocks: Iterable[Block]) -> Reading:
    """Return the reading of a letter of which it is known that it says *report*."""
    blocks = tuple(blocks)
    return Reading(report, leftovers=tuple(unread_passages(blocks)), record=partial(_places_of, report, blocks))


def _places_of(report: Report, blocks: tuple[Block, ...]) -> dict[str, Iterable[Passage]]:
    """Record where the blocks have the values of a report; other text is a source of the whole report only."""
    reader = Reader(sort_blocks(blocks))
    read = reader.report()
    unread = unread_passages(blocks)
    every = dict.fromkeys(passage_of(line) for block in blocks for line in block.lines)
    agreeing = {
        where: passages for where, passages in reader.record.passages.items() if read and agree(read, report, where)
    }
    return {**agreeing, "": [passage for passage in every if passage not in unread]}
