"""Letters as DOCX, the files of Word and of most other word processors.

A place in a DOCX file is the number of a paragraph: of all paragraphs in reading order, those
in tables, footnotes, page headers and the like as well. Column is the character within it.
The passages have the words of the file; numbers that Word counts itself are in the blocks alone, and
the number at the head or foot of every page is in neither.
"""

from __future__ import annotations

from sqsreport.letters.formats.docx.reading import parse
from sqsreport.letters.formats.docx.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "parse", "render"]

NAME = "docx"
ENDINGS = (".docx", ".docm", ".dotx", ".dotm")

EMBEDS = True
