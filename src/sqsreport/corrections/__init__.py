"""Corrections of the reports that were read from letters, as data that is applied each time a letter is read.

`Corrections` belong to one letter, which is identified by the SHA-256 digest of its file. They contain an RFC 6902 JSON
Patch of the report as it was read, with a ``test`` for every value that is changed. If a later version of the reader
reads another value, the test fails, and the correction is reported as an error and not applied to the wrong value.
"""

from __future__ import annotations

from sqsreport.corrections.applying import CorrectedReport, Correction, apply
from sqsreport.corrections.changes import make
from sqsreport.corrections.files import Collection, Corrections, dump, dumps, load, load_all, loads

__all__ = [
    "Collection", "CorrectedReport", "Correction", "Corrections", "apply", "dump", "dumps", "load", "load_all", "loads",
    "make",
]  # fmt: skip
