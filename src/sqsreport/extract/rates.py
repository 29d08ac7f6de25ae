"""The reoffending rate of an area and its comparators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

import attrs

from sqsreport import _patterns as re
from sqsreport.extract.text import SENTENCE_END, find_words, sentence_before
from sqsreport.model import ComparatorKind, Direction

# A search is fast if its pattern begins with a set of characters, so the lookbehind is after the first one.
_NUMBER: Final = r"(?P<rate>[0-9](?<![\d.,].)[0-9]{0,2}(?:[.][0-9]+)?)\s?(?:%|per\s?cent\b)"
_PERCENTAGE: Final = re.compile(_NUMBER, re.IGNORECASE)
_NAMED: Final = (
    r"[Rr](?<!\w.)(?i:(?:e-?offending rates?|ates? of (?:proven )?re-?offending|ates? at which [^.;%]{1,60}? re-?offend"
    r"(?:ed)?|e-?offending\b(?! rate)[^.;%]{0,40}?: the (?:published|latest|current|binary) rates?)"
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
    r"(?:statistical|nearest) neighbours|(?:similar|comparable) (?:areas|services|YO[ST]s)",
    "previous_year": rf"(?:previous|preceding|prior|last) year(?:'s|’s)?|year (?:before|earlier|previously|ago)|"
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
    rf"(?:down|fallen|fell|decreased|dropped|declined|improved|reduced){_TO_FIGURE})|not as high|favourably",
    "worse": rf"{_NOT_DENIED}(?:worse|higher|above|more|exceed(?:s|ed|ing)|(?:deterioration|increase|rise) "
    rf"{_AMOUNT}{_SINCE}|"
    rf"(?:up|risen|rose|increased|worsened|deteriorated){_TO_FIGURE})|not as (?:good|low)|unfavourably|poorly|badly",
    "similar": r"neither (?:better nor worse|worse nor better|higher nor lower|lower nor higher)|"
    r"(?<!not )(?:similar|in line with|the same(?! (?:period|year|time|cohort|months|basis))|comparable|consistent "
    r"with|close to|equal to|on a par with|no different|"
    r"identical to)|(?:not|no) (?:significantly|markedly|very|much) different",
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
    r"(?: (?:over|for|in|during) (?:the|that) same (?:period|year|time))?"
    r"(?:,? (?:of|at|was|which was|which is|which stood at|had an? (?:rate|average|figure) of|(?:(?:when|where) "
    r")?(?:it|this|the (?:rate|figure|average)) "
    r"(?:was|stood at|is|had been)|(?:the|its|your) (?:local |own )?rate had been|stood at|had been|"
    r"(?:was|is) (?:(?:slightly|much|a little|even|also) )?(?:higher|lower|better|worse),? at)|:)?,? ?\(?" + _NUMBER,
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(
    _NUMBER + r",?(?: (?:recorded|reported|published|achieved|seen))?"
    r"(?: for (?:all )?(?:YO[ST]s|services|areas|youth (?:offending|justice) (?:teams|services)|children|young people)"
    r"(?= (?:in|across|of)))?"
    r"(?: (?:for|in|across|of))?(?: (?:the|both|its|your|their|an?))? ?['\"“‘]?$",
    re.IGNORECASE,
)
#: "The rate for England and Wales was higher": the words between a comparator and what is said of its rate.
_CONCLUDES: Final = re.compile(
    rf"(?:'s|’s)?(?: (?:average|rate|figure|group))*(?: ?\({_FIGURE}\),?)? (?:was|were|is|are) "
    r"(?:(?:both|all|also|slightly|much|even|a little|rather|significantly|considerably) )*",
    re.IGNORECASE,
)
_OPPOSITES: Final[dict[Direction, Direction]] = {"better": "worse", "worse": "better", "similar": "similar"}
#: The difference between two rates: "2.1 percentage points below", "2% lower than".
_IS_DIFFERENCE: Final = re.compile(
    r"(?:age)?[ -]points?\b| (?:percentage )?points?\b"
    r"| (?:above|below|higher|lower|better|worse|more|less|under|over|up|down)\b(?! \()",
    re.IGNORECASE,
)
#: Two figures in comparison, of which the first is that of the area.
_IS_AGAINST: Final = re.compile(
    r" (?:(?:as )?against|compared (?:with|to)|to) " + _NUMBER + r"(?! (?:for|in|of|across)\b)", re.IGNORECASE
)
_THAN: Final = re.compile(
    r"\)?,? (?:than|to|with|as|from|since|on)\b|\)?,? (?:and|or|but) (?:also )?(?:than|to|with)\b"
)
#: A share of something: "20% of cases".
_IS_SHARE: Final = re.compile(r" of (?!the time)", re.IGNORECASE)
_CHANGED_BY: Final = re.compile(
    r"\b(?:by|from|(?:increase|rise|reduction|decrease|fall|drop|improvement|deterioration|change|difference) of|up|"
    r"down)"
    r"(?: (?:about|around|some|nearly|over))? $",
    re.IGNORECASE,
)
_GROUPS: Final = r"girls|boys|(?:young )?(?:wo)?men|(?:fe)?males|looked[- ]after"
#: What is the end of a statement on a direction, whatever follows.
_ENDS_CLAUSE: Final = re.compile(r";|[.!?]\s")
#: A figure of some of the young people, or of something else that is named before it.
_OF_GROUP: Final = re.compile(rf"\)? (?:for|among|in|of) (?:the )?(?:{_GROUPS})\b", re.IGNORECASE)
_OF_ANOTHER: Final = re.compile(
    rf"\b(?:{_GROUPS}|targets?|aims?|(?:North|South|East|West|Mid|London|Midlands?)\w*)\b[^;%]*$"
)
#: Words for a comparison, on any comparator or on change.
_VERDICT: Final = re.compile(
    r"\b(?:(?P<level>better|worse|higher|lower|above|below|exceed\w*|unfavourably|poorly|similar)|"
    r"improved|improvement|deteriorat\w+|worsened|risen|rose|increased?|decreased?|reduc(?:ed|tion)|fallen|fell|"
    r"dropped|declined)\b",
    re.IGNORECASE,
)
#: Between the name of the rate and its figure.
_LINK: Final = re.compile(
    r"(?:\b(?:was|is|of|at|to|be|being|been|now|namely|stands?|stood)(?: (?:about|around|approximately|just|only|now|"
    r"some))?|"
    r"[,:(])\s?$",
    re.IGNORECASE,
)
#: Words that show that a figure after the name of the rate is that of something else, or not a finding.
_OTHERS: Final = re.compile(
    r"\b(?:England|(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Welsh|averages?|national|family|previous|than|"
    rf"targets?|rates?|expected|predicted|custod\w+|remands?|entrants?|{_GROUPS}|not published|"
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
#: Words before the name of the rate that make it another one than the published rate at the time of the inspection.
_OF_OTHER_FIGURES: Final = re.compile(
    r"\b(?:in|during|for) the (?:previous|preceding|prior) year,? (?:[\w'’]+ ){0,4}$|"
    r"\bown (?:[\w-]+ )?(?:data|figures|tracking|analysis|records|monitoring)\b[^.;%]*$",
    re.IGNORECASE,
)
#: A sentence that is still about the rate, by its first words or because it has the rate of another area.
_GOES_ON: Final = re.compile(
    r"\s*(?:(?:Over|For|In|During) (?:the|that) same (?:period|year),? )?(?:Compared|This|It|The rate|That|By "
    r"comparison|In comparison|"
    r"(?:(?:[Tt]he|[Aa]n?|Both(?: the)?) )?(?:(?:comparable|equivalent|corresponding|national|overall) )?(?:average|"
    r"figure|rate|"
    r"[Ff]amily|England|Wales|Welsh|"
    r"[Nn]ational|[Pp]revious year)[\w&’', ]{0,60}?(?:\b(?:was|is|of|at) |\(|: )[0-9]|"
    r"(?:For|In|Across|Nationally|England)\b[\w&,’' ]{0,40}?(?:(?:it|this|the (?:rate|figure|average)) (?:was|"
    r"is|stood at|had been)|was) [0-9])"
)
#: Sentences after the rate that may have comparators.
_MOST_SENTENCES: Final = 5
#: The number of characters before the name of the rate that are searched.
_MOST_BEFORE_RATE: Final = 300
#: The number of characters before a figure that are searched for what it is of.
_NEAR: Final = 160
_SAME_BREATH: Final = re.compile(
    r"[\s,()]*(?:(?:average|rates?|figure|and|or|both|also|the|that|its|their|in|for|of|to|than|"
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
    """A reoffending rate and its comparators, as found in prose.

    Attributes:
        rate: the rate in per cent, where it is printed.
        comparators: its comparators, in the printed order.
        is_whole: whether every figure and comparison of the sentences on the rate is among these.
    """

    rate: float | None
    comparators: tuple[PrintedComparator, ...]
    is_whole: bool = attrs.field(default=True, eq=False)


@attrs.frozen
class _Comparison:
    """A comparator, or a mention of one without figure and direction, and the span of its text."""

    comparator: PrintedComparator
    start: int
    end: int
    #: The offset of the figure, or -1.
    number: int
    #: The offset of the words for the direction, or -1.
    verdict: int = -1
    is_of_other_count: bool = False


#: The words to search for first; one of them is in every name of the rate.
_RATE_WORDS: Final = (
    "offending rate",
    "rate of re",
    "rates of re",
    "rate of proven",
    "rate at which",
    "rates at which",
    ": the ",
)


def find_rate(text: str) -> PrintedRate | None:
    """Find the sentences on the reoffending rate in a paragraph, and the figures in them."""
    # Most paragraphs do not name the rate, so search for its words first, which is fast.
    start = find_words(text, *_RATE_WORDS)
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
    if _OF_OTHER_FIGURES.search(region, 0, name[0]):
        return None
    passage = _on_comparison(region, name[1])
    comparisons = _comparisons(passage)
    own = _own_figure(region, name, comparisons)
    if own and float(own["rate"]) > 100:
        return None
    comparators = _distinct(comparisons, own.start("rate") if own else None)
    if own is None:
        comparators = tuple(each for each in comparators if each.direction)
        return PrintedRate(None, comparators) if comparators else None
    is_whole = not _has_unread(passage, own.start("rate"), comparisons, comparators) and not _names_another(
        region[len(passage) :]
    )
    return PrintedRate(float(own["rate"]), comparators, is_whole)


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


def _comparisons(text: str) -> list[_Comparison]:
    """Return the comparators of the rate, in order."""
    comparisons: list[_Comparison] = []
    direction: Direction | None = None
    span = -1, -1
    previous_end = 0
    fresh = False
    #: The index of the first of several comparators that a verdict after them is on: "both A and B were lower".
    first = 0
    change = _LEAVES_RATE.search(text)
    for match in _COMPARISON.finditer(text, 0, change.start() if change else len(text)):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            verdict = next(key for key in _DIRECTIONS if key == name)
            if (
                comparisons
                and _CONCLUDES.fullmatch(text, previous_end, match.start())
                and not _THAN.match(text, match.end())
            ):
                for i in range(first, len(comparisons)):
                    told = attrs.evolve(comparisons[i].comparator, direction=_OPPOSITES[verdict])
                    comparisons[i] = attrs.evolve(comparisons[i], comparator=told, verdict=match.start())
                direction, fresh = None, False
            else:
                direction, fresh, span = verdict, True, match.span()
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        is_other = bool(
            _OF_OTHER_COUNT.match(text, match.end()) or _TARGET.search(sentence_before(before, 0, len(before)))
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
            end = end if _PERCENTAGE.search(text, end, at) else max(end, number.end())
        comparator = PrintedComparator(kind, float(number["rate"]) if number else None, direction)
        first = first if is_shared else len(comparisons)
        comparisons.append(_Comparison(comparator, start, end, at, span[0] if direction else -1, is_other))
        previous_end, fresh = match.end(), False
    return comparisons


def _is_ended(text: str, start: int, end: int, number: int) -> bool:
    """Check whether the text between a direction and a comparator ends the statement on the direction.

    In "At its lower end it was 41.0%, and the family average …" the figure ends it.
    """
    return _ENDS_CLAUSE.search(text, start, end) is not None or any(
        each.start() != number
        and not _THAN.match(text, each.end())
        and not _CHANGED_BY.search(text, start, each.start())
        for each in _PERCENTAGE.finditer(text, start, end)
    )


def _figure(text: str, kind: re.Match[str], previous_end: int) -> re.Match[str] | None:
    """Return the figure of a comparator, which is after its name or before it."""
    number = _RATE_AFTER.match(text, kind.end())
    if number and _IS_DIFFERENCE.match(text, number.end()):
        number = None
    if number and (against := _IS_AGAINST.match(text, number.end())):
        return against
    # "2.1 percentage points below that of the previous year, at 33.3%": the figure is that of the area.
    before = text[max(previous_end, kind.start() - 60) : kind.start()]
    is_difference = "points" in before or re.search(r"% (?:below|above|lower|higher|better|worse|up|down)\b", before)
    if number and is_difference and re.match(r",? at\b", text[kind.end() :]):
        own = next(_PERCENTAGE.finditer(text, 0, kind.start()), None)
        return number if own and not _IS_DIFFERENCE.match(text, own.end()) else None
    if number is None:
        number = _RATE_BEFORE.search(text, max(previous_end, kind.start() - 60), kind.start())
    return number


def _has_unread(
    text: str, own: int, comparisons: Sequence[_Comparison], comparators: Sequence[PrintedComparator]
) -> bool:
    """Check whether the sentences on a rate have a figure or a comparison that was not read."""
    change = _LEAVES_RATE.search(text)
    text = text[: change.start()] if change else text
    read = {own, *(each.number for each in comparisons)}
    is_from_year = any(each.kind == "previous_year" and each.rate is None for each in comparators)
    for number in _PERCENTAGE.finditer(text):
        near = max(0, number.start() - _NEAR)
        change = _CHANGED_BY.search(text, near, number.start())
        is_other = (
            _IS_DIFFERENCE.match(text, number.end())
            or _IS_SHARE.match(text, number.end())
            or _OF_GROUP.match(text, number.end())
            or (change and not (is_from_year and change[0].startswith("from")))
            or _OF_ANOTHER.search(sentence_before(text, near, number.start()))
        )
        if number.start("rate") not in read and not is_other:
            return True
    kinds = {each.kind for each in comparators}
    if any(each.comparator.kind not in kinds and not each.is_of_other_count for each in comparisons):
        return True
    undecided = {each.kind for each in comparators if each.direction is None}
    verdicts = {each.verdict for each in comparisons}
    return any(
        match.start() not in verdicts and (undecided if match["level"] else "previous_year" in undecided)
        for match in _VERDICT.finditer(text)
    )


def _names_another(text: str) -> bool:
    """Check whether the sentence after those on a rate has the rate of a comparator."""
    end = SENTENCE_END.search(text)
    sentence = text[: end.start()] if end else text
    return (
        _COMPARISON.search(sentence) is not None
        and _PERCENTAGE.search(sentence) is not None
        and re.search(r"offending|\brates?\b", sentence) is not None
        and not _LEAVES_RATE.search(sentence)
        and not _TARGET.search(sentence)
    )


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
