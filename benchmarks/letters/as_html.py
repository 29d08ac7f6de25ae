"""Lay a letter out as HTML, in the many ways in which programs and people do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, Final

from document import Item, Letter, Run, runs

#: The default layout of each part.
DEFAULTS: Final[Mapping[str, Any]] = {
    "header": "table",  # table, lines, dl, grid
    "mark": '<sup><a href="#fn{0}" id="ref{0}">{0}</a></sup>',
    "footnote": '<p class="footnote" id="fn{0}"><sup>{0}</sup> {1}</p>',
    "footnotes": "end",  # end, block (after the block with the mark), inline (in place of the mark), none
    "heading": "<h2>{}</h2>",
    "title": "<h1>{}</h1>",
    "theme": "<h3>{number}. {title}</h3>",
    "number": "<p>{number}. {text}</p>",
    "paragraphs": "{}",  # around those of a theme
    "section": "{}",  # around a part with its heading
    "items": "ul",  # ul, or a glyph
    "item": "<li>{}</li>",
    "copies": "table",  # table, grid, dl, lines, ul, tabs
    "copy_row": "<tr><td>{role}</td><td>{names}</td></tr>",
    "names": ", ",
    "note": "<p>{}</p>",
    "italic": "<em>{}</em>",
    "colon": ":",
    "letterhead": "",
    "page": "<!DOCTYPE html>\n<html lang='en'>\n<head><meta charset='utf-8'><title>{title}</title>\n<style>{css}</style></head>\n<body>\n{body}\n</body>\n</html>\n",
    "css": "",
    "before": "",
    "after": "",
    "word": None,  # a function that every piece of plain text goes through, after it has been escaped
    "break_after": (),  # parts after which a page ends
}


class Page:
    """The HTML of one letter in one layout."""

    def __init__(self, letter: Letter, **options: Any) -> None:
        unknown = options.keys() - DEFAULTS.keys()
        if unknown:
            raise TypeError(f"no such options: {unknown}")
        self.letter = letter
        self.options = {**DEFAULTS, **options}
        self.due: list[str] = []  # footnotes that have been referred to, and not yet been printed

    def __str__(self) -> str:
        letter, options = self.letter, self.options
        body = "\n".join(
            [options["before"], options["letterhead"], self.header(), options["title"].format(self.text(letter.title)),
             *map(self.paragraph, letter["introduction"]), self.part("context"), self.part("summary"),
             self.heading("commentary"), *map(self.theme, letter["sections"]), self.list_part("strengths"),
             self.list_part("recommendations"), self.flush(), self.closing(), self.copies(), self.end_notes(),
             *(options["note"].format(self.text(note)) for note in letter.notes), options["after"]]
        )  # fmt: skip
        return options["page"].format(title=escape(letter.title), css=options["css"], body=body)

    def plain(self, text: str) -> str:
        """Escape plain text, and let the layout change its words."""
        text = escape(text, quote=False)
        return self.options["word"](text) if self.options["word"] else text

    def text(self, text: str) -> str:
        """Return running text as HTML."""
        return "".join(map(self.run, runs(text)))

    def run(self, run: Run) -> str:
        """Return a run as HTML, and remember the footnote of a mark."""
        options = self.options
        match run.kind:
            case "italic":
                return str(options["italic"].format(self.plain(run.text)))
            case "link":
                return f'<a href="{run.text}">{run.text}</a>'
            case "mark":
                text = dict(self.letter.footnotes)[run.text]
                if options["footnotes"] == "inline":
                    return str(options["mark"].format(run.text, self.text(text)))
                if options["footnotes"] == "block":
                    self.due.append(options["footnote"].format(run.text, self.text(text)))
                return str(options["mark"].format(run.text))
        return self.plain(run.text)

    def flush(self) -> str:
        """Return the footnotes that the layout prints here."""
        due, self.due = "\n".join(self.due), []
        return due

    def paragraph(self, text: str) -> str:
        """Return a paragraph, with the footnotes that it refers to where the layout puts them after it."""
        return f"<p>{self.text(text)}</p>\n{self.flush()}"

    def heading(self, key: str) -> str:
        """Return the heading of a part."""
        text = self.plain(self.letter.printed[key])
        end = '<div style="page-break-after: always"></div>' if key in self.options["break_after"] else ""
        return str(end + self.options["heading"].format(text))

    def header(self) -> str:
        """Return labels and values of the header."""
        colon = self.options["colon"]
        pairs = [(f"{label}{colon}", self.plain(value)) for label, value in self.letter.header]
        match self.options["header"]:
            case "table":
                rows = "\n".join(f"<tr><td><em>{label}</em></td><td>{value}</td></tr>" for label, value in pairs)
                return f'<table class="header">\n{rows}\n</table>'
            case "dl":
                return '<dl class="header">' + "\n".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in pairs) + "</dl>"
            case "grid":
                return (
                    '<div class="header">'
                    + "\n".join(f"<div><b>{a}</b></div><div>{b}</div>" for a, b in pairs)
                    + "</div>"
                )
            case "breaks":
                return "<p>" + "<br>\n".join(f"<i>{a}</i> {b}" for a, b in pairs) + "</p>"
        return "\n".join(f"<p><i>{a}</i>&emsp;{b}</p>" for a, b in pairs)

    def part(self, key: str) -> str:
        """Return Context or Summary."""
        data = self.letter[key]
        paragraphs = "\n".join(map(self.paragraph, data["paragraphs"] if key == "context" else data))
        return str(self.options["section"].format(f"{self.heading(key)}\n{paragraphs}"))

    def theme(self, section: Item) -> str:
        """Return a section of the commentary."""
        if "number" not in section:
            paragraphs = "\n".join(self.paragraph(each["text"]) for each in section["paragraphs"])
            return str(
                self.options["section"].format(f"{self.options['heading'].format(section['title'])}\n{paragraphs}")
            )
        heading = self.options["theme"].format(number=section["number"], title=self.plain(section["title"]))
        paragraphs = "\n".join(
            self.options["number"].format(number=each["number"], text=self.text(each["text"])) + self.flush()
            for each in section["paragraphs"]
        )
        return str(self.options["section"].format(f"{heading}\n{self.options['paragraphs'].format(paragraphs)}"))

    def list_part(self, key: str) -> str:
        """Return strengths or recommendations."""
        lead = self.letter.printed.get(f"{key}_lead")
        lead = f"<p>{lead}</p>\n" if lead else ""
        return str(self.options["section"].format(f"{self.heading(key)}\n{lead}{self.items(self.letter[key])}"))

    def items(self, items: Iterable[Item], level: int = 0) -> str:
        """Return a list, with lists within it."""
        lines = []
        glyph = self.options["items"]
        for item in items:
            text = self.text(item["text"])
            nested = item.get("items", ())
            if glyph == "ul":
                inner = f"{text}\n{self.items(nested)}" if nested else text
                lines.append(self.options["item"].format(inner))
            else:
                mark = glyph[min(level, len(glyph) - 1)]
                lines.append(
                    f'<p class="item" style="margin-left: {2 * level + 2}em; text-indent: -1.5em">{mark}&emsp;{text}</p>'
                )
                lines.extend([self.items(nested, level + 1)] if nested else [])
        inner = "\n".join(lines)
        return f"<ul>\n{inner}\n</ul>" if glyph == "ul" else inner

    def closing(self) -> str:
        """Return the thanks and the contact, with a page break within them where the layout wants one."""
        between = '<div style="page-break-after: always"></div>\n' if "closing" in self.options["break_after"] else ""
        return between.join(map(self.paragraph, self.letter["closing"]))

    def copies(self) -> str:
        """Return the copy list with its heading."""
        joint = self.options["names"]
        rows = [
            (self.plain(role), joint.join(f"<em>{self.plain(name)}</em>" for name in names))
            for role, names in self.letter.copies
        ]
        row: str = self.options["copy_row"]
        lines = [row.format(role=role, names=names) for role, names in rows]
        match self.options["copies"]:
            case "table":
                body = '<table class="copies">\n' + "\n".join(lines) + "\n</table>"
            case "grid":
                body = '<div class="copies">' + "\n".join(f"<div>{a}</div><div>{b}</div>" for a, b in rows) + "</div>"
            case "dl":
                body = '<dl class="copies">' + "\n".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in rows) + "</dl>"
            case "ul":
                body = "<ul>" + "\n".join(f"<li>{': '.join(filter(None, row))}</li>" for row in rows) + "</ul>"
            case "tabs":
                tab = "<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span>"
                body = "\n".join(f"<p>{tab.join(filter(None, row))}</p>" for row in rows)
            case _:
                body = "\n".join(f"<p>{': '.join(filter(None, row))}</p>" for row in rows)
        return f"{self.options['heading'].format(self.plain(self.letter.printed['copies']))}\n{body}"

    def end_notes(self) -> str:
        """Return the footnotes, where they are at the end."""
        if self.options["footnotes"] != "end":
            return ""
        return "\n".join(
            self.options["footnote"].format(label, self.text(text)) for label, text in self.letter.footnotes
        )


def page(letter: Letter, **options: Any) -> str:
    """Return a letter as an HTML page."""
    return str(Page(letter, **options))
