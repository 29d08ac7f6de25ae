"""The laws: property tests of reports, letters and documents, each a function whose docstring is its promise.

`LAWS` has all of them. `test_laws` checks each with a few examples, `laws.deep` with as many as you like. The page of
promises in the documentation is generated from their names and docstrings.
"""

from __future__ import annotations

from laws import of_comparison, of_corrections, of_json, of_letters, of_masking, of_problems, of_redaction, of_tables
from laws.draws import DRAWS, Draw
from laws.register import LAWS, Law

__all__ = [
    "DRAWS",
    "LAWS",
    "Draw",
    "Law",
    "of_comparison",
    "of_corrections",
    "of_json",
    "of_letters",
    "of_masking",
    "of_problems",
    "of_redaction",
    "of_tables",
]
