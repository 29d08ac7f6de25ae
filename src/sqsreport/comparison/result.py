"""The result of a comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs

from sqsreport import codec
from sqsreport.comparison.changes import Change, ChangeKind, Figure
from sqsreport.comparison.figures import figures
from sqsreport.comparison.patches import patch
from sqsreport.model import Report


@attrs.frozen
class Comparison:
    """Two reports, and the changes from the first to the second.

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
        return tuple(figures(self.before, self.after))

    def patch(self) -> list[dict[str, Any]]:
        """Return the operations of a JSON Patch (RFC 6902) that turns the first report into the second.

        The patch has all differences, including those that were omitted from `changes`.
        """
        return patch(codec.to_dict(self.before), codec.to_dict(self.after))
