"""The strict parser: JSON text to a document, with every problem of the text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import attrs

from sqsreport._jsondata import (
    MAX_DEPTH,
    MAX_INTEGER,
    MAX_REPEATS,
    Flaw,
    RawNumber,
    flaws,
    pointer,
    shown,
    steps,
)
from sqsreport._text import has_surrogate
from sqsreport.problems import Collector, Problem, bounded
from sqsreport.validation.json_errors import detect_format, explain_json_error
from sqsreport.validation.positions import Lines, depth_exceeded, members


@attrs.frozen
class Place:
    """The position of a value in the text of its document.

    Attributes:
        value: 1-based line and column of the value.
        key: 1-based line and column of its key.
        text: the spelling of a number, or of another value without quotation marks.
    """

    value: tuple[int, int]
    key: tuple[int, int]
    text: str | None = None


#: A value that is neither a string nor a list or an object.
_PLAIN: Final = re.compile(r"[^\s,:\[\]{}\"]+")

#: A function that returns the positions of pointers, of all at once, because it reads the whole text.
Finder = Callable[[Collection[str]], Mapping[str, Place]]


@attrs.frozen
class Parsed:
    """A parsed text.

    Attributes:
        problems: the problems of the text.
        document: the document, if there is one.
        is_document: whether there is one.
        text: the text, for the positions of later problems; ``None`` when it could not be decoded.
        finder: the function that finds positions where the text is not JSON.
    """

    problems: tuple[Problem, ...]
    document: Any = None
    is_document: bool = False
    text: str | None = None
    finder: Finder | None = None

    def place(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return the problems with the line and column of their pointers in the text."""
        assert self.text is not None
        return placed(problems, self.finder) if self.finder else place(self.text, problems)

    def spellings(self, places: Collection[str]) -> Mapping[str, str]:
        """Return the spellings of the values without quotation marks at some pointers."""
        assert self.text is not None
        positions = self.finder(places) if self.finder else _places(self.text, places)
        return {name: place.text for name, place in positions.items() if place.text}


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by their position in the text."""
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0, problem.code))


def parse(data: str | bytes) -> Parsed:
    """Parse JSON text strictly. Invalid input results in problems, never in an exception."""
    problems = []
    text = data if isinstance(data, str) else decode(data)
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
        data = dict(pairs)
        has_repeats = has_repeats or len(data) < len(pairs)
        return data

    try:
        document = json.loads(
            text,
            object_pairs_hook=to_object,
            parse_constant=RawNumber,
            parse_int=to_integer,
            parse_float=to_decimal,
        )
    except json.JSONDecodeError as error:
        reason, offset = explain_json_error(text, error)
        params = {"reason": reason}
        if len(text) < 300 and text.endswith(".json"):
            params["path"] = shown(text)
        return Parsed((*problems, Problem("SQS003", "", *Lines(text).place(offset), params)), text=text)
    except RecursionError:
        line, column = Lines(text).place(depth_exceeded(text))
        return Parsed((*problems, Problem("SQS006", "", line, column, {"limit": MAX_DEPTH})), text=text)
    problems += place(text, of_data(document))
    if has_repeats:
        problems += bounded(_repeated_keys(text))
    return Parsed(tuple(problems), document, is_document=True, text=text)


def of_data(document: object) -> list[Problem]:
    """Return the problems of data that JSON cannot represent."""
    collector = Collector()
    for flaw in flaws(document):
        collector.add(_CODES[flaw.kind], lambda flaw=flaw: _problem_of(flaw))  # type: ignore[misc]
    return collector.problems()


def place(text: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with the line and column of their pointers in a JSON text."""
    return placed(problems, lambda wanted: _places(text, wanted))


def placed(problems: Iterable[Problem], finder: Finder) -> list[Problem]:
    """Return problems with the lines and columns that *finder* returns."""
    problems = list(problems)
    if not problems:
        return []
    positions = finder({problem.pointer for problem in problems})
    return [_placed(problem, positions[problem.pointer]) for problem in problems]


def _placed(problem: Problem, place: Place) -> Problem:
    line, column = place.key if problem.code == "SQS103" else place.value
    return attrs.evolve(problem, line=line, column=column)


def _places(text: str, wanted: Collection[str]) -> Mapping[str, Place]:
    lines = Lines(text)
    positions: dict[str, Place] = {}
    ends = {step for name in wanted for step in steps(name)[-1:]}
    for member in members(text):
        if member.path and str(member.path[-1]) not in ends:  # computing the pointers of a million values would be slow
            continue
        name = pointer(*member.path)
        if name in wanted:  # if a key is repeated, the last one counts, as in every JSON parser
            value = lines.place(member.start)
            key = value if member.key_start is None else lines.place(member.key_start)
            plain = _PLAIN.match(text, member.start)
            positions[name] = Place(value, key, plain[0] if plain else None)
    return positions


def decode(data: bytes) -> str | Problem:
    """Decode UTF-8, or return a problem with the place of the first invalid byte."""
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
    """Return what the bytes look like, for the message. The guess may be wrong, so it is not used to decode them."""
    if kind := detect_format(data):
        return f"; it looks like {kind}"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "; it looks like Windows-1252"


def to_integer(text: str) -> int | RawNumber:
    """Parse a whole number, or keep its spelling where it is not exact."""
    # Python refuses to parse numbers of thousands of digits, and is slow long before that.
    return int(text) if len(text) <= 17 and abs(int(text)) <= MAX_INTEGER else RawNumber(text)


def to_decimal(text: str) -> float | RawNumber:
    """Parse a number with a fraction, or keep its spelling where it is not exact."""
    # A number is exact if Python writes it as it was spelt. 41.1 is, although no double equals it to the last digit.
    number = float(text)
    try:
        return number if Decimal(text) == Decimal(repr(number)) else RawNumber(text)
    except InvalidOperation:  # an exponent of twenty digits
        return RawNumber(text)


def _repeated_keys(text: str) -> Iterator[Problem]:
    lines = Lines(text)
    for member in members(text):
        # A key with a surrogate has a problem of its own, and no pointer.
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


def key_without_quotes(key: object) -> str:
    """Describe a key that is not a string, usually a number without quotation marks."""
    is_plain = key is None or isinstance(key, (bool, int, float, RawNumber))
    return f"the key {shown(key)}{' without quotation marks' if is_plain else ''}"


def _problem_of(flaw: Flaw) -> Problem:
    code = _CODES[flaw.kind]
    limits = {"depth": MAX_DEPTH, "repeats": MAX_REPEATS}
    params: dict[str, str | int | float] = {
        "found": key_without_quotes(flaw.value) if flaw.kind == "key" else shown(flaw.value)
    }
    if flaw.kind in limits:
        params = {"limit": limits[flaw.kind]}
    if flaw.kind == "surrogate" and flaw.is_key:
        params["of"] = "key"  # the value of the key can be used
    return Problem(code, pointer(*flaw.path), params=params)
