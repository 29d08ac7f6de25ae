"""Texts that become Markdown."""

from __future__ import annotations


def escaped(text: str) -> str:
    """Let no character of a text mean anything in Markdown, nor in one of its tables."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)
