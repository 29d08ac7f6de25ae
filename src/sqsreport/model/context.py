"""The context of an inspection: the number of cases, and the reoffending rate."""

from __future__ import annotations

import attrs

from sqsreport._values import value
from sqsreport.model.dates import Month
from sqsreport.model.kinds import ComparatorKind, Count, Direction, Percentage, Text
from sqsreport.model.prose import to_paragraphs


def _to_float(number: float | None) -> float | None:
    """Convert an `int` to a `float`, so that equal numbers are written alike; leave other types to the check."""
    if isinstance(number, (int, float)) and not isinstance(number, bool) and abs(number) < 2**53:
        return float(number) + 0.0  # adding zero turns -0.0 into 0.0, which is equal
    return number


@value
@attrs.frozen(kw_only=True, repr=False)
class Comparator:
    """Another rate with which the letter compares the rate of the service.

    *rate*, in per cent, and *direction* are present only where the letter prints them;
    neither is ever derived from the other.
    """

    kind: ComparatorKind
    rate: Percentage | None = attrs.field(default=None, converter=_to_float)
    direction: Direction | None = None


@value
@attrs.frozen(kw_only=True, repr=False)
class Cohort:
    """The first and the last month of the cohort that a reoffending rate was measured on."""

    start: Month
    end: Month


@value
@attrs.frozen(kw_only=True, repr=False)
class Reoffending:
    """The published reoffending rate of the area.

    *rate* is in per cent: the share of the cohort that reoffended within 12 months.
    *published* is the month in which the Ministry of Justice published it.
    """

    rate: Percentage | None = attrs.field(default=None, converter=_to_float)
    comparators: tuple[Comparator, ...] = ()
    published: Month | None = None
    cohort: Cohort | None = None


@value
@attrs.frozen(kw_only=True, repr=False)
class Context:
    """The Context part of the letter, and the figures in it.

    The rate is recorded here wherever the letter prints it, even in the Summary.
    """

    paragraphs: tuple[Text, ...] = attrs.field(default=(), converter=to_paragraphs)
    cases_examined: Count | None = None
    reoffending: Reoffending | None = None
