"""The validation of everything that paths stand for, on all cores, with results in the order of the input."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

from sqsreport.cli._blocks import Batch, Block, Checked, CheckedFiles, Files, Range
from sqsreport.cli._streams import DIED, STREAM, input_name
from sqsreport.documents import nothing_in, results_of
from sqsreport.documents.checking import FINE, Findings, check
from sqsreport.documents.forms import FORMS, Form, checked_form
from sqsreport.documents.pieces import Mark, Piece
from sqsreport.documents.sources import Source, find
from sqsreport.problems import Problem
from sqsreport.results import Result

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqsreport.cli._blocking import Pace
    from sqsreport.cli._meter import Meter

__all__ = ["FORMS", "results", "size_of_all"]

#: As many bytes, or seconds of work, are done before other processes have started.
_WORTH_IT: Final = 8 * 2**20
_LONG: Final = 0.3


def results(
    paths: Iterable[str],
    *,
    jobs: int | None = None,
    form: str | None = None,
    with_excerpts: bool = False,
    meter: Meter | None = None,
) -> Generator[Result]:
    """Validate all documents that paths stand for, and yield what came of each in the order of the input.

    The results are the same for every number of jobs. Whoever does not take all of them
    closes the iterator, so that nothing goes on behind it.

    Args:
        paths: files, folders, patterns, and ``-`` for standard input.
        jobs: the most processes at a time; without it, one for each core.
        form: the form of all of them, whatever their names.
        with_excerpts: whether results have what stands at the places of their problems.
        meter: told how much is done.
    """
    tally = meter.read if meter else _ignore
    found = _results(paths, jobs, checked_form(form), tally, with_excerpts=with_excerpts)
    return meter.watch(found) if meter else found


def _results(
    paths: Iterable[str], jobs: int | None, form: Form | None, tally: Callable[[int], object], *, with_excerpts: bool
) -> Generator[Result]:
    sources = (source for path in paths for source in sources_of(path, form))
    if jobs == 1:
        for source in sources:
            yield from results_of(source, with_excerpts=with_excerpts, tally=tally)
        return
    # What one small file does not need is not imported for it.
    from sqsreport.cli._blocking import Pace, blocks_of, total_of

    pace = Pace()
    order = _Order(with_excerpts=with_excerpts)
    blocks = blocks_of(sources, pace=pace, with_excerpts=with_excerpts, tally=tally)
    # What is waited for, such as standard input, is no work.
    enough = time.process_time() + _LONG
    for block in blocks:
        if total_of(block) >= _WORTH_IT or time.process_time() >= enough:
            blocks = chain([block], blocks)
            yield from _in_processes(blocks, order, pace, jobs, tally)
            break
        told = order.problems
        yield from order.here(block)
        pace.saw(block.size, order.problems - told)
        tally(block.still_to_read)
    yield from order.finish()


def _in_processes(
    blocks: Iterable[Block], order: _Order, pace: Pace, jobs: int | None, tally: Callable[[int], object]
) -> Iterator[Result]:
    # It takes a while to import what starts processes.
    from sqsreport.cli import _pool
    from sqsreport.cli._blocks import run

    jobs = jobs or _pool.usable_cpus()
    # Two more than there are processes, so that none waits while the results of another are told.
    for block, checked in _pool.results(run, blocks, jobs=jobs, is_stopped=_never, window=jobs + 2):
        if checked is None:
            yield from order.died(block)
        else:
            pace.saw(*checked.density(block))
            yield from order.there(block, checked)
        tally(block.still_to_read)


@attrs.define
class _Order:
    """Gives documents the numbers and lines that they have in their sources, which blocks do not know."""

    with_excerpts: bool
    problems: int = 0
    _source: Source | None = None
    _index: int = 0
    _line: int = 0

    def here(self, block: Block) -> Iterator[Result]:
        """Validate a block in this process, one document after the other."""
        yield from self._begin(block)
        yield from self._rest(block, (0, 0))

    def there(self, block: Block, checked: Checked | CheckedFiles) -> Iterator[Result]:
        """Take what came of a block in another process, and do the rest that it left here."""
        yield from self._begin(block)
        if isinstance(checked, CheckedFiles):
            yield from self._counted(checked.results)
            if checked.rest:
                yield from self._rest(block, checked.rest)
            return
        number = 0
        for due, findings in checked.found:
            for _ in range(due - number):
                yield self._result(FINE)
            yield self._result(findings)
            number = due + 1
        for _ in range(checked.documents - number):
            yield self._result(FINE)
        self._line += checked.lines
        if checked.rest is not None:
            assert not isinstance(block, Files)
            yield from self._rest(block.rest(checked.rest), (0, 0))

    def died(self, block: Block) -> Iterator[Result]:
        """Report what was the end of a process that worked on a block, and validate the rest of the block."""
        yield from self._begin(block)
        if isinstance(block, Range):
            mark = Mark()
            yield from self._divided(block.batch(mark))
            self._line += mark.line - 1
        else:
            yield from self._divided(block)

    def _divided(self, block: Batch | Files) -> Iterator[Result]:
        from sqsreport.cli import _pool
        from sqsreport.cli._blocks import run

        parts = block.halves()
        for part in parts:
            checked = _pool.result_of(run, part)
            yield from self._divided(part) if checked is None else self.there(part, checked)
        if parts:
            return
        none = (None,) * self.with_excerpts
        if isinstance(block, Files):
            for source in block.sources:
                yield Result(source.name, 0, (source.unreadable(DIED),), none, is_read=False)
        else:
            place = block.batch[0] if block.batch else Piece()
            problem = attrs.evolve(block.source.unreadable(DIED), line=place.line, column=place.column)
            yield self._result(Findings((problem,), none, is_read=False))

    def finish(self) -> Iterator[Result]:
        """Tell of a source that had no document."""
        if self._source and not self._index:
            yield nothing_in(self._source.name, with_excerpts=self.with_excerpts)
        self._source = None

    def _begin(self, block: Block) -> Iterator[Result]:
        source = None if isinstance(block, Files) else block.source
        if source is not self._source:
            yield from self.finish()
            self._source, self._index, self._line = source, 0, 0

    def _rest(self, block: Block, done: tuple[int, int]) -> Iterator[Result]:
        if isinstance(block, Files):
            yield from self._counted(result for _, result in block.results(done))
            return
        mark = Mark()
        for _, piece in block.pieces(mark):
            for findings in check(piece, with_excerpts=self.with_excerpts):
                yield self._result(findings)
        self._line += mark.line - 1

    def _counted(self, results: Iterable[Result]) -> Iterator[Result]:
        for result in results:
            self.problems += len(result.problems)
            yield result

    def _result(self, findings: Findings) -> Result:
        assert self._source
        index = self._index
        self._index += 1
        if findings is FINE:
            return Result(self._source.name, index)
        problems = findings.problems
        self.problems += len(problems)
        if self._line:
            problems = tuple(_lower(problem, self._line) for problem in problems)
        return Result(self._source.name, index, problems, findings.excerpts, findings.is_read)


def _lower(problem: Problem, lines: int) -> Problem:
    return problem if problem.line is None else attrs.evolve(problem, line=problem.line + lines)


def sources_of(path: str, form: Form | None) -> Iterator[Source]:
    """Yield the sources that an argument stands for."""
    if path != STREAM:
        yield from find(path, form)
    elif sys.stdin is None:
        yield Source(input_name(path), reason="it is closed")
    else:
        yield Source(input_name(path), file=sys.stdin.buffer, form=form)


def size_of_all(paths: Iterable[str]) -> int | None:
    """Return how many bytes there are to read, where that can be known beforehand."""
    from sqsreport.cli._blocking import size_of

    sizes = [size_of(source) for path in paths for source in sources_of(path, None)]
    return None if None in sizes else sum(size for size in sizes if size)


def _never() -> bool:
    """Tell that there is no end to come to."""
    return False


def _ignore(_size: int) -> None:
    """Have nobody to tell."""
