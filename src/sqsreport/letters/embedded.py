"""The report that a letter carries beside its text, for what the text cannot say.

A letter prints no GSS code and no extension, and a report made in Python may lack the
sentences that a reader leans on. So a letter may carry the exact report, with a digest of
it and of the text that it goes with: when somebody changes either, the text counts. The
digest tells an edit. It is no signature, and whoever wants to deceive can make a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqsreport.codec import dumps, from_data
from sqsreport.letters.blocks import Block, Embedded, visible_text
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.validation import parse
from sqsreport.validation.structure import structure


def make(report: Report, blocks: Iterable[Block]) -> Embedded:
    """Return what a letter that reads as *blocks* carries."""
    json = dumps(report)
    return Embedded(json, _digest(json, blocks))


def unpack(embedded: Embedded, blocks: Iterable[Block]) -> Report | Problem:
    """Return the report that a letter carries, or why that is not what its text says."""
    parsed = parse(embedded.json)
    if parsed.problems or structure(parsed.document):
        return Problem("SQS409")
    report = from_data(parsed.document)
    # What the rules find in it is told, and is no reason to lose it.
    return report if embedded.sha256 == _digest(dumps(report), blocks) else Problem("SQS405")


def _digest(json: str, blocks: Iterable[Block]) -> str:
    return hashlib.sha256(f"{visible_text(blocks)}\n{json}".encode()).hexdigest()
