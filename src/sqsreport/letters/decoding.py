"""Decode text files, which may be in UTF-8, UTF-16 or one of the older encodings of Windows and macOS."""

from __future__ import annotations

import codecs
import re
from typing import Final

from sqsreport.problems import Problem

_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: The encodings that are used if a file declares them, all with one byte for each character.
_SINGLE_BYTE: Final = re.compile(r"(?:windows|cp)-?125[0-8]|iso-?8859-?(?:[2-9]|1[0-6])|macintosh", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
#: The Windows-1252 characters with the codes of Latin-1 control characters, which are not used in text.
_WINDOWS: Final = {chr(code): bytes((code,)).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}
_LATIN_CONTROL: Final = re.compile(r"[\x80-\x9f]")


def decode(
    data: bytes, declared: str | None = None, *, keep_page_breaks: bool = False
) -> tuple[str, tuple[Problem, ...]]:
    r"""Decode bytes to text with ``\n`` as line ends and with spaces in place of control characters.

    A byte order mark decides for UTF-8 or UTF-16. Without one, the text is UTF-16 if every other byte is zero, UTF-8
    if it is valid, the declared encoding, or else Windows-1252, which is reported as a warning.

    Args:
        data: the whole file.
        declared: the name of the encoding that the file declares, if any.
        keep_page_breaks: keep form feeds.

    Returns:
        The text, and the problems. If the bytes are not text, one of the problems is an error.
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
    if "\0" in text:  # it is binary data
        return "", (Problem("SQS408"),)
    text = re.sub(r"\r\n?", "\n", text)
    if keep_page_breaks and "\f" in text:
        return "\f".join(map(clean, text.split("\f"))), problems
    # A form feed at the start of a line would become a space, which is not indentation.
    return clean(text.replace("\n\f", "\n")), problems


def clean(text: str) -> str:
    """Replace control characters, except tabs and line ends, with Windows-1252 characters or with spaces."""
    if not text.isascii():
        text = _LATIN_CONTROL.sub(lambda match: _WINDOWS[match[0]], text)
    return _CONTROL.sub(" ", text)


def _decode_bytes(data: bytes, declared: str | None) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        start = error.start
    if declared and _SINGLE_BYTE.fullmatch(declared):
        try:
            return data.decode(declared), ()
        except (LookupError, UnicodeDecodeError):
            pass  # the declaration is wrong
    line = data.count(b"\n", 0, start) + 1
    problem = Problem("SQS407", line=line, params={"byte": f"0x{data[start]:02x}", "offset": start})
    # By the HTML standard a page that declares Latin-1 is in Windows-1252, so that is not reported.
    is_declared = bool(declared and re.fullmatch(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", declared, re.IGNORECASE))
    return data.decode("cp1252", errors="replace"), () if is_declared else (problem,)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return UTF-16 with its byte order if every other byte is zero, as in English text, or else ``None``."""
    even, odd = (half.count(0) / max(1, len(half)) for half in (data[:1000:2], data[1:1000:2]))
    if len(data) % 2 or min(even, odd) >= 0.1 or max(even, odd) <= 0.5:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
