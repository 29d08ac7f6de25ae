"""The forms of a source, and how they are known: by a name, or by how the source begins."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

from sqsreport.errors import UnknownFormatError

#: One report or an array of them, one on each line, or YAML.
Form = Literal["json", "jsonl", "yaml"]

#: How a source was made shorter.
Packing = Literal["gzip", "zstd"]

FORMS: Final[tuple[Form, ...]] = get_args(Form)

_ENDINGS: Final[dict[str, Form]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}
_PACKED: Final[dict[str, Packing]] = {".gz": "gzip", ".zst": "zstd"}

#: What packed data begins with; a frame of zstd may follow one that is to be skipped.
_MAGIC: Final[tuple[tuple[re.Pattern[bytes], Packing], ...]] = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
)

#: As much of a source as tells whether it is packed.
MAGIC_SIZE: Final = 4

_YAML: Final = re.compile(rb"(---|%YAML)[ \t\r\n]")

#: After these a line goes on, and is no document of its own.
_OPEN: Final = (b":", b",", b"[", b"{")


def form_of_name(name: str) -> tuple[Form | None, Packing | None]:
    """Return what the ending of a name stands for.

    >>> form_of_name("reports/2016.jsonl.gz")
    ('jsonl', 'gzip')
    """
    stem = name.casefold()
    packing = next((packing for ending, packing in _PACKED.items() if stem.endswith(ending)), None)
    if packing:
        stem = stem.rpartition(".")[0]
    return next((form for ending, form in _ENDINGS.items() if stem.endswith(ending)), None), packing


def checked_form(name: str | None) -> Form | None:
    """Return the form of a name that somebody gave.

    Raises:
        UnknownFormatError: there is no such form.
    """
    form = next((form for form in FORMS if form == name), None)
    if name is not None and form is None:
        raise UnknownFormatError(name, FORMS)
    return form


def packing_of(head: bytes) -> Packing | None:
    """Return how data is packed that begins with *head*."""
    return next((packing for magic, packing in _MAGIC if magic.match(head)), None)


def sniffed(head: bytes, *, is_all: bool) -> Form | None:
    """Return the form of text that begins with *head*, or ``None`` when more of it has to be seen.

    Several lines with an object on each are JSON Lines. In JSON no line can begin with a brace
    where the line before has not left something open.
    """
    text = head.lstrip()
    if not text.startswith(b"{"):
        if not is_all and (not text or b"---\n".startswith(text[:4]) or b"%YAML\n".startswith(text[:6])):
            return None
        return "yaml" if _YAML.match(text + b"\n") else "json"
    first, newline, rest = text.partition(b"\n")
    following = rest.lstrip()
    if not is_all and not following:
        return None
    is_ended = newline and not first.rstrip().endswith(_OPEN)
    return "jsonl" if is_ended and following.startswith(b"{") else "json"
