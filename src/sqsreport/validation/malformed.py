"""Why a text is not JSON, in words for those who never heard of delimiters."""

from __future__ import annotations

import json
import re
from typing import Final

_COMMENT: Final = re.compile(r"//|/\*|#")
_NO_COMMENTS: Final = "it has no comments"

#: What begins where a JSON parser stops, and what that says.
_BEGINNINGS: Final = (
    (re.compile(r"'"), "texts and keys stand in double quotation marks"),
    (re.compile(r"[“”‘’]"), "texts and keys stand in straight quotation marks"),
    (_COMMENT, _NO_COMMENTS),
    (
        re.compile(r"(?:None|True|False|undefined)\b"),
        "it spells null, true and false in small letters",
    ),
    (re.compile(r"\+?\.?[0-9]"), "a number begins with a digit other than 0, or with 0 and a point"),
)
_MESSAGES: Final = {
    "Expecting ',' delimiter": "a comma is missing before this, or a quotation mark within a text wants a backslash",
    "Expecting ':' delimiter": "a colon is missing behind a key",
    "Expecting property name enclosed in double quotes": "a key in double quotation marks is due here",
    "Expecting value": "a value is due here: a text in quotation marks, a number, a list or an object",
    "Invalid control character at": "a text goes over the end of its line, or has a tab in it",
    "Invalid \\escape": "a backslash within a text wants another one before it",
    "Invalid \\uXXXX escape": "behind \\u four hexadecimal digits are due",
    "Unterminated string starting at": "this text has no quotation mark at its end",
    "Extra data": "there is more behind its end",
}
_SPACE: Final = " \t\r\n"
_WHOLE: Final = re.compile(r"(?<![0-9.eE+-])-?[0-9]+$")
_NUMBER_END: Final = re.compile(r"(?<![0-9.])-?0$")


def cause(text: str, error: json.JSONDecodeError) -> tuple[str, int]:
    """Say why a parser stopped, and at which offset of the text to look."""
    place, rest = error.pos, text[error.pos : error.pos + 20]
    before = text[:place].rstrip(_SPACE)
    if not text[place:].strip(_SPACE):
        return "it breaks off before all brackets are closed", place
    if before.endswith(",") and rest[:1] in ("}", "]"):
        return f"there is a comma too many before {rest[0]}", len(before) - 1
    if error.msg.startswith("Illegal trailing comma"):  # as Python says it since 3.13
        return f"there is a comma too many before {text[place + 1 :].lstrip(_SPACE)[:1]}", place
    if not before and (rest[:1] == "<" or (rest[:1].isalpha() and "\n" in text.strip(_SPACE))):
        return "it begins like a letter; sqsreport convert makes reports of letters", place
    # Right behind a quotation mark, it is as well what that was meant to quote.
    if _COMMENT.match(rest) and (len(before) < place or not before.endswith('"')):
        return _NO_COMMENTS, place
    if error.msg == "Extra data" and rest[:1] == "{":
        return "there is a second object behind its end; of JSON Lines, name the file .jsonl or say --from jsonl", place
    if rest[:1].isdecimal() and _NUMBER_END.search(before[-2:]) and len(before) == place:
        return "a number does not begin with 0 unless a point follows", place - 1
    if rest[:1] == "." and _WHOLE.search(before[-20:]) and len(before) == place:
        return "behind the point of a number a digit is due", place
    if error.msg in ("Expecting value", "Expecting property name enclosed in double quotes"):
        for beginning, words in _BEGINNINGS:
            if beginning.match(rest):
                return words, place
    known = (words for message, words in _MESSAGES.items() if error.msg.startswith(message))
    return next(known, "something is wrong here, or just before"), place
