"""Hypothesis strategies for reports and all their parts, which draw valid values.

Every function returns a strategy. Its arguments are values of other parts that the drawn part has to agree with.
`reports` draws whole reports in which `sqsreport.validate` finds no error: the ids follow from the other values, marks
have footnotes, numbers ascend, and the figures agree with the text.
"""

from __future__ import annotations

from sqsreport.testing.strategies.broken import BrokenReport, broken_reports
from sqsreport.testing.strategies.commentary import commentaries, footnotes, items, sections
from sqsreport.testing.strategies.context import KINDS, cohorts, comparators, contexts, percentages, reoffending
from sqsreport.testing.strategies.data import extensions, json_values, shuffled
from sqsreport.testing.strategies.dates import days, months, partial_dates
from sqsreport.testing.strategies.inspection import (
    areas,
    authorities,
    fieldworks,
    gss_codes,
    inspections,
    previous_inspections,
    programmes,
    services,
)
from sqsreport.testing.strategies.letter import Letter, letters
from sqsreport.testing.strategies.mutations import mutated, places_in
from sqsreport.testing.strategies.people import copy_list_entries, email_addresses, lead_inspectors, persons
from sqsreport.testing.strategies.printed import Forms, names, printed_reports, sentences
from sqsreport.testing.strategies.report import documents, reports, schema_uris, texts
from sqsreport.testing.strategies.text import characters, lines, paragraphs_of_prose, prose, words

__all__ = [
    "KINDS", "BrokenReport", "Forms", "Letter", "areas", "authorities", "broken_reports", "characters",
    "cohorts", "commentaries", "comparators", "contexts", "copy_list_entries", "days", "documents", "email_addresses",
    "extensions", "fieldworks", "footnotes", "gss_codes", "inspections", "items", "json_values", "lead_inspectors",
    "letters", "lines", "months", "mutated", "names", "paragraphs_of_prose", "partial_dates", "percentages", "persons",
    "places_in", "previous_inspections", "printed_reports", "programmes", "prose", "reoffending", "reports",
    "schema_uris", "sections", "sentences", "services", "shuffled", "texts", "words",
]  # fmt: skip
