"""Partition sources into tasks for several processes: large sources in parts, small ones together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import attrs

from sqsreport.batch.chunks import BYTE_ORDER_MARK, Chunk
from sqsreport.batch.formats import packing_of
from sqsreport.batch.sources import Source
from sqsreport.batch.splitting import split

#: A block of results has about this many problems at most: they take many times the memory of their documents.
MAX_PROBLEMS: Final = 2000

_MIN_SIZE: Final = 16 * 1024
_MAX_SIZE: Final = 2 * 2**20
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
        """Yield the chunks, each with the index of its source; of a letter one that is empty."""
        if self.chunks is not None:
            yield from ((0, chunk) for chunk in self.chunks)
            return
        for index, source in enumerate(self.sources):
            chunks = [Chunk()] if source.is_letter and source.reason is None else split(source)
            yield from ((index, chunk) for chunk in chunks)


@attrs.define
class BatchSizer:
    """Chooses the size of the next task, which is larger than the last one unless the documents have many problems."""

    size: int = _MIN_SIZE
    documents: int = 1
    max_documents: int = _MAX_DOCUMENTS
    _density: float = 0.0

    def record(self, size: int, problems: int) -> None:
        """Record the number of problems in some bytes; earlier records count less and less."""
        self._density = max(problems / max(size, 1), self._density * 0.9)
        limit = MAX_PROBLEMS / 2 / max(self._density, MAX_PROBLEMS / 2 / _MAX_SIZE)
        self.size = max(256, int(min(2 * self.size, limit)))
        self.documents = min(2 * self.documents, self.max_documents)


def partition(
    sources: Iterable[Source], sizer: BatchSizer, on_read: Callable[[int], object] | None = None
) -> Iterator[Task]:
    """Partition sources into tasks, in their order, at least one for each source.

    Args:
        sources: the inputs.
        sizer: chooses the size of tasks.
        on_read: called with the number of bytes that were read here; the other tasks read their bytes themselves.
    """
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
        if small and (not is_small or size >= _SMALL or len(small) >= sizer.max_documents or source.is_letter):
            yield Task(tuple(small), size=size)
            small, size = [], 0
        if not is_small:
            yield from _chunks(source, sizer, on_read)
    if small:
        yield Task(tuple(small), size=size)


def _chunks(source: Source, sizer: BatchSizer, on_read: Callable[[int], object] | None) -> Iterator[Task]:
    chunks: list[Chunk] = []
    size = 0
    sources = (attrs.evolve(source, file=None),)  # an open file stays in this process
    for chunk in split(source, on_read):
        chunks.append(chunk)
        size += len(chunk.data)
        if size >= sizer.size or len(chunks) >= sizer.documents:
            yield Task(sources, tuple(chunks), size, is_end=False)
            chunks, size = [], 0
    yield Task(sources, tuple(chunks), size)


def _is_one_document(source: Source) -> bool:
    """Check whether a large file is one document, which is best read where it is validated."""
    if source.format != "json" or source.packing is not None:
        return False
    head = b""
    with contextlib.suppress(OSError), open(str(source.path), "rb", buffering=0) as file:
        head = file.read(1024)
    return packing_of(head) is None and head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] not in (b"[", b"")
