"""Pictures of reports, as SVG and PNG: the `rates` of several reports, and the `quantities` of one.

They are legible in black and white and on a phone. Each has a complete description in
words: the ``<desc>`` of an SVG, and the text chunk ``Description`` of a PNG. With the same
release of matplotlib, the same reports give the same SVG, byte for byte. The pictures need
the extra ``plot``.

>>> import sqsreport
>>> from sqsreport import plotting
>>> report = sqsreport.load("examples/northmoor-2015.json")
>>> picture = plotting.rates([report])
>>> "England and Wales: 37.9%" in picture.decode()
True
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from sqsreport.model import Report
from sqsreport.plotting import comparisons, intervals
from sqsreport.plotting.comparisons import TITLE as RATES_TITLE
from sqsreport.plotting.comparisons import Order
from sqsreport.plotting.sheet import FORMATS, PictureFormat, Shape, checked_format

__all__ = [
    "FORMATS", "RATES_TITLE", "Order", "PictureFormat", "Shape", "quantities", "quantity_pictures", "rate_pictures",
    "rates",
]  # fmt: skip


def rates(
    reports: Iterable[Report], *, format: PictureFormat = "svg", order: Order = "given", title: str = RATES_TITLE
) -> bytes:
    """Draw the reoffending rate and the comparators of each report in one tall picture.

    Figures have the decimals of the report, at least one. A direction without a figure, such as
    "better than the family average", is written in words, and so is the absence of a rate.

    Args:
        reports: the reports; a picture has room for two to three hundred.
        format: ``"svg"`` or ``"png"``.
        order: ``"given"`` as in *reports*, ``"name"`` by the name of the service, ``"rate"`` with the
            highest rate first and reports without a rate last, or ``"published"`` by the date of the letter. The
            sort is stable.
        title: the heading of the picture.

    Raises:
        ValueError: there is no report, the order is unknown, or one picture has no room for all reports.
        UnknownFormatError: the format is unknown.
        MissingExtraError: the extra is not installed.
    """
    (picture,) = rate_pictures(reports, shape="tall", format=format, order=order, title=title)
    return picture


def rate_pictures(
    reports: Iterable[Report],
    *,
    shape: Shape,
    format: PictureFormat = "svg",
    order: Order = "given",
    title: str = RATES_TITLE,
) -> tuple[bytes, ...]:
    """Draw reoffending rates as `rates` does, in as many pictures of one shape as they need.

    Args:
        reports: the reports.
        shape: ``"slide"`` for 16:9 and ``"page"`` for the proportions of A4, each with at most six services,
            or ``"tall"`` for one picture as tall as it has to be.
        format: ``"svg"`` or ``"png"``.
        order: see `rates`.
        title: the heading of every picture; where there are several, their numbers follow it.

    Raises:
        ValueError: there is no report, the order or the shape is unknown, or a service needs more room than there is.
        UnknownFormatError: the format is unknown.
        MissingExtraError: the extra is not installed.
    """
    reports = tuple(reports)
    if not reports:
        raise ValueError("must be one report or more")
    if order not in get_args(Order):
        raise ValueError(f"order must be one of {', '.join(get_args(Order))}, not {order!r}")
    _check_shape(shape)
    for report in reports:
        _check(report)
    return comparisons.draw(reports, checked_format(format), order, shape=shape, title=title)


def quantities(report: Report, *, format: PictureFormat = "svg") -> bytes:
    """Draw the quantities of a report, by section, as intervals between 0 and 100 per cent.

    The intervals are an editorial interpretation, and the picture says so. Phrases without bounds
    are written as words.

    Args:
        report: the report.
        format: ``"svg"`` or ``"png"``.

    Raises:
        ValueError: one picture has no room for all quantities.
        UnknownFormatError: the format is unknown.
        MissingExtraError: the extra is not installed.
    """
    (picture,) = quantity_pictures(report, shape="tall", format=format)
    return picture


def quantity_pictures(report: Report, *, shape: Shape, format: PictureFormat = "svg") -> tuple[bytes, ...]:
    """Draw the quantities of a report as `quantities` does, in as many pictures of one shape as they need.

    Args:
        report: the report.
        shape: ``"slide"`` for 16:9, ``"page"`` for the proportions of A4, or ``"tall"`` for one picture as tall as
            it has to be.
        format: ``"svg"`` or ``"png"``.

    Raises:
        ValueError: the shape is unknown, or there is not enough room.
        UnknownFormatError: the format is unknown.
        MissingExtraError: the extra is not installed.
    """
    _check(report)
    _check_shape(shape)
    return intervals.draw(report, checked_format(format), shape=shape)


def _check_shape(shape: Shape) -> None:
    if shape not in get_args(Shape):
        raise ValueError(f"shape must be one of {', '.join(get_args(Shape))}, not {shape!r}")


def _check(report: object) -> None:
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
