"""A comparison in words: what the formats for people have in common."""

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

#: The words around a change that are shown where the rest of a text is left out.
_CONTEXT: Final = 8
#: What is between the texts that one text was split into.
_BREAK: Final = " ¶ "
#: Lines of an added or removed value that are shown of a long one.
_MOST_LINES: Final = 40


#: Spaces other than the common one, and characters without a width.
_UNSEEN: Final = re.compile("[^\\S ]|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


@attrs.frozen
class Entry:
    """A change in words.

    Attributes:
        kind: what happened.
        label: where, in words.
        note: for a move, where to.
        pointer: the JSON Pointer to it.
        lines: the texts with what was removed and added in them.
    """

    kind: ChangeKind
    label: str
    note: str
    pointer: str
    lines: tuple[tuple[Run, ...], ...]


def entries(comparison: Comparison, *, ignore_spelling: bool = False, shortened: bool = True) -> Iterator[Entry]:
    """Yield the changes in words.

    Args:
        comparison: what was compared.
        ignore_spelling: whether the kinds of quotation marks, dashes and spaces are ignored.
        shortened: whether to leave out the middle of long texts that did not change.
    """
    ours, theirs = codec.to_dict(comparison.before), codec.to_dict(comparison.after)
    for change in comparison.changes:
        lines = [*_lines(change, ignore_spelling=ignore_spelling)]
        if len(lines) > _MOST_LINES + 1:
            rest = Run("same", f"… and {len(lines) - _MOST_LINES} more")
            lines = [*lines[:_MOST_LINES], [rest]]
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
    """Name the spaces that look like others, and the characters that are not seen."""
    return _UNSEEN.sub(lambda match: f"‹{unicodedata.name(match[0], 'control character').lower()}›", text)


def _texts(parts: Sequence[Part]) -> list[str]:
    return [line for part in parts for line in text_lines(_without_number(part.value))]


def _without_number(value: Any) -> Any:
    """Leave out the number of a paragraph, which is in the label."""
    if isinstance(value, dict) and "text" in value:
        return {key: item for key, item in value.items() if key not in ("number", "label")}
    return value


def _shorten(runs: Sequence[Run]) -> Iterator[Run]:
    """Leave out the middle of long runs that did not change, and their ends where nothing follows."""
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
