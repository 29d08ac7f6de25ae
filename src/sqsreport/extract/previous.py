"""Earlier inspections that a letter mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.extract.dates import TO, Expression, find_expressions
from sqsreport.extract.text import CAPITALS, Unclear, normalise, sentence_after, sentence_before
from sqsreport.model import PartialDate

_PROGRAMMES: Final = {
    "SQS": re.compile(r"\b(?:SQS|short quality screening)\b", re.IGNORECASE),
    "CCI": re.compile(r"\b(?:CCI|core case inspection)\b", re.IGNORECASE),
    "FJI": re.compile(r"\b(?:FJI|full joint inspection)\b", re.IGNORECASE),
}
_NAMED: Final = r"(?:SQS|CCI|FJI|short quality screening|core case inspection|full joint inspection)"
_INSPECTION: Final = rf"(?:{_NAMED}|inspection|screening)s?"
_EARLIER: Final = (
    r"(?:last|previous|previously|earlier|preceding|first|former|prior|most recent|initial|second|original)"
)
#: What may be between the words of an earlier inspection and its date: names, and how it was made. Anything else may
#: have a date of its own.
_BETWEEN: Final = (
    r"(?:of|by|in|at|for|from|on|back|the|this|that|your|our|its|their|us|we|it|you|youth|offending|justice|"
    r"work|services?|"
    r"team|area|(?:re-?)?inspections?|screenings?|reports?|letter|programme|was|were|had|been|which|took|taken|place|"
    r"carried|out|conducted|undertaken|made|held|completed|happened|here|done|inspected|screened|visited|dated|"
    r"to|with|young|people|so|far|early|late|mid|spring|summer|autumn|winter|beginning|end|middle|month|year|"
    r"again|also|HMI|Probation|"
    rf"(?-i:\(?[{CAPITALS}][\w&'’-]*\)?|&)|and)"
)
_CLAUSE: Final = rf"(?:(?:,| -|,? \()? ?\(?{_BETWEEN}\b\)?){{0,12}}?,? ?\(? ?$"
#: The phrases of an earlier inspection, as they end before its date.
_PHRASES: Final = (
    # our last SQS inspection in; the previous inspection of the service, which was carried out in
    re.compile(
        rf"\b{_EARLIER}"
        r"(?: (?!(?:year|month|week|time|was|were|had|has|is|in|after|since|when|until|before|by)s?\b(?!['’]))"
        rf"[\w()&'’-]+){{0,7}}? \(?{_INSPECTION}\b\)?{_CLAUSE}",
        re.IGNORECASE,
    ),
    # when we last inspected the service in; was previously inspected by HMI Probation in
    re.compile(
        rf"\b{_EARLIER} (?:\w+ )?(?:inspected|visited|screened|came|were here|here|looked at){_CLAUSE}",
        re.IGNORECASE,
    ),
    # our previous visit in
    re.compile(
        rf"\b(?:our|HMI Probation's|inspectors'?) {_EARLIER} (?:\w+ )?visits?\b{_CLAUSE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:we|us|was|were|been|had|and|when|since) (?:(?:also|then|again|first|both) )?(?:inspected|"
        rf"screened){_CLAUSE}",
        re.IGNORECASE,
    ),
    # the Core Case Inspection of; our SQS inspection in; (CCI,
    re.compile(
        rf"\b{_NAMED}s?\b\)?(?: inspections?)?{_CLAUSE}",
        re.IGNORECASE,
    ),
    # our inspection of; an inspection in
    re.compile(
        rf"\b(?:(?:our|an|the|its|their|your) (?:\w+ ){{0,2}}?inspections?|inspections)\b(?! (?:team|plan|"
        rf"programme)){_CLAUSE}",
        re.IGNORECASE,
    ),
)
#: What follows the date of an earlier inspection: the 2010 Core Case Inspection; our June 2014 inspection.
_AFTER: Final = re.compile(rf"\)? (?:{_NAMED}|(?:youth offending )?(?:inspection|screening)s?)\b", re.IGNORECASE)
#: What follows a date that comes first: in 2013, when we last inspected; in June 2014, at our last inspection.
_EARLIER_AFTER: Final = re.compile(
    rf",? (?:when|that|at|during|which|the)(?: (?:the|time|date|month|year|of|is|was|when|that|we|our|your|it|"
    rf"you|were|had|"
    rf"service|team|carried|out|made|undertook|conducted|did)){{0,8}}? {_EARLIER} (?:\w+ )?"
    rf"(?:{_INSPECTION}|inspected|visited|screened)\b",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(r"\b(?:the|our|a|an|your|its|their|that) (?:\w+ )?$", re.IGNORECASE)
#: Between the dates of two inspections that share their words.
_AGAIN: Final = re.compile(
    r",? ?(?:and|then|or)?,? ?(?:again|also|later|once more|then)?,? ?(?:in|on|of)? ?", re.IGNORECASE
)
#: Whose inspections are no earlier ones of this programme or its forerunners, and inspections of something else.
_OTHER: Final = re.compile(
    r"\b(?:Ofsted|Estyn|CQC|Care Quality Commission|CSSIW|CIW|HIW|HMIC|HMICFRS|HMCPSI|constabulary|prisons?|schools?|"
    r"colleges?|homes?|custod\w+|secure|thematic|peer|adults?|trusts?|audit|safeguarding|social care|"
    r"children's services|"
    r"children’s services|police|cases? (?:we|that|which|were)|cases)\b",
    re.IGNORECASE,
)
_OF_OTHERS_AFTER: Final = re.compile(
    r"[\s,(]*(?:by|from|with)? ?(?:the )?(?:Ofsted|Estyn|CQC|Care Quality|CSSIW|CIW|HIW|HMIC\w*|HMCPSI|"
    r"prisons?|thematic|"
    r"peer|safeguarding|school)",
    re.IGNORECASE,
)
_NOT_EARLIER: Final = re.compile(
    r"\b(?:next|this|planned|due|future|forthcoming|expected|will|plan|published|publication|formed|merged|created|"
    r"since the|target)\b",
    re.IGNORECASE,
)
_COMMA_BEFORE: Final = re.compile(r", (?:in|of|on) $")
_ENDS_PHRASE: Final = re.compile(r"\s*(?:[,.;:)-]|$)")
_OURS: Final = re.compile(r"\b(?:our|we|us)\b", re.IGNORECASE)
#: How far before and after a date words are looked at.
_NEAR: Final = 160


@attrs.frozen
class Mention:
    """An earlier inspection as the prose mentions it.

    Attributes:
        programme: its abbreviation, where the text states it.
        date: as much of its date as is printed, or the words that are not understood.
        is_explicit: whether the text says that it came before this one, by a word such as "last".
    """

    programme: str | None
    date: PartialDate | Unclear
    is_explicit: bool = True


def previous_inspections(text: str) -> Iterator[tuple[str | None, PartialDate]]:
    """Yield the earlier inspections that a text mentions: programme where stated, and date."""
    for mention in find_mentions(text):
        if isinstance(mention.date, PartialDate):
            yield mention.programme, mention.date


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield every mention of an inspection with a date that may be an earlier one."""
    text = normalise(text)
    phrase: str | None = None
    previous: Expression | None = None
    # A text without these words mentions no inspection, and looking for them is quick.
    if not _MENTIONS.search(text):
        return
    for each in find_expressions(text):
        start = previous.end if previous else 0
        lead = sentence_before(text, max(start, each.start - _NEAR), each.start)
        rest = sentence_after(text, each.end, each.end + _NEAR)
        is_again = phrase is not None and previous is not None and _AGAIN.fullmatch(text, previous.end, each.start)
        phrase = phrase if is_again else _phrase(lead, rest)
        previous = each
        if phrase is not None:
            yield from _mentions(text, each, phrase)


_MENTIONS: Final = re.compile(rf"{_NAMED}|inspect|screen|visit|last|previous", re.IGNORECASE)


def _phrase(lead: str, rest: str) -> str | None:
    """Return the words that make a date that of an earlier inspection, if they do."""
    if after := _AFTER.match(rest):
        determiner = _DETERMINER.search(lead)
        is_meant = determiner and not _OTHER.search(determiner[0]) and not _NOT_EARLIER.search(determiner[0])
        if is_meant and not _OF_OTHERS_AFTER.match(rest, after.end()):
            return f"{determiner[0] if determiner else ''}{after[0]}"
    if (
        (after := _EARLIER_AFTER.match(rest))
        and not _OTHER.search(after[0])
        and not _OF_OTHERS_AFTER.match(rest, after.end())
    ):
        return after[0]
    matches = (pattern.search(lead) for pattern in _PHRASES)
    match = next(filter(None, matches), None)
    if match is None:
        return None
    phrase = match[0]
    # After a comma a date is the inspection's if another mark follows it; or else a new clause begins with it.
    if _COMMA_BEFORE.search(lead) and not _ENDS_PHRASE.match(rest):
        return None
    before = lead[max(0, match.start() - 60) : match.start()]
    if _OTHER.search(phrase) or _NOT_EARLIER.search(phrase) or re.search(r"\b(?:next|this)\s+(?:\w+\s+)?$", before):
        return None
    is_ours = _OURS.search(phrase) or re.search(r"\b(?:our|we)\s+(?:\w+\s+)?$", before, re.IGNORECASE)
    if _OF_OTHERS_AFTER.match(rest) or (_OTHER.search(before) and not is_ours):
        return None
    return phrase


def _mentions(text: str, each: Expression, phrase: str) -> Iterator[Mention]:
    programme = next((key for key, name in _PROGRAMMES.items() if name.search(phrase)), None)
    is_explicit = re.search(rf"\b{_EARLIER}\b", phrase, re.IGNORECASE) is not None
    words = text[each.start : each.end]
    if not each.is_clear or each.is_week or (TO in each.joiners and not each.is_of_days):
        yield Mention(programme, Unclear(words), is_explicit)
    elif TO in each.joiners:
        # Of a range of days the month is sure; which of the days the inspection is to be known by is not.
        first, last = each.dates[0], each.dates[-1]
        is_one_month = (first.year, first.month) == (last.year, last.month)
        yield Mention(programme, PartialDate(first.year, first.month) if is_one_month else Unclear(words), is_explicit)
    else:
        for date in each.dates:
            yield Mention(programme, date, is_explicit)
