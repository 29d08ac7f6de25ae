"""A comparison as a JSON Patch (RFC 6902)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqsreport.comparison.pairing import Pair


def lines(pairs: Iterable[Pair], *, ignore_spelling: bool = False) -> Iterator[str]:  # noqa: ARG001 - of every format
    """Yield the patch.

    Raises:
        ValueError: there is not one report on each side.
    """
    both = [*pairs]
    if len(both) != 1 or both[0].comparison is None:
        raise ValueError("A patch needs one report on each side; for collections use another --format.")
    yield json.dumps(both[0].comparison.patch(), ensure_ascii=False, indent=2) + "\n"
