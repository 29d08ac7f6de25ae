"""The days of fieldwork."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import attrs

from sqsreport.extract.dates import Expression, find_expressions
from sqsreport.extract.text import CAPITALS, Unclear, normalise, sentence_after, sentence_before
from sqsreport.model import Fieldwork
from sqsreport.model.dates import MONTH_NAMES

#: Words for days of earlier inspections and of other events.
_BODIES: Final = (
    "(?:Ofsted|Estyn|CQC|(?:the )?Care Quality Commission|CSSIW|CIW|HIW|HMIC(?:FRS)?|HMCPSI|peer reviewers|auditors)"
)
_ELSEWHERE: Final = (
    rf"{_BODIES} (?:\w+ ){{0,2}}?(?:conducted|carried out|undertook|visited|inspected|inspections?|did)"
    r"(?: (?:its|their|an?|the) (?:\w+ )?(?:inspection|visit|review|audit))?|"
    r"(?:briefings?|workshops?|conference|seminar|training|exhibition|peer review|audit)\b[^.;]{0,40}? "
    r"(?:was|were) (?:held|done|made|conducted|carried out)|"
    r"(?:last|previous|earlier|preceding|next|first)(?: (?!(?:we|it|was|were|in)\b)[\w()'’-]+){0,5}? "
    r"(?:inspection|screening|visit|inspected|visited)"
    r"(?:,? (?:which|that|was|were|had|been|carried|out|conducted|undertaken|took|taken|place|in|of|by|the|this|"
    r"service))*|"
    r"plan|letters?|e-?mail|announce\w*|notif\w+|told|inform\w*|wrote|written|response|responded|repl(?:y|ied)|"
    r"request\w*|meeting|met|published (?:in|on)|publication|issued|sent|received|submitted|draft|sentenced?|orders?|"
    r"began|begun|open|cohort|(?<!\bas )(?:planned|scheduled|arranged|intended)|postponed|cancelled|"
    r"(?:was|were) (?:due )?to (?:have|be|take)|(?:should|would) have|cases[^.;]{0,20} started|"
    r"(?<!in the )(?<!during the )(?<!over the )period|formed|created|merged|appointed|joined"
)
_DONE: Final = (
    r"conducted|carried out|undertaken|undertook|took place|taken place|visit(?:ed)?|inspected|on site|we came|"
    r"were (?:with|there|here|in|at)|we spent|we worked|was (?:held|made|done)|ran"
)
_SPEAKS_OF: Final = re.compile(
    rf"\b(?:(?P<elsewhere>{_ELSEWHERE})|(?P<done>{_DONE})|(?P<named>inspections?|fieldwork|screenings?|inspectors))\b",
    re.IGNORECASE,
)
#: The certainty of a range of days that the text calls the inspection's.
_CERTAIN: Final = 3
#: Words that make a single day the first or the last of several.
_BOUND: Final = r"(?:from|start\w*|beg\w+|commenc\w+|complet\w+|conclud\w+|finish\w*|end\w*)"
_ONLY_A_BOUND: Final = re.compile(
    rf"\b(?:{_BOUND}|since|until|before|after|by|dated|due)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE
)
#: Of these, the first or the last day of the inspection itself.
_BOUND_OF_THIS: Final = re.compile(rf"\b{_BOUND}(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE)
#: The text between the days of an inspection in several parts.
_AND_ON: Final = re.compile(
    r",? ?(?:(?:and|then|&|with|again|later|also|finally|returning|returned|visited|an?|the|further|second|third|one|"
    rf"two|more|days?|visits?|on|from|between|to|in|at|[{CAPITALS}][\w'’-]+),? ){{0,8}}"
)
#: The number of characters on either side of days that are searched.
_NEAR: Final = 200
#: The number of dates on either side of days that they may have their year from.
_NEXT: Final = 3


#: The first and the last day, each with its verb: "began on 1 and ended on 3 June 2015".
_FROM_TO: Final = re.compile(
    r"\b(?:began|started|commenced|opened|arrived|from)(?: on)? (?P<first>[\w, ]{1,40}?),? and (?:(?:it|they|was|we) )*"
    r"(?:ended|finished|left|concluded|completed|closed)(?: on)? (?=[\w, ]{0,14}[0-9])",
    re.IGNORECASE,
)
_DAY: Final = r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?"
#: The days of a month that is printed before them: "in early July 2014 (7th, 8th and 9th)".
_DAYS_OF_MONTH: Final = re.compile(
    rf"\b(?P<month>(?:{'|'.join(MONTH_NAMES)}),? (?:19|20)[0-9]{{2}}),? "
    rf"\((?:on |from )?(?P<days>{_DAY}(?:(?:, and| and|,| &| to| until| -|-) ?{_DAY})+)\)",
    re.IGNORECASE,
)
#: The first day of a week, and the last of the inspection: "in the week of 9 March 2015, ending on Wednesday 11 March".
_WEEK_TO_DAY: Final = re.compile(
    rf"\bthe week (?:beginning|commencing|starting|of|from)(?: on)?(?: \w+day,?)? (?P<first>{_DAY} "
    rf"(?:{'|'.join(MONTH_NAMES)}) (?:19|20)[0-9]{{2}})(?P<between>,? [^.;0-9]{{0,40}}?)\b"
    r"(?:to|until|till|finishing|finished|ending|ended|concluding)(?: on)?(?: the)?(?: \w+day,?)? (?=[0-9])",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", re.IGNORECASE)
#: "From the morning of Monday 9 March 2015".
_TIME_OF_DAY: Final = re.compile(
    r"\b(?:the )?(?:early |late |mid-?)?(?:morning|afternoon|evening|lunchtime|midday|noon)(?: of| on)? "
    r"(?=(?:\w+day,? )?(?:the )?[0-9])",
    re.IGNORECASE,
)
#: Days in a week that begins with a given day.
_WEEK: Final = timedelta(days=6)


@attrs.frozen
class Candidate:
    """Days that may be those of the fieldwork.

    Attributes:
        value: the days, or the words that are not understood.
        certainty: 3 for a range that the text says is the inspection's, 2 for such a day, 1 for any other range.
    """

    value: Fieldwork | Unclear
    certainty: int

    @property
    def is_certain(self) -> bool:
        """Whether these days have the highest certainty."""
        return self.certainty == _CERTAIN


def find_candidate(text: str) -> Candidate | None:
    """Return the days in a text that are most certainly those of the fieldwork; if several are equal, the first."""
    text = _TIME_OF_DAY.sub("", normalise(text))
    text = _FROM_TO.sub(r"was from \g<first> to ", text)
    text = _WEEK_TO_DAY.sub(_from_first_day, text)
    text = _DAYS_OF_MONTH.sub(r"\g<month> (\g<days> \g<month>)", text)
    every = find_expressions(text)
    expressions = [
        _with_year(text, each, every[max(0, i - _NEXT) : i + _NEXT + 1])
        for i, each in enumerate(every)
        if each.is_of_days or not each.is_clear
    ]
    candidates: list[Candidate] = []
    for i, each in enumerate(expressions):
        # Words on the far side of other days belong to those.
        start = expressions[i - 1].end if i else 0
        end = expressions[i + 1].start if i + 1 < len(expressions) else len(text)
        lead = sentence_before(text, max(start, each.start - _NEAR), each.start)
        rest = sentence_after(text, each.end, min(end, each.end + _NEAR))
        words = text[each.start : each.end]
        parts = candidates[-1:] if _AND_ON.fullmatch(text, start, each.start) else []
        if parts and (whole := _joined(parts[0], each, rest)):
            candidates[-1] = whole
        elif i and candidates and _is_of_week(expressions[i - 1], each):
            candidates[-1] = Candidate(
                Fieldwork(start=each.dates[0].earliest, end=each.dates[-1].earliest), candidates[-1].certainty
            )
        elif candidate := _candidate(each, words, lead, rest):
            candidates.append(candidate)
    return max(candidates, key=lambda each: each.certainty, default=None)


def _from_first_day(match: re.Match[str]) -> str:
    """Return the words for a range of days that begins with a week, unless another weekday is its first."""
    (week,) = find_expressions(match["first"]) or (None,)
    weekday = _WEEKDAY.search(match["between"])
    if week is None or not week.is_clear or (weekday and f"{week.dates[0].earliest:%A}" != weekday[0].capitalize()):
        return match[0]
    return f"was from {match['first']} to "


def _with_year(text: str, each: Expression, others: Sequence[Expression]) -> Expression:
    """Return days that are printed without their year with that of the same month in the text, if it has one."""
    if each.dates:
        return each
    for other in others:
        for date in other.dates:
            whole = [*find_expressions(f"{text[each.start : each.end]} {date.year}")]
            if len(whole) == 1 and whole[0].is_clear and any(day.month == date.month for day in whole[0].dates):
                return attrs.evolve(whole[0], start=each.start, end=each.end)
    return each


def _candidate(each: Expression, words: str, lead: str, rest: str) -> Candidate | None:
    is_range = len(each.dates) != 1
    certainty = _certainty(lead, rest, is_range=is_range)
    bound = _BOUND_OF_THIS.search(lead) if certainty == 0 and not is_range and each.is_clear else None
    if bound:
        # If only the first or the last of several days is printed, the others are unknown.
        is_meant = _certainty(lead[: bound.start()], rest, is_range=False)
        return Candidate(Unclear(bound[0] + words), 2) if is_meant else None
    if certainty == 0:
        return None
    if not each.is_clear or each.is_week:
        return Candidate(Unclear(words), certainty) if certainty > 1 else None
    return Candidate(Fieldwork(start=each.dates[0].earliest, end=each.dates[-1].earliest), certainty)


def _is_of_week(week: Expression, each: Expression) -> bool:
    """Check whether days are those of a week that is named before them: "in the week of 7 June, from 8 to 10 June"."""
    if not week.is_week or not week.is_clear or not each.is_clear or len(each.dates) < 2:
        return False
    return week.dates[0].earliest <= each.dates[0].earliest <= week.dates[0].earliest + _WEEK


def _joined(first: Candidate, each: Expression, rest: str) -> Candidate | None:
    """Return all days of an inspection in several parts, given some of them."""
    after = _SPEAKS_OF.search(rest)
    if not each.is_clear or not isinstance(first.value, Fieldwork) or (after and after.lastgroup == "elsewhere"):
        return None
    start, end = first.value.start, each.dates[-1].earliest
    return Candidate(Fieldwork(start=start, end=end), _CERTAIN) if first.certainty > 1 and end > start else None


def _certainty(lead: str, rest: str, *, is_range: bool) -> int:
    """Return the certainty that days are those of the fieldwork, by the words before or else after them."""
    kinds = [match.lastgroup for match in _SPEAKS_OF.finditer(lead)]
    nearest = kinds[-1] if kinds else None
    if nearest is None and (after := _SPEAKS_OF.search(rest)):
        nearest = after.lastgroup if is_range or after.lastgroup != "named" else None
    if nearest == "elsewhere" or (not is_range and _ONLY_A_BOUND.search(lead)) or _NOT_THIS.search(lead):
        return 0
    if is_range:
        return _CERTAIN if nearest else 1
    return 2 if nearest == "done" or (nearest == "named" and "elsewhere" not in kinds) else 0


#: Words that make even a range of days one of something else.
_NOT_THIS: Final = re.compile(
    r"\b(?:since|until|before|after|by|dated|due)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE
)
