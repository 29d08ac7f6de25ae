"""The number of cases that the inspectors examined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.extract.numbers import parse_count
from sqsreport.extract.text import find_words

_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
_SAMPLE: Final = (
    r"(?:of (?:the |these |those |your )?|"
    r"(?:relevant|youth offending|individual|current|recent(?:ly)?|closed|open|active|sentenced|completed) ){0,4}"
)
_VERBS: Final = (
    "examined",
    "inspected",
    "assessed",
    "reviewed",
    "looked at",
    "looked in detail at",
    "scrutinised",
    "considered",
)
_EXAMINED: Final = rf"(?:{'|'.join(_VERBS)})"
_A_SAMPLE: Final = (
    r"(?:(?:a|our|the) (?:total|sample|random sample|representative sample|selection) of |"
    r"in (?:total|detail|depth|all) )"
)
_OF_SAMPLE: Final = r"(?! where\b| in (?:more|greater) (?:detail|depth)\b| again\b)"
_CASES: Final = re.compile(
    rf"\b{_EXAMINED} (?:(?:the )?(?:quality of )?(?:the )?(?:work|practice) (?:done |undertaken )?(?:in|of|with|"
    rf"on) )?{_A_SAMPLE}{{0,2}}"
    rf"{_COUNT} {_SAMPLE}cases?\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
_CASES_WERE: Final = re.compile(
    rf"(?:\b(?:total|sample) of |(?:^|[.!?] )){_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE
)
#: A sample whose cases need not be called so: "a sample of 34".
_SAMPLE_OF: Final = re.compile(
    r"\b(?:(?:our|the|a) (?:random |representative )?sample (?:of|was|consisted of|comprised|contained|had|included) |"
    rf"{_EXAMINED} (?:a |our )?(?:random |representative )?sample of )(?P<count>[0-9][0-9,]*|[a-z]+(?:[- ][a-z]+)?)"
    r"(?= (?:recent |relevant |individual )?cases?\b|[.,;]| (?:children|young people|from|held|managed|supervised)\b)",
    re.IGNORECASE,
)
#: What makes of a count no number of cases.
_HEDGES: Final = frozenset(
    "about around approximately roughly nearly almost over under than least to some between up".split()
)
#: Where to look for one of these, and how many characters it may have before and after it.
_CASE: Final = re.compile(r"(?:[Cc]ase|CASE)(?:[Ss]?(?P<were> (?i:was|were)))?|[Ss]ample of ")
_ANY_VERB: Final = (*_VERBS, "sample")
_MOST_BEFORE_CASES: Final = 120
_MOST_AFTER_CASES: Final = 20


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    first = find_words(text, "case", "sample of ")
    stated: set[int] = set()
    for case in _CASE.finditer(text, first) if first >= 0 else ():
        near = max(0, case.start() - _MOST_BEFORE_CASES), case.end() + _MOST_AFTER_CASES
        around = text[slice(*near)].lower()
        if not any(verb in around for verb in _ANY_VERB):  # looking for the words alone is quick
            continue
        patterns = (
            _CASES,
            *((_CASES_WERE,) if case["were"] else ()),
            *((_SAMPLE_OF,) if "sample" in around else ()),
        )
        for pattern in patterns:
            for match in pattern.finditer(text, *near):
                # Several patterns may match what the text states once.
                if match.start("count") not in stated:
                    stated.add(match.start("count"))
                    yield from _counts(match["count"])


def _counts(words: str) -> Iterator[int]:
    first, _, last = words.rpartition(" ")
    # "examined in detail three cases": of two words before "cases" the last may be the count
    number = parse_count(words) or (None if first.casefold() in _HEDGES else parse_count(last))
    if number:
        yield number
