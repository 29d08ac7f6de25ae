"""The reoffending rate of an area and its comparators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Final

import attrs

from sqsreport import _patterns as re
from sqsreport.extract.comparators import (
    CHANGED_BY,
    COMPARATORS,
    COMPARISON,
    IS_DIFFERENCE,
    LEAVES_RATE,
    NUMBER,
    PERCENTAGE,
    TARGET,
    Comparison,
    PrintedComparator,
    distinct_comparators,
    find_comparisons,
)
from sqsreport.extract.text import SENTENCE_END, find_words, sentence_before

_NAMED: Final = (
    r"[Rr](?<!\w.)(?i:(?:e-?offending rates?|ates? of (?:proven )?re-?offending|ates? at which [^.;%]{1,60}? re-?offend"
    r"(?:ed)?|e-?offending\b(?! rate)[^.;%]{0,40}?: the (?:published|latest|current|binary) rates?)"
    r"(?:[0-9]|[¹²³⁴-⁹*†‡]{1,3})?(?![a-z0-9-]))"
)
_RATE_NAMED: Final = re.compile(_NAMED)
#: Words that may refer to the rate without its name, so that a figure may also be that of another group.
_RATE_MENTIONED: Final = re.compile(
    rf"{_NAMED}|\b(?:proportion|percentage|share) of [^.%]{{0,60}}\bre-?offend(?:ed|s|ing)?\b|"
    r"\bre-?offending in [^.%]{0,60}?\b(?:was|is|stood|at|published)\b|"
    r"[0-9]{1,3}(?:\.[0-9])? ?(?:%|per cent) of (?:all )?(?:the )?(?:children|young|those|offenders|people)"
    r"[^.%]{0,80}?\b(?:re-?offend(?:ed|s)?|(?:did so|offend(?:ed|s)?) again)\b",
    re.IGNORECASE,
)
#: Words that make the rate that is named next an aim, and not a finding.
_AIMED_AT: Final = re.compile(
    r"\b(?:targets?|aim(?:s|ed|ing)?|hop(?:es?|ed|ing)|intend\w*|goal|ambition|if|expect\w*|predict\w*|forecast)\b[^,.;%]{0,40}$",
    re.IGNORECASE,
)
_FOOTNOTE_MARK: Final = re.compile(r"\[\^[^ \[\]]+\]")
#: A share of something: "20% of cases".
_IS_SHARE: Final = re.compile(r" of (?!the time)", re.IGNORECASE)
_GROUPS: Final = r"girls|boys|(?:young )?(?:wo)?men|(?:fe)?males|looked[- ]after"
#: A figure of some of the young people, or of something else that is named before it.
_OF_GROUP: Final = re.compile(rf"\)? (?:for|among|in|of) (?:the )?(?:{_GROUPS})\b", re.IGNORECASE)
_OF_ANOTHER: Final = re.compile(
    rf"\b(?:{_GROUPS}|targets?|aims?|"
    r"(?:North|South|East|West|Mid|London|Midlands?)\w*(?: \w+)? (?:average|rate|figure|region))\b[^;%]*$"
)
#: Words for a comparison, on any comparator or on change.
_VERDICT: Final = re.compile(
    r"\b(?:(?P<level>better|worse|higher|lower|above|below|exceed\w*|unfavourably|poorly|"
    r"similar(?! (?:areas|services|YO[ST]s|boroughs|authorities|counties|councils)))|"
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
    rf"targets?|rates?|expected|predicted|custod\w+|remands?|entrants?|{_GROUPS}|not (?:published|available|given)|"
    r"had been|may|might|could|would|should|ought|must|will)\b",
    re.IGNORECASE,
)
#: Words with which a text returns to the area after the rate of another: "; for Northmoor it was".
_COMES_BACK: Final = re.compile(
    r"[;,. ]*(?:(?:and|while|whereas|but) )?(?:that (?:of|for|in)|for|in) [^.;%]{1,60}? (?:it )?(?:was|is|stood at) $",
    re.IGNORECASE,
)
#: "At 39.5%, the published reoffending rate was above …"; "39.5% was the published reoffending rate"
_RATE_FIRST: Final = re.compile(r"At " + NUMBER + rf",? (?:[\w’'&-]+ ){{1,10}}?{_NAMED}", re.IGNORECASE)
_RATE_IS: Final = re.compile(NUMBER + rf" (?:was|is) (?:the|its|your) (?:\w+ ){{0,3}}{_NAMED}", re.IGNORECASE)
#: Words before the name of the rate that make it another one than the published rate at the time of the inspection.
_OF_OTHER_FIGURES: Final = re.compile(
    r"\b(?:in|during|for) the (?:previous|preceding|prior) year,? (?:[\w'’]+ ){0,4}$|"
    r"\b(?:own|local) (?:[\w-]+ )?(?:data|figures|tracking|analysis|records|monitoring)\b[^.;%]*$|"
    r"\badults?['’]? (?:\w+ )?$|"
    r"\b(?:newspapers?|press|told us|claim(?:s|ed)?|estimate[sd]?|believe[sd]?|survey)\b[^.;%]*$",
    re.IGNORECASE,
)
#: The next sentence on a rate that was named without its figure.
_REFERS_TO_RATE: Final = re.compile(
    r"\s*(?:In (?:[A-Z][a-z]+ )?(?:19|20)[0-9]{2},? )?"
    r"(?:(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he (?:latest |published |current )?(?:rate|figure))"
    r"(?: (?:for|in) [^.;%]{1,60}?)? (?:was|is|stood at|stands at)|"
    r"(?:it|the Ministry of Justice) (?:gave|put|published) (?:it|the (?:rate|figure))"
    r"(?: (?:for|in) [^.;%]{1,60}?)? (?:as|at)) (?:about )?" + NUMBER
)
_YOUNG: Final = r"(?:the )?(?:children|young|those|people|offenders|cohort)"
_REOFFEND: Final = (
    r"(?:(?:go|goes|going|gone|went) on to re-?offend|re-?offend(?:s|ed|ing)?|(?:did so|offend(?:s|ed)?) again)"
)
#: The rate without its name: "39.5% of young people reoffended", "Reoffending in Northmoor was 39.5%".
_UNNAMED: Final = (
    re.compile(NUMBER + rf"\)?,?(?: of (?:all )?{_YOUNG}\b[^.;%]{{0,80}}?)? (?:had )?{_REOFFEND}\b", re.IGNORECASE),
    re.compile(
        r"\bre-?offending(?: (?:in|for|across|by|among|amongst) [^.;%]{1,60}?)?(?: (?:at|was|is|(?:stood|"
        r"stands) at)|:) " + NUMBER,
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:published|latest) rate(?: (?:for|in) [^.;%]{1,60}?)? (?:was|is|(?:stood|stands) at) " + NUMBER,
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:proportion|percentage|share) of {_YOUNG}\b[^.;%]{{0,80}}? {_REOFFEND}\b[^.;%]{{0,60}}? "
        r"(?:at|was|is|(?:stood|stands) at) " + NUMBER,
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_YOUNG}\b[^.;%]{{0,60}}? {_REOFFEND}(?:ed)? at a rate of " + NUMBER, re.IGNORECASE),
)
#: Words of a sentence whose figure is that of some of the young people, or of another count.
_OF_SOME: Final = re.compile(
    rf"\b(?:{_GROUPS}|custod\w+|released?|remand\w*|licen[cs]es?|entrants?|targets?|aims?|orders?|sentences?|cautions?|"
    r"cases|local|our own|not published|too (?:small|few)|average)\b",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(r"\b(?:published|Ministry of Justice|MoJ|latest|rates?)\b", re.IGNORECASE)
_IN_ANOTHER: Final = re.compile(
    r"(?:[a-z0-9 ]{1,30})? (?:in|across|for|throughout) "
    r"(?:England|Wales|the (?:country|region|family|north|south|east|west))\b",
    re.IGNORECASE,
)
#: A sentence that is still about the rate, by its first words or because it has the rate of another area.
_GOES_ON: Final = re.compile(
    r"\s*(?:(?:Over|For|In|During) (?:the|that) same (?:period|year),? )?(?:Compared|This|It|The rate|That|"
    r"(?:By|In|For) comparison|"
    r"(?:(?:[Tt]he|[Aa]n?|Both(?: the)?) )?(?:(?:comparable|equivalent|corresponding|national|overall) )?(?:average|"
    r"figure|rate|equivalent|"
    r"[Ff]amily|England|Wales|Welsh|"
    r"[Nn]ational|[Pp]revious year)[\w&’', ]{0,60}?(?:\b(?:was|is|of|at) |\(|: )[0-9]|"
    r"(?:For|In|Across|Nationally|England)\b[\w&,’' ]{0,40}?(?:(?:it|this|the (?:rate|figure|average)) (?:was|"
    r"is|stood at|had been)|was) [0-9])"
)
#: Sentences after the rate that may have comparators.
_MOST_SENTENCES: Final = 5
#: The number of characters before the name of the rate that are searched.
_MOST_BEFORE_RATE: Final = 300
#: The number of characters before a figure that are searched for its subject.
_NEAR: Final = 160


@attrs.frozen
class PrintedRate:
    """A reoffending rate and its comparators, as found in prose.

    Attributes:
        rate: the rate in per cent, where it is printed.
        comparators: its comparators, in the printed order.
    """

    rate: float | None
    comparators: tuple[PrintedComparator, ...]
    #: Called only when `is_whole` is asked for; `bool()` is false: nothing is unread.
    _has_unread: Callable[[], bool] = attrs.field(default=bool, eq=False, repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether every figure and comparison of the sentences on the rate is among these."""
        return not self._has_unread()


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
    named = _find_named_rate(text)
    return named if named and named.rate is not None else _find_unnamed_rate(text) or named


def _find_unnamed_rate(text: str) -> PrintedRate | None:
    """Find the share of young people who offended again in a paragraph that does not call it the rate."""
    if find_words(text, "offend") < 0:
        return None
    plain = _without_markup(text)
    for match in filter(None, (pattern.search(plain) for pattern in _UNNAMED)):
        start = _start_of_sentence(plain, match.start())
        start = max(start, plain.rfind("; ", start, match.start()) + 1)
        is_of_some = _OF_SOME.search(plain, start, match.end()) or _IN_ANOTHER.match(plain, match.end())
        if is_of_some or COMPARISON.search(plain, start, match.start()):
            continue
        region = plain[start:]
        passage = _on_comparison(region, match.end() - start)
        comparisons = find_comparisons(passage)
        own = match.start("rate") - start
        if float(match["rate"]) > 100 or own in {each.number for each in comparisons}:
            continue
        comparators = distinct_comparators(comparisons, own)
        # A figure that is neither published nor compared may be one of the service's own.
        if not comparators and not _PUBLISHED.search(passage):
            continue
        has_unread = partial(_has_unread, region, len(passage), own, comparisons, comparators)
        return PrintedRate(float(match["rate"]), comparators, has_unread)
    return None


def _find_named_rate(text: str) -> PrintedRate | None:
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
    region = plain[_start_of_sentence(plain, named.start()) :].lstrip()
    name = named.start() - (len(plain) - len(region)), named.end() - (len(plain) - len(region))
    if _OF_OTHER_FIGURES.search(region, 0, name[0]):
        return None
    passage = _on_comparison(region, name[1])
    comparisons = find_comparisons(passage)
    first = SENTENCE_END.search(region, name[1])
    is_denied = _NOT_AVAILABLE.search(region, 0, first.start() if first else len(region)) is not None
    own = None if is_denied else _own_figure(region, name, comparisons)
    if own is None and not is_denied and (following := _own_figure_of_next(region, name[1])):
        passage = _on_comparison(region, following.end())
        comparisons = find_comparisons(passage)
        own = None if following.start("rate") in {each.number for each in comparisons} else following
    if own and float(own["rate"]) > 100:
        return None
    comparators = distinct_comparators(comparisons, own.start("rate") if own else None)
    if own is None:
        comparators = tuple(each for each in comparators if each.direction)
        return PrintedRate(None, comparators) if comparators else None
    # Only the reading of a letter needs this, and no rule does.
    has_unread = partial(_has_unread, region, len(passage), own.start("rate"), comparisons, comparators)
    return PrintedRate(float(own["rate"]), comparators, has_unread)


def _without_markup(text: str) -> str:
    """Return a sentence without footnote marks and emphasis; to find figures this is enough."""
    return _FOOTNOTE_MARK.sub("", text).replace("*", "").replace("_", "").replace("\\", "")


def _start_of_sentence(text: str, end: int) -> int:
    ends = [match.end() for match in SENTENCE_END.finditer(text, max(0, end - _MOST_BEFORE_RATE), end)]
    return ends[-1] if ends else 0


def _own_figure(text: str, name: tuple[int, int], comparisons: Sequence[Comparison]) -> re.Match[str] | None:
    """Return the figure of the area itself: the first one that is linked to the name of the rate."""
    comparator_figures = {each.number for each in comparisons}
    first = _RATE_FIRST.match(text) or _RATE_IS.match(text)
    if first and first.start("rate") not in comparator_figures:
        return first
    sentence_end = SENTENCE_END.search(text, name[1])
    end = sentence_end.start() if sentence_end else len(text)
    for number in PERCENTAGE.finditer(text, name[1], end):
        is_own = not (
            number.start("rate") in comparator_figures
            or IS_DIFFERENCE.match(text, number.end())
            or _IS_SHARE.match(text, number.end())
            or CHANGED_BY.search(text, name[1], number.start())
        )
        if is_own and _is_linked(text, name[1], number.start(), comparisons):
            return number
    return None


def _own_figure_of_next(text: str, start: int) -> re.Match[str] | None:
    """Return the figure of a rate that the sentence after its name has: "The rate is published. It was 36.8%"."""
    end = SENTENCE_END.search(text, start)
    next_one = _REFERS_TO_RATE.match(text, end.end()) if end else None
    if next_one is None or IS_DIFFERENCE.match(text, next_one.end()) or _OF_GROUP.match(text, next_one.end()):
        return None
    return next_one


def _is_linked(text: str, start: int, end: int, comparisons: Sequence[Comparison]) -> bool:
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
    if has_bound and not CHANGED_BY.search(text[start:last]) and "from" not in text[start:last]:
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


def _has_unread(
    region: str, end: int, own: int, comparisons: Sequence[Comparison], comparators: Sequence[PrintedComparator]
) -> bool:
    """Check whether the sentences on a rate, or the one after them, have a figure or a comparison that was not read."""
    if _names_another(region[end:]):
        return True
    text = region[:end]
    change = LEAVES_RATE.search(text)
    text = text[: change.start()] if change else text
    read = {own, *(each.number for each in comparisons)}
    for number in PERCENTAGE.finditer(text):
        near = max(0, number.start() - _NEAR)
        change = CHANGED_BY.search(text, near, number.start())
        is_other = (
            IS_DIFFERENCE.match(text, number.end())
            or _IS_SHARE.match(text, number.end())
            or _OF_GROUP.match(text, number.end())
            or (change and not change[0].startswith("from"))
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


_ON_RATES: Final = re.compile(
    r"offending|\bequivalent\b|\brates?\b|^\s*(?:The|These|Those) [\w ]{0,30}(?:figures?|averages?)\b"
)


def _names_another(text: str) -> bool:
    """Check whether the sentence after those on a rate has the rate of a comparator."""
    end = SENTENCE_END.search(text)
    sentence = text[: end.start()] if end else text
    return (
        COMPARISON.search(sentence) is not None
        and PERCENTAGE.search(sentence) is not None
        and _ON_RATES.search(sentence) is not None
        and not LEAVES_RATE.search(sentence)
        and not TARGET.search(sentence)
    )


def mentions_rate(text: str) -> bool:
    """Check whether a text has a percentage in a sentence on the reoffending rate, whether it can be parsed or not."""
    if find_words(text, "offend") < 0 or find_words(text, "%", "per cent", "percent") < 0:
        return False
    named = _RATE_MENTIONED.search(text)
    end = SENTENCE_END.search(text, named.end()) if named else None
    start = _start_of_sentence(text, named.start()) if named else 0
    first = text[start : end.start() if end else len(text)] if named else ""
    return _has_rate(first) or any(map(_is_compared, SENTENCE_END.split(text)))


_NOT_AVAILABLE: Final = re.compile(
    r"\b[Nn]o (?:published |separate |reliable |new )?re-?offending rate\b|"
    r"\brate\b[^.;%]{0,60} (?:is|was|are|were|can|could) "
    r"not (?:be )?(?:published|given|calculated|available|provided)\b"
)


def _has_rate(sentence: str) -> bool:
    first = PERCENTAGE.search(sentence)
    if first and _OF_OTHER_FIGURES.search(sentence, 0, first.start()):
        return False
    if _NOT_AVAILABLE.search(sentence):  # then every figure may be that of a comparator
        others = {each.number for each in find_comparisons(sentence)}
        return any(number.start("rate") not in others for number in PERCENTAGE.finditer(sentence))
    has_figure = re.search(r"[0-9] ?(?:%|per ?cent)", sentence) is not None
    return has_figure and not LEAVES_RATE.search(sentence) and not TARGET.search(sentence)


def _is_compared(sentence: str) -> bool:
    """Check whether a sentence compares a percentage of young people who offend again with that of other areas."""
    kinds = (match.lastgroup for match in COMPARISON.finditer(sentence))
    is_on_reoffending = re.search(r"\bre-?offend", sentence, re.IGNORECASE) is not None
    return is_on_reoffending and any(kind in COMPARATORS for kind in kinds) and _has_rate(sentence)
