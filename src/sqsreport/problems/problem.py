"""A problem: a code, a place, and the parameters of its message."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import attrs
from immutabledict import immutabledict

from sqsreport._text import escape
from sqsreport._values import excerpt
from sqsreport.problems.catalogue import CODES, Params, Severity

#: The maximum length of a parameter: longer than any list of choices, but it limits what a document can put in.
_LONGEST_PARAM = 200


def _to_params(params: Params) -> Params:
    # Callers usually escape quoted values; this guarantees that no message has a character that a terminal acts on.
    texts = {name: excerpt(escape(param), _LONGEST_PARAM) for name, param in params.items() if isinstance(param, str)}
    return immutabledict({**params, **texts})


@functools.total_ordering
@attrs.frozen(repr=False, order=False)
class Problem:
    """Something that is wrong, or looks wrong, and where.

    Problems sort by source and place.

    Attributes:
        code: a key of `CODES`, which never changes its meaning.
        pointer: JSON Pointer (RFC 6901) to the value, or to the object that lacks one;
            ``""`` is the whole document. For a missing part of a letter, its place in a report.
        line: 1-based line, where the input was text.
        column: 1-based column in characters, where the input was text.
        params: the parameters of the message; values of the document are cut to 80 characters.
        source: name of the file, where there is one.
        page: 1-based page, where the input has pages.
        severity_override: the severity that settings give it, where it is not that of its code.
    """

    code: str = attrs.field(validator=attrs.validators.in_(CODES))
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    params: Params = attrs.field(factory=immutabledict, converter=_to_params)
    source: str | None = None
    page: int | None = None
    severity_override: Severity | None = None

    @property
    def severity(self) -> Severity:
        """``error`` or ``warning``."""
        return self.severity_override or CODES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in a sentence of plain English."""
        return CODES[self.code].format_message(self.params)

    @property
    def suggestion(self) -> str | None:
        """How to correct it, where that is known."""
        return CODES[self.code].format_suggestion(self.params)

    @property
    def advice(self) -> str:
        """The message, and the suggestion where there is one."""
        return f"{self.message}; {self.suggestion}" if self.suggestion else self.message

    def to_dict(self) -> dict[str, Any]:
        """Return the problem as plain data for `json.dumps`; keys without a value are left out.

        It has the keys of a problem in the output of ``sqsreport validate --format json``, and ``source`` if the
        name of the file is known.

        >>> Problem("SQS002", line=1, column=1).to_dict()
        {'code': 'SQS002', 'severity': 'error', 'message': 'the input is empty', 'pointer': '', 'line': 1, 'column': 1}
        """
        data = {
            "source": self.source,
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "suggestion": self.suggestion,
            "pointer": self.pointer,
            "line": self.line,
            "column": self.column,
            "page": self.page,
            "params": dict(self.params) or None,
        }
        return {key: value for key, value in data.items() if value is not None}

    def __repr__(self) -> str:
        """Show the code, the place as far as it is known, and the message."""
        places = {name: getattr(self, name) for name in ("pointer", "line", "column", "page", "source")}
        fields = "".join(f", {name}={value!r}" for name, value in places.items() if value not in (None, ""))
        return f"Problem({self.code!r}{fields}, severity={self.severity!r}, message={self.message!r})"

    def __str__(self) -> str:
        """Return the problem on one line: place, severity, code, message, suggestion, pointer."""
        page = None if self.page is None else f"page {self.page}"
        place = ":".join(str(part) for part in (self.source, page, self.line, self.column) if part is not None)
        pointer = f" (at {excerpt(escape(self.pointer), _LONGEST_PARAM)})" if self.pointer else ""
        return f"{place + ': ' if place else ''}{self.severity} {self.code}: {self.advice}{pointer}"

    def __lt__(self, other: Problem) -> bool:
        """Return whether this problem comes before another: by source, place, code and message."""
        if not isinstance(other, Problem):
            return NotImplemented
        return self._sort_key < other._sort_key

    @property
    def _sort_key(self) -> tuple[str, int, int, int, str, str, str, str]:
        place = self.page or 0, self.line or 0, self.column or 0
        return self.source or "", *place, self.code, self.pointer, self.message, self.severity


def errors_in(problems: Iterable[Problem], *, strict: bool = False) -> list[Problem]:
    """Return the problems that make a report invalid: the errors and, with *strict*, the warnings too."""
    return [problem for problem in problems if strict or problem.severity == "error"]


def rows(problems: Iterable[Problem]) -> list[dict[str, str | int | None]]:
    """Return problems as rows of a table, all with the same columns; an empty cell is ``None``.

    >>> from sqsreport import validate
    >>> rows(validate("{"))[0]["code"]
    'SQS003'
    """
    columns = ("source", "line", "column", "page", "severity", "code", "pointer", "message", "suggestion")
    return [{column: getattr(problem, column) for column in columns} for problem in problems]
