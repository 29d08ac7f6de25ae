"""Validate the documents of a chunk, or of all sources."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Final

import attrs

from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.batch.chunks import BYTE_ORDER_MARK, Chunk
from sqsreport.batch.running import run
from sqsreport.batch.sources import Source
from sqsreport.batch.work import Outcome, Work
from sqsreport.problems import Problem
from sqsreport.results import Excerpt, Result
from sqsreport.validation import examine, seconds_for, too_slow

#: Parsing YAML takes this many times as long as parsing JSON.
YAML_FACTOR: Final = 10


@attrs.frozen
class Validation(Work):
    """The work of validating documents."""

    with_excerpts: bool = False

    def process(self, _source: Source, chunk: Chunk, /) -> Iterator[Outcome]:
        """Validate the documents of a chunk."""
        return (outcome for _, outcome in check(chunk, with_excerpts=self.with_excerpts))


def validate(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    with_excerpts: bool = False,
    on_read: Callable[[int], object] = lambda _size: None,
) -> Generator[Result]:
    """Validate all documents of sources, and yield the results in the order of the input.

    Args:
        sources: the inputs.
        jobs: the maximum number of processes; by default one for each processor.
        with_excerpts: whether results have the text at each problem.
        on_read: called with the number of bytes that were processed.
    """
    for each in run(sources, Validation(with_excerpts), jobs=jobs, on_read=on_read):
        yield each.to_result(each.excerpts or (None,) * len(each.problems) * with_excerpts)


def check(chunk: Chunk, *, with_excerpts: bool = False) -> Iterator[tuple[Any, Outcome]]:
    """Yield every document of a chunk, one or in YAML any number, with its outcome.

    A document with an error must not be used: it need not even be a document.
    """
    if not chunk.is_document:
        excerpts = (None,) * len(chunk.problems) * with_excerpts
        yield None, Outcome(chunk.problems, chunk.is_read, is_document=False, excerpts=excerpts)
        return
    around = chunk.problems
    text: Any = None
    for document, problems in _examine_yaml(chunk) if chunk.is_yaml else [_examine(chunk)]:
        if not problems and not around:
            yield document, Outcome()
            continue
        shown: tuple[Excerpt | None, ...] = ()
        if with_excerpts:
            from sqsreport.validation.excerpts import Excerpts  # not needed without a problem, so not imported

            # Lines and columns are counted without a byte order mark, and up to the first byte that is not UTF-8. This
            # is done once, because a list in YAML may have a document a line.
            text = text or Excerpts(chunk.data.decode("utf-8-sig", "replace"))
            shown = (*(None for _ in around), *text.of(problems))
        is_read = all(problem.code != "SQS010" for problem in problems)
        all_problems = *around, *(_in_stream(problem, chunk) for problem in problems)
        yield document, Outcome(all_problems, is_read, excerpts=shown)
        around = ()


def _examine(chunk: Chunk) -> tuple[Any, list[Problem]]:
    if chunk.offset and chunk.data.startswith(BYTE_ORDER_MARK):
        reason = "a byte order mark is allowed at the beginning of the input alone"
        return None, [Problem("SQS003", "", 1, 1, {"reason": reason})]
    document, problems = examine(chunk.data)
    return document, [_truncated(problem, chunk) for problem in problems] if chunk.is_truncated else problems


def _truncated(problem: Problem, chunk: Chunk) -> Problem:
    """Replace the problem of a text that is cut off by one that says so."""
    if problem.code == "SQS003":
        return attrs.evolve(problem, code="SQS013", params={"reason": problem.params["reason"]})
    if problem.code == "SQS001" and int(problem.params["offset"]) >= len(chunk.data) - 3:
        return attrs.evolve(problem, code="SQS013", params={"reason": "it ends in the middle of a character"})
    return problem


def _examine_yaml(chunk: Chunk) -> Iterator[tuple[Any, list[Problem]]]:
    # Not needed for JSON, so not imported for it.
    from sqsreport.validation.diagnosis import problems_of_text
    from sqsreport.validation.text import decode
    from sqsreport.validation.yaml import parse_yaml

    text = decode(chunk.data)
    if isinstance(text, Problem):
        yield None, [text]
        return
    documents = ((parsed.document, problems_of_text(parsed)) for parsed in parse_yaml(text))
    seconds = YAML_FACTOR * seconds_for(len(chunk.data))
    try:
        while True:
            with deadline(seconds):
                following = next(documents, None)
            if following is None:
                return
            yield following
    except DeadlineExceededError:
        yield None, [too_slow(seconds)]


def _in_stream(problem: Problem, chunk: Chunk) -> Problem:
    """Convert the position of a problem in a chunk to that in its stream."""
    if problem.line is None or (chunk.offset == 0 and chunk.line == 1):
        return problem
    column = problem.column
    if problem.line == 1 and column is not None:
        column += chunk.column - 1
    params = problem.params
    if problem.code == "SQS001":
        params = {**params, "offset": int(params["offset"]) + chunk.offset}
    return attrs.evolve(problem, line=problem.line + chunk.line - 1, column=column, params=params)
