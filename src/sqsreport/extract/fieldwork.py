"""The days of fieldwork."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.extract.dates import Expression, find_expressions
from sqsreport.extract.text import Unclear, normalise, sentence_after, sentence_before
from sqsreport.model import Fieldwork

#: Words for days that are not those of this inspection: earlier inspections, and other things that are done on a day.
_ELSEWHERE: Final = (
    r"(?:last|previous|earlier|preceding|next|first)(?: (?!(?:we|it|was|were|in)\b)[\w()'’-]+){0,5}? "
    r"(?:inspection|screening|visit|inspected|visited)"
    r"(?:,? (?:which|that|was|were|had|been|carried|out|conducted|undertaken|took|taken|place|in|of|by|the|this|"
    r"service))*|"
    r"plan|letters?|e-?mail|announce\w*|notif\w+|told|inform\w*|wrote|written|response|responded|repl(?:y|ied)|"
    r"request\w*|meeting|met|published (?:in|on)|publication|issued|sent|received|submitted|draft|sentenced?|orders?|"
    r"began|begun|open|cohort|period|formed|created|merged|appointed|joined"
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
#: What makes a single day the first or the last of several.
_ONLY_A_BOUND: Final = re.compile(
    r"\b(?:from|since|until|before|after|by|dated|due|start\w*|beg\w+|commenc\w+|end\w*)(?: on| the|(?: on)? "
    r"\w+day,?)? $",
    re.IGNORECASE,
)
#: Of these bounds, those of the inspection itself.
_FIRST_DAY: Final = re.compile(r"\b(?:from|start\w*|beg\w+|commenc\w+)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE)
#: The characters of a sentence that are looked at on either side of its days.
_NEAR: Final = 200


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
        """Whether no other days can be more surely those of the fieldwork."""
        return self.certainty == _CERTAIN


def find_fieldwork(text: str) -> Fieldwork | None:
    """Find the days of fieldwork, such as ``18-20 July 2016`` or ``30th March to 1st April 2015``.

    A single day counts for both, if the text says that it is the inspection's. Days that no
    calendar has are no fieldwork, and neither are those of letters, plans and earlier inspections.
    """
    candidate = find_candidate(text)
    return candidate.value if candidate and isinstance(candidate.value, Fieldwork) else None


def find_candidate(text: str) -> Candidate | None:
    """Find the days in a text that are most surely those of the fieldwork; of several, the first."""
    text = normalise(text)
    expressions = [each for each in find_expressions(text) if each.is_of_days or not each.is_clear]
    candidates: list[Candidate] = []
    for i, each in enumerate(expressions):
        # Words beyond other days are about those.
        start = expressions[i - 1].end if i else 0
        end = expressions[i + 1].start if i + 1 < len(expressions) else len(text)
        lead = sentence_before(text, max(start, each.start - _NEAR), each.start)
        rest = sentence_after(text, each.end, min(end, each.end + _NEAR))
        words = text[each.start : each.end]
        if candidate := _candidate(each, words, lead, rest):
            candidates.append(candidate)
    return max(candidates, key=lambda each: each.certainty, default=None)


def _candidate(each: Expression, words: str, lead: str, rest: str) -> Candidate | None:
    is_range = len(each.dates) != 1
    certainty = _certainty(lead, rest, is_range=is_range)
    first_day = _FIRST_DAY.search(lead) if certainty == 0 and not is_range and each.is_clear else None
    if first_day:
        # The first of several days is not all of them, and the others are not to be guessed.
        is_meant = _certainty(lead[: first_day.start()], rest, is_range=False)
        return Candidate(Unclear(first_day[0] + words), 2) if is_meant else None
    if certainty == 0:
        return None
    if not each.is_clear or each.is_week:
        return Candidate(Unclear(words), certainty) if certainty > 1 else None
    return Candidate(Fieldwork(start=each.dates[0].earliest, end=each.dates[-1].earliest), certainty)


def _certainty(lead: str, rest: str, *, is_range: bool) -> int:
    """Return how surely days are those of the fieldwork, by the words before them or, if those do not tell, after."""
    kinds = [match.lastgroup for match in _SPEAKS_OF.finditer(lead)]
    nearest = kinds[-1] if kinds else None
    if nearest is None and (after := _SPEAKS_OF.search(rest)):
        nearest = after.lastgroup if is_range or after.lastgroup != "named" else None
    if nearest == "elsewhere" or (not is_range and _ONLY_A_BOUND.search(lead)) or _NOT_THIS.search(lead):
        return 0
    if is_range:
        return _CERTAIN if nearest else 1
    return 2 if nearest == "done" or (nearest == "named" and "elsewhere" not in kinds) else 0


#: What makes even a range one of something else.
_NOT_THIS: Final = re.compile(
    r"\b(?:since|until|before|after|by|dated|due)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE
)
