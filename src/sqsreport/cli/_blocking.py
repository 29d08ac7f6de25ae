"""How sources are cut into blocks: as large as pays, and smaller where there are many problems."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from sqsreport.cli._blocks import MOST_PROBLEMS, Batch, Block, Files, Range
from sqsreport.documents.forms import MAGIC_SIZE, packing_of
from sqsreport.documents.pieces import BYTE_ORDER_MARK, Piece
from sqsreport.documents.sources import Source, pieces

_SMALLEST: Final = 16 * 1024
_LARGEST: Final = 2 * 2**20

#: A file that is smaller is not split.
_SMALL: Final = 2**20

#: As many documents or files make a block, however small they are.
_MOST_DOCUMENTS: Final = 256


@attrs.define
class Pace:
    """How large the next block is: some more than those before, unless there was too much to tell of them."""

    size: int = _SMALLEST
    documents: int = 1
    _densest: float = 0.0

    def saw(self, size: int, problems: int) -> None:
        """Learn how many problems there were in a block of some bytes; what was long ago counts for less."""
        self._densest = max(problems / max(size, 1), self._densest * 0.9)
        most = MOST_PROBLEMS / 2 / max(self._densest, MOST_PROBLEMS / 2 / _LARGEST)
        self.size = max(256, int(min(2 * self.size, most)))
        self.documents = min(2 * self.documents, _MOST_DOCUMENTS)


def blocks_of(
    sources: Iterable[Source], *, pace: Pace, with_excerpts: bool, tally: Callable[[int], object]
) -> Iterator[Block]:
    """Cut sources into blocks, at least one of each source, in their order.

    Args:
        sources: what to cut.
        pace: tells how large blocks are.
        with_excerpts: whether they are to tell what stands at the places of problems.
        tally: told how many bytes were read here; the other blocks have them still before them.
    """
    few: list[Source] = []
    sizes: list[int] = []
    for source in sources:
        size = size_of(source)
        if size is not None and (size < _SMALL or is_one(source)):
            few.append(source)
            sizes.append(size)
            if sum(sizes) < _SMALL and len(few) < _MOST_DOCUMENTS:
                continue
        if few:
            yield Files(tuple(few), tuple(sizes), with_excerpts)
            is_among = few[-1] is source
            few, sizes = [], []
            if is_among:
                continue
        if size is not None and source.form == "jsonl" and _is_plain(source):
            yield from _ranges(source, size, pace, with_excerpts=with_excerpts)
        else:
            yield from _batches(source, pace, tally, with_excerpts=with_excerpts)
    if few:
        yield Files(tuple(few), tuple(sizes), with_excerpts)


def _ranges(source: Source, size: int, pace: Pace, *, with_excerpts: bool) -> Iterator[Range]:
    start = 0
    while start < max(size, 1):
        end = min(start + pace.size, max(size, 1))
        yield Range(source, start, end, with_excerpts)
        start = end


def _batches(source: Source, pace: Pace, tally: Callable[[int], object], *, with_excerpts: bool) -> Iterator[Batch]:
    held: list[Piece] = []
    size = 0
    is_begun = False
    stream, source = source, attrs.evolve(source, file=None)  # an open file stays where it is
    for piece in pieces(stream, tally):
        held.append(piece)
        size += len(piece.data)
        if size >= pace.size or len(held) >= pace.documents:
            yield Batch(source, tuple(held), with_excerpts)
            held, size, is_begun = [], 0, True
    if held or not is_begun:
        yield Batch(source, tuple(held), with_excerpts)


def size_of(source: Source) -> int | None:
    """Return how long a file is; what is no file, and what is open already, is of any length."""
    if source.reason is not None:
        return 0
    if source.path is None:
        return None
    try:
        status = os.stat(source.path)  # noqa: PTH116 - paths are text here
    except (OSError, ValueError):
        return 0  # that it cannot be read is told by whoever tries
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def total_of(block: Block) -> int:
    """Return how many bytes there are in a block and those that follow, as far as that is known."""
    return (size_of(block.source) or 0) if isinstance(block, Range) else block.size


def _is_plain(source: Source) -> bool:
    """Tell whether lines can be read from the middle of a file on: it is not packed, whatever its name."""
    head = _start(source, MAGIC_SIZE)
    return packing_of(head) is None and source.packing is None and not head.startswith(BYTE_ORDER_MARK)


def is_one(source: Source) -> bool:
    """Tell whether a large file is one document, which is read best where it is validated."""
    if source.form != "json" or source.packing is not None:
        return False
    head = _start(source, 1024)
    return packing_of(head) is None and head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] not in (b"[", b"")


def _start(source: Source, size: int) -> bytes:
    assert source.path is not None
    try:
        with open(source.path, "rb", buffering=0) as file:  # noqa: PTH123 - paths are text here
            return file.read(size)
    except OSError:
        return b""
