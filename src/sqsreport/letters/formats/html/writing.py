"""Write a letter as one web page without scripts, images or network requests."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import Final, TypeVar

import attrs

from sqsreport.letters.blocks import Block, Embedded, Field, Footnote, Heading, Letter, ListItem, TableRow
from sqsreport.letters.inline import Run, to_runs

T = TypeVar("T")

#: The generator in the metadata of a page that this module wrote.
GENERATOR: Final = "sqsreport"

_SAFE_ADDRESS: Final = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def render(letter: Letter, embedded: Embedded | None) -> bytes:
    """Render a letter as a file. All text of the letter is escaped."""
    style = files(__package__).joinpath("letter.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(letter.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f'<meta name="generator" content="{GENERATOR}">',
        f"<title>{escape(letter.title)}</title>",
        f'<meta name="description" content="{escape(letter.title)} ({letter.published.isoformat()})">',
        *([f'<meta name="author" content="{escape(letter.author)}">'] if letter.author else ()),
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_Writer.of(letter.blocks).write(letter.blocks),
        "</main>",
        *([_data_block(embedded)] if embedded else ()),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def _data_block(embedded: Embedded) -> str:
    # A browser does not run a script of this type: it is a data block.
    start = f'<script type="application/json" id="sqsreport-report" data-sha256="{escape(embedded.sha256)}">'
    return f"{start}\n{embedded.json_for_markup}</script>"


def _kind(block: Block) -> str:
    """Return the kind of a block; consecutive blocks of one kind are rendered as one group."""
    return "Numbered" if isinstance(block, ListItem) and block.number else type(block).__name__


@attrs.define
class _Writer:
    """Renders blocks, and keeps track of footnotes and their marks."""

    #: The number of each footnote, by its label.
    notes: dict[str, int]
    marked: set[str] = attrs.field(factory=set)

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> _Writer:
        labels = dict.fromkeys(block.label for block in blocks if isinstance(block, Footnote))
        return cls({label: number for number, label in enumerate(labels, 1)})

    def write(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield the lines of the page; consecutive items or rows are one list or table."""
        caption: Heading | None = None  # the last heading, which is the caption if a table follows
        for _, members in groupby(blocks, _kind):
            group = tuple(members)
            if rows := _only(TableRow, group):
                yield from self._table(caption, rows)
                caption = None
                continue
            if caption:
                yield self._heading(caption)
                caption = None
            if headings := _only(Heading, group):
                *others, caption = headings
                yield from map(self._heading, others)
            elif fields := _only(Field, group):
                yield from self._fields(fields)
            elif items := _only(ListItem, group):
                yield from map(self._numbered, items) if items[0].number else self._list(items)
            elif footnotes := _only(Footnote, group):
                yield from self._footnotes(footnotes)
            else:
                yield from (f"<p>{self._words(block)}</p>" for block in group)
        if caption:
            yield self._heading(caption)

    def _heading(self, heading: Heading) -> str:
        tag = f"h{heading.level}"
        return f"<{tag}>{self._words(heading)}</{tag}>"

    def _numbered(self, item: ListItem) -> str:
        return f'<p class="numbered"><span class="number">{escape(item.number or "")}. </span>{self._words(item)}</p>'

    def _fields(self, fields: Iterable[Field]) -> Iterator[str]:
        yield "<dl>"
        for field in fields:
            yield f"<div><dt>{escape(field.label)}:</dt> <dd>{self._words(field)}</dd></div>"
        yield "</dl>"

    def _list(self, items: Iterable[ListItem]) -> Iterator[str]:
        depth = -1
        for item in items:
            item_depth = min(item.depth, depth + 1)
            if item_depth > depth:
                yield "<ul>"
            else:
                yield "</li>" + "</ul></li>" * (depth - item_depth)
            depth = item_depth
            yield f"<li>{self._words(item)}"
        yield "</li></ul>" * (depth + 1)

    def _table(self, caption: Heading | None, rows: Iterable[TableRow]) -> Iterator[str]:
        yield "<table>"
        if caption:
            yield f"<caption>{self._heading(caption)}</caption>"
        for is_header, group in groupby(rows, lambda row: row.is_header):
            yield "<thead>" if is_header else "<tbody>"
            yield from map(self._row, group)
            yield "</thead>" if is_header else "</tbody>"
        yield "</table>"

    def _row(self, row: TableRow) -> str:
        cells = [self._inline(line.text) for line in row.lines]
        if row.is_header:
            return "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in cells) + "</tr>"
        if len(cells) < 2:
            return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
        return f'<tr><th scope="row">{cells[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in cells[1:]) + "</tr>"

    def _footnotes(self, footnotes: Iterable[Footnote]) -> Iterator[str]:
        yield '<section role="doc-endnotes" aria-label="Footnotes">'
        for footnote in footnotes:
            number, label = self.notes[footnote.label], escape(footnote.label)
            if footnote.label in self.marked:
                label = f'<a href="#mark-{number}" aria-label="{label}, back to the text">{label}</a>'
            words = self._words(footnote)
            yield (
                f'<div class="footnote" role="doc-footnote" id="note-{number}">'
                f'<span class="label">{label} </span>{words}</div>'
            )
        yield "</section>"

    def _words(self, block: Block) -> str:
        return "\n".join(self._inline(line.text) for line in block.lines)

    def _inline(self, text: str) -> str:
        return "".join(self._link(href, tuple(linked)) for href, linked in groupby(to_runs(text), lambda run: run.href))

    def _link(self, href: str | None, runs: tuple[Run, ...]) -> str:
        words = "".join(
            _tagged(
                "strong",
                strong,
                "".join(
                    _tagged("em", emphasis, "".join(map(self._run, inner)))
                    for emphasis, inner in groupby(outer, lambda run: run.emphasis)
                ),
            )
            for strong, outer in groupby(runs, lambda run: run.strong)
        )
        if href is None:
            return words
        if _SAFE_ADDRESS.match(href):
            return f'<a href="{escape(href)}" rel="noreferrer">{words}</a>'
        # An address of another scheme, such as javascript:, is kept as data and is not a link.
        return f'<span class="address" data-href="{escape(href)}">{words}</span>'

    def _run(self, run: Run) -> str:
        text = escape(run.text, quote=False)
        if run.code:
            return f"<code>{text}</code>"
        return self._mark(run) if run.is_mark else text

    def _mark(self, run: Run) -> str:
        label, number = escape(run.text), self.notes.get(run.text)
        if number and run.href is None:  # HTML does not allow a link within a link
            place = "" if run.text in self.marked else f' id="mark-{number}"'
            self.marked.add(run.text)
            label = f'<a href="#note-{number}"{place} role="doc-noteref" aria-label="Footnote {label}">{label}</a>'
        return f'<sup class="noteref">{label}</sup>'


def _tagged(tag: str, is_tagged: bool, text: str) -> str:  # noqa: FBT001 - it is the key of a group
    return f"<{tag}>{text}</{tag}>" if is_tagged else text


def _only(kind: type[T], blocks: Iterable[Block]) -> list[T]:
    """Return the blocks of a kind."""
    return [block for block in blocks if isinstance(block, kind)]
