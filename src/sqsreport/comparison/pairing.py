"""Match the reports of two collections by id, in constant memory."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Self

import attrs

from sqsreport import codec
from sqsreport._text import pluralise
from sqsreport.comparison.result import Comparison
from sqsreport.model import Report


@attrs.frozen
class Sourced:
    """A report, and the name of the file that it was read from."""

    report: Report
    source: str


@attrs.frozen
class Pair:
    """Two versions of a report, one of which may be missing.

    Attributes:
        before: the first version.
        after: the second version.
        comparison: their comparison, or ``None`` if a version is missing.
    """

    before: Sourced | None
    after: Sourced | None
    comparison: Comparison | None = None

    @property
    def is_same(self) -> bool:
        """Whether there are two versions without a difference."""
        return self.comparison is not None and self.comparison.is_same


def pairs(before: Iterable[Sourced], after: Iterable[Sourced]) -> Iterator[tuple[Sourced | None, Sourced | None]]:
    """Yield the reports of two collections in pairs with the same id.

    If each collection has a single report, these are a pair even if their ids differ. Pairs are in the order of the
    first collection, followed by the reports that only the second one has. Reports with the same id in one collection
    are paired in their order.
    """
    first, second = iter(before), iter(after)
    heads = [*islice(first, 2)], [*islice(second, 2)]
    if len(heads[0]) == len(heads[1]) == 1:
        yield heads[0][0], heads[1][0]
        return
    first, second = chain(heads[0], first), chain(heads[1], second)
    with _Store() as waiting:
        for ours in first:
            if (stored := waiting.pop(ours.report.id)) is not None:
                yield ours, stored
                continue
            for theirs in second:
                if theirs.report.id == ours.report.id:
                    yield ours, theirs
                    break
                waiting.put(theirs)
            else:
                yield ours, None
        yield from ((None, each) for each in waiting.remaining())
        yield from ((None, each) for each in second)


@attrs.define
class Totals:
    """Counts of pairs and of their changes.

    Attributes:
        same: the number of pairs without a difference.
        different: the number of other pairs, also of those with one report.
        kinds: the number of changes of each kind.
    """

    same: int = 0
    different: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)

    def add(self, pair: Pair) -> None:
        """Count a pair."""
        self.same += pair.is_same
        self.different += not pair.is_same
        if pair.comparison is not None:
            self.kinds.update(pair.comparison.counts)

    def __str__(self) -> str:
        """Return the counts in words, such as ``1 report differs, 2 the same: 3 changes (2 changed, 1 added)``."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        changes = f": {pluralise(self.kinds.total(), 'change')} ({kinds})" if kinds else ""
        if self.same + self.different == 1:
            return f"the reports differ{changes}" if self.different else "the reports are the same"
        verb = "differs" if self.different == 1 else "differ"
        return f"{pluralise(self.different, 'report')} {verb}, {self.same} the same{changes}"


class _Store:
    """Reports without a partner so far. They are on the disk, because collections may be larger than the memory."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sqsreport-", ignore_cleanup_errors=True)
        self._database = sqlite3.connect(os.path.join(self._folder.name, "reports.sqlite"))  # noqa: PTH118 - it is text
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT, source TEXT, text TEXT)")
        self._database.execute("CREATE INDEX by_id ON reports (id)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._database.close()
        self._folder.cleanup()

    def put(self, item: Sourced) -> None:
        """Store a report."""
        row = (item.report.id, item.source, codec.dumps(item.report, allow_invalid=True))
        self._database.execute("INSERT INTO reports (id, source, text) VALUES (?, ?, ?)", row)

    def pop(self, report_id: str) -> Sourced | None:
        """Remove and return the first report with an id, or return ``None``."""
        query = "SELECT number, source, text FROM reports WHERE id = ? ORDER BY number LIMIT 1"
        row = self._database.execute(query, (report_id,)).fetchone()
        if row is None:
            return None
        self._database.execute("DELETE FROM reports WHERE number = ?", row[:1])
        return Sourced(codec.loads(row[2]), row[1])

    def remaining(self) -> Iterator[Sourced]:
        """Yield the remaining reports in their order."""
        for source, text in self._database.execute("SELECT source, text FROM reports ORDER BY number"):
            yield Sourced(codec.loads(text), source)
