"""The laws: what holds of every report, letter and document, each one function with a sentence that promises it.

`LAWS` has them all. `test_laws` holds them to the few examples that a run of the tests has
time for, `laws.deep` to as many as one likes, and the page of promises in the documentation is
made of their names and sentences.
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
