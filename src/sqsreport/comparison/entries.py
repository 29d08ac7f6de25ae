"""Describe changes in words, for the formats that people read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from sqsreport import codec
from sqsreport.comparison.changes import Change, ChangeKind, Part
from sqsreport.comparison.labels import label, text_lines
from sqsreport.comparison.result import Comparison
from sqsreport.comparison.words import Run, compare_words

#: The number of unchanged words before and after a change in a shortened text.
_CONTEXT: Final = 8
#: The separator of the texts that a text was split into.
_BREAK: Final = " ¶ "
#: The maximum number of lines of an added or removed value.
_MAX_LINES: Final = 40


#: Spaces other than U+0020, and characters without a width.
_INVISIBLE: Final = re.compile("[^\\S ]|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@attrs.frozen
class Entry:
    """The description of a change.

    Attributes:
        kind: the kind of the change.
        label: the place of the value in words.
        note: for a move, its origin.
        pointer: the JSON Pointer to the value.
        lines: the texts, with removed and added runs.
    """

    kind: ChangeKind
    label: str
    note: str
    pointer: str
    lines: tuple[tuple[Run, ...], ...]


def entries(comparison: Comparison, *, ignore_spelling: bool = False, shortened: bool = True) -> Iterator[Entry]:
    """Yield the descriptions of changes.

    Args:
        comparison: the comparison.
        ignore_spelling: whether to ignore differences of quotation marks, dashes and spaces.
        shortened: whether to omit the middle of long unchanged texts.
    """
    ours, theirs = codec.to_dict(comparison.before), codec.to_dict(comparison.after)
    for change in comparison.changes:
        lines = [*_lines(change, ignore_spelling=ignore_spelling)]
        if len(lines) > _MAX_LINES + 1:
            rest = Run("same", f"… and {len(lines) - _MAX_LINES} more")
            lines = [*lines[:_MAX_LINES], [rest]]
        place = label(theirs if change.after else ours, change.pointer)
        note = ""
        if change.kind == "moved":
            origin = label(ours, change.before[0].pointer)
            note = f"from: {origin}" if origin != place else "within its list"
        yield Entry(
            kind=change.kind,
            label=place,
            note=note,
            pointer=change.pointer,
            lines=tuple(tuple(_shorten(line) if shortened else line) for line in lines),
        )


def _lines(change: Change, *, ignore_spelling: bool) -> Iterator[list[Run]]:
    if change.kind == "moved":
        yield from ([Run("same", line)] for line in text_lines(change.after[0].value))
    elif not change.before or not change.after:
        kind, parts = ("removed", change.before) if change.before else ("added", change.after)
        yield from ([Run("removed" if kind == "removed" else "added", line)] for line in _texts(parts))
    else:
        before, after = (_BREAK.join(_texts(parts)) for parts in (change.before, change.after))
        runs = compare_words(before, after, ignore_spelling=ignore_spelling)
        yield [run if run.kind == "same" else Run(run.kind, _spell_out(run.text)) for run in runs]


def _spell_out(text: str) -> str:
    """Replace special spaces and invisible characters with their names."""
    return _INVISIBLE.sub(lambda match: f"‹{unicodedata.name(match[0], 'control character').lower()}›", text)


def _texts(parts: Sequence[Part]) -> list[str]:
    return [line for part in parts for line in text_lines(_without_number(part.value))]


def _without_number(value: Any) -> Any:
    """Return a value without the number of a paragraph, which is in the label of the entry."""
    if isinstance(value, dict) and "text" in value:
        return {key: item for key, item in value.items() if key not in ("number", "label")}
    return value


def _shorten(runs: Sequence[Run]) -> Iterator[Run]:
    """Omit the middle of long unchanged runs, and the start and end of the text that are not near a change."""
    if all(run.kind == "same" for run in runs):
        yield from runs
        return
    for index, run in enumerate(runs):
        words = run.text.split(" ")
        is_first, is_last = index == 0, index == len(runs) - 1
        if run.kind != "same" or len(words) <= (_CONTEXT if is_first or is_last else 2 * _CONTEXT) + 2:
            yield run
            continue
        start = [] if is_first else words[:_CONTEXT]
        end = [] if is_last else words[-_CONTEXT:]
        yield Run("same", " ".join([*start, "…", *end]))
