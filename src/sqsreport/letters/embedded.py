"""The report that is embedded in a written letter, next to its text.

The text of a letter has no GSS codes and no extensions, and a report that was built in
Python may lack the sentences that reading relies on. So a letter may embed the exact
report, with a digest of the report and of the visible text. If either was changed since,
the embedded report is ignored and the text is read. The digest detects edits, but it is
not a signature: anyone can compute a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqsreport import schemas
from sqsreport.codec import dumps, from_valid_dict, text_of
from sqsreport.errors import UnwritableLetterError
from sqsreport.letters.blocks import Block, Embedded, visible_text
from sqsreport.letters.limits import MAX_EMBEDDED, too_large
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.validation.fast_parse import fast_parse
from sqsreport.validation.text import parse


def make(report: Report, blocks: Iterable[Block]) -> Embedded:
    """Return the embedded report for a letter with the text of *blocks*.

    Raises:
        UnwritableLetterError: it is larger than the limit for reading.
    """
    text = dumps(report, allow_invalid=True)  # reading a letter returns an invalid report with its problems
    if len(text) > MAX_EMBEDDED:
        size = f"{len(text):,} characters"
        raise UnwritableLetterError([too_large("the embedded report is", size, f"{MAX_EMBEDDED:,}")])
    return Embedded(text, _digest(text, blocks))


def unpack(embedded: Embedded, blocks: Iterable[Block]) -> Report | Problem:
    """Return the embedded report of a letter, or the problem because of which it is ignored."""
    if len(embedded.json) > MAX_EMBEDDED:
        return Problem("SQS409")
    document, is_valid = _document(embedded.json)
    if document is None or "schema_version" not in document:
        return Problem("SQS409")
    # Only errors of the structure make it unusable; the problems that the rules find are reported by the caller.
    report = from_valid_dict(document) if is_valid else None
    # The embedded text has other escapes than that of `dumps`. A changed report is ignored, whatever its structure.
    if embedded.sha256 != _digest(text_of(document, report), blocks):
        return Problem("SQS405")
    return report or Problem("SQS409")


def _document(text: str) -> tuple[dict[str, Any] | None, bool]:
    """Return the object that a JSON text without problems represents, and whether its structure is valid."""
    is_valid = schemas.verdict()
    plain = fast_parse(text.encode("utf-8", "surrogatepass"))
    if plain is not None and is_valid(plain.data):  # nearly always
        return plain.data, True
    parsed = parse(text)
    if parsed.problems or not isinstance(parsed.document, dict):
        return None, False
    return parsed.document, is_valid(parsed.document)


def _digest(text: str, blocks: Iterable[Block]) -> str:
    return hashlib.sha256(f"{visible_text(blocks)}\n{text}".encode()).hexdigest()
