"""A phrase of quantity and its interpretation, as a value."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import attrs

from sqsreport._values import Between, value
from sqsreport.model.kinds import Count, Line, ParagraphNumber, Percentage

#: The kind of a quantity: a fraction in words, a percentage, a number of cases, a number out of a total, all, all but a
#: number, none, or a vague word.
QuantityKind = Literal["fraction", "percentage", "count", "count_of", "all", "all_but", "none", "vague"]

#: Whether a quantity counts good work or failings.
Polarity = Literal["positive", "negative"]

#: The kind of population.
Scope = Literal["cases", "people", "records", "teams", "work", "examples"]

Offset = Annotated[int, Between(0)]


@value
@attrs.frozen(kw_only=True, repr=False)
class Quantity:
    """A phrase of quantity in the prose of a report, and an editorial interpretation of it.

    *phrase* is the text of the letter from *start* to before *end*, in the plain text (`Prose.plain_text`) of the
    paragraph at the JSON Pointer *pointer*. *section* is the key of its theme, or its title if it has no theme, and
    *paragraph* the printed number.

    The other attributes are interpretation. *lower* and *upper* are bounds in per cent, or ``None`` if the words allow
    no number; *lower_included* and *upper_included* are whether the bound itself is possible. *exact* is whether the
    quantity was counted and not estimated; a printed percentage is exact but for its rounding. *low_confidence* marks
    an interpretation that others may dispute.

    *population* is the wording of the population, and *scope* its kind. *denominator* is the number of cases in the
    sample, if the population is the whole sample; *counts* are then the possible numbers of cases, which may be none.
    *polarity* is whether it counts good work or failings, or ``None`` if the words do not show it.
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

    def to_dict(self) -> dict[str, Any]:
        """Return the quantity as plain data for `json.dumps`, without missing values; counts are the first and last."""
        data = attrs.asdict(self, filter=lambda _, value: value is not None, recurse=False)
        if self.counts is not None:
            data["counts"] = [self.counts[0], self.counts[-1]] if self.counts else []
        return data
