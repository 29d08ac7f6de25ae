"""Phrases of quantity in one text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.spoken import figures, grammar, words
from sqsreport.spoken.found import NEAR, Found, Opening

_READERS: Final = figures.READERS | words.READERS


def find(text: str) -> Iterator[Found]:
    """Find the phrases of quantity of a text that has small letters, plain hyphens and plain spaces."""
    held: Found | None = None  # a vague one that the next sentence may say in figures
    begin, ends = 0, grammar.SENTENCE_END.finditer(text)
    end = next(ends, None)
    sentence_before = 0
    at = 0
    while match := grammar.OPENER.search(text, at):
        at = match.end()
        while end and end.end() <= match.start():
            sentence_before, begin, end = begin, end.end(), next(ends, None)
        found = _read(Opening(text, match, begin, text[max(begin, match.start() - NEAR) : match.start()]))
        if found is None:
            continue
        at = max(at, found.end)
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
    found = _READERS[_kind(at.match)](at)
    return None if found is None or grammar.IS_TO.match(at.text, found.end) else found


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _READERS if match[kind])
