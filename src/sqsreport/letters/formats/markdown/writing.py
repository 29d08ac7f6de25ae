"""Write a letter as Markdown."""

from __future__ import annotations

import re

from sqsreport.letters.blocks import Block, Embedded, Field, Footnote, Heading, Letter, ListItem, TableRow
from sqsreport.letters.inline import to_runs

#: The start of a text that Markdown would parse as a block of another kind.
_BLOCK_START = re.compile(r"(?:[#<|>]|[-+*](?= |$)|[-_*=](?=[-_*= ]*$)|\[(?=\^)|(?P<number>\d{1,9})(?=[.)](?: |$)))")
_ESCAPED_START = re.compile(r"(?P<number>\d{1,9})?\\(?=[#<|>+*_=.)\[-])")
_STRIKE = re.compile(r"(?<!\\)~~")
_TAG_START = re.compile(r"<(?=/?(?:i|em|b|strong|sup|u|span|p|div|font|br)\b)", re.IGNORECASE)


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Render a letter as a file."""
    parts: list[str] = []
    previous: Block | None = None
    for block in letter.blocks:
        # Items of one list and rows of one table are on consecutive lines; other blocks have a blank line between them.
        continues = isinstance(block, (ListItem, TableRow)) and type(block) is type(previous)
        parts.append(("" if previous is None else "\n" if continues else "\n\n") + _render(block, continues=continues))
        previous = block
    if embedded is not None:
        parts.append(f"\n\n<!-- sqsreport {embedded.sha256}\n{embedded.json_for_markup}-->")
    return ("".join(parts) + "\n").encode()


def _render(block: Block, *, continues: bool) -> str:
    text = _TAG_START.sub(r"\\<", _marked_up(block, continues=continues))
    return _STRIKE.sub(r"\\~~", text)


def _marked_up(block: Block, *, continues: bool) -> str:
    if isinstance(block, Heading):
        return "#" * block.level + " " + " ".join(line.text for line in block.lines)
    if isinstance(block, Field):
        return f"*{block.label}:* " + " ".join(line.text for line in block.lines)
    if isinstance(block, ListItem):
        text = " ".join(line.text for line in block.lines)
        return "  " * block.depth + "- " + (f"{block.number}. {text}" if block.number else _escape_start(text))
    if isinstance(block, TableRow):
        row = "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell.text) for cell in block.lines) + " |"
        return row if continues else row + "\n|" + " --- |" * len(block.lines)
    if isinstance(block, Footnote):
        return f"[^{block.label}]: " + " ".join(line.text for line in block.lines)
    return "\n".join(_escape_start(line.text) for line in block.lines)


def _escape_start(text: str) -> str:
    if text.startswith("![") and not "".join(run.text for run in to_runs(text)).startswith("!"):
        return text[1:]  # a letter has no images, so write a link with the text of the image
    match = _BLOCK_START.match(text)
    return f"{match['number'] or ''}\\{text[len(match['number'] or '') :]}" if match else text


def unescape_start(text: str) -> str:
    """Undo the escape of a text that would begin a block of another kind."""
    match = _ESCAPED_START.match(text)
    if match is None:
        return text
    bare = (match["number"] or "") + text[match.end() :]
    return bare if _escape_start(bare) == text else text
