"""Letters as Markdown, in the dialects of many converters, and as plain text.

A file is parsed line by line. Lines around the letter are unread, tables are recognised by rules or by aligned columns,
and the other lines become headings, paragraphs, items and footnotes.
"""

from __future__ import annotations

from sqsreport.letters.formats.markdown.reading import parse
from sqsreport.letters.formats.markdown.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "parse", "render"]

NAME = "markdown"
ENDINGS = (".md", ".markdown", ".txt", ".text")

EMBEDS = False
