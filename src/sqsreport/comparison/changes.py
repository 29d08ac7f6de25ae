"""The differences between two reports, as values."""

from __future__ import annotations

from typing import Any, Literal

import attrs

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
