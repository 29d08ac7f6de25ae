"""The table of interpretations of quantities."""

from __future__ import annotations

from typing import Final

from sqsreport.quantity import vocabulary


def readings_table() -> str:
    """Return the table, in Markdown."""
    rows = "".join(f"| {' | '.join(row)} |\n" for row in vocabulary.rows())
    return f"| words | read as, in per cent | example |\n|---|---|---|\n{rows}"


PLACEHOLDERS: Final = {"reference/quantities": {"%READINGS%": readings_table}}
