"""The report as immutable, typed values. This package does not depend on files or formats."""

from sqsreport.model.commentary import Footnote, Item, Paragraph, Section
from sqsreport.model.context import Cohort, Comparator, Context, Reoffending
from sqsreport.model.dates import Month, PartialDate
from sqsreport.model.inspection import Authority, Fieldwork, Inspection, PreviousInspection, Service
from sqsreport.model.kinds import ComparatorKind, Direction, ThemeKey
from sqsreport.model.people import CopyListEntry, LeadInspector, Person
from sqsreport.model.prose import Prose
from sqsreport.model.report import Report, report_id

__all__ = [
    "Authority",
    "Cohort",
    "Comparator",
    "ComparatorKind",
    "Context",
    "CopyListEntry",
    "Direction",
    "Fieldwork",
    "Footnote",
    "Inspection",
    "Item",
    "LeadInspector",
    "Month",
    "Paragraph",
    "PartialDate",
    "Person",
    "PreviousInspection",
    "Prose",
    "Reoffending",
    "Report",
    "Section",
    "Service",
    "ThemeKey",
    "report_id",
]
