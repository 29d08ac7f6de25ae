"""Partition sources into tasks for several processes: large sources in parts, small ones together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Final

import attrs

from sqsreport._files import reason_of
from sqsreport.batch.chunks import BYTE_ORDER_MARK, Chunk, Position
from sqsreport.batch.formats import MAGIC_SIZE, packing_of
from sqsreport.batch.lines import split_lines
from sqsreport.batch.sources import Source
from sqsreport.batch.splitting import split
from sqsreport.batch.streams import BLOCK_SIZE, read_blocks

#: A block of results has about this many problems at most: they take many times the memory of their documents.
MAX_PROBLEMS: Final = 2000

_MIN_SIZE: Final = 16 * 1024
_MAX_SIZE: Final = 2 * 2**20
#: A smaller file is not split.
_SMALL: Final = 2**20
#: A task has at most this many documents or files, however small they are.
_MAX_DOCUMENTS: Final = 256

#: One chunk of a task, with the index of its source in the task; a letter has no chunk.
Item = tuple[int, Chunk]

LETTER: Final = Chunk()


@attrs.frozen
class Files:
    """Sources that are not split: small ones, those with only one document, and letters."""

    sources: tuple[Source, ...]
    size: int = 0
    is_end: bool = True

    def items(self, _position: Position) -> Iterator[Item]:
        """Yield the chunks of each source."""
        for index, source in enumerate(self.sources):
            if source.is_letter and source.reason is None:
                yield index, LETTER
            else:
                yield from ((index, chunk) for chunk in split(source))


@attrs.frozen
class Chunks:
    """Consecutive chunks of one source, with their positions in it."""

    sources: tuple[Source]
    chunks: tuple[Chunk, ...]
    is_end: bool

    @property
    def size(self) -> int:
        """The number of bytes."""
        return sum(len(chunk.data) for chunk in self.chunks)

    def items(self, _position: Position) -> Iterator[Item]:
        """Yield the chunks."""
        yield from ((0, chunk) for chunk in self.chunks)


@attrs.frozen
class Range:
    """The lines of a JSON Lines file that start in a range of offsets."""

    sources: tuple[Source]
    start: int
    end: int
    is_end: bool

    @property
    def size(self) -> int:
        """The number of bytes."""
        return self.end - self.start

    def items(self, position: Position) -> Iterator[Item]:
        """Yield the lines; line numbers count from the start of the range, and *position* advances with them."""
        (source,) = self.sources
        assert source.path is not None
        try:
            with open(source.path, "rb") as file:
                position.offset = _first_line(file, self.start, self.end)
                if position.offset < self.end:
                    file.seek(position.offset)
                    for chunk in split_lines(read_blocks(file), position=position, until=self.end):
                        yield 0, chunk
        except OSError as error:  # the file was there a moment before
            yield 0, Chunk(is_document=False, is_read=False, problems=(source.unreadable(reason_of(error)),))


Task = Files | Chunks | Range


def _first_line(file: IO[bytes], start: int, end: int) -> int:
    """Return the offset of the first line that starts in a range, or *end* if there is none."""
    if not start:
        return 0
    offset = start - 1  # a line feed there ends the line before the range
    file.seek(offset)
    # A line may be longer than many ranges, so do not read past the end of this one.
    while offset < end and (block := file.read(BLOCK_SIZE)):
        newline = block.find(b"\n")
        if newline >= 0:
            return offset + newline + 1
        offset += len(block)
    return end


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
            yield Files(tuple(small), size)
            small, size = [], 0
        if not is_small and source_size is not None and source.format == "jsonl" and _is_plain(source):
            yield from _ranges(source, source_size, sizer)
        elif not is_small:
            yield from _chunks(source, sizer, on_read)
    if small:
        yield Files(tuple(small), size)


def _ranges(source: Source, size: int, sizer: BatchSizer) -> Iterator[Range]:
    start = 0
    while start < max(size, 1):
        end = min(start + sizer.size, max(size, 1))
        yield Range((source,), start, end, is_end=end >= size)
        start = end


def _chunks(source: Source, sizer: BatchSizer, on_read: Callable[[int], object] | None) -> Iterator[Chunks]:
    chunks: list[Chunk] = []
    size = 0
    sources = (attrs.evolve(source, file=None),)  # an open file stays in this process
    for chunk in split(source, on_read):
        chunks.append(chunk)
        size += len(chunk.data)
        if size >= sizer.size or len(chunks) >= sizer.documents:
            yield Chunks(sources, tuple(chunks), is_end=False)
            chunks, size = [], 0
    yield Chunks(sources, tuple(chunks), is_end=True)


def _is_plain(source: Source) -> bool:
    """Check whether lines can be read from the middle of a file: it is not packed, whatever its name."""
    head = _start(source, MAGIC_SIZE)
    return packing_of(head) is None and source.packing is None and not head.startswith(BYTE_ORDER_MARK)


def _is_one_document(source: Source) -> bool:
    """Check whether a large file is one document, which is best read where it is validated."""
    if source.format != "json" or source.packing is not None:
        return False
    head = _start(source, 1024)
    return packing_of(head) is None and head.removeprefix(BYTE_ORDER_MARK).lstrip()[:1] not in (b"[", b"")


def _start(source: Source, size: int) -> bytes:
    assert source.path is not None
    with contextlib.suppress(OSError), open(source.path, "rb", buffering=0) as file:
        return file.read(size)
    return b""
