"""The data block: what a report holds and its letter does not say, carried by the letter.

A letter prints no GSS code and no extension, and a report made in Python may lack the
sentences that a reader leans on. What reading the text would not give is carried beside it,
with a digest of the text that it goes with: when somebody changes the text, the text counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import attrs

from sqsreport.codec import from_data, to_data
from sqsreport.letters.blocks import Block, visible_text
from sqsreport.letters.reading import Reading
from sqsreport.model import Report
from sqsreport.problems import Problem
from sqsreport.validation import parse
from sqsreport.validation.structure import structure


def make(report: Report, blocks: Iterable[Block], reading: Reading) -> str | None:
    """Return the data block for a report whose letter reads as *reading*, if it wants one."""
    if reading.report == report:
        return None
    full, read = to_data(report), to_data(reading.report) if reading.report else {}
    # The keys of the report stand at the top, so that nothing is nested deeper than in a report.
    block = {"text_sha256": _digest(blocks), "unset": [key for key in read if key not in full]}
    block |= {key: found for key, found in full.items() if read.get(key) != found}
    return json.dumps(block)  # in ASCII, which no format and no tool on the way will change


def apply(carried: str, blocks: Iterable[Block], reading: Reading) -> Reading:
    """Complete a reading with the data block of its letter, if that still goes with the text."""
    block = parse(carried)
    if block.is_document and not block.problems and _fits(block.document, blocks):
        data = (to_data(reading.report) if reading.report else {}) | block.document
        for key in (*data["unset"], "unset", "text_sha256"):
            data.pop(key, None)
        if not structure(data):
            return Reading(from_data(data))
    return attrs.evolve(reading, problems=(Problem("SQS405"), *reading.problems))


def _digest(blocks: Iterable[Block]) -> str:
    return hashlib.sha256(visible_text(tuple(blocks)).encode()).hexdigest()


def _fits(block: Any, blocks: Iterable[Block]) -> bool:
    unset = block.get("unset") if isinstance(block, dict) else None
    is_ours = isinstance(unset, list) and all(isinstance(key, str) for key in unset)
    return is_ours and bool(block.get("text_sha256") == _digest(blocks))
