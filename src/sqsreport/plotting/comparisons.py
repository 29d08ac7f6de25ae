"""The picture of reoffending rates and their comparators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import attrs

from sqsreport.model import Comparator, ComparatorKind, Direction, Report
from sqsreport.model.dates import long_day
from sqsreport.plotting import sheet
from sqsreport.plotting.sheet import Layout, PictureFormat, Shape, Sheet

Order = Literal["given", "name", "rate", "published"]

TITLE: Final = "Reoffending rates and their comparators"
_NOTES: Final = (
    (
        "The share of a cohort that reoffended within 12 months, in per cent, as each letter prints it: less is "
        "better. Nothing is computed. The dashed line carries the rate of the service on to the others."
    ),
    "Rates published at different times were measured on different cohorts, and are not to be ranked.",
)
_SERVICE: Final = "This service"
_NAMES: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": "England and Wales",
    "england": "England",
    "wales": "Wales",
    "family": "Family average",
    "previous_year": "Previous year",
}
_MARKS: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": "D",
    "england": "s",
    "wales": "^",
    "family": "o",
    "previous_year": "v",
}
_DIRECTIONS: Final[dict[Direction, str]] = {
    "better": "the service is said to be better",
    "similar": "the service is said to be similar",
    "worse": "the service is said to be worse",
}

#: The left and right end of the scale, the left edge of the figures, and the height of a row, in inches.
_LEFT: Final = 1.85
_RIGHT: Final = 4.2
_FIGURES: Final = 4.36
_ROW: Final = 0.25


@attrs.frozen
class _Row:
    name: str
    rate: float | None
    words: str = ""
    kind: ComparatorKind | None = None

    def __str__(self) -> str:
        figure = "" if self.rate is None else _percent(self.rate)
        return f"{self.name}: {'; '.join(part for part in (figure, self.words) if part)}."


@attrs.frozen
class _Entry:
    """The content of a report in the picture: its service, its dates, and one row for each rate."""

    name: str
    about: str
    rows: tuple[_Row, ...]
    rate: float | None
    published: date


#: The maximum number of services in a picture of limited height.
_MAX_ENTRIES: Final = 6


def draw(
    reports: Sequence[Report], format: PictureFormat, order: Order, *, shape: Shape = "tall", title: str = TITLE
) -> tuple[bytes, ...]:
    """Draw the rates of reports in one picture, or in as many as their shape needs."""
    with sheet.drawing():
        entries = sorted(map(_entry, reports), key=_ORDERS[order])
        scale = _Scale(row.rate for entry in entries for row in entry.rows)
        if shape == "tall":
            return (_draw_tall(entries, format, scale, title),)
        pictures = _divide_into_pictures(entries, scale, sheet.LAYOUTS[shape], title)
        return tuple(
            _draw_picture(columns, format, scale, sheet.LAYOUTS[shape], sheet.numbered(title, number, len(pictures)))
            for number, columns in enumerate(pictures, 1)
        )


def _draw_tall(entries: Sequence[_Entry], format: PictureFormat, scale: _Scale, title: str) -> bytes:
    page = Sheet()
    _draw_head(page, title)
    scale.numbers(page)
    for number, entry in enumerate(entries):
        try:
            _draw_entry(page, entry, scale)
        except ValueError as error:
            raise ValueError(f"{error}: the first {number} reports fill it; pass fewer, or choose a page") from None
    page.y += 0.06
    scale.numbers(page)
    return page.render(format, title=title, description=_description(entries))


def _draw_picture(
    columns: Sequence[Sequence[_Entry]], format: PictureFormat, scale: _Scale, layout: Layout, title: str
) -> bytes:
    page = Sheet(columns=layout.columns, height=layout.height)
    _draw_head(page, title)
    top = page.y
    for number, entries in enumerate(columns):
        page.left, page.y = number * sheet.WIDTH, top
        scale.numbers(page)
        for entry in entries:
            _draw_entry(page, entry, scale)
    description = _description([entry for entries in columns for entry in entries])
    return page.render(format, title=title, description=description)


def _divide_into_pictures(
    entries: Sequence[_Entry], scale: _Scale, layout: Layout, title: str
) -> list[list[list[_Entry]]]:
    """Return the entries of each column of each picture.

    Raises:
        ValueError: an entry is taller than a column.
    """
    trial = Sheet(columns=layout.columns)
    _draw_head(trial, sheet.numbered(title, 99, 99))
    scale.numbers(trial)
    assert layout.height is not None, "a tall picture is one column"
    room = layout.height - trial.y - sheet.MARGIN
    columns: list[list[_Entry]] = []
    free = 0.0
    for entry in entries:
        trial = Sheet()
        _draw_entry(trial, entry, scale)
        height = trial.y - sheet.MARGIN
        if height > room:
            raise ValueError(f"{entry.name} needs more room than there is; choose the shape tall")
        if not columns or height > free or len(columns[-1]) == _MAX_ENTRIES // layout.columns:
            columns.append([])
            free = room
        columns[-1].append(entry)
        free -= height
    return [columns[start : start + layout.columns] for start in range(0, len(columns), layout.columns)]


def _draw_head(page: Sheet, title: str) -> None:
    right = page.width - sheet.MARGIN
    page.words(title, right=right, size=sheet.TITLE, weight="bold")
    page.y += 0.06
    for note in _NOTES:
        page.words(note, right=right, size=sheet.SMALL, color=sheet.GREY)
        page.y += 0.04


def _description(entries: Iterable[_Entry]) -> str:
    return " ".join([*_NOTES, *map(_describe, entries)])


_ORDERS: Final[dict[Order, Callable[[_Entry], Any]]] = {
    "given": lambda _: 0,
    "name": lambda entry: entry.name.casefold(),
    "rate": lambda entry: (entry.rate is None, -(entry.rate or 0)),
    "published": lambda entry: entry.published,
}


class _Scale:
    """The scale from 0 to the next multiple of ten above every rate."""

    def __init__(self, rates: Iterable[float | None]) -> None:
        highest = max((rate for rate in rates if rate is not None), default=0)
        self.end = max(10, min(100, -(-highest // 10) * 10))
        step = 10 if self.end <= 50 else 20
        self.ticks = [tick for tick in range(0, 101, step) if tick <= self.end]

    def at(self, rate: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * rate / self.end

    def numbers(self, page: Sheet) -> None:
        for tick in self.ticks:
            page.label(
                f"{tick}%" if tick else "0", self.at(tick), page.y, size=sheet.SMALL, horizontalalignment="center"
            )
        page.y += 0.22

    def grid(self, page: Sheet, top: float, bottom: float) -> None:
        """Draw a pale vertical line at every number."""
        for tick in self.ticks:
            x = self.at(tick)
            page.line((x, x), (top, bottom), color=sheet.PALE, linewidth=0.8, zorder=1)


def _entry(report: Report) -> _Entry:
    service = report.inspection.service.name
    rates = report.context.reoffending if report.context else None
    letter = f"letter of {long_day(report.published)}"
    if rates is None:
        return _Entry(
            service, letter, (_Row(_SERVICE, None, "no reoffending rate in the report"),), None, report.published
        )
    published = (
        f"rate published in {rates.published:long}" if rates.published else "month of publication not in the report"
    )
    own = _Row(_SERVICE, rates.rate, "" if rates.rate is not None else "no figure in the report")
    return _Entry(service, f"{letter}; {published}", (own, *map(_row, rates.comparators)), rates.rate, report.published)


def _row(comparator: Comparator) -> _Row:
    words = ["no figure"] * (comparator.rate is None)
    words += [_DIRECTIONS[comparator.direction]] if comparator.direction else []
    return _Row(_NAMES[comparator.kind], comparator.rate, "; ".join(words), comparator.kind)


def _draw_entry(page: Sheet, entry: _Entry, scale: _Scale) -> None:
    page.line((sheet.MARGIN, sheet.RIGHT), (page.y, page.y), color=sheet.GREY, linewidth=0.8)
    page.y += 0.06
    page.words(entry.name, size=sheet.HEADING, weight="bold")
    page.words(f"{entry.about[0].upper()}{entry.about[1:]}", size=sheet.SMALL, color=sheet.GREY)
    page.y += 0.04
    for row in entry.rows:
        _draw_row(page, row, scale, entry.rate)
    page.y += 0.1


def _draw_row(page: Sheet, row: _Row, scale: _Scale, own: float | None) -> None:
    weight = "normal" if row.kind else "bold"
    words = row.words
    page.label(row.name, sheet.MARGIN, page.y + 0.02, weight=weight)
    if row.rate is None:
        page.y += 0.025
    else:
        top, end, figure = page.y, scale.at(row.rate), _percent(row.rate)
        middle = top + _ROW / 2
        page.y += _ROW
        scale.grid(page, top, page.y)
        if row.kind is None:
            page.box(_LEFT, end, middle, 0.13, facecolor=sheet.DARK, edgecolor=sheet.DARK)
        else:
            page.line((_LEFT, end), (middle, middle), color=sheet.GREY, linewidth=1.4, zorder=3)
            page.mark(end, middle, _MARKS[row.kind], fill=sheet.LIGHT)
        if page.width_of(figure, weight=weight) <= sheet.RIGHT - _FIGURES:
            page.label(figure, _FIGURES, top + 0.02, weight=weight)
        else:
            words = "; ".join(part for part in (figure, row.words) if part)
        if row.kind and own is not None:
            x = scale.at(own)
            page.line((x, x), (top, page.y), color=sheet.DARK, linewidth=1.2, linestyle=(0, (3, 2)), zorder=2)
    if words:
        page.words(words, x=_LEFT, size=sheet.SMALL, style="italic")
        page.y += 0.03


def _describe(entry: _Entry) -> str:
    return f"{entry.name}, {entry.about}. {' '.join(map(str, entry.rows))}"


def _percent(rate: float) -> str:
    """Format a rate with all its digits and without an exponent."""
    return f"{Decimal(repr(rate)):f}%"
