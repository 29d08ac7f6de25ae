"""The formats of documents: their names, their file endings, and their detection from the first bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, get_args

from sqsreport.errors import UnknownFormatError

#: One report or an array of them, one report on each line, or YAML.
Format = Literal["json", "jsonl", "yaml"]
Packing = Literal["gzip", "zstd"]

FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_ENDINGS: Final[dict[str, Format]] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
}
#: Other names of the formats: the endings of their files, without the dot.
ALIASES: Final[Mapping[str, Format]] = {ending[1:]: name for ending, name in _ENDINGS.items()}

_PACKED: Final[dict[str, Packing]] = {".gz": "gzip", ".zst": "zstd"}

#: The first bytes of packed data; zstd allows a skippable frame before the first one.
_MAGIC: Final[tuple[tuple[re.Pattern[bytes], Packing], ...]] = (
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), "zstd"),
)
#: The number of bytes that `packing_of` needs.
MAGIC_SIZE: Final = 4

_YAML: Final = re.compile(rb"(---|%YAML)[ \t\r\n]")
#: A line that ends with one of these continues on the next line.
_OPEN: Final = (b":", b",", b"[", b"{")


def format_of_name(name: str) -> tuple[Format | None, Packing | None]:
    """Return the format and the packing of a file name, according to its ending.

    >>> format_of_name("reports/2016.jsonl.gz")
    ('jsonl', 'gzip')
    """
    stem = name.casefold()
    packing = next((packing for ending, packing in _PACKED.items() if stem.endswith(ending)), None)
    if packing:
        stem = stem.rpartition(".")[0]
    return next((name for ending, name in _ENDINGS.items() if stem.endswith(ending)), None), packing


def canonical_format(name: str) -> Format:
    """Return the format with a name, or with a file ending such as ``ndjson``.

    Raises:
        UnknownFormatError: there is no such format.
    """
    if name not in ALIASES:
        raise UnknownFormatError(name, FORMATS)
    return ALIASES[name]


def packing_of(head: bytes) -> Packing | None:
    """Return the packing of data, given its first bytes."""
    return next((packing for magic, packing in _MAGIC if magic.match(head)), None)


def detect_format(head: bytes, *, is_all: bool) -> Format | None:
    """Return the format of a text from its first bytes, or ``None`` when more bytes are needed.

    Several lines with an object on each are JSON Lines: in JSON, a line cannot begin with a
    brace unless the line before it is unfinished.
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
