"""Validate the documents of a piece of a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from sqsreport._watchdog import DeadlineExceededError, deadline
from sqsreport.batch.pieces import BYTE_ORDER_MARK, Piece
from sqsreport.problems import Problem
from sqsreport.results import Excerpt
from sqsreport.validation import examine, seconds_for, too_slow

if TYPE_CHECKING:
    from sqsreport.validation.excerpts import Excerpts


@attrs.frozen
class Findings:
    """The problems of one document, with positions in its stream."""

    problems: tuple[Problem, ...] = ()
    excerpts: tuple[Excerpt | None, ...] = ()
    is_read: bool = True


#: Parsing YAML takes this many times as long as parsing JSON.
YAML_FACTOR: Final = 10

#: The findings of a document without a problem, as most are.
FINE: Final = Findings()


def check(piece: Piece, *, with_excerpts: bool = False) -> Iterator[tuple[Any, Findings]]:
    """Yield every document of a piece, one or in YAML any number, with its findings.

    A document with an error must not be used: it need not even be a document.
    """
    if not piece.is_document:
        yield None, Findings(piece.problems, (None,) * len(piece.problems) * with_excerpts, piece.is_read)
        return
    around = piece.problems
    excerpts: Excerpts | None = None
    for document, problems in _examined(piece):
        if not problems and not around:
            yield document, FINE
            continue
        if with_excerpts:
            excerpts = excerpts or _excerpts(piece)  # shared, because a list in YAML may have a document a line
        yield document, _findings(piece, problems, around, excerpts)
        around = ()


def _examined(piece: Piece) -> Iterator[tuple[Any, list[Problem]]]:
    if piece.is_yaml:
        yield from _examined_yaml(piece)
    elif piece.offset and piece.data.startswith(BYTE_ORDER_MARK):
        reason = "a byte order mark is allowed at the beginning of the input alone"
        yield None, [Problem("SQS003", "", 1, 1, {"reason": reason})]
    else:
        document, problems = examine(piece.data)
        yield document, [_truncated(problem, piece) for problem in problems] if piece.is_truncated else problems


def _truncated(problem: Problem, piece: Piece) -> Problem:
    """Replace the problem of a text that ends too soon by one that says so."""
    if problem.code == "SQS003":
        return attrs.evolve(problem, code="SQS013", params={"reason": problem.params["reason"]})
    if problem.code == "SQS001" and int(problem.params["offset"]) >= len(piece.data) - 3:
        return attrs.evolve(problem, code="SQS013", params={"reason": "it ends in the middle of a character"})
    return problem


def _examined_yaml(piece: Piece) -> Iterator[tuple[Any, list[Problem]]]:
    # Not needed for JSON, so not imported for it.
    from sqsreport.validation.diagnosis import problems_of_text
    from sqsreport.validation.text import decode
    from sqsreport.validation.yaml import parse_yaml

    text = decode(piece.data)
    if isinstance(text, Problem):
        yield None, [text]
        return
    documents = ((parsed.document, problems_of_text(parsed)) for parsed in parse_yaml(text))
    seconds = YAML_FACTOR * seconds_for(len(piece.data))
    try:
        while True:
            with deadline(seconds):
                following = next(documents, None)
            if following is None:
                return
            yield following
    except DeadlineExceededError:
        yield None, [too_slow(seconds)]


def _excerpts(piece: Piece) -> Excerpts:
    # Not needed for a document without a problem, so not imported for it.
    from sqsreport.validation.excerpts import Excerpts

    # Lines and columns are counted without a byte order mark, and up to the first byte that is not UTF-8.
    return Excerpts(piece.data.decode("utf-8-sig", "replace"))


def _findings(
    piece: Piece, problems: list[Problem], around: tuple[Problem, ...], excerpts: Excerpts | None
) -> Findings:
    placed = (*around, *(_in_stream(problem, piece) for problem in problems))
    is_read = all(problem.code != "SQS010" for problem in problems)
    return Findings(placed, (*(None for _ in around), *excerpts.of(problems)) if excerpts else (), is_read)


def _in_stream(problem: Problem, piece: Piece) -> Problem:
    """Convert the position of a problem in a piece to that in its stream."""
    if problem.line is None or (piece.offset == 0 and piece.line == 1):
        return problem
    column = problem.column
    if problem.line == 1 and column is not None:
        column += piece.column - 1
    params = problem.params
    if problem.code == "SQS001":
        params = {**params, "offset": int(params["offset"]) + piece.offset}
    return attrs.evolve(problem, line=problem.line + piece.line - 1, column=column, params=params)
