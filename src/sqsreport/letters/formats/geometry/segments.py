"""The parts of a page as plain values: segments of text with their places and looks, and shapes."""

from __future__ import annotations

from typing import Final

import attrs

#: Left, top, right and bottom, in points from the top left corner.
Box = tuple[float, float, float, float]


@attrs.define(eq=False)
class Segment:
    """Characters of one line that look alike, with the box around them as the page is read.

    Attributes:
        size: of the font, in points.
        start: index of its first character in the text of its page.
        tag: the number of the marked content that it is part of, or -1.
        is_spaced: whether white space or the end of a line comes before it in the text of the page.
        is_artifact: whether the file marks it as no part of the content, such as a page number.
        is_aslant: whether it runs in another direction than the rest of the page.
        has_added_hyphen: whether it ends with a hyphen that was printed apart from the letters before it.
        is_code: whether its tag marks it as code.
        is_raised: whether it is smaller than its line and printed above it, as the mark of a footnote.
        begins_cell: whether a wide gap separates it from the segment before it in its row.
        reason: why it is not part of the text, such as ``struck out``.
    """

    text: str
    page: int
    start: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    tag: int = -1
    is_italic: bool = False
    is_bold: bool = False
    is_spaced: bool = True
    is_artifact: bool = False
    is_aslant: bool = False
    has_added_hyphen: bool = False
    is_code: bool = False
    is_raised: bool = False
    begins_cell: bool = False
    href: str | None = None
    reason: str | None = None

    @property
    def baseline(self) -> float:
        """The distance of its baseline from the top of the page."""
        return self.bottom - DESCENT * self.size


#: A bullet that is drawn, for which the file has no character: one of the private use area.
DRAWN_BULLET: Final = "\uf0ff"
#: The parts of the font size that the box of a segment has above and below the baseline.
ASCENT, DESCENT = 0.85, 0.25


@attrs.define(eq=False)
class Page:
    """A page as it is read: lines run from left to right, and downwards.

    Attributes:
        number: from 1.
        width: in points, and so is the height.
        turn: quarter turns, clockwise, from how the page is read to how it is shown.
        rules: boxes of horizontal lines that are drawn, from the top.
        annotations: contents of the annotations that are shown, with their boxes.
        is_recognised: whether it is a picture, the words of which come from text recognition.
    """

    number: int
    width: float
    height: float
    text: str
    segments: list[Segment]
    turn: int = 0
    rules: list[Box] = attrs.field(factory=list)
    annotations: list[Segment] = attrs.field(factory=list)
    is_recognised: bool = False

    def shown(self, box: Box) -> Box:
        """Return the place of a box on the page as it is shown."""
        left, top, right, bottom = box
        if self.turn == 1:
            left, top, right, bottom = self.height - bottom, left, self.height - top, right
        elif self.turn == 2:
            left, top, right, bottom = self.width - right, self.height - bottom, self.width - left, self.height - top
        elif self.turn == 3:
            left, top, right, bottom = top, self.width - right, bottom, self.width - left
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
