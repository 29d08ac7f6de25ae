"""JSON text and reports: strict on the way in, canonical on the way out."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sqsreport._files import StrPath, read_bytes, write_out
from sqsreport._jsondata import printable
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.problems import Problem, errors_in
from sqsreport.validation import parse, problems_of_data, problems_of_text

if TYPE_CHECKING:
    from cattrs import Converter


def load(source: StrPath | IO[str] | IO[bytes]) -> Report:
    """Read a report from a path or an open file.

    Raises:
        ValidationError: it is not a valid report; the error has every `Problem`.
        OSError: it cannot be read.
    """
    return loads(read_bytes(source))


def loads(text: str | bytes) -> Report:
    """Read a report from JSON text.

    Raises:
        ValidationError: it is not a valid report; the error has every `Problem`.
        TypeError: it is neither `str` nor `bytes`.
    """
    report, problems = read(text)
    if report is None:
        raise ValidationError(problems)
    return report


def read(text: str | bytes) -> tuple[Report | None, list[Problem]]:
    """Read JSON text: a report unless there are errors, and every problem, warnings too."""
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"the JSON text must be str or bytes, not {type(text).__name__}")
    parsed = parse(text)
    problems = problems_of_text(parsed)
    return None if errors_in(problems) else from_data(parsed.document), problems


def dump(report: Report, target: StrPath | IO[str] | IO[bytes]) -> None:
    """Write a report to a path or an open file, in the canonical form of `dumps`.

    A path gets the whole file or stays as it was.

    Raises:
        OSError: it cannot be written.
    """
    write_out(target, dumps(report).encode())


def dumps(report: Report) -> str:
    """Write a report as canonical JSON text.

    Canonical: keys in the order of the schema, an indent of two spaces, characters as
    themselves, a line break at the end; the same text on every run and machine.
    """
    return json.dumps(to_data(report), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def validate(document: object) -> list[Problem]:
    """Return every problem of a document, or none when it is a valid report.

    Args:
        document: a `Path`, JSON text as `str` or `bytes`, parsed JSON, or a `Report`.

    Any input gives problems and none an exception; parsed JSON is not changed.
    """
    if isinstance(document, Path):
        try:
            document = document.read_bytes()
        except (OSError, ValueError) as error:  # a path with a null character is a ValueError
            reason = str(getattr(error, "strerror", None) or error).lower()
            return [Problem("SQS010", params={"path": printable(str(document)), "reason": reason})]
    if isinstance(document, bytearray | memoryview):
        document = bytes(document)
    if isinstance(document, (str, bytes)):
        return problems_of_text(parse(document))
    return problems_of_data(to_data(document) if isinstance(document, Report) else document)


def from_data(data: Any) -> Report:
    """Make a report of plain data that is known to be valid."""
    return _converter().structure(data, Report)


def to_data(report: Report) -> dict[str, Any]:
    """Make plain data of a report: what `json.dumps` takes."""
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    data: dict[str, Any] = _converter().unstructure(report, Report)
    return data


@functools.cache
def _converter() -> Converter:
    # Imported here because validating alone has no use for cattrs, and it costs a cold start.
    from sqsreport.converters import make_converter

    return make_converter()
