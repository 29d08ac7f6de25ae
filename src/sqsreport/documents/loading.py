"""Reports of any number from any source, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, Any

import attrs

from sqsreport import codec
from sqsreport.documents import nothing_in, sources_of
from sqsreport.documents.checking import read
from sqsreport.documents.sources import Source, pieces
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.results import Result


def iter_load(
    source: str | os.PathLike[str] | IO[Any],
    *,
    format: str | None = None,
    on_invalid: Callable[[Result], object] | None = None,
) -> Iterator[Report]:
    """Read reports one after the other; no more than one is in memory.

    Args:
        source: what `iter_validate` takes: a path of a file or a folder, a pattern, or an open file, with one report,
            an array, JSON Lines or YAML, packed or not.
        format: ``json``, ``jsonl`` or ``yaml``, where the name does not say it.
        on_invalid: called with the result of each document that is no valid report, and of each file that cannot be
            read; the others are still read.

    Without *on_invalid*, such a document raises its error in its place. To read on, call ``next`` on the same iterator.

    Raises:
        ValidationError: a document is no valid report, or a file cannot be read; the error has every `Problem`.
        UnknownFormatError: there is no such format.
        TypeError: the source is neither a path nor an open file.
    """
    return _Reports(sources_of(source, format), on_invalid)


class _Reports(Iterator[Report]):
    """Yields reports, and goes on after it has raised an error; a generator would be at its end."""

    def __init__(self, sources: Iterator[Source], on_invalid: Callable[[Result], object] | None) -> None:
        self._outcomes = (outcome for source in sources for outcome in _outcomes(source))
        self._on_invalid = on_invalid

    def __next__(self) -> Report:
        for document, result in self._outcomes:
            if result.is_valid:
                return codec.from_data(document)
            if self._on_invalid is None:
                raise ValidationError(_placed(problem, result) for problem in result.problems)
            self._on_invalid(result)
        raise StopIteration


def _outcomes(source: Source) -> Iterator[tuple[Any, Result]]:
    """Yield every document of a source with its result; a source without one has a result that says so."""
    index = 0
    for piece in pieces(source):
        for document, findings in read(piece):
            yield document, Result(source.name, index, findings.problems, is_read=findings.is_read)
            index += 1
    if not index:
        yield None, nothing_in(source.name, with_excerpts=False)


def _placed(problem: Problem, result: Result) -> Problem:
    return attrs.evolve(problem, source=result.source)
