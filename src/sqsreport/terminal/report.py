"""A report as a page for a terminal.

All text of the report goes through `_text`, so that it is neither parsed as markup nor able to control the terminal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress_bar import ProgressBar
from rich.rule import Rule
from rich.style import StyleType
from rich.table import Table
from rich.text import Text

from sqsreport._text import pluralise, sanitize
from sqsreport.model import (
    ComparatorKind,
    Direction,
    Fieldwork,
    Inspection,
    Item,
    Person,
    Prose,
    Reoffending,
    Report,
    Section,
)
from sqsreport.model.dates import long_day
from sqsreport.terminal.page import Page

_COMPARATORS: Final[Mapping[ComparatorKind, str]] = {
    "england_and_wales": "England and Wales",
    "england": "England",
    "wales": "Wales",
    "family": "Similar services",
    "previous_year": "Previous year",
}
_DIRECTIONS: Final[Mapping[Direction, str]] = {"better": "green", "similar": "", "worse": "yellow"}

#: The minimum width, in columns, for bars next to the figures.
_MIN_WIDTH_FOR_BARS: Final = 60

#: The deepest level of items that is indented further than its parent.
_MAX_INDENT: Final = 4


def render(report: Report, page: Page) -> str:
    """Format a report as text, with or without colours."""
    bullet, dash = ("-", "-") if page.is_ascii else ("•", "─")
    head = (_text(report.title, "bold"), Rule(characters=dash, style="dim"), _facts(report))
    return page.render(Group(*head, *_parts(report, bullet=bullet, with_bars=page.width >= _MIN_WIDTH_FOR_BARS)))


def _parts(report: Report, *, bullet: str, with_bars: bool) -> Iterator[RenderableType]:
    numbers = [f"{number}." for number, _ in enumerate(report.recommendations, 1)]
    parts: Mapping[str, Iterable[RenderableType]] = {
        "Context": _context(report, with_bars=with_bars),
        "Summary": _paragraphs(report.summary),
        "Sections": _sections(report.sections),
        "Strengths": _items(report.strengths, [bullet] * len(report.strengths), bullet),
        "Recommendations": _items(report.recommendations, numbers, bullet),
        "Also in the letter": _counts(report),
    }
    for heading, part in parts.items():
        if rows := list(part):
            yield Text()
            yield Text(heading, style="bold cyan")
            yield Padding(Group(*rows), (0, 0, 0, 2))


def _text(words: str, style: StyleType = "") -> Text:
    """Return untrusted text as rich text."""
    return Text(sanitize(words), style=style, overflow="fold")


def _lines(words: Iterable[str | None], style: StyleType = "") -> Text:
    """Return untrusted lines as rich text, without the missing ones."""
    return Text("\n").join(_text(line, style) for line in words if line)


def _facts(report: Report) -> Table:
    """Return a table of the service, the people and the dates."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, values in _facts_of(report, report.inspection):
        if fact := _lines(values):
            grid.add_row(label, fact)
    return grid


def _facts_of(report: Report, inspection: Inspection) -> Iterator[tuple[str, Iterable[str | None]]]:
    service, inspector = inspection.service, inspection.lead_inspector
    yield "Service", [_with(service.name, service.abbreviation)]
    yield "Area", [service.area]
    yield "Authorities", [_with(authority.name, authority.gss_code) for authority in service.authorities]
    yield "Fieldwork", [_fieldwork(inspection.fieldwork)]
    yield "Previous", [_with(f"{each.date:long}", each.programme) for each in inspection.previous]
    yield "Inspector", [inspector.name, inspector.email, inspector.telephone] if inspector else []
    yield "From", _person(report.sender)
    yield "To", _person(report.addressee)
    yield "Published", [long_day(report.published)]
    yield "Language", [None if report.language == "en" else report.language]
    yield "Id", [report.id]


def _with(name: str, remark: str | None) -> str:
    return f"{name} ({remark})" if remark else name


def _person(person: Person | None) -> list[str | None]:
    return [person.name, person.role] if person else []


def _fieldwork(days: Fieldwork) -> str:
    return long_day(days.start) if days.start == days.end else f"{long_day(days.start)} to {long_day(days.end)}"


def _context(report: Report, *, with_bars: bool) -> Iterator[RenderableType]:
    if report.context is None:
        return
    if report.context.cases_examined is not None:
        yield Text(f"{pluralise(report.context.cases_examined, 'case')} examined")
    if report.context.reoffending is not None:
        yield from _reoffending(report.context.reoffending, report.inspection.service.area, with_bars=with_bars)


def _reoffending(figures: Reoffending, area: str, *, with_bars: bool) -> Iterator[RenderableType]:
    """Yield the rate with its comparators; the directions are those of the letter."""
    yield Text("Reoffended within 12 months:")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    highest = max((rate for rate in (figures.rate, *(each.rate for each in figures.comparators)) if rate), default=1.0)

    def add_row(name: str, rate: float | None, style: str, direction: Text) -> None:
        bar = ProgressBar(total=highest, completed=rate or 0, width=24, complete_style=style, finished_style=style)
        figure = Text("-", style="dim") if rate is None else Text(f"{rate}%", style=style)
        grid.add_row(_text(name, style), figure, *([bar if rate else ""] if with_bars else []), direction)

    add_row(area, figures.rate, "bold", Text())
    for each in figures.comparators:
        direction = Text(f"{each.direction} here", style=_DIRECTIONS[each.direction]) if each.direction else Text()
        add_row(_COMPARATORS[each.kind], each.rate, "", direction)
    yield grid
    if figures.published is not None:
        yield Text(f"Published in {figures.published:long}", style="dim")
    if figures.cohort is not None:
        yield Text(f"Cohort of {figures.cohort.start:long} to {figures.cohort.end:long}", style="dim")


def _paragraphs(paragraphs: Iterable[Prose]) -> Iterator[Text]:
    for index, paragraph in enumerate(paragraphs):
        if index:
            yield Text()
        yield _text(paragraph.plain_text)


def _sections(sections: Collection[Section]) -> Iterator[Table]:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(justify="right", style="dim", no_wrap=True)
    for section in sections:
        number = "" if section.number is None else str(section.number)
        grid.add_row(number, _text(section.title), pluralise(len(section.paragraphs), "paragraph"))
    if sections:
        yield grid


def _items(items: Sequence[Item], markers: Sequence[str], bullet: str, depth: int = 0) -> Iterator[Table]:
    room = max(map(len, markers), default=0)
    for item, marker in zip(items, markers, strict=True):
        grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
        grid.add_column(justify="right", width=min(depth, _MAX_INDENT) * 3 + room, style="dim", no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(marker, _text(item.text.plain_text))
        yield grid
        yield from _items(item.items, [bullet] * len(item.items), bullet, depth + 1)


def _counts(report: Report) -> Iterator[Text]:
    """Yield a line with the number of each kind of part that is not on the page."""
    counts = [
        f"copied to {len(report.copy_list)}" if report.copy_list else "",
        pluralise(len(report.footnotes), "footnote") if report.footnotes else "",
        pluralise(len(report.notes), "note") if report.notes else "",
    ]
    if present := [count for count in counts if count]:
        yield Text(", ".join(present))
