"""The report that a letter carries beside its text, for what the text cannot say.

A letter prints no GSS code and no extension, and a report made in Python may lack the
sentences that a reader leans on. So a letter may carry the exact report, with a digest of
the text that it goes with: when somebody changes the text, the text counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import attrs

from sqsreport.codec import dumps, from_data
from sqsreport.letters.blocks import Block, Embedded, visible_text
from sqsreport.letters.reading import Reading
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.validation import parse
from sqsreport.validation.structure import structure


def make(report: Report, blocks: Iterable[Block]) -> Embedded:
    """Return what a letter that reads as *blocks* carries."""
    return Embedded(dumps(report), _digest(blocks))


def apply(embedded: Embedded, blocks: Sequence[Block], reading: Reading) -> Reading:
    """Return the report that a letter carries, if that still goes with the text, or else the reading of the text."""
    parsed = parse(embedded.json)
    if parsed.problems or structure(parsed.document):
        return attrs.evolve(reading, problems=(Problem("SQS409"), *reading.problems))
    if embedded.text_sha256 != _digest(blocks):
        return attrs.evolve(reading, problems=(Problem("SQS405"), *reading.problems))
    # What the rules find is told, and is no reason to lose the report.
    return reading.with_report(from_data(parsed.document), blocks)


def _digest(blocks: Iterable[Block]) -> str:
    return hashlib.sha256(visible_text(blocks).encode()).hexdigest()
