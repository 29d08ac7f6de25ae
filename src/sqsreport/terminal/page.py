"""A page for a terminal, as text."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from rich.console import RenderableType


@attrs.frozen
class Page:
    """The properties of a page.

    Attributes:
        width: its width in columns.
        in_color: whether it has colours.
        encoding: the encoding of the terminal; other characters are shown as escapes.
    """

    width: int
    in_color: bool = False
    encoding: str = "utf-8"

    @property
    def is_ascii(self) -> bool:
        """Whether the encoding has only characters of ASCII."""
        return not self.encoding.lower().startswith("utf")

    def render(self, *parts: RenderableType, styles: Mapping[str, Any] | None = None) -> str:
        """Return the page with some parts, and with the styles that they name."""
        from rich.console import Console  # imported here because that takes longer than validating a small file
        from rich.theme import Theme

        text = io.TextIOWrapper(io.BytesIO(), encoding=self.encoding, errors="backslashreplace", newline="\n")
        console = Console(
            file=text,
            width=self.width,
            force_terminal=self.in_color,
            color_system="standard" if self.in_color else None,
            legacy_windows=False,
            markup=False,
            emoji=False,
            highlight=False,
            theme=Theme(styles) if styles else None,
        )
        console.print(*parts, sep="\n", end="")
        text.seek(0)
        # rich fills lines with spaces up to the width.
        return "".join(f"{line.rstrip()}\n" for line in text.read().rstrip("\n").split("\n"))
