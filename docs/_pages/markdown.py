"""Texts and values that become Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

#: An object or a list is shown in a line up to so many characters, and else in a block.
_LONGEST: Final = 60


def escaped(text: str) -> str:
    """Let no character of a text mean anything in Markdown, nor in one of its tables."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)


def with_code(text: str) -> str:
    """Escape a text of a schema, and set in code what it quotes of a command line or of a document."""
    parts = re.split(r"`([^`]+)`|'([^']*--[^']*)'", text)
    return "".join(
        escaped(plain) + (f"`{code or option}`" if code or option else "")
        for plain, code, option in zip(parts[::3], [*parts[1::3], None], [*parts[2::3], None], strict=True)
    )


def in_json(values: Iterable[Any]) -> tuple[str | None, str]:
    """Show values as JSON: in code, which wraps, or as blocks where one has parts and is long."""
    values = list(values)
    lines = [json.dumps(value, ensure_ascii=False) for value in values]
    if not any(
        isinstance(value, (dict, list)) and len(line) > _LONGEST for value, line in zip(values, lines, strict=True)
    ):
        return ", ".join(f"`{line}`" for line in lines), ""
    return None, "".join(f"{json_block(value)}\n\n" for value in values)


def json_block(value: Any) -> str:
    """Show a value as a block of JSON."""
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=2)}\n```"


def grid(rows: Iterable[tuple[str, str | None]]) -> str:
    """Set names beside what there is to say, as a list that a phone shows well; what is nothing is left out."""
    return "".join(f":{name}: {text}\n" for name, text in rows if text) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"
