"""Lay a letter out as a document of typst."""

from __future__ import annotations

import re
from collections.abc import Iterable

from document import Item, Letter, runs

_SPECIAL = re.compile(r"[\\#$*_`<>@~/\-\[\]'\"=+]")
_HEAD = """#set page(paper: "a4", margin: (x: 2.4cm, y: 2.4cm), numbering: "1"{header})
#set text(font: "Liberation Serif", size: 11pt, lang: "en", hyphenate: true)
#set par(justify: true)
#show heading: set text(size: 11pt)
"""


def _text(letter: Letter, text: str) -> str:
    """Return running text as markup of typst."""
    notes = dict(letter.footnotes)
    parts = []
    for run in runs(text):
        plain = _escape(run.text)
        match run.kind:
            case "italic":
                parts.append(f"#emph[{plain}]")
            case "mark":
                parts.append(f"#footnote[{_text(letter, notes[run.text])}]")
            case "link":
                parts.append(f'#link("{run.text}")')
            case _:
                parts.append(plain)
    return "".join(parts)


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\u{{{ord(match[0]):x}}}" if match[0] in "'\"-" else f"\\{match[0]}", text)


def _items(letter: Letter, items: Iterable[Item], level: int = 0) -> str:
    return "".join(
        f"{'  ' * level}- {_text(letter, each['text'])}\n{_items(letter, each.get('items', ()), level + 1)}"
        for each in items
    )


def page(letter: Letter, *, margin: bool = False) -> str:
    """Return a letter as a document of typst.

    Args:
        letter: the letter.
        margin: set headings in a column of their own, and the title as running head.
    """
    printed = letter.printed
    head = f", header: text(size: 8pt)[{_escape(letter.title)}]" if margin else ""
    lines = [_HEAD.replace("{header}", head)]
    cells = ", ".join(f"[_{label}:_], [{_escape(value)}]" for label, value in letter.header)
    lines.append(f"#grid(columns: (3cm, 1fr), row-gutter: 6pt, {cells})\n\n= {_escape(letter.title)}\n")
    lines += [_text(letter, each) + "\n" for each in letter["introduction"]]

    def part(title: str, body: str) -> None:
        if margin:
            lines.append(f"#grid(columns: (3.4cm, 1fr), column-gutter: 8pt, [#strong[{_escape(title)}]], [\n{body}])\n")
        else:
            lines.append(f"== {_escape(title)}\n\n{body}\n")

    part(printed["context"], "\n\n".join(_text(letter, each) for each in letter["context"]["paragraphs"]))
    part(printed["summary"], "\n\n".join(_text(letter, each) for each in letter["summary"]))
    lines.append(f"== {_escape(printed['commentary'])}\n")
    for section in letter["sections"]:
        if "number" in section:
            rows = ", ".join(f"[{each['number']}.], [{_text(letter, each['text'])}]" for each in section["paragraphs"])
            lines.append(
                f"=== {section['number']}. {_escape(section['title'])}\n\n#grid(columns: (1.2cm, 1fr), row-gutter: 10pt, {rows})\n"
            )
        else:
            part(section["title"], "\n\n".join(_text(letter, each["text"]) for each in section["paragraphs"]))
    for key in ("strengths", "recommendations"):
        lead = _escape(printed[f"{key}_lead"]) + "\n\n" if f"{key}_lead" in printed else ""
        part(printed[key], lead + _items(letter, letter[key]))
    lines += [_text(letter, each) + "\n" for each in letter["closing"]]
    align = "horizon" if margin else "top"
    cells = ", ".join(f"[{_escape(role)}], [#emph[{_escape(', '.join(names))}]]" for role, names in letter.copies)
    lines.append(
        f"== {_escape(printed['copies'])}\n\n#table(columns: ({'4.2cm' if margin else '7cm'}, 1fr), stroke: none, align: left + {align}, {cells})\n"
    )
    lines += [_text(letter, each) + "\n" for each in letter.notes]
    return "\n".join(lines)
