"""Partition sources into tasks for several processes: large sources in parts, small ones together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Final

import attrs

from sqsreport.batch.chunks import BYTE_ORDER_MARK, Chunk
from sqsreport.batch.formats import packing_of
from sqsreport.batch.sources import Source
from sqsreport.batch.splitting import split

#: A batch of results has about this many problems at most: they take many times the memory of their documents.
MAX_PROBLEMS: Final = 2000

#: The size in bytes at which no further chunk is added to a task.
_SIZE: Final = 256 * 1024
#: A smaller file is not split.
_SMALL: Final = 2**20
#: A task has at most this many documents or files, however small they are.
_MAX_DOCUMENTS: Final = 256

#: A chunk of a task, with the index of its source in the task.
Item = tuple[int, Chunk]


@attrs.frozen
class Task:
    """Whole sources, or consecutive chunks of one.

    Attributes:
        sources: the sources.
        chunks: the chunks, unless the sources are still to be split.
        size: the number of bytes.
        is_end: whether the sources end here.
    """

    sources: tuple[Source, ...]
    chunks: tuple[Chunk, ...] | None = None
    size: int = 0
    is_end: bool = True

    def items(self) -> Iterator[Item]:
        """Yield the chunks, each with the index of its source. A letter has one empty chunk."""
        if self.chunks is not None:
            yield from ((0, chunk) for chunk in self.chunks)
            return
        for index, source in enumerate(self.sources):
            chunks = [Chunk()] if source.is_letter and source.reason is None else split(source)
            yield from ((index, chunk) for chunk in chunks)


def partition(
    sources: Iterable[Source], *, one_by_one: bool = False, on_read: Callable[[int], object] | None = None
) -> Iterator[Task]:
    """Partition sources into tasks, in their order, at least one for each source.

    Args:
        sources: the inputs.
        one_by_one: whether each task has one chunk or file; otherwise the first tasks are small, for early results.
        on_read: called with the number of bytes that were read here; the other tasks read their bytes themselves.
    """
    most = 1 if one_by_one else _MAX_DOCUMENTS
    numbers = chain((2**n for n in range(most.bit_length() - 1)), repeat(most))
    small: list[Source] = []
    size = 0
    for source in sources:
        source_size = source.size()
        if source.is_letter and source.file is not None:  # an open file stays in this process
            source = attrs.evolve(source, file=None, data=source.read_letter())  # noqa: PLW2901
        is_small = source.is_letter or (source_size is not None and (source_size < _SMALL or _is_one_document(source)))
        if is_small:
            small.append(source)
            size += source_size or 0
        # A letter takes long to read.
        if small and (not is_small or size >= _SMALL or len(small) >= most or source.is_letter):
            yield Task(tuple(small), size=size)
            small, size = [], 0
        if not is_small:
            yield from _chunks(source, numbers, on_read)
    if small:
        yield Task(tuple(small), size=size)


def _chunks(source: Source, numbers: Iterator[int], on_read: Callable[[int], object] | None) -> Iterator[Task]:
    chunks: list[Chunk] = []
    size = 0
    most = next(numbers)
    sources = (attrs.evolve(source, file=None),)  # an open file stays in this process
    for chunk in split(source, on_read):
        chunks.append(chunk)
        size += len(chunk.data)
        if size >= _SIZE or len(chunks) >= most:
            yield Task(sources, tuple(chunks), size, is_end=False)
            chunks, size, most = [], 0, next(numbers)
    yield Task(sources, tuple(chunks), size)


def _is_one_document(source: Source) -> bool:
    """Check whether a large file is one document, which is best read where it is validated."""
    if source.format != "json" or source.packing is not None:
        return False
    head = b""
    with contextlib.suppress(OSError), open(str(source.path), "rb", buffering=0) as file:
        head = file.read(1024)
    return packing_of(head) is None and head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] not in (b"[", b"")
