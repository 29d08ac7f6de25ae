"""How the letters word things: counts, months, days, themes and the figures of the Context.

Both the rules, which hold the prose against the data, and the reading of letters, which
makes the data from the prose, take the letters' English from here. The wordings are those
of the letters that were seen, with room for the drift that siblings of the SQS show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, get_args

import attrs

from sqsreport.model import ComparatorKind, Direction, Fieldwork, Month, PartialDate, ThemeKey
from sqsreport.model.dates import MONTH_NAMES
from sqsreport.model.report import slug

_UNITS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_COUNTS: Final = (
    {word: number for number, word in enumerate(_UNITS, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {f"{tens}-{unit}": 10 * i + j for i, tens in enumerate(_TENS, 2) for j, unit in enumerate(_UNITS[:9], 1)}
    | {"one hundred": 100, "a hundred": 100}
)

_NUMBER: Final = r"(?P<{}>[0-9]{{1,3}}(?:[.][0-9]+)?)\s*(?:%|per\s?cent)"
_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
_SAMPLE: Final = r"(?:of (?:the |these )?|relevant |youth offending |individual |current )*"
_EXAMINED: Final = r"(?:examined|inspected|assessed|reviewed|looked at)"
_CASES: Final = (
    re.compile(rf"\b{_EXAMINED} (?:a (?:total|sample) of |in total )?{_COUNT} {_SAMPLE}cases?\b", re.IGNORECASE),
    re.compile(rf"\b(?:total|sample) of {_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
    re.compile(rf"(?:^|[.!?] ){_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
)

_RATE: Final = re.compile(
    r"\breoffending rate[0-9]?\b(?P<about>[^%]{0,200}?)\b(?:was|is|of|stood at|at) " + _NUMBER.format("rate"),
    re.IGNORECASE,
)
#: A rate in brackets: behind the service's name, before anything else is named, or behind how it stands.
_RATE_IN_BRACKETS: Final = (
    re.compile(
        r"\breoffending rate[0-9]?\b(?P<about>(?:(?!\b(?:England|Wales|Welsh|average|national|family|previous|"
        r"better|worse|lower|higher|similar|below|above)\b)[^%(]){0,120})\(" + _NUMBER.format("rate") + r"\)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\breoffending rate[0-9]?\b[^%(]{0,120}\b(?P<about>better|worse|lower|higher|similar) \("
        + _NUMBER.format("rate")
        + r"\)(?= (?:than|to)\b)",
        re.IGNORECASE,
    ),
)
_RATE_NAMED: Final = re.compile(r"\breoffending rate", re.IGNORECASE)
#: What may stand among the words of such a sentence; to find figures no parser is needed.
_MARKUP: Final = re.compile(r"\[\^[^ \[\]]+\]|[*_\\]")
#: A sentence ends here: not within "41.0" or "St. Helens".
_SENTENCE_END: Final = re.compile(r"(?<!\bSt)[.!?](?=\s+[A-Z]|\s*$)")

_KINDS: Final[dict[ComparatorKind, str]] = {
    "england_and_wales": r"England (?:and|&) Wales|national(?:ly)?(?: average| rate)?",
    "england": r"England(?! (?:and|&) Wales)",
    "wales": r"(?<!England and )(?<!England & )Wales|Welsh(?: average| rate)",
    "family": r"['\"“‘]?family['\"”’]?(?: average| group| of similar (?:areas|services))?|(?:statistical|YOT) family",
    "previous_year": r"previous year(?:'s|’s)?|year before|preceding year",
}
_DIRECTIONS: Final[dict[Direction, str]] = {
    "better": r"better|lower|below|less",
    "worse": r"worse|higher|above|more",
    "similar": r"similar|in line with|the same|comparable|consistent with",
}
_COMPARISON: Final = re.compile(
    "|".join(rf"\b(?P<{name}>{words})(?!\w)" for name, words in (_KINDS | _DIRECTIONS).items())
)
_RATE_AFTER: Final = re.compile(
    r"(?:'s|’s)?(?: (?:average|rate|figure|performance|as a whole|reoffending))*"
    r"(?:,? (?:of|at|was|which was|which is))?,? ?\(?" + _NUMBER.format("rate"),
    re.IGNORECASE,
)
_RATE_BEFORE: Final = re.compile(_NUMBER.format("rate") + r",? (?:for|in|across|of)(?: the| both)? ?['\"“‘]?$")
_SAME_BREATH: Final = re.compile(
    r"[\s,()]*(?:(?:average|rate|figure|and|or|both|also|the|that|for|of|to|than|[0-9.]+%|[0-9.]+ per cent)[\s,()]*)*"
)

_MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in MONTH_NAMES)
_DASH: Final = r"\s*(?:-|–|—|\bto\b|\band\b|\buntil\b)\s*"
_DAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?(?P<d{0}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_DAY_RANGE: Final = re.compile(
    _DAY.format(1)
    + rf"(?: (?:of )?(?P<m1>{_MONTH}))?(?:,? (?P<y1>[0-9]{{4}}))?"
    + _DASH
    + _DAY.format(2)
    + rf" (?:of )?(?P<m2>{_MONTH}),? (?P<y2>[0-9]{{4}})\b",
    re.IGNORECASE,
)
_SINGLE_DAY: Final = re.compile(_DAY.format(1) + rf" (?:of )?(?P<m1>{_MONTH}),? (?P<y1>[0-9]{{4}})\b", re.IGNORECASE)
_RELEASED: Final = re.compile(
    rf"\bpublished (?:in )?(?:[0-9]{{1,2}} )?(?P<m>{_MONTH}),? (?P<y>[0-9]{{4}})\b", re.IGNORECASE
)
_COHORT: Final = re.compile(
    rf"\b(?P<m1>{_MONTH})(?: (?P<y1>[0-9]{{4}}))?{_DASH}(?P<m2>{_MONTH}) (?P<y2>[0-9]{{4}})\b", re.IGNORECASE
)

_YEAR: Final = re.compile("[0-9]{4}")
_PROGRAMMES: Final = (
    ("SQS", r"SQS|Short Quality Screening"),
    ("CCI", r"CCI|Core Case Inspection"),
    ("FJI", r"FJI|Full Joint Inspection"),
)
_PREVIOUS: Final = re.compile(
    r"\b(?:last|previous|earlier|preceding|first)\b(?P<about>[^.;]{0,60}?)\b(?:inspection|screening)\b[^.;]{0,40}?\b"
    rf"(?:in|of|from|on) (?:(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<m>{_MONTH}) )?(?P<y>[0-9]{{4}})\b",
    re.IGNORECASE,
)

#: How the titles of the themes begin or what they hold, whatever the year.
_THEMES: Final[dict[ThemeKey, re.Pattern[str]]] = {
    "reducing_reoffending": re.compile(r"reduc\w+ (?:the (?:likelihood|risk) of )?re-?offending", re.IGNORECASE),
    "protecting_the_public": re.compile(r"protect\w+ the public", re.IGNORECASE),
    "protecting_the_child": re.compile(r"protect\w+ (?:the |a )?(?:child|children|young)|safeguard\w+", re.IGNORECASE),
    "sentence_served": re.compile(
        r"(?:(?:ensur\w+|mak\w+ sure)(?: that)?|serving|delivery of) the sentence(?: is served)?", re.IGNORECASE
    ),
}
#: The titles of the themes from end to end, for where a sentence might begin with their words.
_THEME_TITLES: Final = re.compile(
    r"reduc\w+ (?:the (?:likelihood|risk) of )?re-?offending|protect\w+ the public(?: and victims)?|"
    r"(?:protect|safeguard)\w+(?: and (?:protect|safeguard)\w+)? (?:the |a )?(?:child(?:ren)?|young (?:person|people))"
    r"(?: (?:or|and) (?:the )?(?:child(?:ren)?|young (?:person|people)))?|safeguarding(?: and vulnerability)?|"
    r"(?:ensur\w+|mak\w+ sure)(?: that)? the sentence is served|(?:serving|delivery of|delivering) the sentence",
    re.IGNORECASE,
)
THEME_KEYS: Final[tuple[ThemeKey, ...]] = get_args(ThemeKey)


def count(text: str) -> int | None:
    """Read a count in digits or words, such as ``34`` or ``thirty-four``."""
    bare = text.replace(",", "")
    if bare.isascii() and bare.isdigit():
        return int(bare) if len(bare) < 10 else None
    return _COUNTS.get(text.casefold().replace(" ", "-")) or _COUNTS.get(text.casefold())


def month_number(name: str) -> int:
    """Turn a month's name or its first three letters into 1 to 12."""
    return next(i for i, full in enumerate(MONTH_NAMES, 1) if full.casefold().startswith(name[:3].casefold()))


def theme_of(title: str) -> ThemeKey | None:
    """Tell the theme that a printed title stands for."""
    return next((key for key, stem in _THEMES.items() if stem.match(title)), None)


def is_theme_title(title: str) -> bool:
    """Tell whether a text is the title of a theme and nothing else."""
    return _THEME_TITLES.fullmatch(title) is not None


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    for pattern in _CASES:
        for match in pattern.finditer(text):
            words = match["count"]
            # "examined in detail three cases": of two words before "cases" the last may be the count
            number = count(words) or count(words.split(" ")[-1])
            if number:
                yield number


@attrs.frozen
class PrintedComparator:
    """A comparator as the prose words it."""

    kind: ComparatorKind
    rate: float | None = None
    direction: Direction | None = None


@attrs.frozen
class PrintedRate:
    """A reoffending rate and its comparators as the prose words them."""

    rate: float | None
    comparators: tuple[PrintedComparator, ...]


def printed_rate(text: str) -> PrintedRate | None:
    """Find the sentences on the reoffending rate in a paragraph, and the figures in them."""
    if not _RATE_NAMED.search(text):
        return None
    plain = _MARKUP.sub("", text)
    named = _RATE_NAMED.search(plain)
    if named is None:
        return None
    bracketed, standing = (pattern.search(plain, named.start()) for pattern in _RATE_IN_BRACKETS)
    if found := bracketed or standing or _RATE.search(plain, named.start()):
        start = found.start("about") if found is standing else found.end()
        about, rate = _two_sentences(plain, start), float(found["rate"])
        comparators = tuple(_comparators(about))
        return PrintedRate(rate, comparators) if rate <= 100 else None
    comparators = tuple(each for each in _comparators(_two_sentences(plain, named.end())) if each.direction)
    return PrintedRate(None, comparators) if comparators else None


def _two_sentences(text: str, start: int) -> str:
    """Return the rest of a sentence and, where it goes on about comparison, the next one."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start)]
    first_end = ends[0] if ends else len(text)
    following = text[first_end : ends[1] if len(ends) > 1 else len(text)]
    goes_on = re.match(r"\s*(?:Compared|This|It|The rate|That|By comparison|In comparison)\b", following)
    return text[start:first_end] + (following if goes_on else "")


def _comparators(text: str) -> Iterator[PrintedComparator]:
    direction: Direction | None = None
    seen: set[str] = set()
    previous_end = 0
    fresh = False
    for match in _COMPARISON.finditer(text):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            direction, fresh = next(key for key in _DIRECTIONS if key == name), True
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        if not fresh and not (direction and _SAME_BREATH.fullmatch(before)):
            direction = None
        rate = _RATE_AFTER.match(text, match.end()) or _RATE_BEFORE.search(text, previous_end, match.start())
        number = float(rate["rate"]) if rate else None
        previous_end, fresh = match.end(), False
        if kind not in seen and (direction or number is not None) and (number is None or number <= 100):
            seen.add(kind)
            yield PrintedComparator(kind, number, direction)


def fieldwork(text: str) -> Fieldwork | None:
    """Find the days of fieldwork, such as ``18-20 July 2016`` or ``30th March to 1st April 2015``.

    A single day counts for both. Days that no calendar has are no fieldwork.
    """
    if match := _DAY_RANGE.search(text):
        end_year, end_month = int(match["y2"]), month_number(match["m2"])
        start_month = month_number(match["m1"]) if match["m1"] else end_month
        start_year = int(match["y1"]) if match["y1"] else end_year - (start_month > end_month)
        start, end = _day(start_year, start_month, match["d1"]), _day(end_year, end_month, match["d2"])
        return Fieldwork(start=start, end=end) if start and end else None
    only = day(text)
    return Fieldwork(start=only, end=only) if only else None


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


def released(text: str) -> Month | None:
    """Find the month in which a rate was published, in the footnote to it."""
    match = _RELEASED.search(text)
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
        programme = next((key for key, names in _PROGRAMMES if re.search(rf"\b(?:{names})\b", words)), None)
        month = month_number(match["m"]) if match["m"] else None
        try:
            yield programme, PartialDate(int(match["y"]), month, int(match["d"]) if match["d"] else None)
        except ValueError:
            continue


_AREA_IN_TITLE: Final = re.compile(r"\byouth offending (?:work|services?) in (?:the )?(?P<area>.+)", re.IGNORECASE)


def area_in_title(title: str) -> str | None:
    """Find the area that a title names, after ``youth offending work in``."""
    match = _AREA_IN_TITLE.search(title.rstrip(" .:"))
    return match["area"] if match else None


def same_name(one: str, other: str) -> bool:
    """Tell whether two names differ only in case, accents, punctuation, ``&`` or ``the``."""
    return _bare(one) == _bare(other)


def is_split(name: str, whole: str) -> bool:
    """Tell whether a name is another one with a gap in one of its words, as text out of a PDF may have it."""
    return name.count(" ") > whole.count(" ") and name.replace(" ", "") == whole.replace(" ", "")


def _bare(name: str) -> list[str]:
    words = [word for word in slug(name).split("-") if word not in ("", "the")]
    return words or [name.casefold()]
