"""Letters as Markdown, in the dialects that converters write, and as plain text.

The lines of a file are looked at one by one: what surrounds the letter is set apart, tables are taken by their
rules or by the columns that their spaces leave, and the rest becomes headings, paragraphs, items and footnotes.
"""

from __future__ import annotations

from sqsreport.letters.formats.markdown.reading import parse
from sqsreport.letters.formats.markdown.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "parse", "render"]

NAME = "markdown"
ENDINGS = (".md", ".markdown", ".txt")

EMBEDS = False
