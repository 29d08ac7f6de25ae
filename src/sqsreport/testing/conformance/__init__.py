"""Conformance cases: documents with their expected problems, for programs in any language.

The cases are JSON files, which ``python -m sqsreport.testing.conformance --write FOLDER`` writes. This module reads
them, and checks functions and commands against them. It needs no extra.
"""

from __future__ import annotations

from sqsreport.testing.conformance.cases import LEVELS, Case, Level, read_cases
from sqsreport.testing.conformance.making import write_cases
from sqsreport.testing.conformance.running import Disagreement, disagreements, run_command

__all__ = ["LEVELS", "Case", "Disagreement", "Level", "disagreements", "read_cases", "run_command", "write_cases"]
