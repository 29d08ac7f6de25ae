"""JSON text in, a document out, and every problem that the text has as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from sqsreport._jsondata import (
    MAX_DEPTH,
    MAX_INTEGER,
    MAX_REPEATS,
    Flaw,
    RawNumber,
    flaws,
    has_surrogate,
    pointer,
    shown,
)
from sqsreport.problems import Problem
from sqsreport.validation.malformed import cause
from sqsreport.validation.positions import Lines, depth_exceeded, members


@attrs.frozen
class Parsed:
    """What became of a text: the document, if there is one, and the problems of the text.

    *text* is there to place later problems in; it is missing where no text could be had.
    """

    problems: tuple[Problem, ...]
    document: Any = None
    is_document: bool = False
    text: str | None = None


def parse(data: str | bytes) -> Parsed:
    """Read JSON text strictly; any input gives problems, none an exception."""
    problems = []
    text = data if isinstance(data, str) else _decode(data)
    if isinstance(text, Problem):
        return Parsed((text,))
    if text.startswith("\ufeff"):
        problems.append(Problem("SQS009", line=1, column=1))
        text = text[1:]
    if not text.strip(" \t\r\n"):
        return Parsed((*problems, Problem("SQS002", line=1, column=1)))
    has_repeats = False

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_repeats
        made = dict(pairs)
        has_repeats = has_repeats or len(made) < len(pairs)
        return made

    try:
        document = json.loads(
            text,
            object_pairs_hook=to_object,
            parse_constant=RawNumber,
            parse_int=_integer,
            parse_float=_decimal,
        )
    except json.JSONDecodeError as error:
        words, offset = cause(text, error)
        params = {"reason": words}
        if len(text) < 300 and text.endswith(".json"):
            params["path"] = shown(text)
        return Parsed((*problems, Problem("SQS003", "", *Lines(text).place(offset), params)), text=text)
    except RecursionError:
        line, column = Lines(text).place(depth_exceeded(text))
        return Parsed((*problems, Problem("SQS006", "", line, column, {"limit": MAX_DEPTH})), text=text)
    problems += place(text, of_data(document))
    if has_repeats:
        problems += _repeated_keys(text)
    return Parsed(tuple(problems), document, is_document=True, text=text)


def of_data(document: object) -> list[Problem]:
    """Return the problems of data that JSON cannot hold."""
    return [_problem_of(flaw) for flaw in flaws(document)]


def place(text: str, problems: Iterable[Problem]) -> list[Problem]:
    """Give every problem the line and column at which its pointer stands in the text."""
    problems = list(problems)
    if not problems:
        return []
    wanted = {problem.pointer for problem in problems}
    found: dict[str, tuple[int, int]] = {}
    for member in members(text):
        name = pointer(*member.path)
        if name in wanted:  # of a repeated key the last one counts, as for every JSON parser
            found[name] = member.start, member.start if member.key_start is None else member.key_start
    lines = Lines(text)
    placed = []
    for problem in problems:
        value_start, key_start = found[problem.pointer]
        line, column = lines.place(key_start if problem.code == "SQS103" else value_start)
        placed.append(attrs.evolve(problem, line=line, column=column))
    return placed


def _decode(data: bytes) -> str | Problem:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        params: dict[str, str | int] = {
            "byte": f"0x{data[error.start]:02x}",
            "offset": error.start,
            "guess": _guess_encoding(data),
        }
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig")) + 1
        return Problem("SQS001", line=before.count(b"\n") + 1, column=column, params=params)


def _guess_encoding(data: bytes) -> str:
    """Say which encoding the bytes look like; they are not read in it, for a guess may be wrong."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it looks like UTF-16"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "; it looks like Windows-1252"


def _integer(text: str) -> int | RawNumber:
    # Python refuses to read numbers of thousands of digits, and is slow long before that.
    return int(text) if len(text) <= 17 and abs(int(text)) <= MAX_INTEGER else RawNumber(text)


def _decimal(text: str) -> float | RawNumber:
    # Exact is what comes out again as it went in; 41.0 does, though no double is 41.1 to the last digit.
    number = float(text)
    try:
        return number if Decimal(text) == Decimal(repr(number)) else RawNumber(text)
    except InvalidOperation:  # an exponent of twenty digits
        return RawNumber(text)


def _repeated_keys(text: str) -> Iterator[Problem]:
    lines = Lines(text)
    for member in members(text):
        # A key that is no text is reported as that, and cannot be pointed at.
        if member.is_repeat and member.key_start is not None and not has_surrogate(pointer(*member.path)):
            line, column = lines.place(member.key_start)
            yield Problem("SQS004", pointer(*member.path), line, column, {"key": shown(member.path[-1])})


_CODES = {
    "nan": "SQS005",
    "depth": "SQS006",
    "number": "SQS007",
    "surrogate": "SQS008",
    "type": "SQS011",
    "key": "SQS011",
    "repeats": "SQS012",
}


def _problem_of(flaw: Flaw) -> Problem:
    code = _CODES[flaw.kind]
    limits = {"depth": MAX_DEPTH, "repeats": MAX_REPEATS}
    params: dict[str, str | int | float] = {"found": shown(flaw.found)}
    if flaw.kind in limits:
        params = {"limit": limits[flaw.kind]}
    if flaw.kind == "surrogate" and flaw.is_key:
        params["of"] = "key"  # then it is not the value there that is of no use
    return Problem(code, pointer(*flaw.path), params=params)
