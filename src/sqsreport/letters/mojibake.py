"""Repair UTF-8 text that was decoded as Windows-1252 and saved again: ``ZoÃ«`` for ``Zoë``.

A line is repaired only if all its non-ASCII characters are part of such sequences, and only sequences for characters of
English or Welsh text are recognised, because a capital letter before a quotation mark may be text.
"""

from __future__ import annotations

import re
from typing import Final

#: The byte of each character that Windows-1252 or Latin-1 decodes from the second and later bytes of UTF-8.
_BYTE_OF: Final = {
    **{chr(code): code for code in range(0x80, 0x100)},
    **{
        bytes((code,)).decode("cp1252"): code
        for code in range(0x80, 0xA0)
        if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    },
}
_CONTINUATION: Final = "".join(re.escape(character) for character, code in _BYTE_OF.items() if code < 0xC0)
_SEQUENCE: Final = re.compile(
    # Accented letters and signs of Latin-1, letters of Latin Extended-A, and combining accents.
    rf"[ÂÃÄÅÌ][{_CONTINUATION}]"
    # Welsh letters, punctuation and bullets, private use, ligatures and the byte order mark.
    rf"|(?:á[º»]|â[{_CONTINUATION}]|ï[€‚¬»¿])[{_CONTINUATION}]"
    rf"|ð[Ÿ\x9f][{_CONTINUATION}]{{2}}"
    # The closing quotation mark has a byte that Windows-1252 does not define; the no-break space became a space.
    r"|â€\ufffd?(?![^\s.,;:!?)\]*_])|â—\ufffd|Â(?= )"
)
_LOST: Final = {"â€": "”", "â€\ufffd": "”", "â—\ufffd": "●", "Â": ""}
_SPACES: Final = re.compile("[\\s\u00a0\ufeff]+")
#: The maximum number of times that a text was decoded with the wrong encoding.
_MAX_ROUNDS: Final = 3


def repaired(line: str) -> str:
    """Return a line with damaged characters repaired, or unchanged if the repair is not certain."""
    for _ in range(_MAX_ROUNDS):
        if not _SEQUENCE.search(line) or not _SPACES.sub("", _SEQUENCE.sub("", line)).isascii():
            break
        line = _SEQUENCE.sub(_decoded, line)
    return line


def is_damaged(line: str) -> bool:
    """Check whether a line has characters that were decoded with the wrong encoding."""
    return not line.isascii() and _SEQUENCE.search(line) is not None


def _decoded(match: re.Match[str]) -> str:
    if (lost := _LOST.get(match[0])) is not None:
        return lost
    try:
        return bytes(_BYTE_OF[character] for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
