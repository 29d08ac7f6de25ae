"""The report as immutable, typed values. This package does not depend on files or formats."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqsreport.model.commentary import Footnote, Item, Paragraph, Section
    from sqsreport.model.context import Cohort, Comparator, Context, Reoffending
    from sqsreport.model.dates import Month, PartialDate
    from sqsreport.model.ids import report_id
    from sqsreport.model.inspection import Authority, Fieldwork, Inspection, PreviousInspection, Service
    from sqsreport.model.kinds import ComparatorKind, Direction, ThemeKey
    from sqsreport.model.people import CopyListEntry, LeadInspector, Person
    from sqsreport.model.prose import Prose
    from sqsreport.model.report import Report

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

#: The module of each name: creating all classes takes a while, and the rules need few of them.
_MODULE_OF = {
    name: module
    for module, names in {
        "commentary": ("Footnote", "Item", "Paragraph", "Section"),
        "context": ("Cohort", "Comparator", "Context", "Reoffending"),
        "dates": ("Month", "PartialDate"),
        "ids": ("report_id",),
        "inspection": ("Authority", "Fieldwork", "Inspection", "PreviousInspection", "Service"),
        "kinds": ("ComparatorKind", "Direction", "ThemeKey"),
        "people": ("CopyListEntry", "LeadInspector", "Person"),
        "prose": ("Prose",),
        "report": ("Report",),
    }.items()
    for name in names
}

if not TYPE_CHECKING:  # or type checkers would accept every name

    def __getattr__(name: str) -> object:
        """Import a name when it is first used."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module 'sqsreport.model' has no attribute {name!r}")
        globals()[name] = getattr(import_module(f"sqsreport.model.{_MODULE_OF[name]}"), name)
        return globals()[name]


def __dir__() -> list[str]:
    return [*globals(), *__all__]
