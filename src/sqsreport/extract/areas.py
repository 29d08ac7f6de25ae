"""The names of areas in the title and the prose of a letter."""

from __future__ import annotations

import unicodedata
from typing import Final

from sqsreport import _patterns as re
from sqsreport.extract.text import CAPITALS, normalise
from sqsreport.model.ids import slug

_IN_TITLE: Final = re.compile(
    r"\byouth (?:offending|justice) (?:work|services?|teams?) (?:in|of|for|at|across) (?:the )?(?P<area>.+)",
    re.IGNORECASE,
)
_OF_TITLE: Final = re.compile(
    r"\b(?:SQS|short quality screening)\b\)?(?: (?:letter|report|inspection))?(?: ?[:-] ?| (?:of|in|for) )(?:the )?"
    r"(?P<area>.+)",
    re.IGNORECASE,
)
#: The text after the area in a title: the date of the inspection, and the kind of letter.
_AFTER_AREA: Final = re.compile(
    rf"(?<!\s)(?:(?:\s++|(?<![,:;(|-]))[,:;(|-]++)?\s*+(?:(?:(?:from|on|in|between|fieldwork|inspected)\s)?"
    rf"(?:[0-9]|[{CAPITALS}][a-z]{{2,8}} (?:[0-9]{{1,2}},? )?(?:19|20)[0-9]{{2}})|"
    r"\(?(?i:published\b|SQS\b|short quality screening\b|report\b|letter\b|page\b|HMI Probation\b)).*$",
    re.DOTALL,
)
_SERVICE_WORDS: Final = re.compile(r"(?:^| )(?:youth|YOS|YOT|YJS|integrated|targeted|children)\b.*$", re.IGNORECASE)
_IN_RATE: Final = re.compile(
    rf"\breoffending rate(?:\[\^[^\]]+\]|[0-9¹²³])? (?:for|in) (?:the )?(?P<area>[{CAPITALS}][^.;:%0-9]{{1,80}}?)"
    r"(?:,? (?:at|was|were|is|has|had|stood|YOS|YOT|YJS|Youth)\b| \(|,)"
)
_SMALL_WORD: Final = r"(?:and|&|with|of|on|in|the|upon|a|y|yr|[ai]['’]r|ar|le)(?!\S)"
_NAME: Final = re.compile(
    rf"(?:[{CAPITALS}][^\s]*+|{_SMALL_WORD})(?:[ ,-]+(?:[{CAPITALS}][^\s]*+|{_SMALL_WORD})){{0,12}}+"
    r"(?=$|[\s,(-]+(?:[0-9(]|youth\b|$))"
)
_COUNCIL: Final = re.compile(
    r"^(?:the )?(?:(?:London|Royal|Metropolitan) )*(?:Borough|City|County|District|Unitary Authority|"
    r"Council)(?: and County)? of ",
    re.IGNORECASE,
)


def area_in_title(title: str) -> str | None:
    """Find the area that a title names, after ``youth offending work in`` or ``Short Quality Screening of``."""
    title = normalise(title).strip().rstrip(" .:")
    match = _IN_TITLE.search(title) or _OF_TITLE.search(title)
    # A word that names do not have shows that the title names its area in another way, or later.
    if match is None or (match.re.pattern == _OF_TITLE.pattern and not _NAME.match(match["area"])):
        return None
    area = _AFTER_AREA.sub("", match["area"]).strip(" ,:;-")
    if (service := _SERVICE_WORDS.search(area)) and service.start() > 0:
        area = area[: service.start()].strip()
    if area.count("(") > area.count(")"):
        area = area.partition("(")[0].strip()
    return area or None if not _SERVICE_WORDS.fullmatch(area) else None


def area_in_rate(text: str) -> str | None:
    """Find the area that the sentence on the reoffending rate names."""
    match = _IN_RATE.search(normalise(text))
    area = match["area"].strip() if match else ""
    return area if area and not _SERVICE_WORDS.fullmatch(area) else None


def area_in_service(name: str) -> str | None:
    """Return the text before "Youth Offending Service" in the name of a service."""
    match = _SERVICE_WORDS.search(name)
    # "Northmoor's Youth Offending Service"
    return name[: match.start()].strip().removesuffix("'s").removesuffix("’s") or None if match else None


def find_spelling(capitals: str, text: str) -> str | None:
    """Return a name as a text writes it, given the name in capitals, if the text has it in another case."""
    words = r"\s+".join(map(re.escape, capitals.split()))
    matches = re.finditer(rf"(?<!\w){words}(?!\w)", normalise(text), re.IGNORECASE)
    return next((match[0] for match in matches if not match[0].isupper() and match[0][0].isupper()), None)


def same_name(one: str, other: str) -> bool:
    """Check whether two names differ only in case, accents, punctuation, ``&`` or ``the``."""
    return one == other or _words(one) == _words(other)


def same_area(one: str, other: str) -> bool:
    """Check whether two names are the same apart from words such as "London Borough of"."""
    return same_name(_COUNCIL.sub("", one), _COUNCIL.sub("", other))


def ends_with(title: str, area: str) -> bool:
    """Check whether a title ends with the name of an area."""
    if title.endswith(f" {area}"):
        return True
    words = _words(area)
    return _words(title)[-len(words) :] == words


def agree(one: str, other: str) -> bool:
    """Check whether two names may be those of one area: the same, or one with the words of the other.

    "London Borough of Northmoor" agrees with "Northmoor", and "Eastvale and Wick" with "Wick & Eastvale".
    """
    first, second = ({*_words(_COUNCIL.sub("", name))} - {"and", "a", "of"} for name in (one, other))
    return first <= second or second <= first or is_split(one, other) or is_split(other, one)


def is_split(name: str, whole: str) -> bool:
    """Check whether a name is another one with a space within a word, as text from a PDF may have it."""
    return name.count(" ") > whole.count(" ") and name.replace(" ", "") == whole.replace(" ", "")


def share_a_word(one: str, other: str) -> bool:
    """Check whether two names have a word in common, other than small words."""
    return any(len(word) > 3 for word in {*_words(one)} & {*_words(other)}) or same_name(one, other)


def _words(name: str) -> list[str]:
    words = [word for word in slug(name).split("-") if word not in ("", "the")]
    return words or [unicodedata.normalize("NFC", name).casefold()]
