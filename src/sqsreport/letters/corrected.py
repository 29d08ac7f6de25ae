"""Apply the corrections of people to a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import attrs

from sqsreport._files import StrPath
from sqsreport._jsondata import pointer
from sqsreport.codec import to_dict
from sqsreport.corrections import Collection, CorrectedReport, Corrections, apply, load_all
from sqsreport.corrections.values import ABSENT, is_within, same, value_at
from sqsreport.letters.blocks import Passage
from sqsreport.letters.reading import Reading
from sqsreport.letters.sources import exists
from sqsreport.problems import Problem, bounded

#: The corrections of one letter or of many, or the path of a file or folder with them.
CorrectionsLike = Corrections | Collection | StrPath

#: Missing parts, a cut-off text and unread text: problems that a person considers when checking a letter.
_SETTLED_BY_CHECKING: Final = ("SQS401", "SQS403", "SQS404")
#: Prefixes of the codes of problems that are computed again from the corrected report.
_OF_THE_REPORT: Final = ("SQS1", "SQS2", "SQS3")


def collection_of(corrections: CorrectionsLike) -> Collection:
    """Return corrections as a collection.

    Raises:
        OSError: there is no such file or folder.
    """
    if isinstance(corrections, Collection):
        return corrections
    return Collection.of([corrections]) if isinstance(corrections, Corrections) else load_all(corrections)


def correct(reading: Reading, collection: Collection, name: StrPath | None = None) -> Reading:
    """Return a reading with the corrections of its letter applied.

    Args:
        reading: the reading.
        collection: corrections of any letters.
        name: the name of the file, so that corrections of another file with that name are reported.
    """
    if reading.sha256 is None:
        return reading
    corrections, problems = collection.for_letter(reading.sha256, None if name is None else Path(name).name)
    for each in corrections:
        reading = _correct(reading, each)
    return attrs.evolve(reading, problems=(*reading.problems, *problems)) if problems else reading


def _correct(reading: Reading, corrections: Corrections) -> Reading:
    result = apply(reading.report, corrections)
    before = to_dict(reading.report) if reading.report else {}
    after = to_dict(result.report) if result.report else {}
    values = [value_at(after, path) for path in result.corrected]
    corrected_words = _normalised_words(" ".join(text for value in values for text in _texts(value)))
    leftovers = tuple(
        each
        for each in reading.leftovers
        if not (each.text.strip() and _normalised_words(each.text) in corrected_words)
    )
    assigned = {each for each in reading.leftovers if each not in leftovers}
    unsettled = [each for each in reading.problems if not _is_settled(each, reading, result, corrections, assigned)]
    by = f"corrected by {corrections.by}" if corrections.by else "corrected by a person"
    record = partial(_record, reading, before, after, result.corrected, by)
    return Reading(
        result.report, tuple(bounded([*unsettled, *result.problems])), leftovers, sha256=reading.sha256, record=record
    )


def _is_settled(
    problem: Problem,
    reading: Reading,
    result: CorrectedReport,
    corrections: Corrections,
    assigned: Iterable[Passage],
) -> bool:
    """Check whether a problem of a reading does not apply to the corrected report.

    Args:
        problem: the problem.
        reading: the reading before the corrections.
        result: the corrected report.
        corrections: the corrections.
        assigned: the passages that were unread, and whose text is in a corrected value.
    """
    if result.report is None:
        return False
    if problem.code.startswith(_OF_THE_REPORT) or (reading.report is None and problem.severity == "error"):
        return True
    if corrections.checked and problem.code in _SETTLED_BY_CHECKING:
        return True
    if problem.code == "SQS404":
        return any((problem.line, problem.column, problem.page) == (p.line, p.column, p.page) for p in assigned)
    if problem.code == "SQS401":
        return exists(result.report, problem.pointer)
    settled = (*result.corrected, *result.accepted)
    return bool(problem.pointer) and any(
        is_within(problem.pointer, path) or is_within(path, problem.pointer) for path in settled
    )


def _record(
    reading: Reading, before: Any, after: Any, corrected: Sequence[str], reason: str
) -> Mapping[str, Iterable[Passage]]:
    """Return the passages of the values of the corrected report; a corrected value has a passage with the reason."""
    recorded = dict(reading.recorded())
    for path in corrected:
        inner = {where: recorded.pop(where) for where in [*recorded] if is_within(where, path)}
        old, new = value_at(before, path), value_at(after, path)
        if not isinstance(new, list):
            if new is not ABSENT:
                recorded[path] = [Passage(new if isinstance(new, str) else "", reason=reason)]
            continue
        unused = dict(enumerate(old)) if isinstance(old, list) else {}
        for index, value in enumerate(new):
            origin = next((each for each, item in unused.items() if same(item, value)), None)
            if origin is None:
                text = " ".join(_texts(value))
                recorded[path + pointer(index)] = [Passage(text, reason=reason)]
                continue
            del unused[origin]
            here, there = path + pointer(index), path + pointer(origin)
            moved = {where: passages for where, passages in inner.items() if is_within(where, there)}
            recorded.update({here + where.removeprefix(there): passages for where, passages in moved.items()})
    return recorded


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (Mapping, list)):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _normalised_words(text: str) -> str:
    """Return the words of a text in lower case, without markup and punctuation, each with a space on both sides."""
    words = "".join(character if character.isalnum() else " " for character in text.casefold())
    return f" {' '.join(words.split())} "
