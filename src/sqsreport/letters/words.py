"""Words that show what a line is where only its place would: headings of a letter, and names of offices and bodies."""

from __future__ import annotations

import re
from typing import Final

#: How roles and the names of bodies begin.
_STARTS: Final = re.compile(
    r"(?:Acting |Interim |Deputy |Assistant |Joint |Vice[- ]|Lead |Corporate |Strategic |Executive )*+"
    r"(?:Chairs?\b|Heads?\b|Chief\b|Directors?\b|Clerk\b|Leader\b|Mayor\b|Editor\b|Principal\b|Office of\b|"
    r"Elected\b|Lead\b|Cabinet\b|Deputy\b|Police and Crime\b|Local\b|Youth Justice Board|Youth Court|"
    r"Ofsted\b|Estyn\b|CSSIW\b|CIW\b|HIW\b|CQC\b|YJB\b|HM[A-Z]{0,5}\b|Her Majesty|Care Quality|Care and Social|"
    r"Care Inspectorate|Healthcare\b|Welsh Government|Y[OJ][STP]{1,2}\b|[A-Z]{2,6} (?:Manager|Head))"
)
#: What only ends the name of an office or a body.
_ENDS: Final = re.compile(
    r"(?:and |& )?(?:(?:Management|County|Borough|City|District|Metropolitan|Town|Safeguarding|Children|Partnership|"
    r"Health|Magistrates['’]?) )*+(?:Boards?|Councils?|Court|Courts|Bench|Panel|Division|Services?|Authority|Trust|"
    r"Commission|Commissioner|Association|Manager|Inspectorate|Wales|Constabulary|Prisons|Probation|Partnership|Directorate|Team|"
    r"Y[OJ][STP]{1,2})"
    r"(?: Wales| \(.*)?"
)
#: The headings of a letter, with their numbers and emphasis taken off.
_HEADING: Final = re.compile(
    r"(?:(?:the )?context|(?:executive |overall )?summary|commentary\b.{0,90}|(?:key |main )?strengths|"
    r"(?:key )?areas? (?:requiring|for|needing|in need of) (?:improvement|development)|recommendations|"
    r"(?:copy|copies|copied|distribution|circulation)(?: (?:to|list))?|notes|operational management|"
    r"reducing (?:the likelihood of )?reoffending|protecting (?:the )?.{0,40}|(?:making sure|ensuring)\b.{0,40}served)"
    r"\s?:?",
    re.IGNORECASE,
)
_BEFORE_HEADING: Final = re.compile(r"[*_#\s]*(?:[1-9][.)]?\s+)?[*_]*")


def begins_entry(text: str) -> bool:
    """Check whether a text begins as roles and the names of bodies do, and as no rest of one."""
    return _STARTS.match(text) is not None


def ends_entry(text: str) -> bool:
    """Check whether a text only ends the name of an office or a body, such as ``Management Board``."""
    return _ENDS.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """Check whether a line is a heading of a letter."""
    start = _BEFORE_HEADING.match(text)
    return _HEADING.fullmatch(text[start.end() if start else 0 :].rstrip(" *_")) is not None
