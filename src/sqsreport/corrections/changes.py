"""Compare two reports, and make the JSON Patch that turns one into the other, with a test before every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqsreport._jsondata import pointer
from sqsreport.codec import to_dict
from sqsreport.corrections.files import Corrections
from sqsreport.corrections.values import ABSENT, same, value_at
from sqsreport.model import Report

Operation = dict[str, Any]


def make(  # noqa: PLR0913 - one for each key of the file
    read: Report | None,
    edited: Report,
    *,
    sha256: str,
    letter: str | None = None,
    accepted: Iterable[str] = (),
    checked: bool = False,
    by: str | None = None,
    at: datetime | None = None,
    note: str | None = None,
) -> Corrections:
    """Make the corrections that turn a report as it was read into a report that a person has edited.

    Args:
        read: the report as it was read from the letter, or ``None`` if there was none.
        edited: the edited report.
        sha256: the digest of the file of the letter, which its `Reading` has.
        letter: the name of the file, for people.
        accepted: JSON Pointers of values that a person checked and left unchanged.
        checked: whether a person compared the whole letter with its report.
        by: who made the corrections.
        at: when they were made.
        note: why they were made.
    """
    before = to_dict(read) if read else {}
    after = to_dict(edited)
    patch = [operation for change in changes(before, after) for operation in change]
    patch += [{"op": "test", "path": path, "value": value_at(after, path)} for path in accepted]
    time = None if at is None else at.isoformat(timespec="seconds")
    return Corrections(sha256=sha256, patch=tuple(patch), letter=letter, checked=checked, by=by, at=time, note=note)


def changes(before: Any, after: Any, where: str = "") -> Iterator[list[Operation]]:
    """Yield the operations of each change between two JSON values; a test of the old value, if any, comes first.

    A list with another number of items is replaced as a whole, so that all paths are valid in the original document.
    """
    if same(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            yield from changes(before.get(key, ABSENT), after.get(key, ABSENT), where + pointer(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from changes(old, new, where + pointer(index))
    elif before is ABSENT:
        yield [{"op": "add", "path": where, "value": after}]
    else:
        test = {"op": "test", "path": where, "value": before}
        change = (
            {"op": "remove", "path": where} if after is ABSENT else {"op": "replace", "path": where, "value": after}
        )
        yield [test, change]
