"""What one phrase of quantity says, as a value."""

from __future__ import annotations

from typing import Annotated, Literal

import attrs

from sqsreport._values import Between, value
from sqsreport.model.kinds import Count, Line, ParagraphNumber, Percentage

#: How a quantity is put: a spoken fraction, a figure in per cent, a number of cases, a number of so many, all of them,
#: all but so many, none, or a vague word.
QuantityKind = Literal["fraction", "percentage", "count", "count_of", "all", "all_but", "none", "vague"]

#: Whether what is counted was done well or not.
Polarity = Literal["positive", "negative"]

#: What is counted.
Scope = Literal["cases", "people", "records", "teams", "work", "examples"]

Offset = Annotated[int, Between(0)]


@value
@attrs.frozen(kw_only=True, repr=False)
class Quantity:
    """A phrase of quantity in the prose of a report, and an editorial reading of it.

    *phrase* are the letter's own words: the characters from *start* to before *end* of the
    plain text (`Prose.plain_text`) of the paragraph that the JSON Pointer *pointer* names. *section* is
    the key of its theme, or its title where it has none, and *paragraph* the printed number.

    All else is read into the words. *lower* and *upper* are bounds in per cent, and ``None``
    where no number may be said; *lower_included* and *upper_included* say whether the bound
    itself still fits. *exact* is a quantity that was counted and not estimated; a printed percentage is
    exact too, but for its rounding. *low_confidence* marks a reading that others may well dispute.

    *population* is what it is a quantity of, as worded, and *scope* of what kind that is.
    *denominator* is the number of cases in the sample, and there only where the population is the whole
    sample; *counts* are then the numbers of cases that fit, which may be none. *polarity* says what
    is counted: what was done well or what was not; it is ``None`` where the words do not say.
    """

    phrase: str
    pointer: str
    start: Offset
    end: Offset
    section: Line
    paragraph: ParagraphNumber | None = None
    kind: QuantityKind
    lower: Percentage | None = None
    upper: Percentage | None = None
    lower_included: bool = False
    upper_included: bool = False
    exact: bool = False
    low_confidence: bool = False
    population: str | None = None
    scope: Scope | None = None
    denominator: Count | None = None
    counts: range | None = None
    polarity: Polarity | None = None
