"""What changed from one report to another."""

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
        ignore_spelling: whether to ignore which kinds of quotation marks, dashes and spaces texts have.
        only: JSON Pointers; changes elsewhere are left out.

    Raises:
        TypeError: one of them is not a `Report`.
    """
    # Imported when needed: most uses of a report compare nothing.
    from sqsreport import codec
    from sqsreport.comparison import comparing

    data = codec.to_dict(before), codec.to_dict(after)
    found = comparing.changes(*data, ignore_spelling=ignore_spelling)
    pointers = [pointer.rstrip("/") for pointer in only]
    return Comparison(before, after, tuple(comparing.only(found, pointers) if pointers else found))
