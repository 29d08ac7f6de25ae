"""Corrections that people make of what was read from letters: data that is applied again at every reading.

A `Corrections` belongs to one letter, by the SHA-256 of its file. It has an RFC 6902 JSON Patch on the report as it was
read, with a ``test`` for every value that is changed. So a later version of the reader, which may read the letter
differently, cannot make a correction hit another value: one whose ground has changed is not applied, and is an error.
"""

from __future__ import annotations

from sqsreport.corrections.applying import CorrectedReport, Correction, apply
from sqsreport.corrections.changes import make
from sqsreport.corrections.files import Collection, Corrections, dump, dumps, load, load_all, loads

__all__ = [
    "Collection", "CorrectedReport", "Correction", "Corrections", "apply", "dump", "dumps", "load", "load_all", "loads",
    "make",
]  # fmt: skip
