"""Checks the promises that every target must keep."""

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
    """The library broke one of its promises."""


def promise(is_kept: object, sentence: str, *values: object) -> None:
    """Raise `BrokenPromiseError` if a promise is not kept."""
    if not is_kept:
        raise BrokenPromiseError(f"{sentence}: {', '.join(map(ascii, values))}"[:2000])


def is_harmless(text: str) -> bool:
    """Check whether a text has no control characters other than line breaks."""
    return text.isprintable() or not any(unicodedata.category(each) in ("Cc", "Cs") and each != "\n" for each in text)


def problems_are_sound(problems: object, text: str | None = None) -> None:
    """Check that each problem is one printable line, and that its place exists."""
    lines = None if text is None else text.split("\n")
    promise(isinstance(problems, list | tuple), "the problems are a list or a tuple", problems)
    assert isinstance(problems, list | tuple)
    for each in problems:
        promise(isinstance(each, Problem), "each problem is a `Problem`", each)
        words = str(each)
        promise(is_harmless(words) and "\n" not in words, "a problem is one line without control characters", words)
        promise(len(words) < 1500, "a problem has fewer than 1,500 characters", words)
        for place in (each.line, each.column, each.page):
            promise(place is None or place >= 1, "lines, columns and pages are counted from 1", each)
        if lines is not None and each.line is not None:
            promise(each.line <= len(lines), "the line of a problem exists in the text", each, len(lines))
            if each.column is not None:
                longest = len(lines[each.line - 1]) + 1
                promise(each.column <= longest, "the column of a problem exists in its line", each, longest)


def pointers_lead_somewhere(problems: Iterable[Problem], document: Any) -> None:
    """Check that the pointer of each problem leads to a value, or to the parent of a missing value."""
    for each in problems:
        here = document
        for step in steps(each.pointer):
            try:
                here = here[int(step)] if isinstance(here, list) else here[step]
            except (LookupError, TypeError, ValueError):
                promise(False, "the pointer of a problem leads to a value that exists", each)


def outcome_of(problems: Iterable[Problem]) -> Hashable:
    """Return a value that distinguishes kinds of outcome: the codes, and roughly how many problems each has."""
    return tuple(sorted((code, count.bit_length()) for code, count in Counter(each.code for each in problems).items()))


def reading_is_sound(reading: letters.Reading, again: bool) -> None:
    """Check that a reading has a valid report or an error, and that everything in it has a place."""
    problems_are_sound(reading.problems)
    for passage in reading.leftovers:
        promise(passage.text.strip(), "an unread passage is not blank", passage)
        promise(
            (passage.line or 1) >= 1 <= (passage.column or 1), "lines, columns and pages are counted from 1", passage
        )
    if reading.report is None:
        promise(errors_in(reading.problems), "a reading without a report has an error")
        promise(not reading.sources, "a reading without a report has no sources")
        return
    written = sqsreport.dumps(reading.report)
    promise(not has_surrogate(written), "a dumped report has no surrogates")
    document = json.loads(written)
    problems = sqsreport.validate(document)
    promise(
        not any(each.code < "SQS200" for each in problems),
        "a report that was read is valid according to the schema",
        *problems,
    )
    reported = {(each.code, each.pointer) for each in reading.problems}
    promise(
        all((each.code, each.pointer) in reported for each in problems),
        "the reading has every problem of its report",
        *problems,
    )
    for pointer, passages in reading.sources.items():
        promise(passages, "a pointer of the sources has a passage", pointer)
        _resolves(document, pointer)
    if again and not errors_in(problems):
        promise(sqsreport.loads(written) == reading.report, "a report that was read is equal after dumping and loading")
        try:
            letter = letters.write(reading.report, "markdown")
        except sqsreport.UnwritableLetterError:
            return
        promise(
            letters.read(letter, "markdown").report == reading.report,
            "a report that was read is equal after writing and reading a letter",
        )


def _resolves(document: Any, pointer: str) -> None:
    for step in steps(pointer):
        try:
            document = document[int(step)] if isinstance(document, list) else document[step]
        except (LookupError, TypeError, ValueError):
            promise(False, "a pointer of the sources leads to a value", pointer)


def text_is_accounted_for(text: str, reading: letters.Reading) -> None:
    """Check that each line of plain text that has a word is in the report or in the leftovers."""
    accounted = {passage.line for passage in (*reading.sources.get("", ()), *reading.leftovers)}
    for number, line in enumerate(re.split(r"\n", text), 1):
        if line.strip() and re.search(r"\w", line):
            promise(number in accounted, "every line is in the report or in the leftovers", number, line)
