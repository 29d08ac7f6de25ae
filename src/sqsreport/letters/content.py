"""Detect the format of a letter from its content, for files without a name, such as uploads."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.errors import UnknownFormatError
from sqsreport.letters.decoding import decode
from sqsreport.letters.formats import docx, html, markdown, pdf
from sqsreport.problems import errors_in

#: The number of bytes that are examined. The header of a PDF may be anywhere in the first 1024 bytes.
_START: Final = 4096
_PDF_START: Final = 1024

_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
#: The first bytes of formats that cannot be read, and the usual ending of each.
_UNSUPPORTED: Final = {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc", b"{\\rtf": ".rtf"}

_HTML: Final = re.compile(r"<(?:!doctype\s++html|html|head|body)[\s>]", re.IGNORECASE)


def format_of_content(data: bytes) -> str:
    """Return the name of the format of a letter, from its first bytes; other text is Markdown.

    Raises:
        UnknownFormatError: the letter is in none of these formats.
    """
    start = data[:_START]
    if _PDF in start[:_PDF_START]:
        return pdf.NAME
    if start.startswith(_ZIP):
        return docx.NAME
    names = (markdown.NAME, html.NAME, docx.NAME, pdf.NAME)
    if other := next((ending for magic, ending in _UNSUPPORTED.items() if start.startswith(magic)), None):
        raise UnknownFormatError(other, names)
    text, problems = decode(start)
    if start.strip() and errors_in(problems):
        raise UnknownFormatError("binary data", names)
    return html.NAME if _HTML.search(text) else markdown.NAME
