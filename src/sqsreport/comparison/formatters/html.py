"""Comparisons as one self-contained HTML page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqsreport._html import page
from sqsreport.comparison.entries import entries
from sqsreport.comparison.pairing import Pair


def lines(pairs: Iterable[Pair], *, ignore_spelling: bool = False) -> Iterator[str]:
    """Yield the page in parts, so that many comparisons need no more memory than one."""

    def with_entries() -> Iterator[tuple[Pair, list[object]]]:
        for pair in pairs:
            comparison = pair.comparison
            described = entries(comparison, ignore_spelling=ignore_spelling, shortened=False) if comparison else ()
            yield pair, [*described]

    return page("diff.html", pairs=with_entries())
