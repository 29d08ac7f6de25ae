"""What is promised of whatever comes out, checked alike for every target."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

import sqsreport
from sqsreport import letters
from sqsreport._jsondata import steps
from sqsreport._text import has_surrogate
from sqsreport.problems import Problem, errors_in


class BrokenPromiseError(AssertionError):
    """Something came out that the library says never does."""


def promise(is_kept: object, what: str, *found: object) -> None:
    """Make sure of something that is promised."""
    if not is_kept:
        raise BrokenPromiseError(f"{what}: {', '.join(map(ascii, found))}"[:2000])


def is_harmless(text: str) -> bool:
    """Tell whether a text has no character that a terminal obeys, but for the end of a line."""
    return text.isprintable() or not any(unicodedata.category(each) in ("Cc", "Cs") and each != "\n" for each in text)


def problems_are_sound(problems: object, text: str | None = None) -> None:
    """Hold problems to what is promised of each: a line of words without a control character, and a place that is there."""
    lines = None if text is None else text.split("\n")
    promise(isinstance(problems, list | tuple), "problems are a list", problems)
    assert isinstance(problems, list | tuple)
    for each in problems:
        promise(isinstance(each, Problem), "a problem is a Problem", each)
        words = str(each)
        promise(is_harmless(words) and "\n" not in words, "a problem is one line that a terminal may have", words)
        promise(len(words) < 1500, "a problem is no longer than a few lines", words)
        for place in (each.line, each.column, each.page):
            promise(place is None or place >= 1, "places count from 1", each)
        if lines is not None and each.line is not None:
            promise(each.line <= len(lines), "a line is one of the text", each, len(lines))
            if each.column is not None:
                longest = len(lines[each.line - 1]) + 1
                promise(each.column <= longest, "a column is one of its line", each, longest)


def pointers_lead_somewhere(problems: Iterable[Problem], document: Any) -> None:
    """Hold the pointers of problems to it that something is there, or a parent of what is missing."""
    for each in problems:
        here = document
        for step in steps(each.pointer):
            try:
                here = here[int(step)] if isinstance(here, list) else here[step]
            except (LookupError, TypeError, ValueError):
                promise(False, "a pointer leads to something that is there", each)


def outcome_of(problems: Iterable[Problem]) -> Hashable:
    """Return what tells one kind of outcome from another: which codes there are, and roughly how many."""
    return tuple(sorted((code, count.bit_length()) for code, count in Counter(each.code for each in problems).items()))


def reading_is_sound(reading: letters.Reading, again: bool) -> None:
    """Hold a reading to what is promised: its report is a valid one, or its problems say why not, and all has a place."""
    problems_are_sound(reading.problems)
    for passage in reading.leftovers:
        promise(passage.text.strip(), "a passage has words", passage)
        promise((passage.line or 1) >= 1 <= (passage.column or 1), "places count from 1", passage)
    if reading.report is None:
        promise(errors_in(reading.problems), "where there is no report, an error says why")
        promise(not reading.sources, "where there is no report, nothing has a place in it")
        return
    written = sqsreport.dumps(reading.report)
    promise(not has_surrogate(written), "a report is text")
    document = json.loads(written)
    found = sqsreport.validate(document)
    promise(not any(each.code < "SQS200" for each in found), "a report that was read keeps the schema", *found)
    told = {(each.code, each.pointer) for each in reading.problems}
    promise(all((each.code, each.pointer) in told for each in found), "what is wrong with it is told", *found)
    for pointer, passages in reading.sources.items():
        promise(passages, "a place is some passage", pointer)
        _resolves(document, pointer)
    if again and not errors_in(found):
        promise(
            sqsreport.loads(written) == reading.report, "a report that was read is loaded from what it is dumped as"
        )
        try:
            letter = letters.write(reading.report, "markdown")
        except sqsreport.UnwritableLetterError:
            return
        promise(
            letters.read(letter, "markdown").report == reading.report,
            "a report that was read makes a letter that says it",
        )


def _resolves(document: Any, pointer: str) -> None:
    for step in steps(pointer):
        try:
            document = document[int(step)] if isinstance(document, list) else document[step]
        except (LookupError, TypeError, ValueError):
            promise(False, "a pointer of the sources leads to a value", pointer)


def text_is_accounted_for(text: str, reading: letters.Reading) -> None:
    """Hold a reading of plain text to it that each of its lines with a word is in the report or left over."""
    known = {passage.line for passage in (*reading.sources.get("", ()), *reading.leftovers)}
    for number, line in enumerate(re.split(r"\n", text), 1):
        if line.strip() and re.search(r"\w", line):
            promise(number in known, "every line is in the report or left over", number, line)
