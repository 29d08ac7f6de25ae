"""The reoffending rate of an area and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

import attrs

from sqsreport.extract.text import SENTENCE_END, find_words
from sqsreport.model import ComparatorKind, Direction

_NUMBER: Final = r"(?P<{}>[0-9]{{1,3}}(?:[.][0-9]+)?)\s*(?:%|per\s?cent)"
_NAMED: Final = r"(?:\bre-?offending rates?|\brates? of re-?offending)(?:[0-9]|[¹²³⁴-⁹*†‡]{1,3})?(?![a-z0-9-])"
#: What a sentence on the rate may give the figure of instead: another area or year, an aim, another count.
_OTHERS: Final = (
    r"England|(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Welsh|averages?|national|family|previous|than|targets?|"
    r"rates?|expected|predicted|custod\w+|remands?|entrants?|girls|boys|looked[- ]after"
)
_NEW_SENTENCE: Final = r"(?<!\bSt)[.!?;]\s+(?-i:[A-Z])"
_NO_OTHER: Final = rf"(?!\b(?:{_OTHERS})\b|{_NEW_SENTENCE})"
_MOVED: Final = r"(?:fallen|fell|risen|rose|increased|decreased|dropped|declined|gone (?:up|down)|come down)"
#: The figure that it was before may be between: "had risen from 38.1% to 39.5%".
_RATE: Final = re.compile(
    rf"{_NAMED}(?P<about>(?:{_NO_OTHER}[^%]){{0,200}}?)\b(?:was|is|of|stood at|at|{_MOVED} "
    r"(?:from [0-9.]{1,5} ?(?:%|per ?cent)(?:(?! to )[^.;%]){0,60} )?to) " + _NUMBER.format("rate"),
    re.IGNORECASE,
)
#: "At 39.5% the published reoffending rate was above …"
_RATE_FIRST: Final = re.compile(
    r"(?:^|[.!?]\s)At " + _NUMBER.format("rate") + rf",? (?:the|its|your) (?:[\w’'-]+ ){{0,4}}?{_NAMED}", re.IGNORECASE
)
#: A rate in brackets: behind the service's name, before anything else is named, or behind how it stands.
_RATE_IN_BRACKETS: Final = (
    re.compile(
        rf"{_NAMED}(?P<about>(?:{_NO_OTHER}(?!\b(?:better|worse|lower|higher|similar|below|above)\b)"
        r"[^%(]){0,120})\(" + _NUMBER.format("rate") + r"\)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_NAMED}(?:{_NO_OTHER}[^%(]){{0,120}}\b(?P<about>better|worse|lower|higher|similar) \("
        + _NUMBER.format("rate")
        + r"\)(?= (?:than|to)\b)",
        re.IGNORECASE,
    ),
)
#: Characters before a rate that may tell what it is.
_MOST_BEFORE_RATE: Final = 120
_RATE_NAMED: Final = re.compile(_NAMED, re.IGNORECASE)
_PERCENTAGE: Final = re.compile(r"[0-9] ?(?:%|per ?cent)")
#: What makes the rate that is named next an aim and no finding.
_AIMED_AT: Final = re.compile(r"\btargets?\b[^,.;%]{0,40}$", re.IGNORECASE)
_TARGET: Final = re.compile(r"\btargets?\b", re.IGNORECASE)
_OTHER_COUNT: Final = r"(?:targets?|custod\w+|remands?|first[- ]time|entrants?)\b"
#: Where a text on the rate goes over to another count, and what is compared is that.
_LEAVES_RATE: Final = re.compile(r"\b(?!targets?)" + _OTHER_COUNT, re.IGNORECASE)
#: What may stand among the words of such a sentence; to find figures no parser is needed.
_MARKUP: Final = re.compile(r"\[\^[^ \[\]]+\]|[*_\\]")
_KINDS: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": r"England (?:and|&) Wales|[Nn]ational(?:ly)?(?: average| rate)?",
    "england": r"England(?! (?:and|&) Wales)",
    "wales": r"(?<!England and )(?<!England & )Wales|Welsh(?: average| rate)",
    "family": r"['\"“‘]?family['\"”’]?(?: average| group| of similar (?:areas|services))?|(?:statistical|YOT) family",
    "previous_year": r"previous year(?:'s|’s)?|year before|preceding year",
}
_DIRECTIONS: Final[dict[Direction, str]] = {
    "better": r"(?<!not )(?<!no )(?:better|lower|below|less)|not as high|(?:improvement|reduction|decrease|"
    "fall|drop) (?:on|from)|down from",
    "worse": r"(?<!not )(?<!no )(?:worse|higher|above|more)|not as (?:good|low)|(?:deterioration|increase|"
    "rise) (?:on|from)|up from",
    "similar": r"similar|in line with|the same|comparable|consistent with|close to|equal to|on a par with|no different",
}
_COMPARISON: Final = re.compile(
    "|".join(rf"\b(?P<{name}>{words})(?!\w)" for name, words in (_KINDS | _DIRECTIONS).items())
)
#: Behind the name of a comparator, what makes it one of something else: "the national target".
_OF_OTHER_COUNT: Final = re.compile(
    rf"(?:'s|’s)?(?: (?:average|rate|figure|of|for|the|use))* {_OTHER_COUNT}", re.IGNORECASE
)
_RATE_AFTER: Final = re.compile(
    r"(?:'s|’s)?(?: (?:average|rate|figure|performance|as a whole|reoffending))*"
    r"(?:,? (?:of|at|was|which was|which is|(?:it|this|the (?:rate|figure|average)) (?:was|stood at|is)|stood "
    r"at)|:)?,? ?\(?" + _NUMBER.format("rate"),
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(_NUMBER.format("rate") + r",? (?:for|in|across|of)(?: the| both)? ?['\"“‘]?$")
#: A sentence that still is about the rate: by how it begins, or because it says what the figure for another area was.
_GOES_ON: Final = re.compile(
    r"\s*(?:Compared|This|It|The rate|That|By comparison|In comparison|"
    r"(?:(?:The|An?) )?(?:(?:comparable|equivalent|corresponding|national|overall) )?(?:average|figure|rate|"
    r"family|England|Welsh|"
    r"national|previous year)[\w&’' ]{0,60}?(?:was|is|of|at) [0-9]|"
    r"(?:For|In|Across|Nationally|England)\b[\w&,’' ]{0,40}?(?:(?:it|this|the (?:rate|figure|average)) (?:was|"
    r"is|stood at)|was) [0-9])"
)
_SAME_BREATH: Final = re.compile(
    r"[\s,()]*(?:(?:average|rate|figure|and|or|both|also|the|that|for|of|to|than|[0-9.]+%|[0-9.]+ per cent)[\s,()]*)*"
)


@attrs.frozen
class PrintedComparator:
    """A comparator as the prose words it."""

    kind: ComparatorKind
    rate: float | None = None
    direction: Direction | None = None


@attrs.frozen
class PrintedRate:
    """A reoffending rate and its comparators as the prose words them."""

    rate: float | None
    comparators: tuple[PrintedComparator, ...]


def find_rate(text: str) -> PrintedRate | None:
    """Find the sentences on the reoffending rate in a paragraph, and the figures in them."""
    # Most name no rate, and those that do name it late: to look for the words alone is quick.
    start = find_words(text, "offending rate", "rate of re", "rates of re")
    if start < 0:
        return None
    plain = _MARKUP.sub("", text[max(0, start - _MOST_BEFORE_RATE) :])
    named = _RATE_NAMED.search(plain)
    if named is None:
        return None
    has_brackets = ")" in plain and ("%)" in plain or "cent)" in plain)
    patterns = (*_RATE_IN_BRACKETS, _RATE) if has_brackets else (_RATE,)
    if "At " in plain and (first := _RATE_FIRST.search(plain)) and first.end() >= named.end():
        comparators = tuple(_comparators(_two_sentences(plain, first.end())))
        return PrintedRate(float(first["rate"]), comparators) if float(first["rate"]) <= 100 else None
    for pattern in patterns:
        if found := _of_a_finding(pattern, plain, named.start()):
            start = found.start("about") if pattern is _RATE_IN_BRACKETS[-1] else found.end()
            rate, comparators = float(found["rate"]), tuple(_comparators(_two_sentences(plain, start)))
            return PrintedRate(rate, comparators) if rate <= 100 else None
    if found := _of_a_finding(_RATE_NAMED, plain, named.start()):
        comparators = tuple(each for each in _comparators(_two_sentences(plain, found.end())) if each.direction)
        return PrintedRate(None, comparators) if comparators else None
    return None


def _of_a_finding(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Return the first match on a rate that was found, and not one that is a target."""
    matches = pattern.finditer(text, start)
    return next((each for each in matches if not _AIMED_AT.search(text, max(0, each.start() - 60), each.start())), None)


def _two_sentences(text: str, start: int) -> str:
    """Return the rest of a sentence and, where it goes on about comparison, the next one."""
    ends = [match.end() for match in islice(SENTENCE_END.finditer(text, start), 2)]
    first_end = ends[0] if ends else len(text)
    following = text[first_end : ends[1] if len(ends) > 1 else len(text)]
    goes_on = _GOES_ON.match(following)
    return text[start:first_end] + (following if goes_on else "")


def _comparators(text: str) -> Iterator[PrintedComparator]:
    direction: Direction | None = None
    seen: set[str] = set()
    previous_end = 0
    fresh = False
    left = _LEAVES_RATE.search(text)
    for match in _COMPARISON.finditer(text, 0, left.start() if left else len(text)):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            direction, fresh = next(key for key in _DIRECTIONS if key == name), True
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        is_other = _OF_OTHER_COUNT.match(text, match.end()) or _TARGET.search(before)
        if not fresh and not (direction and _SAME_BREATH.fullmatch(before)):
            direction = None
        rate = _RATE_AFTER.match(text, match.end()) or _RATE_BEFORE.search(text, previous_end, match.start())
        number = float(rate["rate"]) if rate else None
        previous_end, fresh = match.end(), False
        if (
            not is_other
            and kind not in seen
            and (direction or number is not None)
            and (number is None or number <= 100)
        ):
            seen.add(kind)
            yield PrintedComparator(kind, number, direction)


def mentions_rate(text: str) -> bool:
    """Check whether a text has a percentage in a sentence on the reoffending rate, be it understood or not."""
    start = find_words(text, "offending rate", "rate of re", "rates of re")
    named = _RATE_NAMED.search(text, max(0, start - _MOST_BEFORE_RATE)) if start >= 0 else None
    if named is None:
        return False
    end = SENTENCE_END.search(text, named.end())
    sentence = text[named.end() : end.start() if end else len(text)]
    return (
        _PERCENTAGE.search(sentence) is not None and not _LEAVES_RATE.search(sentence) and not _TARGET.search(sentence)
    )
