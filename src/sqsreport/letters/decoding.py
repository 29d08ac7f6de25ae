"""From the bytes of a text file to its characters: letters were saved in the encodings of their day."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sqsreport.problems import Problem

_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: The declared encodings that are believed, all of one byte to a character.
_BELIEVED: Final = re.compile(r"(?:windows|cp)-?125[0-8]|iso-?8859-?(?:[2-9]|1[0-6])|macintosh", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: The characters that Windows-1252 has for the controls of Latin-1, for which text never has a use.
_WINDOWS: Final = {code: bytes((code,)).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}


def decode(
    data: bytes, declared: str | None = None, *, keep_page_breaks: bool = False
) -> tuple[str, tuple[Problem, ...]]:
    r"""Turn bytes into text with ``\n`` for line ends and spaces for control characters.

    A byte order mark shows UTF-8 or UTF-16. Without one the text is UTF-16 if every other byte is zero, UTF-8 if
    it can be, or in the encoding that it declares, or else in Windows-1252, which is reported as a warning.

    Args:
        data: the whole file.
        declared: the name of the encoding that the file gives itself, if it does.
        keep_page_breaks: return form feeds as they are.

    Returns:
        The text, and the problems. An error among them says that the bytes are no text.
    """
    problems: tuple[Problem, ...] = ()
    if not data.strip():
        return "", (Problem("SQS002", line=1, column=1),)
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", errors="replace")
    elif utf16 := _utf16_without_mark(data):
        text = data.decode(utf16, errors="replace")
    else:
        text, problems = _decode_bytes(data, declared)
    if "\0" in text:  # which no text has
        return "", (Problem("SQS408"),)
    text = re.sub(r"\r\n?", "\n", text)
    if keep_page_breaks and "\f" in text:
        return "\f".join(map(clean, text.split("\f"))), problems
    # A page break before a line is no part of it, and no indentation.
    return clean(text.replace("\n\f", "\n")), problems


def clean(text: str) -> str:
    """Put a space for every control character but the tab and the line end, and the sign that Windows has for it."""
    return _CONTROL.sub(" ", text if text.isascii() else text.translate(_WINDOWS))


def _decode_bytes(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        start = error.start
    if declared and _BELIEVED.fullmatch(declared):
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeDecodeError):
            pass  # it is not what it says
    line = data.count(b"\n", 0, start) + 1
    problem = Problem("SQS407", line=line, params={"byte": f"0x{data[start]:02x}", "offset": start})
    # A page that declares Latin-1 means Windows-1252, so for that there is nothing to remark.
    is_declared = bool(declared and re.fullmatch(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", declared, re.IGNORECASE))
    return data.decode("cp1252", errors="replace"), () if is_declared else (problem,)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the name of UTF-16 in the order of the bytes, where every other byte of Western text is zero."""
    even, odd = (half.count(0) / max(1, len(half)) for half in (data[:1000:2], data[1:1000:2]))
    if len(data) % 2 or min(even, odd) >= 0.1 or max(even, odd) <= 0.5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
