"""Earlier inspections that a letter mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.extract.dates import TO, Expression, find_expressions, has_figure
from sqsreport.extract.text import CAPITALS, SENTENCE_END, Unclear, normalise, sentence_after, sentence_before
from sqsreport.model import PartialDate

_PROGRAMMES: Final = {
    "SQS": re.compile(r"\b(?:SQS|short quality screening)", re.IGNORECASE),
    "CCI": re.compile(r"\b(?:CCI|core case inspection)", re.IGNORECASE),
    "FJI": re.compile(r"\b(?:FJI|full joint inspection)", re.IGNORECASE),
}
_NAMED: Final = r"(?:SQS|CCI|FJI|short quality screening|core case inspection|full joint inspection)"
_INSPECTION: Final = rf"(?:{_NAMED}|(?:re-?)?inspection|screening)s?"
_INSPECTED: Final = r"(?:(?:re-?)?inspected|screened)"
_EARLIER: Final = (
    r"(?:last|previous|previously|earlier|preceding|first|former|formerly|prior|most recent|initial|second|original)"
)
_PROBATION: Final = r"(?:HMI Probation|HMIP|HM Inspectorate of Probation)"
_US: Final = rf"(?:we|{_PROBATION}|(?:(?:our|your|{_PROBATION}(?:['’]s)?) )?inspectors(?: from {_PROBATION})?)"
#: Words after the word for an inspection that make it something else.
_NOT_ITSELF: Final = r"(?!['’]?s? (?:improvement |action |post-)?(?:team|plans?|findings|recommendations?|actions?)\b)"
#: The text between the words for an earlier inspection and its date: names, and the manner of the inspection. Other
#: text may have a date of its own.
_BETWEEN: Final = (
    r"(?:of|by|in|at|for|from|on|back|the|this|that|your|our|its|their|us|we|it|you|youth|offending|justice|"
    r"work|services?|"
    r"team|area|reports?|letter|programme|was|were|had|been|which|took|taken|place|"
    r"published|carried|out|conducted|undertaken|undertook|made|held|completed|happened|here|done|led|visited|dated|"
    rf"(?:re-?)?inspections?|screenings?|{_INSPECTED}|"
    r"to|with|young|people|so|far|early|late|mid|spring|summer|autumn|winter|beginning|end|middle|month|year|"
    r"again|also|jointly|then|most|recent|recently|years|once|twice|times|occasions?|dates?|back|between|reported|some|about|just|"
    r"over|nearly|almost|"
    r"more|than|half|"
    r"(?:a|two|three|four|five|six|seven|eight|[2-8])(?: and a half)? years?|years?|ago|previously|before|earlier|"
    r"HMI|Probation|"
    rf"(?-i:\(?[{CAPITALS}][\w&'’-]*\)?|&)|and)"
)
#: A body that was inspected, with a word or two that belong to it: "of the predecessor teams".
_BODY: Final = (
    r"(?:of|in|at) (?:(?:the|its|your|both|these|their) )?(?:two )?(?:[a-z]+(?<!ed) )?"
    r"(?:YO[ST]s?|teams?|services?|areas?|count(?:y|ies)|boroughs?|cit(?:y|ies)|district|authorit(?:y|ies)|councils?|"
    r"partnership)"
)
_CLAUSE: Final = rf"(?:(?:,|:| -|,? \()? ?\(?(?:{_BODY}|{_BETWEEN})\b\)?){{0,14}}?[,:]? ?\(? ?$"
#: The phrases for an earlier inspection, directly before its date.
_PHRASES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # our last SQS inspection in; the previous inspection of the service, which was carried out in
        (
            rf"\b{_EARLIER}"
            r"(?: (?!(?:year|month|week|time|was|were|had|has|is|in|after|since|when|until|before|by)s?\b(?!['’]))"
            rf"[\w()&'’-]+){{0,7}}? \(?{_INSPECTION}\b\)?{_NOT_ITSELF}{_CLAUSE}"
        ),
        # when we last inspected the service in; was previously inspected by HMI Probation in
        rf"\b{_EARLIER} (?:\w+ )?(?:{_INSPECTED}|visited|came|come|were here|here|looked at){_CLAUSE}",
        # HMI Probation inspectors were last in Northmoor in; when we were here in; when our inspectors visited in
        rf"\b{_US} (?:was|were|had(?: been)?) last (?:in|at)\b{_CLAUSE}",
        (
            rf"\bwhen {_US} (?:(?:was|were|had|been|also|then|again|first|both) ){{0,3}}"
            rf"(?:here|with you|visited|came|{_INSPECTED}){_CLAUSE}"
        ),
        # our previous visit in; our visit of
        rf"\b(?:our|{_PROBATION}['’]s|inspectors['’]?) (?:{_EARLIER} )?(?:\w+ )?visits?\b{_CLAUSE}",
        # our inspectors had been to Northmoor in; inspected in (at the beginning of a sentence)
        rf"\b{_US} ha(?:d|ve) been to\b{_CLAUSE}",
        rf"(?:^\s*|\bwhen (?:last |first |previously )?){_INSPECTED}{_CLAUSE}",
        (
            rf"\b(?:{_US}|us|it|was|were|been|had|and|since) (?:(?:also|then|again|first|both|had|was|were) ){{0,2}}"
            rf"{_INSPECTED}{_CLAUSE}"
        ),
        # the Core Case Inspection of; our SQS inspection in; (CCI,
        rf"\b{_NAMED}s?\b\)?(?: inspections?)?{_NOT_ITSELF}{_CLAUSE}",
        # our inspection of; an inspection in; the screening that we carried out in
        (
            r"\b(?:(?:our|an?|the|its|their|your) (?:[\w-]+ ){0,2}?(?:(?:re-?)?inspection|screening)s?|"
            rf"inspections)\b(?! programme){_NOT_ITSELF}{_CLAUSE}"
        ),
        # has not been inspected since; the first inspection since
        rf"\b(?:not|never|nor|first|no)\b (?:\w+ ){{0,3}}?(?:{_INSPECTED}|{_INSPECTION})\b{_CLAUSE[:-1]}since $",
    )
)
#: "Visited" is a word for an inspection if the kind of inspection follows.
_VISITED: Final = re.compile(rf"\b{_US} (?:had )?visited{_CLAUSE}", re.IGNORECASE)
#: The words after the date of an earlier inspection: the 2010 Core Case Inspection; our June 2014 inspection.
_AFTER: Final = re.compile(
    rf"(?P<of_date>['’]s)?\)? (?:{_NAMED}|(?:youth offending |joint |short )?(?:inspection|"
    rf"screening)s?)\b{_NOT_ITSELF}",
    re.IGNORECASE,
)
_WORDS_AFTER: Final = (
    r"(?:when|at|during|which|the|that|time|date|month|year|of|is|was|were|we|our|your|its|it|you|us|an?|by|in|for|as|"
    r"part|subject|service|team|area|had|been|also|here|inspectors?|carried|out|made|undertook|conducted|did|reported|"
    rf"on|received|underwent|led|published|reports?|under|through|similar|{_EARLIER}|(?-i:[{CAPITALS}][\w&'’-]*))"
)
#: The words after a date that comes first: in 2013, when we last inspected; in June 2014, at our last inspection.
_DATE_FIRST: Final = re.compile(
    rf"[,)]? (?:{_WORDS_AFTER},? ){{0,14}}?"
    rf"(?:(?:inspection \()?{_NAMED}s?\b{_NOT_ITSELF}|"
    rf"{_EARLIER} (?:\w+ )?(?:{_INSPECTION}\b{_NOT_ITSELF}|{_INSPECTED}|visited|here|came)|"
    rf"(?:we|{_PROBATION}|our inspectors) (?:had )?(?:last )?{_INSPECTED}\b)",
    re.IGNORECASE,
)
#: The kind of inspection, which comes after it: "inspected the service as part of a Full Joint Inspection".
_KIND_LATER: Final = re.compile(rf"(?: {_WORDS_AFTER}){{0,9}}? {_NAMED}\b", re.IGNORECASE)
#: "In February 2014 (our last SQS)": the name of the inspection after its date.
_NAMED_IN_BRACKETS: Final = re.compile(
    rf" \((?:(?:the|our|an?|its|your) )?(?:{_EARLIER} )?{_NAMED}s?(?: inspections?)?\)", re.IGNORECASE
)
_OF_PAPER: Final = re.compile(r"\b(?:plan|report|letter|review|published)\b[^,.;]{0,20}$", re.IGNORECASE)
#: The words before a date that comes first.
_BEFORE_DATE: Final = re.compile(
    r"(?:^|[\s(,])(?:in|during|of|since|on|at|from|with|that,|autumn of)?\s{0,3}\(?$", re.IGNORECASE
)
_DUE: Final = re.compile(
    r"\b(?:by|until|till|before|after|from|begun|began|ended?|due|to)(?: the end of)? $", re.IGNORECASE
)
#: The kind of inspection after its date: in 2010, in a Core Case Inspection.
_DONE: Final = r"(?:it|we|you|was|were|had|did|made|undertook|conducted|carried out)"
_KIND_AFTER: Final = re.compile(
    rf"(?:,? \(?(?:when|in|by|as|at|during|through|under|for|as part of|"
    rf"to (?:carry out|conduct|undertake|make)) (?:{_DONE} )*(?:its |(?:an?|the|our|this) )?"
    rf"(?:programme of )?|,? (?:{_DONE} )+(?:an?|the|our|this) |[\s,(]+(?:an? )?){_NAMED}\b",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(r"\b(?:the|our|a|an|your|its|their|that) (?:\w+ )?$", re.IGNORECASE)
#: The text between the dates of two inspections that share the words for them.
_AGAIN: Final = re.compile(
    rf"\)?(?: \([^()]{{1,30}}\))?,? ?(?:and|then|or)?,? ?(?P<kind>\([^()]{{1,30}}\) ?)?"
    rf"(?:again|also|later|once more|then|(?-i:[{CAPITALS}][\w’'-]++(?: [{CAPITALS}][\w’'-]++){{0,3}}|our own|ours))?"
    r",? ?(?:in|on|of)? ?\(?",
    re.IGNORECASE,
)
#: "The Ofsted inspection in 2013, and our own in 2011".
_OUR_OWN: Final = re.compile(r"\b(?:inspections?|screening)\b.* (?:our own|ours) (?:in|of) $", re.IGNORECASE)
#: Bodies whose inspections are not of this programme or its predecessors, and inspections of something else.
_OTHER: Final = re.compile(
    r"\b(?:Ofsted|Estyn|CQC|Care Quality Commission|CSSIW|CIW|HIW|HMIC|HMICFRS|HMCPSI|constabulary|prisons?|schools?|"
    r"colleges?|homes?|custod\w+|secure|thematic|peer|neighbouring|"
    r"(?:another|other|second|third|fourth|fifth) (?:area|authority|council|county|service)|its own service|"
    r"adults?|trusts?|audit|safeguarding|social care|"
    r"children's services|"
    r"children’s services|police|cases? (?:we|that|which|were)|cases)\b",
    re.IGNORECASE,
)
_OF_OTHERS_AFTER: Final = re.compile(
    r"(?:[\s(]*|,? ?\(?(?:by|from|with) )(?:the )?(?:Ofsted|Estyn|CQC|Care Quality|CSSIW|CIW|HIW|HMIC\w*|HMCPSI|"
    r"prisons?|thematic|"
    r"peer|safeguarding|school)",
    re.IGNORECASE,
)
_NOT_EARLIER: Final = re.compile(
    r"\b(?:next|this (?:\w+ ){0,2}?(?:inspection|screening|SQS|visit|letter|report|time)|current|planned|due|future|"
    r"forthcoming|expected|will|(?:had|if) we|plan|formed|merged|created|since the|target)\b",
    re.IGNORECASE,
)
#: Words before those for an inspection: "the next", "had we", "if our inspectors".
_BEFORE_NOT_EARLIER: Final = re.compile(r"\b(?:next|this)\s+(?:\w+\s+)?$|^\s*(?i:had|if)\s+(?:\w+\s+){0,2}$")
#: "Through an SQS, and before that in 2009": an inspection whose programme is not that of the one before it.
_BEFORE_THAT: Final = re.compile(r"\bbefore (?:that|then)\b", re.IGNORECASE)
_IS_EARLIER: Final = re.compile(rf"\b{_EARLIER}\b", re.IGNORECASE)
_PUBLISHED: Final = re.compile(r"\b(?:published|(?:which|that) (?:had )?reported)\b", re.IGNORECASE)
_REPORTED: Final = re.compile(
    r"\b(?:published|issued|reported on) (?:(?:the|our|its|your|their) )?"
    r"(?:(?:findings|results?|report|letter|outcomes?) (?:of|on|from|for) )?(?:(?:the|our|its|your|their|a|an) )?$",
    re.IGNORECASE,
)
_BETWEEN_DAYS: Final = re.compile(r"\bbetween $", re.IGNORECASE)
#: Words of a sentence that is on an inspection by HMI Probation, in which another date may be that of the inspection.
_ON_INSPECTION: Final = re.compile(
    rf"\b(?:{_NAMED}|{_US} (?:\w+ )?(?:{_INSPECTED}|visited)|(?:our|{_PROBATION}['’]s) (?:\w+ )?(?:{_INSPECTION}|"
    rf"visit|findings|report)|{_PROBATION} (?:had )?(?:judged|found|reported)|"
    rf"(?:was|were|been) (?:\w+ )?{_INSPECTED}|an? inspection (?:had|found|recommended|took))\b",
    re.IGNORECASE,
)
_OF_EVENT: Final = re.compile(
    r"\b(?:formed|merged|created|set up|joined|appointed|opened|moved|began|begun|introduced|next|due|planned|expected|"
    r"cases?|orders?|sentenced)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_ON_PROGRAMME: Final = re.compile(
    r"\b(?:programme (?:\w+ )?(?:began|started|runs?)|criteria|framework|annual report)\b|"
    r"^\s*(?:Had|If) (?:\w+ ){1,3}?(?:inspected|visited|been)\b",
    re.IGNORECASE,
)
_COMMA_BEFORE: Final = re.compile(r", (?:in|of|on) $")
_ENDS_PHRASE: Final = re.compile(
    r"\s*(?:[,.;:)-]|$|and (?:\([^()]{1,30}\) )?(?:again )?in (?:[A-Z][a-z]+ )?(?:19|20)[0-9]{2}\b)"
)
_OURS: Final = re.compile(r"\b(?:our|we|us)\b", re.IGNORECASE)
#: The number of characters before and after a date that are searched.
_NEAR: Final = 160


@attrs.frozen
class Mention:
    """A mention of an earlier inspection in prose.

    Attributes:
        programme: its abbreviation, where the text states it.
        date: as much of its date as is printed, or the words that are not understood.
        is_explicit: whether the text says that it came before this one, by a word such as "last".
    """

    programme: str | None
    date: PartialDate | Unclear
    is_explicit: bool = True


def find_mentions(text: str) -> Iterator[Mention]:
    """Yield every mention of an inspection with a date that may be an earlier one."""
    text = normalise(text)
    phrase: str | None = None
    previous: Expression | None = None
    # Search for a figure and for the words for an inspection first, which is fast.
    if not has_figure(text) or not _MENTIONS.search(text):
        return
    for each in find_expressions(text):
        start = previous.end if previous else 0
        lead = sentence_before(text, max(start, each.start - _NEAR), each.start)
        rest = sentence_after(text, each.end, each.end + _NEAR)
        is_again = phrase is not None and previous is not None and _AGAIN.fullmatch(text, previous.end, each.start)
        is_again = None if is_again and _OTHER.search(is_again[0]) else is_again
        phrase = phrase if is_again else _phrase(lead, rest)
        if (
            phrase is None
            and previous
            and _OUR_OWN.search(sentence_before(text, max(0, each.start - _NEAR), each.start))
        ):
            phrase = "our own inspection in"
        previous = each
        if phrase is not None:
            kind = _KIND_AFTER.match(rest)
            own = is_again["kind"] if is_again else None  # "in 2009 and (as an SQS) in 2013"
            stated = "" if _BEFORE_THAT.search(phrase) else phrase
            programme = _programme(kind[0] if kind else "") or _programme(own or "") or _programme(stated)
            yield from _mentions(text, each, phrase, programme)


def find_doubtful(text: str) -> Iterator[PartialDate]:
    """Yield the dates in sentences on an inspection by HMI Probation in which no mention of one was found."""
    text = normalise(text)
    if not has_figure(text) or not _ON_INSPECTION.search(text):
        return
    start = 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        sentence, start = text[start:end], end
        if not has_figure(sentence) or not _ON_INSPECTION.search(sentence):
            continue
        is_other = _OTHER.search(sentence) or _ON_PROGRAMME.search(sentence)
        if not is_other and not [*find_mentions(sentence)]:
            for each in find_expressions(sentence):
                if not _OF_EVENT.search(sentence, max(0, each.start - _NEAR), each.start):
                    yield from each.dates


_MENTIONS: Final = re.compile(rf"{_NAMED}|inspect|screen|visit|last|previous|when (?:we|HMI) ", re.IGNORECASE)


def _programme(phrase: str) -> str | None:
    return next((key for key, name in _PROGRAMMES.items() if name.search(phrase)), None)


def _phrase(lead: str, rest: str) -> str | None:
    """Return the words that make a date that of an earlier inspection, if they do."""
    if after := _AFTER.match(rest):
        determiner = _DETERMINER.search(lead)
        before = determiner[0] if determiner else ""
        is_meant = (determiner or after["of_date"]) and not _OTHER.search(before) and not _NOT_EARLIER.search(before)
        if is_meant and not _OF_OTHERS_AFTER.match(rest, after.end()):
            return f"{before}{after[0]}"
    if (named := _NAMED_IN_BRACKETS.match(rest)) and _BEFORE_DATE.search(lead) and not _OF_PAPER.search(lead):
        return named[0]
    match = next(filter(None, (pattern.search(lead) for pattern in _PHRASES)), None)
    if match is None and _KIND_AFTER.match(rest):
        match = _VISITED.search(lead)
    if match is None:
        return _phrase_after(lead, rest)
    phrase = match[0]
    # After a comma a date is the inspection's if another mark follows it; or else a new clause begins with it.
    if _COMMA_BEFORE.search(lead) and not _ENDS_PHRASE.match(rest) and not _KIND_AFTER.match(rest):
        return None
    before = lead[max(0, match.start() - 60) : match.start()]
    if reported := _REPORTED.search(before):
        phrase = f"{reported[0]}{phrase}"  # the date is that of the report
    if _OTHER.search(phrase) or _NOT_EARLIER.search(phrase) or _BEFORE_NOT_EARLIER.search(before):
        return None
    is_ours = _OURS.search(phrase) or re.search(r"\b(?:our|we)\s+(?:\w+\s+)?$", before, re.IGNORECASE)
    if _OF_OTHERS_AFTER.match(rest) or (_OTHER.search(before) and not is_ours):
        return None
    return phrase


def _phrase_after(lead: str, rest: str) -> str | None:
    """Return the words of an earlier inspection that follow its date, as in "in 2013, when we last visited"."""
    after = _DATE_FIRST.match(rest)
    if after is None or _DUE.search(lead) or not _BEFORE_DATE.search(lead):
        return None
    is_other = _OTHER.search(after[0]) or _NOT_EARLIER.search(after[0]) or _OF_OTHERS_AFTER.match(rest, after.end())
    kind = _KIND_LATER.match(rest, after.end())
    return None if is_other else f"{after[0]}{kind[0] if kind else ''}"


def _mentions(text: str, each: Expression, phrase: str, programme: str | None) -> Iterator[Mention]:
    is_explicit = _IS_EARLIER.search(phrase) is not None
    words = text[each.start : each.end]
    # The date of publication of a report is not the date of the inspection.
    is_of_report = _PUBLISHED.search(phrase) is not None
    is_range = TO in each.joiners or (len(each.dates) > 1 and _BETWEEN_DAYS.search(phrase) is not None)
    if not each.is_clear or each.is_week or is_of_report or (is_range and not each.is_of_days):
        yield Mention(programme, Unclear(words), is_explicit)
    elif is_range:
        # Of a range of days only the month is certain, so the date of the inspection has no day.
        first, last = each.dates[0], each.dates[-1]
        is_one_month = (first.year, first.month) == (last.year, last.month)
        yield Mention(programme, PartialDate(first.year, first.month) if is_one_month else Unclear(words), is_explicit)
    else:
        for date in each.dates:
            yield Mention(programme, date, is_explicit)
