"""Results as plain data: what the JSON forms hold, and what their schema describes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from sqsreport._terminal import characters
from sqsreport.listing.summary import Summary, is_fine
from sqsreport.problems import Problem
from sqsreport.results import Result

#: The schema of the records, by its ``$id``.
SCHEMA: Final = "urn:sqsreport:schema:1.0:problems"
VERSION: Final = "1.0"

#: What JSON allows in a text and a terminal would act on. As an escape it says the same.
_HARMFUL: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def dumped(record: object) -> str:
    """Write plain data as JSON on one line that no terminal acts on."""
    # Whether or not a surrogate may be escaped, most readers would refuse it.
    text = characters(json.dumps(record, ensure_ascii=False, allow_nan=False))
    return _HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def result_record(result: Result, *, strict: bool) -> Mapping[str, Any]:
    """Return a result as plain data. What is not there has no key."""
    return {
        **({} if result.source is None else {"source": result.source}),
        "index": result.index,
        "valid": is_fine(result, strict=strict),
        "problems": [problem_record(problem) for problem in result.problems],
    }


def problem_record(problem: Problem) -> Mapping[str, Any]:
    """Return a problem as plain data."""
    record = {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "pointer": problem.pointer,
        "line": problem.line,
        "column": problem.column,
        "page": problem.page,
        "params": dict(problem.params) or None,
    }
    return {key: value for key, value in record.items() if value is not None}


def summary_record(summary: Summary) -> Mapping[str, Any]:
    """Return a summary as plain data."""
    return {
        "files": summary.files,
        "documents": summary.documents,
        "valid": summary.valid,
        "invalid": summary.invalid,
        "unreadable": summary.unreadable,
        "errors": summary.severities["error"],
        "warnings": summary.severities["warning"],
        "codes": dict(sorted(summary.codes.items())),
        **({"interrupted": True} if summary.is_interrupted else {}),
    }
