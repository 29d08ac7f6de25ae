"""The inspection programme of a letter, by its title and its first paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sqsreport.extract.text import normalise

#: The programme of the letters that can be read.
SQS: Final = "Short Quality Screening"

#: The names of the letters of each programme; if several match, the first is used.
_PROGRAMMES: Final = {
    SQS: r"SQS|short quality screening",
    "Full Joint Inspection": r"FJI|full joint (?:re-?)?inspection|joint inspection of (?:youth|young)",
    "Core Case Inspection": r"CCI|core case (?:re-?)?inspection",
    "thematic inspection": r"thematic (?:joint )?(?:inspection|review|report)|joint thematic",
    "inspection of adult offending work": (
        r"adult offending|inspection of (?:adult|probation)|probation trusts?|national probation service|"
        r"community rehabilitation compan(?:y|ies)|CRC|quality & impact|quality and impact|offender management "
        r"inspection"
    ),
    "school inspection": r"(?:school|academy|college|nursery|early years|further education) inspection|"
    r"inspection of (?:\w+ ){0,4}"
    r"(?:school|academy|college|nursery)|section [58] inspection|monitoring visit",
    "inspection of children's services": r"inspection of (?:\w+ ){0,4}(?:children['’]s services|children's "
    "homes?|safeguarding)|"
    r"children['’]s homes? inspection|joint targeted area inspection|JTAI|single inspection framework",
    "prison inspection": r"(?:inspection|report) (?:of|on) (?:\w+ ){0,4}(?:HMP|HMYOI|prison|young offender institution|"
    r"secure (?:training|children['’]s) (?:centre|home))|HMP\b|HMYOI\b",
    "police inspection": r"PEEL\b|inspection of (?:\w+ ){0,4}(?:police|constabulary)|custody inspection",
    "inspection of youth justice services (2018 and later)": r"inspection of youth (?:offending|justice) services?",
}
_IN_TITLE: Final = {key: re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE) for key, words in _PROGRAMMES.items()}
#: The words with which a letter refers to itself, and not to an inspection of another year: "this inspection".
_OWN: Final = {
    key: re.compile(
        rf"\b(?:this|these|(?:report|letter|outcome|findings|results?) of (?:the|our|a|this))"
        rf"(?: (?!last|previous|earlier)\w+){{0,3}} (?:{words})(?!\w)|"
        rf"\bas part of (?:our|the|a)(?: (?!last|previous)\w+){{0,4}} (?:{words})(?!\w)",
        re.IGNORECASE,
    )
    for key, words in _PROGRAMMES.items()
}
#: Words in a title that are followed by the name of another inspection: "following the Core Case Inspection of 2010".
_EARLIER: Final = re.compile(r"\b(?:since|after|following|previous|last)\b.*", re.IGNORECASE)
_LONGEST: Final = 1_000


def programme_in_title(title: str) -> str | None:
    """Return the programme that a title names, such as ``Full Joint Inspection``."""
    title = _EARLIER.sub("", normalise(title[:_LONGEST]))
    return next((key for key, pattern in _IN_TITLE.items() if pattern.search(title)), None)


def programme_of(title: str | None, opening: Iterable[str] = ()) -> str | None:
    """Return the programme of a letter, by its title or else by the words of its first paragraphs."""
    if title and (programme := programme_in_title(title)):
        return programme
    for paragraph in opening:
        text = normalise(paragraph[:_LONGEST])
        if programme := next((key for key, pattern in _OWN.items() if pattern.search(text)), None):
            return programme
    return None
