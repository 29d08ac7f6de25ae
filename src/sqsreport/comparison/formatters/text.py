"""Comparisons as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sqsreport._text import sanitize
from sqsreport.comparison.changes import ChangeKind
from sqsreport.comparison.entries import Entry, entries
from sqsreport.comparison.pairing import Pair
from sqsreport.comparison.result import Comparison
from sqsreport.comparison.words import Run
from sqsreport.terminal.page import Page

_STYLES: Final[Mapping[ChangeKind, str]] = {
    "added": "green",
    "removed": "red",
    "changed": "yellow",
    "moved": "cyan",
    "split": "magenta",
    "merged": "magenta",
}
_MARKS: Final = {"removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green underline")}


def lines(pairs: Iterable[Pair], page: Page, *, ignore_spelling: bool = False) -> Iterator[str]:
    """Yield the text on each pair of reports that differ.

    Args:
        pairs: the reports.
        page: the page; without colours, changed words are in brackets.
        ignore_spelling: whether to ignore differences of quotation marks, dashes and spaces.
    """
    for pair in pairs:
        if parts := [*_parts(pair, in_color=page.in_color, ignore_spelling=ignore_spelling)]:
            yield page.render(Group(*parts)) + "\n"


def _parts(pair: Pair, *, in_color: bool, ignore_spelling: bool) -> Iterator[RenderableType]:
    comparison = pair.comparison
    if comparison is None:
        single = pair.before or pair.after
        assert single is not None
        kind, where = ("removed", "only in the first") if pair.before else ("added", "only in the second")
        yield _text(
            f"{single.report.id}: {where} ({single.source})", _STYLES["removed" if kind == "removed" else "added"]
        )
        yield Text()
        return
    if comparison.is_same:
        return
    yield _heading(comparison)
    if comparison.before.id != comparison.after.id:
        yield Padding(_figures(comparison), (1, 0, 0, 2))
    for entry in entries(comparison, ignore_spelling=ignore_spelling):
        yield Text()
        yield _entry_heading(entry)
        yield from (Padding(_line(line, in_color=in_color), (0, 0, 0, 4)) for line in entry.lines)
    yield Text()


def _text(words: str, style: str = "") -> Text:
    return Text(sanitize(words), style=style, overflow="fold")


def _heading(comparison: Comparison) -> Text:
    before, after = comparison.before.id, comparison.after.id
    return _text(before if before == after else f"{before} → {after}", "bold")


def _figures(comparison: Comparison) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_column(justify="right", overflow="fold")
    table.add_row("", Text("first", style="dim"), Text("second", style="dim"))
    for figure in comparison.figures:
        values = ["-" if value is None else str(value) for value in (figure.before, figure.after)]
        style = "" if figure.before == figure.after else "bold"
        table.add_row(_text(figure.label), *(_text(value, style) for value in values))
    return table


def _entry_heading(entry: Entry) -> Text:
    parts = [(f"{entry.kind:<8}", _STYLES[entry.kind]), (entry.label, "bold"), (entry.note, ""), (entry.pointer, "dim")]
    return Text("  ", overflow="fold").join(_text(words, style) for words, style in parts if words)


def _line(runs: Sequence[Run], *, in_color: bool) -> Text:
    line = Text(overflow="fold")
    is_whole = len(runs) == 1
    for run in runs:
        if run.kind == "same":
            line.append_text(_text(run.text))
            continue
        start, end, style = _MARKS[run.kind]
        if in_color:
            line.append_text(_text(run.text, style.split()[0] if is_whole else style))
        else:
            line.append_text(_text(run.text if is_whole else f"{start}{run.text}{end}"))
    return line
