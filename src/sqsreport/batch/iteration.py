"""`iter_validate` and `iter_load`: documents from any source, one after the other."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, Any

import attrs

from sqsreport.batch.formats import canonical_format, format_of_name
from sqsreport.batch.reports import read_reports
from sqsreport.batch.sources import Source, find_sources
from sqsreport.batch.validation import validate
from sqsreport.batch.work import Outcome
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.results import Result


def iter_validate(source: str | os.PathLike[str] | IO[Any], *, format: str | None = None) -> Iterator[Result]:
    r"""Validate documents one after the other, and yield a result for each; only one at a time is in memory.

    Args:
        source: a path or an open file, in binary or text mode. A path is that of a file, of a
            folder, with all files of reports in it and below, or a pattern such
            as ``reports/**/*.jsonl``.
        format: ``json`` for one report or an array of them, ``jsonl`` or ``ndjson`` for one on each line,
            ``yaml`` for YAML, in any number of documents or lists; by default it is detected by the name,
            or by the first bytes. Data that is packed by gzip or zstd is unpacked.

    A JSON document beyond 256 MiB is refused, and a document or list of YAML beyond 32 MiB; the number of documents
    is not limited.

    No input raises an exception: one that cannot be read gives a `Result`
    with ``SQS010`` that is not *is_read*. An input without a document counts as an empty document.

    >>> import io, sqsreport
    >>> for result in sqsreport.iter_validate(io.BytesIO(b'{"id": 1}\n[]\n'), format="jsonl"):
    ...     print(result.index, result.is_valid, result.problems[0].line, result.problems[0].code)
    0 False 1 SQS102
    1 False 2 SQS101

    Raises:
        UnknownFormatError: there is no such format.
        TypeError: the source is neither a path nor an open file.
    """
    return validate(_sources(source, format), jobs=1)


def iter_load(
    source: str | os.PathLike[str] | IO[Any],
    *,
    format: str | None = None,
    on_invalid: Callable[[Result], object] | None = None,
) -> Iterator[Report]:
    """Read reports one after the other; only one at a time is in memory.

    Args:
        source: as for `iter_validate`: a path of a file or a folder, a pattern, or an open file, with one report,
            an array, JSON Lines or YAML, packed or not.
        format: ``json``, ``jsonl`` or ``yaml``, if the name does not show it.
        on_invalid: called with the result of each document that is not a valid report, and of each file that cannot
            be read; reading continues with the next one.

    Without *on_invalid*, such a document raises an error in its place. To continue, call ``next`` on the same iterator.

    Raises:
        ValidationError: a document is not a valid report, or a file cannot be read; the error has every `Problem`.
        UnknownFormatError: there is no such format.
        TypeError: the source is neither a path nor an open file.
    """

    def report_of(outcome: Outcome) -> Report | None:
        if outcome.report is None:
            if on_invalid is None:
                raise ValidationError(attrs.evolve(problem, source=outcome.name) for problem in outcome.problems)
            on_invalid(outcome.to_result())
        return outcome.report

    # Unlike a generator, `map` and `filter` can continue after an exception.
    return filter(None, map(report_of, read_reports(_sources(source, format))))


def _sources(source: str | os.PathLike[str] | IO[Any], name: str | None) -> Iterator[Source]:
    input_format = None if name is None else canonical_format(name)
    if isinstance(source, (str, os.PathLike)):
        path = os.fsdecode(source)
        # Only commands treat a hyphen as standard input.
        return find_sources(path if path != "-" else os.path.join(os.curdir, path), input_format)
    if not hasattr(source, "read"):
        raise TypeError(f"must be a path or an open file, not {type(source).__name__}")
    name = getattr(source, "name", None)
    filename = name if isinstance(name, str) else None
    named, packing = format_of_name(filename or "")
    return iter([Source(filename, file=source, format=input_format or named, packing=packing)])
