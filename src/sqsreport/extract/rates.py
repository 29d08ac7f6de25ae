"""The reoffending rate of an area and its comparators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import attrs

from sqsreport import _patterns as re
from sqsreport.extract.text import SENTENCE_END, find_words
from sqsreport.model import ComparatorKind, Direction

# A search is fast if its pattern begins with a set of characters, so the lookbehind is after the first one.
_NUMBER: Final = r"(?P<rate>[0-9](?<![\d.,].)[0-9]{0,2}(?:[.][0-9]+)?)\s?(?:%|per\s?cent\b)"
_PERCENTAGE: Final = re.compile(_NUMBER, re.IGNORECASE)
_NAMED: Final = (
    r"[Rr](?<!\w.)(?i:(?:e-?offending rates?|ates? of (?:proven )?re-?offending)"
    r"(?:[0-9]|[¹²³⁴-⁹*†‡]{1,3})?(?![a-z0-9-]))"
)
_RATE_NAMED: Final = re.compile(_NAMED)
#: Words that may refer to the rate without its name, so that a figure may also be that of another group.
_RATE_MENTIONED: Final = re.compile(
    rf"{_NAMED}|\b(?:proportion|percentage|share) of [^.%]{{0,60}}\bre-?offended\b|"
    r"\bre-?offending in [^.%]{0,60}?\b(?:was|is|stood|at|published)\b|"
    r"[0-9]{1,3}(?:\.[0-9])? ?(?:%|per cent) of (?:all )?(?:the )?(?:children|young)[^.%]{0,80}?\bre-?offended\b",
    re.IGNORECASE,
)
#: Words that make the rate that is named next an aim, and not a finding.
_AIMED_AT: Final = re.compile(r"\btargets?\b[^,.;%]{0,40}$", re.IGNORECASE)
_TARGET: Final = re.compile(r"\btargets?\b", re.IGNORECASE)
_OTHER_COUNT: Final = r"(?:targets?|custod\w+|remands?|first[- ]time|entrants?)\b"
#: Words at which a text on the rate changes to another count, which is then compared.
_LEAVES_RATE: Final = re.compile(r"\b(?!targets?)" + _OTHER_COUNT, re.IGNORECASE)
_FOOTNOTE_MARK: Final = re.compile(r"\[\^[^ \[\]]+\]")
_KINDS: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": r"England (?:and|&) Wales|[Nn]ational(?:ly)?(?: average| rate)?",
    "england": r"England(?! (?:and|&) Wales)",
    "wales": r"(?<!England and )(?<!England & )(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Welsh(?: average| rate)",
    "family": r"['\"“‘]?family['\"”’]?(?: average| group| of similar (?:areas|services))?|(?:statistical|YOT) family",
    "previous_year": r"previous year(?:'s|’s)?|year before|preceding year",
}
_AMOUNT: Final = r"(?:of [0-9.]+ ?(?:%|per cent|percentage points?|points?) )?"
_DIRECTIONS: Final[dict[Direction, str]] = {
    "better": r"(?<!not )(?<!no )(?:better|lower|below|less)|not as high|(?:improvement|reduction|decrease|"
    rf"fall|drop) {_AMOUNT}(?:on|from)|"
    r"(?:down|fallen|fell|decreased|dropped|declined|improved|reduced)(?= from| since| on)|favourably",
    "worse": r"(?<!not )(?<!no )(?:worse|higher|above|more)|not as (?:good|low)|(?:deterioration|increase|"
    rf"rise) {_AMOUNT}(?:on|from)|(?:up|risen|rose|increased|worsened|deteriorated)(?= from| since| on)|unfavourably",
    "similar": r"similar|in line with|the same|comparable|consistent with|close to|equal to|on a par with|no different|"
    r"identical to|(?:not|no) (?:significantly|markedly|very|much) different",
}
#: The lookahead keeps the search from trying each of the words at the ends of words.
_COMPARISON: Final = re.compile(
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
    r"(?:,? (?:of|at|was|which was|which is|(?:(?:when|where) )?(?:it|this|the (?:rate|figure|average)) "
    r"(?:was|stood at|is|had been)|stood at|had been)|:)?,? ?\(?" + _NUMBER,
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(
    _NUMBER + r",?(?: (?:for|in|across|of))?(?: (?:the|both|its|your|their))? ?['\"“‘]?$", re.IGNORECASE
)
#: The difference between two rates: "2.1 percentage points below", "2% lower than".
_IS_DIFFERENCE: Final = re.compile(
    r"(?:age)?[ -]points?\b| (?:percentage )?points?\b"
    r"| (?:above|below|higher|lower|better|worse|more|less|under|over|up|down)\b(?! \()",
    re.IGNORECASE,
)
#: Two figures in comparison, of which the first is that of the area.
_IS_AGAINST: Final = re.compile(r" (?:(?:as )?against|compared (?:with|to)|to) [0-9]", re.IGNORECASE)
_THAN: Final = re.compile(r"\)?,? (?:than|to|with|as)\b")
#: A share of something: "20% of cases".
_IS_SHARE: Final = re.compile(r" of (?!the time)", re.IGNORECASE)
_CHANGED_BY: Final = re.compile(r"\b(?:by|from)(?: (?:about|around|some|nearly|over))? $", re.IGNORECASE)
#: Between the name of the rate and its figure.
_LINK: Final = re.compile(
    r"(?:\b(?:was|is|of|at|to|be|being|been|now|stands?|stood)(?: (?:about|around|approximately|just|only|now|some))?|"
    r"[,:(])\s?$",
    re.IGNORECASE,
)
#: Words that show that a figure after the name of the rate is that of something else, or not a finding.
_OTHERS: Final = re.compile(
    r"\b(?:England|(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Welsh|averages?|national|family|previous|than|"
    r"targets?|rates?|expected|predicted|custod\w+|remands?|entrants?|girls|boys|looked[- ]after|not published|"
    r"had been)\b",
    re.IGNORECASE,
)
#: Words with which a text returns to the area after the rate of another: "; for Northmoor it was".
_COMES_BACK: Final = re.compile(
    r"[;,. ]*(?:(?:and|while|whereas|but) )?(?:that (?:of|for|in)|for|in) [^.;%]{1,60}? (?:it )?(?:was|is|stood at) $",
    re.IGNORECASE,
)
#: "At 39.5%, the published reoffending rate was above …"
_RATE_FIRST: Final = re.compile(r"\s?At " + _NUMBER + rf",? (?:[\w’'&-]+ ){{1,10}}?{_NAMED}", re.IGNORECASE)
#: A sentence that is still about the rate, by its first words or because it has the rate of another area.
_GOES_ON: Final = re.compile(
    r"\s*(?:Compared|This|It|The rate|That|By comparison|In comparison|"
    r"(?:(?:The|An?) )?(?:(?:comparable|equivalent|corresponding|national|overall) )?(?:average|figure|rate|"
    r"family|England|Welsh|"
    r"national|previous year)[\w&’' ]{0,60}?(?:was|is|of|at) [0-9]|"
    r"(?:For|In|Across|Nationally|England)\b[\w&,’' ]{0,40}?(?:(?:it|this|the (?:rate|figure|average)) (?:was|"
    r"is|stood at|had been)|was) [0-9])"
)
#: Sentences after the rate that may have comparators.
_MOST_SENTENCES: Final = 4
#: The number of characters before the name of the rate that are searched.
_MOST_BEFORE_RATE: Final = 300
_SAME_BREATH: Final = re.compile(
    r"[\s,()]*(?:(?:average|rate|figure|and|or|both|also|the|that|its|their|in|for|of|to|than|"
    r"[0-9.]+%|[0-9.]+ per cent)[\s,()]*)*"
)


@attrs.frozen
class PrintedComparator:
    """A comparator of a rate: its kind, and its figure and direction if they are printed."""

    kind: ComparatorKind
    rate: float | None = None
    direction: Direction | None = None


@attrs.frozen
class PrintedRate:
    """A reoffending rate and its comparators, as found in prose."""

    rate: float | None
    comparators: tuple[PrintedComparator, ...]


@attrs.frozen
class _Comparison:
    """A comparator, or a mention of one without figure and direction, and the span of its text."""

    comparator: PrintedComparator
    start: int
    end: int
    #: The offset of the figure, or -1.
    number: int
    is_of_other_count: bool = False


def find_rate(text: str) -> PrintedRate | None:
    """Find the sentences on the reoffending rate in a paragraph, and the figures in them."""
    # Most paragraphs do not name the rate, so search for its words first, which is fast.
    start = find_words(text, "offending rate", "rate of re", "rates of re", "rate of proven")
    if start < 0:
        return None
    plain = _without_markup(text[max(0, start - _MOST_BEFORE_RATE) :])
    for named in _RATE_NAMED.finditer(plain):
        if not _AIMED_AT.search(plain, max(0, named.start() - 60), named.start()):
            break
    else:
        return None
    region = plain[_start_of_sentence(plain, named.start()) :]
    name = named.start() - (len(plain) - len(region)), named.end() - (len(plain) - len(region))
    comparisons = list(_comparisons(_on_comparison(region, name[1])))
    own = _own_figure(region, name, comparisons)
    if own and float(own["rate"]) > 100:
        return None
    comparators = _distinct(comparisons, own.start("rate") if own else None)
    if own is None:
        comparators = tuple(each for each in comparators if each.direction)
        return PrintedRate(None, comparators) if comparators else None
    return PrintedRate(float(own["rate"]), comparators)


def _without_markup(text: str) -> str:
    """Return a sentence without footnote marks and emphasis; to find figures this is enough."""
    return _FOOTNOTE_MARK.sub("", text).replace("*", "").replace("_", "").replace("\\", "")


def _start_of_sentence(text: str, end: int) -> int:
    ends = [match.end() for match in SENTENCE_END.finditer(text, max(0, end - _MOST_BEFORE_RATE), end)]
    return ends[-1] if ends else 0


def _own_figure(text: str, name: tuple[int, int], comparisons: Sequence[_Comparison]) -> re.Match[str] | None:
    """Return the figure of the area itself: the first one that is linked to the name of the rate."""
    comparator_figures = {each.number for each in comparisons}
    if (first := _RATE_FIRST.match(text.lstrip())) and first.start("rate") + len(text) - len(
        text.lstrip()
    ) not in comparator_figures:
        return first
    sentence_end = SENTENCE_END.search(text, name[1])
    end = sentence_end.start() if sentence_end else len(text)
    for number in _PERCENTAGE.finditer(text, name[1], end):
        is_own = not (
            number.start("rate") in comparator_figures
            or _IS_DIFFERENCE.match(text, number.end())
            or _IS_SHARE.match(text, number.end())
            or _CHANGED_BY.search(text, name[1], number.start())
        )
        if is_own and _is_linked(text, name[1], number.start(), comparisons):
            return number
    return None


def _is_linked(text: str, start: int, end: int, comparisons: Sequence[_Comparison]) -> bool:
    """Check whether the words between the name of the rate and a figure make it the figure of the rate."""
    last = start
    between = ""
    has_bound = False
    for each in comparisons:
        if start <= each.start and each.end <= end and not each.is_of_other_count:
            between += text[last : each.start]
            last = max(last, each.end)
            has_bound |= each.comparator.rate is not None and each.comparator.direction is None
    between += text[last:end]
    if has_bound and not _CHANGED_BY.search(text[start:last]) and "from" not in text[start:last]:
        return _COMES_BACK.fullmatch(text, last, end) is not None
    return _LINK.search(text, start, end) is not None and _OTHERS.search(between) is None


def _on_comparison(text: str, start: int) -> str:
    """Return a text up to the end of the sentences after an index that continue the comparison."""
    end = start
    for match in islice(SENTENCE_END.finditer(text, start), _MOST_SENTENCES):
        if end > start and not _GOES_ON.match(text, end):
            return text[:end]
        end = match.end()
    is_all = end == start or (_GOES_ON.match(text, end) and SENTENCE_END.search(text, end) is None)
    return text if is_all else text[:end]


def _comparisons(text: str) -> Iterator[_Comparison]:
    """Yield the comparators of the rate, in order."""
    direction: Direction | None = None
    span = 0, 0
    previous_end = 0
    fresh = False
    change = _LEAVES_RATE.search(text)
    for match in _COMPARISON.finditer(text, 0, change.start() if change else len(text)):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            direction, fresh, span = next(key for key in _DIRECTIONS if key == name), True, match.span()
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        is_other = bool(_OF_OTHER_COUNT.match(text, match.end()) or _TARGET.search(before))
        start = span[0] if fresh else match.start()
        if not fresh and not (direction and _SAME_BREATH.fullmatch(before)):
            direction = None
        number = _figure(text, match, previous_end)
        rate = float(number["rate"]) if number else None
        # "At its lower end it was 41.0%, and the family average …": the figure ends the statement on the direction.
        figures = _PERCENTAGE.finditer(text, span[1], match.start()) if fresh else ()
        if any(each.start() != (number and number.start()) and not _THAN.match(text, each.end()) for each in figures):
            direction = None
        end = max(match.end(), number.end()) if number else match.end()
        # The figures before the name of the comparator are the last ones in the words before it.
        start = min(start, number.start("rate")) if number else start
        yield _Comparison(
            PrintedComparator(kind, rate, direction), start, end, number.start("rate") if number else -1, is_other
        )
        previous_end, fresh = match.end(), False


def _figure(text: str, kind: re.Match[str], previous_end: int) -> re.Match[str] | None:
    """Return the figure of a comparator, which is after its name or before it."""
    number = _RATE_AFTER.match(text, kind.end())
    if number and (_IS_DIFFERENCE.match(text, number.end()) or _IS_AGAINST.match(text, number.end())):
        number = None
    # "2.1 percentage points below that of the previous year, at 33.3%": the figure is that of the area.
    before = text[max(previous_end, kind.start() - 60) : kind.start()]
    is_difference = "points" in before or re.search(r"% (?:below|above|lower|higher|better|worse|up|down)\b", before)
    if number and is_difference and re.match(r",? at\b", text[kind.end() :]):
        return None
    if number is None:
        number = _RATE_BEFORE.search(text, max(previous_end, kind.start() - 60), kind.start())
    return number


def _distinct(comparisons: Sequence[_Comparison], own: int | None) -> tuple[PrintedComparator, ...]:
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


def mentions_rate(text: str) -> bool:
    """Check whether a text has a percentage in a sentence on the reoffending rate, whether it can be parsed or not."""
    if (
        find_words(text, "offending rate", "rate of re", "rates of re", "rate of proven", "reoffended", "offending in")
        < 0
    ):
        return False
    named = _RATE_MENTIONED.search(text)
    if named is None:
        return False
    end = SENTENCE_END.search(text, named.end())
    sentence = text[named.start() : end.start() if end else len(text)]
    return (
        re.search(r"[0-9] ?(?:%|per ?cent)", sentence) is not None
        and not _LEAVES_RATE.search(sentence)
        and not _TARGET.search(sentence)
    )
