"""The differences between two reports, as values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from sqsreport.model import Report

#: What happened to a value. An item that became several is ``split``, several that became one are ``merged``.
ChangeKind = Literal["added", "removed", "changed", "moved", "split", "merged"]


@attrs.frozen
class Part:
    """A value of one of the two reports, as plain JSON data, with the JSON Pointer to it."""

    pointer: str
    value: Any


@attrs.frozen
class Change:
    """One difference between two reports.

    Attributes:
        kind: what happened.
        before: the values of the first report: none where something was added, several where they were merged.
        after: the values of the second report: none where something was removed, several where one was split.
    """

    kind: ChangeKind
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()

    @property
    def pointer(self) -> str:
        """The JSON Pointer into the second report, or into the first where the value was removed."""
        return (self.after or self.before)[0].pointer

    def concerns(self, pointer: str) -> bool:
        """Check whether the change is at a JSON Pointer, below it, or of something that contains it."""
        places = [f"{part.pointer}/" for part in (*self.before, *self.after)]
        return any(place.startswith(f"{pointer}/") or f"{pointer}/".startswith(place) for place in places)


@attrs.frozen
class Figure:
    """A figure of both reports, side by side; ``None`` where a report has none."""

    label: str
    before: str | int | float | None
    after: str | int | float | None


@attrs.frozen
class Comparison:
    """Two reports, and what changed from the first to the second.

    Attributes:
        before: the first report.
        after: the second report.
        changes: the differences, in the order of the reports.
    """

    before: Report
    after: Report
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Whether there is no difference."""
        return not self.changes

    @property
    def counts(self) -> Mapping[ChangeKind, int]:
        """The number of changes of each kind."""
        return Counter(change.kind for change in self.changes)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The dates, figures and themes of both reports, side by side."""
        # Imported when needed: a comparison of many reports shows none.
        from sqsreport.comparison.figures import figures

        return tuple(figures(self.before, self.after))

    def patch(self) -> list[dict[str, Any]]:
        """Return the operations of a JSON Patch (RFC 6902) that makes the second report of the first.

        It has all differences, whatever was left out of `changes`.
        """
        from sqsreport import codec
        from sqsreport.comparison.patches import patch

        return patch(codec.to_data(self.before), codec.to_data(self.after))
