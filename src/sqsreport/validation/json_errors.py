"""Explanations of JSON syntax errors for people who do not know the terms of parsers."""

from __future__ import annotations

import json
from typing import Final

from sqsreport import _patterns as re

_COMMENT: Final = re.compile(r"//|/\*|#")
_NO_COMMENTS: Final = "it has no comments"

#: Patterns of text at which a JSON parser stops, and their explanations.
_BEGINNINGS: Final = (
    (re.compile(r"'"), "texts and keys need double quotation marks"),
    (re.compile(r"[“”‘’]"), "texts and keys need straight quotation marks"),
    (_COMMENT, _NO_COMMENTS),
    (
        re.compile(r"(?:None|True|False|undefined)\b"),
        "it spells null, true and false in small letters",
    ),
    (re.compile(r"\+?\.?[0-9]"), "a number begins with a digit other than 0, or with 0 and a point"),
)
#: The number of these that apply to a key.
_OF_KEYS: Final = 3
#: Two numbers with a comma between them: a decimal comma, where the second is in the place of a key.
_DECIMAL_COMMA: Final = re.compile(r"(?<![0-9.eE+-])(-?[0-9]{1,9}),([0-9]{1,9})(?![0-9.:])")
_CONFLICT: Final = re.compile(r"<{7} |={7}\s|>{7} ")

_LETTER: Final = "; use sqsreport convert to read letters"
#: The first bytes of files that are not text.
_SIGNATURES: Final = {
    b"%PDF": f"a PDF{_LETTER}",
    b"PK\x03\x04": "a zip archive; unpack it first",
    b"\xd0\xcf\x11\xe0": f"an old document of Word{_LETTER}",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"BZh": "packed by bzip2; unpack it first",
    b"\xfd7zXZ": "packed by xz; unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"PAR1": "a table in Parquet; sqsreport.tables.read_tables reads a folder of them",
    b"SQLite format 3": "a database of SQLite",
}
#: Bytes that show which office document a zip archive is.
_WITHIN: Final = {
    b"word/": f"a document of Word{_LETTER}",
    b"xl/": "a workbook of Excel",
    b"mimetypeapplication/vnd.oasis.opendocument": "an OpenDocument file",
}
_UTF_16: Final = "UTF-16"
_LFS: Final = "version https://git-lfs.github.com/spec/"
#: The header of a CSV file. A sentence has a space after a comma, so it does not match.
_HEADER: Final = re.compile(r'"?[\w.-]{1,40}+"?([,;\t])(?:"?[\w.-]{1,40}+"?\1)*+"?[\w.-]{1,40}+"?')

_MESSAGES: Final = {
    "Expecting ',' delimiter": "a comma is missing before this, or a quotation mark within a text needs a backslash",
    "Expecting ':' delimiter": "a colon is missing after a key",
    "Expecting property name enclosed in double quotes": "a key in double quotation marks is expected here",
    "Expecting value": "a value is expected here: a text in quotation marks, a number, a list or an object",
    "Invalid control character at": "a text goes over the end of its line, or has a tab in it",
    "Invalid \\escape": "a backslash within a text needs another one before it",
    "Invalid \\uXXXX escape": "four hexadecimal digits must follow \\u",
    "Unterminated string starting at": "this text has no quotation mark at its end",
    "Extra data": "there is more text after its end",
}
_SECOND: Final = (
    "there is a second object after its end; for JSON Lines, name the file .jsonl or use --from jsonl, or read them "
    "with sqsreport.iter_load"
)
_SPACE: Final = " \t\r\n"
_WHOLE: Final = re.compile(r"(?<![0-9.eE+-])-?[0-9]+$")
_NUMBER_END: Final = re.compile(r"(?<![0-9.])-?0$")


def explain_json_error(text: str, error: json.JSONDecodeError) -> tuple[str, int]:
    """Return the reason why a text is not JSON, and the offset of the error."""
    kind = _detect_other_format(text)
    return (kind, 0) if kind else _explain(text, error)


def _explain(text: str, error: json.JSONDecodeError) -> tuple[str, int]:
    place, rest = error.pos, text[error.pos : error.pos + 20]
    before = text[:place].rstrip(_SPACE)
    if _CONFLICT.match(rest):
        return "a merge left its conflict markers here; choose one of the two sides", place
    if not text[place:].strip(_SPACE):
        return "it ends before all brackets are closed", place
    if before.endswith(",") and rest[:1] in ("}", "]"):
        return f"there is a comma too many before {rest[0]}", len(before) - 1
    if error.msg.startswith("Illegal trailing comma"):  # the message since Python 3.13
        return f"there is a comma too many before {text[place + 1 :].lstrip(_SPACE)[:1]}", place
    if not before and (rest[:1] == "<" or (rest[:1].isalpha() and "\n" in text.strip(_SPACE))):
        return "it begins like a letter; use sqsreport convert to read letters", place
    # Directly after a quotation mark, the signs may be part of a string that ended too early.
    if _COMMENT.match(rest) and (len(before) < place or not before.endswith('"')):
        return _NO_COMMENTS, place
    if error.msg == "Extra data" and rest[:1] == "{" and "\n" not in text and "\r" in text[len(before) : place]:
        return "its lines end with a carriage return (CR) alone; JSON Lines end with a line feed (LF)", place
    if error.msg == "Extra data" and rest[:1] == "{":
        return _SECOND, place
    if rest[:1].isdecimal() and _NUMBER_END.search(before[-2:]) and len(before) == place:
        return "a number does not begin with 0 unless a point follows", place - 1
    if rest[:1] == "." and _WHOLE.search(before[-20:]) and len(before) == place:
        return "a digit must follow the point of a number", place
    is_key = error.msg == "Expecting property name enclosed in double quotes"
    if is_key and (number := _DECIMAL_COMMA.search(text, max(0, place - 20), place + 20)) and number.start(2) == place:
        # The comma may also separate thousands.
        instead = "" if len(number[2]) == len("000") else f": {number[1]}.{number[2]}"
        return f"a number has a point, not a comma{instead}", place - 1
    if is_key or error.msg == "Expecting value":
        for beginning, words in _BEGINNINGS[: _OF_KEYS if is_key else None]:
            if beginning.match(rest):
                return words, place
    explanations = (words for message, words in _MESSAGES.items() if error.msg.startswith(message))
    return next(explanations, "something is wrong here, or just before"), place


def detect_format(data: bytes) -> str | None:
    """Return the name of the binary format that data has, with advice, or ``None``."""
    kind = next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), None)
    if data.startswith(b"PK"):
        kind = next((within for name, within in _WITHIN.items() if name in data), kind)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        return _UTF_16
    return kind


def _detect_other_format(text: str) -> str | None:
    """Return the name of the format that a text has instead of JSON, with advice, or ``None``."""
    start = text[:4096].lstrip(_SPACE)
    if start[:1] in ("{", "[") and "\0" not in start[:4]:
        return None
    if start.startswith(_LFS):
        return "it is a pointer of Git LFS instead of the file; fetch the file with git lfs pull"
    if kind := detect_format(start.encode("utf-8", "replace")):
        return f"it looks like {kind}{'; save it as UTF-8' if kind == _UTF_16 else ''}"
    header, _, row = start.partition("\n")
    match = _HEADER.fullmatch(header.rstrip())
    if match and row.partition("\n")[0].count(match[1]) >= header.count(match[1]):
        return "it looks like a table in CSV; sqsreport.tables.read_tables reads a folder of the tables of reports"
    return None
