"""The interpretations of hedges, fractions and vague words, in per cent.

The grammar and the page of the documentation are derived from this table. The interpretations are editorial: they were
chosen by hand, from the use of the words in letters, and no inspectorate has confirmed them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from sqsreport.quantity.values import Polarity

Number = Fraction | float


def interval(lower: Number | None, upper: Number | None, lower_included: bool, upper_included: bool) -> str:  # noqa: FBT001 - as `Bounds` has them
    """Format bounds as an interval; a round bracket is a bound that is not possible itself."""
    if lower is None and upper is None:
        return "no number"
    if upper is None:
        return f"{'from' if lower_included else 'more than'} {format_percent(lower)}"
    left, right = "[" if lower_included else "(", "]" if upper_included else ")"
    return f"{left}{format_percent(lower)}, {format_percent(upper)}{right}"


@attrs.frozen
class Bounds:
    """Bounds in per cent, or ``None`` if the words allow no number."""

    lower: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(Fraction))
    upper: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(Fraction))
    lower_included: bool = True
    upper_included: bool = True

    def __str__(self) -> str:
        """Format the bounds as an interval; a round bracket is a bound that is not possible itself."""
        return interval(self.lower, self.upper, self.lower_included, self.upper_included)

    def counts(self, cases: int, least: int = 0) -> range | None:
        """Return the numbers of *cases*, *least* or more, within the bounds, or ``None`` if a bound is missing."""
        if self.lower is None or self.upper is None:
            return None
        low, high = self.lower * cases / 100, self.upper * cases / 100
        first = -(-low // 1) if self.lower_included else low // 1 + 1
        last = high // 1 if self.upper_included else -(-high // 1) - 1
        first, last = max(int(first), least), min(int(last), cases)
        return range(first, max(first, last + 1)) if first <= cases else range(0)


def point(percent: Fraction) -> Bounds:
    """Return bounds that are both the same value."""
    return Bounds(percent, percent)


@attrs.frozen(kw_only=True)
class Hedge:
    """Words before a fraction or a figure, and the distance from it in percentage points.

    Attributes:
        words: the words before it.
        words_after: words after it, or after its population: "half of cases or more".
        below: the distance of the lower bound, or ``None`` for the end of the scale.
        above: the distance of the upper bound, or ``None`` for the end of the scale.
        cases: the distances of the bounds from a number of cases, or ``None`` if the words allow no number.
    """

    words: tuple[str, ...]
    words_after: tuple[str, ...] = ()
    below: Fraction | None = attrs.field(converter=attrs.converters.optional(Fraction))
    above: Fraction | None = attrs.field(converter=attrs.converters.optional(Fraction))
    lower_included: bool = True
    upper_included: bool = True
    cases: tuple[int | None, int | None] | None = None

    def around(self, figure: Fraction) -> Bounds | None:
        """Return the bounds around a figure, or ``None`` if they are outside of the scale."""
        lower = Fraction(0) if self.below is None else figure + self.below
        upper = Fraction(100) if self.above is None else figure + self.above
        bounds = Bounds(
            max(lower, Fraction(0)),
            min(upper, Fraction(100)),
            self.lower_included or lower < 0,
            self.upper_included or upper > 100,
        )
        assert bounds.lower is not None
        assert bounds.upper is not None
        closed = bounds.lower_included and bounds.upper_included
        return bounds if bounds.lower < bounds.upper or (bounds.lower == bounds.upper and closed) else None


#: A fraction without a hedge, which was rounded to the nearest fraction with a name.
PLAIN: Final = Hedge(words=(), below=Fraction("-2.5"), above=Fraction("2.5"))

HEDGES: Final = (
    Hedge(words=("just over", "just above", "just more than", "slightly over", "slightly more than", "a little over"),
          below=Fraction(0), above=Fraction(5), lower_included=False),
    Hedge(words=("over", "more than", "above", "in excess of", "upwards of"), below=Fraction(0), above=Fraction(10),
          lower_included=False, cases=(1, None)),
    Hedge(words=("well over", "well above", "far more than", "significantly more than", "considerably more than"),
          below=Fraction(5), above=Fraction(15)),
    Hedge(words=("almost", "nearly", "just under", "just below", "just less than", "slightly under",
                 "slightly less than", "slightly fewer than", "a little under", "not quite"),
          below=Fraction(-5), above=Fraction(0), upper_included=False),
    Hedge(words=("about", "around", "approximately", "roughly", "close to", "some"), below=Fraction(-5),
          above=Fraction(5)),
    Hedge(words=("at least", "no fewer than", "no less than", "a minimum of"), words_after=("or more",),
          below=Fraction(0), above=None, cases=(0, None)),
    Hedge(words=("fewer than", "less than", "under", "below", "not even"), below=None, above=Fraction(0),
          upper_included=False, cases=(None, -1)),
    Hedge(words=("up to", "no more than", "not more than", "at most", "a maximum of"),
          words_after=("or fewer", "or less"), below=None, above=Fraction(0), cases=(None, 0)),
)  # fmt: skip

#: The names of parts, with their denominators.
PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
#: The denominators of estimates such as "two in ten"; with any other denominator the numbers were counted.
OUT_OF: Final = (2, 3, 4, 5, 6, 8, 10, 20)
#: Half a unit of the last printed place, which is the error of rounding.
ROUNDING: Final = Fraction(1, 2)


@attrs.frozen(kw_only=True)
class Vague:
    """Vague words with the same interpretation.

    Attributes:
        before: words before their population, with or without "of".
        adverbs: words with the verb of their population.
        alone: words without a population.
        parted: words with other words in between.
        weak: whether the words are often mere articles.
        least: the smallest possible number of cases.
    """

    before: tuple[str, ...] = ()
    adverbs: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    bounds: Bounds
    weak: bool = False
    least: int = 0
    polarity: Polarity | None = None
    low_confidence: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """All words with this interpretation."""
        return (*self.before, *self.adverbs, *self.alone, *self.parted)


_SOME_BUT_NOT_ALL: Final = Bounds(0, 100, lower_included=False, upper_included=False)

#: "Almost all", "virtually every" and the like.
_ALMOST_ALL: Final = tuple(
    f"{almost} {whole}"
    for almost in ("almost", "nearly", "virtually", "practically", "just about")
    for whole in ("all", "every", "every one")
)

VAGUE: Final = (
    Vague(before=(*_ALMOST_ALL, "not quite all", "all but a few"), adverbs=("almost always", "nearly always"),
          bounds=Bounds(90, 99)),
    Vague(before=("the vast majority", "a vast majority", "the great majority", "a great majority",
                  "the overwhelming majority", "an overwhelming majority", "the large majority", "a large majority"),
          bounds=Bounds(80, 99)),
    Vague(before=("most if not all", "most, if not all,"), bounds=Bounds(50, 100, lower_included=False)),
    Vague(before=("most", "the majority", "a majority", "a clear majority", "the bulk", "most but not all",
                  "most, but not all,"),
          adverbs=("mostly", "generally", "usually", "largely"), bounds=Bounds(50, 99, lower_included=False)),
    Vague(before=("many", "numerous", "quite a few", "a good few", "a significant number", "a substantial number",
                  "a considerable number", "a large number"),
          adverbs=("often", "frequently"), weak=True, bounds=Bounds()),
    Vague(before=("a significant proportion", "a substantial proportion", "a sizeable proportion"),
          bounds=Bounds(20, 60), low_confidence=True),
    Vague(before=("a significant minority", "a substantial minority", "a sizeable minority"),
          bounds=Bounds(20, 50, upper_included=False), low_confidence=True),
    Vague(before=("some", "several", "a number"), weak=True, least=2, bounds=Bounds(0, 50, lower_included=False)),
    Vague(before=("a small number", "a very small number", "a relatively small number", "a limited number", "a few",
                  "a handful"),
          weak=True, least=2, bounds=Bounds(0, 20, lower_included=False)),
    Vague(before=("few", "very few", "few or no", "few if any", "few, if any,", "hardly any", "scarcely any"),
          weak=True, bounds=Bounds(0, 20)),
    Vague(before=("a minority", "a small minority", "too few"), bounds=Bounds(0, 50, upper_included=False)),
    Vague(before=("too many",), adverbs=("too often", "not always", "not consistently"),
          bounds=Bounds(0, lower_included=False), least=1, polarity="negative"),
    Vague(before=("isolated",), adverbs=("rarely", "occasionally"), least=1,
          bounds=Bounds(0, 15, lower_included=False, upper_included=False)),
    Vague(before=("not all", "not in all", "not for all", "not every", "not every one", "not in every", "not for every",
                  "by no means all", "far from all", "less than all", "fewer than all", "nowhere near all"),
          alone=("not universal", "in part"), bounds=_SOME_BUT_NOT_ALL),
    # "Not reviewed in all cases" may also mean that none was reviewed.
    Vague(parted=("not … all", "not … every"), bounds=_SOME_BUT_NOT_ALL, low_confidence=True),
)  # fmt: skip


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield the rows of the published table: words, interpretation, and an example with three-quarters or 34 cases."""
    three_quarters = Fraction(75)
    for hedge in (PLAIN, *HEDGES):
        words = ", ".join([*hedge.words, *(f"… {word}" for word in hedge.words_after)]) or "a fraction alone"
        yield words, _distances(hedge), f"three-quarters: {hedge.around(three_quarters)}"
    for vague in VAGUE:
        counts = vague.bounds.counts(34, vague.least)
        example = "" if counts is None else f"34 cases: {counts[0]} to {counts[-1]}"
        notes = [str(vague.bounds)] + ["low confidence"] * vague.low_confidence
        yield (
            ", ".join(word.rstrip(",") for word in vague.words),
            "; ".join(notes + ["negative"] * (vague.polarity == "negative")),
            example,
        )


def _distances(hedge: Hedge) -> str:
    ends = ("[" if hedge.lower_included else "("), ("]" if hedge.upper_included else ")")
    below = "0" if hedge.below is None else _from_anchor(hedge.below)
    above = "100" if hedge.above is None else _from_anchor(hedge.above)
    return f"{ends[0]}{below}, {above}{ends[1]}"


def _from_anchor(distance: Fraction) -> str:
    return "a" if not distance else f"a {'+' if distance > 0 else '−'} {format_percent(abs(distance))}"


def format_percent(number: Number | None) -> str:
    """Format a number with one decimal, or none if that is zero."""
    tenths = math.floor(float(number or 0) * 10 + 0.5)  # round half up, unlike `round`
    return f"{tenths / 10:.1f}".removesuffix(".0")
