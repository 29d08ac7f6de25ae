"""People: names, honours and roles."""

from __future__ import annotations

import re
from typing import Final

from sqsreport.model import Person

_HONOUR: Final = re.compile(r"(?:[A-Z]{2,4}|Esq|JP|DL|PhD|Jr|Sr)\b\.?(?=,|$| )")
_ROLE: Final = re.compile(
    r"(?:Interim |Acting |Independent |Deputy |Vice[- ]|Joint |Executive )*"
    r"(?:Chair|Chief|Director|Head|Assistant|Leader|Manager|HM |Inspector|Corporate|Strategic|Cabinet|Member)",
)
_ROLE_WORD: Final = re.compile(
    r"\b(?:Chair\w*|Chief|Head|Director\w*|Manager|Management|Commissioner|Commission|Member|Officer|Leader|Lead|Executive|"
    r"Inspector\w*|Ofsted|Estyn|CSSIW|CQC|HIW|HMIC\w*|Board|Bench|Council\w*|YJB|YO[ST]|staff|Communications|Services?|Team|"
    r"Court|Mayor|Minister|Secretary|Clerk|Police|Justice|Governor|Probation|Links?|Education|Partnership|Magistrates?|"
    r"Authority|Cymru|Wales|Deputy|Social Care|Safeguarding|Clinical|Health|Superintendent|Constable)\b"
)
_COURTESY: Final = r"(?:(?:Councill?or|Cllr|Dr|Mrs?|Ms|Miss|Prof(?:essor)?|Sir|Dame|Lord|Lady|Rev|The Rt Hon)\.? )?"
_PERSON: Final = re.compile(
    rf"{_COURTESY}(?:[A-Z][\w'’.-]*|de|van|von|ap|ab) (?:(?:[A-Z][\w'’.-]*|de|van|von|der|ap|ab) ){{0,3}}[A-Z][\w'’-]+"
    r"(?:,? (?:[A-Z]{2,4}|JP|DL))*"
)

_DASHED: Final = re.compile(r"(?P<left>.+) [–—-] (?P<right>.+)")
_COLON: Final = re.compile(r"(?P<left>[^:]+): (?P<right>[^:]+)")


def is_person(text: str) -> bool:
    """Tell whether a text is somebody's name."""
    return _PERSON.fullmatch(text) is not None and not is_role(text)


def split_names(text: str) -> list[str]:
    """Part the names that stand together, with commas, semicolons or ``and`` between them."""
    parts = [name.strip() for name in text.split(";" if ";" in text else ",") if name.strip()]
    return [part for name in parts for part in _pair(name)]


def are_people(text: str) -> bool:
    """Tell whether a text is nothing but names."""
    return all(map(is_person, split_names(text)))


def _pair(name: str) -> list[str]:
    pair = re.split(r"\s+(?:and|&)\s+", name.removeprefix("and "))
    return pair if all(map(is_person, pair)) else [name]


def role_and_names(text: str) -> tuple[str, ...]:
    """Part a role and the names of those who have it, which stand on one line, in whatever order."""
    for match in filter(None, (_DASHED.fullmatch(text), _COLON.fullmatch(text))):
        if are_people(match["right"]):
            return match["left"], match["right"]
        if is_person(match["left"]) and is_role(match["right"]):
            return match["right"], match["left"]
    left, _, right = text.partition(", ")
    if is_person(left) and is_role(right):
        return right, left
    role, _, names = text.rpartition(", ")
    if is_role(role) and is_person(names):
        return role, names
    return (text,)


def is_role(text: str) -> bool:
    """Tell whether a text names an office or a body."""
    return _ROLE_WORD.search(text) is not None


def split_person(text: str) -> Person:
    """Split a header's value at the first comma that does not stand before an honour such as OBE."""
    if _ROLE.match(text):
        return Person(role=text)
    for comma in re.finditer(r",\s*", text):
        name, role = text[: comma.start()].strip(), text[comma.end() :].strip()
        if name and role and not _HONOUR.match(role):
            return Person(name=name, role=role)
    return Person(name=text)
