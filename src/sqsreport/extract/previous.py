"""Earlier inspections that a letter mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sqsreport.extract.dates import MONTH, YEAR, month_number
from sqsreport.model import PartialDate

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
    rf"(?:(?P<m>{MONTH}) )?(?P<y>[0-9]{{4}})\b(?(apart)(?=\s*[,.;:)–-]|\s*$))",
    re.IGNORECASE,
)
#: Whose inspections are no earlier ones of this programme or its forerunners.
_OTHER_INSPECTORS: Final = re.compile(
    r"\b(?:Ofsted|Estyn|CQC|Care Quality Commission|CSSIW|HMIC|HMICFRS|prisons?)\b", re.IGNORECASE
)


def previous_inspections(text: str) -> Iterator[tuple[str | None, PartialDate]]:
    """Yield the earlier inspections that a text mentions: programme where stated, and date."""
    # Most texts name no year, and to look for one is quick.
    for match in _PREVIOUS.finditer(text) if YEAR.search(text) else ():
        words = match[0]
        if _OTHER_INSPECTORS.search(words):
            continue
        programme = next((key for key, names in _PROGRAMMES if re.search(rf"\b(?:{names})\b", words)), None)
        month = month_number(match["m"]) if match["m"] else None
        try:
            yield programme, PartialDate(int(match["y"]), month, int(match["d"]) if match["d"] else None)
        except ValueError:
            continue
