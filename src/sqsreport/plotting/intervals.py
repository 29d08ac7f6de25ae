"""The picture of the quantities of a report: the shares that its words may mean, between 0 and 100 per cent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, Final

from sqsreport.model import Report, Section
from sqsreport.model.dates import long_day
from sqsreport.plotting import sheet
from sqsreport.plotting.sheet import PictureFormat, Sheet
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
#: An exact quantity up to this width, in per cent, is drawn as one mark, because the width is that of rounding.
_ROUNDING: Final = 1.001


def draw(report: Report, format: PictureFormat) -> bytes:
    """Draw the quantities of a report, section by section."""
    with sheet.drawing():
        page, about = Sheet(), _about(report)
        page.words(TITLE, size=sheet.TITLE, weight="bold")
        page.words(report.inspection.service.name, size=sheet.HEADING, weight="bold")
        page.words(about, size=sheet.SMALL, color=sheet.GREY)
        page.y += 0.06
        page.words(_NOTE, size=sheet.SMALL)
        description = [f"{report.inspection.service.name}. {about}. {_NOTE}"]
        phrases = quantities(report)
        if phrases:
            _draw_legend(page)
            _draw_numbers(page)
        else:
            page.y += 0.06
            page.words(_NONE)
            description.append(_NONE)
        for section, members in _by_section(report, phrases):
            heading = f"{section.number}. {section.title}" if section.number else section.title
            page.y += 0.08
            page.words(heading, size=sheet.HEADING, weight="bold")
            description.append(f"{heading}:")
            for quantity in members:
                _draw_quantity(page, quantity)
                description.append(_describe(quantity))
        if phrases:
            page.y += 0.04
            _draw_numbers(page)
        return page.render(
            format, title=f"{TITLE}: {report.inspection.service.name}", description=" ".join(description)
        )


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
