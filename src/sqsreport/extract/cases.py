"""The number of cases that the inspectors examined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.extract.numbers import parse_count
from sqsreport.extract.sentences import find_words

_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
_SAMPLE: Final = r"(?:of (?:the |these )?|relevant |youth offending |individual |current )*"
_VERBS: Final = ("examined", "inspected", "assessed", "reviewed", "looked at")
_EXAMINED: Final = rf"(?:{'|'.join(_VERBS)})"
_CASES: Final = re.compile(
    rf"\b{_EXAMINED} (?:a (?:total|sample) of |in total )?{_COUNT} {_SAMPLE}cases?\b", re.IGNORECASE
)
_CASES_WERE: Final = (
    re.compile(rf"\b(?:total|sample) of {_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
    re.compile(rf"(?:^|[.!?] ){_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
)
#: Where to look for one of these, and how many characters it may have on both sides of that.
_CASE: Final = re.compile(r"(?:[Cc]ase|CASE)(?:[Ss]?(?P<were> (?i:was|were)))?")
_MOST_BEFORE_CASES: Final = 120
_MOST_BEHIND_CASES: Final = 20


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    first = find_words(text, "case")
    for found in _CASE.finditer(text, first) if first >= 0 else ():
        near = max(0, found.start() - _MOST_BEFORE_CASES), found.end() + _MOST_BEHIND_CASES
        around = text[slice(*near)].lower()
        if not any(verb in around for verb in _VERBS):  # to look for the words alone is quick
            continue
        patterns = (_CASES, *_CASES_WERE) if found["were"] else (_CASES,)
        for match in (match for pattern in patterns for match in pattern.finditer(text, *near)):
            if not match.start() <= found.start() < match.end():
                continue
            words = match["count"]
            # "examined in detail three cases": of two words before "cases" the last may be the count
            number = parse_count(words) or parse_count(words.split(" ")[-1])
            if number:
                yield number
