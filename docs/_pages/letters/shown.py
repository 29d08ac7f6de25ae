"""A few lines of a letter with the data that they become, for the gallery."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JsonLexer

from _pages.letters.pairs import LETTER, Run, pairs, runs, value_at
from _pages.letters.review import ADDRESS, PAGE, anchors
from _pages.rendering import render
from sqsreport._jsondata import steps

#: A line of the header, a sentence, a paragraph and a recommendation.
SHOWN: Final = ("/published", "/context/reoffending/rate", "/sections/1/paragraphs/2", "/recommendations/1")
#: Characters of a paragraph that are shown as JSON.
_LONGEST: Final = 40


def letter_becomes_data() -> str:
    """Return some passages of the example letter, each with the data that it becomes, as HTML."""
    title = f"Lines of {LETTER.name}, and the data that each becomes"
    return render("becomes.html", title=title, rows=map(_row, SHOWN), page=f"{PAGE}.html")


def _row(where: str) -> Mapping[str, object]:
    (passage,) = pairs().sources[where]
    data = highlight(_as_json(where), JsonLexer(), HtmlFormatter(nowrap=True)).strip()
    return {
        "line": passage.line,
        "link": f"{ADDRESS}#{anchors()[passage]}",
        "runs": [
            {"text": run.text, "is_italic": run.is_italic, "is_value": run.says == where}
            for run in _sentence(where, runs(passage))
        ],
        "data": Markup(data),  # noqa: S704 - Pygments has escaped it
    }


def _sentence(where: str, all_runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the sentence of a passage that has the words of a value; if none has them, yield the whole passage."""
    all_runs = tuple(all_runs)
    plain = "".join(run.text for run in all_runs)
    place = next((plain.index(run.text) for run in all_runs if run.says == where), None)
    start = 0 if place is None else plain.rfind(". ", 0, place) + 2 if ". " in plain[:place] else 0
    end = len(plain) if place is None or ". " not in plain[place:] else plain.index(". ", place) + 1
    at = 0
    for run in all_runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if text:
            yield attrs.evolve(run, text=text)


def _as_json(where: str) -> str:
    """Format a value as in the JSON of the report, with long paragraphs shortened."""
    value = value_at(where)
    if isinstance(value, dict):
        return json.dumps({key: _cut(each) for key, each in value.items()}, ensure_ascii=False)
    return json.dumps({steps(where)[-1]: value}, ensure_ascii=False)[1:-1]


def _cut(value: object) -> object:
    if not isinstance(value, str) or len(value) <= _LONGEST:
        return value
    return f"{value[:_LONGEST].rpartition(' ')[0]} …"


PLACEHOLDERS: Final = {"gallery": {"%LETTER_BECOMES_DATA%": letter_becomes_data}}
