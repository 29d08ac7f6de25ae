"""Ways to break a report, each with the problems that it causes.

Most are rows of ``catalogue.json``: mistakes of people and of programs. The others are derived from the schema, or
from the report that they break.
"""

from __future__ import annotations

from sqsreport.testing.breakages.catalogue import CATALOGUE, HARMLESS, PICKED, SLIPS
from sqsreport.testing.breakages.changes import Breakage
from sqsreport.testing.breakages.rules import rule_breakages
from sqsreport.testing.breakages.structure import structure_breakages

__all__ = ["CATALOGUE", "HARMLESS", "PICKED", "SLIPS", "Breakage", "rule_breakages", "structure_breakages"]
