"""The name of the service and its abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import attrs

from sqsreport.extract.areas import same_name
from sqsreport.extract.text import APOSTROPHES, CAPITALS, MARKS, normalise

_WORD: Final = rf"[{CAPITALS}][\w{MARKS}{APOSTROPHES}.-]*+"
_SMALL: Final = rf"(?:&|and|of|the|upon|on|in|for|with|le|y|yr|[ai][{APOSTROPHES}]r|a|ar)"
_END: Final = r"(?:Services?|Teams?|Partnerships?)"
#: A run of words of a name, with commas only between the areas that it begins with.
_RUN: Final = re.compile(rf"(?<![\w{APOSTROPHES}.-]){_WORD}(?:,?(?: {_SMALL}){{0,2}} {_WORD}|/{_WORD}){{0,14}}+")
_ENDS_NAME: Final = re.compile(rf"\b{_END}\b(?![{APOSTROPHES}]s)")
_LETTERS: Final = rf"[0-9]?[{CAPITALS}][{CAPITALS}a-z&]{{1,9}}"
_ABBREVIATION: Final = re.compile(
    rf"[^\w(\[]{{0,2}}[(\[](?P<words>(?:[a-z]+,? |[“‘'\"’”] ?){{0,6}})"
    rf"(?P<abbreviation>{_LETTERS}(?:/{_LETTERS}| YO[ST]| YJ[ST])?)(?:[’'”\"]|, | or )?[^()\[\]]{{0,30}}[)\]]"
)
#: An abbreviation between dashes or commas, or before the name: "the YOS - Northmoor Youth Offending Service - is".
_SET_OFF: Final = re.compile(rf"(?: -+|,) (?:(?:known as|or|the) ){{0,2}}(?P<abbreviation>{_LETTERS})(?: -|,)")
_BEFORE_NAME: Final = re.compile(rf"\b[Tt]he (?P<abbreviation>{_LETTERS}) (?:-+ |\()$")
#: Words before an abbreviation; with others the brackets may be about something else: "(and the CSP)".
_INTRODUCES: Final = re.compile(r"(?:(?:the|or|hereafter|hereinafter|known|referred|to|as|called|abbreviated)\b|\W)*")
_YOUTH: Final = re.compile(r"\b(?:Youth|Young People)\b")
_SHORT: Final = re.compile(r"\b(?:YOS|YOT|YJS|YOTs|YSS|YOPS)\b")
#: Words at the start of a run that are not part of a name: those of a sentence, and offices "of" the service.
_LEADING: Final = re.compile(
    r"(?:(?:&|and|of|the|upon|on|in|for|with|The|In|At|By|We|Both|All|Our|Your|This|That|Since|When|Where|"
    r"While|Within|Under|"
    r"Although|Overall|Previously|However|As|Every|Each|Most|Many|Some|From|For|With|Here|There|If|Staff|"
    r"Cases?|Managers?|"
    r"Whilst|Despite|Across|Throughout|After|Before|During|It|Its|Their|Because|Like|Unlike|"
    r"(?:Interim |Acting |Independent |Deputy |Vice )*(?:Head|Chair|Chairman|Manager|Director|Member|Leader|"
    r"Report|Inspection|"
    r"Screening|Management|Board|Chief Executive|Staff|Work)(?: of| for| at| in)) )+"
)
_COUNCIL: Final = re.compile(
    r"(?:(?:London|Royal|Metropolitan) ){0,3}(?:Borough|City|County|Vale|Isle|Isles|District)(?: and County)? of "
    r"(?:the )?$"
)


_OTHER_BODY: Final = re.compile(r"\b(?:Probation|Police|Ofsted|Council|Board|Court|Trust|HMI)\b")


@attrs.frozen
class PrintedService:
    """The name of a service in a text.

    Attributes:
        name: the name, as printed.
        abbreviation: what the text says that it is called, in brackets after the name.
        is_of_youth: whether the name is that of a service for young people, and not of another body.
    """

    name: str
    abbreviation: str | None
    is_of_youth: bool


def find_services(text: str, area: str | None = None) -> Iterator[PrintedService]:
    """Yield the services that a text names, in order.

    Args:
        text: a paragraph, or the role of a person.
        area: the area of the letter; words before it are not part of a name.
    """
    text = normalise(text)
    if "ervice" not in text and "eam" not in text and "artnership" not in text:
        return
    for run in _RUN.finditer(text):
        words = run[0]
        youth = _YOUTH.search(words)
        for end in _ENDS_NAME.finditer(words, youth.end() if youth else 0):
            abbreviation = _abbreviation(text, run, end.end())
            # "Youth Offending Team and Prevention Service (YOTPS)": the bracket shows where the name ends.
            following = _ENDS_NAME.search(words, end.end())
            between = words[end.end() : following.start()] if following else ""
            if (
                abbreviation is None
                and following
                and (" and " in between or " & " in between)
                and _abbreviation(text, run, following.end())
            ):
                continue
            name = _trim(words[: end.end()], area)
            if " " in name:
                yield PrintedService(name, abbreviation, youth is not None)
            break


def _abbreviation(text: str, run: re.Match[str], length: int) -> str | None:
    """Return the abbreviation that a text has in brackets after a name, in other words only if it has its initials."""
    name, start = run[0][:length], run.start()
    match = _ABBREVIATION.match(text, start + length)
    if match is None:
        match = _SET_OFF.match(text, start + length) or _BEFORE_NAME.search(text, max(0, start - 20), start)
        initials = "".join(re.findall(r"(?<!\w)[A-Z]", name))
        return match["abbreviation"] if match and initials.endswith(match["abbreviation"]) else None
    letters = iter(re.findall(r"(?<!\w)\w", name.casefold()))
    has_initials = all(letter in letters for letter in match["abbreviation"].casefold())
    return match["abbreviation"] if has_initials or _INTRODUCES.fullmatch(match["words"]) else None


def find_short_service(text: str, area: str) -> PrintedService | None:
    """Find a service that a text names only by area and abbreviation, such as ``Northmoor YOS``."""
    text = normalise(text)
    for run in _RUN.finditer(text):
        short = _SHORT.search(run[0])
        name = _trim(run[0][: short.end()], area) if short else ""
        if short and same_name(name.removesuffix(short[0]).strip(), area):
            return PrintedService(name, short[0], is_of_youth=True)
    return None


def _trim(name: str, area: str | None) -> str:
    """Remove the words before a name: those before the area, or those of a sentence."""
    if not (area and "," in area) and not _is_list(name):
        name = name.rpartition(", ")[2]
    start = _area_start(name, area) if area else -1
    before = name[: max(start, 0)]
    # Other words before the area may be part of a name: "Little Fenwick", "Gwynedd a Môn".
    if before and (_LEADING.fullmatch(before) or _ENDS_NAME.search(before) or _OTHER_BODY.search(before)):
        council = _COUNCIL.search(before)
        return name[council.start() if council else start :]
    leading = _LEADING.match(name) if start else None
    rest = name[leading.end() :] if leading else name
    return rest if " " in rest else name


def _is_list(name: str) -> bool:
    """Check whether a name begins with areas in a list: "Eastvale, Wick and Lydd Youth Offending Service"."""
    head, _, last = name.rpartition(", ")
    youth = _YOUTH.search(last)
    is_joined = youth is not None and re.search(r" (?:and|&|a|ac) ", last[: youth.start()]) is not None
    return is_joined and not (_LEADING.match(name) or _LEADING.match(last) or _OTHER_BODY.search(head))


def _area_start(name: str, area: str) -> int:
    """Return the offset of the words of an area in a name, or -1."""
    count = len(area.split())
    words = list(re.finditer(r"\S+", name))
    for i in range(len(words)):
        for length in (count, count + 1, count - 1):
            if (
                length > 0
                and words[i][0] != "The"
                and i + length <= len(words)
                and same_name(name[words[i].start() : words[i + length - 1].end()], area)
            ):
                return words[i].start()
    return -1
