"""The number of cases that the inspectors examined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqsreport import _patterns as re
from sqsreport.extract.numbers import parse_count
from sqsreport.extract.text import find_words

_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
_SAMPLE: Final = (
    r"(?:of (?:the |these |those |your )?|"
    r"(?:relevant|youth offending|individual|current|recent(?:ly)?|closed|open|active|sentenced|completed|"
    r"children(?: and young people)?['’]s|young people['’]s) ){0,4}"
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
    "sampled",
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
    rf"{_COUNT} {_SAMPLE}(?:of the [0-9a-z-]+ (?:\w+ )?)?cases?\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
_CASES_WERE: Final = re.compile(
    r"(?:\b(?:total|sample) of |(?:^|[.!?] |\b(?:inspection|screening|visit|fieldwork|all|total),? ))"
    rf"{_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b",
    re.IGNORECASE,
)
#: A sample without the word "cases": "a sample of 34".
_SAMPLE_OF: Final = re.compile(
    r"\b(?:(?:our|the|a) (?:random |representative )?sample (?:of cases )?(?:for (?:this|the|our) inspection )?"
    r"(?:of|was|consisted of|comprised|contained|had|included|numbered|was made up of|amounted to) |"
    rf"{_EXAMINED} (?:a |our )?(?:random |representative )?sample of )"
    r"(?P<count>[0-9][0-9,]*|[a-z]+(?:[- ](?!cases?\b)[a-z]+)?)"
    r"(?= (?:recent |relevant |individual )?cases?\b|[.,;]| (?:children|young people|from|held|managed|supervised)\b)",
    re.IGNORECASE,
)
#: The basis of the findings: "our judgements are drawn from 34 cases".
_BASED: Final = re.compile(
    r"\b(?:findings?|judgements?|judgments?|evidence|letter|report|conclusions?|inspection|screening) "
    r"(?:(?:is|was|are|were) )?(?:rests?|based|drawn|comes?|draws?|founded) (?:up)?(?:on|from) "
    rf"(?:(?:an?|the|our|detailed|close|careful) )*(?:(?:examination|assessment|review|inspection|scrutiny|total|"
    rf"sample) of )?{_COUNT} {_SAMPLE}cases?\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
#: Cases that are called the sample, or were chosen and then examined.
_CHOSEN: Final = re.compile(
    rf"\b{_COUNT} {_SAMPLE}cases? (?:(?:formed|made up|comprised|constituted|were in|in) (?:our|the) sample\b|"
    rf"(?<=cases )(?:at random |randomly )?and (?:then )?{_EXAMINED}\b)",
    re.IGNORECASE,
)
#: "Of the 34 cases that we examined, …"; the number of relevant cases is smaller.
_THE_EXAMINED: Final = re.compile(
    rf"\bthe {_COUNT} cases (?:that |which )?(?:we |inspectors |were )(?:had |have )?{_EXAMINED}\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
#: Cases that are counted by their children: "the cases of 34 children and young people".
_CASES_OF: Final = re.compile(
    rf"\b{_EXAMINED} (?:the )?cases of {_COUNT} (?:children|young people)\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
#: People other than inspectors, whose work with cases is not an inspection.
_BY_OTHERS: Final = re.compile(
    r"\b(?:managers?|staff|they|he|she|YO[ST]|service|(?<!inspection )team|Board|panel|audits?|nurses?|"
    r"police|officers?)"
    r"(?: (?:had|have|has|also|already|regularly|jointly))* $",
    re.IGNORECASE,
)
#: Words that show that a count is not a number of cases.
_HEDGES: Final = frozenset(
    "about around approximately roughly nearly almost over under than least to some between up".split()
)
#: The words to search for, with the number of characters to search before and after them.
_CASE: Final = re.compile(r"(?:[Cc]ase|CASE)(?:[Ss]?(?P<were> (?i:was|were)))?|[Ss]ample of ")
_ANY_VERB: Final = (*_VERBS, "sample", " on ", " from ")
_MOST_BEFORE_CASES: Final = 120
_MOST_AFTER_CASES: Final = 50


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    first = find_words(text, "case", "sample of ")
    stated: set[int] = set()
    for case in _CASE.finditer(text, first) if first >= 0 else ():
        start, end = max(0, case.start() - _MOST_BEFORE_CASES), case.end() + _MOST_AFTER_CASES
        near = text[start:end]
        small = near.lower()
        verbs = [index for verb in _ANY_VERB if (index := small.find(verb)) >= 0]
        if not verbs:  # searching for the words first is fast
            continue
        first_verb = start + (min(verbs) if len(small) == len(near) else 0)
        patterns = [(_CASES, first_verb)] if first_verb < case.start() else []
        patterns += [(_CASES_WERE, start)] if case["were"] else []
        patterns += [(_SAMPLE_OF, start)] if "sample" in small else []
        patterns += [(_BASED, start), (_CHOSEN, start), (_THE_EXAMINED, start)]
        patterns += [(_CASES_OF, start)] if "cases of" in small else []
        for pattern, first_place in patterns:
            for match in pattern.finditer(text, first_place, end):
                # Several patterns may match the same number.
                if match.start("count") not in stated and not _BY_OTHERS.search(text, start, match.start()):
                    stated.add(match.start("count"))
                    yield from _counts(match["count"])


def _counts(words: str) -> Iterator[int]:
    first, _, last = words.rpartition(" ")
    # "examined in detail three cases": of two words before "cases" the last may be the count
    number = parse_count(words) or (None if first.casefold() in _HEDGES else parse_count(last))
    if number:
        yield number
