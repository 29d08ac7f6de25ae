"""The report that a letter carries beside its text, for what the text cannot say.

A letter prints no GSS code and no extension, and a report made in Python may lack the
sentences that a reader leans on. So a letter may carry the exact report, with a digest of
it and of the text that it goes with: when somebody changes either, the text counts. The
digest tells an edit. It is no signature, and whoever wants to deceive can make a new one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from sqsreport.codec import dumps, from_valid_dict
from sqsreport.errors import UnwritableLetterError
from sqsreport.letters.blocks import Block, Embedded, visible_text
from sqsreport.letters.limits import MAX_EMBEDDED, too_large
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.validation import parse
from sqsreport.validation.structure import structure


def make(report: Report, blocks: Iterable[Block]) -> Embedded:
    """Return what a letter that reads as *blocks* carries.

    Raises:
        UnwritableLetterError: it is larger than what is read.
    """
    text = dumps(report, allow_invalid=True)  # a letter is read back with its problems, and not refused
    if len(text) > MAX_EMBEDDED:
        found = f"{len(text):,} characters"
        raise UnwritableLetterError([too_large("the report that goes along is", found, f"{MAX_EMBEDDED:,}")])
    return Embedded(text, _digest(text, blocks))


def unpack(embedded: Embedded, blocks: Iterable[Block]) -> Report | Problem:
    """Return the report that a letter carries, or why that is not what its text says."""
    if len(embedded.json) > MAX_EMBEDDED:
        return Problem("SQS409")
    parsed = parse(embedded.json)
    if parsed.problems or not isinstance(parsed.document, dict) or "schema_version" not in parsed.document:
        return Problem("SQS409")
    # Markup spells it otherwise than `dumps`; and what was changed need not be validated.
    canonical = json.dumps(parsed.document, ensure_ascii=False, indent=2) + "\n"
    if embedded.sha256 != _digest(canonical, blocks):
        return Problem("SQS405")
    # What the rules find in it is told, and is no reason to lose it.
    return Problem("SQS409") if structure(parsed.document).problems else from_valid_dict(parsed.document)


def _digest(text: str, blocks: Iterable[Block]) -> str:
    return hashlib.sha256(f"{visible_text(blocks)}\n{text}".encode()).hexdigest()
