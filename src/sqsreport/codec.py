"""Reading and writing reports as JSON: strict when reading, canonical when writing."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from typing import IO, TYPE_CHECKING, Any

from sqsreport._files import StrPath, read_bytes, reason_of, write_out
from sqsreport._jsondata import MAX_DOCUMENT
from sqsreport._text import escape
from sqsreport.errors import ValidationError
from sqsreport.model import Report
from sqsreport.model.report import is_checked, mark_as_checked
from sqsreport.problems import Problem, errors_in
from sqsreport.validation import examine, problems_of_data, rules

if TYPE_CHECKING:
    from cattrs import Converter


def load(source: StrPath | IO[str] | IO[bytes]) -> Report:
    """Read a report from a path or an open file.

    Raises:
        ValidationError: it is not a valid report; the error has every `Problem`.
        OSError: it cannot be read.
    """
    return loads(read_bytes(source, MAX_DOCUMENT + 1))


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
    """Parse JSON text; return the report unless there are errors, and all problems, warnings included."""
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"the JSON text must be str or bytes, not {type(text).__name__}")
    document, problems = examine(text)
    return None if errors_in(problems) else from_valid_dict(document), problems


def dump(report: Report, target: StrPath | IO[str] | IO[bytes], *, allow_invalid: bool = False) -> None:
    """Write a report to a path or an open file, in the canonical form of `dumps`.

    A file is replaced as a whole, or stays unchanged.

    Args:
        report: the report to write.
        target: where to write it.
        allow_invalid: whether to write a report that `load` would refuse.

    Raises:
        ValidationError: the report was built or changed in Python, and `check` finds an error in it.
        OSError: the target cannot be written.
    """
    write_out(target, dumps(report, allow_invalid=allow_invalid).encode())


def dumps(report: Report, *, allow_invalid: bool = False) -> str:
    """Return a report as canonical JSON text.

    Canonical: keys in the order of the schema, an indent of two spaces, characters as
    themselves, a line break at the end; the same text on every run and machine.

    A report from a letter is written even if it has errors, because its reading has reported them.

    Args:
        report: the report to write.
        allow_invalid: whether to write a report that `loads` would refuse.

    Raises:
        ValidationError: the report was built or changed in Python, and `check` finds an error in it.
    """
    data = to_dict(report)
    if not (allow_invalid or is_checked(report)) and errors_in(problems := rules.check(data)):
        raise ValidationError(problems)
    return text_of(data, report)


def text_of(data: Any, report: Report | None) -> str:
    """Return plain data as canonical JSON text, in the order of its keys; *report* is the one that it represents."""
    if report is None or not _spells_numbers_plainly(report):
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    import msgspec.json  # imported here because validation alone does not need it

    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def _spells_numbers_plainly(report: Report) -> bool:
    """Return whether the numbers of a report have a single spelling; very small and very large ones have several."""
    rate = report.context.reoffending if report.context else None
    rates = [rate.rate, *(comparator.rate for comparator in rate.comparators)] if rate else []
    return report.extensions is None and all(not each or each > 0.001 for each in rates)


def check(report: Report) -> list[Problem]:
    """Return the problems of a report that was built in Python.

    The constructors check each value. This checks values against each other, such as a letter that was published
    before its fieldwork ended, or a footnote mark without a footnote.

    >>> import attrs, sqsreport
    >>> from datetime import date
    >>> from sqsreport.testing import examples
    >>> report = attrs.evolve(examples.example_report(), published=date(2014, 4, 8))
    >>> [problem.code for problem in sqsreport.check(report)]
    ['SQS202']
    """
    return rules.check(to_dict(report))


def validate(document: object) -> list[Problem]:
    """Return all problems of a document.

    Args:
        document: a `pathlib.Path`, an open file, JSON text as `str` or `bytes`, parsed JSON, or a `Report`. A `str`
            is JSON text, and never the name of a file as in `load`.

    No input raises an exception: whatever is wrong with it is a problem. Parsed JSON is not changed.
    """
    if isinstance(document, os.PathLike) or hasattr(document, "read"):
        source: Any = document
        try:
            document = read_bytes(source, MAX_DOCUMENT + 1)
        except UnicodeDecodeError as error:  # a file that is open in text mode, but is not text
            params: dict[str, str | int] = {"byte": f"0x{error.object[error.start]:02x}", "offset": error.start}
            return [Problem("SQS001", params={**params, "guess": ""})]
        except (OSError, ValueError) as error:  # a path with a null character is a ValueError, and so is a closed file
            name = str(getattr(source, "name", "the input") if hasattr(source, "read") else source)
            return [Problem("SQS010", params={"path": escape(name), "reason": reason_of(error)})]
    if isinstance(document, bytearray | memoryview):
        document = bytes(document)
    if isinstance(document, (str, bytes)):
        return examine(document)[1]
    return problems_of_data(to_dict(document) if isinstance(document, Report) else document)


def to_dict(report: Report) -> dict[str, Any]:
    """Return a report as plain data for `json.dumps`: a new `dict` with keys in the order of the schema.

    Unlike `dumps`, it does not check the report.

    >>> from sqsreport.testing import examples
    >>> to_dict(examples.example_report())["published"]
    '2015-04-08'
    """
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
    # Imported here because validation alone does not need it.
    from sqsreport import _codegen

    return _codegen.to_dict(report)


def from_dict(data: Mapping[str, Any]) -> Report:
    """Return the report that plain data represents, such as parsed JSON. The data is not changed.

    Raises:
        ValidationError: it is not a valid report; the error has every `Problem`.
    """
    problems = problems_of_data(data)
    if errors_in(problems):
        raise ValidationError(problems)
    # The constructors convert subclasses of `str` and `float`, which JSON text cannot have.
    report = _converter().structure(data, Report)
    mark_as_checked(report)
    return report


@functools.cache
def _converter() -> Converter:
    from sqsreport.converters import make_converter  # imported here because validation alone does not need it

    return make_converter()


def from_valid_dict(data: Any) -> Report:
    """Return the report that plain data represents. The data must have been validated; it is not checked again."""
    # Imported here because validation alone does not need it, and it takes a while.
    from sqsreport import _codegen

    report = _codegen.from_dict(data)
    mark_as_checked(report)
    return report
