"""The names of offices and bodies: where they begin, end and continue."""

from __future__ import annotations

import re
from typing import Final

#: The end of one office and the beginning of another, which no office has in its name.
_TWO_ROLES: Final = re.compile(
    r"\b(?:Commission|(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Cymru|"
    r"Inspectorate|Constabulary|Boards?|Councils?|Services?|Bench(?:es)?|Ofsted|Estyn|Team|"
    r"Trust|Authority|Partnership) "
    r"(?:Care Quality Commission|Ofsted|Estyn|CSSIW|Healthcare Inspectorate|HM |HMI |YJB|"
    r"Police (?:and|&) Crime Commissioner|Clinical Commissioning|Crown Prosecution|"
    r"National Probation|Chair of |Head of |Director of |Clerk to )"
    # The office of a council may begin with its name: "Northmoor Council Chief Executive".
    r"|(?:\)|\b(?:Commissioner|Constabulary|Prisons|Boards?|Services?|Bench(?:es)?|Team|Crime|Officer|Manager|Member|"
    r"staff|Links|Communications|Learning|Social Care)) "
    r"(?:Chief Executive|Lead (?:Elected )?Member|(?:Cabinet|Elected) Member|Deputy Mayor|"
    r"Police and Crime Commissioner|HM |HMI |Ofsted|Estyn|CSSIW|YJB|Care Quality Commission|Youth Justice Board|"
    r"Local Government Association|Principal Youth Officer|Chair of |Clerk to )"
)
#: Words that only end the name of an office or a body.
_END_OF_ROLE: Final = re.compile(
    r"(?:and |& )?(?:(?:County|Borough|City|District|Metropolitan|Town|Unitary|Management|Children|Safeguarding|"
    r"Service|Offending|Youth|University|Health|Quality|Court) )*"
    r"(?:Council|Board|Authority|Partnership|Services?|Executive|Trust|Team|Manager|Commissioner|Commission|Bench|Officer)"
)
#: Words that no role ends with, because the name of an office or a body goes on after them.
_CUT_ROLE: Final = re.compile(
    r"(?:^|[\s/])(?:Prif|Chief|Regional|Local|Unitary|Metropolitan|Borough|Children['’]s|Magistrates['’]?|Elected|"
    r"Children and Young|Further Education and|(?:Service|Team) Management|Clinical Commissioning|Crown Prosecution|"
    r"Care Quality|(?:the|of) Youth|HM|Her Majesty['’]s|Care and Social(?: Services)?(?: Inspectorate)?|"
    r"HM Inspectorate|National Probation)$"
    r"|^(?:Principal|Police and Crime)$|^Chair\b.*\b(?:Youth(?: Offending)?|Safeguarding Children|Local Safeguarding)$"
)
#: An office of a council whose name is missing: "Chief Executive of County Council".
_NO_AREA: Final = re.compile(r"\bof (?:and\b|(?:County|Borough|City|District|Metropolitan) (?:Borough )?Council)")
#: Two words without a space between them, as in "Policing and CrimeDr"; "Fitz" and "fitz" are the beginning of a name.
_NO_SPACE: Final = re.compile(r"(?:(?<=[a-zà-ÿ]{3})(?<!\b[Ff]itz)|(?<=\)))[A-Z][a-zà-ÿ]")
#: Offices that one person holds.
_OF_ONE: Final = re.compile(
    r"(?:(?:[A-Z][\w&]*|and) ){0,4}?(?:Chief (?:Executive|Constable|Officer)|Director|Head|Chair(?:man|woman|person)?|"
    r"Manager|Commissioner|Lead (?:Elected |Cabinet )?Member|Cabinet Member|Secretary)\b(?! (?:and|&)\b)"
)


def are_two(text: str) -> bool:
    """Check whether a text has the end of one office and the beginning of another."""
    return _TWO_ROLES.search(text) is not None


def is_end(text: str) -> bool:
    """Check whether a text is only the end of the name of an office or a body."""
    return _END_OF_ROLE.fullmatch(text) is not None


def is_cut(text: str) -> bool:
    """Check whether the name of an office or a body has to go on after a text, or lacks its area."""
    return _CUT_ROLE.search(text) is not None or _NO_AREA.search(text) is not None


def lacks_space(text: str) -> bool:
    """Check whether two words of a text have no space between them."""
    return _NO_SPACE.search(text) is not None


def is_of_one(text: str) -> bool:
    """Check whether one person holds an office, as that of a chief executive; a body has several people."""
    return _OF_ONE.match(text) is not None
