"""Compare reports: the changes from one report to another."""

from __future__ import annotations

from collections.abc import Iterable

from sqsreport.comparison.changes import Change, ChangeKind, Figure, Part
from sqsreport.comparison.result import Comparison
from sqsreport.model import Report

__all__ = ["Change", "ChangeKind", "Comparison", "Figure", "Part"]


def diff(before: Report, after: Report, *, ignore_spelling: bool = False, only: Iterable[str] = ()) -> Comparison:
    """Compare two reports.

    Sections are matched by theme, paragraphs by number and text, strengths and recommendations by id and text, and the
    copy list by role. A number that differs only because something was added or removed before it is not a change.

    Args:
        before: the first report.
        after: the second report.
        ignore_spelling: whether to ignore differences of quotation marks, dashes and spaces.
        only: JSON Pointers; other changes are omitted.

    Raises:
        TypeError: an argument is not a `Report`.
    """
    # Imported here because few programs compare reports.
    from sqsreport import codec
    from sqsreport.comparison import comparing

    data = codec.to_dict(before), codec.to_dict(after)
    changes = comparing.changes(*data, ignore_spelling=ignore_spelling)
    pointers = [pointer.rstrip("/") for pointer in only]
    return Comparison(before, after, tuple(comparing.only(changes, pointers) if pointers else changes))
