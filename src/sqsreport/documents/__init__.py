"""Documents of any number from any source, streamed: files, folders, patterns and open files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, Any

from sqsreport.documents.checking import FINE, check
from sqsreport.documents.forms import Form, checked_form, form_of_name
from sqsreport.documents.sources import Source, find, pieces
from sqsreport.problems import Problem
from sqsreport.results import Result

__all__ = ["iter_validate", "nothing_in", "results_of", "sources_of"]


def iter_validate(source: str | os.PathLike[str] | IO[Any], *, format: str | None = None) -> Iterator[Result]:
    r"""Validate documents one after the other, and yield what came of each; no more than one is in memory.

    Args:
        source: a path or an open file, in binary or text mode. A path is that of a file, of a
            folder, which stands for all files of reports in it and below, or a pattern such
            as ``reports/**/*.jsonl``.
        format: ``json`` for one report or an array of them, ``jsonl`` for one on each line,
            ``yaml`` for YAML, in any number of documents or lists; without it the name decides,
            or else how the input begins. What is packed by gzip or zstd is unpacked.

    A document of JSON beyond 256 MiB is refused, and a document or a list of YAML beyond 32 MiB; how many documents
    there are has no bound.

    Any input gives results and none an exception: for what cannot be read it is a `Result`
    with ``SQS010`` that is not *is_read*. An input without a document is one that is empty.

    >>> import io, sqsreport
    >>> for result in sqsreport.iter_validate(io.BytesIO(b'{"id": 1}\n[]\n'), format="jsonl"):
    ...     print(result.index, result.is_valid, result.problems[0].line, result.problems[0].code)
    0 False 1 SQS102
    1 False 2 SQS101

    Raises:
        UnknownFormatError: there is no such format.
        TypeError: the source is neither a path nor an open file.
    """
    return (result for each in sources_of(source, format) for result in results_of(each))


def sources_of(source: str | os.PathLike[str] | IO[Any], format: str | None) -> Iterator[Source]:
    """Return the sources that a path or an open file stands for.

    Raises:
        UnknownFormatError: there is no such format.
        TypeError: the source is neither a path nor an open file.
    """
    form = checked_form(format)
    if isinstance(source, (str, os.PathLike)):
        return find(os.fsdecode(source), form)
    if not hasattr(source, "read"):
        raise TypeError(f"must be a path or an open file, not {type(source).__name__}")
    return iter((_of_file(source, form),))


def results_of(
    source: Source, *, with_excerpts: bool = False, tally: Callable[[int], object] | None = None
) -> Iterator[Result]:
    """Yield what came of each document of a source; *tally* is told how many bytes of it were read."""
    index = 0
    for piece in pieces(source, tally):
        for found in check(piece, with_excerpts=with_excerpts):
            if found is FINE:
                yield Result(source.name, index)
            else:
                yield Result(source.name, index, found.problems, found.excerpts, found.is_read)
            index += 1
    if not index:
        yield nothing_in(source.name, with_excerpts=with_excerpts)


def nothing_in(name: str | None, *, with_excerpts: bool) -> Result:
    """Return what came of a source without a document: nobody validates nothing on purpose."""
    return Result(name, 0, (Problem("SQS002", line=1, column=1),), (None,) * with_excerpts)


def _of_file(file: IO[Any], form: Form | None) -> Source:
    name = getattr(file, "name", None)
    if not isinstance(name, str):
        return Source(None, file=file, form=form)
    named, packing = form_of_name(name)
    return Source(name, file=file, form=form or named, packing=packing)
