"""Lay a letter out as lines of text: plain text and Markdown, as people type them and as converters leave them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from document import Item, Letter, Run, runs

SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DAGGERS: Final = "†‡§"

#: The default layout of each part.
DEFAULTS: Final[Mapping[str, Any]] = {
    "width": 0,  # columns at which lines are wrapped; 0 for none
    "hyphens": None,  # a function that returns how a word may be divided
    "header": "{label}:\t{value}",
    "title": "{}",
    "heading": "{}",
    "theme": "{number}. {title}",
    "number": "{number}. {text}",
    "hang": 0,  # spaces before further lines of a numbered paragraph
    "items": "•◦▪",  # one glyph for each level; "1" numbers them, "a" letters them
    "item": "{glyph} {text}",
    "indent": 2,
    "copies": "{role}\t{names}",
    "copy_lines": "\n",  # between the lines of the copy list
    "copies_body": "{}",
    "names": ", ",
    "mark": "{sup}",  # {label}, {sup}, {dagger}
    "footnote": "{sup} {text}",
    "footnotes": "end",  # end, block
    "italic": "{}",
    "link": "{}",
    "blank": "\n\n",  # between paragraphs
    "note": "{}",
    "before": "",
    "after": "",
}


class Page:
    """The text of one letter in one layout."""

    def __init__(self, letter: Letter, **options: Any) -> None:
        unknown = options.keys() - DEFAULTS.keys()
        if unknown:
            raise TypeError(f"no such options: {unknown}")
        self.letter = letter
        self.options = {**DEFAULTS, **options}
        self.due: list[str] = []

    def __str__(self) -> str:
        letter, printed, options = self.letter, self.letter.printed, self.options
        blocks: list[str] = [options["before"]] if options["before"] else []
        header = [options["header"].format(label=label, value=value) for label, value in letter.header]
        blocks += ["\n".join(header), options["title"].format(self.wrap(letter.title))]
        blocks += self.prose(map(self.text, letter["introduction"]))
        for key, paragraphs in (("context", letter["context"]["paragraphs"]), ("summary", letter["summary"])):
            blocks += [options["heading"].format(printed[key]), *self.prose(map(self.text, paragraphs))]
        blocks.append(options["heading"].format(printed["commentary"]))
        for section in letter["sections"]:
            blocks += self.section(section)
        for key in ("strengths", "recommendations"):
            blocks.append(options["heading"].format(printed[key]))
            blocks += [printed[f"{key}_lead"]] if f"{key}_lead" in printed else []
            blocks.append("\n".join(self.items(letter[key])))
        blocks += self.prose(map(self.text, letter["closing"]))
        blocks.append(options["heading"].format(printed["copies"]))
        lines = [self.copy(role, names) for role, names in letter.copies]
        blocks.append(options["copies_body"].format(options["copy_lines"].join(lines)))
        if options["footnotes"] == "end":
            blocks += [self.footnote(label) for label, _ in letter.footnotes]
        blocks += [self.wrap(options["note"].format(self.text(note))) for note in letter.notes]
        blocks += [options["after"]] if options["after"] else []
        return str(options["blank"]).join(blocks) + "\n"

    def text(self, text: str) -> str:
        """Return running text with its marks."""
        return "".join(map(self.run, runs(text)))

    def run(self, run: Run) -> str:
        """Return a run of text, and remember the footnote of a mark."""
        if run.kind == "mark":
            if self.options["footnotes"] == "block":
                self.due.append(self.footnote(run.text))
            return str(self.options["mark"].format(**self.spellings(run.text)))
        return str(self.options[run.kind].format(run.text)) if run.kind != "text" else run.text

    def spellings(self, label: str) -> dict[str, str]:
        """Return how a mark may be spelt."""
        return {"label": label, "sup": label.translate(SUPERSCRIPTS), "dagger": DAGGERS[int(label) - 1]}

    def footnote(self, label: str) -> str:
        """Return a footnote."""
        text = dict(self.letter.footnotes)[label]
        return self.wrap(self.options["footnote"].format(text=text, **self.spellings(label)))

    def wrap(self, text: str, hang: int = 0) -> str:
        """Wrap text at the width of the layout."""
        width: int = self.options["width"]
        if not width:
            return text
        divide: Callable[[str], list[str]] | None = self.options["hyphens"]
        if divide is None:
            return textwrap.fill(
                text, width, subsequent_indent=" " * hang, break_on_hyphens=False, break_long_words=False
            )
        lines, line = [], ""
        for word in text.split(" "):
            if len(line) + 1 + len(word) <= width or not line:
                line = f"{line} {word}" if line else word
                continue
            head, tail = "", word
            for part in divide(word)[:-1]:
                if len(line) + len(head) + len(part) + 2 > width:
                    break
                head, tail = head + part, tail[len(part) :]
            if head:
                line += f" {head}" + ("" if head.endswith("-") else "-")
            lines.append(line)
            line = " " * hang + tail
        return "\n".join([*lines, line])

    def prose(self, paragraphs: Iterable[str], hang: int = 0) -> list[str]:
        """Return paragraphs wrapped, with the footnotes that they refer to where the layout puts them."""
        blocks = []
        for each in paragraphs:
            blocks.append(self.wrap(each, hang))
            blocks += self.due
            self.due = []
        return blocks

    def section(self, section: Item) -> list[str]:
        """Return a section of the commentary."""
        options = self.options
        if "number" not in section:
            return [
                options["heading"].format(section["title"]),
                *self.prose(self.text(each["text"]) for each in section["paragraphs"]),
            ]
        lines = (
            options["number"].format(number=each["number"], text=self.text(each["text"]))
            for each in section["paragraphs"]
        )
        return [options["theme"].format(**section), *self.prose(lines, options["hang"])]

    def copy(self, role: str, names: Iterable[str]) -> str:
        """Return a line of the copy list, without what would part the names from a role that has none."""
        options = self.options
        joined = options["names"].join(options["italic"].format(name) for name in names)
        line = str(options["copies"].format(role=role, names=joined))
        return line if joined else re.sub(r"[\s:–-]+$", "", line)

    def items(self, items: Iterable[Item], level: int = 0) -> Iterable[str]:
        """Yield the lines of a list, with lists within it."""
        glyphs = self.options["items"]
        glyph = glyphs[min(level, len(glyphs) - 1)]
        for number, item in enumerate(items, 1):
            mark = {
                "1": f"{number}.",
                "a": f"{'abcdefgh'[number - 1]})",
                "i": f"({'i ii iii iv v vi'.split()[number - 1]})",
            }.get(glyph, glyph)
            line = self.options["item"].format(glyph=mark, text=self.text(item["text"]))
            indent = " " * (self.options["indent"] * level)
            yield textwrap.indent(self.wrap(line, len(mark) + 1), indent)
            yield from self.items(item.get("items", ()), level + 1)


def page(letter: Letter, **options: Any) -> str:
    """Return a letter as text."""
    return str(Page(letter, **options))
