"""The words of problems, by language: a code and parameters in, a sentence out.

A further language is a module beside `en` and a line in `LANGUAGES`. A code that it has no
words for is told in English.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from typing import Final

from sqsreport.messages import en
from sqsreport.messages._words import Words

__all__ = ["LANGUAGES", "Words", "counted", "message", "suggestion", "words_of"]

Params = Mapping[str, str | int | float]

#: The words of every code, by BCP 47 language tag.
LANGUAGES: Final[Mapping[str, Mapping[str, Words]]] = {"en": en.WORDS}


def words_of(code: str, language: str = "en") -> Words:
    """Return the words of a code."""
    return LANGUAGES[language].get(code, en.WORDS[code])


def message(code: str, params: Params, language: str = "en") -> str:
    """Say what is wrong; a parameter that is missing shows as an ellipsis."""
    text = words_of(code, language).message.format_map(_Params(params))
    more = params.get("more")
    return f"{text}; and {more:,} more like this" if isinstance(more, int) else text


def suggestion(code: str, params: Params, language: str = "en") -> str | None:
    """Say how to mend it, as closely as the parameters allow."""
    words = words_of(code, language)
    wanted = {name for _, name, _, _ in string.Formatter().parse(words.suggestion or "") if name}
    return words.suggestion.format(**params) if words.suggestion and wanted <= params.keys() else words.otherwise


def counted(number: int, noun: str) -> str:
    """Write a count and its noun, such as ``1 error`` or ``2 errors``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


class _Params(dict[str, str | int | float]):
    """Parameters for a message."""

    def __missing__(self, key: str) -> str:
        return "…"
