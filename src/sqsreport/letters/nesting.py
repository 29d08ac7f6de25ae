"""How deep the items of a list are nested, according to their bullets and their indentation."""

from __future__ import annotations

from typing import Final

import attrs

from sqsreport.letters.blocks import Passage

#: The kind of the bullets that markup has, which shows the depth by itself.
MARKUP: Final = "markup"


@attrs.define
class Nesting:
    """The items that the last one is nested in."""

    #: The kinds of their bullets, with their columns.
    markers: list[tuple[str, int | None]] = attrs.field(factory=list)
    #: Whether a sentence such as "The Board should:" is above the items.
    has_lead: bool = False
    #: The kind of the bullets above that sentence.
    above: str | None = None
    #: The line of the source that the last item began on.
    line_of_item: int | None = None

    @property
    def depth(self) -> int:
        """How many levels are above the last item."""
        return len(self.markers) - 1 + self.has_lead

    def restart(self, *, has_lead: bool = False) -> None:
        """Begin a list, perhaps below a sentence that leads to it."""
        self.above = self.markers[0][0] if self.markers and has_lead else None
        self.markers, self.has_lead = [], has_lead

    def indentation(self, passage: Passage | None) -> int | None:
        """Return the column of an item; of several on one line of the source, only the first has an indentation."""
        if passage is None or passage.line is None or passage.line == self.line_of_item:
            return None
        self.line_of_item = passage.line
        return passage.column

    def enter(self, kind: str, column: int | None, *, is_led: bool) -> None:
        """Go to the level of an item; *is_led* is whether the one above it ends with a colon."""
        if self.has_lead and self.markers and kind == self.above and kind not in (each for each, _ in self.markers):
            self.restart()  # the items below the sentence had other bullets than those above it
        if kind == MARKUP:
            self.markers = [(kind, column)]
            return
        self._leave(kind, column)
        is_below = not self.markers or self._is_indented(column) or (self.markers[-1][0] != kind and is_led)
        if not is_below:
            self.markers.pop()
        self.markers.append((kind, column))

    def _leave(self, kind: str, column: int | None) -> None:
        """Go back to the level of an item: that of its indentation, or else that of its bullet."""
        while len(self.markers) > 1 and column is not None and (self.markers[-1][1] or 0) > column:
            self.markers.pop()
        kinds = [each for each, _ in self.markers]
        if kind in kinds and not self._is_indented(column):
            del self.markers[len(kinds) - kinds[::-1].index(kind) :]

    def _is_indented(self, column: int | None) -> bool:
        above = self.markers[-1][1] if self.markers else None
        return column is not None and above is not None and column > above
