"""Phrases of quantity in one text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.spoken import figures, grammar, words
from sqsreport.spoken.found import NEAR, Found, Opening
from sqsreport.spoken.populations import Population
from sqsreport.spoken.readings import Bounds
from sqsreport.spoken.values import QuantityKind

_READERS: Final = figures.READERS | words.READERS
#: The kinds, those that say most before those that say less.
_PRECISE: Final[tuple[QuantityKind, ...]] = (
    "count_of", "all", "none", "all_but", "percentage", "count", "fraction", "vague",
)  # fmt: skip


def find(text: str) -> Iterator[Found]:
    """Find the phrases of quantity of a text that has small letters, plain hyphens and plain spaces."""
    held: Found | None = None  # a vague one that the next sentence may say in figures
    begin, ends = 0, grammar.SENTENCE_END.finditer(text)
    end = next(ends, None)
    sentence_before = 0
    at = free = 0
    while match := grammar.OPENER.search(text, at):
        at = match.end()
        while end and end.end() <= match.start():
            sentence_before, begin, end = begin, end.end(), next(ends, None)
        found = _read(Opening(text, match, begin, text[max(begin, match.start() - NEAR) : match.start()]))
        if found is None or found.start < free:
            continue
        at = free = max(at, found.end)
        is_next = held is not None and sentence_before <= held.start < begin
        if held and not (is_next and _says_in_figures(text, begin, held, found)):
            yield held
        held = found
    if held:
        yield held


def _says_in_figures(text: str, begin: int, held: Found, found: Found) -> bool:
    """Tell whether a sentence begins by saying in figures what the one before it said in vague words."""
    is_firmer = held.kind == "vague" and found.kind != "vague"
    return is_firmer and grammar.IN_FIGURES.fullmatch(text, begin, found.start) is not None


def _read(at: Opening) -> Found | None:
    if grammar.DENIED.search(at.before) or grammar.AIMED_AT.search(at.before):
        return None
    found = _said_twice(at)
    if found is None or grammar.IS_TO.match(at.text, found.end):
        return None
    is_of_people = found.population is not None and found.population.scope in ("people", "teams")
    return None if is_of_people and grammar.LAID_ON.search(at.before) else found


def _said_twice(at: Opening) -> Found | None:
    """Read a finding that may be said again at once, as in "most (80%) cases" and "most cases (80%)"."""
    again = _again(at.text, at.end)
    if again and again.in_brackets:
        found = _more_precise(_as_it_is(attrs.evolve(at, end=again.end)), _once_more(at, again, None))
        if found:
            return found
    first = _as_it_is(at)
    again = _again(at.text, first.end) if first else None
    if first is None or again is None:
        return first
    second = _once_more(at, again, first.population)
    found = _more_precise(first, second)
    if second is None or (found is first and not again.in_brackets and not _overlap(first.bounds, second.bounds)):
        return first  # between commas it may be the next one of a list
    return found and attrs.evolve(found, end=again.end)


def _as_it_is(at: Opening) -> Found | None:
    return _READERS[_kind(at.match)](at)


@attrs.frozen
class _Again:
    """The number with which a finding is said again, and where its words end."""

    match: re.Match[str]
    end: int
    in_brackets: bool


def _again(text: str, end: int) -> _Again | None:
    begins = grammar.AGAIN.match(text, end)
    match = grammar.OPENER.match(text, begins.end()) if begins else None
    if begins is None or match is None or not any(match[number] for number in grammar.NUMBERS):
        return None
    in_brackets = begins["bracket"] is not None
    ends = grammar.AGAIN_ENDS[in_brackets].match(text, match.end())
    is_share = match["percentage"] or match["ratio"]
    return _Again(match, ends.end(), in_brackets) if ends and (in_brackets or is_share) else None


def _once_more(at: Opening, again: _Again, of: Population | None) -> Found | None:
    return _as_it_is(attrs.evolve(at, match=again.match, start=at.start, end=again.end, is_again=True, of=of))


def _more_precise(first: Found | None, second: Found | None) -> Found | None:
    """Return the more precise of two readings of one finding; that "too many" are failures stays told."""
    if first is None or second is None:
        return first or second
    polarity = first.vague.polarity if first.vague else None
    return attrs.evolve(second, polarity=polarity) if _rank(second) < _rank(first) else first


def _rank(found: Found) -> int:
    return _PRECISE.index(found.kind)


def _overlap(one: Bounds, other: Bounds) -> bool:
    """Tell whether two readings may be of the same share."""
    lowest = max(one.lower or 0, other.lower or 0)
    return all(each.upper is not None and lowest <= each.upper for each in (one, other))


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _READERS if match[kind])
