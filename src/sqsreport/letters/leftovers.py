"""The leftovers: the passages of a letter that are not in its report, and their problems."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from sqsreport._jsondata import shown
from sqsreport.letters.blocks import PAGE_REASONS, Block, Passage, Unread, passage_of
from sqsreport.letters.layout import are_columns, is_page_number
from sqsreport.letters.record import problem_at
from sqsreport.problems import Problem

#: Why a passage is not part of the text, if that is because it belongs to the page.
_PAGE_REASONS: Final = PAGE_REASONS | {"line number", "watermark"}
#: The characters with which tables are drawn.
_LINE_OF_TABLE: Final = re.compile(r"(?=[+:=\s-]*?(?:\||--|==))[|+:=\s-]++")


def find_leftovers(
    blocks: Iterable[Block],
    recorded: Mapping[str, Iterable[Passage]],
    half_used: AbstractSet[Passage],
    unread: Container[Passage] = (),
) -> tuple[Passage, ...]:
    """Return the passages that no value was made of, or of which only a part was used, in order."""
    used = {passage for passages in recorded.values() for passage in passages} - half_used
    every = dict.fromkeys([line.passage or passage_of(line) for block in blocks for line in block.lines])
    return tuple(passage for passage in every if passage.text and (passage not in used or passage in unread))


def unread_passages(blocks: Iterable[Block]) -> dict[Passage, None]:
    """Return the passages that the format has excluded from the letter, in order."""
    unread = (passage_of(line) for block in blocks if isinstance(block, Unread) for line in block.lines)
    # The column names of a table are repeated on each of its pages.
    return dict.fromkeys(passage for passage in unread if not are_columns(passage.text.split()))


def is_of_a_page(passage: Passage) -> bool:
    """Check whether a passage is of the page and not of the letter, such as a page number or a running head."""
    is_line_of_table = _LINE_OF_TABLE.fullmatch(passage.text) is not None
    return passage.reason in _PAGE_REASONS or is_page_number(passage.text) or is_line_of_table


def report_leftovers(blocks: Iterable[Block], leftovers: set[Passage]) -> Iterator[Problem]:
    """Report each leftover; adjacent ones outside of the letter are one problem."""
    for block in blocks:
        every = dict.fromkeys(passage_of(line) for line in block.lines)
        passages = [passage for passage in every if passage in leftovers]
        leftovers.difference_update(passages)
        if isinstance(block, Unread) and len(passages) > 1:
            yield problem_at(
                "SQS404", passages[0], found=f"{_shown(passages[0])} and {len(passages) - 1} more beside it"
            )
        else:
            yield from (problem_at("SQS404", passage, found=_shown(passage)) for passage in passages)


def _shown(passage: Passage) -> str:
    """Return the words of a passage for a message, and why they are not part of the text."""
    return f"{shown(passage.text)} ({passage.reason})" if passage.reason else shown(passage.text)
