"""Comparisons as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqsreport._html import page
from sqsreport.comparison.entries import entries
from sqsreport.comparison.pairing import Pair


def lines(pairs: Iterable[Pair], *, ignore_spelling: bool = False) -> Iterator[str]:
    """Yield the page piece by piece, so that many comparisons need no more memory than one."""

    def described() -> Iterator[tuple[Pair, list[object]]]:
        for pair in pairs:
            comparison = pair.comparison
            found = entries(comparison, ignore_spelling=ignore_spelling, shortened=False) if comparison else ()
            yield pair, [*found]

    return page("diff.html", pairs=described())
