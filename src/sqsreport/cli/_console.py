"""What rich lays out, as text: as wide as the terminal, with colours or with nothing but its words."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from typing import Final

from rich.console import Console, RenderableType
from rich.style import StyleType
from rich.theme import Theme

#: Lines longer than this are hard to follow, and columns narrower than that hold no word.
_WIDEST: Final = 100
_NARROWEST: Final = 24


def page_width() -> int:
    """Tell how wide a page should be."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))


def console_for(*, width: int, in_color: bool, encoding: str, styles: Mapping[str, StyleType] | None = None) -> Console:
    """Make a console that keeps what is printed, for `text_of`."""
    page = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="backslashreplace", newline="\n")
    return Console(
        file=page,
        width=width,
        force_terminal=in_color,
        color_system="standard" if in_color else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        theme=Theme(styles) if styles else None,
    )


def text_of(console: Console, *parts: RenderableType) -> str:
    """Lay out the parts of a page as text."""
    console.print(*parts, sep="\n", end="")
    page = console.file
    page.seek(0)
    # What is filled up to the width has spaces that are of no use at the end of a line.
    return "".join(f"{line.rstrip()}\n" for line in page.read().rstrip("\n").split("\n"))
