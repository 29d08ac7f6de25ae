"""An invented letter as its parts, and running text as runs, for the programs that lay it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import attrs

HERE: Final = Path(__file__).parent
_INLINE: Final = re.compile(r"\*(?P<italic>[^*]+)\*|\[\^(?P<mark>\w+)\]|<(?P<link>https?://[^>]+)>")

Item = dict[str, Any]


@attrs.frozen
class Run:
    """A piece of running text: plain, italic, a footnote mark or a link."""

    text: str
    kind: str = "text"


def runs(text: str) -> Iterator[Run]:
    """Split running text into its runs."""
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            yield Run(text[end : match.start()])
        kind = str(match.lastgroup)
        yield Run(match[kind], kind)
        end = match.end()
    if end < len(text):
        yield Run(text[end:])


@attrs.define(slots=False, eq=False)
class Letter:
    """A letter: its right report, and the printed words that are not in a report.

    Attributes:
        name: name of its file, without the ending.
        number: its place in the order in which the letters were added, from which a layout chooses.
        report: the right report, as JSON data.
        printed: spelling of the header and of the headings.
        is_unseen: whether nobody has looked at it while changing the reader.
    """

    name: str
    number: int
    report: dict[str, Any]
    printed: dict[str, Any]
    is_unseen: bool = False

    @cached_property
    def header(self) -> list[tuple[str, str]]:
        """The labels of the header with their values."""
        people = {f"*{key}*": ", ".join(self.report[key].values()) for key in ("addressee", "sender")}
        return [(label, people.get(value, value)) for label, value in self.printed["header"]]

    @property
    def footnotes(self) -> list[tuple[str, str]]:
        """Label and text of every footnote."""
        return [(each["label"], each["text"]) for each in self.report.get("footnotes", [])]

    @property
    def copies(self) -> list[tuple[str, list[str]]]:
        """Role and recipients of every line of the copy list."""
        return [(each["role"], each.get("recipients", [])) for each in self.report["copy_list"]]

    @property
    def notes(self) -> list[str]:
        """The notes at the end, with their labels."""
        return [f"Note {number}: {text}" for number, text in enumerate(self.report["notes"], 1)]

    @property
    def title(self) -> str:
        """The title of the report."""
        return str(self.report["title"])

    def __getitem__(self, key: str) -> Any:
        """Return a part of the report."""
        return self.report[key]


def load(name: str) -> Letter:
    """Load a letter by its name, whichever half it belongs to."""
    (path,) = HERE.glob(f"letters/*/{name}.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return Letter(name, data["number"], data["report"], data["printed"], path.parent.name == "unseen")


def names() -> list[str]:
    """Return the names of all letters."""
    return sorted(path.stem for path in HERE.glob("letters/*/*.json"))
