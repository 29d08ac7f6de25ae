"""Comparisons as text: one module for each format."""

from __future__ import annotations

from typing import Final

#: The names of the formats.
FORMATS: Final = ("text", "json", "patch", "markdown", "html")
