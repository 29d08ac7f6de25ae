"""Items of lists whose bullets are typed before their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.letters.blocks import Block, Line, ListItem, Paragraph
from sqsreport.letters.characters import BULLETS, SIGNS
from sqsreport.letters.formats.html.lines import with_joined_numbers, with_next
from sqsreport.letters.formats.html.tables import DASHES

#: What is typed before an item: a glyph, or a dash, a sign or a letter o with a space after it.
_BULLET: Final = re.compile(
    rf"(?:\*\*|\*)?(?P<glyph>(?![{SIGNS}])[{BULLETS}])(?P=glyph)*(?:\*\*|\*)?\s*(?P<text>\S.*)"
    rf"|(?P<dash>[{DASHES}{SIGNS}]|\\?\*|o)\s+(?P<item>\S.*)"
)
_BULLET_ALONE: Final = re.compile(rf"\s*(?:(?![{SIGNS}])[{BULLETS}]|[{DASHES}]|o)\s*")
#: Pixels from which a difference of indentation is one of levels.
_INDENT: Final = 4


def _with_joined_bullets(lines: list[tuple[Line, float]]) -> Iterator[tuple[Line, float]]:
    """Join a bullet that is alone on its line with the line after it, unless that has one of its own."""
    bullet: tuple[Line, float] | None = None
    for line, indent in lines:
        if bullet and not _BULLET.fullmatch(line.text) and not _BULLET_ALONE.fullmatch(line.text):
            sign, indent = bullet  # noqa: PLW2901 - the item begins where its bullet does
            text = f"{sign.text.strip()} {line.text}"
            line = with_next(sign, line, text)  # noqa: PLW2901
        elif bullet:
            yield bullet
        bullet = None
        if _BULLET_ALONE.fullmatch(line.text):
            bullet = line, indent
        else:
            yield line, indent
    if bullet:
        yield bullet


def is_bullet(text: str) -> bool:
    """Check whether a text may be the bullet before an item."""
    return _BULLET.fullmatch(f"{text.strip()} x") is not None


@attrs.define
class TypedBullets:
    """The typed bullets that the current item is nested in."""

    #: Whether asterisks are bullets; a single one may be the mark of a footnote.
    has_stars: bool
    #: The indentation and the glyph of each.
    levels: list[tuple[float, str]] = attrs.field(factory=list)

    def parted(self, kind: Paragraph | ListItem, lines: list[Line], indents: list[float]) -> Iterator[Block]:
        """Part lines at typed bullets, which need not be at the beginning of a paragraph."""
        base = kind.depth + 1 if isinstance(kind, ListItem) else 0
        current: list[Line] = []
        block: Block = kind
        for line, indent in _with_joined_bullets([*with_joined_numbers(lines, indents)]):
            match = _BULLET.fullmatch(line.text)
            if match is None or (match["dash"] in ("*", "\\*") and not self.has_stars):
                current.append(line)
                continue
            bare = Line(match["text"] or match["item"], line.passage)
            if isinstance(kind, ListItem) and not current and block is kind:
                current.append(bare)
                continue
            if current:
                yield attrs.evolve(block, lines=tuple(current))
            depth = base + self._level(indent, match["glyph"] or match["dash"])
            block, current = ListItem((), depth), [bare]
        yield attrs.evolve(block, lines=tuple(current))
        if block is kind and not base:
            self.levels.clear()

    def _level(self, indent: float, glyph: str) -> int:
        """Return how deep an item with a typed bullet is nested, by its indentation, or else by its glyph."""
        glyph = "-" if glyph in DASHES else glyph
        while self.levels and self.levels[-1][0] > indent + _INDENT:
            self.levels.pop()
        alike = [index for index, each in enumerate(self.levels) if each[1] == glyph and each[0] >= indent - _INDENT]
        if alike:
            del self.levels[alike[0] + 1 :]
        else:
            self.levels.append((indent, glyph))
        return len(self.levels) - 1
