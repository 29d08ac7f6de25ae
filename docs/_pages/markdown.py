"""Format texts and values as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

#: An object or a list of at most this many characters is shown inline, and a longer one in a block.
_LONGEST: Final = 60


def escaped(text: str) -> str:
    """Escape a text for Markdown, also within a table."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>|" else char for char in text)


def with_code(text: str) -> str:
    """Escape a text of a schema; its quotations of command lines and documents become code."""
    parts = re.split(r"`([^`]+)`|'([^']*--[^']*)'", text)
    return "".join(
        escaped(plain) + (f"`{code or option}`" if code or option else "")
        for plain, code, option in zip(parts[::3], [*parts[1::3], None], [*parts[2::3], None], strict=True)
    )


def in_json(values: Iterable[Any]) -> tuple[str | None, str]:
    """Format values as JSON: inline, or as blocks if one of them is a long object or list."""
    values = list(values)
    lines = [json.dumps(value, ensure_ascii=False) for value in values]
    if not any(
        isinstance(value, (dict, list)) and len(line) > _LONGEST for value, line in zip(values, lines, strict=True)
    ):
        return ", ".join(f"`{line}`" for line in lines), ""
    return None, "".join(f"{json_block(value)}\n\n" for value in values)


def json_block(value: Any) -> str:
    """Format a value as a block of JSON."""
    return f"```json\n{json.dumps(value, ensure_ascii=False, indent=2)}\n```"


def grid(rows: Iterable[tuple[str, str | None]]) -> str:
    """Format names and texts as a field list, which is legible on a phone; rows without a text are omitted."""
    return "".join(f":{name}: {text}\n" for name, text in rows if text) + "\n"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Format a table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"
