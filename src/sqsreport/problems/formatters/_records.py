"""Results as plain data, as described by the schema of problems."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from sqsreport._text import escape_in_json, replace_surrogates
from sqsreport.problems.formatters.summary import Summary, is_fine
from sqsreport.results import Result

#: The schema of the records, by its ``$id``.
SCHEMA: Final = "urn:sqsreport:schema:1.0:problems"
VERSION: Final = "1.0"


def dump_line(record: object) -> str:
    """Write plain data as JSON on one line without a character that a terminal acts on."""
    # Even where a surrogate may be escaped, most readers refuse it.
    return escape_in_json(replace_surrogates(json.dumps(record, ensure_ascii=False, allow_nan=False)))


def result_record(result: Result, *, strict: bool) -> Mapping[str, Any]:
    """Return a result as plain data. Keys without a value are left out."""
    return {
        **({} if result.source is None else {"source": result.source}),
        "index": result.index,
        "valid": is_fine(result, strict=strict),
        "problems": [problem.to_dict() for problem in result.problems],
    }


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
