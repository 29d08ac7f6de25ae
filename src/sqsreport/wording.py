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
#: Every count that is known in words, as it is spelt with hyphens.
COUNT_WORDS: Final = tuple(_COUNTS)

_NUMBER: Final = r"(?P<{}>[0-9]{{1,3}}(?:[.][0-9]+)?)\s*(?:%|per\s?cent)"
_COUNT: Final = r"(?P<count>[0-9][0-9,]*|(?:a|one) hundred|[a-z]+(?:[- ][a-z]+)?)"
_SAMPLE: Final = r"(?:of (?:the |these )?|relevant |youth offending |individual |current )*"
_EXAMINED: Final = r"(?:examined|inspected|assessed|reviewed|looked at)"
_CASES: Final = re.compile(
    rf"\b{_EXAMINED} (?:a (?:total|sample) of |in total )?{_COUNT} {_SAMPLE}cases?\b", re.IGNORECASE
)
_CASES_WERE: Final = (
    re.compile(rf"\b(?:total|sample) of {_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
    re.compile(rf"(?:^|[.!?] ){_COUNT} {_SAMPLE}cases? (?:was|were) {_EXAMINED}\b", re.IGNORECASE),
)
#: Where to look for one of these, and how many characters it may have on both sides of that.
_CASE: Final = re.compile(r"(?:[Cc]ase|CASE)(?:[Ss]?(?P<were> (?i:was|were)))?")
_MOST_BEFORE_CASES: Final = 120
_MOST_BEHIND_CASES: Final = 20

#: What a sentence on the rate may give the figure of instead: another area or year, an aim, another count.
_OTHERS: Final = (
    r"England|(?<!North )(?<!South )(?<!Mid )(?<!West )Wales|Welsh|averages?|national|family|previous|than|targets?|"
    r"rates?|expected|predicted|custod\w+|remands?|entrants?|girls|boys|looked[- ]after"
)
_NEW_SENTENCE: Final = r"(?<!\bSt)[.!?;]\s+(?-i:[A-Z])"
_NO_OTHER: Final = rf"(?!\b(?:{_OTHERS})\b|{_NEW_SENTENCE})"
_RATE: Final = re.compile(
    rf"\breoffending rate[0-9]?\b(?P<about>(?:{_NO_OTHER}[^%]){{0,200}}?)\b(?:was|is|of|stood at|at) "
    + _NUMBER.format("rate"),
    re.IGNORECASE,
)
#: A rate in brackets: behind the service's name, before anything else is named, or behind how it stands.
_RATE_IN_BRACKETS: Final = (
    re.compile(
        rf"\breoffending rate[0-9]?\b(?P<about>(?:{_NO_OTHER}(?!\b(?:better|worse|lower|higher|similar|below|above)\b)"
        r"[^%(]){0,120})\(" + _NUMBER.format("rate") + r"\)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\breoffending rate[0-9]?\b(?:{_NO_OTHER}[^%(]){{0,120}}\b(?P<about>better|worse|lower|higher|similar) \("
        + _NUMBER.format("rate")
        + r"\)(?= (?:than|to)\b)",
        re.IGNORECASE,
    ),
)
#: Characters before a rate that may tell what it is.
_MOST_BEFORE_RATE: Final = 120
_RATE_NAMED: Final = re.compile(r"\breoffending rate", re.IGNORECASE)
#: What makes the rate that is named next an aim and no finding.
_AIMED_AT: Final = re.compile(r"\btargets?\b[^,.;%]{0,40}$", re.IGNORECASE)
_TARGET: Final = re.compile(r"\btargets?\b", re.IGNORECASE)
_OTHER_COUNT: Final = r"(?:targets?|custod\w+|remands?|first[- ]time|entrants?)\b"
#: Where a text on the rate goes over to another count, and what is compared is that.
_LEAVES_RATE: Final = re.compile(r"\b(?!targets?)" + _OTHER_COUNT, re.IGNORECASE)
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
#: Behind the name of a comparator, what makes it one of something else: "the national target".
_OF_OTHER_COUNT: Final = re.compile(
    rf"(?:'s|’s)?(?: (?:average|rate|figure|of|for|the|use))* {_OTHER_COUNT}", re.IGNORECASE
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
_RELEASED: Final = re.compile(
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

#: How the titles of the themes begin or what they hold, whatever the year.
_THEMES: Final[dict[ThemeKey, str]] = {
    "reducing_reoffending": r"reduc\w+ (?:the (?:likelihood|risk) of )?re-?offending",
    "protecting_the_public": r"protect\w+ the public",
    "protecting_the_child": r"protect\w+ (?:the |a )?(?:child|children|young)|safeguard\w+",
    "sentence_served": r"(?:(?:ensur\w+|mak\w+ sure)(?: that)?|serving|delivery of) the sentence(?: is served)?",
}
_THEME: Final = re.compile("|".join(f"(?P<{key}>{stem})" for key, stem in _THEMES.items()), re.IGNORECASE)
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
    match = _THEME.match(title)
    return next(key for key in _THEMES if key == match.lastgroup) if match else None


def is_theme_title(title: str) -> bool:
    """Tell whether a text is the title of a theme and nothing else."""
    return _THEME_TITLES.fullmatch(title) is not None


def cases_examined(text: str) -> Iterator[int]:
    """Yield every number of examined cases that the text states."""
    first = _found(text, "case")
    for found in _CASE.finditer(text, first) if first >= 0 else ():
        near = max(0, found.start() - _MOST_BEFORE_CASES), found.end() + _MOST_BEHIND_CASES
        patterns = (_CASES, *_CASES_WERE) if found["were"] else (_CASES,)
        for match in (match for pattern in patterns for match in pattern.finditer(text, *near)):
            if not match.start() <= found.start() < match.end():
                continue
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
    # Most name no rate, and those that do name it late: to look for the words alone is quick.
    start = _found(text, "offending rate")
    if start < 0:
        return None
    plain = _MARKUP.sub("", text[max(0, start - _MOST_BEFORE_RATE) :])
    named = _RATE_NAMED.search(plain)
    if named is None:
        return None
    has_brackets = "%)" in plain or "cent)" in plain
    patterns = (*_RATE_IN_BRACKETS, _RATE) if has_brackets else (_RATE,)
    for pattern in patterns:
        if found := _of_a_finding(pattern, plain, named.start()):
            start = found.start("about") if pattern is _RATE_IN_BRACKETS[-1] else found.end()
            rate, comparators = float(found["rate"]), tuple(_comparators(_two_sentences(plain, start)))
            return PrintedRate(rate, comparators) if rate <= 100 else None
    if found := _of_a_finding(_RATE_NAMED, plain, named.start()):
        comparators = tuple(each for each in _comparators(_two_sentences(plain, found.end())) if each.direction)
        return PrintedRate(None, comparators) if comparators else None
    return None


def _found(text: str, words: str) -> int:
    """Return where words begin in a text, in whatever case, or -1."""
    small = text.lower()
    # A few letters are two when they are small, and then places are not what they were.
    return small.find(words) if len(small) == len(text) or words not in small else 0


def _of_a_finding(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    """Return the first match on a rate that was found, and not one that is a target."""
    matches = pattern.finditer(text, start)
    return next((each for each in matches if not _AIMED_AT.search(text, max(0, each.start() - 60), each.start())), None)


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
    left = _LEAVES_RATE.search(text)
    for match in _COMPARISON.finditer(text, 0, left.start() if left else len(text)):
        name = match.lastgroup or ""
        if name in _DIRECTIONS:
            direction, fresh = next(key for key in _DIRECTIONS if key == name), True
            continue
        kind = next(key for key in _KINDS if key == name)
        before = text[previous_end : match.start()]
        is_other = _OF_OTHER_COUNT.match(text, match.end()) or _TARGET.search(before)
        if not fresh and not (direction and _SAME_BREATH.fullmatch(before)):
            direction = None
        rate = _RATE_AFTER.match(text, match.end()) or _RATE_BEFORE.search(text, previous_end, match.start())
        number = float(rate["rate"]) if rate else None
        previous_end, fresh = match.end(), False
        if (
            not is_other
            and kind not in seen
            and (direction or number is not None)
            and (number is None or number <= 100)
        ):
            seen.add(kind)
            yield PrintedComparator(kind, number, direction)


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
        lead = _SENTENCE_END.split(text[max(start, match.start() - _NEAR) : match.start()])[-1]
        rest = _SENTENCE_END.split(text[match.end() : min(end, match.end() + _NEAR)], maxsplit=1)[0]
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
        if _OTHER_INSPECTORS.search(words):
            continue
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
