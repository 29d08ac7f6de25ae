"""The format of a letter by what is in the file, for files without a name such as uploads."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.errors import UnknownFormatError
from sqsreport.letters.decoding import decode
from sqsreport.letters.formats import docx, html, markdown, pdf
from sqsreport.problems import errors_in

#: How many bytes are looked at. A PDF may begin with up to 1024 bytes of something else.
_START: Final = 4096
_PDF_START: Final = 1024

_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
#: The first bytes of formats that are not read, and the ending that people know them by.
_OTHERS: Final = {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".doc", b"{\\rtf": ".rtf"}

_HTML: Final = re.compile(r"<(?:!doctype\s++html|html|head|body)[\s>]", re.IGNORECASE)


def format_of_content(data: bytes) -> str:
    """Return the name of the format that a letter is in, by its first bytes; text that is nothing else is Markdown.

    Raises:
        UnknownFormatError: it is in none of these formats.
    """
    start = data[:_START]
    if _PDF in start[:_PDF_START]:
        return pdf.NAME
    if start.startswith(_ZIP):
        return docx.NAME
    names = (markdown.NAME, html.NAME, docx.NAME, pdf.NAME)
    if other := next((ending for magic, ending in _OTHERS.items() if start.startswith(magic)), None):
        raise UnknownFormatError(other, names)
    text, problems = decode(start)
    if start.strip() and errors_in(problems):
        raise UnknownFormatError("binary data", names)
    return html.NAME if _HTML.search(text) else markdown.NAME
