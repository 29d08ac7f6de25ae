"""The picture of the quantities of a report: the shares that its words may mean, between 0 and 100 per cent."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby, repeat
from typing import Any, Final

from sqsreport.model import Report, Section
from sqsreport.model.dates import long_day
from sqsreport.plotting import sheet
from sqsreport.plotting.sheet import Layout, PictureFormat, Shape, Sheet
from sqsreport.quantity import Quantity, quantities, vocabulary

TITLE: Final = "How many, in the words of the letter"
_NOTE: Final = (
    "The words are the letter's. The intervals are an editorial reading of them: set by hand, confirmed by no "
    "inspectorate, open to dispute. They are no score."
)
_NONE: Final = "No phrase of quantity was found."
_NO_NUMBER: Final = "no number is read into it"
_NEGATIVE: Final = "counts what was not done well"

_LEFT: Final = 0.75
_RIGHT: Final = 4.85
_TICKS: Final = (0, 25, 50, 75, 100)
_BAR: Final = 0.13
_ABOVE_NUMBERS: Final = 0.08
#: An exact quantity up to this width, in per cent, is drawn as one mark, because the width is that of rounding.
_ROUNDING: Final = 1.001


def draw(report: Report, format: PictureFormat, *, shape: Shape = "tall") -> tuple[bytes, ...]:
    """Draw the quantities of a report, section by section, in one picture or in as many as their shape needs."""
    with sheet.drawing():
        layout = sheet.LAYOUTS[shape]
        columns = _in_columns(report, layout)
        groups = [columns[start : start + layout.columns] for start in range(0, len(columns), layout.columns)]
        return tuple(
            _draw_picture(report, group, format, layout, (number, len(groups)))
            for number, group in enumerate(groups, 1)
        )


#: The content of a column, from the top: headings, and the quantities below them.
_Column = list[str | Quantity]


def _draw_picture(
    report: Report, columns: Sequence[_Column], format: PictureFormat, layout: Layout, number: tuple[int, int]
) -> bytes:
    page = Sheet(columns=layout.columns, height=layout.height)
    service = sheet.numbered(report.inspection.service.name, *number)
    description = [f"{service}. {_about(report)}. {_NOTE}"]
    _draw_head(page, report, service)
    if not any(columns):
        page.y += 0.06
        page.words(_NONE)
        description.append(_NONE)
    top = page.y
    for index, column in enumerate(columns):
        page.left, page.y = index * sheet.WIDTH, top
        if column:
            _draw_column(page, column, with_legend=number[0] == 1 and index == 0)
        description += [f"{each}:" if isinstance(each, str) else _describe(each) for each in column]
    if any(columns) and layout.height is None:
        page.y += 0.04
        _draw_numbers(page)
    return page.render(format, title=f"{TITLE}: {service}", description=" ".join(description))


def _draw_head(page: Sheet, report: Report, service: str) -> None:
    right = page.width - sheet.MARGIN
    page.words(TITLE, right=right, size=sheet.TITLE, weight="bold")
    page.words(service, right=right, size=sheet.HEADING, weight="bold")
    page.words(_about(report), right=right, size=sheet.SMALL, color=sheet.GREY)
    page.y += 0.06
    page.words(_NOTE, right=right, size=sheet.SMALL)


def _draw_column(page: Sheet, column: _Column, *, with_legend: bool) -> None:
    if with_legend:
        _draw_legend(page)
    else:
        page.y += _ABOVE_NUMBERS
    _draw_numbers(page)
    for each in column:
        if isinstance(each, str):
            _draw_heading(page, each)
        else:
            _draw_quantity(page, each)


def _draw_heading(page: Sheet, heading: str) -> None:
    page.y += 0.08
    page.words(heading, size=sheet.HEADING, weight="bold")


def _in_columns(report: Report, layout: Layout) -> list[_Column]:
    """Return the content of each column; a section that continues in the next one has its heading there again.

    Raises:
        ValueError: a phrase with its heading is taller than a column.
    """
    first, others = _room_in(report, layout)
    columns: list[_Column] = [[]]
    free = first
    for section, members in _by_section(report, quantities(report)):
        title = f"{section.number}. {section.title}" if section.number else section.title
        for heading, quantity in zip(chain([title], repeat(f"{title} (continued)")), members, strict=False):
            height = _height(_draw_quantity, quantity)
            is_new = heading is title
            needed = height + _height(_draw_heading, title) * is_new
            if needed > free:
                columns.append([])
                free, is_new, needed = others, True, height + _height(_draw_heading, heading)
                if needed > free:
                    raise ValueError(f"“{quantity.phrase}” needs more room than there is; choose the shape tall")
            columns[-1] += [heading, quantity] if is_new else [quantity]
            free -= needed
    return columns


def _room_in(report: Report, layout: Layout) -> tuple[float, float]:
    """Return the height that is free in the first column, which has the legend, and in each of the others."""
    if layout.height is None:
        return math.inf, math.inf
    trial = Sheet(columns=layout.columns)
    _draw_head(trial, report, sheet.numbered(report.inspection.service.name, 99, 99))
    trial.y += _ABOVE_NUMBERS
    _draw_numbers(trial)
    others = layout.height - trial.y - sheet.MARGIN
    return others - _height(_draw_legend), others


def _height(draw_part: Callable[..., None], *content: Any) -> float:
    """Return the height of a part of a column."""
    trial = Sheet()
    draw_part(trial, *content)
    return trial.y - sheet.MARGIN


def _about(report: Report) -> str:
    cases = report.context.cases_examined if report.context else None
    letter = f"Letter of {long_day(report.published)}"
    return f"{letter}; {cases} case{'' if cases == 1 else 's'} examined" if cases else letter


def _by_section(report: Report, phrases: tuple[Quantity, ...]) -> Iterator[tuple[Section, Iterator[Quantity]]]:
    # Two sections may have the same title, so group by the index in the pointer.
    for index, members in groupby(phrases, lambda quantity: int(quantity.pointer.split("/")[2])):
        yield report.sections[index], members


def in_words(quantity: Quantity) -> str:
    """Return the bounds of a quantity in words, for readers without the legend."""
    lower, upper = vocabulary.format_percent(quantity.lower), vocabulary.format_percent(quantity.upper)
    if quantity.lower is None and quantity.upper is None:
        return _NO_NUMBER
    if quantity.upper is None:
        return f"{'from' if quantity.lower_included else 'over'} {lower}%"
    if quantity.lower is None:
        return f"{'up to' if quantity.upper_included else 'under'} {upper}%"
    if quantity.lower == quantity.upper:
        return f"{lower}%"
    return (
        f"{'' if quantity.lower_included else 'over '}{lower} to {'' if quantity.upper_included else 'under '}{upper}%"
    )


def _describe(quantity: Quantity) -> str:
    marks = [in_words(quantity)]
    marks += ["vague words"] * (quantity.kind == "vague")
    marks += ["a reading much open to dispute"] * quantity.low_confidence
    marks += [_NEGATIVE] * (quantity.polarity == "negative")
    number = f"{quantity.paragraph} " if quantity.paragraph else ""
    return f'{number}"{quantity.phrase}": {", ".join(marks)}.'


def _at(percent: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * percent / 100


def _draw_numbers(page: Sheet) -> None:
    for tick in _TICKS:
        page.label(f"{tick}%" if tick else "0", _at(tick), page.y, size=sheet.SMALL, horizontalalignment="center")
    page.y += 0.2


def _draw_quantity(page: Sheet, quantity: Quantity) -> None:
    page.y += 0.05
    if quantity.paragraph:
        page.label(quantity.paragraph, sheet.MARGIN, page.y, weight="bold")
    has_bounds = quantity.lower is not None or quantity.upper is not None
    page.words(f"“{quantity.phrase}”{f': {in_words(quantity)}' if has_bounds else ''}", x=_LEFT)
    middle = page.y + 0.12
    if quantity.polarity == "negative":
        _draw_minus(page, 0.45, middle)
    if has_bounds:
        _draw_bounds(page, quantity, middle)
    else:
        page.label(in_words(quantity), _LEFT, page.y + 0.02, size=sheet.SMALL, style="italic")
    page.y += 0.24


def _draw_bounds(page: Sheet, quantity: Quantity, middle: float) -> None:
    lower = 0.0 if quantity.lower is None else quantity.lower
    upper = 100.0 if quantity.upper is None else quantity.upper
    left, right = _at(lower), _at(upper)
    page.line((_LEFT, _RIGHT), (middle, middle), color=sheet.PALE, linewidth=1, zorder=1)
    for tick in _TICKS:
        page.line((_at(tick), _at(tick)), (middle - 0.08, middle + 0.08), color=sheet.PALE, linewidth=1, zorder=1)
    if upper == lower or (quantity.exact and upper - lower <= _ROUNDING):
        _draw_exact(page, (left + right) / 2, middle)
        return
    if quantity.lower is None or quantity.upper is None:
        _draw_open(page, left, right, middle)
    else:
        _draw_bar(page, left, right, middle, _style_of(quantity))
    _draw_end(page, left, middle, included=quantity.lower_included, missing="<" if quantity.lower is None else "")
    _draw_end(page, right, middle, included=quantity.upper_included, missing=">" if quantity.upper is None else "")


_Style = dict[str, Any]
_PLAIN: Final[_Style] = {"facecolor": sheet.MIDDLE, "edgecolor": sheet.MIDDLE}
_VAGUE: Final[_Style] = {"facecolor": "white", "edgecolor": sheet.INK, "hatch": "/////", "linestyle": (0, (4, 2))}
_DISPUTED: Final[_Style] = {"facecolor": "white", "edgecolor": sheet.INK, "hatch": "xxxx", "linestyle": (0, (1, 2))}


def _style_of(quantity: Quantity) -> _Style:
    if quantity.low_confidence:
        return _DISPUTED
    return _VAGUE if quantity.kind == "vague" else _PLAIN


def _draw_exact(page: Sheet, x: float, y: float) -> None:
    page.mark(x, y, "D", fill=sheet.INK)


def _draw_bar(page: Sheet, left: float, right: float, middle: float, style: _Style) -> None:
    page.box(left, right, middle, _BAR, linewidth=1.2, **style)


def _draw_end(page: Sheet, x: float, y: float, *, included: bool, missing: str = "") -> None:
    page.mark(x, y, missing or "o", fill=sheet.INK if included or missing else "white")


def _draw_minus(page: Sheet, x: float, y: float) -> None:
    page.mark(x, y, "o", size=11, fill=sheet.LIGHT)
    page.line((x - 0.04, x + 0.04), (y, y), linewidth=1.8, zorder=5)


def _draw_open(page: Sheet, left: float, right: float, middle: float) -> None:
    page.line((left, right), (middle, middle), linewidth=1.6, linestyle=(0, (4, 2.5)), zorder=3)


def _draw_legend(page: Sheet) -> None:
    """Draw an example of each mark, with its meaning next to it."""
    page.y += 0.08
    for meaning, draw_example in _LEGEND.items():
        draw_example(page, page.y + 0.095)
        page.words(meaning, x=1.05, size=sheet.SMALL)
        page.y += 0.05
    page.y += 0.06


def _ends_in_legend(page: Sheet, y: float) -> None:
    _draw_end(page, _BEGIN + 0.1, y, included=True)
    _draw_end(page, _END - 0.1, y, included=False)


def _open_in_legend(page: Sheet, y: float) -> None:
    _draw_open(page, _BEGIN, _END, y)
    _draw_end(page, _END, y, included=False, missing=">")


_BEGIN: Final = 0.3
_END: Final = 0.8
_MIDDLE: Final = 0.55
_LEGEND: Final[dict[str, Callable[[Sheet, float], None]]] = {
    "a fraction, a figure or a number of cases": lambda page, y: _draw_bar(page, _BEGIN, _END, y, _PLAIN),
    "vague words": lambda page, y: _draw_bar(page, _BEGIN, _END, y, _VAGUE),
    "vague words, and a reading much open to dispute": lambda page, y: _draw_bar(page, _BEGIN, _END, y, _DISPUTED),
    "exactly so many, or a printed percentage": lambda page, y: _draw_exact(page, _MIDDLE, y),
    "an end that still fits, and an end that does not": _ends_in_legend,
    "no upper end is read": _open_in_legend,
    _NEGATIVE: lambda page, y: _draw_minus(page, _MIDDLE, y),
}
