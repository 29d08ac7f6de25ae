"""The rates that a reoffending rate is compared with, with their figures and how the area compares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from sqsreport import _patterns as re
from sqsreport.extract.text import sentence_before
from sqsreport.model import ComparatorKind, Direction

# A search is fast if its pattern begins with a set of characters, so the lookbehind is after the first one.
NUMBER: Final = r"(?P<rate>[0-9](?<![\d.,].)[0-9]{0,2}(?:[.][0-9]+)?)\s?(?:%|per\s?cent\b)"
PERCENTAGE: Final = re.compile(NUMBER, re.IGNORECASE)
TARGET: Final = re.compile(r"\btargets?\b", re.IGNORECASE)
_OTHER_COUNT: Final = r"(?:targets?|custod\w+|remands?|first[- ]time|entrants?)\b"
#: Words at which a text on the rate changes to another count, which is then compared.
LEAVES_RATE: Final = re.compile(r"\b(?!targets?)" + _OTHER_COUNT, re.IGNORECASE)
_FIGURE: Final = r"[0-9]{1,3}(?:\.[0-9]+)? ?(?:%|per cent)"
_NOT_DENIED: Final = r"(?<!\bnot )(?<!\bno )(?<!\bnor )(?<!\bneither )(?<!\bor )"
_NATIONAL: Final = r"[Nn]ational(?:ly)?(?: average| rate| figure)?+"
_FOR: Final = r" (?:for|in|of|across) "
_TWELVE: Final = r"(?:twelve|12)"
_KINDS: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": rf"(?:{_NATIONAL}{_FOR})?England (?:and|&) Wales|{_NATIONAL}(?!{_FOR}(?:England|Wales))",
    "england": rf"(?:{_NATIONAL}{_FOR})?England(?! (?:and|&) Wales)",
    "wales": rf"(?:{_NATIONAL}{_FOR})?(?<!England and )(?<!England & )(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|"
    r"Welsh(?: average| rate| figure)",
    "family": r"['\"“‘]?family['\"”’]?(?: average| group| of (?:similar )?(?:areas|services|YO[ST]s))?|"
    r"(?:statistical|YOT) family|"
    r"(?:statistical|nearest) neighbours|"
    r"(?:similar|comparable) (?:areas|services|YO[ST]s|boroughs|authorities|counties|councils)",
    "previous_year": rf"(?:previous|preceding|prior|last) (?:year(?:'s|’s)?|{_TWELVE} months)|"
    rf"year (?:before|earlier|previously|ago)|"
    rf"{_TWELVE} "
    r"months (?:before|earlier|previously|ago)",
}
_POINTS: Final = r"[0-9.]+ ?(?:%|per cent|percentage points?|points?)"
_AMOUNT: Final = rf"(?:of {_POINTS} )?"
_SINCE: Final = r"(?:on|from|since|over|against|compared (?:with|to))"
_TO_FIGURE: Final = rf"(?= (?:(?:by )?{_POINTS} )?(?:from|since|on)\b| to {_FIGURE} (?:from|since))"
_DIRECTIONS: Final[dict[Direction, str]] = {
    "better": rf"{_NOT_DENIED}(?:better|lower|below|less|(?:improvement|reduction|decrease|fall|drop) "
    rf"{_AMOUNT}{_SINCE}|"
    rf"(?:down|fallen|fell|decreased|dropped|declined|improved|reduced){_TO_FIGURE})|not as high|favourably|"
    r"(?:compare[sd]?|comparing) (?:very |quite )?well",
    "worse": rf"{_NOT_DENIED}(?:worse|higher|above|more|exceed(?:s|ed|ing)|(?:deterioration|increase|rise) "
    rf"{_AMOUNT}{_SINCE}|"
    rf"(?:up|risen|rose|increased|worsened|deteriorated){_TO_FIGURE})|not as (?:good|low)|unfavourably|poorly|badly",
    "similar": r"neither (?:better nor worse|worse nor better|higher nor lower|lower nor higher)|"
    r"(?<!not )(?:similar|in line with|the same(?! (?:period|year|time|cohort|months|basis))|comparable|consistent "
    r"with|close to|equal to|on a par with|no different|"
    r"identical (?:to|with)|unchanged (?:from|on|since)|"
    r"exactly(?= the (?:Welsh|England|[Nn]ational|family|average)\b))|"
    r"(?:not|no) (?:significantly|markedly|very|much) different",
}
#: The lookahead keeps the search from trying each of the words at the ends of words.
COMPARISON: Final = re.compile(
    r"\b(?=['\"“‘ENWYa-z])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in (_KINDS | _DIRECTIONS).items())
    + r")(?!\w)"
)
#: Words after the name of a comparator that make it one of something else: "the national target".
_OF_OTHER_COUNT: Final = re.compile(
    rf"(?:'s|’s)?(?: (?:average|rate|figure|of|for|the|use))* {_OTHER_COUNT}", re.IGNORECASE
)
_RATE_AFTER: Final = re.compile(
    r"(?:'s|’s)?(?: (?:average|rate|figure|performance|as a whole|reoffending))*"
    r"(?: (?:over|for|in|during) (?:the|that) same (?:period|year|time))?"
    r"(?:,? (?:of|at|was|is|stands at|which was|which is|which stood at|had an? (?:rate|average|figure) of|"
    r"(?:(?:when|where) )?(?:it|this|the (?:rate|figure|average)) "
    r"(?:was|stood at|is|had been)|(?:the|its|your) (?:local |own )?rate had been|stood at|had been|"
    r"(?:was|is) (?:(?:slightly|much|a little|even|also) )?(?:higher|lower|better|worse),? at)|:)?,? ?\(?" + NUMBER,
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(
    NUMBER + r",?(?: (?:recorded|reported|published|achieved|seen))?"
    r"(?: for (?:all )?(?:YO[ST]s|services|areas|youth (?:offending|justice) (?:teams|services)|children|young people)"
    r"(?= (?:in|across|of)))?"
    r"(?: (?:for|in|across|of))?(?: (?:the|both|its|your|their|an?))? ?['\"“‘]?$",
    re.IGNORECASE,
)
#: "The rate for England and Wales was higher": the words between a comparator and what is said of its rate.
_CONCLUDES: Final = re.compile(
    rf"(?:'s|’s)?(?: (?:average|rate|figure|group))*(?: ?\({_FIGURE}\),?|, at {_FIGURE},)? (?:was|were|is|are) "
    r"(?:(?:both|all|also|slightly|much|even|a little|rather|significantly|considerably) )*",
    re.IGNORECASE,
)
_OPPOSITES: Final[dict[Direction, Direction]] = {"better": "worse", "worse": "better", "similar": "similar"}
#: The difference between two rates: "2.1 percentage points below", "2% lower than".
IS_DIFFERENCE: Final = re.compile(
    r"(?:age)?[ -]points?\b| (?:percentage )?points?\b"
    r"| (?:above|below|higher|lower|better|worse|more|less|under|over|up|down)\b(?! \()",
    re.IGNORECASE,
)
_HAS_DIFFERENCE: Final = re.compile(r"points|% (?:below|above|lower|higher|better|worse|up|down)\b")
_IS_AT: Final = re.compile(r",? at\b")
#: Two figures in comparison, of which the first is that of the area.
_IS_AGAINST: Final = re.compile(
    r" (?:(?:as )?against|compared (?:with|to)|to) " + NUMBER + r"(?! (?:for|in|of|across)\b)", re.IGNORECASE
)
_THAN: Final = re.compile(
    r"\)?,? (?:than|to|with|as|from|since|on)\b|\)?,? (?:and|or|but) (?:also )?(?:than|to|with)\b"
)
CHANGED_BY: Final = re.compile(
    r"\b(?:by|from|(?:increase|rise|reduction|decrease|fall|drop|improvement|deterioration|change|difference) of|up|"
    r"down)"
    r"(?: (?:about|around|some|nearly|over))? $",
    re.IGNORECASE,
)
#: The end of a statement on a direction, whatever follows.
_ENDS_CLAUSE: Final = re.compile(r";|[.!?]\s")
_SAME_BREATH: Final = re.compile(
    r"[\s,()]*(?:(?:average|rates?|figure|as a whole|and|or|both|also|the|that|its|their|"
    r"your|own|local|in|for|of|to|than|with|from|"
    r"[0-9.]+%|[0-9.]+ per cent)[\s,()]*)*"
)


#: The kinds of comparators, as the groups of `COMPARISON` that are not directions.
COMPARATORS: Final = frozenset(_KINDS)


@attrs.frozen
class PrintedComparator:
    """A comparator of a rate: its kind, and its figure and direction if they are printed."""

    kind: ComparatorKind
    rate: float | None = None
    direction: Direction | None = None


@attrs.frozen
class Comparison:
    """A comparator, or a mention of one without figure and direction, and the span of its text."""

    comparator: PrintedComparator
    start: int
    end: int
    #: The offset of the figure, or -1.
    number: int
    #: The offset of the words for the direction, or -1.
    verdict: int = -1
    is_of_other_count: bool = False


def find_comparisons(text: str) -> list[Comparison]:
    """Return the comparators of the rate, in order."""
    comparisons: list[Comparison] = []
    direction: Direction | None = None
    span = -1, -1
    previous_end = 0
    fresh = False
    #: The index of the first of several comparators that a verdict after them is on: "both A and B were lower".
    first = 0
    change = LEAVES_RATE.search(text)
    for match in COMPARISON.finditer(text, 0, change.start() if change else len(text)):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            verdict = next(key for key in _DIRECTIONS if key == name)
            if (
                comparisons
                and _CONCLUDES.fullmatch(text, previous_end, match.start())
                and not _THAN.match(text, match.end())
            ):
                for i in range(first, len(comparisons)):
                    opposite = attrs.evolve(comparisons[i].comparator, direction=_OPPOSITES[verdict])
                    comparisons[i] = attrs.evolve(comparisons[i], comparator=opposite, verdict=match.start())
                direction, fresh = None, False
            else:
                direction, fresh, span = verdict, True, match.span()
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        is_other = bool(
            _OF_OTHER_COUNT.match(text, match.end())
            or (TARGET.search(before) and TARGET.search(sentence_before(before, 0, len(before))))
        )
        is_shared = _SAME_BREATH.fullmatch(before) is not None
        if not fresh and not (direction and is_shared):
            direction = None
        number = _figure(text, match, previous_end)
        at = number.start("rate") if number else -1
        if fresh and _is_ended(text, span[1], match.start(), at):
            direction = None
        start, end = span[0] if fresh else match.start(), match.end()
        if number:
            # The figures before the name of the comparator are the last ones in the words before it.
            start = min(start, at)
            # "England and Wales (35.0% compared with 37.8%)": the first figure is that of the area.
            end = end if PERCENTAGE.search(text, end, at) else max(end, number.end())
        comparator = PrintedComparator(kind, float(number["rate"]) if number else None, direction)
        first = first if is_shared else len(comparisons)
        comparisons.append(Comparison(comparator, start, end, at, span[0] if direction else -1, is_other))
        previous_end, fresh = match.end(), False
    return comparisons


def _is_ended(text: str, start: int, end: int, number: int) -> bool:
    """Check whether the text between a direction and a comparator ends the statement on the direction.

    In "At its lower end it was 41.0%, and the family average …" the figure ends it.
    """
    return _ENDS_CLAUSE.search(text, start, end) is not None or any(
        each.start() != number
        and not _THAN.match(text, each.end())
        and not CHANGED_BY.search(text, start, each.start())
        for each in PERCENTAGE.finditer(text, start, end)
    )


def _figure(text: str, kind: re.Match[str], previous_end: int) -> re.Match[str] | None:
    """Return the figure of a comparator, which is after its name or before it."""
    number = _RATE_AFTER.match(text, kind.end())
    if number and IS_DIFFERENCE.match(text, number.end()):
        number = None
    if number and (against := _IS_AGAINST.match(text, number.end())):
        return against
    start = max(previous_end, kind.start() - 60)
    if number is None:
        return _RATE_BEFORE.search(text, start, kind.start())
    # "2.1 percentage points below that of the previous year, at 33.3%": the figure is that of the area.
    if _IS_AT.match(text, kind.end()) and _HAS_DIFFERENCE.search(text, start, kind.start()):
        own = PERCENTAGE.search(text, 0, kind.start())
        return number if own and not IS_DIFFERENCE.match(text, own.end()) else None
    return number


def distinct_comparators(comparisons: Sequence[Comparison], own: int | None) -> tuple[PrintedComparator, ...]:
    """Return the comparators with a figure or a direction; of several of a kind the first."""
    distinct: dict[ComparatorKind, PrintedComparator] = {}
    for each in comparisons:
        comparator = each.comparator
        if own is not None and each.number == own:
            comparator = attrs.evolve(comparator, rate=None)
        is_told = comparator.direction or comparator.rate is not None
        is_rate = comparator.rate is None or comparator.rate <= 100
        if is_told and is_rate and not each.is_of_other_count:
            distinct.setdefault(comparator.kind, comparator)
    return tuple(distinct.values())
