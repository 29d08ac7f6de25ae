"""Days and months as the letters print them, and what they are the days and months of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from sqsreport.model import Fieldwork, Month, PartialDate
from sqsreport.model.dates import MONTH_NAMES
from sqsreport.extract import SENTENCE_END

_MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in MONTH_NAMES)
_DASH: Final = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b)\s*"
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
_DAY: Final = r"(?P<d{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
#: A range of days, or a single one.
_DAYS: Final = re.compile(
    rf"(?=[0-9])(?<![0-9])(?:{_DAY.format(1)}(?: (?:of )?(?P<m1>{_MONTH}))?(?:,? (?P<y1>[0-9]{{4}}))?"
    rf"{_DASH}{_WEEKDAY})?"
    rf"{_DAY.format(2)} (?:of )?(?P<m2>{_MONTH}),? (?P<y2>[0-9]{{4}})\b",
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
_YEAR: Final = re.compile(r" [0-9]{4}\b")
_ONLY_A_BOUND: Final = re.compile(
    r"\b(?:since|until|before|after|by|dated|due)(?: on| the|(?: on)? \w+day,?)? $", re.IGNORECASE
)
#: The characters of a sentence that are looked at on either side of its days.
_NEAR: Final = 200
_SINGLE_DAY: Final = re.compile(
    _WEEKDAY + _DAY.format(1) + rf" (?:of )?(?P<m1>{_MONTH}),? (?P<y1>[0-9]{{4}})\b", re.IGNORECASE
)
_PUBLISHED_MONTH: Final = re.compile(
    rf"\bpublished (?:in )?(?:[0-9]{{1,2}} )?(?P<m>{_MONTH}),? (?P<y>[0-9]{{4}})\b", re.IGNORECASE
)
_COHORT: Final = re.compile(
    rf"\b(?P<m1>{_MONTH})(?: (?P<y1>[0-9]{{4}}))?{_DASH}(?P<m2>{_MONTH}) (?P<y2>[0-9]{{4}})\b", re.IGNORECASE
)
_PROGRAMMES: Final = (
    ("SQS", r"SQS|Short Quality Screening"),
    ("CCI", r"CCI|Core Case Inspection"),
    ("FJI", r"FJI|Full Joint Inspection"),
)
#: What may stand between the words of an earlier inspection and its date: names, and how it was made. Anything else may
#: have a date of its own.
_INSPECTED: Final = (
    r"(?:of|by|in|at|for|the|this|your|our|youth|offending|justice|work|services?|team|area|inspection|screening|"
    r"was|took|taken|place|carried|out|conducted|undertaken|made|held|completed|here|back|"
    r"(?-i:\(?[A-Z][\w&'’-]*\)?|&)|and)"
)
_PREVIOUS: Final = re.compile(
    r"\b(?:last|previous|earlier|preceding|first)\b"
    r"(?: (?!(?:year|month|week|time|was|were|had|has|is|in|after|since|when|until|before|by)s?\b(?!['’]))"
    r"[\w()&'’-]+){0,7}? \(?(?:inspection|screening)\b\)?"
    rf"(?:,? (?:which|that)| {_INSPECTED}){{0,8}}?(?P<apart>,)? (?:\((?:in |of |on )?|in |of |on )"
    rf"(?:(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? )?"
    # Behind a comma a date is the inspection's if another follows it; or else a new clause begins with it.
    rf"(?:(?P<m>{_MONTH}) )?(?P<y>[0-9]{{4}})\b(?(apart)(?=\s*[,.;:)–-]|\s*$))",
    re.IGNORECASE,
)
#: Whose inspections are no earlier ones of this programme or its forerunners.
_OTHER_INSPECTORS: Final = re.compile(
    r"\b(?:Ofsted|Estyn|CQC|Care Quality Commission|CSSIW|HMIC|HMICFRS|prisons?)\b", re.IGNORECASE
)


def month_number(name: str) -> int:
    """Turn a month's name or its first three letters into 1 to 12."""
    return next(i for i, full in enumerate(MONTH_NAMES, 1) if full.casefold().startswith(name[:3].casefold()))


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


def fieldwork(text: str) -> Fieldwork | None:
    """Find the days of fieldwork, such as ``18-20 July 2016`` or ``30th March to 1st April 2015``.

    A single day counts for both, if the text says that it is the inspection's. Days that no
    calendar has are no fieldwork, and neither are those of letters, plans and earlier inspections.
    """
    found = printed_days(text)
    return found.days if found else None


def printed_days(text: str) -> PrintedDays | None:
    """Find the days in a text that are most surely those of the fieldwork; of several, the first."""
    matches = list(_DAYS.finditer(text)) if _YEAR.search(text) else []  # most texts have none
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
    end = _day(end_year, end_month, match["d2"])
    if match["d1"] is None:
        return Fieldwork(start=end, end=end) if end else None
    start_month = month_number(match["m1"]) if match["m1"] else end_month
    start_year = int(match["y1"]) if match["y1"] else end_year - (start_month > end_month)
    start = _day(start_year, start_month, match["d1"])
    return Fieldwork(start=start, end=end) if start and end else None


def day(text: str) -> date | None:
    """Find a day, such as ``10 August 2016`` or ``Wednesday 10th August 2016``."""
    match = _SINGLE_DAY.search(text)
    return _day(int(match["y1"]), month_number(match["m1"]), match["d1"]) if match else None


def is_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else."""
    match = _SINGLE_DAY.fullmatch(text.strip(" ."))
    return match is not None and day(text) is not None


def _day(year: int, month: int, day: str) -> date | None:
    try:
        return date(year, month, int(day)) if 1900 <= year <= 2099 else None
    except ValueError:
        return None


def published_month(text: str) -> Month | None:
    """Find the month in which a rate was published, in the footnote to it."""
    match = _PUBLISHED_MONTH.search(text)
    return _month(match["y"], match["m"]) if match else None


def cohort(text: str) -> tuple[Month, Month] | None:
    """Find the months of a cohort, such as ``July 2013 - June 2014``."""
    if not (match := _COHORT.search(text)):
        return None
    end = _month(match["y2"], match["m2"])
    start = _month(match["y1"] or match["y2"], match["m1"])
    return (start, end) if start and end else None


def _month(year: str, name: str) -> Month | None:
    return Month(int(year), month_number(name)) if 1900 <= int(year) <= 2099 else None


def previous_inspections(text: str) -> Iterator[tuple[str | None, PartialDate]]:
    """Yield the earlier inspections that a text mentions: programme where stated, and date."""
    # Most texts name no year, and to look for one is quick.
    for match in _PREVIOUS.finditer(text) if _YEAR.search(text) else ():
        words = match[0]
        if _OTHER_INSPECTORS.search(words):
            continue
        programme = next((key for key, names in _PROGRAMMES if re.search(rf"\b(?:{names})\b", words)), None)
        month = month_number(match["m"]) if match["m"] else None
        try:
            yield programme, PartialDate(int(match["y"]), month, int(match["d"]) if match["d"] else None)
        except ValueError:
            continue
