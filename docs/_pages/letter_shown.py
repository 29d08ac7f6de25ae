"""A letter becoming data, in a few lines: for the front page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

import attrs
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import JsonLexer

from _pages.letter_pairs import LETTER, Run, pairs, runs, value_at
from _pages.letter_review import ADDRESS, PAGE, anchors
from _pages.markup import element, text
from sqsreport._jsondata import steps

#: A line of the header, a sentence, a paragraph and a recommendation.
SHOWN: Final = ("/published", "/context/reoffending/rate", "/sections/1/paragraphs/2", "/recommendations/1")
#: Characters of a paragraph that are shown as JSON.
_LONGEST: Final = 40


def letter_becomes_data() -> str:
    """Write some passages of the example letter, each with what it becomes, in HTML."""
    head = element("div", _cell("from", "The letter says"), " ", _cell("into", "The report has"), class_="lv-head")
    rows = element("div", *(part for where in SHOWN for part in (_row(where), " ")), role="list")
    more = element("a", "The whole letter next to its report", href=f"{PAGE}.html")
    title = f"Lines of {LETTER.name}, and what each becomes"
    return element("div", head, " ", rows, " ", element("p", more), class_="lv-becomes", role="group", aria_label=title)


def _row(where: str) -> str:
    (passage,) = pairs().sources[where]
    link = f"{ADDRESS}#{anchors()[passage]}"
    number = element("a", text(passage.line), href=link, class_="lv-at", aria_label=f"Line {passage.line}")
    said = element("span", *(_marked(run, where) for run in _sentence(where, runs(passage))), class_="lv-text")
    data = highlight(_as_json(where), JsonLexer(), HtmlFormatter(nowrap=True)).strip()
    value = element("a", element("code", data, class_="highlight"), href=link)
    return element("div", _cell("from", number, " ", said), " ", _cell("into", value), class_="lv-row", role="listitem")


def _cell(name: str, *children: str) -> str:
    return element("div", *children, class_=f"lv-{name}")


def _sentence(where: str, found: Iterable[Run]) -> Iterator[Run]:
    """Keep of a passage the sentence with the words of a value; all of it where no words are those."""
    found = tuple(found)
    plain = "".join(run.text for run in found)
    place = next((plain.index(run.text) for run in found if run.says == where), None)
    start = 0 if place is None else plain.rfind(". ", 0, place) + 2 if ". " in plain[:place] else 0
    end = len(plain) if place is None or ". " not in plain[place:] else plain.index(". ", place) + 1
    at = 0
    for run in found:
        kept = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if kept:
            yield attrs.evolve(run, text=kept)


def _marked(run: Run, where: str) -> str:
    words = element("i", text(run.text)) if run.is_italic else text(run.text)
    return element("span", words, class_="lv-words") if run.says == where else words


def _as_json(where: str) -> str:
    """Write a value as it stands in the report, with a paragraph cut short."""
    found = value_at(where)
    if isinstance(found, dict):
        return json.dumps({key: _cut(value) for key, value in found.items()}, ensure_ascii=False)
    return json.dumps({steps(where)[-1]: found}, ensure_ascii=False)[1:-1]


def _cut(value: object) -> object:
    if not isinstance(value, str) or len(value) <= _LONGEST:
        return value
    return f"{value[:_LONGEST].rpartition(' ')[0]} …"


FILLED: Final = {"gallery": {"%LETTER_BECOMES_DATA%": letter_becomes_data}}
