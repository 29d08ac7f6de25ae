"""Text as readers and terminals see it: control, invisible and look-alike characters, spelling, width."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from sqsreport import _patterns as re

#: Control characters, line separators and halves of surrogate pairs, for the inside of a character class.
CONTROL: Final = "\x00-\x1f\x7f-\x9f\u2028\u2029"
SURROGATES: Final = "\ud800-\udfff"

#: Characters that change the direction of the text after them, so that a line could be made to read differently.
_DIRECTION: Final = "\u202a-\u202e\u2066-\u2069"

#: The characters that Unicode calls default ignorable, and two blanks that it does not class as spaces.
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

_SURROGATE: Final = re.compile(f"[{SURROGATES}]")
_CONTROL_OR_SURROGATE: Final = re.compile(f"[{CONTROL}{SURROGATES}]")
_UNSAFE: Final = re.compile(f"[{CONTROL}{SURROGATES}{_DIRECTION}]")

#: Joiners and variation selectors are legitimate after a character that is not ASCII: in emoji and many scripts.
_ALONE: Final = re.compile(
    f"(?<![^\x00-\x7f])[\u200c\u200d\ufe00-\ufe0f]|(?![\u200c\u200d\ufe00-\ufe0f])[{_INVISIBLE}]"
)
_BLANK: Final = re.compile(f"[{_INVISIBLE}{_SPACES}]*+")
_ASCII: Final = bytes(range(128))

#: The letters of Latin alphabets, and of alphabets with letters that look Latin, such as the Cyrillic "\u0430".
_LATIN: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_OTHER: Final = (
    "\u0370-\u0373\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u03ff\u1f00-\u1fff"  # Greek
    "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\ua640-\ua66e\ua680-\ua69d"  # Cyrillic
    "\u0531-\u0556\u0561-\u0587\u13a0-\u13fd\uab70-\uabbf\u2c80-\u2ce4\ua4d0-\ua4f7"  # Armenian, Cherokee, Coptic, Lisu
)
#: Latin letters and digits of another width or weight, ligatures, and two signs that Unicode encodes twice.
_STYLED: Final = (
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06\u212a\u212b"
    "\U0001d400-\U0001d49b\U0001d5a0-\U0001d6a3\U0001d7ce-\U0001d7d7\U0001d7e2-\U0001d7ff"
)
#: Letters of other alphabets that look like a Latin letter, each with that letter.
_LOOKALIKES: Final = str.maketrans(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"  # Greek
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"  # Cyrillic
    "\u0430\u0435\u0455\u0456\u0458\u043e\u0440\u0441\u0443\u0445\u04bb\u0501\u051b\u051d\u04cf\u0585",
    "ABEZHIKMNOPTYXoABESIJKMHOPCTYXaesijopcyxhdqwlo",
)
_LOOKALIKE: Final = "".join(map(chr, _LOOKALIKES))
_MIXED: Final = re.compile(f"[{_STYLED}]++|[{_OTHER}]++(?=[{_LATIN}])|(?<=[{_LATIN}])[{_OTHER}]++")
_LOOKALIKE_WORD: Final = re.compile(f"(?<![{_LATIN}{_OTHER}])[{_LOOKALIKE}]++(?![{_LATIN}{_OTHER}])")
_NOT_VISIBLE: Final = re.compile(f"[{_INVISIBLE}{_SPACES[1:]}{_STYLED}{_OTHER}]")
_LATIN_LETTER: Final = re.compile(f"[{_LATIN}]")
_OTHER_LETTER: Final = re.compile(f"[{_OTHER}]")

#: Categories of characters that combine with the one before, or that are not visible at all.
_WITHOUT_WIDTH: Final = ("Mn", "Me", "Cf")
_SOFT_HYPHEN: Final = "\u00ad"

#: A longer word is not a misspelling of a known one, and comparing it would be slow.
_LONGEST_WORD: Final = 100


def sanitize(text: str) -> str:
    """Replace each character that a terminal would act on, or that cannot be encoded, with U+FFFD."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def escape(text: str) -> str:
    r"""Replace control characters, surrogates, invisible and look-alike characters with JSON escapes.

    >>> print(escape("North\u200bmo\u043er"))
    North\u200bmo\u043er
    """
    if not text.isascii():
        text = _ALONE.sub(_to_escape, _replace_lookalikes(text, _to_escape))
    return _CONTROL_OR_SURROGATE.sub(_to_escape, text)


def escape_in_json(text: str) -> str:
    """Escape the characters that JSON allows in a string, but that a terminal would act on."""
    return _UNSAFE.sub(_to_escape, text)


def _to_escape(match: re.Match[str]) -> str:
    # JSON leaves U+007F as it is, and has short escapes for some control characters.
    return json.dumps(match[0])[1:-1] if match[0] > "\x7f" else f"\\u{ord(match[0]):04x}"


def replace_surrogates(text: str) -> str:
    """Replace each surrogate, such as a byte of a file name that is not UTF-8, with U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def has_surrogate(text: str) -> bool:
    """Return whether a text has half of a surrogate pair, which is not a character."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def has_visible(text: str) -> bool:
    """Return whether a text has a character that a reader can see."""
    return _BLANK.fullmatch(text) is None


def are_visible(utf8: bytes) -> bool:
    """Return whether a text has no invisible character, no other space than that of ASCII, and no look-alike letter."""
    # Most characters are ASCII, and deleting those from bytes is fast.
    return _NOT_VISIBLE.search(utf8.translate(None, _ASCII).decode()) is None


def find_invisible(text: str) -> re.Match[str] | None:
    """Find the first invisible character. Spaces do not count: they visibly separate words."""
    return None if text.isascii() else _ALONE.search(text)


def find_lookalike(text: str) -> re.Match[str] | None:
    """Find the first letter that looks Latin and is not, in a word or a text that is otherwise Latin."""
    if text.isascii():
        return None
    return _MIXED.search(text) or (_LOOKALIKE_WORD.search(text) if _is_latin(text) else None)


def skeleton(text: str) -> str:
    r"""Remove the invisible characters of a text, and replace look-alike letters with the Latin ones.

    >>> skeleton("\u0421\u043era D\u0175r\u200b")
    'Cora Dŵr'
    """
    if text.isascii():
        return text
    return _replace_lookalikes(
        _ALONE.sub("", text), lambda match: unicodedata.normalize("NFKC", match[0]).translate(_LOOKALIKES)
    )


def _replace_lookalikes(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    is_latin = _is_latin(text)
    text = _MIXED.sub(replace, text)
    return _LOOKALIKE_WORD.sub(replace, text) if is_latin else text


def _is_latin(text: str) -> bool:
    """Return whether a text has Latin letters, and of other alphabets only look-alike ones."""
    return _LATIN_LETTER.search(text) is not None and _OTHER_LETTER.search(text.translate(_LOOKALIKES)) is None


def width(text: str) -> int:
    r"""Return the number of columns of a terminal that a text takes.

    >>> width("Môn"), width("漢字"), width("e\u0301")
    (3, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in _WITHOUT_WIDTH and char != _SOFT_HYPHEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def closest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that is most similar to a misspelt word, or ``None`` when none is similar."""
    import difflib  # imported here because only errors need it

    return next(iter(difflib.get_close_matches(word[:_LONGEST_WORD], list(choices), n=1)), None)


def pluralise(number: int, noun: str) -> str:
    """Return a count and its noun, such as ``1 error`` or ``2 errors``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
