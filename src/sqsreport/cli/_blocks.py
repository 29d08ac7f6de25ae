"""Blocks of work for several processes: parts of sources that are validated without the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, Final

import attrs

from sqsreport._files import reason_of
from sqsreport.documents import results_of
from sqsreport.documents.checking import FINE, Findings, check
from sqsreport.documents.json_lines import split_lines
from sqsreport.documents.pieces import Mark, Piece
from sqsreport.documents.sources import Source
from sqsreport.documents.streams import CHUNK, read_chunks
from sqsreport.results import Result

#: As many problems go from one process to another at a time, and those of one more document:
#: they take many times the memory of what they are about.
MOST_PROBLEMS: Final = 2000


@attrs.frozen
class Range:
    """The lines of a file of JSON Lines that start from one offset on and before another."""

    source: Source
    start: int
    end: int
    with_excerpts: bool = False

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.end - self.start

    @property
    def still_to_read(self) -> int:
        """How many bytes are not read before it is validated."""
        return self.size

    def size_before(self, rest: int) -> int:
        """Return how many bytes stand before the rest."""
        return rest - self.start

    def pieces(self, mark: Mark) -> Iterator[tuple[int, Piece]]:
        """Yield the documents and their offsets; lines count from the beginning of the range, and *mark* follows."""
        assert self.source.path is not None
        try:
            with open(self.source.path, "rb") as file:  # noqa: PTH123 - paths are text here
                mark.offset = _first_line(file, self.start, self.end)
                if mark.offset < self.end:
                    file.seek(mark.offset)
                    for piece in split_lines(read_chunks(file), mark=mark, until=self.end):
                        yield piece.offset, piece
        except OSError as error:  # the file was there a moment before
            problem = self.source.unreadable(reason_of(error))
            yield self.end, Piece(is_document=False, is_read=False, problems=(problem,))

    def rest(self, done: int) -> Range:
        """Return what is left when all before an offset is done."""
        return attrs.evolve(self, start=min(done, self.end))

    def batch(self, mark: Mark) -> Batch:
        """Return its documents, read; lines count from the beginning of the range, and *mark* follows."""
        return Batch(self.source, tuple(piece for _, piece in self.pieces(mark)), self.with_excerpts)


def _first_line(file: IO[bytes], start: int, end: int) -> int:
    """Return the offset of the first line that starts between two offsets, or *end* where there is none."""
    if not start:
        return 0
    at = start - 1  # the end of a line there is that of the one before
    file.seek(at)
    # A line may be as long as many ranges, and need not be looked for in each to its end.
    while at < end and (chunk := file.read(CHUNK)):
        newline = chunk.find(b"\n")
        if newline >= 0:
            return at + newline + 1
        at += len(chunk)
    return end


@attrs.frozen
class Batch:
    """Some pieces of a source, which know their places."""

    source: Source
    batch: tuple[Piece, ...]
    with_excerpts: bool = False

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(len(piece.data) for piece in self.batch)

    @property
    def still_to_read(self) -> int:
        """How many bytes are not read before it is validated."""
        return 0

    def size_before(self, rest: int) -> int:
        """Return how many bytes stand before the rest."""
        return sum(len(piece.data) for piece in self.batch[:rest])

    def pieces(self, _mark: Mark) -> Iterator[tuple[int, Piece]]:
        """Yield the pieces and their numbers."""
        yield from enumerate(self.batch)

    def rest(self, done: int) -> Batch:
        """Return what is left when some pieces are done."""
        return attrs.evolve(self, batch=self.batch[done:])

    def halves(self) -> tuple[Batch, ...]:
        """Return two parts of several pieces, and none of a single one."""
        middle = len(self.batch) // 2
        parts = (self.batch[:middle], self.batch[middle:])
        return tuple(attrs.evolve(self, batch=part) for part in parts) if middle else ()


@attrs.frozen
class Files:
    """Sources that are too small to be split, or that have only one document."""

    sources: tuple[Source, ...]
    sizes: tuple[int, ...]
    with_excerpts: bool = False

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return sum(self.sizes)

    @property
    def still_to_read(self) -> int:
        """How many bytes are not read before it is validated."""
        return self.size

    def size_before(self, rest: tuple[int, int]) -> int:
        """Return how many bytes stand before the rest; a file that is done in part counts whole."""
        return sum(self.sizes[: rest[0] + 1])

    def results(self, done: tuple[int, int] = (0, 0)) -> Iterator[tuple[tuple[int, int], Result]]:
        """Yield what comes of each document, and what is done with it: so many sources and documents of the next."""
        first, skipped = done
        for number, source in enumerate(self.sources[first:], first):
            found = results_of(source, with_excerpts=self.with_excerpts)
            for index, result in islice(enumerate(found), skipped, None):
                yield (number, index + 1), result
            skipped = 0

    def halves(self) -> tuple[Files, ...]:
        """Return two parts of several sources, and none of a single one."""
        middle = len(self.sources) // 2
        if not middle:
            return ()
        return tuple(
            attrs.evolve(self, sources=self.sources[part], sizes=self.sizes[part])
            for part in (slice(middle), slice(middle, None))
        )


Block = Range | Batch | Files


@attrs.frozen
class Checked:
    """What came of a range or a batch.

    Attributes:
        documents: how many of them there were.
        lines: how many lines, of a range.
        found: by the number of the document what was found, where that is anything.
        rest: where it stopped, if it came to no end.
    """

    documents: int
    lines: int
    found: tuple[tuple[int, Findings], ...]
    rest: int | None = None

    def density(self, block: Block) -> tuple[int, int]:
        """Return how many problems there were in how many bytes."""
        assert not isinstance(block, Files)
        size = block.size if self.rest is None else block.size_before(self.rest)
        return size, sum(len(findings.problems) for _, findings in self.found)


@attrs.frozen
class CheckedFiles:
    """What came of files: their results, and where they stopped if they came to no end."""

    results: tuple[Result, ...]
    rest: tuple[int, int] | None = None

    def density(self, block: Block) -> tuple[int, int]:
        """Return how many problems there were in how many bytes."""
        assert isinstance(block, Files)
        size = block.size if self.rest is None else block.size_before(self.rest)
        return size, sum(len(result.problems) for result in self.results)


def run(block: Block) -> Checked | CheckedFiles | None:
    """Validate what is in a block, or ``None`` where there is not the memory for it."""
    try:
        return _run_files(block) if isinstance(block, Files) else _run_pieces(block)
    except MemoryError:
        return None


def _run_pieces(block: Range | Batch) -> Checked:
    mark = Mark()
    found: list[tuple[int, Findings]] = []
    documents = problems = 0
    for place, piece in block.pieces(mark):
        if problems >= MOST_PROBLEMS:
            return Checked(documents, mark.line - 1, tuple(found), place)
        for findings in check(piece, with_excerpts=block.with_excerpts):
            if findings is not FINE:
                found.append((documents, findings))
                problems += len(findings.problems)
            documents += 1
    return Checked(documents, mark.line - 1, tuple(found))


def _run_files(block: Files) -> CheckedFiles:
    results: list[Result] = []
    problems = 0
    for done, result in block.results():
        results.append(result)
        problems += len(result.problems)
        if problems >= MOST_PROBLEMS:
            return CheckedFiles(tuple(results), done)
    return CheckedFiles(tuple(results))
