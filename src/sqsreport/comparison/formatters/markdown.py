"""Comparisons as Markdown, for issues and pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqsreport._text import sanitize
from sqsreport.comparison.entries import Entry, entries
from sqsreport.comparison.pairing import Pair
from sqsreport.comparison.words import Run

#: Characters of markup in CommonMark and GitHub Flavored Markdown, including those of mentions and links to issues.
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>()#+!|~&@:=$^.-]")
_TAGS: Final = {"removed": "del", "added": "ins"}


def lines(pairs: Iterable[Pair], *, ignore_spelling: bool = False) -> Iterator[str]:
    """Yield the document in parts: a heading for each pair of reports that differ, and a list of changes."""
    separator = ""
    for pair in pairs:
        if not pair.is_same:
            yield separator + "\n".join(_pair(pair, ignore_spelling=ignore_spelling)) + "\n"
            separator = "\n"


def _pair(pair: Pair, *, ignore_spelling: bool) -> Iterator[str]:
    comparison = pair.comparison
    if comparison is None:
        single = pair.before or pair.after
        assert single is not None
        yield f"## {_escape(single.report.id)}"
        yield ""
        yield f"Only in the {'first' if pair.before else 'second'}: {_escape(single.source)}"
        return
    before, after = comparison.before.id, comparison.after.id
    yield f"## {_escape(before)}" + ("" if before == after else f" → {_escape(after)}")
    yield ""
    if before != after:
        yield "| | first | second |"
        yield "| --- | ---: | ---: |"
        for figure in comparison.figures:
            cells = (figure.label, *("-" if value is None else str(value) for value in (figure.before, figure.after)))
            yield f"| {' | '.join(map(_escape, cells))} |"
        yield ""
    for entry in entries(comparison, ignore_spelling=ignore_spelling):
        yield f"- {_heading(entry)}"
        yield from (f"  - {_line(line)}" for line in entry.lines)


def _heading(entry: Entry) -> str:
    note = f" ({_escape(entry.note)})" if entry.note else ""
    return f"**{entry.kind}** {_escape(entry.label)}{note} {_code(entry.pointer)}"


def _code(text: str) -> str:
    """Return text as code, or as text if it contains a backtick."""
    text = sanitize(text)
    return f"`{text}`" if "`" not in text else _escape(text)


def _line(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs) or "(empty)"


def _run(run: Run) -> str:
    # Tags are used because emphasis next to punctuation is not always recognised.
    tag = _TAGS.get(run.kind)
    return f"<{tag}>{_escape(run.text)}</{tag}>" if tag else _escape(run.text)


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", sanitize(text))
