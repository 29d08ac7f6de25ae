"""The number of cases that the inspectors examined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqsreport import _patterns as re
from sqsreport.extract.numbers import parse_count
from sqsreport.extract.text import find_words, sentence_after, sentence_before

_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
#: The same number again, or that of the cases these were chosen from: "thirty-three (33)", "9 out of a planned 12".
_CHOSEN_FROM: Final = r"(?:(?:the|an?) )?(?:\w+ )?[0-9]+"
_AGAIN: Final = (
    rf"(?:\((?:(?:out )?of )?{_CHOSEN_FROM}\) |"
    rf"(?:out )?of (?:(?<=out of )|(?=the |an? )){_CHOSEN_FROM} (?=[a-z ]{{0,40}}case))?"
)
_NOUN: Final = (
    r"(?:case (?:files?|records?)|"
    r"cases?(?! (?:managers?|workers?|holders?|planning|conferences?|discussions?|notes?)\b))"
)
_SAMPLE: Final = (
    rf"{_AGAIN}(?:of (?:the |these |those |your |its |their |our )?|eligible |"
    r"(?:relevant|youth offending|individual|current|recent(?:ly)?|closed|open|active|sentenced|completed|statutory|"
    r"children(?: and young people)?['’]s|young people['’]s) ){0,4}"
)
_VERBS: Final = (
    "examined",
    "inspected",
    "assessed",
    "reviewed",
    "looked at",
    "looked in detail at",
    "looked in depth at",
    "looked closely at",
    "scrutinised",
    "considered",
    "sampled",
    "audited",
    "chose(?=(?:(?!case)[^.;]){0,60}cases?\\b(?! (?:for|to)\\b))",
    "saw(?= (?:all(?: the| of the)?|the) [\\w-]+ cases(?: (?:that|which|held|supervised|on|from)\\b|[.,;]))",
)
#: What is examined in a case, in words that have no number.
_ASPECTS: Final = (
    r"(?:the )?(?:(?:quality|assessments?|planning|plans?|work|practice|interventions?|stages?|part|initial|early|"
    r"first|of|"
    r"the|and|done|undertaken),? ){1,9}"
)
_EXAMINED: Final = rf"(?:{'|'.join(_VERBS)})"
_A_SAMPLE: Final = (
    r"(?:(?:a|our|the) (?:total|sample|random sample|representative sample|selection) of |"
    r"in (?:total|detail|depth|all) |all (?:of )?(?:the |its |their |your )?|"
    r"the (?=[\w-]+ cases (?:that|which) ))"
)
_OF_SAMPLE: Final = r"(?! where\b| of (?:those|them|these)\b| in (?:more|greater) (?:detail|depth)\b| again\b)"
_CASES: Final = re.compile(
    rf"\b(?:{_EXAMINED}|read(?= [\w -]{{1,30}} case (?:files|records)\b)) "
    rf"(?:in (?:detail|depth) )?(?:{_ASPECTS}(?:in|of|with|on) )?{_A_SAMPLE}{{0,2}}"
    rf"{_COUNT} {_SAMPLE}(?:of the [0-9a-z-]+ (?:\w+ )?)?{_NOUN}\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
_CASES_WERE: Final = re.compile(
    r"(?:\b(?:total|sample) of |(?:^|[.!?] |\b(?:inspection|screening|visit|fieldwork|days|all|total),? ))"
    rf"{_COUNT} {_SAMPLE}{_NOUN} (?:was|were) (?:{_EXAMINED}|read|(?:chosen|selected|drawn|picked)"
    r"(?! (?:for|by(?! (?:us|(?:our |the )?inspectors)\b)|to|because|as|where)\b))\b",
    re.IGNORECASE,
)
#: A sample without the word "cases": "a sample of 34".
_SAMPLE_OF: Final = re.compile(
    r"\b(?:(?:our|the|a) (?:random |representative )?sample (?:of cases )?(?:for (?:this|the|our) inspection )?"
    r"(?:of|was(?: of)?|consisted of|comprised|contained|had|included|numbered|was made up of|amounted to) |"
    rf"{_EXAMINED} (?:a |our )?(?:random |representative )?sample of )"
    r"(?P<count>[0-9][0-9,]*|[a-z]+(?:[- ](?!cases?\b)[a-z]+)?)"
    r"(?= (?:recent |relevant |individual )?cases?\b|[.,;]| (?:children|young people|from|held|managed|supervised|"
    r"was (?:chosen|drawn|selected))\b)",
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
    rf"\b{_COUNT} {_SAMPLE}cases?(?:, (?:from|out of)\b[^,.;]{{1,40}},)? "
    r"(?:(?:formed|made up|comprised|constituted|were (?:included )?in|in) (?:our|the) "
    rf"sample\b|"
    r"formed the basis of (?:this|the|our) (?:inspection|screening|findings|letter|report)\b|"
    rf"(?<=cases )(?:at random |randomly )?and (?:then )?{_EXAMINED}\b)|"
    rf"\ball (?:of )?(?:the )?(?P<counted>[0-9]+|[a-z]+(?:-[a-z]+)?) (?:\w+ )?cases that [a-z ]{{1,30}} "
    r"(?:formed|made up|comprised|were (?:included )?in) (?:our|the) sample\b",
    re.IGNORECASE,
)
#: Cases or files that inspectors read, in other words: "our inspectors read 41 files".
_FILES: Final = re.compile(
    rf"\b(?:we|inspectors) (?:(?:\w+ly|jointly|then|also) )?(?:read|"
    rf"{_EXAMINED}) {_A_SAMPLE}{{0,2}}{_COUNT} (?:case )?files\b"
    rf"(?![^.;]{{0,80}}\bout of scope\b){_OF_SAMPLE}|"
    rf"\bthere were (?:only |just )?(?P<of_them>[0-9]+|[a-z]+(?:-[a-z]+)?) cases (?:for us )?to (?:examine|"
    rf"inspect|assess|"
    rf"look at)\b|"
    rf"\b(?:so that|leaving|which left) (?:us with )?(?P<counted>[0-9]+|"
    rf"[a-z]+(?:-[a-z]+)?) cases?(?: (?:that )?(?:were |we )?"
    rf"{_EXAMINED}\b| in (?:our|the) sample\b)",
    re.IGNORECASE,
)
#: "Of the 34 cases that we examined, …"; the number of relevant cases is smaller.
_THE_EXAMINED: Final = re.compile(
    rf"\bthe {_COUNT} cases (?:that |which )?(?:we |inspectors |were )?(?:had |have )?{_EXAMINED}\b{_OF_SAMPLE}",
    re.IGNORECASE,
)
#: Cases that are counted by their children: "the cases of 34 children and young people".
_CASES_OF: Final = re.compile(
    rf"\b(?:{_EXAMINED}|read) (?:the )?(?:cases|files|records) of {_COUNT} (?:children|young people)\b{_OF_SAMPLE}|"
    rf"\bthe cases of (?P<counted>[0-9]+|[a-z-]+) (?:children(?: and young people)?|young people) were {_EXAMINED}\b",
    re.IGNORECASE,
)
#: "The inspection involved an examination of 34 cases"; "the number of cases examined was 34".
_EXAMINATION: Final = re.compile(
    r"\b(?:inspection|screening|fieldwork|visit) (?:consisted of|involved|comprised|included) (?:an? |the |our "
    r")?(?:\w+ )?"
    rf"(?:examination|assessment|review|scrutiny) of {_A_SAMPLE}?{_COUNT} {_SAMPLE}{_NOUN}\b{_OF_SAMPLE}|"
    rf"\bcases (?:that were |we )?{_EXAMINED}(?: was| were|:) (?P<counted>[0-9]+|[a-z]+(?:-[a-z]+)?)\b|"
    rf"\bcases[^.;]{{0,40}}[.;] (?:We|Inspectors|Our inspectors) (?:have )?{_EXAMINED} "
    r"(?P<of_them>[0-9]+|[a-z]+(?:-[a-z]+)?) of (?:them|these)\b",
    re.IGNORECASE,
)
#: The number of all cases, after those of a part: "and on the second visit 15, making 27 in all".
_IN_ALL: Final = re.compile(
    r"[,:(] ?(?:making|giving|and so|or|a total of|in total|in all)? ?(?P<count>[0-9]+|[a-z]+(?:-[a-z]+)?) "
    r"(?:cases )?(?:in (?:all|total)|altogether)\b",
    re.IGNORECASE,
)
#: The number of cases in another part of the sample: "20 cases in Eastvale and 14 in Wick".
_OTHER_PART: Final = re.compile(
    r"[^,.;:]{0,60},? and (?:(?:on|in|at|during) the \w+ (?:visit )?)?(?P<count>[0-9]+|[a-z]+(?:-[a-z]+)?)"
    r"(?: (?:more|further|others?))?(?: cases)?(?: (?:in|on|at|from|this|during)\b|[,.;]|$)",
    re.IGNORECASE,
)
#: The parts of a number right after it: "41 files (21 of Eastvale and 20 of Wick)".
_BREAKDOWN: Final = re.compile(r"^\s?\([^()]*\)")
#: People other than inspectors, whose work with cases is not an inspection.
_BY_CHOSEN_FROM: Final = re.compile(
    r"\b(?:managers?|staff|they|he|she|YO[ST]|service|(?<!inspection )team|Board|panel|audits?|nurses?|"
    r"police|officers?)"
    r"(?: (?:had|have|has|also|already|regularly|jointly))* $|"
    r"\b(?:Ofsted|Estyn|CQC|Care Quality Commission|CSSIW|HIW|HMIC(?:FRS)?)(?: \w+ly)? $|"
    r"\b(?:would|could|should|might) (?:\w+ly )?have $",
    re.IGNORECASE,
)
#: Another inspection, at the beginning of a sentence on its cases.
_AT_ANOTHER_TIME: Final = re.compile(
    r"^\s*(?:In|At|During|For|On|When) [^,.;]{0,30}?\b(?:(?:last|previous|earlier) (?:\w+ )?(?:inspection|"
    r"screening|SQS|visit)|"
    r"(?:inspection|screening|SQS|visit) of (?:\w+ )?20[0-9]{2}|(?:last|previously) (?:inspected|visited|"
    r"came))\b[^.;]*$"
)
#: The words before most inspections of cases, which need no search for other people.
_INSPECTORS: Final = ("We ", "we ", "Inspectors ", "inspectors ")
#: Words that show that a count is not a number of cases.
_HEDGES: Final = frozenset(
    "about around approximately roughly nearly almost over under than least to some between up".split()
)
#: The words to search for, with the number of characters to search before and after them.
_CASE: Final = re.compile(
    r"(?:[Cc]ase|CASE)(?:(?: files?| records?|[Ss])?(?P<were> (?i:was|were)))?|(?:[Ss]ample|[Ff]iles|[Rr]ecords) of |"
    r"files\b"
)
_ANY_VERB: Final = (
    *(verb.partition("(")[0] for verb in _VERBS),
    "chosen",
    "selected",
    "drawn",
    "picked",
    "sample",
    " on ",
    " from ",
    "read",
    "basis",
    "xamination of",
    "eview of",
    "ssessment of",
    "look at",
    "to examine",
    "to inspect",
    "to assess",
    "so that",
    "leaving",
    "which left",
)
_MOST_BEFORE_CASES: Final = 120
_MOST_AFTER_CASES: Final = 80
#: The number of characters after the number of cases that are searched for those of another part.
_MOST_AFTER_NUMBER: Final = 200


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    first = find_words(text, "case", "sample of ", "files", "records of ")
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
        patterns += [(_CASES_OF, start)] if " of " in small else []
        patterns += [(_EXAMINATION, start), (_FILES, start)]
        for pattern, first_place in patterns:
            for match in pattern.finditer(text, first_place, end):
                name = next(name for name in ("count", "counted", "of_them") if match.groupdict().get(name))
                # Several patterns may match the same number.
                if match.start(name) not in stated and not _is_by_others(text, start, match.start()):
                    stated.add(match.start(name))
                    number = _count(match[name])
                    if number and (
                        total := _total(
                            number, match[0], sentence_after(text, match.end(), match.end() + _MOST_AFTER_NUMBER)
                        )
                    ):
                        yield total


def _is_by_others(text: str, start: int, end: int) -> bool:
    """Check whether the words before an inspection of cases make it that of other people."""
    if _AT_ANOTHER_TIME.search(sentence_before(text, start, end)):
        return True
    return not text.endswith(_INSPECTORS, start, end) and _BY_CHOSEN_FROM.search(text, start, end) is not None


def _count(words: str) -> int | None:
    first, _, last = words.rpartition(" ")
    # "examined in detail three cases": of two words before "cases" the last may be the count
    return parse_count(words) or (None if first.casefold() in _HEDGES else parse_count(last))


def _total(number: int, words: str, rest: str) -> int | None:
    """Return the number of all cases if a number may be that of a part of them; `None` if it is not printed."""
    rest = _BREAKDOWN.sub("", rest)
    for whole in _IN_ALL.finditer(rest):
        if (total := parse_count(whole["count"])) and total > number:
            return total
    other = None if "total" in words or " all" in words else _OTHER_PART.match(rest)
    return None if other and parse_count(other["count"]) else number
