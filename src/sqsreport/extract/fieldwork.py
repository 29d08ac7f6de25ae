"""The days of fieldwork."""

from __future__ import annotations

import re
from typing import Final

import attrs

from sqsreport.extract.dates import DASH, DAY, MONTH, WEEKDAY, YEAR, make_day, month_number
from sqsreport.extract.sentences import SENTENCE_END
from sqsreport.model import Fieldwork

#: A range of days, or a single one.
_DAYS: Final = re.compile(
    rf"(?=[0-9])(?<![0-9])(?:{DAY.format(1)}(?: (?:of )?(?P<m1>{MONTH}))?(?:,? (?P<y1>[0-9]{{4}}))?"
    rf"{DASH}{WEEKDAY})?"
    rf"{DAY.format(2)} (?:of )?(?P<m2>{MONTH}),? (?P<y2>[0-9]{{4}})\b",
    re.IGNORECASE,
)
#: What days are spoken of that are not those of this inspection: earlier ones, and what else is done on a day.
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
    r"were (?:with|there|here)"
)
_SPEAKS_OF: Final = re.compile(
    rf"\b(?:(?P<elsewhere>{_ELSEWHERE})|(?P<done>{_DONE})|(?P<named>inspection|fieldwork|screening))\b", re.IGNORECASE
)
_CERTAIN: Final = 3
_ONLY_A_BOUND: Final = re.compile(
    r"\b(?:since|until|before|after|by|dated|due)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE
)
#: The characters of a sentence that are looked at on either side of its days.
_NEAR: Final = 200


@attrs.frozen
class PrintedDays:
    """Days that may be those of the fieldwork.

    Attributes:
        days: the days.
        certainty: 3 for a range that the text says is the inspection's, 2 for such a day, 1 for any other range.
    """

    days: Fieldwork
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
    found = find_dates(text)
    return found.days if found else None


def find_dates(text: str) -> PrintedDays | None:
    """Find the days in a text that are most surely those of the fieldwork; of several, the first."""
    matches = list(_DAYS.finditer(text)) if YEAR.search(text) else []  # most texts have none
    found: list[PrintedDays] = []
    for before, match, after in zip([None, *matches], matches, [*matches[1:], None], strict=False):
        # What stands beyond other days speaks of them.
        start, end = before.end() if before else 0, after.start() if after else len(text)
        lead = SENTENCE_END.split(text[max(start, match.start() - _NEAR) : match.start()])[-1]
        rest = SENTENCE_END.split(text[match.end() : min(end, match.end() + _NEAR)], maxsplit=1)[0]
        certainty = _certainty(lead, rest, is_range=match["d1"] is not None)
        if certainty and (days := _days(match)):
            found.append(PrintedDays(days, certainty))
    return max(found, key=lambda each: each.certainty, default=None)


def _certainty(lead: str, rest: str, *, is_range: bool) -> int:
    """Tell how surely days are those of the fieldwork, by the words before them or, where those are silent, behind."""
    spoken = [match.lastgroup for match in _SPEAKS_OF.finditer(lead)]
    nearest = spoken[-1] if spoken else None
    if nearest is None and (behind := _SPEAKS_OF.search(rest)):
        nearest = behind.lastgroup if is_range or behind.lastgroup != "named" else None
    if nearest == "elsewhere" or _ONLY_A_BOUND.search(lead):
        return 0
    if is_range:
        return _CERTAIN if nearest else 1
    return 2 if nearest == "done" or (nearest == "named" and "elsewhere" not in spoken) else 0


def _days(match: re.Match[str]) -> Fieldwork | None:
    end_year, end_month = int(match["y2"]), month_number(match["m2"])
    end = make_day(end_year, end_month, match["d2"])
    if match["d1"] is None:
        return Fieldwork(start=end, end=end) if end else None
    start_month = month_number(match["m1"]) if match["m1"] else end_month
    start_year = int(match["y1"]) if match["y1"] else end_year - (start_month > end_month)
    start = make_day(start_year, start_month, match["d1"])
    return Fieldwork(start=start, end=end) if start and end else None
