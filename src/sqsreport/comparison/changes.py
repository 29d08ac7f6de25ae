"""The differences between two reports, as values."""

from __future__ import annotations

from typing import Any, Literal

import attrs

#: The kind of a change. An item that became several is ``split``; several that became one are ``merged``.
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
        kind: the kind of the change.
        before: the values of the first report: none if a value was added, several if they were merged.
        after: the values of the second report: none if a value was removed, several if one was split.
    """

    kind: ChangeKind
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()

    @property
    def pointer(self) -> str:
        """The JSON Pointer into the second report, or into the first if the value was removed."""
        return (self.after or self.before)[0].pointer

    def concerns(self, pointer: str) -> bool:
        """Check whether the change is of the value at a JSON Pointer, a part of it, or a value that contains it."""
        paths = [f"{part.pointer}/" for part in (*self.before, *self.after)]
        return any(path.startswith(f"{pointer}/") or f"{pointer}/".startswith(path) for path in paths)


@attrs.frozen
class Figure:
    """A figure of both reports, or ``None`` for a report without it."""

    label: str
    before: str | int | float | None
    after: str | int | float | None
