"""Pictures of reports, as SVG and PNG: `rates` across reports, and the `quantities` of one.

They can be read in black and white and on a phone. Each has a description in words of all
that it shows: in an SVG its ``<desc>``, in a PNG its text ``Description``. The same reports
give the same SVG, byte for byte, with the same release of matplotlib. They need the extra
``plot``.

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
from sqsreport.plotting.comparisons import Order, Shape
from sqsreport.plotting.sheet import FORMATS, PictureFormat, checked_format

__all__ = ["FORMATS", "RATES_TITLE", "Order", "PictureFormat", "Shape", "quantities", "rate_pictures", "rates"]


def rates(
    reports: Iterable[Report], *, format: PictureFormat = "svg", order: Order = "given", title: str = RATES_TITLE
) -> bytes:
    """Draw the reoffending rate of each report beside what its letter compares it with, in one tall picture.

    Figures are drawn as the report has them, with one decimal at least. A direction without a
    figure, such as "better than the family average", is written in words, and so is the absence of a
    rate.

    Args:
        reports: any number of them, within what a picture may hold: some two to three hundred.
        format: ``"svg"`` or ``"png"``.
        order: ``"given"`` as the reports come, ``"name"`` by the name of the service, ``"rate"`` with the
            highest rate first and those without one last, or ``"published"`` by the day of the letter. Of equals
            the first given is the first.
        title: the heading of the picture.

    Raises:
        ValueError: there is no report, the order is not known, or it is too much for one picture.
        UnknownFormatError: the format is not known.
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
        reports: any number of them.
        shape: ``"slide"`` for 16:9 and ``"page"`` for the proportions of A4, each with at most six services,
            or ``"tall"`` for one picture as tall as it has to be.
        format: ``"svg"`` or ``"png"``.
        order: see `rates`.
        title: the heading of every picture; where there are several, their numbers follow it.

    Raises:
        ValueError: there is no report, the order or shape is not known, or something does not fit.
        UnknownFormatError: the format is not known.
        MissingExtraError: the extra is not installed.
    """
    reports = tuple(reports)
    if not reports:
        raise ValueError("must be one report or more")
    if order not in get_args(Order):
        raise ValueError(f"order must be one of {', '.join(get_args(Order))}, not {order!r}")
    if shape not in get_args(Shape):
        raise ValueError(f"shape must be one of {', '.join(get_args(Shape))}, not {shape!r}")
    for report in reports:
        _check(report)
    return comparisons.draw(reports, checked_format(format), order, shape=shape, title=title)


def quantities(report: Report, *, format: PictureFormat = "svg") -> bytes:
    """Draw the quantities of a report, by section, as intervals between 0 and 100 per cent.

    The intervals are an editorial reading, and the picture says so. Words into which no number
    is read are given as words.

    Args:
        report: the report.
        format: ``"svg"`` or ``"png"``.

    Raises:
        ValueError: it is too much for one picture.
        UnknownFormatError: the format is not known.
        MissingExtraError: the extra is not installed.
    """
    _check(report)
    return intervals.draw(report, checked_format(format))


def _check(report: object) -> None:
    if not isinstance(report, Report):
        raise TypeError(f"must be a Report, not {type(report).__name__}")
