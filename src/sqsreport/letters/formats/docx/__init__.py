"""Letters as DOCX, the format of Word and most other word processors.

The line of a passage is the number of its paragraph. All paragraphs count, in reading order, also those in tables,
footnotes, headers and footers. The column is the character in the paragraph. Passages have the text of the file. List
numbers, which Word computes, are only in the blocks; page numbers in headers and footers are in neither.
"""

from __future__ import annotations

from sqsreport.letters.formats.docx.reading import parse
from sqsreport.letters.formats.docx.writing import render

__all__ = ["EMBEDS", "ENDINGS", "NAME", "parse", "render"]

NAME = "docx"
ENDINGS = (".docx", ".docm", ".dotx", ".dotm")

EMBEDS = True
