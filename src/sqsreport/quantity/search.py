"""The search for phrases of quantity in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.quantity import figures, grammar, words
from sqsreport.quantity.phrase import NEAR, Opener, Phrase
from sqsreport.quantity.populations import Population
from sqsreport.quantity.values import QuantityKind
from sqsreport.quantity.vocabulary import Bounds

_PARSERS: Final = figures.PARSERS | words.PARSERS
#: The kinds, from the most to the least precise.
_PRECISION: Final[tuple[QuantityKind, ...]] = (
    "count_of", "all", "none", "all_but", "percentage", "count", "fraction", "vague",
)  # fmt: skip


def find_phrases(text: str) -> Iterator[Phrase]:
    """Yield the phrases of quantity of a text in lower case, with plain hyphens and plain spaces."""
    pending: Phrase | None = None  # a vague one that the next sentence may repeat in figures
    begin, ends = 0, grammar.SENTENCE_END.finditer(text)
    end = next(ends, None)
    previous_begin = 0
    offset = free = 0
    while match := grammar.OPENER.search(text, offset):
        offset = match.end()
        while end and end.end() <= match.start():
            previous_begin, begin, end = begin, end.end(), next(ends, None)
        phrase = _parse(Opener(text, match, begin, text[max(begin, match.start() - NEAR) : match.start()]))
        if phrase is None or phrase.start < free:
            continue
        offset = free = max(offset, phrase.end)
        is_next = pending is not None and previous_begin <= pending.start < begin
        if pending and not (is_next and _repeats_in_figures(text, begin, pending, phrase)):
            yield pending
        pending = phrase
    if pending:
        yield pending


def _repeats_in_figures(text: str, begin: int, previous: Phrase, phrase: Phrase) -> bool:
    """Check whether a sentence begins with the figures for the vague words of the previous sentence."""
    is_more_precise = previous.kind == "vague" and phrase.kind != "vague"
    return is_more_precise and grammar.REPEATS_IN_FIGURES.fullmatch(text, begin, phrase.start) is not None


def _parse(opener: Opener) -> Phrase | None:
    if grammar.NEGATED.search(opener.before) or grammar.AIM.search(opener.before):
        return None
    phrase = _parse_with_repetition(opener)
    if phrase is None or grammar.AIM_AFTER.match(opener.text, phrase.end):
        return None
    is_of_people = phrase.population is not None and phrase.population.scope in ("people", "teams")
    return None if is_of_people and grammar.PLANNED.search(opener.before) else phrase


def _parse_with_repetition(opener: Opener) -> Phrase | None:
    """Parse a quantity that may be repeated at once, as in "most (80%) cases" and "most cases (80%)"."""
    repetition = _repetition(opener.text, opener.end)
    if repetition and repetition.in_brackets:
        first = _parse_once(attrs.evolve(opener, end=repetition.end))
        phrase = _more_precise(first, _parse_repetition(opener, repetition, None))
        if phrase:
            return phrase
    first = _parse_once(opener)
    repetition = _repetition(opener.text, first.end) if first else None
    if first is None or repetition is None:
        return first
    second = _parse_repetition(opener, repetition, first.population)
    phrase = _more_precise(first, second)
    if second is None or (phrase is first and not repetition.in_brackets and not _overlap(first.bounds, second.bounds)):
        return first  # between commas it may be the next item of a list
    return phrase and attrs.evolve(phrase, end=repetition.end)


def _parse_once(opener: Opener) -> Phrase | None:
    return _PARSERS[_kind(opener.match)](opener)


@attrs.frozen
class _Repetition:
    """The number that repeats a quantity, and the end of its words."""

    match: re.Match[str]
    end: int
    in_brackets: bool


def _repetition(text: str, end: int) -> _Repetition | None:
    begins = grammar.REPETITION_START.match(text, end)
    match = grammar.OPENER.match(text, begins.end()) if begins else None
    if begins is None or match is None or not any(match[number] for number in grammar.NUMBERS):
        return None
    in_brackets = begins["bracket"] is not None
    ends = grammar.REPETITION_ENDS[in_brackets].match(text, match.end())
    is_share = match["percentage"] or match["ratio"]
    return _Repetition(match, ends.end(), in_brackets) if ends and (in_brackets or is_share) else None


def _parse_repetition(opener: Opener, repetition: _Repetition, of: Population | None) -> Phrase | None:
    return _parse_once(
        attrs.evolve(opener, match=repetition.match, start=opener.start, end=repetition.end, is_repetition=True, of=of)
    )


def _more_precise(first: Phrase | None, second: Phrase | None) -> Phrase | None:
    """Return the more precise of two phrases, with the polarity of the first: "too many" are failures."""
    if first is None or second is None:
        return first or second
    polarity = first.vague.polarity if first.vague else None
    is_second = _PRECISION.index(second.kind) < _PRECISION.index(first.kind)
    return attrs.evolve(second, polarity=polarity) if is_second else first


def _overlap(one: Bounds, other: Bounds) -> bool:
    """Check whether two phrases may mean the same share."""
    lowest = max(one.lower or 0, other.lower or 0)
    return all(each.upper is not None and lowest <= each.upper for each in (one, other))


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _PARSERS if match[kind])
